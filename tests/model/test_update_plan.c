/* What a change sends, request by request, and what it leaves out. */
#include "config.h"
#include "fixture.h"
#include "model/diff.h"
#include "model/update_plan.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(update_plan, .init = set_locale);

/* As it was read, with the carrier and the vendors looked up by their names. */
static void read_base(struct order *base)
{
    fixture_read_order(base);
    value_set(&base->v[ORDER_CUSTOMER_ID], NULL);
    value_set(&base->v[ORDER_CARRIER_ID], "1360");
    value_set(&base->items[FIXTURE_MIX].v[ITEM_COST], "8.80");   /* its parts make 8.90 */
    value_set(&base->items[FIXTURE_MIX].v[ITEM_PRICE], "11.50"); /* and 11.45 */
    for (size_t i = 0; i < base->item_count; i++)
        value_set(&base->items[i].v[ITEM_VENDOR_ID], (const char *const[]){ "33", "12", "41" }[i]);
}

static void write_values(struct buf *out, const struct field_table *table,
                         const struct value *values)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->fields[i].write_key && !value_is_unknown(values[i]))
            buf_addf(out, " %s=%s", table->fields[i].write_key, values[i].text);
    }
}

/* " standingOrderID=900 … | id=501 productId=21 … {name=… } [productId=…]", a line for each step. */
static void write_plan(struct buf *out, const struct update_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct update_step *step = &plan->steps[i];
        cr_assert_eq(step->body.item_count, 1);
        const struct item *item = &step->body.items[0];
        buf_addf(out, "%s%zu%s%s:", i ? "\n" : "", step->line, step->is_header_only ? "h" : "",
                 step->is_new_line ? "n" : "");
        write_values(out, &order_table, step->body.v);
        buf_addf(out, " | id=%s", value_text(item->v[ITEM_ID]));
        write_values(out, &item_table, item->v);
        for (size_t n = 0; n < item->custom_count; n++) {
            buf_add(out, " {");
            write_values(out, &custom_table, item->customs[n].v);
            buf_add(out, " }");
        }
        for (size_t n = 0; n < item->breakdown_count; n++) {
            buf_add(out, " [");
            write_values(out, &breakdown_table, item->breakdowns[n].v);
            buf_add(out, " ]");
        }
    }
}

static void expect_plan(const struct order *base, const struct order *mine, const char *expected,
                        const char *name)
{
    struct order prepared = { 0 };
    struct update_plan plan = { 0 };
    struct buf text = { 0 };
    update_prepare(&prepared, base, mine);
    update_plan_make(&plan, base, &prepared);
    write_plan(&text, &plan);
    cr_expect_str_eq(buf_text(&text), expected, "%s\ngave\n%s\nexpected\n%s", name, buf_text(&text),
                     expected);
    buf_free(&text);
    update_plan_free(&plan);
    cr_expect_eq(plan.count, 0);
    order_free(&prepared);
}

#define CUSTOMER    " customerCode=FRESH customerDescription=Mr. Fresh"
#define CARRIER     " carrierId=1360"
#define START       " startDate=2031-01-06"
#define TIMES       " recurrence=1 truckDays=Monday, Wednesday, Friday"
#define PLACE       " companyLocationCode=MIA"
#define HEAD_OF(id) " standingOrderID=900 standingOrderItemId=" id CUSTOMER CARRIER START
#define HEAD(id)    HEAD_OF(id) TIMES PLACE
#define BOX_UP_TO_STEMS                                                                            \
    " | id=501 vendorId=33 productId=21 itemType=BOX boxTypeCode=QB boxes=21"                      \
    " unitType=Stem bunches=13 stemsBunch=7"
#define UNIT_UP_TO_TYPE                                                                            \
    " | id=502 vendorId=12 productId=22 itemType=UN totalUnits=300 unitType=Bunch"
#define NO_PART                                                                                    \
    " identifier= productId= productCode= productDescription= bunches= stemsBunch= cost= price="
