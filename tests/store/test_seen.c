/* What tokens were seen to be allowed or refused: kept apart for each, read back, damaged, shortened, shared */
#include "config.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "store/seen.h"
#include "store/store_desk.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char file[] = "state/perennial/seen/mia.tsv", one[] = "11111111", two[] = "22222222";
enum { NOON = 1795348800 }; /* 2026-11-22 12:00 UTC */

static struct error error;

static void set_up(void)
{
    store_desk_set_up();
    clock_fix(NOON);
}

static void tear_down(void)
{
    error_clear(&error);
    store_desk_tear_down();
}

TestSuite(seen, .init = set_up, .fini = tear_down);

static struct seen load(const char *print)
{
    struct seen seen;
    cr_expect(seen_load("mia", print, &seen, &error), "%s", error_text(&error));
    return seen;
}

static void note(const char *print, enum method method, enum seen_verdict verdict)
{
    struct seen seen = load(print);
    cr_assert(seen_note("mia", print, &seen, method, verdict, &error), "%s", error_text(&error));
}

static size_t file_bytes(void)
{
    char *text = store_desk_read(file);
    size_t len = strlen(text);
    free(text);
    return len;
}

Test(seen, nothing_is_known_at_first)
{
    struct seen seen = load(one);
    char print[SEEN_PRINT_BYTES];
    for (int i = 0; i < METHOD_COUNT; i++)
        cr_expect_eq(seen.methods[i].verdict, SEEN_NOTHING);
    cr_expect_eq(seen.token.verdict, SEEN_NOTHING);
    seen_last_print("mia", print);
    cr_expect_str_eq(print, "");
}

Test(seen, every_method_and_the_token_come_back)
{
    for (int i = 0; i <= METHOD_COUNT; i++)
        note(one, (enum method)i, i % 2 ? SEEN_REFUSED : SEEN_ALLOWED);
    cr_expect_eq(store_desk_mode(file), 0600);
    struct seen seen = load(one);
    for (int i = 0; i < METHOD_COUNT; i++) {
        cr_expect_eq(seen.methods[i].verdict, i % 2 ? SEEN_REFUSED : SEEN_ALLOWED);
        cr_expect_eq(seen.methods[i].at, NOON);
    }
    cr_expect_eq(seen.token.verdict, METHOD_COUNT % 2 ? SEEN_REFUSED : SEEN_ALLOWED);
}

Test(seen, another_token_begins_anew)
{
    char print[SEEN_PRINT_BYTES];
    note(one, METHOD_COUNT, SEEN_REFUSED);
    note(one, METHOD_ORDER_UPDATE, SEEN_REFUSED);
    cr_expect_eq(load(two).token.verdict, SEEN_NOTHING);
    note(two, METHOD_ORDER_UPDATE, SEEN_ALLOWED);
    cr_expect_eq(load(one).methods[METHOD_ORDER_UPDATE].verdict, SEEN_REFUSED);
    cr_expect_eq(load(two).methods[METHOD_ORDER_UPDATE].verdict, SEEN_ALLOWED);
    seen_last_print("mia", print);
    cr_expect_str_eq(print, two);
}

Test(seen, the_disk_is_left_alone_where_nothing_is_new)
{
    note(one, METHOD_ORDER_LIST, SEEN_ALLOWED);
    size_t before = file_bytes();
    clock_fix(NOON + 3600);
    note(one, METHOD_ORDER_LIST, SEEN_ALLOWED);
    cr_expect_eq(file_bytes(), before);
    clock_fix(NOON + 86400);
    note(one, METHOD_ORDER_LIST, SEEN_ALLOWED);
    cr_expect_gt(file_bytes(), before);
    cr_expect_eq(load(one).methods[METHOD_ORDER_LIST].at, NOON + 86400);
    clock_fix(NOON + 86401);
    note(one, METHOD_ORDER_LIST, SEEN_REFUSED);
    cr_expect_eq(load(one).methods[METHOD_ORDER_LIST].verdict, SEEN_REFUSED);
}

Test(seen, what_was_refused_may_be_tried_again)
{
    note(one, METHOD_ORDER_LIST, SEEN_ALLOWED);
    note(one, METHOD_ORDER_UPDATE, SEEN_REFUSED);
    note(one, METHOD_COUNT, SEEN_REFUSED);
    struct seen seen = load(one);
    cr_assert(seen_pardon("mia", one, &seen, &error), "%s", error_text(&error));
    struct seen again = load(one);
    for (int i = 0; i < 2; i++) {
        const struct seen *now = i ? &again : &seen;
        cr_expect_eq(now->token.verdict, SEEN_NOTHING);
        cr_expect_eq(now->methods[METHOD_ORDER_UPDATE].verdict, SEEN_NOTHING);
        cr_expect_eq(now->methods[METHOD_ORDER_LIST].verdict, SEEN_ALLOWED);
    }
}

