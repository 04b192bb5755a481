/* The harness itself: what a program draws is on the screen, keys arrive, waits end, nothing is left
 * behind. Uses small programs of the system in Perennial's place. */
#include "config.h"
#include "support/desk.h"

#include "base/mem.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static struct desk *desk;
static struct pty *pty;

static void lay_out(void)
{
    desk = desk_new();
}

static void clear_away(void)
{
    pty_close(pty);
    desk_free(desk);
}

TestSuite(pty, .init = lay_out, .fini = clear_away);

Test(pty, shows_what_a_program_draws)
{
    pty = desk_open_program(desk, 24, 80, ARGS("/bin/sh", "-c", "printf 'ñandú 漢字'; read x"));
    cr_assert(pty_wait_text(pty, "ñandú 漢字"));
    int row, col;
    pty_cursor(pty, &row, &col);
    cr_expect_eq(row, 0);
    cr_expect_eq(col, 10, "the cursor counts columns: %d", col);
    cr_expect_not(pty_wait_within(pty, "something else", 50));
}

Test(pty, types_keys_by_name)
{
    pty = desk_open_program(
        desk, 24, 80,
        ARGS("/bin/sh", "-c",
             "stty raw -echo; echo ready; dd bs=1 count=17 2>/dev/null | od -An -c"));
    cr_assert(pty_wait_text(pty, "ready"));
    pty_keys(pty, "a<lt><F6><Up><S-Tab><C-s>ñ<A-x>");
    cr_assert(pty_wait_text(pty, "a   < 033   [   1   7   ~ 033   [   A 033   [   Z 023 303"));
}

Test(pty, gives_the_exit_status)
{
    pty = desk_open_program(desk, 24, 80, ARGS("/bin/sh", "-c", "echo bye; exit 3"));
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 3);
    cr_expect(pty_has_text(pty, "bye"), "the last words are read");
}

Test(pty, says_when_a_program_goes_on)
{
    pty = desk_open_program(desk, 24, 80, ARGS("/bin/sleep", "1000"));
    cr_expect_eq(pty_wait_exit(pty, 20), -1);
    pty_hang_up(pty);
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 128 + SIGHUP);
}

Test(pty, takes_another_size)
{
    pty = desk_open_program(
        desk, 24, 80,
        ARGS("/bin/sh", "-c", "trap 'stty size' WINCH; echo on; while :; do read x; done"));
    cr_assert(pty_wait_text(pty, "on"));
    pty_resize(pty, 30, 100);
    cr_expect(pty_wait_text(pty, "30 100"));
}

Test(pty, a_program_has_only_the_environment_of_its_desk)
{
    pty = desk_open_program(desk, 24, 200, ARGS("/usr/bin/env"));
    char *home = mem_printf("HOME=%s", desk_home(desk));
    cr_expect(pty_wait_text(pty, home));
    free(home);
    cr_expect(pty_wait_text(pty, "TERM=xterm-256color"));
    cr_expect_not(pty_has_text(pty, "CRITERION"));
}

Test(pty, the_desk_finds_a_text_in_its_files)
{
    desk_write(desk, "state/perennial/log", "one secret two");
    desk_write(desk, "a.token", "other");
    cr_expect_not_null(desk_find_text(desk, "", "secret"));
    cr_expect_null(desk_find_text(desk, "data", "secret"));
    cr_expect_null(desk_find_text(desk, "", "other"));
}

Test(pty, the_desk_leaves_nothing_behind, .init = NULL, .fini = NULL)
{
    struct desk *own = desk_new();
    char *home = desk_path(own, "");
    desk_write(own, "deep/down/file", "x");
    cr_expect_eq(access(home, F_OK), 0);
    desk_free(own);
    cr_expect_neq(access(home, F_OK), 0);
    free(home);
}
