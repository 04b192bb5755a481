/* The counter of the day's requests: sums, days, holds, two who share it, and files of every wrong kind. What
 * becomes of it when its writers are killed is in test_counter_torture.c. */
#include "config.h"
#include "store_desk.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/counter.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN    "state/perennial/requests-today.tsv"
#define SHARED "pool/mia.budget"
#define HEAD   "perennial requests 1 x\n"
#define TODAY  "2031-01-06"

enum { NOON = 1925467200, DAY = 86400 }; /* 2031-01-06 12:00:00 UTC */

static struct profile own_profile, shared_profile;

static struct profile make_profile(const char *name, const char *file)
{
    struct profile profile = { 0 };
    profile_init(&profile);
    profile.name = mem_strdup(name);
    profile.budget_file = file ? store_desk_path(file) : NULL;
    return profile;
}

static void set_up(void)
{
    store_desk_set_up();
    char *pool = store_desk_path("pool");
    cr_assert_eq(mkdir(pool, 0700), 0);
    free(pool);
    clock_fix(NOON);
    own_profile = make_profile("mia", NULL);
    shared_profile = make_profile("mia", SHARED);
}

static void tear_down(void)
{
    profile_free(&own_profile);
    profile_free(&shared_profile);
    store_desk_tear_down();
}

TestSuite(counter, .init = set_up, .fini = tear_down);

static void add(struct counter *counter, long requests)
{
    struct error error = { 0 };
    cr_assert(counter_add(counter, requests, &error), "%s", error_text(&error));
}

static struct budget_state state_of(struct counter *counter)
{
    struct budget_state state = { .limit = 7 };
    counter_state(counter, &state);
    cr_assert_eq(state.limit, 7, "what it does not know it leaves alone");
    cr_assert_eq(state.is_counted, !state.trouble);
    return state;
}

static long used(struct counter *counter)
{
    return state_of(counter).used;
}

static void expect_used(struct counter *counter, long pool, long own)
{
    struct budget_state state = state_of(counter);
    cr_expect_eq(state.used, pool, "%ld used, not %ld", state.used, pool);
    cr_expect_eq(state.own, own, "%ld own, not %ld", state.own, own);
}

/* The state of a program that comes now. */
static struct budget_state anew(const struct profile *profile)
{
    struct counter *counter = counter_open(profile);
    struct budget_state state = state_of(counter);
    state.trouble = state.trouble ? "yes" : NULL;
    counter_close(counter);
    return state;
}

