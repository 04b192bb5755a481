/* An issued token as a profile: its name, its keeping, and what follows when the token is changed; see
 * issue_view.h. Knows profiles and their secrets, nothing of what is drawn. */
#include "config.h"
#include "ui/screens/issue_view.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/vault.h"
#include "work/profiles.h"

#include <stdlib.h>
#include <string.h>

/* Small letters and figures of a text, a hyphen for what is between them. */
static char *make_slug(const char *text)
{
    enum { MOST = 24 };
    struct buf slug = { 0 };
    char *folded = utf8_fold(text);
    for (const char *c = folded; *c && slug.len < MOST; c++) {
        bool is_plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (is_plain)
            buf_add_char(&slug, *c);
        else if (slug.len && slug.data[slug.len - 1] != '-')
            buf_add_char(&slug, '-');
    }
    while (slug.len && slug.data[slug.len - 1] == '-')
        buf_remove(&slug, slug.len - 1, 1);
    free(folded);
    return slug.len ? buf_take(&slug) : mem_strdup("token");
}

char *issue_save_name(struct issuing *issue)
{
    const struct profiles *profiles = ui_profiles(issue->ui);
    const char *whose = value_text(issue->v[ISSUE_OWNER]);
    char *slug = make_slug(
        issue->type >= TOKEN_CUSTOMER && *whose ? whose : value_text(issue->v[ISSUE_DESCRIPTION]));
    char *name = mem_printf("sandbox-%s", slug);
    for (int i = 2; profiles && i < 100 && !profiles_may_be_called(profiles, name, NULL); i++) {
        free(name);
        name = mem_printf("sandbox-%s-%d", slug, i);
    }
    free(slug);
    return name;
}

bool issue_save_profile(struct issuing *issue, const char *name, struct error *error)
{
    struct profiles *profiles = ui_profiles(issue->ui);
    const struct profile *here = ui_profile(issue->ui);
    struct profile profile = { 0 };
    char *methods = issue_ticked(issue);
    if (!profiles) {
        free(methods);
        return error_set(error, "Profiles cannot be saved here");
    }
    profile_init(&profile);
    mem_replace(&profile.name, mem_strdup(name));
    mem_replace(&profile.endpoint, mem_strdup(here->endpoint));
    mem_replace(&profile.ca_file, mem_strdup(here->ca_file));
    mem_replace(&profile.description, mem_strdup(value_text(issue->v[ISSUE_DESCRIPTION])));
    mem_replace(&profile.methods, mem_strdup(methods));
    profile.token_type = issue->type;
    profile.multi_location = here->multi_location;
    profile.lead_days = here->lead_days;
    bool done = profiles_add(profiles, &profile, buf_text(&issue->token), error);
    profile_free(&profile);
    free(methods);
    return done;
}

/* The profile of ours whose token has this print; NULL where there is none. */
static const struct profile *find_profile(struct profiles *profiles, const char *print)
{
    const struct profile *found = NULL;
    for (size_t i = 0; profiles && !found && i < profiles_count(profiles); i++) {
        const struct profile *profile = profiles_at(profiles, i);
        struct profile_facts facts = { 0 };
        profiles_facts(profiles, profile->name, &facts);
        if (profile->is_own && strcmp(facts.print, print) == 0)
            found = profile;
        profile_facts_free(&facts);
    }
    return found;
}

/* The profile in use is opened anew, so that what it says of its methods holds here too. */
static void use_again(struct issuing *issue, const struct profile *profile)
{
    const struct api_opener *opener = ui_opener(issue->ui);
    struct buf token = BUF_SECRET;
    if (opener && ui_may_use(issue->ui, NULL) && vault_read(profile, &token, NULL)) {
        ui_use(issue->ui, profile, opener->open(opener->self, profile, buf_text(&token)));
        ui_say(issue->ui, ROLE_OK, "#%.4s: The token was changed, and its profile opened anew.",
               issue->print);
    }
    buf_wipe(&token);
}

void issue_save_changed(struct issuing *issue)
{
    struct profiles *profiles = ui_profiles(issue->ui);
    const struct profile *found = find_profile(profiles, issue->print);
    struct profile changed = { 0 };
    struct seen seen;
    struct error error = { 0 };
    if (!found)
        return;
    profile_copy(&changed, found);
    free(changed.methods);
    changed.methods = issue_ticked(issue);
    mem_replace(&changed.description, mem_strdup(value_text(issue->v[ISSUE_DESCRIPTION])));
    if (!profiles_change(profiles, changed.name, &changed, &error))
        ui_say(issue->ui, ROLE_WARNING, "The token is changed, but its profile is not: %s.",
               error_text(&error));
    else if (seen_load(changed.name, issue->print, &seen, NULL))
        seen_pardon(changed.name, issue->print, &seen, NULL);
    const char *in_use = ui_profile(issue->ui)->name;
    if (in_use && strcmp(in_use, changed.name) == 0)
        use_again(issue, &changed);
    error_clear(&error);
    profile_free(&changed);
}
