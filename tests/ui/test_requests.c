/* Tests of the journal of requests: every state and size, narrowing, the filter, copying, saving. Now is Tue
 * 2026-02-03 14:41 UTC. */
#include "config.h"
#include "support/ui_test.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/requests.h"
#include "ui/screens/requests.h"
#include "ui/term.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HOUR = 60 * 60, DAY = 24 * HOUR };

#define TEXT(text) ((char *)(size_t)(text))

static struct ui_test *t;

static void tear_down(void)
{
    if (t)
        ui_test_close(t);
    t = NULL;
}

TestSuite(requests, .fini = tear_down);

static void add(time_t ago, const char *profile, const char *method, const char *outcome,
                int status, size_t bytes, const char *message, const char *text)
{
    struct error error = { 0 };
    const struct request_record record = { .at = clock_now() - ago,
                                           .profile = TEXT(profile),
                                           .method = TEXT(method),
                                           .outcome = TEXT(outcome),
                                           .http_status = status,
                                           .millis = ago ? 412 : 12850,
                                           .sent_bytes = strlen(text),
                                           .bytes = bytes,
                                           .message = TEXT(message),
                                           .text = TEXT(text) };
    cr_assert(requests_add(&record, &error), "%s", error_text(&error));
}

static void add_usual(void)
{
    add(2 * DAY, "ewr-sales", "customer.list", "not reached", 0, 0,
        "The server was not reached: nothing answers at its address; the network may be down. "
        "Nothing was sent.",
        "GET customer.list");
    add(DAY, "ewr-sales", "standing.order.item.delete", "unknown", 0, 0,
        "No answer came: the server closed the connection without an answer. The line may have "
        "been "
        "cancelled: read the order again before you cancel it again.",
        "DELETE v2/standing-order/item?standingOrderItemId=10611&standingOrderId=3228");
    add(3 * HOUR, "mia-sales", "standing.order.list", "dropped", 0, 18230, "",
        "GET standing.order.list?dateFrom=2026-01-01&customer=%C3%B1%20%26%20co");
    add(2 * HOUR, "mia-sales", "login", "done", 200, 80, "Welcome.", "POST login?[secret]");
    add(HOUR, "mia-sales", "standing.order.create", "refused", 200, 120,
        "No hay Florísteria Ñandú 鮮花.",
        "POST v2/standing-order\n{\"authenticationToken\":\"[secret]\",\"customerCode\":\"FRESH\","
        "\"items\":[{\"price\":1.05}]}");
    add(0, "mia-sales", "standing.order.list", "done", 200, 2340000, "OK",
        "GET standing.order.list?dateFrom=2026-01-01&dateTo=2026-12-31&status=Active");
}

static void open_at(int rows, int cols)
{
    t = ui_test_new(rows, cols);
    add_usual();
    ui_test_push(t, &requests_screen, NULL);
}

static char *path_of(const char *name)
{
    return mem_printf("%s/%s", getenv("HOME"), name);
}

static char *read_saved(const char *name)
{
    struct stat what;
    struct buf text = { 0 };
    struct error error = { 0 };
    char *path = path_of(name);
    cr_assert(file_read(path, 1 << 24, &text, &error), "%s", error_text(&error));
    cr_assert_eq(stat(path, &what), 0);
    cr_expect_eq(what.st_mode & 07777, 0600, "%s is private", name);
    free(path);
    return buf_take(&text);
}

Test(requests, every_size)
{
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = { { 24, 80, "golden/desk/journal-80x24.txt" },
                  { 40, 132, "golden/desk/journal-132x40.txt" },
                  { 20, 60, "golden/desk/journal-60x20.txt" } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        open_at(sizes[i].rows, sizes[i].cols);
        ui_test_expect(t, sizes[i].golden);
        tear_down();
    }
}

Test(requests, without_colour)
{
    open_at(24, 80);
    ui_test_theme(t, "mono", true);
    ui_test_expect_attributes(t, "golden/desk/journal-mono.txt");
}

