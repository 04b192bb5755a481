/* The actions as an enum, with their names and sentences (action.def). */
#ifndef UI_ACTION_H
#define UI_ACTION_H

enum action {
    ACTION_NONE,
#define ACTION(id, name, sentence) ACTION_##id,
#include "ui/action.def"
#undef ACTION
    ACTION_COUNT
};

const char *action_name(enum action action);     /* "order-send" */
const char *action_sentence(enum action action); /* "Send this standing order" */
enum action action_by_name(const char *name);    /* ACTION_NONE where there is none */

#endif
