/* Texts in the forms that other programs read: a cell of CSV or TSV, a string of JSON. */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include "base/buf.h"

/* Quoted where RFC 4180 wants it. */
void form_add_csv(struct buf *out, const char *text);
/* With blanks for whatever a terminal would obey: control characters, C1 included. */
void form_add_shown(struct buf *out, const char *text);
/* In its quotes; bytes that are no UTF-8 become U+FFFD. */
void form_add_json(struct buf *out, const char *text);

void form_add_base64(struct buf *out, const char *bytes, size_t len);

#endif
