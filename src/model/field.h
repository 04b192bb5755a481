/* The row type of the field tables. One row says all there is to know of one field of the API: its
 * names on the wire, its type, limits and needs, and its words for people. Forms, validation, JSON,
 * columns, help, man page and tests read the same rows. A row never holds coordinates, colours or
 * callbacks. Rules that need more than one field are rows in order_rules.c. */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include "base/buf.h"
#include "base/error.h"
#include "model/lookup_kind.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_type {
    FIELD_TEXT,   /* one line */
    FIELD_NOTE,   /* may hold line breaks and tabs */
    FIELD_ID,     /* digits, up to 20, kept as digits */
    FIELD_INT,    /* a whole number, digits only */
    FIELD_AMOUNT, /* decimal(10,2), kept exact */
    FIELD_DATE,   /* YYYY-MM-DD */
    FIELD_DAYS,   /* weekdays, full English names joined by ", ", Monday first */
    FIELD_CHOICE, /* one of `choices` */
    FIELD_BOOL,   /* replies only: 1/0, true/false or text; kept as "1" or "0" */
};

/* When a value must be there. A combination means: when all of these hold. */
enum field_need {
    NEED_NEVER = 0,
    NEED_ALWAYS = 1 << 0,
    NEED_BOX = 1 << 1,            /* the line's item type is BOX */
    NEED_UN = 1 << 2,             /* the line's item type is UN */
    NEED_PLAIN = 1 << 3,          /* the line has no breakdowns */
    NEED_COMPANY = 1 << 4,        /* the token is a company's */
    NEED_MULTI_LOCATION = 1 << 5, /* the company has several locations */
};

/* Groups of which one alternative must be whole: the id alone, or code and name. */
enum field_either {
    EITHER_NONE,
    EITHER_CUSTOMER,
    EITHER_CARRIER,
    EITHER_VENDOR,
    EITHER_PRODUCT,
    EITHER_BOX_TYPE,
    EITHER_COUNT
};

struct field_choice {
    const char *value; /* as sent */
    const char *label; /* as shown */
};

struct field {
    const char *write_key; /* name in a request, NULL = never sent */
    const char *read_key;  /* name in a list reply, NULL = cannot be read back */
    const char *label;     /* form label and column title, short */
    const char *help;      /* one sentence: what it is and what is allowed */
    enum field_type type;
    unsigned need; /* enum field_need, or-ed */
    enum field_either either;
    unsigned char alternative; /* 1 or 2: the alternative of the group this field belongs to */
    unsigned short
        max_chars; /* code points (digits of an id or number); over it is an error; 0 = no limit */
    unsigned short warn_chars;          /* over it is a warning; 0 = none */
    int64_t min, max;                   /* FIELD_INT: bounds, both 0 = none */
    const char *unit;                   /* FIELD_INT: said behind the bounds, "weeks"; or NULL */
    const struct field_choice *choices; /* FIELD_CHOICE; ends with a NULL value */
    enum lookup_kind lookup;            /* LOOKUP_NONE, or the list this field is chosen from */
    unsigned char lookup_part;          /* enum lookup_part: which column of that list it takes */
    bool update_only;                   /* sent with PUT, not with POST */
};

struct field_table {
    const char *name; /* "order", "item", "custom field", "breakdown" */
    const char
        *path; /* "" , "items", "customFields", "breakdowns": the array's name in a request */
    const struct field *fields;
    size_t count;
};

/* What is wrong with one text, judged by its field's row alone. */
enum field_fault {
    FIELD_OK,
    FIELD_WRONG_FORM,   /* not a number, not a date, not a weekday, not a choice */
    FIELD_OUT_OF_RANGE, /* below min or above max */
    FIELD_TOO_LONG,
    FIELD_BAD_CHARACTER, /* a control character, invalid UTF-8 */
};

/* Reads what a person or a file wrote. On FIELD_OK `normal` gets the one written form (blanks
 * around it gone, dates with hyphens, amounts with two decimals, days in order, choices as sent).
 * Otherwise `why` gets a sentence that says what is wrong and what would be right, and starts with
 * the label ("Recurrence is 7; it must be 1, 2, 3 or 4 weeks"). An empty text is FIELD_OK. */
enum field_fault field_read(const struct field *field, const char *text, struct buf *normal,
                            struct error *why);
/* The code of a fault in an issue: "wrong-form", "out-of-range", "too-long", "bad-character". */
const char *field_fault_code(enum field_fault fault);

/* Reads what a server sent for this field (its exact text, whatever JSON kind it had), tolerantly:
 * amounts with thousands commas and four decimals, dates with T or slashes and a time behind,
 * booleans in words. What cannot be understood is kept as it came. */
void field_read_reply(const struct field *field, const char *text, struct buf *normal);

/* The value as shown to a person: "~" for unknown, "" for empty, choices by their label. */
const char *field_shown(const struct field *field, struct value v);

/* The row with this key (exact), or NULL; `near` (may be NULL) gets the nearest name instead. */
const struct field *field_by_write_key(const struct field_table *table, const char *key,
                                       const char **near);
/* The row with this key in a reply, letter case ignored; NULL when nobody reads it. */
const struct field *field_by_read_key(const struct field_table *table, const char *key);

#endif
