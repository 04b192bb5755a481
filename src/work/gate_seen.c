/* Learning from answers; see gate_seen.h. Knows what 401 and 403 mean, nothing of budgets. */
#include "config.h"
#include "work/gate_seen.h"
#include "base/error.h"
#include "base/log.h"

#include <time.h>

enum { HTTP_UNAUTHORIZED = 401, HTTP_FORBIDDEN = 403, DATE_BYTES = 16 };

static void note(const struct profile *profile, const char *print, struct seen *seen,
                 enum method method, enum seen_verdict verdict)
{
    struct error why = { 0 };
    if (!seen_note(profile->name, print, seen, method, verdict, &why))
        log_line(LOG_ERROR, "%s", error_text(&why));
    error_clear(&why);
}

void gate_seen_learn(const struct profile *profile, const char *print, struct seen *seen,
                     const struct gate_try *ended)
{
    if (ended->is_dropped || method_rows[ended->method].token == METHOD_TOKEN_NONE)
        return;
    if (ended->http_status == HTTP_UNAUTHORIZED) {
        note(profile, print, seen, METHOD_COUNT, SEEN_REFUSED);
    } else if (ended->http_status == HTTP_FORBIDDEN) {
        note(profile, print, seen, ended->method, SEEN_REFUSED);
    } else if (ended->outcome == API_DONE || ended->outcome == API_PARTIAL) {
        note(profile, print, seen, METHOD_COUNT, SEEN_ALLOWED);
        note(profile, print, seen, ended->method, SEEN_ALLOWED);
    }
}

static void write_date(time_t at, char date[DATE_BYTES])
{
    struct tm utc;
    gmtime_r(&at, &utc);
    strftime(date, DATE_BYTES, "%Y-%m-%d", &utc);
}

/* Why not, as a sentence; false where nothing stands against it. */
static bool find_reason(const struct profile *profile, const struct seen *seen, enum method method,
                        struct buf *why)
{
    char date[DATE_BYTES];
    if (method != METHOD_COUNT && method_rows[method].is_write && profile->read_only) {
        buf_addf(why, "The profile %s only reads: read_only is set%s%s.", profile->name,
                 profile->source ? " in " : "", profile->source ? profile->source : "");
        return true;
    }
    if (method != METHOD_COUNT && method_rows[method].token == METHOD_TOKEN_NONE)
        return false;
    if (seen->token.verdict == SEEN_REFUSED) {
        write_date(seen->token.at, date);
        buf_addf(why, "The service refused the token of %s on %s; replace its secret.",
                 profile->name, date);
        return true;
    }
    if (method == METHOD_COUNT)
        return false;
    if (!methods_are_meant(profile, method)) {
        buf_addf(why, "The token of %s is not meant for %s; its methods say so.", profile->name,
                 method_rows[method].name);
        return true;
    }
    const struct seen_fact *fact = &seen->methods[method];
    if (fact->verdict != SEEN_REFUSED)
        return false;
    write_date(fact->at, date);
    buf_addf(
        why,
        "The service refused %s to the token of %s on %s; have it allowed there, then test the "
        "profile.",
        method_rows[method].name, profile->name, date);
    return true;
}

bool gate_seen_may(const struct profile *profile, const struct seen *seen, enum method method,
                   struct buf *why)
{
    struct buf reason = { 0 };
    bool may = !find_reason(profile, seen, method, &reason);
    if (!may && why)
        buf_add(why, buf_text(&reason));
    buf_free(&reason);
    return may;
}
