/* A struct api without a network; see fake_api.h. */
#include "config.h"
#include "support/fake_api.h"
#include "api/codec.h"
#include "base/clock.h"
#include "base/mem.h"
#include "support/fake_apply.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum fake_method {
    FAKE_LIST,
    FAKE_LOOKUP,
    FAKE_CREATE,
    FAKE_UPDATE,
    FAKE_CANCEL,
    FAKE_PREBOOKS,
    FAKE_LOGIN,
    FAKE_DROP,
    FAKE_METHODS
};
static const char *const method_names[FAKE_METHODS] = { "order_list",   "lookup",
                                                        "order_create", "order_update",
                                                        "item_cancel",  "prebook_list",
                                                        "login",        "drop" };

struct call {
    unsigned id;
    enum fake_method method;
    struct api_list_call list;
    struct api_lookup_call lookup;
    struct api_create_call create;
    struct api_update_call update;
    struct api_cancel_call cancel;
    struct api_prebooks_call prebooks;
    struct api_login_call login;
    enum order_status status; /* of the orders wanted; unknown = all */
    char *number;             /* of the order wanted; "" = all */
    size_t delivered, bytes;
    size_t nth;      /* of the calls of its method, from 1 */
    size_t what;     /* index into created[], updated[] or cancelled[] */
    char *held_back; /* why it did not go out; NULL = it did */
};

struct cancelled {
    char *order_id, *item_id;
};

struct plan {
    enum api_outcome outcome;
    int http_status;
    char *message;
    enum fake_method method; /* of a plan for one call alone … */
    size_t nth;              /* … and which */
};

enum { PURPOSES = API_SAVING + 1 };

struct fake_api {
    size_t counts[FAKE_METHODS];
    size_t purposes[FAKE_METHODS][PURPOSES];
    size_t held_back[PURPOSES];
    struct plan plans[FAKE_METHODS];
    struct plan *nth_plans;
    size_t nth_count, nth_cap;
    struct filter filter;
    bool has_filter, held, applies, applies_unknown, looks_once;
    enum lookup_kind kind;
    char *customer_id;
    struct order *orders, *created, *updated;
    size_t order_count, order_cap, created_count, created_cap, updated_count, updated_cap;
    struct cancelled *cancelled;
    size_t cancelled_count, cancelled_cap;
    char *prebooks_asked[3]; /* number, from, to */
    char *(*prebooks)[PREBOOK_FIELDS];
    size_t prebook_count, prebook_cap;
    unsigned new_lines;
    struct lookup_list rows[LOOKUP_COUNT];
    char **refused; /* by line, NULL = accepted */
    size_t refused_count;
    char *next_id, *next_number;
    char *logged_in[2], *login_token; /* user name, password as asked; the token it gives */
    struct budget_state budget;
    bool has_budget;                   /* it was set by the test */
    bool keeps_budget;                 /* what it has no room for does not go out */
    char *forbidden[METHOD_COUNT + 1]; /* why a method may not be asked for; NULL = it may */
    unsigned serial, last_id;
    struct call *calls;
    size_t call_count, call_cap, started;
};

static enum fake_method find_method(const char *name)
{
    for (size_t i = 0; i < FAKE_METHODS; i++) {
        if (strcmp(method_names[i], name) == 0)
            return (enum fake_method)i;
    }
    abort(); /* the test misspelled it */
}

static void get_budget(void *self, struct budget_state *state)
{
    const struct fake_api *fake = self;
    *state = fake->has_budget ? fake->budget
                              : (struct budget_state){ .limit = 1000, .reserve = 50, .warn = 800 };
    if (!state->is_counted)
        state->used = state->own = (long)fake->started;
    if (!fake->has_budget)
        state->is_counted = true;
}

/* NULL where it goes out. */
static char *hold_back(struct fake_api *fake, enum api_purpose purpose)
{
    struct budget_state state;
    struct buf why = { 0 };
    get_budget(fake, &state);
    if (!fake->keeps_budget || budget_allows(&state, 1, purpose == API_SAVING, clock_now(), &why))
        return NULL;
    fake->held_back[purpose]++;
    return buf_take(&why);
}

