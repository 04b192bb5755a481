/* The SQLite file: schema, prepared statements, transactions; see db.h. Knows the tables, not what
 * the service's methods do with them. */
#include "config.h"
#include "sandbox/db.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCHEMA_VERSION = 2, BUSY_MILLIS = 3000 };

/* Rows are never taken out: a revoked token keeps its number. `sample`: made by the server itself. */
#define TOKEN_TABLE                                                                                \
    "CREATE TABLE token(id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE,"          \
    "  sample INTEGER NOT NULL, type INTEGER NOT NULL, owner INTEGER, description TEXT NOT NULL,"  \
    "  methods TEXT NOT NULL, made INTEGER NOT NULL, used INTEGER, revoked INTEGER);"

/* Ids start where those of the service's own examples go on: the first order made is S03228. */
static const char schema[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE usage(day INTEGER PRIMARY KEY, requests INTEGER NOT NULL);" TOKEN_TABLE
    "CREATE TABLE user(name TEXT PRIMARY KEY, password_hash TEXT NOT NULL, token_name TEXT NOT "
    "NULL) WITHOUT ROWID;"
    "CREATE TABLE carrier(id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE,"
    "  name TEXT NOT NULL, active INTEGER NOT NULL);"
    "CREATE TABLE vendor(id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE,"
    "  name TEXT NOT NULL, active INTEGER NOT NULL);"
    "CREATE TABLE product(id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE,"
    "  name TEXT NOT NULL, active INTEGER NOT NULL, category TEXT NOT NULL, variety TEXT NOT NULL,"
    "  color TEXT NOT NULL, grade TEXT NOT NULL, tags TEXT NOT NULL);"
    "CREATE TABLE box_type(id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE,"
    "  name TEXT NOT NULL, fbe TEXT NOT NULL);"
    "CREATE TABLE location(id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE,"
    "  name TEXT NOT NULL);"
    "CREATE TABLE customer(id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE,"
    "  name TEXT NOT NULL, active INTEGER NOT NULL, salesperson TEXT NOT NULL,"
    "  salesperson_id INTEGER NOT NULL, type TEXT NOT NULL, price_list TEXT NOT NULL);"
    "CREATE TABLE ship_to(id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer,"
    "  code TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, city TEXT NOT NULL,"
    "  state TEXT NOT NULL, zip TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL,"
    "  fax TEXT NOT NULL, carrier INTEGER REFERENCES carrier);"
    "CREATE INDEX ship_to_customer ON ship_to(customer);"
    "CREATE TABLE standing_order(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  customer INTEGER NOT NULL REFERENCES customer, carrier INTEGER NOT NULL REFERENCES carrier,"
    "  starts INTEGER NOT NULL, ends INTEGER, recurrence INTEGER NOT NULL, days INTEGER NOT NULL,"
    "  ship_via INTEGER, location INTEGER REFERENCES location,"
    "  ship_to INTEGER REFERENCES ship_to, po TEXT NOT NULL, comments TEXT NOT NULL,"
    "  invoice_notes TEXT NOT NULL, prebooked_to INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE item(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  standing_order INTEGER NOT NULL REFERENCES standing_order, identifier TEXT NOT NULL,"
    "  vendor INTEGER REFERENCES vendor, product INTEGER NOT NULL REFERENCES product,"
    "  is_unit INTEGER NOT NULL, box_type INTEGER REFERENCES box_type, boxes INTEGER,"
    "  total_units INTEGER, by_bunch INTEGER NOT NULL, bunches INTEGER, stems_bunch INTEGER,"
    "  price INTEGER, cost INTEGER, mark TEXT NOT NULL, general_notes TEXT NOT NULL,"
    "  vendor_notes TEXT NOT NULL, cancelled INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX item_order ON item(standing_order, cancelled);"
    "CREATE TABLE breakdown(item INTEGER NOT NULL REFERENCES item, position INTEGER NOT NULL,"
    "  identifier TEXT NOT NULL, product INTEGER NOT NULL REFERENCES product,"
    "  bunches INTEGER NOT NULL, stems_bunch INTEGER NOT NULL, cost INTEGER NOT NULL,"
    "  price INTEGER, PRIMARY KEY(item, position)) WITHOUT ROWID;"
    "CREATE TABLE custom(item INTEGER NOT NULL REFERENCES item, position INTEGER NOT NULL,"
    "  name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(item, position)) WITHOUT ROWID;"
    "CREATE TABLE prebook(id INTEGER PRIMARY KEY, standing_order INTEGER NOT NULL,"
    "  truck INTEGER NOT NULL, customer INTEGER NOT NULL, carrier TEXT NOT NULL,"
    "  UNIQUE(standing_order, truck));"
    "CREATE INDEX prebook_truck ON prebook(truck);"
    "CREATE TABLE prebook_item(id INTEGER PRIMARY KEY, prebook INTEGER NOT NULL REFERENCES prebook,"
    "  product INTEGER NOT NULL, vendor INTEGER, box_type INTEGER, boxes INTEGER, total_units "
    "INTEGER,"
    "  by_bunch INTEGER NOT NULL, bunches INTEGER, stems_bunch INTEGER, price INTEGER, cost "
    "INTEGER,"
    "  mark TEXT NOT NULL);"
    "CREATE INDEX prebook_item_prebook ON prebook_item(prebook);"
    "INSERT INTO sqlite_sequence(name, seq) VALUES('standing_order', 2927), ('item', 9399);";

/* From version 1, where tokens could not be issued: there were only the samples, which the caller
 * sees to at each start. */
static const char upgrade_from_1[] = "DROP TABLE token;" TOKEN_TABLE;

struct query {
    const char *sql;
    sqlite3_stmt *statement;
    struct db *db;
};

struct db {
    sqlite3 *handle;
    struct query **kept; /* prepared ones by the address of their text, open addressing */
    size_t kept_count, kept_cap;
    struct error error;
};

/* contains(text, part): part of it, letter case and accents aside; an empty part is in every text. */
static void sql_contains(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    const char *part = (const char *)sqlite3_value_text(values[1]);
    if (!text || !part || !*part) {
        sqlite3_result_int(context, 1);
        return;
    }
    char *folded_text = utf8_fold(text), *folded_part = utf8_fold(part);
    sqlite3_result_int(context, strstr(folded_text, folded_part) != NULL);
    free(folded_text);
    free(folded_part);
}

static void fail(struct db *db)
{
    if (!db->error.text)
        error_set(&db->error, "The database failed: %s", sqlite3_errmsg(db->handle));
}

static void execute(struct db *db, const char *sql)
{
    if (!db->error.text && sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(db);
}

static bool make_tables(struct db *db, void (*fill)(struct db *db, void *context), void *context,
                        struct error *error)
{
    execute(db, "PRAGMA synchronous=OFF");
    execute(db, "BEGIN IMMEDIATE"); /* another sandbox may be making the same file just now */
    int64_t version = db_number(db, SCHEMA_VERSION, "PRAGMA user_version", "");
    if (!db->error.text && version < SCHEMA_VERSION) {
        execute(db, version == 0 ? schema : upgrade_from_1);
        if (version == 0 && fill && !db->error.text)
            fill(db, context);
        char *now = mem_printf("PRAGMA user_version=%d", SCHEMA_VERSION);
        execute(db, now);
        free(now);
    }
    execute(db, "COMMIT");
    execute(db, "PRAGMA synchronous=NORMAL");
    return !db_failed(db, error);
}

struct db *db_open(const char *path, void (*fill)(struct db *db, void *context), void *context,
                   struct error *error)
{
    if (strcmp(path, ":memory:") != 0) {
        /* Made here so that nobody else can read it; what SQLite adds beside it takes its mode. */
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0) {
            error_set(error, "The database %s cannot be opened: %s", path, strerror(errno));
            return NULL;
        }
        close(fd);
    }
    struct db *db = mem_calloc(1, sizeof *db);
    if (sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        error_set(error, "The database %s cannot be opened: %s", path, sqlite3_errmsg(db->handle));
        db_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db->handle, BUSY_MILLIS);
    sqlite3_create_function(db->handle, "contains", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                            sql_contains, NULL, NULL);
    execute(db, "PRAGMA journal_mode=WAL");
    execute(db, "PRAGMA synchronous=NORMAL");
    execute(db, "PRAGMA foreign_keys=ON");
    int64_t version = db_number(db, -1, "PRAGMA user_version", "");
    bool done = true;
    if (db_failed(db, error)) {
        done = error_prefix(error, "%s", path);
    } else if (version >= 0 && version < SCHEMA_VERSION) {
        done = make_tables(db, fill, context, error);
    } else if (version != SCHEMA_VERSION) {
        done = error_set(error,
                         "The database %s was made by another version of the sandbox; start once "
                         "with --reset to make it anew",
                         path);
    }
    if (done)
        return db;
    db_close(db);
    return NULL;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < db->kept_cap; i++) {
        if (db->kept[i])
            sqlite3_finalize(db->kept[i]->statement);
        free(db->kept[i]);
    }
    free(db->kept);
    sqlite3_close(db->handle);
    error_clear(&db->error);
    free(db);
}

