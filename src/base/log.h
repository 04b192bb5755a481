/* The log, off unless asked for. Secrets registered here are masked in every line, and here only. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/error.h"

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_INFO, LOG_DEBUG };

/* "error", "info", "debug"; false for any other word. */
bool log_read_level(const char *word, enum log_level *level);
bool log_says(enum log_level level); /* a line of this level would be written */
/* Appends to `path` (made with mode 0600, no link is followed), a whole line at once. */
bool log_open(const char *path, enum log_level level, struct error *error);
void log_close(void);
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* From here on `secret` never leaves through log_mask(), neither as it is nor with letters of it written as
 * addresses (%2F, %252F, +), JSON (\/, \u002F) or pages (&#47;, &amp;) may write them. It must be whole:
 * what comes in pieces is collected before it is masked. */
void log_add_secret(const char *secret);
/* One that was added is wiped, once it was taken back as often as it was added. */
void log_forget_secret(const char *secret);
void log_forget_secrets(void); /* all of them */
/* `text` with every registered secret replaced by "[secret]"; the caller frees it. */
char *log_mask(const char *text);

#endif
