/* Reading replies: every row of the field tables, and all the ways in which a reply may differ from
 * what its document says. */
#include "config.h"
#include "api/codec.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct seen {
    struct order orders[8];
    size_t count;
    char *rows[8][LOOKUP_MAX_COLUMNS];
    size_t row_count;
};

static void note_order(void *context, const struct order *order)
{
    struct seen *seen = context;
    cr_assert_lt(seen->count, 8);
    order_copy(&seen->orders[seen->count++], order);
}

static void note_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct seen *seen = context;
    cr_assert_lt(seen->row_count, 8);
    for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++)
        seen->rows[seen->row_count][i] = mem_strdup(columns[i]);
    seen->row_count++;
}

static void forget(struct seen *seen)
{
    for (size_t i = 0; i < seen->count; i++)
        order_free(&seen->orders[i]);
    for (size_t i = 0; i < seen->row_count; i++) {
        for (size_t c = 0; c < LOOKUP_MAX_COLUMNS; c++)
            free(seen->rows[i][c]);
    }
    *seen = (struct seen){ 0 };
}

static bool feed(struct codec_reader *reader, const char *text)
{
    struct error error = { 0 };
    bool good = codec_reader_feed(reader, text, strlen(text), &error) &&
                codec_reader_finish(reader, &error);
    cr_expect_eq(good, !*error_text(&error));
    error_clear(&error);
    return good;
}

static struct codec_reader *read_orders(const char *text, struct seen *seen)
{
    struct codec_reader *reader = codec_read_orders(ORDER_ACTIVE, note_order, seen);
    cr_assert(feed(reader, text), "%s", text);
    return reader;
}

static char *fixture(const char *name, size_t *len)
{
    struct buf text = { 0 };
    char *path = mem_printf("%s/fixtures/%s", TEST_SOURCE_DIR, name);
    struct error error = { 0 };
    cr_assert(file_read(path, 1 << 20, &text, &error), "%s", error_text(&error));
    free(path);
    *len = text.len;
    return buf_take(&text);
}

#define EXPECT_VALUE(values, field, wanted)                                                        \
    cr_expect_str_eq((values)[field].text ? (values)[field].text : "(unknown)", wanted)

static void expect_fixture(const struct seen *seen)
{
    cr_assert_eq(seen->count, 3);
    const struct order *order = &seen->orders[0];
    EXPECT_VALUE(order->v, ORDER_ID, "18446744073709551617");
    EXPECT_VALUE(order->v, ORDER_NUMBER, "S03228");
    EXPECT_VALUE(order->v, ORDER_CUSTOMER_NAME, "Flores Ñandú & Söhne 漢字");
    EXPECT_VALUE(order->v, ORDER_DAYS, "Monday, Wednesday");
    EXPECT_VALUE(order->v, ORDER_START, "2031-01-06");
    EXPECT_VALUE(order->v, ORDER_END, "2031-12-29");
    EXPECT_VALUE(order->v, ORDER_RECURRENCE, "2");
    EXPECT_VALUE(order->v, ORDER_SALESPERSON, "");
    EXPECT_VALUE(order->v, ORDER_SHIP_TO_ZIP, "33122");
    EXPECT_VALUE(order->v, ORDER_SHIP_TO_FAX, "");
    EXPECT_VALUE(order->v, ORDER_COMMENTS, "(unknown)");
    EXPECT_VALUE(order->v, ORDER_CUSTOMER_ID, "(unknown)");
    cr_expect_eq(order->status, ORDER_ACTIVE);
    cr_assert_eq(order->item_count, 2);
    const struct item *item = &order->items[0];
    EXPECT_VALUE(item->v, ITEM_ID, "10611");
    EXPECT_VALUE(item->v, ITEM_PRICE, "0.4512");
    EXPECT_VALUE(item->v, ITEM_TOTAL_PRICE, "1225.00");
    EXPECT_VALUE(item->v, ITEM_COST, "0.00");
    EXPECT_VALUE(item->v, ITEM_TOTAL_UNITS, "1500");
    EXPECT_VALUE(item->v, ITEM_UNIT_TYPE, "Stem");
    EXPECT_VALUE(item->v, ITEM_ASSORTED, "1");
    EXPECT_VALUE(item->v, ITEM_TYPE, "BOX");
    EXPECT_VALUE(item->v, ITEM_GENERAL_NOTES, "(unknown)");
    cr_assert_eq(item->breakdown_count, 2);
    EXPECT_VALUE(item->breakdowns[1].v, BREAKDOWN_BUNCHES, "6");
    EXPECT_VALUE(item->breakdowns[0].v, BREAKDOWN_PRICE, "0.99");
    EXPECT_VALUE(item->breakdowns[0].v, BREAKDOWN_COST, "(unknown)");
    cr_assert_eq(item->custom_count, 1);
    EXPECT_VALUE(item->customs[0].v, CUSTOM_NAME, "Sleeve");
    EXPECT_VALUE(item->customs[0].v, CUSTOM_VALUE, "Clear");
    EXPECT_VALUE(order->items[1].v, ITEM_TYPE, "UN");
    EXPECT_VALUE(order->items[1].v, ITEM_COST, "");
    cr_expect_eq(order->items[1].breakdown_count, 0);
    EXPECT_VALUE(seen->orders[1].v, ORDER_NUMBER, "3229");
    cr_expect_eq(seen->orders[1].item_count, 0);
    const struct order *last = &seen->orders[2];
    EXPECT_VALUE(last->v, ORDER_ID, "7");
    cr_assert_eq(last->item_count, 1);
    EXPECT_VALUE(last->items[0].v, ITEM_ID, "1");
    EXPECT_VALUE(last->items[0].customs[0].v, CUSTOM_VALUE, "b");
    EXPECT_VALUE(last->items[0].breakdowns[0].v, BREAKDOWN_BUNCHES, "3");
}

