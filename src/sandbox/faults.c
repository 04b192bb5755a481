/* Faults switched on by options and by a file; see faults.h. Knows words and counts, not how a fault
 * is carried out. */
#include "config.h"
#include "sandbox/faults.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 65536, FOR_EVER = -1, LARGEST = 100000000 };

const char *const fault_writer_words[FAULT_WRITERS + 1] = {
    [FAULT_WRITER_PRICE] = "price", [FAULT_WRITER_BOXES] = "boxes",   [FAULT_WRITER_LINE] = "line",
    [FAULT_WRITER_ADD] = "add",     [FAULT_WRITER_HEADER] = "header",
};

static const char a_method[] = "the name of a method, or *";

static const struct {
    const char *word;
    bool has_number;
    const char *needs;         /* what it is for, in words; NULL = all, unless it says a method */
    const char *const *chosen; /* it is one of these */
} kinds[FAULT_KINDS] = {
    [FAULT_SLOW] = { "slow", true, NULL, NULL },
    [FAULT_SLOW_BYTES] = { "slow-bytes", false, NULL, NULL },
    [FAULT_DROP] = { "drop", false, a_method, NULL },
    [FAULT_DROP_BEFORE] = { "drop-before", false, a_method, NULL },
    [FAULT_HTML] = { "html", false, NULL, NULL },
    [FAULT_STATUS] = { "status", true, a_method, NULL },
    [FAULT_RETRY_AFTER] = { "retry-after", true, NULL, NULL },
    [FAULT_LOCK_ORDERS] = { "lock-orders", false, NULL, NULL },
    [FAULT_LOCK_ORDER] = { "lock-order", false, "an order's number, or *", NULL },
    [FAULT_SECOND_WRITER] = { "second-writer", false, "price, boxes, line, add or header",
                              fault_writer_words },
    [FAULT_BIG_LIST] = { "big-list", true, NULL, NULL },
};

struct fault {
    enum fault_kind kind;
    int number, left, skip; /* skip: how often it does not strike yet */
    char *method;           /* or the order, or what a second writer does */
};

struct set {
    struct fault *list;
    size_t count, cap;
};

struct faults {
    struct set fixed, from_file;
    char *file;
    struct buf text; /* of the file, as it was read last */
};

static void empty(struct set *set)
{
    for (size_t i = 0; i < set->count; i++)
        free(set->list[i].method);
    set->count = 0;
}

struct faults *faults_new(const char *file)
{
    struct faults *faults = mem_calloc(1, sizeof *faults);
    faults->file = mem_strdup(file);
    return faults;
}

void faults_free(struct faults *faults)
{
    if (!faults)
        return;
    empty(&faults->fixed);
    empty(&faults->from_file);
    free(faults->fixed.list);
    free(faults->from_file.list);
    buf_free(&faults->text);
    free(faults->file);
    free(faults);
}

static bool read_number(const char *word, int *number)
{
    char *end;
    long value = word ? strtol(word, &end, 10) : -1;
    if (value < 0 || value > LARGEST || end == word || *end)
        return false;
    *number = (int)value;
    return true;
}

static bool is_told(enum fault_kind kind, const char *word)
{
    const char *const *chosen = kinds[kind].chosen;
    if (!word)
        return !kinds[kind].needs;
    while (chosen && *chosen && strcmp(*chosen, word) != 0)
        chosen++;
    return !chosen || *chosen;
}

static bool add_line(struct set *set, const char *line, struct error *error)
{
    char *copy = mem_strdup(line), *rest = NULL;
    char *word = strtok_r(copy, " \t\r", &rest);
    struct fault fault = { .kind = FAULT_KINDS, .left = FOR_EVER };
    bool done = true;
    for (int i = 0; word && i < FAULT_KINDS; i++)
        if (strcmp(kinds[i].word, word) == 0)
            fault.kind = (enum fault_kind)i;
    if (fault.kind == FAULT_KINDS) {
        done = error_set(error, "There is no fault called \"%s\"", word ? word : "");
    } else {
        word = strtok_r(NULL, " \t\r", &rest);
        if (kinds[fault.kind].has_number) {
            if (!read_number(word, &fault.number))
                done = error_set(error, "%s needs a number", kinds[fault.kind].word);
            word = word ? strtok_r(NULL, " \t\r", &rest) : NULL;
        }
        if (done && !is_told(fault.kind, word))
            done = error_set(error, "%s needs %s", kinds[fault.kind].word, kinds[fault.kind].needs);
        fault.method = mem_strdup(word ? word : "*");
        word = word ? strtok_r(NULL, " \t\r", &rest) : NULL;
        for (int *times = &fault.left; done && word; times = &fault.skip) {
            if (!read_number(word, times))
                done = error_set(error, "%s is not a number of times", word);
            word = times == &fault.left ? strtok_r(NULL, " \t\r", &rest) : NULL;
        }
    }
    if (done) {
        MEM_GROW(set->list, set->count, set->cap);
        set->list[set->count++] = fault;
    } else {
        free(fault.method);
    }
    free(copy);
    return done;
}

bool faults_add(struct faults *faults, const char *line, struct error *error)
{
    return add_line(&faults->fixed, line, error);
}

void faults_refresh(struct faults *faults)
{
    if (!faults || !faults->file)
        return;
    struct buf now = { 0 };
    if (!file_read(faults->file, MAX_FILE, &now, NULL))
        buf_clear(&now); /* no file, no faults */
    if (strcmp(buf_text(&now), buf_text(&faults->text)) != 0) {
        buf_set(&faults->text, buf_text(&now));
        empty(&faults->from_file);
        char *rest = NULL;
        for (char *line = now.data ? strtok_r(now.data, "\n", &rest) : NULL; line;
             line = strtok_r(NULL, "\n", &rest)) {
            line[strcspn(line, "#")] = 0;
            if (line[strspn(line, " \t\r")])
                add_line(&faults->from_file, line, NULL);
        }
    }
    buf_free(&now);
}

static bool strike(struct set *set, enum fault_kind kind, const char *what, int *number)
{
    for (size_t i = 0; i < set->count; i++) {
        struct fault *fault = &set->list[i];
        if (fault->kind != kind || fault->left == 0 ||
            (strcmp(fault->method, "*") != 0 && !names_equal(fault->method, what)))
            continue;
        if (fault->skip > 0) {
            fault->skip--;
            continue;
        }
        if (fault->left > 0)
            fault->left--;
        if (number)
            *number = fault->number;
        return true;
    }
    return false;
}

bool faults_strike(struct faults *faults, enum fault_kind kind, const char *what, int *number)
{
    return faults && (strike(&faults->from_file, kind, what, number) ||
                      strike(&faults->fixed, kind, what, number));
}
