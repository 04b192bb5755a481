/* What tokens were seen to be allowed or refused, on disk; see seen.h. A line for each thing that was seen: print,
 * method, verdict, time. Lines are only added, until there are many; what counts is the last one. */
#include "config.h"
#include "store/seen.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/lines.h"
#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FILE_BYTES = 1 << 20, LONG_BYTES = 16 << 10, DAY_SECONDS = 86400 };
enum part { PART_PRINT, PART_WHAT, PART_VERDICT, PART_AT, PART_MARK, PARTS };

/* A line closes with the mark: one that was cut is never taken for a shorter one. */
static const char mark[] = ".", token_word[] = "token";
static const char *const verdict_words[] = {
    [SEEN_NOTHING] = "nothing", [SEEN_ALLOWED] = "allowed", [SEEN_REFUSED] = "refused"
};
enum { VERDICTS = sizeof verdict_words / sizeof *verdict_words };

static char *find_path(const char *profile)
{
    char *name = place_name("seen", profile), *file = mem_printf("%s.tsv", name);
    char *path = paths_join(PATHS_STATE, file);
    free(name);
    free(file);
    return path;
}

/* --- Reading --- */

static enum method find_what(const char *word)
{
    for (int i = 0; i < METHOD_COUNT; i++)
        if (strcmp(word, method_rows[i].name) == 0)
            return (enum method)i;
    return METHOD_COUNT;
}

static struct seen_fact *fact_of(struct seen *seen, enum method method)
{
    return method == METHOD_COUNT ? &seen->token : &seen->methods[method];
}

/* Where the file and those who read it are: lines may be of any token. */
struct reading {
    const char *print; /* NULL = whichever stands in the last line */
    struct seen *seen;
    char last[SEEN_PRINT_BYTES]; /* the print of the last line */
};

/* A line that says nothing to this version is passed over. */
static void take_line(struct reading *reading, char *line)
{
    char *parts[PARTS], *end;
    if (lines_split(line, parts, PARTS) != PARTS || strcmp(parts[PART_MARK], mark) != 0 ||
        strlen(parts[PART_PRINT]) >= sizeof reading->last)
        return;
    int verdict = 0;
    while (verdict < VERDICTS && strcmp(verdict_words[verdict], parts[PART_VERDICT]) != 0)
        verdict++;
    enum method method = find_what(parts[PART_WHAT]);
    long long at = strtoll(parts[PART_AT], &end, 10);
    if (verdict == VERDICTS || *end || end == parts[PART_AT] || at < 0 ||
        (method == METHOD_COUNT && strcmp(parts[PART_WHAT], token_word) != 0))
        return;
    strcpy(reading->last, parts[PART_PRINT]);
    if (reading->print && strcmp(reading->print, parts[PART_PRINT]) == 0)
        *fact_of(reading->seen, method) =
            (struct seen_fact){ verdict ? (enum seen_verdict)verdict : SEEN_NOTHING,
                                verdict ? (time_t)at : 0 };
}

static void take_lines(struct reading *reading, struct buf *text)
{
    char *line = text->data, *end = text->data + text->len;
    while (line && line < end) {
        char *next = memchr(line, '\n', (size_t)(end - line));
        if (!next)
            return;
        *next = '\0';
        if (strlen(line) == (size_t)(next - line))
            take_line(reading, line);
        line = next + 1;
    }
}

/* What the file's name leads to now; all zeros where there is nothing. */
static void look(const char *path, struct seen_stamp *stamp)
{
    struct stat what;
    *stamp = (struct seen_stamp){ 0 };
    if (stat(path, &what) == 0)
        *stamp = (struct seen_stamp){ (unsigned long long)what.st_ino, (long long)what.st_size,
                                      what.st_mtim };
}

static bool load(const char *path, struct reading *reading, struct error *error)
{
    struct buf text = { 0 };
    bool done = !file_exists(path) || file_read(path, MAX_FILE_BYTES, &text, error);
    if (done)
        take_lines(reading, &text);
    buf_free(&text);
    return done;
}

bool seen_load(const char *profile, const char *print, struct seen *seen, struct error *error)
{
    char *path = find_path(profile);
    struct reading reading = { .print = print, .seen = seen };
    *seen = (struct seen){ 0 };
    look(path, &seen->stamp); /* before it is read: what is added meanwhile is a change */
    bool done = load(path, &reading, error);
    free(path);
    return done;
}