Test(codec, a_list_reply_is_the_same_however_it_is_cut)
{
    size_t len;
    char *text = fixture("list-reply.json", &len);
    for (size_t split = 0; split <= len; split++) {
        struct seen seen = { 0 };
        struct codec_reader *reader = codec_read_orders(ORDER_ACTIVE, note_order, &seen);
        cr_assert(codec_reader_feed(reader, text, split, NULL));
        cr_assert(codec_reader_feed(reader, text + split, len - split, NULL));
        cr_assert(codec_reader_finish(reader, NULL));
        const struct codec_envelope *envelope = codec_reader_envelope(reader);
        cr_expect_eq(envelope->status, 1);
        cr_expect_str_eq(envelope->message, "OK");
        cr_expect(envelope->has_array);
        cr_expect_eq(envelope->count, 3);
        expect_fixture(&seen);
        codec_reader_free(reader);
        forget(&seen);
    }
    free(text);
}

Test(codec, orders_come_before_the_reply_is_whole)
{
    struct seen seen = { 0 };
    struct codec_reader *reader = codec_read_orders(ORDER_CANCELLED, note_order, &seen);
    const char *text = "{\"standingOrders\":[{\"number\":\"S1\"},{\"number\":\"S2\"";
    cr_expect(codec_reader_feed(reader, text, strlen(text), NULL));
    cr_expect_eq(seen.count, 1);
    cr_expect_eq(seen.orders[0].status, ORDER_CANCELLED);
    struct error error = { 0 };
    cr_expect_not(codec_reader_finish(reader, &error));
    cr_expect(*error_text(&error));
    error_clear(&error);
    codec_reader_free(reader);
    forget(&seen);
}

/* --- each row of the tables on its own --- */

static const char *sample_of(const struct field *field)
{
    switch (field->type) {
    case FIELD_ID:
        return "98765432109876543210";
    case FIELD_INT:
        return "3";
    case FIELD_AMOUNT:
        return "1.25";
    case FIELD_DATE:
        return "2031-01-06";
    case FIELD_DAYS:
        return "Monday, Friday";
    case FIELD_BOOL:
        return "1";
    case FIELD_CHOICE:
        return field->choices[0].value;
    case FIELD_TEXT:
    case FIELD_NOTE:
    default:
        return "a ñ \\\"b\\\"";
    }
}

/* A reply with one value in the right place: `table` 0 order, 1 item, 2 custom, 3 breakdown. */
static char *reply_with(size_t table, const char *key, const char *value, bool as_text)
{
    static const char *const before[] = { "", "\"details\":[{", "\"details\":[{\"customField\":[{",
                                          "\"details\":[{\"breakdowns\":[{" };
    static const char *const behind[] = { "", "}]", "}]}]", "}]}]" };
    const char *quote = as_text ? "\"" : "";
    return mem_printf("{\"status\":1,\"standingOrders\":[{%s\"%s\":%s%s%s%s}]}", before[table], key,
                      quote, value, quote, behind[table]);
}

