/* What cannot be read back is remembered, and nothing else; newer values replace older ones. */
#include "config.h"
#include "base/mem.h"
#include "store/remembered.h"
#include "store/store_desk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "data/perennial/remembered/mia-sales/5001.tsv"

static void set_up(void)
{
    store_desk_set_up();
    remembered_use_profile("mia-sales");
}

TestSuite(remembered, .init = set_up, .fini = store_desk_tear_down);

static void add(const struct order *sent, time_t at)
{
    struct error error = { 0 };
    cr_assert(remembered_add("5001", sent, at, &error), "%s", error_text(&error));
}

static void load(struct remembered *remembered)
{
    struct error error = { 0 };
    cr_assert(remembered_load("5001", remembered, &error), "%s", error_text(&error));
}

static struct item *add_line(struct order *order, const char *id)
{
    struct item *item = order_add_unknown_item(order);
    value_set(&item->v[ITEM_ID], id);
    return item;
}

static void add_part(struct item *item, const char *product_id, const char *cost)
{
    struct breakdown *part = item_insert_breakdown(item, item->breakdown_count);
    for (size_t i = 0; i < BREAKDOWN_FIELDS; i++)
        value_set(&part->v[i], NULL);
    value_set(&part->v[BREAKDOWN_PRODUCT_ID], product_id);
    value_set(&part->v[BREAKDOWN_COST], cost);
}

/* The text that is remembered, "-" where nothing is. */
static const char *text_of(const struct remembered *remembered, const struct item *item, int part,
                           const struct field *field)
{
    const struct remembered_value *value = remembered_find(remembered, item, part, field);
    return value ? value->text : "-";
}

static void fill(struct value *values, const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        value_set(&values[i], table->fields[i].label);
}

static void count_field(const struct field_table *table, size_t at, const char *const *wanted,
                        size_t count, const struct remembered_value *found)
{
    const char *key = table->fields[at].write_key;
    bool is_wanted = false;
    for (size_t i = 0; key && i < count; i++)
        is_wanted = is_wanted || strcmp(wanted[i], key) == 0;
    cr_expect_eq(found != NULL, is_wanted, "%s of the %s", table->fields[at].label, table->name);
}

Test(remembered, are_just_the_fields_that_cannot_be_read_back)
{
    static const char *const header[] = { "shipViaId", "customerPO", "shipToId", "comments",
                                          "invoiceNotes" };
    static const char *const line[] = { "identifier", "generalNotes", "vendorNotes" };
    static const char *const part[] = { "identifier", "cost" };
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    fill(order.v, &order_table);
    struct item *item = order_add_unknown_item(&order);
    fill(item->v, &item_table);
    fill(item_insert_breakdown(item, 0)->v, &breakdown_table);
    add(&order, 1800000000);
    load(&remembered);
    for (size_t i = 0; i < ORDER_FIELDS; i++)
        count_field(&order_table, i, header, 5,
                    remembered_find(&remembered, NULL, -1, &order_fields[i]));
    for (size_t i = 0; i < ITEM_FIELDS; i++)
        count_field(&item_table, i, line, 3,
                    remembered_find(&remembered, item, -1, &item_fields[i]));
    for (size_t i = 0; i < BREAKDOWN_FIELDS; i++)
        count_field(&breakdown_table, i, part, 2,
                    remembered_find(&remembered, item, 0, &breakdown_fields[i]));
    cr_expect_eq(remembered.count, 10);
    remembered_free(&remembered);
    order_free(&order);
}

Test(remembered, unknown_leaves_empty_forgets_set_replaces)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    struct item *item = add_line(&order, "70001");
    value_set(&order.v[ORDER_PO], "PO 1\t2\\n");
    value_set(&order.v[ORDER_COMMENTS], "as \xC3\xB1"
                                        "ever\nyours");
    value_set(&item->v[ITEM_GENERAL_NOTES], "tight buds");
    add(&order, 1800000000);
    order_free(&order);

    item = add_line(&order, "70001");
    value_set(&order.v[ORDER_COMMENTS], "");
    value_set(&item->v[ITEM_GENERAL_NOTES], "open buds");
    value_set(&item->v[ITEM_VENDOR_NOTES], "no leaves");
    add(&order, 1800000100);
    load(&remembered);
    cr_expect_str_eq(text_of(&remembered, NULL, -1, &order_fields[ORDER_PO]), "PO 1\t2\\n");
    cr_expect_eq(remembered_find(&remembered, NULL, -1, &order_fields[ORDER_PO])->at, 1800000000);
    cr_expect_str_eq(text_of(&remembered, NULL, -1, &order_fields[ORDER_COMMENTS]), "-");
    cr_expect_str_eq(text_of(&remembered, item, -1, &item_fields[ITEM_GENERAL_NOTES]), "open buds");
    cr_expect_eq(remembered_find(&remembered, item, -1, &item_fields[ITEM_GENERAL_NOTES])->at,
                 1800000100);
    cr_expect_str_eq(text_of(&remembered, item, -1, &item_fields[ITEM_VENDOR_NOTES]), "no leaves");
    cr_expect_eq(remembered.count, 3);
    order_free(&order);
    item = add_line(&order, "70002");
    cr_expect_str_eq(text_of(&remembered, item, -1, &item_fields[ITEM_GENERAL_NOTES]), "-");
    order_free(&order);
    remembered_free(&remembered);
}

