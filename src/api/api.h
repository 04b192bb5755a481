/* What the rest of the program may ask of the service. Screens and commands see only this header;
 * the real thing is made by session_open() in session.h, tests supply a fake. Nothing here blocks: an
 * answer comes later, from the loop, and never from inside the call that asked for it.
 *
 * A request has an id above 0. Reads may be dropped with `drop`: their callbacks are not called
 * any more. A write is never dropped and never sent a second time by itself; when the screen that
 * asked is gone its answer still arrives at the context it was given.
 *
 * A read is tried again after a fault that may pass by itself (the server not reached, an answer cut
 * short, HTTP 408, 500, 502 to 504), as often as the profile says, after growing pauses; each try is a
 * request of the day's. Dropping it ends the waiting as well. */
#ifndef API_API_H
#define API_API_H

#include "base/buf.h"
#include "base/error.h"
#include "model/budget.h"
#include "model/filter.h"
#include "model/issue.h"
#include "model/lookup.h"
#include "model/methods.h"
#include "model/order.h"
#include "model/prebook.h"

#include <stdbool.h>
#include <stddef.h>

enum api_outcome {
    API_DONE,      /* the service said yes, to everything */
    API_PARTIAL,   /* the order is saved, some lines are refused */
    API_REFUSED,   /* the service said no: its words are the message */
    API_UNREACHED, /* nothing arrived there: no connection, TLS refused, before anything was sent */
    API_UNKNOWN,   /* a write may have been carried out: the reply was lost or cannot be read */
    API_FAILED,    /* a read came to nothing: cut off, too slow, too large, not JSON */
    API_NO_BUDGET, /* no more requests now: the service said so (429), or the gate let nothing out */
};

/* What a read is for: the last requests of a day are kept for what saves and cancels. */
enum api_purpose {
    API_LOOKING, /* lists and their refreshing */
    API_SAVING,  /* a saving or cancelling that has begun or cannot go on without */
};

/* A read has come to nothing and will be tried again, unless it is dropped meanwhile. What it gave so far is
 * void but for the first `kept` orders, rows or prebooks: those of a list of all orders whose first half
 * came whole, which is not asked for again. The others come anew. */
struct api_again {
    int next, tries;    /* "2 of 3" */
    int64_t millis;     /* until then */
    const char *reason; /* a sentence */
    size_t kept;
};

struct api_item_answer {
    const char *identifier; /* as in the request, "" where the reply has none */
    bool is_accepted;
    const char *message; /* the service's words, "" where it gave none */
    const char *item_id; /* the line's new id, "" where it was refused */
};

/* Valid during the callback only. */
struct api_answer {
    enum api_outcome outcome;
    int http_status;                     /* 0 where none arrived */
    const char *message;                 /* a sentence for a person, never NULL, no secret in it */
    const char *order_id, *order_number; /* create: "" unless the order was saved */
    const struct api_item_answer *items; /* create: in the order of the reply */
    size_t item_count;
    size_t bytes; /* received */
};

