/* An administration path in memory; see fake_admin.h. */
#include "config.h"
#include "support/fake_admin.h"
#include "base/mem.h"
#include "model/methods.h"

#include <stdlib.h>
#include <string.h>

enum what { LIST, ISSUE, EDIT, REVOKE, WHATS };

static const char *const whats[WHATS] = { "list", "issue", "edit", "revoke" };

enum text {
    ID,
    OWNER_ID,
    OWNER_CODE,
    OWNER_NAME,
    DESCRIPTION,
    METHODS,
    PRINT,
    USED,
    REVOKED,
    TEXTS
};

struct row {
    enum token_type type;
    char *texts[TEXTS];
    bool is_at_start;
};

struct asked {
    enum what what;
    struct admin_call call;
    struct row row; /* what was asked for */
    bool is_dropped;
};

struct fake_admin {
    struct row *rows;
    size_t row_count, row_cap;
    struct asked *asked;
    size_t asked_count, asked_cap;
    size_t counts[WHATS];
    enum api_outcome outcomes[WHATS];
    char *messages[WHATS];
    bool is_held;
};

static void free_row(struct row *row)
{
    for (int i = 0; i < TEXTS; i++)
        free(row->texts[i]);
}

struct fake_admin *fake_admin_new(void)
{
    return mem_calloc(1, sizeof(struct fake_admin));
}

void fake_admin_free(struct fake_admin *fake)
{
    if (!fake)
        return;
    for (size_t i = 0; i < fake->row_count; i++)
        free_row(&fake->rows[i]);
    for (size_t i = 0; i < fake->asked_count; i++)
        free_row(&fake->asked[i].row);
    for (int i = 0; i < WHATS; i++)
        free(fake->messages[i]);
    free(fake->rows);
    free(fake->asked);
    free(fake);
}

static struct row copy_of(const struct admin_token *token)
{
    struct row row = { .type = token->type, .is_at_start = token->is_at_start };
    const char *const from[TEXTS] = { token->id,         token->owner_id,    token->owner_code,
                                      token->owner_name, token->description, token->methods,
                                      token->print,      token->used,        token->revoked };
    for (int i = 0; i < TEXTS; i++)
        row.texts[i] = mem_strdup(from[i]);
    return row;
}

static struct row *add_row(struct fake_admin *fake, struct row row)
{
    MEM_GROW(fake->rows, fake->row_count, fake->row_cap);
    free(row.texts[ID]);
    free(row.texts[PRINT]);
    row.texts[ID] = mem_printf("%zu", fake->row_count + 1);
    row.texts[PRINT] = mem_printf("f%07zu", fake->row_count + 1);
    fake->rows[fake->row_count++] = row;
    return &fake->rows[fake->row_count - 1];
}

void fake_admin_add(struct fake_admin *fake, const struct admin_token *token)
{
    add_row(fake, copy_of(token));
}

void fake_admin_add_samples(struct fake_admin *fake)
{
    bool all[METHOD_COUNT], reading[METHOD_COUNT];
    for (int i = 0; i < METHOD_COUNT; i++) {
        all[i] = i != METHOD_LOGIN;
        reading[i] = all[i] && !method_rows[i].is_write;
    }
    char *every = methods_write(all), *lists = methods_write(reading);
    const struct admin_token samples[] = {
        { .type = TOKEN_COMPANY, .description = "everything", .methods = every },
        { .type = TOKEN_CUSTOMER,
          .owner_id = "131313",
          .owner_code = "Fresh",
          .owner_name = "Mr. Fresh",
          .description = "one customer",
          .methods = every },
        { .type = TOKEN_VENDOR,
          .owner_id = "33",
          .owner_code = "333",
          .owner_name = "33 Flowers",
          .description = "one grower",
          .methods = every },
        { .type = TOKEN_COMPANY, .description = "looking only", .methods = lists },
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct admin_token sample = samples[i];
        sample.is_at_start = true;
        sample.used = i ? "" : "2026-02-03 14:40:12";
        fake_admin_add(fake, &sample);
    }
    free(every);
    free(lists);
}

static const char *shown(const char *text)
{
    return text ? text : "";
}

static struct admin_token token_of(const struct row *row)
{
    return (struct admin_token){ .id = shown(row->texts[ID]),
                                 .type = row->type,
                                 .owner_id = shown(row->texts[OWNER_ID]),
                                 .owner_code = shown(row->texts[OWNER_CODE]),
                                 .owner_name = shown(row->texts[OWNER_NAME]),
                                 .description = shown(row->texts[DESCRIPTION]),
                                 .methods = shown(row->texts[METHODS]),
                                 .print = shown(row->texts[PRINT]),
                                 .made = "2026-02-01 08:00:00",
                                 .used = shown(row->texts[USED]),
                                 .revoked = shown(row->texts[REVOKED]),
                                 .is_at_start = row->is_at_start,
                                 .token = "" };
}

bool fake_admin_token(const struct fake_admin *fake, size_t index, struct admin_token *token)
{
    if (index >= fake->row_count)
        return false;
    *token = token_of(&fake->rows[index]);
    return true;
}

void fake_admin_set_print(struct fake_admin *fake, size_t index, const char *print)
{
    free(fake->rows[index].texts[PRINT]);
    fake->rows[index].texts[PRINT] = mem_strdup(print);
}

