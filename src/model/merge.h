/* Two people, one order: what somebody else changed since an edit began, and what to do about each
 * of it. Three states: `base`, as it was when the edit began; `theirs`, as the service has it now;
 * `mine`, as it was edited here. */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include "model/diff.h"

enum merge_choice { MERGE_OPEN, MERGE_THEIRS, MERGE_MINE };

struct merge_row {
    struct diff_row theirs; /* base -> theirs */
    const char *mine;       /* mine's own text; NULL = not there. Points into `mine` */
    int mine_item;          /* place in `mine`; DIFF_NOWHERE = not there, or the header */
    bool is_touched;        /* mine differs from base here as well */
    enum merge_choice choice;
};

struct merge { /* a zeroed struct is empty: nobody else changed anything */
    struct merge_row *rows;
    size_t count, cap;
};

/* Each difference between base and theirs that mine does not have as well. Rows begin MERGE_OPEN. */
void merge_find(struct merge *merge, const struct order *base, const struct order *theirs,
                const struct order *mine);
bool merge_is_decided(const struct merge *merge); /* no row is open; also where there is none */
/* `base` becomes theirs, with what a list reply cannot say carried over from the base of before (the
 * carrier's id, what was looked up); `mine` gets theirs where that was chosen, and what mine did not
 * touch follows base. Where mine was chosen for a line that is gone, it becomes a line to be added; a
 * line that was added stays in either case, since only cancelling takes a line out. What is still open
 * counts as mine.
 * The rows are used up: `merge` is empty afterwards. */
void merge_apply(struct merge *merge, struct order *base, const struct order *theirs,
                 struct order *mine);
void merge_free(struct merge *merge);

#endif