static struct call *add_call(struct fake_api *fake, enum fake_method method,
                             enum api_purpose purpose)
{
    MEM_GROW(fake->calls, fake->call_count, fake->call_cap);
    struct call *call = &fake->calls[fake->call_count++];
    *call = (struct call){ .id = ++fake->last_id, .method = method };
    if ((call->held_back = hold_back(fake, purpose)))
        return call;
    fake->counts[method]++;
    fake->purposes[method][purpose]++;
    fake->started++;
    call->nth = fake->counts[method];
    return call;
}

static unsigned list_orders(void *self, const struct api_list_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_LIST, asked->purpose);
    call->list = *asked;
    filter_copy(&fake->filter, asked->filter);
    fake->has_filter = true;
    const char *status = value_text(asked->filter->v[FILTER_STATUS]);
    for (enum order_status s = ORDER_ACTIVE; s <= ORDER_CANCELLED; s++) {
        if (strcmp(status, order_status_word(s)) == 0)
            call->status = s;
    }
    call->number = mem_strdup(value_text(asked->filter->v[FILTER_NUMBER]));
    return call->id;
}

static unsigned look_up(void *self, const struct api_lookup_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_LOOKUP, asked->purpose);
    call->lookup = *asked;
    fake->kind = asked->kind;
    free(fake->customer_id);
    fake->customer_id = mem_strdup(asked->customer_id ? asked->customer_id : "");
    return call->id;
}

static unsigned create_order(void *self, const struct api_create_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_CREATE, API_SAVING);
    call->create = *asked;
    if (call->held_back)
        return call->id;
    call->what = fake->created_count;
    MEM_GROW(fake->created, fake->created_count, fake->created_cap);
    struct order *copy = &fake->created[fake->created_count++];
    memset(copy, 0, sizeof *copy);
    order_copy(copy, asked->order);
    return call->id;
}

static unsigned update_order(void *self, const struct api_update_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_UPDATE, API_SAVING);
    call->update = *asked;
    if (call->held_back)
        return call->id;
    call->what = fake->updated_count;
    MEM_GROW(fake->updated, fake->updated_count, fake->updated_cap);
    struct order *copy = &fake->updated[fake->updated_count++];
    memset(copy, 0, sizeof *copy);
    order_copy(copy, asked->body);
    return call->id;
}

static unsigned cancel_item(void *self, const struct api_cancel_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_CANCEL, API_SAVING);
    call->cancel = *asked;
    if (call->held_back)
        return call->id;
    call->what = fake->cancelled_count;
    MEM_GROW(fake->cancelled, fake->cancelled_count, fake->cancelled_cap);
    fake->cancelled[fake->cancelled_count++] =
        (struct cancelled){ mem_strdup(asked->order_id), mem_strdup(asked->item_id) };
    return call->id;
}

static unsigned list_prebooks(void *self, const struct api_prebooks_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_PREBOOKS, asked->purpose);
    const char *const texts[] = { asked->number, asked->from, asked->to };
    call->prebooks = *asked;
    for (size_t i = 0; i < 3; i++) {
        free(fake->prebooks_asked[i]);
        fake->prebooks_asked[i] = mem_strdup(texts[i]);
    }
    return call->id;
}

static unsigned log_in(void *self, const struct api_login_call *asked)
{
    struct fake_api *fake = self;
    struct call *call = add_call(fake, FAKE_LOGIN, API_SAVING);
    const char *const texts[] = { asked->user, asked->password };
    call->login = *asked;
    for (size_t i = 0; i < 2; i++) {
        free(fake->logged_in[i]);
        fake->logged_in[i] = mem_strdup(texts[i]);
    }
    return call->id;
}

static void remove_call(struct fake_api *fake, size_t at)
{
    free(fake->calls[at].number);
    free(fake->calls[at].held_back);
    memmove(&fake->calls[at], &fake->calls[at + 1],
            (fake->call_count - at - 1) * sizeof *fake->calls);
    fake->call_count--;
}

static bool is_write(enum fake_method method)
{
    return method == FAKE_CREATE || method == FAKE_UPDATE || method == FAKE_CANCEL;
}

static void drop(void *self, unsigned request)
{
    struct fake_api *fake = self;
    fake->counts[FAKE_DROP]++;
    for (size_t i = 0; i < fake->call_count; i++) {
        if (fake->calls[i].id == request && !is_write(fake->calls[i].method)) {
            remove_call(fake, i);
            return;
        }
    }
}

