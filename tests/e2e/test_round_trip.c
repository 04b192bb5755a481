/* A change's way to the service and back, over TLS: an order is listed, edited and sent as the program does
 * it, and then every cell of the server's database is held against what it was before. */
#include "config.h"
#include "api/session.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/validate.h"
#include "sandbox/db.h"
#include "support/desk.h"
#include "work/cancel.h"
#include "work/change.h"
#include "work/fetch.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_MILLIS = 20000, BOX_LINE = 0, UNIT_LINE, MIXED_LINE };

static struct desk *desk;
static struct client *client;
static struct session *session;
static struct api api;
static char *number;
static struct order now; /* as it was read last */

/* --- The service --- */

static void wait_until(bool (*until)(void))
{
    int64_t end = clock_millis() + LIMIT_MILLIS;
    while (!until()) {
        cr_assert_lt(clock_millis(), end, "the service does not answer");
        client_wait(client, NULL, 0, 100);
        client_run(client);
    }
}

static bool is_idle(void)
{
    return api.ops->running(api.self) == 0;
}

static void note_created(void *context, const struct api_answer *answer)
{
    (void)context;
    cr_assert_eq(answer->outcome, API_DONE, "%s", answer->message);
    number = mem_strdup(answer->order_number);
}

static void note_read(void *context, enum fetch_result result, const struct order *order,
                      enum api_outcome outcome, const char *message)
{
    (void)context, (void)outcome;
    cr_assert_eq(result, FETCH_FOUND, "%s", message);
    order_copy(&now, order);
}

static void read_order(void)
{
    fetch_start(&(struct fetch_call){
        .api = &api, .number = number, .status = ORDER_ACTIVE, .on_done = note_read });
    wait_until(is_idle);
}

/* --- The order: a line of each kind with all that a list does not give --- */

struct said {
    size_t field;
    const char *text;
};

static void say(struct value *values, const struct said *said, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_set(&values[said[i].field], said[i].text);
}

#define SAY(values, ...)                                                                           \
    say(values, (const struct said[]){ __VA_ARGS__ },                                              \
        sizeof((const struct said[]){ __VA_ARGS__ }) / sizeof(struct said))

static struct item *add_line(struct order *order, const char *identifier, const char *product)
{
    struct item *line = order_insert_item(order, order->item_count);
    SAY(line->v, { ITEM_IDENTIFIER, identifier }, { ITEM_VENDOR_ID, "33" },
        { ITEM_PRODUCT_ID, product }, { ITEM_PRICE, "1.05" }, { ITEM_COST, "0.80" },
        { ITEM_MARK, "A mark that is longer than 20" }, { ITEM_GENERAL_NOTES, "Keep\nit cool" },
        { ITEM_VENDOR_NOTES, "Thank you" });
    SAY(item_insert_custom(line, 0)->v, { CUSTOM_NAME, "UPC" }, { CUSTOM_VALUE, "0123" });
    SAY(item_insert_custom(line, 1)->v, { CUSTOM_NAME, "Sleeve" }, { CUSTOM_VALUE, "" });
    return line;
}

static void say_boxes(struct item *line)
{
    SAY(line->v, { ITEM_BOX_TYPE_CODE, "QB" }, { ITEM_BOXES, "6" }, { ITEM_BUNCHES, "10" });
}

