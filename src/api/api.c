/* What of api.h needs no service: order files, drafts of changes, and giving an order the answers that belong to it. */
#include "config.h"
#include "api/api.h"
#include "api/codec.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void apply_to_item(struct item *item, const struct api_item_answer *answer)
{
    item->answer = answer->is_accepted ? ITEM_ACCEPTED : ITEM_REFUSED;
    free(item->answer_message);
    item->answer_message = answer->message && *answer->message ? mem_strdup(answer->message) : NULL;
    if (answer->is_accepted && answer->item_id && *answer->item_id)
        value_set(&item->v[ITEM_ID], answer->item_id);
}

static struct item *find_item(struct order *order, const char *identifier)
{
    for (size_t i = 0; i < order->item_count; i++) {
        if (strcmp(value_text(order->items[i].v[ITEM_IDENTIFIER]), identifier) == 0)
            return &order->items[i];
    }
    return NULL;
}

void api_apply_answer(struct order *order, const struct api_answer *answer)
{
    if (answer->order_id && *answer->order_id)
        value_set(&order->v[ORDER_ID], answer->order_id);
    if (answer->order_number && *answer->order_number)
        value_set(&order->v[ORDER_NUMBER], answer->order_number);
    for (size_t i = 0; i < answer->item_count; i++) {
        const struct api_item_answer *said = &answer->items[i];
        struct item *item = NULL;
        if (said->identifier && *said->identifier)
            item = find_item(order, said->identifier);
        if (!item && i < order->item_count && order->items[i].answer == ITEM_NOT_ANSWERED)
            item = &order->items[i];
        if (item)
            apply_to_item(item, said);
    }
}

void api_write_order_file(const struct order *order, struct buf *text)
{
    codec_write_order_file(text, order);
}

bool api_read_order_file(const char *text, size_t len, struct order *order, struct issues *issues,
                         struct error *error)
{
    return codec_read_order_file(text, len, order, issues, error);
}

void api_write_change_file(const struct order *base, const struct order *mine, struct buf *text)
{
    codec_write_change_file(text, base, mine);
}

bool api_is_change_file(const char *text, size_t len)
{
    return codec_is_change_file(text, len);
}

bool api_read_change_file(const char *text, size_t len, struct order *base, struct order *mine,
                          struct error *error)
{
    return codec_read_change_file(text, len, base, mine, error);
}

const char api_again_words[] = "Trying again in";

void api_write_again(const struct api_again *again, struct buf *out)
{
    enum { SECOND = 1000 };
    buf_addf(out, "%s %lld s", api_again_words, (long long)(again->millis + SECOND - 1) / SECOND);
    buf_addf(out, " (%d of %d): %s", again->next, again->tries, again->reason);
}
