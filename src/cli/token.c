/* perennial token: profiles and their tokens: added, chosen, tested, removed; see token.h. */
#include "config.h"
#include "cli/token.h"
#include "api/codec.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/paths.h"
#include "config/config.h"
#include "model/date.h"
#include "store/vault.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- What they share --- */

/* The profile of this name; NULL and said, with the nearest name, where there is none. */
static const struct profile *find(struct cli *cli, const char *name)
{
    const struct profile *profile = profiles_find(cli->profiles, name);
    if (profile)
        return profile;
    size_t count = profiles_count(cli->profiles);
    const char **names = mem_calloc(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = profiles_at(cli->profiles, i)->name;
    const char *near = names_nearest(name, names);
    if (near)
        cli_say(cli, "there is no profile \"%s\"; did you mean \"%s\"?", name, near);
    else
        cli_say(cli, "there is no profile \"%s\"; perennial token list shows which there are",
                name);
    free(names);
    return NULL;
}

const struct profile *token_choose(struct cli *cli, const char *name)
{
    struct error error = { 0 };
    const char *variable = cli_has(cli, CLI_SANDBOX) ? NULL : getenv("PERENNIAL_PROFILE");
    if (!name)
        name = cli->args->values[CLI_PROFILE];
    if (!name && variable && *variable)
        name = variable;
    if (name)
        return find(cli, name);
    const struct profile *profile = config_choose(cli->config, NULL, &error);
    if (!profile)
        cli_fail(cli, &error);
    return profile;
}

/* As seen from any directory. */
static char *whole_path(const char *path)
{
    char *expanded = paths_expand(path);
    char here[4096];
    if (expanded[0] == '/' || !getcwd(here, sizeof here))
        return expanded;
    char *whole = mem_printf("%s/%s", here, expanded);
    free(expanded);
    return whole;
}

bool token_describe(struct cli *cli, const char *name, struct profile *profile, struct error *error)
{
    const char *const *values = cli->args->values;
    bool listed[METHOD_COUNT];
    profile_init(profile);
    profile->name = mem_strdup(name);
    profile->description = mem_strdup(values[CLI_DESCRIPTION]);
    if (values[CLI_SERVER]) {
        free(profile->endpoint);
        profile->endpoint = config_take_endpoint(values[CLI_SERVER], error);
        if (!profile->endpoint)
            return error_prefix(error, "--server");
    }
    for (int type = TOKEN_COMPANY; values[CLI_TYPE] && type <= TOKEN_VENDOR; type++)
        if (strcmp(values[CLI_TYPE], token_type_word((enum token_type)type)) == 0)
            profile->token_type = (enum token_type)type;
    if (values[CLI_TYPE] && profile->token_type == TOKEN_UNKNOWN)
        return error_set(error, "--type is \"%s\"; it must be company, customer or vendor",
                         values[CLI_TYPE]);
    if (values[CLI_METHODS]) {
        if (!methods_read(values[CLI_METHODS], listed, error))
            return error_prefix(error, "--methods");
        profile->methods = methods_write(listed);
    }
    if (values[CLI_CA_FILE])
        profile->ca_file = whole_path(values[CLI_CA_FILE]);
    return true;
}

int token_take_secret(struct cli *cli, const char *what, struct buf *secret)
{
    struct error error = { 0 };
    struct buf question = { 0 };
    int code = CLI_EXIT_DONE;
    if (cli->read_input) {
        if (!cli->read_input(cli->wait_self, secret, &error))
            code = cli_fail(cli, &error);
    } else if (!cli->ask_hidden || cli_has(cli, CLI_NO_INPUT)) {
        cli_say(cli, "nobody can be asked here: the %s must be the first line of standard input",
                what);
        code = CLI_EXIT_WRONG;
    } else {
        buf_addf(&question, "%s (not shown): ", what);
        question.data[0] -= 'a' - 'A';
        if (!cli->ask_hidden(cli->wait_self, buf_text(&question), secret))
            code = CLI_EXIT_INTERRUPTED;
    }
    if (code == CLI_EXIT_DONE && !secret->len) {
        cli_say(cli, "there was no %s on %s; nothing was done", what,
                cli->read_input ? "the first line of standard input" : "that line");
        code = CLI_EXIT_WRONG;
    }
    buf_free(&question);
    return code;
}

void token_add_words(struct buf *out, const struct profile *profile, const char *print)
{
    const char *type = token_type_word(profile->token_type);
    buf_addf(out, "%s%stoken #%s", type, *type ? " " : "", print);
    if (profile->token_file)
        buf_addf(out, ", kept in %s", profile->token_file);
    else if (profile->token_command)
        buf_add(out, ", asked of its command each time");
}

int token_report(struct cli *cli, const char *outcome, const char *name, const char *print,
                 const char *sentence)
{
    const struct profile *profile = profiles_find(cli->profiles, name);
    const char *type = profile ? token_type_word(profile->token_type) : "";
    struct buf text = { 0 };
    if (cli_has(cli, CLI_JSON)) {
        const struct codec_member members[] = {
            { .name = "outcome", .text = outcome },
            { .name = "name", .text = name },
            { .name = "type", .text = *type ? type : NULL },
            { .name = "print", .text = print },
            { .name = "server", .text = profile ? profile->endpoint : NULL },
            { .name = "tokenFile", .text = profile ? profile->token_file : NULL },
        };
        codec_write_report(&text, members, sizeof members / sizeof *members, NULL, 0);
    } else {
        table_add_shown(&text, sentence);
    }
    fprintf(cli->out, "%s\n", buf_text(&text));
    cli_is_deaf(cli);
    buf_free(&text);
    return cli_finish(cli) ? CLI_EXIT_DONE : CLI_EXIT_WRONG;
}

/* A command may ask at the terminal, where somebody can be asked. */
static bool read_token(struct cli *cli, const struct profile *profile, struct buf *token,
                       struct error *error)
{
    if (cli_has(cli, CLI_NO_INPUT) || !cli->is_chatty)
        return vault_read(profile, token, error);
    return vault_read_at_terminal(profile, token, error);
}

/* --- add --- */

static int report_new(struct cli *cli, const char *outcome, const char *name, const char *token,
                      const char *begin)
{
    const struct profile *profile = profiles_find(cli->profiles, name);
    char print[VAULT_PRINT_CHARS + 1];
    struct buf text = { 0 };
    vault_print(token, print);
    buf_addf(&text, "%s: ", begin);
    token_add_words(&text, profile, print);
    int code = token_report(cli, outcome, name, print, buf_text(&text));
    buf_free(&text);
    return code;
}

/* Pasted with it, they are no part of a token. */
static void cut_blanks(struct buf *token)
{
    while (token->len && strchr(" \t", token->data[token->len - 1]))
        buf_remove(token, token->len - 1, 1);
    buf_remove(token, 0, strspn(buf_text(token), " \t"));
}

/* A token that is typed or piped is checked before anything is done with it. */
static int take_token(struct cli *cli, struct buf *token)
{
    struct error error = { 0 };
    int code = token_take_secret(cli, "token", token);
    cut_blanks(token);
    if (code == CLI_EXIT_DONE && !vault_check(buf_text(token), &error))
        code = cli_fail(cli, &error);
    return code;
}

static int replace(struct cli *cli, const char *name)
{
    static const enum cli_option others[] = { CLI_TOKEN_FILE, CLI_TOKEN_COMMAND, CLI_SERVER,
                                              CLI_TYPE,       CLI_DESCRIPTION,   CLI_METHODS,
                                              CLI_CA_FILE };
    struct error error = { 0 };
    struct buf token = BUF_SECRET;
    const struct profile *profile = find(cli, name);
    if (!profile)
        return CLI_EXIT_WRONG;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!cli_has(cli, others[i]))
            continue;
        cli_say(cli, "--replace takes another token and changes nothing else: leave out --%s",
                cli_options[others[i]].name);
        return CLI_EXIT_WRONG;
    }
    if (!profiles_may_replace(cli->profiles, name, &error))
        return cli_fail(cli, &error);
    int code = take_token(cli, &token);
    if (code == CLI_EXIT_DONE) {
        if (profiles_replace_secret(cli->profiles, name, buf_text(&token), &error))
            code = report_new(cli, "replaced", name, buf_text(&token), "Another token is kept");
        else
            code = cli_fail(cli, &error);
    }
    buf_wipe(&token);
    return code;
}

