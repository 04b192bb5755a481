/* The record of one try of a request; see gate_journal.h. Knows the store, nothing of budgets or of what a
 * token may do. */
#include "config.h"
#include "work/gate_journal.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/requests.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const outcome_words[] = {
    [API_DONE] = "done",           [API_PARTIAL] = "partial",       [API_REFUSED] = "refused",
    [API_UNKNOWN] = "unknown",     [API_UNREACHED] = "not reached", [API_FAILED] = "failed",
    [API_NO_BUDGET] = "no budget",
};

static enum { TROUBLE_NONE, TROUBLE_NEW, TROUBLE_SAID } trouble;
static char *why;

static void note_trouble(struct error *error)
{
    if (trouble == TROUBLE_NONE) {
        trouble = TROUBLE_NEW;
        free(why);
        why = mem_printf("Requests are not written down: %s.", error_text(error));
        log_line(LOG_ERROR, "%s", why);
    }
    error_clear(error);
}

bool gate_journal_trouble(struct buf *out)
{
    if (trouble != TROUBLE_NEW)
        return false;
    trouble = TROUBLE_SAID;
    buf_add(out, why);
    free(why);
    why = NULL;
    return true;
}

/* The fields of a record are not const, but nobody writes to them. */
static char *lent(const char *text)
{
    return (char *)(uintptr_t)(text ? text : "");
}

void gate_journal_add(const char *profile, const struct gate_try *ended)
{
    struct error error = { 0 };
    const char *outcome = ended->is_dropped ? "dropped" : outcome_words[ended->outcome];
    const struct request_record record = {
        .at = clock_now() - (time_t)(ended->millis / 1000),
        .profile = lent(profile),
        .method = lent(method_rows[ended->method].name),
        .outcome = lent(outcome),
        .http_status = ended->http_status,
        .millis = ended->millis,
        .sent_bytes = ended->sent_bytes,
        .bytes = ended->bytes,
        .message = lent(ended->message),
        .text = lent(ended->text),
    };
    log_line(LOG_INFO, "%s %s: %s, HTTP %d, %lld ms, %zu bytes sent, %zu received%s%s",
             record.profile, record.method, outcome, record.http_status, (long long)record.millis,
             record.sent_bytes, record.bytes, *record.message ? ": " : "", record.message);
    if (requests_add(&record, &error))
        trouble = TROUBLE_NONE;
    else
        note_trouble(&error);
}
