/* What a reply means, in one outcome and one sentence for a person. All that is doubtful about a
 * write counts as "it may have been carried out". Knows nothing of how replies arrive. */
#include "config.h"
#include "api/request.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "model/budget.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_SAID_BYTES = 2000 };

/* How each write is spoken of. */
static const struct write_words {
    const char *what, *done, *asked, *doubt;
} write_words[METHOD_COUNT] = {
    [METHOD_ORDER_CREATE] = { "the order", "The order is saved.", "whether the order was saved",
                              "The order may have been saved: look at the list before you send it "
                              "again." },
    [METHOD_ORDER_UPDATE] = { "the change", "The change is saved.", "whether the change was saved",
                              "The line may have been changed: read the order again before you "
                              "send the change again." },
    [METHOD_ORDER_ITEM_DELETE] = { "to cancel the line", "The line is cancelled.",
                                   "whether the line was cancelled",
                                   "The line may have been cancelled: read the order again before "
                                   "you cancel it again." },
};

const char *judge_doubt(enum method method)
{
    return write_words[method].doubt;
}

/* The service's own words, without secrets and not endless; "" where it said nothing. */
static char *clean_words(const char *said)
{
    char *text = log_mask(said ? said : "");
    size_t len = strlen(text);
    if (len > MAX_SAID_BYTES) {
        len = MAX_SAID_BYTES;
        while (len && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--;
        text[len] = '\0';
    }
    while (len && text[len - 1] == ' ')
        text[--len] = '\0';
    return text;
}

static void say_doubt(const struct request *request, struct buf *message)
{
    buf_addf(message, " %s", judge_doubt(request->method));
}

/* How far a list had come when it broke off. */
static void say_count(const struct request *request, struct buf *message)
{
    size_t count = codec_reader_envelope(request->reader)->count;
    if (count && request->count_words)
        buf_addf(message, " %zu %s had come by then.", count, request->count_words(count));
}

static void judge_lost(const struct request *request, const struct client_reply *reply,
                       struct api_answer *answer, struct buf *message)
{
    bool is_write = method_rows[request->method].is_write;
    if (reply->result == CLIENT_UNREACHED) {
        answer->outcome = request->held_back.len ? API_NO_BUDGET : API_UNREACHED;
        if (request->held_back.len)
            buf_addf(message, "%s Nothing was sent.", buf_text(&request->held_back));
        else if (request->forbidden)
            buf_add(message, request->forbidden);
        else
            buf_addf(message, "The server was not reached: %s. Nothing was sent.", reply->reason);
        return;
    }
    answer->outcome = is_write ? API_UNKNOWN : API_FAILED;
    buf_addf(message, "%s: %s.",
             reply->result == CLIENT_TOO_LARGE ? "The answer was not read to its end"
             : reply->bytes                    ? "The answer was cut short"
                                               : "No answer came",
             reply->reason);
    if (is_write)
        say_doubt(request, message);
    else
        say_count(request, message);
}

static void judge_unreadable(const struct request *request, const struct client_reply *reply,
                             const char *why, struct api_answer *answer, struct buf *message)
{
    bool is_write = method_rows[request->method].is_write;
    answer->outcome = is_write ? API_UNKNOWN : API_FAILED;
    if (request->first == '<')
        buf_addf(message, "The server answered with a web page, not data (HTTP %d).",
                 reply->http_status);
    else if (!request->first)
        buf_addf(message, "The server answered without any data (HTTP %d).", reply->http_status);
    else
        buf_addf(message, "The server's answer cannot be read (HTTP %d): %s.", reply->http_status,
                 why);
    if (is_write)
        say_doubt(request, message);
    else
        say_count(request, message);
}

static void say_service_words(const char *said, struct buf *message)
{
    if (*said)
        buf_addf(message, " It says: %s", said);
}

/* Rounded up, so that nobody comes back too early. */
static void say_wait(long seconds, struct buf *message)
{
    long minutes = (seconds - 1) / 60 + 1;
    if (seconds < 120)
        buf_addf(message, " The server asks to wait %ld s.", seconds);
    else if (minutes < 120)
        buf_addf(message, " The server asks to wait %ld minutes.", minutes);
    else
        buf_addf(message, " The server asks to wait %ld hours %ld minutes.", minutes / 60,
                 minutes % 60);
}

/* Behind a 429: whether the day's requests are used up. Else the service only asks for a pause. */
static bool is_until_day_end(long retry_after)
{
    enum { CLOCKS_APART = 120 };
    time_t now = clock_now();
    return retry_after < 0 || retry_after >= budget_day_end(now) - now - CLOCKS_APART;
}

/* 307 and 308 ask for the same request elsewhere, so it was not carried out here; behind any other
 * the server may have done its work first, as after a form on a web page. */
static bool is_undone(const struct client_reply *reply)
{
    return reply->http_status == 307 || reply->http_status == 308;
}

static void judge_redirect(const struct request *request, const struct client_reply *reply,
                           struct api_answer *answer, struct buf *message)
{
    bool is_write = method_rows[request->method].is_write;
    char *place = clean_words(reply->points_to);
    buf_addf(message, "The server points to %s (HTTP %d), which is not followed.",
             *place ? place : "another address", reply->http_status);
    free(place);
    if (is_write && is_undone(reply)) {
        answer->outcome = API_REFUSED;
        buf_add(message, " Nothing was carried out.");
    }
    buf_add(message, " Check the profile's endpoint.");
}

/* An answer with a status other than 2xx. */
static void judge_status(const struct request *request, const struct client_reply *reply,
                         const char *said, bool is_readable, struct api_answer *answer,
                         struct buf *message)
{
    const struct method_row *method = &method_rows[request->method];
    int status = reply->http_status;
    bool says_no = is_readable && codec_reader_envelope(request->reader)->status == 0;
    answer->outcome = API_REFUSED;
    if (status == 401 && request->method == METHOD_LOGIN) {
        buf_add(message,
                "The server does not accept this user name with this password (HTTP 401).");
    } else if (status == 401) {
        buf_add(message, "The server does not accept the token (HTTP 401). Check the profile's "
                         "token, or get a new one.");
    } else if (status == 403) {
        buf_addf(message,
                 "The token may not use %s (HTTP 403). Its methods are chosen in the company's "
                 "settings.",
                 method->name);
    } else if (status == 404 && says_no && method->is_write &&
               request->method != METHOD_ORDER_CREATE) {
        buf_add(message, "The server knows no such order or line (HTTP 404).");
    } else if (status == 404) {
        buf_addf(message, "The server does not know %s (HTTP 404). Check the profile's endpoint.",
                 method->name);
    } else if (status == 429) {
        answer->outcome = API_NO_BUDGET;
        buf_addf(message, "%s (HTTP 429). Nothing was carried out.",
                 is_until_day_end(reply->retry_after) ? "The day's requests are used up"
                                                      : "The service takes no more requests now");
        if (reply->retry_after > 0)
            say_wait(reply->retry_after, message);
    } else if (status >= 400 && status < 500 && status != 408) {
        buf_addf(message, "The server does not accept the request (HTTP %d).", status);
        if (!is_readable && request->first == '<')
            buf_add(message, " It answered with a web page, not data.");
    } else {
        /* a server that failed has decided nothing: what writes may have written, what reads has not read */
        if (!says_no || status >= 500)
            answer->outcome = method->is_write ? API_UNKNOWN : API_FAILED;
        if (status >= 300 && status < 400)
            judge_redirect(request, reply, answer, message);
        else if (request->first == '<')
            buf_addf(message, "The server answered with a web page, not data (HTTP %d).", status);
        else if (status == 408)
            buf_add(message, "The server gave up waiting for the request (HTTP 408).");
        else
            buf_addf(message, "The server failed (HTTP %d).", status);
        if (status == 503 && reply->retry_after > 0)
            say_wait(reply->retry_after, message);
    }
    say_service_words(said, message);
    if (answer->outcome == API_UNKNOWN)
        say_doubt(request, message);
}

/* "Orders not found." and its like: no array, and words that only say that nothing matches. */
static bool says_nothing_found(const struct request *request, const struct codec_envelope *envelope)
{
    if (envelope->has_array || !envelope->message)
        return false;
    if (request->method == METHOD_ORDER_LIST)
        return strcasestr(envelope->message, "orders not found") ||
               strcasestr(envelope->message, "order not found");
    if (request->method == METHOD_PREBOOK_LIST)
        return strcasestr(envelope->message, "prebooks not found") ||
               strcasestr(envelope->message, "prebook not found");
    const struct lookup_type *type = &lookup_types[request->call.lookup.kind];
    char *by_word = mem_printf("%s not found", type->word);
    char *by_array = mem_printf("%s not found", type->array);
    bool found = strcasestr(envelope->message, by_word) || strcasestr(envelope->message, by_array);
    free(by_word);
    free(by_array);
    return found;
}

static void judge_read(const struct request *request, const char *said, struct api_answer *answer,
                       struct buf *message)
{
    const struct codec_envelope *envelope = codec_reader_envelope(request->reader);
    if (envelope->status == 1 || (envelope->status < 0 && envelope->has_array) ||
        says_nothing_found(request, envelope)) {
        answer->outcome = API_DONE;
        buf_add(message, said);
    } else if (envelope->status == 0) {
        answer->outcome = API_REFUSED;
        buf_add(message, *said ? said : "The server refused, and gave no reason.");
    } else {
        answer->outcome = API_FAILED;
        buf_add(message, "The server's answer holds no list and no status.");
        say_service_words(said, message);
    }
}

static size_t take_items(const struct codec_envelope *envelope, struct api_answer *answer)
{
    struct api_item_answer *items = mem_calloc(envelope->item_count, sizeof *items);
    size_t refused = 0;
    for (size_t i = 0; i < envelope->item_count; i++) {
        items[i] = envelope->items[i];
        refused += !items[i].is_accepted;
    }
    answer->items = items;
    answer->item_count = envelope->item_count;
    return refused;
}

/* What was neither saved nor partly saved: refused in so many words, or not said at all. */
static void judge_no(const struct request *request, const char *said, struct api_answer *answer,
                     struct buf *message)
{
    const struct write_words *words = &write_words[request->method];
    if (codec_reader_envelope(request->reader)->status == 0) {
        answer->outcome = API_REFUSED;
        if (*said)
            buf_add(message, said);
        else
            buf_addf(message, "The server refused %s, and gave no reason.", words->what);
    } else {
        answer->outcome = API_UNKNOWN;
        buf_addf(message, "The server's answer does not say %s.", words->asked);
        say_service_words(said, message);
        say_doubt(request, message);
    }
}

static void judge_create(const struct request *request, const char *said, struct api_answer *answer,
                         struct buf *message)
{
    const struct codec_envelope *envelope = codec_reader_envelope(request->reader);
    const char *id = envelope->order_id ? envelope->order_id : "";
    bool has_id = *id && strcmp(id, "0") != 0;
    size_t refused = take_items(envelope, answer);
    /* a "no" to the whole beside a line that was taken is a part */
    bool is_part = envelope->status == 0 && refused < answer->item_count;
    if (envelope->status == 1 || has_id || is_part) {
        bool is_whole = envelope->status != 0 && !refused;
        answer->outcome = is_whole ? API_DONE : API_PARTIAL;
        answer->order_id = has_id ? id : "";
        answer->order_number = envelope->order_number ? envelope->order_number : "";
        if (*said)
            buf_add(message, said);
        else if (is_whole)
            buf_add(message, write_words[request->method].done);
        if (refused)
            buf_addf(message, "%s%zu of %zu lines %s refused.", message->len ? " " : "", refused,
                     answer->item_count, refused == 1 ? "was" : "were");
        else if (!is_whole && !message->len)
            buf_add(message, "The order is saved, but not all of it.");
    } else {
        judge_no(request, said, answer, message);
    }
}

/* An update or a cancellation. Its reply documents no lines; where it has some, none may say no. */
static void judge_change(const struct request *request, const char *said, struct api_answer *answer,
                         struct buf *message)
{
    const struct codec_envelope *envelope = codec_reader_envelope(request->reader);
    const struct api_item_answer *refusal = NULL;
    take_items(envelope, answer);
    for (size_t i = 0; envelope->refused && i < answer->item_count && !refusal; i++) {
        if (!answer->items[i].is_accepted)
            refusal = &answer->items[i];
    }
    if (envelope->status == 1 && !refusal) {
        answer->outcome = API_DONE;
        buf_add(message, *said ? said : write_words[request->method].done);
    } else if (envelope->status == 1) {
        answer->outcome = API_REFUSED;
        buf_addf(message, "The line was refused.%s%s", *refusal->message ? " It says: " : "",
                 refusal->message);
    } else {
        judge_no(request, said, answer, message);
    }
}

static void judge_login(const struct request *request, const char *said, struct api_answer *answer,
                        struct buf *message)
{
    const struct codec_envelope *envelope = codec_reader_envelope(request->reader);
    bool has_token = envelope->api_key && *envelope->api_key;
    if (envelope->status == 0) {
        answer->outcome = API_REFUSED;
        buf_add(message, *said ? said : "The server refused the login, and gave no reason.");
    } else if (has_token) {
        answer->outcome = API_DONE;
        buf_add(message, said);
    } else {
        answer->outcome = API_FAILED;
        buf_add(message, "The server's answer holds no token.");
        say_service_words(said, message);
    }
}

/* Nothing that matches may also be a "not found" of HTTP, as long as the service says it itself. */
static bool is_empty_list(const struct request *request, const struct client_reply *reply)
{
    return reply->http_status == 404 && !method_rows[request->method].is_write &&
           says_nothing_found(request, codec_reader_envelope(request->reader));
}

void judge_reply(struct request *request, const struct client_reply *reply,
                 struct api_answer *answer, struct buf *message)
{
    *answer = (struct api_answer){ .http_status = reply->http_status,
                                   .order_id = "",
                                   .order_number = "",
                                   .bytes = request->bytes_before + reply->bytes };
    bool arrived = reply->result == CLIENT_DONE || reply->result == CLIENT_STOPPED;
    bool is_readable =
        arrived && !request->is_bad && codec_reader_finish(request->reader, &request->error);
    if (codec_reader_envelope(request->reader)
            ->api_key) /* before anything of the reply is repeated */
        log_add_secret(codec_reader_envelope(request->reader)->api_key);
    char *said = clean_words(is_readable ? codec_reader_envelope(request->reader)->message : "");
    if (!arrived)
        judge_lost(request, reply, answer, message);
    else if (is_readable && is_empty_list(request, reply))
        answer->outcome = API_DONE;
    else if (reply->http_status < 200 || reply->http_status > 299)
        judge_status(request, reply, said, is_readable, answer, message);
    else if (!is_readable)
        judge_unreadable(request, reply, error_text(&request->error), answer, message);
    else if (request->method == METHOD_LOGIN)
        judge_login(request, said, answer, message);
    else if (request->method == METHOD_ORDER_CREATE)
        judge_create(request, said, answer, message);
    else if (method_rows[request->method].is_write)
        judge_change(request, said, answer, message);
    else
        judge_read(request, said, answer, message);
    free(said);
    char *masked = log_mask(buf_text(message)); /* whatever of the server's words is in it */
    buf_set(message, masked);
    free(masked);
    answer->message = buf_text(message);
}
