/* The words of the review; see review_words.h. What it says is taken from the prepared order alone,
 * so that nothing is sent that was not shown. */
#include "config.h"
#include "ui/screens/review_words.h"
#include "base/clock.h"
#include "model/money.h"
#include "model/schedule.h"
#include "ui/screens/words.h"

#include <string.h>

enum { HEAD_COLS = REVIEW_HEAD_COLS, DEEPER = 4, TRUCKS = 5 };

static void add(struct page *page, const char *head, const struct buf *text)
{
    page_add_pair(page, ROLE_LABEL, head, HEAD_COLS, ROLE_NORMAL, buf_text(text));
}

static void write_group(struct buf *out, struct value id, struct value code, struct value name)
{
    const char *gap = "";
    if (value_is_set(code)) {
        buf_add(out, value_text(code));
        gap = "  ";
    }
    if (value_is_set(name)) {
        buf_addf(out, "%s%s", gap, value_text(name));
        gap = "  ";
    }
    if (value_is_set(id))
        buf_addf(out, "%s(id %s)", gap, value_text(id));
}

static void write_period(struct buf *out, const struct order *order)
{
    const struct value *v = order->v;
    const char *weeks = value_text(v[ORDER_RECURRENCE]);
    if (strcmp(weeks, "1") == 0)
        buf_add(out, "every week");
    else
        buf_addf(out, "every %s weeks", weeks);
    buf_addf(out, " on %s, from %s", value_text(v[ORDER_DAYS]), value_text(v[ORDER_START]));
    if (value_is_set(v[ORDER_END]))
        buf_addf(out, " to %s", value_text(v[ORDER_END]));
    else
        buf_add(out, " on, without an end");
}

static void add_trucks(struct page *page, const struct order *order)
{
    struct schedule schedule;
    int32_t dates[TRUCKS], today = date_of_time(clock_now());
    struct buf text = { 0 };
    if (!schedule_of_order(order, &schedule))
        return;
    size_t count =
        schedule_list(&schedule, today > schedule.start ? today : schedule.start, dates, TRUCKS);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add(&text, "  ");
        date_show(&text, dates[i]);
    }
    add(page, "Next trucks", &text);
    buf_free(&text);
}

static bool is_told_already(size_t field)
{
    return order_fields[field].either || field == ORDER_START || field == ORDER_END ||
           field == ORDER_RECURRENCE || field == ORDER_DAYS || field == ORDER_LOCATION_ID ||
           field == ORDER_LOCATION_CODE || field == ORDER_SHIP_TO_ID;
}

static void add_header(struct page *page, const struct order *order)
{
    const struct value *v = order->v;
    struct buf text = { 0 };
    write_group(&text, v[ORDER_CUSTOMER_ID], v[ORDER_CUSTOMER_CODE], v[ORDER_CUSTOMER_NAME]);
    add(page, "Customer", &text);
    buf_clear(&text);
    write_group(&text, v[ORDER_CARRIER_ID], v[ORDER_CARRIER_CODE], v[ORDER_CARRIER_NAME]);
    add(page, "Carrier", &text);
    buf_clear(&text);
    write_period(&text, order);
    add(page, "Runs", &text);
    add_trucks(page, order);
    buf_clear(&text);
    write_group(&text, v[ORDER_LOCATION_ID], v[ORDER_LOCATION_CODE], v[ORDER_LOCATION_NAME]);
    if (text.len)
        add(page, "Location", &text);
    buf_clear(&text);
    if (value_is_set(v[ORDER_SHIP_TO_ID])) {
        write_group(&text, v[ORDER_SHIP_TO_ID], (struct value){ 0 }, v[ORDER_SHIP_TO_NAME]);
        add(page, "Ship-to", &text);
    }
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        const struct field *field = &order_fields[i];
        if (!field->write_key || field->update_only || is_told_already(i) || !value_is_set(v[i]))
            continue;
        buf_clear(&text);
        buf_add(&text, field_shown(field, v[i]));
        add(page, field->label, &text);
    }
    buf_free(&text);
}

/* ------ lines ------ */

static void write_quantity(struct buf *out, const struct item *item)
{
    const struct value *v = item->v;
    if (item_is_unit(item)) {
        buf_addf(out, "%s %s  ", value_text(v[ITEM_TOTAL_UNITS]),
                 item_is_bunch(item) ? "bunches" : "stems");
        return;
    }
    buf_addf(out, "%s ", value_text(v[ITEM_BOXES]));
    if (value_is_set(v[ITEM_BOX_TYPE_CODE]))
        buf_addf(out, "%s  ", value_text(v[ITEM_BOX_TYPE_CODE]));
    else
        buf_addf(out, "boxes of type %s  ", value_text(v[ITEM_BOX_TYPE_ID]));
}

