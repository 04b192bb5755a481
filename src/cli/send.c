/* perennial send: creates the standing order in an order file, once, and tells what became of it. */
#include "config.h"
#include "cli/cli.h"
#include "cli/order_file.h"
#include "api/codec.h"
#include "base/clock.h"
#include "store/remembered.h"

#include <string.h>

struct sending {
    struct cli *cli;
    struct order order; /* as it is sent */
    bool is_done;
    int code;
};

static void write_json(struct cli *cli, const struct api_answer *answer)
{
    struct buf text = { 0 };
    codec_write_answer(&text, answer);
    fprintf(cli->out, "%s\n", buf_text(&text));
    cli_is_deaf(cli);
    buf_free(&text);
}

static const struct table_column columns[] = {
    { .title = "Identifier", .name = "identifier" },
    { .title = "Status", .name = "status", .is_right = true },
    { .title = "Message", .name = "message" },
    { .title = "Line id", .name = "standingOrderItemId" }
};

static void write_items(struct cli *cli, const struct api_answer *answer)
{
    struct table table = { .columns = columns, .column_count = sizeof columns / sizeof *columns };
    for (size_t i = 0; i < answer->item_count; i++) {
        table_add(&table, answer->items[i].identifier);
        table_add(&table, answer->items[i].is_accepted ? "1" : "0");
        table_add(&table, answer->items[i].message);
        table_add(&table, answer->items[i].item_id);
    }
    table_write(&table, cli_form(cli), cli->columns, cli->has_color, cli->out);
    cli_is_deaf(cli);
    table_free(&table);
}

static void write_sentences(struct cli *cli, const struct api_answer *answer)
{
    struct buf text = { 0 };
    if (answer->outcome == API_DONE || answer->outcome == API_PARTIAL) {
        buf_add(&text, "Standing order ");
        table_add_shown(&text, answer->order_number);
        buf_add(&text, " (id ");
        table_add_shown(&text, answer->order_id);
        buf_add(&text, answer->outcome == API_DONE
                           ? ") was created.\n"
                           : ") was created, but not with all of its lines.\n");
    }
    for (size_t i = 0; i < answer->item_count; i++) {
        const struct api_item_answer *item = &answer->items[i];
        buf_addf(&text, "  Line %zu (", i + 1);
        table_add_shown(&text, item->identifier);
        buf_addf(&text, "): %s", item->is_accepted ? "accepted" : "REFUSED");
        if (*item->message) {
            buf_add(&text, ": ");
            table_add_shown(&text, item->message);
        }
        buf_add_char(&text, '\n');
    }
    fputs(buf_text(&text), cli->out);
    cli_is_deaf(cli);
    buf_free(&text);
}

static void write_answer(struct cli *cli, const struct api_answer *answer)
{
    if (cli_has(cli, CLI_JSON))
        write_json(cli, answer);
    else if (cli_has(cli, CLI_CSV) || cli_has(cli, CLI_TSV))
        write_items(cli, answer);
    else
        write_sentences(cli, answer);
}

/* An outcome that no service gave. */
static int write_own(struct cli *cli, enum api_outcome outcome, const char *message)
{
    struct api_answer answer = {
        .outcome = outcome, .message = message, .order_id = "", .order_number = ""
    };
    write_answer(cli, &answer);
    return outcome == API_UNKNOWN ? CLI_EXIT_UNKNOWN : CLI_EXIT_WRONG;
}

static void advise(struct cli *cli, const struct order *order)
{
    struct value name = order->v[ORDER_CUSTOMER_CODE];
    cli_say(cli,
            "do not send it again before you have looked: perennial list%s%s%s --from %s --json",
            value_is_set(name) ? " --customer '" : "", value_text(name),
            value_is_set(name) ? "'" : "", value_text(order->v[ORDER_START]));
}

