/* What the files of entering a secret share: its state, the ways a token comes here, and what wipes it. For
 * secret*.c only. */
#ifndef UI_SCREENS_SECRET_CORE_H
#define UI_SCREENS_SECRET_CORE_H

#include "store/vault.h"
#include "ui/screens/secret.h"
#include "ui/widgets/hidden.h"
#include "ui/widgets/line.h"

enum { SECRET_ON_WAYS = -1, SECRET_MOST_FIELDS = 2 };

enum secret_stage { SECRET_TYPING, SECRET_ASKING, SECRET_SHOWN };

enum secret_way {
    SECRET_BY_HAND,
    SECRET_FROM_FILE,
    SECRET_FROM_COMMAND,
    SECRET_BY_LOGIN,
    SECRET_WAYS
};

struct secret_way_row {
    const char *words;
    struct {
        const char *label; /* NULL = there is no such field */
        bool is_hidden;
        const char *help;
    } fields[SECRET_MOST_FIELDS];
};

extern const struct secret_way_row secret_ways[SECRET_WAYS];

struct secret {
    struct ui *ui;
    struct profile profile;
    bool (*take)(void *context, const char *token, struct error *error);
    void *context;
    enum secret_way way;
    int focus; /* SECRET_ON_WAYS, or a field of the way */
    enum secret_stage stage;
    struct line typed;
    struct hidden hidden;
    struct buf token; /* SECRET_SHOWN: what will be kept */
    char print[VAULT_PRINT_CHARS + 1];
    struct api asked; /* SECRET_ASKING: `ops` NULL = not */
    bool is_answered;
    char *why; /* what came of it, in a sentence; NULL = nothing yet */
};

/* --- of secret_core.c, which calls none of the others --- */

/* As a sentence, with a capital and a full stop; NULL = nothing is said. */
void secret_say_why(struct secret *secret, const char *why);
void secret_wipe(struct secret *secret);        /* all that was typed or read */
void secret_stop_asking(struct secret *secret); /* not from inside a callback */
bool secret_offers(const struct secret *secret, enum secret_way way);
int secret_field_count(const struct secret *secret); /* of the way chosen */
void secret_fail(struct secret *secret, const char *why);

/* --- of the others --- */

void secret_draw(struct secret *secret, struct area area);
/* Reads it in the way chosen; it is shown then, or said why not. A login takes a request. */
void secret_get(struct secret *secret);
void secret_get_answer(struct secret *secret); /* after each wake: of the login under way */
/* Keeps what is shown, and leaves the screen; or says why not. */
void secret_keep(struct secret *secret);

#endif
