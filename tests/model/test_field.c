/* The field tables: every row has its words, its limits hold at the edge and one beyond, and what
 * is read comes out in one form. */
#include "config.h"
#include "fixture.h"
#include "model/filter.h"
#include "model/lookup.h"
#include "model/prebook.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NO_INDEX     ((size_t)-1)

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(field, .init = set_locale);

static const struct field_table *const tables[] = { &order_table, &item_table, &custom_table,
                                                    &breakdown_table };

/* A field of the good order: its row, its value and its path. */
struct spot {
    const struct field *field;
    struct value *value;
    char *path;
    struct item *item;
};

/* The value of row `row` of table `table`, on a line that takes it. */
static struct spot find_spot(struct order *order, size_t table, size_t row)
{
    struct spot spot = { .field = &tables[table]->fields[row] };
    const char *key = spot.field->write_key;
    size_t line = spot.field->need & NEED_UN ? FIXTURE_UNIT : FIXTURE_BOX;
    switch (table) {
    case 0:
        spot.value = &order->v[row];
        spot.path = validate_path(NO_INDEX, NO_INDEX, NO_INDEX, key);
        break;
    case 1:
        spot.item = &order->items[line];
        spot.value = &spot.item->v[row];
        spot.path = validate_path(line, NO_INDEX, NO_INDEX, key);
        break;
    case 2:
        spot.item = &order->items[FIXTURE_BOX];
        spot.value = &spot.item->customs[0].v[row];
        spot.path = validate_path(FIXTURE_BOX, NO_INDEX, 0, key);
        break;
    default:
        spot.item = &order->items[FIXTURE_MIX];
        spot.value = &spot.item->breakdowns[0].v[row];
        spot.path = validate_path(FIXTURE_MIX, 0, NO_INDEX, key);
        break;
    }
    return spot;
}

static bool is_sent(const struct field *field)
{
    return field->write_key && !field->update_only;
}

/* Puts a text in one field of the good order and expects these issues, all at that field. */
static void expect_issues(size_t table, size_t row, const char *text, size_t errors,
                          size_t warnings, const char *code)
{
    struct order order;
    struct issues issues = { 0 };
    fixture_order(&order);
    if (table == 1 && row == ITEM_BUNCHES) /* the one without parts to add up to */
        cr_assert_eq(order.items[FIXTURE_BOX].breakdown_count, 0);
    struct spot spot = find_spot(&order, table, row);
    value_set(spot.value, text);
    if (table == 3 && row == BREAKDOWN_BUNCHES) { /* keep the mix in balance */
        value_take(&spot.item->v[ITEM_BUNCHES], mem_printf("%lld", strtoll(text, NULL, 10) + 12));
        if (strlen(text) > 9)
            value_set(&spot.item->v[ITEM_BUNCHES], "9999999999"); /* cannot be matched */
    }
    validate_order(&order, &fixture_company, &issues);
    size_t at = 0;
    for (size_t i = 0; i < issues.count; i++)
        at += strcmp(issues.list[i].path, spot.path) == 0;
    bool as_expected = issues_count(&issues, ISSUE_ERROR) == errors &&
                       issues_count(&issues, ISSUE_WARNING) == warnings &&
                       at == errors + warnings &&
                       (!code || fixture_count(&issues, code) == errors + warnings);
    if (!as_expected)
        fixture_print(&issues);
    cr_expect(as_expected, "%s = \"%.40s\": expected %zu errors, %zu warnings (%s)", spot.path,
              text, errors, warnings, code ? code : "");
    free(spot.path);
    issues_free(&issues);
    order_free(&order);
}

static char *repeat(const char *what, size_t times)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < times; i++)
        buf_add(&text, what);
    return buf_take(&text);
}

static void check_words(const struct field *field)
{
    const char *name = field->write_key ? field->write_key : field->read_key;
    cr_expect(field->label && *field->label, "%s has no label", name);
    cr_expect_leq(utf8_width_cols(field->label), 16, "the label %s is too wide", field->label);
    size_t len = field->help ? strlen(field->help) : 0;
    cr_expect(len > 5 && field->help[len - 1] == '.', "%s: help is no sentence", name);
}

static void check_keys(const struct field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            const struct field *a = &fields[i], *b = &fields[j];
            cr_expect_not(a->write_key && b->write_key && names_equal(a->write_key, b->write_key),
                          "%s is written twice", a->write_key);
            cr_expect_not(a->read_key && b->read_key && names_equal(a->read_key, b->read_key),
                          "%s is read twice", a->read_key);
        }
    }
}

