/* What leaves in a random run, held against what was on the screen when it was confirmed: knows the
 * form, the reviews and the fake service; presses no keys and decides nothing. */
#ifndef TESTS_TORTURE_WATCH_H
#define TESTS_TORTURE_WATCH_H

#include "support/ui_test.h"
#include "ui/screens/order_form.h"

struct watch;

/* The service's orders must all be there already. */
struct watch *watch_new(struct ui_test *t, int rows, int cols);
void watch_free(struct watch *watch);

void watch_resize(struct watch *watch, int rows, int cols);
/* Before each key: what it confirms on the screen. `where` says seed and step, for messages. */
void watch_before(struct watch *watch, struct key key, const char *where);
/* After each key, and again after the answers: fails the test where something left or was altered at the
 * service that had not been shown and confirmed. */
void watch_after(struct watch *watch, const char *where);
/* Another user sets a value of one line, or with `item` DIFF_NOWHERE of the header; not while requests are
 * under way, since nobody can see that. False: not now. */
bool watch_write_elsewhere(struct watch *watch, size_t order, int item, size_t field,
                           const char *text);
/* At the end: nothing at the service is other than what was seen to go there. */
void watch_end(struct watch *watch, const char *where);

/* The form that is being filled in; NULL where none is, or it only displays. */
struct order_form *watch_form(struct watch *watch);
/* What has to be typed now at whichever confirmation is on top; NULL = nothing is asked. */
char *watch_asked(struct watch *watch);
/* How often each went as it should. */
struct watch_counts {
    size_t created, updated, cancelled, added, written, over_theirs, changed;
};
const struct watch_counts *watch_count(const struct watch *watch);

#endif
