/* Cancelling lines at the screens of the real program, over TLS: one of three, the connection lost in the
 * middle, keys typed ahead; what the server has afterwards; and the line drafted anew. */
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
static char *number;

static void add_day(struct buf *out, int days)
{
    date_write(out, date_of_time(time(NULL)) + days);
}

/* Three lines; its dates are among those the list asks for by itself. */
static void write_order(void)
{
    static const char *const products[LINES] = { "21", "2191", "2189" };
    struct buf text = { 0 };
    buf_add(&text, "{ \"customerId\": \"131313\", \"carrierId\": \"1360\", \"startDate\": \"");
    add_day(&text, 20);
    buf_add(&text, "\", \"endDate\": \"");
    add_day(&text, 300);
    buf_add(&text, "\", \"companyLocationCode\": \"MIA\", \"recurrence\": \"1\", \"truckDays\": "
                   "\"Monday, Friday\", \"items\": [");
    for (size_t i = 0; i < LINES; i++)
        buf_addf(
            &text,
            "%s{ \"vendorId\": \"33\", \"productId\": \"%s\", \"itemType\": \"BOX\", "
            "\"boxTypeCode\": \"QB\", \"boxes\": \"%zu\", \"unitType\": \"Stem\", \"bunches\": "
            "\"12\", \"stemsBunch\": \"10\", \"price\": \"1.05\", \"cost\": \"0.80\", "
            "\"markCode\": \"MARK%zu\", \"vendorNotes\": \"cut early %zu\" }",
            i ? ", " : "", products[i], i + 4, i + 1, i + 1);
    buf_add(&text, "] }");
    desk_write(desk, "order.json", buf_text(&text));
    buf_free(&text);
}

static json_object *run(const char *const *arguments)
{
    struct desk_result got = desk_run(desk, NULL, arguments);
    json_object *value = json_tokener_parse(buf_text(&got.out));
    cr_assert(got.status == 0 && value, "status %d: %s%s", got.status, buf_text(&got.out),
              buf_text(&got.err));
    desk_result_free(&got);
    return value;
}

static void lay_out(void)
{
    desk = desk_new();
    desk_start_sandbox(desk, NULL);
    write_order();
    char *path = desk_path(desk, "order.json");
    json_object *answer = run(ARGS("send", path, "--json")), *value = NULL;
    cr_assert(json_object_object_get_ex(answer, "standingOrderNumber", &value));
    number = mem_strdup(json_object_get_string(value));
    json_object_put(answer);
    free(path);
}

static void clear_away(void)
{
    pty_close(pty);
    desk_free(desk);
    free(number);
}

TestSuite(cancel_screens, .init = lay_out, .fini = clear_away, .timeout = 180);

static void keys(const char *what)
{
    pty_keys(pty, what);
}

static void see(const char *text)
{
    cr_assert(pty_wait_text(pty, text), "\"%s\" is not on the screen", text);
}

/* The list, narrowed to the order. */
static void open_list(void)
{
    pty = desk_open(desk, 24, 80, NULL);
    see("orders  sorted by");
    keys("/");
    keys(number);
    see("1 of ");
    keys("<Enter>");
}

static void open_lines(void)
{
    open_list();
    keys("x");
    see("Marked 0 of 3 lines");
}

/* How many lines the server has of the order; 0 = the order is not active any more. */
static size_t lines_there(void)
{
    struct desk_result got = desk_run(desk, NULL, ARGS("show", number, "--json"));
    json_object *value = json_tokener_parse(buf_text(&got.out)), *details = NULL, *status = NULL;
    json_object *order = json_object_array_get_idx(value, 0);
    size_t count = 0;
    cr_assert(json_object_object_get_ex(order, "status", &status), "%s", buf_text(&got.out));
    if (strcmp(json_object_get_string(status), "Active") == 0 &&
        json_object_object_get_ex(order, "details", &details))
        count = json_object_array_length(details);
    json_object_put(value);
    desk_result_free(&got);
    return count;
}

