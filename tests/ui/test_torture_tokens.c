/* Thousands of keys nobody would type in that order, over the screens of profiles, secrets, issued tokens and
 * requests, with profiles changed in the middle, tokens refused, days used up and services that hesitate: no token
 * is ever seen or kept elsewhere than in its own private file, nothing typed goes over to another profile, no
 * write leaves unconfirmed, and in the end nothing is left under way. TORTURE_STEPS=20000 and TORTURE_SEED=7 in
 * the environment lead further, and elsewhere. */
#include "config.h"
#include "order_samples.h"
#include "profiles_desk.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/drafts.h"
#include "store/requests.h"
#include "store/store.h"
#include "ui/screens/all.h"
#include "ui/screens/cancel_lines.h"
#include "ui/screens/change.h"
#include "ui/screens/help.h"
#include "ui/screens/order.h"
#include "ui/screens/orders.h"
#include "ui/screens/profiles.h"
#include "ui/screens/requests.h"
#include "ui/screens/review.h"
#include "ui/screens/secret.h"
#include "ui/screens/tokens.h"
#include "ui/term.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What is in every token of this test, and in nothing else. */
#define MARK "sEcReTmArK"
enum { SCREENS_MOST = 48, SERVICES_MOST = 64, NAMES_MOST = 64, LOOK_EVERY = 40 };

struct service {
    struct fake_api *fake;
    bool is_open;
};

struct owner {
    char *name; /* of a profile … */
    size_t id;  /* … and what stands in what is typed under it: 10 … */
    bool is_there;
};

struct torture {
    struct ui_test *t;
    struct config config;
    struct profiles *profiles;
    struct service services[SERVICES_MOST]; /* the first is the one the ui began with */
    size_t service_count;
    struct owner owners[NAMES_MOST];
    size_t owner_count, last_owner;
    uint32_t seed, random;
    size_t step;
    char where[48];
    bool is_held, is_practice;
    bool visited[SCREENS_MOST];
    time_t now;
    size_t opened, typed, pasted, kept, writes, limited;
};

static uint32_t draw_lot(struct torture *of, uint32_t below)
{
    of->random ^= of->random << 13;
    of->random ^= of->random >> 17;
    of->random ^= of->random << 5;
    return of->random % below;
}

/* ------ services, a fake of its own for each ------ */

static void fill(struct fake_api *fake)
{
    samples_add_usual(fake);
    fake_api_add_orders(fake, 8);
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "131313", "FRESH", "Mr. Fresh");
    fake_api_add_row(fake, LOOKUP_VENDORS, "33", "333", "33 Flowers");
    fake_api_login_token(fake, MARK "OfALogin");
    fake_api_keep_budget(fake);
    fake_api_apply(fake, true);
}

static struct api open_service(void *self, const struct profile *profile, const char *token)
{
    struct torture *of = self;
    size_t at = 1;
    (void)profile, (void)token;
    while (at < of->service_count && of->services[at].fake)
        at++;
    cr_assert_lt(at, SERVICES_MOST, "%s: services are opened and not closed", of->where);
    if (at == of->service_count)
        of->service_count++;
    of->services[at] = (struct service){ fake_api_new(), true };
    fill(of->services[at].fake);
    fake_api_hold(of->services[at].fake, of->is_held);
    of->opened++;
    return fake_api_api(of->services[at].fake);
}

/* What is still under way ends unheard. */
static void close_service(void *self, struct api api)
{
    struct torture *of = self;
    for (size_t i = 0; i < of->service_count; i++) {
        if (of->services[i].fake != api.self || !of->services[i].is_open)
            continue;
        of->services[i].is_open = false;
        if (!i) /* the test's own */
            return;
        fake_api_free(of->services[i].fake);
        of->services[i].fake = NULL;
        return;
    }
    cr_assert(false, "%s: a service is closed that is not open", of->where);
}

static void set_token(void *self, struct api api, const char *token)
{
    (void)self, (void)api, (void)token;
}

