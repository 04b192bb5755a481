/* A command of the real program at the test's one desk, and what is expected of how it ended. */
#ifndef TESTS_DESK_COMMAND_H
#define TESTS_DESK_COMMAND_H

#include "support/desk.h"

#include <json-c/json.h>

extern struct desk *desk;      /* the test's own; made and freed by it */
extern struct desk_result got; /* of the command run last; replaced by the next */

void run(const char *const *arguments); /* without input */
void expect_status(int status);
void expect_said(const char *text); /* on either output */
json_object *
output(void); /* the whole of standard output as JSON; put it back with json_object_put */
const char *text_of(json_object *object, const char *key); /* "" where it has no such member */

#endif