#define MIX_UP_TO_BUNCHES                                                                          \
    " | id=503 vendorId=41 productId=23 itemType=BOX boxTypeCode=HB boxes=4 unitType=Bunch"        \
    " bunches=20"

static void set(struct order *order, int line, int field, const char *text)
{
    value_set(line < 0 ? &order->v[field] : &order->items[line].v[field], text);
}

static void set_part(struct order *order, size_t part, int field, const char *text)
{
    value_set(&order->items[FIXTURE_MIX].breakdowns[part].v[field], text);
}

static void change_price(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_PRICE, " 1.3 ");
}

static void blank_mark(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_MARK, "");
}

static void change_two_lines_and_header(struct order *mine)
{
    set(mine, FIXTURE_UNIT, ITEM_TOTAL_UNITS, "250");
    set(mine, FIXTURE_BOX, ITEM_GENERAL_NOTES, "Wrap");
    set(mine, -1, ORDER_RECURRENCE, "2");
    set(mine, -1, ORDER_END, "");
    set(mine, -1, ORDER_PO, "77");
}

static void change_header(struct order *mine)
{
    set(mine, -1, ORDER_DAYS, "friday, monday");
    set(mine, -1, ORDER_COMMENTS, "");
}

static void change_carrier_and_customer(struct order *mine)
{
    set(mine, -1, ORDER_CARRIER_ID, "");
    set(mine, -1, ORDER_CARRIER_CODE, "PRI");
    set(mine, -1, ORDER_CARRIER_NAME, "Prime");
    set(mine, -1, ORDER_CUSTOMER_ID, "4");
    set(mine, -1, ORDER_CUSTOMER_CODE, "BLOOM");
    set(mine, -1, ORDER_CUSTOMER_NAME, "Bloom");
}

static void change_location_and_ship_to(struct order *mine)
{
    set(mine, -1, ORDER_LOCATION_ID, "8");
    set(mine, -1, ORDER_LOCATION_CODE, "");
    set(mine, -1, ORDER_SHIP_TO_ID, "6");
    set(mine, -1, ORDER_SHIP_TO_NAME, "Store 2");
}

static void change_location_to_another_code(struct order *mine)
{
    set(mine, -1, ORDER_LOCATION_ID, "9");
    set(mine, -1, ORDER_LOCATION_CODE, "BOG");
}

static void change_vendor(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_VENDOR_ID, "34");
    set(mine, FIXTURE_BOX, ITEM_VENDOR_CODE, "334");
    set(mine, FIXTURE_BOX, ITEM_VENDOR_NAME, "34 Flowers");
}

static void take_vendor_away(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_VENDOR_ID, "");
    set(mine, FIXTURE_BOX, ITEM_VENDOR_CODE, "");
    set(mine, FIXTURE_BOX, ITEM_VENDOR_NAME, "");
}

static void know_vendor_by_name_alone(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_VENDOR_ID, NULL);
    set(mine, FIXTURE_BOX, ITEM_PRICE, "2");
}

static void make_it_units(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_TYPE, "UN");
    set(mine, FIXTURE_BOX, ITEM_TOTAL_UNITS, "500");
}

static void change_custom(struct order *mine)
{
    struct custom *custom = item_insert_custom(&mine->items[FIXTURE_BOX], 1);
    value_set(&custom->v[CUSTOM_NAME], "Tag");
    value_set(&custom->v[CUSTOM_VALUE], "Red");
    value_set(&mine->items[FIXTURE_BOX].customs[0].v[CUSTOM_VALUE], "");
}

static void take_customs_away(struct order *mine)
{
    item_remove_custom(&mine->items[FIXTURE_BOX], 0);
}

static void type_costs(struct order *mine)
{
    set_part(mine, 0, BREAKDOWN_COST, "8.50");
    set_part(mine, 1, BREAKDOWN_COST, "9.40");
    set_part(mine, 2, BREAKDOWN_COST, "8.84");
}

static void change_part(struct order *mine)
{
    type_costs(mine);
    set_part(mine, 0, BREAKDOWN_PRICE, "12.00");
    set_part(mine, 0, BREAKDOWN_PRODUCT_CODE, "RP");
    set_part(mine, 0, BREAKDOWN_IDENTIFIER, "");
    set_part(mine, 1, BREAKDOWN_IDENTIFIER, "b");
}

