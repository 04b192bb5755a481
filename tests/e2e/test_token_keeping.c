/* Where tokens come from, as the real program asks for them: commands at a terminal, files that are not private,
 * profiles of the program's own file; and that nothing of a token is to be seen from outside */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "support/desk.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct desk *desk;
static struct pty *pty;
static struct desk_result got;

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
}

static void clear_away(void)
{
    if (pty)
        pty_close(pty);
    desk_result_free(&got);
    desk_free(desk);
}

TestSuite(token_keeping, .init = lay_out, .fini = clear_away);

/* The profile "test" with these options in place of its token_file. */
static void use_options(const char *options)
{
    char *text = mem_printf("profile = \"test\";\nprofiles = ( { name = \"test\"; token_type = "
                            "\"company\";\n endpoint = \"https://127.0.0.1:%d/api/\"; ca_file = "
                            "\"%s\";\n multi_location = true; %s } );\n",
                            desk_port(desk), desk_ca_file(desk), options);
    desk_write(desk, "config/perennial/perennial.conf", text);
    free(text);
}

/* A command that asks at the terminal and says how often it did, and gives the token where it is answered "open". */
static void use_asking_command(void)
{
    char *secret = mem_printf("%s\n", desk_token(desk));
    char *script = mem_printf("echo >>%s/times; times=$(wc -l <%s/times)\n"
                              "printf 'Passphrase:' >/dev/tty; stty -echo </dev/tty\n"
                              "printf \" ok$times? \" >/dev/tty; read answer </dev/tty\n"
                              "stty echo </dev/tty; [ \"$answer\" = open ] && cat %s/kept\n",
                              desk_home(desk), desk_home(desk), desk_home(desk));
    char *option = mem_printf("token_command = \"sh %s/ask\";", desk_home(desk));
    desk_write(desk, "kept", secret);
    desk_write(desk, "ask", script);
    use_options(option);
    free(secret);
    free(script);
    free(option);
}

/* Command lines and environments of all processes, as ps would show them. */
static bool is_shown_by_ps(const char *secret)
{
    bool found = false;
    DIR *processes = opendir("/proc");
    for (const struct dirent *entry; processes && (entry = readdir(processes));) {
        for (int i = 0; i < 2 && isdigit((unsigned char)entry->d_name[0]); i++) {
            struct buf text = { 0 };
            char *path = mem_printf("/proc/%s/%s", entry->d_name, i ? "environ" : "cmdline");
            if (file_read(path, 1 << 20, &text, NULL) && text.len)
                found = found || memmem(text.data, text.len, secret, strlen(secret));
            free(path);
            buf_free(&text);
        }
    }
    if (processes)
        closedir(processes);
    return found;
}

static void expect_unseen(void)
{
    const struct buf *output = pty_output(pty);
    cr_expect_null(memmem(output->data, output->len, desk_token(desk), strlen(desk_token(desk))));
    cr_expect_not(is_shown_by_ps(desk_token(desk)));
}

Test(token_keeping, a_command_asks_at_the_terminal)
{
    use_asking_command();
    pty = desk_open(desk, 24, 80, ARGS("lookup", "locations"));
    cr_assert(pty_wait_text(pty, "ok1?"));
    expect_unseen();
    pty_keys(pty, "open<Enter>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    cr_expect(pty_has_text(pty, "MIA"));
    expect_unseen();
}

Test(token_keeping, a_command_asks_before_the_screens)
{
    use_asking_command();
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, "ok1?"));
    pty_keys(pty, "open<Enter>");
    cr_assert(pty_wait_text(pty, "sorted by number"));
    expect_unseen();
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
}

