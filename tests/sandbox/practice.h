/* A sandbox without sockets: the sample company in memory, requests handed straight to the routes. */
#ifndef TESTS_SANDBOX_PRACTICE_H
#define TESTS_SANDBOX_PRACTICE_H

#include "sandbox/json.h"
#include "sandbox/routes.h"
#include "sandbox/tokens.h"

#include <stdbool.h>
#include <stddef.h>

/* Today is this Sunday at noon; the sample order below starts after it. */
#define PRACTICE_TODAY "2030-12-15"

struct practice {
    struct db *db;
    struct server server;
    char *tokens[TOKENS_SAMPLES];
    /* Of the last request: */
    int status;
    long retry_after;
    bool is_dropped;
    int delay_millis;
    size_t pieces;      /* the reply came in */
    struct buf text;    /* the reply's body */
    struct json *reply; /* the same read, NULL where it is no JSON */
};

void practice_open(struct practice *practice, bool with_orders);
void practice_close(struct practice *practice);

/* One request. `token` goes where `in_params` says; `params` as in struct request. Gives the reply's
 * "status" member, -1 where there is none. */
int practice_ask(struct practice *practice, const char *verb, const char *path, const char *token,
                 const char *const *params, const char *body);
/* GET with the company's token as a parameter; `params` as "name=value" texts, NULL ends them. */
int practice_get(struct practice *practice, const char *path, ...);
/* POST and PUT with the company's token in the header. */
int practice_post(struct practice *practice, const char *body);
int practice_put(struct practice *practice, const char *body);
int practice_cancel(struct practice *practice, const char *order, const char *item);

/* A body with one header and one line that are right; later members of the same name win, so `header`
 * and `line` (members with a comma before them, "" for none) change or blank what they name. The
 * caller frees it. */
char *practice_body(const char *header, const char *line);
/* Creates such an order and gives its id as text, "" where it was refused. */
const char *practice_create(struct practice *practice, const char *header, const char *line);

/* Texts in the last reply: its message; the first item's, order's, line's member; "" where absent. */
const char *practice_message(const struct practice *practice);
const char *practice_text(const struct practice *practice, const char *path);
size_t practice_orders(const struct practice *practice); /* in standingOrders */

#endif
