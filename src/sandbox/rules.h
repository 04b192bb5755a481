/* What the service allows in an order: its own reading of the documented limits, apart from the
 * client's, so that each can find the other's mistakes. Requests are read over what is there already:
 * an absent member changes nothing, an empty one blanks. */
#ifndef SANDBOX_RULES_H
#define SANDBOX_RULES_H

#include "base/buf.h"
#include "model/profile.h"
#include "sandbox/json.h"
#include "sandbox/order_store.h"

#include <stdbool.h>
#include <stdint.h>

enum { RULES_MAX_MESSAGE = 500 }; /* characters of a message to the client */

struct rules {
    struct db *db;
    enum token_type token_type;
    int64_t owner; /* the token's customer or vendor */
    bool single_location;
};

/* Both append what is wrong to `problems`, a sentence each, and leave it empty where nothing is. */
void rules_read_header(const struct rules *rules, const struct json *body, struct header *header,
                       struct buf *problems);
void rules_read_line(const struct rules *rules, const struct json *item, struct line *line,
                     struct buf *problems);
/* Digits that are an id: DB_NULL where they are none or larger than any id here. */
int64_t rules_read_id(const char *text);
/* Another sentence, unless the message would get too long for the client. */
void rules_add_problem(struct buf *problems, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
