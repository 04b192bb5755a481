/* A growable run of bytes; see buf.h. */
#include "config.h"
#include "base/buf.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct buf *buf, size_t more)
{
    if (buf->cap - buf->len > more)
        return;
    size_t cap = buf->cap ? buf->cap : 32;
    while (cap - buf->len <= more)
        cap = cap * 2;
    if (buf->is_secret && buf->data) { /* realloc would leave the old bytes where they were */
        char *data = mem_alloc(cap);
        memcpy(data, buf->data, buf->len + 1);
        mem_wipe(buf->data, buf->cap);
        free(buf->data);
        buf->data = data;
    } else {
        buf->data = mem_resize(buf->data, cap, 1);
    }
    buf->cap = cap;
}

void buf_add_bytes(struct buf *buf, const void *bytes, size_t len)
{
    reserve(buf, len);
    if (len)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_add(struct buf *buf, const char *text)
{
    buf_add_bytes(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add_bytes(buf, &c, 1);
}

void buf_addv(struct buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int need = vsnprintf(NULL, 0, format, args);
    if (need > 0) {
        reserve(buf, (size_t)need);
        vsnprintf(buf->data + buf->len, (size_t)need + 1, format, again);
        buf->len += (size_t)need;
    }
    va_end(again);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_addv(buf, format, args);
    va_end(args);
}

void buf_insert(struct buf *buf, size_t at, const void *bytes, size_t len)
{
    reserve(buf, len);
    memmove(buf->data + at + len, buf->data + at, buf->len - at);
    memcpy(buf->data + at, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_remove(struct buf *buf, size_t at, size_t len)
{
    if (!len)
        return;
    memmove(buf->data + at, buf->data + at + len, buf->len - at - len);
    buf->len -= len;
    buf->data[buf->len] = '\0';
}

void buf_set(struct buf *buf, const char *text)
{
    buf_clear(buf);
    buf_add(buf, text);
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){ 0 };
}

void buf_wipe(struct buf *buf)
{
    bool is_secret = buf->is_secret;
    mem_wipe(buf->data, buf->cap);
    buf_free(buf);
    buf->is_secret = is_secret;
}

char *buf_take(struct buf *buf)
{
    char *text = buf->data ? buf->data : mem_strdup("");
    *buf = (struct buf){ 0 };
    return text;
}

const char *buf_text(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}
