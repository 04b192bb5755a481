/* Keeping the profile of the form: its file, its secret, and its service where it is the one in use. See
 * profile_form_core.h. Holds no secret longer than that takes. */
#include "config.h"
#include "ui/screens/profile_form_core.h"
#include "store/store.h"
#include "store/vault.h"
#include "ui/screens/secret.h"
#include "work/profiles.h"

#include <stdlib.h>
#include <string.h>

static bool is_in_use(const struct profile_form *form)
{
    const char *used = ui_profile(form->ui)->name;
    return form->name && used && strcmp(form->name, used) == 0 && ui_api(form->ui)->ops;
}

/* Opens the service of the profile anew; false, with the reason in `why`, where there is no token for it. */
static bool open_anew(struct profile_form *form, const char *name, struct error *why)
{
    const struct profile *profile = profiles_find(ui_profiles(form->ui), name);
    const struct api_opener *opener = ui_opener(form->ui);
    struct buf token = BUF_SECRET;
    if (!profile || !opener || !secret_read(profile, &token, why))
        return false;
    ui_use(form->ui, profile, opener->open(opener->self, profile, buf_text(&token)));
    buf_wipe(&token);
    return true;
}

/* What was changed of the profile in use holds at once. */
static void use_anew(struct profile_form *form, const char *name)
{
    struct error why = { 0 };
    store_use_profile(name);
    if (!open_anew(form, name, &why))
        ui_say(form->ui, ROLE_WARNING,
               "%s is changed; it is used so when the program starts again. %s", name,
               error_text(&why));
    error_clear(&why);
}

/* Where there was no profile at all, this one is what the program was waiting for. */
static void say_added(struct profile_form *form, const char *name)
{
    struct profiles *profiles = ui_profiles(form->ui);
    bool is_first = profiles_count(profiles) == 1 && !ui_api(form->ui)->ops;
    if (is_first && open_anew(form, name, NULL) && profiles_choose(profiles, name, NULL))
        ui_say(form->ui, ROLE_OK, "%s is added and in use.", name);
    else
        ui_say(form->ui, ROLE_OK, "%s is added. t tests it (1 request), u uses it.", name);
}

static bool change(struct profile_form *form, const struct profile *made, const char *token,
                   struct error *error)
{
    struct profiles *profiles = ui_profiles(form->ui);
    bool was_used = is_in_use(form);
    if (!profiles_change(profiles, form->name, made, error))
        return false;
    if (token && !profiles_replace_secret(profiles, made->name, token, error)) {
        profiles_change(profiles, made->name, &form->profile, NULL);
        return false;
    }
    ui_say(form->ui, ROLE_OK, "%s is changed.", made->name);
    if (was_used)
        use_anew(form, made->name);
    return true;
}

/* `token` is NULL where the profile says itself where it comes from, or keeps the one it has. */
static bool keep(struct profile_form *form, struct profile *made, const char *token,
                 struct error *error)
{
    struct buf why = { 0 };
    bool done = false;
    if (is_in_use(form) && !ui_may_use(form->ui, &why)) {
        error_set(error, "%s", buf_text(&why));
    } else if (form->name) {
        if (token) { /* it gets its file with the token */
            free(made->token_file);
            made->token_file = NULL;
        }
        done = change(form, made, token, error);
    } else if ((done = profiles_add(ui_profiles(form->ui), made, token, error))) {
        say_added(form, made->name);
    }
    form->is_done = done;
    buf_free(&why);
    return done;
}

static bool take_token(void *context, const char *token, struct error *error)
{
    struct profile_form *form = context;
    return keep(form, &form->made, token, error);
}

/* Where nothing else is said, what is not kept here does not come from a file or command any more. */
static void settle_source(const struct profile_form *form, struct profile *made)
{
    if (!profile_form_comes_from(form, "command")) {
        free(made->token_command);
        made->token_command = NULL;
    }
    if (profile_form_comes_from(form, "command") || profile_form_comes_from(form, "none")) {
        free(made->token_file);
        made->token_file = NULL;
    }
}

bool profile_form_has_own_file(const struct profile_form *form)
{
    char *own = form->name ? vault_path(form->name) : NULL;
    bool has = own && form->profile.token_file && strcmp(own, form->profile.token_file) == 0;
    free(own);
    return has;
}

void profile_form_keep(struct profile_form *form)
{
    struct error why = { 0 };
    form->is_judged = true;
    form_blur(&form->form);
    bool is_right = profile_form_judge(form, &form->made);
    profile_form_lay_out_again(form);
    if (!is_right) {
        profile_form_go_to_first_issue(form);
        return;
    }
    form_focus(&form->form, form->form.focus);
    settle_source(form, &form->made);
    if (profile_form_comes_from(form, "kept") && !profile_form_has_own_file(form)) {
        form->is_asking = true;
        ui_push(
            form->ui, &secret_screen,
            &(struct secret_start){ .profile = &form->made, .take = take_token, .context = form });
        return;
    }
    if (keep(form, &form->made, NULL, &why))
        ui_pop(form->ui);
    else
        ui_say(form->ui, ROLE_ERROR, "Not kept: %s.", error_text(&why));
    error_clear(&why);
}
