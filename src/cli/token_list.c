/* perennial token list: what is known of each profile and its token, without asking anybody. */
#include "config.h"
#include "cli/token.h"
#include "api/codec.h"
#include "base/mem.h"
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_USED,
    COLUMN_NAME,
    COLUMN_TYPE,
    COLUMN_STATE,
    COLUMN_PRINT,
    COLUMN_KEPT,
    COLUMN_TODAY,
    COLUMN_LAST,
    COLUMN_SOURCE,
    COLUMN_FILE,
    COLUMNS
};

/* What goes first on a narrow terminal: the token's file, where the profile stands, the last use, how the
 * token is kept. */
static const struct table_column columns[COLUMNS] = {
    [COLUMN_USED] = { .title = "", .name = "used" },
    [COLUMN_NAME] = { .title = "Profile", .name = "name", .may_cut = true },
    [COLUMN_TYPE] = { .title = "Type", .name = "type" },
    [COLUMN_STATE] = { .title = "State", .name = "state" },
    [COLUMN_PRINT] = { .title = "Print", .name = "print" },
    [COLUMN_KEPT] = { .title = "Kept in", .name = "keptIn", .drop = 1 },
    [COLUMN_TODAY] = { .title = "Today", .name = "today", .is_right = true },
    [COLUMN_LAST] = { .title = "Last used", .name = "lastUsed", .drop = 2 },
    [COLUMN_SOURCE] = { .title = "Stands in", .name = "source", .drop = 3 },
    [COLUMN_FILE] = { .title = "Token file", .name = "tokenFile", .may_cut = true, .drop = 4 },
};

/* "2026-11-22 14:43Z", "" for never. */
static void add_time(struct buf *out, time_t when)
{
    struct tm tm;
    char text[32];
    if (when && gmtime_r(&when, &tm) && strftime(text, sizeof text, "%Y-%m-%d %H:%MZ", &tm))
        buf_add(out, text);
}

/* On a terminal the time alone where it was today, else the day alone. */
static void add_last(struct buf *out, time_t when, const struct cli *cli, bool is_short)
{
    struct tm tm;
    char text[32];
    bool is_today = date_of_time(when) == cli->today;
    if (!is_short)
        add_time(out, when);
    else if (when && gmtime_r(&when, &tm) &&
             strftime(text, sizeof text, is_today ? "%H:%MZ" : "%Y-%m-%d", &tm))
        buf_add(out, text);
}

static const char *kept_in(const struct profile *profile)
{
    return profile->token_file ? "file" : profile->token_command ? "command" : "nowhere";
}

/* "FILE:LINE" where it is the user's, on a terminal without the folder. */
static const char *stands_in(const struct profile *profile, bool is_short)
{
    const char *source = profile->is_own || !profile->source ? "" : profile->source;
    const char *slash = is_short ? strrchr(source, '/') : NULL;
    return slash ? slash + 1 : source;
}

static void add_row(struct cli *cli, struct table *table, const struct profile *profile,
                    bool is_used, const struct profile_facts *facts)
{
    bool is_short = cli_form(cli) == TABLE_SCREEN;
    struct buf print = { 0 }, today = { 0 }, last = { 0 };
    if (*facts->print)
        buf_addf(&print, "#%s", facts->print);
    buf_addf(&today, "%ld/%ld", facts->budget.used, facts->budget.limit);
    add_last(&last, facts->last_used, cli, is_short);
    const char *const cells[COLUMNS] = {
        [COLUMN_USED] = is_used ? ">" : "",
        [COLUMN_NAME] = profile->name,
        [COLUMN_TYPE] = token_type_word(profile->token_type),
        [COLUMN_STATE] = profile_state_word(facts->state),
        [COLUMN_PRINT] = buf_text(&print),
        [COLUMN_KEPT] = kept_in(profile),
        [COLUMN_TODAY] = buf_text(&today),
        [COLUMN_LAST] = buf_text(&last),
        [COLUMN_SOURCE] = stands_in(profile, is_short),
        [COLUMN_FILE] = profile->token_file ? profile->token_file : "",
    };
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(table, cells[i]);
    buf_free(&print);
    buf_free(&today);
    buf_free(&last);
}

/* --- As JSON --- */

/* Numbers and times, each in a text of its own until the object is written. */
struct texts {
    char *list[2 * METHOD_COUNT + 16];
    size_t count;
};

static const char *number_text(struct texts *texts, long number)
{
    return texts->list[texts->count++] = mem_printf("%ld", number);
}

static const char *time_text(struct texts *texts, time_t when)
{
    struct buf text = { 0 };
    add_time(&text, when);
    return text.len ? texts->list[texts->count++] = buf_take(&text) : NULL;
}

static const char *verdict_word(enum seen_verdict verdict)
{
    return verdict == SEEN_ALLOWED ? "allowed" : "refused";
}

