/* One value of an order: unknown, empty or set. It is kept as text, as typed or as read, because an
 * invalid text must stay visible until it is mended, ids have more digits than integers hold, and
 * amounts are exact. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct value {
    char *text; /* NULL = unknown, "" = empty, else set; owned */
};

static inline bool value_is_unknown(struct value v)
{
    return !v.text;
}

static inline bool value_is_empty(struct value v)
{
    return v.text && !v.text[0];
}

static inline bool value_is_set(struct value v)
{
    return v.text && v.text[0];
}

/* The text, "" where it is unknown or empty. */
static inline const char *value_text(struct value v)
{
    return v.text ? v.text : "";
}

/* The text without the blanks around it (not ended by a NUL: *len tells), never NULL. */
const char *value_trimmed(struct value v, size_t *len);
bool value_is_blank(struct value v); /* unknown, empty or nothing but blanks */

void value_set(struct value *v, const char *text); /* copies; NULL makes it unknown */
void value_take(struct value *v, char *text);      /* the text is the value's from now on */
bool value_equal(struct value a, struct value b);

#endif