Test(token_keeping, a_command_that_is_interrupted_is_said_to_be)
{
    use_asking_command();
    pty = desk_open(desk, 24, 80, ARGS("lookup", "locations"));
    cr_assert(pty_wait_text(pty, "ok1?"));
    pty_keys(pty, "<C-c>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 2);
    cr_expect(pty_has_text(pty, "the token command was interrupted"));
}

/* Where nobody can be asked nothing is: not in a pipe, and not with --no-input. */
Test(token_keeping, nobody_is_asked_where_nobody_is)
{
    use_options("token_command = \"if read x </dev/tty; then echo abc; else exit 7; fi\";");
    got = desk_run(desk, NULL, ARGS("lookup", "locations"));
    cr_expect_eq(got.status, 2);
    cr_expect_not_null(strstr(buf_text(&got.err), "ended with status"), "%s", buf_text(&got.err));
    pty = desk_open(desk, 24, 80, ARGS("lookup", "locations", "--no-input"));
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 2);
    cr_expect(pty_has_text(pty, "ended with status"));
}

/* From the first moment: also while the token is asked for. */
Test(token_keeping, no_core_file_can_hold_it)
{
    use_asking_command();
    pty = desk_open(desk, 24, 80, ARGS("lookup", "locations"));
    cr_assert(pty_wait_text(pty, "ok1?"));
    struct buf limits = { 0 };
    char *path = mem_printf("/proc/%d/limits", (int)pty_pid(pty));
    cr_assert(file_read(path, 1 << 16, &limits, NULL));
    const char *core = strstr(buf_text(&limits), "Max core file size");
    cr_assert_not_null(core);
    cr_expect_eq(
        strncmp(core + strlen("Max core file size"), "        0                    0 ", 26), 0,
        "%.80s", core);
    free(path);
    buf_free(&limits);
    pty_keys(pty, "<C-c>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 2);
}

/* Every bit that lets somebody else in. */
Test(token_keeping, files_that_are_not_private_are_refused)
{
    char *kept = desk_path(desk, "kept"), *secret = mem_printf("%s\n", desk_token(desk));
    char *option = mem_printf("token_file = \"%s\";", kept);
    desk_write(desk, "kept", secret);
    use_options(option);
    for (int bit = 0; bit <= 6; bit++) {
        mode_t mode = bit ? 0600 | 1u << (bit - 1) : 0600;
        cr_assert_eq(chmod(kept, mode), 0);
        desk_result_free(&got);
        got = desk_run(desk, NULL, ARGS("lookup", "locations"));
        cr_expect_eq(got.status, bit ? 2 : 0, "%o: %s", (unsigned)mode, buf_text(&got.err));
        if (bit)
            cr_expect_not_null(strstr(buf_text(&got.err), "chmod 600"), "%s", buf_text(&got.err));
    }
    cr_assert_eq(chmod(kept, 0600), 0);
    cr_assert_eq(chmod(desk_home(desk), 0777), 0);
    desk_result_free(&got);
    got = desk_run(desk, NULL, ARGS("lookup", "locations"));
    cr_assert_eq(chmod(desk_home(desk), 0700), 0);
    cr_expect_eq(got.status, 2);
    cr_expect_not_null(strstr(buf_text(&got.err), "everybody may write to"), "%s",
                       buf_text(&got.err));
    free(kept);
    free(secret);
    free(option);
}

/* The user's profiles go on; what is wrong is said once, and the file stays as it is. */
Test(token_keeping, a_damaged_own_file_stops_nobody)
{
    static const char damaged[] = "profiles = (\n  { name = \"x\"; nonsense };\n";
    struct buf after = { 0 };
    desk_write(desk, "config/perennial/profiles.conf", damaged);
    got = desk_run(desk, NULL, ARGS("lookup", "locations"));
    cr_expect_eq(got.status, 0);
    cr_expect_not_null(strstr(buf_text(&got.err), "profiles.conf:2:"), "%s", buf_text(&got.err));
    cr_expect_not_null(strstr(buf_text(&got.err), "are left out"), "%s", buf_text(&got.err));
    desk_result_free(&got);
    got = desk_run(desk, "abc123\n", ARGS("token", "add", "new"));
    cr_expect_neq(got.status, 0);
    cr_expect_not_null(strstr(buf_text(&got.err), "profiles.conf:2:"), "%s", buf_text(&got.err));
    char *path = desk_path(desk, "config/perennial/profiles.conf");
    cr_assert(file_read(path, 4096, &after, NULL));
    cr_expect_str_eq(buf_text(&after), damaged);
    free(path);
    buf_free(&after);
}

/* 401 and 403 are learned by one run and known to the next. */
Test(token_keeping, what_the_service_refused_is_remembered)
{
    char *option = mem_printf("token_file = \"%s\";", "wrong.token");
    desk_write(desk, "config/perennial/wrong.token", "abc123\n");
    use_options(option);
    got = desk_run(desk, NULL, ARGS("lookup", "locations"));
    cr_expect_eq(got.status, 1, "%s", buf_text(&got.err));
    desk_result_free(&got);
    got = desk_run(desk, NULL, ARGS("token", "list"));
    cr_expect_not_null(strstr(buf_text(&got.out), "refused"), "%s", buf_text(&got.out));
    desk_result_free(&got);
    /* a command asks again all the same */
    got = desk_run(desk, NULL, ARGS("lookup", "locations"));
    cr_expect_eq(got.status, 1, "%s", buf_text(&got.err));
    free(option);
    /* and another token is not held against */
    char *secret = mem_printf("%s\n", desk_token(desk));
    desk_write(desk, "config/perennial/wrong.token", secret);
    free(secret);
    desk_result_free(&got);
    got = desk_run(desk, NULL, ARGS("token", "list"));
    cr_expect_null(strstr(buf_text(&got.out), "refused"), "%s", buf_text(&got.out));
}

static void expect_list_at_start(void)
{
    pty_close(pty);
    pty = desk_open(desk, 24, 80, NULL);
    cr_expect(pty_wait_text(pty, "sorted by number"));
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
}

Test(token_keeping, without_a_profile_the_screens_offer_to_add_one)
{
    char *path = desk_path(desk, "config/perennial/perennial.conf");
    cr_assert_eq(unlink(path), 0);
    free(path);
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, "There is no profile yet"));
    pty_keys(pty, "<F1>");
    cr_assert(pty_wait_text(pty, "Profiles and tokens"));
    pty_keys(pty, "<F3><F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    got = desk_run(desk, NULL, ARGS("list"));
    cr_expect_eq(got.status, 2, "a command complains");
    cr_expect_not_null(strstr(buf_text(&got.err), "no profile is set up yet"));
}

