/* The screen harness; see ui_test.h. */
#include "config.h"
#include "support/ui_test.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screens/help.h"
#include "ui/term.h"
#include "ui/theme.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THE_TIME = 1770129660, MAX_GOLDEN_BYTES = 1 << 20 }; /* Tue 2026-02-03 14:41:00 UTC */

struct timer {
    unsigned id;
    int64_t due;
    void (*fire)(void *context);
    void *context;
};

struct ui_test {
    struct fake_api *fake;
    struct fake_admin *admin; /* NULL until it is asked for */
    struct profile profile;
    struct ui *ui;
    struct timer *timers;
    size_t timer_count, timer_cap;
    unsigned last_timer;
    int64_t now; /* milliseconds */
    char *home;
    struct buf dump;
};

static unsigned start_timer(void *self, int64_t millis, void (*fire)(void *), void *context)
{
    struct ui_test *t = self;
    MEM_GROW(t->timers, t->timer_count, t->timer_cap);
    t->timers[t->timer_count++] = (struct timer){ ++t->last_timer, t->now + millis, fire, context };
    return t->last_timer;
}

static void forget_timer(void *self, unsigned id)
{
    struct ui_test *t = self;
    for (size_t i = 0; i < t->timer_count; i++)
        if (t->timers[i].id == id)
            t->timers[i--] = t->timers[--t->timer_count];
}

static void make_home(struct ui_test *t)
{
    static const char *const places[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                          "XDG_CACHE_HOME" };
    t->home = mem_printf("%s/ui-test-XXXXXX", TEST_BUILD_DIR);
    cr_assert(mkdtemp(t->home), "no directory for the test");
    setenv("HOME", t->home, 1);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        unsetenv(places[i]);
}

struct ui_test *ui_test_new(int rows, int cols)
{
    struct ui_test *t = mem_calloc(1, sizeof *t);
    setlocale(LC_ALL, "C.UTF-8");
    clock_fix(THE_TIME);
    make_home(t);
    cr_assert(term_open_blind(rows, cols), "no screen without a terminal");
    ui_test_theme(t, "default", false);
    t->fake = fake_api_new();
    profile_init(&t->profile);
    free(t->profile.name);
    t->profile.name = mem_strdup("sandbox");
    t->profile.token_type = TOKEN_COMPANY;
    t->profile.multi_location = true;
    t->ui = ui_new(fake_api_api(t->fake), &t->profile);
    ui_set_help(t->ui, &help_screen);
    ui_set_timers(t->ui, (struct ui_timers){ start_timer, forget_timer, t });
    return t;
}

void ui_test_push(struct ui_test *t, const struct screen_class *screen, void *argument)
{
    ui_push(t->ui, screen, argument);
    ui_test_run(t);
}

struct ui_test *ui_test_open(int rows, int cols, const struct screen_class *screen, void *argument)
{
    struct ui_test *t = ui_test_new(rows, cols);
    ui_test_push(t, screen, argument);
    return t;
}

static int take_away(const char *path, const struct stat *info, int what, struct FTW *place)
{
    (void)info, (void)what, (void)place;
    return remove(path);
}

void ui_test_close(struct ui_test *t)
{
    ui_free(t->ui);
    term_close();
    fake_api_free(t->fake);
    fake_admin_free(t->admin);
    profile_free(&t->profile);
    nftw(t->home, take_away, 16, FTW_DEPTH | FTW_PHYS);
    free(t->home);
    free(t->timers);
    buf_free(&t->dump);
    free(t);
}

struct ui *ui_test_ui(struct ui_test *t)
{
    return t->ui;
}

struct fake_api *ui_test_fake(struct ui_test *t)
{
    return t->fake;
}

struct fake_admin *ui_test_admin(struct ui_test *t)
{
    if (!t->admin)
        t->admin = fake_admin_new();
    return t->admin;
}

struct profile *ui_test_profile(struct ui_test *t)
{
    return (struct profile *)(uintptr_t)ui_profile(t->ui); /* the ui's own copy */
}

static void draw(struct ui_test *t)
{
    ui_draw(t->ui);
    term_flush();
}

void ui_test_run(struct ui_test *t)
{
    while (fake_api_run(t->fake) || fake_admin_run(t->admin))
        continue;
    draw(t);
}

void ui_test_keys(struct ui_test *t, const char *keys)
{
    cr_assert(input_feed(keys), "\"%s\" names a key that does not exist", keys);
    for (struct key key; (key = input_next()).kind != KEY_NOTHING;) {
        ui_key(t->ui, key);
        ui_test_run(t);
    }
}

void ui_test_paste(struct ui_test *t, const char *text)
{
    ui_key(t->ui, (struct key){ .kind = KEY_PASTE, .paste = text });
    ui_test_run(t);
}

void ui_test_resize(struct ui_test *t, int rows, int cols)
{
    term_resize_blind(rows, cols);
    ui_key(t->ui, (struct key){ .kind = KEY_RESIZED });
    draw(t);
}

