/* The count on disk; see counter.h. A first line that says what the file is, then a record a line. It is only
 * appended to, in one write each, under a lock; when all its records are of earlier days it is cut off. Whoever
 * reads takes up where it last stopped. A line that cannot be read counts as one request that is nobody's: it
 * was one that a crash, a full disk or an editor has spoiled. */
#include "config.h"
#include "store/counter.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "model/date.h"
#include "store/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD     "perennial requests "
#define OWN_NAME "requests-today.tsv"
enum {
    FILE_VERSION = 1,
    HEAD_ROOM = 64,
    MAX_FILE_BYTES = 1 << 24,
    MAX_REQUESTS = 1000000, /* of one record */
    LOCK_MILLIS = 1000,
    LOCK_PAUSE_MILLIS = 16, /* the longest between two tries */
    LOCK_TURNS = 3,         /* how often the file may be another one when it is locked */
};

/* Every record closes with the mark: a line that was cut is never taken for a shorter one. */
static const char count_word[] = "count", hold_word[] = "hold", mark[] = ".";
enum part { PART_WORD = 1, PART_NUMBER, PART_PROFILE, PART_MARK, PARTS };

struct record {
    int32_t day;
    bool is_hold;
    long long number; /* requests, or the time until when */
    const char *profile;
};

/* What the file said up to `offset`. */
struct known {
    int32_t day;          /* the sums are of this one */
    off_t offset;         /* behind the last whole line that was read; 0 = nothing */
    char head[HEAD_ROOM]; /* the first line: another one means another file */
    long pool, own;       /* requests of `day` */
    int32_t newest;       /* day of any record */
    time_t held_until;
    bool has_tail; /* something behind `offset` that is no whole line */
};

struct counter {
    char *path, *profile;
    bool is_shared;    /* one count for all profiles in the file */
    int fd;            /* -1 = not open */
    int why_read_only; /* errno; 0 = it may be written to */
    bool is_new;
    struct known known;
    long unsaved; /* could not be put into the file on … */
    int32_t unsaved_day;
    time_t unsaved_hold;
    struct error unsaved_why; /* the last record could not be put into the file */
    struct error trouble;     /* of this call */
};

struct counter *counter_open(const struct profile *profile)
{
    struct counter *counter = mem_calloc(1, sizeof *counter);
    counter->is_shared = profile->budget_file && *profile->budget_file;
    counter->path =
        counter->is_shared ? paths_expand(profile->budget_file) : paths_join(PATHS_STATE, OWN_NAME);
    counter->profile = mem_strdup(profile->name ? profile->name : "");
    counter->fd = -1;
    return counter;
}

static void close_file(struct counter *counter)
{
    if (counter->fd >= 0)
        close(counter->fd);
    counter->fd = -1;
    counter->known = (struct known){ 0 };
}

void counter_close(struct counter *counter)
{
    if (!counter)
        return;
    close_file(counter);
    error_clear(&counter->trouble);
    error_clear(&counter->unsaved_why);
    free(counter->path);
    free(counter->profile);
    free(counter);
}

static int32_t today(void)
{
    return date_of_time(clock_now());
}

static bool fail(struct counter *counter, const char *what, const char *why)
{
    return error_set(&counter->trouble,
                     "%s cannot be %s: %s. Requests are counted in this session alone.",
                     counter->path, what, why);
}

/* --- The file --- */

static int try_open(struct counter *counter, int flags)
{
    /* a pipe in its place must not hold us up, and a link is not followed to somebody else's file */
    return open(counter->path, flags | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
                counter->is_shared ? 0660 : 0600);
}

static bool make_dir(struct counter *counter)
{
    struct error error = { 0 };
    char *dir = counter->is_shared ? NULL : paths_make(PATHS_STATE, "", &error);
    bool done = counter->is_shared || dir || fail(counter, "made", error_text(&error));
    error_clear(&error);
    free(dir);
    return done;
}

static bool check_kind(struct counter *counter)
{
    struct stat what;
    if (fstat(counter->fd, &what) == 0 && S_ISREG(what.st_mode))
        return true;
    close_file(counter);
    return fail(counter, "used", "it is no file");
}

