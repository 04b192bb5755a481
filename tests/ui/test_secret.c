/* Tests of entering secrets: each way, what is refused, that it is shown by its print and kept in one file of
 * mode 0600, that nothing of it is left where it was typed. */
#include "config.h"
#include "ui/profiles_desk.h"
#include "base/mem.h"
#include "ui/screens/orders.h"
#include "ui/screens/secret.h"
#include "ui/widgets/hidden.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct profiles_desk desk;

static void clear_away(void)
{
    if (desk.t)
        profiles_desk_close(&desk);
}

TestSuite(secret, .fini = clear_away);

static void keys(const char *what)
{
    profiles_desk_keys(&desk, what);
}

static void has(const char *text)
{
    profiles_desk_has(&desk, text);
}

/* The screen for a profile of the usual ones, opened from the list. */
static void open_for(const char *moves)
{
    profiles_desk_open(&desk, 24, 80);
    profiles_desk_show(&desk);
    keys(moves);
    keys("s");
    has("New secret");
}

/* In one file of mode 0600, of this name. */
static void expect_kept(const char *token, const char *name)
{
    struct buf path = { 0 };
    struct stat what;
    cr_expect_eq(profiles_desk_count(token, &path), 1, "in %zu files",
                 profiles_desk_count(token, NULL));
    cr_expect(strstr(buf_text(&path), name), "kept in %s", buf_text(&path));
    cr_assert_eq(stat(buf_text(&path), &what), 0);
    cr_expect_eq(what.st_mode & 0777, 0600);
    buf_free(&path);
}

Test(secret, pasted)
{
    open_for("<End>");
    ui_test_expect(desk.t, "golden/profiles/secret.txt");
    profiles_desk_paste(&desk, "  " DESK_NEW_TOKEN "\n\n");
    has("32 characters, hidden");
    keys("<Enter>");
    ui_test_expect(desk.t, "golden/profiles/secret-print.txt");
    cr_expect_eq(profiles_desk_count(DESK_NEW_TOKEN, NULL), 0, "kept before it was confirmed");
    keys("<Enter>");
    has("own has its new secret, #");
    expect_kept(DESK_NEW_TOKEN, "own.token");
    cr_expect_eq(profiles_desk_count(DESK_TOKEN "C", NULL), 0, "the old one is still there");
    cr_expect_eq(desk.opener.replaced, 0, "it is not in use");
}

Test(secret, typed_and_mended)
{
    open_for("<End>");
    keys("abc<Backspace>d");
    has("3 characters, hidden");
    keys("<Ctrl-U>");
    profiles_desk_has_not(&desk, "hidden");
    keys("<Enter>");
    has("No token is typed yet.");
    keys("abd<Enter>");
    has("Read: 3 characters");
    keys("<Esc>");
    has(" Token\n");
    profiles_desk_has_not(&desk, "Read: 3");
}

Test(secret, no_token_at_all)
{
    open_for("<End>");
    profiles_desk_paste(&desk, "two words");
    keys("<Enter>");
    ui_test_expect(desk.t, "golden/profiles/secret-wrong.txt");
    cr_expect_eq(profiles_desk_count("two words", NULL), 0);
}

Test(secret, a_whole_page_is_not_swallowed_silently)
{
    char page[3000];
    memset(page, 'a', sizeof page - 1);
    page[sizeof page - 1] = '\0';
    open_for("<End>");
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    profiles_desk_paste(&desk, page);
    has("This is far too long for a secret; nothing of it was taken.");
    profiles_desk_has_not(&desk, "hidden");
    keys("a");
    has("1 character, hidden");
    profiles_desk_has_not(&desk, "far too long");
}

Test(secret, of_the_profile_in_use)
{
    profiles_desk_open(&desk, 24, 80);
    ui_begin(ui_test_ui(desk.t), &orders_screen);
    keys("<F6>HALFTYPED<Alt-k>");
    has("mia.token");
    profiles_desk_has_not(&desk, "From a command"); /* that would change the user's file */
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    keys("<Enter>");
    keys("<Enter>");
    has("It is used from the next request on.");
    has("HALFTYPED");
    cr_expect_eq(desk.opener.replaced, 1);
    cr_expect_str_eq(buf_text(&desk.opener.new_token), DESK_NEW_TOKEN);
    expect_kept(DESK_NEW_TOKEN, "mia.token");
}

Test(secret, from_a_file)
{
    open_for("<End>");
    profiles_desk_write("new.txt", DESK_NEW_TOKEN "\nand more\n", 0644);
    keys("<F4>2");
    has("File");
    keys("new.txt<Enter>");
    has("with its whole path");
    keys("<Ctrl-U>~/new.txt<Enter>");
    has("others can get at it");
    char *path = profiles_desk_path("new.txt");
    chmod(path, 0600);
    keys("<Enter>");
    has("Read: 32 characters");
    keys("<Enter>");
    has("own has its new secret");
    cr_expect_eq(profiles_desk_count(DESK_NEW_TOKEN, NULL), 2, "the file and the kept one");
    free(path);
}

