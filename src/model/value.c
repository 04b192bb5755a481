/* Setting and comparing one value; see value.h. Knows nothing of what a text means. */
#include "config.h"
#include "model/value.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const char *value_trimmed(struct value v, size_t *len)
{
    static const char blanks[] = " \t\r\n";
    const char *text = value_text(v);
    text += strspn(text, blanks);
    *len = strlen(text);
    while (*len && strchr(blanks, text[*len - 1]))
        (*len)--;
    return text;
}

bool value_is_blank(struct value v)
{
    size_t len;
    value_trimmed(v, &len);
    return !len;
}

void value_set(struct value *v, const char *text)
{
    char *copy = mem_strdup(text); /* before the old text goes: it may be the same one */
    free(v->text);
    v->text = copy;
}

void value_take(struct value *v, char *text)
{
    if (v->text != text)
        free(v->text);
    v->text = text;
}

bool value_equal(struct value a, struct value b)
{
    if (!a.text || !b.text)
        return a.text == b.text;
    return strcmp(a.text, b.text) == 0;
}