/* Answers arrive until there are none; a callback may open and close others. */
static void run(struct torture *of)
{
    bool any;
    do {
        any = false;
        for (size_t i = 0; i < of->service_count; i++)
            any |= of->services[i].is_open && fake_api_run(of->services[i].fake);
        ui_test_run(of->t);
    } while (any);
}

static size_t count_writes(const struct torture *of)
{
    static const char *const writes[] = { "order_create", "order_update", "item_cancel" };
    size_t count = 0;
    const struct fake_api *fake = ui_api(ui_test_ui(of->t))->self;
    for (size_t i = 0; fake && i < sizeof writes / sizeof *writes; i++)
        count += fake_api_count(fake, writes[i]);
    return count;
}

/* ------ whose is what is typed ------ */

static struct owner *owner_called(struct torture *of, const char *name)
{
    for (size_t i = 0; i < of->owner_count; i++)
        if (strcmp(of->owners[i].name, name) == 0)
            return &of->owners[i];
    return NULL;
}

/* What came and what went since the last key: a profile that was renamed takes what was typed along; one that is
 * forgotten and added again finds it there. */
static void follow_names(struct torture *of)
{
    const char *came = NULL;
    struct owner *went = NULL;
    for (size_t i = 0; i < profiles_count(of->profiles); i++) {
        const struct owner *owner = owner_called(of, profiles_at(of->profiles, i)->name);
        if (!owner || !owner->is_there)
            came = profiles_at(of->profiles, i)->name;
    }
    for (size_t i = 0; i < of->owner_count; i++) {
        struct owner *owner = &of->owners[i];
        bool was_there = owner->is_there;
        owner->is_there = profiles_find(of->profiles, owner->name) != NULL;
        if (was_there && !owner->is_there)
            went = owner;
    }
    struct owner *again = came ? owner_called(of, came) : NULL;
    if (came && went) {
        size_t id = went->id; /* with nothing of an earlier one of that name */
        if (again)
            went->id = again->id, again->id = id;
        else
            free(went->name), went->name = mem_strdup(came), went->is_there = true;
    } else if (came && !again) {
        cr_assert_lt(of->owner_count, NAMES_MOST);
        of->owners[of->owner_count++] =
            (struct owner){ mem_strdup(came), 10 + of->last_owner++, true };
    }
}

static size_t owner_now(const struct torture *of)
{
    const char *name = ui_profile(ui_test_ui(of->t))->name;
    for (size_t i = 0; i < of->owner_count; i++)
        if (name && strcmp(of->owners[i].name, name) == 0)
            return of->owners[i].id;
    return 0;
}

/* ------ what must hold ------ */

static void expect_own(struct torture *of, const char *screen)
{
    size_t own = owner_now(of);
    unsigned id, again; /* twice: keys in the middle of it spoil it */
    for (const char *at = screen; (at = strstr(at, "OWNEDBY")); at++)
        cr_assert(sscanf(at, "OWNEDBY%2u%2u", &id, &again) != 2 || id < 10 || id != again ||
                      id == own,
                  "%s: what was typed under profile %u is shown under %s (%zu):\n%s", of->where, id,
                  ui_profile(ui_test_ui(of->t))->name, own, screen);
}

static void expect_unseen(struct torture *of)
{
    const char *screen = ui_test_text(of->t);
    cr_assert_null(strstr(screen, MARK), "%s: a token is on the screen\n%s", of->where, screen);
    cr_assert_null(strstr(screen, "IssuedByThe"), "%s: a token is on the screen\n%s", of->where,
                   screen);
    cr_assert_null(strstr(term_copied_blind(), MARK), "%s: a token was copied", of->where);
    cr_assert_null(strstr(term_copied_blind(), "IssuedByThe"), "%s: a token was copied", of->where);
    expect_own(of, screen);
}

static struct torture *looked_for;

