/* A struct api without a network, for tests of screens and commands: it records what it was asked
 * and answers what the test decided. Answers come only from fake_api_run() or fake_api_deliver(),
 * never from inside the asking call. Link with libapi.a (codec only), libmodel.a, libbase.a and
 * JSONC_LIBS; curl is not needed. */
#ifndef TESTS_FAKE_API_H
#define TESTS_FAKE_API_H

#include "api/api.h"

#include <stdbool.h>
#include <stddef.h>

struct fake_api;

struct fake_api *fake_api_new(void);
void fake_api_free(struct fake_api *fake);
struct api fake_api_api(struct fake_api *fake);

/* How often it was asked: "order_list", "lookup", "order_create", "order_update", "item_cancel",
 * "prebook_list", "login", "drop". */
size_t fake_api_count(const struct fake_api *fake, const char *method);
/* How many of its reads were for this. */
size_t fake_api_count_for(const struct fake_api *fake, const char *method,
                          enum api_purpose purpose);
const struct filter *fake_api_last_filter(const struct fake_api *fake); /* NULL before any list */
enum lookup_kind fake_api_last_kind(const struct fake_api *fake);
const char *fake_api_last_customer_id(const struct fake_api *fake); /* "" where none was given */
const struct order *fake_api_created(const struct fake_api *fake, size_t index); /* as asked */
/* The body of each update, as asked; NULL behind the last. */
const struct order *fake_api_updated(const struct fake_api *fake, size_t index);
/* The ids of each cancellation, as asked; NULL behind the last. */
const char *fake_api_cancelled_order(const struct fake_api *fake, size_t index);
const char *fake_api_cancelled_item(const struct fake_api *fake, size_t index);
/* Number, first and last day of the last question for prebooks; NULL before any. */
const char *fake_api_prebooks_number(const struct fake_api *fake);
const char *fake_api_prebooks_from(const struct fake_api *fake);
const char *fake_api_prebooks_to(const struct fake_api *fake);

/* What every list call gives from now on (copied); of the filter, the status is obeyed,
 * and with fake_api_apply() the number. */
void fake_api_add_order(struct fake_api *fake, const struct order *order);
/* `count` orders of the number S00001 …, each with one line; for long lists. */
void fake_api_add_orders(struct fake_api *fake, size_t count);
void fake_api_clear_orders(struct fake_api *fake);
size_t fake_api_order_count(const struct fake_api *fake);
/* One of them, to alter between two readings as another user would; NULL behind the last. */
struct order *fake_api_order(struct fake_api *fake, size_t index);
/* What the question for prebooks gives. */
void fake_api_add_prebook(struct fake_api *fake, const char *const values[PREBOOK_FIELDS]);
/* From now on an accepted update or cancellation is carried out on the orders that lists give: known
 * values replace those there, empty ones blank them, unknown ones and what a list cannot say change
 * nothing; a line without id is added under a new id (80001 …); a cancelled line goes, and with an
 * order's last line its status turns to cancelled. An id that is chosen brings code and name from the
 * rows added by fake_api_add_row(). An order or line that is not there is refused. */
void fake_api_apply(struct fake_api *fake, bool applied);
/* From now on also those whose outcome is API_UNKNOWN are carried out: only the answer is lost. */
void fake_api_apply_unknown(struct fake_api *fake, bool applied);
/* A row of a look-up list: id, code, name, the rest ends at NULL or is left empty. */
void fake_api_add_row(struct fake_api *fake, enum lookup_kind kind, const char *id,
                      const char *code, const char *name);

/* From now on calls of this method end like this (orders and rows are not delivered unless the
 * outcome is API_DONE); API_DONE makes them succeed again. */
void fake_api_fail(struct fake_api *fake, const char *method, enum api_outcome outcome,
                   int http_status, const char *message);
/* Only the nth call of this method since the start (1 = the first) ends like this. */
void fake_api_fail_nth(struct fake_api *fake, const char *method, size_t nth,
                       enum api_outcome outcome, int http_status, const char *message);
/* A created order's line at this place is refused with these words: the outcome is API_PARTIAL. */
void fake_api_refuse_item(struct fake_api *fake, size_t item, const char *message);
/* Id and number of the next created order; without it 9001, S09001 and so on. */
void fake_api_next_order(struct fake_api *fake, const char *id, const char *number);

/* From now on `may` says no to this method (METHOD_COUNT: to the token itself) with these words; NULL = it may again. What is asked for all
 * the same is answered as before. */
void fake_api_forbid(struct fake_api *fake, enum method method, const char *why);
/* What the day's requests are; while `is_counted` is not set, `used` is what was asked of the fake. Before the
 * first call that is counted, of 1000, with a warning from 800 on and a reserve of 50. */
void fake_api_budget(struct fake_api *fake, const struct budget_state *state);
/* From now on what the budget has no room for does not go out: it is answered as a gate answers it, counted
 * nowhere but here, by what it was for. */
void fake_api_keep_budget(struct fake_api *fake);
size_t fake_api_held_back(const struct fake_api *fake, enum api_purpose purpose);
/* Of the last login; NULL before any. */
const char *fake_api_user(const struct fake_api *fake);
const char *fake_api_password(const struct fake_api *fake);
void fake_api_login_token(struct fake_api *fake, const char *token); /* that logins give */

/* A slow service: while held, fake_api_run() delivers nothing. */
void fake_api_hold(struct fake_api *fake, bool held);
/* Delivers up to `orders` orders of the oldest list call (held or not), without ending it. */
void fake_api_deliver(struct fake_api *fake, size_t orders);
/* The same with rows of the oldest look-up or question for prebooks. */
void fake_api_deliver_rows(struct fake_api *fake, size_t rows);
/* The oldest read has come to nothing and will be tried again: what it gave behind the first `kept` comes
 * anew. False where there is none, or where it has no on_again. `kept` counts orders of any status. */
bool fake_api_again(struct fake_api *fake, const struct api_again *again);
/* Ends everything asked so far, and what is asked meanwhile; false when there was nothing to do. */
bool fake_api_run(struct fake_api *fake);
/* Ends the oldest call alone, held or not; false when there is none. */
bool fake_api_run_one(struct fake_api *fake);

#endif
