/* Issuing tokens on the practice server; see issue.h. */
#include "config.h"
#include "ui/screens/issue.h"

static void *open_issue(struct ui *ui, void *argument)
{
    (void)argument;
    ui_say(ui, ROLE_WARNING, "Tokens are issued only on the practice server (--sandbox).");
    return NULL;
}

static const struct binding bindings[] = { { .action = ACTION_NONE } };

const struct screen_class issue_screen = {
    .name = "issue",
    .title = "New token",
    .about = "",
    .bindings = bindings,
    .open = open_issue,
};
