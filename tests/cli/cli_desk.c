/* Commands without a terminal, a network or a configuration; see cli_desk.h. */
#include "config.h"
#include "cli_desk.h"
#include "api/codec.h"
#include "base/file.h"
#include "base/mem.h"
#include "work/profiles.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool wait_for(void *self, const bool *is_done)
{
    struct cli_desk *desk = self;
    if (desk->before_wait)
        desk->before_wait(desk);
    if (desk->unhurried > 0) {
        desk->unhurried--;
    } else if (desk->interrupts > 0) {
        desk->interrupts--;
        return *is_done;
    }
    while (!*is_done)
        cr_assert(fake_api_run(desk->fake), "the command waits for what nobody does");
    return true;
}

static bool answer(void *self, const char *question, struct buf *typed)
{
    struct cli_desk *desk = self;
    free(desk->question);
    desk->question = mem_strdup(question);
    buf_add(typed, desk->typed);
    return true;
}

static bool answer_hidden(void *self, const char *question, struct buf *secret)
{
    struct cli_desk *desk = self;
    free(desk->hidden_question);
    desk->hidden_question = mem_strdup(question);
    if (desk->interrupts > 0)
        return false;
    buf_add(secret, desk->hidden);
    return true;
}

static bool read_input(void *self, struct buf *secret, struct error *error)
{
    const struct cli_desk *desk = self;
    (void)error;
    buf_add(secret, desk->input);
    return true;
}

static struct api open_service(void *self, const struct profile *profile, const char *token)
{
    struct cli_desk *desk = self;
    free(desk->opened_profile);
    free(desk->opened_token);
    desk->opened_profile = mem_strdup(profile->name);
    desk->opened_token = mem_strdup(token);
    desk->opened++;
    return fake_api_api(desk->fake);
}

static void close_service(void *self, struct api api)
{
    struct cli_desk *desk = self;
    (void)api;
    desk->closed++;
}

/* What the program keeps on disk stays out of the home of whoever runs the tests. */
static void make_home(struct cli_desk *desk)
{
    static const char *const places[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                          "XDG_CACHE_HOME" };
    desk->home = mem_printf("%s/cli-test-XXXXXX", TEST_BUILD_DIR);
    cr_assert(mkdtemp(desk->home), "no directory for the test");
    setenv("HOME", desk->home, 1);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        unsetenv(places[i]);
}

static int take_away(const char *path, const struct stat *info, int what, struct FTW *place)
{
    (void)info, (void)what, (void)place;
    return remove(path);
}

void cli_desk_open(struct cli_desk *desk)
{
    make_home(desk);
    desk->fake = fake_api_new();
    profile_init(&desk->profile);
    desk->profile.name = mem_strdup("mia-sales");
    desk->profile.token_type = TOKEN_COMPANY;
    desk->profile.multi_location = true;
}

void cli_desk_close(struct cli_desk *desk)
{
    fake_api_free(desk->fake);
    profile_free(&desk->profile);
    free(desk->out);
    free(desk->err);
    free(desk->question);
    free(desk->hidden_question);
    free(desk->opened_profile);
    free(desk->opened_token);
    config_free(&desk->config);
    nftw(desk->home, take_away, 16, FTW_DEPTH | FTW_PHYS);
    free(desk->home);
}

/* As main.c does: no service yet, and no profile but a named one. */
static void use_profiles(struct cli_desk *desk)
{
    struct error error = { 0 };
    cr_assert(config_load(&desk->config, NULL, &error), "%s", error_text(&error));
    desk->cli.config = &desk->config;
    desk->cli.profiles = profiles_new(&desk->config);
    desk->cli.api = (struct api){ 0 };
    desk->cli.opener = (struct api_opener){ open_service, close_service, NULL, desk };
    desk->cli.profile = NULL;
    const char *name = desk->args.values[CLI_PROFILE];
    if (name)
        desk->cli.profile = config_choose(&desk->config, name, &error);
    desk->cli.ask_hidden = desk->hidden ? answer_hidden : NULL;
    desk->cli.read_input = desk->input ? read_input : NULL;
}