Test(field, every_row_has_its_words_and_keys)
{
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            check_words(field);
            cr_expect(field->write_key || field->read_key, "%s has no key at all", field->label);
            cr_expect_eq(field->type == FIELD_CHOICE, field->choices != NULL, "%s", field->label);
            cr_expect(field->either == EITHER_NONE || field->alternative, "%s", field->label);
        }
        check_keys(tables[t]->fields, tables[t]->count);
    }
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        check_words(&filter_fields[i]);
    check_keys(filter_fields, FILTER_FIELDS);
    for (size_t i = 0; i < PREBOOK_FIELDS; i++)
        check_words(&prebook_fields[i]);
    check_keys(prebook_fields, PREBOOK_FIELDS);
    for (size_t k = LOOKUP_NONE + 1; k < LOOKUP_COUNT; k++) {
        for (size_t i = 0; i < lookup_types[k].column_count; i++)
            check_words(&lookup_types[k].columns[i]);
        check_keys(lookup_types[k].columns, lookup_types[k].column_count);
    }
}

/* The names of the document, so that none is missing and none is misspelt. */
Test(field, no_name_of_the_document_is_missing)
{
    static const struct {
        size_t table;
        const char *written[32], *read[32];
    } rows[] = {
        { 0,
          { "standingOrderID", "standingOrderItemId", "customerId", "customerCode",
            "customerDescription", "carrierId", "carrierCode", "carrierDescription", "startDate",
            "endDate", "shipViaId", "customerPO", "companyLocationId", "companyLocationCode",
            "recurrence", "truckDays", "comments", "invoiceNotes", "shipToId" },
          { "id",           "number",       "customerName",  "priceList",     "carrierName",
            "recurrence",   "days",         "startDate",     "endDate",       "salesperson",
            "locationCode", "locationName", "shipToName",    "shipToCarrier", "shipToStreet",
            "shipToCity",   "shipToState",  "shipToZipcode", "shipToCountry", "shipToPhone",
            "shipToFax",    "customerCode" } },
        { 1,
          { "identifier",
            "vendorId",
            "vendorCode",
            "vendorName",
            "productId",
            "productCode",
            "productDescription",
            "itemType",
            "boxTypeId",
            "boxTypeCode",
            "boxTypeDescription",
            "boxes",
            "totalUnits",
            "unitType",
            "bunches",
            "stemsBunch",
            "price",
            "cost",
            "markCode",
            "generalNotes",
            "vendorNotes" },
          { "soItemId", "productId", "productDescription", "units", "unitType", "bunches",
            "totalBoxes", "totalUnits", "unitPrice", "totalPrice", "unitCost", "totalCost",
            "stemsBunch", "markCode", "boxType", "vendorName", "isAssorted" } },
        { 2, { "name", "value" }, { "name", "description" } },
        { 3,
          { "identifier", "productId", "productCode", "productDescription", "bunches", "stemsBunch",
            "cost", "price" },
          { "productId", "productDescription", "stemsBunch", "bunches", "price" } },
    };
    for (size_t t = 0; t < COUNT(rows); t++) {
        const struct field_table *table = tables[rows[t].table];
        size_t written = 0, read = 0;
        for (; rows[t].written[written]; written++)
            cr_expect(field_by_write_key(table, rows[t].written[written], NULL), "%s",
                      rows[t].written[written]);
        for (; rows[t].read[read]; read++)
            cr_expect(field_by_read_key(table, rows[t].read[read]), "%s", rows[t].read[read]);
        for (size_t i = 0; i < table->count; i++) {
            written -= table->fields[i].write_key != NULL;
            read -= table->fields[i].read_key != NULL;
        }
        cr_expect_eq(written, 0, "%s: a written name the document has not", table->name);
        cr_expect_eq(read, 0, "%s: a read name the document has not", table->name);
    }
}

