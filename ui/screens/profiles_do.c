/* What is done to profiles: digits typed on rows and run together in the list's order, letters that do the same
 * at once. Using one ends all screens, so it comes last; a test is one list call through a service of the
 * profile's own, which counts in that profile's day. */
#include "config.h"
#include "ui/screens/profiles_view.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/filter.h"
#include "ui/screens/profile_form.h"
#include "ui/screens/profile_pages.h"
#include "ui/screens/secret.h"
#include "ui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { USE = 1, CHANGE = 2, FORGET = 4, SHOW = 5, REPLACE = 6, TEST = 7, PARDON = 9 };

struct profiles_test {
    struct profiles_view *view;
    char *name;
    char print[VAULT_PRINT_CHARS + 1]; /* of the token it carries */
    struct api api;
    size_t orders;
    bool is_done;
    enum api_outcome outcome;
    int http_status;
    char *message;
    struct profiles_test *next;
};

/* ------ whether it can be done ------ */

bool profiles_has_rows(const void *screen, struct buf *why)
{
    const struct profiles_view *view = screen;
    if (view->list.count || view->is_narrowing)
        return true;
    buf_add(why, view->count ? "No row is shown: \\ shows all of them."
                             : "There is no profile yet: F6 adds one.");
    return false;
}

static bool may_write(const struct profiles_view *view, const char *name, struct buf *why)
{
    struct error error = { 0 };
    bool may = profiles_may_change(view->profiles, name, &error);
    if (!may)
        buf_add(why, error_text(&error));
    error_clear(&error);
    return may;
}

/* The service took its token no longer: another one may be kept by now, by another session or by hand. */
static bool is_refused_here(const struct profiles_view *view)
{
    const struct api *api = ui_api(view->ui);
    return !api->ops->may(api->self, METHOD_COUNT, NULL);
}

static bool is_open(const struct profiles_view *view, const char *name)
{
    return profiles_is_used(view, name) && ui_api(view->ui)->ops;
}

static bool may_use(const struct profiles_view *view, const struct profiles_row *row,
                    struct buf *why)
{
    if (is_open(view, row->name) && !is_refused_here(view))
        buf_addf(why, "%s is in use already.", row->name);
    else if (!ui_opener(view->ui))
        buf_add(why, "The profile cannot be changed in this session.");
    else
        ui_may_use(view->ui, why);
    return !why->len;
}

static bool may_change(const struct profiles_view *view, const struct profiles_row *row,
                       struct buf *why)
{
    return may_write(view, row->name, why);
}

static bool may_forget(const struct profiles_view *view, const struct profiles_row *row,
                       struct buf *why)
{
    if (!profiles_is_used(view, row->name))
        return may_write(view, row->name, why);
    buf_addf(why, "%s is in use: use another profile first, then it can be forgotten.", row->name);
    return false;
}

static bool may_show(const struct profiles_view *view, const struct profiles_row *row,
                     struct buf *why)
{
    (void)view, (void)row, (void)why;
    return true;
}

static bool may_replace(const struct profiles_view *view, const struct profiles_row *row,
                        struct buf *why)
{
    return secret_may_replace(view->ui, row->name, why);
}

static bool may_test(const struct profiles_view *view, const struct profiles_row *row,
                     struct buf *why)
{
    const struct profile *profile = profiles_find(view->profiles, row->name);
    if (row->is_testing)
        buf_addf(why, "%s is being tested already; Ctrl-C stops.", row->name);
    else if (!methods_are_meant(profile, METHOD_ORDER_LIST))
        buf_addf(why, "The token of %s is not meant for %s, and nothing else is tried on purpose.",
                 row->name, method_rows[METHOD_ORDER_LIST].name);
    else if (!ui_opener(view->ui))
        buf_add(why, "No other service can be reached in this session.");
    return !why->len;
}

static bool may_pardon(const struct profiles_view *view, const struct profiles_row *row,
                       struct buf *why)
{
    (void)view;
    if (row->facts.seen.token.verdict == SEEN_REFUSED)
        return true;
    for (int i = 0; i < METHOD_COUNT; i++)
        if (row->facts.seen.methods[i].verdict == SEEN_REFUSED)
            return true;
    buf_addf(why, "Nothing was refused to %s.", row->name);
    return false;
}