static size_t add_seen(const struct seen *seen, struct texts *texts, const char **cells)
{
    size_t count = 0;
    for (int method = 0; method < METHOD_COUNT; method++) {
        const struct seen_fact *fact = &seen->methods[method];
        if (fact->verdict == SEEN_NOTHING)
            continue;
        *cells++ = method_rows[method].name;
        *cells++ = verdict_word(fact->verdict);
        *cells++ = time_text(texts, fact->at);
        count++;
    }
    return count;
}

static void write_object(struct buf *out, const struct profile *profile, bool is_used,
                         const struct profile_facts *facts)
{
    static const char *const keys[] = { "method", "verdict", "at" };
    const char *cells[3 * METHOD_COUNT];
    const char *type = token_type_word(profile->token_type);
    struct texts texts = { 0 };
    const struct seen_fact *token = &facts->seen.token;
    const struct codec_list seen = { "seen", keys, 3, cells,
                                     add_seen(&facts->seen, &texts, cells) };
    const struct codec_member members[] = {
        { .name = "name", .text = profile->name },
        { .name = "isUsed", .text = is_used ? "true" : "false", .is_bare = true },
        { .name = "type", .text = *type ? type : NULL },
        { .name = "description", .text = profile->description },
        { .name = "server", .text = profile->endpoint },
        { .name = "state", .text = profile_state_word(facts->state) },
        { .name = "trouble", .text = facts->trouble },
        { .name = "print", .text = *facts->print ? facts->print : NULL },
        { .name = "keptIn", .text = kept_in(profile) },
        { .name = "tokenFile", .text = profile->token_file },
        { .name = "source", .text = profile->is_own ? NULL : profile->source },
        { .name = "isOwn", .text = profile->is_own ? "true" : "false", .is_bare = true },
        { .name = "isReadOnly", .text = profile->read_only ? "true" : "false", .is_bare = true },
        { .name = "methods", .text = profile->methods },
        { .name = "requestsToday",
          .text = number_text(&texts, facts->budget.used),
          .is_bare = true },
        { .name = "ownRequestsToday",
          .text = number_text(&texts, facts->budget.own),
          .is_bare = true },
        { .name = "dailyLimit", .text = number_text(&texts, facts->budget.limit), .is_bare = true },
        { .name = "reserve", .text = number_text(&texts, facts->budget.reserve), .is_bare = true },
        { .name = "heldUntil", .text = time_text(&texts, facts->budget.held_until) },
        { .name = "lastUsed", .text = time_text(&texts, facts->last_used) },
        { .name = "token",
          .text = token->verdict == SEEN_NOTHING ? NULL : verdict_word(token->verdict) },
        { .name = "tokenSeenAt", .text = time_text(&texts, token->at) },
    };
    codec_write_report(out, members, sizeof members / sizeof *members, &seen, 1);
    while (texts.count)
        free(texts.list[--texts.count]);
}

/* --- Both --- */

/* What a list cannot say in its rows. */
static void say_rest(struct cli *cli, const struct config *config)
{
    for (size_t i = 0; i < config->hidden_count; i++)
        cli_say(cli,
                "another profile %s stands in %s and is not used: the one in %s goes before it",
                config->hidden[i].name, config->own_file, config->file);
    if (config->own_trouble)
        cli_say(cli, "%s", config->own_trouble);
    if (!profiles_count(cli->profiles) && !cli_has(cli, CLI_JSON))
        cli_say(cli, "no profile is set up yet: perennial token add NAME does it");
}

int token_list(struct cli *cli)
{
    struct table table = { .columns = columns, .column_count = COLUMNS };
    struct buf json = { 0 };
    struct error none = { 0 };
    const struct profile *used = config_choose(cli->config, NULL, &none);
    size_t count = profiles_count(cli->profiles);
    error_clear(&none);
    for (size_t i = 0; i < count; i++) {
        const struct profile *profile = profiles_at(cli->profiles, i);
        struct profile_facts facts = { 0 };
        profiles_facts(cli->profiles, profile->name, &facts);
        buf_add(&json, i ? ",\n" : "\n");
        write_object(&json, profile, profile == used, &facts);
        add_row(cli, &table, profile, profile == used, &facts);
        if (facts.trouble && !cli_has(cli, CLI_JSON))
            cli_say(cli, "%s: %s", profile->name, facts.trouble);
        profile_facts_free(&facts);
    }
    if (cli_has(cli, CLI_JSON))
        fprintf(cli->out, "[%s\n]\n", buf_text(&json));
    else if (count)
        table_write(&table, cli_form(cli), cli->columns, cli->has_color, cli->out);
    cli_is_deaf(cli);
    cli_flush(cli);
    say_rest(cli, cli->config);
    buf_free(&json);
    table_free(&table);
    return cli_finish(cli) ? CLI_EXIT_DONE : CLI_EXIT_WRONG;
}
