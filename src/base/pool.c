/* Memory that is given back all at once; see pool.h. Knows nothing of what is stored in it. */
#include "config.h"
#include "base/pool.h"
#include "base/mem.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 16384 };

struct pool_block {
    struct pool_block *older;
    size_t bytes;
    alignas(max_align_t) char room[];
};

/* Each block is twice the one before, so that a pool soon lives in one. */
static void add_block(struct pool *pool, size_t least)
{
    size_t bytes = pool->blocks ? pool->blocks->bytes * 2 : FIRST_BYTES;
    if (bytes < least)
        bytes = least;
    struct pool_block *block = mem_alloc(sizeof *block + bytes);
    *block = (struct pool_block){ .older = pool->blocks, .bytes = bytes };
    pool->blocks = block;
    pool->at = block->room;
    pool->left = bytes;
}

static char *take(struct pool *pool, size_t bytes)
{
    if (bytes > pool->left)
        add_block(pool, bytes);
    char *piece = pool->at;
    pool->at += bytes;
    pool->left -= bytes;
    return piece;
}

void *pool_take(struct pool *pool, size_t bytes)
{
    size_t odd = (size_t)pool->at % alignof(max_align_t);
    size_t skip = odd ? alignof(max_align_t) - odd : 0;
    if (skip < pool->left)
        take(pool, skip);
    else
        add_block(pool, bytes);
    return take(pool, bytes);
}

char *pool_text(struct pool *pool, const char *text, size_t len)
{
    char *copy = take(pool, len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

static void free_blocks(struct pool_block *block)
{
    while (block) {
        struct pool_block *older = block->older;
        free(block);
        block = older;
    }
}

void pool_clear(struct pool *pool)
{
    struct pool_block *newest = pool->blocks;
    if (!newest)
        return;
    free_blocks(newest->older);
    newest->older = NULL;
    pool->at = newest->room;
    pool->left = newest->bytes;
}

void pool_free(struct pool *pool)
{
    free_blocks(pool->blocks);
    *pool = (struct pool){ 0 };
}