Test(remembered, lines_without_an_id_cannot_be_found_again)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    struct item *item = add_line(&order, "");
    value_set(&item->v[ITEM_GENERAL_NOTES], "tight buds");
    add_part(item, "21", "0.10");
    add(&order, 1800000000);
    load(&remembered);
    cr_expect_eq(remembered.count, 0);
    cr_expect_null(remembered_find(&remembered, item, -1, &item_fields[ITEM_GENERAL_NOTES]));
    order_free(&order);
}

Test(remembered, parts_are_known_by_product_and_place)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    const struct field *cost = &breakdown_fields[BREAKDOWN_COST];
    struct item *item = add_line(&order, "70001");
    add_part(item, "21", "0.10");
    add_part(item, "22", "0.20");
    add_part(item, "21", "0.30");
    add_part(item, "", "0.40"); /* nobody could say of which product */
    add(&order, 1800000000);
    load(&remembered);
    cr_expect_str_eq(text_of(&remembered, item, 0, cost), "0.10");
    cr_expect_str_eq(text_of(&remembered, item, 1, cost), "0.20");
    cr_expect_str_eq(text_of(&remembered, item, 2, cost), "0.30");
    cr_expect_str_eq(text_of(&remembered, item, 3, cost), "-");
    cr_expect_str_eq(text_of(&remembered, item, 4, cost), "-");
    order_free(&order);

    /* as the service might give them back: other places */
    item = add_line(&order, "70001");
    add_part(item, "22", NULL);
    add_part(item, "21", NULL);
    cr_expect_str_eq(text_of(&remembered, item, 0, cost), "0.20");
    cr_expect_str_eq(text_of(&remembered, item, 1, cost), "-", "of two nobody knows which");

    /* sent like that, with one cost: the other is carried over, the third is gone */
    value_set(&item->breakdowns[1].v[BREAKDOWN_COST], "0.50");
    add(&order, 1800000100);
    load(&remembered);
    cr_expect_str_eq(text_of(&remembered, item, 0, cost), "0.20");
    cr_expect_eq(remembered_find(&remembered, item, 0, cost)->at, 1800000000);
    cr_expect_str_eq(text_of(&remembered, item, 1, cost), "0.50");
    cr_expect_eq(remembered.count, 2);

    /* a request that does not speak of parts leaves them */
    while (item->breakdown_count)
        item_remove_breakdown(item, 0);
    add(&order, 1800000200);
    load(&remembered);
    cr_expect_eq(remembered.count, 2);
    order_free(&order);
    remembered_free(&remembered);
}

Test(remembered, is_private_and_each_profile_has_its_own)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    value_set(&order.v[ORDER_PO], "PO 1");
    add(&order, 1800000000);
    cr_expect_eq(store_desk_mode(FILE_NAME), 0600);
    cr_expect_eq(store_desk_mode("data/perennial/remembered/mia-sales"), 0700);
    remembered_use_profile("sandbox");
    load(&remembered);
    cr_expect_eq(remembered.count, 0);
    remembered_use_profile("mia-sales");
    load(&remembered);
    cr_expect_eq(remembered.count, 1);
    value_set(&order.v[ORDER_PO], "");
    add(&order, 1800000000);
    load(&remembered);
    cr_expect_eq(remembered.count, 0);
    order_free(&order);
}

Test(remembered, a_damaged_file_gives_what_is_whole)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    value_set(&order.v[ORDER_PO], "PO 1");
    value_set(&order.v[ORDER_COMMENTS], "as ever");
    add(&order, 1800000000);
    char *text = store_desk_read(FILE_NAME);
    for (size_t len = 0; len <= strlen(text); len++) {
        char *cut = mem_strndup(text, len);
        size_t lines = 0;
        for (size_t i = 0; i < len; i++)
            lines += cut[i] == '\n';
        store_desk_write(FILE_NAME, cut);
        load(&remembered);
        cr_expect_eq(remembered.count, lines ? lines - 1 : 0, "cut at %zu", len);
        free(cut);
    }
    store_desk_write(FILE_NAME, "perennial remembered 1\nx\t\t\t0\torder\tcustomerPO\tPO\n"
                                "1\t\t\t0\torder\tnobody\tPO\n1\t\t\t0\tgarden\tcustomerPO\tPO\n"
                                "1\t\t\t0\torder\tcustomerPO\t\n1\t\t\t0\torder\tcustomerPO\tPO\n");
    load(&remembered);
    cr_expect_eq(remembered.count, 1);
    free(text);
    remembered_free(&remembered);
    order_free(&order);
}

Test(remembered, what_cannot_be_kept_or_read_says_so)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    struct error error = { 0 };
    value_set(&order.v[ORDER_PO], "PO 1");
    store_desk_write("data/perennial/remembered", "a file where the folder should be");
    cr_expect_not(remembered_add("5001", &order, 1800000000, &error));
    cr_expect_not_null(strstr(error_text(&error), "remembered"), "%s", error_text(&error));
    error_clear(&error);
    cr_expect_not(remembered_load("5001", &remembered, &error));
    cr_expect_not_null(error.text);
    error_clear(&error);
    order_free(&order);
}

Test(remembered, nothing_of_an_order_whose_id_is_not_known)
{
    struct order order = { 0 };
    struct remembered remembered = { 0 };
    struct error error = { 0 };
    value_set(&order.v[ORDER_PO], "4711");
    cr_expect(remembered_add("", &order, 1000, &error), "%s", error_text(&error));
    cr_expect(remembered_load("", &remembered, &error), "%s", error_text(&error));
    cr_expect_eq(remembered.count, 0, "another order without an id would be offered it");
    remembered_free(&remembered);
    order_free(&order);
}
