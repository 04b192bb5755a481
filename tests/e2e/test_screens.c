/* A salesperson's way through the real program: at 80x24, by keyboard alone, over TLS. And the days
 * when the server is down, slow, cut off, or answers nonsense: keys are answered at once, and the
 * screen says in words what is going on. */
#include "config.h"
#include "support/desk.h"

#include "base/mem.h"
#include "model/date.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <json-c/json.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AT_ONCE = 1500 /* milliseconds; generous, for machines under load */ };

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

TestSuite(screens, .init = lay_out, .fini = clear_away, .timeout = 180);

/* A day some weeks from now, so that the list's own dates show it; the caller frees it. */
static char *day_ahead(int days)
{
    struct buf text = { 0 };
    date_write(&text, date_of_time(time(NULL)) + days);
    return buf_take(&text);
}

static void keys(const char *what)
{
    pty_keys(pty, what);
}

static void see(const char *text)
{
    cr_assert(pty_wait_text(pty, text), "\"%s\" is not on the screen", text);
}

/* The key is answered while whatever is under way goes on. */
static void see_at_once(const char *key, const char *text)
{
    keys(key);
    if (!pty_wait_within(pty, text, AT_ONCE)) {
        struct buf screen = { 0 };
        pty_screen_text(pty, &screen);
        cr_assert_fail("%s did not bring \"%s\" at once:\n%s", key, text, buf_text(&screen));
    }
}

/* Picks from the list that F4 opens, by words that bring this row to the cursor. */
static void pick(const char *words, const char *row, const char *then)
{
    keys(words);
    keys("<F4>");
    see("Look-up");
    see(row);
    keys("<Enter>");
    cr_assert(pty_wait_gone(pty, "Look-up"));
    see(then);
}

static void open_list(void)
{
    pty = desk_open(desk, 24, 80, ARGS("--sandbox"));
    see("orders  sorted by");
}

/* Header and three kinds of lines, all but the location. */
static void enter_order(void)
{
    char *start = day_ahead(28), *end = day_ahead(300);
    keys("<F6>");
    see("Still needed");
    pick("mr. fresh", ">Fresh ", "Mr. Fresh");
    pick("armellini", ">ARM ", "Armellini");
    keys(start);
    keys("<Tab><Tab>mwf<Tab>");
    keys(end);
    keys("<Tab><Tab><Tab>PO-77<Tab><Tab>Keep it fresh<Tab><Tab>");
    see("line 1");
    pick("33 flowers", ">333 ", "333");
    pick("rose freedom 60", ">RFRE60", "Rose Freedom 60");
    keys("QB<Tab>6<Tab>12<Tab>10<Tab><Tab>1.05<Tab>.80<Tab>BCK<Enter>");
    see("756.00");
    see("line 2");
    keys("<C-d>");
    pick("garden alabaster 40", ">GRALA40", "Garden Rose");
    keys("UN<Tab>250<Tab><Tab>.42<Tab>.30<Tab><Enter>");
    see("105.00");
    see("line 3");
    keys("<C-d>");
    pick("alstroemeria assorted fancy", ">AL", "Alstroemeria");
    keys("HB<Tab>4<Tab>20<Tab><C-b>");
    see("Assorted box");
    pick("black king", ">BK", "Black King");
    keys("8<Tab>10<Tab>11<Tab>8.50<Tab>");
    pick("rrov50", ">RROV50", "Rosita");
    keys("10<Tab>10<Tab>12<Tab>9<Tab>");
    see("Parts make 18 of 20 bunches: 2 missing.");
    keys("<S-Tab><S-Tab><S-Tab><S-Tab><C-u>12<Tab>");
    see("Parts make 20 of 20 bunches: it balances.");
    keys("<F3>");
    see("3 lines");
    keys("b");
    see("928.00");
    free(start);
    free(end);
}

/* The number behind "Saved as "; the caller frees it. */
static char *saved_number(void)
{
    struct buf screen = { 0 };
    see("Saved as ");
    pty_screen_text(pty, &screen);
    const char *number = strstr(buf_text(&screen), "Saved as ") + strlen("Saved as ");
    char *copy = mem_strndup(number, strspn(number, "S0123456789"));
    buf_free(&screen);
    return copy;
}