static void paste(const char *text)
{
    char *bytes = mem_printf("<Esc>[200~%s<Esc>[201~", text);
    pty_keys(pty, bytes);
    free(bytes);
}

Test(token_keeping, the_first_profile_is_used_at_once)
{
    char *path = desk_path(desk, "config/perennial/perennial.conf");
    char *address = mem_printf("https://127.0.0.1:%d/api/", desk_port(desk));
    cr_assert_eq(unlink(path), 0);
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, "There is no profile yet"));
    pty_keys(pty, "<F6>");
    cr_assert(pty_wait_text(pty, "*Name"));
    pty_keys(pty, "first<Tab>");
    paste(address);
    pty_keys(pty, "<Tab>c<Tab><Tab><Tab><Tab>");
    paste(desk_ca_file(desk));
    pty_keys(pty, "<F10>");
    cr_assert(pty_wait_text(pty, "New secret"));
    paste(desk_token(desk));
    cr_assert(pty_wait_text(pty, "40 characters, hidden"));
    pty_keys(pty, "<Enter>");
    cr_assert(pty_wait_text(pty, "Read: 40 characters"));
    pty_keys(pty, "<Enter>");
    cr_assert(pty_wait_text(pty, "sorted by number"));
    cr_expect(pty_wait_text(pty, "first is added and in use."));
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_list_at_start();
    free(path);
    free(address);
}

