/* The fuzzer's entry with its seeds, with each of them cut short everywhere, and with each of their
 * bytes changed: the part of fuzzing that every run of the tests can afford. */
#include "config.h"
#include "base/file.h"
#include "fuzz/fuzz_codec.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static const char seeds[] = TEST_SOURCE_DIR "/fuzz/seeds";

static void for_each_seed(void (*visit)(const struct buf *seed))
{
    DIR *dir = opendir(seeds);
    cr_assert_not_null(dir);
    size_t count = 0;
    const struct dirent *entry;
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        struct buf path = { 0 }, seed = { 0 };
        buf_addf(&path, "%s/%s", seeds, entry->d_name);
        cr_assert(file_read(buf_text(&path), 1 << 20, &seed, NULL));
        visit(&seed);
        buf_free(&path);
        buf_free(&seed);
        count++;
    }
    closedir(dir);
    cr_expect_geq(count, 4);
}

/* A copy of exactly this size, so that a read behind its end is seen by the sanitizers. */
static void run(const char *bytes, size_t len)
{
    uint8_t *copy = malloc(len ? len : 1);
    memcpy(copy, bytes, len);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void cut_everywhere(const struct buf *seed)
{
    for (size_t len = 0; len <= seed->len; len++)
        run(seed->data, len);
}

static void change_every_byte(const struct buf *seed)
{
    static const char changes[] = "\0\"\\{}[]:,0-e \n\x7F\x80\xC3\xFF";
    for (size_t at = 2; at < seed->len; at++) {
        char was = seed->data[at];
        for (size_t i = 0; i < sizeof changes - 1; i++) {
            seed->data[at] = changes[i];
            run(seed->data, seed->len);
        }
        seed->data[at] = was;
    }
}

Test(fuzz_seeds, cut_short_everywhere)
{
    for_each_seed(cut_everywhere);
}

Test(fuzz_seeds, every_byte_changed)
{
    for_each_seed(change_every_byte);
}
