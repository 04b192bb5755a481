/* Composition of the screens: terminal, loop, service and ui are put together here and nowhere else.
 * The only file besides main.c that sees all layers; it draws nothing and decides nothing of orders. */
#include "config.h"
#include "app.h"
#include "loop.h"
#include "ui/input.h"
#include "ui/keymap.h"
#include "ui/paint.h"
#include "ui/screens/all.h"
#include "ui/screens/help.h"
#include "ui/screens/orders.h"
#include "ui/screens/profiles.h"
#include "ui/screens/secret.h"
#include "ui/term.h"
#include "ui/theme.h"
#include "ui/ui.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { STATUS_NO_TERMINAL = 2, STATUS_UNKNOWN = 4, STATUS_SIGNAL = 128 };

struct app {
    struct ui *ui; /* NULL when the user has left: an answer may be awaited still */
    struct loop *loop;
    struct api api;
    struct admin admin;
    struct buf said; /* to be said on standard error when the screen is gone */
    int status;
};

/* Saves what is typed and leaves: a signal, or the end of the terminal. */
static void leave(struct app *app, int signal_number)
{
    if (!app->status)
        app->status = STATUS_SIGNAL + signal_number;
    if (app->ui)
        ui_quit(app->ui);
    loop_stop(app->loop);
}

/* After the screens only Ctrl-C has a meaning. */
static void read_last_keys(struct app *app)
{
    struct key key;
    while ((key = input_next()).kind != KEY_NOTHING) {
        if (key.kind == KEY_CHARACTER && key.code == 'c' && key.modifiers == KEY_CTRL)
            loop_stop(app->loop);
    }
}

static void read_keys(void *context)
{
    struct app *app = context;
    struct key key;
    if (!app->ui)
        read_last_keys(app);
    while (app->ui && !ui_is_over(app->ui) && (key = input_next()).kind != KEY_NOTHING)
        ui_key(app->ui, key);
    if (input_has_ended())
        leave(app, SIGHUP);
}

static void take_signal(void *context, enum loop_signal which)
{
    struct app *app = context;
    switch (which) {
    case LOOP_RESIZE:
        term_resize();
        break;
    case LOOP_SUSPEND:
        if (app->ui)
            ui_save_all(app->ui);
        term_suspend();
        break;
    case LOOP_CONTINUE:
        term_resume();
        break;
    case LOOP_HANGUP:
        leave(app, SIGHUP);
        break;
    case LOOP_TERMINATE:
        leave(app, SIGTERM);
        break;
    case LOOP_INTERRUPT: /* not the key: that one is read as Ctrl-C */
        leave(app, SIGINT);
        break;
    }
}

static void draw(void *context)
{
    struct app *app = context;
    if (!app->ui) {
        struct area area = term_area();
        paint_no_cursor();
        paint_clear(area);
        paint_centre(area, area.rows / 2, ROLE_NORMAL, "Waiting for the answer to what was sent.");
        paint_centre(area, area.rows / 2 + 1, ROLE_DIM, "Ctrl-C ends without it.");
    } else if (!ui_is_over(app->ui)) {
        ui_draw(app->ui);
    } else {
        return;
    }
    term_flush();
}

static bool is_over(void *context)
{
    const struct app *app = context;
    return ui_is_over(app->ui);
}

static bool is_answered(void *context)
{
    const struct app *app = context;
    const struct admin *admin = &app->admin;
    return (!app->api.ops || app->api.ops->running(app->api.self) == 0) &&
           (!admin->ops || admin->ops->running(admin->self) == 0);
}

static unsigned start_timer(void *self, int64_t millis, void (*fire)(void *), void *context)
{
    return loop_after(self, millis, fire, context);
}

static void forget_timer(void *self, unsigned timer)
{
    loop_forget(self, timer);
}

/* The user's keys: what is wrong is said, all the rest and the defaults hold. The first problem goes
 * on the screen, all of them into `said`, for when the screen is gone. */
