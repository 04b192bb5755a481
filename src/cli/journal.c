/* perennial journal: what was sent, and how it ended. Reads the journal of requests; asks nobody. */
#include "config.h"
#include "cli/cli.h"
#include "model/date.h"
#include "store/requests.h"
#include "work/requests_view.h"

/* How the columns give way on a narrow terminal: bytes first, then milliseconds, the status, the profile. */
static const struct {
    bool may_cut;
    unsigned drop;
} layout[REQUESTS_COLUMNS] = {
    [REQUESTS_PROFILE] = { true, 1 },   [REQUESTS_STATUS] = { false, 2 },
    [REQUESTS_MILLIS] = { false, 3 },   [REQUESTS_SENT] = { false, 5 },
    [REQUESTS_RECEIVED] = { false, 4 }, [REQUESTS_MESSAGE] = { true, 0 },
};

static void lay_out(struct table_column columns[REQUESTS_COLUMNS])
{
    for (enum requests_column i = 0; i < REQUESTS_COLUMNS; i++)
        columns[i] = (struct table_column){ .title = requests_columns[i].title,
                                            .name = requests_columns[i].name,
                                            .is_right = requests_columns[i].is_number,
                                            .may_cut = layout[i].may_cut,
                                            .drop = layout[i].drop };
}

static bool read_day(struct cli *cli, enum cli_option option, int32_t *day)
{
    const char *text = cli->args->values[option];
    *day = DATE_NONE;
    if (!text || date_read(text, day))
        return true;
    cli_say(cli, "--%s is no date: \"%s\"; write it as YYYY-MM-DD", cli_options[option].name, text);
    return false;
}

static bool read_filter(struct cli *cli, struct requests_filter *filter)
{
    *filter = (struct requests_filter){ .is_failed = cli_has(cli, CLI_FAILED) };
    filter->profile = cli->args->values[CLI_PROFILE];
    if (!read_day(cli, CLI_SENT_FROM, &filter->from) || !read_day(cli, CLI_SENT_TO, &filter->to))
        return false;
    if (filter->from == DATE_NONE || filter->to == DATE_NONE || filter->from <= filter->to)
        return true;
    cli_say(cli, "--from is later than --to");
    return false;
}

static void add_row(struct table *table, const struct request_record *record, bool is_cut)
{
    for (enum requests_column i = 0; i < REQUESTS_COLUMNS; i++) {
        struct buf cell = { 0 };
        requests_add_cell(&cell, record, i);
        if (i == REQUESTS_TIME && is_cut) { /* for people: 2026-02-03 14:41:00 */
            cell.data[10] = ' ';
            buf_remove(&cell, cell.len - 1, 1);
        }
        table_add(table, buf_text(&cell));
        buf_free(&cell);
    }
}

static void write_all(struct cli *cli, const struct requests *requests,
                      const struct requests_filter *filter)
{
    struct table_column columns[REQUESTS_COLUMNS];
    struct table table = { .columns = columns, .column_count = REQUESTS_COLUMNS };
    enum table_form form = cli_form(cli);
    bool is_json = cli_has(cli, CLI_JSON), is_shown = form == TABLE_SCREEN;
    struct buf out = { 0 };
    size_t count = 0;
    lay_out(columns);
    requests_write_head(&out, REQUESTS_AS_JSON);
    for (size_t i = 0; i < requests->count; i++) {
        const struct request_record *record = &requests->list[i];
        if (!requests_lets_through(filter, record))
            continue;
        if (is_json)
            requests_write_record(&out, REQUESTS_AS_JSON, record, !count);
        else
            add_row(&table, record, is_shown);
        count++;
    }
    requests_write_foot(&out, REQUESTS_AS_JSON, count);
    if (is_json)
        fwrite(buf_text(&out), 1, out.len, cli->out);
    else if (count || form == TABLE_CSV || form == TABLE_TSV)
        table_write(&table, form, cli->columns, cli->has_color, cli->out);
    else
        cli_say(cli, "no request of the last %d days matches", REQUESTS_DAYS);
    cli_is_deaf(cli);
    buf_free(&out);
    table_free(&table);
}

int journal_run(struct cli *cli)
{
    struct requests requests = { 0 };
    struct requests_filter filter;
    struct error error = { 0 };
    size_t damaged = 0;
    if (!read_filter(cli, &filter))
        return CLI_EXIT_WRONG;
    if (!requests_read(&requests, REQUESTS_DAYS, &damaged, &error))
        return cli_fail(cli, &error);
    write_all(cli, &requests, &filter);
    if (damaged)
        cli_say(cli, "%zu damaged line%s of the journal %s left out", damaged,
                damaged == 1 ? "" : "s", damaged == 1 ? "was" : "were");
    if (requests.is_cut)
        cli_say(cli, "there are older requests: only the newest %d MiB are read",
                REQUESTS_READ_BYTES >> 20);
    requests_free(&requests);
    return cli_finish(cli) ? CLI_EXIT_DONE : CLI_EXIT_WRONG;
}