/* Type, limit, need and bounds of each row as the document and the decisions on it say. */
Test(field, limits_are_those_of_the_document)
{
    static const struct {
        size_t table;
        const char *key;
        enum field_type type;
        unsigned max, warn, need;
    } rows[] = {
        { 0, "customerId", FIELD_ID, 20, 0, 0 },
        { 0, "customerCode", FIELD_TEXT, 20, 0, 0 },
        { 0, "customerDescription", FIELD_TEXT, 200, 0, 0 },
        { 0, "carrierId", FIELD_ID, 20, 0, 0 },
        { 0, "carrierCode", FIELD_TEXT, 20, 0, 0 },
        { 0, "carrierDescription", FIELD_TEXT, 200, 0, 0 },
        { 0, "startDate", FIELD_DATE, 0, 0, NEED_ALWAYS },
        { 0, "endDate", FIELD_DATE, 0, 0, 0 },
        { 0, "shipViaId", FIELD_CHOICE, 1, 0, 0 },
        { 0, "customerPO", FIELD_TEXT, 20, 0, 0 },
        { 0, "companyLocationId", FIELD_TEXT, 20, 0, 0 },
        { 0, "companyLocationCode", FIELD_TEXT, 20, 0, NEED_MULTI_LOCATION },
        { 0, "recurrence", FIELD_INT, 1, 0, NEED_ALWAYS },
        { 0, "truckDays", FIELD_DAYS, 100, 0, NEED_ALWAYS },
        { 0, "shipToId", FIELD_ID, 20, 0, 0 },
        { 0, "comments", FIELD_NOTE, 200, 0, 0 },
        { 0, "invoiceNotes", FIELD_NOTE, 200, 0, 0 },
        { 1, "identifier", FIELD_TEXT, 30, 20, 0 },
        { 1, "vendorId", FIELD_ID, 20, 0, 0 },
        { 1, "vendorCode", FIELD_TEXT, 20, 0, 0 },
        { 1, "vendorName", FIELD_TEXT, 200, 0, 0 },
        { 1, "productId", FIELD_ID, 20, 0, 0 },
        { 1, "productCode", FIELD_TEXT, 20, 0, 0 },
        { 1, "productDescription", FIELD_TEXT, 200, 0, 0 },
        { 1, "itemType", FIELD_CHOICE, 3, 0, 0 },
        { 1, "boxTypeId", FIELD_ID, 20, 0, 0 },
        { 1, "boxTypeCode", FIELD_TEXT, 0, 3, 0 },
        { 1, "boxTypeDescription", FIELD_TEXT, 0, 3, 0 },
        { 1, "boxes", FIELD_INT, 10, 0, NEED_BOX },
        { 1, "totalUnits", FIELD_INT, 10, 0, NEED_UN },
        { 1, "unitType", FIELD_CHOICE, 5, 0, NEED_ALWAYS },
        { 1, "bunches", FIELD_INT, 10, 0, NEED_BOX },
        { 1, "stemsBunch", FIELD_INT, 10, 0, NEED_BOX | NEED_PLAIN },
        { 1, "price", FIELD_AMOUNT, 0, 0, 0 },
        { 1, "cost", FIELD_AMOUNT, 0, 0, 0 },
        { 1, "markCode", FIELD_TEXT, 50, 20, 0 },
        { 1, "generalNotes", FIELD_NOTE, 1000, 0, 0 },
        { 1, "vendorNotes", FIELD_NOTE, 1000, 0, 0 },
        { 2, "name", FIELD_TEXT, 45, 0, 0 },
        { 2, "value", FIELD_TEXT, 200, 0, 0 },
        { 3, "identifier", FIELD_TEXT, 30, 20, 0 },
        { 3, "productId", FIELD_ID, 20, 0, 0 },
        { 3, "productCode", FIELD_TEXT, 20, 0, 0 },
        { 3, "productDescription", FIELD_TEXT, 200, 0, 0 },
        { 3, "bunches", FIELD_INT, 10, 0, NEED_ALWAYS },
        { 3, "stemsBunch", FIELD_INT, 10, 0, NEED_ALWAYS },
        { 3, "cost", FIELD_AMOUNT, 0, 0, NEED_ALWAYS },
        { 3, "price", FIELD_AMOUNT, 0, 0, NEED_COMPANY },
    };
    size_t written = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++)
            written += is_sent(&tables[t]->fields[i]);
    }
    cr_expect_eq(written, COUNT(rows), "a row for each field that is sent");
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct field *field = field_by_write_key(tables[rows[i].table], rows[i].key, NULL);
        cr_assert_not_null(field, "%s", rows[i].key);
        cr_expect_eq(field->type, rows[i].type, "%s: %d", rows[i].key, field->type);
        cr_expect_eq(field->max_chars, rows[i].max, "%s: %u", rows[i].key, field->max_chars);
        cr_expect_eq(field->warn_chars, rows[i].warn, "%s: %u", rows[i].key, field->warn_chars);
        cr_expect_eq(field->need, rows[i].need, "%s: %u", rows[i].key, field->need);
        bool is_recurrence = strcmp(rows[i].key, "recurrence") == 0;
        int64_t least = field->type == FIELD_INT ? 1 : 0;
        int64_t most = field->type != FIELD_INT ? 0 : is_recurrence ? 4 : 9999999999;
        cr_expect_eq(field->min, least, "%s", rows[i].key);
        cr_expect_eq(field->max, most, "%s", rows[i].key);
    }
}