struct api_list_call {
    enum api_purpose purpose;
    const struct filter
        *filter; /* read before the call returns; status All is asked in two requests */
    void (*on_order)(void *context, const struct order *order); /* as they arrive; status is set */
    void (*on_progress)(void *context, size_t bytes);           /* received so far; may be NULL */
    /* May be NULL: then it is tried again, without a word, only where nothing given becomes void. */
    void (*on_again)(void *context, const struct api_again *again);
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

struct api_lookup_call {
    enum api_purpose purpose;
    enum lookup_kind kind;
    const char *customer_id; /* ship-tos only */
    void (*on_row)(void *context, const char *const columns[LOOKUP_MAX_COLUMNS]);
    /* May be NULL: then it is tried again, without a word, only where nothing given becomes void. */
    void (*on_again)(void *context, const struct api_again *again);
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

struct api_create_call {
    const struct order
        *order; /* prepared (order_prepare) and valid; read before the call returns */
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

/* PUT: one line of an order, and its header. A refused one may have saved its header all the same. */
struct api_update_call {
    /* A step of update_plan.h; read before the call returns. Custom fields and parts are sent where the
     * line has any; one that is blank stands for none at all, and removes those there. */
    const struct order *body;
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

/* DELETE: cancels one line of an order. */
struct api_cancel_call {
    const char *order_id, *item_id; /* read before the call returns */
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

/* The prebooks made from one standing order, of a period of at most six months. */
struct api_prebooks_call {
    enum api_purpose purpose;
    const char *number;    /* the standing order's */
    const char *from, *to; /* YYYY-MM-DD */
    void (*on_prebook)(void *context, const char *const values[PREBOOK_FIELDS]);
    /* May be NULL: then it is tried again, without a word, only where nothing given becomes void. */
    void (*on_again)(void *context, const struct api_again *again);
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

/* POST login: a token for a user name and a password, which are kept nowhere. Not tried again by itself. */
struct api_login_call {
    const char *user, *password; /* copied, and wiped after use */
    /* `token` is NULL unless the outcome is API_DONE; valid during the call, then wiped. */
    void (*on_done)(void *context, const struct api_answer *answer, const char *token);
    void *context;
};

struct api_ops {
    unsigned (*list_orders)(void *self, const struct api_list_call *call);
    unsigned (*look_up)(void *self, const struct api_lookup_call *call);
    unsigned (*create_order)(void *self, const struct api_create_call *call);
    unsigned (*update_order)(void *self, const struct api_update_call *call);
    unsigned (*cancel_item)(void *self, const struct api_cancel_call *call);
    unsigned (*list_prebooks)(void *self, const struct api_prebooks_call *call);
    unsigned (*log_in)(void *self, const struct api_login_call *call);
    void (*drop)(void *self, unsigned request); /* unknown and finished ids are fine */
    /* The body a create would send, for people to read (token left out, indented); gives the size
     * in bytes as it would be sent, token included. `text` may be NULL. */
    size_t (*create_body)(void *self, const struct order *order, struct buf *text);
    /* The same of an update, whose token is not in the body. */
    size_t (*update_body)(void *self, const struct order *body, struct buf *text);
    size_t (*running)(void *self);  /* requests on their way; counted before they are started */
    size_t (*requests)(void *self); /* requests made since the start */
    /* Whether this may be asked for with this token, as far as is known before it is tried: the profile
     * only reads, its token is not meant for it, or the service refused it (401, 403) and nothing has
     * changed since. False and a sentence that says which, and what to do. `why` may be NULL.
     * METHOD_COUNT: whether the token itself is accepted (not refused by 401). */
    bool (*may)(void *self, enum method method, struct buf *why);
    /* The day's requests, as all who share the count have used them. */
    void (*budget)(void *self, struct budget_state *state);
    /* While true, what other sessions counted and learned is looked for once, however often `may` and `budget`
     * are asked; what this one sends and learns is in their answers at once. For one drawing. */
    void (*look_once)(void *self, bool is_once);
};

struct api {
    const struct api_ops *ops;
    void *self;
};

/* How screens and commands reach the service of another profile than the one they were given. */
struct api_opener {
    /* A service of its own for this profile; the token (may be "": for log_in) is copied. Closed by
     * close(), which no callback of it may call; what is still under way ends unheard. */
    struct api (*open)(void *self, const struct profile *profile, const char *token);
    void (*close)(void *self, struct api api);
    /* From now on requests of this service carry this token; what was learned of the old one is not
     * held against it. */
    void (*set_token)(void *self, struct api api, const char *token);
    void *self;
};

/* Appends "Trying again in 2 s (2 of 3): REASON"; what it begins with. */
extern const char api_again_words[];
void api_write_again(const struct api_again *again, struct buf *out);

/* An order file (CLI.md) of the order: nothing typed is lost, invalid texts included. For drafts. */
void api_write_order_file(const struct order *order, struct buf *text);
/* Reads one back; false and a sentence where it is no order file at all, or the draft of a change. */
bool api_read_order_file(const char *text, size_t len, struct order *order, struct issues *issues,
                         struct error *error);

/* A change that is not sent yet, as a draft: the order as it was when the change began (`base`) and as
 * it was edited. Unknown, empty and set stay apart in both. A draft of a change is told from a draft
 * of a new order by api_is_change_file(), also where its file is damaged. */
void api_write_change_file(const struct order *base, const struct order *mine, struct buf *text);
bool api_is_change_file(const char *text, size_t len);
/* Both orders are freed first, and zeroed where it is false. */
bool api_read_change_file(const char *text, size_t len, struct order *base, struct order *mine,
                          struct error *error);

/* Gives each line of `order` the answer that belongs to it (by identifier, else by position) and
 * the order its id and number. `order` is the one that was sent. */
void api_apply_answer(struct order *order, const struct api_answer *answer);

#endif
