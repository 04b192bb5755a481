/* perennial cancel: lines of a standing order, shown first, confirmed, cancelled one by one. */
#include "config.h"
#include "cli/ask.h"
#include "cli/cli.h"
#include "api/codec.h"
#include "base/mem.h"
#include "base/names.h"
#include "model/schedule.h"
#include "model/totals.h"
#include "work/cancel.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct cancelling {
    struct cli *cli;
    struct order order;
    size_t *places; /* of the lines in the order */
    size_t count;
    struct order *lines; /* each the header with one line */
    struct cancel *cancel;
    bool is_over;
};

static bool find_lines(struct cancelling *cancelling, struct error *error)
{
    const struct cli_args *args = cancelling->cli->args;
    cancelling->places = mem_calloc(args->word_count, sizeof *cancelling->places);
    for (size_t i = 1; i < args->word_count; i++) {
        size_t place;
        if (!ask_line(&cancelling->order, args->words[i], &place, error))
            return false;
        for (size_t k = 0; k < cancelling->count; k++)
            if (cancelling->places[k] == place)
                return error_set(error, "the line %s is given twice", args->words[i]);
        cancelling->places[cancelling->count++] = place;
    }
    return true;
}

static void split_lines(struct cancelling *cancelling)
{
    cancelling->lines = mem_calloc(cancelling->count, sizeof *cancelling->lines);
    for (size_t i = 0; i < cancelling->count; i++) {
        struct order *line = &cancelling->lines[i];
        order_copy(line, &cancelling->order);
        for (size_t k = line->item_count; k > 0; k--)
            if (k - 1 != cancelling->places[i])
                order_remove_item(line, k - 1);
    }
}

/* --- What is to be cancelled --- */

static void add_line(struct table *table, const struct order *order, size_t place)
{
    const struct item *item = &order->items[place];
    struct buf number = { 0 };
    buf_addf(&number, "%zu", place + 1);
    table_add(table, buf_text(&number));
    table_add(table, value_text(item->v[ITEM_ID]));
    table_add(table, value_text(item->v[ITEM_PRODUCT_NAME]));
    table_add(table, value_text(item->v[ITEM_VENDOR_NAME]));
    bool is_unit = item_is_unit(item);
    table_add(table, value_text(item->v[is_unit ? ITEM_TOTAL_UNITS : ITEM_BOXES]));
    table_add(table, is_unit ? "UN" : value_text(item->v[ITEM_BOX_TYPE_CODE]));
    buf_free(&number);
}

static const char *them(const struct cancelling *cancelling)
{
    return cancelling->count == 1 ? "it" : "them";
}

static void add_truck(struct buf *out, const struct cancelling *cancelling)
{
    const struct cli *cli = cancelling->cli;
    struct schedule schedule;
    int32_t truck = DATE_NONE;
    if (schedule_of_order(&cancelling->order, &schedule))
        truck = schedule_first_reached(&schedule, cli->today, cli->profile->lead_days);
    if (truck == DATE_NONE) {
        buf_addf(out, "No truck is left that would go without %s.\n", them(cancelling));
        return;
    }
    buf_addf(out, "First truck without %s: ", them(cancelling));
    date_show(out, truck);
    buf_add(out, "; prebooks made already stay as they are\n");
}

