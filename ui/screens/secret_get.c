/* Reading a secret in the way chosen: from what was typed, a file, a command, or the service's login. What was
 * read is looked at before it is kept; see secret_core.h. */
#include "config.h"
#include "ui/screens/secret_core.h"
#include "base/mem.h"
#include "base/paths.h"
#include "ui/term.h"

#include <stdlib.h>

bool secret_read(const struct profile *profile, struct buf *token, struct error *error)
{
    if (profile->token_file || !profile->token_command)
        return vault_read(profile, token, error);
    char *said = mem_printf("Asking for the token of %s \u2026 (Ctrl-C gives up)", profile->name);
    term_hand_over(said);
    bool done = vault_read_at_terminal(profile, token, error);
    term_take_back();
    free(said);
    return done;
}

/* It is looked at before it is kept: what was typed ahead must not keep it. */
static void show(struct secret *secret)
{
    vault_print(buf_text(&secret->token), secret->print);
    hidden_wipe(&secret->hidden);
    secret->stage = SECRET_SHOWN;
    secret_say_why(secret, NULL);
    ui_discard_keys(secret->ui);
}

static bool read_by_hand(struct secret *secret, struct error *error)
{
    if (!secret->hidden.text.len)
        return error_set(error, "No token is typed yet.");
    if (!vault_check(hidden_text(&secret->hidden), error))
        return false;
    buf_add(&secret->token, hidden_text(&secret->hidden));
    return true;
}

/* Through the keeper, which refuses what others could read. */
static bool read_elsewhere(struct secret *secret, struct error *error)
{
    const char *typed = buf_text(&secret->typed.text);
    struct profile source = { 0 };
    bool done = false;
    if (!*typed)
        return error_set(error, "Nothing is typed yet.");
    source.name = mem_strdup(secret->profile.name);
    if (secret->way == SECRET_FROM_COMMAND)
        source.token_command = mem_strdup(typed);
    else
        source.token_file = paths_expand(typed);
    if (source.token_file && *source.token_file != '/')
        error_set(error, "The file must be given with its whole path, from / or from ~/ on.");
    else
        done = secret_read(&source, &secret->token, error);
    profile_free(&source);
    return done;
}

static void take_answer(void *context, const struct api_answer *answer, const char *token)
{
    struct secret *secret = context;
    struct error why = { 0 };
    secret->is_answered = true;
    if (!token || answer->outcome != API_DONE)
        secret_say_why(secret, answer->message);
    else if (!vault_check(token, &why))
        secret_say_why(secret, error_text(&why));
    else
        buf_add(&secret->token, token);
    error_clear(&why);
}

static void log_in(struct secret *secret)
{
    const struct api_opener *opener = ui_opener(secret->ui);
    if (!secret->typed.text.len || !secret->hidden.text.len) {
        secret_fail(secret, "User name and password are both needed.");
        return;
    }
    secret_say_why(secret, NULL);
    secret->stage = SECRET_ASKING;
    secret->asked = opener->open(opener->self, &secret->profile, "");
    secret->asked.ops->log_in(secret->asked.self,
                              &(struct api_login_call){ .user = buf_text(&secret->typed.text),
                                                        .password = hidden_text(&secret->hidden),
                                                        .on_done = take_answer,
                                                        .context = secret });
    hidden_wipe(&secret->hidden);
}

void secret_get(struct secret *secret)
{
    struct error why = { 0 };
    if (secret->way == SECRET_BY_LOGIN) {
        log_in(secret);
        return;
    }
    if (secret->way == SECRET_BY_HAND ? read_by_hand(secret, &why) : read_elsewhere(secret, &why))
        show(secret);
    else
        secret_fail(secret, error_text(&why));
    error_clear(&why);
}

void secret_get_answer(struct secret *secret)
{
    if (!secret->is_answered)
        return;
    secret_stop_asking(secret);
    if (secret->token.len) {
        show(secret);
        return;
    }
    char *why = mem_strdup(secret->why ? secret->why : "");
    secret_fail(secret, why);
    free(why);
}
