/* What stands in a list's place when it has no rows: what is so, and what to do about it. */
#ifndef UI_SCREENS_NOTICE_H
#define UI_SCREENS_NOTICE_H

#include "ui/paint.h"

/* `headline` in `role`, below it `advice` in plain text (NULL = none); both wrapped. */
void notice_draw(struct area area, enum role role, const char *headline, const char *advice);

#endif