Test(field, a_required_blank_gives_one_issue)
{
    size_t seen = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            if (!is_sent(field) || !field->need)
                continue;
            /* without a part's cost the line has none either, and the mix no average */
            bool is_part_cost = t == 3 && i == BREAKDOWN_COST;
            if (is_part_cost)
                continue;
            expect_issues(t, i, "", 1, 0, "required");
            expect_issues(t, i, "   ", 1, 0, "required");
            seen++;
        }
    }
    cr_expect_geq(seen, 12);
}

Test(field, texts_and_ids_hold_their_limit_and_no_more)
{
    size_t seen = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            bool is_text = field->type == FIELD_TEXT || field->type == FIELD_NOTE;
            if (!is_sent(field) || !field->max_chars || (!is_text && field->type != FIELD_ID))
                continue;
            char *at = repeat(is_text ? "ñ" : "9", field->max_chars);
            char *over = repeat(is_text ? "ñ" : "9", field->max_chars + 1u);
            expect_issues(t, i, at, 0, field->warn_chars ? 1 : 0, "long-code");
            expect_issues(t, i, over, 1, 0, "too-long");
            free(at);
            free(over);
            seen++;
        }
    }
    cr_expect_eq(seen, 29, "%zu", seen);
}

Test(field, long_codes_are_warned_of)
{
    size_t seen = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            if (!is_sent(field) || !field->warn_chars)
                continue;
            char *at = repeat("ñ", field->warn_chars);
            char *over = repeat("ñ", field->warn_chars + 1u);
            expect_issues(t, i, at, 0, 0, NULL);
            expect_issues(t, i, over, 0, 1, "long-code");
            free(at);
            free(over);
            seen++;
        }
    }
    cr_expect_eq(seen, 5);
}

Test(field, whole_numbers_hold_their_bounds)
{
    size_t seen = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            if (!is_sent(field) || field->type != FIELD_INT)
                continue;
            struct buf text = { 0 };
            buf_addf(&text, "%lld", (long long)field->min);
            expect_issues(t, i, buf_text(&text), 0, 0, NULL);
            buf_clear(&text);
            buf_addf(&text, "%lld", (long long)field->min - 1);
            expect_issues(t, i, buf_text(&text), 1, 0, "out-of-range");
            buf_clear(&text);
            buf_addf(&text, "%lld", (long long)field->max + 1);
            if (!(t == 3 && i == BREAKDOWN_BUNCHES)) { /* the line could not match that many */
                expect_issues(t, i, buf_text(&text), 1, 0, "out-of-range");
                buf_clear(&text);
                buf_addf(&text, "%lld", (long long)field->max);
                expect_issues(t, i, buf_text(&text), 0, 0, NULL);
            }
            buf_free(&text);
            seen++;
        }
    }
    cr_expect_eq(seen, 7);
}

Test(field, amounts_are_exact_and_not_negative)
{
    size_t seen = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct field *field = &tables[t]->fields[i];
            if (!is_sent(field) || field->type != FIELD_AMOUNT)
                continue;
            bool is_part_cost =
                t == 3 && i == BREAKDOWN_COST; /* then the line has no cost either */
            expect_issues(t, i, "0", 0, 0, NULL);
            expect_issues(t, i, "1.500", 0, 0, NULL);
            expect_issues(t, i, "99999999.99", 0, 0, NULL);
            if (!is_part_cost) {
                expect_issues(t, i, "-0.01", 1, 0, "out-of-range");
                expect_issues(t, i, "100000000", 1, 0, "out-of-range");
                expect_issues(t, i, "1.505", 1, 0, "wrong-form");
                expect_issues(t, i, "1,5", 1, 0, "wrong-form");
                expect_issues(t, i, "1e2", 1, 0, "wrong-form");
            }
            seen++;
        }
    }
    cr_expect_eq(seen, 4);
}

