/* perennial list: standing orders through the filters, one row each, or all of them as JSON. */
#include "config.h"
#include "cli/cli.h"
#include "api/codec.h"
#include "model/money.h"
#include "model/schedule.h"
#include "model/totals.h"

#include <string.h>

enum column {
    COLUMN_NUMBER,
    COLUMN_CUSTOMER,
    COLUMN_WEEKS,
    COLUMN_DAYS,
    COLUMN_START,
    COLUMN_END,
    COLUMN_NEXT,
    COLUMN_BOXES,
    COLUMN_DELIVERY,
    COLUMN_LINES,
    COLUMN_STATUS,
    COLUMNS
};

/* What goes first on a narrow terminal: lines, start, status, weeks, days, end. */
static const struct table_column columns[COLUMNS] = {
    [COLUMN_NUMBER] = { .title = "Number", .name = "number" },
    [COLUMN_CUSTOMER] = { .title = "Customer", .name = "customer", .may_cut = true },
    [COLUMN_WEEKS] = { .title = "Wk", .name = "recurrence", .is_right = true, .drop = 3 },
    [COLUMN_DAYS] = { .title = "Days", .name = "days", .drop = 2 },
    [COLUMN_START] = { .title = "Start", .name = "startDate", .drop = 5 },
    [COLUMN_END] = { .title = "End", .name = "endDate", .drop = 1 },
    [COLUMN_NEXT] = { .title = "Next", .name = "nextTruck" },
    [COLUMN_BOXES] = { .title = "Boxes", .name = "boxes", .is_right = true },
    [COLUMN_DELIVERY] = { .title = "Delivery", .name = "delivery", .is_right = true },
    [COLUMN_LINES] = { .title = "Lines", .name = "lines", .is_right = true, .drop = 6 },
    [COLUMN_STATUS] = { .title = "Status", .name = "status", .drop = 4 },
};

struct listing {
    struct cli *cli;
    enum table_form form;
    bool is_json;
    struct table table; /* aligned forms: kept until the widths are known */
    struct buf line;
    size_t count;
    unsigned request;
    bool is_done;
    int code;
};

static void add_customer(struct buf *out, const struct order *order)
{
    struct value name = order->v[ORDER_CUSTOMER_NAME];
    buf_add(out, value_text(value_is_set(name) ? name : order->v[ORDER_CUSTOMER_CODE]));
}

static void add_days(struct buf *out, const struct order *order, bool is_short)
{
    const char *text = value_text(order->v[ORDER_DAYS]);
    unsigned days;
    if (is_short && *text && date_days_read(text, &days, NULL))
        date_days_show(out, days);
    else
        buf_add(out, text);
}

static void add_next(struct buf *out, const struct order *order, int32_t today)
{
    struct schedule schedule;
    if (order->status == ORDER_CANCELLED || !schedule_of_order(order, &schedule))
        return;
    int32_t next = schedule_next(&schedule, today);
    if (next != DATE_NONE)
        date_write(out, next);
}

/* The texts of one order, one buffer for each column. */
static void fill_row(const struct listing *listing, const struct order *order,
                     struct buf row[COLUMNS])
{
    bool for_people = listing->form == TABLE_SCREEN || listing->form == TABLE_PLAIN;
    struct totals totals;
    totals_of_order(order, &totals);
    buf_add(&row[COLUMN_NUMBER], value_text(order->v[ORDER_NUMBER]));
    add_customer(&row[COLUMN_CUSTOMER], order);
    buf_add(&row[COLUMN_WEEKS], value_text(order->v[ORDER_RECURRENCE]));
    add_days(&row[COLUMN_DAYS], order, for_people);
    buf_add(&row[COLUMN_START], value_text(order->v[ORDER_START]));
    buf_add(&row[COLUMN_END], value_is_set(order->v[ORDER_END]) ? order->v[ORDER_END].text
                              : for_people                      ? "open"
                                                                : "");
    add_next(&row[COLUMN_NEXT], order, listing->cli->today);
    if (!totals.too_large) {
        buf_addf(&row[COLUMN_BOXES], "%lld", (long long)totals.boxes);
        if (listing->form == TABLE_SCREEN)
            money_show(&row[COLUMN_DELIVERY], totals.amount);
        else
            money_write(&row[COLUMN_DELIVERY], totals.amount);
    }
    buf_addf(&row[COLUMN_LINES], "%zu", order->item_count);
    buf_add(&row[COLUMN_STATUS], order_status_word(order->status));
}

static void flush_line(struct listing *listing)
{
    FILE *out = listing->cli->out;
    fwrite(buf_text(&listing->line), 1, listing->line.len, out);
    buf_clear(&listing->line);
    if (!cli_is_deaf(listing->cli) || listing->is_done)
        return;
    listing->cli->api.ops->drop(listing->cli->api.self, listing->request);
    listing->is_done = true;
}

/* What is written as it arrives cannot be taken back. */
static bool is_streaming(const struct listing *listing)
{
    return listing->is_json || listing->form == TABLE_CSV || listing->form == TABLE_TSV;
}

