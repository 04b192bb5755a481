/* A growable run of bytes that always ends in a NUL. A zeroed struct is an empty one; one made with
 * BUF_SECRET leaves no copy of its bytes behind when it grows, and is given back with buf_wipe(). */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL while nothing was ever added: use buf_text() to read */
    size_t len; /* bytes, without the closing NUL */
    size_t cap;
    bool is_secret;
};

#define BUF_SECRET                                                                                 \
    {                                                                                              \
        .is_secret = true                                                                          \
    }

void buf_add(struct buf *buf, const char *text);
void buf_add_bytes(struct buf *buf, const void *bytes, size_t len);
void buf_add_char(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void buf_insert(struct buf *buf, size_t at, const void *bytes, size_t len);
void buf_remove(struct buf *buf, size_t at, size_t len);
void buf_set(struct buf *buf, const char *text);
void buf_clear(struct buf *buf); /* empty, memory kept */
void buf_free(struct buf *buf);  /* empty, memory given back */
void buf_wipe(struct buf *buf);  /* as buf_free, for secrets: overwritten first, still one after */
char *buf_take(struct buf *buf); /* the text, now the caller's; the buffer is empty again */
const char *buf_text(const struct buf *buf); /* never NULL */

#endif
