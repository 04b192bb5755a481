/* What is shown of the journal of requests; see requests_view.h. Knows records, nothing of screens. */
#include "config.h"
#include "work/requests_view.h"
#include "base/form.h"
#include "base/names.h"
#include "model/date.h"
#include "model/methods.h"

#include <string.h>
#include <strings.h>

const struct requests_column_row requests_columns[REQUESTS_COLUMNS + 1] = {
    [REQUESTS_TIME] = { "Time (UTC)", "time", false },
    [REQUESTS_PROFILE] = { "Profile", "profile", false },
    [REQUESTS_METHOD] = { "Method", "method", false },
    [REQUESTS_OUTCOME] = { "Outcome", "outcome", false },
    [REQUESTS_STATUS] = { "HTTP", "httpStatus", true },
    [REQUESTS_MILLIS] = { "ms", "milliseconds", true },
    [REQUESTS_SENT] = { "Sent", "bytesSent", true },
    [REQUESTS_RECEIVED] = { "Received", "bytesReceived", true },
    [REQUESTS_MESSAGE] = { "Message", "message", false },
    [REQUESTS_TEXT] = { "Request", "request", false },
};

static void add_time(struct buf *out, time_t at)
{
    struct tm utc;
    if (gmtime_r(&at, &utc))
        buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                 utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

void requests_add_cell(struct buf *out, const struct request_record *record,
                       enum requests_column column)
{
    switch (column) {
    case REQUESTS_TIME:
        add_time(out, record->at);
        break;
    case REQUESTS_PROFILE:
        buf_add(out, record->profile);
        break;
    case REQUESTS_METHOD:
        buf_add(out, record->method);
        break;
    case REQUESTS_OUTCOME:
        buf_add(out, record->outcome);
        break;
    case REQUESTS_STATUS: /* none arrived: nothing */
        if (record->http_status)
            buf_addf(out, "%d", record->http_status);
        break;
    case REQUESTS_MILLIS:
        buf_addf(out, "%lld", (long long)record->millis);
        break;
    case REQUESTS_SENT:
        buf_addf(out, "%zu", record->sent_bytes);
        break;
    case REQUESTS_RECEIVED:
        buf_addf(out, "%zu", record->bytes);
        break;
    case REQUESTS_MESSAGE:
        buf_add(out, record->message);
        break;
    case REQUESTS_TEXT:
        buf_add(out, record->text);
        break;
    }
}

bool requests_has_failed(const struct request_record *record)
{
    return strcmp(record->outcome, "done") != 0 && strcmp(record->outcome, "dropped") != 0;
}

static bool is_word(const char *wanted, const char *word)
{
    return !wanted || names_equal(wanted, word);
}

bool requests_lets_through(const struct requests_filter *filter,
                           const struct request_record *record)
{
    int32_t day = date_of_time(record->at);
    return is_word(filter->profile, record->profile) && is_word(filter->method, record->method) &&
           is_word(filter->outcome, record->outcome) &&
           (filter->from == DATE_NONE || day >= filter->from) &&
           (filter->to == DATE_NONE || day <= filter->to) &&
           (!filter->is_failed || requests_has_failed(record));
}

/* --- forms --- */

enum requests_form requests_form_of(const char *path)
{
    static const struct {
        const char *ending;
        enum requests_form form;
    } endings[] = { { ".csv", REQUESTS_AS_CSV },
                    { ".tsv", REQUESTS_AS_TSV },
                    { ".json", REQUESTS_AS_JSON } };
    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t own = strlen(endings[i].ending);
        if (len > own && strcasecmp(path + len - own, endings[i].ending) == 0)
            return endings[i].form;
    }
    return REQUESTS_AS_TEXT;
}

/* The line of one record, or of the names of all of them. */
static void write_values(struct buf *out, enum requests_form form,
                         const struct request_record *record)
{
    for (enum requests_column i = 0; i < REQUESTS_COLUMNS; i++) {
        struct buf cell = { 0 };
        if (record)
            requests_add_cell(&cell, record, i);
        else
            buf_add(&cell, requests_columns[i].name);
        if (i)
            buf_add_char(out, form == REQUESTS_AS_CSV ? ',' : '\t');
        if (form == REQUESTS_AS_CSV)
            form_add_csv(out, buf_text(&cell));
        else
            form_add_shown(out, buf_text(&cell));
        buf_free(&cell);
    }
    buf_add(out, form == REQUESTS_AS_CSV ? "\r\n" : "\n");
}

static void write_json(struct buf *out, const struct request_record *record)
{
    bool is_first = true;
    buf_add_char(out, '{');
    for (enum requests_column i = 0; i <= REQUESTS_COLUMNS; i++) {
        struct buf cell = { 0 };
        requests_add_cell(&cell, record, i);
        if (cell.len || !requests_columns[i].is_number) {
            buf_addf(out, "%s\"%s\": ", is_first ? "" : ", ", requests_columns[i].name);
            is_first = false;
            if (requests_columns[i].is_number)
                buf_add(out, buf_text(&cell));
            else
                form_add_json(out, buf_text(&cell));
        }
        buf_free(&cell);
    }
    buf_add_char(out, '}');
}

