/* All that can be said against an order before it is sent: field by field from the tables, and the
 * rows of order_rules[]. Returns everything at once, in the order of the form. */
#ifndef MODEL_VALIDATE_H
#define MODEL_VALIDATE_H

#include "model/date.h"
#include "model/issue.h"
#include "model/order.h"
#include "model/profile.h"

struct validate_context {
    enum token_type token_type; /* TOKEN_UNKNOWN where no profile says */
    bool multi_location;
    /* A change of this order: only what it sends is judged, that is the header and the lines that are
     * not as they are here, and what is unknown need not be filled in unless a request requires it.
     * NULL = a new order. */
    const struct order *base;
};

void validate_order(const struct order *order, const struct validate_context *context,
                    struct issues *issues);

/* Adds the issue for a body of this size as sent (token included): an error over 65,536 bytes, a
 * warning over 64,000; both name the longest texts. */
void validate_body_bytes(const struct order *order, size_t bytes, struct issues *issues);

/* Whether this field of this line or order must be filled in just now: for marks on forms. `item`
 * is NULL for header fields. */
bool validate_is_required(const struct field *field, const struct item *item,
                          const struct validate_context *context);

/* "items[2].breakdowns[0].price": a part index of (size_t)-1 leaves that step out. */
char *validate_path(size_t item, size_t breakdown, size_t custom, const char *key);

/* One rule that a single field cannot say; the table ends with a NULL id. */
enum rule_concerns { RULE_ORDER, RULE_ITEM, RULE_BREAKDOWN };

struct rule_subject {
    const struct order *order;
    const struct item *item;           /* RULE_ITEM and RULE_BREAKDOWN */
    const struct breakdown *breakdown; /* RULE_BREAKDOWN */
    const struct validate_context *context;
};

struct order_rule {
    const char *id; /* also the issue's code */
    enum rule_concerns concerns;
    enum issue_severity severity;
    const char *key;  /* write key of the field it is shown at, "" for the line or order itself */
    const char *help; /* the rule in one sentence, for people */
    /* true when the rule is broken; `why` gets the sentence */
    bool (*is_broken)(const struct rule_subject *subject, struct buf *why);
};

extern const struct order_rule order_rules[];

#endif
