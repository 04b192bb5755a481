/* Memory that never comes back NULL; see mem.h. Knows nothing of what is stored in it. */
#include "config.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_NO_MEMORY = 70 };

static void (*say_last_words)(void);

static void *insist(void *got)
{
    if (got)
        return got;
    if (say_last_words)
        say_last_words();
    fputs("perennial: this machine has no memory left; the program ends here\n", stderr);
    exit(EXIT_NO_MEMORY);
}

void *mem_alloc(size_t bytes)
{
    return insist(malloc(bytes ? bytes : 1));
}

void *mem_calloc(size_t count, size_t bytes)
{
    return insist(calloc(count ? count : 1, bytes ? bytes : 1));
}

void *mem_resize(void *old, size_t count, size_t bytes)
{
    if (bytes && count > SIZE_MAX / bytes)
        return insist(NULL);
    size_t total = count * bytes;
    return insist(realloc(old, total ? total : 1));
}

char *mem_strdup(const char *text)
{
    return text ? mem_strndup(text, strlen(text)) : NULL;
}

char *mem_strndup(const char *text, size_t bytes)
{
    char *copy = mem_alloc(bytes + 1);
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}

void mem_replace(char **text, char *taken)
{
    free(*text);
    *text = taken;
}

char *mem_printf(const char *format, ...)
{
    va_list args;
    char *text = NULL;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    return insist(text);
}

void mem_wipe(void *secret, size_t bytes)
{
    if (secret)
        explicit_bzero(secret, bytes);
}

void mem_set_last_words(void (*last_words)(void))
{
    say_last_words = last_words;
}