static void set_keys(const struct config *config, struct error *error, struct buf *said)
{
    size_t more = 0;
    struct error first = { 0 };
    for (size_t i = 0; config && i < config->key_count; i++) {
        const struct config_key *row = &config->keys[i];
        struct error wrong = { 0 };
        if (all_screens_rebind(row->scope, row->key, row->action, &wrong))
            continue;
        buf_addf(said, "perennial: %s:%d: %s\n", row->file, row->line, error_text(&wrong));
        if (first.text)
            more++;
        else
            error_set(&first, "%s:%d: %s", row->file, row->line, error_text(&wrong));
        error_clear(&wrong);
    }
    if (first.text && more)
        error_set(error, "%s (and %zu more)", error_text(&first), more);
    else if (first.text)
        error_set(error, "%s", error_text(&first));
    error_clear(&first);
}

/* Why the screens do not begin with the orders, or what is not there; nothing where the profiles say it. */
static void say_missing(const struct app_start *start, struct error *error)
{
    if (start->profile && start->trouble)
        error_set(error, "%s: %s", start->profile->name, start->trouble);
    else if (start->config->own_trouble)
        error_set(error, "%s", start->config->own_trouble);
    else if (start->trouble && start->config->profile_count)
        error_set(error, "No profile is chosen yet; use one of these.");
}

static void run(struct app *app, const struct app_start *start)
{
    struct error wrong = { 0 };
    paint_use_ascii(start->ascii_only);
    theme_load(start->theme ? start->theme : "default", start->no_color, &wrong);
    struct error keys = { 0 };
    set_keys(start->config, &keys, &app->said);
    if (!wrong.text && keys.text)
        error_set(&wrong, "%s", error_text(&keys));
    error_clear(&keys);
    app->ui = ui_new(start->api, start->profile);
    ui_set_help(app->ui, &help_screen);
    ui_set_opener(app->ui, &start->opener);
    ui_set_profiles(app->ui, start->profiles, start->admin);
    ui_set_profile_screens(app->ui, &profiles_screen, &secret_screen);
    ui_set_timers(app->ui, (struct ui_timers){ start_timer, forget_timer, app->loop });
    if (start->api.ops)
        ui_begin(app->ui, &orders_screen);
    else
        ui_begin_without(app->ui, &orders_screen, &profiles_screen);
    if (!wrong.text)
        say_missing(start, &wrong);
    if (wrong.text)
        ui_say(app->ui, ROLE_WARNING, "%s", error_text(&wrong));
    error_clear(&wrong);
    loop_run(app->loop, is_over, app);
    app->api = *ui_api(app->ui); /* the profile may be another one than in the beginning */
    ui_free(app->ui); /* reads are dropped with their screens; what still runs is a write */
    app->ui = NULL;
    if (!app->status && !is_answered(app))
        loop_run(app->loop, is_answered, app);
    if (!app->status && !is_answered(app))
        app->status = STATUS_UNKNOWN;
    keymap_forget();
}

int app_run_screens(const struct app_start *start)
{
    struct app app = { .api = start->api, .admin = start->admin };
    struct error error = { 0 };
    struct loop_handlers handlers = { read_keys, take_signal, draw, &app };
    app.loop = loop_new(start->client, STDIN_FILENO, &handlers);
    if (term_open(&error)) {
        run(&app, start);
        term_close();
        if (!is_answered(&app)) /* left by Ctrl-C or by a signal */
            fputs("perennial: the answer to what was sent was not waited for; look for it in the "
                  "list before sending it again\n",
                  stderr);
        fputs(buf_text(&app.said), stderr);
    } else {
        fprintf(stderr, "perennial: %s\n", error_text(&error));
        error_clear(&error);
        app.status = STATUS_NO_TERMINAL;
    }
    loop_free(app.loop);
    buf_free(&app.said);
    return app.status;
}
