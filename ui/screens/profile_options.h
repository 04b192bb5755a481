/* The options of a profile (config/options.h) as texts of a form: each by its type, none by its name, so that a
 * new row there needs nothing here. */
#ifndef UI_SCREENS_PROFILE_OPTIONS_H
#define UI_SCREENS_PROFILE_OPTIONS_H

#include "base/error.h"
#include "config/options.h"
#include "model/field.h"
#include "model/profile.h"

#include <stdbool.h>
#include <stddef.h>

size_t profile_options_count(void);
/* "Daily limit": the name as a label; the caller's. */
char *profile_options_label(const struct option *option);
/* The row as a field of a form: label (borrowed), sentence, type, bounds. Of a choice, `choices` gets what can be
 * chosen and is used by the field; it has room for all of them and the end. */
enum { PROFILE_OPTIONS_CHOICES = 8 };
void profile_options_field(const struct option *option, const char *label,
                           struct field_choice *choices, struct field *field);
/* What the profile has there, as it is typed: "" = nothing. */
void profile_options_write(const struct option *option, const struct profile *profile,
                           struct buf *out);
/* Puts a text of the form there; a blank one stands for the default. False and a sentence that begins with the
 * label. */
bool profile_options_read(const struct option *option, const struct field *field, const char *text,
                          struct profile *profile, struct error *error);

#endif
