/* A change in words and for scripts; see change_report.h. */
#include "config.h"
#include "cli/change_report.h"
#include "api/codec.h"
#include "base/mem.h"
#include "model/field_group.h"
#include "model/merge.h"
#include "model/money.h"
#include "model/schedule.h"
#include "model/totals.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { WIDEST_COLS = 10000 }; /* nothing is cut: an old value must be seen whole */

/* A cell of old or new: unknown, not there, empty or set. */
static void add_value(struct table *table, const struct diff_row *row, const char *text,
                      bool is_there)
{
    struct value value = { 0 };
    value_set(&value, text);
    if (!is_there)
        table_add(table, "(none)");
    else if (value_is_empty(value))
        table_add(table, "(empty)");
    else
        table_add(table, row->field ? field_shown(row->field, value) : value_text(value));
    value_set(&value, NULL);
}

static bool was_there(const struct diff_row *row)
{
    return row->kind != DIFF_LINE_ADDED && row->kind != DIFF_PART_ADDED &&
           row->kind != DIFF_CUSTOM_ADDED;
}

static bool is_there(const struct diff_row *row)
{
    return row->kind != DIFF_LINE_GONE && row->kind != DIFF_PART_GONE &&
           row->kind != DIFF_CUSTOM_GONE;
}

static void add_what(struct table *table, const struct diff_row *row, const struct order *before,
                     const struct order *after)
{
    struct buf what = { 0 };
    diff_write_what(row, before, after, &what);
    table_add(table, buf_text(&what));
    buf_free(&what);
}

/* The place of a row as `check` names it. */
static char *find_path(const struct diff_row *row)
{
    int item = row->after_item != DIFF_NOWHERE ? row->after_item : row->before_item;
    int part = row->after_part != DIFF_NOWHERE ? row->after_part : row->before_part;
    int custom = row->after_custom != DIFF_NOWHERE ? row->after_custom : row->before_custom;
    const char *key = !row->field             ? ""
                      : row->field->write_key ? row->field->write_key
                                              : row->field->read_key;
    if (!row->field && custom != DIFF_NOWHERE)
        key = custom_fields[CUSTOM_VALUE].write_key;
    return validate_path((size_t)item, (size_t)part, (size_t)custom, key);
}

/* --- Before it is carried out --- */

static void write_rows(const struct change_report *report)
{
    static const struct table_column columns[] = {
        { .title = "" }, { .title = "Old" }, { .title = "" }, { .title = "New" }
    };
    struct table table = { .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < report->diff.count; i++) {
        const struct diff_row *row = &report->diff.rows[i];
        add_what(&table, row, report->base, report->mine);
        add_value(&table, row, row->before, was_there(row));
        table_add(&table, "→");
        add_value(&table, row, row->after, is_there(row));
    }
    table_write(&table, TABLE_PLAIN, 0, false, report->cli->out);
    table_free(&table);
}

static void add_total(struct buf *out, const struct totals *totals)
{
    if (totals->is_complete)
        money_show(out, totals->amount);
    else
        buf_add_char(out, '~');
}

static void add_totals(struct buf *out, const struct change_report *report)
{
    struct totals before, after;
    totals_of_order(report->base, &before);
    totals_of_order(report->mine, &after);
    buf_add(out, "One delivery: ");
    add_total(out, &before);
    if (before.amount == after.amount && before.is_complete == after.is_complete) {
        buf_add(out, ", as before\n");
        return;
    }
    buf_add(out, " → ");
    add_total(out, &after);
    buf_add_char(out, '\n');
}

static void add_truck(struct buf *out, const struct change_report *report)
{
    struct schedule schedule;
    int32_t truck = DATE_NONE;
    if (schedule_of_order(report->mine, &schedule))
        truck =
            schedule_first_reached(&schedule, report->cli->today, report->cli->profile->lead_days);
    buf_add(out, "First truck it reaches: ");
    if (truck == DATE_NONE) {
        buf_add(out, "none\n");
        return;
    }
    date_show(out, truck);
    buf_add(out, "; prebooks made already stay as they are\n");
}

/* Labels of what a request could say, a list cannot, and nobody gave. */
static void add_unsent(struct buf *out, const struct field_table *table, const struct value *values,
                       const struct item *item)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        bool is_mark = item && i == ITEM_IDENTIFIER; /* made anew for each request */
        if (!field->write_key || field->read_key || field->update_only || field->lookup ||
            is_mark || !value_is_unknown(values[i]) ||
            (item && !item_takes(item, (enum item_field)i)))
            continue;
        buf_addf(out, "%s%s", out->len ? ", " : "", field->label);
    }
}

