/* Text as bytes, characters (code points) and columns. The three are never mixed: a function's name
 * says which it counts. Invalid bytes count as one character, one column, and are shown as U+FFFD. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_INVALID = 0xFFFD };

/* Reads one code point at `text` (`len` bytes left, len > 0) and gives the bytes it took (1-4). An
 * invalid byte gives UTF8_INVALID and 1, so reading always goes on. */
size_t utf8_decode(const char *text, size_t len, uint32_t *code_point);
/* Appends nothing else: writes 1-4 bytes to `out` and gives their number. */
size_t utf8_encode(uint32_t code_point, char out[4]);

bool utf8_is_valid(const char *text, size_t len); /* strict: no overlong forms, no surrogates */
size_t utf8_count_chars(const char *text);
int utf8_width_cols(const char *text);         /* of the whole text on a terminal */
int utf8_code_point_cols(uint32_t code_point); /* 0, 1 or 2; control characters count 1 */

/* A cluster is what the eye takes for one letter: a base with its combining marks, joined emoji.
 * Gives the bytes of the cluster at `text` and, when asked, its columns. 0 at the end. */
size_t utf8_cluster_bytes(const char *text, size_t len, int *cols);
/* The start of the cluster that ends at byte `at`; 0 at the beginning. */
size_t utf8_cluster_before(const char *text, size_t at);

/* The most bytes of `text`, whole clusters, that fit in `cols` columns; *used gets their columns. */
size_t utf8_fit_bytes(const char *text, int cols, int *used);

/* Lower case by simple folding, for searching: Latin letters lose their accents as well, so that
 * "nandu" finds "Ñandú". The caller frees it. */
char *utf8_fold(const char *text);
struct buf;
void utf8_fold_into(struct buf *out, const char *text); /* appends it */

#endif