Test(requests, none_so_far)
{
    t = ui_test_open(24, 80, &requests_screen, NULL);
    ui_test_expect(t, "golden/desk/journal-none.txt");
    ui_test_keys(t, "<Enter>");
    cr_expect(ui_test_has(t, "There is no request here."));
    ui_test_keys(t, "Y");
    cr_expect_str_eq(term_copied_blind(), "");
    add(0, "mia-sales", "login", "done", 200, 80, "Welcome.", "POST login?[secret]");
    ui_test_keys(t, "<F5>");
    ui_test_expect(t, "golden/desk/journal-one.txt");
}

Test(requests, that_cannot_be_read_is_said)
{
    struct error error = { 0 };
    t = ui_test_new(24, 80);
    char *folder = path_of(".local/state/perennial/requests"),
         *day = mem_printf("%s/2026-02-03.tsv", folder);
    cr_assert(file_make_dirs(day, &error)); /* a folder in the place of a file */
    ui_test_push(t, &requests_screen, NULL);
    cr_expect(ui_test_has(t, "The journal cannot be read"), "%s", ui_test_text(t));
    free(folder);
    free(day);
}

Test(requests, damaged_lines_are_counted)
{
    t = ui_test_new(24, 80);
    add_usual();
    char *path = path_of(".local/state/perennial/requests/2026-02-03.tsv"),
         *command = mem_printf("printf 'torn\\nalso torn' >> %s", path);
    cr_assert_eq(system(command), 0);
    ui_test_push(t, &requests_screen, NULL);
    cr_expect(ui_test_has(t, "6 requests; 2 damaged lines"), "%s", ui_test_text(t));
    free(command);
    free(path);
}

Test(requests, more_than_fit_and_thousands_stay_quick)
{
    enum { COUNT = 20000 };
    t = ui_test_new(24, 80);
    for (int i = 0; i < COUNT; i++) {
        char *text = mem_printf("GET customer.list?n=%d", i);
        add(HOUR, "mia-sales", "customer.list", i % 100 ? "done" : "failed", 200, 1, "", text);
        free(text);
    }
    ui_test_push(t, &requests_screen, NULL);
    ui_test_keys(t, "<PgDn><PgDn>");
    ui_test_expect(t, "golden/desk/journal-many.txt");
    ui_test_keys(t, "/n=12345<Enter>");
    cr_expect(ui_test_has(t, "1 of 20,000 requests"), "%s", ui_test_text(t));
    ui_test_keys(t, "\\e<End>");
    cr_expect(ui_test_has(t, "200 of 20,000 requests"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "GET customer.list?n=0"), "%s", ui_test_text(t));
}

Test(requests, words_of_any_column_narrow)
{
    static const struct {
        const char *words, *count, *there;
    } rows[] = { { "ewr", "2 of 6", "customer.list" },
                 { "LIST mia", "2 of 6", "standing.order.list" },
                 { "nandu", "1 of 6", "standing.order.create" },
                 { "10611", "1 of 6", "standing.order.item.delete" },
                 { "2026-02-01", "1 of 6", "customer.list" },
                 { "nowhere", "0 of 6", "No request is as the filter and the words say." } };
    open_at(24, 80);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *keys = mem_printf("/<Ctrl-U>%s<Enter>", rows[i].words);
        ui_test_keys(t, keys);
        cr_expect(ui_test_has(t, rows[i].count), "%s\n%s", rows[i].words, ui_test_text(t));
        cr_expect(ui_test_has(t, rows[i].there), "%s\n%s", rows[i].words, ui_test_text(t));
        free(keys);
    }
    ui_test_keys(t, "/<Esc>");
    cr_expect(ui_test_has(t, " 6 requests"));
}