Test(token_keeping, where_none_of_several_is_chosen_one_is_used)
{
    char *text = mem_printf("profiles = ( { name = \"one\"; token_file = \"none\"; },\n"
                            "{ name = \"two\"; token_type = \"company\"; endpoint = "
                            "\"https://127.0.0.1:%d/api/\"; ca_file = \"%s\"; token_file = "
                            "\"two.token\"; } );\n",
                            desk_port(desk), desk_ca_file(desk));
    char *secret = mem_printf("%s\n", desk_token(desk));
    desk_write(desk, "config/perennial/perennial.conf", text);
    desk_write(desk, "config/perennial/two.token", secret);
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, "No profile is chosen yet"));
    pty_keys(pty, "<Down>1<Enter>");
    cr_assert(pty_wait_text(pty, "sorted by number"));
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_list_at_start();
    free(text);
    free(secret);
}

Test(token_keeping, a_token_that_cannot_be_read_is_mended_on_the_screens)
{
    char *secret = mem_printf("%s\n", desk_token(desk)), *path = desk_path(desk, "kept");
    char *option = mem_printf("token_file = \"%s\";", path);
    desk_write(desk, "kept", secret);
    use_options(option);
    cr_assert_eq(chmod(path, 0644), 0);
    pty = desk_open(desk, 24, 100, NULL);
    cr_assert(pty_wait_text(pty, "others can get at it"));
    cr_assert_eq(chmod(path, 0600), 0);
    pty_keys(pty, "1<Enter>");
    cr_assert(pty_wait_text(pty, "sorted by number"));
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    free(secret);
    free(path);
    free(option);
}

Test(token_keeping, a_new_secret_opens_the_service_at_once)
{
    char *path = desk_path(desk, "kept"), *option = mem_printf("token_file = \"%s\";", path);
    use_options(option);
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, "cannot be opened"));
    pty_keys(pty, "6<Enter>");
    cr_assert(pty_wait_gone(pty, "cannot be opened"));
    pty_keys(pty, desk_token(desk));
    pty_keys(pty, "<Enter>");
    cr_assert(pty_wait_text(pty, "#"));
    pty_keys(pty, "<F10>");
    cr_assert(pty_wait_text(pty, "sorted by number"));
    expect_unseen();
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_list_at_start();
    free(path);
    free(option);
}

/* Within the screens the command gets the terminal, and the screen is whole afterwards. */
Test(token_keeping, a_command_asks_from_within_the_screens)
{
    use_asking_command();
    char *config = desk_path(desk, "config/perennial/perennial.conf");
    struct buf text = { 0 };
    cr_assert(file_read(config, 1 << 16, &text, NULL));
    char *both = mem_printf("profile = \"none\";\nprofiles = ( { name = \"none\"; },%s",
                            strstr(buf_text(&text), "profiles = (") + strlen("profiles = ("));
    desk_write(desk, "config/perennial/perennial.conf", both);
    pty = desk_open(desk, 24, 80, NULL);
    cr_assert(pty_wait_text(pty, "has no token"));
    pty_keys(pty, "<Down>1<Enter>");
    cr_assert(pty_wait_text(pty, "ok1?"));
    pty_keys(pty, "no<Enter>");
    cr_assert(pty_wait_text(pty, "ended with status 1"));
    cr_expect(pty_wait_text(pty, "Profiles and tokens"));
    pty_keys(pty, "1<Enter>");
    cr_assert(pty_wait_text(pty, "ok2?"));
    pty_keys(pty, "<C-z>");
    cr_assert(pty_wait_text(pty, "was stopped at the terminal"));
    pty_keys(pty, "1<Enter>");
    cr_assert(pty_wait_text(pty, "ok3?"));
    pty_keys(pty, "open<Enter>");
    cr_assert(pty_wait_text(pty, "sorted by number"));
    expect_unseen();
    pty_keys(pty, "<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    free(config);
    free(both);
    buf_free(&text);
}