Test(field, reads_each_type_into_its_one_form)
{
    static const struct {
        const struct field *field;
        const char *text, *normal;
    } rows[] = {
        { &order_fields[ORDER_CUSTOMER_NAME], "  Mr. Fresh ", "Mr. Fresh" },
        { &order_fields[ORDER_COMMENTS], "one\n\ttwo\n", "one\n\ttwo" },
        { &order_fields[ORDER_CUSTOMER_ID], " 12345678901234567890 ", "12345678901234567890" },
        { &order_fields[ORDER_START], "2031/01/06 00:00:00", "2031-01-06" },
        { &order_fields[ORDER_START], "\t2031-01-06 ", "2031-01-06" },
        { &order_fields[ORDER_DAYS], "friday, Monday,FRIDAY", "Monday, Friday" },
        { &order_fields[ORDER_RECURRENCE], " 2 ", "2" },
        { &item_fields[ITEM_TYPE], "box", "BOX" },
        { &item_fields[ITEM_TYPE], "un", "UN" },
        { &item_fields[ITEM_UNIT_TYPE], "BUNCH", "Bunch" },
        { &item_fields[ITEM_PRICE], "1.500", "1.50" },
        { &item_fields[ITEM_PRICE], "7", "7.00" },
        { &item_fields[ITEM_PRICE], ".8", "0.80" },
        { &item_fields[ITEM_ASSORTED], "TRUE", "1" },
        { &item_fields[ITEM_PRICE], "  ", "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf normal = { 0 }, again = { 0 };
        struct error why = { 0 };
        cr_expect_eq(field_read(rows[i].field, rows[i].text, &normal, &why), FIELD_OK, "%s: %s",
                     rows[i].text, error_text(&why));
        cr_expect_str_eq(buf_text(&normal), rows[i].normal);
        cr_expect_eq(field_read(rows[i].field, buf_text(&normal), &again, NULL), FIELD_OK);
        cr_expect_str_eq(buf_text(&again), rows[i].normal, "read twice it changes");
        buf_free(&normal);
        buf_free(&again);
        error_clear(&why);
    }
}

Test(field, says_what_is_wrong_and_what_is_right)
{
    static const struct {
        const struct field *field;
        const char *text;
        enum field_fault fault;
        const char *sentence;
    } rows[] = {
        { &order_fields[ORDER_RECURRENCE], "7", FIELD_OUT_OF_RANGE,
          "Recurrence is 7; it must be 1, 2, 3 or 4 weeks" },
        { &order_fields[ORDER_RECURRENCE], "99999999999999999999999", FIELD_OUT_OF_RANGE,
          "Recurrence is 99999999999999999999999; it must be 1, 2, 3 or 4 weeks" },
        { &item_fields[ITEM_BOXES], "0", FIELD_OUT_OF_RANGE, "Boxes is 0; it must be at least 1" },
        { &item_fields[ITEM_BOXES], "10000000000", FIELD_OUT_OF_RANGE,
          "Boxes is 10000000000; it must be at most 9999999999" },
        { &item_fields[ITEM_BOXES], "007", FIELD_WRONG_FORM,
          "Boxes is \"007\"; it must be a whole number, written with digits only, such as 12" },
        { &item_fields[ITEM_BOXES], "+5", FIELD_WRONG_FORM, NULL },
        { &item_fields[ITEM_BOXES], "2.0", FIELD_WRONG_FORM, NULL },
        { &item_fields[ITEM_BOXES], "2e1", FIELD_WRONG_FORM, NULL },
        { &item_fields[ITEM_BOXES], "1,000", FIELD_WRONG_FORM, NULL },
        { &item_fields[ITEM_BOXES], "-3", FIELD_WRONG_FORM, NULL },
        { &item_fields[ITEM_BOXES], "1 2", FIELD_WRONG_FORM, NULL },
        { &item_fields[ITEM_BOX_TYPE_ID], "QB", FIELD_WRONG_FORM,
          "Box type id is \"QB\"; an id is digits only, at most 20" },
        { &order_fields[ORDER_CUSTOMER_CODE], "ABCDEFGHIJKLMNOPQRSTU", FIELD_TOO_LONG,
          "Customer has 21 characters; at most 20 are allowed, so use the id instead" },
        { &order_fields[ORDER_CARRIER_CODE], "ABCDEFGHIJKLMNOPQRSTU", FIELD_TOO_LONG,
          "Carrier has 21 characters; at most 20 are allowed, so use the id instead" },
        { &order_fields[ORDER_PO], "ABCDEFGHIJKLMNOPQRSTU", FIELD_TOO_LONG,
          "Customer PO has 21 characters; at most 20 are allowed" },
        { &item_fields[ITEM_TYPE], "CRATE", FIELD_WRONG_FORM,
          "Item type is \"CRATE\"; it must be BOX or UN (Unit)" },
        { &order_fields[ORDER_SHIP_VIA], "2", FIELD_WRONG_FORM,
          "Ship via is \"2\"; it must be 0 (Warehouse) or 1 (Grower)" },
        { &item_fields[ITEM_UNIT_TYPE], "Stems", FIELD_WRONG_FORM,
          "Unit type is \"Stems\"; it must be Stem or Bunch" },
        { &order_fields[ORDER_START], "2031-4-1", FIELD_WRONG_FORM,
          "Start is \"2031-4-1\"; it must be a real date written as YYYY-MM-DD, such as "
          "2031-01-06" },
        { &order_fields[ORDER_DAYS], "Mon", FIELD_WRONG_FORM,
          "Truck days: \"Mon\" is not a weekday's full name in English, such as Monday" },
        { &item_fields[ITEM_PRICE], "-1", FIELD_OUT_OF_RANGE,
          "Price is -1; it must not be negative" },
        { &item_fields[ITEM_PRICE], "123456789.00", FIELD_OUT_OF_RANGE,
          "Price is 123456789.00; it must be at most 99999999.99" },
        { &order_fields[ORDER_CUSTOMER_NAME], "a\tb", FIELD_BAD_CHARACTER,
          "Customer name holds the control character U+0009; take it out" },
        { &order_fields[ORDER_CUSTOMER_NAME], "a\nb", FIELD_BAD_CHARACTER, NULL },
        { &order_fields[ORDER_CUSTOMER_NAME], "a\xC2\x85", FIELD_BAD_CHARACTER, NULL },
        { &order_fields[ORDER_CUSTOMER_NAME], "a\xE2\x80\xA8", FIELD_BAD_CHARACTER, NULL },
        { &order_fields[ORDER_CUSTOMER_NAME], "a\xFF", FIELD_BAD_CHARACTER, NULL },
        { &order_fields[ORDER_COMMENTS], "a\x1B[2J", FIELD_BAD_CHARACTER,
          "Comments holds the control character U+001B; only line breaks and tabs are allowed" },
        { &item_fields[ITEM_BOXES], "1\x1B", FIELD_BAD_CHARACTER, NULL },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf normal = { 0 };
        struct error why = { 0 };
        enum field_fault fault = field_read(rows[i].field, rows[i].text, &normal, &why);
        cr_expect_eq(fault, rows[i].fault, "%s gave %d", rows[i].text, fault);
        size_t len = strlen(rows[i].field->label);
        cr_expect_eq(strncmp(error_text(&why), rows[i].field->label, len), 0, "%s",
                     error_text(&why));
        if (rows[i].sentence)
            cr_expect_str_eq(error_text(&why), rows[i].sentence);
        buf_free(&normal);
        error_clear(&why);
    }
}

Test(field, a_long_text_is_cut_in_the_sentence)
{
    struct error why = { 0 };
    char *text = repeat("漢", 300);
    cr_expect_eq(field_read(&item_fields[ITEM_BOXES], text, NULL, &why), FIELD_WRONG_FORM);
    cr_expect_lt(strlen(error_text(&why)), 200);
    cr_expect(utf8_is_valid(error_text(&why), strlen(error_text(&why))));
    error_clear(&why);
    free(text);
}

Test(field, reads_replies_tolerantly)
{
    static const struct {
        const struct field *field;
        const char *text, *normal;
    } rows[] = {
        { &item_fields[ITEM_PRICE], "1,234.5", "1234.50" },
        { &item_fields[ITEM_PRICE], "1.0525", "1.0525" },
        { &item_fields[ITEM_PRICE], "-2", "-2.00" },
        { &item_fields[ITEM_PRICE], "free", "free" },
        { &item_fields[ITEM_BOXES], "1,000", "1000" },
        { &item_fields[ITEM_BOXES], "12.00", "12" },
        { &item_fields[ITEM_BOXES], "0", "0" },
        { &item_fields[ITEM_BOXES], "many", "many" },
        { &item_fields[ITEM_BOXES], "1.5", "1.5" },
        { &order_fields[ORDER_START], "2031/01/06", "2031-01-06" },
        { &order_fields[ORDER_START], "2031-01-06T00:00:00", "2031-01-06" },
        { &order_fields[ORDER_START], "soon", "soon" },
        { &order_fields[ORDER_DAYS], "Sunday,Monday", "Monday, Sunday" },
        { &order_fields[ORDER_DAYS], "Mon", "Mon" },
        { &item_fields[ITEM_ASSORTED], "false", "0" },
        { &item_fields[ITEM_ASSORTED], "Yes", "1" },
        { &item_fields[ITEM_ASSORTED], "perhaps", "perhaps" },
        { &item_fields[ITEM_UNIT_TYPE], "STEM", "Stem" },
        { &item_fields[ITEM_UNIT_TYPE], "Box", "Box" },
        { &order_fields[ORDER_ID], "123456789012345678901", "123456789012345678901" },
        { &order_fields[ORDER_CUSTOMER_CODE], "A CODE THAT IS FAR TOO LONG FOR A REQUEST",
          "A CODE THAT IS FAR TOO LONG FOR A REQUEST" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf normal = { 0 };
        field_read_reply(rows[i].field, rows[i].text, &normal);
        cr_expect_str_eq(buf_text(&normal), rows[i].normal);
        buf_free(&normal);
    }
}

Test(field, finds_rows_by_key)
{
    const char *near = "";
    cr_expect_eq(field_by_write_key(&order_table, "startDate", &near), &order_fields[ORDER_START]);
    cr_expect_null(near);
    cr_expect_null(field_by_write_key(&order_table, "startdate", &near));
    cr_expect_str_eq(near, "startDate");
    cr_expect_null(field_by_write_key(&order_table, "custmerCode", &near));
    cr_expect_str_eq(near, "customerCode");
    cr_expect_null(field_by_write_key(&order_table, "somethingElseAltogether", &near));
    cr_expect_null(near);
    cr_expect_eq(field_by_read_key(&item_table, "UNITPRICE"), &item_fields[ITEM_PRICE]);
    cr_expect_null(field_by_read_key(&item_table, "vendorId"));
}

Test(field, shows_unknown_empty_and_choices)
{
    const struct field *via = &order_fields[ORDER_SHIP_VIA];
    struct value v = { NULL };
    cr_expect_str_eq(field_shown(via, v), "~");
    value_set(&v, "");
    cr_expect_str_eq(field_shown(via, v), "");
    value_set(&v, "1");
    cr_expect_str_eq(field_shown(via, v), "Grower");
    value_set(&v, "9");
    cr_expect_str_eq(field_shown(via, v), "9");
    value_set(&v, NULL);
}

/* Which list each field is chosen from, and which column of it; all others are typed. */
Test(field, coded_fields_come_from_their_lists)
{
    static const struct {
        const struct field *field;
        enum lookup_kind lookup;
        unsigned part;
    } chosen[] = {
        { &order_fields[ORDER_CUSTOMER_ID], LOOKUP_CUSTOMERS, LOOKUP_ID },
        { &order_fields[ORDER_CUSTOMER_CODE], LOOKUP_CUSTOMERS, LOOKUP_CODE },
        { &order_fields[ORDER_CUSTOMER_NAME], LOOKUP_CUSTOMERS, LOOKUP_NAME },
        { &order_fields[ORDER_CARRIER_ID], LOOKUP_CARRIERS, LOOKUP_ID },
        { &order_fields[ORDER_CARRIER_CODE], LOOKUP_CARRIERS, LOOKUP_CODE },
        { &order_fields[ORDER_CARRIER_NAME], LOOKUP_CARRIERS, LOOKUP_NAME },
        { &order_fields[ORDER_LOCATION_ID], LOOKUP_LOCATIONS, LOOKUP_ID },
        { &order_fields[ORDER_LOCATION_CODE], LOOKUP_LOCATIONS, LOOKUP_CODE },
        { &order_fields[ORDER_LOCATION_NAME], LOOKUP_LOCATIONS, LOOKUP_NAME },
        { &order_fields[ORDER_SHIP_TO_ID], LOOKUP_SHIP_TOS, LOOKUP_ID },
        { &order_fields[ORDER_SHIP_TO_NAME], LOOKUP_SHIP_TOS, LOOKUP_NAME },
        { &item_fields[ITEM_VENDOR_ID], LOOKUP_VENDORS, LOOKUP_ID },
        { &item_fields[ITEM_VENDOR_CODE], LOOKUP_VENDORS, LOOKUP_CODE },
        { &item_fields[ITEM_VENDOR_NAME], LOOKUP_VENDORS, LOOKUP_NAME },
        { &item_fields[ITEM_PRODUCT_ID], LOOKUP_PRODUCTS, LOOKUP_ID },
        { &item_fields[ITEM_PRODUCT_CODE], LOOKUP_PRODUCTS, LOOKUP_CODE },
        { &item_fields[ITEM_PRODUCT_NAME], LOOKUP_PRODUCTS, LOOKUP_NAME },
        { &item_fields[ITEM_BOX_TYPE_ID], LOOKUP_BOX_TYPES, LOOKUP_ID },
        { &item_fields[ITEM_BOX_TYPE_CODE], LOOKUP_BOX_TYPES, LOOKUP_CODE },
        { &item_fields[ITEM_BOX_TYPE_NAME], LOOKUP_BOX_TYPES, LOOKUP_NAME },
        { &breakdown_fields[BREAKDOWN_PRODUCT_ID], LOOKUP_PRODUCTS, LOOKUP_ID },
        { &breakdown_fields[BREAKDOWN_PRODUCT_CODE], LOOKUP_PRODUCTS, LOOKUP_CODE },
        { &breakdown_fields[BREAKDOWN_PRODUCT_NAME], LOOKUP_PRODUCTS, LOOKUP_NAME },
    };
    size_t count = 0;
    for (size_t t = 0; t < COUNT(tables); t++)
        for (size_t i = 0; i < tables[t]->count; i++)
            count += tables[t]->fields[i].lookup != LOOKUP_NONE;
    cr_expect_eq(count, COUNT(chosen));
    for (size_t i = 0; i < COUNT(chosen); i++) {
        cr_expect_eq(chosen[i].field->lookup, chosen[i].lookup, "%s", chosen[i].field->label);
        cr_expect_eq(chosen[i].field->lookup_part, chosen[i].part, "%s", chosen[i].field->label);
    }
}

/* Fields that are no part of a new order; the others stand in limits_are_those_of_the_document. */
Test(field, what_the_service_gives_has_its_type)
{
    static const struct {
        const struct field *field;
        enum field_type type;
        unsigned max_chars;
    } given[] = {
        { &order_fields[ORDER_ID], FIELD_ID, 20 },
        { &order_fields[ORDER_NUMBER], FIELD_TEXT, 0 },
        { &order_fields[ORDER_ITEM_ID], FIELD_ID, 20 },
        { &order_fields[ORDER_LOCATION_NAME], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_NAME], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_CARRIER], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_STREET], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_CITY], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_STATE], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_ZIP], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_COUNTRY], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_PHONE], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SHIP_TO_FAX], FIELD_TEXT, 0 },
        { &order_fields[ORDER_SALESPERSON], FIELD_TEXT, 0 },
        { &order_fields[ORDER_PRICE_LIST], FIELD_TEXT, 0 },
        { &item_fields[ITEM_ID], FIELD_ID, 20 },
        { &item_fields[ITEM_UNITS_BOX], FIELD_INT, 0 },
        { &item_fields[ITEM_TOTAL_PRICE], FIELD_AMOUNT, 0 },
        { &item_fields[ITEM_TOTAL_COST], FIELD_AMOUNT, 0 },
        { &item_fields[ITEM_ASSORTED], FIELD_BOOL, 0 },
    };
    size_t count = 0;
    for (size_t t = 0; t < COUNT(tables); t++)
        for (size_t i = 0; i < tables[t]->count; i++)
            count += !is_sent(&tables[t]->fields[i]);
    cr_expect_eq(count, COUNT(given));
    for (size_t i = 0; i < COUNT(given); i++) {
        cr_expect_eq(given[i].field->type, given[i].type, "%s", given[i].field->label);
        cr_expect_eq(given[i].field->max_chars, given[i].max_chars, "%s", given[i].field->label);
    }
}
