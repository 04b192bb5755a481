/* How the screen of a secret looks. Never draws a character of one; see secret_core.h. */
#include "config.h"
#include "ui/screens/secret_core.h"
#include "ui/screens/profile_words.h"

enum { LABEL_COLS = 10, FIELD_COLS = 52 };

static void draw_head(const struct secret *secret, struct area area)
{
    const struct profile *profile = &secret->profile;
    struct buf text = { 0 };
    buf_addf(&text, "The token of %s", profile->name ? profile->name : "this profile");
    if (*token_type_word(profile->token_type))
        buf_addf(&text, " (%s)", token_type_word(profile->token_type));
    if (secret->take)
        buf_add(&text, ". It is kept in a private file of Perennial's own.");
    else if (profile->token_command)
        buf_addf(&text, ", which now comes from a command: %s", profile->token_command);
    else if (profile->token_file)
        buf_add(&text, ". It takes the place of the one in "),
            profile_words_path(profile->token_file, &text);
    else
        buf_add(&text, ", which has none yet. It is kept in a private file of Perennial's own.");
    paint_wrapped(area, 0, 1, area.cols - 2, ROLE_NORMAL, buf_text(&text));
    buf_free(&text);
}

static int draw_ways(const struct secret *secret, struct area area)
{
    int y = 0;
    for (int way = 0; way < SECRET_WAYS; way++) {
        if (!secret_offers(secret, (enum secret_way)way))
            continue;
        bool is_chosen = way == (int)secret->way;
        char digit[2] = { (char)('1' + way), '\0' };
        if (is_chosen)
            paint_text(area, y, 0, 1, ROLE_SELECTED, ">");
        paint_text(area, y, 2, 1, ROLE_KEY, digit);
        paint_text(area, y, 4, area.cols - 5, ROLE_NORMAL, secret_ways[way].words);
        if (is_chosen && secret->focus == SECRET_ON_WAYS)
            paint_role(area, y, 0, area.cols, ROLE_SELECTED);
        y++;
    }
    return y;
}

static void draw_fields(struct secret *secret, struct area area)
{
    int cols = area.cols - LABEL_COLS - 3;
    cols = cols < FIELD_COLS ? cols : FIELD_COLS;
    for (int i = 0; i < secret_field_count(secret); i++) {
        bool focused = secret->stage == SECRET_TYPING && secret->focus == i;
        paint_text(area, i, 1, LABEL_COLS, ROLE_LABEL, secret_ways[secret->way].fields[i].label);
        if (secret_ways[secret->way].fields[i].is_hidden)
            hidden_draw(&secret->hidden, area, i, LABEL_COLS + 2, cols, focused);
        else
            line_draw(&secret->typed, area, i, LABEL_COLS + 2, cols,
                      focused ? ROLE_FOCUS : ROLE_FIELD, focused);
    }
}

/* What comes of it: the print before it is kept, or why it came to nothing. */
static void draw_end(const struct secret *secret, struct area area)
{
    struct buf text = { 0 };
    enum role role = ROLE_OK;
    if (secret->stage == SECRET_SHOWN) {
        buf_addf(&text,
                 "Read: %zu characters, whose print begins with #%.4s. Enter keeps it; Esc types "
                 "it anew.",
                 secret->token.len, secret->print);
    } else if (secret->stage == SECRET_ASKING) {
        buf_add(&text, "Asking the service for a token (1 request) \u2026 Ctrl-C stops.");
        role = ROLE_WARNING;
    } else if (secret->why) {
        buf_add(&text, secret->why);
        role = ROLE_ERROR;
    }
    paint_wrapped(area, 0, 1, area.cols - 2, role, buf_text(&text));
    buf_free(&text);
}

void secret_draw(struct secret *secret, struct area area)
{
    enum { HEAD_ROWS = 2 };
    draw_head(secret, area_rows(area, 0, HEAD_ROWS));
    paint_rule(area, HEAD_ROWS);
    int y = HEAD_ROWS + 1;
    y += draw_ways(secret, area_rows(area, y, SECRET_WAYS)) + 1;
    if (secret->stage != SECRET_SHOWN)
        draw_fields(secret, area_rows(area, y, SECRET_MOST_FIELDS));
    y += secret_field_count(secret) + 1;
    draw_end(secret, area_rows(area, y, -1));
}
