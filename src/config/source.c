/* The text of a configuration; see source.h. libconfig wraps whole numbers over 32 bits, takes any
 * bytes for text, ends the program when an included path is a directory, and knows no names in
 * quotes; so a small scanner goes over the text first. */
#include <config.h>
#include "config/source.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_BYTES = 1 << 20, MAX_DEPTH = 8 };

/* Names that were in quotes are this and the hexadecimal form of their bytes. */
static const char quoted_prefix[] = "quoted-name-";

struct scan {
    struct source *source;
    const char *at, *end;
    size_t file;
    int line, depth;
    struct error *error;
};

static bool include_file(struct source *source, const char *path, int depth, struct error *error);

static bool fail(struct scan *scan, int line, const char *what)
{
    return error_set(scan->error, "%s:%d: %s", scan->source->files[scan->file], line, what);
}

static void begin_line(struct scan *scan)
{
    struct source *source = scan->source;
    MEM_GROW(source->lines, source->line_count, source->line_cap);
    source->lines[source->line_count++] = (struct source_line){ scan->file, scan->line };
}

static void take_char(struct scan *scan)
{
    char c = *scan->at++;
    buf_add_char(&scan->source->text, c);
    if (c == '\n') {
        scan->line++;
        begin_line(scan);
    }
}

static void take_bytes(struct scan *scan, size_t count)
{
    while (count-- && scan->at < scan->end)
        take_char(scan);
}

static bool is_at(const struct scan *scan, const char *text)
{
    size_t len = strlen(text);
    return (size_t)(scan->end - scan->at) >= len && memcmp(scan->at, text, len) == 0;
}

static bool take_comment(struct scan *scan)
{
    if (*scan->at == '#' || is_at(scan, "//")) {
        while (scan->at < scan->end && *scan->at != '\n')
            take_char(scan);
        return true;
    }
    if (!is_at(scan, "/*"))
        return false;
    take_bytes(scan, 2);
    while (scan->at < scan->end && !is_at(scan, "*/"))
        take_char(scan);
    take_bytes(scan, 2);
    return true;
}

/* The bytes of the string that begins here, with both quotes; 0 where it does not end. */
static size_t string_bytes(const struct scan *scan)
{
    const char *c = scan->at + 1;
    while (c < scan->end && *c != '"')
        c += *c == '\\' ? 2 : 1;
    return c < scan->end ? (size_t)(c - scan->at) + 1 : 0;
}

/* Whether what stands behind `c` makes it a name: "=" or ":". */
static bool is_name_before(const struct scan *scan, const char *c)
{
    while (c < scan->end && (*c == ' ' || *c == '\t'))
        c++;
    return c < scan->end && (*c == '=' || *c == ':');
}

static bool take_string(struct scan *scan)
{
    size_t len = string_bytes(scan);
    if (!len)
        return fail(scan, scan->line, "a text in quotes does not end");
    if (!is_name_before(scan, scan->at + len)) {
        take_bytes(scan, len);
        return true;
    }
    if (len == 2)
        return fail(scan, scan->line, "a name is empty");
    buf_add(&scan->source->text, quoted_prefix);
    for (const char *c = scan->at + 1; c < scan->at + len - 1; c++) {
        if (*c == '\\' && c + 2 < scan->at + len)
            c++;
        if (*c == '\n')
            return fail(scan, scan->line, "a text in quotes does not end");
        buf_addf(&scan->source->text, "%02x", (unsigned char)*c);
    }
    scan->at += len;
    return true;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '*' || c == '.';
}

static bool fits_an_int(const char *digits, size_t len, bool is_hex)
{
    char text[32];
    if (len >= sizeof text)
        return false;
    memcpy(text, digits, len);
    text[len] = '\0';
    const char *number = text + (*text == '-' || *text == '+');
    unsigned long long value = strtoull(number, NULL, is_hex ? 16 : 10);
    return value <= INT32_MAX;
}

/* A name or a number. A number is whole when it has nothing but digits (or 0x) and an L behind. */
static bool take_word(struct scan *scan)
{
    const char *start = scan->at;
    bool is_number = isdigit((unsigned char)*start) || *start == '-' || *start == '+';
    bool is_hex = start[0] == '0' && start + 1 < scan->end && (start[1] == 'x' || start[1] == 'X');
    bool is_whole = is_number;
    const char *c = start + 1;
    while (c < scan->end && is_word(*c)) {
        if (!isdigit((unsigned char)*c) && *c != 'L' && !is_hex)
            is_whole = false;
        c++;
    }
    size_t len = (size_t)(c - start);
    if (is_whole && !fits_an_int(start, len, is_hex)) {
        char *what =
            mem_printf("%.*s is too large a number; the largest is %d", (int)len, start, INT32_MAX);
        fail(scan, scan->line, what);
        free(what);
        return false;
    }
    take_bytes(scan, len);
    return true;
}

