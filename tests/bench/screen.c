/* bench-screen COUNT: the real program in a pseudo-terminal, on a sandbox whose list has COUNT orders.
 * Time from start to the first thing on the screen and to the whole list; from a key to the last byte
 * of its answer, and how many bytes that is; memory. The yardstick is bench-bare in the same terminal. */
#include "config.h"

#include "base/mem.h"
#include "support/desk.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOVES = 200, QUIET = 60 };

struct figures {
    double first_millis, whole_millis, move_millis, narrow_millis;
    double move_bytes;
    long memory_kb;
};

static bool is_not_blank(struct pty *pty, void *context)
{
    (void)context;
    const struct buf *output = pty_output(pty);
    if (!output->len)
        return false;
    struct buf screen = { 0 };
    pty_screen_text(pty, &screen);
    bool found = strspn(buf_text(&screen), " \n") < screen.len;
    buf_free(&screen);
    return found;
}

static double millis_since(int64_t start)
{
    return (double)(pty_now_micros() - start) / 1e3;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* From the key to the last byte that came for it. */
static double key_millis(struct pty *pty, const char *key, int quiet, size_t *bytes)
{
    size_t before = pty_output(pty)->len;
    int64_t start = pty_now_micros();
    pty_keys(pty, key);
    pty_settle(pty, quiet);
    *bytes = pty_output(pty)->len - before;
    return *bytes ? (double)(pty_last_byte_micros(pty) - start) / 1e3 : 0;
}

static void measure_moves(struct pty *pty, struct figures *figures)
{
    double took[MOVES];
    size_t bytes, sum = 0;
    for (int i = 0; i < MOVES; i++) {
        took[i] = key_millis(pty, i % 20 < 10 ? "<Down>" : "<Up>", 4, &bytes);
        sum += bytes;
    }
    qsort(took, MOVES, sizeof *took, by_size);
    figures->move_millis = took[MOVES / 2];
    figures->move_bytes = (double)sum / MOVES;
}

static long memory_of(pid_t pid)
{
    char path[64], line[256];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmRSS: %ld", &kb) == 1)
            break;
    if (file)
        fclose(file);
    return kb;
}

static struct figures measure(struct pty *pty, int64_t start, const char *whole,
                              const char *before_narrowing, const char *letter)
{
    struct figures figures = { 0 };
    size_t bytes;
    if (!pty_wait(pty, is_not_blank, NULL))
        exit(1);
    figures.first_millis = millis_since(start);
    if (!pty_wait_text(pty, whole))
        exit(1);
    figures.whole_millis = millis_since(start);
    pty_settle(pty, 200);
    measure_moves(pty, &figures);
    if (*before_narrowing) {
        pty_keys(pty, before_narrowing);
        pty_settle(pty, QUIET);
    }
    figures.narrow_millis = key_millis(pty, letter, QUIET, &bytes);
    figures.memory_kb = memory_of(pty_pid(pty));
    return figures;
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 300;
    struct desk *desk = desk_new();
    desk_start_sandbox(desk, NULL);
    char *fault = mem_printf("big-list %zu", count), *whole = mem_printf("of %zu", count);
    char *read = count < 1000 ? mem_printf("%zu orders  sorted", count)
                              : mem_printf("%zu,%03zu orders  sorted", count / 1000, count % 1000);
    char *number = mem_printf("%zu", count);
    desk_fault(desk, fault);

    int64_t start = pty_now_micros();
    struct pty *pty = desk_open(desk, 24, 80, NULL);
    struct figures ours = measure(pty, start, read, "/", "7");
    pty_close(pty);
    start = pty_now_micros();
    pty = desk_open_program(desk, 24, 80, ARGS(TEST_BUILD_DIR "/tests/bench-bare", number));
    struct figures bare = measure(pty, start, whole, "", "7");
    pty_close(pty);

    printf("screen of %zu orders, beside a bare list\n", count);
    printf("  first paint: %.1f ms, bare %.1f: ratio %.1f\n", ours.first_millis, bare.first_millis,
           ours.first_millis / bare.first_millis);
    printf("  whole list read over TLS: %.0f ms\n", ours.whole_millis);
    printf("  cursor move: %.2f ms, bare %.2f: ratio %.1f; %.0f bytes, bare %.0f\n",
           ours.move_millis, bare.move_millis, ours.move_millis / bare.move_millis, ours.move_bytes,
           bare.move_bytes);
    printf("  narrowing, one key: %.2f ms, bare %.2f: ratio %.1f\n", ours.narrow_millis,
           bare.narrow_millis, ours.narrow_millis / bare.narrow_millis);
    printf("  memory: %ld kB, bare %ld kB\n", ours.memory_kb, bare.memory_kb);
    free(fault);
    free(whole);
    free(read);
    free(number);
    desk_free(desk);
    return 0;
}
