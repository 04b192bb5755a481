/* The journal of changes: appended whole, read back byte for byte, whatever happened to its end. */
#include "config.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/journal.h"
#include "store/place.h"
#include "store/store_desk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILE_NAME "state/perennial/journal/mia-sales.tsv"

static void set_up(void)
{
    store_desk_set_up();
    journal_use_profile("mia-sales");
    clock_fix(1800000000);
}

TestSuite(journal, .init = set_up, .fini = store_desk_tear_down);

static struct journal_record record(enum journal_kind kind, const char *item_id)
{
    static char order_id[] = "5001", number[] = "S00001", title[] = "Mr. Fresh, 6 QB",
                text[] = "{\n\t\"a\\b\": \"\xC3\xB1\r\n\"\n}\n";
    return (struct journal_record){ .kind = kind,
                                    .order_id = order_id,
                                    .number = number,
                                    .item_id = (char *)(size_t)item_id,
                                    .title = title,
                                    .text = text };
}

static char *begin(enum journal_kind kind, const char *item_id)
{
    struct error error = { 0 };
    struct journal_record intent = record(kind, item_id);
    char *id = journal_begin(&intent, &error);
    cr_assert_not_null(id, "%s", error_text(&error));
    return id;
}

static void end(char *id, enum journal_outcome outcome, const char *message)
{
    struct error error = { 0 };
    cr_assert(journal_end(id, outcome, message, &error), "%s", error_text(&error));
    free(id);
}

/* How many of this kind there are; damaged lines must be as many as said. */
static size_t read_all(struct journal *journal, enum journal_kind kind, size_t wanted_damaged)
{
    struct error error = { 0 };
    size_t damaged = 99;
    cr_assert(journal_read(journal, kind, &damaged, &error), "%s", error_text(&error));
    cr_expect_eq(damaged, wanted_damaged, "%zu lines are damaged, not %zu", damaged,
                 wanted_damaged);
    return journal->count;
}

Test(journal, no_file_yet_is_an_empty_journal)
{
    struct journal journal = { 0 };
    cr_expect_eq(read_all(&journal, JOURNAL_CANCEL, 0), 0);
}

Test(journal, records_come_back_byte_for_byte_newest_first)
{
    struct journal journal = { 0 };
    char *first = begin(JOURNAL_CANCEL, "70001");
    free(begin(JOURNAL_UPDATE, "70009"));
    clock_fix(1800000100);
    char *second = begin(JOURNAL_CANCEL, "70002");
    end(first, JOURNAL_DONE, "It was\tcancelled.\n\\");
    cr_assert_eq(read_all(&journal, JOURNAL_CANCEL, 0), 2);
    const struct journal_record *newest = &journal.list[0], *oldest = &journal.list[1];
    struct journal_record wanted = record(JOURNAL_CANCEL, "70001");
    cr_expect_str_eq(newest->id, second);
    cr_expect_str_eq(newest->item_id, "70002");
    cr_expect_eq(newest->at, 1800000100);
    cr_expect_eq(newest->outcome, JOURNAL_INTENT);
    cr_expect_str_eq(newest->message, "");
    cr_expect_eq(oldest->kind, JOURNAL_CANCEL);
    cr_expect_eq(oldest->at, 1800000000);
    cr_expect_eq(oldest->outcome, JOURNAL_DONE);
    cr_expect_str_eq(oldest->message, "It was\tcancelled.\n\\");
    cr_expect_str_eq(oldest->order_id, wanted.order_id);
    cr_expect_str_eq(oldest->number, wanted.number);
    cr_expect_str_eq(oldest->title, wanted.title);
    cr_expect_str_eq(oldest->text, wanted.text);
    free(second);
    journal_free(&journal);
}

Test(journal, the_latest_outcome_counts)
{
    static const enum journal_outcome outcomes[] = { JOURNAL_UNKNOWN, JOURNAL_REFUSED,
                                                     JOURNAL_NOT_SENT, JOURNAL_DONE };
    struct journal journal = { 0 };
    char *id = begin(JOURNAL_UPDATE, "70001");
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        end(mem_strdup(id), outcomes[i], "said");
        cr_assert_eq(read_all(&journal, JOURNAL_UPDATE, 0), 1);
        cr_expect_eq(journal.list[0].outcome, outcomes[i]);
    }
    free(id);
    journal_free(&journal);
}

