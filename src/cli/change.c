/* perennial change: fields of a standing order's header or of one line, shown first, sent once. */
#include "config.h"
#include "cli/assign.h"
#include "cli/ask.h"
#include "cli/change_report.h"
#include "cli/cli.h"
#include "cli/order_file.h"
#include "cli/resolve.h"
#include "store/remembered.h"

#include <stdlib.h>
#include <string.h>

struct changing {
    struct cli *cli;
    const char *item_id; /* NULL = the header */
    struct assignments assignments;
    struct order base, mine; /* mine: as given, valid */
    struct order prepared;
    struct update_plan plan;
    int item;
    struct change_report report;
    bool is_over;
};

/* NUMBER [ITEM] FIELD=VALUE… */
static bool read_words(struct changing *changing, struct error *error)
{
    const struct cli_args *args = changing->cli->args;
    const char *second = args->words[1];
    size_t first = 1;
    if (!strchr(second, '=')) {
        if (!*second || strspn(second, "0123456789") != strlen(second))
            return error_set(error, "\"%s\" is neither the id of a line nor FIELD=VALUE", second);
        changing->item_id = second;
        first = 2;
    }
    return assign_read(args->words + first, args->word_count - first, first == 2,
                       &changing->assignments, error);
}

static bool find_line(struct changing *changing, struct error *error)
{
    size_t place;
    if (!changing->item_id)
        return true;
    if (!ask_line(&changing->base, changing->item_id, &place, error))
        return false;
    changing->item = (int)place;
    return true;
}

/* A part that is sent needs its cost, which no list tells: how to give it, and what it was when it was
 * sent from here. */
static void say_missing_costs(const struct changing *changing, const struct issues *issues)
{
    const struct item *item = &changing->mine.items[changing->item];
    const struct field *field = &breakdown_fields[BREAKDOWN_COST];
    struct remembered remembered = { 0 };
    remembered_load(value_text(changing->base.v[ORDER_ID]), &remembered, NULL);
    for (size_t i = 0; i < item->breakdown_count; i++) {
        char *path = validate_path((size_t)changing->item, i, (size_t)-1, field->write_key);
        const struct remembered_value *old =
            remembered_find(&remembered, &changing->base.items[changing->item], (int)i, field);
        struct buf when = { 0 };
        if (old)
            date_write(&when, date_of_time(old->at));
        if (issues_at(issues, path))
            cli_say(changing->cli, "give %s[%s].%s=%s%s%s", breakdown_table.path,
                    value_text(
                        changing->base.items[changing->item].breakdowns[i].v[BREAKDOWN_PRODUCT_ID]),
                    field->write_key, old ? old->text : "COST", old ? ", sent from here on " : "",
                    buf_text(&when));
        buf_free(&when);
        free(path);
    }
    remembered_free(&remembered);
}

/* What the line does not take would silently come to nothing. */
static bool check_taken(const struct changing *changing, struct error *error)
{
    const struct assignments *assignments = &changing->assignments;
    for (size_t i = 0; i < assignments->count; i++) {
        const struct assignment *assignment = &assignments->list[i];
        if (assignment->table != &item_table || !*assignment->value)
            continue;
        const struct item *item = &changing->mine.items[changing->item];
        if (!item_takes(item, (enum item_field)(assignment->field - item_fields)))
            return error_set(error, "%s is not for this line: it is %s",
                             assignment->field->write_key,
                             item_is_unit(item) ? "in units"
                             : assignment->field == &item_fields[ITEM_STEMS_BUNCH]
                                 ? "an assorted box, and its parts say it"
                                 : "in boxes");
    }
    return true;
}

static bool check(struct changing *changing)
{
    struct cli *cli = changing->cli;
    struct validate_context context = cli->context;
    struct issues issues = { 0 };
    context.base = &changing->base;
    validate_order(&changing->mine, &context, &issues);
    order_file_write_issues(&issues, cli->err);
    size_t errors = issues_count(&issues, ISSUE_ERROR);
    if (errors && changing->item != DIFF_NOWHERE)
        say_missing_costs(changing, &issues);
    if (errors)
        cli_say(cli, "%zu %s; nothing was sent", errors, errors == 1 ? "error" : "errors");
    issues_free(&issues);
    return !errors;
}

