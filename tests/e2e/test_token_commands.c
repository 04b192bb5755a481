/* token and login of the real program, over TLS and in a terminal: what is typed hidden is in no byte that the
 * terminal got, in no file but its own and in no list of processes, and the terminal is whole afterwards. */
#include "config.h"
#include "support/desk_command.h"

#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET "MarkedSecret0123456789abc"
#define PROMPT "Token (not shown):"

static struct pty *pty;

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
}

static void clear_away(void)
{
    pty_close(pty);
    pty = NULL;
    desk_result_free(&got);
    desk_free(desk);
}

TestSuite(token_commands, .init = lay_out, .fini = clear_away);

static void run_with(const char *input, const char *const *arguments)
{
    desk_result_free(&got);
    got = desk_run(desk, input, arguments);
}

/* Neither shown nor kept anywhere but in the files of tokens. */
static void expect_unseen(const char *secret)
{
    cr_expect_null(strstr(buf_text(&got.out), secret), "out: %s", buf_text(&got.out));
    cr_expect_null(strstr(buf_text(&got.err), secret), "err: %s", buf_text(&got.err));
    desk_write(desk, "input", ""); /* what the test itself piped */
    const char *file = desk_find_text(desk, "", secret);
    cr_expect_null(file, "it stands in %s", file);
    if (pty)
        cr_expect_null(memmem(pty_output(pty)->data, pty_output(pty)->len, secret, strlen(secret)),
                       "the terminal got it");
}

static char *server_address(void)
{
    return mem_printf("https://127.0.0.1:%d/api/", desk_port(desk));
}

/* A profile of this name on the sandbox, with the token that is piped. */
static void add(const char *name, const char *token)
{
    char *server = server_address();
    run_with(token, ARGS("token", "add", name, "--type", "company", "--server", server, "--ca-file",
                         desk_ca_file(desk)));
    free(server);
}

static struct buf file_text(const char *name)
{
    char *path = desk_path(desk, name);
    struct buf text = { 0 };
    struct error error = { 0 };
    file_read(path, 4096, &text, &error);
    error_clear(&error);
    free(path);
    return text;
}

static void expect_file(const char *name, const char *wanted)
{
    struct buf text = file_text(name);
    cr_expect_str_eq(buf_text(&text), wanted, "%s", name);
    buf_wipe(&text);
}

/* --- Piped --- */

Test(token_commands, a_profile_from_its_token_to_its_end)
{
    add("mia", desk_token(desk));
    expect_status(0);
    expect_said("company token #");
    expect_unseen(desk_token(desk));
    run(ARGS("token", "test", "mia"));
    expect_status(0);
    expect_said("The service takes the token of mia");
    run(ARGS("list", "--profile", "mia", "--json"));
    expect_status(0);
    run(ARGS("token", "list", "--json"));
    expect_status(0);
    json_object *all = output();
    cr_assert_eq(json_object_array_length(all), 2);
    json_object *mia = json_object_array_get_idx(all, 1);
    cr_expect_str_eq(text_of(mia, "name"), "mia");
    cr_expect_str_eq(text_of(mia, "state"), "ready");
    cr_expect_str_eq(text_of(mia, "token"), "allowed");
    cr_expect_str_eq(text_of(mia, "requestsToday"), "2");
    cr_expect_neq(*text_of(mia, "lastUsed"), '\0');
    json_object_put(all);
    expect_said("{\"method\":\"standing.order.list\",\"verdict\":\"allowed\"");
    run(ARGS("token", "list"));
    expect_status(0);
    expect_said("perennial.conf:");
    run(ARGS("token", "use", "mia"));
    expect_status(2); /* the desk's own file names another */
    expect_said("perennial.conf:1");
    run(ARGS("token", "remove", "mia"));
    expect_status(2);
    run(ARGS("token", "remove", "test", "--yes"));
    expect_status(2);
    expect_said("perennial.conf:2");
    run(ARGS("token", "remove", "mia", "--yes", "--json"));
    expect_status(0);
    run(ARGS("token", "test", "mia"));
    expect_status(2);
    expect_unseen(desk_token(desk));
}