static void add_not_sent(struct buf *out, const struct change_report *report)
{
    struct buf labels = { 0 };
    add_unsent(&labels, &order_table, report->mine->v, NULL);
    if (report->item != DIFF_NOWHERE) {
        const struct item *item = &report->mine->items[report->item];
        add_unsent(&labels, &item_table, item->v, item);
    }
    if (labels.len)
        buf_addf(out, "Not sent, since the service does not tell it; it stays as it is there: %s\n",
                 buf_text(&labels));
    buf_free(&labels);
    for (size_t i = 0; i < report->plan->count; i++) {
        if (update_step_loses_identifiers(&report->plan->steps[i]))
            buf_add(
                out,
                "All parts of the line are sent anew; identifiers of parts cannot be read back, "
                "so those not given are lost there\n");
    }
}

static void write_sentences(const struct change_report *report)
{
    struct buf text = { 0 };
    table_add_shown(&text, value_text(report->base->v[ORDER_NUMBER]));
    buf_add(&text, ", ");
    table_add_shown(&text, value_text(report->base->v[ORDER_CUSTOMER_NAME]));
    fprintf(report->cli->out, "Standing order %s\n", buf_text(&text));
    buf_clear(&text);
    write_rows(report);
    add_totals(&text, report);
    add_truck(&text, report);
    add_not_sent(&text, report);
    size_t cost = change_cost(report->plan);
    buf_addf(&text, "Requests: %zu to carry it out, reading before and after included; %zu made\n",
             cost, report->requests);
    fputs(buf_text(&text), report->cli->out);
    buf_free(&text);
    cli_is_deaf(report->cli);
}

static void write_bodies(const struct change_report *report)
{
    struct cli *cli = report->cli;
    for (size_t i = 0; i < report->plan->count; i++) {
        struct buf text = { 0 };
        cli->api.ops->update_body(cli->api.self, &report->plan->steps[i].body, &text);
        if (!text.len || text.data[text.len - 1] != '\n')
            buf_add_char(&text, '\n');
        fputs(buf_text(&text), cli->out);
        buf_wipe(&text);
    }
    cli_is_deaf(cli);
}

/* --- Afterwards --- */

/* Rows of texts for scripts; each cell is owned or NULL. */
struct cells {
    char **list;
    size_t count, cap;
};

static void add_cell(struct cells *cells, char *text)
{
    MEM_GROW(cells->list, cells->count, cells->cap);
    cells->list[cells->count++] = text;
}

static void free_cells(struct cells *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        free(cells->list[i]);
    free(cells->list);
}

static const char *const change_keys[] = { "path", "old", "new" };
static const char *const difference_keys[] = { "path", "base", "theirs", "mine" };

static void list_changes(const struct change_report *report, struct cells *cells)
{
    for (size_t i = 0; i < report->diff.count; i++) {
        const struct diff_row *row = &report->diff.rows[i];
        add_cell(cells, find_path(row));
        add_cell(cells, mem_strdup(row->before));
        add_cell(cells, mem_strdup(row->after));
    }
}

/* What somebody else changed meanwhile, or what is not there although it was sent. */
static void list_differences(const struct change *change, struct cells *cells)
{
    if (!change)
        return;
    if (change->state == CHANGE_DIFFERS) {
        struct merge merge = { 0 };
        merge_find(&merge, &change->base, &change->theirs, &change->mine);
        for (size_t i = 0; i < merge.count; i++) {
            const struct merge_row *row = &merge.rows[i];
            add_cell(cells, find_path(&row->theirs));
            add_cell(cells, mem_strdup(row->theirs.before));
            add_cell(cells, mem_strdup(row->theirs.after));
            add_cell(cells, mem_strdup(row->mine));
        }
        merge_free(&merge);
        return;
    }
    for (size_t i = 0; i < change->differences.count; i++) {
        const struct diff_row *row = &change->differences.rows[i];
        add_cell(cells, find_path(row));
        add_cell(cells, NULL);
        add_cell(cells, mem_strdup(row->after));
        add_cell(cells, mem_strdup(row->before));
    }
}

static void write_json(const struct change_report *report, const struct change *change,
                       const char *outcome, const char *message)
{
    struct cells changes = { 0 }, differences = { 0 };
    struct buf text = { 0 };
    list_changes(report, &changes);
    list_differences(change, &differences);
    const struct codec_member members[] = {
        { .name = "outcome", .text = outcome },
        { .name = "message", .text = message },
        { .name = "standingOrderId", .text = value_text(report->base->v[ORDER_ID]) },
        { .name = "standingOrderNumber", .text = value_text(report->base->v[ORDER_NUMBER]) },
    };
    const struct codec_list lists[] = {
        { "changes", change_keys, COUNT(change_keys), (const char *const *)changes.list,
          changes.count / COUNT(change_keys) },
        { "differences", difference_keys, COUNT(difference_keys),
          (const char *const *)differences.list, differences.count / COUNT(difference_keys) },
    };
    codec_write_report(&text, members, COUNT(members), lists, COUNT(lists));
    fprintf(report->cli->out, "%s\n", buf_text(&text));
    cli_is_deaf(report->cli);
    buf_free(&text);
    free_cells(&changes);
    free_cells(&differences);
}

