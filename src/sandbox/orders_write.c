/* Creating, updating and cancelling: what is saved, what is refused, and in which words. Prebooks that
 * are due are made before anything is changed, so that no change reaches them. */
#include "config.h"
#include "sandbox/orders.h"
#include "base/mem.h"
#include "sandbox/json.h"
#include "sandbox/order_store.h"
#include "sandbox/prebooks.h"
#include "sandbox/rules.h"

#include <stdlib.h>
#include <string.h>

static struct rules rules_of(const struct call *call)
{
    return (struct rules){ .db = call->server->db,
                           .token_type = call->token.type,
                           .owner = call->token.owner,
                           .single_location = call->server->single_location };
}

static const char *body_text(const struct call *call, const char *key)
{
    const char *text = json_text(json_member(call->body, key));
    return text ? text : "";
}

/* The array of items; false after answering that it is none. An empty or absent one is left to the
 * handler. */
static bool find_items(struct call *call, const struct json **items)
{
    *items = json_member(call->body, "items");
    const char *text = json_text(*items);
    if (!*items || json_is_array(*items) || (text && !*text))
        return true;
    call_fail(call, 400, "items must be an array.");
    return false;
}

/* Replies tell items apart by their identifiers. */
static void check_identifiers(const struct json *items, struct buf *problems)
{
    for (size_t i = 1; i < json_count(items); i++) {
        const char *identifier = json_text(json_member(json_at(items, i), "identifier"));
        for (size_t j = 0; j < i && identifier && *identifier; j++) {
            const char *other = json_text(json_member(json_at(items, j), "identifier"));
            if (other && strcmp(other, identifier) == 0) {
                rules_add_problem(problems, "Two items have the identifier %.40s.", identifier);
                return;
            }
        }
    }
}

static void answer_item(struct buf *out, const struct json *item, const struct buf *problems,
                        int64_t id)
{
    const char *identifier = json_text(json_member(item, "identifier"));
    json_open(out, NULL, '{');
    json_add_text(out, "identifier", identifier ? identifier : "");
    json_add_int(out, "status", problems->len ? 0 : 1);
    json_add_text(out, "message",
                  problems->len ? buf_text(problems) : "Item was successfully added.");
    if (!problems->len)
        json_add_int(out, "standingOrderItemId", id);
    json_close(out, '}');
}

/* Saves the order with the lines that are right; where none is, nothing is saved. */
static void create(struct call *call, const struct json *items, struct header *header)
{
    struct db *db = call->server->db;
    struct rules rules = rules_of(call);
    size_t count = json_count(items), refused = 0;
    struct buf answers = { 0 }, problems = { 0 }, number = { 0 };
    db_begin(db);
    header->id = header_insert(db, header);
    db_run(db, "UPDATE standing_order SET prebooked_to = ? WHERE id = ?", "il",
           (int)call->today - 1, header->id); /* trucks that have left get no prebooks */
    header_add_number(&number, header->id);
    for (size_t i = 0; i < count; i++) {
        const struct json *item = json_at(items, i);
        struct line line;
        int64_t id = 0;
        buf_clear(&problems);
        line_init(&line);
        rules_read_line(&rules, item, &line, &problems);
        if (problems.len)
            refused++;
        else
            id = line_insert(db, header->id, &line);
        line_free(&line);
        answer_item(&answers, item, &problems, id);
    }
    if (refused == count)
        db_roll_back(db);
    else
        db_commit(db);

    struct buf *out = &call->reply->body;
    json_open(out, NULL, '{');
    buf_clear(&problems);
    if (refused == count) {
        buf_add(&problems, "The standing order was not saved: none of its items is accepted.");
    } else {
        json_add_int(out, "standingOrderId", header->id);
        json_add_text(out, "standingOrderNumber", buf_text(&number));
        if (refused)
            buf_addf(&problems, "Standing Order # %s was saved; %zu of its %zu items were refused.",
                     buf_text(&number), refused, count);
        else
            buf_addf(&problems, "Standing Order # %s was successfully saved.", buf_text(&number));
    }
    json_add_text(out, "message", buf_text(&problems));
    json_open(out, "items", '[');
    buf_add_bytes(out, buf_text(&answers), answers.len);
    json_close(out, ']');
    json_add_int(out, "status", refused == count ? 0 : 1);
    json_close(out, '}');
    buf_free(&answers);
    buf_free(&problems);
    buf_free(&number);
}

void orders_create(struct call *call)
{
    const struct json *items;
    if (!find_items(call, &items))
        return;
    prebooks_make(call->server, call->today);
    struct rules rules = rules_of(call);
    struct header header;
    struct buf problems = { 0 };
    header_init(&header);
    rules_read_header(&rules, call->body, &header, &problems);
    if (!json_count(items))
        rules_add_problem(&problems, "The standing order has no items; it needs at least one.");
    check_identifiers(items, &problems);
    if (problems.len)
        call_refuse(call, "%s", buf_text(&problems));
    else
        create(call, items, &header);
    header_free(&header);
    buf_free(&problems);
    prebooks_make(call->server, call->today);
}

/* Whether this token may touch the order at all; answers where not. An order of somebody else's is
 * answered like one that does not exist. */
