/* How a change ended, in words; see change_words.h. */
#include "config.h"
#include "work/change_words.h"
#include "model/field_group.h"

#include <string.h>

static const struct {
    const char *not_sent; /* said of the steps behind */
    const char *advice;   /* what to do with what is left */
} stops[CHANGE_STOPS] = {
    [CHANGE_STOP_NOT] = { "", "" },
    [CHANGE_STOP_ASKED] = { "Not sent: it was stopped before.",
                            "What is left can be sent at any time." },
    [CHANGE_STOP_JOURNAL] = { "Not sent: the request before could not be kept in the journal.",
                              "Once the journal can be written, send what is left." },
    [CHANGE_STOP_REFUSED] = { "Not sent: the request before was refused.",
                              "Mend it or try again later, then send what is left." },
    [CHANGE_STOP_UNREACHED] = { "Not sent: the server was not reached.",
                                "Send what is left when the server can be reached." },
    [CHANGE_STOP_LOST] = { "Not sent: no answer came to the request before.",
                           "Look at the order before you send what is left." },
    [CHANGE_STOP_BUDGET] = { "Not sent: the service takes no more requests now.",
                             "Send what is left when it takes requests again." },
};

const char *change_words_not_sent(enum change_stop stop)
{
    return stops[stop].not_sent;
}

void change_words_add(struct buf *out, const char *sentence)
{
    if (!sentence || !*sentence)
        return;
    buf_addf(out, "%s%s", out->len ? " " : "", sentence);
    if (!strchr(".:!?", out->data[out->len - 1]))
        buf_add_char(out, '.');
}

/* "Line 2 Rose Mondial 60", "The new line Rose Mondial 60", "The header". */
static void write_name(const struct change *change, size_t at, struct buf *out)
{
    const struct update_step *step = &change->plan.steps[at];
    struct field_group group;
    const struct item *line = &change->mine.items[step->line];
    if (step->is_header_only) {
        buf_add(out, "The header");
        return;
    }
    if (step->is_new_line)
        buf_add(out, "The new line");
    else
        buf_addf(out, "Line %zu", step->line + 1);
    field_group_of(&item_table, ITEM_PRODUCT_NAME, &group);
    const char *product = field_group_text(&group, line->v);
    if (product && *product)
        buf_addf(out, " %s", product);
}

static size_t count_steps(const struct change *change, enum change_step_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < change->plan.count; i++)
        count += change->steps[i].state == state;
    return count;
}

/* Of one whose answer was lost nobody may say that it was not carried out. */
static void say_count(const struct change *change, struct buf *out)
{
    size_t done = count_steps(change, CHANGE_STEP_DONE), all = change->plan.count;
    const char *verb = done == 1 ? "was" : "were";
    bool is_unknown = count_steps(change, CHANGE_STEP_UNKNOWN) > 0;
    if (is_unknown)
        verb = done == 1 ? "is known to be" : "are known to be";
    if (done == all)
        buf_add(out, "The change was accepted.");
    else if (done)
        buf_addf(out, "%zu of %zu requests %s carried out.", done, all, verb);
    else if (is_unknown)
        buf_add(out, "It is not known whether anything was carried out.");
    else
        buf_add(out, "Nothing was carried out.");
}

/* The one step at which it stopped. */
static void say_stop(const struct change *change, enum change_stop stop, size_t at, struct buf *out)
{
    static const char *const words[] = {
        [CHANGE_STEP_WAITING] = "was not sent",
        [CHANGE_STEP_SENDING] = "is on its way",
        [CHANGE_STEP_DONE] = "was carried out", /* as the reading showed */
        [CHANGE_STEP_REFUSED] = "was refused",
        [CHANGE_STEP_UNKNOWN] = "may or may not be carried out",
        [CHANGE_STEP_NOT_SENT] = "was not carried out",
    };
    struct buf sentence = { 0 };
    if (stop == CHANGE_STOP_ASKED) {
        change_words_add(out, "It was stopped before the rest was sent.");
        return;
    }
    write_name(change, at, &sentence);
    buf_addf(&sentence, " %s", words[change->steps[at].state]);
    if (change->steps[at].message)
        buf_addf(&sentence, ": %s", change->steps[at].message);
    change_words_add(out, buf_text(&sentence));
    buf_free(&sentence);
}

static void say_differences(const struct change *change, size_t done, struct buf *out)
{
    struct buf sentence = { 0 };
    size_t count = change->differences.count;
    const char *what = done ? "it was sent" : "it was before";
    if (!count && done && done < change->plan.count)
        buf_add(&sentence, "Read again, what was carried out is as it was sent");
    else if (!count)
        buf_addf(&sentence, "Read again, the order is as %s", what);
    else
        buf_addf(&sentence, "Read again, the order is not as %s, in %zu %s", what, count,
                 count == 1 ? "place" : "places");
    change_words_add(out, buf_text(&sentence));
    buf_free(&sentence);
}

void change_words_end(const struct change *change, enum change_stop stop, size_t stopped_at,
                      const char *unread, struct buf *out)
{
    size_t done = count_steps(change, CHANGE_STEP_DONE);
    say_count(change, out);
    if (stop != CHANGE_STOP_NOT)
        say_stop(change, stop, stopped_at, out);
    if (change->has_now)
        say_differences(change, done, out);
    if (unread) {
        change_words_add(out, "The order could not be read again to compare:");
        change_words_add(out, unread);
    }
    /* A reading that left nothing open has looked at the order already. */
    if (stop == CHANGE_STOP_LOST && change->has_now && !count_steps(change, CHANGE_STEP_UNKNOWN))
        stop = CHANGE_STOP_ASKED;
    if (done < change->plan.count)
        change_words_add(out, stops[stop].advice);
}
