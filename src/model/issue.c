/* The list of issues; see issue.h. Judges nothing. */
#include "config.h"
#include "model/issue.h"
#include "base/buf.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void issues_add(struct issues *issues, enum issue_severity severity, const char *code,
                const char *path, const char *format, ...)
{
    struct buf message = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    MEM_GROW(issues->list, issues->count, issues->cap);
    issues->list[issues->count++] = (struct issue){
        .path = mem_strdup(path), .code = code, .severity = severity, .message = buf_take(&message)
    };
}

size_t issues_count(const struct issues *issues, enum issue_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < issues->count; i++)
        count += issues->list[i].severity == severity;
    return count;
}

const struct issue *issues_at(const struct issues *issues, const char *path)
{
    const struct issue *warning = NULL;
    for (size_t i = 0; i < issues->count; i++) {
        const struct issue *issue = &issues->list[i];
        if (strcmp(issue->path, path) != 0)
            continue;
        if (issue->severity == ISSUE_ERROR)
            return issue;
        if (!warning)
            warning = issue;
    }
    return warning;
}

void issues_free(struct issues *issues)
{
    for (size_t i = 0; i < issues->count; i++) {
        free(issues->list[i].path);
        free(issues->list[i].message);
    }
    free(issues->list);
    *issues = (struct issues){ 0 };
}
