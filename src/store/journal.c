/* The journal on disk; see journal.h. One record a line: an intent with all there is to know, later
 * its end. The file only grows; whoever appends holds its lock, whoever reads shares it. */
#include "config.h"
#include "store/journal.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/lines.h"
#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "perennial journal "
enum { JOURNAL_VERSION = 1 };

/* Every record closes with the mark: a line that a crash cut is never taken for a shorter one. */
static const char intent_word[] = "intent", end_word[] = "end", mark[] = ".";
static const char *const kind_words[] = {
    [JOURNAL_CREATE] = "create", [JOURNAL_UPDATE] = "update", [JOURNAL_CANCEL] = "cancel"
};
static const char *const outcome_words[] = { [JOURNAL_INTENT] = "intent",
                                             [JOURNAL_DONE] = "done",
                                             [JOURNAL_REFUSED] = "refused",
                                             [JOURNAL_NOT_SENT] = "not-sent",
                                             [JOURNAL_UNKNOWN] = "unknown" };

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum intent_part {
    INTENT_WORD,
    INTENT_ID,
    INTENT_AT,
    INTENT_KIND,
    INTENT_ORDER_ID,
    INTENT_NUMBER,
    INTENT_ITEM_ID,
    INTENT_TITLE,
    INTENT_TEXT,
    INTENT_MARK,
    INTENT_PARTS
};
enum end_part { END_WORD, END_ID, END_AT, END_OUTCOME, END_MESSAGE, END_MARK, END_PARTS };

static char *name; /* below the state directory; NULL = of no profile */

void journal_use_profile(const char *profile)
{
    free(name);
    name = place_name("journal", profile);
}

static char *find_path(void)
{
    char *file = mem_printf("%s.tsv", name ? name : "journal/%");
    char *path = paths_join(PATHS_STATE, file);
    free(file);
    return path;
}

static int find_word(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return (int)i;
    }
    return -1;
}

/* --- Appending --- */

static bool put(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t done = write(fd, bytes, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        len -= (size_t)done;
    }
    return true;
}

/* The version of the file's first line; 0 where it has none that can be read. */
static long read_version(const char *head)
{
    return strncmp(head, HEAD, sizeof HEAD - 1) == 0 ? strtol(head + sizeof HEAD - 1, NULL, 10) : 0;
}

static bool check_version(const char *head, const char *path, struct error *error)
{
    return read_version(head) <= JOURNAL_VERSION ||
           error_set(error, "the journal %s was written by a newer Perennial; use that one", path);
}

/* What comes before the record: the first line of a new file, or the end of a line that a crash cut. */
static bool add_start(int fd, off_t size, const char *path, struct buf *out, struct error *error)
{
    char head[64] = "", last = '\n';
    if (!size) {
        buf_addf(out, HEAD "%d\n", JOURNAL_VERSION);
        return true;
    }
    if (pread(fd, head, sizeof head - 1, 0) < 0 || pread(fd, &last, 1, size - 1) != 1)
        return error_set(error, "the journal %s cannot be read: %s", path, strerror(errno));
    if (last != '\n')
        buf_add_char(out, '\n');
    return check_version(head, path, error);
}

/* Under the lock. What could not be written whole is taken out again. */
static bool append(int fd, const char *path, const struct buf *line, struct error *error)
{
    struct stat what;
    struct buf out = { 0 };
    if (fstat(fd, &what) != 0)
        return error_set(error, "the journal %s cannot be read: %s", path, strerror(errno));
    bool done = add_start(fd, what.st_size, path, &out, error);
    if (done) {
        buf_add_bytes(&out, line->data, line->len);
        done = lseek(fd, 0, SEEK_END) >= 0 && put(fd, out.data, out.len) && fsync(fd) == 0 &&
               (what.st_size || file_flush_dir(path));
        if (!done) {
            error_set(error, "the journal %s cannot be written: %s", path, strerror(errno));
            int undone = ftruncate(fd, what.st_size); /* else its half is a damaged line */
            (void)undone;
        }
    }
    buf_free(&out);
    return done;
}

static bool append_line(struct buf *line, struct error *error)
{
    char *path = find_path(), *dir = file_dir(path);
    lines_add_field(line, mark);
    buf_add_char(line, '\n');
    int fd = file_make_dirs(dir, error) ? file_lock(path, true, error) : -1;
    bool done = fd >= 0 && append(fd, path, line, error);
    file_unlock(fd);
    free(path);
    free(dir);
    return done;
}

/* Unique whoever else writes, also in another container of the same home. Its first letter is that of
 * the kind. */
static char *make_id(enum journal_kind kind)
{
    static unsigned serial;
    unsigned long long chance = 0;
    if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance)
        chance = ((unsigned long long)getpid() << 32) + ++serial;
    return mem_printf("%c%llx-%016llx", kind_words[kind][0], (unsigned long long)clock_now(),
                      chance);
}

static const char *known(const char *text)
{
    return text ? text : "";
}

char *journal_begin(const struct journal_record *record, struct error *error)
{
    struct buf line = { 0 };
    char *id = make_id(record->kind);
    lines_add_field(&line, intent_word);
    lines_add_field(&line, id);
    lines_add_number(&line, clock_now());
    lines_add_field(&line, kind_words[record->kind]);
    lines_add_field(&line, known(record->order_id));
    lines_add_field(&line, known(record->number));
    lines_add_field(&line, known(record->item_id));
    lines_add_field(&line, known(record->title));
    lines_add_field(&line, known(record->text));
    bool done = append_line(&line, error);
    buf_free(&line);
    if (done)
        return id;
    free(id);
    return NULL;
}

