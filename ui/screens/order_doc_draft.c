/* The draft of an order on disk. What became of sending it is part of the draft's name, because a
 * draft that was sent without an answer must never look like one that was not; see order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "ui/screens/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SAVE_AFTER_MILLIS = 800 };

static const char open_mark[] = "-sent", part_mark[] = "-saved-";

void order_doc_title(const struct order_doc *doc, struct buf *out)
{
    const struct value *v = doc->order.v;
    const char *who = value_is_set(v[ORDER_CUSTOMER_NAME]) ? value_text(v[ORDER_CUSTOMER_NAME])
                                                           : value_text(v[ORDER_CUSTOMER_CODE]);
    if (doc->sent == SENT_OPEN)
        buf_add(out, "Sent, no answer came: ");
    else if (doc->sent == SENT_PART && doc->number)
        buf_addf(out, "Saved in part as %s: ", doc->number);
    if (doc->is_change) {
        buf_addf(out, "Change of %s, %s: ", value_text(doc->base.v[ORDER_NUMBER]), who);
        words_count(out, doc->change_count, "change");
        return;
    }
    buf_add(out, *who ? who : "No customer yet");
    if (value_is_set(v[ORDER_START]))
        buf_addf(out, ", from %s", value_text(v[ORDER_START]));
    buf_addf(out, ", %zu %s", doc->used_lines, doc->used_lines == 1 ? "line" : "lines");
}

/* The draft's name without what was put behind it for its state. */
static size_t find_stem(const char *name)
{
    const char *at = strstr(name, part_mark);
    if (!at) {
        size_t len = strlen(name), mark = strlen(open_mark);
        return len > mark && strcmp(name + len - mark, open_mark) == 0 ? len - mark : len;
    }
    return (size_t)(at - name);
}

enum order_sent order_doc_sent_of_draft(const char *name, char **number)
{
    size_t stem = find_stem(name);
    *number = NULL;
    if (!name[stem])
        return SENT_NEVER;
    if (strcmp(name + stem, open_mark) == 0)
        return SENT_OPEN;
    *number = mem_strdup(name + stem + strlen(part_mark));
    return SENT_PART;
}

bool order_doc_save(struct order_doc *doc)
{
    struct buf title = { 0 }, text = { 0 };
    struct error error = { 0 };
    if (doc->timer) {
        ui_forget(doc->ui, doc->timer);
        doc->timer = 0;
    }
    if (doc->read_only || doc->sent == SENT_DONE)
        return true;
    if (!doc->dirty && (doc->draft || order_doc_is_blank(doc)))
        return true;
    if (doc->is_change && doc->sent == SENT_NEVER && order_doc_is_blank(doc)) {
        order_doc_drop_draft(doc); /* all is as it was again */
        return true;
    }
    if (!doc->draft)
        doc->draft = drafts_new_name();
    order_doc_title(doc, &title);
    struct order used = order_doc_used(doc);
    if (doc->is_change)
        api_write_change_file(&doc->base, &used, &text);
    else
        api_write_order_file(&used, &text);
    order_doc_free_used(&used);
    bool saved = drafts_save(doc->draft, buf_text(&title), buf_text(&text), text.len, &error);
    if (saved) {
        doc->dirty = false;
        doc->save_failed = false;
    } else if (!doc->save_failed) {
        ui_say(doc->ui, ROLE_WARNING, "This order could not be kept as a draft: %s.",
               error_text(&error));
        doc->save_failed = true;
    }
    error_clear(&error);
    buf_free(&title);
    buf_free(&text);
    return saved;
}

static void save_now(void *context)
{
    struct order_doc *doc = context;
    doc->timer = 0;
    order_doc_save(doc);
}

void order_doc_save_soon(struct order_doc *doc)
{
    doc->dirty = true;
    if (!doc->timer && !doc->read_only)
        doc->timer = ui_after(doc->ui, SAVE_AFTER_MILLIS, save_now, doc);
}

void order_doc_drop_draft(struct order_doc *doc)
{
    struct error error = { 0 };
    if (doc->timer) {
        ui_forget(doc->ui, doc->timer);
        doc->timer = 0;
    }
    doc->dirty = false;
    if (!doc->draft)
        return;
    if (!drafts_remove(doc->draft, &error))
        ui_say(doc->ui, ROLE_WARNING, "The draft of this order could not be removed: %s.",
               error_text(&error));
    error_clear(&error);
    free(doc->draft);
    doc->draft = NULL;
}

static char *name_for(const char *stem, size_t len, enum order_sent sent, const char *number)
{
    struct buf name = { 0 };
    buf_add_bytes(&name, stem, len);
    if (sent == SENT_OPEN)
        buf_add(&name, open_mark);
    if (sent == SENT_PART) {
        buf_add(&name, part_mark);
        for (const char *c = number; *c && c < number + 40; c++)
            buf_add_char(&name, isalnum((unsigned char)*c) ? *c : '_');
    }
    return buf_take(&name);
}

bool order_doc_set_sent(struct order_doc *doc, enum order_sent sent, const char *number)
{
    char *old = doc->draft;
    doc->sent = sent;
    free(doc->number);
    doc->number = number ? mem_strdup(number) : NULL;
    if (sent == SENT_DONE) {
        order_doc_drop_draft(doc);
        return true;
    }
    char *stem = old ? mem_strndup(old, find_stem(old)) : drafts_new_name();
    doc->draft = name_for(stem, strlen(stem), sent, number ? number : "");
    doc->dirty = true;
    /* The new one is on disk before the old one goes. */
    bool saved = order_doc_save(doc);
    if (saved && old && (!doc->draft || strcmp(old, doc->draft) != 0))
        drafts_remove(old, NULL);
    free(stem);
    free(old);
    return saved;
}
