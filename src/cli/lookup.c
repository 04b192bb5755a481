/* perennial lookup: one of the service's lists, narrowed by words. */
#include "config.h"
#include "cli/ask.h"
#include "cli/cli.h"
#include "api/codec.h"
#include "base/mem.h"
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

static int fail_customer(struct cli *cli, const struct lookup_list *customers, const char *code,
                         size_t found)
{
    if (found) {
        cli_say(cli, "%zu customers have the code \"%s\", so its ship-tos cannot be told apart",
                found, code);
        return CLI_EXIT_WRONG;
    }
    const char **codes = mem_calloc(customers->count + 1, sizeof *codes);
    for (size_t i = 0; i < customers->count; i++)
        codes[i] = customers->rows[i].columns[LOOKUP_CODE];
    const char *near = names_nearest(code, codes);
    if (near)
        cli_say(cli, "no customer has the code \"%s\"; did you mean \"%s\"?", code, near);
    else
        cli_say(cli, "no customer has the code \"%s\"", code);
    free(codes);
    return CLI_EXIT_WRONG;
}

/* The id of the customer with this code, the caller's; NULL and *code otherwise. */
static char *find_customer(struct cli *cli, const char *wanted, int *code)
{
    struct lookup_list list = { .kind = LOOKUP_CUSTOMERS };
    char *id = NULL;
    size_t row;
    *code = ask_list(cli, API_LOOKING, &list, NULL);
    if (*code == CLI_EXIT_DONE) {
        size_t found = lookup_list_find(&list, LOOKUP_CODE, wanted, &row);
        if (found == 1)
            id = mem_strdup(list.rows[row].columns[LOOKUP_ID]);
        else
            *code = fail_customer(cli, &list, wanted, found);
    }
    lookup_list_free(&list);
    return id;
}

static void write_json(struct cli *cli, const struct lookup_list *list, const char *typed)
{
    struct buf line = { 0 };
    bool is_first = true;
    buf_add_char(&line, '[');
    for (size_t row = 0; row < list->count; row++) {
        if (!lookup_list_matches(list, row, typed))
            continue;
        buf_add(&line, is_first ? "\n" : ",\n");
        is_first = false;
        codec_write_lookup_row(&line, list->kind, list->rows[row].columns);
    }
    buf_add(&line, is_first ? "]\n" : "\n]\n");
    fwrite(buf_text(&line), 1, line.len, cli->out);
    cli_is_deaf(cli);
    buf_free(&line);
}

/* A column without a name in the reply is one the list does not have. */
static void write_rows(struct cli *cli, const struct lookup_list *list, const char *typed)
{
    const struct lookup_type *type = &lookup_types[list->kind];
    struct table_column columns[LOOKUP_MAX_COLUMNS];
    struct table table = { .columns = columns };
    for (size_t i = 0; i < type->column_count; i++) {
        const struct field *field = &type->columns[i];
        if (field->read_key)
            columns[table.column_count++] = (struct table_column){
                .title = field->label,
                .name = field->read_key,
                .is_right = field->type == FIELD_AMOUNT,
                .may_cut = field->type == FIELD_TEXT,
                .drop = i < LOOKUP_PARTS ? 0 : (unsigned)i, /* the last goes first */
            };
    }
    for (size_t row = 0; row < list->count; row++) {
        if (!lookup_list_matches(list, row, typed))
            continue;
        for (size_t i = 0; i < type->column_count; i++)
            if (type->columns[i].read_key)
                table_add(&table, list->rows[row].columns[i]);
    }
    enum table_form form = cli_form(cli);
    if (!table_rows(&table) && (form == TABLE_SCREEN || form == TABLE_PLAIN))
        cli_say(cli, "%s", type->missing);
    else
        table_write(&table, form, cli->columns, cli->has_color, cli->out);
    cli_is_deaf(cli);
    table_free(&table);
}

static int fail_kind(struct cli *cli, const char *word)
{
    const char *words[LOOKUP_COUNT];
    struct buf known = { 0 };
    for (int kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++) {
        words[kind - 1] = lookup_types[kind].word;
        buf_addf(&known, "%s%s", kind > LOOKUP_NONE + 1 ? ", " : "", lookup_types[kind].word);
    }
    words[LOOKUP_COUNT - 1] = NULL;
    const char *near = names_nearest(word, words);
    if (near)
        cli_say(cli, "there is no list \"%s\"; did you mean \"%s\"?", word, near);
    else
        cli_say(cli, "there is no list \"%s\"; the lists are %s", word, buf_text(&known));
    buf_free(&known);
    return CLI_EXIT_WRONG;
}

int lookup_run(struct cli *cli)
{
    const char *word = cli->args->words[0];
    const char *typed = cli->args->word_count > 1 ? cli->args->words[1] : "";
    const char *customer = cli->args->values[CLI_CUSTOMER_CODE];
    struct lookup_list list = { .kind = lookup_kind_by_word(word) };
    if (list.kind == LOOKUP_NONE)
        return fail_kind(cli, word);
    if ((list.kind == LOOKUP_SHIP_TOS) != (customer != NULL)) {
        cli_say(cli, customer ? "only shiptos take --customer"
                              : "ship-tos belong to a customer: name it with --customer CODE");
        return CLI_EXIT_WRONG;
    }
    char *customer_id = NULL;
    int code = CLI_EXIT_DONE;
    if (customer)
        customer_id = find_customer(cli, customer, &code);
    if (code == CLI_EXIT_DONE)
        code = ask_list(cli, API_LOOKING, &list, customer_id);
    if (code == CLI_EXIT_DONE) {
        if (cli_has(cli, CLI_JSON))
            write_json(cli, &list, typed);
        else
            write_rows(cli, &list, typed);
    }
    free(customer_id);
    lookup_list_free(&list);
    return cli_finish(cli) ? code : CLI_EXIT_WRONG;
}