static int look_into(const char *path, const struct stat *info, int what, struct FTW *place)
{
    enum { MOST_BYTES = 1 << 20 };
    struct buf text = { 0 };
    (void)place;
    if (what != FTW_F || !file_read(path, MOST_BYTES, &text, NULL))
        return 0;
    bool has = memmem(buf_text(&text), text.len, MARK, strlen(MARK)) ||
               memmem(buf_text(&text), text.len, "IssuedByThe", 11);
    if (has) {
        size_t len = strlen(path);
        bool is_token = len > 6 && strcmp(path + len - 6, ".token") == 0;
        cr_assert(is_token, "%s: a token is in %s:\n%s", looked_for->where, path, buf_text(&text));
        cr_assert_eq(info->st_mode & 0777, 0600, "%s: %s has mode %o", looked_for->where, path,
                     (unsigned)info->st_mode & 0777);
        looked_for->kept++;
    }
    buf_free(&text);
    return 0;
}

static void look_into_files(struct torture *of)
{
    looked_for = of;
    nftw(getenv("HOME"), look_into, 16, FTW_PHYS);
}

static bool is_confirming(const struct screen_class *screen, struct key key)
{
    bool is_place =
        screen == &review_screen || screen == &change_screen || screen == &cancel_lines_screen;
    return is_place && ((key.kind == KEY_NAMED && !key.modifiers &&
                         (key.code == KEY_NAME_ENTER || key.code == KEY_NAME_F10)) ||
                        key_equal(key, (struct key){ KEY_CHARACTER, 's', KEY_CTRL, NULL }));
}

/* ------ one step ------ */

static const struct screen_class *top_of(struct torture *of)
{
    const struct screen_class *top;
    ui_top(ui_test_ui(of->t), &top);
    return top;
}

static void note_screen(struct torture *of)
{
    for (size_t i = 0; all_screens[i] && i < SCREENS_MOST; i++)
        of->visited[i] |= all_screens[i] == top_of(of);
}

static void press(struct torture *of, struct key key)
{
    struct ui *ui = ui_test_ui(of->t);
    const struct screen_class *top = top_of(of);
    size_t before = count_writes(of), opened = of->opened;
    snprintf(of->where, sizeof of->where, "seed %u step %zu", of->seed, of->step);
    ui_key(ui, key);
    if (of->opened == opened && count_writes(of) > before) {
        cr_assert(is_confirming(top, key), "%s: a write left the screen %s", of->where, top->name);
        of->writes++;
    }
    run(of);
    follow_names(of);
    expect_unseen(of);
    note_screen(of);
    if (ui_is_over(ui))
        ui_begin(ui, &orders_screen);
    run(of);
}

static void type(struct torture *of, const char *script)
{
    struct key key;
    cr_assert(input_feed(script), "%s", script);
    while ((key = input_next()).kind != KEY_NOTHING)
        press(of, key);
}

static const char *const letters[] = { "a", "b", "C", "0", "9", "-", ".", "/", "\u00e9", "\u82b1",
                                       "?", "'", " ", "y", "Y", "u", "t", "s", "e",      "x" };

static const char *const pieces[] = {
    "<Alt-t>",
    "<Alt-k>",
    "<Esc>",
    "<Esc><Esc>",
    "<Esc><Esc><Esc><Esc>",
    "<Enter>",
    "<Enter><Enter>",
    "<Down>",
    "<Down><Down>",
    "<End>",
    "<Up>",
    "<Tab>",
    "<F1>",
    "<F4>",
    "<F4><Enter>",
    "<F5>",
    "<F6>",
    "<F10>",
    "<F10><F10>",
    "<F12>",
    "<F12><F12>",
    "<Space>",
    "*",
    "U",
    "<Ctrl-U>",
    "<Esc><Esc><Esc><Alt-t>u",
    "<Esc><Esc><Esc><Alt-t><Down>u",
    "<Esc><Esc><Esc><Alt-t><End>u",
    "<Esc><Esc><Esc><Alt-t><Down><Down>t",
    "<Esc><Esc><Esc><Alt-t><End>t",
    "<Esc><Esc><Esc><Alt-t><Down>s",
    "<Esc><Esc><Esc><Alt-t><End>s",
    "<Esc><Esc><Esc><Alt-t><End>e",
    "<Esc><Esc><Esc><Alt-t><End>x<Enter>",
    "<Esc><Esc><Esc><Alt-t><End>5<Enter>",
    "<Esc><Esc><Esc><Alt-t><Down>a",
    "<Esc><Esc><Esc><Alt-t>J",
    "<Esc><Esc><Esc><Alt-t>i",
    "<Esc><Esc><Esc><Alt-t>i<F6>",
    "<Esc><Esc><Esc><Alt-t>i<Down><Down>e",
    "<Esc><Esc><Esc><Alt-t>i<End>d",
    "<Esc><Esc><Esc><Alt-t><F6>",
    "c<Tab>for lists<Tab><Space><F10><F10>",
    "v<Tab>33<Tab>grower<Tab>*<F10><F10>",
    "new<Tab><Tab>",
    "yes<Enter>",
    "y",
    "Y",
    "!",
    "f<Down>",
    "e<F10>",
    "2",
    "4<Tab>mia<Tab>",
    "/s",
    "\\",
    "<F2>",
};