static void write_lines(const struct cancelling *cancelling, FILE *out)
{
    static const struct table_column columns[] = {
        { .title = "#", .is_right = true },
        { .title = "Line id" },
        { .title = "Product" },
        { .title = "Vendor" },
        { .title = "Qty", .is_right = true },
        { .title = "Box" },
    };
    enum { WIDEST_COLS = 10000 }; /* nothing is cut: one must see what it is */
    const struct order *order = &cancelling->order;
    struct table table = { .columns = columns, .column_count = COUNT(columns) };
    struct buf text = { 0 };
    buf_add(&text, "To be cancelled in standing order ");
    table_add_shown(&text, value_text(order->v[ORDER_NUMBER]));
    buf_add(&text, ", ");
    table_add_shown(&text, value_text(order->v[ORDER_CUSTOMER_NAME]));
    fprintf(out, "%s:\n", buf_text(&text));
    buf_clear(&text);
    for (size_t i = 0; i < cancelling->count; i++)
        add_line(&table, order, cancelling->places[i]);
    table_write(&table, TABLE_SCREEN, WIDEST_COLS, false, out);
    add_truck(&text, cancelling);
    if (cancelling->count == order->item_count)
        buf_add(&text, "These are all lines of the order: it will be cancelled with them.\n");
    buf_addf(&text, "Requests: %zu\n", cancelling->count);
    fputs(buf_text(&text), out);
    buf_free(&text);
    table_free(&table);
}

/* --- Asking --- */

static bool is_for_script(const struct cli *cli)
{
    return cli_has(cli, CLI_JSON) || cli_has(cli, CLI_CSV) || cli_has(cli, CLI_TSV);
}

static int ask(struct cancelling *cancelling)
{
    struct cli *cli = cancelling->cli;
    bool is_all = cancelling->count == cancelling->order.item_count;
    const char *number = value_text(cancelling->order.v[ORDER_NUMBER]);
    struct buf question = { 0 }, wanted = { 0 }, typed = { 0 };
    if (is_all)
        buf_add(&wanted, number);
    else
        buf_addf(&wanted, "%zu", cancelling->count);
    buf_addf(&question,
             "Type %s, %s, to cancel %s: ", is_all ? "the order's number" : "the number of lines",
             buf_text(&wanted), is_all ? "all of its lines" : them(cancelling));
    int code = CLI_EXIT_INTERRUPTED;
    if (cli->ask(cli->wait_self, buf_text(&question), &typed)) {
        struct value answer = { .text = typed.data };
        size_t len;
        const char *text = value_trimmed(answer, &len);
        bool is_same = len == wanted.len && names_equal_part(buf_text(&wanted), text, len);
        code = is_same ? CLI_EXIT_DONE : CLI_EXIT_WRONG;
        if (!is_same)
            cli_say(cli, "that was not %s; nothing was sent", buf_text(&wanted));
    } else {
        cli_say(cli, "nothing was sent");
    }
    buf_free(&question);
    buf_free(&wanted);
    buf_free(&typed);
    return code;
}

/* Shown before they are cancelled, whoever says that they are to be. */
static int confirm(struct cancelling *cancelling)
{
    struct cli *cli = cancelling->cli;
    bool is_asked = !cli_has(cli, CLI_YES) && !cli_has(cli, CLI_DRY_RUN);
    bool is_silent = is_asked && (!cli->ask || cli_has(cli, CLI_NO_INPUT));
    if (!is_for_script(cli))
        write_lines(cancelling, cli->out);
    else if (is_asked)
        write_lines(cancelling, cli->err);
    cli_is_deaf(cli);
    cli_flush(cli);
    if (is_silent) {
        cli_say(cli, "nobody can be asked here, so nothing was sent; --yes cancels without asking");
        return CLI_EXIT_WRONG;
    }
    return is_asked ? ask(cancelling) : CLI_EXIT_DONE;
}

/* --- What became of it --- */

static const struct {
    const char *word, *sentence;
} states[] = {
    [CANCEL_WAITING] = { "not-sent", "not sent" },
    [CANCEL_SENDING] = { "unknown", "the answer was not waited for: it may be cancelled" },
    [CANCEL_DONE] = { "cancelled", "cancelled" },
    [CANCEL_REFUSED] = { "refused", "REFUSED" },
    [CANCEL_UNKNOWN] = { "unknown", "no answer came: it may be cancelled" },
    [CANCEL_NOT_SENT] = { "not-sent", "not sent" },
};

