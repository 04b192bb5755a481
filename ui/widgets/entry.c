/* One value under the cursor; see entry.h. Knows the types of fields, nothing of orders. */
#include "config.h"
#include "ui/widgets/entry.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/date.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, DAYS_COLS = 2 * WEEK - 1 };

static const char day_letters[] = "MTWTFSS", day_keys[] = "mtwhfsu";

static bool is_typed(const struct field *field)
{
    return field->type != FIELD_DAYS && field->type != FIELD_CHOICE;
}

void entry_open(struct entry *entry, const struct field *field, struct value *value)
{
    entry_close(entry);
    entry->field = field;
    entry->value = value;
    entry->day = 0;
    line_set(&entry->line, value_text(*value));
}

void entry_select(struct entry *entry)
{
    const struct field *field = entry->field;
    entry->is_selected = entry->value && value_is_set(*entry->value) &&
                         (field->lookup || field->type == FIELD_ID || field->type == FIELD_INT ||
                          field->type == FIELD_AMOUNT || field->type == FIELD_DATE);
}

void entry_forget(struct entry *entry)
{
    free(entry->replaced);
    entry->replaced = NULL;
    entry->is_selected = false;
    entry->value = NULL;
    entry->field = NULL;
    line_free(&entry->line);
}

void entry_close(struct entry *entry)
{
    struct value *value = entry->value;
    if (value && value_is_set(*value)) {
        struct buf normal = { 0 };
        if (field_read(entry->field, value->text, &normal, NULL) == FIELD_OK &&
            strcmp(value->text, buf_text(&normal)) != 0)
            value_set(value, buf_text(&normal));
        buf_free(&normal);
    }
    entry_forget(entry);
}

/* Somebody else may have changed the value meanwhile: a list it was picked from. */
static void catch_up(struct entry *entry)
{
    if (strcmp(buf_text(&entry->line.text), value_text(*entry->value)) != 0)
        line_set(&entry->line, value_text(*entry->value));
}

static enum entry_result change(struct entry *entry, const char *text)
{
    if (entry->value->text && strcmp(entry->value->text, text) == 0)
        return ENTRY_MOVED;
    value_set(entry->value, text);
    line_set(&entry->line, text);
    return ENTRY_CHANGED;
}

static bool is_erasing(struct key key)
{
    return key.kind == KEY_NAMED && !key.modifiers &&
           (key.code == KEY_NAME_BACKSPACE || key.code == KEY_NAME_DELETE);
}

/* ------ weekdays ------ */

static enum entry_result switch_day(struct entry *entry, int day)
{
    unsigned days = 0;
    struct buf text = { 0 };
    date_days_read(value_text(*entry->value), &days, NULL);
    date_days_write(&text, days ^ 1u << day);
    entry->day = day;
    enum entry_result result = change(entry, buf_text(&text));
    buf_free(&text);
    return result;
}

static enum entry_result days_key(struct entry *entry, struct key key)
{
    if (is_erasing(key))
        return change(entry, "");
    if (key.kind == KEY_NAMED && !key.modifiers) {
        int to = key.code == KEY_NAME_LEFT    ? entry->day - 1
                 : key.code == KEY_NAME_RIGHT ? entry->day + 1
                 : key.code == KEY_NAME_HOME  ? 0
                 : key.code == KEY_NAME_END   ? WEEK - 1
                                              : -2;
        if (to == -2)
            return ENTRY_NOT_MINE;
        if (to >= 0 && to < WEEK)
            entry->day = to;
        return ENTRY_MOVED;
    }
    if (!key_is_text(key) || key.code >= 0x80)
        return ENTRY_NOT_MINE;
    if (key.code == ' ')
        return switch_day(entry, entry->day);
    if (key.code >= '1' && key.code <= '7')
        return switch_day(entry, (int)key.code - '1');
    const char *letter = strchr(day_keys, (int)key.code | 0x20);
    return letter ? switch_day(entry, (int)(letter - day_keys)) : ENTRY_NOT_MINE;
}

/* ------ choices ------ */

static const struct field_choice *chosen(const struct field *field, const char *text)
{
    for (const struct field_choice *c = field->choices; c && c->value; c++)
        if (strcmp(c->value, text) == 0)
            return c;
    return NULL;
}