static void put_bytes(const char *below, const char *bytes, size_t len)
{
    char *path = store_desk_path(below), *slash = strrchr(path, '/');
    struct error error = { 0 };
    *slash = '\0';
    cr_assert(file_make_dirs(path, &error), "%s", error_text(&error));
    *slash = '/';
    FILE *file = fopen(path, "w");
    cr_assert(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
    free(path);
}

static void put(const char *below, const char *text)
{
    put_bytes(below, text, strlen(text));
}

static off_t size_of(const char *below)
{
    struct stat what;
    char *path = store_desk_path(below);
    cr_assert_eq(stat(path, &what), 0);
    free(path);
    return what.st_size;
}

Test(counter, nothing_is_made_before_it_counts)
{
    struct counter *counter = counter_open(&own_profile);
    expect_used(counter, 0, 0);
    cr_expect(state_of(counter).is_counted);
    char *path = store_desk_path(OWN);
    cr_expect_not(file_exists(path));
    add(counter, 1);
    cr_expect(file_exists(path));
    free(path);
    expect_used(counter, 1, 1);
    cr_expect_eq(store_desk_mode(OWN), 0600);
    counter_close(counter);
}

Test(counter, is_kept_and_goes_up_and_down)
{
    struct counter *counter = counter_open(&own_profile);
    for (int i = 0; i < 5; i++)
        add(counter, 1);
    add(counter, -1);
    add(counter, 20);
    expect_used(counter, 24, 24);
    counter_close(counter);
    cr_expect_eq(anew(&own_profile).used, 24);
}

Test(counter, never_shows_less_than_nothing)
{
    struct counter *counter = counter_open(&own_profile);
    add(counter, -3);
    expect_used(counter, 0, 0);
    counter_close(counter);
}

Test(counter, of_the_user_is_apart_for_each_profile)
{
    struct profile other = make_profile("a\tb\nc \\ \xC3\xB1", NULL),
                   nameless = make_profile("", NULL);
    struct counter *mia = counter_open(&own_profile), *second = counter_open(&other),
                   *third = counter_open(&nameless);
    add(mia, 3);
    add(second, 4);
    add(third, 5);
    expect_used(mia, 3, 3);
    expect_used(second, 4, 4);
    expect_used(third, 5, 5);
    counter_close(mia);
    counter_close(second);
    counter_close(third);
    cr_expect_eq(anew(&other).used, 4);
    cr_expect_eq(anew(&nameless).used, 5);
    profile_free(&other);
    profile_free(&nameless);
}

Test(counter, of_the_machine_is_one_for_all)
{
    struct profile other = make_profile("bog", SHARED);
    struct counter *mia = counter_open(&shared_profile), *bog = counter_open(&other);
    mode_t mask = umask(022);
    add(mia, 3);
    umask(mask);
    add(bog, 4);
    expect_used(mia, 7, 3);
    expect_used(bog, 7, 4);
    cr_expect_eq(store_desk_mode(SHARED), 0640, "0660 less the umask");
    char *own = store_desk_path(OWN);
    cr_expect_not(file_exists(own));
    free(own);
    counter_close(mia);
    counter_close(bog);
    profile_free(&other);
}

Test(counter, leaves_a_shared_file_as_the_administrator_made_it)
{
    struct stat before, after;
    char *path = store_desk_path(SHARED);
    put(SHARED, "");
    cr_assert_eq(chmod(path, 0666), 0);
    stat(path, &before);
    struct counter *counter = counter_open(&shared_profile);
    add(counter, 1);
    clock_fix(NOON + DAY);
    add(counter, 1);
    expect_used(counter, 1, 1);
    stat(path, &after);
    cr_expect_eq(after.st_ino, before.st_ino);
    cr_expect_eq(after.st_mode, before.st_mode);
    counter_close(counter);
    free(path);
}

Test(counter, begins_anew_with_the_day)
{
    struct counter *counter = counter_open(&own_profile), *other = counter_open(&own_profile);
    add(counter, 5);
    cr_expect_eq(used(other), 5);
    clock_fix(NOON + DAY / 2 - 1);
    cr_expect_eq(used(counter), 5);
    clock_fix(NOON + DAY / 2);
    expect_used(counter, 0, 0);
    expect_used(other, 0, 0);
    off_t before = size_of(OWN);
    add(counter, 1);
    cr_expect_lt(size_of(OWN), before + 1, "what is past is cut off");
    char *text = store_desk_read(OWN);
    cr_expect_null(strstr(text, TODAY));
    free(text);
    expect_used(other, 1, 1);
    counter_close(counter);
    counter_close(other);
}

Test(counter, keeps_what_is_of_a_later_day)
{
    struct counter *counter = counter_open(&own_profile);
    add(counter, 5);
    clock_fix(NOON - DAY); /* a clock that was set back */
    expect_used(counter, 0, 0);
    add(counter, 2);
    expect_used(counter, 2, 2);
    clock_fix(NOON);
    expect_used(counter, 5, 5);
    clock_fix(0);
    add(counter, 1);
    expect_used(counter, 1, 1);
    clock_fix(NOON);
    add(counter, 1);
    expect_used(counter, 6, 6);
    counter_close(counter);
    cr_expect_eq(anew(&own_profile).used, 6);
}

Test(counter, a_hold_is_said_to_all)
{
    struct error error = { 0 };
    struct profile bog_shared = make_profile("bog", SHARED), bog_own = make_profile("bog", NULL);
    struct counter *shared = counter_open(&shared_profile), *own = counter_open(&own_profile);
    cr_expect(counter_hold(shared, NOON + 60, &error), "%s", error_text(&error));
    cr_expect(counter_hold(own, NOON + 90, &error), "%s", error_text(&error));
    cr_expect_eq(state_of(shared).held_until, NOON + 60);
    cr_expect_eq(anew(&shared_profile).held_until, NOON + 60);
    cr_expect_eq(anew(&bog_shared).held_until, NOON + 60, "it is the company's");
    cr_expect_eq(anew(&own_profile).held_until, NOON + 90);
    cr_expect_eq(anew(&bog_own).held_until, 0, "it is this profile's");
    cr_expect_eq(state_of(shared).used, 0, "a hold is no request");
    clock_fix(NOON + 60);
    cr_expect_eq(state_of(shared).held_until, 0, "over");
    cr_expect_eq(state_of(own).held_until, NOON + 90);
    counter_close(shared);
    counter_close(own);
    profile_free(&bog_shared);
    profile_free(&bog_own);
}

Test(counter, the_later_hold_counts_and_is_written_once)
{
    struct counter *counter = counter_open(&own_profile);
    counter_hold(counter, NOON + 600, NULL);
    off_t size = size_of(OWN);
    counter_hold(counter, NOON + 600, NULL);
    counter_hold(counter, NOON + 60, NULL);
    cr_expect_eq(size_of(OWN), size);
    cr_expect_eq(state_of(counter).held_until, NOON + 600);
    counter_hold(counter, NOON + 700, NULL);
    cr_expect_eq(anew(&own_profile).held_until, NOON + 700);
    counter_close(counter);
}

Test(counter, a_hold_goes_over_the_change_of_day)
{
    struct counter *counter = counter_open(&own_profile);
    add(counter, 3);
    counter_hold(counter, NOON + 14 * 3600, NULL);
    clock_fix(NOON + 13 * 3600);
    add(counter, 1);
    expect_used(counter, 1, 1);
    cr_expect_eq(anew(&own_profile).held_until, NOON + 14 * 3600);
    cr_expect_eq(state_of(counter).held_until, NOON + 14 * 3600);
    clock_fix(NOON + 37 * 3600);
    add(counter, 1);
    char *text = store_desk_read(OWN);
    cr_expect_null(strstr(text, "hold"), "cut off with the rest");
    free(text);
    counter_close(counter);
}

Test(counter, a_hold_that_is_too_far_away_is_none)
{
    put(OWN, HEAD TODAY "\thold\t4102444800\tmia\t.\n");
    cr_expect_eq(anew(&own_profile).held_until, 0);
    struct counter *counter = counter_open(&own_profile);
    cr_expect(counter_hold(counter, NOON + COUNTER_MAX_HOLD_SECONDS, NULL));
    cr_expect_eq(state_of(counter).held_until, NOON + COUNTER_MAX_HOLD_SECONDS);
    counter_close(counter);
}

/* --- Lines that were spoiled --- */

static const char whole[] = TODAY "\tcount\t1\tmia\t.\n";

/* A line cut anywhere is one request, neither none nor a shorter number; so it stays when the next writer has
 * closed it. */
Test(counter, a_torn_line_is_one_request)
{
    static const char torn[] = TODAY "\tcount\t12\tmia\t.";
    for (size_t len = 1; len < sizeof torn; len++) {
        char *text = mem_printf(HEAD "%s%.*s", whole, (int)len, torn);
        put(OWN, text);
        free(text);
        bool has_day = len >= 10;
        cr_expect_eq(anew(&own_profile).used, 2, "cut after %zu", len);
        struct counter *counter = counter_open(&own_profile);
        cr_expect_eq(used(counter), 2);
        add(counter, 1);
        /* the file's last writing is of the real clock's day, which is not this one */
        cr_expect_eq(used(counter), has_day ? (len == sizeof torn - 1 ? 14 : 3) : 2,
                     "cut after %zu: %ld", len, used(counter));
        cr_expect_eq(anew(&own_profile).used, used(counter));
        counter_close(counter);
    }
}

Test(counter, an_undated_torn_line_is_of_the_day_it_was_written)
{
    clock_fix(time(NULL));
    struct counter *counter = counter_open(&own_profile);
    add(counter, 1);
    char *path = store_desk_path(OWN);
    FILE *file = fopen(path, "a");
    cr_assert(file && fputs("20", file) >= 0 && fclose(file) == 0);
    free(path);
    cr_expect_eq(used(counter), 2);
    add(counter, 1);
    cr_expect_eq(used(counter), 3);
    cr_expect_eq(anew(&own_profile).used, 3);
    counter_close(counter);
}

Test(counter, spoiled_lines_count_as_one_each_and_as_nobodys)
{
    static const char *const lines[] = {
        TODAY "\tcount\t5\tmia\t!",
        TODAY "\tcount\t5\tmia",
        TODAY "\tcount\t5\tmia\t.\t.",
        TODAY "\tcount\tx\tmia\t.",
        TODAY "\tcount\t\tmia\t.",
        TODAY "\tcount\t1e3\tmia\t.",
        TODAY "\tcount\t--5\tmia\t.",
        TODAY "\tcount\t+5\tmia\t.",
        TODAY "\tcount\t99999999\tmia\t.",
        TODAY "\tcount\t-\tmia\t.",
        TODAY "\tother\t5\tmia\t.",
        TODAY "\tcount\t5\tm\\ia\t.",
        TODAY "\tcount\t99999999999999999999999\tmia\t.",
        TODAY "\thold\tsoon\tmia\t.",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char *text = mem_printf(HEAD "%s%s\n%s", whole, lines[i], whole);
        put(SHARED, text);
        put(OWN, text);
        struct budget_state shared = anew(&shared_profile);
        cr_expect_eq(shared.used, 3, "%s: %ld", lines[i], shared.used);
        cr_expect_eq(shared.own, 2, "%s: %ld", lines[i], shared.own);
        cr_expect_eq(anew(&own_profile).used, 3, "%s", lines[i]);
        free(text);
    }
}

Test(counter, zeros_after_a_power_cut)
{
    char text[256] = "";
    int len = snprintf(text, sizeof text, HEAD "%s" TODAY "\tcount%c%c%c%c", whole, 0, 0, 0, 0);
    put_bytes(OWN, text, (size_t)len);
    cr_expect_eq(anew(&own_profile).used, 2);
    memset(text, 0, sizeof text);
    put_bytes(OWN, text, 100);
    cr_expect_eq(anew(&own_profile).used, 0);
    struct counter *counter = counter_open(&own_profile);
    add(counter, 1);
    cr_expect_eq(used(counter), 1);
    counter_close(counter);
    cr_expect_eq(anew(&own_profile).used, 1);
}

Test(counter, a_first_line_cut_anywhere)
{
    static const char head[] = HEAD;
    for (size_t len = 0; len < sizeof head; len++) {
        put_bytes(OWN, head, len);
        struct counter *counter = counter_open(&own_profile);
        cr_expect_eq(used(counter), 0, "after %zu", len);
        add(counter, 1);
        cr_expect_eq(used(counter), 1, "after %zu", len);
        counter_close(counter);
        cr_expect_eq(anew(&own_profile).used, 1, "after %zu", len);
    }
}

/* --- Files that change under it --- */

Test(counter, reads_on_where_it_stopped)
{
    struct counter *writer = counter_open(&own_profile), *reader = counter_open(&own_profile);
    for (int i = 1; i <= 200; i++) {
        add(writer, 1);
        cr_assert_eq(used(reader), i);
    }
    counter_close(writer);
    counter_close(reader);
}

Test(counter, copes_with_a_file_that_was_emptied_removed_or_replaced)
{
    char *path = store_desk_path(OWN), *beside = store_desk_path("beside");
    struct counter *counter = counter_open(&own_profile), *other = counter_open(&own_profile);
    add(counter, 5);
    cr_expect_eq(used(other), 5);
    cr_assert_eq(truncate(path, 0), 0);
    cr_expect_eq(used(counter), 0);
    add(other, 2);
    cr_expect_eq(used(counter), 2);
    cr_assert_eq(unlink(path), 0);
    cr_expect_eq(used(counter), 0);
    add(counter, 3);
    cr_expect_eq(used(other), 3);
    /* emptied and grown beyond what was read, between two looks */
    cr_assert_eq(truncate(path, 0), 0);
    for (int i = 0; i < 9; i++)
        add(other, 1);
    cr_expect_eq(used(counter), 9);
    put("beside", HEAD TODAY "\tcount\t70\tmia\t.\n");
    cr_assert_eq(rename(beside, path), 0);
    cr_expect_eq(used(counter), 70);
    add(counter, 1);
    cr_expect_eq(used(other), 71);
    counter_close(counter);
    counter_close(other);
    free(path);
    free(beside);
}

/* --- Files that cannot be used --- */

/* Counting goes on in memory, in words, and nothing is done to what is there. */
static void expect_in_memory(const struct profile *profile, const char *words)
{
    struct error error = { 0 };
    struct counter *counter = counter_open(profile);
    cr_expect_not(counter_add(counter, 2, &error), "%s", words);
    cr_expect(strstr(error_text(&error), words), "\"%s\" has no \"%s\"", error_text(&error), words);
    cr_expect(strstr(error_text(&error), "counted in this session alone."));
    error_clear(&error);
    cr_expect_not(counter_add(counter, 1, &error));
    error_clear(&error);
    cr_expect_not(counter_hold(counter, NOON + 60, &error));
    struct budget_state state = state_of(counter);
    cr_expect_eq(state.used, 3, "%s: %ld", words, state.used);
    cr_expect_eq(state.own, 3);
    cr_expect_eq(state.held_until, NOON + 60);
    cr_expect_not(state.is_counted);
    cr_expect_not_null(state.trouble);
    clock_fix(NOON + DAY);
    cr_expect_eq(used(counter), 0, "also this count is of one day");
    clock_fix(NOON);
    counter_close(counter);
    error_clear(&error);
}

Test(counter, a_directory_in_its_place)
{
    char *path = store_desk_path(SHARED);
    cr_assert_eq(mkdir(path, 0700), 0);
    expect_in_memory(&shared_profile, "it is a directory");
    free(path);
}

Test(counter, a_link_in_its_place)
{
    char *path = store_desk_path(SHARED), *target = store_desk_path("pool/elsewhere");
    put("pool/elsewhere", "");
    cr_assert_eq(symlink(target, path), 0);
    expect_in_memory(&shared_profile, "it is a link");
    cr_expect_eq(size_of("pool/elsewhere"), 0);
    free(path);
    free(target);
}

Test(counter, a_pipe_and_a_device_in_its_place)
{
    char *path = store_desk_path(SHARED);
    cr_assert_eq(mkfifo(path, 0600), 0);
    expect_in_memory(&shared_profile, "it is no file");
    struct profile device = make_profile("mia", NULL);
    device.budget_file = mem_strdup("/dev/full");
    expect_in_memory(&device, "it is no file");
    profile_free(&device);
    free(path);
}

Test(counter, a_folder_that_is_not_there)
{
    struct profile lost = make_profile("mia", "nowhere/mia.budget");
    expect_in_memory(&lost, "No such file or directory");
    profile_free(&lost);
}

Test(counter, somebody_elses_text_is_left_as_it_is)
{
    static const char *const texts[] = { "Dear Mr. Fresh,\n",
                                         "x",
                                         "perennial journal 1\n",
                                         "perennial requests 2 x\n",
                                         "perennial requests x\n",
                                         "\n",
                                         "perennial requests"
                                         "\n" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        put(SHARED, texts[i]);
        expect_in_memory(&shared_profile, i == 3 ? "newer Perennial" : "");
        char *text = store_desk_read(SHARED);
        cr_expect_str_eq(text, texts[i]);
        free(text);
    }
}

Test(counter, goes_into_the_file_as_soon_as_it_can)
{
    struct error error = { 0 };
    char *path = store_desk_path(SHARED);
    cr_assert_eq(mkdir(path, 0700), 0);
    struct counter *counter = counter_open(&shared_profile);
    cr_expect_not(counter_add(counter, 2, &error));
    cr_expect_not(counter_hold(counter, NOON + 60, &error));
    cr_assert_eq(rmdir(path), 0);
    cr_expect_eq(used(counter), 2);
    cr_expect_not(state_of(counter).is_counted, "it is not in the file yet");
    add(counter, 1);
    expect_used(counter, 3, 3);
    cr_expect(state_of(counter).is_counted);
    cr_expect_eq(anew(&shared_profile).used, 3);
    cr_expect_eq(anew(&shared_profile).held_until, NOON + 60);
    counter_close(counter);
    error_clear(&error);
    free(path);
}

/* The superuser may write to anything; everybody else sees what others count. */
Test(counter, a_file_that_may_only_be_read)
{
    if (geteuid() == 0 && seteuid(65534) != 0)
        cr_skip_test("there is nobody to be");
    char *path = store_desk_path(SHARED);
    seteuid(0);
    char *top = store_desk_path("");
    chmod(top, 0755);
    put(SHARED, HEAD TODAY "\tcount\t40\tbog\t.\n");
    char *pool = store_desk_path("pool");
    chmod(pool, 0755);
    chmod(path, 0444);
    if (getuid() == 0)
        cr_assert_eq(seteuid(65534), 0);
    struct counter *counter = counter_open(&shared_profile);
    struct error error = { 0 };
    cr_expect_eq(used(counter), 40);
    cr_expect_not(state_of(counter).is_counted, "known before the first request");
    cr_expect_not(counter_add(counter, 2, &error));
    cr_expect(strstr(error_text(&error), "Permission denied"), "%s", error_text(&error));
    expect_used(counter, 42, 2);
    if (getuid() == 0)
        seteuid(0);
    chmod(path, 0400);
    if (getuid() == 0)
        cr_assert_eq(seteuid(65534), 0);
    struct counter *blind = counter_open(&shared_profile);
    if (getuid() == 0) {
        cr_expect_eq(used(blind), 0, "not even read");
        cr_expect(strstr(state_of(blind).trouble, "cannot be opened: Permission denied"), "%s",
                  state_of(blind).trouble);
    }
    counter_close(blind);
    counter_close(counter);
    if (getuid() == 0)
        seteuid(0);
    error_clear(&error);
    free(path);
    free(pool);
    free(top);
}

static void limit_files(rlim_t bytes)
{
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* What was written of the line is taken out again: the others count right. */
Test(counter, a_full_disk)
{
    struct error error = { 0 };
    struct counter *counter = counter_open(&own_profile);
    add(counter, 3);
    off_t size = size_of(OWN);
    for (rlim_t more = 0; more < 20; more += 5) {
        limit_files((rlim_t)size + more);
        cr_expect_not(counter_add(counter, 1, &error));
        cr_expect(strstr(error_text(&error), "cannot be written"), "%s", error_text(&error));
        limit_files(RLIM_INFINITY);
        cr_expect_eq(size_of(OWN), size);
    }
    expect_used(counter, 7, 7);
    cr_expect_eq(anew(&own_profile).used, 3);
    add(counter, 1);
    cr_expect_eq(anew(&own_profile).used, 8);
    counter_close(counter);
    error_clear(&error);
}

/* Somebody holds the lock and does not come back: it is not waited for long, and nothing is lost. */
Test(counter, a_lock_that_is_not_given_back)
{
    struct counter *counter = counter_open(&own_profile);
    add(counter, 1);
    char *path = store_desk_path(OWN);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    cr_assert(fd >= 0 && flock(fd, LOCK_EX) == 0);
    add(counter, 1);
    expect_used(counter, 2, 2);
    clock_fix(NOON + DAY);
    add(counter, 1);
    expect_used(counter, 1, 1);
    char *text = store_desk_read(OWN);
    cr_expect(strstr(text, TODAY), "without the lock nothing is cut off");
    free(text);
    close(fd);
    add(counter, 1);
    expect_used(counter, 2, 2);
    counter_close(counter);
    free(path);
}

/* As a profile does that gets another name or file. */
static void expect_moved(const struct profile *from, const struct profile *to, long requests)
{
    struct error error = { 0 };
    long counted = -1;
    cr_expect(counter_follow(from, to, &counted, &error), "%s", error_text(&error));
    cr_expect_eq(counted, requests);
    cr_expect_eq(anew(from).own, requests, "it counts for both in between");
    cr_expect(counter_leave(from, counted, &error), "%s", error_text(&error));
}

Test(counter, another_name)
{
    struct profile to = make_profile("miami", NULL), to_shared = make_profile("miami", SHARED);
    struct counter *own = counter_open(&own_profile), *shared = counter_open(&shared_profile);
    struct error error = { 0 };
    add(own, 5);
    add(shared, 7);
    counter_hold(own, NOON + 60, &error);
    expect_moved(&own_profile, &to, 5);
    expect_moved(&shared_profile, &to_shared, 7);
    cr_expect_eq(anew(&to).used, 5);
    cr_expect_eq(anew(&to).held_until, NOON + 60);
    cr_expect_eq(anew(&own_profile).used, 0);
    cr_expect_eq(anew(&to_shared).used, 7);
    cr_expect_eq(anew(&to_shared).own, 7);
    cr_expect_eq(anew(&shared_profile).own, 0);
    counter_close(own);
    counter_close(shared);
    profile_free(&to);
    profile_free(&to_shared);
}

Test(counter, another_file)
{
    struct counter *own = counter_open(&own_profile), *shared = counter_open(&shared_profile);
    struct error error = { 0 };
    add(own, 5);
    add(shared, 7);
    counter_hold(own, NOON + 60, &error);
    expect_moved(&own_profile, &shared_profile, 5);
    cr_expect_eq(anew(&own_profile).used, 0);
    cr_expect_eq(anew(&shared_profile).used, 12);
    cr_expect_eq(anew(&shared_profile).held_until, NOON + 60);
    counter_close(own);
    counter_close(shared);
}

Test(counter, another_file_that_cannot_be_used)
{
    struct profile full = make_profile("mia", NULL);
    struct counter *own = counter_open(&own_profile);
    struct error error = { 0 };
    long counted = -1;
    full.budget_file = mem_strdup("/dev/full");
    add(own, 5);
    cr_expect_not(counter_follow(&own_profile, &full, &counted, &error));
    cr_expect_eq(counted, 0, "what does not count there is not to be taken from there");
    cr_expect_eq(anew(&own_profile).used, 5);
    error_clear(&error);
    counter_close(own);
    profile_free(&full);
}
