/* The foot of the order form: totals of one delivery, and the first problem in words. */
#include "config.h"
#include "ui/screens/order_form.h"
#include "model/money.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_facts.h"

#include <string.h>

static void add_count(struct buf *out, int64_t count, const char *one, const char *many)
{
    struct buf number = { 0 };
    money_show(&number, count * MONEY_SCALE); /* for its thousands commas */
    buf_add_bytes(out, buf_text(&number), number.len - strlen(".00"));
    buf_addf(out, " %s", count == 1 ? one : many);
    buf_free(&number);
}

static void write_counts(const struct order_doc *doc, struct buf *out)
{
    const struct totals *totals = &doc->totals;
    add_count(out, (int64_t)doc->used_lines, "line", "lines");
    if (totals->too_large)
        return;
    if (totals->boxes) {
        buf_add(out, "   ");
        add_count(out, totals->boxes, "box", "boxes");
    }
    if (totals->stems) {
        buf_add(out, "   ");
        add_count(out, totals->stems, "stem", "stems");
    }
}

/* "Delivery 5,718.31"; a part of it while lines are incomplete. */
static void write_amount(const struct order_doc *doc, struct buf *out)
{
    const struct totals *totals = &doc->totals;
    if (totals->too_large) {
        buf_add(out, "too large to be added up");
        return;
    }
    buf_add(out, totals->is_complete ? "Delivery " : "Delivery so far ");
    money_show(out, totals->amount);
}

/* What a delivery came to before the change, where that is another amount; gives the columns used. */
static int draw_was(const struct order_doc *doc, struct area area, int y, int x)
{
    struct buf text = { 0 };
    if (!doc->is_change || doc->was.too_large || !doc->was.is_complete ||
        (doc->totals.is_complete && doc->was.amount == doc->totals.amount))
        return 0;
    int used = 0;
    buf_add(&text, "was ");
    money_show(&text, doc->was.amount);
    if (x + (int)text.len < area.cols)
        used = paint_text(area, y, x, area.cols - x - 1, ROLE_DIM, buf_text(&text)) + 3;
    buf_free(&text);
    return used;
}

static void draw_totals(const struct order_form *form, struct area area, int y)
{
    const struct order_doc *doc = &form->doc;
    struct buf text = { 0 };
    write_counts(doc, &text);
    int x = 1 + paint_text(area, y, 1, area.cols - 2, ROLE_NORMAL, buf_text(&text)) + 3;
    buf_clear(&text);
    write_amount(doc, &text);
    x += paint_text(area, y, x, area.cols - x - 1, ROLE_TOTAL, buf_text(&text)) + 3;
    buf_clear(&text);
    x += draw_was(doc, area, y, x);
    if (doc->is_change) {
        order_change_write_count(doc, &text);
    } else if (!doc->read_only) {
        size_t tenths = (doc->body_bytes * 10 + 512) / 1024;
        buf_addf(&text, "body %zu.%zu of 64 kB", tenths / 10, tenths % 10);
    }
    if (x + (int)text.len < area.cols)
        paint_right(area, y, x, area.cols - x - 1, doc->body_bytes > 64000 ? ROLE_ERROR : ROLE_DIM,
                    buf_text(&text));
    buf_free(&text);
}

static const struct issue *first_shown(const struct order_doc *doc, enum issue_severity severity)
{
    for (size_t i = 0; i < doc->issues.count; i++) {
        if (doc->issues.list[i].severity == severity && order_doc_shows(doc, &doc->issues.list[i]))
            return &doc->issues.list[i];
    }
    return NULL;
}

static const struct issue *first_error(const struct order_doc *doc)
{
    size_t at = 0;
    while (doc->issues.list[at].severity != ISSUE_ERROR)
        at++;
    return &doc->issues.list[at];
}

static const struct issue *unknown_at(const struct order_doc *doc, struct order_place place)
{
    for (size_t i = 0; i < doc->issues.count; i++) {
        if (order_place_equal(doc->places[i], place) &&
            order_doc_shows(doc, &doc->issues.list[i]) &&
            strcmp(doc->issues.list[i].code, "not-in-list") == 0)
            return &doc->issues.list[i];
    }
    return NULL;
}

