/* Reading the sandbox's options; see options.h. */
#include "config.h"
#include "sandbox/options.h"
#include "base/mem.h"
#include "base/names.h"
#include "model/date.h"
#include "sandbox/routes.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum option {
    OPTION_PORT,
    OPTION_DB,
    OPTION_RESET,
    OPTION_EMPTY,
    OPTION_LIMIT,
    OPTION_LEAD_DAYS,
    OPTION_SINGLE_LOCATION,
    OPTION_TODAY,
    OPTION_CHILD,
    OPTION_VERBOSE,
    OPTION_FAULT_FILE,
    OPTION_FIRST_FAULT, /* the rows from here on are faults, in words of faults.h */
    OPTION_LAST_FAULT = OPTION_FIRST_FAULT + FAULT_KINDS - 1,
    OPTION_HELP,
    OPTION_VERSION,
    OPTIONS
};

const struct option_row options_table[] = {
    [OPTION_PORT] = { "port", "N", "Listen on this port of 127.0.0.1 instead of any free one." },
    [OPTION_DB] = { "db", "FILE",
                    "Keep the data in this file instead of sandbox.db in the data directory." },
    [OPTION_RESET] = { "reset", "", "Make the sample company anew; what is in the file is lost." },
    [OPTION_EMPTY] = { "empty", "", "Start without any standing orders; the look-ups remain." },
    [OPTION_LIMIT] = { "limit", "N", "Allow this many requests in a day (UTC) instead of 1000." },
    [OPTION_LEAD_DAYS] = { "lead-days", "N",
                           "Make prebooks this many days ahead of the truck instead of 2." },
    [OPTION_SINGLE_LOCATION] = { "single-location", "",
                                 "Be a company with one location: its code is not asked for." },
    [OPTION_TODAY] = { "today", "DATE", "Let it be this day at noon, for tests." },
    [OPTION_CHILD] = { "child", "", "End with the program that started it and its end of stdin." },
    [OPTION_VERBOSE] = { "verbose", "", "Say each request on standard error, without tokens." },
    [OPTION_FAULT_FILE] = { "fault-file", "FILE",
                            "Read faults from this file again at each request, a line each in the "
                            "words below without dashes; a number at the end says how often." },
    [OPTION_FIRST_FAULT + FAULT_SLOW] = { "slow", "MILLIS", "Answer that much later." },
    [OPTION_FIRST_FAULT + FAULT_SLOW_BYTES] = { "slow-bytes", "", "Answer in small pieces." },
    [OPTION_FIRST_FAULT + FAULT_DROP] = { "drop", "METHOD",
                                          "Carry it out, then close the connection without an "
                                          "answer; METHOD as on tokens, or '*'." },
    [OPTION_FIRST_FAULT + FAULT_DROP_BEFORE] = { "drop-before", "METHOD",
                                                 "Close the connection without carrying it out." },
    [OPTION_FIRST_FAULT + FAULT_HTML] = { "html", "", "Answer with a web page and code 502." },
    [OPTION_FIRST_FAULT + FAULT_STATUS] = { "status", "CODE METHOD",
                                            "Answer with this HTTP code without carrying it out." },
    [OPTION_FIRST_FAULT +
        FAULT_RETRY_AFTER] = { "retry-after", "SECONDS",
                               "Say with code 429 to wait that long; 0 says nothing. Else it is a "
                               "minute, or until the day ends." },
    [OPTION_FIRST_FAULT +
        FAULT_LOCK_ORDERS] = { "lock-orders", "",
                               "Updates and cancellations find the order in use." },
    [OPTION_FIRST_FAULT +
        FAULT_LOCK_ORDER] = { "lock-order", "NUMBER",
                              "Updates and cancellations of this order find it in use." },
    [OPTION_FIRST_FAULT +
        FAULT_SECOND_WRITER] = { "second-writer", "KIND",
                                 "Another user changes an order each time it was listed by its "
                                 "number: price, boxes, line, add or header." },
    [OPTION_FIRST_FAULT +
        FAULT_BIG_LIST] = { "big-list", "N", "Answer lists of orders with this many." },
    [OPTION_HELP] = { "help", "", "Print this and end." },
    [OPTION_VERSION] = { "version", "", "Print the version and end." },
    [OPTIONS] = { 0 },
};

static bool unknown(const char *name, struct error *error)
{
    const char *known[OPTIONS + 1] = { 0 };
    for (int i = 0; i < OPTIONS; i++)
        known[i] = options_table[i].name;
    const char *near = names_nearest(name, known);
    if (near)
        return error_set(error, "There is no option --%s; --%s is near it", name, near);
    return error_set(error, "There is no option --%s; --help lists those there are", name);
}