static void write_amount(struct buf *out, const struct order_doc *doc, const struct item *item,
                         size_t line, enum item_field field)
{
    bool is_computed = !value_is_set(doc->order.items[line].v[field]);
    const char *word = field == ITEM_PRICE ? "price" : "cost";
    if (!value_is_set(item->v[field])) {
        buf_addf(out, ", %s not set", word);
        return;
    }
    buf_addf(out, ", %s %s a %s%s", word, value_text(item->v[field]),
             item_is_bunch(item) ? "bunch" : "stem", is_computed ? " (average of its parts)" : "");
}

static void write_line(struct buf *out, const struct order_doc *doc, const struct item *item,
                       size_t line)
{
    const struct value *v = item->v;
    struct totals totals;
    write_quantity(out, item);
    write_group(out, v[ITEM_PRODUCT_ID], v[ITEM_PRODUCT_CODE], v[ITEM_PRODUCT_NAME]);
    if (!item_is_unit(item)) {
        buf_addf(out, ", %s bunches a box", value_text(v[ITEM_BUNCHES]));
        if (item_is_mixed(item))
            buf_add(out, ", assorted");
        else
            buf_addf(out, " of %s stems", value_text(v[ITEM_STEMS_BUNCH]));
    }
    write_amount(out, doc, item, line, ITEM_PRICE);
    write_amount(out, doc, item, line, ITEM_COST);
    totals_of_item(item, &totals);
    if (totals.is_complete) {
        buf_add(out, "; ");
        money_show(out, totals.amount);
        buf_add(out, " a delivery");
    }
}

static void add_deeper(struct page *page, const struct buf *text)
{
    page_add(page, ROLE_NORMAL, HEAD_COLS + DEEPER, buf_text(text));
}

static void add_labelled(struct page *page, const struct field *field, struct value value)
{
    struct buf text = { 0 };
    if (value_is_set(value)) {
        buf_addf(&text, "%s: %s", field->label, field_shown(field, value));
        add_deeper(page, &text);
    }
    buf_free(&text);
}

static void add_part(struct page *page, const struct breakdown *part)
{
    const struct value *v = part->v;
    struct buf text = { 0 };
    buf_addf(&text, "+ %s bunches of %s  ", value_text(v[BREAKDOWN_BUNCHES]),
             value_text(v[BREAKDOWN_STEMS_BUNCH]));
    write_group(&text, v[BREAKDOWN_PRODUCT_ID], v[BREAKDOWN_PRODUCT_CODE],
                v[BREAKDOWN_PRODUCT_NAME]);
    buf_addf(&text, ", price %s, cost %s",
             value_is_set(v[BREAKDOWN_PRICE]) ? value_text(v[BREAKDOWN_PRICE]) : "not set",
             value_is_set(v[BREAKDOWN_COST]) ? value_text(v[BREAKDOWN_COST]) : "not set");
    if (value_is_set(v[BREAKDOWN_IDENTIFIER]))
        buf_addf(&text, ", identifier %s", value_text(v[BREAKDOWN_IDENTIFIER]));
    add_deeper(page, &text);
    buf_free(&text);
}

void review_words_line(struct page *page, const struct order_doc *doc, const struct item *item,
                       size_t line, const char *head)
{
    const struct value *v = item->v;
    struct buf text = { 0 };
    write_line(&text, doc, item, line);
    add(page, head, &text);
    for (size_t i = 0; i < item->breakdown_count; i++)
        add_part(page, &item->breakdowns[i]);
    buf_clear(&text);
    write_group(&text, v[ITEM_VENDOR_ID], v[ITEM_VENDOR_CODE], v[ITEM_VENDOR_NAME]);
    if (text.len)
        buf_insert(&text, 0, "Vendor ", strlen("Vendor "));
    if (value_is_set(v[ITEM_MARK]))
        buf_addf(&text, "%s %s", text.len ? "; mark code" : "Mark code", value_text(v[ITEM_MARK]));
    if (text.len)
        add_deeper(page, &text);
    add_labelled(page, &item_fields[ITEM_BOX_TYPE_NAME], v[ITEM_BOX_TYPE_NAME]);
    if (value_is_set(doc->order.items[line].v[ITEM_IDENTIFIER]))
        add_labelled(page, &item_fields[ITEM_IDENTIFIER], v[ITEM_IDENTIFIER]);
    add_labelled(page, &item_fields[ITEM_GENERAL_NOTES], v[ITEM_GENERAL_NOTES]);
    add_labelled(page, &item_fields[ITEM_VENDOR_NOTES], v[ITEM_VENDOR_NOTES]);
    for (size_t i = 0; i < item->custom_count; i++) {
        buf_clear(&text);
        buf_addf(&text, "Custom field %s: %s", value_text(item->customs[i].v[CUSTOM_NAME]),
                 value_text(item->customs[i].v[CUSTOM_VALUE]));
        add_deeper(page, &text);
    }
    buf_free(&text);
}

