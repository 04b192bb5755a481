/* Tests of what the top line says of the day's requests, of the notices, and that nothing wakes an idle program. */
#include "config.h"
#include "base/clock.h"
#include "base/mem.h"
#include "support/ui_test.h"
#include "ui/budget_words.h"
#include "ui/order_samples.h"
#include "ui/screens/orders.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { NOW = 1770129660, MIDNIGHT = 1770163200 }; /* Tue 2026-02-03 14:41:00 UTC, and its end */

static struct budget_state usual(long used)
{
    return (struct budget_state){
        .used = used, .own = used, .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true
    };
}

static struct budget_state held(long used, time_t until)
{
    struct budget_state state = usual(used);
    state.held_until = until;
    return state;
}

/* --- the words --- */

struct words {
    struct budget_state state;
    const char *forms[BUDGET_FORMS];
};

Test(budget_words, each_state_in_each_form)
{
    struct budget_state no_limit = { .used = 12, .is_counted = true };
    struct budget_state not_counted = { .used = 12, .limit = 1000, .reserve = 50, .warn = 800 };
    struct budget_state nothing_known = { .used = 12 };
    const struct words table[] = {
        { usual(137), { "requests 137/1000", "req 137/1000", "req 137/1000", "137/1000" } },
        { usual(799), { "requests 799/1000", "req 799/1000", "req 799/1000", "799/1000" } },
        { usual(800),
          { "requests 800/1000! 150 left", "req 800/1000!", "req 800/1000!", "800/1000!" } },
        { usual(950),
          { "requests 950/1000 saves only", "req 950/1000 saves only", "req 950/1000 saves only",
            "950/1000 saves" } },
        { usual(1003),
          { "requests 1003/1000 saves only", "req 1003/1000 saves only", "req 1003/1000 saves only",
            "1003/1000 saves" } },
        { held(951, NOW + 200),
          { "requests 951/1000 wait 3:20", "req 951/1000 wait 3:20", "wait 3:20", "wait 3:20" } },
        { held(951, NOW + 3599),
          { "requests 951/1000 wait 59:59", "req 951/1000 wait 59:59", "wait 59:59",
            "wait 59:59" } },
        { held(951, MIDNIGHT),
          { "requests 951/1000 wait 9 h 19, till 00:00Z", "req 951/1000 wait 9 h 19, till 00:00Z",
            "wait till 00:00Z", "wait till 00:00Z" } },
        { held(951, MIDNIGHT + 3660),
          { "requests 951/1000 wait 10 h 20, till 02-04 01:01Z",
            "req 951/1000 wait 10 h 20, till 02-04 01:01Z", "wait till 02-04 01:01Z",
            "wait till 02-04 01:01Z" } },
        { held(951, NOW), /* over */
          { "requests 951/1000 saves only", "req 951/1000 saves only", "req 951/1000 saves only",
            "951/1000 saves" } },
        { no_limit, { "requests 12", "req 12", "req 12", "12" } },
        { not_counted, { "requests 12?/1000", "req 12?/1000", "req 12?/1000", "12?/1000" } },
        { nothing_known, { "requests 12?", "req 12?", "req 12?", "12?" } },
    };
    struct buf text = { 0 };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        for (int form = 0; form < BUDGET_FORMS; form++) {
            buf_clear(&text);
            budget_write(&text, &table[i].state, form, NOW);
            cr_expect_str_eq(buf_text(&text), table[i].forms[form], "row %zu form %d: %s", i, form,
                             buf_text(&text));
        }
    }
    buf_free(&text);
}

Test(budget_words, a_countdown_wakes_only_when_it_says_something_else)
{
    static const struct {
        long left;
        int64_t millis;
    } table[] = { { 0, 0 },       { -5, 0 },      { 1, 1000 },     { 3599, 1000 }, { 3600, 1000 },
                  { 3601, 1000 }, { 3661, 1000 }, { 3720, 60000 }, { 3700, 40000 } };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct budget_state state = held(1, NOW + table[i].left);
        cr_expect_eq(budget_next_change(&state, NOW), table[i].millis, "%ld s", table[i].left);
    }
}

/* --- on the screen --- */

static struct ui_test *open_with(int rows, int cols, const struct budget_state *state)
{
    struct ui_test *t = ui_test_new(rows, cols);
    fake_api_budget(ui_test_fake(t), state);
    samples_add_usual(ui_test_fake(t));
    ui_test_push(t, &orders_screen, NULL);
    return t;
}

static void expect_sizes(const char *name, const struct budget_state *state)
{
    static const int sizes[][2] = { { 24, 80 }, { 40, 132 }, { 20, 60 } };
    struct ui_test *t = open_with(24, 80, state);
    for (size_t i = 0; i < 3; i++) {
        char *golden =
            mem_printf("golden/lists/budget-%s-%dx%d.txt", name, sizes[i][1], sizes[i][0]);
        ui_test_resize(t, sizes[i][0], sizes[i][1]);
        ui_test_expect(t, golden);
        free(golden);
    }
    char *golden = mem_printf("golden/lists/budget-%s-mono-attributes.txt", name);
    ui_test_resize(t, 24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, golden);
    free(golden);
    ui_test_close(t);
}