/* From the words to what is to be sent; gives the exit code. */
static int make_plan(struct changing *changing)
{
    struct cli *cli = changing->cli;
    struct error error = { 0 };
    if (!read_words(changing, &error))
        return cli_fail(cli, &error);
    if (!cli_has(cli, CLI_DRY_RUN) && !cli_may(cli, cli->profile, METHOD_ORDER_UPDATE))
        return CLI_EXIT_WRONG;
    size_t before = cli->api.ops->requests(cli->api.self);
    int code = ask_order(cli, cli->args->words[0], ASK_ACTIVE, &changing->base);
    if (code != CLI_EXIT_DONE)
        return code;
    if (!find_line(changing, &error))
        return cli_fail(cli, &error);
    order_copy(&changing->mine, &changing->base);
    if (!assign_apply(&changing->assignments, &changing->mine, (size_t)changing->item, &error))
        return cli_fail(cli, &error);
    if (!check_taken(changing, &error))
        return cli_fail(cli, &error);
    struct resolve resolve = { .cli = cli,
                               .assignments = &changing->assignments,
                               .base = &changing->base,
                               .mine = &changing->mine };
    code = resolve_all(&resolve, changing->item);
    resolve_free(&resolve);
    if (code != CLI_EXIT_DONE)
        return code;
    if (!check(changing))
        return CLI_EXIT_WRONG;
    update_prepare(&changing->prepared, &changing->base, &changing->mine);
    update_plan_make(&changing->plan, &changing->base, &changing->prepared);
    changing->report = (struct change_report){
        .cli = cli,
        .base = &changing->base,
        .mine = &changing->prepared,
        .plan = &changing->plan,
        .item = changing->item,
        .requests = cli->api.ops->requests(cli->api.self) - before,
    };
    diff_orders(&changing->report.diff, &changing->base, &changing->prepared, DIFF_WRITABLE);
    return CLI_EXIT_DONE;
}

static void say_again(void *context, const struct api_again *again)
{
    cli_say_again(((struct changing *)context)->cli, again);
}

static void take_news(void *context, struct change *change)
{
    struct changing *changing = context;
    changing->is_over = change->state == CHANGE_OVER || change->state == CHANGE_DIFFERS;
}

/* Interrupted once, no more is begun and what is on its way is waited for. */
static int carry_out(struct changing *changing)
{
    struct cli *cli = changing->cli;
    struct change_call call = { .api = &cli->api,
                                .base = &changing->base,
                                .mine = &changing->mine,
                                .on_news = take_news,
                                .on_again = say_again,
                                .context = changing };
    struct change *change = change_start(&call);
    int code = CLI_EXIT_UNKNOWN;
    bool is_over = cli->wait(cli->wait_self, &changing->is_over);
    if (!is_over) {
        change_stop(change);
        if (!changing->is_over)
            cli_say(cli, "no more is sent; waiting for the answer to what is on its way "
                         "(interrupt again to stop waiting)");
        is_over = changing->is_over || cli->wait(cli->wait_self, &changing->is_over);
    }
    if (is_over) {
        code = change_report_end(&changing->report, change);
        if (change->is_stopping && code == CLI_EXIT_UNREACHED)
            code = CLI_EXIT_INTERRUPTED; /* nothing was done */
    } else {
        static const char unknown[] = "the answer was not waited for: it may have been carried "
                                      "out; look at the order before you change it again";
        change_report_own_end(&changing->report, "unknown", unknown);
        cli_say(cli, "%s", unknown);
    }
    change_free(change);
    return code;
}

/* In sentences it is shown before it is sent; a script gets one result, at the end. */
static int show_and_carry_out(struct changing *changing)
{
    struct cli *cli = changing->cli;
    bool is_dry = cli_has(cli, CLI_DRY_RUN);
    if (is_dry || !(cli_has(cli, CLI_JSON) || cli_has(cli, CLI_CSV) || cli_has(cli, CLI_TSV)))
        change_report_plan(&changing->report);
    cli_flush(cli);
    if (!is_dry)
        return carry_out(changing);
    cli_say(cli, "nothing was sent");
    return CLI_EXIT_DONE;
}

int change_run(struct cli *cli)
{
    struct changing changing = { .cli = cli, .item = DIFF_NOWHERE };
    changing.report = (struct change_report){ .cli = cli, .base = &changing.base };
    int code = make_plan(&changing);
    if (code == CLI_EXIT_DONE && changing.plan.count)
        code = show_and_carry_out(&changing);
    else if (code == CLI_EXIT_DONE)
        code = change_report_end(&changing.report, NULL);
    else if (!cli_has(cli, CLI_DRY_RUN))
        change_report_own_end(&changing.report, "not-sent",
                              "nothing was sent; standard error says why");
    diff_free(&changing.report.diff);
    update_plan_free(&changing.plan);
    order_free(&changing.prepared);
    order_free(&changing.mine);
    order_free(&changing.base);
    assign_free(&changing.assignments);
    /* what was changed stays changed, even where nobody could be told */
    if (!cli_finish(cli) && (code == CLI_EXIT_WRONG || cli_has(cli, CLI_DRY_RUN)))
        code = CLI_EXIT_WRONG;
    return code;
}
