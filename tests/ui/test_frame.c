/* The frame around screens: the way of a key, the stack, the lines above and below, small sizes. */
#include "config.h"
#include "base/mem.h"
#include "support/ui_test.h"
#include "ui/term.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A screen that writes down what happens to it. */
struct probe {
    struct ui *ui;
    bool types; /* it has a field that takes characters */
    bool may_send;
};

static struct buf diary;
static struct ui_test *t;

static void *open_probe(struct ui *ui, void *argument)
{
    struct probe *probe = mem_calloc(1, sizeof *probe);
    probe->ui = ui;
    probe->types = argument;
    return probe;
}

static void close_probe(void *screen)
{
    buf_add(&diary, "[closed]");
    free(screen);
}

static void draw_probe(void *screen, struct area area)
{
    (void)screen;
    paint_text(area, 0, 0, 40, ROLE_NORMAL, "first row");
    paint_text(area, area.rows - 1, 0, 40, ROLE_NORMAL, "last row");
    paint_rule(area, 1);
}

static enum ui_handled key_probe(void *screen, struct key key)
{
    struct probe *probe = screen;
    if (!probe->types)
        return UI_NOT_HANDLED;
    if (key.kind == KEY_PASTE)
        buf_addf(&diary, "[%s]", key.paste);
    else
        key_write(&diary, key);
    return UI_HANDLED;
}

static const struct screen_class probe_screen;

static enum ui_handled act_probe(void *screen, enum action action)
{
    struct probe *probe = screen;
    if (action == ACTION_BACK || action == ACTION_HELP || action == ACTION_INTERRUPT ||
        action == ACTION_PROFILES || action == ACTION_TOKEN_REPLACE)
        return UI_NOT_HANDLED;
    buf_addf(&diary, "(%s)", action_name(action));
    if (action == ACTION_CHOOSE)
        ui_push(probe->ui, &probe_screen, NULL);
    if (action == ACTION_DROP) {
        ui_pop(probe->ui);
        probe->may_send = true; /* still there, inside its own handler */
    }
    return UI_HANDLED;
}

static bool can_send(const void *screen, struct buf *why)
{
    const struct probe *probe = screen;
    if (!probe->may_send)
        buf_add(why, "There is nothing to send.");
    return probe->may_send;
}

static void head_probe(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, "S03228");
}

static const char *field_help;

static void help_probe(void *screen, struct buf *out)
{
    (void)screen;
    buf_add(out, field_help ? field_help : "What this field is for.");
}

static void show_probe(void *screen)
{
    (void)screen;
    buf_add(&diary, "[shown again]");
}

static void save_probe(void *screen)
{
    (void)screen;
    buf_add(&diary, "[saved]");
}

static int reads;

static int count_reads(const void *screen)
{
    (void)screen;
    return reads;
}

static const struct screen_cost probe_costs[] = {
    { ACTION_REFRESH, METHOD_ORDER_LIST, API_LOOKING, .requests = count_reads,
      .words = "1 request, or 2" },
    { ACTION_ORDER_SEND, METHOD_ORDER_CREATE, .purpose = API_SAVING },
    { .action = ACTION_NONE },
};

static const struct binding probe_bindings[] = {
    { { "Enter" }, ACTION_CHOOSE, "Open", NULL },
    { { "F10", "Ctrl-S" }, ACTION_ORDER_SEND, "Send", can_send },
    { { "s" }, ACTION_SORT, "Sort", NULL },
    { { "F5" }, ACTION_REFRESH, "Read", NULL },
    { { "F12" }, ACTION_DROP, NULL, NULL },
    { .action = ACTION_NONE },
};

static const struct screen_class probe_screen = {
    .name = "probe",
    .title = "Standing order",
    .about = "A screen for tests.",
    .bindings = probe_bindings,
    .costs = probe_costs,
    .open = open_probe,
    .close = close_probe,
    .draw = draw_probe,
    .key = key_probe,
    .act = act_probe,
    .heading = head_probe,
    .field_help = help_probe,
    .shown_again = show_probe,
    .save = save_probe,
};

static void open_typing(void)
{
    t = ui_test_open(24, 80, &probe_screen, &diary);
}

static void end(void)
{
    ui_test_close(t);
    buf_free(&diary);
}

TestSuite(frame, .init = open_typing, .fini = end);

static void expect_diary(const char *expected)
{
    cr_expect_str_eq(buf_text(&diary), expected);
    buf_clear(&diary);
}

Test(frame, draws)
{
    ui_test_expect(t, "golden/frame.txt");
    ui_test_expect_attributes(t, "golden/frame-attributes.txt");
}