static void create_order(void)
{
    struct order order, ready = { 0 };
    order_init_blank(&order);
    SAY(order.v, { ORDER_CUSTOMER_ID, "131313" }, { ORDER_CARRIER_ID, "1360" },
        { ORDER_START, "2031-01-06" }, { ORDER_END, "2031-06-30" }, { ORDER_RECURRENCE, "2" },
        { ORDER_DAYS, "Monday, Friday" }, { ORDER_SHIP_VIA, "1" }, { ORDER_PO, "PO 77" },
        { ORDER_LOCATION_CODE, "MIA" }, { ORDER_SHIP_TO_ID, "50001" },
        { ORDER_COMMENTS, "Ring\ntwice" }, { ORDER_INVOICE_NOTES, "Net 30" });
    struct item *line = add_line(&order, "BOX", "21");
    say_boxes(line);
    value_set(&line->v[ITEM_STEMS_BUNCH], "25");
    line = add_line(&order, "UN", "3");
    SAY(line->v, { ITEM_TYPE, "UN" }, { ITEM_TOTAL_UNITS, "777" });
    line = add_line(&order, "MIX", "21");
    say_boxes(line);
    for (size_t i = 0; i < 2; i++)
        SAY(item_insert_breakdown(line, i)->v, { BREAKDOWN_IDENTIFIER, i ? "P2" : "P1" },
            { BREAKDOWN_PRODUCT_ID, i ? "3" : "21" }, { BREAKDOWN_BUNCHES, i ? "4" : "6" },
            { BREAKDOWN_STEMS_BUNCH, "20" }, { BREAKDOWN_COST, i ? "0.70" : "0.90" },
            { BREAKDOWN_PRICE, i ? "1.00" : "1.10" });
    order_prepare(&ready, &order);
    api.ops->create_order(api.self,
                          &(struct api_create_call){ .order = &ready, .on_done = note_created });
    wait_until(is_idle);
    order_free(&order);
    order_free(&ready);
}

/* What a list does not give: ids that look-ups by name find, and what the program remembers of parts. */
static void find_ids(struct order *order)
{
    value_set(&order->v[ORDER_CARRIER_ID], "1360");
    for (size_t i = 0; i < order->item_count; i++) {
        const struct item *line = &order->items[i];
        value_set(&order->items[i].v[ITEM_VENDOR_ID], "33");
        for (size_t part = 0; part < line->breakdown_count; part++)
            SAY(line->breakdowns[part].v, { BREAKDOWN_IDENTIFIER, part ? "P2" : "P1" },
                { BREAKDOWN_COST, part ? "0.70" : "0.90" });
    }
}

/* --- The database --- */

struct cells { /* a line for each: "item 9400 price=10500", sorted */
    char **lines;
    size_t count, cap;
};

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* For each column of each table a query that gives its cells. */
static const char queries[] =
    "SELECT 'SELECT ''' || t.name || ' '' || ' ||"
    " (SELECT group_concat('\"' || name || '\"', ' || ''/'' || ') FROM pragma_table_info(t.name)"
    "  WHERE pk) || ' || '' ' || c.name || '='' || quote(\"' || c.name || '\") FROM ' || t.name"
    " FROM sqlite_master t, pragma_table_info(t.name) c"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'usage'";

static void take_rows(struct db *db, const char *sql, struct cells *cells)
{
    struct query *query = db_query(db, sql, "");
    while (query_next(query)) {
        MEM_GROW(cells->lines, cells->count, cells->cap);
        cells->lines[cells->count++] = mem_strdup(query_text(query, 0));
    }
}

static void free_cells(struct cells *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        free(cells->lines[i]);
    free(cells->lines);
}

static struct cells take_cells(void)
{
    struct error error = { 0 };
    struct cells columns = { 0 }, cells = { 0 };
    char *path = desk_path(desk, "server/sandbox.db");
    struct db *db = db_open(path, NULL, NULL, &error);
    cr_assert_not_null(db, "%s", error_text(&error));
    take_rows(db, queries, &columns);
    cr_assert_gt(columns.count, 50);
    for (size_t i = 0; i < columns.count; i++)
        take_rows(db, columns.lines[i], &cells);
    cr_assert_not(db_failed(db, &error), "%s", error_text(&error));
    db_close(db);
    free(path);
    free_cells(&columns);
    qsort(cells.lines, cells.count, sizeof *cells.lines, compare_lines);
    return cells;
}

/* What there is after and was not before, joined by "; ". */
static char *find_new(const struct cells *before, const struct cells *after)
{
    struct buf found = { 0 };
    for (size_t a = 0, b = 0; a < after->count; a++) {
        while (b < before->count && strcmp(before->lines[b], after->lines[a]) < 0)
            b++;
        if (b == before->count || strcmp(before->lines[b], after->lines[a]) != 0)
            buf_addf(&found, "%s%s", found.len ? "; " : "", after->lines[a]);
    }
    return buf_take(&found);
}