static void paste(struct torture *of, const char *text)
{
    press(of, (struct key){ .kind = KEY_PASTE, .paste = text });
}

/* Only where nothing shows it: who pastes a token into a name has shown it. */
static void paste_token(struct torture *of)
{
    static const char *const heads[] = { "", "  ", "\n", "two words ", "\x1b[" };
    const char *screen = ui_test_text(of->t);
    bool is_hidden = strstr(screen, "Letters and digits, not shown") ||
                     strstr(screen, "Not shown and kept nowhere");
    if (top_of(of) != &secret_screen || !is_hidden)
        return;
    char *text =
        mem_printf("%s" MARK "%u%s", heads[draw_lot(of, 10) ? draw_lot(of, 3) : draw_lot(of, 5)],
                   draw_lot(of, 100), draw_lot(of, 2) ? "\n" : "");
    paste(of, text);
    free(text);
    of->pasted++;
    if (draw_lot(of, 3))
        type(of, draw_lot(of, 2) ? "<Enter><Enter>" : "<Enter>");
}

static struct fake_api *any_service(struct torture *of)
{
    size_t at = draw_lot(of, (uint32_t)of->service_count);
    struct fake_api *now = ui_api(ui_test_ui(of->t))->self;
    if (draw_lot(of, 3) && now)
        return now;
    return of->services[at].fake ? of->services[at].fake : of->services[0].fake;
}

/* To the first screen, mostly over services that are well. */
static void go_home(struct torture *of)
{
    static const char *const whats[] = { "list", "issue", "edit", "revoke" };
    ui_test_resize(of->t, 24, 80);
    if (draw_lot(of, 4)) {
        of->is_held = false;
        for (size_t i = 0; i < of->service_count; i++)
            if (of->services[i].fake)
                fake_api_hold(of->services[i].fake, false);
        fake_admin_hold(ui_test_admin(of->t), false);
        for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
            fake_admin_fail(ui_test_admin(of->t), whats[i], API_DONE, "");
        for (int i = 0; i <= METHOD_COUNT; i++)
            fake_api_forbid(any_service(of), (enum method)i, NULL);
        run(of);
    }
    for (int i = 0; i < 12 && top_of(of) != &orders_screen; i++)
        type(of, "<Esc>");
}

/* A token for whichever profile is selected, on a screen where nothing else was going on. */
static void enter_secret(struct torture *of)
{
    go_home(of);
    type(of, "<Alt-t><Home>");
    for (uint32_t i = draw_lot(of, 6); i; i--)
        type(of, "<Down>");
    type(of, "s");
    if (draw_lot(of, 4) == 0)
        type(of, "<F4>4mia<Tab>");
    paste_token(of);
    if (draw_lot(of, 2))
        type(of, "<Enter><Enter>");
}