bool seen_refresh(const char *profile, const char *print, struct seen *seen)
{
    struct seen_stamp now;
    char *path = find_path(profile);
    look(path, &now);
    free(path);
    return now.file == seen->stamp.file && now.bytes == seen->stamp.bytes &&
                   now.changed.tv_sec == seen->stamp.changed.tv_sec &&
                   now.changed.tv_nsec == seen->stamp.changed.tv_nsec
               ? false
               : seen_load(profile, print, seen, NULL);
}

void seen_last_print(const char *profile, char print[SEEN_PRINT_BYTES])
{
    char *path = find_path(profile);
    struct reading reading = { 0 };
    if (!load(path, &reading, NULL))
        reading.last[0] = '\0';
    strcpy(print, reading.last);
    free(path);
}

/* --- Writing --- */

static void add_line(struct buf *out, const char *print, enum method method, struct seen_fact fact)
{
    lines_add_field(out, print);
    lines_add_field(out, method == METHOD_COUNT ? token_word : method_rows[method].name);
    lines_add_field(out, verdict_words[fact.verdict]);
    lines_add_number(out, fact.at);
    lines_add_field(out, mark);
    buf_add_char(out, '\n');
}

/* What is known of this token in as many lines as there are things; what is known of tokens of before goes.
 * Under the lock. */
static bool shorten(const char *path, const char *print, struct error *error)
{
    struct seen seen = { 0 };
    struct reading reading = { .print = print, .seen = &seen };
    struct buf text = { 0 };
    bool done = load(path, &reading, error);
    for (int i = 0; i <= METHOD_COUNT; i++) {
        const struct seen_fact *fact = fact_of(&seen, (enum method)i);
        if (fact->verdict != SEEN_NOTHING)
            add_line(&text, print, (enum method)i, *fact);
    }
    done = done && file_write(path, buf_text(&text), text.len, 0600, error);
    buf_free(&text);
    return done;
}

/* A line that was cut ends where this one begins. */
static bool append(const char *path, struct buf *line, struct error *error)
{
    char last = '\n';
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : -1;
    bool done = size >= 0 && (size == 0 || pread(fd, &last, 1, size - 1) == 1);
    if (done && last != '\n')
        buf_insert(line, 0, "\n", 1);
    ssize_t put = done ? write(fd, line->data, line->len) : -1;
    done = put == (ssize_t)line->len;
    if (!done)
        error_set(error, "%s cannot be written: %s", path,
                  put < 0 ? strerror(errno) : "the disk is full");
    if (fd >= 0)
        close(fd);
    return done;
}

/* The folder is locked, since the file itself is another one when it was shortened. */
static bool put(const char *profile, const char *print, struct buf *lines, struct error *error)
{
    struct stat what;
    char *path = find_path(profile), *dir = file_dir(path);
    int lock = file_make_dirs(dir, error) ? file_lock_dir(dir, error) : -1;
    bool done = lock >= 0 && append(path, lines, error);
    if (done && stat(path, &what) == 0 && what.st_size > LONG_BYTES)
        done = shorten(path, print, error);
    file_unlock(lock);
    free(path);
    free(dir);
    return done;
}

bool seen_note(const char *profile, const char *print, struct seen *seen, enum method method,
               enum seen_verdict verdict, struct error *error)
{
    struct seen_fact *fact = fact_of(seen, method);
    const struct seen_fact now = { verdict, clock_now() };
    if (fact->verdict == verdict && fact->at / DAY_SECONDS == now.at / DAY_SECONDS)
        return true;
    struct buf line = { 0 };
    *fact = now;
    add_line(&line, print, method, now);
    bool done = put(profile, print, &line, error);
    buf_free(&line);
    return done;
}

bool seen_pardon(const char *profile, const char *print, struct seen *seen, struct error *error)
{
    struct buf lines = { 0 };
    for (int i = 0; i <= METHOD_COUNT; i++) {
        struct seen_fact *fact = fact_of(seen, (enum method)i);
        if (fact->verdict != SEEN_REFUSED)
            continue;
        *fact = (struct seen_fact){ 0 };
        add_line(&lines, print, (enum method)i, (struct seen_fact){ SEEN_NOTHING, clock_now() });
    }
    bool done = !lines.len || put(profile, print, &lines, error);
    buf_free(&lines);
    return done;
}