static const struct field_table *const tables[] = { &order_table, &item_table, &custom_table,
                                                    &breakdown_table };

static const struct value *values_of(const struct order *order, size_t table)
{
    return table == 0   ? order->v
           : table == 1 ? order->items[0].v
           : table == 2 ? order->items[0].customs[0].v
                        : order->items[0].breakdowns[0].v;
}

static void check_row(size_t table, size_t row, const char *key, bool as_text)
{
    const struct field *field = &tables[table]->fields[row];
    struct seen seen = { 0 };
    char *text = reply_with(table, key, sample_of(field), as_text);
    struct codec_reader *reader = read_orders(text, &seen);
    cr_assert_eq(seen.count, 1);
    const struct value *values = values_of(&seen.orders[0], table);
    const char *wanted = strchr(sample_of(field), '\\') ? "a ñ \"b\"" : sample_of(field);
    cr_expect_str_eq(value_text(values[row]), wanted, "%s", text);
    for (size_t i = 0; i < tables[table]->count; i++) {
        if (i == row || (table == 1 && i == ITEM_TYPE))
            continue;
        if (tables[table]->fields[i].read_key)
            cr_expect(value_is_empty(values[i]), "%s: %s", text, tables[table]->fields[i].label);
        else
            cr_expect(value_is_unknown(values[i]), "%s: %s", text, tables[table]->fields[i].label);
    }
    codec_reader_free(reader);
    free(text);
    forget(&seen);
}

Test(codec, every_row_is_read_by_its_key_in_any_case_as_text_or_number)
{
    size_t read = 0;
    for (size_t table = 0; table < 4; table++) {
        for (size_t row = 0; row < tables[table]->count; row++) {
            const struct field *field = &tables[table]->fields[row];
            if (!field->read_key)
                continue;
            read++;
            check_row(table, row, field->read_key, true);
            bool is_number = field->type == FIELD_ID || field->type == FIELD_INT ||
                             field->type == FIELD_AMOUNT || field->type == FIELD_BOOL;
            if (is_number)
                check_row(table, row, field->read_key, false);
            char *upper = mem_strdup(field->read_key);
            for (char *c = upper; *c; c++)
                *c = (char)toupper((unsigned char)*c);
            check_row(table, row, upper, true);
            free(upper);
        }
    }
    cr_expect_eq(read, 22 + 17 + 2 + 5, "%zu rows are read; the document lists others", read);
}

/* --- envelopes --- */

