/* Judging the order under entry: what is wrong with it as it is now, its totals, and the bytes that would
 * be sent. Changes no value; see order_doc.h. */
#include "config.h"
#include "ui/screens/order_doc.h"
#include "base/mem.h"
#include "ui/screens/order_change.h"
#include "ui/screens/order_group.h"

/* Found once for each judging, as cells ask for their problems at every drawing. */
static void find_places(struct order_doc *doc)
{
    if (doc->place_cap < doc->issues.count) {
        doc->place_cap = doc->issues.count * 2;
        doc->places = mem_resize(doc->places, doc->place_cap, sizeof *doc->places);
    }
    for (size_t i = 0; i < doc->issues.count; i++)
        order_place_parse(doc->issues.list[i].path, &doc->places[i]);
}

static size_t count_bytes(const struct order_doc *doc, const struct order *used)
{
    const struct api *api = ui_api(doc->ui);
    struct order prepared = { 0 };
    order_prepare(&prepared, used);
    size_t bytes = api->ops->create_body(api->self, &prepared, NULL);
    order_free(&prepared);
    return bytes;
}

void order_doc_judge(struct order_doc *doc)
{
    struct validate_context context = { 0 };
    issues_free(&doc->issues);
    /* Blank lines at the end are there to be typed into; nothing is said of them. */
    struct order used = order_doc_used(doc);
    doc->used_lines = used.item_count;
    totals_of_order(&used, &doc->totals);
    if (!doc->read_only) {
        ui_context(doc->ui, &context);
        context.base = doc->is_change ? &doc->base : NULL;
        validate_order(&used, &context, &doc->issues);
        doc->body_bytes = doc->is_change ? order_change_judge(doc, &used) : count_bytes(doc, &used);
        validate_body_bytes(&used, doc->body_bytes, &doc->issues);
        order_group_judge(doc, &doc->issues);
    }
    order_doc_free_used(&used);
    find_places(doc);
}