bool journal_end(const char *id, enum journal_outcome outcome, const char *message,
                 struct error *error)
{
    struct buf line = { 0 };
    lines_add_field(&line, end_word);
    lines_add_field(&line, id);
    lines_add_number(&line, clock_now());
    lines_add_field(&line, outcome_words[outcome]);
    lines_add_field(&line, known(message));
    bool done = append_line(&line, error);
    buf_free(&line);
    return done;
}

/* --- Reading --- */

static void free_record(struct journal_record *record)
{
    free(record->id);
    free(record->order_id);
    free(record->number);
    free(record->item_id);
    free(record->title);
    free(record->message);
    free(record->text);
}

void journal_free(struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        free_record(&journal->list[i]);
    free(journal->list);
    *journal = (struct journal){ 0 };
}

static bool read_time(const char *text, time_t *at)
{
    char *end;
    long long number = strtoll(text, &end, 10);
    *at = (time_t)number;
    return *text && !*end && number >= 0;
}

static bool take_intent(struct journal *journal, enum journal_kind kind, char *const *parts,
                        size_t count)
{
    time_t at;
    if (count != INTENT_PARTS || !*parts[INTENT_ID] || !read_time(parts[INTENT_AT], &at))
        return false;
    int its_kind = find_word(kind_words, COUNT(kind_words), parts[INTENT_KIND]);
    if (its_kind < 0)
        return false;
    if (its_kind != (int)kind)
        return true;
    MEM_GROW(journal->list, journal->count, journal->cap);
    journal->list[journal->count++] = (struct journal_record){
        .id = mem_strdup(parts[INTENT_ID]),
        .kind = kind,
        .outcome = JOURNAL_INTENT,
        .at = at,
        .order_id = mem_strdup(parts[INTENT_ORDER_ID]),
        .number = mem_strdup(parts[INTENT_NUMBER]),
        .item_id = mem_strdup(parts[INTENT_ITEM_ID]),
        .title = mem_strdup(parts[INTENT_TITLE]),
        .message = mem_strdup(""),
        .text = mem_strdup(parts[INTENT_TEXT]),
    };
    return true;
}

static bool take_end(struct journal *journal, enum journal_kind kind, char *const *parts,
                     size_t count)
{
    time_t at;
    if (count != END_PARTS || !*parts[END_ID] || !read_time(parts[END_AT], &at))
        return false;
    int outcome = find_word(outcome_words, COUNT(outcome_words), parts[END_OUTCOME]);
    if (outcome < 0)
        return false;
    if (parts[END_ID][0] != kind_words[kind][0])
        return true;
    for (size_t i = journal->count; i-- > 0;) { /* its intent is not far back */
        struct journal_record *record = &journal->list[i];
        if (strcmp(record->id, parts[END_ID]) != 0)
            continue;
        record->outcome = (enum journal_outcome)outcome;
        free(record->message);
        record->message = mem_strdup(parts[END_MESSAGE]);
        return true;
    }
    return true; /* its intent is damaged, and was counted */
}

/* False where the line is damaged. */
static bool take_line(struct journal *journal, enum journal_kind kind, char *line)
{
    char *parts[INTENT_PARTS];
    size_t count = lines_split(line, parts, INTENT_PARTS);
    if (!count || strcmp(parts[count - 1], mark) != 0)
        return false;
    if (strcmp(parts[0], intent_word) == 0)
        return take_intent(journal, kind, parts, count);
    return strcmp(parts[0], end_word) == 0 && take_end(journal, kind, parts, count);
}

static void reverse(struct journal *journal)
{
    for (size_t i = 0; i < journal->count / 2; i++) {
        struct journal_record first = journal->list[i];
        journal->list[i] = journal->list[journal->count - 1 - i];
        journal->list[journal->count - 1 - i] = first;
    }
}

static bool read_lines(FILE *file, const char *path, struct journal *journal,
                       enum journal_kind kind, size_t *damaged, struct error *error)
{
    char *line = NULL;
    size_t cap = 0;
    bool done = true, is_first = true;
    for (ssize_t len; done && (len = getline(&line, &cap, file)) > 0; is_first = false) {
        bool has_nul = strlen(line) != (size_t)len;
        line[strcspn(line, "\n")] = '\0';
        if (is_first && read_version(line))
            done = check_version(line, path, error);
        else if (has_nul || !take_line(journal, kind, line))
            ++*damaged;
    }
    if (done && ferror(file))
        done = error_set(error, "the journal %s cannot be read: %s", path, strerror(errno));
    free(line);
    return done;
}

bool journal_read(struct journal *journal, enum journal_kind kind, size_t *damaged,
                  struct error *error)
{
    size_t count = 0;
    char *path = find_path();
    journal_free(journal);
    FILE *file = fopen(path, "re");
    bool done = file || errno == ENOENT ||
                error_set(error, "the journal %s cannot be read: %s", path, strerror(errno));
    if (file) {
        while (flock(fileno(file), LOCK_SH) != 0 && errno == EINTR)
            continue;
        done = read_lines(file, path, journal, kind, &count, error);
        fclose(file);
        reverse(journal);
    }
    if (!done)
        journal_free(journal);
    if (damaged)
        *damaged = count;
    free(path);
    return done;
}