Test(journal, what_is_not_known_is_empty)
{
    struct journal journal = { 0 };
    struct journal_record nothing = { .kind = JOURNAL_CREATE };
    char *id = journal_begin(&nothing, NULL);
    cr_assert_not_null(id);
    end(id, JOURNAL_NOT_SENT, NULL);
    cr_assert_eq(read_all(&journal, JOURNAL_CREATE, 0), 1);
    cr_expect_str_eq(journal.list[0].order_id, "");
    cr_expect_str_eq(journal.list[0].text, "");
    cr_expect_str_eq(journal.list[0].message, "");
    journal_free(&journal);
}

Test(journal, is_private_and_each_profile_has_its_own)
{
    struct journal journal = { 0 };
    free(begin(JOURNAL_CANCEL, "70001"));
    cr_expect_eq(store_desk_mode(FILE_NAME), 0600);
    cr_expect_eq(store_desk_mode("state/perennial/journal"), 0700);
    journal_use_profile("../mia-sales");
    cr_expect_eq(read_all(&journal, JOURNAL_CANCEL, 0), 0);
    free(begin(JOURNAL_CANCEL, "70002"));
    journal_use_profile("mia-sales");
    cr_expect_eq(read_all(&journal, JOURNAL_CANCEL, 0), 1);
    journal_free(&journal);
}

