/* Reading one order that is tried again: what a void try gave does not count, and it is passed on. */
#include "config.h"
#include "work/fetch.h"
#include "work/work_desk.h"

#include <criterion/criterion.h>
#include <string.h>

static int result; /* -1 = none yet */
static size_t told;

static void set_up(void)
{
    work_desk_set_up();
    result = -1;
    told = 0;
}

TestSuite(fetch, .init = set_up, .fini = work_desk_tear_down);

static void take_end(void *context, enum fetch_result how, const struct order *order,
                     enum api_outcome outcome, const char *message)
{
    (void)context, (void)outcome, (void)message;
    result = (int)how;
    if (order)
        cr_expect_str_eq(value_text(order->v[ORDER_ID]), "900");
}

static void take_again(void *context, const struct api_again *again)
{
    (void)context;
    told++;
    cr_expect_eq(again->next, 2);
}

static struct fetch *start(bool is_told)
{
    return fetch_start(&(struct fetch_call){ .api = &work_api,
                                             .number = "S00900",
                                             .id = "900",
                                             .on_done = take_end,
                                             .on_again = is_told ? take_again : NULL });
}

Test(fetch, an_order_of_a_void_try_is_not_there)
{
    for (size_t kept = 0; kept <= 1; kept++) {
        const struct api_again again = { .next = 2, .tries = 3, .reason = "Cut.", .kept = kept };
        work_desk_renew();
        start(kept);
        fake_api_deliver(work_service, 1);
        cr_assert(fake_api_again(work_service, &again));
        fake_api_clear_orders(work_service); /* somebody else cancels it meanwhile */
        fake_api_run(work_service);
        cr_expect_eq(result, kept ? FETCH_FOUND : FETCH_GONE);
        cr_expect_eq(told, kept);
    }
}

Test(fetch, it_may_use_what_is_kept_for_saving)
{
    start(false);
    fake_api_run(work_service);
    cr_expect_eq(result, FETCH_FOUND);
    cr_expect_eq(fake_api_count_for(work_service, "order_list", API_SAVING), 1);
    cr_expect_eq(fake_api_count_for(work_service, "order_list", API_LOOKING), 0);
}

Test(fetch, dropped_while_it_waits_it_is_silent)
{
    const struct api_again again = { .next = 2, .tries = 3, .reason = "Cut." };
    struct fetch *fetch = start(true);
    cr_assert(fake_api_again(work_service, &again));
    fetch_drop(fetch);
    fake_api_run(work_service);
    cr_expect_eq(result, -1);
}