Test(requests, the_filter_works_at_once)
{
    open_at(24, 80);
    ui_test_keys(t, "f<Space>");
    ui_test_expect(t, "golden/desk/journal-filter.txt");
    cr_expect(ui_test_has(t, "mia-sales"), "the first profile there is");
    cr_expect(ui_test_has(t, "4 of 6"));
    ui_test_keys(t, "<Tab><Tab>a<Tab>2026-02-04<Enter>"); /* all that failed, from tomorrow on */
    cr_expect(ui_test_has(t, "0 of 6"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "mia-sales, failed, from 2026-02-04"), "%s", ui_test_text(t));
    ui_test_keys(t, "f<Tab><Tab><Tab>2026-13-01<Enter>");
    cr_expect(ui_test_has(t, "From"), "%s", ui_test_text(t));
    cr_expect(ui_test_has(t, "Which requests"), "a date that is none keeps the box");
    ui_test_keys(t, "<F12><Enter>");
    cr_expect(ui_test_has(t, " 6 requests"), "%s", ui_test_text(t));
    ui_test_keys(t, "e");
    cr_expect(ui_test_has(t, "3 of 6"), "%s", ui_test_text(t));
    ui_test_keys(t, "<F5>");
    cr_expect(ui_test_has(t, "3 of 6"), "the filter stays");
    ui_test_keys(t, "e");
    cr_expect(ui_test_has(t, " 6 requests"));
}

Test(requests, what_is_filtered_by_is_said)
{
    open_at(24, 80);
    ui_test_keys(t, "f<Tab><Space><Enter>");
    cr_expect(ui_test_has(t, "standing.order.list") || ui_test_has(t, "customer.list"), "%s",
              ui_test_text(t));
    ui_test_expect(t, "golden/desk/journal-of-a-method.txt");
}

Test(requests, begins_with_the_profile_it_was_asked_for)
{
    t = ui_test_new(24, 80);
    add_usual();
    ui_test_push(t, &requests_screen, &(struct requests_start){ "ewr-sales" });
    cr_expect(ui_test_has(t, "2 of 6"), "%s", ui_test_text(t));
    tear_down();
    t = ui_test_new(24, 80);
    add_usual();
    ui_test_push(t, &requests_screen, &(struct requests_start){ "never-used" });
    cr_expect(ui_test_has(t, "0 of 6"), "%s", ui_test_text(t));
}

Test(requests, all_of_one_is_shown)
{
    open_at(24, 80);
    ui_test_keys(t, "<Down><Enter>");
    ui_test_expect(t, "golden/desk/journal-shown.txt");
    ui_test_keys(t, "<Esc><Down><Down><Enter>");
    cr_expect(ui_test_has(t, "customer = ñ & co"), "%s", ui_test_text(t));
}

