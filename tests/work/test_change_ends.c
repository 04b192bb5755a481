/* Every place where a change of three requests can end: whatever happens to which request and to the
 * readings before and after, what is reported is true of what the service did. */
#include "config.h"
#include "base/mem.h"
#include "work/change.h"
#include "work/work_desk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(change_ends, .init = work_desk_set_up, .fini = work_desk_tear_down);

enum { STEPS = 3 };

/* What the three requests are for. */
enum kind { THREE_LINES, HEADER_AND_NEW_LINES, UNREADABLE, KINDS };

/* What happens to one request. */
static const struct fate {
    const char *name;
    enum api_outcome answer;
    bool is_carried_out; /* whether the service did it */
} fates[] = {
    { "done", API_DONE, true },
    { "refused", API_REFUSED, false },
    { "unreached", API_UNREACHED, false },
    { "no budget", API_NO_BUDGET, false },
    { "lost, carried out", API_UNKNOWN, true },
    { "lost, not carried out", API_UNKNOWN, false },
    { "unreadable answer", API_FAILED, false },
    { "half an answer", API_PARTIAL, false },
};
enum { FATES = sizeof fates / sizeof *fates };

enum reading {
    READ_WELL,
    READ_REFUSED,
    READ_UNREACHED,
    READ_FAILED,
    READ_NO_BUDGET,
    READ_GONE,
    READ_ALTERED, /* by a second writer */
    READINGS
};
static const enum api_outcome reading_outcomes[READINGS] = {
    [READ_WELL] = API_DONE,     [READ_REFUSED] = API_REFUSED,     [READ_UNREACHED] = API_UNREACHED,
    [READ_FAILED] = API_FAILED, [READ_NO_BUDGET] = API_NO_BUDGET, [READ_GONE] = API_DONE,
    [READ_ALTERED] = API_DONE,
};

struct ending {
    enum kind kind;
    size_t step; /* the one that has the fate */
    const struct fate *fate;
    enum reading before, after;
    char name[120];
    struct order mine;
    struct change *change;
    size_t carried_out; /* requests the service did, the first ones */
};

static void add_line(struct order *order, const char *product_id, const char *name)
{
    struct item *item = order_insert_item(order, order->item_count);
    item_copy(item, &work_base.items[0]);
    value_set(&item->v[ITEM_ID], "");
    value_set(&item->v[ITEM_PRODUCT_ID], product_id);
    value_set(&item->v[ITEM_PRODUCT_NAME], name);
    fake_api_add_row(work_service, LOOKUP_PRODUCTS, product_id, "", name);
}

/* Each request carries vendor notes of its own, which no reply shows. */
static void edit(struct ending *ending)
{
    struct order *mine = &ending->mine;
    order_copy(mine, &work_base);
    if (ending->kind == THREE_LINES) {
        for (size_t i = 0; i < STEPS; i++)
            value_set(&mine->items[i].v[ITEM_PRICE], "9.99");
    } else if (ending->kind == HEADER_AND_NEW_LINES) {
        value_set(&mine->v[ORDER_END], "2031-11-30");
        value_set(&mine->items[1].v[ITEM_PRICE], "9.99");
        add_line(mine, "71", "Tulip Yellow");
        add_line(mine, "72", "Tulip White");
    }
    for (size_t i = 0; i < mine->item_count; i++) {
        if (ending->kind != HEADER_AND_NEW_LINES || i == 1 || i > 2)
            value_set(&mine->items[i].v[ITEM_VENDOR_NOTES], "tight buds");
    }
}

static void fail_reading(size_t nth, enum reading reading)
{
    if (reading_outcomes[reading] != API_DONE)
        fake_api_fail_nth(work_service, "order_list", nth, reading_outcomes[reading], 500,
                          "It broke.");
    if (reading == READ_GONE)
        work_order()->status = ORDER_CANCELLED;
    if (reading == READ_ALTERED)
        value_set(&work_order()->v[ORDER_START], "2031-02-03");
}

/* Plays it, and counts what the service really did. */
static void play(struct ending *ending)
{
    work_desk_renew();
    edit(ending);
    fake_api_apply_unknown(work_service, ending->fate->is_carried_out);
    if (ending->fate->answer != API_DONE)
        fake_api_fail_nth(work_service, "order_update", ending->step + 1, ending->fate->answer, 500,
                          "Said so.");
    fail_reading(1, ending->before);
    ending->change = change_start(
        &(struct change_call){ .api = &work_api, .base = &work_base, .mine = &ending->mine });
    while (ending->change->state < CHANGE_COMPARING && fake_api_run_one(work_service))
        continue;
    if (ending->change->state == CHANGE_COMPARING)
        fail_reading(2, ending->after);
    fake_api_run(work_service);
    size_t sent = fake_api_count(work_service, "order_update");
    ending->carried_out = sent;
    if (sent > ending->step && !ending->fate->is_carried_out)
        ending->carried_out--;
}

