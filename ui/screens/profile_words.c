/* Profiles in words; see profile_words.h. */
#include "config.h"
#include "ui/screens/profile_words.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/date.h"
#include "model/methods.h"
#include "ui/screens/profile_options.h"
#include "ui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_COLS = 13 };

const char *profile_words_kept(const struct profile *profile, const struct profile_facts *facts)
{
    if (profile->token_command)
        return "command";
    if (!profile->token_file)
        return "nowhere";
    return facts->state == PROFILE_NO_SECRET ? "file" : "file, 0600";
}

void profile_words_today(const struct profile *profile, const struct profile_facts *facts,
                         struct buf *out)
{
    long limit = facts->budget.limit ? facts->budget.limit : profile->daily_limit;
    buf_addf(out, "%ld%s/%ld", facts->budget.used, facts->budget.is_counted ? "" : "?", limit);
}

static void write_day(struct buf *out, time_t at)
{
    struct buf day = { 0 };
    int32_t date = date_of_time(at), today = date_of_time(clock_now());
    date_write(&day, date);
    bool is_near = date > today - 300 && date <= today;
    buf_add(out, buf_text(&day) + (is_near ? strlen("2026-") : 0));
    buf_free(&day);
}

void profile_words_last(time_t last, struct buf *out)
{
    if (!last)
        return;
    if (date_of_time(last) == date_of_time(clock_now()))
        words_time(out, last, last);
    else
        write_day(out, last);
}

void profile_words_path(const char *path, struct buf *out)
{
    const char *home = getenv("HOME");
    size_t len = home ? strlen(home) : 0;
    if (len && strncmp(path, home, len) == 0 && path[len] == '/')
        buf_addf(out, "~%s", path + len);
    else
        buf_add(out, path);
}

/* A sentence with paths in it, shortened in the same way. */
static void write_sentence(const char *sentence, struct buf *out)
{
    const char *home = getenv("HOME");
    size_t len = home ? strlen(home) : 0;
    for (const char *at; len && (at = strstr(sentence, home)); sentence = at + len) {
        buf_add_bytes(out, sentence, (size_t)(at - sentence));
        buf_add_char(out, '~');
    }
    buf_add(out, sentence);
}

/* ------ pieces ------ */

static void add(struct page *page, const char *head, enum role role, struct buf *text)
{
    if (text->len)
        page_add_pair(page, ROLE_LABEL, head, HEAD_COLS, role, buf_text(text));
    buf_free(text);
}

static void add_server(struct page *page, const struct profile *profile)
{
    struct buf text = { 0 };
    buf_addf(&text, "%s   TLS verified", profile->endpoint ? profile->endpoint : "");
    if (profile->ca_file) {
        buf_add(&text, " by ");
        profile_words_path(profile->ca_file, &text);
        buf_add(&text, " alone");
    }
    add(page, "Server", ROLE_VALUE, &text);
}

static void add_secret(struct page *page, const struct profile *profile,
                       const struct profile_facts *facts)
{
    struct buf text = { 0 };
    if (profile->token_command) {
        buf_addf(&text, "asked of a command each time: %s", profile->token_command);
    } else if (profile->token_file) {
        profile_words_path(profile->token_file, &text);
        buf_add(&text, "   never displayed");
    } else {
        buf_add(&text, "none yet: 6 enters one");
    }
    add(page, "Secret", ROLE_VALUE, &text);
    if (facts->trouble && (profile->token_file || profile->token_command)) {
        write_sentence(facts->trouble, &text);
        add(page, NULL, ROLE_ERROR, &text);
    }
}

static void add_way(struct page *page, const struct profile *profile)
{
    struct buf text = { 0 };
    buf_addf(&text, "GET: address, POST: header%s, PUT and DELETE: header; masked in all logs",
             profile->post_token_in_body ? " and body" : "");
    add(page, "Sent in", ROLE_VALUE, &text);
}

static void add_meant(struct page *page, const struct profile *profile)
{
    struct buf text = { 0 };
    buf_add(&text, profile->methods && *profile->methods ? profile->methods : "every method");
    if (profile->read_only)
        buf_add(&text, "; read only: nothing is created, changed or cancelled with it");
    add(page, "Meant for", ROLE_VALUE, &text);
}

static void add_fact(struct buf *text, const char *what, const struct seen_fact *fact)
{
    buf_addf(text, "%s%s ", text->len ? ", " : "", what);
    write_day(text, fact->at);
}