/* @include "path": relative paths are beside the including file. */
static bool take_include(struct scan *scan)
{
    const char *word = "@include";
    int line = scan->line;
    const char *c = scan->at + strlen(word);
    while (c < scan->end && (*c == ' ' || *c == '\t'))
        c++;
    scan->at = c;
    size_t len = c < scan->end && *c == '"' ? string_bytes(scan) : 0;
    if (len <= 2)
        return fail(scan, line, "@include needs the name of a file in quotes");
    const char *own = scan->source->files[scan->file];
    const char *slash = strrchr(own, '/');
    char *path = *(c + 1) == '/' || !slash
                     ? mem_strndup(c + 1, len - 2)
                     : mem_printf("%.*s/%.*s", (int)(slash - own), own, (int)len - 2, c + 1);
    scan->at = c + len;
    bool done = scan->depth < MAX_DEPTH;
    if (!done)
        fail(scan, line, "files include one another too deeply, or in a circle");
    else
        done = include_file(scan->source, path, scan->depth + 1, scan->error) ||
               error_prefix(scan->error, "%s:%d", own, line);
    free(path);
    /* what follows on this line is again this file's */
    buf_add_char(&scan->source->text, '\n');
    begin_line(scan);
    return done;
}

static bool scan_all(struct scan *scan)
{
    while (scan->at < scan->end) {
        char c = *scan->at;
        bool done = true;
        if (c == '"')
            done = take_string(scan);
        else if (is_at(scan, "@include"))
            done = take_include(scan);
        else if (is_word(c) || c == '+')
            done = take_word(scan);
        else if (!take_comment(scan))
            take_char(scan);
        if (!done)
            return false;
    }
    return true;
}

static bool check_bytes(struct scan *scan)
{
    int line = 1;
    for (const char *c = scan->at; c < scan->end;) {
        uint32_t code_point;
        size_t len = utf8_decode(c, (size_t)(scan->end - c), &code_point);
        if (!utf8_is_valid(c, len))
            return fail(scan, line, "not valid UTF-8; save the file as UTF-8");
        if (code_point < 32 && !strchr("\t\r\n\f", (int)code_point))
            return fail(scan, line, "a control character does not belong here");
        if (code_point == 0)
            return fail(scan, line, "a NUL byte does not belong here");
        line += *c == '\n';
        c += len;
    }
    return true;
}

static bool scan_bytes(struct source *source, const struct buf *bytes, const char *path, int depth,
                       struct error *error)
{
    MEM_GROW(source->files, source->file_count, source->file_cap);
    source->files[source->file_count++] = mem_strdup(path);
    const char *text = buf_text(bytes);
    size_t skip = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct scan scan = { .source = source,
                         .at = text + skip,
                         .end = text + bytes->len,
                         .file = source->file_count - 1,
                         .line = 1,
                         .depth = depth,
                         .error = error };
    buf_add_char(&source->text, '\n');
    begin_line(&scan);
    return check_bytes(&scan) && scan_all(&scan);
}

static bool include_file(struct source *source, const char *path, int depth, struct error *error)
{
    struct stat what;
    if (stat(path, &what) == 0 && !S_ISREG(what.st_mode))
        return error_set(error, "%s is not a file", path);
    struct buf bytes = { 0 };
    bool done =
        file_read(path, MAX_BYTES, &bytes, error) && scan_bytes(source, &bytes, path, depth, error);
    buf_free(&bytes);
    return done;
}

static void begin(struct source *source)
{
    source_free(source);
    MEM_GROW(source->lines, source->line_count, source->line_cap);
    source->lines[source->line_count++] = (struct source_line){ 0, 1 };
}

bool source_read(struct source *source, const char *path, struct error *error)
{
    begin(source);
    return include_file(source, path, 0, error);
}

bool source_take(struct source *source, const struct buf *text, const char *path,
                 struct error *error)
{
    begin(source);
    return scan_bytes(source, text, path, 0, error);
}

void source_free(struct source *source)
{
    for (size_t i = 0; i < source->file_count; i++)
        free(source->files[i]);
    free(source->files);
    free(source->lines);
    buf_free(&source->text);
    *source = (struct source){ 0 };
}

const char *source_file(const struct source *source, int line, int *file_line)
{
    size_t index = line < 1 ? 0 : (size_t)line - 1;
    if (index >= source->line_count)
        index = source->line_count - 1;
    *file_line = source->lines[index].line;
    return source->files[source->lines[index].file];
}

char *source_name(const char *name)
{
    size_t skip = strlen(quoted_prefix);
    if (strncmp(name, quoted_prefix, skip) != 0)
        return mem_strdup(name);
    struct buf out = { 0 };
    for (const char *c = name + skip; c[0] && c[1]; c += 2) {
        char pair[3] = { c[0], c[1], '\0' };
        buf_add_char(&out, (char)strtoul(pair, NULL, 16));
    }
    return buf_take(&out);
}
