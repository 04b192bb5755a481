/* Order files: what is taken, what is said of what is odd, and that drafts lose nothing. */
#include "config.h"
#include "api/codec.h"
#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct file {
    struct order order;
    struct issues issues;
    struct error error;
    bool good;
};

static struct file read_text(const char *text, size_t len)
{
    struct file file = { 0 };
    file.good = codec_read_order_file(text, len, &file.order, &file.issues, &file.error);
    cr_expect_eq(file.good, !*error_text(&file.error));
    return file;
}

static void forget(struct file *file)
{
    order_free(&file->order);
    issues_free(&file->issues);
    error_clear(&file->error);
}

static void expect_value(struct value v, const char *wanted)
{
    cr_expect_str_eq(v.text ? v.text : "(unknown)", wanted);
}

Test(codec_file, the_sample_of_the_document_is_read_to_the_letter)
{
    struct buf text = { 0 };
    cr_assert(
        file_read(TEST_SOURCE_DIR "/fixtures/seed-create-request.json", 1 << 20, &text, NULL));
    struct file file = read_text(text.data, text.len);
    cr_assert(file.good, "%s", error_text(&file.error));
    expect_value(file.order.v[ORDER_CUSTOMER_ID], "131313");
    expect_value(file.order.v[ORDER_CUSTOMER_NAME], "Mr. Fresh");
    expect_value(file.order.v[ORDER_START], "2022/04/13");
    expect_value(file.order.v[ORDER_DAYS], "Monday, Wednesday, Friday");
    expect_value(file.order.v[ORDER_INVOICE_NOTES], "");
    expect_value(file.order.v[ORDER_SHIP_TO_ID], "");
    cr_assert_eq(file.order.item_count, 1);
    const struct item *item = &file.order.items[0];
    expect_value(item->v[ITEM_BOX_TYPE_ID], "QB");
    expect_value(item->v[ITEM_VENDOR_NOTES], "Thank you");
    expect_value(item->v[ITEM_ID], "");
    cr_assert_eq(item->custom_count, 1);
    expect_value(item->customs[0].v[CUSTOM_VALUE], "");
    cr_assert_eq(item->breakdown_count, 1);
    expect_value(item->breakdowns[0].v[BREAKDOWN_IDENTIFIER], "Assorted 1");
    expect_value(item->breakdowns[0].v[BREAKDOWN_PRICE], "0.99");
    cr_assert_eq(file.issues.count, 1);
    cr_expect_str_eq(file.issues.list[0].path, "authenticationToken");
    cr_expect_eq(file.issues.list[0].severity, ISSUE_WARNING);
    cr_expect_null(strstr(file.issues.list[0].message, "token_info_goes_here"));
    buf_clear(&text);
    codec_write_order_file(&text, &file.order);
    cr_expect_null(strstr(buf_text(&text), "token_info_goes_here"), "a token is never kept");
    buf_free(&text);
    forget(&file);
}