/* For people: each member on a line, the request below. */
static void write_text(struct buf *out, const struct request_record *record)
{
    for (enum requests_column i = 0; i < REQUESTS_COLUMNS; i++) {
        struct buf cell = { 0 };
        requests_add_cell(&cell, record, i);
        if (cell.len) {
            buf_addf(out, "%-10s  ", requests_columns[i].title);
            form_add_shown(out, buf_text(&cell));
            buf_add_char(out, '\n');
        }
        buf_free(&cell);
    }
    buf_add(out, record->text);
    buf_add_char(out, '\n');
}

void requests_write_head(struct buf *out, enum requests_form form)
{
    if (form == REQUESTS_AS_JSON)
        buf_add_char(out, '[');
    else if (form != REQUESTS_AS_TEXT)
        write_values(out, form, NULL);
}

void requests_write_record(struct buf *out, enum requests_form form,
                           const struct request_record *record, bool is_first)
{
    if (form == REQUESTS_AS_JSON) {
        buf_add(out, is_first ? "\n" : ",\n");
        write_json(out, record);
    } else if (form == REQUESTS_AS_TEXT) {
        buf_add(out, is_first ? "" : "\n");
        write_text(out, record);
    } else {
        write_values(out, form, record);
    }
}

void requests_write_foot(struct buf *out, enum requests_form form, size_t count)
{
    if (form == REQUESTS_AS_JSON)
        buf_add(out, count ? "\n]\n" : "]\n");
}

/* --- for reading --- */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) % 16 : -1;
}

/* Percent signs undone; what would break the line stays as it is. */
static void add_decoded(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        int high = i + 2 < len && text[i] == '%' ? hex_digit(text[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        int byte = low < 0 ? -1 : high * 16 + low;
        if (byte < ' ' || byte == 0x7F) {
            buf_add_char(out, text[i]);
        } else {
            buf_add_char(out, (char)byte);
            i += 2;
        }
    }
}

static void add_indent(struct buf *out, int depth)
{
    buf_addf(out, "\n%*s", depth > 0 ? depth * 2 : 0, "");
}

/* Line breaks and blanks where JSON has room for them; any other text comes through whole. */
static void add_indented(struct buf *out, const char *text)
{
    int depth = 0;
    bool is_quoted = false;
    for (const char *c = text; *c; c++) {
        bool closes = !is_quoted && (*c == '}' || *c == ']');
        bool opens = !is_quoted && (*c == '{' || *c == '[');
        if (closes)
            add_indent(out, --depth);
        buf_add_char(out, *c);
        if (is_quoted && *c == '\\' && c[1])
            buf_add_char(out, *++c);
        else if (*c == '"')
            is_quoted = !is_quoted;
        if (opens && (c[1] == '}' || c[1] == ']'))
            buf_add_char(out, *++c);
        else if (opens)
            add_indent(out, ++depth);
        else if (!is_quoted && *c == ',')
            add_indent(out, depth);
        else if (!is_quoted && *c == ':')
            buf_add_char(out, ' ');
    }
}

void requests_add_readable(struct buf *out, const char *text)
{
    size_t first = strcspn(text, "\n"), path = strcspn(text, "?\n");
    buf_add_bytes(out, text, path);
    for (size_t at = path; at < first;) {
        size_t len = strcspn(text + ++at, "&\n"), name = strcspn(text + at, "=&\n");
        buf_add(out, "\n  ");
        add_decoded(out, text + at, name);
        if (name < len) {
            buf_add(out, " = ");
            add_decoded(out, text + at + name + 1, len - name - 1);
        }
        at += len;
    }
    if (!text[first])
        return;
    buf_add_char(out, '\n');
    if (strchr("{[", text[first + 1]))
        add_indented(out, text + first + 1);
    else
        buf_add(out, text + first + 1);
}

void requests_add_request(struct buf *out, const struct request_record *record)
{
    static const char token[] = "authenticationToken", secret[] = "[secret]";
    enum method method = methods_find(record->method, NULL);
    enum method_token place =
        method == METHOD_COUNT ? METHOD_TOKEN_NONE : method_rows[method].token;
    const char *text = record->text;
    size_t path = strcspn(text, "?\n"), first = strcspn(text, "\n");
    buf_add_bytes(out, text, path);
    if (place == METHOD_TOKEN_URL)
        buf_addf(out, "?%s=%s%s", token, secret, text[path] == '?' ? "&" : "");
    else if (text[path] == '?')
        buf_add_char(out, '?');
    if (text[path] == '?')
        buf_add_bytes(out, text + path + 1, first - path - 1);
    buf_add_char(out, '\n');
    if (place == METHOD_TOKEN_HEADER || place == METHOD_TOKEN_BOTH)
        buf_addf(out, "%s: %s\n", token, secret);
    if (text[first])
        buf_addf(out, "Content-Type: application/json\n\n%s\n", text + first + 1);
}
