/* What lies on disk with each of its bytes changed, and cut short everywhere, as crashes, full disks and
 * editors leave it: it is read, or refused in words, and what was read whole can be kept again. */
#include "config.h"
#include "store_desk.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "model/order.h"
#include "store/counter.h"
#include "store/journal.h"
#include "store/remembered.h"
#include "store/views.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(bytes, .init = store_desk_set_up, .fini = store_desk_tear_down);

#define JOURNAL    "state/perennial/journal/desk.tsv"
#define REMEMBERED "data/perennial/remembered/desk/7.tsv"
#define REQUESTS   "state/perennial/requests-today.tsv"
#define VIEWS      "config/perennial/views/desk"

static void expect_told(bool done, struct error *error, const char *what)
{
    cr_expect(done || error->text, "%s was refused without a word", what);
    error_clear(error);
}

static void read_journal(void)
{
    struct journal journal = { 0 };
    struct error error = { 0 };
    for (int kind = JOURNAL_CREATE; kind <= JOURNAL_CANCEL; kind++) {
        bool done = journal_read(&journal, (enum journal_kind)kind, NULL, &error);
        for (size_t i = 0; i < journal.count; i++)
            cr_expect(*journal.list[i].id && journal.list[i].text && journal.list[i].message);
        expect_told(done, &error, "the journal");
    }
    journal_free(&journal);
}

static void read_remembered(void)
{
    struct remembered remembered = { 0 };
    struct error error = { 0 };
    bool done = remembered_load("7", &remembered, &error);
    for (size_t i = 0; i < remembered.count; i++)
        cr_expect(remembered.list[i].field && *remembered.list[i].text);
    expect_told(done, &error, "what is remembered");
    remembered_free(&remembered);
}

static void read_views(void)
{
    struct views views = { 0 };
    struct error error = { 0 };
    bool done = views_load(&views, &error);
    for (size_t i = 0; i < views.count; i++)
        cr_expect(strchr("abcdefghijklmnopqrstuvwxyz.", views.list[i].letter));
    expect_told(done, &error, "the saved views");
    views_free(&views);
}

static const struct profile counted = { .name = (char *)(uintptr_t) "desk" };

/* Whatever was in the file, the next request is counted, in it or in memory. */
static void read_requests(void)
{
    struct counter *counter = counter_open(&counted);
    struct budget_state before = { 0 }, after = { 0 };
    struct error error = { 0 };
    counter_state(counter, &before);
    cr_expect_eq(before.is_counted, !before.trouble);
    cr_expect_leq(before.used, 1000005, "%ld", before.used);
    bool done = counter_add(counter, 1, &error);
    counter_state(counter, &after);
    cr_expect_eq(after.is_counted, done);
    expect_told(done, &error, "the count of requests");
    /* a line that ends only now may be of another day, or take back more than there was */
    cr_expect_geq(after.used, 1, "%ld after %ld", after.used, before.used);
    counter_close(counter);
}

/* Thousands of times, so without waiting for the disk: in front of the C library's. */
int fdatasync(int fd)
{
    (void)fd;
    return 0;
}

static void put(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "w");
    cr_assert(file && fputs(bytes, file) >= 0 && fclose(file) == 0);
}

static void spoil(const char *below, void (*read)(void))
{
    static const char changes[] = "\t\n\\[]=-0 \x7F\xFF";
    char *whole = store_desk_read(below), *path = store_desk_path(below);
    size_t len = strlen(whole);
    for (size_t at = 0; at <= len; at++) {
        char was = whole[at];
        for (size_t i = 0; at < len && i < sizeof changes - 1; i++) {
            whole[at] = changes[i];
            put(path, whole);
            read();
        }
        whole[at] = '\0'; /* the prefix that ends here */
        put(path, whole);
        read();
        whole[at] = was;
    }
    free(whole);
    free(path);
}

Test(bytes, of_the_journal)
{
    struct error error = { 0 };
    journal_use_profile("desk");
    for (int kind = JOURNAL_UPDATE; kind <= JOURNAL_CANCEL; kind++) {
        const struct journal_record record = { .kind = (enum journal_kind)kind,
                                               .order_id = "7",
                                               .number = "S00007",
                                               .item_id = "8",
                                               .title = "Fresh\tRose",
                                               .text = "{\n}\\" };
        char *id = journal_begin(&record, &error);
        cr_assert_not_null(id, "%s", error_text(&error));
        cr_assert(journal_end(id, JOURNAL_DONE, "OK", &error), "%s", error_text(&error));
        free(id);
    }
    spoil(JOURNAL, read_journal);
}

Test(bytes, of_what_is_remembered)
{
    struct order order = { 0 };
    struct error error = { 0 };
    remembered_use_profile("desk");
    value_set(&order.v[ORDER_PO], "PO\t1");
    struct item *item = order_insert_item(&order, 0);
    value_set(&item->v[ITEM_ID], "8");
    value_set(&item->v[ITEM_VENDOR_NOTES], "wet\nfeet");
    struct breakdown *part = item_insert_breakdown(item, 0);
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], "3");
    value_set(&part->v[BREAKDOWN_COST], "1.20");
    cr_assert(remembered_add("7", &order, 5, &error), "%s", error_text(&error));
    order_free(&order);
    spoil(REMEMBERED, read_remembered);
}

Test(bytes, of_the_count_of_requests)
{
    clock_fix(1925467200);
    struct counter *counter = counter_open(&counted);
    cr_assert(counter_add(counter, 1, NULL) && counter_add(counter, 2, NULL));
    cr_assert(counter_add(counter, -1, NULL) && counter_hold(counter, 1925467260, NULL));
    cr_assert(counter_add(counter, 1, NULL));
    counter_close(counter);
    spoil(REQUESTS, read_requests);
}

Test(bytes, of_the_saved_views)
{
    struct views views = { 0 };
    struct error error = { 0 };
    views_use_profile("desk");
    view_set(views_put(&views, 'a'), "status", "All");
    view_set(views_put(&views, 'b'), "sort", "number reverse");
    cr_assert(views_save(&views, &error), "%s", error_text(&error));
    views_free(&views);
    spoil(VIEWS, read_views);
}