/* Where the token of a new profile comes from; it is read once, so that one that cannot be had is known now. */
static int find_token(struct cli *cli, struct profile *profile, struct buf *token, bool *is_kept)
{
    const char *file = cli->args->values[CLI_TOKEN_FILE];
    const char *command = cli->args->values[CLI_TOKEN_COMMAND];
    struct error error = { 0 };
    *is_kept = !file && !command;
    if (*is_kept)
        return take_token(cli, token);
    profile->token_file = file ? whole_path(file) : NULL;
    profile->token_command = mem_strdup(command);
    return read_token(cli, profile, token, &error) ? CLI_EXIT_DONE : cli_fail(cli, &error);
}

static int add(struct cli *cli, const char *name)
{
    struct profile profile = { 0 };
    struct error error = { 0 };
    struct buf token = BUF_SECRET;
    bool is_kept;
    if (cli_has(cli, CLI_REPLACE))
        return replace(cli, name);
    if (profiles_find(cli->profiles, name)) {
        cli_say(cli, "there is a profile %s already; --replace gives it another token", name);
        return CLI_EXIT_WRONG;
    }
    if (cli_has(cli, CLI_TOKEN_FILE) && cli_has(cli, CLI_TOKEN_COMMAND)) {
        cli_say(cli, "--token-file and --token-command exclude each other");
        return CLI_EXIT_WRONG;
    }
    int code = CLI_EXIT_DONE;
    if (!profiles_may_be_called(cli->profiles, name, &error) ||
        !token_describe(cli, name, &profile, &error))
        code = cli_fail(cli, &error);
    if (code == CLI_EXIT_DONE)
        code = find_token(cli, &profile, &token, &is_kept);
    if (code == CLI_EXIT_DONE) {
        if (profiles_add(cli->profiles, &profile, is_kept ? buf_text(&token) : NULL, &error))
            code = report_new(cli, "added", name, buf_text(&token), "The profile is set up");
        else
            code = cli_fail(cli, &error);
    }
    buf_wipe(&token);
    profile_free(&profile);
    return code;
}