static size_t create_body(void *self, const struct order *order, struct buf *text)
{
    (void)self;
    struct buf sent = { 0 };
    struct codec_body how = { .token = "fake" };
    codec_write_create(&sent, order, &how);
    size_t bytes = sent.len;
    buf_free(&sent);
    if (text) {
        how = (struct codec_body){ .indent = true };
        codec_write_create(text, order, &how);
    }
    return bytes;
}

static size_t update_body(void *self, const struct order *body, struct buf *text)
{
    (void)self;
    struct buf sent = { 0 };
    struct codec_body how = { 0 };
    codec_write_update(&sent, body, &how);
    size_t bytes = sent.len;
    buf_free(&sent);
    if (text) {
        how.indent = true;
        codec_write_update(text, body, &how);
    }
    return bytes;
}

static size_t running(void *self)
{
    return ((struct fake_api *)self)->call_count;
}

static size_t requests(void *self)
{
    return ((struct fake_api *)self)->started;
}

static bool may(void *self, enum method method, struct buf *why)
{
    const struct fake_api *fake = self;
    if (fake->forbidden[method] && why)
        buf_add(why, fake->forbidden[method]);
    return !fake->forbidden[method];
}

static void look_once(void *self, bool is_once)
{
    struct fake_api *fake = self;
    fake->looks_once = is_once;
}

static const struct api_ops fake_ops = {
    .list_orders = list_orders,
    .look_up = look_up,
    .create_order = create_order,
    .update_order = update_order,
    .cancel_item = cancel_item,
    .list_prebooks = list_prebooks,
    .log_in = log_in,
    .drop = drop,
    .create_body = create_body,
    .update_body = update_body,
    .running = running,
    .requests = requests,
    .may = may,
    .budget = get_budget,
    .look_once = look_once,
};

struct fake_api *fake_api_new(void)
{
    struct fake_api *fake = mem_calloc(1, sizeof *fake);
    for (size_t i = 0; i < LOOKUP_COUNT; i++)
        fake->rows[i].kind = (enum lookup_kind)i;
    fake->customer_id = mem_strdup("");
    return fake;
}

void fake_api_free(struct fake_api *fake)
{
    if (!fake)
        return;
    fake_api_clear_orders(fake);
    free(fake->orders);
    for (size_t i = 0; i < fake->created_count; i++)
        order_free(&fake->created[i]);
    free(fake->created);
    for (size_t i = 0; i < fake->updated_count; i++)
        order_free(&fake->updated[i]);
    free(fake->updated);
    for (size_t i = 0; i < fake->cancelled_count; i++) {
        free(fake->cancelled[i].order_id);
        free(fake->cancelled[i].item_id);
    }
    free(fake->cancelled);
    for (size_t i = 0; i < 3; i++)
        free(fake->prebooks_asked[i]);
    for (size_t i = 0; i < 2; i++)
        free(fake->logged_in[i]);
    free(fake->login_token);
    for (size_t i = 0; i <= METHOD_COUNT; i++)
        free(fake->forbidden[i]);
    for (size_t i = 0; i < fake->prebook_count; i++) {
        for (size_t j = 0; j < PREBOOK_FIELDS; j++)
            free(fake->prebooks[i][j]);
    }
    free(fake->prebooks);
    for (size_t i = 0; i < fake->nth_count; i++)
        free(fake->nth_plans[i].message);
    free(fake->nth_plans);
    for (size_t i = 0; i < LOOKUP_COUNT; i++)
        lookup_list_free(&fake->rows[i]);
    for (size_t i = 0; i < FAKE_METHODS; i++)
        free(fake->plans[i].message);
    for (size_t i = 0; i < fake->refused_count; i++)
        free(fake->refused[i]);
    free(fake->refused);
    free(fake->next_id);
    free(fake->next_number);
    free(fake->customer_id);
    filter_free(&fake->filter);
    while (fake->call_count)
        remove_call(fake, fake->call_count - 1);
    free(fake->calls);
    free(fake);
}

struct api fake_api_api(struct fake_api *fake)
{
    return (struct api){ &fake_ops, fake };
}

size_t fake_api_count(const struct fake_api *fake, const char *method)
{
    return fake->counts[find_method(method)];
}

size_t fake_api_count_for(const struct fake_api *fake, const char *method, enum api_purpose purpose)
{
    return fake->purposes[find_method(method)][purpose];
}

const struct filter *fake_api_last_filter(const struct fake_api *fake)
{
    return fake->has_filter ? &fake->filter : NULL;
}

