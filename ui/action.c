/* The action table's names and sentences; see action.h. */
#include "config.h"
#include "ui/action.h"
#include "base/names.h"

#include <stddef.h>

static const struct {
    const char *name, *sentence;
} actions[] = {
    { "none", "Do nothing" },
#define ACTION(id, name, sentence) { name, sentence },
#include "ui/action.def"
#undef ACTION
};
_Static_assert(sizeof actions / sizeof *actions == ACTION_COUNT, "one row for each action");

const char *action_name(enum action action)
{
    return actions[action].name;
}

const char *action_sentence(enum action action)
{
    return actions[action].sentence;
}

enum action action_by_name(const char *name)
{
    for (int i = 1; i < ACTION_COUNT; i++)
        if (names_equal(name, actions[i].name))
            return (enum action)i;
    return ACTION_NONE;
}