static void add_line(struct page *page, const struct order_doc *doc, const struct item *item,
                     size_t line)
{
    struct buf head = { 0 };
    buf_addf(&head, "Line %zu", line + 1);
    review_words_line(page, doc, item, line, buf_text(&head));
    buf_free(&head);
}

/* ------ warnings, totals, what is left out ------ */

void review_words_warnings(struct page *page, const struct order_doc *doc)
{
    size_t before = page->count;
    for (size_t i = 0; i < doc->issues.count; i++) {
        const struct issue *issue = &doc->issues.list[i];
        struct buf text = { 0 };
        if (issue->severity != ISSUE_WARNING)
            continue;
        order_doc_write_issue(issue, &text);
        page_add_pair(page, ROLE_WARNING, "Warning", HEAD_COLS, ROLE_WARNING, buf_text(&text));
        buf_free(&text);
    }
    if (page->count > before)
        page_add(page, ROLE_NORMAL, 0, "");
}

static const char *why_left_out(const struct item *item)
{
    return item_is_unit(item)    ? "a line in units does not take it"
           : item_is_mixed(item) ? "the parts of an assorted box have their own"
                                 : "a line in boxes does not take it";
}

static void add_left_out(struct page *page, const struct order_doc *doc,
                         const struct order *prepared)
{
    for (size_t i = 0; i < prepared->item_count && i < doc->order.item_count; i++) {
        const struct item *typed = &doc->order.items[i], *sent = &prepared->items[i];
        for (size_t f = 0; f < ITEM_FIELDS; f++) {
            struct buf text = { 0 };
            if (!item_fields[f].write_key || !value_is_set(typed->v[f]) || value_is_set(sent->v[f]))
                continue;
            buf_addf(&text, "Line %zu: %s %s; %s.", i + 1, item_fields[f].label,
                     field_shown(&item_fields[f], typed->v[f]), why_left_out(sent));
            page_add_pair(page, ROLE_WARNING, "Left out", HEAD_COLS, ROLE_NORMAL, buf_text(&text));
            buf_free(&text);
        }
    }
}

static void add_totals(struct page *page, const struct order_doc *doc, const struct order *prepared)
{
    struct totals totals;
    struct buf text = { 0 };
    totals_of_order(prepared, &totals);
    if (!totals.too_large) {
        words_count(&text, prepared->item_count, "line");
        if (totals.boxes) {
            buf_add(&text, ", ");
            words_number(&text, totals.boxes);
            buf_add(&text, totals.boxes == 1 ? " box" : " boxes");
        }
        if (totals.stems) {
            buf_add(&text, ", ");
            words_number(&text, totals.stems);
            buf_add(&text, " stems");
        }
        buf_add(&text, ", amount ");
        money_show(&text, totals.amount);
        if (!totals.is_complete)
            buf_add(&text, " without the lines that have no price");
        page_add_pair(page, ROLE_LABEL, "Each delivery", HEAD_COLS, ROLE_TOTAL, buf_text(&text));
    }
    buf_clear(&text);
    size_t tenths = (doc->body_bytes * 10 + 512) / 1024;
    buf_addf(&text, "1 request, %zu.%zu of 64 kB", tenths / 10, tenths % 10);
    add(page, "Sending takes", &text);
    buf_free(&text);
}

void review_words_order(struct page *page, const struct order_doc *doc,
                        const struct order *prepared)
{
    page_free(page);
    review_words_warnings(page, doc);
    add_header(page, prepared);
    add_totals(page, doc, prepared);
    page_add(page, ROLE_NORMAL, 0, "");
    for (size_t i = 0; i < prepared->item_count; i++)
        add_line(page, doc, &prepared->items[i], i);
    add_left_out(page, doc, prepared);
}

void review_words_answers(struct page *page, const struct order *sent)
{
    for (size_t i = 0; i < sent->item_count; i++) {
        const struct item *item = &sent->items[i];
        const char *product = value_text(item->v[ITEM_PRODUCT_NAME]);
        struct buf head = { 0 }, text = { 0 };
        enum role role = item->answer == ITEM_ACCEPTED  ? ROLE_OK
                         : item->answer == ITEM_REFUSED ? ROLE_ERROR
                                                        : ROLE_WARNING;
        buf_addf(&head, "Line %zu", i + 1);
        buf_addf(&text, "%s: %s", *product ? product : value_text(item->v[ITEM_PRODUCT_CODE]),
                 item->answer == ITEM_ACCEPTED  ? "accepted"
                 : item->answer == ITEM_REFUSED ? "REFUSED"
                                                : "nothing was said of it");
        if (item->answer_message)
            buf_addf(&text, ". %s", item->answer_message);
        if (item->answer == ITEM_ACCEPTED && value_is_set(item->v[ITEM_ID]))
            buf_addf(&text, " (id %s)", value_text(item->v[ITEM_ID]));
        page_add_pair(page, role, buf_text(&head), HEAD_COLS, role, buf_text(&text));
        buf_free(&head);
        buf_free(&text);
    }
}