void ui_test_advance(struct ui_test *t, int64_t millis)
{
    int64_t until = t->now + millis;
    for (;;) {
        size_t next = t->timer_count;
        for (size_t i = 0; i < t->timer_count; i++)
            if (t->timers[i].due <= until &&
                (next == t->timer_count || t->timers[i].due < t->timers[next].due))
                next = i;
        if (next == t->timer_count)
            break;
        struct timer due = t->timers[next];
        t->timers[next] = t->timers[--t->timer_count];
        t->now = due.due;
        due.fire(due.context);
    }
    t->now = until;
    ui_test_run(t);
}

size_t ui_test_timers(const struct ui_test *t)
{
    return t->timer_count;
}

void ui_test_theme(struct ui_test *t, const char *name, bool no_color)
{
    struct error error = { 0 };
    char *path = mem_printf("%s/../themes/%s.theme", TEST_SOURCE_DIR, name);
    cr_assert(theme_load(path, no_color, &error), "%s", error_text(&error));
    free(path);
    if (t->ui)
        draw(t);
}

/* ------ looking at the screen ------ */

const char *ui_test_text(struct ui_test *t)
{
    buf_clear(&t->dump);
    term_dump_text(&t->dump);
    return buf_text(&t->dump);
}

/* As one line, `between` in the place of each line break and of the margin behind it. */
static bool has_when_joined(const char *screen, const char *text, const char *between)
{
    struct buf joined = { 0 };
    for (const char *c = screen; *c; c++) {
        if (*c != '\n')
            buf_add_char(&joined, *c);
        else
            buf_add(&joined, between);
        if (*c == '\n' && c[1] == ' ')
            c++;
    }
    bool has = strstr(buf_text(&joined), text) != NULL;
    buf_free(&joined);
    return has;
}

bool ui_test_has(struct ui_test *t, const char *text)
{
    const char *screen = ui_test_text(t);
    return strstr(screen, text) || has_when_joined(screen, text, " ") ||
           has_when_joined(screen, text, "");
}

char ui_test_attribute(struct ui_test *t, const char *text)
{
    const char *screen = ui_test_text(t), *at = strstr(screen, text), *row = at;
    struct buf attributes = { 0 };
    char found = ' ';
    if (!at)
        return found;
    while (row > screen && row[-1] != '\n')
        row--;
    int y = 0;
    for (const char *c = screen; c < row; c++)
        y += *c == '\n';
    char *before = mem_strndup(row, (size_t)(at - row));
    int x = utf8_width_cols(before);
    free(before);
    term_dump_attributes(&attributes);
    const char *line = buf_text(&attributes);
    for (; y > 0; y--)
        line = strchr(line, '\n') + 1;
    found = (int)strcspn(line, "\n") > x ? line[x] : '.';
    buf_free(&attributes);
    return found;
}

/* ------ golden screens ------ */

static void say_first_difference(const char *is, const char *should)
{
    for (int row = 1; *is || *should; row++) {
        size_t a = strcspn(is, "\n"), b = strcspn(should, "\n");
        if (a != b || memcmp(is, should, a) != 0) {
            fprintf(stderr, "row %d is     |%.*s|\nrow %d should |%.*s|\n", row, (int)a, is, row,
                    (int)b, should);
            return;
        }
        is += is[a] ? a + 1 : a;
        should += should[b] ? b + 1 : b;
    }
}

static void compare(const char *is, const char *golden)
{
    struct buf should = { 0 };
    struct error error = { 0 };
    char *path = mem_printf("%s/%s", TEST_SOURCE_DIR, golden);
    if (getenv("UPDATE_GOLDEN")) {
        cr_expect(file_write(path, is, strlen(is), 0644, &error), "%s", error_text(&error));
    } else if (!file_read(path, MAX_GOLDEN_BYTES, &should, &error)) {
        cr_expect(false, "%s; the screen is\n%s", error_text(&error), is);
    } else if (strcmp(is, buf_text(&should)) != 0) {
        fprintf(stderr, "--- %s is\n%s--- %s should be\n%s", golden, is, golden, buf_text(&should));
        say_first_difference(is, buf_text(&should));
        cr_expect(false, "the screen is not as in %s", golden);
    }
    error_clear(&error);
    buf_free(&should);
    free(path);
}

void ui_test_expect(struct ui_test *t, const char *golden)
{
    int y, x;
    ui_test_text(t);
    if (paint_has_cursor(&y, &x))
        buf_addf(&t->dump, "cursor: row %d, column %d\n", y + 1, x + 1);
    else
        buf_add(&t->dump, "cursor: none\n");
    compare(buf_text(&t->dump), golden);
}

void ui_test_expect_attributes(struct ui_test *t, const char *golden)
{
    buf_clear(&t->dump);
    term_dump_attributes(&t->dump);
    compare(buf_text(&t->dump), golden);
}