bool db_remove(const char *path, struct error *error)
{
    static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
    bool done = true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *file = mem_printf("%s%s", path, endings[i]);
        if (unlink(file) != 0 && errno != ENOENT)
            done = error_set(error, "%s cannot be removed: %s", file, strerror(errno));
        free(file);
    }
    return done;
}

static struct query **find_place(struct query **table, size_t cap, const char *sql)
{
    size_t at = ((uintptr_t)sql >> 3) * 2654435761u & (cap - 1);
    while (table[at] && table[at]->sql != sql)
        at = (at + 1) & (cap - 1);
    return &table[at];
}

static void grow(struct db *db)
{
    size_t cap = db->kept_cap ? db->kept_cap * 2 : 64;
    struct query **table = mem_calloc(cap, sizeof *table);
    for (size_t i = 0; i < db->kept_cap; i++)
        if (db->kept[i])
            *find_place(table, cap, db->kept[i]->sql) = db->kept[i];
    free(db->kept);
    db->kept = table;
    db->kept_cap = cap;
}

static struct query *prepare(struct db *db, const char *sql)
{
    if (db->kept_count * 2 >= db->kept_cap)
        grow(db);
    struct query **place = find_place(db->kept, db->kept_cap, sql);
    if (*place)
        return *place;
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK) {
        fail(db);
        return NULL;
    }
    *place = mem_alloc(sizeof **place);
    **place = (struct query){ sql, statement, db };
    db->kept_count++;
    return *place;
}