/* For writing where that is possible. A file that is not there is made only where `makes` says so; else it is
 * true, and nothing is open. */
static bool open_file(struct counter *counter, bool makes)
{
    if (counter->fd >= 0)
        return true;
    counter->is_new = false;
    counter->why_read_only = 0;
    counter->fd = try_open(counter, O_RDWR);
    if (counter->fd < 0 && errno == ENOENT) {
        if (!makes)
            return true;
        if (!make_dir(counter))
            return false;
        counter->is_new = true;
        counter->fd = try_open(counter, O_RDWR | O_CREAT);
    }
    if (counter->fd < 0 && (errno == EACCES || errno == EROFS || errno == EPERM)) {
        counter->why_read_only = errno;
        counter->fd = try_open(counter, O_RDONLY);
        errno = counter->why_read_only;
    }
    if (counter->fd < 0 && errno == ELOOP)
        return fail(counter, "used", "it is a link; name the file itself");
    if (counter->fd < 0 && errno == EISDIR)
        return fail(counter, "used", "it is a directory");
    if (counter->fd < 0)
        return fail(counter, "opened", strerror(errno));
    return check_kind(counter);
}

/* Somebody may have removed the file, or put another one in its place. */
static bool is_same_file(const struct counter *counter)
{
    struct stat ours, there;
    return fstat(counter->fd, &ours) == 0 && lstat(counter->path, &there) == 0 &&
           ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

static bool lock(int fd)
{
    int64_t until = clock_millis() + LOCK_MILLIS;
    for (int pause = 1; flock(fd, LOCK_EX | LOCK_NB) != 0; pause *= 2) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || clock_millis() >= until)
            return false;
        if (pause > LOCK_PAUSE_MILLIS)
            pause = LOCK_PAUSE_MILLIS;
        poll(NULL, 0, pause);
    }
    return true;
}

/* Opens and locks the file that is there now. `is_locked` stays false where the lock is not to be had; a
 * record appended without it is whole all the same. */
static bool open_locked(struct counter *counter, bool *is_locked)
{
    for (int turn = 0; turn < LOCK_TURNS; turn++) {
        if (counter->why_read_only)
            close_file(counter); /* it may be writable by now */
        if (!open_file(counter, true))
            return false;
        if (counter->why_read_only)
            return fail(counter, "written", strerror(counter->why_read_only));
        *is_locked = lock(counter->fd);
        if (is_same_file(counter))
            return true;
        close_file(counter);
    }
    return fail(counter, "used", "it is replaced all the time");
}

static void unlock(const struct counter *counter)
{
    if (counter->fd >= 0)
        flock(counter->fd, LOCK_UN);
}

/* --- Reading --- */

static bool read_number(const char *text, long long *number)
{
    const char *digits = text + (*text == '-');
    size_t len = strlen(digits);
    if (!len || len > 15 || strspn(digits, "0123456789") != len)
        return false;
    *number = strtoll(text, NULL, 10);
    return true;
}

/* The day at the beginning of a line, however the rest of it is; DATE_NONE where there is none. */
static int32_t read_day(const char *line)
{
    enum { DAY_BYTES = sizeof "2031-01-06" - 1 };
    char text[DAY_BYTES + 1] = "";
    int32_t day;
    size_t len = strcspn(line, "\t");
    if (len != DAY_BYTES)
        return DATE_NONE;
    memcpy(text, line, DAY_BYTES);
    return date_read(text, &day) ? day : DATE_NONE;
}

/* False where the line is damaged; its day is set all the same where it can be read. */
static bool read_record(char *line, struct record *record)
{
    char *parts[PARTS];
    record->day = read_day(line);
    if (record->day == DATE_NONE || lines_split(line, parts, PARTS) != PARTS)
        return false;
    record->is_hold = strcmp(parts[PART_WORD], hold_word) == 0;
    record->profile = parts[PART_PROFILE];
    return (record->is_hold || strcmp(parts[PART_WORD], count_word) == 0) &&
           strcmp(parts[PART_MARK], mark) == 0 &&
           read_number(parts[PART_NUMBER], &record->number) &&
           (record->is_hold || llabs(record->number) <= MAX_REQUESTS);
}