Test(codec, the_envelope_in_every_dress)
{
    static const struct {
        const char *text;
        int status;
        const char *message;
        bool has_array;
        size_t orders;
    } cases[] = {
        { "{\"status\":1,\"message\":\"m\",\"standingOrders\":[]}", 1, "m", true, 0 },
        { "{\"standingOrders\":[],\"STATUS\":\"1\",\"Message\":\"m\"}", 1, "m", true, 0 },
        { "{\"status\":true}", 1, NULL, false, 0 },
        { "{\"status\":\"true\"}", 1, NULL, false, 0 },
        { "{\"status\":0,\"message\":\"no\"}", 0, "no", false, 0 },
        { "{\"status\":\"0\"}", 0, NULL, false, 0 },
        { "{\"status\":false}", 0, NULL, false, 0 },
        { "{\"status\":null,\"message\":null}", -1, NULL, false, 0 },
        { "{\"status\":404,\"message\":\"Not Found\"}", -1, "Not Found", false, 0 },
        { "{\"status\":{},\"message\":[\"a\"]}", -1, NULL, false, 0 },
        { "{}", -1, NULL, false, 0 },
        { "{\"message\":\"Orders not found.OK\",\"status\":1}", 1, "Orders not found.OK", false,
          0 },
        { "{\"message\":\"two\\nlines\"}", -1, "two lines", false, 0 },
        { "{\"standingOrders\":null,\"status\":1}", 1, NULL, false, 0 },
        { "{\"standingOrders\":\"none\",\"status\":1}", 1, NULL, false, 0 },
        { "{\"STANDINGORDERS\":[{}],\"status\":1}", 1, NULL, true, 1 },
        { "{\"standingOrders\":{\"number\":1},\"status\":1}", 1, NULL, true, 1 },
        { "{\"standingOrders\":[{},7,null,[{}],\"x\",{}],\"status\":1}", 1, NULL, true, 2 },
        { "{\"standingOrders\":[{\"details\":[3,{},[],null]}]}", -1, NULL, true, 1 },
        { "{\"data\":{\"standingOrders\":[{}],\"status\":0}}", -1, NULL, false, 0 },
        { "\xEF\xBB\xBF{\"status\":1}", 1, NULL, false, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen seen = { 0 };
        struct codec_reader *reader = read_orders(cases[i].text, &seen);
        const struct codec_envelope *envelope = codec_reader_envelope(reader);
        cr_expect_eq(envelope->status, cases[i].status, "%s", cases[i].text);
        cr_expect_eq(envelope->has_array, cases[i].has_array, "%s", cases[i].text);
        cr_expect_eq(seen.count, cases[i].orders, "%s", cases[i].text);
        if (cases[i].message)
            cr_expect_str_eq(envelope->message, cases[i].message);
        else
            cr_expect_null(envelope->message, "%s", cases[i].text);
        codec_reader_free(reader);
        forget(&seen);
    }
}

Test(codec, what_is_no_object_is_refused)
{
    static const char *const texts[] = { "[]", "1",      "\"text\"",      "null", "[{}]",
                                         "",   "<html>", "{\"status\":1", "{}{}", "{'a':1}" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct seen seen = { 0 };
        struct codec_reader *reader = codec_read_orders(ORDER_ACTIVE, note_order, &seen);
        cr_expect_not(feed(reader, texts[i]), "%s", texts[i]);
        cr_expect_eq(seen.count, 0);
        codec_reader_free(reader);
    }
}

Test(codec, a_nul_in_a_value_is_made_visible)
{
    struct seen seen = { 0 };
    struct codec_reader *reader =
        read_orders("{\"standingOrders\":[{\"customerName\":\"a\\u0000b\"}]}", &seen);
    EXPECT_VALUE(seen.orders[0].v, ORDER_CUSTOMER_NAME,
                 "a\xEF\xBF\xBD"
                 "b");
    codec_reader_free(reader);
    forget(&seen);
}

Test(codec, custom_fields_and_numbers_with_zeros)
{
    struct seen seen = { 0 };
    struct codec_reader *reader =
        read_orders("{\"standingOrders\":[{\"details\":[{\"totalBoxes\":\"007\",\"customField\":["
                    "{\"name\":\"Colour\"},{\"description\":\"\"}]}]}]}",
                    &seen);
    const struct item *item = &seen.orders[0].items[0];
    cr_assert_eq(item->custom_count, 2);
    EXPECT_VALUE(item->customs[0].v, CUSTOM_NAME, "Colour");
    EXPECT_VALUE(item->customs[0].v, CUSTOM_VALUE, "");
    EXPECT_VALUE(item->v, ITEM_BOXES, "7");
    codec_reader_free(reader);
    forget(&seen);
}

Test(codec, what_cannot_be_understood_is_kept_as_it_came)
{
    struct seen seen = { 0 };
    struct codec_reader *reader = read_orders(
        "{\"standingOrders\":[{\"startDate\":\"soon\",\"days\":\"Mon\",\"recurrence\":1e400,"
        "\"details\":[{\"unitPrice\":\"free\",\"totalBoxes\":99999999999999999999999}]}]}",
        &seen);
    EXPECT_VALUE(seen.orders[0].v, ORDER_START, "soon");
    EXPECT_VALUE(seen.orders[0].v, ORDER_DAYS, "Mon");
    EXPECT_VALUE(seen.orders[0].v, ORDER_RECURRENCE, "1e400");
    EXPECT_VALUE(seen.orders[0].items[0].v, ITEM_PRICE, "free");
    EXPECT_VALUE(seen.orders[0].items[0].v, ITEM_BOXES, "99999999999999999999999");
    codec_reader_free(reader);
    forget(&seen);
}

/* --- look-ups and answers --- */

Test(codec, every_lookup_column_is_read_and_the_envelope_may_come_last)
{
    for (size_t kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++) {
        const struct lookup_type *type = &lookup_types[kind];
        struct buf text = { 0 };
        buf_addf(&text, "{\"%s\":[{\"unknown\":{\"id\":9}", type->array);
        for (size_t i = 0; i < type->column_count; i++) {
            if (type->columns[i].read_key)
                buf_addf(&text, ",\"%s\":\"%zu\"", type->columns[i].read_key, i % 2);
        }
        buf_add(&text, "},{}],\"status\":1,\"message\":\"OK\"}");
        struct seen seen = { 0 };
        struct codec_reader *reader = codec_read_lookup((enum lookup_kind)kind, note_row, &seen);
        cr_expect(feed(reader, buf_text(&text)));
        cr_assert_eq(seen.row_count, 2, "%s", type->word);
        for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++) {
            bool is_read = i < type->column_count && type->columns[i].read_key;
            const char *wanted = !is_read                                ? ""
                                 : type->columns[i].type == FIELD_AMOUNT ? "1.00"
                                 : i % 2                                 ? "1"
                                                                         : "0";
            cr_expect_str_eq(seen.rows[0][i], wanted, "%s column %zu", type->word, i);
            cr_expect_str_eq(seen.rows[1][i], "", "%s column %zu", type->word, i);
        }
        cr_expect_eq(codec_reader_envelope(reader)->status, 1);
        codec_reader_free(reader);
        buf_free(&text);
        forget(&seen);
    }
}