static const char *text_of(json_object *object, const char *key)
{
    json_object *value = NULL;
    return json_object_object_get_ex(object, key, &value) ? json_object_get_string(value) : "";
}

Test(screens, an_order_by_keyboard_alone)
{
    open_list();
    enter_order();
    keys("<F10>");
    see("Not sent, 1 problem. Location is missing");
    keys("MIA<F10>");
    see("Review and send");
    see("Keep it fresh");
    keys("<F10>");
    char *number = saved_number();
    see("Line 3");
    keys("<Enter>");
    see("Standing orders");
    see(number);
    keys("<F3>");
    cr_expect_eq(pty_wait_exit(pty, PTY_PATIENCE), 0);

    struct desk_result got =
        desk_run(desk, NULL, ARGS("--sandbox", "list", "--number", number, "--json"));
    cr_assert_eq(got.status, 0, "%s", buf_text(&got.err));
    json_object *list = json_tokener_parse(buf_text(&got.out)), *lines = NULL;
    cr_assert_eq(json_object_array_length(list), 1);
    json_object *order = json_object_array_get_idx(list, 0);
    cr_expect_str_eq(text_of(order, "number"), number);
    cr_expect_str_eq(text_of(order, "customerName"), "Mr. Fresh");
    cr_expect_str_eq(text_of(order, "carrierName"), "Armellini");
    cr_expect_str_eq(text_of(order, "days"), "Monday, Wednesday, Friday");
    cr_expect_str_eq(text_of(order, "locationCode"), "MIA");
    json_object_object_get_ex(order, "details", &lines);
    cr_assert_eq(json_object_array_length(lines), 3);
    static const char *const prices[] = { "1.05", "0.42", "11.60" };
    for (size_t i = 0; i < 3; i++)
        cr_expect_str_eq(text_of(json_object_array_get_idx(lines, i), "unitPrice"), prices[i]);
    json_object_put(list);

    free(number);
    desk_result_free(&got);
}

Test(screens, the_token_is_never_drawn)
{
    char *log = desk_path(desk, "log");
    desk_start_sandbox(desk, NULL);
    pty = desk_open(desk, 24, 80, ARGS("--log", log));
    see("orders  sorted by");
    enter_order();
    keys("<F10>");
    see("Not sent");
    keys("MIA<F10>");
    see("Review and send");
    keys("<F4>");
    see("without the token");
    keys("<End><F3>");
    desk_fault(desk, "html *");
    keys("<F10>");
    see("NO ANSWER CAME");
    keys("<F1>");
    see("Keys of this screen");
    cr_assert_gt(strlen(desk_token(desk)), 8);
    cr_expect_null(memmem(pty_output(pty)->data, pty_output(pty)->len, desk_token(desk),
                          strlen(desk_token(desk))));
    cr_expect_null(desk_find_text(desk, "", desk_token(desk)));
    free(log);
}

Test(screens, a_server_that_is_down)
{
    desk_start_sandbox(desk, NULL);
    desk_stop_sandbox(desk);
    pty = desk_open(desk, 24, 80, NULL);
    see("was not reached");
    see_at_once("<F6>", "Still needed");
    see_at_once("<F3>", "Standing orders");
}

Test(screens, a_server_that_answers_late)
{
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "slow 5000 standing.order.list");
    pty = desk_open(desk, 24, 80, NULL);
    see("Reading");
    see_at_once("<F1>", "Keys of this screen");
    see_at_once("<F3>", "Reading");
    see_at_once("<F6>", "Still needed");
    keys("Fre");
    see_at_once("<F1>", "This field");
    see_at_once("<F3>", "Fre");
    keys("<F3>");
    see("orders  sorted by");
}

Test(screens, a_connection_that_is_cut)
{
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "drop-before standing.order.list");
    pty = desk_open(desk, 24, 80, NULL);
    see("F5");
    see("No answer came");
    desk_fault(desk, "");
    keys("<F5>");
    see("orders  sorted by");
}