Test(cancel_screens, one_of_three_lines)
{
    open_lines();
    keys("<Down><Space><F10>");
    see("Cancel this line: type 1 and Enter.");
    cr_expect_eq(lines_there(), 3);
    keys("1<Enter>");
    see("1 line cancelled.");
    cr_expect_eq(lines_there(), 2);
    cr_expect(desk_find_text(desk, "state/perennial/journal", "MARK2"),
              "the journal has its content");
    keys("<Enter>");
    see("orders  sorted by");
    see(number); /* with what is left */
}

Test(cancel_screens, keys_typed_ahead_cancel_nothing)
{
    open_list();
    char *storm = mem_printf("*<F10>3<Enter>%s<Enter>", number);
    keys("x");
    see("Marked 0 of 3 lines");
    keys(storm);
    see("type 3 and Enter");
    cr_expect_eq(lines_there(), 3);
    keys("<Esc>");
    see("Nothing was cancelled.");
    cr_expect_not(desk_find_text(desk, "state/perennial/journal", "MARK"), "nothing was begun");
    free(storm);
}

/* The first is carried out and its answer lost: nothing is claimed before it was looked up. */
Test(cancel_screens, the_first_answer_is_lost)
{
    desk_fault(desk, "drop standing.order.item.delete 1");
    open_lines();
    keys("<Space><Space><F10>");
    see("type 2 and Enter");
    keys("2<Enter>");
    see("1 line without an answer, 1 line not sent. F5 looks");
    see("NO ANSWER");
    cr_expect_eq(lines_there(), 2);
    keys("<F5>");
    see("1 line cancelled, 1 line not sent. F10");
    see("there any more.");
    cr_expect_eq(lines_there(), 2);
}

/* The second one: the order is read again for the first one's sake, and both are seen to be gone. */
Test(cancel_screens, the_connection_is_lost_in_the_middle)
{
    desk_fault(desk, "drop standing.order.item.delete 1 1");
    open_lines();
    keys("*<F10>");
    see("type 3 and Enter");
    keys("3<Enter>");
    see("loses all of its lines");
    keys(number);
    keys("<Enter>");
    see("2 lines cancelled, 1 line not sent. F10");
    see("there any more.");
    cr_expect_eq(lines_there(), 1);
}

/* Nothing reached the server behind the first one. */
Test(cancel_screens, the_server_goes_away_in_the_middle)
{
    desk_fault(desk, "drop-before standing.order.item.delete 1 1");
    open_lines();
    keys("*<F10>");
    see("type 3 and Enter");
    keys("3<Enter>");
    see("loses all of its lines");
    keys(number);
    keys("<Enter>");
    see("report");
    see("not sent");
    see("is still there: it was not cancelled so far");
    cr_expect_eq(lines_there(), 2);
}

Test(cancel_screens, all_lines_end_the_order)
{
    open_lines();
    keys("*<F10>");
    see("type 3 and Enter");
    keys("3<Enter>");
    see("loses all of its lines");
    cr_expect_eq(lines_there(), 3);
    keys(number);
    keys("<Enter>");
    see("3 lines cancelled.");
    cr_expect_eq(lines_there(), 0);
    keys("<Enter>");
    see("orders  sorted by");
    cr_expect(pty_wait_gone(pty, "Mr. Fresh "), "its row has gone");
}

Test(cancel_screens, a_cancelled_line_is_drafted_anew)
{
    open_lines();
    keys("<Space><F10>");
    see("type 1 and Enter");
    keys("1<Enter>");
    see("1 line cancelled.");
    keys("<Enter>");
    see("orders  sorted by");
    keys("z");
    see("Cancelled lines");
    see("4 QB");
    keys("<Enter>");
    see("MARK1");
    keys("<Esc>");
    see("newest first");
    keys("<F9>"); /* into its own order */
    see("1 change to send");
    see("Black Monstera"); /* the product of line 1, as line 3 now */
    cr_expect_eq(lines_there(), 2);
    keys("<F10>");
    see("cut early 1"); /* which no reply says: it is out of what was remembered */
    see("No warnings");
    keys("<F10>");
    see("is changed.");
    cr_expect_eq(lines_there(), 3);
}