Test(codec, the_create_reply_of_the_document)
{
    size_t len;
    char *text = fixture("seed-create-reply.json", &len);
    struct codec_reader *reader = codec_read_answer();
    cr_assert(feed(reader, text));
    const struct codec_envelope *envelope = codec_reader_envelope(reader);
    cr_expect_eq(envelope->status, 1);
    cr_expect_str_eq(envelope->order_id, "3228");
    cr_expect_str_eq(envelope->order_number, "S03228");
    cr_expect_str_eq(envelope->message, "Standing Order # S03228 was successfully saved.");
    cr_assert_eq(envelope->item_count, 1);
    cr_expect_str_eq(envelope->items[0].identifier, "P001");
    cr_expect(envelope->items[0].is_accepted);
    cr_expect_str_eq(envelope->items[0].item_id, "10611");
    codec_reader_free(reader);
    free(text);
}

Test(codec, lines_of_an_answer_are_judged_one_by_one)
{
    struct codec_reader *reader = codec_read_answer();
    cr_assert(feed(reader,
                   "{\"standingOrderId\":\"99999999999999999999\",\"apiKey\":\"k\",\"items\":["
                   "{\"status\":\"1\",\"standingOrderItemId\":\"12345678901234567890\"},"
                   "{\"status\":0,\"message\":\"no such product\",\"identifier\":\"b\"},"
                   "{\"status\":true},{\"standingOrderItemId\":5},{}],\"status\":\"1\"}"));
    const struct codec_envelope *envelope = codec_reader_envelope(reader);
    static const bool accepted[] = { true, false, true, true, false };
    cr_assert_eq(envelope->item_count, 5);
    for (size_t i = 0; i < 5; i++)
        cr_expect_eq(envelope->items[i].is_accepted, accepted[i], "line %zu", i);
    cr_expect_str_eq(envelope->items[0].item_id, "12345678901234567890");
    cr_expect_str_eq(envelope->items[0].identifier, "");
    cr_expect_str_eq(envelope->items[1].message, "no such product");
    cr_expect_str_eq(envelope->items[1].item_id, "");
    cr_expect_str_eq(envelope->order_id, "99999999999999999999");
    cr_expect_str_eq(envelope->api_key, "k");
    codec_reader_free(reader);
}

Test(codec, an_answer_that_repeats_the_token_is_masked)
{
    log_add_secret("S3cretToken");
    struct codec_reader *reader = codec_read_answer();
    cr_assert(feed(reader,
                   "{\"status\":0,\"message\":\"S3cretToken?\",\"standingOrderId\":\"S3cretToken\","
                   "\"items\":[{\"status\":0,\"message\":\"not with S3cretToken\","
                   "\"identifier\":\"S3cretToken\"}]}"));
    const struct codec_envelope *envelope = codec_reader_envelope(reader);
    cr_expect_str_eq(envelope->message, "[secret]?");
    cr_expect_str_eq(envelope->order_id, "[secret]");
    cr_expect_str_eq(envelope->items[0].message, "not with [secret]");
    cr_expect_str_eq(envelope->items[0].identifier, "[secret]");
    codec_reader_free(reader);
    log_forget_secrets();
}