/* Something with a profile of the list that is carried through. */
static void go_an_errand(struct torture *of)
{
    static const char *const errands[] = { "u",  "t",        "e",  "<F6>",       "x",
                                           "a",  "5<Enter>", "Jf", "i<F6>",      "s",
                                           "i4", "i2",       "J!", "JY<Enter>y", "4<Enter>" };
    static const char *const issues[] = { "c<Tab>for lists<Tab><Space>", "u<Tab>FRESH<Tab>x<Tab>*",
                                          "v<Tab>33<Tab>grower<Tab><Down><Space>" };
    size_t errand = draw_lot(of, sizeof errands / sizeof *errands);
    go_home(of);
    type(of, "<Alt-t><Home>");
    for (uint32_t i = draw_lot(of, (uint32_t)profiles_count(of->profiles)); i; i--)
        type(of, "<Down>");
    const struct screen_class *profiles = top_of(of);
    type(of, errands[errand]);
    if (top_of(of) == profiles || top_of(of) == &orders_screen)
        return;
    if (strcmp(top_of(of)->name, "profile-form") == 0) {
        if (errand == 3 || draw_lot(of, 5) == 0)
            type(of, draw_lot(of, 2) ? "sandbox-new" : "new");
        for (uint32_t i = draw_lot(of, 3) ? 5 : draw_lot(of, 12); i; i--)
            type(of, "<Tab>");
        type(of, "<F4><Down><Space><Enter>");
        type(of, "<F10>");
    } else if (strcmp(top_of(of)->name, "profile-forget") == 0) {
        char *screen = mem_strdup(ui_test_text(of->t)), *name = strstr(screen, "Type the name ");
        char word[24];
        if (name && sscanf(name + sizeof "Type the name " - 1, "%23s", word) == 1)
            type(of, word);
        type(of, "<Enter>");
        free(screen);
    } else if (strcmp(top_of(of)->name, "issue") == 0) {
        type(of, issues[draw_lot(of, sizeof issues / sizeof *issues)]);
        for (uint32_t i = draw_lot(of, 5); i; i--)
            type(of, "<F10>");
    } else if (top_of(of) == &secret_screen) {
        paste_token(of);
    }
}

/* A new order that says under which profile it was typed. */
static void type_owned(struct torture *of)
{
    size_t own = owner_now(of);
    char text[64];
    if (!own)
        return;
    go_home(of);
    type(of, "<F6>");
    if (top_of(of) != &order_screen)
        type(of, "<F6>");
    if (top_of(of) != &order_screen)
        return;
    snprintf(text, sizeof text, "OWNEDBY%zu%zu", own, own);
    type(of, text);
    of->typed++;
    if (draw_lot(of, 2)) /* away from it, with what is typed */
        type(of, draw_lot(of, 2) ? "<Alt-t><Down>u" : "<Alt-t><End>u");
}

static void fail(struct torture *of)
{
    static const struct {
        enum api_outcome outcome;
        int status;
        const char *message;
    } ends[] = {
        { API_REFUSED, 401, "The token was not accepted." },
        { API_REFUSED, 403, "Forbidden." },
        { API_NO_BUDGET, 429, "The day's requests are used up." },
        { API_UNREACHED, 0, "The server was not reached: nothing answers." },
        { API_FAILED, 500, "The service is busy." },
        { API_UNKNOWN, 0, "No answer came." },
        { API_DONE, 200, "" },
        { API_DONE, 200, "" },
    };
    static const char *const methods[] = { "order_list",  "lookup",       "order_create", "login",
                                           "item_cancel", "order_update", "prebook_list" };
    static const char *const whats[] = { "list", "issue", "edit", "revoke" };
    size_t end = draw_lot(of, sizeof ends / sizeof *ends);
    struct fake_api *fake = any_service(of);
    fake_api_fail(fake, methods[draw_lot(of, sizeof methods / sizeof *methods)], ends[end].outcome,
                  ends[end].status, ends[end].message);
    if (draw_lot(of, 3) == 0)
        fake_admin_fail(ui_test_admin(of->t), whats[draw_lot(of, 4)], ends[end].outcome,
                        ends[end].message);
    enum method method = (enum method)draw_lot(of, METHOD_COUNT + 1);
    fake_api_forbid(fake, method,
                    draw_lot(of, 2) ? NULL : "The service refused this to the token.");
}

