/* What was read of the journal of requests, what of it the filter and the words let through, and the filter's
 * questions. Draws nothing, and knows no keys. */
#include "config.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/date.h"
#include "ui/screens/requests_core.h"

#include <stdlib.h>
#include <string.h>

/* --- the filter --- */

static const char all[] = "*", failed[] = "!";

static const struct field questions[REQUESTS_QUESTIONS] = {
    [REQUESTS_ASK_PROFILE] = { .label = "Profile",
                               .help =
                                   "Requests of one profile; Space goes through those there are.",
                               .type = FIELD_CHOICE },
    [REQUESTS_ASK_METHOD] = { .label = "Method",
                              .help = "Requests of one method; Space goes through those there are.",
                              .type = FIELD_CHOICE },
    [REQUESTS_ASK_ENDED] = { .label = "Outcome",
                             .help = "How they ended; Space goes through those there are.",
                             .type = FIELD_CHOICE },
    [REQUESTS_ASK_FROM] = { .label = "From",
                            .help = "Requests of this day (UTC) and later, as YYYY-MM-DD.",
                            .type = FIELD_DATE },
    [REQUESTS_ASK_TO] = { .label = "To",
                          .help = "Requests of this day (UTC) and earlier, as YYYY-MM-DD.",
                          .type = FIELD_DATE },
};

static const enum requests_column asked_columns[] = {
    [REQUESTS_ASK_PROFILE] = REQUESTS_PROFILE,
    [REQUESTS_ASK_METHOD] = REQUESTS_METHOD,
    [REQUESTS_ASK_ENDED] = REQUESTS_OUTCOME,
};

enum { CHOSEN = sizeof asked_columns / sizeof *asked_columns };

static void free_choices(struct field_choice *choices)
{
    for (size_t i = 0; choices && choices[i].value; i++)
        free((void *)(uintptr_t)choices[i].value);
    free(choices);
}

static void add_choice(struct field_choice **choices, size_t *count, size_t *cap, const char *value,
                       const char *label)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*choices)[i].value, value) == 0)
            return;
    MEM_GROW(*choices, *count, *cap);
    char *own = mem_strdup(value);
    (*choices)[(*count)++] = (struct field_choice){ own, label ? label : own };
}

/* All, what there is among the records, and what is chosen already. */
static struct field_choice *make_choices(struct requests_journal *journal,
                                         enum requests_question question)
{
    struct field_choice *choices = NULL;
    size_t count = 0, cap = 0;
    add_choice(&choices, &count, &cap, all, "All");
    if (question == REQUESTS_ASK_ENDED)
        add_choice(&choices, &count, &cap, failed, "All that failed");
    for (size_t i = 0; i < journal->requests.count; i++) {
        const struct request_record *record = &journal->requests.list[i];
        const char *text = question == REQUESTS_ASK_PROFILE  ? record->profile
                           : question == REQUESTS_ASK_METHOD ? record->method
                                                             : record->outcome;
        if (*text)
            add_choice(&choices, &count, &cap, text, NULL);
    }
    add_choice(&choices, &count, &cap, value_text(journal->answers[question]), NULL);
    MEM_GROW(choices, count, cap);
    choices[count] = (struct field_choice){ NULL, NULL };
    return choices;
}

void requests_clear_filter(struct requests_journal *journal)
{
    form_forget(&journal->form);
    for (size_t i = 0; i < REQUESTS_QUESTIONS; i++)
        value_set(&journal->answers[i], i < CHOSEN ? all : "");
}

void requests_make_filter(struct requests_journal *journal)
{
    enum { LABEL_COLS = 7, DATE_COLS = 11, MOST_COLS = 30 };
    form_clear(&journal->form);
    for (size_t i = 0; i < REQUESTS_QUESTIONS; i++) {
        journal->fields[i] = questions[i];
        if (i < CHOSEN) {
            free_choices(journal->choices[i]);
            journal->choices[i] = make_choices(journal, (enum requests_question)i);
            journal->fields[i].choices = journal->choices[i];
        }
        form_add(&journal->form, (struct form_place){ .field = &journal->fields[i],
                                                      .value = &journal->answers[i],
                                                      .y = (int)i,
                                                      .x = 1,
                                                      .label_cols = LABEL_COLS,
                                                      .cols = i < CHOSEN ? MOST_COLS : DATE_COLS });
    }
}

void requests_free_filter(struct requests_journal *journal)
{
    form_free(&journal->form);
    for (size_t i = 0; i < REQUESTS_QUESTIONS; i++) {
        free_choices(journal->choices[i]);
        value_set(&journal->answers[i], NULL);
    }
}

static const char *answer(const struct requests_journal *journal, enum requests_question question)
{
    const char *text = value_text(journal->answers[question]);
    return strcmp(text, all) == 0 ? NULL : text;
}

