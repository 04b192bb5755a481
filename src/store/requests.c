/* The journal of requests on disk; see requests.h. One record a line, one write a record: lines of several
 * sessions stand behind one another, never in each other. Knows nothing of how requests are made. */
#include "config.h"
#include "store/requests.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/paths.h"
#include "model/date.h"
#include "store/lines.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char folder[] = "requests", ending[] = ".tsv";

/* A line closes with the mark: what was cut is never taken for a shorter one. */
static const char mark[] = ".";
enum part {
    PART_AT,
    PART_PROFILE,
    PART_METHOD,
    PART_OUTCOME,
    PART_STATUS,
    PART_MILLIS,
    PART_SENT,
    PART_RECEIVED,
    PART_MESSAGE,
    PART_TEXT,
    PART_MARK,
    PARTS
};

static char *find_path(int32_t day)
{
    struct buf name = { 0 };
    buf_addf(&name, "%s/", folder);
    date_write(&name, day);
    buf_add(&name, ending);
    char *path = paths_join(PATHS_STATE, buf_text(&name));
    buf_free(&name);
    return path;
}

/* --- Appending --- */

/* Files of days that are not kept any more; whatever else lies there is not touched. */
static void remove_old(const char *dir, int32_t today)
{
    enum { DATE_CHARS = 10 };
    DIR *files = opendir(dir);
    if (!files)
        return;
    for (const struct dirent *file; (file = readdir(files));) {
        int32_t day;
        if (strlen(file->d_name) != DATE_CHARS + sizeof ending - 1 ||
            strcmp(file->d_name + DATE_CHARS, ending) != 0)
            continue;
        char *date = mem_strndup(file->d_name, DATE_CHARS);
        if (date_read(date, &day) && day <= today - REQUESTS_DAYS)
            unlinkat(dirfd(files), file->d_name, 0);
        free(date);
    }
    closedir(files);
}

/* The day's file, made where it is missing; -1 and a sentence otherwise. */
static int open_day(time_t at, struct error *error)
{
    enum { HOW = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW };
    char *dir = paths_join(PATHS_STATE, folder);
    char *path = find_path(date_of_time(at));
    int fd = -1;
    if (file_make_dirs(dir, error)) {
        fd = open(path, HOW);
        if (fd < 0 && errno == ENOENT) {
            fd = open(path, HOW | O_CREAT, 0600);
            if (fd >= 0)
                remove_old(dir, date_of_time(clock_now()));
        }
        if (fd < 0)
            error_set(error, "the journal of requests %s cannot be opened: %s", path,
                      strerror(errno));
    }
    free(path);
    free(dir);
    return fd;
}

static void add_text(struct buf *line, const char *text)
{
    char *masked = log_mask(text);
    lines_add_field(line, masked);
    free(masked);
}

/* A line that was cut, by a full disk or a crash, is ended first. */
static void end_cut_line(int fd, struct buf *out)
{
    struct stat what;
    char last = '\n';
    if (fstat(fd, &what) == 0 && what.st_size && pread(fd, &last, 1, what.st_size - 1) == 1 &&
        last != '\n')
        buf_add_char(out, '\n');
}

bool requests_add(const struct request_record *record, struct error *error)
{
    struct buf line = { 0 };
    int fd = open_day(record->at, error);
    if (fd < 0)
        return false;
    end_cut_line(fd, &line);
    lines_add_number(&line, record->at);
    add_text(&line, record->profile);
    add_text(&line, record->method);
    add_text(&line, record->outcome);
    lines_add_number(&line, record->http_status);
    lines_add_number(&line, record->millis);
    lines_add_number(&line, (long long)record->sent_bytes);
    lines_add_number(&line, (long long)record->bytes);
    add_text(&line, record->message);
    add_text(&line, record->text);
    lines_add_field(&line, mark);
    buf_add_char(&line, '\n');
    ssize_t put;
    do
        put = write(fd, line.data, line.len);
    while (put < 0 && errno == EINTR);
    bool done = put == (ssize_t)line.len;
    if (!done)
        error_set(error, "the journal of requests cannot be written: %s",
                  put < 0 ? strerror(errno) : "the disk is full");
    close(fd);
    buf_free(&line);
    return done;
}

/* --- Reading --- */

static void free_record(struct request_record *record)
{
    free(record->profile);
    free(record->method);
    free(record->outcome);
    free(record->message);
    free(record->text);
}

void requests_free(struct requests *requests)
{
    for (size_t i = 0; i < requests->count; i++)
        free_record(&requests->list[i]);
    free(requests->list);
    *requests = (struct requests){ 0 };
}

static bool read_number(const char *text, long long most, long long *number)
{
    char *end;
    errno = 0;
    *number = strtoll(text, &end, 10);
    return *text && !*end && !errno && *number >= 0 && *number <= most;
}

