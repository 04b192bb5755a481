/* perennial check: what is wrong with an order file. Sends nothing. */
#include "config.h"
#include "cli/cli.h"
#include "cli/order_file.h"
#include "api/codec.h"

static const struct table_column columns[] = { { .title = "Path", .name = "path" },
                                               { .title = "Severity", .name = "severity" },
                                               { .title = "Code", .name = "code" },
                                               { .title = "Message", .name = "message" } };

static void write_values(const struct issues *issues, enum table_form form, FILE *out)
{
    struct table table = { .columns = columns, .column_count = sizeof columns / sizeof *columns };
    for (size_t i = 0; i < issues->count; i++) {
        const struct issue *issue = &issues->list[i];
        table_add(&table, issue->path);
        table_add(&table, issue->severity == ISSUE_ERROR ? "error" : "warning");
        table_add(&table, issue->code);
        table_add(&table, issue->message);
    }
    table_write(&table, form, 0, false, out);
    table_free(&table);
}

static void write_json(const struct issues *issues, FILE *out)
{
    struct buf text = { 0 };
    codec_write_issues(&text, issues);
    fprintf(out, "%s\n", buf_text(&text));
    buf_free(&text);
}

static void say_sum(struct cli *cli, const struct issues *issues)
{
    struct buf sum = { 0 };
    order_file_add_sum(issues, &sum);
    cli_flush(cli); /* where both are the same terminal the sum stands last */
    fprintf(cli->err, "%s: %s\n", order_file_name(cli), buf_text(&sum));
    buf_free(&sum);
}

int check_run(struct cli *cli)
{
    struct order order = { 0 };
    struct issues issues = { 0 };
    int code = CLI_EXIT_WRONG;
    if (order_file_check(cli, &order, &issues)) {
        code = issues_count(&issues, ISSUE_ERROR) ? CLI_EXIT_WRONG : CLI_EXIT_DONE;
        if (cli_has(cli, CLI_JSON)) {
            write_json(&issues, cli->out);
        } else if (cli_has(cli, CLI_CSV) || cli_has(cli, CLI_TSV)) {
            write_values(&issues, cli_has(cli, CLI_CSV) ? TABLE_CSV : TABLE_TSV, cli->out);
        } else {
            order_file_write_issues(&issues, cli->out);
            say_sum(cli, &issues);
        }
    }
    issues_free(&issues);
    order_free(&order);
    return cli_finish(cli) ? code : CLI_EXIT_WRONG;
}