static void parse(struct cli_desk *desk, const char *line, char **texts, size_t *count)
{
    char *argv[16] = { texts[0] = mem_strdup("perennial") };
    char *copy = mem_strdup(line), *rest = copy;
    struct error error = { 0 };
    *count = 1;
    for (char *word; (word = strsep(&rest, " "));) {
        cr_assert_lt(*count, 15);
        texts[*count] = word[0] == '@' ? mem_printf("%s/fixtures/%s", TEST_SOURCE_DIR, word + 1)
                                       : mem_strdup(word);
        argv[*count] = texts[*count];
        ++*count;
    }
    free(copy);
    cr_assert(cli_parse((int)*count, argv, &desk->args, &error), "%s: %s", line,
              error_text(&error));
}

int cli_desk_run_to(struct cli_desk *desk, const char *line, FILE *out)
{
    static int (*const commands[CLI_COMMANDS])(struct cli *) = {
        [CLI_CHECK] = check_run,     [CLI_SEND] = send_run,     [CLI_LIST] = list_run,
        [CLI_SHOW] = show_run,       [CLI_CHANGE] = change_run, [CLI_CANCEL] = cancel_run,
        [CLI_LOOKUP] = lookup_run,   [CLI_TOKEN] = token_run,   [CLI_LOGIN] = login_run,
        [CLI_JOURNAL] = journal_run,
    };
    char *texts[16];
    size_t count;
    parse(desk, line, texts, &count);
    free(desk->err);
    FILE *err = open_memstream(&desk->err, &desk->err_len);
    int columns = desk->cli.columns;
    desk->cli = (struct cli){ .args = &desk->args,
                              .out = out,
                              .err = err,
                              .columns = columns,
                              .is_chatty = desk->is_chatty,
                              .api = fake_api_api(desk->fake),
                              .profile = &desk->profile,
                              .context = { desk->profile.token_type, desk->profile.multi_location },
                              .today = date_from_civil(2026, 2, 3),
                              .wait = wait_for,
                              .ask = desk->typed ? answer : NULL,
                              .wait_self = desk };
    bool has_profiles = desk->args.command == CLI_TOKEN || desk->args.command == CLI_LOGIN;
    if (has_profiles)
        use_profiles(desk);
    int code = commands[desk->args.command](&desk->cli);
    if (has_profiles)
        profiles_free(desk->cli.profiles);
    fclose(out);
    fclose(err);
    while (count)
        free(texts[--count]);
    return code;
}

int cli_desk_run(struct cli_desk *desk, const char *line)
{
    free(desk->out);
    desk->out = NULL;
    return cli_desk_run_to(desk, line, open_memstream(&desk->out, &desk->out_len));
}

static void add_order(void *context, const struct order *order)
{
    fake_api_add_order(context, order);
}

void cli_desk_fill(struct cli_desk *desk)
{
    struct buf text = { 0 };
    struct error error = { 0 };
    cr_assert(file_read(TEST_SOURCE_DIR "/fixtures/orders-reply.json", 1 << 20, &text, &error));
    struct codec_reader *reader = codec_read_orders(ORDER_ACTIVE, add_order, desk->fake);
    cr_assert(codec_reader_feed(reader, text.data, text.len, &error), "%s", error_text(&error));
    cr_assert(codec_reader_finish(reader, &error), "%s", error_text(&error));
    codec_reader_free(reader);
    buf_free(&text);
}

void cli_desk_expect_golden(const char *name, const char *text)
{
    char *path = mem_printf("%s/golden/cli/%s", TEST_SOURCE_DIR, name);
    struct error error = { 0 };
    struct buf wanted = { 0 };
    if (getenv("UPDATE_GOLDEN")) {
        cr_expect(file_write(path, text, strlen(text), 0644, &error), "%s", error_text(&error));
    } else {
        cr_assert(file_read(path, 1 << 20, &wanted, &error), "%s", error_text(&error));
        cr_expect_str_eq(text, buf_text(&wanted), "%s: wanted\n%s\ngot\n%s", name,
                         buf_text(&wanted), text);
    }
    error_clear(&error);
    buf_free(&wanted);
    free(path);
}