static void write_values(const struct change_report *report)
{
    static const struct table_column columns[] = { { .name = "path" },
                                                   { .name = "old" },
                                                   { .name = "new" } };
    struct table table = { .columns = columns, .column_count = COUNT(columns) };
    struct cells cells = { 0 };
    list_changes(report, &cells);
    for (size_t i = 0; i < cells.count; i++)
        table_add(&table, cells.list[i] ? cells.list[i] : "");
    table_write(&table, cli_form(report->cli), 0, false, report->cli->out);
    cli_is_deaf(report->cli);
    free_cells(&cells);
    table_free(&table);
}

void change_report_plan(const struct change_report *report)
{
    enum table_form form = cli_form(report->cli);
    if (cli_has(report->cli, CLI_JSON))
        write_bodies(report);
    else if (form == TABLE_CSV || form == TABLE_TSV)
        write_values(report);
    else
        write_sentences(report);
}

void change_report_own_end(const struct change_report *report, const char *outcome,
                           const char *message)
{
    if (cli_has(report->cli, CLI_JSON))
        write_json(report, NULL, outcome, message);
}

static void write_conflict(const struct change_report *report, const struct change *change)
{
    static const struct table_column columns[] = { { .title = "Changed there meanwhile" },
                                                   { .title = "As read" },
                                                   { .title = "Theirs" },
                                                   { .title = "Yours" } };
    struct table table = { .columns = columns, .column_count = COUNT(columns) };
    struct merge merge = { 0 };
    merge_find(&merge, &change->base, &change->theirs, &change->mine);
    for (size_t i = 0; i < merge.count; i++) {
        const struct diff_row *row = &merge.rows[i].theirs;
        add_what(&table, row, &change->base, &change->theirs);
        add_value(&table, row, row->before, was_there(row));
        add_value(&table, row, row->after, is_there(row));
        add_value(&table, row, merge.rows[i].mine, merge.rows[i].mine || row->field);
    }
    if (merge.count)
        table_write(&table, TABLE_SCREEN, WIDEST_COLS, false, report->cli->out);
    table_free(&table);
    merge_free(&merge);
}

static void write_differences(const struct change_report *report, const struct change *change)
{
    static const struct table_column columns[] = { { .title = "Not as it was sent" },
                                                   { .title = "Sent" },
                                                   { .title = "There now" } };
    struct table table = { .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < change->differences.count; i++) {
        const struct diff_row *row = &change->differences.rows[i];
        add_what(&table, row, &change->expected, &change->now);
        add_value(&table, row, row->before, was_there(row));
        add_value(&table, row, row->after, is_there(row));
    }
    if (change->differences.count)
        table_write(&table, TABLE_SCREEN, WIDEST_COLS, false, report->cli->out);
    table_free(&table);
}

/* What came of it, in one word for scripts. */
static const char *find_outcome(const struct change *change)
{
    static const char *const words[] = {
        [API_DONE] = "changed",       [API_PARTIAL] = "partial", [API_REFUSED] = "refused",
        [API_UNREACHED] = "not-sent", [API_UNKNOWN] = "unknown", [API_FAILED] = "not-sent",
        [API_NO_BUDGET] = "not-sent",
    };
    if (!change)
        return "unchanged";
    if (change->state == CHANGE_DIFFERS)
        return "conflict";
    if (change->is_gone)
        return "not-sent";
    return change->outcome == API_DONE && change->differences.count ? "differs"
                                                                    : words[change->outcome];
}

static int find_exit(const struct change *change)
{
    if (!change)
        return CLI_EXIT_DONE;
    if (change->state == CHANGE_DIFFERS || change->is_gone || change->differences.count)
        return change->outcome == API_UNKNOWN ? CLI_EXIT_UNKNOWN : CLI_EXIT_REFUSED;
    return cli_outcome_exit(change->outcome);
}

static void write_line(struct cli *cli, const char *text)
{
    struct buf line = { 0 };
    table_add_shown(&line, text);
    fprintf(cli->out, "%s\n", buf_text(&line));
    buf_free(&line);
}

int change_report_end(const struct change_report *report, const struct change *change)
{
    struct cli *cli = report->cli;
    const char *message = change ? change->message : "It is like that already; nothing was sent.";
    int code = find_exit(change);
    enum table_form form = cli_form(cli);
    if (cli_has(cli, CLI_JSON)) {
        write_json(report, change, find_outcome(change), message);
    } else if (form == TABLE_CSV || form == TABLE_TSV) {
        if (change && code == CLI_EXIT_DONE)
            write_values(report);
    } else {
        if (change && change->state == CHANGE_DIFFERS)
            write_conflict(report, change);
        if (change)
            write_differences(report, change);
        if (code == CLI_EXIT_DONE)
            write_line(cli, message);
    }
    cli_is_deaf(cli);
    cli_flush(cli);
    if (code != CLI_EXIT_DONE)
        cli_say(cli, "%s", message);
    return code;
}