static enum role write_problem(const struct order_doc *doc, struct order_place cursor,
                               struct buf *out)
{
    size_t errors = order_doc_count_errors(doc, true);
    const struct issue *here = order_doc_issue_at(doc, cursor);
    const struct issue *issue = first_shown(doc, ISSUE_ERROR), *unknown = unknown_at(doc, cursor);
    if (unknown)
        here = unknown; /* that a code is in no list explains what else is said of it */
    if (here && here->severity == ISSUE_WARNING) { /* what is wrong elsewhere can wait */
        order_doc_write_issue(here, out);
        return ROLE_WARNING;
    }
    if (here)
        issue = here;
    if (issue) {
        if (errors > 1)
            buf_addf(out, "%zu problems (Alt-p next). ", errors);
        order_doc_write_issue(issue, out);
        return ROLE_ERROR;
    }
    if (doc->awaited && doc->is_change) {
        buf_add(out, "The ids of carrier and vendors are being looked up by their names.");
        return ROLE_DIM;
    }
    if (order_doc_count_errors(doc, false)) { /* quiet: those fields were not left yet */
        struct buf needed = { 0 };
        order_doc_write_needed(doc, &needed);
        if (needed.len)
            buf_addf(out, "Still needed: %s", buf_text(&needed));
        else
            order_doc_write_issue(first_error(doc), out);
        buf_free(&needed);
        return ROLE_DIM;
    }
    size_t warnings = issues_count(&doc->issues, ISSUE_WARNING);
    bool may_send = order_doc_may_send(doc, NULL);
    issue = here ? here : first_shown(doc, ISSUE_WARNING);
    if (issue) {
        if (warnings > 1)
            buf_addf(out, "%zu warnings. ", warnings);
        order_doc_write_issue(issue, out);
        return ROLE_WARNING;
    }
    if (!may_send && (!doc->is_change || doc->change_count)) { /* why not stands above */
        buf_add(out, "Complete, and kept as a draft. F10 shows what would be sent.");
        return ROLE_DIM;
    }
    if (doc->is_change) {
        order_change_write_count(doc, out);
        buf_add(out, out->len ? ". F10 shows what is sent." : "Nothing is changed yet.");
        return doc->change_count ? ROLE_OK : ROLE_DIM;
    }
    if (warnings) {
        buf_addf(out, "Ready, with %zu %s. F10 reviews it before it is sent.", warnings,
                 warnings == 1 ? "warning" : "warnings");
        return ROLE_WARNING;
    }
    buf_add(out, "Ready. F10 reviews it before it is sent.");
    return ROLE_OK;
}

/* What was said of a line when the order was sent. */
static bool write_answer(const struct order_doc *doc, struct order_place cursor, struct buf *out)
{
    if (cursor.item == DOC_NONE || (size_t)cursor.item >= doc->order.item_count)
        return false;
    const struct item *item = &doc->order.items[cursor.item];
    if (item->answer == ITEM_NOT_ANSWERED)
        return false;
    buf_addf(out, "Line %d was %s%s%s", cursor.item + 1,
             item->answer == ITEM_ACCEPTED ? "accepted" : "refused",
             item->answer_message ? ": " : ".", item->answer_message ? item->answer_message : "");
    return true;
}

static bool has_answers(const struct order_doc *doc)
{
    for (size_t i = 0; i < doc->order.item_count; i++) {
        if (doc->order.items[i].answer != ITEM_NOT_ANSWERED)
            return true;
    }
    return false;
}

