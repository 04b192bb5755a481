/* Curl's talk in the log; see client_talk.h. What curl hands over in pieces is collected until a line is whole,
 * or a secret cut in two would not be known. Parameters of addresses and headers that hold a secret by their
 * nature never get as far as the log, which masks what it knows besides. */
#include "config.h"
#include "api/client_talk.h"
#include "base/log.h"

#include <string.h>
#include <strings.h>

enum { MAX_LINE_BYTES = 16 << 10 };

static const char *const marks[TALK_KINDS] = {
    [TALK_REMARK] = "*", [TALK_RECEIVED] = "<", [TALK_SENT] = ">"
};

static const char *const secret_headers[] = { "authenticationToken", "Authorization",
                                              "Proxy-Authorization", "Cookie", "Set-Cookie" };

static bool is_secret_header(const char *line)
{
    for (size_t i = 0; i < sizeof secret_headers / sizeof *secret_headers; i++) {
        size_t len = strlen(secret_headers[i]);
        if (strncasecmp(line, secret_headers[i], len) == 0 && line[len] == ':')
            return true;
    }
    return false;
}

/* The line without what must not be seen: the value of such a header, the parameters of an address. */
static void add_shown(struct buf *out, const char *line)
{
    size_t name = strcspn(line, ":"), address = strcspn(line, "?");
    if (is_secret_header(line)) {
        buf_add_bytes(out, line, name);
        buf_add(out, ": [secret]");
        return;
    }
    buf_add_bytes(out, line, address);
    if (!line[address])
        return;
    buf_add(out, "?[secret]");
    buf_add(out, line + address + strcspn(line + address, " '\""));
}

static void end_line(const struct client_talk *talk, enum client_talk_kind kind,
                     struct client_talk_line *line)
{
    struct buf shown = BUF_SECRET;
    if (line->is_too_long)
        buf_add(&shown, "[a line too long to be shown]");
    else
        add_shown(&shown, buf_text(&line->text));
    if (shown.len)
        log_line(LOG_DEBUG, "#%u %s %s", talk->id, marks[kind], buf_text(&shown));
    buf_wipe(&shown);
    buf_wipe(&line->text);
    line->text.is_secret = true;
    line->is_too_long = false;
}

static void take(struct client_talk *talk, enum client_talk_kind kind, const char *bytes,
                 size_t len)
{
    struct client_talk_line *line = &talk->lines[kind];
    line->text.is_secret = true;
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '\n')
            end_line(talk, kind, line);
        else if (line->text.len >= MAX_LINE_BYTES)
            line->is_too_long = true;
        else if (bytes[i] && bytes[i] != '\r')
            buf_add_char(&line->text, bytes[i]);
    }
}

static int hear(CURL *easy, curl_infotype type, char *bytes, size_t len, void *context)
{
    (void)easy;
    switch ((int)type) {
    case CURLINFO_TEXT:
        take(context, TALK_REMARK, bytes, len);
        break;
    case CURLINFO_HEADER_IN:
        take(context, TALK_RECEIVED, bytes, len);
        break;
    case CURLINFO_HEADER_OUT:
        take(context, TALK_SENT, bytes, len);
        break;
    default: /* bodies, and what TLS makes of them */
        break;
    }
    return 0;
}

void client_talk_begin(struct client_talk *talk, unsigned id, CURL *easy)
{
    if (!log_says(LOG_DEBUG))
        return;
    talk->id = id;
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, hear);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, talk);
}

void client_talk_end(struct client_talk *talk)
{
    for (enum client_talk_kind kind = 0; kind < TALK_KINDS; kind++) {
        if (talk->lines[kind].text.len)
            end_line(talk, kind, &talk->lines[kind]);
        buf_wipe(&talk->lines[kind].text);
    }
}
