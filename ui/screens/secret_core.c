/* The secret that is being entered: the ways it may come here, and how it is wiped. What is typed or pasted unseen
 * lies in memory that is overwritten; user name and password are kept nowhere. Draws nothing, and knows no keys. */
#include "config.h"
#include "ui/screens/secret_core.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const struct secret_way_row secret_ways[SECRET_WAYS] = {
    [SECRET_BY_HAND] = { "Typed or pasted here, unseen",
                         { { "Token", true,
                             "Letters and digits, not shown; a paste takes the place of what is "
                             "there." } } },
    [SECRET_FROM_FILE] = { "From a file: its first line",
                           { { "File", false,
                               "Its first line is the token; it must be yours, with mode 0600, and "
                               "stays." } } },
    [SECRET_FROM_COMMAND] = { "From a command, which is asked each time",
                              { { "Command", false,
                                  "The first line of what it prints is the token; this line is "
                                  "kept." } } },
    [SECRET_BY_LOGIN] = { "By user name and password (1 request)",
                          { { "User name", false,
                              "As you log in at the service; it is kept nowhere." },
                            { "Password", true, "Not shown and kept nowhere." } } },
};

void secret_say_why(struct secret *secret, const char *why)
{
    char *copy = NULL;
    if (why && *why) {
        copy = mem_printf("%s%s", why, strchr(".!?", why[strlen(why) - 1]) ? "" : ".");
        copy[0] = (char)toupper((unsigned char)copy[0]);
    }
    free(secret->why);
    secret->why = copy;
}

void secret_wipe(struct secret *secret)
{
    hidden_wipe(&secret->hidden);
    buf_wipe(&secret->token);
    mem_wipe(secret->print, sizeof secret->print);
    mem_wipe(secret->typed.text.data, secret->typed.text.cap);
    line_free(&secret->typed);
    line_set(&secret->typed, "");
    secret->stage = SECRET_TYPING;
}

void secret_stop_asking(struct secret *secret)
{
    const struct api_opener *opener = ui_opener(secret->ui);
    if (secret->asked.ops)
        opener->close(opener->self, secret->asked);
    secret->asked = (struct api){ 0 };
    secret->is_answered = false;
}

bool secret_offers(const struct secret *secret, enum secret_way way)
{
    if (way == SECRET_FROM_COMMAND) /* the form of a new profile has a field for it */
        return !secret->take && secret->profile.is_own;
    return way != SECRET_BY_LOGIN || ui_opener(secret->ui);
}

int secret_field_count(const struct secret *secret)
{
    return secret_ways[secret->way].fields[1].label ? 2 : 1;
}

void secret_fail(struct secret *secret, const char *why)
{
    buf_wipe(&secret->token);
    secret->stage = SECRET_TYPING;
    secret_say_why(secret, why);
    ui_discard_keys(secret->ui);
}
