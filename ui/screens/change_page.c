/* The words of a change under way and of what came of it; see change_page.h. */
#include "config.h"
#include "ui/screens/change_page.h"
#include "ui/screens/diff_words.h"
#include "ui/screens/review_words.h"
#include "ui/screens/words.h"

enum { HEAD_COLS = REVIEW_HEAD_COLS };

size_t change_page_count(const struct change *change, enum change_step_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < change->plan.count; i++)
        count += change->steps[i].state == state;
    return count;
}

size_t change_page_current(const struct change *change)
{
    size_t at = 0;
    while (at < change->plan.count && change->steps[at].state != CHANGE_STEP_SENDING)
        at++;
    return at;
}

static void write_seconds(struct buf *out, int64_t millis)
{
    buf_addf(out, " … %lld s", (long long)millis / 1000);
}

static const char *step_word(enum change_step_state state)
{
    static const char *const words[] = {
        [CHANGE_STEP_WAITING] = "waiting",   [CHANGE_STEP_SENDING] = "sending",
        [CHANGE_STEP_DONE] = "done",         [CHANGE_STEP_REFUSED] = "REFUSED",
        [CHANGE_STEP_UNKNOWN] = "NO ANSWER", [CHANGE_STEP_NOT_SENT] = "not sent",
    };
    return words[state];
}

static enum role step_role(enum change_step_state state)
{
    static const enum role roles[] = {
        [CHANGE_STEP_WAITING] = ROLE_DIM,   [CHANGE_STEP_SENDING] = ROLE_WARNING,
        [CHANGE_STEP_DONE] = ROLE_OK,       [CHANGE_STEP_REFUSED] = ROLE_ERROR,
        [CHANGE_STEP_UNKNOWN] = ROLE_ERROR, [CHANGE_STEP_NOT_SENT] = ROLE_WARNING,
    };
    return roles[state];
}

/* The header's changes go along in the first request. */
static bool carries_header(const struct change *change, size_t at)
{
    const struct order *body = &change->plan.steps[at].body;
    for (size_t i = 0; !at && i < ORDER_FIELDS; i++) {
        if (order_fields[i].write_key && !order_fields[i].update_only &&
            !value_is_unknown(body->v[i]) && !value_equal(body->v[i], change->base.v[i]))
            return true;
    }
    return false;
}

static void add_step(struct page *page, const struct change *change, size_t at, int64_t millis)
{
    const struct update_step *planned = &change->plan.steps[at];
    const struct change_step *step = &change->steps[at];
    struct buf head = { 0 }, text = { 0 };
    buf_addf(&head, "Line %zu%s", planned->line + 1, planned->is_new_line ? "  NEW" : "");
    if (planned->is_header_only)
        buf_set(&head, "Header");
    else
        buf_addf(&text, "%s%s: ", diff_words_product(&change->mine.items[planned->line]),
                 carries_header(change, at) ? ", with the header" : "");
    const char *said = step->message ? step->message : "";
    /* Why it was never begun is a sentence of its own. */
    bool is_told = step->state == CHANGE_STEP_NOT_SENT && !step->was_begun && *said;
    if (step->state != CHANGE_STEP_NOT_SENT || !*said)
        buf_add(&text, step_word(step->state));
    else if (!is_told)
        buf_add(&text, "NOT CARRIED OUT");
    if (step->state == CHANGE_STEP_SENDING)
        write_seconds(&text, millis);
    if (*said)
        buf_addf(&text, "%s%s", is_told ? "" : ". ", said);
    page_add_pair(page, step_role(step->state), buf_text(&head), HEAD_COLS, step_role(step->state),
                  buf_text(&text));
    buf_free(&head);
    buf_free(&text);
}

static void add_reading(struct page *page, const char *head, bool is_now, bool is_done,
                        int64_t millis)
{
    struct buf text = { 0 };
    buf_add(&text, is_now ? "reading" : is_done ? "done" : "waiting");
    if (is_now)
        write_seconds(&text, millis);
    page_add_pair(page, ROLE_LABEL, head, HEAD_COLS,
                  is_now    ? ROLE_WARNING
                  : is_done ? ROLE_OK
                            : ROLE_DIM,
                  buf_text(&text));
    buf_free(&text);
}