Test(token_commands, test_ends_with_the_promised_codes)
{
    add("mia", SECRET);
    expect_status(0);
    run(ARGS("token", "test", "mia", "--json"));
    expect_status(1);
    expect_said("\"outcome\":\"refused\"");
    run(ARGS("token", "list"));
    expect_said("refused");
    run_with(desk_token(desk), ARGS("token", "add", "mia", "--replace"));
    expect_status(0);
    run(ARGS("token", "test", "mia"));
    expect_status(0);
    desk_stop_sandbox(desk);
    run(ARGS("token", "test", "mia"));
    expect_status(3);
    desk_use_port(desk, 1, desk_ca_file(desk), "/nowhere.token");
    run(ARGS("token", "test", "test"));
    expect_status(2);
    expect_said("/nowhere.token");
}

Test(token_commands, test_of_a_day_that_is_spent)
{
    desk_start_sandbox(desk, ARGS("--limit", "1"));
    run(ARGS("token", "test", "test"));
    expect_status(0);
    run(ARGS("token", "test", "test", "--json"));
    expect_status(5);
    expect_said("\"outcome\":\"no-budget\"");
    run(ARGS("token", "list", "--json"));
    expect_status(0);
    expect_said("\"heldUntil\":\"");
}

Test(token_commands, work_where_no_profile_is_set_up)
{
    char *config = desk_path(desk, "config/perennial/perennial.conf");
    unlink(config);
    free(config);
    run(ARGS("token", "list"));
    expect_status(0);
    expect_said("perennial token add NAME");
    add("mia", desk_token(desk));
    expect_status(0);
    add("ewr", desk_token(desk));
    expect_status(0);
    run(ARGS("list"));
    expect_status(2);
    expect_said("perennial token use NAME");
    run(ARGS("token", "use", "ewr"));
    expect_status(0);
    run(ARGS("list", "--json"));
    expect_status(0);
}

Test(token_commands, work_on_the_configuration_that_is_named)
{
    desk_write(desk, "other/other.conf",
               "profiles = (\n  { name = \"else\"; token_command = \"exit 1\"; } );\n");
    char *other = desk_path(desk, "other/other.conf");
    run(ARGS("token", "list", "--config", other, "--plain"));
    expect_status(0);
    expect_said("other.conf:2");
    expect_said("else");
    free(other);
}

Test(token_commands, of_the_practice_server_are_its_samples)
{
    run(ARGS("token", "list", "--sandbox", "--json"));
    expect_status(0);
    expect_said("\"name\":\"sandbox-vendor\"");
    run(ARGS("token", "test", "--sandbox"));
    expect_status(0);
    run(ARGS("token", "test", "sandbox-vendor", "--sandbox"));
    expect_status(1);
    run(ARGS("token", "remove", "sandbox", "--sandbox", "--yes"));
    expect_status(2);
    run_with("practice\n", ARGS("login", "--sandbox", "--user", "practice"));
    expect_status(2);
    expect_said("cannot be changed");
    cr_expect_null(strstr(buf_text(&got.err), "gave a token"), "it was asked for in vain");
    add("learned", SECRET);
    expect_status(0);
    run(ARGS("token", "list", "--sandbox", "--json"));
    cr_expect_null(strstr(buf_text(&got.out), "learned"), "those of practice are kept apart");
}

Test(token_commands, files_with_wrong_modes_are_refused)
{
    desk_write(desk, "mine", SECRET "\n");
    char *path = desk_path(desk, "mine");
    chmod(path, 0640);
    run(ARGS("token", "add", "mia", "--token-file", path));
    expect_status(2);
    expect_said("chmod 600");
    chmod(path, 0600);
    run(ARGS("token", "add", "mia", "--token-file", path));
    expect_status(0);
    chmod(path, 0604);
    run(ARGS("token", "list"));
    expect_status(0);
    expect_said("no secret");
    expect_said("chmod 600");
    unlink(path);
    free(path);
}