Test(journal, names_of_profiles_stay_apart)
{
    static const struct {
        const char *name, *wanted;
    } rows[] = { { "mia-sales_2", "x/mia-sales_2" },
                 { "a.b", "x/a%2Eb" },
                 { "a%2Eb", "x/a%252Eb" },
                 { "../\xC3\xB1", "x/%2E%2E%2F%C3%B1" },
                 { "", "x/" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *name = place_name("x", rows[i].name);
        cr_expect_str_eq(name, rows[i].wanted);
        free(name);
    }
}

/* However the file's end is cut: what is whole is read, what is written next is whole. */
Test(journal, a_line_cut_anywhere_takes_no_other_with_it)
{
    struct journal journal = { 0 };
    free(begin(JOURNAL_CANCEL, "70001"));
    char *one = store_desk_read(FILE_NAME);
    free(begin(JOURNAL_CANCEL, "70002"));
    char *two = store_desk_read(FILE_NAME);
    for (size_t len = 0; len <= strlen(two); len++) {
        char *cut = mem_strndup(two, len);
        /* a line that lacks nothing but its line break is whole */
        size_t whole = (len + 1 >= strlen(one)) + (len + 1 >= strlen(two));
        bool is_cut = len && two[len - 1] != '\n' && two[len] != '\n';
        store_desk_write(FILE_NAME, cut);
        cr_expect_eq(read_all(&journal, JOURNAL_CANCEL, is_cut), whole, "cut at %zu", len);
        free(begin(JOURNAL_CANCEL, "70003"));
        cr_assert_eq(read_all(&journal, JOURNAL_CANCEL, is_cut), whole + 1, "cut at %zu", len);
        cr_expect_str_eq(journal.list[0].item_id, "70003");
        free(cut);
    }
    free(one);
    free(two);
    journal_free(&journal);
}

Test(journal, damaged_lines_are_left_out_and_counted)
{
    static const char *const lines[] = {
        "rubbish",
        "intent\tc1\t18\tcancel\t1\t2\t3\ttitle\t.",             /* a part is missing */
        "intent\tc1\t18\tcancel\t1\t2\t3\ttitle\ttext\tmore\t.", /* one too many */
        "intent\tc1\tsoon\tcancel\t1\t2\t3\ttitle\ttext\t.",
        "intent\tc1\t18\tsteal\t1\t2\t3\ttitle\ttext\t.",
        "intent\t\t18\tcancel\t1\t2\t3\ttitle\ttext\t.",
        "intent\tc1\t18\tcancel\t1\t2\t3\ttitle\tte\\xt\t.",
        "intent\tc1\t18\tcancel\t1\t2\t3\ttitle\ttext\\\t.",
        "intent\tc1\t18\tcancel\t1\t2\t3\ttitle\ttext\t", /* no mark */
        "end\tc1\t18\tdone\tmessage",
        "end\tc1\t18\tdone\t.",
        "end\tc1\t18\tdreamt\tmessage\t.",
        "",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct journal journal = { 0 };
        char *text = mem_printf("perennial journal 1\n%s\n", lines[i]);
        store_desk_write(FILE_NAME, text);
        free(begin(JOURNAL_CANCEL, "70001"));
        cr_expect_eq(read_all(&journal, JOURNAL_CANCEL, 1), 1, "%s", lines[i]);
        free(text);
        journal_free(&journal);
    }
}

/* The end of a line whose beginning is damaged belongs to nobody else. */
Test(journal, an_end_without_its_beginning_changes_nothing)
{
    struct journal journal = { 0 };
    free(begin(JOURNAL_CANCEL, "70001"));
    end(mem_strdup("cafe"), JOURNAL_DONE, "It was cancelled.");
    cr_assert_eq(read_all(&journal, JOURNAL_CANCEL, 0), 1);
    cr_expect_eq(journal.list[0].outcome, JOURNAL_INTENT);
    journal_free(&journal);
}

Test(journal, of_a_newer_program_is_neither_read_nor_written)
{
    struct journal journal = { 0 };
    struct journal_record intent = record(JOURNAL_CANCEL, "70001");
    struct error error = { 0 };
    store_desk_write(FILE_NAME, "perennial journal 2\nwhatever\n");
    cr_expect_not(journal_read(&journal, JOURNAL_CANCEL, NULL, &error));
    cr_expect_not_null(strstr(error_text(&error), "newer"));
    cr_expect_null(journal_begin(&intent, &error));
    char *text = store_desk_read(FILE_NAME);
    cr_expect_str_eq(text, "perennial journal 2\nwhatever\n");
    free(text);
    error_clear(&error);
}

Test(journal, that_cannot_be_written_says_so)
{
    struct journal_record intent = record(JOURNAL_CANCEL, "70001");
    struct error error = { 0 };
    store_desk_write("state/perennial/journal", "a file where the folder should be");
    cr_expect_null(journal_begin(&intent, &error));
    cr_expect_not_null(strstr(error_text(&error), "journal"), "%s", error_text(&error));
    error_clear(&error);
    cr_expect_not(journal_end("c1", JOURNAL_DONE, "", &error));
    cr_expect_not_null(error.text);
    error_clear(&error);
}

enum { WRITERS = 4, RECORDS = 50 };

static void write_many(const char *item_id)
{
    for (int i = 0; i < RECORDS; i++) {
        struct journal_record intent = record(JOURNAL_CANCEL, item_id);
        char *id = journal_begin(&intent, NULL);
        if (!id || !journal_end(id, JOURNAL_DONE, item_id, NULL))
            _exit(1);
        free(id);
    }
    _exit(0);
}

Test(journal, several_processes_lose_nothing)
{
    static const char *const ids[WRITERS] = { "1", "2", "3", "4" };
    struct journal journal = { 0 };
    size_t counts[WRITERS] = { 0 };
    for (int i = 0; i < WRITERS; i++) {
        pid_t child = fork();
        cr_assert_geq(child, 0);
        if (child == 0)
            write_many(ids[i]);
    }
    for (int i = 0, status; i < WRITERS; i++) {
        cr_assert_gt(wait(&status), 0);
        cr_expect_eq(status, 0);
    }
    cr_assert_eq(read_all(&journal, JOURNAL_CANCEL, 0), WRITERS * RECORDS);
    for (size_t i = 0; i < journal.count; i++) {
        const struct journal_record *one = &journal.list[i];
        counts[one->item_id[0] - '1']++;
        cr_expect_eq(one->outcome, JOURNAL_DONE);
        cr_expect_str_eq(one->message, one->item_id, "each has the end that is its own");
        for (size_t j = 0; j < i; j++)
            cr_assert_str_neq(one->id, journal.list[j].id);
    }
    for (int i = 0; i < WRITERS; i++)
        cr_expect_eq(counts[i], RECORDS);
    journal_free(&journal);
}
