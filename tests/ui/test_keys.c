/* Bytes to keys, keys to words, words to keys, and keys to actions. */
#include "config.h"
#include "base/buf.h"
#include "base/roff.h"
#include "ui/input.h"
#include "ui/keymap.h"
#include "ui/keys_manual.h"
#include "ui/screens/all.h"
#include "ui/screens/parked.h"
#include "ui/ui.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* All keys there are, in words, "text:" before those of a paste. */
static void read_all(struct buf *out)
{
    struct key key;
    while ((key = input_next()).kind != KEY_NOTHING) {
        if (out->len)
            buf_add_char(out, ' ');
        if (key.kind == KEY_PASTE)
            buf_addf(out, "paste:%s", key.paste);
        else
            key_write(out, key);
    }
}

static const struct {
    const char *bytes, *keys;
} decoded[] = {
    { "a", "a" },
    { "\xC3\xB1\xE2\x82\xAC\xF0\x9F\x8C\xB7", "\xC3\xB1 \xE2\x82\xAC \xF0\x9F\x8C\xB7" },
    { "\xFF"
      "a\x80"
      "b\xC3"
      "c",
      "a b c" },
    { " \r\n\t\b\x7F", "Space Enter Enter Tab Backspace Backspace" },
    { "\x13\x11\x03\x1A\x01\x1C\x1F", "Ctrl-S Ctrl-Q Ctrl-C Ctrl-Z Ctrl-A Ctrl-\\ Ctrl-_" },
    { "\033", "Esc" },
    { "\033\033", "Esc Esc" },
    { "\033\033[A", "Esc Up" },
    { "\033x\033N\033\xC3\xB1", "Alt-x Alt-N Alt-\xC3\xB1" },
    { "\033\r\033?", "Alt-Enter Alt-?" },
    { "\0331\0339\0330\033-\033=", "F1 F9 F10 F11 F12" },
    { "\0351\035=\035a", "F1 F12 a" },
    { "\035\033[A", "Up" },
    { "\033[A\033OB\033[C\033OD", "Up Down Right Left" },
    { "\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~",
      "Home End Home End Home End Home End" },
    { "\033[2~\033[3~\033[5~\033[6~\033[Z", "Insert Delete PgUp PgDn Shift-Tab" },
    { "\033OP\033OQ\033OR\033OS\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
      "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12" },
    { "\033[11~\033[12~\033[13~\033[14~", "F1 F2 F3 F4" },
    { "\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5" },
    { "\033[M\033[N\033[O\033[P\033[V\033[X", "F1 F2 F3 F4 F10 F12" },
    { "\033OT\033OU\033OZ\033O[", "F5 F6 F11 F12" },
    { "\033Oq\033Oy\033Op\033On\033Om\033OM", "1 9 0 . - Enter" },
    { "\033[1;5C\033[1;2A\033[1;3B\033[3;5~\033[1;5P",
      "Ctrl-Right Shift-Up Alt-Down Ctrl-Delete Ctrl-F1" },
    { "\033[a\033Oa\033[3^\033[3$", "Shift-Up Ctrl-Up Ctrl-Delete Shift-Delete" },
    { "\033[99;5u\033[97u\033[9;2u\033[27;5;115~\033[13;3u\033[49;3u",
      "Ctrl-C a Shift-Tab Ctrl-S Alt-Enter F1" },
    { "\033[99;99;99Zx\033[?1;2cy\033[>0;276;0cz", "Shift-Tab x y z" },
    { "\033[55296ux", "x" }, /* half a character is none */
    { "\033[57428ux\033[999~y\033[1;9;4;4;4;4;4Wz", "x y z" },
    { "\033[200~a\r\nb\rc\nd\te\x01\033[201~z", "paste:a\nb\nc\nd\te z" },
    { "\033[200~q\033[A<F10>\033[201~", "paste:q[A<F10>" },
    { "\033[200~\xC3\xB1\xFF\033[201~", "paste:\xC3\xB1\xEF\xBF\xBD" },
    { "\033[\rx", "Alt-[ Enter x" },
    { "\033[12\033x", "Alt-x" },
};

Test(input, decodes)
{
    for (size_t i = 0; i < sizeof decoded / sizeof *decoded; i++) {
        struct buf keys = { 0 };
        input_open(-1);
        input_feed_bytes(decoded[i].bytes, strlen(decoded[i].bytes));
        read_all(&keys);
        cr_expect_str_eq(buf_text(&keys), decoded[i].keys, "case %zu", i);
        buf_free(&keys);
    }
}