static enum what find(const char *what)
{
    int i = 0;
    while (i < WHATS - 1 && strcmp(whats[i], what) != 0)
        i++;
    return (enum what)i;
}

size_t fake_admin_count(const struct fake_admin *fake, const char *what)
{
    return fake->counts[find(what)];
}

void fake_admin_fail(struct fake_admin *fake, const char *what, enum api_outcome outcome,
                     const char *message)
{
    fake->outcomes[find(what)] = outcome;
    free(fake->messages[find(what)]);
    fake->messages[find(what)] = mem_strdup(message);
}

void fake_admin_hold(struct fake_admin *fake, bool held)
{
    fake->is_held = held;
}

/* ------ answering ------ */

static void give(const struct asked *asked, const struct row *row, const char *secret)
{
    struct admin_token token = token_of(row);
    token.token = secret;
    if (!asked->is_dropped && asked->call.on_token)
        asked->call.on_token(asked->call.context, &token);
}

static void give_all(struct fake_admin *fake, const struct asked *asked)
{
    enum { ALL = 1U << TOKEN_COMPANY | 1U << TOKEN_CUSTOMER | 1U << TOKEN_VENDOR };
    for (size_t i = 0; i < fake->row_count; i++)
        give(asked, &fake->rows[i], "");
    for (int i = 0; i < METHOD_COUNT; i++)
        if (i != METHOD_LOGIN && asked->call.on_method && !asked->is_dropped)
            asked->call.on_method(asked->call.context, method_rows[i].name,
                                  method_rows[i].types ? method_rows[i].types : ALL);
}

static void replace(char **text, const char *to)
{
    if (!to)
        return;
    free(*text);
    *text = mem_strdup(to);
}

static void carry_out(struct fake_admin *fake, struct asked *asked)
{
    size_t at = (size_t)atoi(shown(asked->row.texts[ID]));
    struct row *row = at && at <= fake->row_count ? &fake->rows[at - 1] : NULL;
    if (asked->what == LIST) {
        give_all(fake, asked);
    } else if (asked->what == ISSUE) {
        row = add_row(fake, asked->row);
        asked->row = (struct row){ 0 };
        give(asked, row, FAKE_ADMIN_TOKEN);
    } else if (row && asked->what == EDIT) {
        replace(&row->texts[DESCRIPTION], asked->row.texts[DESCRIPTION]);
        replace(&row->texts[METHODS], asked->row.texts[METHODS]);
        give(asked, row, "");
    } else if (row) {
        replace(&row->texts[REVOKED], "2026-02-03 14:41:00");
        give(asked, row, "");
    }
}

static void answer(struct fake_admin *fake, struct asked *asked)
{
    static const char *const words[WHATS] = { "OK", "Keep the token now: it is not shown again.",
                                              "The token was changed.", "The token is revoked." };
    enum api_outcome outcome = fake->outcomes[asked->what];
    const struct api_answer answer = {
        .outcome = outcome,
        .http_status = outcome == API_DONE ? 200 : 0,
        .message = outcome == API_DONE ? words[asked->what] : shown(fake->messages[asked->what]),
        .order_id = "",
        .order_number = "",
    };
    if (outcome == API_DONE)
        carry_out(fake, asked);
    if (!asked->is_dropped && asked->call.on_done)
        asked->call.on_done(asked->call.context, &answer);
}

bool fake_admin_run(struct fake_admin *fake)
{
    if (!fake || fake->is_held || !fake->asked_count)
        return false;
    while (fake->asked_count) {
        struct asked first = fake->asked[0];
        memmove(fake->asked, fake->asked + 1, --fake->asked_count * sizeof first);
        answer(fake, &first);
        free_row(&first.row);
    }
    return true;
}

/* ------ asking ------ */

static void note(struct fake_admin *fake, enum what what, const struct admin_token *token,
                 const struct admin_call *call)
{
    fake->counts[what]++;
    MEM_GROW(fake->asked, fake->asked_count, fake->asked_cap);
    fake->asked[fake->asked_count++] =
        (struct asked){ .what = what, .call = *call, .row = copy_of(token) };
}

static void list(void *self, const struct admin_call *call)
{
    note(self, LIST, &(struct admin_token){ .id = "" }, call);
}

static void issue(void *self, const struct admin_token *token, const struct admin_call *call)
{
    note(self, ISSUE, token, call);
}

static void edit(void *self, const struct admin_token *token, const struct admin_call *call)
{
    note(self, EDIT, token, call);
}

static void revoke(void *self, const char *id, const struct admin_call *call)
{
    note(self, REVOKE, &(struct admin_token){ .id = id }, call);
}

static void drop(void *self, void *context)
{
    struct fake_admin *fake = self;
    for (size_t i = 0; i < fake->asked_count; i++)
        if (fake->asked[i].call.context == context)
            fake->asked[i].is_dropped = true;
}

static size_t running(void *self)
{
    return ((struct fake_admin *)self)->asked_count;
}

struct admin fake_admin_admin(struct fake_admin *fake)
{
    static const struct admin_ops ops = { list, issue, edit, revoke, drop, running };
    return (struct admin){ &ops, fake };
}
