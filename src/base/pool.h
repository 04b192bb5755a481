/* Memory for what comes and goes together: taken piece by piece, given back all at once, and then used
 * again. A zeroed struct is an empty pool. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

struct pool_block;

struct pool {
    struct pool_block *blocks; /* the newest first; only it has room */
    char *at;                  /* in it, where the next piece goes … */
    size_t left;               /* … and how many bytes are there */
};

void *pool_take(struct pool *pool, size_t bytes); /* not cleared; for any type */
/* A copy of `len` bytes with a NUL behind. */
char *pool_text(struct pool *pool, const char *text, size_t len);
void pool_clear(struct pool *pool); /* nothing that was taken is valid any more; memory is kept */
void pool_free(struct pool *pool);

#endif