enum lookup_kind fake_api_last_kind(const struct fake_api *fake)
{
    return fake->kind;
}

const char *fake_api_last_customer_id(const struct fake_api *fake)
{
    return fake->customer_id;
}

const struct order *fake_api_created(const struct fake_api *fake, size_t index)
{
    return index < fake->created_count ? &fake->created[index] : NULL;
}

const struct order *fake_api_updated(const struct fake_api *fake, size_t index)
{
    return index < fake->updated_count ? &fake->updated[index] : NULL;
}

const char *fake_api_cancelled_order(const struct fake_api *fake, size_t index)
{
    return index < fake->cancelled_count ? fake->cancelled[index].order_id : NULL;
}

const char *fake_api_cancelled_item(const struct fake_api *fake, size_t index)
{
    return index < fake->cancelled_count ? fake->cancelled[index].item_id : NULL;
}

const char *fake_api_prebooks_number(const struct fake_api *fake)
{
    return fake->prebooks_asked[0];
}

const char *fake_api_prebooks_from(const struct fake_api *fake)
{
    return fake->prebooks_asked[1];
}

const char *fake_api_prebooks_to(const struct fake_api *fake)
{
    return fake->prebooks_asked[2];
}

void fake_api_add_order(struct fake_api *fake, const struct order *order)
{
    MEM_GROW(fake->orders, fake->order_count, fake->order_cap);
    struct order *copy = &fake->orders[fake->order_count++];
    memset(copy, 0, sizeof *copy);
    order_copy(copy, order);
    if (copy->status == ORDER_STATUS_UNKNOWN)
        copy->status = ORDER_ACTIVE;
}

void fake_api_add_orders(struct fake_api *fake, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct order order = { 0 };
        order_init_blank(&order);
        size_t n = fake->order_count + 1;
        value_take(&order.v[ORDER_ID], mem_printf("%zu", 5000 + n));
        value_take(&order.v[ORDER_NUMBER], mem_printf("S%05zu", n));
        value_take(&order.v[ORDER_CUSTOMER_CODE], mem_printf("C%03zu", n % 400));
        value_take(&order.v[ORDER_CUSTOMER_NAME], mem_printf("Customer %03zu", n % 400));
        value_set(&order.v[ORDER_CARRIER_NAME], "Prime Floral Lines");
        value_set(&order.v[ORDER_START], "2031-01-06");
        value_set(&order.v[ORDER_END], "2031-12-29");
        value_set(&order.v[ORDER_RECURRENCE], "1");
        value_set(&order.v[ORDER_DAYS], "Monday, Thursday");
        value_set(&order.v[ORDER_LOCATION_CODE], "MIA");
        struct item *item = order_insert_item(&order, 0);
        value_take(&item->v[ITEM_ID], mem_printf("%zu", 70000 + n));
        value_set(&item->v[ITEM_PRODUCT_ID], "21");
        value_set(&item->v[ITEM_PRODUCT_NAME], "Rose Red Freedom 60cm");
        value_set(&item->v[ITEM_BOX_TYPE_CODE], "HB");
        value_take(&item->v[ITEM_BOXES], mem_printf("%zu", 1 + n % 20));
        value_set(&item->v[ITEM_UNIT_TYPE], "Stem");
        value_set(&item->v[ITEM_BUNCHES], "10");
        value_set(&item->v[ITEM_STEMS_BUNCH], "25");
        value_set(&item->v[ITEM_PRICE], "0.45");
        value_set(&item->v[ITEM_COST], "0.30");
        fake_api_add_order(fake, &order);
        order_free(&order);
    }
}

void fake_api_clear_orders(struct fake_api *fake)
{
    for (size_t i = 0; i < fake->order_count; i++)
        order_free(&fake->orders[i]);
    fake->order_count = 0;
}

size_t fake_api_order_count(const struct fake_api *fake)
{
    return fake->order_count;
}

struct order *fake_api_order(struct fake_api *fake, size_t index)
{
    return index < fake->order_count ? &fake->orders[index] : NULL;
}

void fake_api_add_prebook(struct fake_api *fake, const char *const values[PREBOOK_FIELDS])
{
    MEM_GROW(fake->prebooks, fake->prebook_count, fake->prebook_cap);
    for (size_t i = 0; i < PREBOOK_FIELDS; i++)
        fake->prebooks[fake->prebook_count][i] = mem_strdup(values[i] ? values[i] : "");
    fake->prebook_count++;
}