static enum role write_state(const struct order_doc *doc, struct order_place cursor,
                             struct buf *out)
{
    if (doc->sent == SENT_PART) {
        if (write_answer(doc, cursor, out))
            return doc->order.items[cursor.item].answer == ITEM_REFUSED ? ROLE_ERROR : ROLE_OK;
        buf_addf(out, "Saved as %s, but not every line. ", doc->number);
        buf_add(out,
                has_answers(doc)
                    ? "Refused lines are marked !; they cannot be added to it from here yet, and "
                      "your text stays."
                    : "The list shows which lines it has; the others cannot be added to it from "
                      "here yet.");
        return ROLE_WARNING;
    }
    if (doc->refusal) {
        if (write_answer(doc, cursor, out))
            return doc->order.items[cursor.item].answer == ITEM_REFUSED ? ROLE_ERROR : ROLE_OK;
        buf_addf(out, "The service refused it: %s", doc->refusal);
        return ROLE_ERROR;
    }
    if (doc->sent == SENT_OPEN && doc->is_change && !order_doc_count_errors(doc, true)) {
        buf_add(out, "This change was sent and no answer came: it may be carried out already. F10 "
                     "reads the order again before anything is sent.");
        return ROLE_WARNING;
    }
    if (doc->sent == SENT_OPEN && !order_doc_count_errors(doc, true)) {
        buf_add(out, "This order was sent and no answer came: it may be saved already. Look for it "
                     "in the list (F5 there) before you send it again.");
        return ROLE_WARNING;
    }
    return write_problem(doc, cursor, out);
}

/* What does not fit goes word by word from the end, and that is said. */
static void draw_cut(struct area area, enum role role, const char *text)
{
    struct area nowhere = { .cols = area.cols };
    struct buf fits = { 0 };
    size_t bytes = strlen(text);
    buf_add(&fits, text);
    while (bytes &&
           paint_wrapped(nowhere, 0, 1, area.cols - 2, role, buf_text(&fits)) > area.rows) {
        while (bytes && text[--bytes] != ' ')
            ;
        buf_clear(&fits);
        buf_add_bytes(&fits, text, bytes);
        buf_add(&fits, " \u2026 F2 has the rest.");
    }
    paint_wrapped(area, 0, 1, area.cols - 2, role, buf_text(&fits));
    buf_free(&fits);
}

/* Of an order that is only read: where the service reckons otherwise, then where it goes and who sells
 * it, as far as there is room. */
static void draw_facts(const struct order_doc *doc, struct area area)
{
    struct buf difference = { 0 }, header = { 0 };
    struct area nowhere = { .cols = area.cols };
    order_facts_write_difference(&doc->order, &difference);
    order_facts_write_header(&doc->order, &header);
    int rows = difference.len ? paint_wrapped(nowhere, 0, 1, area.cols - 2, ROLE_WARNING,
                                              buf_text(&difference))
                              : 0;
    paint_wrapped(area, 0, 1, area.cols - 2, ROLE_WARNING, buf_text(&difference));
    if (rows < area.rows)
        draw_cut(area_rows(area, rows, area.rows - rows), ROLE_DIM, buf_text(&header));
    buf_free(&difference);
    buf_free(&header);
}

int order_foot_draw_bar(const struct order_form *form, struct area area)
{
    enum { MOST_ROWS = 3 };
    struct buf text = { 0 }, why = { 0 };
    int rows = 0;
    if (!form->doc.read_only && !order_doc_may_send(&form->doc, &why)) {
        buf_addf(&text, "This profile cannot send it: %s", buf_text(&why));
        rows = paint_wrapped(area, 0, 1, area.cols - 2, ROLE_WARNING, buf_text(&text));
    }
    buf_free(&text);
    buf_free(&why);
    return rows > MOST_ROWS ? MOST_ROWS : rows;
}

void order_foot_draw(struct order_form *form, struct area area, struct order_place cursor)
{
    struct buf text = { 0 };
    draw_totals(form, area, 0);
    if (form->doc.read_only) {
        draw_facts(&form->doc, area_rows(area, 1, -1));
        return;
    }
    enum role role = write_state(&form->doc, cursor, &text);
    if (area.rows > 2)
        paint_wrapped(area_rows(area, 1, area.rows - 1), 0, 1, area.cols - 2, role,
                      buf_text(&text));
    else
        paint_text(area, 1, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
}
