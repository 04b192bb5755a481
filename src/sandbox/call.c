/* What handlers do with a call: its parameters and its body are read, it is refused in words. See routes.h; knows
 * no route. */
#include "config.h"
#include "base/error.h"
#include "model/date.h"
#include "sandbox/json.h"
#include "sandbox/routes.h"

#include <stdarg.h>
#include <string.h>

static void answer(struct reply *reply, int status, const char *format, va_list args)
{
    struct buf message = { 0 };
    buf_addv(&message, format, args);
    reply->status = status;
    buf_clear(&reply->body);
    json_open(&reply->body, NULL, '{');
    json_add_int(&reply->body, "status", 0);
    json_add_text(&reply->body, "message", buf_text(&message));
    json_close(&reply->body, '}');
    buf_free(&message);
}

void call_refuse(struct call *call, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    answer(call->reply, 200, format, args);
    va_end(args);
}

void call_fail(struct call *call, int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    answer(call->reply, status, format, args);
    va_end(args);
}

const char *call_param(const struct call *call, const char *name)
{
    const char *const *params = call->request->params;
    for (; params && *params; params += 2)
        if (strcmp(params[0], name) == 0)
            return params[1];
    return "";
}

bool call_date(struct call *call, const char *name, int32_t *day)
{
    if (date_read(call_param(call, name), day))
        return true;
    call_fail(call, 400, "%s is \"%s\"; it must be a date such as 2031-01-06.", name,
              call_param(call, name));
    return false;
}

bool call_read_body(struct call *call, struct json **body)
{
    struct error error = { 0 };
    *body = json_read(call->request->body ? call->request->body : "", call->request->body_bytes,
                      &error);
    if (*body && !json_is_object(*body))
        error_set(&error, "The body must be one JSON object");
    if (error.text)
        call_fail(call, 400, "%s.", error.text);
    bool done = !error.text;
    error_clear(&error);
    return done;
}