static void change_part_and_type_the_price(struct order *mine)
{
    change_part(mine);
    set(mine, FIXTURE_MIX, ITEM_PRICE, "15");
}

static void type_costs_alone(struct order *mine)
{
    type_costs(mine);
    set(mine, FIXTURE_MIX, ITEM_COST, "");
}

static void take_parts_away(struct order *mine)
{
    while (mine->items[FIXTURE_MIX].breakdown_count)
        item_remove_breakdown(&mine->items[FIXTURE_MIX], 0);
    set(mine, FIXTURE_MIX, ITEM_STEMS_BUNCH, "25");
}

static void touch_what_the_line_does_not_take(struct order *mine)
{
    set(mine, FIXTURE_UNIT, ITEM_BOXES, "9");
    set(mine, FIXTURE_MIX, ITEM_STEMS_BUNCH, "10");
}

static void add_lines(struct order *mine)
{
    struct item *first = order_insert_item(mine, 0), *mix;
    value_set(&first->v[ITEM_PRODUCT_ID], "77");
    value_set(&first->v[ITEM_PRODUCT_NAME], "Lily");
    value_set(&first->v[ITEM_BOXES], "2");
    value_set(&first->v[ITEM_MARK], NULL);
    mix = order_insert_item(mine, 4);
    item_copy(mix, &mine->items[3]);
    value_set(&mix->v[ITEM_ID], "");
    value_set(&mix->v[ITEM_IDENTIFIER], "mix");
    set(mine, 2, ITEM_COST, "");
    set(mine, -1, ORDER_PO, "5");
}

static void do_nothing(struct order *mine)
{
    set(mine, FIXTURE_BOX, ITEM_PRICE, "1.210");
    set(mine, -1, ORDER_CARRIER_CODE, "ARM");
}