/* The day's requests are few, at the warning, at the reserve, or nothing goes out for a while. */
static void limit(struct torture *of)
{
    struct budget_state state = { .limit = 1000, .reserve = 50, .warn = 800, .is_counted = true };
    static const long used[] = { 0, 799, 949, 950, 951, 1000, 1200 };
    state.used = state.own = used[draw_lot(of, sizeof used / sizeof *used)];
    if (draw_lot(of, 3) == 0)
        state.held_until = of->now + 1 + draw_lot(of, 7200);
    if (draw_lot(of, 3) == 0)
        state.used = state.own = 0;
    fake_api_budget(any_service(of), &state);
    of->limited++;
}

static void note_request(struct torture *of)
{
    const struct request_record record = { .at = of->now,
                                           .profile = (char *)(uintptr_t) "mia-sales",
                                           .method = (char *)(uintptr_t) "standing.order.list",
                                           .outcome = (char *)(uintptr_t) "done",
                                           .http_status = 200,
                                           .millis = 12,
                                           .message = (char *)(uintptr_t) "OK",
                                           .text = (char *)(uintptr_t) "GET standing.order.list" };
    requests_add(&record, NULL);
}

static void disturb(struct torture *of)
{
    struct fake_api *fake = any_service(of);
    switch (draw_lot(of, 9)) {
    case 0:
        of->is_held = !of->is_held;
        for (size_t i = 0; i < of->service_count; i++)
            if (of->services[i].fake)
                fake_api_hold(of->services[i].fake, of->is_held);
        break;
    case 1:
    case 2:
        fail(of);
        break;
    case 3:
    case 4:
        limit(of);
        break;
    case 5:
        fake_admin_hold(ui_test_admin(of->t), draw_lot(of, 2));
        break;
    case 6:
        if (fake == ui_api(ui_test_ui(of->t))->self)
            fake_api_run_one(fake);
        break;
    case 7:
        note_request(of);
        break;
    default:
        of->now += draw_lot(of, 4000);
        clock_fix(of->now);
        ui_test_advance(of->t, draw_lot(of, 100000));
        break;
    }
    run(of);
    expect_unseen(of);
}

static struct key any_key(struct torture *of)
{
    static const unsigned modifiers[] = { 0, 0, 0, KEY_CTRL, KEY_ALT, KEY_SHIFT };
    struct key key = { .kind = KEY_NAMED, .code = draw_lot(of, KEY_NAME_COUNT) };
    if (draw_lot(of, 3) == 0) {
        key.kind = KEY_CHARACTER;
        do
            key.code = 'a' + draw_lot(of, 26);
        while (key.code == 'z'); /* Ctrl-Z stops the program */
    }
    key.modifiers = modifiers[draw_lot(of, sizeof modifiers / sizeof *modifiers)];
    if (key.kind == KEY_CHARACTER && key.modifiers == KEY_SHIFT)
        key.modifiers = 0;
    return key;
}

static void take_step(struct torture *of)
{
    uint32_t lot = draw_lot(of, 100);
    if (lot < 4)
        type_owned(of);
    else if (lot < 9)
        enter_secret(of);
    else if (lot < 17)
        go_an_errand(of);
    lot = draw_lot(of, 100);
    if (lot < 25) {
        press(of, any_key(of));
    } else if (lot < 40) {
        type(of, letters[draw_lot(of, sizeof letters / sizeof *letters)]);
    } else if (lot < 78) {
        type(of, pieces[draw_lot(of, sizeof pieces / sizeof *pieces)]);
    } else if (lot < 84) {
        paste_token(of);
    } else if (lot < 87) {
        bool is_usual = draw_lot(of, 3) > 0;
        ui_test_resize(of->t, is_usual ? 24 : 1 + (int)draw_lot(of, 60),
                       is_usual ? 80 : 1 + (int)draw_lot(of, 160));
    } else if (lot < 98) {
        disturb(of);
    } else {
        ui_save_all(ui_test_ui(of->t));
    }
    if (of->step % LOOK_EVERY == 0)
        look_into_files(of);
}

