/* perennial login: a token for a user name and a password, which are kept nowhere. */
#include "config.h"
#include "cli/token.h"
#include "base/mem.h"
#include "config/config.h"
#include "store/vault.h"

#include <stdlib.h>
#include <string.h>

struct login {
    struct cli *cli;
    struct profile profile; /* that is there already, or is to be added */
    bool is_new;
    struct buf user, password, token;
    struct api api;
    bool is_done;
    int code;
};

/* The profile, and whether a token can be kept for it: asked before anybody types a password. */
static int find_profile(struct login *login)
{
    struct cli *cli = login->cli;
    struct error error = { 0 };
    const char *name = cli->args->word_count ? cli->args->words[0] : NULL;
    bool is_described = cli_has(cli, CLI_SERVER) || cli_has(cli, CLI_TYPE);
    if (name && is_described && !profiles_find(cli->profiles, name)) {
        login->is_new = true;
        bool done = profiles_may_be_called(cli->profiles, name, &error) &&
                    token_describe(cli, name, &login->profile, &error);
        return done ? CLI_EXIT_DONE : cli_fail(cli, &error);
    }
    const struct profile *profile = token_choose(cli, name);
    if (!profile) {
        if (name)
            cli_say(cli, "to add it, say what it is: --type TYPE, and --server URL where it is not "
                         "Komet Sales' own");
        return CLI_EXIT_WRONG;
    }
    static const enum cli_option new_only[] = { CLI_SERVER, CLI_TYPE, CLI_DESCRIPTION, CLI_METHODS,
                                                CLI_CA_FILE };
    for (size_t i = 0; i < sizeof new_only / sizeof *new_only; i++) {
        if (!cli_has(cli, new_only[i]))
            continue;
        cli_say(cli, "the profile %s is there already, and --%s is for a new one", profile->name,
                cli_options[new_only[i]].name);
        return CLI_EXIT_WRONG;
    }
    if (!profiles_may_replace(cli->profiles, profile->name, &error))
        return cli_fail(cli, &error);
    profile_copy(&login->profile, profile);
    return CLI_EXIT_DONE;
}

static int take_user(struct login *login)
{
    struct cli *cli = login->cli;
    const char *given = cli->args->values[CLI_USER];
    struct buf question = { 0 };
    int code = CLI_EXIT_DONE;
    if (given) {
        buf_add(&login->user, given);
    } else if (!cli->ask || cli_has(cli, CLI_NO_INPUT)) {
        cli_say(cli, "nobody can be asked for the user name here: give it with --user NAME");
        code = CLI_EXIT_WRONG;
    } else {
        buf_addf(&question, "User name at %s: ", login->profile.endpoint);
        if (!cli->ask(cli->wait_self, buf_text(&question), &login->user))
            code = CLI_EXIT_INTERRUPTED;
    }
    if (code == CLI_EXIT_DONE && !login->user.len) {
        cli_say(cli, "there was no user name; nothing was sent");
        code = CLI_EXIT_WRONG;
    }
    buf_free(&question);
    return code;
}

static void end_login(void *context, const struct api_answer *answer, const char *token)
{
    struct login *login = context;
    login->is_done = true;
    login->code = cli_answer_exit(login->cli, answer);
    if (token)
        buf_add(&login->token, token);
}

/* One request, which is not sent again by itself. */
static int send_login(struct login *login)
{
    struct cli *cli = login->cli;
    const struct api_login_call call = { .user = buf_text(&login->user),
                                         .password = buf_text(&login->password),
                                         .on_done = end_login,
                                         .context = login };
    struct api api = cli->opener.open(cli->opener.self, &login->profile, "");
    unsigned request = api.ops->log_in(api.self, &call);
    buf_wipe(&login->password);
    if (!cli->wait(cli->wait_self, &login->is_done)) {
        api.ops->drop(api.self, request);
        login->code = CLI_EXIT_INTERRUPTED;
    }
    cli->opener.close(cli->opener.self, api);
    return login->code;
}

static int keep_token(struct login *login)
{
    struct cli *cli = login->cli;
    struct error error = { 0 };
    const char *name = login->profile.name, *token = buf_text(&login->token);
    char print[VAULT_PRINT_CHARS + 1];
    bool done = vault_check(token, &error);
    if (done && login->is_new)
        done = profiles_add(cli->profiles, &login->profile, token, &error);
    else if (done)
        done = profiles_replace_secret(cli->profiles, name, token, &error);
    if (!done) {
        error_prefix(&error, "the service gave a token, but it could not be kept");
        return cli_fail(cli, &error);
    }
    struct buf text = { 0 };
    vault_print(token, print);
    buf_addf(&text, "%s %s: ", name, login->is_new ? "is set up" : "has a new token");
    token_add_words(&text, profiles_find(cli->profiles, name), print);
    int code =
        token_report(cli, login->is_new ? "added" : "replaced", name, print, buf_text(&text));
    buf_free(&text);
    return code;
}

int login_run(struct cli *cli)
{
    struct login login = {
        .cli = cli, .user = BUF_SECRET, .password = BUF_SECRET, .token = BUF_SECRET
    };
    int code = find_profile(&login);
    if (code == CLI_EXIT_DONE)
        code = take_user(&login);
    if (code == CLI_EXIT_DONE)
        code = token_take_secret(cli, "password", &login.password);
    if (code == CLI_EXIT_DONE)
        code = send_login(&login);
    if (code == CLI_EXIT_DONE)
        code = keep_token(&login);
    buf_wipe(&login.user);
    buf_wipe(&login.password);
    buf_wipe(&login.token);
    profile_free(&login.profile);
    return code;
}
