/* The program's beginning and end: arguments, locale, configuration, profile, token, and then a
 * command or the screens. Knows every layer and does none of their work. */
#include "config.h"
#include "app.h"
#include "api/admin_session.h"
#include "api/client.h"
#include "base/crash.h"
#include "base/log.h"
#include "base/mem.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/run.h"
#include "config/config.h"
#include "sandbox_child.h"
#include "services.h"
#include "store/store.h"
#include "store/vault.h"
#include "work/profiles.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Without a UTF-8 locale of the user's, characters are still UTF-8 in here, but the terminal is not
 * sent any beyond ASCII; gives whether that is so. */
static bool set_locale(void)
{
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return false;
    setlocale(LC_CTYPE, "C.UTF-8");
    return true;
}

/* Started with one of the three closed, the next file opened would take its place and get what is
 * meant for people. */
static void keep_standard_files(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
            abort();
}

static void complain(const struct error *error)
{
    fprintf(stderr, "perennial: %s\n", error_text(error));
}

/* From here on nobody may look into this program's memory, nor find it in a core file. */
static void close_memory(void)
{
    const struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

/* The value of an option, else of its variable, else NULL. */
static const char *choose_text(const char *option, const char *variable)
{
    const char *text = option ? option : getenv(variable);
    return text && *text ? text : NULL;
}

static int print_help(const struct cli_args *args)
{
    struct buf out = { 0 };
    if (args->values[CLI_HELP])
        help_write(&out, args->command);
    else
        help_write_version(&out);
    bool done = fputs(buf_text(&out), stdout) != EOF && fflush(stdout) == 0;
    buf_free(&out);
    return done ? CLI_EXIT_DONE : CLI_EXIT_WRONG;
}

/* What is made for a run, in the order it is made. */
struct run {
    const struct cli_args *args;
    struct config config;
    struct profiles *profiles;
    const struct profile *profile; /* `chosen`, or NULL */
    struct profile chosen;
    struct sandbox_child sandbox;
    struct client *client;
    struct services *services;
    struct admin_session *admin; /* of the practice server; NULL elsewhere */
    struct api api;              /* of the profile; `ops` NULL where no service is needed, or … */
    struct error trouble; /* … there is none for this reason, and the screens begin without */
    bool no_color, ascii_only;
};

/* A copy: the profiles may change while the run lasts. */
static bool choose(struct run *run, const char *name, struct error *error)
{
    const struct profile *found = config_choose(&run->config, name, error);
    if (!found)
        return false;
    profile_copy(&run->chosen, found);
    run->profile = &run->chosen;
    return true;
}

/* On the practice server the profiles are its own. */
static bool use_practice(struct run *run, bool is_needed, struct error *error)
{
    struct sandbox_child *child = &run->sandbox;
    if (!is_needed)
        sandbox_child_describe(child);
    else if (!sandbox_child_start(child, error))
        return false;
    config_use_practice(&run->config, child->samples, SANDBOX_CHILD_SAMPLES);
    return true;
}

/* Whether somebody sits there who can set up on the screens what is missing. */
static bool is_for_people(const struct run *run)
{
    return run->args->command == CLI_SCREENS && !run->args->values[CLI_NO_INPUT] &&
           isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* The profile asked for: one of the practice server, or of the configuration. A command that needs none
 * only takes one that is named; those that work with all of them choose themselves. */
static bool choose_profile(struct run *run, struct error *error)
{
    const char *name = run->args->values[CLI_PROFILE];
    bool is_needed = run_needs_profile(run->args), needs_all = run_needs_profiles(run->args);
    bool is_practice = run->args->values[CLI_SANDBOX];
    if (!run_knows_profile(run->args))
        return true;
    if (is_practice && !use_practice(run, is_needed || needs_all, error))
        return false;
    if (!is_practice)
        name = choose_text(name, "PERENNIAL_PROFILE");
    if (needs_all || (!is_needed && !name && !is_practice))
        return true;
    return choose(run, name, name || !is_for_people(run) ? error : &run->trouble) ||
           run->trouble.text;
}

/* A command that needs no profile is not stopped by a configuration it does not ask for. */
static bool load_config(struct run *run, struct error *error)
{
    const char *path = choose_text(run->args->values[CLI_CONFIG], "PERENNIAL_CONFIG");
    bool is_asked = run_needs_profile(run->args) || run_needs_profiles(run->args) ||
                    run->args->values[CLI_CONFIG] ||
                    choose_text(run->args->values[CLI_PROFILE], "PERENNIAL_PROFILE");
    if (is_asked && run_knows_profile(run->args) && !config_load(&run->config, path, error))
        return false;
    run->profiles = profiles_new(&run->config);
    return true;
}

/* A command may ask at the terminal, where somebody can be asked. */
static bool read_token(const struct run *run, struct buf *token, struct error *error)
{
    if (run->args->values[CLI_NO_INPUT] || !isatty(STDERR_FILENO))
        return vault_read(run->profile, token, error);
    return vault_read_at_terminal(run->profile, token, error);
}

static bool open_service(struct run *run, struct error *error)
{
    struct buf token = BUF_SECRET;
    struct error *why = is_for_people(run) ? &run->trouble : error;
    if (run_needs_profile(run->args) || run_needs_profiles(run->args)) {
        run->client = client_new();
        run->services = services_new(run->client);
    }
    if (!run_needs_profile(run->args) || !run->profile)
        return true;
    if (run_needs_token(run->args)) {
        if (!read_token(run, &token, why))
            return run->trouble.text;
    } else {
        for (int i = 0; i < TOKEN_MAX_CHARS; i++)
            buf_add_char(&token, 'x'); /* for the size of a body that is only shown */
    }
    const struct api_opener opener = services_opener(run->services);
    run->api = opener.open(opener.self, run->profile, buf_text(&token));
    buf_wipe(&token);
    return true;
}

/* The screens issue tokens on the practice server, by its own secret. */
static bool open_admin(struct run *run, struct error *error)
{
    const struct sandbox_child *child = &run->sandbox;
    struct profile kept = { 0 }; /* the secret is kept as a token is */
    struct buf secret = BUF_SECRET;
    if (run->args->command != CLI_SCREENS || !child->admin_file)
        return true;
    kept.name = mem_strdup("sandbox");
    kept.token_file = mem_strdup(child->admin_file);
    bool done = vault_read(&kept, &secret, error);
    profile_free(&kept);
    if (done)
        run->admin = admin_session_open(run->client, child->samples[0].endpoint,
                                        child->samples[0].ca_file, buf_text(&secret));
    buf_wipe(&secret);
    return done;
}

static int start_screens(const struct run *run)
{
    const char *theme = run->args->values[CLI_THEME];
    if (!is_for_people(run)) {
        fputs("perennial: the screens need a terminal to type on and to draw on; for scripts there "
              "are commands (perennial --help)\n",
              stderr);
        return CLI_EXIT_WRONG;
    }
    struct app_start start = { .config = &run->config,
                               .profile = run->profile,
                               .client = run->client,
                               .api = run->api,
                               .opener = services_opener(run->services),
                               .profiles = run->profiles,
                               .trouble = run->trouble.text,
                               .theme = theme ? theme : run->config.theme,
                               .no_color = run->no_color,
                               .ascii_only = run->ascii_only };
    if (run->admin)
        start.admin = admin_session_admin(run->admin);
    int code = app_run_screens(&start);
    services_give_up(run->services);
    return code;
}

static int start_command(const struct run *run)
{
    struct run_start start = { .args = run->args,
                               .profile = run->profile,
                               .profiles = run->profiles,
                               .config = &run->config,
                               .client = run->client,
                               .api = run->api,
                               .no_color = run->no_color };
    if (run->services)
        start.opener = services_opener(run->services);
    return run_command(&start);
}

static bool start_log(const struct run *run, struct error *error)
{
    const char *path = run->args->values[CLI_LOG], *word = run->args->values[CLI_LOG_LEVEL];
    const char *command = cli_commands[run->args->command].word;
    enum log_level level = LOG_INFO;
    if (word && !log_read_level(word, &level))
        return error_set(error, "--log-level is error, info or debug, not \"%s\"", word);
    if (!path)
        return !word || error_set(error, "--log-level needs a log: --log FILE");
    if (!log_open(path, level, error))
        return false;
    log_line(LOG_INFO, "%s begins: %s", PACKAGE_STRING, command ? command : "the screens");
    return true;
}

/* Profiles that cannot be read are missing: a command says so, and goes on with those there are. */
static void say_missing(const struct run *run)
{
    if (run->config.own_trouble && run->args->command != CLI_SCREENS &&
        run->args->command != CLI_TOKEN)
        fprintf(stderr, "perennial: %s; the profiles of that file are left out\n",
                run->config.own_trouble);
}

static bool prepare(struct run *run, struct error *error)
{
    return start_log(run, error) && load_config(run, error) && choose_profile(run, error) &&
           open_service(run, error) && open_admin(run, error);
}

static void clean_up(struct run *run)
{
    services_free(run->services);
    admin_session_close(run->admin);
    if (run->client)
        client_free(run->client);
    sandbox_child_stop(&run->sandbox);
    profiles_free(run->profiles);
    profile_free(&run->chosen);
    error_clear(&run->trouble);
    config_free(&run->config);
    log_forget_secrets();
    log_close();
}

int main(int argc, char **argv)
{
    struct cli_args args;
    struct error error = { 0 };
    keep_standard_files();
    crash_watch();
    bool ascii_only = set_locale();
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is seen where it is written to */
    if (!cli_parse(argc, argv, &args, &error)) {
        complain(&error);
        fputs("Try: perennial --help\n", stderr);
        error_clear(&error);
        return CLI_EXIT_WRONG;
    }
    if (args.values[CLI_HELP] || args.values[CLI_VERSION])
        return print_help(&args);
    close_memory();
    struct run run = { .args = &args, .ascii_only = ascii_only };
    const char *no_color = getenv("NO_COLOR");
    run.no_color = args.values[CLI_NO_COLOR] || (no_color && *no_color);
    int code = CLI_EXIT_WRONG;
    bool is_ready = prepare(&run, &error);
    if (is_ready && run.profile) {
        store_use_profile(run.profile->name);
        log_line(LOG_INFO, "The profile is %s.", run.profile->name);
    }
    say_missing(&run);
    if (!is_ready) {
        complain(&error);
        log_line(LOG_ERROR, "%s", error_text(&error));
        error_clear(&error);
    } else if (args.command == CLI_SCREENS) {
        code = start_screens(&run);
    } else {
        code = start_command(&run);
    }
    log_line(LOG_INFO, "%s ends with %d.", PACKAGE_NAME, code);
    clean_up(&run);
    return code;
}