Test(secret, from_a_command)
{
    open_for("<End>");
    keys("<F4>3printf 'x\\ny'<Enter>");
    has("Read: 1 character");
    keys("<Enter>");
    has("own has its new secret");
    const struct profile *own = profiles_find(desk.profiles, "own");
    cr_expect_str_eq(own->token_command, "printf 'x\\ny'");
    cr_expect_not(own->token_file);
    cr_expect_eq(profiles_desk_count(DESK_TOKEN "C", NULL), 0, "the old secret is still there");
}

Test(secret, a_command_that_fails)
{
    open_for("<End>");
    keys("<F4>3exit 3<Enter>");
    has("ended with status 3");
    has("Command");
}

Test(secret, from_a_command_back_to_a_file)
{
    struct profile asked = { 0 };
    profiles_desk_open(&desk, 24, 80);
    profile_init(&asked);
    asked.name = mem_strdup("asked");
    asked.token_command = mem_strdup("echo a1");
    cr_assert(profiles_add(desk.profiles, &asked, NULL, NULL));
    profile_free(&asked);
    profiles_desk_show(&desk);
    keys("<End>s");
    has("which now comes from a command");
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    keys("<Enter>");
    keys("<Enter>");
    const struct profile *after = profiles_find(desk.profiles, "asked");
    cr_expect_not(after->token_command);
    expect_kept(DESK_NEW_TOKEN, "asked.token");
}

/* A file of that name is in the way: the profile keeps the command it had. */
Test(secret, what_cannot_be_kept_leaves_the_command)
{
    struct profile asked = { 0 };
    profiles_desk_open(&desk, 24, 80);
    profile_init(&asked);
    asked.name = mem_strdup("asked");
    asked.token_command = mem_strdup("echo a1");
    cr_assert(profiles_add(desk.profiles, &asked, NULL, NULL));
    profile_free(&asked);
    profiles_desk_write(".config/perennial/asked.token", "other1\n", 0600);
    profiles_desk_show(&desk);
    keys("<End>s");
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    keys("<Enter>");
    keys("<Enter>");
    has("already; remove it, or use it as it is");
    cr_expect_str_eq(profiles_find(desk.profiles, "asked")->token_command, "echo a1");
    cr_expect_eq(profiles_desk_count(DESK_NEW_TOKEN, NULL), 0);
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    keys("<Enter>");
    has("Read: 32 characters"); /* nothing is left of the one before */
    keys("<Esc>");
    keys("<Esc><End>e<Down><Down><Down>k<F10>"); /* the form's own way to a secret kept here */
    profiles_desk_paste(&desk, DESK_NEW_TOKEN);
    keys("<Enter>");
    keys("<Enter>");
    has("already; remove it, or use it as it is");
    cr_expect_str_eq(profiles_find(desk.profiles, "asked")->token_command, "echo a1");
}

Test(secret, by_login)
{
    open_for("<End>");
    fake_api_login_token(desk.opener.fake, DESK_NEW_TOKEN);
    keys("<F4>4");
    ui_test_expect(desk.t, "golden/profiles/secret-login.txt");
    keys("mia<Enter>");
    keys("secretPassword");
    profiles_desk_has_not(&desk, "secretPassword");
    has("14 characters, hidden");
    keys("<Enter>");
    cr_expect_eq(desk.opener.opened, 1);
    cr_expect_str_eq(buf_text(&desk.opener.token), "", "a login needs no token");
    cr_expect_str_eq(fake_api_user(desk.opener.fake), "mia");
    cr_expect_str_eq(fake_api_password(desk.opener.fake), "secretPassword");
    cr_expect_eq(desk.opener.closed, 1);
    has("Read: 32 characters");
    keys("<Enter>");
    expect_kept(DESK_NEW_TOKEN, "own.token");
    cr_expect_eq(profiles_desk_count("secretPassword", NULL), 0);
}

Test(secret, login_refused_or_stopped)
{
    open_for("<End>");
    keys("<F4>4<Enter>");
    keys("<Enter>");
    has("User name and password are both needed.");
    fake_api_fail(desk.opener.fake, "login", API_REFUSED, 401, "The service knows no such user.");
    keys("<Shift-Tab>mia<Tab>pass<Enter>");
    has("The service knows no such user.");
    cr_expect_eq(desk.opener.closed, 1);
    fake_api_hold(desk.opener.fake, true);
    keys("pass<Enter>");
    has("Ctrl-C stops");
    keys("<Ctrl-C>");
    has("Stopped.");
    cr_expect_eq(desk.opener.closed, 2);
    keys("<Shift-Tab>mia<Tab>pass<Enter><Esc>");
    cr_expect_eq(desk.opener.closed, 3, "a service is left open");
}