static const struct {
    const char *name;
    void (*edit)(struct order *mine);
    const char *plan;
} rows[] = {
    { "nothing", do_nothing, "" },
    { "a price", change_price, "0:" HEAD("501") BOX_UP_TO_STEMS " price=1.30" },
    { "a value blanked", blank_mark, "0:" HEAD("501") BOX_UP_TO_STEMS " markCode=" },
    { "two lines and the header", change_two_lines_and_header,
      "0:" HEAD_OF("501") " endDate= recurrence=2 truckDays=Monday, Wednesday, Friday"
                          " customerPO=77" PLACE BOX_UP_TO_STEMS " generalNotes=Wrap\n"
                          "1:" HEAD_OF(
                              "502") " recurrence=2 truckDays=Monday, Wednesday, Friday" PLACE
                                     " | id=502 vendorId=12 productId=22 itemType=UN "
                                     "totalUnits=250 unitType=Bunch" },
    { "the header alone", change_header,
      "0h:" HEAD_OF("501") " recurrence=1 truckDays=Monday, Friday" PLACE
                           " comments=" BOX_UP_TO_STEMS },
    { "carrier and customer", change_carrier_and_customer,
      "0h: standingOrderID=900 standingOrderItemId=501 customerId=4 carrierCode=PRI"
      " carrierDescription=Prime" START TIMES PLACE BOX_UP_TO_STEMS },
    { "a location without a code, and a ship-to", change_location_and_ship_to,
      "0h:" HEAD_OF("501") TIMES
      " companyLocationId=8 companyLocationCode= shipToId=6" BOX_UP_TO_STEMS },
    { "another location", change_location_to_another_code,
      "0h:" HEAD_OF("501") TIMES " companyLocationCode=BOG" BOX_UP_TO_STEMS },
    { "a vendor", change_vendor,
      "0:" HEAD("501") " | id=501 vendorId=34 productId=21 itemType=BOX boxTypeCode=QB boxes=21"
                       " unitType=Stem bunches=13 stemsBunch=7" },
    { "no vendor any more", take_vendor_away,
      "0:" HEAD("501") " | id=501 vendorId= vendorCode= vendorName= productId=21 itemType=BOX"
                       " boxTypeCode=QB boxes=21 unitType=Stem bunches=13 stemsBunch=7" },
    { "half a vendor is not sent", know_vendor_by_name_alone,
      "0:" HEAD("501") " | id=501 productId=21 itemType=BOX boxTypeCode=QB boxes=21"
                       " unitType=Stem bunches=13 stemsBunch=7 price=2.00" },
    { "boxes become units", make_it_units,
      "0:" HEAD("501") " | id=501 vendorId=33 productId=21 itemType=UN totalUnits=500"
                       " unitType=Stem" },
    { "custom fields", change_custom,
      "0:" HEAD("501") BOX_UP_TO_STEMS " { name=Sleeve value= } { name=Tag value=Red }" },
    { "no custom fields any more", take_customs_away,
      "0:" HEAD("501") BOX_UP_TO_STEMS " { name= value= }" },
    { "a part: all parts, and their averages", change_part,
      "2:" HEAD("503") MIX_UP_TO_BUNCHES
      " price=11.85 cost=8.90"
      " [ productId=3 bunches=8 stemsBunch=10 cost=8.50 price=12.00 ]"
      " [ identifier=b productId=4 bunches=7 stemsBunch=10 cost=9.40 price=12.25 ]"
      " [ productId=5 bunches=5 stemsBunch=10 cost=8.84 price=11.05 ]" },
    { "the same, its own price typed", change_part_and_type_the_price,
      "2:" HEAD("503") MIX_UP_TO_BUNCHES
      " price=15.00 cost=8.90"
      " [ productId=3 bunches=8 stemsBunch=10 cost=8.50 price=12.00 ]"
      " [ identifier=b productId=4 bunches=7 stemsBunch=10 cost=9.40 price=12.25 ]"
      " [ productId=5 bunches=5 stemsBunch=10 cost=8.84 price=11.05 ]" },
    { "costs alone leave the price as it is", type_costs_alone,
      "2:" HEAD("503") MIX_UP_TO_BUNCHES
      " cost=8.90"
      " [ productId=3 bunches=8 stemsBunch=10 cost=8.50 price=11.00 ]"
      " [ productId=4 bunches=7 stemsBunch=10 cost=9.40 price=12.25 ]"
      " [ productId=5 bunches=5 stemsBunch=10 cost=8.84 price=11.05 ]" },
    { "no parts any more", take_parts_away,
      "2:" HEAD("503") MIX_UP_TO_BUNCHES " stemsBunch=25 [" NO_PART " ]" },
    { "what the line does not take", touch_what_the_line_does_not_take, "" },
    { "new lines last", add_lines,
      "2:" HEAD_OF("502") TIMES
      " customerPO=5" PLACE UNIT_UP_TO_TYPE " cost=\n"
      "0n: standingOrderID=900" CUSTOMER CARRIER START TIMES PLACE
      " | id= identifier=L1 productId=77 productDescription=Lily itemType=BOX boxes=2"
      " unitType=Stem\n"
      "4n: standingOrderID=900" CUSTOMER CARRIER START TIMES PLACE
      " | id= identifier=mix vendorId=41 vendorName=Sabana productId=23 productDescription=Rose Mix"
      " itemType=BOX boxTypeCode=HB boxes=4 unitType=Bunch bunches=20 price=11.50 cost=8.80"
      " [ productId=3 bunches=8 stemsBunch=10 price=11.00 ]"
      " [ productId=4 bunches=7 stemsBunch=10 price=12.25 ]"
      " [ productId=5 bunches=5 stemsBunch=10 price=11.05 ]" },
};

Test(update_plan, sends_what_is_required_and_what_was_changed)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order base, mine = { 0 };
        read_base(&base);
        order_copy(&mine, &base);
        rows[i].edit(&mine);
        expect_plan(&base, &mine, rows[i].plan, rows[i].name);
        order_free(&base);
        order_free(&mine);
    }
}

