/* The sandbox's store: one SQLite file. db.c is the only file that includes SQLite; the others hand
 * it constant SQL texts, which are prepared once and kept. A failure of the database itself is
 * remembered and asked for with db_failed(): after one, queries give no rows. */
#ifndef SANDBOX_DB_H
#define SANDBOX_DB_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct db;
struct query;

#define DB_NULL INT64_MIN /* a number that is not there, both ways */

/* Opens or makes the file (mode 0600; ":memory:" for none). A new one gets its tables and is filled by
 * `fill` in one transaction; one of an earlier version is brought up to this one, without tokens. NULL
 * and a sentence where it fails or was made by a later version. */
struct db *db_open(const char *path, void (*fill)(struct db *db, void *context), void *context,
                   struct error *error);
void db_close(struct db *db);
/* Takes the file and what SQLite keeps beside it away; none there is fine. */
bool db_remove(const char *path, struct error *error);

/* Runs `sql` (a constant text). `kinds` says what follows, a letter for each "?": t text (NULL for
 * none), i int, l int64_t (DB_NULL for none). Rows are fetched with query_next(); a query that is
 * read to its end has ended by itself, any other needs query_end(). */
struct query *db_query(struct db *db, const char *sql, const char *kinds, ...);
bool query_next(struct query *query);
void query_end(struct query *query);
int64_t query_int(struct query *query, int column);      /* DB_NULL for NULL */
const char *query_text(struct query *query, int column); /* never NULL; until the next row */

/* For statements without rows: the id of the row inserted last. */
int64_t db_run(struct db *db, const char *sql, const char *kinds, ...);
/* The first number of the first row, or `otherwise`. */
int64_t db_number(struct db *db, int64_t otherwise, const char *sql, const char *kinds, ...);

void db_begin(struct db *db);
void db_commit(struct db *db);
void db_roll_back(struct db *db);
/* Whether a statement failed since the last call; `error` gets the first reason. */
bool db_failed(struct db *db, struct error *error);

#endif