void fake_api_apply(struct fake_api *fake, bool applied)
{
    fake->applies = applied;
}

void fake_api_apply_unknown(struct fake_api *fake, bool applied)
{
    fake->applies_unknown = applied;
}

void fake_api_add_row(struct fake_api *fake, enum lookup_kind kind, const char *id,
                      const char *code, const char *name)
{
    const char *columns[LOOKUP_MAX_COLUMNS];
    for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++)
        columns[i] = "";
    columns[LOOKUP_ID] = id;
    columns[LOOKUP_CODE] = code;
    columns[LOOKUP_NAME] = name;
    lookup_list_add(&fake->rows[kind], columns);
}

void fake_api_fail(struct fake_api *fake, const char *method, enum api_outcome outcome,
                   int http_status, const char *message)
{
    struct plan *plan = &fake->plans[find_method(method)];
    free(plan->message);
    *plan = (struct plan){ outcome, http_status, mem_strdup(message), find_method(method), 0 };
}

void fake_api_fail_nth(struct fake_api *fake, const char *method, size_t nth,
                       enum api_outcome outcome, int http_status, const char *message)
{
    MEM_GROW(fake->nth_plans, fake->nth_count, fake->nth_cap);
    fake->nth_plans[fake->nth_count++] =
        (struct plan){ outcome, http_status, mem_strdup(message), find_method(method), nth };
}

void fake_api_refuse_item(struct fake_api *fake, size_t item, const char *message)
{
    if (item >= fake->refused_count) {
        fake->refused = mem_resize(fake->refused, item + 1, sizeof *fake->refused);
        while (fake->refused_count <= item)
            fake->refused[fake->refused_count++] = NULL;
    }
    free(fake->refused[item]);
    fake->refused[item] = mem_strdup(message);
}

void fake_api_next_order(struct fake_api *fake, const char *id, const char *number)
{
    free(fake->next_id);
    free(fake->next_number);
    fake->next_id = mem_strdup(id);
    fake->next_number = mem_strdup(number);
}

void fake_api_hold(struct fake_api *fake, bool held)
{
    fake->held = held;
}

/* The call is found again by its id after each callback: a callback may ask or drop. */
static struct call *find_call(struct fake_api *fake, unsigned id)
{
    for (size_t i = 0; i < fake->call_count; i++) {
        if (fake->calls[i].id == id)
            return &fake->calls[i];
    }
    return NULL;
}

enum { FAKE_ORDER_BYTES = 1900 };

static void deliver_orders(struct fake_api *fake, unsigned id, size_t most)
{
    struct call *call;
    while (most > 0 && (call = find_call(fake, id)) && call->delivered < fake->order_count) {
        const struct order *order = &fake->orders[call->delivered++];
        const char *number = value_text(order->v[ORDER_NUMBER]);
        if ((call->status && call->status != order->status) ||
            (fake->applies && *call->number && strcasecmp(number, call->number) != 0))
            continue;
        most--;
        call->bytes += FAKE_ORDER_BYTES;
        struct api_list_call asked = call->list;
        size_t bytes = call->bytes;
        asked.on_order(asked.context, order);
        if (asked.on_progress && find_call(fake, id))
            asked.on_progress(asked.context, bytes);
    }
}

void fake_api_deliver(struct fake_api *fake, size_t orders)
{
    for (size_t i = 0; i < fake->call_count; i++) {
        if (fake->calls[i].method == FAKE_LIST && !fake->calls[i].held_back) {
            deliver_orders(fake, fake->calls[i].id, orders);
            return;
        }
    }
}

