/* A command at the test's desk; see desk_command.h. */
#include "config.h"
#include "support/desk_command.h"

#include <criterion/criterion.h>
#include <string.h>

struct desk *desk;
struct desk_result got;

void run(const char *const *arguments)
{
    desk_result_free(&got);
    got = desk_run(desk, NULL, arguments);
}

void expect_status(int status)
{
    cr_expect_eq(got.status, status, "status %d instead of %d, out \"%.600s\", err \"%.600s\"",
                 got.status, status, buf_text(&got.out), buf_text(&got.err));
}

void expect_said(const char *text)
{
    cr_expect(strstr(buf_text(&got.err), text) || strstr(buf_text(&got.out), text),
              "\"%s\" is not in \"%.600s\" nor in \"%.600s\"", text, buf_text(&got.out),
              buf_text(&got.err));
}

json_object *output(void)
{
    json_object *value = json_tokener_parse(buf_text(&got.out));
    cr_assert_not_null(value, "this is not JSON: \"%.400s\"", buf_text(&got.out));
    return value;
}

const char *text_of(json_object *object, const char *key)
{
    json_object *value = NULL;
    return json_object_object_get_ex(object, key, &value) ? json_object_get_string(value) : "";
}