Test(secret, type_ahead_keeps_nothing)
{
    open_for("<End>");
    cr_assert(input_feed("abcdef<Enter><Enter><Enter>"));
    for (struct key key; (key = input_next()).kind != KEY_NOTHING;)
        ui_key(ui_test_ui(desk.t), key);
    ui_test_run(desk.t);
    has("Read: 6 characters");
    cr_expect_eq(profiles_desk_count("abcdef", NULL), 0, "kept before its print was seen");
}

Test(secret, small_and_smallest)
{
    profiles_desk_open(&desk, 20, 60);
    profiles_desk_show(&desk);
    keys("<End>s<F4>");
    ui_test_expect(desk.t, "golden/profiles/secret-60x20.txt");
}

/* --- what is left in memory --- */

/* How often a text stands in the memory that this process may write to. The text itself is only made up here,
 * letter by letter, so that no copy of it is there from the start. */
static size_t count_in_memory(const char *masked, size_t len)
{
    FILE *maps = fopen("/proc/self/maps", "r"), *memory = fopen("/proc/self/mem", "rb");
    char line[512], mode[8];
    static const unsigned long most = 1UL << 32; /* a larger one is a sanitizer's book */
    unsigned long from, to;
    size_t count = 0;
    cr_assert(maps && memory);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[1] != 'w' ||
            to - from > most)
            continue;
        enum { PIECE = 1 << 16 };
        static unsigned char piece[PIECE + 64];
        for (unsigned long at = from; at < to; at += PIECE) {
            if ((unsigned char *)at <= piece + sizeof piece && (unsigned char *)at + PIECE >= piece)
                continue;
            size_t want = to - at < sizeof piece ? to - at : sizeof piece;
            if (fseek(memory, (long)at, SEEK_SET) != 0)
                continue;
            size_t got = fread(piece, 1, want, memory);
            for (size_t i = 0; i + len <= got && i < PIECE; i++) {
                size_t same = 0;
                while (same < len && piece[i + same] == ((unsigned char)masked[same] ^ 1))
                    same++;
                count += same == len;
            }
        }
        memset(piece, 0, sizeof piece);
    }
    fclose(maps);
    fclose(memory);
    return count;
}

/* What is typed is this with the last bit of each letter turned. It is the tail that is looked for: memory that is
 * given back without being overwritten loses its head alone. */
static const char masked[] = "l`sjde`onwhdviyxunbmdpqrtwzvs83254769kjihgfe";
enum { TYPED = sizeof masked - 1, HEAD = 20 };

static size_t count_tails(void)
{
    return count_in_memory(masked + HEAD, TYPED - HEAD);
}

static void feed_masked(bool is_paste)
{
    char text[sizeof masked];
    for (size_t i = 0; i + 1 < sizeof masked; i++)
        text[i] = (char)(masked[i] ^ 1);
    if (is_paste)
        input_feed_bytes("\033[200~", 6);
    input_feed_bytes(text, sizeof masked - 1);
    if (is_paste)
        input_feed_bytes("\033[201~", 6);
    mem_wipe(text, sizeof text);
    for (struct key key; (key = input_next()).kind != KEY_NOTHING;)
        ui_key(ui_test_ui(desk.t), key);
    ui_test_run(desk.t);
}

static void leaves_nothing(bool is_paste, const char *end)
{
    open_for("<End>");
    feed_masked(is_paste);
    has("44 characters, hidden");
    cr_expect_eq(count_tails(), 1, "one copy, in the entry");
    keys(end);
    cr_expect_eq(count_tails(), 0, "a copy is left in memory");
}

Test(secret, typed_leaves_nothing_behind)
{
    leaves_nothing(false, "<Esc>");
}

Test(secret, pasted_leaves_nothing_behind)
{
    leaves_nothing(true, "<Esc>");
}

Test(secret, wiped_when_the_program_ends)
{
    open_for("<End>");
    feed_masked(true);
    ui_save_all(ui_test_ui(desk.t)); /* hang-up, termination, suspension */
    cr_expect_eq(count_tails(), 0, "a copy is left in memory");
    ui_test_run(desk.t);
    has("was wiped");
}

Test(secret, kept_keys_are_wiped)
{
    profiles_desk_open(&desk, 24, 80);
    profiles_desk_show(&desk);
    ui_hold_keys(ui_test_ui(desk.t));
    feed_masked(true);
    ui_discard_keys(ui_test_ui(desk.t));
    cr_expect_eq(count_tails(), 0, "a copy is left in memory");
}

Test(secret, ways_are_chosen_and_end_where_they_end)
{
    open_for("<End>");
    keys("abc<F4>1");
    has("3 characters, hidden"); /* the same way is no other one */
    keys("<F4><Up>");
    has("> 1 Typed");
    keys("<Down><Down><Down><Down><Down>");
    has("> 4 By user name");
    keys("<Up><F4>1");
    profiles_desk_has_not(&desk, "hidden");
}

/* A profile of the user's own file is not given another source. */
Test(secret, a_way_that_is_not_offered_is_passed_over)
{
    open_for("");
    keys("<F4><Down><Down>");
    has("> 4 By user name");
    keys("<Up>");
    has("> 2 From a file");
}