static int32_t day_of(const struct requests_journal *journal, enum requests_question question)
{
    int32_t day = DATE_NONE;
    date_read(value_text(journal->answers[question]), &day);
    return day;
}

void requests_read_filter(const struct requests_journal *journal, struct requests_filter *filter)
{
    const char *ended = answer(journal, REQUESTS_ASK_ENDED);
    *filter = (struct requests_filter){ .profile = answer(journal, REQUESTS_ASK_PROFILE),
                                        .method = answer(journal, REQUESTS_ASK_METHOD),
                                        .from = day_of(journal, REQUESTS_ASK_FROM),
                                        .to = day_of(journal, REQUESTS_ASK_TO) };
    filter->is_failed = ended && strcmp(ended, failed) == 0;
    filter->outcome = filter->is_failed ? NULL : ended;
}

static void describe(struct buf *out, const char *before, const char *text)
{
    if (text && *text)
        buf_addf(out, "%s%s%s", out->len ? ", " : "", before, text);
}

void requests_describe_filter(const struct requests_journal *journal, struct buf *out)
{
    struct requests_filter filter;
    requests_read_filter(journal, &filter);
    describe(out, "", filter.profile);
    describe(out, "", filter.method);
    describe(out, "", filter.is_failed ? "failed" : filter.outcome);
    describe(out, "from ", value_text(journal->answers[REQUESTS_ASK_FROM]));
    describe(out, "to ", value_text(journal->answers[REQUESTS_ASK_TO]));
}

/* --- what it lets through --- */

static char *fold_record(const struct request_record *record)
{
    struct buf out = { 0 };
    for (enum requests_column i = 0; i <= REQUESTS_TEXT; i++) {
        struct buf cell = { 0 };
        requests_add_cell(&cell, record, i);
        if (i == REQUESTS_TEXT && cell.len) /* its first line: bodies are too much to go through */
            buf_remove(&cell, strcspn(cell.data, "\n"), cell.len - strcspn(cell.data, "\n"));
        utf8_fold_into(&out, buf_text(&cell));
        buf_add_char(&out, ' ');
        buf_free(&cell);
    }
    return buf_take(&out);
}

static bool has_words(const char *text, const char *words)
{
    for (words += strspn(words, " "); *words; words += strspn(words, " ")) {
        size_t len = strcspn(words, " ");
        if (!memmem(text, strlen(text), words, len))
            return false;
        words += len;
    }
    return true;
}

void requests_narrow(struct requests_journal *journal)
{
    struct requests_filter filter;
    char *words = utf8_fold(buf_text(&journal->words.text));
    bool has_any = words[strspn(words, " ")] != '\0';
    size_t count = 0;
    requests_read_filter(journal, &filter);
    if (has_any && !journal->folded) {
        journal->folded = mem_calloc(journal->requests.count + 1, sizeof *journal->folded);
        for (size_t i = 0; i < journal->requests.count; i++)
            journal->folded[i] = fold_record(&journal->requests.list[i]);
    }
    for (size_t i = 0; i < journal->requests.count; i++)
        if (requests_lets_through(&filter, &journal->requests.list[i]) &&
            (!has_any || has_words(journal->folded[i], words)))
            journal->shown[count++] = i;
    list_set_count(&journal->list, count);
    free(words);
}

const struct request_record *requests_selected(const struct requests_journal *journal)
{
    return journal->list.selected < journal->list.count
               ? &journal->requests.list[journal->shown[journal->list.selected]]
               : NULL;
}

void requests_toggle_failed(struct requests_journal *journal)
{
    struct value *ended = &journal->answers[REQUESTS_ASK_ENDED];
    value_set(ended, strcmp(value_text(*ended), failed) == 0 ? all : failed);
    requests_narrow(journal);
}

/* --- reading --- */

static void forget_folded(struct requests_journal *journal)
{
    for (size_t i = 0; journal->folded && i < journal->requests.count; i++)
        free(journal->folded[i]);
    free(journal->folded);
    journal->folded = NULL;
}

void requests_read_journal(struct requests_journal *journal)
{
    struct error error = { 0 };
    forget_folded(journal);
    free(journal->error);
    journal->error = NULL;
    if (!requests_read(&journal->requests, REQUESTS_DAYS, &journal->damaged, &error))
        journal->error = mem_strdup(error_text(&error));
    error_clear(&error);
    journal->shown =
        mem_resize(journal->shown, journal->requests.count + 1, sizeof *journal->shown);
    requests_make_filter(journal);
    requests_narrow(journal);
}

void requests_free_journal(struct requests_journal *journal)
{
    forget_folded(journal);
    requests_free(&journal->requests);
    free(journal->error);
    free(journal->shown);
}
