/* Issuing tokens on the practice server, as the settings of the service do: an administration path with a
 * secret of its own, apart from the API. What it takes and gives says sandbox/admin.h. The real thing is made
 * by admin_session_open() in admin_session.h, tests supply a fake. Answers come later, from the loop. */
#ifndef API_ADMIN_H
#define API_ADMIN_H

#include "api/api.h"
#include "model/profile.h"

#include <stdbool.h>
#include <stddef.h>

/* Texts are valid during the callback only, never NULL. */
struct admin_token {
    const char *id;
    enum token_type type;
    const char *owner_id, *owner_code, *owner_name; /* of customer and vendor tokens */
    const char *description, *methods;              /* as in struct profile */
    const char *print;
    const char *made, *used, *revoked; /* UTC, "" = not yet */
    bool is_at_start;                  /* of the samples: neither edited nor revoked */
    const char *token; /* issue only: the token itself, wiped after the callback; else "" */
};

/* Each function may be NULL: then nobody wants to know. */
struct admin_call {
    void (*on_token)(void *context,
                     const struct admin_token *token); /* list: one each; issue and edit: the row */
    /* list only: a method that can be ticked, with bits 1 << enum token_type of those that may call it */
    void (*on_method)(void *context, const char *name, unsigned types);
    void (*on_done)(void *context, const struct api_answer *answer);
    void *context;
};

struct admin_ops {
    void (*list)(void *self, const struct admin_call *call);
    /* type, owner_id, description and methods of `token` are read */
    void (*issue)(void *self, const struct admin_token *token, const struct admin_call *call);
    /* id, description and methods; NULL = as it is */
    void (*edit)(void *self, const struct admin_token *token, const struct admin_call *call);
    void (*revoke)(void *self, const char *id, const struct admin_call *call);
    void (*drop)(void *self, void *context); /* calls of this context end unheard; writes go on */
    size_t (*running)(void *self);           /* on their way, unheard ones included */
};

struct admin { /* zeroed: this server has no such path */
    const struct admin_ops *ops;
    void *self;
};

#endif