Test(seen, another_session_is_heard)
{
    struct seen mine = load(one);
    cr_expect_not(seen_refresh("mia", one, &mine));
    note(one, METHOD_ORDER_UPDATE, SEEN_REFUSED);
    cr_expect(seen_refresh("mia", one, &mine));
    cr_expect_eq(mine.methods[METHOD_ORDER_UPDATE].verdict, SEEN_REFUSED);
    cr_expect_not(seen_refresh("mia", one, &mine));
}

/* Whatever a crash or somebody's editor left: lines that are whole are read, what is added behind holds. */
Test(seen, damaged_lines_are_passed_over)
{
    static const char *const tails[] = {
        "11111111\tstanding.order.update\trefused\t17",      /* cut */
        "11111111\tstanding.order.update\trefused\t17\n",    /* cut, ended by a later one */
        "11111111\tstanding.order.update\trefused\tx\t.\n",  /* no time */
        "11111111\tstanding.order.update\trefused\t-1\t.\n", /* no time either */
        "11111111\tstanding.order.update\tmaybe\t17\t.\n",   /* of a newer version */
        "11111111\tinventory.add\trefused\t17\t.\n",         /* the same */
        "1111111122222\ttoken\trefused\t17\t.\n",            /* no print */
        "\n\n\t\t\t\t\n",
        "\xff\xfe\\\n",
    };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct buf text = { 0 };
        buf_addf(&text, "11111111\tstanding.order.list\tallowed\t1795348800\t.\n%s", tails[i]);
        store_desk_write(file, buf_text(&text));
        struct seen seen = load(one);
        cr_expect_eq(seen.methods[METHOD_ORDER_LIST].verdict, SEEN_ALLOWED, "%zu", i);
        cr_expect_eq(seen.methods[METHOD_ORDER_UPDATE].verdict, SEEN_NOTHING, "%zu", i);
        cr_expect_eq(seen.token.verdict, SEEN_NOTHING, "%zu", i);
        note(one, METHOD_ORDER_UPDATE, SEEN_REFUSED);
        cr_expect_eq(load(one).methods[METHOD_ORDER_UPDATE].verdict, SEEN_REFUSED, "%zu", i);
        buf_free(&text);
    }
}

Test(seen, a_long_file_is_shortened_and_says_the_same)
{
    note(two, METHOD_ORDER_LIST, SEEN_ALLOWED);
    for (int i = 0; i < 1500; i++)
        note(one, METHOD_ORDER_UPDATE, i % 2 ? SEEN_REFUSED : SEEN_ALLOWED);
    note(one, METHOD_COUNT, SEEN_ALLOWED);
    cr_expect_lt(file_bytes(), (size_t)20 << 10);
    cr_expect_eq(store_desk_mode(file), 0600);
    struct seen seen = load(one);
    cr_expect_eq(seen.methods[METHOD_ORDER_UPDATE].verdict, SEEN_REFUSED);
    cr_expect_eq(seen.token.verdict, SEEN_ALLOWED);
}

Test(seen, what_cannot_be_kept_still_holds_and_is_said)
{
    struct seen seen = load(one);
    char *state = store_desk_path("state");
    store_desk_write("state/perennial/seen/x", "");
    setenv("XDG_STATE_HOME", "/proc/nothing", 1);
    cr_expect_not(seen_note("mia", one, &seen, METHOD_ORDER_LIST, SEEN_REFUSED, &error));
    cr_expect_not_null(strstr(error_text(&error), "/proc/nothing"), "%s", error_text(&error));
    cr_expect_eq(seen.methods[METHOD_ORDER_LIST].verdict, SEEN_REFUSED);
    setenv("XDG_STATE_HOME", state, 1);
    free(state);
}

/* Several at once, each a method of its own, the file shortened in between: nothing is lost. */
Test(seen, sessions_at_once_lose_nothing)
{
    enum { SESSIONS = 4, NOTES = 300 };
    pid_t sessions[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
        sessions[i] = fork();
        cr_assert_geq(sessions[i], 0);
        if (sessions[i] > 0)
            continue;
        struct seen seen = { 0 };
        bool done = true;
        for (int n = 1; n <= NOTES; n++)
            done = seen_note("mia", one, &seen, (enum method)i, n % 2 ? SEEN_ALLOWED : SEEN_REFUSED,
                             NULL) &&
                   done;
        _exit(done ? 0 : 1);
    }
    for (int i = 0; i < SESSIONS; i++) {
        int status;
        cr_assert_eq(waitpid(sessions[i], &status, 0), sessions[i]);
        cr_expect_eq(status, 0);
    }
    struct seen seen = load(one);
    for (int i = 0; i < SESSIONS; i++)
        cr_expect_eq(seen.methods[i].verdict, SEEN_REFUSED);
}