/* What identifies a part cannot be read back, and goes where all parts are sent anew. */
Test(update_plan, knows_where_identifiers_of_parts_are_lost)
{
    for (int known = 0; known <= 1; known++) {
        struct order base, mine = { 0 };
        struct update_plan plan = { 0 };
        read_base(&base);
        order_copy(&mine, &base);
        set(&mine, FIXTURE_BOX, ITEM_PRICE, "9.99");
        struct item *mix = &mine.items[FIXTURE_MIX];
        for (size_t i = 0; i < mix->breakdown_count; i++) {
            value_set(&mix->breakdowns[i].v[BREAKDOWN_COST], "8.00");
            value_set(&mix->breakdowns[i].v[BREAKDOWN_IDENTIFIER], known || i ? "P" : NULL);
        }
        update_plan_make(&plan, &base, &mine);
        cr_assert_eq(plan.count, 2);
        for (size_t i = 0; i < plan.count; i++)
            cr_expect_eq(update_step_loses_identifiers(&plan.steps[i]),
                         plan.steps[i].line == FIXTURE_MIX && !known);
        update_plan_free(&plan);
        order_free(&base);
        order_free(&mine);
    }
}

/* A request for the header alone goes with a line that the service has. */
Test(update_plan, never_sends_the_header_with_a_line_that_is_gone)
{
    struct order base, mine = { 0 };
    read_base(&base);
    order_copy(&mine, &base);
    order_remove_item(&mine, FIXTURE_BOX);
    set(&mine, -1, ORDER_RECURRENCE, "2");
    expect_plan(
        &base, &mine,
        "0h:" HEAD_OF(
            "502") " recurrence=2 truckDays=Monday, Wednesday, Friday" PLACE UNIT_UP_TO_TYPE,
        "the first line is gone");
    while (mine.item_count)
        order_remove_item(&mine, 0);
    expect_plan(&base, &mine, "", "all lines are gone");
    order_free(&base);
    order_free(&mine);
}

Test(update_plan, blank_required_values_of_an_unchanged_line_are_not_sent)
{
    struct order base, mine = { 0 };
    read_base(&base);
    set(&base, FIXTURE_BOX, ITEM_STEMS_BUNCH, "");
    set(&base, FIXTURE_BOX, ITEM_VENDOR_ID, NULL);
    set(&base, FIXTURE_BOX, ITEM_VENDOR_NAME, "");
    order_copy(&mine, &base);
    set(&mine, -1, ORDER_INVOICE_NOTES, "Call first");
    expect_plan(
        &base, &mine,
        "0h:" HEAD(
            "501") " invoiceNotes=Call first"
                   " | id=501 productId=21 itemType=BOX boxTypeCode=QB boxes=21 unitType=Stem"
                   " bunches=13",
        "gaps");
    order_free(&base);
    order_free(&mine);
}

Test(update_prepare, fills_in_nothing_that_is_unknown)
{
    struct order base, mine = { 0 }, prepared = { 0 };
    struct diff diff = { 0 };
    read_base(&base);
    order_copy(&mine, &base);
    value_set(&mine.v[ORDER_START], "2031/01/06");
    update_prepare(&prepared, &base, &mine);
    cr_expect_str_eq(prepared.v[ORDER_START].text, "2031-01-06");
    for (size_t i = 0; i < ORDER_FIELDS; i++)
        cr_expect_eq(value_is_unknown(prepared.v[i]), value_is_unknown(base.v[i]), "%s",
                     order_fields[i].label);
    for (size_t n = 0; n < base.item_count; n++) {
        for (size_t i = 0; i < ITEM_FIELDS; i++)
            cr_expect_eq(value_is_unknown(prepared.items[n].v[i]),
                         value_is_unknown(base.items[n].v[i]), "line %zu, %s", n + 1,
                         item_fields[i].label);
    }
    diff_orders(&diff, &base, &prepared, DIFF_WRITABLE);
    cr_expect_eq(diff.count, 0);
    diff_free(&diff);
    order_free(&base);
    order_free(&mine);
    order_free(&prepared);
}