static void end_create(struct fake_api *fake, const struct call *call, struct api_answer *answer)
{
    const struct order *order = &fake->created[call->what];
    struct api_item_answer *items = mem_calloc(order->item_count, sizeof *items);
    char **ids = mem_calloc(order->item_count, sizeof *ids);
    char *id = NULL, *number = NULL;
    if (answer->outcome == API_DONE || answer->outcome == API_PARTIAL) {
        unsigned serial = 9001 + fake->serial++;
        id = fake->next_id ? fake->next_id : mem_printf("%u", serial);
        number = fake->next_number ? fake->next_number : mem_printf("S%05u", serial);
        fake->next_id = fake->next_number = NULL;
        for (size_t i = 0; i < order->item_count; i++) {
            bool refused = i < fake->refused_count && fake->refused[i];
            if (refused)
                answer->outcome = API_PARTIAL;
            ids[i] = refused ? mem_strdup("") : mem_printf("%zu", serial * 100 + i);
            items[i] = (struct api_item_answer){
                .identifier = value_text(order->items[i].v[ITEM_IDENTIFIER]),
                .is_accepted = !refused,
                .message = refused ? fake->refused[i] : "Item was successfully added.",
                .item_id = ids[i],
            };
        }
        answer->order_id = id;
        answer->order_number = number;
        answer->items = items;
        answer->item_count = order->item_count;
    }
    call->create.on_done(call->create.context, answer);
    for (size_t i = 0; i < order->item_count; i++)
        free(ids[i]);
    free(ids);
    free(items);
    free(id);
    free(number);
}

static void end_change(struct fake_api *fake, const struct call *call, struct api_answer *answer)
{
    bool is_update = call->method == FAKE_UPDATE;
    bool applies = fake->applies && (answer->outcome == API_DONE ||
                                     (answer->outcome == API_UNKNOWN && fake->applies_unknown));
    const struct cancelled *what = is_update ? NULL : &fake->cancelled[call->what];
    const struct fake_apply on = { fake->orders, fake->order_count, fake->rows, &fake->new_lines };
    bool is_found = !applies || (is_update ? fake_apply_update(&on, &fake->updated[call->what])
                                           : fake_apply_cancel(&on, what->order_id, what->item_id));
    if (!is_found && answer->outcome == API_DONE) {
        answer->outcome = API_REFUSED;
        answer->message = "There is no such order or line.";
    }
    if (is_update)
        call->update.on_done(call->update.context, answer);
    else
        call->cancel.on_done(call->cancel.context, answer);
}

/* Up to `most` further rows; the call is found again after each, for a callback may drop it. */
static void deliver_rows(struct fake_api *fake, unsigned id, size_t most)
{
    struct call *call;
    while (most-- > 0 && (call = find_call(fake, id))) {
        size_t at = call->delivered++;
        if (call->method == FAKE_PREBOOKS && at < fake->prebook_count) {
            const char *values[PREBOOK_FIELDS];
            for (size_t j = 0; j < PREBOOK_FIELDS; j++)
                values[j] = fake->prebooks[at][j];
            call->prebooks.on_prebook(call->prebooks.context, values);
        } else if (call->method == FAKE_LOOKUP && at < fake->rows[call->lookup.kind].count) {
            call->lookup.on_row(call->lookup.context,
                                fake->rows[call->lookup.kind].rows[at].columns);
        } else {
            call->delivered = at;
            return;
        }
    }
}

void fake_api_deliver_rows(struct fake_api *fake, size_t rows)
{
    for (size_t i = 0; i < fake->call_count; i++) {
        if ((fake->calls[i].method == FAKE_LOOKUP || fake->calls[i].method == FAKE_PREBOOKS) &&
            !fake->calls[i].held_back) {
            deliver_rows(fake, fake->calls[i].id, rows);
            return;
        }
    }
}

static const struct call *find_read(const struct fake_api *fake)
{
    for (size_t i = 0; i < fake->call_count; i++) {
        enum fake_method method = fake->calls[i].method;
        if (!fake->calls[i].held_back &&
            (method == FAKE_LIST || method == FAKE_LOOKUP || method == FAKE_PREBOOKS))
            return &fake->calls[i];
    }
    return NULL;
}

bool fake_api_again(struct fake_api *fake, const struct api_again *again)
{
    const struct call *read = find_read(fake);
    if (!read)
        return false;
    struct call *call = find_call(fake, read->id);
    void (*on_again)(void *, const struct api_again *) =
        call->method == FAKE_LIST     ? call->list.on_again
        : call->method == FAKE_LOOKUP ? call->lookup.on_again
                                      : call->prebooks.on_again;
    void *context = call->method == FAKE_LIST     ? call->list.context
                    : call->method == FAKE_LOOKUP ? call->lookup.context
                                                  : call->prebooks.context;
    if (!on_again)
        return false;
    call->delivered = again->kept;
    fake->started++;
    on_again(context, again);
    return true;
}

