/* A service and a home directory for one test; see work_desk.h. */
#include "config.h"
#include "work/work_desk.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/fixture.h"
#include "store/remembered.h"
#include "store/store_desk.h"

#include <criterion/criterion.h>
#include <string.h>

struct fake_api *work_service;
struct api work_api;
struct order work_base;

static void start_service(void)
{
    work_service = fake_api_new();
    work_api = fake_api_api(work_service);
    fake_api_add_order(work_service, &work_base);
    fake_api_apply(work_service, true);
}

void work_desk_set_up(void)
{
    store_desk_set_up();
    journal_use_profile("mia-sales");
    remembered_use_profile("mia-sales");
    clock_fix(1800000000);
    fixture_read_order(&work_base);
    start_service();
}

void work_desk_tear_down(void)
{
    fake_api_free(work_service);
    order_free(&work_base);
    store_desk_tear_down();
}

void work_desk_renew(void)
{
    fake_api_free(work_service);
    start_service();
}

struct order *work_order(void)
{
    return fake_api_order(work_service, 0);
}

const char *work_line_value(const char *item_id, enum item_field field)
{
    const struct order *order = work_order();
    int at = diff_find_line(order, item_id);
    return at == DIFF_NOWHERE ? "-" : value_text(order->items[at].v[field]);
}

const struct journal_record *work_newest_record(struct journal *journal, enum journal_kind kind)
{
    struct error error = { 0 };
    size_t damaged;
    cr_assert(journal_read(journal, kind, &damaged, &error), "%s", error_text(&error));
    cr_expect_eq(damaged, 0);
    return journal->count ? &journal->list[0] : NULL;
}

void work_break_journal(void)
{
    store_desk_write("state/perennial/journal", "a file where the folder should be");
}

char *work_remembered(const char *item_id, const struct field *field)
{
    struct remembered remembered = { 0 };
    struct item item = { 0 };
    value_set(&item.v[ITEM_ID], item_id);
    cr_assert(remembered_load("900", &remembered, NULL));
    const struct remembered_value *value =
        remembered_find(&remembered, *item_id ? &item : NULL, -1, field);
    char *text = value ? mem_strdup(value->text) : NULL;
    remembered_free(&remembered);
    item_free(&item);
    return text;
}
