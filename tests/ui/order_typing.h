/* The order form in a test: a service with a few look-up rows, and orders typed by keys alone. */
#ifndef TESTS_ORDER_TYPING_H
#define TESTS_ORDER_TYPING_H

#include "support/ui_test.h"

/* A ui whose service has a customer FRESH, a carrier ARM, a vendor 33, products RF60, CSR and BK, box
 * types QB and HB, and a location MIA. */
struct ui_test *typing_new(int rows, int cols);
/* The same with a blank order form open. */
struct ui_test *typing_open(int rows, int cols);

/* Keys of whole pieces of an order, from the first field of each on; the lists are in memory. */
extern const char typing_header[];     /* ends on the first field of the first line */
extern const char typing_box_line[];   /* ends on the first field of the next line */
extern const char typing_unit_line[];  /* without a cost: one warning */
extern const char typing_mixed_line[]; /* ends on the line's unit type */

/* A valid order with one box line, no warnings: F10 opens its review. */
void typing_whole_order(struct ui_test *t);

#endif
