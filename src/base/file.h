/* Files, read whole and written whole. Failures name the file and say why. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Appends the file ("-" = standard input) to `out`; more than `max_bytes` is an error. */
bool file_read(const char *path, size_t max_bytes, struct buf *out, struct error *error);
/* Writes a new file beside it, flushes it to the disk and renames it into place. */
bool file_write(const char *path, const void *bytes, size_t len, mode_t mode, struct error *error);
/* Where a new file of this name is written before it takes its place: a fixed name, so that the next writer
 * finds what a killed one left. The caller's. */
char *file_beside(const char *path);
/* Opens that file and holds it until it is closed; -1, with errno, where there is none (without O_CREAT among `flags`),
 * another program is at it, or it is not ours alone. */
int file_hold_beside(const char *beside, int flags);
/* Writes a file that must not exist yet (O_EXCL), with exactly this mode. */
bool file_create(const char *path, const void *bytes, size_t len, mode_t mode, struct error *error);
/* Another name for a file or a directory; false, with errno, where that is taken already. */
bool file_move(const char *from, const char *to);
bool file_make_dirs(const char *dir, struct error *error); /* parents too, mode 0700 */
/* The folder this file lies in, with the slash behind; "./" where the path names none. The caller's. */
char *file_dir(const char *path);
/* The folder of this file goes to the disk: one that was only just made could vanish with its entry. */
bool file_flush_dir(const char *path);
bool file_exists(const char *path);
/* Holds an exclusive lock on `path` (made where missing, 0600) until file_unlock(); -1 on failure.
 * `wait` false gives -1 at once when somebody else holds it. */
int file_lock(const char *path, bool wait, struct error *error);
/* The same on a directory that is there; waits for it. */
int file_lock_dir(const char *dir, struct error *error);
void file_unlock(int lock);

#endif