/* ------ the whole ------ */

static const char usual[] =
    "profiles = (\n"
    "  { name = \"mia-sales\"; token_type = \"company\"; token_file = \"mia.token\";\n"
    "    multi_location = true; },\n"
    "  { name = \"ewr-sales\"; token_type = \"company\"; token_command = \"printf %s%s sEcReT "
    "mArKEwr\"; },\n"
    "  { name = \"vendor-33\"; token_type = \"vendor\"; token_file = \"vendor.token\";\n"
    "    methods = \"standing.order.list standing.order.create\"; },\n"
    "  { name = \"trainee\"; token_type = \"company\"; token_file = \"trainee.token\";\n"
    "    read_only = true; },\n"
    "  { name = \"none\"; token_type = \"customer\"; }\n"
    ");\n";

static void add_own(struct torture *of, const char *name)
{
    struct error error = { 0 };
    struct profile own = { 0 };
    profile_init(&own);
    own.name = mem_strdup(name);
    own.token_type = TOKEN_CUSTOMER;
    cr_assert(profiles_add(of->profiles, &own, MARK "Own", &error), "%s", error_text(&error));
    profile_free(&own);
}

static void open_real(struct torture *of)
{
    struct error error = { 0 };
    profiles_desk_write(".config/perennial/perennial.conf", usual, 0600);
    profiles_desk_write(".config/perennial/mia.token", MARK "Mia\n", 0600);
    profiles_desk_write(".config/perennial/vendor.token", MARK "Vendor\n", 0600);
    profiles_desk_write(".config/perennial/trainee.token", MARK "Trainee\n", 0600);
    cr_assert(config_load(&of->config, NULL, &error), "%s", error_text(&error));
    of->profiles = profiles_new(&of->config);
    add_own(of, "own");
    ui_set_profiles(ui_test_ui(of->t), of->profiles, (struct admin){ 0 });
}

static void open_practice(struct torture *of)
{
    struct error error = { 0 };
    struct profile sample = { 0 };
    cr_assert(config_load(&of->config, NULL, &error), "%s", error_text(&error));
    profile_init(&sample);
    sample.name = mem_strdup("sandbox");
    free(sample.endpoint);
    sample.endpoint = mem_strdup("https://127.0.0.1:4711/api/");
    sample.ca_file = mem_strdup("/run/ca.pem");
    sample.token_file = profiles_desk_path(".config/perennial/sample.token");
    sample.token_type = TOKEN_COMPANY;
    sample.multi_location = true;
    profiles_desk_write(".config/perennial/sample.token", MARK "Sample\n", 0600);
    config_use_practice(&of->config, &sample, 1);
    profile_free(&sample);
    of->profiles = profiles_new(&of->config);
    add_own(of, "sandbox-own");
    fake_admin_add_samples(ui_test_admin(of->t));
    ui_set_profiles(ui_test_ui(of->t), of->profiles, fake_admin_admin(ui_test_admin(of->t)));
}

/* All that hesitated goes on; then nothing is under way, and nothing wakes the program any more. */
static void expect_rest(struct torture *of)
{
    static const struct budget_state free_day = { .limit = 1000, .is_counted = true };
    of->is_held = false;
    for (size_t i = 0; i < of->service_count; i++) {
        if (!of->services[i].fake)
            continue;
        fake_api_hold(of->services[i].fake, false);
        fake_api_budget(of->services[i].fake, &free_day);
    }
    fake_admin_hold(ui_test_admin(of->t), false);
    ui_test_resize(of->t, 24, 80);
    run(of);
    ui_test_advance(of->t, 3600000);
    run(of);
    cr_assert(ui_is_idle(ui_test_ui(of->t)), "%s: something is under way", of->where);
    cr_assert_eq(ui_test_timers(of->t), 0, "%s: a timer is left", of->where);
    size_t open = 0;
    type(of, "<Esc><Esc><Esc><Esc><Esc><Esc><Esc><Esc>");
    for (size_t i = 0; i < of->service_count; i++)
        open += of->services[i].is_open;
    cr_assert_leq(open, 1, "%s: %zu services are open", of->where, open);
}