Test(codec_file, one_issue_with_path_code_and_severity_for_each_oddity)
{
    static const struct {
        const char *text, *path, *code;
        enum issue_severity severity;
        const char *names; /* something the sentence must hold */
    } cases[] = {
        { "{\"authenticationToken\":\"t\"}", "authenticationToken", "token-in-file", ISSUE_WARNING,
          "never sent" },
        { "{\"AUTHENTICATIONTOKEN\":{\"a\":[]}}", "authenticationToken", "token-in-file",
          ISSUE_WARNING, "never sent" },
        { "{\"customercode\":\"x\"}", "customercode", "unknown-member", ISSUE_WARNING,
          "\"customerCode\"" },
        { "{\"custmerCode\":\"x\"}", "custmerCode", "unknown-member", ISSUE_WARNING,
          "\"customerCode\"" },
        { "{\"item\":[{}]}", "item", "unknown-member", ISSUE_WARNING, "\"items\"" },
        { "{\"qqqqqqqq\":{\"items\":[{}]}}", "qqqqqqqq", "unknown-member", ISSUE_WARNING,
          "an order" },
        { "{\"standingOrderID\":5}", "standingOrderID", "not-for-create", ISSUE_WARNING,
          "changes" },
        { "{\"items\":[{\"Boxes\":5}]}", "items[0].Boxes", "unknown-member", ISSUE_WARNING,
          "\"boxes\"" },
        { "{\"items\":[{},{\"breakdown\":[]}]}", "items[1].breakdown", "unknown-member",
          ISSUE_WARNING, "\"breakdowns\"" },
        { "{\"items\":[{\"breakdowns\":[{},{\"prise\":1}]}]}", "items[0].breakdowns[1].prise",
          "unknown-member", ISSUE_WARNING, "\"price\"" },
        { "{\"items\":[{\"customFields\":[{\"nam\":1}]}]}", "items[0].customFields[0].nam",
          "unknown-member", ISSUE_WARNING, "\"name\"" },
        { "{\"customerCode\":{}}", "customerCode", "wrong-type", ISSUE_ERROR,
          "a text or a number" },
        { "{\"customerCode\":[\"a\"]}", "customerCode", "wrong-type", ISSUE_ERROR, "a list" },
        { "{\"customerCode\":true}", "customerCode", "wrong-type", ISSUE_ERROR, "true or false" },
        { "{\"items\":{}}", "items", "wrong-type", ISSUE_ERROR, "an object" },
        { "{\"items\":\"none\"}", "items", "wrong-type", ISSUE_ERROR, "a text" },
        { "{\"items\":[7]}", "items", "wrong-type", ISSUE_ERROR, "a number" },
        { "{\"items\":[[]]}", "items", "wrong-type", ISSUE_ERROR, "a line" },
        { "{\"items\":[{\"boxes\":{\"a\":1}}]}", "items[0].boxes", "wrong-type", ISSUE_ERROR,
          "an object" },
        { "{\"items\":[{\"breakdowns\":[{\"price\":[]}]}]}", "items[0].breakdowns[0].price",
          "wrong-type", ISSUE_ERROR, "a list" },
        { "{\"items\":[{\"breakdowns\":[1]}]}", "items[0].breakdowns", "wrong-type", ISSUE_ERROR,
          "a part" },
        { "{\"comments\":\"a\\u0000b\"}", "comments", "bad-character", ISSUE_ERROR, "U+0000" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct file file = read_text(cases[i].text, strlen(cases[i].text));
        cr_expect(file.good, "%s: %s", cases[i].text, error_text(&file.error));
        cr_expect_eq(file.issues.count, 1, "%s", cases[i].text);
        if (file.issues.count) {
            const struct issue *issue = &file.issues.list[0];
            cr_expect_str_eq(issue->path, cases[i].path);
            cr_expect_str_eq(issue->code, cases[i].code);
            cr_expect_eq(issue->severity, cases[i].severity, "%s", cases[i].text);
            cr_expect_not_null(strstr(issue->message, cases[i].names), "%s", issue->message);
        }
        forget(&file);
    }
}

Test(codec_file, what_is_no_order_at_all)
{
    static const struct {
        const char *text, *names;
    } cases[] = {
        { "", "nothing" },
        { "[]", "JSON object" },
        { "\"a\"", "JSON object" },
        { "{\"items\":[],}", "line 1" },
        { "{\n\"customerCode\":\"a\",\n\"customerCode\":\"b\"}", "line 3" },
        { "{\"items\":[{\"boxes\":1,\"boxes\":1}]}", "\"boxes\" is there twice" },
        { "{\"customerCode\":\"\xFF\"}", "UTF-8" },
        { "{\"customerCode\":\"a\tb\"}", "control character" },
        { "{'a':1}", "double quotes" },
        { "{} x", "behind the end" },
        { "{\"price\":NaN}", "value" },
        { "{\"customerCode\":\"a\"", "ends in the middle" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct file file = read_text(cases[i].text, strlen(cases[i].text));
        cr_expect_not(file.good, "%s", cases[i].text);
        cr_expect_not_null(strstr(error_text(&file.error), cases[i].names), "%s: %s", cases[i].text,
                           error_text(&file.error));
        cr_expect_eq(file.order.item_count, 0);
        expect_value(file.order.v[ORDER_CUSTOMER_CODE], "");
        forget(&file);
    }
}

Test(codec_file, the_drafts_own_member_says_nothing_else)
{
    static const char *const texts[] = {
        "{\"perennial\":{\"shipToName\":\"Store 12\",\"customerName\":\"x\",\"number\":\"S1\","
        "\"shiptoname2\":[{\"items\":[{}]}],\"other\":true}}",
        "{\"perennial\":[{\"shipToName\":\"x\"}]}",
        "{\"perennial\":7}",
        "{\"perennial\":{\"shipToName\":{\"a\":1}}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct file file = read_text(texts[i], strlen(texts[i]));
        cr_expect(file.good);
        cr_expect_eq(file.issues.count, 0, "%s", texts[i]);
        expect_value(file.order.v[ORDER_SHIP_TO_NAME], i == 0 ? "Store 12" : "");
        expect_value(file.order.v[ORDER_CUSTOMER_NAME], "");
        expect_value(file.order.v[ORDER_NUMBER], "");
        cr_expect_eq(file.order.item_count, 0);
        forget(&file);
    }
}

Test(codec_file, numbers_keep_their_text_and_nothing_is_judged)
{
    const char *text = "\xEF\xBB\xBF{ \"customerId\": 12345678901234567890, \"recurrence\": 1.0, "
                       "\"startDate\": null, \"perennial\": { \"x\": [ 1 ] }, \"items\": [ { "
                       "\"price\": 1.500, \"cost\": 1e2, \"boxes\": \"007\", \"itemType\": \"\", "
                       "\"customFields\": null, \"breakdowns\": [] } ] }";
    struct file file = read_text(text, strlen(text));
    cr_assert(file.good);
    cr_expect_eq(file.issues.count, 0);
    expect_value(file.order.v[ORDER_CUSTOMER_ID], "12345678901234567890");
    expect_value(file.order.v[ORDER_RECURRENCE], "1.0");
    expect_value(file.order.v[ORDER_START], "");
    expect_value(file.order.items[0].v[ITEM_PRICE], "1.500");
    expect_value(file.order.items[0].v[ITEM_COST], "1e2");
    expect_value(file.order.items[0].v[ITEM_BOXES], "007");
    expect_value(file.order.items[0].v[ITEM_TYPE], "");
    expect_value(file.order.items[0].v[ITEM_UNIT_TYPE], "");
    cr_expect_eq(file.order.items[0].breakdown_count, 0);
    forget(&file);
}

/* What the test above shows for one file: an absent member is empty, never unknown. */
Test(codec_file, a_draft_gives_back_every_text_as_it_was_typed)
{
    static const struct field_table *const tables[] = { &order_table, &item_table, &custom_table,
                                                        &breakdown_table };
    struct order order;
    order_init_blank(&order);
    struct item *item = order_insert_item(&order, 0);
    struct value *values[] = { order.v, item->v, item_insert_custom(item, 0)->v,
                               item_insert_breakdown(item, 0)->v };
    for (size_t table = 0; table < 4; table++) {
        for (size_t i = 0; i < tables[table]->count; i++) {
            const struct field *field = &tables[table]->fields[i];
            if ((field->write_key && !field->update_only) ||
                (table == 0 && codec_is_draft_field(field)))
                value_take(&values[table][i],
                           mem_printf(" %zu \"wrong\"\t\\ / ñ 漢 \x1B[31m\n", i));
        }
    }
    order_insert_item(&order, 1); /* BOX, Stem */
    cr_expect(value_is_set(order.v[ORDER_SHIP_TO_NAME]), "the form's ship-to is part of a draft");
    struct buf text = { 0 };
    codec_write_order_file(&text, &order);
    struct file file = read_text(text.data, text.len);
    cr_assert(file.good, "%s", error_text(&file.error));
    cr_expect_eq(file.issues.count, 0);
    cr_expect(order_equal(&order, &file.order), "%s", buf_text(&text));
    buf_free(&text);
    forget(&file);
    order_free(&order);
}