/* Each byte in a read of its own, through a descriptor, with a look for keys between them. */
Test(input, decodes_what_arrives_byte_by_byte)
{
    static const char bytes[] =
        "\xE2\x82\xAC\xF0\x9F\x8C\xB7n\xC3\xB1\033[200~a\xC3\xB1\r\033[201~z";
    struct buf keys = { 0 };
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    input_open(ends[0]);
    for (size_t i = 0; i + 1 < sizeof bytes; i++) {
        if (bytes[i] == '\033') { /* a sequence's bytes come together */
            cr_assert_eq(write(ends[1], bytes + i, 6), 6);
            i += 5;
        } else {
            cr_assert_eq(write(ends[1], bytes + i, 1), 1);
        }
        read_all(&keys);
    }
    cr_expect_str_eq(buf_text(&keys),
                     "\xE2\x82\xAC \xF0\x9F\x8C\xB7 n \xC3\xB1 paste:a\xC3\xB1\n z");
    cr_expect_not(input_has_ended());
    close(ends[1]);
    read_all(&keys);
    cr_expect(input_has_ended(), "the end of the terminal must be seen");
    close(ends[0]);
    buf_free(&keys);
}

Test(input, learns_what_terminfo_knows)
{
    struct buf keys = { 0 };
    struct key f5 = { .kind = KEY_NAMED, .code = KEY_NAME_F5 };
    input_open(-1);
    input_learn("\033[M", f5);  /* says something else than the tables */
    input_learn("\033!~~", f5); /* not of their kind at all */
    input_learn("a", f5);       /* a plain letter stays one */
    input_feed_bytes("\033!~~a", 5);
    input_feed_bytes("\033[M", 3);
    read_all(&keys);
    cr_expect_str_eq(buf_text(&keys), "F5 a F5");
    buf_free(&keys);
}

Test(input, feeds_scripts)
{
    struct buf keys = { 0 };
    input_open(-1);
    cr_expect_not(input_is_waiting());
    cr_expect(input_feed("b<F10><lt>\xC3\xB1"));
    cr_expect(input_feed("<Down>a"));
    cr_expect_not(input_feed("x<NoKey>"));
    cr_expect_not(input_feed("x<Down"));
    cr_expect(input_is_waiting());
    read_all(&keys);
    cr_expect_str_eq(buf_text(&keys), "Down a b F10 < \xC3\xB1");
    cr_expect_not(input_is_waiting());
    buf_free(&keys);
}

Test(input, discards_what_was_typed_ahead)
{
    struct buf keys = { 0 };
    input_open(-1);
    cr_expect_not(input_discard(), "nothing there, nothing thrown away");
    cr_expect(input_feed("abc"));
    input_feed_bytes("def\033[200~half a pas", 18);
    cr_expect(input_discard());
    cr_expect_not(input_is_waiting());
    read_all(&keys);
    cr_expect_str_eq(buf_text(&keys), "");
    input_feed_bytes("te<F10>q\033[201~z", 15); /* the rest of the paste must not act as keys */
    read_all(&keys);
    cr_expect_str_eq(buf_text(&keys), "z");
    buf_free(&keys);
}

Test(key, names_round_trip)
{
    static const char *const names[] = { "F10",        "Ctrl-S",  "Alt-n", "Esc",    "Enter",
                                         "Shift-Tab",  "Up",      "PgUp",  "/",      "Space",
                                         "a",          "A",       "-",     "Ctrl--", "Alt-?",
                                         "Ctrl-Right", "\xC3\xB1" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf out = { 0 };
        struct key key;
        cr_expect(key_parse(names[i], &key), "%s", names[i]);
        key_write(&out, key);
        cr_expect_str_eq(buf_text(&out), names[i]);
        buf_free(&out);
    }
    struct key key, same;
    cr_expect(key_parse("ctrl-s", &key) && key_parse("Ctrl-S", &same) && key_equal(key, same));
    cr_expect_not(key_parse("", &key));
    cr_expect_not(key_parse("F13", &key));
    cr_expect_not(key_parse("ab", &key));
    cr_expect_not(key_parse("Hyper-x", &key));
}

/* ------ bindings ------ */

static const struct binding bindings[] = {
    { { "F10", "Ctrl-S" }, ACTION_ORDER_SEND, "Send", NULL },
    { { "F3" }, ACTION_DROP, "Drop", NULL }, /* has a use of its own for a global key */
    { .action = ACTION_NONE },
};
static const struct screen_class screen = { .name = "test", .title = "Test", .bindings = bindings };