static void expect_changed(const struct cells *before, const char *was, const char *is)
{
    struct cells after = take_cells();
    char *gone = find_new(&after, before), *made = find_new(before, &after);
    cr_expect_str_eq(gone ? gone : "", was);
    cr_expect_str_eq(made ? made : "", is);
    free(gone);
    free(made);
    free_cells(&after);
}

/* --- The desk --- */

static void open_desk(void)
{
    struct profile profile;
    signal(SIGPIPE, SIG_IGN);
    desk = desk_new();
    desk_start_sandbox(desk, ARGS("--empty", "--today", "2030-12-15"));
    char *state = desk_path(desk, "state");
    setenv("XDG_STATE_HOME", state, 1); /* the journal */
    setenv("XDG_DATA_HOME", state, 1);
    free(state);
    profile_init(&profile);
    free(profile.endpoint);
    profile.endpoint = mem_printf("https://127.0.0.1:%d/api/", desk_port(desk));
    profile.ca_file = mem_strdup(desk_ca_file(desk));
    profile.token_type = TOKEN_COMPANY;
    profile.multi_location = true;
    client = client_new();
    session = session_open(client, &profile, desk_token(desk));
    api = session_api(session);
    profile_free(&profile);
    create_order();
}

static void close_desk(void)
{
    session_close(session);
    client_free(client);
    desk_free(desk);
    order_free(&now);
    free(number);
}

TestSuite(round_trip, .init = open_desk, .fini = close_desk, .timeout = 120);

/* Reads the order, edits it, sends what was edited. */
static void carry_out(void (*edit)(struct order *mine), size_t steps)
{
    struct order mine = { 0 };
    struct issues issues = { 0 };
    read_order();
    find_ids(&now);
    order_copy(&mine, &now);
    edit(&mine);
    validate_order(&mine,
                   &(struct validate_context){
                       .token_type = TOKEN_COMPANY, .multi_location = true, .base = &now },
                   &issues);
    cr_expect_eq(issues_count(&issues, ISSUE_ERROR), 0, "%s",
                 issues.count ? issues.list[0].message : "");
    struct change *change =
        change_start(&(struct change_call){ .api = &api, .base = &now, .mine = &mine });
    cr_expect_eq(change->plan.count, steps);
    wait_until(is_idle);
    cr_expect_eq(change->state, CHANGE_OVER);
    cr_expect_eq(change->outcome, API_DONE, "%s", change->message);
    cr_expect(change->has_now);
    cr_expect_eq(change->differences.count, 0, "what came back differs from what was sent");
    change_free(change);
    issues_free(&issues);
    order_free(&mine);
}

/* --- Edits --- */

static void raise_box_price(struct order *mine)
{
    value_set(&mine->items[BOX_LINE].v[ITEM_PRICE], "1.10");
}

static void raise_unit_price(struct order *mine)
{
    value_set(&mine->items[UNIT_LINE].v[ITEM_PRICE], "1.1");
}

static void raise_mixed_price(struct order *mine)
{
    value_set(&mine->items[MIXED_LINE].v[ITEM_PRICE], "1.10");
}

static void raise_all_prices(struct order *mine)
{
    for (size_t i = 0; i < 3; i++)
        value_set(&mine->items[i].v[ITEM_PRICE], "2.00");
}

static void move_end(struct order *mine)
{
    value_set(&mine->v[ORDER_END], "2031-12-29");
}

static void type_the_unknown(struct order *mine)
{
    value_set(&mine->v[ORDER_PO], "PO 78");
    value_set(&mine->items[UNIT_LINE].v[ITEM_VENDOR_NOTES], "No thanks");
}

static void blank(struct order *mine)
{
    value_set(&mine->v[ORDER_END], "");
    value_set(&mine->v[ORDER_COMMENTS], "");
    value_set(&mine->items[BOX_LINE].v[ITEM_COST], "");
    value_set(&mine->items[BOX_LINE].v[ITEM_GENERAL_NOTES], "");
}

static void change_custom(struct order *mine)
{
    value_set(&mine->items[MIXED_LINE].customs[0].v[CUSTOM_VALUE], "4567");
}

static void raise_part_price(struct order *mine)
{
    value_set(&mine->items[MIXED_LINE].breakdowns[1].v[BREAKDOWN_PRICE], "2.00");
}

