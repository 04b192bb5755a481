/* What was found wrong with the order under entry, where it is, and what of it is to be shown; see order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"

#include <string.h>

void order_doc_write_issue(const struct issue *issue, struct buf *out)
{
    struct order_place place;
    /* "items" is all lines, shown at the first one */
    if (strcmp(issue->path, "items") != 0 && order_place_parse(issue->path, &place) &&
        place.item != DOC_NONE) {
        buf_addf(out, "Line %d", place.item + 1);
        if (place.part != DOC_NONE)
            buf_addf(out, ", part %d", place.part + 1);
        if (place.custom != DOC_NONE)
            buf_addf(out, ", custom field %d", place.custom + 1);
        buf_add(out, ": ");
    }
    buf_addf(out, "%s.", issue->message);
}

void order_doc_saw(struct order_doc *doc, struct order_place place)
{
    if (place.item == DOC_NONE) {
        if (place.field)
            doc->seen |= (uint64_t)1 << (place.field - order_fields);
    } else if ((size_t)place.item < doc->order.item_count) {
        struct order_doc_line *line = &doc->lines[place.item];
        if (place.part != DOC_NONE)
            line->mix_seen = true;
        else if (place.field && place.custom == DOC_NONE)
            line->seen |= (uint32_t)1 << (place.field - item_fields);
    }
}

static bool is_group(const struct field *field, const struct field *other)
{
    return field == other || (field->either && field->either == other->either);
}

/* In the header a group counts as seen when its name was left: the code is on the way there. */
static bool was_seen(const struct field_table *table, uint64_t seen, const struct field *field)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *other = &table->fields[i];
        bool is_enough =
            table != &order_table || !field->either || other->lookup_part == LOOKUP_NAME;
        if (is_group(field, other) && is_enough && (seen >> i & 1))
            return true;
    }
    return false;
}

bool order_doc_shows(const struct order_doc *doc, const struct issue *issue)
{
    struct order_place place = doc->places[issue - doc->issues.list];
    if (doc->show_all)
        return true;
    if (place.item == DOC_NONE)
        return place.field && was_seen(&order_table, doc->seen, place.field);
    if ((size_t)place.item >= doc->order.item_count)
        return true;
    const struct order_doc_line *line = &doc->lines[place.item];
    if (place.part != DOC_NONE)
        return line->mix_seen;
    if (place.custom != DOC_NONE)
        return true;
    if (!place.field)
        return line->seen != 0 && (size_t)place.item < doc->used_lines;
    return was_seen(&item_table, line->seen, place.field);
}

/* Whether an issue at `at` is shown at `place`, which is another field of its group. */
static bool concerns(const struct issue *issue, struct order_place at, struct order_place place)
{
    if (at.item != place.item || at.part != place.part || at.custom != place.custom)
        return false;
    if (at.field == place.field)
        return true;
    return at.field && place.field && is_group(at.field, place.field) &&
           (strcmp(issue->code, "either-or") == 0 || strcmp(issue->code, "required") == 0);
}

static const struct issue *find_issue(const struct order_doc *doc, struct order_place place,
                                      bool shown_only)
{
    const struct issue *found = NULL;
    for (size_t i = 0; i < doc->issues.count; i++) {
        const struct issue *issue = &doc->issues.list[i];
        if (found && (found->severity == ISSUE_ERROR || issue->severity == ISSUE_WARNING))
            continue;
        if (concerns(issue, doc->places[i], place) && (!shown_only || order_doc_shows(doc, issue)))
            found = issue;
    }
    return found;
}

const struct issue *order_doc_issue_at(const struct order_doc *doc, struct order_place place)
{
    return find_issue(doc, place, true);
}

const struct issue *order_doc_fault_at(const struct order_doc *doc, struct order_place place)
{
    return find_issue(doc, place, false);
}

const struct issue *order_doc_next_issue(const struct order_doc *doc, struct order_place from)
{
    enum issue_severity severity =
        issues_count(&doc->issues, ISSUE_ERROR) ? ISSUE_ERROR : ISSUE_WARNING;
    const struct issue *first = NULL;
    bool behind = false, passed = false;
    for (size_t i = 0; i < doc->issues.count; i++) {
        const struct issue *issue = &doc->issues.list[i];
        if (issue->severity != severity)
            continue;
        if (!first)
            first = issue;
        bool is_here = concerns(issue, doc->places[i], from);
        passed |= is_here;
        behind = passed && !is_here;
        if (behind)
            return issue;
    }
    return first;
}

size_t order_doc_count_errors(const struct order_doc *doc, bool shown_only)
{
    size_t count = 0;
    for (size_t i = 0; i < doc->issues.count; i++) {
        const struct issue *issue = &doc->issues.list[i];
        count += issue->severity == ISSUE_ERROR && (!shown_only || order_doc_shows(doc, issue));
    }
    return count;
}

bool order_doc_is_required(const struct order_doc *doc, struct order_place place)
{
    struct validate_context context = { 0 };
    const struct item *item = NULL;
    if (doc->read_only || !place.field)
        return false;
    if (place.item != DOC_NONE && (size_t)place.item < doc->order.item_count)
        item = &doc->order.items[place.item];
    ui_context(doc->ui, &context);
    return validate_is_required(place.field, item, &context);
}

/* Each label once, whatever line it is of. */
static bool is_listed(const struct buf *out, const char *label)
{
    size_t len = strlen(label);
    for (const char *at = buf_text(out); (at = strstr(at, label)); at += len) {
        if ((at == buf_text(out) || at[-1] == ' ') && (!at[len] || at[len] == ','))
            return true;
    }
    return false;
}

static const char *find_label(const struct field_table *table, const struct field *field)
{
    for (size_t i = 0; field->either && i < table->count; i++) {
        const struct field *other = &table->fields[i];
        enum lookup_part part = field->either == EITHER_PRODUCT ? LOOKUP_NAME : LOOKUP_CODE;
        if (is_group(field, other) && other->lookup_part == part)
            return other->label;
    }
    return field->label;
}

void order_doc_write_needed(const struct order_doc *doc, struct buf *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < doc->issues.count; i++) {
        const struct issue *issue = &doc->issues.list[i];
        struct order_place at = doc->places[i];
        bool is_missing = strcmp(issue->code, "required") == 0 ||
                          strcmp(issue->code, "either-or") == 0 ||
                          strcmp(issue->code, "no-lines") == 0;
        if (issue->severity != ISSUE_ERROR || !is_missing)
            continue;
        const char *label = at.field ? find_label(order_place_table(at), at.field)
                            : at.item != DOC_NONE && !doc->used_lines ? "a line"
                                                                      : NULL;
        if (!label || is_listed(out, label))
            continue;
        if (out->len > start)
            buf_add(out, ", ");
        buf_add(out, label);
    }
}