static enum action action_of(const char *name)
{
    struct key key;
    cr_assert(key_parse(name, &key));
    const struct binding *found = keymap_find(&screen, key);
    return found ? found->action : ACTION_NONE;
}

Test(keymap, screen_before_global)
{
    struct buf keys = { 0 };
    cr_expect_eq(action_of("Ctrl-S"), ACTION_ORDER_SEND);
    cr_expect_eq(action_of("F3"), ACTION_DROP);
    cr_expect_eq(action_of("Esc"), ACTION_BACK);
    cr_expect_eq(action_of("F9"), ACTION_NONE);
    keymap_keys_of(&screen, ACTION_ORDER_SEND, &keys);
    cr_expect_str_eq(buf_text(&keys), "F10, Ctrl-S");
    buf_clear(&keys);
    keymap_keys_of(&screen, ACTION_BACK, &keys);
    cr_expect_str_eq(buf_text(&keys), "Ctrl-X, Esc", "F3 is taken on this screen");
    buf_free(&keys);
}

Test(keymap, users_changes)
{
    struct buf keys = { 0 };
    struct error error = { 0 };
    cr_expect(keymap_rebind("test", "F5", "order-send", &error), "%s", error_text(&error));
    cr_expect(keymap_rebind("all", "Ctrl-S", "none", &error));
    cr_expect(keymap_rebind("other", "F10", "drop", &error));
    cr_expect_eq(action_of("F5"), ACTION_ORDER_SEND);
    cr_expect_eq(action_of("Ctrl-S"), ACTION_NONE);
    cr_expect_eq(action_of("F10"), ACTION_ORDER_SEND, "another screen's change");
    keymap_keys_of(&screen, ACTION_ORDER_SEND, &keys);
    cr_expect_str_eq(buf_text(&keys), "F5, F10");

    cr_expect_not(keymap_rebind("test", "F13", "drop", &error));
    cr_expect(strstr(error_text(&error), "\"F13\""));
    cr_expect_not(keymap_rebind("test", "F6", "order-sent", &error));
    cr_expect(strstr(error_text(&error), "nearest is \"order-send\""), "%s", error_text(&error));
    cr_expect_not(keymap_rebind("test", "F5", "drop", &error));
    cr_expect(strstr(error_text(&error), "order-send and drop"), "%s", error_text(&error));
    keymap_forget();
    cr_expect_eq(action_of("F5"), ACTION_NONE);
    error_clear(&error);
    buf_free(&keys);
}

Test(keymap, check_finds_clashes)
{
    static const struct binding twice[] = { { { "F5" }, ACTION_REFRESH, NULL, NULL },
                                            { { "F6", "f5" }, ACTION_SORT, NULL, NULL },
                                            { .action = ACTION_NONE } };
    static const struct binding unknown[] = { { { "Fn" }, ACTION_REFRESH, NULL, NULL },
                                              { .action = ACTION_NONE } };
    static const struct binding same[] = { { { "F5", "Ctrl-R", "F5" }, ACTION_SORT, NULL, NULL },
                                           { .action = ACTION_NONE } };
    struct screen_class bad = { .name = "bad" };
    struct error error = { 0 };
    cr_expect(keymap_check(&screen, &error), "%s", error_text(&error));
    bad.bindings = twice;
    cr_expect_not(keymap_check(&bad, &error));
    cr_expect(strstr(error_text(&error), "refresh") && strstr(error_text(&error), "sort"));
    bad.bindings = unknown;
    cr_expect_not(keymap_check(&bad, &error));
    bad.bindings = same;
    cr_expect_not(keymap_check(&bad, &error));
    error_clear(&error);
}

Test(action, names_are_unique_and_found)
{
    for (int i = 1; i < ACTION_COUNT; i++) {
        cr_expect_eq(action_by_name(action_name((enum action)i)), (enum action)i, "%s",
                     action_name((enum action)i));
        cr_expect(*action_sentence((enum action)i));
    }
    cr_expect_eq(action_by_name("no-such-action"), ACTION_NONE);
}

/* ------ all screens ------ */

enum { HINT_CHARS = 14 };

static const struct screen_class *screen_named(const char *name)
{
    for (size_t i = 0; all_screens[i]; i++)
        if (strcmp(all_screens[i]->name, name) == 0)
            return all_screens[i];
    return NULL;
}

