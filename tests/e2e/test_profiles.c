/* Profiles at the screens of the real program: one added by pasting its token, tested, used, its secret replaced
 * when the service refuses it while a form is open, forgotten; and what is left of its tokens anywhere. */
#include "config.h"
#include "support/desk.h"
#include "base/file.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct desk *desk;
static struct pty *pty;
static char *other_token; /* the sandbox's token that may only list */

static void read_other_token(void)
{
    struct buf text = { 0 };
    struct error error = { 0 };
    const char *ca = desk_ca_file(desk);
    char *path = mem_printf("%.*s.list-token", (int)(strlen(ca) - strlen(".pem")), ca);
    cr_assert(file_read(path, 4096, &text, &error), "%s", error_text(&error));
    other_token = mem_strndup(buf_text(&text), strcspn(buf_text(&text), "\n"));
    unlink(path); /* it is looked for everywhere later on */
    buf_free(&text);
    free(path);
}

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
    read_other_token();
}

static void clear_away(void)
{
    pty_close(pty);
    desk_free(desk);
    free(other_token);
}

TestSuite(profiles_screens, .init = lay_out, .fini = clear_away, .timeout = 120);

static void keys(const char *what)
{
    pty_keys(pty, what);
}

static void see(const char *text)
{
    cr_assert(pty_wait_text(pty, text), "\"%s\" is not on the screen", text);
}

static void paste(const char *text)
{
    char *bytes = mem_printf("<Esc>[200~%s<Esc>[201~", text);
    keys(bytes);
    free(bytes);
}

static void add_profile(const char *name, const char *token)
{
    char *address = mem_printf("https://127.0.0.1:%d/api/", desk_port(desk));
    keys("<A-t>");
    see("Profiles and tokens");
    keys("<F6>");
    see("*Name");
    keys(name);
    keys("<Tab>");
    paste(address);
    see(address);
    keys("<Tab>c<Tab><Tab><Tab><Tab>");
    paste(desk_ca_file(desk));
    see(".pem");
    keys("<F10>");
    see("New secret");
    paste(token);
    see("40 characters, hidden");
    keys("<Enter>");
    see("Read: 40 characters");
    keys("<Enter>");
    see("is added. t tests it");
    free(address);
}

/* In no file but token files, and never drawn. */
static void expect_unseen(const char *token)
{
    const char *found = desk_find_text(desk, "", token);
    cr_expect_not(found, "the token stands in %s", found);
    cr_expect_not(memmem(pty_output(pty)->data, pty_output(pty)->len, token, strlen(token)),
                  "the token was drawn");
}

Test(profiles_screens, from_its_token_to_its_end)
{
    struct stat what;
    char *log = desk_path(desk, "log"), *kept = desk_path(desk, "config/perennial/second.token");
    pty = desk_open(desk, 24, 80, ARGS("--log", log));
    see("orders  sorted by");
    add_profile("second", desk_token(desk));
    cr_assert_eq(stat(kept, &what), 0, "%s is missing", kept);
    cr_expect_eq(what.st_mode & 0777, 0600);
    keys("t");
    see("second: ");
    see("accepted: standing.order.list");
    keys("u");
    see("second is in use for now only");
    see("orders  sorted by");

    keys("<F6>");
    see("Still needed");
    keys("HALF");
    see("HALF");
    desk_fault(desk, "status 401 *\n");
    keys("<F4>");
    see("401");
    keys("<Esc>");
    see("HALF");
    keys("<A-k>");
    see("New secret");
    see("second.token");
    paste(other_token);
    see("40 characters, hidden");
    keys("<Enter>");
    see("Read: 40 characters");
    keys("<Enter>");
    see("It is used from the next request on.");
    see("HALF");
    desk_fault(desk, "");
    keys("<BS><BS><BS><BS><F4>");
    see("Azalea Blooms");
    keys("<Esc>");
    see("Still needed");

    keys("<A-t>");
    see("> second");
    keys("x");
    see("is in use: use another profile first");
    keys("<Home>u");
    see("test is in use");
    see("orders  sorted by");
    keys("<A-t>");
    see("> test");
    keys("<Down>4<Enter>");
    see("What goes");
    keys("second<Enter>");
    see("second is forgotten here.");
    cr_expect_not(file_exists(kept), "its secret is still there");
    keys("<Esc>");
    see("orders  sorted by");
    keys("<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);
    expect_unseen(desk_token(desk));
    expect_unseen(other_token);
    free(kept);
    free(log);
}

/* What was typed and not kept goes with the terminal, and what stood in a form stays. */
Test(profiles_screens, a_hang_up_while_a_token_is_typed)
{
    pty = desk_open(desk, 24, 80, ARGS(NULL));
    see("orders  sorted by");
    keys("<F6>");
    see("Still needed");
    keys("HALF");
    see("HALF");
    keys("<A-k>");
    see("New secret");
    paste(other_token);
    see("40 characters, hidden");
    pty_hang_up(pty);
    pty_wait_exit(pty, PTY_PATIENCE);
    expect_unseen(other_token);
    cr_expect(desk_find_text(desk, "", "HALF"), "what was typed in the form is lost");
}

Test(profiles_screens, a_command_that_asks_at_the_terminal)
{
    pty = desk_open(desk, 24, 80, ARGS(NULL));
    see("orders  sorted by");
    keys("<A-t>");
    see("Profiles and tokens");
    keys("<F6>");
    see("*Name");
    keys("asked<Tab><Tab><Tab>  <Tab>");
    see("Token command");
    keys("read -r line; echo $line");
    keys("<F10>");
    see("asked is added.");
    keys("u");
    see("Asking for the token of asked");
    keys("abc123<Enter>");
    see("asked is in use");
}
