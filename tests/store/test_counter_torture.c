/* Many processes count at once, and are killed or stopped at any point, over changes of day: whatever one of
 * them was told to be counted is counted, and nothing that nobody began. From fixed seeds. */
#include "config.h"
#include "store_desk.h"

#include "base/clock.h"
#include "base/mem.h"
#include "store/counter.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOON = 1925467200, DAY = 86400, WORKERS = 6, NAMES = 2, DAYS = 40, PATIENCE_MILLIS = 60000 };

/* What a worker says of one request, in one write. */
struct word {
    int name, day;
    bool is_counted; /* else it is only begun */
};

static const char *const names[NAMES] = { "mia", "bog\tota" };

struct torture {
    struct profile profiles[NAMES];
    struct counter *watch[NAMES];
    int ends[2];
    atomic_int *day; /* of all clocks */
    pid_t workers[WORKERS];
    unsigned seed;
    long begun[NAMES][DAYS], counted[NAMES][DAYS];
};

static void set_up(void)
{
    store_desk_set_up();
    char *pool = store_desk_path("pool");
    cr_assert_eq(mkdir(pool, 0700), 0);
    free(pool);
}

TestSuite(counter_torture, .init = set_up, .fini = store_desk_tear_down, .timeout = 240);

static _Noreturn void work(const struct torture *t, int name)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct counter *counter = counter_open(&t->profiles[name]);
    for (;;) {
        struct word word = { .name = name, .day = *t->day };
        clock_fix(NOON + (time_t)word.day * DAY);
        if (write(t->ends[1], &word, sizeof word) != sizeof word)
            _exit(1);
        word.is_counted = counter_add(counter, 1, NULL);
        if (word.is_counted && write(t->ends[1], &word, sizeof word) != sizeof word)
            _exit(1);
    }
}

static void begin_worker(struct torture *t, int at)
{
    pid_t pid = fork();
    cr_assert_geq(pid, 0);
    if (pid == 0)
        work(t, at % NAMES);
    t->workers[at] = pid;
}

static void kill_worker(struct torture *t, int at)
{
    kill(t->workers[at], SIGKILL);
    waitpid(t->workers[at], NULL, 0);
}

/* Takes `count` words, or with -1 all there are. */
static void listen(struct torture *t, int count)
{
    struct word word;
    struct pollfd fd = { .fd = t->ends[0], .events = POLLIN };
    for (; count; count--) {
        int ready = poll(&fd, 1, count < 0 ? 0 : PATIENCE_MILLIS);
        cr_assert(ready > 0 || count < 0, "nobody counts any more");
        if (ready <= 0)
            return;
        cr_assert_eq(read(t->ends[0], &word, sizeof word), (ssize_t)sizeof word);
        (word.is_counted ? t->counted : t->begun)[word.name][word.day]++;
    }
}

static long used(struct torture *t, int name)
{
    struct budget_state state = { 0 };
    counter_state(t->watch[name], &state);
    cr_assert(state.is_counted, "%s", state.trouble);
    return state.used;
}

static long sum(long numbers[NAMES][DAYS], int name, int day, bool is_shared)
{
    return is_shared ? numbers[0][day] + numbers[1][day] : numbers[name][day];
}

static void check(struct torture *t, bool is_shared, bool is_quiet)
{
    for (int name = 0; name < NAMES; name++) {
        clock_fix(NOON + (time_t)*t->day * DAY);
        long count = used(t, name);
        long least = sum(t->counted, name, *t->day, is_shared);
        cr_assert_geq(count, least, "%ld were counted, and %ld are there", least, count);
        if (!is_quiet)
            continue;
        long most = sum(t->begun, name, *t->day, is_shared);
        cr_assert_leq(count, most, "%ld were begun, and %ld are there", most, count);
        struct counter *anew = counter_open(&t->profiles[name]);
        struct budget_state state = { 0 };
        counter_state(anew, &state);
        cr_assert_eq(state.used, count, "who comes now reads %ld, not %ld", state.used, count);
        counter_close(anew);
    }
}

/* Kills, and now and then stops, one after the other. */
static void kill_some(struct torture *t, int times, bool is_shared)
{
    for (int i = 0; i < times; i++) {
        int at = rand_r(&t->seed) % WORKERS;
        listen(t, 1 + rand_r(&t->seed) % 12);
        check(t, is_shared, false);
        if (i % 40 == 20) { /* the others have to go on, also where this one has the lock */
            kill(t->workers[at], SIGSTOP);
            listen(t, 40);
        }
        kill_worker(t, at);
        begin_worker(t, at);
    }
}

static void end_all(struct torture *t)
{
    for (int i = 0; i < WORKERS; i++)
        kill_worker(t, i);
    listen(t, -1);
}

static void torment(const char *file, unsigned seed)
{
    struct torture t = { .seed = seed };
    bool is_shared = file;
    cr_assert_eq(pipe2(t.ends, O_CLOEXEC), 0);
    t.day = mmap(NULL, sizeof *t.day, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(t.day, MAP_FAILED);
    for (int i = 0; i < NAMES; i++) {
        profile_init(&t.profiles[i]);
        t.profiles[i].name = mem_strdup(names[i]);
        t.profiles[i].budget_file = is_shared ? store_desk_path(file) : NULL;
        t.watch[i] = counter_open(&t.profiles[i]);
    }
    for (int i = 0; i < WORKERS; i++)
        begin_worker(&t, i);
    kill_some(&t, 200, is_shared);
    end_all(&t);
    check(&t, is_shared, true);
    for (int i = 0; i < WORKERS; i++)
        begin_worker(&t, i);
    while (++*t.day < DAYS - 1) /* in the middle of it, again and again */
        kill_some(&t, 6, is_shared);
    end_all(&t);
    check(&t, is_shared, true);
    cr_assert_gt(sum(t.counted, 0, 0, true), 1000, "%ld", sum(t.counted, 0, 0, true));
    for (int i = 0; i < NAMES; i++) {
        counter_close(t.watch[i]);
        profile_free(&t.profiles[i]);
    }
    munmap(t.day, sizeof *t.day);
    close(t.ends[0]);
    close(t.ends[1]);
}

Test(counter_torture, in_the_users_own_file)
{
    torment(NULL, 4);
}

Test(counter_torture, in_a_file_of_the_machine)
{
    torment("pool/mia.budget", 44);
}