static bool may_change(struct call *call, const char *id_text, struct header *header)
{
    struct db *db = call->server->db;
    if (!header_load(db, rules_read_id(id_text), header)) {
        call_refuse(call, "There is no standing order with the id %.40s.", id_text);
        return false;
    }
    struct buf number = { 0 };
    header_add_number(&number, header->id);
    bool allowed = false;
    if (call->token.type == TOKEN_CUSTOMER && header->customer != call->token.owner)
        call_refuse(call, "There is no standing order with the id %.40s.", id_text);
    else if (faults_strike(call->server->faults, FAULT_LOCK_ORDERS, call->route->method, NULL) ||
             faults_strike(call->server->faults, FAULT_LOCK_ORDER, buf_text(&number), NULL))
        call_refuse(call, "Standing Order # %s is in use by another user. Try again later.",
                    buf_text(&number));
    else if (!header_is_active(db, header->id))
        call_refuse(call, "Standing Order # %s is cancelled; it cannot be changed.",
                    buf_text(&number));
    else
        allowed = true;
    buf_free(&number);
    if (!allowed)
        header_free(header);
    return allowed;
}

/* Updates one line or adds a new one; what is wrong with it leaves it as it was. */
static void update_line(struct call *call, const struct header *header, const struct json *item,
                        const char *id_text, struct buf *problems)
{
    struct db *db = call->server->db;
    struct rules rules = rules_of(call);
    struct line line;
    struct buf wrong = { 0 };
    if (!*id_text) {
        line_init(&line);
        rules_read_line(&rules, item, &line, &wrong);
        if (wrong.len)
            rules_add_problem(problems, "The new item was not added: %s", buf_text(&wrong));
        else
            line_insert(db, header->id, &line);
        line_free(&line);
    } else if (!line_load(db, header->id, rules_read_id(id_text), &line)) {
        rules_add_problem(problems, "The order has no item with the id %.40s.", id_text);
    } else {
        if (line.is_cancelled)
            rules_add_problem(&wrong, "It is cancelled.");
        else
            rules_read_line(&rules, item, &line, &wrong);
        if (wrong.len)
            rules_add_problem(problems, "Item %s was not updated: %s", id_text, buf_text(&wrong));
        else
            line_save(db, &line);
        line_free(&line);
    }
    buf_free(&wrong);
}

/* Nothing is changed where the header is wrong. Where the header is right and a line is not, the header
 * is saved and the line stays as it was, while the reply says status 0: the document takes back the line
 * item and speaks of nothing else. Whoever sends both has to read the order again after a refusal. */
static void update(struct call *call, const struct json *items, struct header *header,
                   struct buf *problems)
{
    struct db *db = call->server->db;
    const char *top_id = body_text(call, "standingOrderItemId");
    struct line line;
    if (!json_count(items)) {
        if (!*top_id)
            rules_add_problem(problems, "standingOrderItemId is missing.");
        else if (line_load(db, header->id, rules_read_id(top_id), &line))
            line_free(&line);
        else
            rules_add_problem(problems, "The order has no item with the id %.40s.", top_id);
    }
    if (problems->len)
        return;
    db_begin(db);
    header_save(db, header);
    for (size_t i = 0; i < json_count(items); i++) {
        const struct json *item = json_at(items, i);
        const char *id = json_text(json_member(item, "standingOrderItemId"));
        if (!id || !*id)
            id = json_count(items) == 1 ? top_id : "";
        update_line(call, header, item, id, problems);
    }
    db_commit(db);
}

void orders_update(struct call *call)
{
    const struct json *items;
    const char *id_text = body_text(call, "standingOrderID");
    struct header header;
    if (!find_items(call, &items))
        return;
    if (!*id_text) {
        call_refuse(call, "standingOrderID is missing; it says which standing order to update.");
        return;
    }
    prebooks_make(call->server, call->today);
    if (!may_change(call, id_text, &header))
        return;
    struct rules rules = rules_of(call);
    struct buf problems = { 0 };
    rules_read_header(&rules, call->body, &header, &problems);
    check_identifiers(items, &problems);
    if (!problems.len)
        update(call, items, &header, &problems);
    if (problems.len) {
        call_refuse(call, "%s", buf_text(&problems));
    } else {
        struct buf *out = &call->reply->body;
        struct buf message = { 0 };
        buf_add(&message, "Standing Order # ");
        header_add_number(&message, header.id);
        buf_add(&message, " was successfully updated.");
        json_open(out, NULL, '{');
        json_add_text(out, "message", buf_text(&message));
        json_add_int(out, "status", 1);
        json_close(out, '}');
        buf_free(&message);
    }
    header_free(&header);
    buf_free(&problems);
    prebooks_make(call->server, call->today);
}

void orders_cancel(struct call *call)
{
    struct db *db = call->server->db;
    const char *item_text = call_param(call, "standingOrderItemId");
    struct header header;
    struct line line;
    prebooks_make(call->server, call->today);
    if (!may_change(call, call_param(call, "standingOrderId"), &header))
        return;
    if (!line_load(db, header.id, rules_read_id(item_text), &line)) {
        call_refuse(call, "The order has no item with the id %.40s.", item_text);
    } else {
        if (line.is_cancelled) {
            call_refuse(call, "Item %s is cancelled already.", item_text);
        } else {
            struct buf *out = &call->reply->body;
            line_cancel(db, line.id);
            json_open(out, NULL, '{');
            json_add_text(out, "message", "The item was successfully deleted.");
            json_add_int(out, "status", 1);
            json_close(out, '}');
        }
        line_free(&line);
    }
    header_free(&header);
}