/* --- use --- */

static int use(struct cli *cli, const char *name)
{
    struct error error = { 0 };
    const char *named = getenv("PERENNIAL_PROFILE");
    if (!find(cli, name))
        return CLI_EXIT_WRONG;
    if (!profiles_choose(cli->profiles, name, &error))
        return cli_fail(cli, &error);
    if (named && *named && strcmp(named, name) != 0)
        cli_say(cli, "the variable PERENNIAL_PROFILE is set and goes before it: %s", named);
    struct buf text = { 0 };
    buf_addf(&text, "%s is used from now on where no profile is named", name);
    int code = token_report(cli, "chosen", name, NULL, buf_text(&text));
    buf_free(&text);
    return code;
}

/* --- test --- */

struct testing {
    struct cli *cli;
    bool is_done;
    enum api_outcome outcome;
    char *message;
};

static void ignore_order(void *context, const struct order *order)
{
    (void)context, (void)order;
}

static void say_again(void *context, const struct api_again *again)
{
    const struct testing *testing = context;
    cli_say_again(testing->cli, again);
}

static void end_test(void *context, const struct api_answer *answer)
{
    struct testing *testing = context;
    testing->is_done = true;
    testing->outcome = answer->outcome;
    testing->message = mem_strdup(answer->message);
}

/* One list call of one day. */
static bool ask_service(struct testing *testing, struct api *api)
{
    struct cli *cli = testing->cli;
    struct filter filter = { 0 };
    struct buf today = { 0 };
    date_write(&today, cli->today);
    filter_init(&filter, cli->today);
    value_set(&filter.v[FILTER_FROM], buf_text(&today));
    value_set(&filter.v[FILTER_TO], buf_text(&today));
    const struct api_list_call call = { .purpose = API_LOOKING,
                                        .filter = &filter,
                                        .on_order = ignore_order,
                                        .on_again = say_again,
                                        .on_done = end_test,
                                        .context = testing };
    unsigned request = api->ops->list_orders(api->self, &call);
    bool done = cli->wait(cli->wait_self, &testing->is_done);
    if (!done)
        api->ops->drop(api->self, request);
    filter_free(&filter);
    buf_free(&today);
    return done;
}

static const char *test_word(enum api_outcome outcome)
{
    switch (outcome) {
    case API_DONE:
        return "accepted";
    case API_PARTIAL:
    case API_REFUSED:
        return "refused";
    case API_UNREACHED:
    case API_FAILED:
    case API_UNKNOWN:
        return "unreached";
    case API_NO_BUDGET:
        return "no-budget";
    }
    return "unreached";
}

