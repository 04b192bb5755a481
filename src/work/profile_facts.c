/* What is known of a profile without a request; see profiles.h. Reads what others keep, changes nothing. */
#include "config.h"
#include "work/profiles_core.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/date.h"
#include "store/requests.h"
#include "work/gate_budget.h"

#include <stdlib.h>
#include <string.h>

/* The print of a secret in a file; a command is not run for it. False where there is none to be had. */
static bool take_print(const struct profile *profile, struct profile_facts *facts,
                       struct error *error)
{
    struct buf token = BUF_SECRET;
    if (profile->token_command && !profile->token_file) {
        if (!facts->print[0])
            seen_last_print(profile->name, facts->print);
        return true;
    }
    bool done = vault_read(profile, &token, error);
    if (done)
        vault_print(buf_text(&token), facts->print);
    else
        facts->print[0] = '\0';
    buf_wipe(&token);
    return done;
}

static struct profile_use *find_use(struct profiles *profiles, const char *name)
{
    for (size_t i = 0; i < profiles->use_count; i++)
        if (strcmp(profiles->uses[i].name, name) == 0)
            return &profiles->uses[i];
    MEM_GROW(profiles->uses, profiles->use_count, profiles->use_cap);
    struct profile_use *use = &profiles->uses[profiles->use_count++];
    *use = (struct profile_use){ .name = mem_strdup(name), .day = DATE_NONE };
    return use;
}

/* The files of past days are looked through once a day. */
static time_t find_last_use(struct profiles *profiles, const char *name)
{
    int32_t today = date_of_time(clock_now());
    time_t at = requests_last(name, 0, 1);
    struct profile_use *use = find_use(profiles, name);
    if (!at && use->day != today) {
        use->at = requests_last(name, 1, REQUESTS_DAYS - 1);
        use->day = today;
    }
    return at ? at : use->at;
}

static enum profile_state judge(const struct profile *profile, const struct profile_facts *facts,
                                bool has_secret)
{
    if (!has_secret)
        return PROFILE_NO_SECRET;
    if (facts->seen.token.verdict == SEEN_REFUSED)
        return PROFILE_REFUSED;
    return profile->read_only ? PROFILE_READ_ONLY : PROFILE_READY;
}

void profiles_facts(struct profiles *profiles, const char *name, struct profile_facts *facts)
{
    char print[VAULT_PRINT_CHARS + 1];
    struct error why = { 0 };
    const struct profile *profile = profiles_find(profiles, name);
    memcpy(print, facts->print, sizeof print);
    *facts = (struct profile_facts){ 0 };
    if (!profile)
        return;
    memcpy(facts->print, print, sizeof print);
    bool has_secret = take_print(profile, facts, &why);
    if (facts->print[0])
        seen_load(name, facts->print, &facts->seen, has_secret ? &why : NULL);
    facts->state = judge(profile, facts, has_secret);
    facts->trouble = why.text ? mem_strdup(why.text) : NULL;
    gate_budget_look(profile, &facts->budget);
    facts->last_used = find_last_use(profiles, name);
    error_clear(&why);
}

void profile_facts_free(struct profile_facts *facts)
{
    free(facts->trouble);
    *facts = (struct profile_facts){ 0 };
}

const char *profile_state_word(enum profile_state state)
{
    static const char *const words[] = { [PROFILE_NO_SECRET] = "no secret",
                                         [PROFILE_REFUSED] = "refused",
                                         [PROFILE_READ_ONLY] = "read only",
                                         [PROFILE_READY] = "ready" };
    return words[state];
}
