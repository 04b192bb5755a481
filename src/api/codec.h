/* JSON to model and back, driven by the field tables. Replies are read tolerantly and while they
 * arrive; what is sent is built whole. Knows nothing of the network. Only the codec's own files
 * include json-c. */
#ifndef API_CODEC_H
#define API_CODEC_H

#include "api/api.h"
#include "base/buf.h"
#include "base/error.h"
#include "model/issue.h"
#include "model/lookup.h"
#include "model/order.h"

#include <stdbool.h>
#include <stddef.h>

/* --- Reading replies (codec.c) --- */

/* What surrounds the data of a reply, and all of a reply that carries none. */
struct codec_envelope {
    int status;                    /* 1 yes, 0 no, -1 the reply does not say */
    char *message;                 /* the service's words, NULL where there are none */
    bool has_array;                /* the list asked for was there (it may be empty) */
    size_t count;                  /* orders, rows or lines read so far */
    char *order_id, *order_number; /* create; NULL where absent */
    char *api_key;                 /* login; wiped when freed */
    struct api_item_answer *items; /* create; texts are the decoder's */
    size_t item_count, item_cap;
    size_t refused; /* lines of which the reply says no in so many words */
};

/* One reply being read. It takes the bytes in any pieces, so a file read whole serves as well. */
struct codec_reader;

/* A list of standing orders: `on_order` gets each as soon as it is whole, what
 * the reply could have said and did not is empty, and marked with `status`. It is the reader's and gone
 * afterwards: copy it, never free it. */
struct codec_reader *codec_read_orders(enum order_status status,
                                       void (*on_order)(void *context, const struct order *order),
                                       void *context);
struct codec_reader *
codec_read_lookup(enum lookup_kind kind,
                  void (*on_row)(void *context, const char *const columns[LOOKUP_MAX_COLUMNS]),
                  void *context);
struct codec_reader *codec_read_prebooks(void (*on_row)(void *context,
                                                        const char *const values[PREBOOK_FIELDS]),
                                         void *context);
/* The reply to create, update, cancel and login, and any refusal. */
struct codec_reader *codec_read_answer(void);
/* False when this is not JSON; then nothing more may be fed. */
bool codec_reader_feed(struct codec_reader *reader, const char *bytes, size_t len,
                       struct error *error);
/* After the last byte. False when the reply was cut short or is no JSON object. */
bool codec_reader_finish(struct codec_reader *reader, struct error *error);
/* What is known so far; valid until the reader is freed. */
const struct codec_envelope *codec_reader_envelope(const struct codec_reader *reader);
void codec_reader_free(struct codec_reader *reader);

/* --- Order files (codec_file.c) --- */

/* Reads an order file: strict JSON in the shape of the create body. `order` (zeroed or freed before)
 * becomes a blank order with what the file says, texts exactly as written, nothing judged. What is
 * odd goes to `issues` with its path. False and a sentence where it is no JSON object at all, or
 * names a member twice; `order` is then blank. A token in the file is never kept. */
bool codec_read_order_file(const char *text, size_t len, struct order *order, struct issues *issues,
                           struct error *error);
/* The order as such a file, without a token, indented, with a closing line break: every value as a
 * text exactly as it stands, valid or not; unknown and empty ones are left out. What the API has no name for (the name of a
 * ship-to) stands in the member "perennial". */
void codec_write_order_file(struct buf *out, const struct order *order);

/* The member of a draft that holds what was chosen and has no name in a request, by read key. */
extern const char codec_draft_member[];
bool codec_is_draft_field(const struct field *field);

/* --- Drafts of changes (codec_change.c); see api_write_change_file() --- */

extern const char codec_change_member[]; /* below codec_draft_member */
void codec_write_change_file(struct buf *out, const struct order *base, const struct order *mine);
/* Also where the rest of it is damaged. */
bool codec_is_change_file(const char *text, size_t len);
/* Both orders are freed first, and zeroed where it is false. */
bool codec_read_change_file(const char *text, size_t len, struct order *base, struct order *mine,
                            struct error *error);

/* --- Writing (codec_write.c); all append to `out`, on one line, no line break behind --- */

struct codec_body {
    const char *token; /* goes into the body; NULL = not there */
    bool numbers_as_text;
    bool indent; /* for people to read */
};

/* The body of a create of a prepared order: empty and unknown values left out. */
void codec_write_create(struct buf *out, const struct order *order, const struct codec_body *how);
/* The body of an update: a step of update_plan.h, an order with the one line that is changed. Unknown
 * values are left out, empty ones are written as "". The line's id (ITEM_ID, or the header's
 * ORDER_ITEM_ID) stands both at the top and in the line; a line without one is new, and its empty values
 * are left out. Custom fields and parts are written where the line has any; where all it has of them are
 * blank, as an empty array, which removes those there. No token: this method has it in a header. */
void codec_write_update(struct buf *out, const struct order *body, const struct codec_body *how);
/* An order with the list reply's own names and nesting: ids as text, amounts as exact decimals,
 * `status` added, what the server did not give left out. */
void codec_write_order_reply(struct buf *out, const struct order *order);
/* A row of a look-up list with the reply's names, all values as text, empty ones left out. */
void codec_write_lookup_row(struct buf *out, enum lookup_kind kind,
                            const char *const columns[LOOKUP_MAX_COLUMNS]);
/* {"ok": …, "issues": […]}; ok when no issue is an error. */
void codec_write_issues(struct buf *out, const struct issues *issues);
/* {"outcome": …, "standingOrderId", "standingOrderNumber", "message", "items"} of a create. */
void codec_write_answer(struct buf *out, const struct api_answer *answer);
/* "created", "partial", "refused", "unknown", "not-sent". */
const char *codec_outcome_word(enum api_outcome outcome);

/* What a command reports: texts by their names, and lists of rows of such texts, `key_count` cells
 * each. A NULL text is left out. */
struct codec_member {
    const char *name, *text;
    bool is_bare; /* the text is a whole number, true or false, and written as that */
};
struct codec_list {
    const char *name;
    const char *const *keys;
    size_t key_count;
    const char *const *cells; /* row by row */
    size_t row_count;
};
void codec_write_report(struct buf *out, const struct codec_member *members, size_t member_count,
                        const struct codec_list *lists, size_t list_count);

#endif
