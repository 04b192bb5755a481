/* Order files for commands; see order_file.h. */
#include "config.h"
#include "cli/order_file.h"
#include "cli/table.h"
#include "api/codec.h"
#include "base/file.h"

#include <string.h>

/* Many times what the service takes: enough to say how large an order is instead of giving up. */
enum { MAX_FILE_BYTES = 8 << 20 };

/* The size as it would be sent. Without a service the token is taken to be as long as can be. */
static size_t body_bytes(struct cli *cli, const struct order *order)
{
    static const char longest[] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    _Static_assert(sizeof longest == TOKEN_MAX_CHARS + 1, "as long as a token can be");
    if (cli->api.ops)
        return cli->api.ops->create_body(cli->api.self, order, NULL);
    struct buf body = { 0 };
    codec_write_create(&body, order, &(struct codec_body){ .token = longest });
    size_t bytes = body.len;
    buf_free(&body);
    return bytes;
}

static void check_order(struct cli *cli, const struct order *order, struct issues *issues)
{
    struct order prepared = { 0 };
    validate_order(order, &cli->context, issues);
    order_prepare(&prepared, order);
    validate_body_bytes(order, body_bytes(cli, &prepared), issues);
    order_free(&prepared);
}

bool order_file_check(struct cli *cli, struct order *order, struct issues *issues)
{
    struct buf text = { 0 };
    struct error error = { 0 };
    if (!file_read(cli->args->words[0], MAX_FILE_BYTES, &text, &error)) {
        cli_fail(cli, &error);
        buf_wipe(&text);
        return false;
    }
    if (codec_read_order_file(buf_text(&text), text.len, order, issues, &error)) {
        check_order(cli, order, issues);
    } else {
        issues_free(issues); /* what was odd on the way does not matter now */
        issues_add(issues, ISSUE_ERROR, "not-json", "", "This is no order file: %s",
                   error_text(&error));
    }
    error_clear(&error);
    buf_wipe(&text); /* a token may stand in it */
    return true;
}

void order_file_write_issues(const struct issues *issues, FILE *out)
{
    struct buf line = { 0 };
    for (size_t i = 0; i < issues->count; i++) {
        const struct issue *issue = &issues->list[i];
        table_add_shown(&line, *issue->path ? issue->path : "order");
        buf_add(&line, ": ");
        table_add_shown(&line, issue->message);
        buf_addf(&line, " (%s%s)\n", issue->code,
                 issue->severity == ISSUE_WARNING ? ", warning" : "");
    }
    fputs(buf_text(&line), out);
    buf_free(&line);
}

void order_file_add_sum(const struct issues *issues, struct buf *out)
{
    size_t errors = issues_count(issues, ISSUE_ERROR);
    size_t warnings = issues_count(issues, ISSUE_WARNING);
    if (errors)
        buf_addf(out, "%zu %s", errors, errors == 1 ? "error" : "errors");
    else
        buf_add(out, "no errors");
    if (warnings)
        buf_addf(out, ", %zu %s", warnings, warnings == 1 ? "warning" : "warnings");
}

const char *order_file_name(const struct cli *cli)
{
    const char *name = cli->args->words[0];
    return strcmp(name, "-") == 0 ? "standard input" : name;
}