/* One that has no end yet is not believed to be so far away. */
static bool counts(time_t until, time_t now)
{
    return until > now && until <= now + COUNTER_MAX_HOLD_SECONDS;
}

static void take_hold(struct known *known, time_t until)
{
    if (counts(until, clock_now()) && until > known->held_until)
        known->held_until = until;
}

/* `written` is the day on which the file was last written to: that of a damaged line which does not say. */
static void take_line(struct counter *counter, char *line, size_t len, int32_t written)
{
    struct known *known = &counter->known;
    struct record record = { .day = DATE_NONE };
    bool has_nul = strlen(line) != len, is_whole = read_record(line, &record) && !has_nul;
    if (record.day == DATE_NONE)
        record.day = written;
    if (record.day > known->newest)
        known->newest = record.day;
    bool is_own = is_whole && strcmp(record.profile, counter->profile) == 0;
    bool is_ours = counter->is_shared || is_own || !is_whole;
    if (is_whole && record.is_hold) {
        if (is_ours)
            take_hold(known, (time_t)record.number);
        return;
    }
    long requests = is_whole ? (long)record.number : 1;
    if (record.day != known->day || !is_ours)
        return;
    known->pool += requests;
    known->own += is_own ? requests : 0;
}

static bool read_piece(int fd, off_t at, size_t len, struct buf *out)
{
    char piece[16384];
    while (len) {
        ssize_t got = pread(fd, piece, len < sizeof piece ? len : sizeof piece, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            return true; /* it was cut meanwhile */
        buf_add_bytes(out, piece, (size_t)got);
        at += got;
        len -= (size_t)got;
    }
    return true;
}

/* What of the file's beginning is no first line of ours, but all that a crash has left of one. */
static bool is_torn_head(const char *head, size_t len, off_t size)
{
    size_t zeros = 0;
    while (zeros < len && !head[zeros])
        zeros++;
    size_t compared = len < sizeof HEAD - 1 ? len : sizeof HEAD - 1;
    return zeros == len ||
           ((off_t)len == size && !memchr(head, '\n', len) && memcmp(head, HEAD, compared) == 0);
}

/* Reads the first line and holds it against the known one. A head that was torn is none. */
static bool read_head(struct counter *counter, off_t size, bool *is_torn)
{
    char head[HEAD_ROOM] = "";
    ssize_t got = pread(counter->fd, head, sizeof head - 1, 0);
    if (got < 0)
        return fail(counter, "read", strerror(errno));
    *is_torn = is_torn_head(head, (size_t)got, size);
    if (*is_torn)
        return true;
    char *end = memchr(head, '\n', (size_t)got);
    if (!end || strncmp(head, HEAD, sizeof HEAD - 1) != 0)
        return fail(counter, "used", "it is no count of requests; remove it or name another file");
    if (strtol(head + sizeof HEAD - 1, NULL, 10) != FILE_VERSION)
        return fail(counter, "used", "it was written by a newer Perennial; use that one");
    *end = '\0';
    struct known *known = &counter->known;
    if (strcmp(head, known->head) != 0 || known->day != today() || known->offset > size) {
        *known = (struct known){ .day = today(), .newest = DATE_NONE };
        memcpy(known->head, head, sizeof head);
        known->offset = end - head + 1;
    }
    return true;
}

static void take_lines(struct counter *counter, struct buf *text, int32_t written)
{
    char *line = text->data, *end = line ? line + text->len : NULL;
    for (char *stop; line < end && (stop = memchr(line, '\n', (size_t)(end - line)));
         line = stop + 1) {
        *stop = '\0';
        if (stop > line) /* an empty line closed a torn one twice */
            take_line(counter, line, (size_t)(stop - line), written);
        counter->known.offset += stop - line + 1;
    }
    counter->known.has_tail = line < end;
}

/* Reads what was added. False where the file is none of ours, or cannot be read. */
static bool read_on(struct counter *counter, bool *is_torn)
{
    struct stat what;
    struct buf text = { 0 };
    *is_torn = false;
    if (fstat(counter->fd, &what) != 0)
        return fail(counter, "read", strerror(errno));
    if (what.st_size > MAX_FILE_BYTES)
        return fail(counter, "used", "it is too large; remove it");
    if (!what.st_size || !read_head(counter, what.st_size, is_torn) || *is_torn) {
        counter->known = (struct known){ .day = today(), .newest = DATE_NONE };
        return !what.st_size || *is_torn;
    }
    struct known *known = &counter->known;
    bool done =
        read_piece(counter->fd, known->offset, (size_t)(what.st_size - known->offset), &text);
    if (done)
        take_lines(counter, &text, date_of_time(what.st_mtime));
    else
        fail(counter, "read", strerror(errno));
    buf_free(&text);
    return done;
}

/* --- Appending --- */

static bool is_all_past(const struct known *known)
{
    return known->offset && !known->has_tail && known->newest < known->day &&
           !counts(known->held_until, clock_now());
}

/* The file as it is under the lock: read to its end, and cut off where nothing in it counts any more. Gives
 * its size. Who could not get the lock cuts nothing. */
static bool prepare(struct counter *counter, bool is_locked, off_t *size)
{
    struct stat before, what;
    bool is_torn;
    do {
        if (fstat(counter->fd, &before) != 0)
            return fail(counter, "read", strerror(errno));
        if (!read_on(counter, &is_torn))
            return false;
        if (is_torn && !is_locked)
            return fail(counter, "used", "its beginning is damaged, and another program has it");
        if (fstat(counter->fd, &what) != 0)
            return fail(counter, "read", strerror(errno));
    } while (what.st_size != before.st_size); /* somebody did without the lock */
    *size = what.st_size;
    if (!is_locked || !(is_torn || is_all_past(&counter->known)))
        return true;
    if (ftruncate(counter->fd, 0) != 0)
        return !is_torn || fail(counter, "written", strerror(errno)); /* else it grows */
    counter->known = (struct known){ .day = today(), .newest = DATE_NONE };
    *size = 0;
    return true;
}

/* The first line of a new beginning is like no other, so that who reads on notices. */
static void add_start(const struct counter *counter, off_t size, struct buf *out)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (!size)
        buf_addf(out, HEAD "%d %llx.%lx.%lx\n", FILE_VERSION, (unsigned long long)now.tv_sec,
                 (unsigned long)now.tv_nsec, (unsigned long)getpid());
    else if (counter->known.has_tail)
        buf_add_char(out, '\n');
}

