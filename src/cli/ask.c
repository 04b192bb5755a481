/* Questions to the service, waited for; see ask.h. */
#include "config.h"
#include "cli/ask.h"
#include "model/diff.h"
#include "model/filter.h"
#include "work/fetch.h"

struct asking {
    struct cli *cli;
    struct lookup_list *list;
    struct order *order;
    enum fetch_result result;
    bool is_done;
    int code;
};

static void take_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct asking *asking = context;
    lookup_list_add(asking->list, columns);
}

static void end_list(void *context, const struct api_answer *answer)
{
    struct asking *asking = context;
    asking->code = cli_answer_exit(asking->cli, answer);
    asking->is_done = true;
}

static void begin_again(void *context, const struct api_again *again)
{
    struct asking *asking = context;
    if (asking->list)
        lookup_list_free(asking->list);
    cli_say_again(asking->cli, again);
}

int ask_list(struct cli *cli, enum api_purpose purpose, struct lookup_list *list,
             const char *customer_id)
{
    struct asking asking = { .cli = cli, .list = list };
    struct api_lookup_call call = { .purpose = purpose,
                                    .kind = list->kind,
                                    .customer_id = customer_id,
                                    .on_row = take_row,
                                    .on_again = begin_again,
                                    .on_done = end_list,
                                    .context = &asking };
    if (!cli_may(cli, cli->profile, methods_of_lookup(list->kind)))
        return CLI_EXIT_WRONG;
    unsigned request = cli->api.ops->look_up(cli->api.self, &call);
    if (cli->wait(cli->wait_self, &asking.is_done))
        return asking.code;
    cli->api.ops->drop(cli->api.self, request);
    return CLI_EXIT_INTERRUPTED;
}

static void end_order(void *context, enum fetch_result result, const struct order *order,
                      enum api_outcome outcome, const char *message)
{
    struct asking *asking = context;
    struct api_answer answer = { .outcome = outcome, .message = message };
    asking->result = result;
    asking->is_done = true;
    asking->code = result == FETCH_FAILED ? cli_answer_exit(asking->cli, &answer) : CLI_EXIT_DONE;
    if (result == FETCH_FOUND)
        order_copy(asking->order, order);
}

static void ask_once(struct asking *asking, const char *number, enum order_status status)
{
    struct cli *cli = asking->cli;
    struct fetch_call call = { .api = &cli->api,
                               .number = number,
                               .status = status,
                               .on_done = end_order,
                               .on_again = begin_again,
                               .context = asking };
    asking->is_done = false;
    struct fetch *fetch = fetch_start(&call);
    if (cli->wait(cli->wait_self, &asking->is_done))
        return;
    fetch_drop(fetch);
    asking->result = FETCH_FAILED;
    asking->code = CLI_EXIT_INTERRUPTED;
}

static bool check_number(struct cli *cli, const char *number, struct filter *filter)
{
    const struct field *field = &filter_fields[FILTER_NUMBER];
    struct buf normal = { 0 };
    struct error error = { 0 };
    bool good = field_read(field, number, &normal, &error) == FIELD_OK;
    if (good && !normal.len)
        good = error_set(&error, "the number of the standing order is empty");
    if (good)
        value_set(&filter->v[FILTER_NUMBER], buf_text(&normal));
    else
        cli_fail(cli, &error);
    buf_free(&normal);
    return good;
}

int ask_order(struct cli *cli, const char *number, enum ask_which which, struct order *order)
{
    struct asking asking = { .cli = cli, .order = order, .result = FETCH_GONE };
    struct filter filter = { 0 };
    if (!cli_may(cli, cli->profile, METHOD_ORDER_LIST) || !check_number(cli, number, &filter))
        return CLI_EXIT_WRONG;
    number = filter.v[FILTER_NUMBER].text;
    const char *bare = filter_bare_number(&filter);
    int last = which == ASK_ANY ? ORDER_CANCELLED : ORDER_ACTIVE;
    for (int status = ORDER_ACTIVE; status <= last && asking.result == FETCH_GONE; status++) {
        ask_once(&asking, number, (enum order_status)status);
        if (asking.result == FETCH_GONE && bare)
            ask_once(&asking, bare, (enum order_status)status);
    }
    if (asking.result == FETCH_GONE) {
        asking.code = CLI_EXIT_REFUSED;
        cli_say(cli, "there is no %sstanding order with the number %s",
                which == ASK_ANY ? "" : "active ", number);
    }
    filter_free(&filter);
    return asking.code;
}

bool ask_line(const struct order *order, const char *id, size_t *place, struct error *error)
{
    int found = diff_find_line(order, id);
    if (found != DIFF_NOWHERE) {
        *place = (size_t)found;
        return true;
    }
    struct buf known = { 0 };
    for (size_t i = 0; i < order->item_count; i++)
        buf_addf(&known, "%s%s", i ? ", " : "", value_text(order->items[i].v[ITEM_ID]));
    error_set(error, "the order has no line with the id %s; its lines are %s", id,
              buf_text(&known));
    buf_free(&known);
    return false;
}
