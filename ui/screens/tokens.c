/* The tokens of the practice server; see tokens.h. */
#include "config.h"
#include "ui/screens/tokens.h"

static void *open_tokens(struct ui *ui, void *argument)
{
    (void)argument;
    ui_say(ui, ROLE_WARNING, "Tokens are issued only on the practice server (--sandbox).");
    return NULL;
}

static const struct binding bindings[] = { { .action = ACTION_NONE } };

const struct screen_class tokens_screen = {
    .name = "tokens",
    .title = "Tokens of the server",
    .about = "",
    .bindings = bindings,
    .open = open_tokens,
};
