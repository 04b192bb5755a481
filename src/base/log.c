/* The log and the masking of secrets; see log.h. Nothing else in the program masks. */
#include "config.h"
#include "base/log.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int log_fd = -1;
static enum log_level log_most;

static struct {
    char **texts;
    size_t count, cap;
} secrets;

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

static void add_one(const char *secret, size_t len)
{
    for (size_t i = 0; i < secrets.count; i++)
        if (strcmp(secrets.texts[i], secret) == 0)
            return;
    MEM_GROW(secrets.texts, secrets.count, secrets.cap);
    secrets.texts[secrets.count++] = mem_strndup(secret, len);
}

static bool needs_no_percent(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("-._~", c));
}

void log_add_secret(const char *secret)
{
    if (!secret || !*secret)
        return;
    struct buf encoded = BUF_SECRET;
    for (const char *c = secret; *c; c++) {
        if (needs_no_percent(*c))
            buf_add_char(&encoded, *c);
        else
            buf_addf(&encoded, "%%%02X", (unsigned char)*c);
    }
    add_one(secret, strlen(secret));
    if (strcmp(secret, buf_text(&encoded)) != 0)
        add_one(buf_text(&encoded), encoded.len);
    buf_wipe(&encoded);
}

void log_forget_secrets(void)
{
    for (size_t i = 0; i < secrets.count; i++) {
        mem_wipe(secrets.texts[i], strlen(secrets.texts[i]));
        free(secrets.texts[i]);
    }
    free(secrets.texts);
    memset(&secrets, 0, sizeof secrets);
}

/* The bytes of the longest secret at `text`: one may begin like another. */
static size_t secret_at(const char *text)
{
    size_t most = 0;
    for (size_t i = 0; i < secrets.count; i++) {
        size_t len = strlen(secrets.texts[i]);
        if (len > most && strncmp(text, secrets.texts[i], len) == 0)
            most = len;
    }
    return most;
}

char *log_mask(const char *text)
{
    struct buf out = { 0 };
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

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = { "error", "info", "debug" };
    if (log_fd < 0 || level > log_most)
        return;
    struct buf line = BUF_SECRET;
    struct tm utc;
    time_t now = clock_now();
    gmtime_r(&now, &utc);
    buf_addf(&line, "%04d-%02d-%02dT%02d:%02d:%02dZ %s ", utc.tm_year + 1900, utc.tm_mon + 1,
             utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, names[level]);
    va_list args;
    va_start(args, format);
    buf_addv(&line, format, args);
    va_end(args);
    char *masked = log_mask(buf_text(&line));
    buf_wipe(&line);
    buf_addf(&line, "%s\n", masked);
    free(masked);
    ssize_t put =
        write(log_fd, line.data, line.len); /* a log that cannot be written stops nobody */
    (void)put;
    buf_free(&line);
}