/* What was learned from answers: nothing is asked on purpose but the list. */
static void add_seen(struct page *page, const struct profile *profile,
                     const struct profile_facts *facts)
{
    struct buf allowed = { 0 }, refused = { 0 };
    const struct seen *seen = &facts->seen;
    if (seen->token.verdict == SEEN_REFUSED)
        add_fact(&refused, "the token itself (401)", &seen->token);
    for (int i = 0; i < METHOD_COUNT; i++) {
        const struct seen_fact *fact = &seen->methods[i];
        if (fact->verdict == SEEN_ALLOWED)
            add_fact(&allowed, method_rows[i].name, fact);
        else if (fact->verdict == SEEN_REFUSED)
            add_fact(&refused, method_rows[i].name, fact);
    }
    bool is_refused = refused.len;
    add(page, "Refused", ROLE_ERROR, &refused);
    if (!allowed.len && !is_refused)
        buf_add(&allowed, methods_are_meant(profile, METHOD_ORDER_LIST)
                              ? "nothing tried yet: 7 tests the list (1 request)"
                              : "nothing tried yet");
    add(page, "Allowed", ROLE_VALUE, &allowed);
}

static void add_effect(struct page *page, const struct profile *profile)
{
    static const char *const effects[] = {
        [TOKEN_UNKNOWN] = "its type is not said: a part without price is only warned of",
        [TOKEN_COMPANY] = "company: each part of an assorted box needs its price",
        [TOKEN_CUSTOMER] = "customer: parts of an assorted box may go without price",
        [TOKEN_VENDOR] = "vendor: cost is taken only where the vendor's setting allows it",
    };
    struct buf text = { 0 };
    buf_add(&text, effects[profile->token_type]);
    if (profile->multi_location)
        buf_add(&text, "; several locations: each order needs one");
    add(page, "Form effect", ROLE_VALUE, &text);
}

static void add_budget(struct page *page, const struct profile *profile,
                       const struct profile_facts *facts)
{
    const struct budget_state *budget = &facts->budget;
    long limit = budget->limit ? budget->limit : profile->daily_limit;
    struct buf text = { 0 };
    buf_addf(&text, "%ld of %ld requests", budget->used, limit);
    if (budget->own && budget->own != budget->used)
        buf_addf(&text, ", %ld of them by this profile", budget->own);
    buf_add(&text, "; counted from 00:00 UTC (assumed)");
    add(page, "Day total", ROLE_VALUE, &text);
    if (budget->held_until > clock_now()) {
        buf_add(&text, "the service takes nothing before ");
        words_time(&text, budget->held_until, clock_now());
        add(page, NULL, ROLE_WARNING, &text);
    }
    buf_addf(&text, "%d a day, %d kept for saving and cancelling, notice from %d%% on",
             profile->daily_limit, profile->reserve, profile->warn_at);
    if (profile->budget_file) {
        buf_add(&text, "; counted together with others in ");
        profile_words_path(profile->budget_file, &text);
    }
    add(page, "Budget", ROLE_VALUE, &text);
}

void profile_words_add(struct page *page, const struct profile *profile,
                       const struct profile_facts *facts, enum role role, const char *tested)
{
    struct buf text = { 0 };
    if (tested)
        page_add_pair(page, ROLE_LABEL, "Test", HEAD_COLS, role, tested);
    if (profile->description)
        page_add_pair(page, ROLE_LABEL, "Description", HEAD_COLS, ROLE_VALUE, profile->description);
    add_server(page, profile);
    add_secret(page, profile, facts);
    add_seen(page, profile, facts);
    add_effect(page, profile);
    add_meant(page, profile);
    add_way(page, profile);
    add_budget(page, profile, facts);
    if (!profile->is_own && profile->source) {
        profile_words_path(profile->source, &text);
        buf_add(&text, ", which is read here and never written");
        add(page, "Stands in", ROLE_VALUE, &text);
    }
}

void profile_words_add_options(struct page *page, const struct profile *profile)
{
    page_add(page, ROLE_NORMAL, 0, "");
    page_add(page, ROLE_HEADING, 0, "Every option");
    for (const struct option *option = options_profile; option->name; option++) {
        enum { OPTION_COLS = 21 };
        struct buf text = { 0 };
        char *label = profile_options_label(option);
        struct buf plain = { 0 };
        profile_options_write(option, profile, &plain);
        write_sentence(buf_text(&plain), &text);
        buf_free(&plain);
        if (text.len && option->unit)
            buf_addf(&text, " %s", option->unit);
        page_add_pair(page, ROLE_LABEL, label, OPTION_COLS, text.len ? ROLE_VALUE : ROLE_DIM,
                      text.len ? buf_text(&text) : "not set");
        buf_free(&text);
        free(label);
    }
}
