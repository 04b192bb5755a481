/* Saving what is shown of the journal of requests as a file of the user's. Writes over nothing unasked. */
#include "config.h"
#include "base/file.h"
#include "base/paths.h"
#include "ui/screens/requests_core.h"
#include "ui/screens/words.h"

#include <stdlib.h>
#include <string.h>

static void write_shown(const struct requests_journal *journal, enum requests_form form,
                        struct buf *out)
{
    requests_write_head(out, form);
    for (size_t i = 0; i < journal->list.count; i++)
        requests_write_record(out, form, &journal->requests.list[journal->shown[i]], !i);
    requests_write_foot(out, form, journal->list.count);
}

void requests_save_shown(struct requests_journal *journal)
{
    enum { PRIVATE = 0600 };
    char *path = paths_expand(buf_text(&journal->path.text));
    struct error error = { 0 };
    struct buf out = { 0 };
    if (!*path) {
        ui_say(journal->ui, ROLE_WARNING, "Type the name of a file; Esc saves nothing.");
    } else if (file_exists(path) && !journal->asked_to_replace) {
        journal->asked_to_replace = true;
        ui_say(journal->ui, ROLE_WARNING, "%s is there already; Enter once more replaces it.",
               path);
    } else {
        write_shown(journal, requests_form_of(path), &out);
        bool done = journal->asked_to_replace
                        ? file_write(path, buf_text(&out), out.len, PRIVATE, &error)
                        : file_create(path, buf_text(&out), out.len, PRIVATE, &error);
        struct buf said = { 0 };
        words_count(&said, journal->list.count, "request");
        if (done)
            ui_say(journal->ui, ROLE_OK, "Saved %s in %s.", buf_text(&said), path);
        else
            ui_say(journal->ui, ROLE_ERROR, "Not saved: %s.", error_text(&error));
        if (done)
            journal->mode = REQUESTS_LIST;
        buf_free(&said);
    }
    error_clear(&error);
    buf_free(&out);
    free(path);
}
