/* A list of what is wrong with an order, each with its place. */
#ifndef MODEL_ISSUE_H
#define MODEL_ISSUE_H

#include <stdbool.h>
#include <stddef.h>

enum issue_severity { ISSUE_ERROR, ISSUE_WARNING };

struct issue {
    char *path;       /* "items[2].breakdowns[0].price", "startDate", "" for the whole order */
    const char *code; /* a constant: "required", "either-or", "too-long" …; listed in HACKING.md */
    enum issue_severity severity;
    char *message; /* a sentence that says what is wrong and what would be right */
};

struct issues { /* a zeroed struct is an empty list */
    struct issue *list;
    size_t count, cap;
};

void issues_add(struct issues *issues, enum issue_severity severity, const char *code,
                const char *path, const char *format, ...) __attribute__((format(printf, 5, 6)));
size_t issues_count(const struct issues *issues, enum issue_severity severity);
/* The first issue at exactly this path, errors before warnings; NULL where there is none. */
const struct issue *issues_at(const struct issues *issues, const char *path);
void issues_free(struct issues *issues);

#endif
