/* perennial show: one standing order, as a page, as rows, or as the reply has it. */
#include "config.h"
#include "cli/ask.h"
#include "cli/cli.h"
#include "cli/show_page.h"
#include "api/codec.h"
#include "base/mem.h"
#include "model/money.h"
#include "model/totals.h"

#include <stdlib.h>

/* What a row has of its line, by the names of the list reply; the order's number goes before it and our
 * own total behind. */
static const enum item_field shown[] = {
    ITEM_ID,    ITEM_PRODUCT_ID, ITEM_PRODUCT_NAME, ITEM_VENDOR_NAME, ITEM_BOX_TYPE_CODE,
    ITEM_BOXES, ITEM_BUNCHES,    ITEM_STEMS_BUNCH,  ITEM_TOTAL_UNITS, ITEM_UNIT_TYPE,
    ITEM_PRICE, ITEM_COST,       ITEM_MARK,         ITEM_TOTAL_PRICE,
};
enum { SHOWN = sizeof shown / sizeof *shown, COLUMNS = SHOWN + 2 };

static void write_rows(struct cli *cli, const struct order *order)
{
    struct table_column columns[COLUMNS] = { { .name = "number" } };
    struct table table = { .columns = columns, .column_count = COLUMNS };
    for (size_t i = 0; i < SHOWN; i++)
        columns[i + 1].name = item_fields[shown[i]].read_key;
    columns[COLUMNS - 1].name = "delivery";
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *item = &order->items[i];
        struct totals totals;
        struct buf amount = { 0 };
        table_add(&table, value_text(order->v[ORDER_NUMBER]));
        for (size_t k = 0; k < SHOWN; k++)
            table_add(&table, value_text(item->v[shown[k]]));
        totals_of_item(item, &totals);
        if (totals.is_complete)
            money_write(&amount, totals.amount);
        table_add(&table, buf_text(&amount));
        buf_free(&amount);
    }
    table_write(&table, cli_form(cli), 0, false, cli->out);
    table_free(&table);
}

static void write_json(struct cli *cli, const struct order *order)
{
    struct buf text = { 0 };
    buf_add(&text, "[\n");
    codec_write_order_reply(&text, order);
    buf_add(&text, "\n]\n");
    fwrite(buf_text(&text), 1, text.len, cli->out);
    buf_free(&text);
}

int show_run(struct cli *cli)
{
    struct order order = { 0 };
    int code = ask_order(cli, cli->args->words[0], ASK_ANY, &order);
    if (code == CLI_EXIT_DONE) {
        if (cli_has(cli, CLI_JSON))
            write_json(cli, &order);
        else if (cli_form(cli) == TABLE_SCREEN)
            show_page_write(cli, &order);
        else
            write_rows(cli, &order);
        cli_is_deaf(cli);
    }
    order_free(&order);
    return cli_finish(cli) ? code : CLI_EXIT_WRONG;
}