Test(budget, warning)
{
    expect_sizes("warning", &(struct budget_state[]){ usual(812) }[0]);
}

Test(budget, reserve)
{
    expect_sizes("reserve", &(struct budget_state[]){ usual(951) }[0]);
}

Test(budget, held)
{
    expect_sizes("held", &(struct budget_state[]){ held(951, NOW + 200) }[0]);
}

Test(budget, held_till_midnight)
{
    expect_sizes("midnight", &(struct budget_state[]){ held(951, MIDNIGHT) }[0]);
}

Test(budget, no_limit_known)
{
    expect_sizes("no-limit", &(struct budget_state){ .used = 12, .is_counted = true });
}

Test(budget, not_counted)
{
    struct budget_state state = {
        .limit = 1000,
        .reserve = 50,
        .warn = 800,
        .trouble = "Requests are not counted together with other sessions: the file "
                   "/var/lib/perennial/mia.budget cannot be written. The top line shows those of "
                   "this one, marked with ?.",
    };
    expect_sizes("not-counted", &state);
}

/* --- notices --- */

static void set(struct ui_test *t, struct budget_state state)
{
    fake_api_budget(ui_test_fake(t), &state);
}

Test(budget, each_level_is_said_once)
{
    static const char warned[] = "After 150 more", reserved[] = "lists are not read any more";
    struct budget_state state = usual(799);
    struct ui_test *t = open_with(24, 80, &state);
    cr_expect_not(ui_test_has(t, "of the day's"));
    set(t, usual(800));
    ui_test_run(t);
    cr_expect(ui_test_has(t, warned), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "800/1000!"));
    ui_test_keys(t, "<Down>");
    cr_expect_not(ui_test_has(t, warned), "once");
    set(t, usual(950));
    ui_say(ui_test_ui(t), ROLE_OK, "Done.");
    ui_test_run(t);
    cr_expect_not(ui_test_has(t, reserved), "what is said already stays");
    ui_test_keys(t, "<Down>");
    cr_expect(ui_test_has(t, reserved), "%s", ui_test_text(t));
    ui_test_keys(t, "<Down>");
    cr_expect_not(ui_test_has(t, reserved), "once");
    set(t, usual(3)); /* a new day */
    ui_test_run(t);
    set(t, usual(800));
    ui_test_run(t);
    cr_expect(ui_test_has(t, warned), "on each day");
    ui_test_close(t);
}

Test(budget, trouble_with_the_file_is_said_at_the_start_and_then_the_level)
{
    struct budget_state state = { .limit = 1, .trouble = "The counter cannot be written." };
    struct ui_test *t = open_with(24, 80, &state);
    cr_expect(ui_test_has(t, state.trouble), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "1?/1 saves only"));
    ui_test_keys(t, "<Down>");
    cr_expect(ui_test_has(t, "lists are not read"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Down>");
    cr_expect_not(ui_test_has(t, "lists are not read"));
    cr_expect_not(ui_test_has(t, state.trouble));
    ui_test_close(t);
}

/* --- the countdown --- */

Test(budget, an_idle_program_does_not_wake)
{
    static const long used[] = { 1, 812, 951 };
    for (size_t i = 0; i < sizeof used / sizeof *used; i++) {
        struct budget_state state = usual(used[i]);
        struct ui_test *t = open_with(24, 80, &state);
        ui_test_keys(t, "<Down>");
        cr_expect_eq(ui_test_timers(t), 0, "%ld used: %zu timers", used[i], ui_test_timers(t));
        ui_test_close(t);
    }
}

Test(budget, a_hold_counts_down_by_itself_and_ends)
{
    struct budget_state state = held(12, NOW + 200);
    struct ui_test *t = open_with(24, 80, &state);
    ui_test_keys(t, "<Down>");
    cr_expect(ui_test_has(t, "wait 3:20"));
    cr_expect_eq(ui_test_timers(t), 1, "one timer however often it is drawn");
    clock_fix(NOW + 1);
    ui_test_advance(t, 1000);
    cr_expect(ui_test_has(t, "wait 3:19"));
    cr_expect_eq(ui_test_timers(t), 1);
    clock_fix(NOW + 199);
    ui_test_advance(t, 1000);
    cr_expect(ui_test_has(t, "wait 0:01"));
    clock_fix(NOW + 200);
    ui_test_advance(t, 1000);
    cr_expect_not(ui_test_has(t, "wait"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "12/1000"));
    cr_expect_eq(ui_test_timers(t), 0);
    ui_test_close(t);
}

Test(budget, a_hold_of_another_session_is_said)
{
    struct budget_state state = usual(12);
    struct ui_test *t = open_with(24, 80, &state);
    set(t, held(12, NOW + 200));
    ui_test_run(t);
    cr_expect(ui_test_has(t, "The service takes no more requests before 14:45Z"), "%s",
              ui_test_text(t));
    cr_expect_eq(ui_test_attribute(t, "wait 3:20"), 'a' + ROLE_ERROR);
    ui_test_close(t);
}
