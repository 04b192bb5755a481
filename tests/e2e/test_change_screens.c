/* Changing an order at the screens of the real program, over TLS: what is shown, what stands on the server
 * afterwards, and what is said when the connection breaks in the middle or somebody else was quicker. */
#include "config.h"
#include "support/desk.h"

#include "base/mem.h"
#include "model/date.h"

#include <criterion/criterion.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINES = 3 };

static struct desk *desk;
static struct pty *pty;
static struct desk_result got;
static char *number, *lines[LINES];

static void run(const char *const *arguments)
{
    desk_result_free(&got);
    got = desk_run(desk, NULL, arguments);
}

static const char *text_of(json_object *object, const char *key)
{
    json_object *value = NULL;
    return json_object_object_get_ex(object, key, &value) ? json_object_get_string(value) : "";
}

static void add_date(struct buf *text, const char *name, int days)
{
    buf_addf(text, "\"%s\": \"", name);
    date_write(text, date_of_time(time(NULL)) + days);
    buf_add(text, "\", ");
}

/* An order of three plain lines, all at a price of 1.00. */
static void create_order(void)
{
    struct buf text = { 0 };
    char *path = desk_path(desk, "three.json");
    buf_add(&text, "{\"customerId\": \"131313\", \"carrierId\": \"1360\", ");
    add_date(&text, "startDate", 10);
    add_date(&text, "endDate", 200);
    buf_add(&text, "\"companyLocationCode\": \"MIA\", \"recurrence\": \"1\", "
                   "\"truckDays\": \"Monday, Thursday\", \"customerPO\": \"PO-7781\", "
                   "\"items\": [");
    for (int i = 0; i < LINES; i++)
        buf_addf(&text,
                 "%s{\"identifier\": \"l%d\", \"vendorId\": \"33\", \"productId\": \"21\", "
                 "\"itemType\": \"BOX\", \"boxTypeCode\": \"QB\", \"boxes\": \"%d\", "
                 "\"unitType\": \"Stem\", \"bunches\": \"12\", \"stemsBunch\": \"10\", "
                 "\"price\": \"1.00\", \"cost\": \"0.80\", \"vendorNotes\": \"note %d\"}",
                 i ? ", " : "", i, i + 2, i);
    buf_add(&text, "]}");
    desk_write(desk, "three.json", buf_text(&text));
    run(ARGS("send", path, "--json"));
    cr_assert_eq(got.status, 0, "%s%s", buf_text(&got.out), buf_text(&got.err));
    json_object *answer = json_tokener_parse(buf_text(&got.out)), *items = NULL;
    number = mem_strdup(text_of(answer, "standingOrderNumber"));
    json_object_object_get_ex(answer, "items", &items);
    for (size_t i = 0; i < LINES; i++)
        lines[i] = mem_strdup(text_of(json_object_array_get_idx(items, i), "standingOrderItemId"));
    json_object_put(answer);
    buf_free(&text);
    free(path);
}

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
    create_order();
}

static void clear_away(void)
{
    pty_close(pty);
    pty = NULL;
    desk_result_free(&got);
    desk_free(desk);
    free(number);
    for (size_t i = 0; i < LINES; i++)
        free(lines[i]);
}

TestSuite(change_screens, .init = lay_out, .fini = clear_away, .timeout = 180);

static void keys(const char *what)
{
    pty_keys(pty, what);
}

static void see(const char *text)
{
    cr_assert(pty_wait_text(pty, text), "\"%s\" is not on the screen", text);
}

/* The prices the server has, such as "1.00 1.05 1.00". */
static void expect_prices(const char *expected)
{
    struct buf prices = { 0 };
    desk_fault(desk, "");
    run(ARGS("show", number, "--json"));
    cr_assert_eq(got.status, 0, "%s", buf_text(&got.err));
    for (const char *at = buf_text(&got.out); (at = strstr(at, "\"unitPrice\":"));) {
        at += strlen("\"unitPrice\":");
        buf_addf(&prices, "%s%.*s", prices.len ? " " : "", (int)strspn(at, "0123456789."), at);
    }
    cr_expect_str_eq(buf_text(&prices), expected, "%s", buf_text(&got.out));
    buf_free(&prices);
}

static void open_change(void)
{
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    keys("/");
    see("Narrow");
    keys(number);
    keys("<Enter>");
    char *row = mem_printf(">%s", number);
    see(row);
    free(row);
    see("F6=New order");
    keys("e");
    see("Change");
    see(number);
}

/* From a blank line at the end up through the prices. */
static void change_three_prices(void)
{
    open_change();
    keys("<F6>");
    see("line 4");
    keys("<Up>");
    see("line 3");
    keys("<Tab><Tab><Tab><Tab><Tab><Tab><Tab><C-u>1.30<Up>");
    see("line 2");
    keys("<C-u>1.20<Up>");
    see("line 1");
    keys("<C-u>1.10<F10>");
    see("No warnings");
    see("Line 1");
    see("Line 3");
}

Test(change_screens, one_price_and_nothing_else)
{
    change_three_prices();
    expect_prices("1.00 1.00 1.00");
    keys("<F10>");
    see("is changed.");
    see("Standing orders");
    expect_prices("1.10 1.20 1.30");
}

Test(change_screens, the_connection_breaks_in_the_middle_of_three_lines)
{
    change_three_prices();
    /* The second is carried out, but nobody hears of it, and then the server cannot be read. */
    desk_fault(desk, "drop standing.order.update 1 1\nhtml standing.order.list 9 1");
    keys("<F10>");
    see("NO ANSWER");
    see("1 of 3 lines done, 1 not known, 1 not done.");
    see("Line 1         Black Monstera: done");
    see("Not sent: no answer came to the request");
    see("Enter goes back to the form");
    expect_prices("1.10 1.20 1.00");
    /* What is left is sent without wiping or doubling anything. */
    keys("<Enter>");
    see("Change");
    keys("<F10>");
    see("Review and send");
    see("Line 3");
    keys("<F10>");
    see("Standing orders");
    expect_prices("1.10 1.20 1.30");
}

Test(change_screens, a_second_writer_is_not_wiped)
{
    change_three_prices();
    run(ARGS("change", number, lines[1], "price=1.99"));
    cr_assert_eq(got.status, 0, "%s", buf_text(&got.err));
    keys("<F10>");
    see("Changed by somebody else");
    see("was 1.00   now 1.99   mine 1.20");
    expect_prices("1.00 1.99 1.00");
    keys("t<Enter>");
    see("this is what is sent now");
    expect_prices("1.00 1.99 1.00");
    keys("<F10>");
    see("is changed.");
    expect_prices("1.10 1.99 1.30");
}

Test(change_screens, killed_while_it_is_sent)
{
    change_three_prices();
    desk_fault(desk, "slow 8000 standing.order.update 1 1");
    keys("<F10>");
    see("1 of 3 done");
    pty_hang_up(pty);
    cr_expect_neq(pty_wait_exit(pty, 2000), -1, "it is still there after two seconds");
    pty_close(pty);
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    keys("<F6>");
    see("Sent, no answer came");
}
