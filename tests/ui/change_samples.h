/* A standing order as the service gives it, with all that it does not tell, and its change opened. */
#ifndef TESTS_CHANGE_SAMPLES_H
#define TESTS_CHANGE_SAMPLES_H

#include "ui/order_typing.h"
#include "ui/screens/order.h"

/* S03228, active: a line in boxes with a custom field, one in units, an assorted box of two parts. */
void change_sample(struct order *order);
/* The service of typing_new() with this order, its change open, and the lists it asks for there. */
struct ui_test *change_open(int rows, int cols);

#endif
