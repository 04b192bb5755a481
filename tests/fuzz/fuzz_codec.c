/* Anything at all as a reply (of the administration as well), an order file or a draft of a change: it must not crash, pieces must make no difference,
 * and what was understood must come back the same when it is written and read again. */
#include "config.h"
#include "fuzz/fuzz_codec.h"
#include "api/codec.h"
#include "api/codec_admin.h"

#include <stdlib.h>
#include <string.h>

struct sums {
    size_t calls, bytes;
};

static void insist(bool good)
{
    if (!good)
        abort();
}

static void count_order(void *context, const struct order *order)
{
    struct sums *sums = context;
    struct buf text = { 0 };
    codec_write_order_reply(&text, order);
    sums->calls++;
    sums->bytes += text.len;
    buf_free(&text);
}

static void count_row(void *context, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    struct sums *sums = context;
    sums->calls++;
    for (size_t i = 0; i < LOOKUP_MAX_COLUMNS; i++)
        sums->bytes += strlen(columns[i]);
}

static struct codec_reader *make_reader(char what, struct sums *sums)
{
    if (what == 'l')
        return codec_read_orders(ORDER_ACTIVE, count_order, sums);
    if (what == 'a')
        return codec_read_answer();
    return codec_read_lookup((enum lookup_kind)(what - '0'), count_row, sums);
}

static bool read_in_pieces(char what, const char *text, size_t len, size_t piece, struct sums *sums)
{
    struct codec_reader *reader = make_reader(what, sums);
    bool good = true;
    for (size_t at = 0; at < len && good; at += piece)
        good = codec_reader_feed(reader, text + at, len - at < piece ? len - at : piece, NULL);
    good = good && codec_reader_finish(reader, NULL);
    const struct codec_envelope *envelope = codec_reader_envelope(reader);
    sums->bytes += envelope->item_count + (envelope->message ? strlen(envelope->message) : 0);
    codec_reader_free(reader);
    return good;
}

static void try_file(const char *text, size_t len)
{
    struct order order = { 0 }, again = { 0 };
    struct issues issues = { 0 };
    struct buf written = { 0 };
    struct error error = { 0 };
    if (codec_read_order_file(text, len, &order, &issues, &error)) {
        codec_write_order_file(&written, &order);
        insist(codec_read_order_file(written.data, written.len, &again, &issues, &error));
        buf_clear(&written);
        codec_write_create(&written, &order, &(struct codec_body){ .token = "t" });
        order_free(&again);
        insist(codec_read_order_file(written.data, written.len, &again, &issues, &error));
        insist(again.item_count == order.item_count);
        buf_clear(&written);
        codec_write_issues(&written, &issues);
    } else {
        insist(*error_text(&error));
    }
    buf_free(&written);
    error_clear(&error);
    issues_free(&issues);
    order_free(&order);
    order_free(&again);
}

static void try_change(const char *text, size_t len)
{
    struct order base = { 0 }, mine = { 0 }, base_again = { 0 }, mine_again = { 0 };
    struct buf written = { 0 };
    struct error error = { 0 };
    if (codec_read_change_file(text, len, &base, &mine, &error)) {
        insist(codec_is_change_file(text, len));
        codec_write_change_file(&written, &base, &mine);
        insist(codec_read_change_file(written.data, written.len, &base_again, &mine_again, &error));
        insist(order_equal(&base, &base_again) && order_equal(&mine, &mine_again));
    } else {
        insist(*error_text(&error));
    }
    buf_free(&written);
    error_clear(&error);
    order_free(&base);
    order_free(&mine);
    order_free(&base_again);
    order_free(&mine_again);
}

static void add_token(struct buf *out, const struct admin_token *token)
{
    const char *const texts[] = { token->id,          token->owner_id, token->owner_code,
                                  token->owner_name,  token->print,    token->token,
                                  token->description, token->methods,  token->used,
                                  token->revoked };
    buf_addf(out, "%d", (int)token->type);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_addf(out, "\n%s", texts[i] ? texts[i] : "~");
    codec_admin_write_issue(out, token);
    codec_admin_write_edit(out, token);
}

/* All that a reply of the administration says, in one text. */
static bool read_admin(const char *text, size_t len, size_t piece, struct buf *out)
{
    struct codec_admin *reader = codec_admin_new();
    struct admin_token token;
    const char *name;
    unsigned types;
    bool good = true;
    for (size_t at = 0; at < len && good; at += piece)
        good = codec_admin_feed(reader, text + at, len - at < piece ? len - at : piece, NULL);
    good = good && codec_admin_finish(reader, NULL);
    if (good) {
        buf_addf(out, "%d %d %s\n", codec_admin_status(reader), codec_admin_has_list(reader),
                 codec_admin_message(reader));
        for (size_t i = 0; codec_admin_token(reader, i, &token); i++)
            add_token(out, &token);
        for (size_t i = 0; (name = codec_admin_method(reader, i, &types)); i++)
            buf_addf(out, "%s %u\n", name, types);
    }
    codec_admin_free(reader);
    return good;
}

static void try_admin(const char *text, size_t len, size_t piece)
{
    struct buf whole = { 0 }, pieces = { 0 };
    bool good = read_admin(text, len, len + 1, &whole);
    bool also = read_admin(text, len, piece, &pieces);
    insist(good == also && whole.len == pieces.len &&
           strcmp(buf_text(&whole), buf_text(&pieces)) == 0);
    buf_free(&whole);
    buf_free(&pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    char what = (char)data[0];
    const char *text = (const char *)data + 2;
    size_t len = size - 2;
    if (what == 'f') {
        try_file(text, len);
    } else if (what == 'c') {
        try_change(text, len);
    } else if (what == 'm') {
        try_admin(text, len, 1 + data[1] % 64u);
    } else if (what == 'l' || what == 'a' || (what > '0' && what < '0' + LOOKUP_COUNT)) {
        struct sums whole = { 0 }, pieces = { 0 };
        bool good = read_in_pieces(what, text, len, len + 1, &whole);
        bool also = read_in_pieces(what, text, len, 1 + data[1] % 64u, &pieces);
        insist(good == also && whole.calls == pieces.calls && whole.bytes == pieces.bytes);
    }
    return 0;
}