/* ------ use ------ */

static void say(struct profiles_view *view, enum role role, const char *name, const char *words,
                const struct error *error)
{
    ui_say(view->ui, role, "%s %s: %s.", name, words, error_text(error));
}

/* False and said where its token cannot be had. */
static bool read_token(struct profiles_view *view, const struct profile *profile, struct buf *token)
{
    struct error error = { 0 };
    bool done = secret_read(profile, token, &error);
    if (!done) {
        struct buf why = { 0 };
        bool may = secret_may_replace(view->ui, profile->name, &why);
        ui_say(view->ui, ROLE_ERROR, "The token of %s cannot be had: %s.%s", profile->name,
               error_text(&error), may ? " s enters a new secret." : "");
        buf_free(&why);
    }
    error_clear(&error);
    return done;
}

static void use(struct profiles_view *view, struct profiles_row *row)
{
    const struct profile *profile = profiles_find(view->profiles, row->name);
    const struct api_opener *opener = ui_opener(view->ui);
    struct buf token = BUF_SECRET;
    struct error error = { 0 };
    if (!read_token(view, profile, &token))
        return;
    if (is_open(view, row->name)) {
        opener->set_token(opener->self, *ui_api(view->ui), buf_text(&token));
        buf_wipe(&token);
        ui_say(view->ui, ROLE_OK, "The secret of %s was read anew, for the next request.",
               row->name);
        return;
    }
    struct api api = opener->open(opener->self, profile, buf_text(&token));
    buf_wipe(&token);
    ui_use(view->ui, profile, api);
    if (profiles_choose(view->profiles, row->name, &error))
        ui_say(view->ui, ROLE_OK, "%s is in use, also when the program is started again.",
               row->name);
    else
        say(view, ROLE_WARNING, row->name, "is in use for now only", &error);
    error_clear(&error);
}

/* ------ test ------ */

static void count_order(void *context, const struct order *order)
{
    struct profiles_test *test = context;
    (void)order;
    test->orders++;
}

static void begin_anew(void *context, const struct api_again *again)
{
    struct profiles_test *test = context;
    (void)again;
    test->orders = 0;
}

static void end_test(void *context, const struct api_answer *answer)
{
    struct profiles_test *test = context;
    test->is_done = true;
    test->outcome = answer->outcome;
    test->http_status = answer->http_status;
    test->message = mem_strdup(answer->message);
}

static void test(struct profiles_view *view, struct profiles_row *row)
{
    const struct profile *profile = profiles_find(view->profiles, row->name);
    const struct api_opener *opener = ui_opener(view->ui);
    struct buf token = BUF_SECRET, today = { 0 };
    struct filter filter = { 0 };
    if (!read_token(view, profile, &token))
        return;
    filter_init(&filter, date_of_time(clock_now()));
    date_write(&today, date_of_time(clock_now()));
    value_set(&filter.v[FILTER_FROM], buf_text(&today));
    value_set(&filter.v[FILTER_TO], buf_text(&today));
    struct profiles_test *test = mem_calloc(1, sizeof *test);
    *test = (struct profiles_test){ .view = view,
                                    .name = mem_strdup(row->name),
                                    .api = opener->open(opener->self, profile, buf_text(&token)),
                                    .next = view->tests };
    vault_print(buf_text(&token), test->print);
    view->tests = test;
    row->is_testing = true;
    test->api.ops->list_orders(test->api.self, &(struct api_list_call){ .purpose = API_LOOKING,
                                                                        .filter = &filter,
                                                                        .on_order = count_order,
                                                                        .on_again = begin_anew,
                                                                        .on_done = end_test,
                                                                        .context = test });
    ui_say(view->ui, ROLE_MESSAGE, "Asking for the orders of today with %s (1 request) \u2026",
           row->name);
    buf_wipe(&token);
    buf_free(&today);
    filter_free(&filter);
}