Test(requests, are_copied_without_secrets)
{
    open_at(24, 80);
    log_add_secret("FRESH");
    ui_test_keys(t, "<Down>y");
    cr_expect_str_eq(
        term_copied_blind(),
        "2026-02-03T13:41:00Z\tmia-sales\tstanding.order.create\trefused\t200\t412\t105\t120\t"
        "No hay Florísteria Ñandú 鮮花.");
    cr_expect(ui_test_has(t, "Copied 105 characters."), "%s", ui_test_text(t));
    static const struct {
        const char *keys, *copied;
    } rows[] = {
        { "Y", "POST v2/standing-order\nauthenticationToken: [secret]\nContent-Type: "
               "application/json\n\n{\"authenticationToken\":\"[secret]\",\"customerCode\":"
               "\"[secret]\",\"items\":[{\"price\":1.05}]}\n" },
        { "<Down>Y", "POST login?[secret]\n" },
        { "<Down>Y", "GET standing.order.list?authenticationToken=[secret]&dateFrom=2026-01-01&"
                     "customer=%C3%B1%20%26%20co\n" },
        { "<Down>Y", "DELETE v2/standing-order/item?standingOrderItemId=10611&standingOrderId="
                     "3228\nauthenticationToken: [secret]\n" },
        { "<Down>Y", "GET customer.list?authenticationToken=[secret]\n" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ui_test_keys(t, rows[i].keys);
        cr_expect_str_eq(term_copied_blind(), rows[i].copied);
    }
    log_forget_secrets();
}

Test(requests, too_long_to_copy_is_said)
{
    t = ui_test_new(24, 80);
    char *text = mem_alloc(TERM_MAX_COPY_BYTES + 1);
    memset(text, 'x', TERM_MAX_COPY_BYTES);
    text[TERM_MAX_COPY_BYTES] = '\0';
    add(0, "mia-sales", "standing.order.create", "done", 200, 1, "", text);
    ui_test_push(t, &requests_screen, NULL);
    ui_test_keys(t, "Y");
    cr_expect(ui_test_has(t, "Too long to copy: 75,"), "%s", ui_test_text(t));
    cr_expect_str_eq(term_copied_blind(), "");
    free(text);
}

Test(requests, are_saved_and_nothing_is_written_over_unasked)
{
    open_at(24, 80);
    ui_test_keys(t, "e!");
    ui_test_expect(t, "golden/desk/journal-save.txt");
    cr_expect(ui_test_has(t, "requests-2026-02-03.csv"));
    ui_test_keys(t, "<Ctrl-U>~/mine.csv<Enter>");
    cr_expect(ui_test_has(t, "Saved 3 requests in "), "%s", ui_test_text(t));
    char *text = read_saved("mine.csv");
    cr_expect_eq(strncmp(text, "time,profile,", 13), 0, "%s", text);
    cr_expect_not_null(strstr(text, "mia-sales,standing.order.create,refused,200,412,"));
    cr_expect_null(strstr(text, "dropped"), "what is not shown is not saved");
    free(text);
    ui_test_keys(t, "e!<Enter>");
    cr_expect(ui_test_has(t, "is there already"));
    text = read_saved("mine.csv");
    cr_expect_null(strstr(text, "dropped"), "not yet");
    free(text);
    ui_test_keys(t, "<Left><Right><Enter>");
    cr_expect(ui_test_has(t, "Saved 6 requests in "), "%s", ui_test_text(t));
    text = read_saved("mine.csv");
    cr_expect_not_null(strstr(text, "dropped"));
    free(text);
    ui_test_keys(t, "!<Ctrl-U>~/mine.json<Enter>!<Ctrl-U>~/mine.txt<Enter>");
    text = read_saved("mine.json");
    cr_expect_not_null(strstr(text, "\"request\": \"GET customer.list\"}\n]\n"), "%s", text);
    free(text);
    text = read_saved("mine.txt");
    cr_expect_not_null(strstr(text, "Profile     ewr-sales\n"), "%s", text);
    free(text);
    ui_test_keys(t, "!<Ctrl-U>~/no/such/folder.csv<Enter>");
    cr_expect(ui_test_has(t, "Not saved: "), "%s", ui_test_text(t));
    ui_test_keys(t, "<Ctrl-U><Enter>");
    cr_expect(ui_test_has(t, "Type the name of a file"), "%s", ui_test_text(t));
    ui_test_keys(t, "<Esc>");
    cr_expect(ui_test_has(t, "F5=Read again"));
    cr_expect_not(ui_is_over(ui_test_ui(t)), "Esc left the name, not the screen");
}

/* Another name is another question. */
Test(requests, a_changed_name_is_asked_anew)
{
    open_at(24, 80);
    ui_test_keys(t, "!<Ctrl-U>~/one.csv<Enter>!<Ctrl-U>~/one.csv2<Enter>");
    ui_test_keys(t, "!<Ctrl-U>~/one.csv<Enter>");
    cr_expect(ui_test_has(t, "is there already"));
    ui_test_keys(t, "2<Enter>");
    cr_expect(ui_test_has(t, "one.csv2 is there already"), "%s", ui_test_text(t));
}
