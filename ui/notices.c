/* What is said unasked, once each; see notices.h. */
#include "config.h"
#include "ui/notices.h"
#include "ui/budget_words.h"

static bool look(struct notices *notices, const struct api *api, enum method method)
{
    return notices->was_allowed[method] = api->ops->may(api->self, method, NULL);
}

void notices_refusals(struct notices *notices, const struct api *api,
                      const struct screen_class *screen, struct buf *out)
{
    struct buf key = { 0 };
    bool had_looked = notices->has_looked, was_accepted = notices->was_allowed[METHOD_COUNT];
    size_t before = out->len;
    if (!api->ops)
        return;
    bool is_accepted = look(notices, api, METHOD_COUNT);
    notices->has_looked = true;
    if (had_looked && was_accepted && !is_accepted) {
        keymap_key_of(screen, ACTION_TOKEN_REPLACE, &key);
        buf_addf(out, "Nothing typed is lost; %s replaces the token.", buf_text(&key));
    }
    for (int method = 0; method < METHOD_COUNT; method++) {
        bool was_allowed = notices->was_allowed[method];
        bool is_allowed = look(notices, api, (enum method)method);
        if (!had_looked || !was_allowed || is_allowed || !is_accepted || out->len > before)
            continue;
        keymap_key_of(screen, ACTION_PROFILES, &key);
        buf_addf(out,
                 "What needs %s is not offered any more with this token; %s leads to the profiles, "
                 "where it can be tried again.",
                 method_rows[method].name, buf_text(&key));
    }
    buf_free(&key);
}

/* Begins anew when the count does; from the notice on the top line says it. */
void notices_budget(struct notices *notices, const struct budget_state *budget, bool is_free,
                    time_t now, struct buf *out)
{
    enum budget_level level = budget_level(budget, now);
    if (level == BUDGET_FREE)
        notices->levels = 0;
    if (!is_free) {
        if (level == BUDGET_HELD) /* the answer that began it says it */
            notices->levels |= 1U << level;
    } else if (budget->trouble && !notices->has_told_trouble) {
        notices->has_told_trouble = true;
        buf_add(out, budget->trouble);
    } else if (!(notices->levels & 1U << level)) {
        notices->levels |= 1U << level;
        budget_write_notice(out, budget, now);
    }
}