/* False where the line is damaged. */
static bool take_line(struct requests *requests, char *line)
{
    char *parts[PARTS];
    long long at, status, millis, sent, received;
    if (lines_split(line, parts, PARTS) != PARTS || strcmp(parts[PART_MARK], mark) != 0 ||
        !read_number(parts[PART_AT], INT64_MAX, &at) ||
        !read_number(parts[PART_STATUS], 999, &status) ||
        !read_number(parts[PART_MILLIS], INT64_MAX, &millis) ||
        !read_number(parts[PART_SENT], INT64_MAX, &sent) ||
        !read_number(parts[PART_RECEIVED], INT64_MAX, &received))
        return false;
    MEM_GROW(requests->list, requests->count, requests->cap);
    requests->list[requests->count++] = (struct request_record){
        .at = (time_t)at,
        .profile = mem_strdup(parts[PART_PROFILE]),
        .method = mem_strdup(parts[PART_METHOD]),
        .outcome = mem_strdup(parts[PART_OUTCOME]),
        .http_status = (int)status,
        .millis = millis,
        .sent_bytes = (size_t)sent,
        .bytes = (size_t)received,
        .message = mem_strdup(parts[PART_MESSAGE]),
        .text = mem_strdup(parts[PART_TEXT]),
    };
    return true;
}

static void reverse(struct request_record *list, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct request_record first = list[i];
        list[i] = list[count - 1 - i];
        list[count - 1 - i] = first;
    }
}

/* Goes to where no more than `most` bytes are left, at the beginning of a line. */
static bool skip_oldest(FILE *file, off_t most)
{
    struct stat what;
    if (fstat(fileno(file), &what) != 0 || what.st_size <= most)
        return false;
    fseeko(file, what.st_size - most - 1, SEEK_SET);
    for (int c; (c = getc(file)) != EOF && c != '\n';)
        continue;
    return true;
}

/* One day's file, behind what is there already; gives the bytes read by `left`. */
static bool read_day(FILE *file, const char *path, struct requests *requests, off_t *left,
                     size_t *damaged, struct error *error)
{
    char *line = NULL;
    size_t cap = 0, first = requests->count;
    requests->is_cut = skip_oldest(file, *left);
    for (ssize_t len; (len = getline(&line, &cap, file)) > 0;) {
        bool has_nul = strlen(line) != (size_t)len;
        bool is_whole = line[len - 1] == '\n';
        *left -= len;
        line[strcspn(line, "\n")] = '\0';
        if (has_nul || (*line && !(is_whole && take_line(requests, line))))
            ++*damaged;
    }
    free(line);
    reverse(requests->list + first, requests->count - first);
    return !ferror(file) ||
           error_set(error, "the journal of requests %s cannot be read: %s", path, strerror(errno));
}

bool requests_read(struct requests *requests, int days, size_t *damaged, struct error *error)
{
    off_t left = REQUESTS_READ_BYTES;
    int32_t today = date_of_time(clock_now());
    size_t count = 0;
    bool done = true;
    requests_free(requests);
    for (int i = 0; i < days && done && !requests->is_cut; i++) {
        char *path = find_path(today - i);
        FILE *file = fopen(path, "re");
        if (file) {
            done = read_day(file, path, requests, &left, &count, error);
            fclose(file);
        } else if (errno != ENOENT) {
            done = error_set(error, "the journal of requests %s cannot be read: %s", path,
                             strerror(errno));
        }
        free(path);
    }
    if (!done)
        requests_free(requests);
    if (damaged)
        *damaged = count;
    return done;
}

/* Its last line that begins with a time and this profile. */
static time_t find_last(FILE *file, const char *profile)
{
    struct buf wanted = { 0 };
    char *line = NULL;
    size_t cap = 0;
    time_t last = 0;
    lines_add_number(&wanted, 0);
    size_t digits = wanted.len;
    add_text(&wanted, profile);
    buf_add_char(&wanted, '\t');
    while (getline(&line, &cap, file) > 0) {
        char *end;
        long long at = strtoll(line, &end, 10);
        const char *rest = buf_text(&wanted) + digits;
        if (end > line && at > last && strncmp(end, rest, wanted.len - digits) == 0)
            last = (time_t)at;
    }
    free(line);
    buf_free(&wanted);
    return last;
}

time_t requests_last(const char *profile, int skipped, int days)
{
    int32_t today = date_of_time(clock_now());
    time_t last = 0;
    for (int i = skipped; i < skipped + days && !last; i++) {
        char *path = find_path(today - i);
        FILE *file = fopen(path, "re");
        if (file) {
            last = find_last(file, profile);
            fclose(file);
        }
        free(path);
    }
    return last;
}
