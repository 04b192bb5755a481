/* What the files of the journal of requests share: what was read, what of it is shown, and what is typed. */
#ifndef UI_SCREENS_REQUESTS_CORE_H
#define UI_SCREENS_REQUESTS_CORE_H

#include "store/requests.h"
#include "ui/screens/requests.h"
#include "ui/widgets/form.h"
#include "ui/widgets/line.h"
#include "ui/widgets/list.h"
#include "work/requests_view.h"

enum {
    REQUESTS_ENDED_FAILED = 1
}; /* place of "all that failed" among the choices of how it ended */

enum requests_question {
    REQUESTS_ASK_PROFILE,
    REQUESTS_ASK_METHOD,
    REQUESTS_ASK_ENDED,
    REQUESTS_ASK_FROM,
    REQUESTS_ASK_TO,
    REQUESTS_QUESTIONS
};

enum requests_mode { REQUESTS_LIST, REQUESTS_FIND, REQUESTS_SAVE };

struct requests_journal {
    struct ui *ui;
    struct requests requests;
    size_t damaged;
    char *error;      /* why it cannot be read; NULL = it can */
    char **folded;    /* what the words are looked for in; NULL = not made yet */
    size_t *shown;    /* those that the filter and the words let through */
    struct list list; /* of those shown */
    enum requests_mode mode;
    struct line words, path; /* typed */
    bool asked_to_replace;   /* the file of `path` is there; once more replaces it */
    struct field fields[REQUESTS_QUESTIONS];
    struct field_choice *choices[REQUESTS_QUESTIONS]; /* of the first three */
    struct value answers[REQUESTS_QUESTIONS];
    struct form form;
};

/* --- of requests_core.c, which calls none of the others --- */

/* Reads it anew; the filter and the words stay. */
void requests_read_journal(struct requests_journal *journal);
void requests_free_journal(struct requests_journal *journal); /* what was read */
void requests_narrow(struct requests_journal *journal);
const struct request_record *requests_selected(const struct requests_journal *journal);

/* The filter: its choices follow what was read. */
void requests_make_filter(struct requests_journal *journal);
void requests_clear_filter(struct requests_journal *journal);
void requests_free_filter(struct requests_journal *journal);
void requests_read_filter(const struct requests_journal *journal, struct requests_filter *filter);
/* "failed, from 2026-02-03"; nothing where all is let through. */
void requests_describe_filter(const struct requests_journal *journal, struct buf *out);
/* Only what failed, or all again. */
void requests_toggle_failed(struct requests_journal *journal);

/* --- of the others --- */

void requests_draw(struct requests_journal *journal, struct area area);
/* Writes what is shown into the file named in `path`; says how that ended. */
void requests_save_shown(struct requests_journal *journal);

#endif