static void add_a_line(struct order *mine)
{
    struct item *line = order_insert_item(mine, mine->item_count);
    SAY(line->v, { ITEM_VENDOR_ID, "33" }, { ITEM_PRODUCT_ID, "3" }, { ITEM_TYPE, "UN" },
        { ITEM_TOTAL_UNITS, "5" });
}

static void take_customs_out(struct order *mine)
{
    item_remove_custom(&mine->items[UNIT_LINE], 1);
    item_remove_custom(&mine->items[UNIT_LINE], 0);
}

Test(round_trip, what_was_edited_is_altered_and_nothing_else_on_the_server)
{
    static const struct {
        void (*edit)(struct order *mine);
        size_t steps;
        const char *was, *is;
    } rows[] = {
        { raise_box_price, 1, "item 9400 price=10500", "item 9400 price=11000" },
        { raise_unit_price, 1, "item 9401 price=10500", "item 9401 price=11000" },
        { raise_mixed_price, 1, "item 9402 price=10500", "item 9402 price=11000" },
        { raise_all_prices, 3,
          "item 9400 price=11000; item 9401 price=11000; item 9402 price=11000",
          "item 9400 price=20000; item 9401 price=20000; item 9402 price=20000" },
        { move_end, 1, "standing_order 2928 ends=22460", "standing_order 2928 ends=22642" },
        { type_the_unknown, 1, "item 9401 vendor_notes='Thank you'; standing_order 2928 po='PO 77'",
          "item 9401 vendor_notes='No thanks'; standing_order 2928 po='PO 78'" },
        { blank, 1,
          "item 9400 cost=8000; item 9400 general_notes='Keep\nit cool'; "
          "standing_order 2928 comments='Ring\ntwice'; standing_order 2928 ends=22642",
          "item 9400 cost=NULL; item 9400 general_notes=''; "
          "standing_order 2928 comments=''; standing_order 2928 ends=NULL" },
        { change_custom, 1, "custom 9402/0 value='0123'", "custom 9402/0 value='4567'" },
        { raise_part_price, 1, "breakdown 9402/1 price=10000; item 9402 price=20000",
          "breakdown 9402/1 price=20000; item 9402 price=14600" }, /* the average */
        { take_customs_out, 1,
          "custom 9401/0 item=9401; custom 9401/0 name='UPC'; custom 9401/0 position=0; "
          "custom 9401/0 value='0123'; custom 9401/1 item=9401; custom 9401/1 name='Sleeve'; "
          "custom 9401/1 position=1; custom 9401/1 value=''",
          "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cells before = take_cells();
        carry_out(rows[i].edit, rows[i].steps);
        expect_changed(&before, rows[i].was, rows[i].is);
        free_cells(&before);
    }
}

Test(round_trip, a_line_is_added_beside_the_others)
{
    struct cells before = take_cells();
    carry_out(add_a_line, 1);
    struct cells after = take_cells();
    char *gone = find_new(&after, &before), *made = find_new(&before, &after);
    cr_expect_str_empty(gone, "%s", gone);
    cr_expect(strstr(made, "; item 9403 product=3; "), "%s", made);
    cr_expect(strstr(made, "; item 9403 total_units=5; "), "%s", made);
    for (const char *cell = made; cell; cell = strstr(cell, "; "))
        cr_expect_eq(strncmp(cell += *cell == ';' ? 2 : 0, "item 9403 ", 10), 0, "%s", cell);
    free(gone);
    free(made);
    free_cells(&before);
    free_cells(&after);
}

Test(round_trip, a_cancelled_line_is_cancelled_and_nothing_else)
{
    struct cells before = take_cells();
    read_order();
    cr_assert_eq(now.item_count, 3);
    order_remove_item(&now, 2);
    order_remove_item(&now, 0);
    struct cancel *cancel =
        cancel_start(&(struct cancel_call){ .api = &api, .lines = &now, .count = 1 });
    wait_until(is_idle);
    cr_expect(cancel->is_over);
    cr_expect_eq(cancel->outcome, API_DONE, "%s",
                 cancel->lines[0].message ? cancel->lines[0].message : "");
    cancel_free(cancel);
    expect_changed(&before, "item 9401 cancelled=0", "item 9401 cancelled=1");
    free_cells(&before);
}

Test(round_trip, a_second_users_change_is_never_wiped)
{
    struct order mine = { 0 };
    read_order();
    find_ids(&now);
    order_copy(&mine, &now);
    raise_unit_price(&mine);
    desk_fault(desk, "second-writer header 1"); /* strikes behind the next reading */
    read_order();
    find_ids(&now);
    struct order base = now;
    now = (struct order){ 0 };
    struct cells before = take_cells();
    struct change *change =
        change_start(&(struct change_call){ .api = &api, .base = &base, .mine = &mine });
    wait_until(is_idle);
    cr_expect_eq(change->state, CHANGE_DIFFERS, "%s", change->message ? change->message : "");
    cr_expect_str_eq(value_text(change->theirs.v[ORDER_END]), "2031-07-07");
    change_free(change);
    expect_changed(&before, "", "");
    free_cells(&before);
    order_free(&base);
    order_free(&mine);
}

static void say_states(const struct change *change, struct buf *states)
{
    static const char letters[] = {
        [CHANGE_STEP_WAITING] = 'w', [CHANGE_STEP_SENDING] = 's', [CHANGE_STEP_DONE] = 'D',
        [CHANGE_STEP_REFUSED] = 'R', [CHANGE_STEP_UNKNOWN] = 'U', [CHANGE_STEP_NOT_SENT] = '-'
    };
    for (size_t i = 0; i < change->plan.count; i++)
        buf_add_char(states, letters[change->steps[i].state]);
}

/* Three lines: the connection is lost at the second before it was carried out there, then at the one after
 * it once it was. What is said to be done is what the database holds. */
Test(round_trip, a_lost_connection_in_the_middle_is_told_as_it_was)
{
    static const struct {
        const char *fault, *states, *was, *is;
    } rows[] = {
        { "drop-before standing.order.update 1 1", "D--", "item 9400 price=10500",
          "item 9400 price=20000" },
        { "drop standing.order.update 1", "D-", "item 9401 price=10500", "item 9401 price=20000" },
        { "", "D", "item 9402 price=10500", "item 9402 price=20000" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order mine = { 0 };
        struct buf states = { 0 };
        struct cells before = take_cells();
        read_order();
        find_ids(&now);
        order_copy(&mine, &now);
        raise_all_prices(&mine);
        desk_fault(desk, rows[i].fault);
        struct change *change =
            change_start(&(struct change_call){ .api = &api, .base = &now, .mine = &mine });
        wait_until(is_idle);
        say_states(change, &states);
        cr_expect_eq(change->state, CHANGE_OVER);
        cr_expect_str_eq(buf_text(&states), rows[i].states, "%s", change->message);
        expect_changed(&before, rows[i].was, rows[i].is);
        change_free(change);
        free_cells(&before);
        buf_free(&states);
        order_free(&mine);
    }
}

/* The service may keep the header of a request whose line it refuses: this is seen, not guessed. */
Test(round_trip, a_refused_line_beside_a_header_that_was_kept)
{
    struct order mine = { 0 };
    read_order();
    find_ids(&now);
    order_copy(&mine, &now);
    move_end(&mine);
    raise_box_price(&mine);
    value_set(&mine.items[BOX_LINE].v[ITEM_VENDOR_ID], "999999"); /* no such grower */
    struct cells before = take_cells();
    struct change *change =
        change_start(&(struct change_call){ .api = &api, .base = &now, .mine = &mine });
    wait_until(is_idle);
    cr_expect_eq(change->steps[0].state, CHANGE_STEP_REFUSED, "%s", change->message);
    cr_expect(change->has_now);
    cr_expect_str_eq(value_text(change->now.v[ORDER_END]), "2031-12-29");
    cr_expect_str_eq(value_text(change->now.items[BOX_LINE].v[ITEM_PRICE]), "1.05");
    expect_changed(&before, "standing_order 2928 ends=22460", "standing_order 2928 ends=22642");
    change_free(change);
    free_cells(&before);
    order_free(&mine);
}