Test(frame, draws_wide_and_narrow)
{
    ui_test_resize(t, 20, 60);
    ui_test_expect(t, "golden/frame-60x20.txt");
    ui_test_resize(t, 30, 132);
    ui_test_expect(t, "golden/frame-132x30.txt");
}

Test(frame, says_what_size_it_needs_and_comes_back)
{
    ui_test_resize(t, 19, 80);
    cr_expect(ui_test_has(t, "Perennial needs 60 x 20; this is 80 x 19."));
    cr_expect_not(ui_test_has(t, "first row"));
    ui_test_keys(t, "abc<F12>");
    expect_diary("");
    ui_test_resize(t, 5, 12);
    cr_expect(ui_test_has(t, "Needs 60x20"));
    ui_test_resize(t, 1, 1);
    ui_test_resize(t, 24, 80);
    cr_expect(ui_test_has(t, "first row"));
    ui_test_keys(t, "abc");
    expect_diary("abc");
}

Test(frame, characters_go_to_the_field_first_then_to_bindings)
{
    ui_test_keys(t, "s?<Left><Ctrl-D><F10>");
    expect_diary("s?LeftCtrl-D"); /* F10 is bound, and cannot be done */
    cr_expect(ui_test_has(t, "There is nothing to send."));
    ui_test_paste(t, "sss\n");
    expect_diary("[sss\n]");
}

Test(frame, without_a_field_letters_are_bindings)
{
    ui_test_keys(t, "<Enter>"); /* the new one has no field */
    expect_diary("(choose)");
    ui_test_keys(t, "sx");
    expect_diary("(sort)");
    ui_test_paste(t, "s");
    expect_diary("");
}

Test(frame, says_why_not)
{
    ui_test_keys(t, "<F10>");
    cr_expect(ui_test_has(t, "There is nothing to send."));
    cr_expect_eq(ui_test_attribute(t, "There is nothing"), 'a' + ROLE_WARNING);
    cr_expect_not(ui_test_has(t, "F10=Send"), "what cannot be done now is not offered");
    ui_test_keys(t, "x");
    cr_expect_not(ui_test_has(t, "There is nothing to send."), "until the next key");
    cr_expect(ui_test_has(t, "What this field is for."));
}