static void write_result(const struct profiles_test *test, struct buf *out)
{
    words_time(out, clock_now(), clock_now());
    if (test->outcome == API_DONE) {
        buf_addf(out, " accepted: %s gave ", method_rows[METHOD_ORDER_LIST].name);
        words_count(out, test->orders, "order");
        buf_add(out, " of today.");
        return;
    }
    buf_addf(out, " %s", test->message);
    if (test->http_status == 401)
        buf_add(out, " s enters a new secret.");
}

/* Whoever tests it has had allowed what was refused: that may be tried again. */
static void pardon_tested(const struct profiles_test *test)
{
    struct seen seen;
    if (test->outcome == API_DONE && seen_load(test->name, test->print, &seen, NULL))
        seen_pardon(test->name, test->print, &seen, NULL);
}

/* Not from inside a callback of its service. */
static void close_test(struct profiles_test *test)
{
    const struct api_opener *opener = ui_opener(test->view->ui);
    struct profiles_row *row = profiles_row_of(test->view, test->name);
    if (row)
        row->is_testing = false;
    opener->close(opener->self, test->api);
    free(test->name);
    free(test->message);
    free(test);
}

bool profiles_do_take_answers(struct profiles_view *view)
{
    bool any = false;
    for (struct profiles_test **at = &view->tests; *at;) {
        struct profiles_test *test = *at;
        struct profiles_row *row = profiles_row_of(view, test->name);
        if (!test->is_done) {
            at = &test->next;
            continue;
        }
        *at = test->next;
        any = true;
        pardon_tested(test);
        if (row) {
            struct buf text = { 0 };
            write_result(test, &text);
            row->tested_role = test->outcome == API_DONE ? ROLE_OK : ROLE_ERROR;
            ui_say(view->ui, row->tested_role, "%s: %s", row->name, buf_text(&text));
            free(row->tested);
            row->tested = buf_take(&text);
        }
        close_test(test);
    }
    return any;
}

bool profiles_do_stop(struct profiles_view *view)
{
    if (!view->tests)
        return false;
    while (view->tests) {
        struct profiles_test *test = view->tests;
        view->tests = test->next;
        close_test(test);
    }
    ui_say(view->ui, ROLE_MESSAGE,
           "Testing was stopped; the service may have counted the request.");
    return true;
}

/* ------ the others ------ */

static void change(struct profiles_view *view, struct profiles_row *row)
{
    ui_push(view->ui, &profile_form_screen, row->name);
}

static void forget(struct profiles_view *view, struct profiles_row *row)
{
    ui_push(view->ui, &profile_forget_screen, row->name);
}

static void show(struct profiles_view *view, struct profiles_row *row)
{
    ui_push(view->ui, &profile_screen, row->name);
}

static void replace(struct profiles_view *view, struct profiles_row *row)
{
    ui_push(view->ui, &secret_screen,
            &(struct secret_start){ .profile = profiles_find(view->profiles, row->name) });
}

static void pardon(struct profiles_view *view, struct profiles_row *row)
{
    struct error error = { 0 };
    if (seen_pardon(row->name, row->facts.print, &row->facts.seen, &error))
        ui_say(view->ui, ROLE_OK, "What was refused to %s is not held against it any more.",
               row->name);
    else
        say(view, ROLE_ERROR, row->name, "stays as it is", &error);
    error_clear(&error);
}

static const struct option {
    unsigned what;
    enum action typed, at_once;
    bool has_screen; /* the others wait until it is left */
    bool (*may)(const struct profiles_view *view, const struct profiles_row *row, struct buf *why);
    void (*run)(struct profiles_view *view, struct profiles_row *row);
} options[] = {
    { USE, ACTION_OPTION_USE, ACTION_PROFILE_USE, true, may_use, use },
    { CHANGE, ACTION_OPTION_CHANGE, ACTION_PROFILE_CHANGE, true, may_change, change },
    { FORGET, ACTION_OPTION_FORGET, ACTION_PROFILE_FORGET, true, may_forget, forget },
    { SHOW, ACTION_OPTION_SHOW, ACTION_PROFILE_SHOW, true, may_show, show },
    { REPLACE, ACTION_OPTION_SECRET, ACTION_PROFILE_SECRET, true, may_replace, replace },
    { TEST, ACTION_OPTION_TEST, ACTION_PROFILE_TEST, false, may_test, test },
    { PARDON, ACTION_OPTION_PARDON, ACTION_PROFILE_PARDON, false, may_pardon, pardon },
};