static int end_testing(struct testing *testing, const struct profile *profile, const char *print)
{
    struct cli *cli = testing->cli;
    int code = cli_outcome_exit(testing->outcome);
    struct buf text = { 0 };
    struct error error = { 0 };
    struct seen seen = { 0 };
    if (testing->outcome == API_DONE) {
        if (!seen_load(profile->name, print, &seen, &error) ||
            !seen_pardon(profile->name, print, &seen, &error))
            cli_fail(cli, &error);
        buf_addf(&text, "The service takes the token of %s: ", profile->name);
        token_add_words(&text, profile, print);
    } else {
        cli_say(cli, "%s", testing->message);
    }
    if (testing->outcome == API_DONE || cli_has(cli, CLI_JSON)) {
        int written =
            token_report(cli, test_word(testing->outcome), profile->name, print, buf_text(&text));
        code = code == CLI_EXIT_DONE ? written : code;
    }
    buf_free(&text);
    return code;
}

static int test(struct cli *cli, const char *name)
{
    struct error error = { 0 };
    struct buf token = BUF_SECRET;
    char print[VAULT_PRINT_CHARS + 1];
    const struct profile *profile = token_choose(cli, name);
    if (!profile)
        return CLI_EXIT_WRONG;
    if (!cli_may(cli, profile, METHOD_ORDER_LIST))
        return CLI_EXIT_WRONG;
    if (!read_token(cli, profile, &token, &error))
        return cli_fail(cli, &error);
    vault_print(buf_text(&token), print);
    struct api api = cli->opener.open(cli->opener.self, profile, buf_text(&token));
    buf_wipe(&token);
    struct testing testing = { .cli = cli };
    bool done = ask_service(&testing, &api);
    cli->opener.close(cli->opener.self, api);
    int code = done ? end_testing(&testing, profile, print) : CLI_EXIT_INTERRUPTED;
    free(testing.message);
    return code;
}

/* --- remove --- */

static int confirm_removal(struct cli *cli, const char *name)
{
    struct buf question = { 0 }, typed = { 0 };
    int code = CLI_EXIT_DONE;
    if (cli_has(cli, CLI_YES))
        return code;
    if (!cli->ask || cli_has(cli, CLI_NO_INPUT)) {
        cli_say(cli, "nobody can be asked here, so nothing was removed; --yes removes without "
                     "asking");
        return CLI_EXIT_WRONG;
    }
    buf_addf(&question, "Type the profile's name, %s, to remove it: ", name);
    if (!cli->ask(cli->wait_self, buf_text(&question), &typed)) {
        cli_say(cli, "nothing was removed");
        code = CLI_EXIT_INTERRUPTED;
    } else if (!names_equal_trimmed(buf_text(&typed), name)) {
        cli_say(cli, "that was not %s; nothing was removed", name);
        code = CLI_EXIT_WRONG;
    }
    buf_free(&question);
    buf_free(&typed);
    return code;
}

static int remove_profile(struct cli *cli, const char *name)
{
    struct error error = { 0 };
    const struct profile *profile = find(cli, name);
    if (!profile)
        return CLI_EXIT_WRONG;
    if (!profiles_may_change(cli->profiles, name, &error))
        return cli_fail(cli, &error);
    int code = confirm_removal(cli, name);
    if (code != CLI_EXIT_DONE)
        return code;
    char *file = mem_strdup(profile->token_file);
    struct buf text = { 0 };
    if (!profiles_forget(cli->profiles, name, &error)) {
        code = cli_fail(cli, &error);
    } else {
        bool stays = file && file_exists(file);
        buf_addf(&text, "The profile %s is removed; its drafts and its journal stay", name);
        if (stays)
            buf_addf(&text, ", and so does %s, which is a file of yours", file);
        code = token_report(cli, "removed", name, NULL, buf_text(&text));
    }
    buf_free(&text);
    free(file);
    return code;
}

static int list(struct cli *cli, const char *name)
{
    (void)name;
    return token_list(cli);
}

int token_run(struct cli *cli)
{
    static const struct {
        const char *word;
        int (*run)(struct cli *cli, const char *name);
    } words[] = {
        { "list", list },
        { "add", add },
        { "use", use },
        { "test", test },
        { "remove", remove_profile },
    };
    const char *name = cli->args->word_count > 1 ? cli->args->words[1] : NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, cli->args->words[0]) == 0)
            return words[i].run(cli, name);
    return CLI_EXIT_WRONG;
}