/* Of a run that was not begun all lines are waiting. */
static enum cancel_state state_of(const struct cancelling *cancelling, size_t line)
{
    return cancelling->cancel ? cancelling->cancel->lines[line].state : CANCEL_WAITING;
}

static const char *message_of(const struct cancelling *cancelling, size_t line)
{
    const char *message = cancelling->cancel ? cancelling->cancel->lines[line].message : NULL;
    return message ? message : "";
}

static size_t count_state(const struct cancelling *cancelling, const char *word)
{
    size_t count = 0;
    for (size_t i = 0; i < cancelling->count; i++)
        count += strcmp(states[state_of(cancelling, i)].word, word) == 0;
    return count;
}

static const char *find_outcome(const struct cancelling *cancelling)
{
    static const char *const words[] = { "unknown", "refused", "not-sent" };
    size_t done = count_state(cancelling, states[CANCEL_DONE].word);
    if (cancelling->count && done == cancelling->count)
        return states[CANCEL_DONE].word;
    if (count_state(cancelling, words[0]))
        return words[0];
    if (done)
        return "partial";
    return count_state(cancelling, words[1]) ? words[1] : words[2];
}

static void write_json(const struct cancelling *cancelling, const char *message)
{
    static const char *const keys[] = { "standingOrderItemId", "outcome", "message" };
    const char **cells = mem_calloc(cancelling->count * COUNT(keys) + 1, sizeof *cells);
    struct buf text = { 0 };
    for (size_t i = 0; i < cancelling->count; i++) {
        cells[COUNT(keys) * i] = cancelling->cli->args->words[i + 1];
        cells[COUNT(keys) * i + 1] = states[state_of(cancelling, i)].word;
        cells[COUNT(keys) * i + 2] = message_of(cancelling, i);
    }
    const struct codec_member members[] = {
        { .name = "outcome", .text = find_outcome(cancelling) },
        { .name = "message", .text = message },
        { .name = "standingOrderId", .text = value_text(cancelling->order.v[ORDER_ID]) },
        { .name = "standingOrderNumber", .text = value_text(cancelling->order.v[ORDER_NUMBER]) },
    };
    const struct codec_list list = { "items", keys, COUNT(keys), cells, cancelling->count };
    codec_write_report(&text, members, COUNT(members), &list, 1);
    fprintf(cancelling->cli->out, "%s\n", buf_text(&text));
    buf_free(&text);
    free(cells);
}

static void write_values(const struct cancelling *cancelling)
{
    static const struct table_column columns[] = { { .name = "standingOrderItemId" },
                                                   { .name = "outcome" },
                                                   { .name = "message" } };
    struct table table = { .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < cancelling->count; i++) {
        table_add(&table, cancelling->cli->args->words[i + 1]);
        table_add(&table, states[state_of(cancelling, i)].word);
        table_add(&table, message_of(cancelling, i));
    }
    table_write(&table, cli_form(cancelling->cli), 0, false, cancelling->cli->out);
    table_free(&table);
}

static void write_sentences(const struct cancelling *cancelling)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < cancelling->count; i++) {
        const struct item *item = &cancelling->lines[i].items[0];
        enum cancel_state state = state_of(cancelling, i);
        buf_addf(&text, "Line %zu (%s) ", cancelling->places[i] + 1, value_text(item->v[ITEM_ID]));
        table_add_shown(&text, value_text(item->v[ITEM_PRODUCT_NAME]));
        buf_addf(&text, ": %s", states[state].sentence);
        if (state != CANCEL_DONE && *message_of(cancelling, i)) {
            buf_add(&text, ": ");
            table_add_shown(&text, message_of(cancelling, i));
        }
        buf_add_char(&text, '\n');
    }
    fputs(buf_text(&text), cancelling->cli->out);
    buf_free(&text);
}

static void write_result(const struct cancelling *cancelling, const char *message)
{
    struct cli *cli = cancelling->cli;
    if (cli_has(cli, CLI_JSON))
        write_json(cancelling, message);
    else if (is_for_script(cli))
        write_values(cancelling);
    else if (cancelling->cancel)
        write_sentences(cancelling);
    cli_is_deaf(cli);
    cli_flush(cli);
}

