/* Two people, one order: each difference is shown three ways and decided by one key; nothing is decided
 * unseen, nothing goes on undecided. */
#include "config.h"
#include "support/ui_test.h"
#include "ui/send_samples.h"
#include "ui/screens/theirs.h"

#include <criterion/criterion.h>
#include <stdlib.h>

struct stage {
    struct order base, theirs, mine;
    struct merge merge;
    int decided;
    struct ui_test *t;
};

static void count_decided(void *context)
{
    ((struct stage *)context)->decided++;
}

/* Somebody else changed the end, a price, a note that was typed here as well, and added a line. */
static struct stage *set_stage(int rows, int cols)
{
    struct stage *stage = calloc(1, sizeof *stage);
    change_sample(&stage->base);
    order_copy(&stage->theirs, &stage->base);
    order_copy(&stage->mine, &stage->base);
    change_price(&stage->mine);
    value_set(&stage->theirs.v[ORDER_END], "");
    value_set(&stage->theirs.items[1].v[ITEM_PRICE], "1.10");
    value_set(&stage->theirs.items[1].v[ITEM_BOXES], "12");
    struct item *added = change_add_line(&stage->theirs);
    value_set(&added->v[ITEM_ID], "105");
    merge_find(&stage->merge, &stage->base, &stage->theirs, &stage->mine);
    stage->t = ui_test_new(rows, cols);
    struct theirs_start start = { &stage->merge, &stage->base,  &stage->theirs,
                                  &stage->mine,  count_decided, stage };
    ui_test_push(stage->t, &theirs_screen, &start);
    return stage;
}

static void strike(struct stage *stage)
{
    ui_test_close(stage->t);
    merge_free(&stage->merge);
    order_free(&stage->base);
    order_free(&stage->theirs);
    order_free(&stage->mine);
    free(stage);
}

Test(theirs, looks)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {
        { 24, 80, "golden/theirs.txt" },
        { 40, 132, "golden/theirs-wide.txt" },
        { 20, 60, "golden/theirs-small.txt" },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct stage *stage = set_stage(sizes[i].rows, sizes[i].cols);
        ui_test_expect(stage->t, sizes[i].golden);
        strike(stage);
    }
}

Test(theirs, looks_without_colour)
{
    struct stage *stage = set_stage(24, 80);
    ui_test_theme(stage->t, "mono", true);
    ui_test_keys(stage->t, "t");
    ui_test_expect_attributes(stage->t, "golden/theirs-mono.txt");
    strike(stage);
}

Test(theirs, each_is_decided_by_one_key)
{
    struct stage *stage = set_stage(24, 80);
    cr_assert_eq(stage->merge.count, 4);
    ui_test_keys(stage->t, "tmt");
    cr_expect_eq(stage->merge.rows[0].choice, MERGE_THEIRS);
    cr_expect_eq(stage->merge.rows[1].choice, MERGE_MINE);
    cr_expect_eq(stage->merge.rows[2].choice, MERGE_THEIRS);
    cr_expect_eq(stage->merge.rows[3].choice, MERGE_OPEN);
    cr_expect_not(merge_is_decided(&stage->merge));
    strike(stage);
}

Test(theirs, nothing_goes_on_undecided)
{
    struct stage *stage = set_stage(24, 80);
    ui_test_keys(stage->t, "t<F10>");
    cr_expect_eq(stage->decided, 0);
    cr_expect(ui_test_has(stage->t, "3 are still open"), "%s", ui_test_text(stage->t));
    ui_test_keys(stage->t, "mm");
    ui_test_keys(stage->t, "<Enter>");
    cr_expect_eq(stage->decided, 0);
    cr_expect(ui_test_has(stage->t, "1 is still open"), "%s", ui_test_text(stage->t));
    ui_test_keys(stage->t, "m");
    cr_expect(ui_test_has(stage->t, "All are decided"), "%s", ui_test_text(stage->t));
    ui_test_keys(stage->t, "<Enter>");
    cr_expect_eq(stage->decided, 1);
    cr_expect(ui_is_over(ui_test_ui(stage->t)));
    strike(stage);
}

Test(theirs, all_still_open_at_once)
{
    struct stage *stage = set_stage(24, 80);
    ui_test_keys(stage->t, "<Down>m");
    ui_test_keys(stage->t, "T");
    for (size_t i = 0; i < stage->merge.count; i++)
        cr_expect_eq(stage->merge.rows[i].choice, i == 1 ? MERGE_MINE : MERGE_THEIRS, "%zu", i);
    strike(stage);
}

Test(theirs, keeping_all_mine_leaves_what_was_decided)
{
    struct stage *stage = set_stage(24, 80);
    ui_test_keys(stage->t, "t");
    ui_test_keys(stage->t, "M<F10>");
    cr_expect_eq(stage->merge.rows[0].choice, MERGE_THEIRS);
    cr_expect_eq(stage->merge.rows[3].choice, MERGE_MINE);
    cr_expect_eq(stage->decided, 1);
    strike(stage);
}

Test(theirs, a_decision_can_be_changed)
{
    struct stage *stage = set_stage(24, 80);
    ui_test_keys(stage->t, "T<Home>m");
    cr_expect_eq(stage->merge.rows[0].choice, MERGE_MINE);
    strike(stage);
}

Test(theirs, esc_decides_nothing)
{
    struct stage *stage = set_stage(24, 80);
    ui_test_keys(stage->t, "T<Esc>");
    cr_expect_eq(stage->decided, 0);
    cr_expect(ui_is_over(ui_test_ui(stage->t)));
    strike(stage);
}

Test(theirs, more_rows_than_fit_scroll)
{
    struct stage *stage = set_stage(20, 60);
    ui_test_keys(stage->t, "<End>");
    cr_expect(ui_test_has(stage->t, "Carnation Select White"), "%s", ui_test_text(stage->t));
    ui_test_resize(stage->t, 24, 80);
    cr_expect(ui_test_has(stage->t, "> OPEN"), "%s", ui_test_text(stage->t));
    strike(stage);
}