static void close_all(struct torture *of)
{
    ui_test_close(of->t); /* frees the first service */
    for (size_t i = 1; i < of->service_count; i++)
        fake_api_free(of->services[i].fake);
    for (size_t i = 0; i < of->owner_count; i++)
        free(of->owners[i].name);
    profiles_free(of->profiles);
    config_free(&of->config);
}

static size_t number_from(const char *name, size_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoul(text, NULL, 10) : otherwise;
}

static bool is_for_practice(const struct screen_class *screen)
{
    return strcmp(screen->name, "issue") == 0 || strcmp(screen->name, "tokens") == 0;
}

static void expect_visited(const struct torture *of)
{
    static const char *const wanted[] = { "issue",          "tokens",       "profiles",
                                          "profile",        "profile-form", "profile-forget",
                                          "secret",         "journal",      "profile-methods",
                                          "journal-filter", "order",        "orders" };
    for (size_t i = 0; all_screens[i]; i++) {
        bool is_wanted = !is_for_practice(all_screens[i]) || of->is_practice;
        bool is_named = false;
        for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++)
            is_named |= strcmp(wanted[k], all_screens[i]->name) == 0;
        cr_expect(of->visited[i] || !is_wanted || !is_named, "seed %u never comes to %s", of->seed,
                  all_screens[i]->name);
    }
}

static void torture(uint32_t seed, bool is_practice)
{
    size_t steps = number_from("TORTURE_STEPS", 1500);
    seed = (uint32_t)number_from("TORTURE_SEED", seed);
    struct torture of = { .t = ui_test_new(24, 80),
                          .seed = seed,
                          .random = seed * 2654435761u,
                          .is_practice = is_practice,
                          .now = clock_now() };
    struct ui *ui = ui_test_ui(of.t);
    const struct api_opener opener = { open_service, close_service, set_token, &of };
    of.services[of.service_count++] = (struct service){ ui_test_fake(of.t), true };
    fill(of.services[0].fake);
    if (is_practice)
        open_practice(&of);
    else
        open_real(&of);
    ui_set_opener(ui, &opener);
    ui_set_profile_screens(ui, &profiles_screen, &secret_screen);
    profile_copy(ui_test_profile(of.t), profiles_at(of.profiles, 0));
    store_use_profile(profiles_at(of.profiles, 0)->name);
    for (size_t i = profiles_count(of.profiles); i; i--)
        follow_names(&of);
    ui_begin(ui, &orders_screen);
    run(&of);
    for (of.step = 0; of.step < steps; of.step++)
        take_step(&of);
    look_into_files(&of);
    expect_rest(&of);
    expect_visited(&of);
    cr_expect(of.opened && of.typed && of.pasted && of.kept && of.limited,
              "seed %u: %zu opened, %zu typed, %zu pasted, %zu kept, %zu limited", seed, of.opened,
              of.typed, of.pasted, of.kept, of.limited);
    if (getenv("TORTURE_STEPS"))
        fprintf(stderr,
                "seed %u: %zu opened, %zu typed, %zu pasted, %zu kept, %zu writes, %zu limited, "
                "%zu profiles, %zu issued\n",
                seed, of.opened, of.typed, of.pasted, of.kept, of.writes, of.limited,
                profiles_count(of.profiles), fake_admin_count(ui_test_admin(of.t), "issue"));
    close_all(&of);
}

Test(torture_tokens, are_seen_nowhere)
{
    torture(3, false);
}

Test(torture_tokens, nor_on_another_way)
{
    torture(11, false);
}

Test(torture_tokens, nor_where_they_are_issued)
{
    torture(5, true);
}