static struct query *start(struct db *db, const char *sql, const char *kinds, va_list values)
{
    struct query *query = db->error.text ? NULL : prepare(db, sql);
    if (!query)
        return NULL;
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    if ((size_t)sqlite3_bind_parameter_count(query->statement) != strlen(kinds)) {
        error_set(&db->error, "Wrong number of values for: %s", sql);
        return NULL;
    }
    for (int i = 1; *kinds; kinds++, i++) {
        int64_t number;
        switch (*kinds) {
        case 't':
            sqlite3_bind_text(query->statement, i, va_arg(values, const char *), -1,
                              SQLITE_TRANSIENT);
            break;
        case 'i':
            sqlite3_bind_int(query->statement, i, va_arg(values, int));
            break;
        default:
            number = va_arg(values, int64_t);
            if (number != DB_NULL)
                sqlite3_bind_int64(query->statement, i, number);
        }
    }
    return query;
}

struct query *db_query(struct db *db, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    struct query *query = start(db, sql, kinds, values);
    va_end(values);
    return query;
}

bool query_next(struct query *query)
{
    if (!query)
        return false;
    int result = sqlite3_step(query->statement);
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        fail(query->db);
    sqlite3_reset(query->statement);
    return false;
}

void query_end(struct query *query)
{
    if (query)
        sqlite3_reset(query->statement);
}

int64_t query_int(struct query *query, int column)
{
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
        return DB_NULL;
    return sqlite3_column_int64(query->statement, column);
}

const char *query_text(struct query *query, int column)
{
    const char *text = (const char *)sqlite3_column_text(query->statement, column);
    return text ? text : "";
}

int64_t db_run(struct db *db, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    struct query *query = start(db, sql, kinds, values);
    va_end(values);
    if (!query)
        return 0;
    query_next(query);
    query_end(query);
    return sqlite3_last_insert_rowid(db->handle);
}

int64_t db_number(struct db *db, int64_t otherwise, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    struct query *query = start(db, sql, kinds, values);
    va_end(values);
    int64_t number = otherwise;
    if (query_next(query)) {
        if (query_int(query, 0) != DB_NULL)
            number = query_int(query, 0);
        query_end(query);
    }
    return number;
}

void db_begin(struct db *db)
{
    execute(db, "BEGIN IMMEDIATE");
}

void db_commit(struct db *db)
{
    execute(db, "COMMIT");
}

void db_roll_back(struct db *db)
{
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool db_failed(struct db *db, struct error *error)
{
    if (!db->error.text)
        return false;
    error_set(error, "%s", db->error.text);
    error_clear(&db->error);
    return true;
}
