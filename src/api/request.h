/* What the files of the session share: one request of one method, from its parameters to a judged
 * answer. Nobody outside src/api includes this. */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include "api/api.h"
#include "api/client.h"
#include "api/codec.h"
#include "model/methods.h"
#include "api/session.h"
#include "base/buf.h"

struct request;

struct session {
    struct client *client;
    struct profile profile;
    char *token;
    unsigned token_number; /* another one for each token it was given */
    struct api_gate gate;  /* its functions are NULL where there is none */
    struct request *requests;
    unsigned last_id;
    size_t started; /* requests of the day's that were used */
};

struct request {
    unsigned id;
    struct session *session;
    enum method method;
    enum api_purpose purpose;
    struct codec_reader *reader; /* gets the bytes of the reply; a new one for each try */
    struct codec_reader *(*make_reader)(struct request *request);
    /* Called once with the judged answer. True: the request is over and will be freed. False: it was
     * started anew with another question. */
    bool (*on_answer)(struct request *request, const struct api_answer *answer);
    void (*on_progress)(void *context, size_t bytes);               /* may be NULL */
    void (*on_again)(void *context, const struct api_again *again); /* may be NULL */
    void *context;                                                  /* of the one who asked */
    const char *(*count_words)(size_t count); /* "order", "orders": what is counted in sentences */
    union {
        struct api_list_call list;
        struct api_lookup_call lookup;
        struct api_create_call create;
        struct api_update_call update;
        struct api_cancel_call cancel;
        struct api_prebooks_call prebooks;
        struct api_login_call login;
    } call;
    struct filter filter;          /* list */
    enum order_status status;      /* list: what is asked for now */
    enum order_status statuses[2]; /* list: those still to be asked for, then unknown */

    unsigned client_id;
    bool is_dropped, is_reading; /* dropped while its reader runs: freed behind it */
    bool is_bad;                 /* the reply is no JSON: why is in `error` */
    struct error error;
    char first;          /* byte of the reply that is not blank; a page begins with '<' */
    size_t bytes_before; /* of earlier replies of the same request */
    size_t bytes;
    int64_t started_at;
    unsigned token_number; /* that it carries, of the session's */
    char *password;        /* of a login: masked until it is over */
    const char *forbidden; /* not sent at all: why */
    struct buf held_back;  /* not let out by the gate: why */
    struct buf text;       /* what is sent, for the journal: no secret in it */
    size_t sent_bytes;

    struct buf parameters;   /* of a read, for another try */
    int tries;               /* of the present question, begun */
    size_t given;            /* orders or rows handed on … */
    size_t kept;             /* … of these by questions that are answered */
    struct buf last_message; /* how the try before ended */
    enum api_outcome last_outcome;
    int last_status;
    struct request *next;
};

struct request *request_new(struct session *session, enum method method);
void request_free(struct request *request); /* also takes it out of the session */
/* Sends it: `parameters` are percent-encoded "name=value&…" or empty, `body` may be NULL. Once more for each
 * further question of the same request. */
void request_start(struct request *request, const char *parameters, const struct buf *body);
/* The same question once more; of a read. */
void request_send_again(struct request *request);
/* Adds "name=value" to `parameters` where there is a value. */
void request_add_parameter(struct buf *parameters, const char *name, const char *value);
void request_drop(struct request *request);

/* A try has come to nothing: whether another one was arranged. It may have been dropped meanwhile. */
bool again_begin(struct request *request, const struct client_reply *reply,
                 const struct api_answer *answer);
/* Tells what tries there were, where there is no other one. */
void again_finish(const struct request *request, const struct client_reply *reply,
                  struct api_answer *answer, struct buf *message);

/* What the reply means: fills in all of `answer`. Its texts live in `message` and in the request's
 * reader; its items are one block for the caller to free. */
void judge_reply(struct request *request, const struct client_reply *reply,
                 struct api_answer *answer, struct buf *message);
/* What may have come of a write that nobody heard of, and what to do. */
const char *judge_doubt(enum method method);

unsigned orders_list(void *self, const struct api_list_call *call);
unsigned orders_list_prebooks(void *self, const struct api_prebooks_call *call);
unsigned orders_create(void *self, const struct api_create_call *call);
unsigned orders_update(void *self, const struct api_update_call *call);
unsigned orders_cancel_item(void *self, const struct api_cancel_call *call);
size_t orders_create_body(void *self, const struct order *order, struct buf *text);
size_t orders_update_body(void *self, const struct order *body, struct buf *text);
unsigned login_log_in(void *self, const struct api_login_call *call);
unsigned lookups_look_up(void *self, const struct api_lookup_call *call);

#endif