enum { OPTIONS = sizeof options / sizeof *options };

static const struct option *option_of(unsigned what)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].what == what)
            return &options[i];
    return NULL;
}

static bool can(const void *screen, unsigned what, struct buf *why)
{
    const struct profiles_view *view = screen;
    const struct profiles_row *row = profiles_selected(view);
    if (row)
        return option_of(what)->may(view, row, why);
    profiles_has_rows(screen, why);
    return false;
}

bool profiles_can_use(const void *screen, struct buf *why)
{
    return can(screen, USE, why);
}

bool profiles_can_change(const void *screen, struct buf *why)
{
    return can(screen, CHANGE, why);
}

bool profiles_can_forget(const void *screen, struct buf *why)
{
    return can(screen, FORGET, why);
}

bool profiles_can_replace(const void *screen, struct buf *why)
{
    return can(screen, REPLACE, why);
}

bool profiles_can_test(const void *screen, struct buf *why)
{
    return can(screen, TEST, why);
}

bool profiles_can_pardon(const void *screen, struct buf *why)
{
    return can(screen, PARDON, why);
}

/* ------ running ------ */

static void drop_todo(struct profiles_view *view)
{
    for (size_t i = 0; i < view->todo_count; i++)
        free(view->todo[i].name);
    view->todo_count = view->todo_next = 0;
}

void profiles_do_free(struct profiles_view *view)
{
    while (view->tests) {
        struct profiles_test *test = view->tests;
        view->tests = test->next;
        close_test(test);
    }
    drop_todo(view);
    free(view->todo);
}

static void add_todo(struct profiles_view *view, const char *name, unsigned what)
{
    MEM_GROW(view->todo, view->todo_count, view->todo_cap);
    view->todo[view->todo_count++] = (struct profiles_task){ mem_strdup(name), what };
}

/* Whether a screen was opened, whose end is waited for. */
static bool run_task(struct profiles_view *view, const struct profiles_task *task)
{
    const struct option *option = option_of(task->what);
    struct profiles_row *row = profiles_row_of(view, task->name);
    struct buf why = { 0 };
    if (!row) /* it went while the one before was on screen */
        return false;
    row->option = 0;
    bool may = option->may(view, row, &why);
    if (may)
        option->run(view, row);
    else
        ui_say(view->ui, ROLE_WARNING, "%s", buf_text(&why));
    buf_free(&why);
    return may && option->has_screen;
}

void profiles_do_go_on(struct profiles_view *view)
{
    while (view->todo_next < view->todo_count)
        if (run_task(view, &view->todo[view->todo_next++]))
            return;
    drop_todo(view);
}

/* Those on rows that the narrowing hides too; using one ends the screen and comes last. */
static void run_options(struct profiles_view *view)
{
    const struct profiles_row *selected = profiles_selected(view), *used = NULL;
    size_t uses = 0;
    drop_todo(view);
    for (size_t i = 0; i < view->count; i++) {
        const struct profiles_row *row = &view->rows[i];
        if (row->option == USE)
            used = row, uses++;
        else if (row->option)
            add_todo(view, row->name, row->option);
    }
    if (uses > 1) {
        drop_todo(view);
        ui_say(view->ui, ROLE_WARNING, "Only one profile can be in use: take 1 off the others.");
        return;
    }
    if (used)
        add_todo(view, used->name, USE);
    else if (!view->todo_count && selected)
        add_todo(view, selected->name, SHOW);
    profiles_do_go_on(view);
}

bool profiles_do_act(struct profiles_view *view, enum action action)
{
    struct profiles_row *row = profiles_selected(view);
    if (action == ACTION_OPTIONS_RUN) {
        run_options(view);
        return true;
    }
    if (action == ACTION_OPTION_OFF) {
        if (row)
            row->option = 0;
        return true;
    }
    for (size_t i = 0; row && i < OPTIONS; i++) {
        if (action == options[i].typed)
            row->option = options[i].what;
        else if (action == options[i].at_once)
            options[i].run(view, row);
        else
            continue;
        return true;
    }
    return false;
}