Test(token_commands, login_gets_a_token_and_keeps_nothing_else)
{
    char *server = server_address(), *log = desk_path(desk, "log");
    run_with("practice\n",
             ARGS("login", "mia", "--user", "practice", "--type", "company", "--log", log,
                  "--log-level", "debug", "--server", server, "--ca-file", desk_ca_file(desk)));
    expect_status(0);
    expect_said("company token #");
    cr_expect_not_null(desk_find_text(desk, "", "login"), "nothing is in the log");
    expect_unseen("password=practice");
    struct buf token = file_text("config/perennial/mia.token");
    cr_assert(token.len, "no token was kept");
    token.data[strcspn(token.data, "\n")] = '\0';
    expect_unseen(buf_text(&token));
    buf_wipe(&token);
    run(ARGS("list", "--profile", "mia", "--json"));
    expect_status(0);
    run_with("WrongPa55word\n", ARGS("login", "mia", "--user", "MarkedUser"));
    expect_status(1);
    expect_said("wrong");
    expect_unseen("WrongPa55word");
    expect_unseen("MarkedUser");
    run_with("practice\n", ARGS("login", "nobody", "--user", "practice"));
    expect_status(2);
    desk_stop_sandbox(desk);
    run_with("WrongPa55word\n", ARGS("login", "mia", "--user", "MarkedUser"));
    expect_status(3);
    expect_unseen("WrongPa55word");
    free(server);
    free(log);
}

/* --- At a terminal --- */

/* The program with a shell around it that says who it is, how it ended and how the terminal was left. */
static void open_in_shell(const char *command)
{
    char *script =
        mem_printf("trap : INT; /bin/sh -c 'echo \"pid=$$.\"; exec \"%s/perennial\" %s'; "
                   "echo \"status=$?.\"; stty -a; read x; echo \"read=[$x].\"",
                   TEST_BUILD_DIR, command);
    pty = desk_open_program(desk, 24, 100, ARGS("/bin/sh", "-c", script));
    free(script);
}

static void kill_program(int number)
{
    const char *said = strstr(buf_text(pty_output(pty)), "pid=");
    int pid = said ? atoi(said + 4) : 0;
    cr_assert_gt(pid, 1);
    cr_expect_eq(kill(pid, number), 0);
}

static void expect_whole(const char *status)
{
    cr_expect(pty_wait_text(pty, status));
    cr_expect(pty_wait_text(pty, " icanon "));
    cr_expect(pty_wait_text(pty, " echo "));
}

Test(token_commands, a_token_is_typed_without_being_seen)
{
    open_in_shell("token add mia --type company");
    cr_assert(pty_wait_text(pty, PROMPT));
    pty_keys(pty, "  " SECRET " <Enter>");
    expect_whole("status=0.");
    cr_expect(pty_has_text(pty, "company token #"));
    expect_file("config/perennial/mia.token", SECRET "\n");
    expect_unseen(SECRET);
}

Test(token_commands, what_is_pasted_behind_the_line_goes_nowhere)
{
    open_in_shell("token add mia");
    cr_assert(pty_wait_text(pty, PROMPT));
    pty_keys(pty, SECRET "<Enter>echo typed-on<Enter>");
    expect_whole("status=0.");
    expect_file("config/perennial/mia.token", SECRET "\n");
    pty_keys(pty, "<Enter>");
    cr_expect(pty_wait_text(pty, "read=[]."), "it went to the shell");
}

/* The way of a whole paste between the marks of a terminal that was left marking. */
Test(token_commands, marks_of_a_paste_are_no_part_of_it)
{
    open_in_shell("token add mia");
    cr_assert(pty_wait_text(pty, PROMPT));
    pty_keys(pty, "<Esc>[200~" SECRET "<Esc>[201~<Enter>");
    expect_whole("status=0.");
    expect_file("config/perennial/mia.token", SECRET "\n");
}

Test(token_commands, interrupted_the_terminal_is_whole)
{
    open_in_shell("token add mia");
    cr_assert(pty_wait_text(pty, PROMPT));
    pty_keys(pty, "MarkedSec<C-c>");
    expect_whole("status=130.");
    expect_unseen("MarkedSec");
    expect_file("config/perennial/mia.token", "");
}

Test(token_commands, an_end_of_typing_is_no_token)
{
    open_in_shell("token add mia");
    cr_assert(pty_wait_text(pty, PROMPT));
    pty_keys(pty, "MarkedSec<C-d><C-d>");
    expect_whole("status=130.");
    expect_unseen("MarkedSec");
    expect_file("config/perennial/mia.token", "");
}

