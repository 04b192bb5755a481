/* Look-up lists that values of the order wait for: what is completed when they are there, and what is
 * said where they do not come. See order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "ui/screens/lookups.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_group.h"

#include <string.h>

/* What came of reading lists that values wait for; never in place of another message. */
static void say_of_lists(struct order_doc *doc, unsigned came)
{
    if (!ui_is_saying(doc->ui, "") && !ui_is_saying(doc->ui, "Reading the list"))
        return;
    ui_say(doc->ui, ROLE_MESSAGE, "%s", "");
    for (int kind = 0; kind < LOOKUP_COUNT; kind++) {
        struct lookups_entry entry = lookups_get(doc->ui, (enum lookup_kind)kind, NULL);
        if ((came >> kind & 1) && *entry.error)
            ui_say(doc->ui, ROLE_WARNING,
                   "The list of %ss could not be read, so what was typed stays as it is. %s",
                   lookup_types[kind].singular, entry.error);
    }
    for (size_t i = 0; i < doc->issues.count; i++) {
        struct order_place place = doc->places[i];
        if (strcmp(doc->issues.list[i].code, "not-in-list") != 0 || !place.field ||
            order_place_equal(place, doc->cursor) || !(came >> place.field->lookup & 1))
            continue;
        ui_say(doc->ui, ROLE_WARNING, "%s.", doc->issues.list[i].message);
        return;
    }
}

bool order_doc_stop_lists(struct order_doc *doc)
{
    if (!doc->awaited)
        return false;
    for (int kind = 0; kind < LOOKUP_COUNT; kind++)
        if (doc->awaited >> kind & 1)
            lookups_stop(doc->ui, (enum lookup_kind)kind, NULL);
    doc->awaited = 0;
    ui_say(doc->ui, ROLE_MESSAGE,
           "Reading the list was stopped; what was typed stays. F4 reads it again.");
    return true;
}

void order_doc_look_at_lists(struct order_doc *doc)
{
    unsigned waiting = 0, came;
    for (int kind = 0; kind < LOOKUP_COUNT; kind++) {
        if ((doc->awaited >> kind & 1) &&
            lookups_get(doc->ui, (enum lookup_kind)kind, NULL).is_reading)
            waiting |= 1u << kind;
    }
    came = doc->awaited & ~waiting;
    doc->awaited = waiting;
    if (came) {
        if (order_change_complete(doc))
            order_doc_pass_over(doc);
        if (order_group_complete(doc, doc->cursor)) {
            order_doc_note_along(doc);
            order_doc_save_soon(doc);
        }
        order_doc_judge(doc);
        say_of_lists(doc, came);
    }
}

bool order_doc_can_pick_now(struct order_doc *doc)
{
    if (!doc->wants_pick.field || (doc->awaited >> LOOKUP_CUSTOMERS & 1))
        return false;
    doc->wants_pick.field = NULL;
    ui_release_keys(doc->ui);
    return true;
}