void change_page_progress(struct page *page, const struct change *change, int64_t millis)
{
    page_empty(page); /* what is being read stays where it is */
    add_reading(page, "Read again", change->state == CHANGE_READING, change->state > CHANGE_READING,
                millis);
    for (size_t i = 0; i < change->plan.count; i++)
        add_step(page, change, i, millis);
    add_reading(page, "Compared", change->state == CHANGE_COMPARING,
                change->state > CHANGE_COMPARING, millis);
}

/* ------ what came of it ------ */

static void add_differences(struct page *page, const struct change *change)
{
    const struct diff *diff = &change->differences;
    if (!diff->count)
        return;
    page_add(page, ROLE_NORMAL, 0, "");
    page_add(page, ROLE_WARNING, 0,
             diff->count == 1 ? "One value came back otherwise than it was sent:"
                              : "These came back otherwise than they were sent:");
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_row *row = &diff->rows[i];
        struct buf text = { 0 };
        diff_write_what(row, &change->expected, &change->now, &text);
        buf_add(&text, ": sent ");
        diff_words_step(&text, row, " -> came back ");
        page_add(page, ROLE_WARNING, 2, buf_text(&text));
        buf_free(&text);
    }
}

static void add_advice(struct page *page, const struct change *change, bool left)
{
    page_add(page, ROLE_NORMAL, 0, "");
    if (change_page_count(change, CHANGE_STEP_UNKNOWN))
        page_add(page, ROLE_NORMAL, 0,
                 "Where no answer came, that change may be there or not. Before anything is sent "
                 "again the order is read again, and what is there by then is shown.");
    if (change->differences.count)
        page_add(page, ROLE_NORMAL, 0,
                 "What came back is what counts. Where it is not what was meant, change it again, "
                 "or look in Komet.");
    if (change->is_gone)
        page_add(page, ROLE_NORMAL, 0,
                 "It may have been cancelled. What was typed is kept as a draft.");
    else if (left)
        page_add(page, ROLE_NORMAL, 0,
                 "What is left to be sent stays in the form and is kept as a draft.");
}

static enum role headline_role(const struct change *change)
{
    return change->outcome != API_DONE ? ROLE_ERROR
           : change->differences.count ? ROLE_WARNING
                                       : ROLE_OK;
}

/* In short first, so that each line's state is seen at once; the whole story stands below. */
static void add_headline(struct page *page, const struct change *change)
{
    struct buf text = { 0 };
    size_t done = change_page_count(change, CHANGE_STEP_DONE), all = change->plan.count;
    size_t unknown = change_page_count(change, CHANGE_STEP_UNKNOWN);
    buf_addf(&text, "%zu of ", done);
    words_count(&text, all, "line");
    buf_add(&text, " done");
    if (unknown)
        buf_addf(&text, ", %zu not known", unknown);
    if (all > done + unknown)
        buf_addf(&text, ", %zu not done", all - done - unknown);
    buf_add_char(&text, '.');
    page_add(page, headline_role(change), 0, buf_text(&text));
    page_add(page, ROLE_NORMAL, 0, "");
    buf_free(&text);
}

void change_page_end(struct page *page, const struct change *change, bool left)
{
    bool sent_any = change_page_count(change, CHANGE_STEP_NOT_SENT) < change->plan.count;
    page_free(page);
    page_add(page, ROLE_NORMAL, 0, "");
    if (!sent_any && !change->has_now) {
        page_add(page, headline_role(change), 0, change->message);
    } else {
        add_headline(page, change);
        for (size_t i = 0; i < change->plan.count; i++)
            add_step(page, change, i, 0);
        add_differences(page, change);
        page_add(page, ROLE_NORMAL, 0, "");
        page_add(page, ROLE_NORMAL, 0, change->message);
    }
    add_advice(page, change, left);
}