/* The line of names, or the bracket; before the first row, so that a failure writes nothing. */
static void begin(struct listing *listing)
{
    const char *names[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        names[i] = columns[i].name;
    if (listing->is_json)
        buf_add(&listing->line, "[");
    else if (listing->form == TABLE_CSV || listing->form == TABLE_TSV)
        table_write_line(&listing->line, listing->form, names, COLUMNS);
}

static void take_order(void *context, const struct order *order)
{
    struct listing *listing = context;
    if (!listing->count)
        begin(listing);
    bool is_first = !listing->count++;
    if (listing->is_json) {
        buf_add(&listing->line, is_first ? "\n" : ",\n");
        codec_write_order_reply(&listing->line, order);
        flush_line(listing);
        return;
    }
    struct buf row[COLUMNS] = { 0 };
    const char *cells[COLUMNS];
    fill_row(listing, order, row);
    for (int i = 0; i < COLUMNS; i++)
        cells[i] = buf_text(&row[i]);
    if (is_streaming(listing)) {
        table_write_line(&listing->line, listing->form, cells, COLUMNS);
        flush_line(listing);
    } else {
        for (int i = 0; i < COLUMNS; i++)
            table_add(&listing->table, cells[i]);
    }
    for (int i = 0; i < COLUMNS; i++)
        buf_free(&row[i]);
}

static void show_progress(void *context, size_t bytes)
{
    struct listing *listing = context;
    fprintf(listing->cli->err, "\rReading … %zu kB, %zu orders ", bytes / 1024, listing->count);
}

static void begin_again(void *context, const struct api_again *again)
{
    struct listing *listing = context;
    table_cut(&listing->table, again->kept);
    listing->count = again->kept;
    if (listing->cli->is_chatty)
        fputs("\r\033[K", listing->cli->err);
    cli_say_again(listing->cli, again);
}

static void end(void *context, const struct api_answer *answer)
{
    struct listing *listing = context;
    struct cli *cli = listing->cli;
    listing->is_done = true;
    if (cli->is_chatty)
        fputs("\r\033[K", cli->err);
    listing->code = cli_answer_exit(cli, answer);
    if (answer->outcome != API_DONE)
        return; /* a list that was cut short must not look whole: no closing bracket */
    if (!listing->count)
        begin(listing);
    if (listing->is_json)
        buf_add(&listing->line, listing->count ? "\n]\n" : "]\n");
    flush_line(listing);
}

static bool fill_filter(struct cli *cli, struct filter *filter)
{
    static const struct {
        enum filter_field field;
        enum cli_option option;
    } given[] = {
        { FILTER_FROM, CLI_FROM },         { FILTER_TO, CLI_TO },
        { FILTER_CUSTOMER, CLI_CUSTOMER }, { FILTER_CUSTOMER_ID, CLI_CUSTOMER_ID },
        { FILTER_NUMBER, CLI_NUMBER },     { FILTER_LOCATION_ID, CLI_LOCATION },
        { FILTER_STATUS, CLI_STATUS },
    };
    _Static_assert(sizeof given / sizeof *given == FILTER_FIELDS, "an option for each filter");
    struct error error = { 0 };
    int32_t start = cli->today;
    const char *from = cli->args->values[CLI_FROM];
    filter_init(filter, from && date_read(from, &start) ? start : cli->today);
    if (cli_has(cli, CLI_NUMBER)) {
        value_set(&filter->v[FILTER_FROM], "2000-01-01");
        value_set(&filter->v[FILTER_TO], "2099-12-31");
    }
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (cli->args->values[given[i].option])
            value_set(&filter->v[given[i].field], cli->args->values[given[i].option]);
    if (filter_check(filter, &error))
        return true;
    cli_fail(cli, &error);
    return false;
}

static void say_nothing_found(struct cli *cli, const struct filter *filter)
{
    const char *number = filter_bare_number(filter);
    if (number)
        cli_say(cli, "no standing orders match; the service may know the number as %s", number);
    else
        cli_say(cli, "no standing orders match");
}

static void write_table(struct listing *listing, const struct filter *filter)
{
    struct cli *cli = listing->cli;
    if (!listing->count && listing->code == CLI_EXIT_DONE)
        say_nothing_found(cli, filter);
    if (listing->count)
        table_write(&listing->table, listing->form, cli->columns, cli->has_color, cli->out);
    cli_is_deaf(cli);
}

int list_run(struct cli *cli)
{
    struct listing listing = { .cli = cli,
                               .form = cli_form(cli),
                               .is_json = cli_has(cli, CLI_JSON),
                               .table = { .columns = columns, .column_count = COLUMNS } };
    struct filter filter = { 0 };
    int code = CLI_EXIT_WRONG;
    if (cli_may(cli, cli->profile, METHOD_ORDER_LIST) && fill_filter(cli, &filter)) {
        /* an order that is asked for by its number may be one to be cancelled */
        bool is_one = value_is_set(filter.v[FILTER_NUMBER]);
        struct api_list_call call = { .purpose = is_one ? API_SAVING : API_LOOKING,
                                      .filter = &filter,
                                      .on_order = take_order,
                                      .on_again = is_streaming(&listing) ? NULL : begin_again,
                                      .on_progress = cli->is_chatty ? show_progress : NULL,
                                      .on_done = end,
                                      .context = &listing };
        listing.request = cli->api.ops->list_orders(cli->api.self, &call);
        if (cli->wait(cli->wait_self, &listing.is_done)) {
            if (!is_streaming(&listing))
                write_table(&listing, &filter);
            code = listing.code;
        } else {
            cli->api.ops->drop(cli->api.self, listing.request);
            code = CLI_EXIT_INTERRUPTED;
        }
    }
    filter_free(&filter);
    table_free(&listing.table);
    buf_free(&listing.line);
    return cli_finish(cli) ? code : CLI_EXIT_WRONG;
}