static bool read_number(const char *name, const char *text, long min, long max, int *number,
                        struct error *error)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < min || value > max)
        return error_set(error, "--%s is %s; it must be a number from %ld to %ld", name, text, min,
                         max);
    *number = (int)value;
    return true;
}

static void keep_fault(struct options *options, const char *word)
{
    MEM_GROW(options->fault_words, options->fault_count, options->fault_cap);
    options->fault_words[options->fault_count++] = word;
}

static bool apply(struct options *options, enum option option, const char *value,
                  struct error *error)
{
    const char *name = options_table[option].name;
    bool *flags[OPTIONS] = { [OPTION_RESET] = &options->reset,
                             [OPTION_EMPTY] = &options->empty,
                             [OPTION_CHILD] = &options->child,
                             [OPTION_VERBOSE] = &options->verbose,
                             [OPTION_SINGLE_LOCATION] = &options->single_location,
                             [OPTION_HELP] = &options->help,
                             [OPTION_VERSION] = &options->version };
    char **texts[OPTIONS] = {
        [OPTION_DB] = &options->db_path, [OPTION_FAULT_FILE] = &options->fault_file
    };
    if (flags[option]) {
        *flags[option] = true;
    } else if (texts[option]) {
        free(*texts[option]);
        *texts[option] = mem_strdup(value);
    } else if (option == OPTION_PORT) {
        return read_number(name, value, 0, 65535, &options->port, error);
    } else if (option == OPTION_LIMIT) {
        return read_number(name, value, 0, 1000000000, &options->daily_limit, error);
    } else if (option == OPTION_LEAD_DAYS) {
        return read_number(name, value, 0, 60, &options->lead_days, error);
    } else if (option == OPTION_TODAY && !date_read(value, &options->today)) {
        return error_set(error, "--%s is %s; it must be a date such as 2031-01-06", name, value);
    }
    return true;
}

/* How many words follow it. */
static int count_words(const char *words)
{
    return !*words ? 0 : strchr(words, ' ') ? 2 : 1;
}

bool options_read(struct options *options, char *const *argv, struct error *error)
{
    *options = (struct options){ .daily_limit = ROUTES_DAILY_LIMIT,
                                 .lead_days = ROUTES_LEAD_DAYS,
                                 .today = DATE_NONE };
    for (char *const *at = argv; *at; at++) {
        if (strncmp(*at, "--", 2) != 0)
            return error_set(error, "%s is no option; they begin with --", *at);
        size_t len = strcspn(*at + 2, "=");
        const char *joined = (*at)[2 + len] ? *at + 2 + len + 1 : NULL;
        int option = 0;
        while (option < OPTIONS && (strlen(options_table[option].name) != len ||
                                    strncmp(*at + 2, options_table[option].name, len) != 0))
            option++;
        if (option == OPTIONS) {
            char *name = mem_strndup(*at + 2, len);
            unknown(name, error);
            free(name);
            return false;
        }
        const struct option_row *row = &options_table[option];
        int words = count_words(row->words);
        if (joined && words == 0)
            return error_set(error, "--%s takes no value", row->name);
        const char *values[2] = { joined, NULL };
        for (int i = joined ? 1 : 0; i < words; i++) {
            if (!at[1])
                return error_set(error, "--%s needs %s behind it", row->name, row->words);
            values[i] = *++at;
        }
        if (option >= OPTION_FIRST_FAULT && option <= OPTION_LAST_FAULT) {
            keep_fault(options, row->name);
            for (int i = 0; i < words; i++)
                keep_fault(options, values[i]);
            keep_fault(options, NULL);
        } else if (!apply(options, (enum option)option, values[0], error)) {
            return false;
        }
    }
    return true;
}

struct faults *options_faults(const struct options *options, struct error *error)
{
    struct faults *faults = faults_new(options->fault_file);
    struct buf line = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < options->fault_count; i++) {
        if (options->fault_words[i]) {
            buf_addf(&line, "%s ", options->fault_words[i]);
            continue;
        }
        done = faults_add(faults, buf_text(&line), error);
        buf_clear(&line);
    }
    buf_free(&line);
    if (done)
        return faults;
    faults_free(faults);
    return NULL;
}

void options_free(struct options *options)
{
    free(options->db_path);
    free(options->fault_file);
    free(options->fault_words);
    *options = (struct options){ 0 };
}

void options_add_help(struct buf *out)
{
    buf_add(out, "Usage: perennial-sandbox [OPTION]...\n"
                 "Serves the standing order API of a sample company on 127.0.0.1, for practice.\n"
                 "Prints one line when it is ready: the address, the CA file, the token files,\n"
                 "the file with the secret that opens /admin/tokens, where tokens are issued.\n\n");
    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &options_table[i];
        char *left = mem_printf("--%s %s", row->name, row->words);
        buf_addf(out, "  %-22s %s\n", left, row->help);
        free(left);
    }
}