static bool begins_with(const char *text, uint32_t letter)
{
    return letter < 0x80 && ((unsigned char)*text | 0x20u) == (letter | 0x20u);
}

static enum entry_result choice_key(struct entry *entry, struct key key)
{
    const struct field_choice *first = entry->field->choices;
    const struct field_choice *now = chosen(entry->field, value_text(*entry->value));
    if (is_erasing(key))
        return change(entry, "");
    if (!key_is_text(key) || !first)
        return ENTRY_NOT_MINE;
    const struct field_choice *next = now && now[1].value ? now + 1 : first;
    if (key.code == ' ')
        return change(entry, next->value);
    for (size_t tried = 0; first[tried].value; tried++) {
        if (begins_with(next->label, key.code) || begins_with(next->value, key.code))
            return change(entry, next->value);
        next = next[1].value ? next + 1 : first;
    }
    return ENTRY_NOT_MINE;
}

/* ------ typing ------ */

/* What this field's letters can be; a comma typed for a decimal point is one. */
static bool takes(const struct field *field, struct key *key)
{
    switch (field->type) {
    case FIELD_INT: /* a point that was dropped would make 320 of 3.20: it stays, and is wrong */
        if (key->code == '.' || key->code == ',')
            return true;
        return key->code >= '0' && key->code <= '9';
    case FIELD_ID:
        return key->code >= '0' && key->code <= '9';
    case FIELD_AMOUNT:
        if (key->code == ',')
            key->code = '.';
        return (key->code >= '0' && key->code <= '9') || key->code == '.' || key->code == '-';
    case FIELD_DATE:
        return (key->code >= '0' && key->code <= '9') || key->code == '-' || key->code == '/';
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_DAYS:
    case FIELD_CHOICE:
    case FIELD_BOOL:
        break;
    }
    return true;
}

static void replace_selected(struct entry *entry)
{
    free(entry->replaced);
    entry->replaced = mem_strdup(value_text(*entry->value));
    entry->is_selected = false;
    line_set(&entry->line, "");
}

static bool can_bring_back(const struct entry *entry, struct key key)
{
    return entry->replaced && !entry->line.text.len && key.kind == KEY_NAMED &&
           key.code == KEY_NAME_BACKSPACE;
}

static enum entry_result bring_back(struct entry *entry)
{
    char *text = entry->replaced;
    entry->replaced = NULL;
    enum entry_result result = change(entry, text);
    free(text);
    return result;
}

static enum entry_result typed(struct entry *entry, struct key key)
{
    bool is_note = entry->field->type == FIELD_NOTE;
    enum line_result result;
    if (value_is_unknown(*entry->value) && is_erasing(key))
        return change(entry, "");
    if (key_is_text(key) && !takes(entry->field, &key))
        return ENTRY_NOT_MINE;
    if (can_bring_back(entry, key))
        return bring_back(entry);
    if (entry->is_selected && (key_is_text(key) || key.kind == KEY_PASTE))
        replace_selected(entry);
    if (is_note && key.kind == KEY_PASTE)
        result = line_insert(&entry->line, key.paste);
    else if (is_note && key.kind == KEY_NAMED && key.code == KEY_NAME_ENTER &&
             key.modifiers == KEY_ALT)
        result = line_insert(&entry->line, "\n");
    else
        result = line_key(&entry->line, key);
    if (result != LINE_NOT_MINE)
        entry->is_selected = false;
    if (result == LINE_CHANGED)
        value_set(entry->value, buf_text(&entry->line.text));
    return result == LINE_CHANGED ? ENTRY_CHANGED
           : result == LINE_MOVED ? ENTRY_MOVED
                                  : ENTRY_NOT_MINE;
}

enum entry_result entry_key(struct entry *entry, struct key key)
{
    if (!entry->value)
        return ENTRY_NOT_MINE;
    catch_up(entry);
    if (entry->field->type == FIELD_DAYS)
        return days_key(entry, key);
    if (entry->field->type == FIELD_CHOICE)
        return choice_key(entry, key);
    return typed(entry, key);
}

enum entry_result entry_erase_to_end(struct entry *entry)
{
    if (!entry->value)
        return ENTRY_NOT_MINE;
    catch_up(entry);
    if (!is_typed(entry->field))
        return ENTRY_MOVED;
    size_t len = entry->line.text.len;
    line_erase_to_end(&entry->line);
    if (entry->line.text.len == len)
        return ENTRY_MOVED;
    value_set(entry->value, buf_text(&entry->line.text));
    return ENTRY_CHANGED;
}

