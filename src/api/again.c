/* Reads that are tried again after a fault that may pass by itself; see api.h. Writes and logins never are,
 * nor is what the service has answered: its own "no" (4xx) and its limit (429) stay as they are. Knows
 * nothing of how a request is sent. */
#include "config.h"
#include "api/again.h"
#include "api/request.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdlib.h>
#include <sys/random.h>

enum { FIRST_MILLIS = 500, MAX_MILLIS = 8000, MAX_ASKED_SECONDS = 10, WHOLE = 1000 };

static int pace = WHOLE;

void again_set_pace(int thousandths)
{
    pace = thousandths;
}

int64_t again_pause(int next, uint32_t random, long asked)
{
    int64_t pause = FIRST_MILLIS;
    for (int i = 2; i < next && pause < MAX_MILLIS; i++)
        pause *= 2;
    pause = pause * (WHOLE / 2 + random % (WHOLE + 1)) / WHOLE;
    if (asked > MAX_ASKED_SECONDS)
        return -1;
    return asked > 0 ? pause + (int64_t)asked * 1000 : pause;
}

/* Not what the service said, but that something broke on the way, or in it. */
static bool is_fault(const struct request *request, const struct client_reply *reply)
{
    int status = reply->http_status;
    if (reply->result != CLIENT_DONE && reply->result != CLIENT_STOPPED)
        return reply->may_pass;
    if (status >= 500 && status <= 599 && request->first == '<')
        return true;
    return status == 408 || status == 500 || status == 502 || status == 503 || status == 504;
}

static bool may_repeat(const struct request *request)
{
    return !method_rows[request->method].is_write && request->method != METHOD_LOGIN;
}

static uint32_t get_random(void)
{
    uint32_t random = 0;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random)
        random = (uint32_t)clock_millis();
    return random;
}

static void end_pause(void *context, const struct client_reply *reply)
{
    (void)reply;
    request_send_again(context);
}

bool again_begin(struct request *request, const struct client_reply *reply,
                 const struct api_answer *answer)
{
    int tries = request->session->profile.read_retries + 1;
    bool voids = request->given > request->kept;
    if (!may_repeat(request) || !is_fault(request, reply) || request->tries >= tries ||
        (voids && !request->on_again))
        return false;
    int64_t pause = again_pause(request->tries + 1, get_random(), reply->retry_after);
    if (pause < 0)
        return false;
    request->last_outcome = answer->outcome;
    request->last_status = answer->http_status;
    buf_set(&request->last_message, answer->message);
    log_line(LOG_INFO, "%s: try %d of %d in %lld ms", method_rows[request->method].name,
             request->tries + 1, tries, (long long)pause);
    if (request->on_again) {
        const struct api_again again = { .next = request->tries + 1,
                                         .tries = tries,
                                         .millis = pause,
                                         .reason = answer->message,
                                         .kept = request->kept };
        request->on_again(request->context, &again);
    }
    if (request->is_dropped)
        return true;
    const struct client_request wait = { .verb = "GET",
                                         .delay_millis = (int)(pause * pace / WHOLE),
                                         .on_done = end_pause,
                                         .context = request };
    request->client_id = client_start(request->session->client, &wait);
    return true;
}

void again_finish(const struct request *request, const struct client_reply *reply,
                  struct api_answer *answer, struct buf *message)
{
    if (request->tries > 1 && request->held_back.len) {
        /* it was sent, and what came of that is what there is to tell */
        buf_set(message, buf_text(&request->last_message));
        buf_addf(message, " It was not tried again. %s", buf_text(&request->held_back));
        answer->outcome = request->last_outcome;
        answer->http_status = request->last_status;
    } else if (request->tries > 1 && is_fault(request, reply)) {
        buf_addf(message, " Tried %d times.", request->tries);
    }
    answer->message = buf_text(message);
}