/* What no list tells of it is wanted when it is changed. */
static void remember(struct sending *sending, const struct api_answer *answer)
{
    struct error error = { 0 };
    if (!answer->order_id || !*answer->order_id)
        return;
    api_apply_answer(&sending->order, answer);
    if (!remembered_add(answer->order_id, &sending->order, clock_now(), &error))
        cli_say(sending->cli,
                "the order is sent, but what no list tells of it is not kept here: %s",
                error_text(&error));
    error_clear(&error);
}

static void end(void *context, const struct api_answer *answer)
{
    struct sending *sending = context;
    write_answer(sending->cli, answer);
    cli_flush(sending->cli);
    sending->code = cli_answer_exit(sending->cli, answer);
    if (answer->outcome == API_UNKNOWN)
        advise(sending->cli, &sending->order);
    remember(sending, answer);
    sending->is_done = true;
}

/* The first interruption is answered by waiting on: what is sent cannot be taken back. */
static int send_order(struct sending *sending)
{
    struct cli *cli = sending->cli;
    struct api_create_call call = { .order = &sending->order, .on_done = end, .context = sending };
    cli->api.ops->create_order(cli->api.self, &call);
    if (cli->wait(cli->wait_self, &sending->is_done))
        return sending->code;
    cli_say(cli, "the order is on its way and cannot be called back; waiting for the answer "
                 "(interrupt again to stop waiting)");
    if (cli->wait(cli->wait_self, &sending->is_done))
        return sending->code;
    static const char unknown[] = "the answer was not waited for: the order may have been created";
    cli_say(cli, "%s", unknown);
    advise(cli, &sending->order);
    return write_own(cli, API_UNKNOWN, unknown);
}

static int show_body(struct cli *cli, const struct order *order)
{
    struct buf text = { 0 };
    size_t bytes = cli->api.ops->create_body(cli->api.self, order, &text);
    fputs(buf_text(&text), cli->out);
    if (!text.len || text.data[text.len - 1] != '\n')
        fputc('\n', cli->out);
    cli_flush(cli);
    buf_wipe(&text);
    cli_say(cli, "%zu bytes would be sent; nothing was sent", bytes);
    return CLI_EXIT_DONE;
}

static int refuse(struct cli *cli, const struct issues *issues)
{
    struct buf text = { 0 };
    buf_addf(&text, "%s has ", order_file_name(cli));
    order_file_add_sum(issues, &text);
    buf_add(&text, "; nothing was sent");
    cli_say(cli, "%s", buf_text(&text));
    if (cli_has(cli, CLI_JSON))
        write_own(cli, API_UNREACHED, buf_text(&text));
    buf_free(&text);
    return CLI_EXIT_WRONG;
}

static int send_checked(struct cli *cli, const struct order *order, const struct issues *issues)
{
    struct sending sending = { .cli = cli };
    int code;
    order_file_write_issues(issues, cli->err);
    if (issues_count(issues, ISSUE_ERROR))
        return refuse(cli, issues);
    order_prepare(&sending.order, order);
    if (cli_has(cli, CLI_DRY_RUN))
        code = show_body(cli, &sending.order);
    else
        code = send_order(&sending);
    order_free(&sending.order);
    return code;
}

int send_run(struct cli *cli)
{
    struct order order = { 0 };
    struct issues issues = { 0 };
    int code = CLI_EXIT_WRONG;
    const char *why = NULL;
    if (!cli_has(cli, CLI_DRY_RUN) && !cli_may(cli, cli->profile, METHOD_ORDER_CREATE))
        why = cli->profile->read_only ? "the profile is read-only; nothing was sent"
                                      : "the token is not meant for it; nothing was sent";
    else if (order_file_check(cli, &order, &issues))
        code = send_checked(cli, &order, &issues);
    else
        why = "the order file cannot be read; nothing was sent";
    if (why && cli_has(cli, CLI_JSON))
        write_own(cli, API_UNREACHED, why);
    issues_free(&issues);
    order_free(&order);
    /* an order that was created stays created, even where nobody could be told */
    if (!cli_finish(cli) && (code == CLI_EXIT_WRONG || cli_has(cli, CLI_DRY_RUN)))
        code = CLI_EXIT_WRONG;
    return code;
}
