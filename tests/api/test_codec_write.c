/* What is sent and written: the create body, the reply's form for scripts, issues and answers. */
#include "config.h"
#include "api/codec.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const struct field_table *const tables[] = { &order_table, &item_table, &custom_table,
                                                    &breakdown_table };

/* A blank order with one line, one custom field and one part; all values empty. */
static void make_blank(struct order *order)
{
    order_init_blank(order);
    struct item *item = order_insert_item(order, 0);
    value_set(&item->v[ITEM_TYPE], "");
    value_set(&item->v[ITEM_UNIT_TYPE], "");
    item_insert_custom(item, 0);
    item_insert_breakdown(item, 0);
}

static struct value *values_of(struct order *order, size_t table)
{
    return table == 0   ? order->v
           : table == 1 ? order->items[0].v
           : table == 2 ? order->items[0].customs[0].v
                        : order->items[0].breakdowns[0].v;
}

static void expect_create(const struct order *order, const struct codec_body *how,
                          const char *wanted)
{
    struct buf out = { 0 };
    codec_write_create(&out, order, how);
    cr_expect_str_eq(buf_text(&out), wanted);
    buf_free(&out);
}

/* The body with one member in its place. */
static char *body_with(size_t table, const char *member)
{
    static const char *const forms[] = {
        "{%s%s\"items\":[{\"breakdowns\":[{}]}]}", "{\"items\":[{%s%s\"breakdowns\":[{}]}]}",
        "{\"items\":[{\"customFields\":[{%s}],\"breakdowns\":[{}]}]}",
        "{\"items\":[{\"breakdowns\":[{%s}]}]}"
    };
    const char *hole = strstr(forms[table], "%s");
    const char *rest = hole + 2;
    bool needs_comma = strncmp(rest, "%s", 2) == 0;
    return mem_printf("%.*s%s%s%s", (int)(hole - forms[table]), forms[table], member,
                      needs_comma ? "," : "", rest + (needs_comma ? 2 : 0));
}

struct written {
    const char *text, *as_number, *as_text;
};

static struct written written_for(const struct field *field)
{
    switch (field->type) {
    case FIELD_ID:
        return (struct written){ "9223372036854775807", "9223372036854775807",
                                 "\"9223372036854775807\"" };
    case FIELD_INT:
        return (struct written){ "12", "12", "\"12\"" };
    case FIELD_AMOUNT:
        return (struct written){ "1.10", "1.10", "\"1.10\"" };
    case FIELD_CHOICE:
        return field->choices[0].value[0] == '0' ? (struct written){ "1", "1", "\"1\"" }
               : field->choices[0].value[0] == 'B'
                   ? (struct written){ "BOX", "\"BOX\"", "\"BOX\"" }
                   : (struct written){ "Stem", "\"Stem\"", "\"Stem\"" };
    case FIELD_DATE:
        return (struct written){ "2031-01-06", "\"2031-01-06\"", "\"2031-01-06\"" };
    case FIELD_DAYS:
        return (struct written){ "Monday, Friday", "\"Monday, Friday\"", "\"Monday, Friday\"" };
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_BOOL:
    default:
        return (struct written){ "7 \"ñ\" / \\\n", "\"7 \\\"ñ\\\" / \\\\\\n\"",
                                 "\"7 \\\"ñ\\\" / \\\\\\n\"" };
    }
}

Test(codec_write, every_row_is_sent_under_its_key_as_number_and_as_text)
{
    size_t sent = 0;
    for (size_t table = 0; table < 4; table++) {
        for (size_t row = 0; row < tables[table]->count; row++) {
            const struct field *field = &tables[table]->fields[row];
            struct written written = written_for(field);
            struct order order;
            make_blank(&order);
            value_set(&values_of(&order, table)[row], written.text);
            for (int as_text = 0; as_text <= 1; as_text++) {
                struct codec_body how = { .numbers_as_text = as_text };
                char *member = mem_printf("\"%s\":%s", field->write_key ? field->write_key : "",
                                          as_text ? written.as_text : written.as_number);
                char *body = field->write_key && !field->update_only
                                 ? body_with(table, member)
                                 : mem_strdup("{\"items\":[{\"breakdowns\":[{}]}]}");
                expect_create(&order, &how, body);
                free(body);
                free(member);
            }
            sent += field->write_key && !field->update_only;
            order_free(&order);
        }
    }
    /* the document's create section, with shipToId, without token, items and the inner arrays */
    cr_expect_eq(sent, 17 + 21 + 2 + 8, "%zu rows are sent", sent);
}