Test(token_commands, killed_the_terminal_is_whole)
{
    static const struct {
        int number;
        const char *status;
    } signals[] = { { SIGTERM, "status=130." },
                    { SIGQUIT, "status=131." },
                    { SIGABRT, "status=134." },
                    { SIGUSR1, "status=138." } };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        open_in_shell("token add mia");
        cr_assert(pty_wait_text(pty, PROMPT));
        kill_program(signals[i].number);
        expect_whole(signals[i].status);
        pty_close(pty);
        pty = NULL;
    }
}

static char state_of(pid_t pid)
{
    char *path = mem_printf("/proc/%d/stat", (int)pid), state = '?';
    FILE *file = fopen(path, "r");
    free(path);
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = '?';
    if (file)
        fclose(file);
    return state;
}

static bool is_stopped(struct pty *of, void *context)
{
    (void)context;
    return state_of(pty_pid(of)) == 'T';
}

static bool is_asked_twice(struct pty *of, void *context)
{
    (void)context;
    const char *first = strstr(buf_text(pty_output(of)), PROMPT);
    return first && strstr(first + 1, PROMPT);
}

Test(token_commands, stopped_the_terminal_is_whole_and_then_asked_anew)
{
    pty = desk_open(desk, 24, 80, ARGS("token", "add", "mia"));
    cr_assert(pty_wait_text(pty, PROMPT));
    pty_keys(pty, "lost<C-z>");
    cr_assert(pty_wait(pty, is_stopped, NULL));
    pty_keys(pty, "seen");
    cr_expect(pty_wait_text(pty, "seen"), "nothing is shown while it is stopped");
    kill(pty_pid(pty), SIGCONT);
    cr_assert(pty_wait(pty, is_asked_twice, NULL));
    pty_keys(pty, SECRET "<Enter>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_file("config/perennial/mia.token", SECRET "\n");
    expect_unseen(SECRET);
}

Test(token_commands, user_name_is_shown_and_password_is_not)
{
    open_in_shell("login test");
    cr_assert(pty_wait_text(pty, "User name at https://127.0.0.1:"));
    pty_keys(pty, "MarkedUser<Enter>");
    cr_assert(pty_wait_text(pty, "Password (not shown):"));
    cr_expect(pty_has_text(pty, "MarkedUser"));
    pty_keys(pty, SECRET "<Enter>");
    expect_whole("status=1.");
    expect_unseen(SECRET);
    cr_expect_null(desk_find_text(desk, "", "MarkedUser"));
}

Test(token_commands, remove_asks_at_the_terminal)
{
    add("mia", SECRET);
    open_in_shell("token remove mia");
    cr_assert(pty_wait_text(pty, "Type the profile's name, mia, to remove it:"));
    pty_keys(pty, "mia<Enter>");
    expect_whole("status=0.");
    expect_file("config/perennial/mia.token", "");
}

Test(token_commands, nobody_is_asked_with_no_input)
{
    open_in_shell("token add mia --no-input");
    expect_whole("status=2.");
    cr_expect_not(pty_has_text(pty, PROMPT));
}

/* The arguments as everybody can read them, once it is the program that has them. */
static bool has_arguments(struct pty *of, void *context)
{
    char *path = mem_printf("/proc/%d/cmdline", (int)pty_pid(of));
    struct buf *line = context;
    struct error error = { 0 };
    buf_clear(line);
    bool done = file_read(path, 65536, line, &error) && line->len &&
                memmem(line->data, line->len, "perennial", strlen("perennial"));
    error_clear(&error);
    free(path);
    return done;
}

Test(token_commands, the_list_of_processes_shows_no_token)
{
    struct buf line = { 0 };
    add("mia", desk_token(desk));
    desk_fault(desk, "slow 60000 standing.order.list");
    pty = desk_open(desk, 24, 80, ARGS("token", "test", "mia"));
    cr_assert(pty_wait(pty, has_arguments, &line));
    cr_expect_null(memmem(line.data, line.len, desk_token(desk), strlen(desk_token(desk))));
    buf_free(&line);
    kill(pty_pid(pty), SIGINT);
    int status = pty_wait_exit(pty, PTY_PATIENCE);
    cr_expect_eq(status, 130, "%d", status);
}