/* "2 of 3 lines are cancelled", and what to do where that is not all. */
static char *sum_up(const struct cancelling *cancelling)
{
    size_t done = count_state(cancelling, states[CANCEL_DONE].word);
    struct buf text = { 0 };
    buf_addf(&text, "%zu of %zu %s cancelled", done, cancelling->count,
             cancelling->count == 1 ? "line is" : "lines are");
    if (count_state(cancelling, states[CANCEL_UNKNOWN].word))
        buf_addf(&text, "; look at the order before you cancel again: perennial show %s",
                 value_text(cancelling->order.v[ORDER_NUMBER]));
    return buf_take(&text);
}

/* --- Carrying it out --- */

static void take_news(void *context, struct cancel *cancel)
{
    struct cancelling *cancelling = context;
    cancelling->is_over = cancel->is_over;
}

/* Interrupted once, no more are begun and the one on its way is waited for. */
static int carry_out(struct cancelling *cancelling)
{
    struct cli *cli = cancelling->cli;
    struct cancel_call call = { .api = &cli->api,
                                .lines = cancelling->lines,
                                .count = cancelling->count,
                                .on_news = take_news,
                                .context = cancelling };
    cancelling->cancel = cancel_start(&call);
    cancelling->is_over = cancelling->cancel->is_over;
    bool is_interrupted = !cli->wait(cli->wait_self, &cancelling->is_over);
    if (is_interrupted) {
        cancel_stop(cancelling->cancel);
        cli_say(cli, "no more are cancelled; waiting for the answer to the one on its way "
                     "(interrupt again to stop waiting)");
        cli->wait(cli->wait_self, &cancelling->is_over);
    }
    char *message = sum_up(cancelling);
    write_result(cancelling, message);
    int code =
        !cancelling->is_over ? CLI_EXIT_UNKNOWN : cli_outcome_exit(cancelling->cancel->outcome);
    if (code != CLI_EXIT_DONE)
        cli_say(cli, "%s", message);
    free(message);
    cancel_free(cancelling->cancel);
    return code;
}

/* Up to the lines and their confirmation; gives the exit code. */
static int prepare(struct cancelling *cancelling)
{
    struct cli *cli = cancelling->cli;
    struct error error = { 0 };
    if (!cli_has(cli, CLI_DRY_RUN) && !cli_may(cli, cli->profile, METHOD_ORDER_ITEM_DELETE))
        return CLI_EXIT_WRONG;
    int code = ask_order(cli, cli->args->words[0], ASK_ACTIVE, &cancelling->order);
    if (code != CLI_EXIT_DONE)
        return code;
    if (!find_lines(cancelling, &error)) {
        cancelling->count = 0;
        return cli_fail(cli, &error);
    }
    split_lines(cancelling);
    return confirm(cancelling);
}

int cancel_run(struct cli *cli)
{
    struct cancelling cancelling = { .cli = cli };
    int code = prepare(&cancelling);
    if (code == CLI_EXIT_DONE && !cli_has(cli, CLI_DRY_RUN)) {
        code = carry_out(&cancelling);
    } else {
        if (is_for_script(cli))
            write_result(&cancelling, "nothing was sent");
        if (code == CLI_EXIT_DONE)
            cli_say(cli, "nothing was sent");
    }
    for (size_t i = 0; cancelling.lines && i < cancelling.count; i++)
        order_free(&cancelling.lines[i]);
    free(cancelling.lines);
    free(cancelling.places);
    order_free(&cancelling.order);
    /* what was cancelled stays cancelled, even where nobody could be told */
    if (!cli_finish(cli) && (code == CLI_EXIT_WRONG || cli_has(cli, CLI_DRY_RUN)))
        code = CLI_EXIT_WRONG;
    return code;
}