/* ------ showing ------ */

void entry_write(const struct field *field, struct value value, int cols, struct buf *out)
{
    unsigned days;
    if (field->type != FIELD_DAYS || !value_is_set(value) ||
        !date_days_read(value.text, &days, NULL)) {
        buf_add(out, field_shown(field, value));
        return;
    }
    for (int i = 0; i < WEEK; i++) {
        if (i && cols >= DAYS_COLS)
            buf_add_char(out, ' ');
        buf_add_char(out, days >> i & 1 ? day_letters[i] : '.');
    }
}

static void draw_days(struct entry *entry, struct area area, int y, int x, int cols)
{
    unsigned days = 0;
    int step = cols >= DAYS_COLS ? 2 : 1;
    bool can_read = date_days_read(value_text(*entry->value), &days, NULL);
    paint_left(area, y, x, cols, ROLE_FOCUS, can_read ? "" : value_text(*entry->value));
    for (int i = 0; can_read && i < WEEK; i++) {
        bool is_on = days >> i & 1;
        char letter[2] = { (char)(is_on ? day_letters[i] : day_letters[i] | 0x20), '\0' };
        paint_text(area, y, x + i * step, 1, is_on ? ROLE_SELECTED : ROLE_FOCUS, letter);
    }
    paint_cursor(area, y, x + entry->day * step);
}

void entry_draw(struct entry *entry, struct area area, int y, int x, int cols)
{
    if (!entry->value)
        return;
    catch_up(entry);
    if (entry->field->type == FIELD_DAYS) {
        draw_days(entry, area, y, x, cols);
    } else if (entry->field->type == FIELD_CHOICE || value_is_unknown(*entry->value)) {
        paint_left(area, y, x, cols, ROLE_FOCUS, field_shown(entry->field, *entry->value));
        paint_cursor(area, y, x);
    } else {
        line_draw(&entry->line, area, y, x, cols, ROLE_FOCUS, true);
    }
}

void entry_draw_value(const struct field *field, struct value value, enum role role, bool editable,
                      struct area area, int y, int x, int cols)
{
    struct buf text = { 0 };
    if (role == ROLE_NORMAL)
        role = value_is_unknown(value) ? ROLE_UNKNOWN : editable ? ROLE_FIELD : ROLE_VALUE;
    entry_write(field, value, cols, &text);
    int used = paint_text(area, y, x, cols, role, buf_text(&text));
    buf_clear(&text);
    for (int i = used; editable && i < cols; i++)
        buf_add_char(&text, '_');
    paint_text(area, y, x + used, cols - used, ROLE_DIM, buf_text(&text));
    buf_free(&text);
}

const char *entry_hint(const struct field *field)
{
    switch (field->type) {
    case FIELD_DAYS:
        return "Keys 1 to 7, or m t w h f s u, switch a day; Backspace clears.";
    case FIELD_CHOICE:
        return "Space or the first letter chooses; Backspace clears.";
    case FIELD_NOTE:
        return "Alt-Enter begins a new line.";
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_AMOUNT:
    case FIELD_DATE:
    case FIELD_BOOL:
        break;
    }
    return "";
}

int entry_cols(const struct field *field)
{
    enum { TEXT_COLS = 40, NOTE_COLS = 50, NUMBER_COLS = 8 };
    int cols = 0, most = field->max_chars;
    switch (field->type) {
    case FIELD_DATE:
        return 10;
    case FIELD_DAYS:
        return DAYS_COLS;
    case FIELD_AMOUNT:
        return 11;
    case FIELD_BOOL:
        return 3;
    case FIELD_ID:
        return most ? most + 1 : 21; /* one more for the cursor */
    case FIELD_INT:
        return most && most < NUMBER_COLS ? most + 1 : NUMBER_COLS;
    case FIELD_NOTE:
        return NOTE_COLS;
    case FIELD_CHOICE:
        for (const struct field_choice *c = field->choices; c && c->value; c++) {
            int width = utf8_width_cols(c->label);
            cols = width > cols ? width : cols;
        }
        return cols;
    case FIELD_TEXT:
        break;
    }
    return most && most < TEXT_COLS ? most + 1 : TEXT_COLS;
}
