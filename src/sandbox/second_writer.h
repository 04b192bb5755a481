/* A second user at work on the same orders, for practice and tests: the fault "second-writer". */
#ifndef SANDBOX_SECOND_WRITER_H
#define SANDBOX_SECOND_WRITER_H

#include "sandbox/routes.h"

#include <stdint.h>

/* Called once this order was read by its number and the reply is whole: where the fault strikes, the
 * order is changed as another user would, so that the next reading differs. */
void second_writer_strike(struct server *server, int64_t order, int32_t today);

#endif