Test(screens, bind_no_key_twice_and_explain_themselves)
{
    for (size_t i = 0; all_screens[i]; i++) {
        const struct screen_class *class = all_screens[i];
        struct error error = { 0 };
        cr_expect(keymap_check(class, &error), "%s", error_text(&error));
        cr_expect_eq(screen_named(class->name), class, "two screens are called %s", class->name);
        cr_expect(class->title && *class->title, "%s", class->name);
        cr_expect(class->about && *class->about, "%s", class->name);
        cr_expect(class->open && class->close && class->draw, "%s", class->name);
        for (const struct binding *row = class->bindings; row->action != ACTION_NONE; row++)
            cr_expect(!row->hint || strlen(row->hint) <= HINT_CHARS, "%s: %s", class->name,
                      row->hint);
        error_clear(&error);
    }
}

/* A binding of a plain character must not be out of reach of the way back and of help. */
Test(screens, always_offer_help_and_the_way_back)
{
    static const char *const keys[] = { "F1", "F3", "Esc", "Ctrl-L", "Ctrl-Z", "Ctrl-C" };
    for (size_t i = 0; all_screens[i]; i++) {
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            struct key key;
            cr_assert(key_parse(keys[k], &key));
            cr_expect(keymap_find(all_screens[i], key), "%s on %s", keys[k], all_screens[i]->name);
        }
    }
}

/* Every screen class there is, by the names in the files themselves: none may be missing in the table. */
Test(screens, are_all_in_the_table)
{
    static const char *const names[] = {
        "orders",         "orders-filter",  "orders-narrow", "orders-dates",
        "orders-sort",    "orders-columns", "orders-views",  "orders-save",
        "order",          "details",        "mix",           "review",
        "parked",         "pick",           "text",          "help",
        "help-fields",    "calendar",       "prebooks",      "cancel-lines",
        "cancelled",      "theirs",         "change",        "display",
        "issue",          "tokens",         "journal",       "journal-filter",
        "profiles",       "profile",        "profile-form",  "profile-methods",
        "profile-forget", "secret"
    };
    size_t count = 0;
    while (all_screens[count])
        count++;
    cr_expect_eq(count, sizeof names / sizeof *names, "%zu", count);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cr_expect(screen_named(names[i]), "%s", names[i]);
}

static bool gives(const char *scope, const char *name, enum action action)
{
    struct key key;
    cr_assert(key_parse(name, &key));
    const struct binding *found = keymap_find(screen_named(scope), key);
    return action == ACTION_NONE ? !found : found && found->action == action;
}

static void expect_refused(const char *scope, const char *key, const char *action, const char *why)
{
    struct error error = { 0 };
    cr_expect_not(all_screens_rebind(scope, key, action, &error), "%s %s %s", scope, key, action);
    cr_expect(strstr(error_text(&error), why), "\"%s\" is not in \"%s\"", why, error_text(&error));
    error_clear(&error);
}

Test(screens, key_file_changes_each_of_them)
{
    for (size_t i = 0; all_screens[i]; i++) {
        struct error error = { 0 };
        const char *name = all_screens[i]->name;
        enum action last = ACTION_NONE;
        for (const struct binding *row = all_screens[i]->bindings; row->action != ACTION_NONE;
             row++)
            last = row->action;
        cr_expect(all_screens_rebind(name, "Alt-w", action_name(last), &error), "%s: %s", name,
                  error_text(&error));
        cr_expect(gives(name, "Alt-w", last), "%s", name);
        error_clear(&error);
    }
    keymap_forget();
}

Test(screens, key_file_with_all_changes_only_where_the_action_is)
{
    struct error error = { 0 };
    cr_expect(all_screens_rebind("all", "F6", "sort", &error), "%s", error_text(&error));
    cr_expect(gives("orders", "F6", ACTION_SORT));
    cr_expect(gives("order", "F6", ACTION_LINE_NEW), "a form has nothing to sort");
    cr_expect(all_screens_rebind("all", "F12", "help", &error));
    cr_expect(gives("order", "F12", ACTION_HELP), "help is everywhere");
    cr_expect(all_screens_rebind("all", "F9", "none", &error));
    cr_expect(gives("order", "F9", ACTION_NONE));
    error_clear(&error);
    keymap_forget();
}

Test(screens, key_file_of_one_screen_counts_before_all)
{
    struct error error = { 0 };
    cr_expect(all_screens_rebind("orders", "F6", "refresh", &error), "%s", error_text(&error));
    cr_expect(all_screens_rebind("all", "F6", "help", &error));
    cr_expect(gives("orders", "F6", ACTION_REFRESH));
    cr_expect(gives("order", "F6", ACTION_HELP));
    error_clear(&error);
    keymap_forget();
}