Test(codec_write, numbers_are_numbers_only_where_they_stay_what_they_are)
{
    static const struct {
        size_t table, row;
        const char *text, *json;
    } cases[] = {
        { 0, ORDER_CUSTOMER_ID, "9223372036854775808", "\"9223372036854775808\"" },
        { 0, ORDER_CUSTOMER_ID, "99999999999999999999", "\"99999999999999999999\"" },
        { 0, ORDER_CUSTOMER_ID, "007", "\"007\"" },
        { 0, ORDER_CUSTOMER_ID, "0", "0" },
        { 0, ORDER_CUSTOMER_ID, "-1", "\"-1\"" },
        { 0, ORDER_CUSTOMER_ID, "QB", "\"QB\"" },
        { 0, ORDER_LOCATION_ID, "147", "\"147\"" },
        { 1, ITEM_PRICE, "0.00", "0.00" },
        { 1, ITEM_PRICE, "12345678.90", "12345678.90" },
        { 1, ITEM_PRICE, "-1.50", "-1.50" },
        { 1, ITEM_PRICE, "1", "1" },
        { 1, ITEM_PRICE, "01.5", "\"01.5\"" },
        { 1, ITEM_PRICE, "1.", "\"1.\"" },
        { 1, ITEM_PRICE, ".5", "\".5\"" },
        { 1, ITEM_PRICE, "1,5", "\"1,5\"" },
        { 1, ITEM_PRICE, "NaN", "\"NaN\"" },
        { 1, ITEM_BOXES, "2e1", "\"2e1\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct order order;
        make_blank(&order);
        value_set(&values_of(&order, cases[i].table)[cases[i].row], cases[i].text);
        char *member = mem_printf(
            "\"%s\":%s", tables[cases[i].table]->fields[cases[i].row].write_key, cases[i].json);
        char *body = body_with(cases[i].table, member);
        expect_create(&order, &(struct codec_body){ 0 }, body);
        free(body);
        free(member);
        order_free(&order);
    }
}

Test(codec_write, unknown_and_empty_are_left_out_and_the_token_stands_first)
{
    struct order order = { 0 };
    expect_create(&order, &(struct codec_body){ 0 }, "{\"items\":[]}");
    expect_create(&order, &(struct codec_body){ .token = "se\"cret\\" },
                  "{\"authenticationToken\":\"se\\u0022cret\\u005c\",\"items\":[]}");
    order_add_unknown_item(&order);
    value_set(&order.items[0].v[ITEM_COST], "0.00");
    expect_create(&order, &(struct codec_body){ .token = "t" },
                  "{\"authenticationToken\":\"t\",\"items\":[{\"cost\":0.00}]}");
    order_free(&order);
}

Test(codec_write, a_mixed_line_is_sent_without_stems_per_bunch)
{
    struct order order, ready = { 0 };
    make_blank(&order);
    struct item *item = &order.items[0];
    value_set(&item->v[ITEM_TYPE], "BOX");
    value_set(&item->v[ITEM_STEMS_BUNCH], "25");
    value_set(&item->breakdowns[0].v[BREAKDOWN_STEMS_BUNCH], "10");
    order_prepare(&ready, &order);
    struct buf out = { 0 };
    codec_write_create(&out, &ready, &(struct codec_body){ 0 });
    const char *first = strstr(buf_text(&out), "stemsBunch");
    cr_assert_not_null(first);
    cr_expect_null(strstr(first + 1, "stemsBunch"), "%s", buf_text(&out));
    buf_free(&out);
    order_free(&ready);
    order_free(&order);
}

Test(codec_write, bytes_that_are_no_utf8_become_visible)
{
    struct order order = { 0 };
    value_set(&order.v[ORDER_COMMENTS], "a\xFF"
                                        "b");
    expect_create(&order, &(struct codec_body){ 0 },
                  "{\"comments\":\"a\xEF\xBF\xBD"
                  "b\",\"items\":[]}");
    order_free(&order);
}

Test(codec_write, a_comma_locale_changes_no_amount)
{
    static const char *const locales[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8" };
    for (size_t i = 0; i < 3 && !setlocale(LC_NUMERIC, locales[i]); i++)
        ;
    struct order order;
    make_blank(&order);
    value_set(&order.items[0].v[ITEM_PRICE], "1.10");
    expect_create(&order, &(struct codec_body){ 0 },
                  "{\"items\":[{\"price\":1.10,\"breakdowns\":[{}]}]}");
    order_free(&order);
}

static void note_order(void *context, const struct order *order)
{
    order_copy(context, order);
}

Test(codec_write, an_order_of_a_reply_is_written_with_the_replys_own_names)
{
    const char *text =
        "{\"id\":\"12345678901234567890\",\"number\":\"S1\",\"customerName\":\"ñ\","
        "\"startDate\":\"2031-01-06\",\"recurrence\":2,\"days\":\"Monday\",\"status\":\"Active\","
        "\"details\":[{\"soItemId\":\"7\",\"totalBoxes\":2,\"unitPrice\":0.4512,\"unitCost\":0.00,"
        "\"isAssorted\":true,\"customField\":[{\"name\":\"a\",\"description\":\"b\"}],"
        "\"breakdowns\":[{\"bunches\":3,\"price\":1.20}]},{\"soItemId\":\"8\","
        "\"isAssorted\":false}]}";
    struct buf reply = { 0 }, out = { 0 };
    struct order order = { 0 };
    buf_addf(&reply, "{\"standingOrders\":[%s],\"status\":1}", text);
    struct codec_reader *reader = codec_read_orders(ORDER_ACTIVE, note_order, &order);
    cr_assert(codec_reader_feed(reader, reply.data, reply.len, NULL));
    cr_assert(codec_reader_finish(reader, NULL));
    codec_write_order_reply(&out, &order);
    const char *id = strstr(buf_text(&out), "\"id\":\"12345678901234567890\"");
    cr_expect_not_null(id);
    /* read again it is the same order: nothing is lost, nothing is added */
    struct order again = { 0 };
    struct codec_reader *second = codec_read_orders(ORDER_ACTIVE, note_order, &again);
    buf_clear(&reply);
    buf_addf(&reply, "{\"standingOrders\":[%s],\"status\":1}", buf_text(&out));
    cr_assert(codec_reader_feed(second, reply.data, reply.len, NULL));
    cr_assert(codec_reader_finish(second, NULL));
    cr_expect(order_equal(&order, &again));
    for (const char *const *part =
             (const char *const[]){ "\"status\":\"Active\"", "\"unitPrice\":0.4512",
                                    "\"unitCost\":0.00", "\"isAssorted\":true",
                                    "\"soItemId\":\"8\"", "\"recurrence\":2", "\"price\":1.20",
                                    "\"description\":\"b\"", NULL };
         *part; part++)
        cr_expect_not_null(strstr(buf_text(&out), *part), "%s in %s", *part, buf_text(&out));
    for (const char *const *part = (const char *const[]){ "itemType", "comments", "salesperson",
                                                          "markCode", "null", NULL };
         *part; part++)
        cr_expect_null(strstr(buf_text(&out), *part), "%s in %s", *part, buf_text(&out));
    codec_reader_free(reader);
    codec_reader_free(second);
    order_free(&order);
    order_free(&again);
    buf_free(&reply);
    buf_free(&out);
}

Test(codec_write, issues_and_answers_for_scripts)
{
    struct issues issues = { 0 };
    struct buf out = { 0 };
    codec_write_issues(&out, &issues);
    cr_expect_str_eq(buf_text(&out), "{\"ok\":true,\"issues\":[]}");
    buf_clear(&out);
    issues_add(&issues, ISSUE_WARNING, "no-cost", "items[0].cost", "No \"cost\"");
    codec_write_issues(&out, &issues);
    cr_expect_str_eq(buf_text(&out),
                     "{\"ok\":true,\"issues\":[{\"path\":\"items[0].cost\",\"severity\":"
                     "\"warning\",\"code\":\"no-cost\",\"message\":\"No \\\"cost\\\"\"}]}");
    buf_clear(&out);
    issues_add(&issues, ISSUE_ERROR, "required", "startDate", "Start is missing");
    codec_write_issues(&out, &issues);
    cr_expect_eq(strncmp(buf_text(&out), "{\"ok\":false,", 12), 0);
    issues_free(&issues);
    buf_clear(&out);
    struct api_item_answer items[] = { { "a", true, "fine", "10611" }, { "b", false, "no", "" } };
    struct api_answer answer = { .outcome = API_PARTIAL,
                                 .message = "m",
                                 .order_id = "1",
                                 .order_number = "S1",
                                 .items = items,
                                 .item_count = 2 };
    codec_write_answer(&out, &answer);
    cr_expect_str_eq(
        buf_text(&out),
        "{\"outcome\":\"partial\",\"standingOrderId\":\"1\",\"standingOrderNumber\":\"S1\","
        "\"message\":\"m\",\"items\":[{\"identifier\":\"a\",\"status\":1,\"message\":\"fine\","
        "\"standingOrderItemId\":\"10611\"},{\"identifier\":\"b\",\"status\":0,\"message\":\"no\","
        "\"standingOrderItemId\":\"\"}]}");
    static const struct {
        enum api_outcome outcome;
        const char *word;
    } words[] = { { API_DONE, "created" },       { API_PARTIAL, "partial" },
                  { API_REFUSED, "refused" },    { API_UNREACHED, "not-sent" },
                  { API_NO_BUDGET, "not-sent" }, { API_UNKNOWN, "unknown" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect_str_eq(codec_outcome_word(words[i].outcome), words[i].word);
    buf_clear(&out);
    const char *columns[LOOKUP_MAX_COLUMNS] = { "5", "HB", "", "0.50" };
    codec_write_lookup_row(&out, LOOKUP_BOX_TYPES, columns);
    cr_expect_str_eq(buf_text(&out), "{\"id\":\"5\",\"code\":\"HB\",\"fbe\":\"0.50\"}");
    buf_free(&out);
}
