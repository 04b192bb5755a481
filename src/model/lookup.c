/* The look-up lists: what each is called and holds, and finding rows in them; see lookup.h. Where
 * the rows come from is not known here. */
#include "config.h"
#include "model/lookup.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEXT(key, name, sentence)                                                                  \
    {                                                                                              \
        .read_key = (key), .label = (name), .help = (sentence), .type = FIELD_TEXT                 \
    }
#define ID(key, name, sentence)                                                                    \
    {                                                                                              \
        .read_key = (key), .label = (name), .help = (sentence), .type = FIELD_ID                   \
    }
#define ACTIVE(sentence)                                                                           \
    {                                                                                              \
        .read_key = "active", .label = "Active", .help = (sentence), .type = FIELD_BOOL            \
    }

static const struct field customers[] = {
    ID("id", "Id", "The customer's id in Komet."),
    TEXT("code", "Code", "The customer's code."),
    TEXT("name", "Name", "The customer's name."),
    ACTIVE("Whether the customer still buys."),
    TEXT("salesPerson", "Salesperson", "Who sells to the customer."),
    ID("salesPersonId", "Salesperson id", "The salesperson's id in Komet."),
    TEXT("customerType", "Type", "The kind of customer, as the company calls it."),
};

static const struct field carriers[] = {
    ID("id", "Id", "The carrier's id in Komet."),
    TEXT("code", "Code", "The carrier's code."),
    TEXT("name", "Name", "The carrier's name."),
    ACTIVE("Whether the carrier is still used."),
};

static const struct field vendors[] = {
    ID("id", "Id", "The grower's id in Komet."),
    TEXT("code", "Code", "The grower's code."),
    TEXT("name", "Name", "The grower's name."),
    ACTIVE("Whether the grower still delivers."),
};

static const struct field products[] = {
    ID("id", "Id", "The product's id in Komet."),
    TEXT("legacyCode", "Code", "The product's code."),
    TEXT("description", "Description", "The product's description."),
    ACTIVE("Whether the product is still sold."),
    TEXT("category", "Category", "The kind of flower."),
    TEXT("variety", "Variety", "The variety."),
    TEXT("color", "Colour", "The colour."),
    TEXT("grade", "Grade", "The grade, mostly the stem length in centimetres."),
    TEXT("tags", "Tags", "Further words the product can be found by."),
};

static const struct field box_types[] = {
    ID("id", "Id", "The box type's id in Komet."),
    TEXT("code", "Code", "The box type's code, such as HB or QB."),
    TEXT(NULL, "Name", "Box types have no name; the list gives none."),
    { .read_key = "fbe",
      .label = "Full boxes",
      .help = "How much of a full box it is: 1, 0.5, 0.25 and so on.",
      .type = FIELD_AMOUNT },
};

static const struct field locations[] = {
    ID("id", "Id", "The location's id in Komet."),
    TEXT("code", "Code", "The location's code."),
    TEXT("name", "Name", "The location's name."),
};

static const struct field ship_tos[] = {
    ID("id", "Id", "The ship-to address's id in Komet."),
    TEXT("shipToCode", "Code", "The ship-to address's code."),
    TEXT("name", "Name", "The name of the ship-to address."),
    TEXT("address", "Address", "Street and number."),
    TEXT("city", "City", "The city."),
    TEXT("state", "State", "The state."),
    TEXT("zipcode", "Zip code", "The zip code."),
    TEXT("country", "Country", "The country."),
    TEXT("phone", "Phone", "The telephone number."),
    ID("carrierId", "Carrier id", "The id of the carrier that usually goes there."),
    TEXT("carrierName", "Carrier", "The carrier that usually goes there."),
};

#define TYPE(word, one, array, none, columns)                                                      \
    {                                                                                              \
        (word), (one), (array), (none), (columns), COUNT(columns)                                  \
    }

const struct lookup_type lookup_types[LOOKUP_COUNT] = {
    [LOOKUP_NONE] = { "", "", "", "", NULL, 0 },
    [LOOKUP_CUSTOMERS] =
        TYPE("customers", "customer", "customers", "No customer of this name", customers),
    [LOOKUP_CARRIERS] =
        TYPE("carriers", "carrier", "carriers", "No carrier of this name", carriers),
    [LOOKUP_VENDORS] = TYPE("vendors", "vendor", "vendors", "No vendor of this name", vendors),
    [LOOKUP_PRODUCTS] =
        TYPE("products", "product", "products", "No product of this description", products),
    [LOOKUP_BOX_TYPES] =
        TYPE("boxtypes", "box type", "boxtypes", "No box type of this code", box_types),
    [LOOKUP_LOCATIONS] =
        TYPE("locations", "location", "locations", "No location of this name", locations),
    [LOOKUP_SHIP_TOS] = TYPE("shiptos", "ship-to", "shiptos",
                             "No ship-to address of this name for the customer", ship_tos),
};

_Static_assert(COUNT(customers) <= LOOKUP_MAX_COLUMNS, "columns fit a row");
_Static_assert(COUNT(products) <= LOOKUP_MAX_COLUMNS, "columns fit a row");
_Static_assert(COUNT(ship_tos) <= LOOKUP_MAX_COLUMNS, "columns fit a row");

enum lookup_kind lookup_kind_by_word(const char *word)
{
    for (int kind = LOOKUP_NONE + 1; kind < LOOKUP_COUNT; kind++) {
        if (strcmp(word, lookup_types[kind].word) == 0)
            return (enum lookup_kind)kind;
    }
    return LOOKUP_NONE;
}

