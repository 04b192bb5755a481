/* Crashes; see crash.h. All that can be prepared is prepared beforehand: the handler calls only what is safe in
 * the middle of anything, and takes no memory. */
#include "config.h"
#include "base/crash.h"
#include "base/paths.h"

#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_PATH_BYTES = 1024, MAX_FRAMES = 64, STACK_BYTES = 64 << 10 };

static const struct {
    int number;
    const char *name;
} crashes[] = { { SIGSEGV, "SIGSEGV" },
                { SIGBUS, "SIGBUS" },
                { SIGFPE, "SIGFPE" },
                { SIGILL, "SIGILL" },
                { SIGABRT, "SIGABRT" } };

static char place[MAX_PATH_BYTES]; /* of the report, up to the date; "" = none can be written */
static char stack[STACK_BYTES];    /* the program's own may be what is used up */
static void (*volatile first_aid)(void);
static volatile sig_atomic_t is_crashing;

/* A text put together without any help. */
struct text {
    char bytes[MAX_PATH_BYTES + 256];
    size_t len;
};

static void add(struct text *text, const char *more)
{
    while (*more && text->len + 1 < sizeof text->bytes)
        text->bytes[text->len++] = *more++;
    text->bytes[text->len] = '\0';
}

static void add_number(struct text *text, long long number, int least_digits)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    for (; at && (number > 0 || least_digits > 0); number /= 10, least_digits--)
        digits[--at] = (char)('0' + number % 10);
    add(text, digits + at);
}

/* Days since 1970 as YYYY-MM-DD; gmtime() is not safe here. */
static void add_date(struct text *text, long long days)
{
    long long z = days + 719468, era = z / 146097, of_era = z - era * 146097;
    long long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long long of_year = of_era - (365 * year + year / 4 - year / 100);
    long long month = (5 * of_year + 2) / 153;
    long long day = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    add_number(text, era * 400 + year + (month <= 2), 4);
    add(text, "-");
    add_number(text, month, 2);
    add(text, "-");
    add_number(text, day, 2);
}

static void put(int fd, const struct text *text)
{
    ssize_t done = write(fd, text->bytes, text->len);
    (void)done;
}

static void make_dirs(struct text *path)
{
    for (size_t i = 1; i < path->len; i++) {
        if (path->bytes[i] != '/')
            continue;
        path->bytes[i] = '\0';
        mkdir(path->bytes, 0700);
        path->bytes[i] = '/';
    }
}

static void write_report(int fd, const char *name, long long now)
{
    enum { DAY = 24 * 60 * 60 };
    void *frames[MAX_FRAMES];
    struct text text = { .len = 0 };
    add(&text, PACKAGE_STRING " ended by ");
    add(&text, name);
    add(&text, " at ");
    add_date(&text, now / DAY);
    add(&text, " ");
    add_number(&text, now % DAY / 3600, 2);
    add(&text, ":");
    add_number(&text, now % 3600 / 60, 2);
    add(&text, ":");
    add_number(&text, now % 60, 2);
    add(&text, "Z\n");
    put(fd, &text);
    backtrace_symbols_fd(frames, backtrace(frames, MAX_FRAMES), fd);
}

static const char *name_of(int number)
{
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        if (crashes[i].number == number)
            return crashes[i].name;
    return "a signal";
}

static void report(int number)
{
    struct text path = { .len = 0 }, said = { .len = 0 };
    long long now = (long long)time(NULL);
    add(&path, place);
    add_date(&path, now / (24 * 60 * 60));
    add(&path, "-");
    add_number(&path, getpid(), 1);
    add(&path, ".txt");
    make_dirs(&path);
    int fd = open(path.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    add(&said, "perennial: this is a fault of the program (");
    add(&said, name_of(number));
    if (fd >= 0) {
        write_report(fd, name_of(number), now);
        close(fd);
        add(&said, "); a report without any data of yours is in ");
        add(&said, path.bytes);
        add(&said, "\n");
    } else {
        add(&said, "); no report could be written\n");
    }
    put(STDERR_FILENO, &said);
}

static void die(int number)
{
    if (!is_crashing) { /* else the report crashed as well */
        is_crashing = 1;
        if (first_aid)
            first_aid();
        if (*place)
            report(number);
    }
    signal(number, SIG_DFL);
    raise(number);
}

void crash_set_first_aid(void (*aid)(void))
{
    first_aid = aid;
}

void crash_watch(void)
{
    void *frame;
    char *path = paths_join(PATHS_STATE, "crash-");
    if (strlen(path) < sizeof place)
        strcpy(place, path);
    free(path);
    backtrace(&frame, 1); /* the first call loads a library */
    sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof stack }, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        struct sigaction old, action = { .sa_handler = die };
        action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
        sigaction(crashes[i].number, NULL, &old);
        if (old.sa_handler == SIG_DFL)
            sigaction(crashes[i].number, &action, NULL);
    }
}