Test(screens, a_web_page_in_place_of_the_list)
{
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "html standing.order.list");
    pty = desk_open(desk, 24, 80, NULL);
    see("502");
    cr_expect_not(pty_has_text(pty, "<html"));
    see_at_once("<F6>", "Still needed");
}

Test(screens, a_list_of_fifty_megabytes)
{
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "big-list 26000");
    pty = desk_open(desk, 24, 80, NULL);
    see("MB");
    /* Keys are answered while it arrives. */
    for (int i = 0; i < 10 && !pty_has_text(pty, "sorted by"); i++) {
        see_at_once("<F1>", "Keys of this screen");
        see_at_once("<F3>", "Standing orders");
    }
    see("26,000 orders");
    see_at_once("<End>", "26,000 orders");
}

Test(screens, the_cursor_moves_while_the_list_arrives)
{
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "big-list 5000\nslow-bytes standing.order.list");
    pty = desk_open(desk, 24, 80, NULL);
    see(" S02930");
    see_at_once("<Down>", ">S02929");
    see_at_once("<Down>", ">S02930");
    see_at_once("/", "Narrow");
    see_at_once("s02930", ">S02930");
    see("reading");
    see_at_once("<Esc>", " S02928");
    see_at_once("<F6>", "Still needed");
    see_at_once("<F3>", "reading");
}

Test(screens, rows_are_marked_and_sorted_while_the_list_arrives)
{
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "big-list 5000\nslow-bytes standing.order.list");
    pty = desk_open(desk, 24, 80, NULL);
    see(" S02930");
    see_at_once("<Down><Down>", ">S02930");
    see_at_once("<Space>", " *>S02930");
    see("Marked 1:");
    see_at_once("s", "Sort by");
    see_at_once("c", "Sorted by customer.");
    see(" *>S02930");
    see_at_once("\x03", "Stopped: the list is not complete.");
    see("Marked 1:");
}

Test(screens, an_answer_that_was_lost_is_not_asked_for_twice)
{
    desk_start_sandbox(desk, NULL);
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    enter_order();
    keys("<F10>");
    see("Not sent");
    keys("MIA<F10>");
    see("Review and send");
    desk_fault(desk, "drop standing.order.create");
    keys("<F10>");
    see("may have been");
    desk_fault(desk, "");
    struct desk_result got =
        desk_run(desk, NULL, ARGS("list", "--customer", "mr. fresh", "--json"));
    size_t found = 0;
    for (const char *at = buf_text(&got.out); (at = strstr(at, "\"unitPrice\":11.60")); at++)
        found++;
    cr_expect_eq(found, 1, "the order is there %zu times: %.300s", found, buf_text(&got.out));
    desk_result_free(&got);
}

/* The order of enter_order(), with all it needs, on its review. */
static void review_order(void)
{
    enter_order();
    keys("<F10>");
    see("Not sent, 1 problem. Location is missing");
    keys("MIA<F10>");
    see("Review and send");
}

Test(screens, a_token_that_may_only_list_has_a_form_that_cannot_send)
{
    pty = desk_open(desk, 24, 80, ARGS("--sandbox", "--profile", "sandbox-list"));
    see("orders  sorted by");
    keys("x");
    see("not meant for");
    keys("<F6>");
    see("This profile cannot send it: The token of sandbox-list is not meant for");
    keys("<F3>");
    see("Standing orders");
    review_order();
    see("It cannot be sent now. The token of sandbox-list is not meant for");
    cr_expect_not(pty_has_text(pty, "F10=Send"));
    keys("<F10>");
    keys("<Enter>");
    see("It cannot be sent now.");
    keys("<Esc>");
    see("Complete, and kept as a draft.");
    keys("<F3>");
    see("Parked. F6 brings it back.");
    struct desk_result got =
        desk_run(desk, NULL, ARGS("--sandbox", "list", "--customer", "mr. fresh", "--json"));
    cr_expect_eq(got.status, 0);
    cr_expect_null(strstr(buf_text(&got.out), "\"unitPrice\":11.60"));
    desk_result_free(&got);
}

