/* The one entry of the decoder's fuzzing; the fuzzer and the tests call it alike. */
#ifndef TESTS_FUZZ_CODEC_H
#define TESTS_FUZZ_CODEC_H

#include <stddef.h>
#include <stdint.h>

/* The first byte says what the rest is: 'l' a list reply, 'a' an answer, 'f' an order file, '1' to
 * '7' a look-up of that kind; the second, in what pieces it comes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