/* What the change must say of a request, whatever can be read. */
static void check_step(const struct ending *ending, size_t at)
{
    const struct change *change = ending->change;
    const struct change_step *step = &change->steps[at];
    bool is_there = at < ending->carried_out;
    bool is_lost = at == ending->step &&
                   (ending->fate->answer == API_UNKNOWN || ending->fate->answer == API_FAILED ||
                    ending->fate->answer == API_PARTIAL);
    switch (step->state) {
    case CHANGE_STEP_DONE:
        cr_expect(is_there, "%s: step %zu is said to be done", ending->name, at);
        break;
    case CHANGE_STEP_REFUSED:
        cr_expect_not(is_there, "%s: step %zu is said to be refused", ending->name, at);
        cr_expect_eq(ending->fate->answer, API_REFUSED, "%s", ending->name);
        break;
    case CHANGE_STEP_NOT_SENT:
        cr_expect_not(is_there, "%s: step %zu is said not to be carried out", ending->name, at);
        break;
    case CHANGE_STEP_UNKNOWN:
        cr_expect(is_lost, "%s: step %zu is said to be unknown", ending->name, at);
        break;
    case CHANGE_STEP_WAITING:
    case CHANGE_STEP_SENDING:
        cr_expect(false, "%s: step %zu is said to go on", ending->name, at);
        break;
    }
    if (step->state != CHANGE_STEP_DONE)
        cr_expect_not_null(step->message, "%s: step %zu says nothing", ending->name, at);
}

static size_t count_steps(const struct change *change, enum change_step_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < change->plan.count; i++)
        count += change->steps[i].state == state;
    return count;
}

static bool says(const struct change *change, const char *words)
{
    return strstr(change->message, words) != NULL;
}

static void check_whole(const struct ending *ending)
{
    const struct change *change = ending->change;
    size_t all = ending->carried_out, unknown = count_steps(change, CHANGE_STEP_UNKNOWN);
    cr_expect_eq(change->outcome == API_UNKNOWN, unknown > 0, "%s", ending->name);
    if (change->outcome == API_DONE)
        cr_expect_eq(all, STEPS, "%s", ending->name);
    else if (change->outcome == API_PARTIAL)
        cr_expect(all > 0 && all < STEPS, "%s", ending->name);
    else if (change->outcome != API_UNKNOWN)
        cr_expect_eq(all, 0, "%s", ending->name);
    cr_assert_not_null(change->message, "%s", ending->name);
    if (says(change, "The change was accepted."))
        cr_expect_eq(all, STEPS, "%s: %s", ending->name, change->message);
    if (says(change, "Nothing was carried out.") || says(change, "Nothing was sent"))
        cr_expect_eq(all, 0, "%s: %s", ending->name, change->message);
    if (says(change, "othing was sent"))
        cr_expect_eq(fake_api_count(work_service, "order_update"), 0, "%s: %s", ending->name,
                     change->message);
    if (change->has_now) {
        struct diff diff = { 0 };
        diff_orders(&diff, &change->expected, work_order(), DIFF_READABLE);
        cr_expect_eq(change->differences.count, diff.count, "%s", ending->name);
        cr_expect_eq(says(change, "Read again, the order is as it") ||
                         says(change, "Read again, what was carried out is as it was sent."),
                     !diff.count, "%s: %s", ending->name, change->message);
        diff_free(&diff);
    } else {
        cr_expect_not(says(change, "Read again"), "%s: %s", ending->name, change->message);
    }
}

static size_t find_step_of(const struct journal *journal, size_t at)
{
    return journal->count - 1 - at; /* newest first */
}

static void check_journal(const struct ending *ending)
{
    static const enum journal_outcome outcomes[] = {
        [CHANGE_STEP_WAITING] = JOURNAL_INTENT,  [CHANGE_STEP_SENDING] = JOURNAL_INTENT,
        [CHANGE_STEP_DONE] = JOURNAL_DONE,       [CHANGE_STEP_REFUSED] = JOURNAL_REFUSED,
        [CHANGE_STEP_UNKNOWN] = JOURNAL_UNKNOWN, [CHANGE_STEP_NOT_SENT] = JOURNAL_NOT_SENT,
    };
    struct journal journal = { 0 };
    size_t sent = fake_api_count(work_service, "order_update");
    work_newest_record(&journal, JOURNAL_UPDATE);
    cr_assert_eq(journal.count, sent, "%s: what is sent stands in the journal, and nothing else",
                 ending->name);
    for (size_t i = 0; i < sent; i++)
        cr_expect_eq(journal.list[find_step_of(&journal, i)].outcome,
                     outcomes[ending->change->steps[i].state], "%s: step %zu", ending->name, i);
    journal_free(&journal);
}