/* All texts of a row live in one block, which columns[0] points to. */
void lookup_list_add(struct lookup_list *list, const char *const columns[LOOKUP_MAX_COLUMNS])
{
    size_t count = lookup_types[list->kind].column_count, bytes = 0;
    struct lookup_row row = { { NULL } };
    struct buf all = { 0 };
    for (size_t i = 0; i < count; i++)
        bytes += (columns[i] ? strlen(columns[i]) : 0) + 1;
    char *at = mem_alloc(bytes ? bytes : 1);
    for (size_t i = 0; i < count; i++) {
        const char *text = columns[i] ? columns[i] : "";
        size_t size = strlen(text) + 1;
        row.columns[i] = memcpy(at, text, size);
        at += size;
        if (*text && lookup_types[list->kind].columns[i].type != FIELD_BOOL)
            buf_addf(&all, "%s%s", all.len ? " " : "", text);
        if (i + 1 == LOOKUP_PARTS)
            buf_add_char(&all, '\n');
    }
    MEM_GROW(list->rows, list->count, list->cap);
    MEM_GROW(list->search, list->count, list->search_cap);
    list->search[list->count] = utf8_fold(buf_text(&all));
    list->rows[list->count++] = row;
    buf_free(&all);
}

void lookup_list_free(struct lookup_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free((void *)(uintptr_t)list->rows[i].columns[0]);
        free(list->search[i]);
    }
    free(list->rows);
    free(list->search);
    *list = (struct lookup_list){ .kind = list->kind };
}

static bool is_word_start(const char *text, const char *at)
{
    return at == text || strchr(" -/.,&()'\n", at[-1]);
}

/* Whether `typed` is made of beginnings of words of `text`, one word after another, words left out
 * at will: "roswhit60" of "rose white 60". Looks no further than `end`. */
static bool is_squeezed(const char *typed, size_t len, const char *text, const char *from,
                        const char *end)
{
    if (!len)
        return true;
    for (const char *at = from; at < end; at++) {
        if (*at != *typed || !is_word_start(text, at))
            continue;
        size_t same = 0;
        while (same < len && at[same] == typed[same])
            same++;
        for (; same; same--) { /* the longest beginning is not always the right one */
            if (is_squeezed(typed + same, len - same, text, at + same, end))
                return true;
        }
    }
    return false;
}

static enum lookup_rank rank_word(const char *text, const char *word, size_t len)
{
    enum { SQUEEZED_MOST = 24 }; /* nobody types more, and the search stays short */
    const char *names_end = strchr(text, '\n'), *end = text + strlen(text);
    enum lookup_rank rank = LOOKUP_RANK_NONE;
    for (const char *at = strchr(text, *word); at; at = strchr(at + 1, *word)) {
        if (strncmp(at, word, len) != 0)
            continue;
        if (at < names_end && is_word_start(text, at))
            return LOOKUP_RANK_WORDS;
        rank = LOOKUP_RANK_WITHIN;
    }
    if (rank != LOOKUP_RANK_NONE || len > SQUEEZED_MOST)
        return rank;
    if (is_squeezed(word, len, text, text, names_end))
        return LOOKUP_RANK_SQUEEZED;
    return is_squeezed(word, len, text, text, end) ? LOOKUP_RANK_ODD : LOOKUP_RANK_NONE;
}

/* All that was typed against one column. */
static enum lookup_rank rank_column(const char *text, const char *typed, size_t len, bool is_name)
{
    char *folded = utf8_fold(text);
    enum lookup_rank rank = LOOKUP_RANK_NONE;
    if (strncmp(folded, typed, len) == 0)
        rank = folded[len] || is_name ? LOOKUP_RANK_BEGINS : LOOKUP_RANK_CODE;
    free(folded);
    return rank;
}

static enum lookup_rank rank_whole(const struct lookup_list *list, size_t row, const char *typed)
{
    enum lookup_rank best = LOOKUP_RANK_NONE;
    typed += strspn(typed, " ");
    size_t len = strlen(typed);
    while (len && typed[len - 1] == ' ')
        len--;
    for (int part = 0; part < LOOKUP_PARTS; part++) {
        enum lookup_rank rank =
            rank_column(list->rows[row].columns[part], typed, len, part == LOOKUP_NAME);
        if (part == LOOKUP_ID && rank == LOOKUP_RANK_BEGINS)
            continue; /* the beginning of an id says nothing */
        best = rank < best ? rank : best;
    }
    return best;
}

enum lookup_rank lookup_list_rank(const struct lookup_list *list, size_t row, const char *typed)
{
    char *folded = utf8_fold(typed);
    const char *at = folded;
    enum lookup_rank rank = LOOKUP_RANK_WORDS;
    while (rank != LOOKUP_RANK_NONE && *(at += strspn(at, " "))) {
        size_t len = strcspn(at, " ");
        enum lookup_rank word = rank_word(list->search[row], at, len);
        rank = word > rank ? word : rank;
        at += len;
    }
    if (rank == LOOKUP_RANK_WORDS) {
        enum lookup_rank whole = rank_whole(list, row, folded);
        rank = whole < rank ? whole : rank;
    }
    free(folded);
    return rank;
}

bool lookup_list_matches(const struct lookup_list *list, size_t row, const char *typed)
{
    return lookup_list_rank(list, row, typed) != LOOKUP_RANK_NONE;
}

size_t lookup_list_find(const struct lookup_list *list, enum lookup_part part, const char *text,
                        size_t *row)
{
    size_t found = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (names_equal_trimmed(list->rows[i].columns[part], text) && found++ == 0)
            *row = i;
    }
    return found;
}
