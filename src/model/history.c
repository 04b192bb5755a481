/* Undo and redo; see history.h. A step holds the header values that changed, and the lines of one
 * run before and after. Comparing allocates nothing, so that it can follow every key. */
#include "config.h"
#include "model/history.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct header_change {
    size_t field;
    char *before, *after; /* NULL = unknown */
};

struct run {
    struct item *items;
    size_t count;
};

struct history_step {
    struct header_change *headers;
    size_t header_count;
    size_t first; /* where the run is */
    struct run before, after;
};

static void free_run(struct run *run)
{
    for (size_t i = 0; i < run->count; i++)
        item_free(&run->items[i]);
    free(run->items);
    *run = (struct run){ 0 };
}

static void free_step(struct history_step *step)
{
    for (size_t i = 0; i < step->header_count; i++) {
        free(step->headers[i].before);
        free(step->headers[i].after);
    }
    free(step->headers);
    free_run(&step->before);
    free_run(&step->after);
    *step = (struct history_step){ 0 };
}

static void drop_steps(struct history *history, size_t from)
{
    while (history->count > from)
        free_step(&history->steps[--history->count]);
}

/* --- Finding what changed --- */

/* The run of lines that differs: `first` lines before it and all behind it are equal. */
struct difference {
    size_t first, before, after;
    size_t headers;
};

static struct difference compare(const struct order *before, const struct order *after)
{
    struct difference d = { 0, before->item_count, after->item_count, 0 };
    for (size_t i = 0; i < ORDER_FIELDS; i++)
        d.headers += !value_equal(before->v[i], after->v[i]);
    while (d.first < before->item_count && d.first < after->item_count &&
           item_equal(&before->items[d.first], &after->items[d.first]))
        d.first++;
    d.before -= d.first;
    d.after -= d.first;
    while (
        d.before && d.after &&
        item_equal(&before->items[d.first + d.before - 1], &after->items[d.first + d.after - 1])) {
        d.before--;
        d.after--;
    }
    return d;
}

static bool is_none(const struct difference *d)
{
    return !d->headers && !d->before && !d->after;
}

static struct run copy_run(const struct order *order, size_t first, size_t count)
{
    struct run run = { mem_calloc(count + 1, sizeof *run.items), count };
    for (size_t i = 0; i < count; i++)
        item_copy(&run.items[i], &order->items[first + i]);
    return run;
}

static struct history_step make_step(const struct order *before, const struct order *after,
                                     const struct difference *d)
{
    struct history_step step = { .first = d->first,
                                 .before = copy_run(before, d->first, d->before),
                                 .after = copy_run(after, d->first, d->after) };
    step.headers = mem_calloc(d->headers + 1, sizeof *step.headers);
    for (size_t i = 0; i < ORDER_FIELDS; i++) {
        if (!value_equal(before->v[i], after->v[i]))
            step.headers[step.header_count++] =
                (struct header_change){ i, mem_strdup(before->v[i].text),
                                        mem_strdup(after->v[i].text) };
    }
    return step;
}

/* --- Going back and forth --- */

static void replace_run(struct order *order, size_t first, size_t count, const struct run *by)
{
    size_t kept = order->item_count - count, behind = kept - first;
    for (size_t i = 0; i < count; i++)
        item_free(&order->items[first + i]);
    if (kept + by->count > order->item_cap) {
        order->item_cap = kept + by->count;
        order->items = mem_resize(order->items, order->item_cap, sizeof *order->items);
    }
    if (behind)
        memmove(&order->items[first + by->count], &order->items[first + count],
                behind * sizeof *order->items);
    for (size_t i = 0; i < by->count; i++) {
        order->items[first + i] = (struct item){ 0 };
        item_copy(&order->items[first + i], &by->items[i]);
    }
    order->item_count = kept + by->count;
}

static void apply(const struct history_step *step, struct order *order, bool is_undo)
{
    for (size_t i = 0; i < step->header_count; i++) {
        const struct header_change *change = &step->headers[i];
        value_set(&order->v[change->field], is_undo ? change->before : change->after);
    }
    const struct run *from = is_undo ? &step->after : &step->before;
    replace_run(order, step->first, from->count, is_undo ? &step->before : &step->after);
}

/* The one value in which two lines differ; -1 where it is not just one. */
static int find_item_field(const struct item *a, const struct item *b)
{
    size_t found = 0;
    while (found < ITEM_FIELDS && value_equal(a->v[found], b->v[found]))
        found++;
    if (found == ITEM_FIELDS)
        return -1;
    struct item with = *a; /* a look at what a would be with this value of b; owns nothing */
    with.v[found] = b->v[found];
    return item_equal(&with, b) ? (int)found : -1;
}

static struct history_change describe(const struct history_step *step, bool is_undo)
{
    const struct run *removed = is_undo ? &step->after : &step->before;
    const struct run *inserted = is_undo ? &step->before : &step->after;
    struct history_change change = { step->first, removed->count, inserted->count, -1, -1 };
    if (step->header_count)
        change.header_field = (int)step->headers[0].field;
    if (removed->count == 1 && inserted->count == 1)
        change.item_field = find_item_field(&removed->items[0], &inserted->items[0]);
    return change;
}

void history_begin(struct history *history, const struct order *order)
{
    drop_steps(history, 0);
    history->at = 0;
    history->token = 0;
    order_copy(&history->last, order);
}

bool history_note(struct history *history, const struct order *order, unsigned long token)
{
    struct difference d = compare(&history->last, order);
    if (is_none(&d))
        return false;
    drop_steps(history, history->at);
    if (token && token == history->token && history->at) {
        apply(&history->steps[history->at - 1], &history->last, true);
        drop_steps(history, --history->at);
        d = compare(&history->last, order);
    }
    history->token = token;
    if (is_none(&d)) { /* typed and taken back: as if it had not been */
        history->token = 0;
        return true;
    }
    MEM_GROW(history->steps, history->count, history->cap);
    history->steps[history->count++] = make_step(&history->last, order, &d);
    history->at = history->count;
    apply(&history->steps[history->at - 1], &history->last, false);
    return true;
}

bool history_can_undo(const struct history *history)
{
    return history->at > 0;
}

bool history_can_redo(const struct history *history)
{
    return history->at < history->count;
}

static void take(struct history *history, size_t at, bool is_undo, struct order *order,
                 struct history_change *change)
{
    const struct history_step *step = &history->steps[at];
    apply(step, &history->last, is_undo);
    apply(step, order, is_undo);
    history->token = 0;
    if (change)
        *change = describe(step, is_undo);
}

bool history_undo(struct history *history, struct order *order, struct history_change *change)
{
    if (!history_can_undo(history))
        return false;
    take(history, --history->at, true, order, change);
    return true;
}

bool history_redo(struct history *history, struct order *order, struct history_change *change)
{
    if (!history_can_redo(history))
        return false;
    take(history, history->at++, false, order, change);
    return true;
}

void history_free(struct history *history)
{
    drop_steps(history, 0);
    free(history->steps);
    order_free(&history->last);
    *history = (struct history){ 0 };
}