/* What is left, sent over a line without faults, ends in the order that was wanted; nothing comes twice.
 * Only what nobody can tell is asked of the person first. */
static void check_rest(const struct ending *ending)
{
    struct order base = { 0 }, rest = { 0 };
    struct diff diff = { 0 };
    bool is_left = change_rest(ending->change, &base, &rest);
    if (work_order()->status == ORDER_CANCELLED || ending->before == READ_ALTERED)
        goto out; /* another story: the person decides */
    if (is_left) {
        struct change *again =
            change_start(&(struct change_call){ .api = &work_api, .base = &base, .mine = &rest });
        fake_api_run(work_service);
        bool is_asked = again->state == CHANGE_DIFFERS;
        /* a line that was added and never seen is somebody's, as far as a reading can tell */
        bool is_unseen = ending->kind == HEADER_AND_NEW_LINES && !ending->change->has_now;
        if (is_asked)
            cr_expect(ending->change->outcome == API_UNKNOWN || is_unseen, "%s: %s", ending->name,
                      again->message);
        else
            cr_expect_eq(again->outcome, API_DONE, "%s: %s", ending->name, again->message);
        change_free(again);
        if (is_asked)
            goto out;
    }
    if (ending->after == READ_ALTERED)
        value_set(&work_order()->v[ORDER_START], value_text(ending->mine.v[ORDER_START]));
    cr_expect_eq(work_order()->item_count, ending->mine.item_count, "%s: lines", ending->name);
    for (size_t i = 0; i < work_order()->item_count && i < ending->mine.item_count; i++) {
        diff_items(&diff, &ending->mine.items[i], &work_order()->items[i], DIFF_READABLE);
        cr_expect_eq(diff.count, 0, "%s: line %zu", ending->name, i);
    }
    diff_free(&diff);
    cr_expect_str_eq(value_text(work_order()->v[ORDER_END]), value_text(ending->mine.v[ORDER_END]),
                     "%s", ending->name);
out:
    order_free(&base);
    order_free(&rest);
}

static void forget_files(void)
{
    char *command = mem_printf("rm -rf %s/perennial %s/perennial", getenv("XDG_STATE_HOME"),
                               getenv("XDG_DATA_HOME"));
    cr_assert_eq(system(command), 0);
    free(command);
}

static void check(struct ending *ending)
{
    static const char *const kinds[] = { "three lines", "header and new lines", "unreadable" };
    snprintf(ending->name, sizeof ending->name, "%s, step %zu %s, read before %d, after %d",
             kinds[ending->kind], ending->step, ending->fate->name, ending->before, ending->after);
    forget_files();
    play(ending);
    const struct change *change = ending->change;
    cr_assert_eq(change->plan.count, STEPS, "%s", ending->name);
    cr_assert(change->state == CHANGE_OVER || change->state == CHANGE_DIFFERS, "%s", ending->name);
    if (ending->before != READ_WELL)
        cr_expect_eq(fake_api_count(work_service, "order_update"), 0, "%s", ending->name);
    for (size_t i = 0; i < STEPS; i++)
        check_step(ending, i);
    check_whole(ending);
    check_journal(ending);
    check_rest(ending);
    change_free(ending->change);
    order_free(&ending->mine);
}

static void check_kind(enum kind kind)
{
    for (size_t step = 0; step < STEPS; step++) {
        for (size_t fate = 0; fate < FATES; fate++) {
            for (enum reading after = READ_WELL; after < READINGS; after++)
                check(&(struct ending){
                    .kind = kind, .step = step, .fate = &fates[fate], .after = after });
        }
    }
    for (enum reading before = READ_REFUSED; before < READINGS; before++)
        check(&(struct ending){ .kind = kind, .fate = &fates[0], .before = before });
}

Test(change_ends, of_three_lines_are_told_truly)
{
    check_kind(THREE_LINES);
}

Test(change_ends, of_a_header_and_new_lines_are_told_truly)
{
    check_kind(HEADER_AND_NEW_LINES);
}

Test(change_ends, of_what_no_reply_shows_are_told_truly)
{
    check_kind(UNREADABLE);
}
