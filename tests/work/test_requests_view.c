/* What is shown of the journal of requests: what a filter lets through, and the forms for other programs. */
#include "config.h"
#include "base/mem.h"
#include "model/date.h"
#include "work/requests_view.h"

#include <criterion/criterion.h>
#include <string.h>

enum { NOW = 1770129660 }; /* 2026-02-03 14:41:00 UTC */

#define TEXT(text) ((char *)(size_t)(text))

static struct request_record record(const char *outcome, int status)
{
    return (struct request_record){ .at = NOW,
                                    .profile = TEXT("mia-sales"),
                                    .method = TEXT("standing.order.create"),
                                    .outcome = TEXT(outcome),
                                    .http_status = status,
                                    .millis = 1250,
                                    .sent_bytes = 70,
                                    .bytes = 800,
                                    .message = TEXT("He said \"no\",\nand\tleft."),
                                    .text = TEXT("POST v2/standing-order\n{\"a\":1}") };
}

Test(requests_view, a_filter_lets_through_what_it_says)
{
    int32_t day = date_of_time(NOW);
    struct request_record done = record("done", 200), refused = record("refused", 403),
                          dropped = record("dropped", 0);
    const struct {
        struct requests_filter filter;
        bool done, refused, dropped;
    } rows[] = {
        { { .from = DATE_NONE, .to = DATE_NONE }, true, true, true },
        { { .from = DATE_NONE, .to = DATE_NONE, .is_failed = true }, false, true, false },
        { { .profile = "MIA-sales", .from = day, .to = day }, true, true, true },
        { { .profile = "mia", .from = DATE_NONE, .to = DATE_NONE }, false, false, false },
        { { .method = "standing.order.list", .from = DATE_NONE, .to = DATE_NONE },
          false,
          false,
          false },
        { { .outcome = "refused", .from = DATE_NONE, .to = DATE_NONE }, false, true, false },
        { { .from = day + 1, .to = DATE_NONE }, false, false, false },
        { { .from = DATE_NONE, .to = day - 1 }, false, false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(requests_lets_through(&rows[i].filter, &done), rows[i].done, "row %zu", i);
        cr_expect_eq(requests_lets_through(&rows[i].filter, &refused), rows[i].refused, "row %zu",
                     i);
        cr_expect_eq(requests_lets_through(&rows[i].filter, &dropped), rows[i].dropped, "row %zu",
                     i);
    }
}

Test(requests_view, forms_for_other_programs)
{
    static const struct {
        const char *path;
        enum requests_form form;
        const char *wanted;
    } rows[] = {
        { "x.csv", REQUESTS_AS_CSV,
          "time,profile,method,outcome,httpStatus,milliseconds,bytesSent,bytesReceived,message\r\n"
          "2026-02-03T14:41:00Z,mia-sales,standing.order.create,refused,200,1250,70,800,"
          "\"He said \"\"no\"\",\nand\tleft.\"\r\n"
          "2026-02-03T14:41:00Z,mia-sales,standing.order.create,not reached,,1250,70,800,"
          "\"He said \"\"no\"\",\nand\tleft.\"\r\n" },
        { "x.y.TSV", REQUESTS_AS_TSV,
          "time\tprofile\tmethod\toutcome\thttpStatus\tmilliseconds\tbytesSent\tbytesReceived\tmess"
          "age\n"
          "2026-02-03T14:41:00Z\tmia-sales\tstanding.order.create\trefused\t200\t1250\t70\t800\t"
          "He said \"no\", and left.\n"
          "2026-02-03T14:41:00Z\tmia-sales\tstanding.order.create\tnot reached\t\t1250\t70\t800\t"
          "He said \"no\", and left.\n" },
        { "x.json", REQUESTS_AS_JSON,
          "[\n{\"time\": \"2026-02-03T14:41:00Z\", \"profile\": \"mia-sales\", \"method\": "
          "\"standing.order.create\", \"outcome\": \"refused\", \"httpStatus\": 200, "
          "\"milliseconds\": 1250, \"bytesSent\": 70, \"bytesReceived\": 800, \"message\": "
          "\"He said \\\"no\\\",\\nand\\tleft.\", \"request\": \"POST "
          "v2/standing-order\\n{\\\"a\\\":1}\"},\n"
          "{\"time\": \"2026-02-03T14:41:00Z\", \"profile\": \"mia-sales\", \"method\": "
          "\"standing.order.create\", \"outcome\": \"not reached\", "
          "\"milliseconds\": 1250, \"bytesSent\": 70, \"bytesReceived\": 800, \"message\": "
          "\"He said \\\"no\\\",\\nand\\tleft.\", \"request\": \"POST "
          "v2/standing-order\\n{\\\"a\\\":1}\"}\n]\n" },
        { "csv", REQUESTS_AS_TEXT,
          "Time (UTC)  2026-02-03T14:41:00Z\nProfile     mia-sales\nMethod      "
          "standing.order.create\n"
          "Outcome     refused\nHTTP        200\nms          1250\nSent        70\nReceived    "
          "800\n"
          "Message     He said \"no\", and left.\nPOST v2/standing-order\n{\"a\":1}\n\n"
          "Time (UTC)  2026-02-03T14:41:00Z\nProfile     mia-sales\nMethod      "
          "standing.order.create\n"
          "Outcome     not reached\nms          1250\nSent        70\nReceived    800\n"
          "Message     He said \"no\", and left.\nPOST v2/standing-order\n{\"a\":1}\n" },
    };
    struct request_record first = record("refused", 200), second = record("not reached", 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = { 0 };
        enum requests_form form = requests_form_of(rows[i].path);
        cr_expect_eq(form, rows[i].form, "%s", rows[i].path);
        requests_write_head(&out, form);
        requests_write_record(&out, form, &first, true);
        requests_write_record(&out, form, &second, false);
        requests_write_foot(&out, form, 2);
        cr_expect_str_eq(buf_text(&out), rows[i].wanted);
        buf_free(&out);
    }
    struct buf none = { 0 };
    requests_write_head(&none, REQUESTS_AS_JSON);
    requests_write_foot(&none, REQUESTS_AS_JSON, 0);
    cr_expect_str_eq(buf_text(&none), "[]\n");
    buf_free(&none);
}

Test(requests_view, a_request_is_readable)
{
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        { "GET vendor.list", "GET vendor.list" },
        { "GET standing.order.list?dateFrom=2026-01-01&customer=%C3%B1%20%26%20co&x=%0A%zz%4&y",
          "GET standing.order.list\n  dateFrom = 2026-01-01\n  customer = \xC3\xB1 & co\n  x = "
          "%0A%zz%4\n  y" },
        { "POST login?[secret]", "POST login\n  [secret]" },
        { "POST v2/standing-order\n{\"a\":[1,{\"b\":\"x,{\\\"y\"}],\"c\":[],\"d\":{}}",
          "POST v2/standing-order\n{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x,{\\\"y\"\n    "
          "}\n  ],\n"
          "  \"c\": [],\n  \"d\": {}\n}" },
        { "PUT x\nno JSON: a,b", "PUT x\nno JSON: a,b" },
        { "", "" },
        { "GET x?", "GET x\n  " },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = { 0 };
        requests_add_readable(&out, rows[i].text);
        cr_expect_str_eq(buf_text(&out), rows[i].wanted);
        buf_free(&out);
    }
}
