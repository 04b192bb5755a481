/* A session at a desk of its own for one test: a TLS server that says what the test wants, a client, and
 * what came back. */
#ifndef TESTS_API_SESSION_DESK_H
#define TESTS_API_SESSION_DESK_H

#include "api/session.h"
#include "support/tls_server.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct session_desk {
    struct tls_server *server;
    struct client *client;
    struct profile profile;
    struct session *session;
    struct api api;
    /* what came back */
    size_t orders, rows, progress, answers;
    enum order_status statuses[8];
    char *numbers[8];
    struct api_answer answer; /* texts below */
    char *message, *order_id, *order_number;
    struct api_item_answer items[8];
    char *item_texts[8][3];
    unsigned drop_at_order; /* request to drop at the first order */
    /* lists have an on_again, and what it was told last */
    bool takes_back;
    size_t again_count, before_again; /* orders and rows given before */
    struct api_again again;
    char *reason;
    unsigned drop_at_again;
};

extern const char session_desk_token[];
/* Replies: a list of two orders, one of none, and an order with one line that was created. */
extern const char session_desk_orders[], session_desk_no_orders[], session_desk_created[];

#define EXPECT_MESSAGE(desk, part)                                                                 \
    cr_expect_not_null(strstr((desk)->message, part), "\"%s\" is not in: %s", part, (desk)->message)

/* A server, a client and a profile for them, which the test may still change. Its reads are tried once. */
void session_desk_open(struct session_desk *desk);
/* They are tried again as profiles say by themselves, and hardly wait for it. */
void session_desk_try_again(struct session_desk *desk);
/* Another server in its place, and the profile for it. */
void session_desk_replace_server(struct session_desk *desk, const struct tls_server_setup *setup);
void session_desk_trust(struct session_desk *desk, const char *ca_file); /* NULL = the system's */
void session_desk_start(struct session_desk *desk); /* the session, with the profile as it is now */
void session_desk_close(struct session_desk *desk);
void session_desk_forget(struct session_desk *desk); /* what came back so far */

/* What the server answers, by request in turn; see tls_server.h. */
void session_desk_say(struct session_desk *desk, int status, const char *body);
void session_desk_say_act(struct session_desk *desk, enum tls_server_act act, const char *body);

/* Ask; the others also wait for the answer. A create is of one line "L1". */
unsigned session_desk_ask_list(struct session_desk *desk, const char *status);
void session_desk_list(struct session_desk *desk, const char *status);
unsigned session_desk_ask_create(struct session_desk *desk);
void session_desk_create(struct session_desk *desk);
/* The on_done of any call whose context is the desk. */
void session_desk_note_done(void *context, const struct api_answer *answer);

/* The on_row of a look-up whose rows have the id 7. */
void session_desk_note_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS]);

/* False where it did not come about in ten seconds. */
bool session_desk_run_until(struct session_desk *desk, bool (*until)(struct session_desk *desk));
bool session_desk_is_answered(struct session_desk *desk);
bool session_desk_has_order(struct session_desk *desk);
bool session_desk_is_told_again(struct session_desk *desk);

#endif
