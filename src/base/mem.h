/* Memory that never comes back NULL. When the machine has none left, the last words (the terminal's
 * restoring) are said and the program ends with status 70. Everything here is freed with free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t bytes);                           /* not cleared */
void *mem_calloc(size_t count, size_t bytes);            /* cleared */
void *mem_resize(void *old, size_t count, size_t bytes); /* count * bytes, overflow checked */
char *mem_strdup(const char *text);                      /* NULL gives NULL */
char *mem_strndup(const char *text, size_t bytes);
/* `taken` takes the place of `*text`, which is freed. */
void mem_replace(char **text, char *taken);
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Overwrites a secret so that no optimiser takes the writing out. */
void mem_wipe(void *secret, size_t bytes);

/* Called once, before the program ends for want of memory. */
void mem_set_last_words(void (*last_words)(void));

/* Makes room for one more element in a growing array of `count` elements. */
#define MEM_GROW(array, count, capacity)                                                           \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) ? (capacity)*2 : 8;                                            \
            (array) = mem_resize((array), (capacity), sizeof *(array));                            \
        }                                                                                          \
    } while (0)

#endif
