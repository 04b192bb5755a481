/* Keeping a secret that was read: with its profile, in the place of the one before, and in use at once. See
 * secret_core.h. */
#include "config.h"
#include "ui/screens/secret_core.h"
#include "base/mem.h"
#include "work/profiles.h"

#include <stdlib.h>
#include <string.h>

/* The profile says from now on where its token comes from: the command, or no longer one. */
static bool change_source(struct secret *secret, struct error *error)
{
    struct profiles *profiles = ui_profiles(secret->ui);
    struct profile changed = { 0 };
    profile_copy(&changed, &secret->profile);
    free(changed.token_command);
    free(changed.token_file);
    changed.token_command = changed.token_file = NULL;
    if (secret->way == SECRET_FROM_COMMAND)
        changed.token_command = mem_strdup(buf_text(&secret->typed.text));
    bool done = profiles_change(profiles, secret->profile.name, &changed, error);
    profile_free(&changed);
    return done;
}

/* What cannot be kept leaves the profile as it was. */
static bool put_in_file(struct secret *secret, struct error *error)
{
    struct profiles *profiles = ui_profiles(secret->ui);
    const struct profile *before = &secret->profile;
    if (before->token_command && !change_source(secret, error))
        return false;
    if (profiles_replace_secret(profiles, before->name, buf_text(&secret->token), error))
        return true;
    if (before->token_command)
        profiles_change(profiles, before->name, before, NULL);
    return false;
}

static bool keep_for_profile(struct secret *secret, struct error *error)
{
    return secret->way == SECRET_FROM_COMMAND ? change_source(secret, error)
                                              : put_in_file(secret, error);
}

static void use_at_once(struct secret *secret)
{
    const struct api_opener *opener = ui_opener(secret->ui);
    const struct profiles *profiles = ui_profiles(secret->ui);
    const struct profile *now = profiles ? profiles_find(profiles, secret->profile.name) : NULL;
    const char *used = ui_profile(secret->ui)->name;
    bool is_used = opener && used && strcmp(used, secret->profile.name) == 0;
    if (is_used && ui_api(secret->ui)->ops)
        opener->set_token(opener->self, *ui_api(secret->ui), buf_text(&secret->token));
    else if (is_used && now) /* there was no service without it */
        ui_use(secret->ui, now, opener->open(opener->self, now, buf_text(&secret->token)));
    ui_say(secret->ui, ROLE_OK, "%s has its new secret, #%.4s.%s", secret->profile.name,
           secret->print, is_used ? " It is used from the next request on." : "");
}

void secret_keep(struct secret *secret)
{
    struct error why = { 0 };
    bool done = secret->take ? secret->take(secret->context, buf_text(&secret->token), &why)
                             : keep_for_profile(secret, &why);
    if (!done) {
        secret_fail(secret, error_text(&why));
    } else {
        if (!secret->take)
            use_at_once(secret);
        secret_wipe(secret);
        ui_pop(secret->ui);
    }
    error_clear(&why);
}