Test(frame, long_help_takes_a_second_row_where_nobody_needs_it)
{
    field_help = "The customer's code, up to 20 characters; a longer code needs the customer's id "
                 "instead, which a look-up fills in.";
    ui_test_keys(t, "x");
    cr_expect(ui_test_has(t, "customer's\n id instead") ||
                  ui_test_has(t, "customer's \xE2\x80\xA6"),
              "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "last row"), "no row of the screen is covered");
}

Test(frame, closes_after_the_handler)
{
    ui_test_keys(t, "<Enter>");
    buf_clear(&diary);
    ui_test_keys(t, "<F12>");
    expect_diary("(drop)[closed][shown again]");
    ui_test_keys(t, "<Enter><Esc>");
    expect_diary("(choose)[closed][shown again]");
}

Test(frame, one_esc_too_many_does_not_leave)
{
    ui_test_keys(t, "<Esc><Esc>");
    cr_expect_not(ui_is_over(ui_test_ui(t)));
    cr_expect(ui_test_has(t, "F3 leaves Perennial"));
    ui_test_keys(t, "<F3>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    expect_diary("[closed]");
    ui_test_keys(t, "x"); /* nobody is there to take it */
}

Test(frame, two_interrupts_leave_and_save)
{
    ui_test_keys(t, "<Ctrl-C>x<Ctrl-C>");
    cr_expect_not(ui_is_over(ui_test_ui(t)));
    ui_test_keys(t, "<Ctrl-C>");
    cr_expect(ui_is_over(ui_test_ui(t)));
    expect_diary("x[saved][closed]");
}

Test(frame, an_error_discards_what_was_typed_ahead)
{
    struct key key;
    cr_assert(input_feed("<F10><Enter>"));
    ui_say(ui_test_ui(t), ROLE_ERROR, "The service is not there: %s", "no connection");
    cr_expect_eq((key = input_next()).kind, KEY_NOTHING);
    ui_test_run(t);
    cr_expect(ui_test_has(t, "The service is not there: no connection"));
    cr_assert(input_feed("a"));
    ui_say(ui_test_ui(t), ROLE_OK, "Done");
    cr_expect(input_is_waiting(), "other messages keep it");
}

Test(frame, help_opens_and_closes)
{
    ui_test_keys(t, "<F1>");
    cr_expect(ui_test_has(t, "A screen for tests."), "%s", ui_test_text(t));
    ui_test_keys(t, "<Esc>");
    cr_expect(ui_test_has(t, "first row"));
}

static void note(void *context)
{
    buf_add(&diary, context);
}

Test(frame, timers_fire_once_in_order)
{
    struct ui *ui = ui_test_ui(t);
    ui_after(ui, 200, note, (void *)"b");
    ui_after(ui, 100, note, (void *)"a");
    ui_forget(ui, ui_after(ui, 150, note, (void *)"x"));
    ui_forget(ui, 0);
    ui_test_advance(t, 199);
    expect_diary("a");
    ui_test_advance(t, 100);
    expect_diary("b");
}

Test(frame, knows_when_it_is_idle)
{
    struct ui *ui = ui_test_ui(t);
    cr_expect(ui_is_idle(ui));
    ui_say(ui, ROLE_OK, "Done");
    cr_expect_not(ui_is_idle(ui), "there is something to draw");
    ui_test_run(t);
    cr_expect(ui_is_idle(ui));
    cr_assert(input_feed("a"));
    cr_expect_not(ui_is_idle(ui), "there is a key to read");
}

Test(frame, without_a_service_there_are_no_requests_to_be_shown)
{
    struct buf text = { 0 };
    struct ui *alone = ui_new((struct api){ 0 }, NULL);
    ui_push(alone, &probe_screen, NULL);
    ui_draw(alone);
    term_flush();
    term_dump_text(&text);
    cr_expect_not_null(strstr(buf_text(&text), "14:41Z"));
    cr_expect_null(strstr(buf_text(&text), "requests "), "%s", buf_text(&text));
    ui_free(alone);
    buf_free(&text);
}

static void take_order(void *context, const struct order *order)
{
    (void)context, (void)order;
}

static void take_end(void *context, const struct api_answer *answer)
{
    (void)context, (void)answer;
}

Test(frame, no_other_profile_while_an_answer_is_awaited)
{
    struct ui *ui = ui_test_ui(t);
    struct filter filter = { 0 };
    struct buf why = { 0 };
    cr_expect(ui_may_use(ui, NULL));
    filter_init(&filter, 20000);
    const struct api_list_call call = { .filter = &filter,
                                        .on_order = take_order,
                                        .on_done = take_end };
    ui_api(ui)->ops->list_orders(ui_api(ui)->self, &call);
    cr_expect_not(ui_may_use(ui, NULL), "whether somebody wants to know why or not");
    cr_expect_not(ui_may_use(ui, &why));
    cr_expect_not_null(strstr(buf_text(&why), "on its way"));
    filter_free(&filter);
    buf_free(&why);
}

/* ------ what actions ask of the service ------ */

static struct probe *probe(void)
{
    return ui_top(ui_test_ui(t), NULL);
}

static void set_used(long used)
{
    fake_api_budget(
        ui_test_fake(t),
        &(struct budget_state){
            .used = used, .limit = 100, .reserve = 10, .warn = 100, .is_counted = true });
}

Test(frame, keys_show_what_they_take)
{
    probe()->may_send = true;
    reads = 2;
    ui_test_run(t);
    cr_expect(ui_test_has(t, "F5=Read(2 req)"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "F10=Send(1 req)"));
    cr_expect(ui_test_has(t, "s=Sort "), "nothing is said of what takes none");
    reads = 0;
    ui_test_run(t);
    cr_expect(ui_test_has(t, "F5=Read ") || ui_test_has(t, "F5=Read\n"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F1>");
    cr_expect(ui_test_has(t, "service (1 request, or 2)"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Send this standing order (1 request)"));
}

Test(frame, at_the_reserve_what_reads_says_why_not_and_what_saves_goes)
{
    probe()->may_send = true;
    reads = 2;
    set_used(88);
    ui_test_keys(t, "<F5><F10>");
    expect_diary("(refresh)(order-send)");
    set_used(89); /* two more would touch it */
    ui_test_keys(t, "<F10><F5>");
    expect_diary("(order-send)");
    cr_expect(ui_test_has(t, "89 of the day's 100 requests are used"), "%s", ui_test_text(t));
    cr_expect_not(ui_test_has(t, "F5=Read"), "what cannot be done is not offered");
    cr_expect(ui_test_has(t, "F10=Send(1 req)"));
    reads = 0;
    ui_test_keys(t, "<F5>");
    expect_diary("(refresh)"); /* it takes none */
}

Test(frame, what_the_token_may_not_do_says_so)
{
    probe()->may_send = true;
    reads = 1;
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_CREATE, "This token may not create orders.");
    ui_test_keys(t, "<F10>");
    expect_diary("");
    cr_expect(ui_test_has(t, "This token may not create orders."), "%s", ui_test_text(t));
    cr_expect_not(ui_test_has(t, "F10=Send"));
    cr_expect(ui_test_has(t, "F5=Read(1 req)"));
}

static void forbid_all(const char *why)
{
    for (int method = 0; method <= METHOD_COUNT; method++)
        fake_api_forbid(ui_test_fake(t), (enum method)method, why);
}

Test(frame, a_refused_token_is_said_once_with_the_key_that_replaces_it)
{
    static const char advice[] = "Nothing typed is lost; Alt-k replaces the token.";
    reads = 1;
    ui_say(ui_test_ui(t), ROLE_ERROR, "Refused, nothing was saved (HTTP 401).");
    forbid_all("The service refused the token.");
    ui_test_run(t);
    cr_expect(ui_test_has(t, "(HTTP 401). Nothing typed is lost; Alt-k"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "sandbox refused"), "%s", ui_test_text(t));
    ui_test_keys(t, "x");
    cr_expect_not(ui_test_has(t, advice), "once");
    ui_test_keys(t, "<F5>");
    cr_expect(
        ui_test_has(t, "The service refused the token. Alt-k replaces it; nothing typed is lost."),
        "%s", ui_test_text(t));
    forbid_all(NULL); /* another one */
    ui_test_keys(t, "x");
    cr_expect_not(ui_test_has(t, "refused"), "%s", ui_test_text(t));
    forbid_all("The service refused the token.");
    ui_test_keys(t, "x");
    cr_expect(ui_test_has(t, advice), "it is said of each");
}

Test(frame, a_refused_method_is_said_once_with_the_way_to_try_it_again)
{
    static const char notice[] = "What needs standing.order.update is not offered any more";
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_UPDATE, "It was refused.");
    ui_test_run(t);
    cr_expect(ui_test_has(t, notice), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Alt-t leads to the profiles"));
    cr_expect_eq(ui_test_attribute(t, notice), 'a' + ROLE_WARNING);
    ui_test_keys(t, "x");
    cr_expect_not(ui_test_has(t, notice), "once");
}

Test(frame, what_a_token_may_not_do_from_the_start_is_no_news)
{
    ui_test_close(t);
    t = ui_test_new(24, 80);
    fake_api_forbid(ui_test_fake(t), METHOD_ORDER_UPDATE, "It is not meant for it.");
    ui_test_push(t, &probe_screen, &diary);
    cr_expect_not(ui_test_has(t, "not offered"), "%s", ui_test_text(t));
    buf_clear(&diary);
}

static const struct binding no_bindings[] = { { .action = ACTION_NONE } };

static const struct screen_class profiles_spy = {
    .name = "profiles-spy",
    .title = "Profiles spy",
    .bindings = no_bindings,
    .open = open_probe,
    .close = close_probe,
    .draw = draw_probe,
};

static const struct screen_class other_screen = {
    .name = "other",
    .title = "Another screen",
    .bindings = no_bindings,
    .open = open_probe,
    .close = close_probe,
    .draw = draw_probe,
};

Test(frame, profiles_and_the_token_are_a_key_away_from_everywhere)
{
    ui_test_keys(t, "<Alt-t>");
    cr_expect(ui_test_has(t, "There are no profiles to be shown here."));
    expect_diary("");
    ui_set_profile_screens(ui_test_ui(t), &profiles_spy, &other_screen);
    ui_test_keys(t, "<Alt-k>");
    cr_expect(ui_test_has(t, "Another screen"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Alt-t>");
    cr_expect(ui_test_has(t, "Profiles spy"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Alt-k>");
    cr_expect(ui_test_has(t, "Another screen is open already"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Esc><Esc>");
    expect_diary("[closed][closed][shown again]");
}

static int kept_key, freed;

static void free_kept(void *thing)
{
    (void)thing;
    freed++;
    buf_add(&diary, "[freed]");
}

Test(frame, keeps_things_until_the_screens_are_closed)
{
    struct ui *ui = ui_test_ui(t);
    cr_expect_null(ui_kept(ui, &kept_key));
    ui_keep(ui, &kept_key, &freed, free_kept);
    cr_expect_eq(ui_kept(ui, &kept_key), &freed);
    cr_expect(ui_find(ui, &probe_screen));
    ui_test_close(t);
    expect_diary("[closed][freed]");
    t = ui_test_new(24, 80);
}