static void add_record(const struct counter *counter, const char *word, long long number,
                       struct buf *out)
{
    struct buf line = { 0 };
    date_write(&line, today());
    lines_add_field(&line, word);
    lines_add_number(&line, number);
    lines_add_field(&line, counter->profile);
    lines_add_field(&line, mark);
    buf_addf(out, "%s\n", buf_text(&line));
    buf_free(&line);
}

/* In one write: O_APPEND keeps it in one piece whoever else writes. */
static bool append(struct counter *counter, const struct buf *out, off_t size, bool is_locked)
{
    ssize_t put;
    while ((put = write(counter->fd, out->data, out->len)) < 0 && errno == EINTR)
        continue;
    if (put == (ssize_t)out->len)
        return true;
    const char *why = strerror(put < 0 ? errno : ENOSPC);
    if (put > 0 && is_locked && ftruncate(counter->fd, size) != 0)
        why = "it is full"; /* half a line stays, which counts as a request */
    return fail(counter, "written", why);
}

static bool flush(struct counter *counter)
{
    bool done = fdatasync(counter->fd) == 0 || errno == EINVAL || errno == ENOSYS;
    if (counter->is_new)
        file_flush_dir(counter->path);
    counter->is_new = false;
    return done || fail(counter, "written", strerror(errno));
}

