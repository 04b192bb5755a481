/* The log and the masking of secrets; see log.h. Nothing else in the program masks. */
#include "config.h"
#include "base/log.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int log_fd = -1;
static enum log_level log_most;

struct secret {
    char *text;
    size_t uses; /* how often it was added */
};

static struct {
    struct secret *list;
    size_t count, cap;
} secrets;

static const char *const level_names[] = { "error", "info", "debug" };

bool log_read_level(const char *word, enum log_level *level)
{
    for (size_t i = 0; i < sizeof level_names / sizeof *level_names; i++) {
        if (strcmp(word, level_names[i]) != 0)
            continue;
        *level = (enum log_level)i;
        return true;
    }
    return false;
}

bool log_says(enum log_level level)
{
    return log_fd >= 0 && level <= log_most;
}

bool log_open(const char *path, enum log_level level, struct error *error)
{
    log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (log_fd < 0)
        return error_set(error, "the log %s cannot be opened: %s", path, strerror(errno));
    log_most = level;
    return true;
}

void log_close(void)
{
    if (log_fd >= 0)
        close(log_fd);
    log_fd = -1;
}

static struct secret *find_secret(const char *text)
{
    for (size_t i = 0; i < secrets.count; i++)
        if (strcmp(secrets.list[i].text, text) == 0)
            return &secrets.list[i];
    return NULL;
}

void log_add_secret(const char *secret)
{
    if (!secret || !*secret)
        return;
    struct secret *known = find_secret(secret);
    if (!known) {
        MEM_GROW(secrets.list, secrets.count, secrets.cap);
        known = &secrets.list[secrets.count++];
        *known = (struct secret){ .text = mem_strdup(secret) };
    }
    known->uses++;
}

static void free_secret(const struct secret *secret)
{
    mem_wipe(secret->text, strlen(secret->text));
    free(secret->text);
}

void log_forget_secret(const char *secret)
{
    struct secret *known = secret ? find_secret(secret) : NULL;
    if (!known || --known->uses)
        return;
    free_secret(known);
    *known = secrets.list[--secrets.count];
}

void log_forget_secrets(void)
{
    for (size_t i = 0; i < secrets.count; i++)
        free_secret(&secrets.list[i]);
    free(secrets.list);
    memset(&secrets, 0, sizeof secrets);
}

/* --- masking --- */

static int hex_value(const char *text, size_t digits)
{
    static const char known[] = "0123456789abcdef";
    int value = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = text[i];
        const char *at = c ? strchr(known, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;
        if (!at)
            return -1;
        value = value * 16 + (int)(at - known);
    }
    return value;
}

/* One way to write some bytes of a text: what stands at `text`, and which bytes it means. */
struct way {
    size_t len; /* 0 = nothing is written this way here */
    char means[5];
    size_t count;
};

static struct way one_byte(size_t len, int byte)
{
    return (struct way){ .len = byte > 0 ? len : 0, .means = { (char)byte }, .count = 1 };
}

static struct way as_percent(const char *text)
{
    return one_byte(3, *text == '%' ? hex_value(text + 1, 2) : 0);
}

/* %252F is what becomes of %2F where an address is part of another. */
static size_t percent_chars(const char *text)
{
    size_t at = *text == '%' ? 1 : 0;
    while (at && strncmp(text + at, "25", 2) == 0)
        at += 2;
    return at;
}

static struct way as_percent_again(const char *text)
{
    size_t at = percent_chars(text);
    return one_byte(at + 2, at > 1 ? hex_value(text + at, 2) : 0);
}

static struct way as_percent_sign(const char *text)
{
    size_t at = percent_chars(text);
    return one_byte(at, at > 1 ? '%' : 0);
}

static struct way as_plus(const char *text)
{
    return one_byte(1, *text == '+' ? ' ' : 0);
}

static struct way as_json(const char *text)
{
    static const char letters[] = "bfnrt", means[] = "\b\f\n\r\t";
    if (*text != '\\' || !text[1])
        return (struct way){ 0 };
    const char *at = strchr(letters, text[1]);
    if (at)
        return one_byte(2, means[at - letters]);
    if (text[1] != 'u')
        return one_byte(2, text[1]);
    int code = hex_value(text + 2, 4);
    if (code <= 0)
        return (struct way){ 0 };
    struct way way = { .len = 6 };
    way.count = utf8_encode((uint32_t)code, way.means);
    return way;
}

/* What pages make of them: &amp; &#38; &#x26; */
static struct way as_entity(const char *text)
{
    static const struct {
        const char *text;
        char byte;
    } named[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }
    };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strncmp(text, named[i].text, strlen(named[i].text)) == 0)
            return one_byte(strlen(named[i].text), named[i].byte);
    if (text[0] != '&' || text[1] != '#')
        return (struct way){ 0 };
    bool is_hex = (text[2] | ' ') == 'x';
    char *end;
    const char *digits = text + 2 + is_hex;
    unsigned long code = strtoul(digits, &end, is_hex ? 16 : 10);
    struct way way = { 0 };
    if (end == digits || *end != ';' || !code || code > 0x10FFFF)
        return way;
    way.len = (size_t)(end + 1 - text);
    way.count = utf8_encode((uint32_t)code, way.means);
    return way;
}

static struct way (*const ways[])(const char *text) = { as_percent,      as_percent_again,
                                                        as_percent_sign, as_plus,
                                                        as_json,         as_entity };

/* The bytes of `text` that are this secret, however each of its letters is written; 0 = it is another text. */
static size_t match(const char *text, const char *secret)
{
    const char *start = text;
    while (*secret) {
        if (*text && strchr("%+\\&", *text)) {
            for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
                struct way way = ways[i](text);
                if (!way.len || strncmp(secret, way.means, way.count) != 0)
                    continue;
                if (!secret[way.count])
                    return (size_t)(text - start) + way.len;
                size_t rest = match(text + way.len, secret + way.count);
                if (rest)
                    return (size_t)(text - start) + way.len + rest;
            }
        }
        if (*text++ != *secret++)
            return 0;
    }
    return (size_t)(text - start);
}

/* The bytes of the longest secret at `text`: one may begin like another. */
static size_t secret_at(const char *text)
{
    size_t most = 0;
    for (size_t i = 0; i < secrets.count; i++) {
        size_t len = match(text, secrets.list[i].text);
        most = len > most ? len : most;
    }
    return most;
}

char *log_mask(const char *text)
{
    struct buf out = BUF_SECRET;
    buf_add(&out, "");
    while (*text) {
        size_t len = secret_at(text);
        if (len)
            buf_add(&out, "[secret]");
        else
            buf_add_char(&out, *text);
        text += len ? len : 1;
    }
    return buf_take(&out);
}

/* --- lines --- */

void log_line(enum log_level level, const char *format, ...)
{
    if (!log_says(level))
        return;
    struct buf line = BUF_SECRET;
    struct tm utc;
    time_t now = clock_now();
    gmtime_r(&now, &utc);
    buf_addf(&line, "%04d-%02d-%02dT%02d:%02d:%02dZ %s ", utc.tm_year + 1900, utc.tm_mon + 1,
             utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, level_names[level]);
    va_list args;
    va_start(args, format);
    buf_addv(&line, format, args);
    va_end(args);
    char *masked = log_mask(buf_text(&line));
    buf_wipe(&line);
    for (char *c = masked; *c; c++) /* a line is a line, whatever a server says */
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    buf_addf(&line, "%s\n", masked);
    free(masked);
    ssize_t put =
        write(log_fd, line.data, line.len); /* a log that cannot be written stops nobody */
    (void)put;
    buf_free(&line);
}