Test(screens, a_token_refused_while_sending_loses_nothing)
{
    desk_start_sandbox(desk, NULL);
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    review_order();
    desk_fault(desk, "status 401 standing.order.create");
    keys("<F10>");
    see("Nothing typed is lost; Alt-k");
    see("This profile cannot send it: The service refused the token of test");
    see("test refused");
    keys("<F10>");
    see("It cannot be sent now. The service refused the token of test");
    cr_expect_not_null(desk_find_text(desk, "data/perennial/drafts/test", "Keep it fresh"));
    desk_fault(desk, ""); /* it was allowed again in the service's settings: the same token goes */
    keys("<A-k>");
    see("New secret");
    keys(desk_token(desk));
    keys("<Enter>");
    see("Read: ");
    keys("<Enter>");
    see("It is used from the next request on.");
    see("Review and send");
    see("No warnings. F10 or Enter sends it as shown");
    keys("<F10>");
    char *number = saved_number();
    free(number);
    cr_expect_null(memmem(pty_output(pty)->data, pty_output(pty)->len, desk_token(desk),
                          strlen(desk_token(desk))));
}

Test(screens, the_day_is_used_up)
{
    desk_start_sandbox(desk, NULL);
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    see("1/1000");
    desk_fault(desk, "status 429 *");
    keys("<F5>");
    see("takes no more requests now");
    see(" wait ");
    cr_expect_not(pty_has_text(pty, "F5=Read"), "what cannot be done is not offered");
    keys("<F5>");
    see("The service takes no more requests");
    see_at_once("<F6>", "Still needed");
}

static void expect_draft(const char *text)
{
    cr_expect_not_null(desk_find_text(desk, "data/perennial/drafts/sandbox", text),
                       "no draft has \"%s\"", text);
}

Test(screens, a_terminal_that_goes_away_keeps_the_draft)
{
    open_list();
    enter_order();
    pty_hang_up(pty);
    int status = pty_wait_exit(pty, 2000);
    cr_expect_neq(status, -1, "it is still there after two seconds");
    cr_expect(status < 128 || status == 128 + SIGHUP, "it ended by signal %d", status - 128);
    expect_draft("PO-77");
    expect_draft("RFRE60");
    pty_close(pty);
    open_list();
    keys("<F6>");
    see("Mr. Fresh");
}

Test(screens, an_order_to_end_keeps_the_draft)
{
    open_list();
    keys("<F6>");
    see("Still needed");
    pick("mr. fresh", ">Fresh ", "Mr. Fresh");
    pick("armellini", ">ARM ", "Armellini");
    keys("2033-03-07");
    see("2033-03-07");
    kill(pty_pid(pty), SIGTERM);
    cr_expect_neq(pty_wait_exit(pty, 2000), -1);
    expect_draft("2033-03-07");
    const struct buf *output = pty_output(pty);
    cr_expect_not_null(memmem(output->data, output->len, "\033[?1049l", 8),
                       "the terminal is given back");
}

Test(screens, another_size_at_any_moment)
{
    open_list();
    keys("<F6>");
    see("Still needed");
    pick("mr. fresh", ">Fresh ", "Mr. Fresh");
    static const struct {
        int rows, cols;
    } sizes[] = { { 20, 60 }, { 50, 200 }, { 5, 20 }, { 1, 1 }, { 24, 132 }, { 24, 80 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_resize(pty, sizes[i].rows, sizes[i].cols);
        if (sizes[i].rows >= 20)
            see("Mr. Fresh");
        else if (sizes[i].cols >= 20)
            cr_expect(pty_wait_gone(pty, "Mr. Fresh"));
    }
    pick("armellini", ">ARM ", "Armellini");
}

Test(screens, a_list_that_is_tried_again)
{
    desk_try_again(desk);
    desk_start_sandbox(desk, NULL);
    desk_fault(desk, "drop-before standing.order.list 1");
    pty = desk_open(desk, 24, 80, NULL);
    see("Trying again in 1 s (2 of 3): No answer came");
    see("orders  sorted by");
    cr_expect_not(pty_has_text(pty, "Trying again"));
    desk_fault(desk, "drop-before standing.order.list");
    keys("<F5>");
    see("Trying again in");
    keys("<C-c>");
    see("these rows are those read before");
    cr_expect_not(pty_has_text(pty, "Trying again"));
}