/* Appends a record, after those that could not be appended before. False where it is not in the file. */
static bool save(struct counter *counter, const char *word, long long number)
{
    struct buf out = { 0 };
    bool is_locked = false;
    off_t size = 0;
    error_clear(&counter->trouble);
    bool done = open_locked(counter, &is_locked) && prepare(counter, is_locked, &size);
    if (done) {
        add_start(counter, size, &out);
        if (counts(counter->unsaved_hold, clock_now()))
            add_record(counter, hold_word, counter->unsaved_hold, &out);
        if (counter->unsaved_day == today() && counter->unsaved)
            add_record(counter, count_word, counter->unsaved, &out);
        add_record(counter, word, number, &out);
        done = append(counter, &out, size, is_locked);
    }
    unlock(counter);
    buf_free(&out);
    return done;
}

static bool end_saving(struct counter *counter, bool is_saved, struct error *error)
{
    error_clear(&counter->unsaved_why);
    if (is_saved) {
        counter->unsaved = 0;
        counter->unsaved_hold = 0;
    } else {
        error_set(&counter->unsaved_why, "%s", error_text(&counter->trouble));
    }
    if (is_saved && flush(counter))
        return true;
    return error_set(error, "%s", error_text(&counter->trouble));
}

bool counter_add(struct counter *counter, long requests, struct error *error)
{
    bool is_saved = save(counter, count_word, requests);
    if (!is_saved) {
        if (counter->unsaved_day != today())
            counter->unsaved = 0;
        counter->unsaved_day = today();
        counter->unsaved += requests;
    }
    return end_saving(counter, is_saved, error);
}

bool counter_hold(struct counter *counter, time_t until, struct error *error)
{
    struct budget_state state;
    counter_state(counter, &state);
    if (state.is_counted && state.held_until >= until)
        return true;
    bool is_saved = save(counter, hold_word, until);
    if (!is_saved && until > counter->unsaved_hold)
        counter->unsaved_hold = until;
    return end_saving(counter, is_saved, error);
}

/* --- Asking --- */

static long at_least_none(long requests)
{
    return requests > 0 ? requests : 0;
}

/* Reads what the file says now. False where it says nothing. */
static bool look(struct counter *counter)
{
    bool is_torn;
    error_clear(&counter->trouble);
    if (counter->fd >= 0 && !is_same_file(counter))
        close_file(counter);
    if (!open_file(counter, false) || counter->fd < 0 || !read_on(counter, &is_torn))
        return false;
    if (counter->why_read_only)
        fail(counter, "written", strerror(counter->why_read_only));
    return true;
}

/* Why the file cannot be used; NULL while it can. */
static const char *find_trouble(const struct counter *counter)
{
    return counter->unsaved_why.text ? counter->unsaved_why.text : counter->trouble.text;
}

void counter_state(struct counter *counter, struct budget_state *state)
{
    struct known none = { 0 };
    const struct known *known = look(counter) ? &counter->known : &none;
    time_t now = clock_now();
    long unsaved = counter->unsaved_day == today() ? counter->unsaved : 0;
    time_t held = known->held_until;
    if (counter->unsaved_hold > held)
        held = counter->unsaved_hold;
    state->used = at_least_none(known->pool + known->has_tail + unsaved);
    state->own = counter->is_shared ? at_least_none(known->own + unsaved) : state->used;
    state->held_until = counts(held, now) ? held : 0;
    state->trouble = find_trouble(counter);
    state->is_counted = !state->trouble;
}

bool counter_follow(const struct profile *from, const struct profile *to, long *requests,
                    struct error *error)
{
    struct counter *old = counter_open(from), *new = counter_open(to);
    struct budget_state state;
    counter_state(old, &state);
    bool done = !state.own || counter_add(new, state.own, error);
    *requests = done ? state.own : 0;
    if (done && state.held_until)
        done = counter_hold(new, state.held_until, error);
    counter_close(old);
    counter_close(new);
    return done;
}

bool counter_leave(const struct profile *profile, long requests, struct error *error)
{
    struct counter *counter = counter_open(profile);
    bool done = !requests || counter_add(counter, -requests, error);
    counter_close(counter);
    return done;
}