Test(screens, key_file_is_refused_in_words)
{
    struct error error = { 0 };
    expect_refused("oders", "F6", "refresh", "no screen \"oders\"; the nearest is \"orders\"");
    expect_refused("oder", "F6", "refresh", "nearest is \"order\"");
    expect_refused("orders", "F6", "order-nw",
                   "no action \"order-nw\"; the nearest is \"order-new\"");
    expect_refused("orders", "F13", "order-new", "no key \"F13\"");
    expect_refused("orders", "F6", "order-send", "\"orders\" has no action \"order-send\"");
    expect_refused("all", "F6", "hlp", "nearest is \"help\"");
    cr_expect(all_screens_rebind("orders", "F6", "refresh", &error));
    expect_refused("orders", "f6", "sort", "two actions on \"orders\": refresh and sort");
    expect_refused("orders", "F6", "none", "two actions on \"orders\": refresh and none");
    cr_expect(gives("orders", "F6", ACTION_REFRESH), "the first one holds");
    error_clear(&error);
    keymap_forget();
}

Test(screens, own_sentences_are_of_own_actions)
{
    for (size_t i = 0; all_screens[i]; i++) {
        const struct screen_sentence *row = all_screens[i]->sentences;
        for (; row && row->action != ACTION_NONE; row++) {
            cr_expect(keymap_has_action(all_screens[i], row->action), "%s: %s",
                      all_screens[i]->name, action_name(row->action));
            cr_expect_str_neq(row->sentence, action_sentence(row->action));
            cr_expect_str_eq(keymap_sentence(all_screens[i], row->action), row->sentence);
        }
    }
    cr_expect(strstr(keymap_sentence(&parked_screen, ACTION_DROP), "for good"));
    cr_expect_str_eq(keymap_sentence(&parked_screen, ACTION_BACK), action_sentence(ACTION_BACK));
}

Test(screens, manual_names_every_key_and_action)
{
    struct buf page = { 0 };
    cr_assert(keys_manual_write(&page, ".\\\" TABLE everywhere\n.\\\" TABLE screens\n"));
    for (size_t i = 0; all_screens[i]; i++) {
        struct buf heading = { 0 };
        roff_add_text(&heading, all_screens[i]->name);
        buf_add(&heading, ")\"\n");
        const char *section = strstr(buf_text(&page), buf_text(&heading));
        cr_assert(section, "%s", buf_text(&heading));
        buf_free(&heading);
        const char *end = strstr(section, "\n.SS");
        for (const struct binding *row = all_screens[i]->bindings; row->action != ACTION_NONE;
             row++) {
            const char *sentence = strstr(section, keymap_sentence(all_screens[i], row->action));
            cr_expect(sentence && (!end || sentence < end), "%s: %s", all_screens[i]->name,
                      action_name(row->action));
        }
    }
    for (const struct binding *row = global_bindings; row->action != ACTION_NONE; row++) {
        struct buf key = { 0 };
        roff_add_text(&key, row->keys[0]);
        cr_expect(strstr(buf_text(&page), buf_text(&key)), "%s", row->keys[0]);
        buf_free(&key);
    }
    buf_clear(&page);
    cr_assert(keys_manual_write(&page, ".\\\" TABLE actions\n"));
    for (int i = 1; i < ACTION_COUNT; i++)
        cr_expect(strstr(buf_text(&page), action_sentence((enum action)i)));
    cr_expect_not(keys_manual_write(&page, ".\\\" TABLE screens2\n"));
    buf_free(&page);
}

/* Help and the manual say every key that does something. */
Test(screens, say_all_keys_of_an_action)
{
    for (size_t i = 0; all_screens[i]; i++) {
        for (const struct binding *row = all_screens[i]->bindings; row->action != ACTION_NONE;
             row++) {
            struct buf keys = { 0 };
            keymap_keys_of(all_screens[i], row->action, &keys);
            for (int k = 0; k < BINDING_KEYS && row->keys[k]; k++)
                cr_expect(strstr(buf_text(&keys), row->keys[k]), "%s: %s does %s, not among %s",
                          all_screens[i]->name, row->keys[k], action_name(row->action),
                          buf_text(&keys));
            buf_free(&keys);
        }
    }
    struct buf keys = { 0 };
    keymap_keys_of(screen_named("orders"), ACTION_BACK, &keys);
    cr_expect_str_eq(buf_text(&keys), "F3, q, Ctrl-X", "Esc has another use there");
    buf_free(&keys);
}