static const struct plan *find_plan(const struct fake_api *fake, const struct call *call)
{
    for (size_t i = 0; i < fake->nth_count; i++) {
        const struct plan *plan = &fake->nth_plans[i];
        if (plan->method == call->method && plan->nth == call->nth)
            return plan;
    }
    return &fake->plans[call->method];
}

static void end_login(struct fake_api *fake, const struct call *call,
                      const struct api_answer *answer)
{
    const char *token = fake->login_token ? fake->login_token : "LOGINTOKEN";
    call->login.on_done(call->login.context, answer, answer->outcome == API_DONE ? token : NULL);
}

/* As the gate says it. */
static void end_held_back(const struct call *call, struct api_answer *answer)
{
    *answer = (struct api_answer){
        .outcome = API_NO_BUDGET, .message = call->held_back, .order_id = "", .order_number = ""
    };
    if (call->method == FAKE_LIST)
        call->list.on_done(call->list.context, answer);
    else if (call->method == FAKE_LOOKUP)
        call->lookup.on_done(call->lookup.context, answer);
    else if (call->method == FAKE_PREBOOKS)
        call->prebooks.on_done(call->prebooks.context, answer);
    else if (call->method == FAKE_CREATE)
        call->create.on_done(call->create.context, answer);
    else if (call->method == FAKE_UPDATE)
        call->update.on_done(call->update.context, answer);
    else if (call->method == FAKE_CANCEL)
        call->cancel.on_done(call->cancel.context, answer);
    else
        call->login.on_done(call->login.context, answer, NULL);
}

static void end_call(struct fake_api *fake, unsigned id)
{
    struct call *found = find_call(fake, id);
    const struct plan *plan = find_plan(fake, found);
    struct api_answer answer = {
        .outcome = plan->outcome,
        .http_status = plan->message ? plan->http_status : 200,
        .message = plan->message ? plan->message : "",
        .order_id = "",
        .order_number = "",
    };
    bool is_out = !found->held_back;
    if (is_out && found->method == FAKE_LIST && answer.outcome == API_DONE)
        deliver_orders(fake, id, (size_t)-1);
    else if (is_out && answer.outcome == API_DONE)
        deliver_rows(fake, id, (size_t)-1);
    found = find_call(fake, id);
    if (!found) /* dropped by a callback */
        return;
    struct call call = *found;
    answer.bytes = call.bytes;
    found->held_back = NULL;
    remove_call(fake, (size_t)(found - fake->calls));
    if (call.held_back)
        end_held_back(&call, &answer);
    else if (call.method == FAKE_LIST)
        call.list.on_done(call.list.context, &answer);
    else if (call.method == FAKE_LOOKUP)
        call.lookup.on_done(call.lookup.context, &answer);
    else if (call.method == FAKE_CREATE)
        end_create(fake, &call, &answer);
    else if (call.method == FAKE_PREBOOKS)
        call.prebooks.on_done(call.prebooks.context, &answer);
    else if (call.method == FAKE_LOGIN)
        end_login(fake, &call, &answer);
    else
        end_change(fake, &call, &answer);
    free(call.held_back);
}

bool fake_api_run_one(struct fake_api *fake)
{
    if (!fake->call_count)
        return false;
    end_call(fake, fake->calls[0].id);
    return true;
}

bool fake_api_run(struct fake_api *fake)
{
    if (fake->held || !fake->call_count)
        return false;
    while (fake->call_count && !fake->held)
        end_call(fake, fake->calls[0].id);
    return true;
}

void fake_api_forbid(struct fake_api *fake, enum method method, const char *why)
{
    free(fake->forbidden[method]);
    fake->forbidden[method] = mem_strdup(why);
}

void fake_api_keep_budget(struct fake_api *fake)
{
    fake->keeps_budget = true;
}

size_t fake_api_held_back(const struct fake_api *fake, enum api_purpose purpose)
{
    return fake->held_back[purpose];
}

void fake_api_budget(struct fake_api *fake, const struct budget_state *state)
{
    fake->budget = *state;
    fake->has_budget = true;
}

const char *fake_api_user(const struct fake_api *fake)
{
    return fake->logged_in[0];
}

const char *fake_api_password(const struct fake_api *fake)
{
    return fake->logged_in[1];
}

void fake_api_login_token(struct fake_api *fake, const char *token)
{
    free(fake->login_token);
    fake->login_token = mem_strdup(token);
}
