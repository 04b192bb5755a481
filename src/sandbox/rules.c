/* The service's rules on an order; see rules.h. One table for each kind of thing says which member is
 * read where and what it may be; what needs more than one member follows in plain code. */
#include "config.h"
#include "sandbox/rules.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"
#include "model/date.h"
#include "model/money.h"
#include "model/schedule.h"

#include <stddef.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MAX_CODE = 20, MAX_NAME = 200, MAX_ID_DIGITS = 20, MAX_DAYS_CHARS = 100 };

enum kind { TEXT, WHOLE, AMOUNT, DATE, DAYS, WORD };

/* One member of a request: where it goes and what it may be. A WORD is one of two, read as 0 or 1. */
struct member {
    const char *key, *label;
    enum kind kind;
    size_t offset;
    int64_t min, max; /* of a WHOLE; max also the characters of a TEXT */
    const char *words[2];
};

static const struct member header_members[] = {
    { "startDate", "Start date", DATE, offsetof(struct header, starts), 0, 0, { 0 } },
    { "endDate", "End date", DATE, offsetof(struct header, ends), 0, 0, { 0 } },
    { "recurrence", "Recurrence", WHOLE, offsetof(struct header, recurrence), 1, 4, { 0 } },
    { "truckDays", "Truck days", DAYS, offsetof(struct header, days), 0, 0, { 0 } },
    { "shipViaId", "Ship via", WHOLE, offsetof(struct header, ship_via), 0, 1, { 0 } },
    { "customerPO", "Customer PO", TEXT, offsetof(struct header, po), 0, 20, { 0 } },
    { "comments", "Comments", TEXT, offsetof(struct header, comments), 0, 200, { 0 } },
    { "invoiceNotes",
      "Invoice notes",
      TEXT,
      offsetof(struct header, invoice_notes),
      0,
      200,
      { 0 } },
};

static const struct member line_members[] = {
    { "identifier", "Identifier", TEXT, offsetof(struct line, identifier), 0, 30, { 0 } },
    { "itemType", "Item type", WORD, offsetof(struct line, is_unit), 0, 0, { "BOX", "UN" } },
    { "unitType", "Unit type", WORD, offsetof(struct line, by_bunch), 0, 0, { "Stem", "Bunch" } },
    { "boxes", "Boxes", WHOLE, offsetof(struct line, boxes), 1, 9999999999, { 0 } },
    { "totalUnits",
      "Total units",
      WHOLE,
      offsetof(struct line, total_units),
      1,
      9999999999,
      { 0 } },
    { "bunches", "Bunches", WHOLE, offsetof(struct line, bunches), 1, 9999999999, { 0 } },
    { "stemsBunch",
      "Stems per bunch",
      WHOLE,
      offsetof(struct line, stems_bunch),
      1,
      9999999999,
      { 0 } },
    { "price", "Price", AMOUNT, offsetof(struct line, price), 0, 0, { 0 } },
    { "cost", "Cost", AMOUNT, offsetof(struct line, cost), 0, 0, { 0 } },
    { "markCode", "Mark code", TEXT, offsetof(struct line, mark), 0, 50, { 0 } },
    { "generalNotes", "General notes", TEXT, offsetof(struct line, general_notes), 0, 1000, { 0 } },
    { "vendorNotes", "Vendor notes", TEXT, offsetof(struct line, vendor_notes), 0, 1000, { 0 } },
};

static const struct member part_members[] = {
    { "identifier", "Identifier", TEXT, offsetof(struct part, identifier), 0, 30, { 0 } },
    { "bunches", "Bunches", WHOLE, offsetof(struct part, bunches), 1, 9999999999, { 0 } },
    { "stemsBunch",
      "Stems per bunch",
      WHOLE,
      offsetof(struct part, stems_bunch),
      1,
      9999999999,
      { 0 } },
    { "cost", "Cost", AMOUNT, offsetof(struct part, cost), 0, 0, { 0 } },
    { "price", "Price", AMOUNT, offsetof(struct part, price), 0, 0, { 0 } },
};

static const struct member pair_members[] = {
    { "name", "Name", TEXT, offsetof(struct pair, name), 0, 45, { 0 } },
    { "value", "Value", TEXT, offsetof(struct pair, value), 0, 200, { 0 } },
};

/* Something of the catalogue that a request names: by its id, or by its code and name. */
struct reference {
    const char *label, *id_key, *code_key, *name_key; /* no name_key: the code alone does */
    const char *by_id, *by_code;                      /* SQL: id, active */
};

static const struct reference customer = { "customer",
                                           "customerId",
                                           "customerCode",
                                           "customerDescription",
                                           "SELECT id, active FROM customer WHERE id = ?",
                                           "SELECT id, active FROM customer WHERE code = ?" };
static const struct reference carrier = { "carrier",
                                          "carrierId",
                                          "carrierCode",
                                          "carrierDescription",
                                          "SELECT id, active FROM carrier WHERE id = ?",
                                          "SELECT id, active FROM carrier WHERE code = ?" };
static const struct reference vendor = { "vendor",
                                         "vendorId",
                                         "vendorCode",
                                         "vendorName",
                                         "SELECT id, active FROM vendor WHERE id = ?",
                                         "SELECT id, active FROM vendor WHERE code = ?" };
static const struct reference product = { "product",
                                          "productId",
                                          "productCode",
                                          "productDescription",
                                          "SELECT id, active FROM product WHERE id = ?",
                                          "SELECT id, active FROM product WHERE code = ?" };
static const struct reference box_type = { "box type",
                                           "boxTypeId",
                                           "boxTypeCode",
                                           NULL,
                                           "SELECT id, 1 FROM box_type WHERE id = ?",
                                           "SELECT id, 1 FROM box_type WHERE code = ?" };
static const struct reference location = { "location",
                                           "companyLocationId",
                                           "companyLocationCode",
                                           NULL,
                                           "SELECT id, 1 FROM location WHERE id = ?",
                                           "SELECT id, 1 FROM location WHERE code = ?" };

void rules_add_problem(struct buf *problems, const char *format, ...)
{
    struct buf sentence = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&sentence, format, args);
    va_end(args);
    if (!problems->len)
        buf_add_bytes(problems, buf_text(&sentence),
                      utf8_fit_bytes(buf_text(&sentence), RULES_MAX_MESSAGE, NULL));
    else if (utf8_count_chars(buf_text(problems)) + 1 + utf8_count_chars(buf_text(&sentence)) <=
             RULES_MAX_MESSAGE)
        buf_addf(problems, " %s", buf_text(&sentence));
    buf_free(&sentence);
}

/* Digits only; -1 where they are none or more than fit. */
static int64_t read_digits(const char *text)
{
    int64_t number = 0;
    if (!*text || strspn(text, "0123456789") != strlen(text))
        return -1;
    for (; *text; text++)
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, *text - '0', &number))
            return -1;
    return number;
}

int64_t rules_read_id(const char *text)
{
    int64_t id = read_digits(text);
    return id < 0 ? DB_NULL : id;
}

/* A whole number as the service writes one: digits, no sign, no zeros in front. */
static bool read_whole(const char *text, int64_t *number)
{
    int64_t value = read_digits(text);
    if (value < 0 || (text[0] == '0' && text[1]))
        return false;
    *number = value;
    return true;
}

/* Reads one member's text, not empty, into its place. `who` ("Breakdown 2: " or "") begins sentences. */
static void read_set(const struct member *member, const char *text, const char *who,
                     int64_t *number, char **owned, struct buf *problems)
{
    struct error error = { 0 };
    int32_t day;
    unsigned days;
    size_t chars;
    switch (member->kind) {
    case TEXT:
        chars = utf8_count_chars(text);
        if (chars > (size_t)member->max) {
            rules_add_problem(problems, "%s%s has %zu characters; at most %d are allowed.", who,
                              member->label, chars, (int)member->max);
            return;
        }
        free(*owned);
        *owned = mem_strdup(text);
        return;
    case WHOLE:
        if (!read_whole(text, number) || *number < member->min || *number > member->max)
            rules_add_problem(problems,
                              "%s%s is %.40s; it must be a whole number from %lld to %lld.", who,
                              member->label, text, (long long)member->min, (long long)member->max);
        return;
    case AMOUNT:
        if (!money_read(text, number))
            rules_add_problem(problems,
                              "%s%s is %.40s; it must be an amount such as 1.05, with at most 8 "
                              "digits before the point and 2 behind it.",
                              who, member->label, text);
        return;
    case DATE:
        if (date_read(text, &day))
            *number = day;
        else
            rules_add_problem(problems, "%s is %.40s; it must be a date such as 2031-01-06.",
                              member->label, text);
        return;
    case DAYS:
        if (utf8_count_chars(text) > MAX_DAYS_CHARS)
            rules_add_problem(problems, "%s has more than %d characters.", member->label,
                              MAX_DAYS_CHARS);
        else if (date_days_read(text, &days, &error))
            *number = days;
        else
            rules_add_problem(problems,
                              "%s is %.80s; it must be weekdays in full, such as Monday, Friday.",
                              member->label, text);
        error_clear(&error);
        return;
    case WORD:
        for (int i = 0; i < 2; i++)
            if (names_equal(text, member->words[i])) {
                *number = i;
                return;
            }
        rules_add_problem(problems, "%s%s is %.40s; it must be %s or %s.", who, member->label, text,
                          member->words[0], member->words[1]);
        return;
    }
}

static void read_members(const struct member *members, size_t count, const struct json *object,
                         void *into, const char *who, struct buf *problems)
{
    for (size_t i = 0; i < count; i++) {
        const struct json *value = json_member(object, members[i].key);
        char *place = (char *)into + members[i].offset;
        int64_t *number = (int64_t *)(void *)place;
        char **owned = (char **)(void *)place;
        if (!value)
            continue;
        const char *text = json_text(value);
        if (!text) {
            rules_add_problem(problems, "%s%s must be a text or a number.", who, members[i].label);
        } else if (*text) {
            read_set(&members[i], text, who, members[i].kind == TEXT ? NULL : number,
                     members[i].kind == TEXT ? owned : NULL, problems);
        } else if (members[i].kind == TEXT) {
            free(*owned);
            *owned = mem_strdup("");
        } else {
            *number = DB_NULL;
        }
    }
}

static const char *member_text(const struct json *object, const char *key)
{
    const char *text = key ? json_text(json_member(object, key)) : NULL;
    return text ? text : "";
}

/* Finds what a request names; `id` stays as it is where the request does not name it at all. An id
 * goes before a code. */
static void read_reference(const struct rules *rules, const struct reference *reference,
                           const struct json *object, const char *who, int64_t *id,
                           struct buf *problems)
{
    const char *keys[] = { reference->id_key, reference->code_key, reference->name_key };
    bool is_given = false;
    for (size_t i = 0; i < COUNT(keys); i++)
        is_given = is_given || (keys[i] && json_member(object, keys[i]));
    if (!is_given)
        return;
    *id = DB_NULL;
    const char *id_text = member_text(object, reference->id_key);
    const char *code = member_text(object, reference->code_key);
    const char *name = member_text(object, reference->name_key);
    if (utf8_count_chars(name) > MAX_NAME) {
        rules_add_problem(problems, "%sThe %s name has more than %d characters.", who,
                          reference->label, MAX_NAME);
        return;
    }
    struct query *row;
    if (*id_text) {
        if (strspn(id_text, "0123456789") != strlen(id_text) || strlen(id_text) > MAX_ID_DIGITS) {
            rules_add_problem(problems, "%s%s is %.40s; it must be a number of at most %d digits.",
                              who, reference->id_key, id_text, MAX_ID_DIGITS);
            return;
        }
        row = db_query(rules->db, reference->by_id, "l", rules_read_id(id_text));
    } else if (*code) {
        if (reference->name_key && utf8_count_chars(code) > MAX_CODE) {
            rules_add_problem(problems, "%s%s has more than %d characters; give %s instead.", who,
                              reference->code_key, MAX_CODE, reference->id_key);
            return;
        }
        if (reference->name_key && !*name) {
            rules_add_problem(problems, "%s%s is missing; it goes with %s unless %s is given.", who,
                              reference->name_key, reference->code_key, reference->id_key);
            return;
        }
        row = db_query(rules->db, reference->by_code, "t", code);
    } else {
        if (*name)
            rules_add_problem(problems, "%s%s or %s is missing; the %s's name alone does not do.",
                              who, reference->id_key, reference->code_key, reference->label);
        return;
    }
    const char *what = *id_text ? "id" : "code", *given = *id_text ? id_text : code;
    if (!query_next(row)) {
        rules_add_problem(problems, "%sThere is no %s with the %s %.40s.", who, reference->label,
                          what, given);
        return;
    }
    if (query_int(row, 1))
        *id = query_int(row, 0);
    else
        rules_add_problem(problems, "%sThe %s with the %s %.40s is not active.", who,
                          reference->label, what, given);
    query_end(row);
}

/* Says that something is missing, unless another sentence says already what is wrong with it. */
static void demand(bool is_there, size_t before, struct buf *problems, const char *sentence)
{
    if (!is_there && problems->len == before)
        rules_add_problem(problems, "%s", sentence);
}

static void read_ship_to(const struct rules *rules, const struct json *body, struct header *header,
                         struct buf *problems)
{
    const char *text = member_text(body, "shipToId");
    if (json_member(body, "shipToId"))
        header->ship_to = DB_NULL;
    if (!*text || header->customer == DB_NULL)
        return;
    int64_t owner = db_number(rules->db, DB_NULL, "SELECT customer FROM ship_to WHERE id = ?", "l",
                              rules_read_id(text));
    if (owner == DB_NULL)
        rules_add_problem(problems, "There is no ship-to with the id %.40s.", text);
    else if (owner != header->customer)
        rules_add_problem(problems, "The ship-to with the id %.40s belongs to another customer.",
                          text);
    else
        header->ship_to = rules_read_id(text);
}

/* The period and its truck days, once each of them is known to be right. */
static void check_period(const struct header *header, struct buf *problems)
{
    if (header->ends != DB_NULL && header->ends < header->starts) {
        rules_add_problem(problems, "The end date is before the start date.");
        return;
    }
    struct schedule schedule = { .start = (int32_t)header->starts,
                                 .end = header->ends == DB_NULL ? DATE_NONE : (int32_t)header->ends,
                                 .recurrence = (int)header->recurrence,
                                 .days = (unsigned)header->days };
    if (schedule_next(&schedule, schedule.start) == DATE_NONE)
        rules_add_problem(problems, "No truck day falls between the start date and the end date.");
}

void rules_read_header(const struct rules *rules, const struct json *body, struct header *header,
                       struct buf *problems)
{
    int64_t customer_before = header->customer;
    size_t before = problems->len;
    read_reference(rules, &customer, body, "", &header->customer, problems);
    demand(header->customer != DB_NULL, before, problems,
           "The customer is missing: customerId, or customerCode and customerDescription.");
    if (rules->token_type == TOKEN_CUSTOMER && header->customer != DB_NULL &&
        header->customer != rules->owner)
        rules_add_problem(problems, "This token is for orders of another customer.");
    if (header->customer != customer_before)
        header->ship_to = DB_NULL;
    read_ship_to(rules, body, header, problems);

    before = problems->len;
    read_reference(rules, &carrier, body, "", &header->carrier, problems);
    demand(header->carrier != DB_NULL, before, problems,
           "The carrier is missing: carrierId, or carrierCode and carrierDescription.");

    before = problems->len;
    int64_t location_before = header->location;
    read_reference(rules, &location, body, "", &header->location, problems);
    if (!rules->single_location)
        demand(header->location != DB_NULL && (header->location == location_before ||
                                               *member_text(body, "companyLocationCode")),
               before, problems,
               "companyLocationCode is missing; this company has several locations.");

    before = problems->len;
    read_members(header_members, COUNT(header_members), body, header, "", problems);
    bool is_clean = problems->len == before;
    static const struct {
        size_t offset;
        const char *sentence;
    } needed[] = {
        { offsetof(struct header, starts), "The start date is missing." },
        { offsetof(struct header, recurrence), "The recurrence is missing; it is 1, 2, 3 or 4." },
        { offsetof(struct header, days), "The truck days are missing; at least one is needed." },
    };
    for (size_t i = 0; i < COUNT(needed); i++) {
        const char *place = (const char *)header + needed[i].offset;
        int64_t value = *(const int64_t *)(const void *)place;
        if (is_clean && (value == DB_NULL || (i == 2 && value == 0)))
            rules_add_problem(problems, "%s", needed[i].sentence);
    }
    if (problems->len == before)
        check_period(header, problems);
}

static void drop_parts(struct line *line)
{
    for (size_t i = 0; i < line->part_count; i++)
        part_free(&line->parts[i]);
    line->part_count = 0;
}

static void read_parts(const struct rules *rules, const struct json *array, struct line *line,
                       struct buf *problems)
{
    drop_parts(line);
    for (size_t i = 0; i < json_count(array); i++) {
        const struct json *object = json_at(array, i);
        char *who = mem_printf("Breakdown %zu: ", i + 1);
        MEM_GROW(line->parts, line->part_count, line->part_cap);
        struct part *part = &line->parts[line->part_count++];
        *part = (struct part){ mem_strdup(""), DB_NULL, DB_NULL, DB_NULL, DB_NULL, DB_NULL };
        size_t before = problems->len;
        read_reference(rules, &product, object, who, &part->product, problems);
        read_members(part_members, COUNT(part_members), object, part, who, problems);
        if (problems->len == before) {
            const char *missing = part->product == DB_NULL       ? "the product"
                                  : part->bunches == DB_NULL     ? "the number of bunches"
                                  : part->stems_bunch == DB_NULL ? "the stems per bunch"
                                  : part->cost == DB_NULL        ? "the cost"
                                  : part->price == DB_NULL && rules->token_type == TOKEN_COMPANY
                                      ? "the price"
                                      : NULL;
            if (missing)
                rules_add_problem(problems, "%s%s is missing.", who, missing);
        }
        free(who);
    }
}

static void read_pairs(const struct json *array, struct line *line, struct buf *problems)
{
    for (size_t i = 0; i < line->pair_count; i++) {
        free(line->pairs[i].name);
        free(line->pairs[i].value);
    }
    line->pair_count = 0;
    for (size_t i = 0; i < json_count(array); i++) {
        struct pair pair = { mem_strdup(""), mem_strdup("") };
        char *who = mem_printf("Custom field %zu: ", i + 1);
        read_members(pair_members, COUNT(pair_members), json_at(array, i), &pair, who, problems);
        if (!*pair.name && *pair.value)
            rules_add_problem(problems, "%sthe name is missing.", who);
        free(who);
        if (*pair.name) {
            MEM_GROW(line->pairs, line->pair_count, line->pair_cap);
            line->pairs[line->pair_count++] = pair;
        } else { /* the documented example sends one with nothing in it */
            free(pair.name);
            free(pair.value);
        }
    }
}

static void check_vendor(const struct rules *rules, struct line *line, struct buf *problems)
{
    if (rules->token_type != TOKEN_VENDOR)
        return;
    if (line->vendor == DB_NULL)
        line->vendor = rules->owner;
    else if (line->vendor != rules->owner)
        rules_add_problem(problems, "This token is for lines of another vendor.");
}

static void check_quantities(const struct line *line, struct buf *problems)
{
    if (line->product == DB_NULL)
        rules_add_problem(problems, "The product is missing: productId, or productCode and "
                                    "productDescription.");
    if (line->by_bunch == DB_NULL)
        rules_add_problem(problems, "The unit type is missing; it must be Stem or Bunch.");
    if (line->is_unit) {
        if (line->total_units == DB_NULL)
            rules_add_problem(problems, "The total units are missing; a line in units needs them.");
        return;
    }
    if (line->box_type == DB_NULL)
        rules_add_problem(problems, "The box type is missing: boxTypeId or boxTypeCode.");
    if (line->boxes == DB_NULL)
        rules_add_problem(problems, "The number of boxes is missing.");
    if (line->bunches == DB_NULL)
        rules_add_problem(problems, "The number of bunches per box is missing.");
    if (line->stems_bunch == DB_NULL && !line->part_count)
        rules_add_problem(problems, "The stems per bunch are missing.");
    if (line->part_count && line->bunches != DB_NULL) {
        int64_t sum = 0;
        for (size_t i = 0; i < line->part_count; i++)
            sum += line->parts[i].bunches; /* each below 10^10, and a body of 64 kB holds few */
        if (sum != line->bunches)
            rules_add_problem(problems,
                              "The breakdowns add up to %lld bunches; the box has %lld bunches.",
                              (long long)sum, (long long)line->bunches);
    }
}

/* What does not belong to the item type is not kept. */
static void drop_others(struct line *line)
{
    if (line->is_unit) {
        drop_parts(line);
        line->box_type = DB_NULL;
        line->boxes = DB_NULL;
    } else {
        line->total_units = DB_NULL;
    }
    if (line->part_count)
        line->stems_bunch = DB_NULL;
}

static void check_totals(const struct line *line, struct buf *problems)
{
    int64_t per_box, units, amount;
    bool fits = line_count_units(line, &per_box, &units);
    fits = fits && (line->price == DB_NULL || money_multiply(line->price, units, &amount));
    fits = fits && (line->cost == DB_NULL || money_multiply(line->cost, units, &amount));
    if (!fits)
        rules_add_problem(problems, "The line is too large to be counted.");
}

void rules_read_line(const struct rules *rules, const struct json *item, struct line *line,
                     struct buf *problems)
{
    if (!json_is_object(item)) {
        rules_add_problem(problems, "An item must be a JSON object.");
        return;
    }
    read_reference(rules, &product, item, "", &line->product, problems);
    read_reference(rules, &vendor, item, "", &line->vendor, problems);
    read_reference(rules, &box_type, item, "", &line->box_type, problems);
    check_vendor(rules, line, problems);
    read_members(line_members, COUNT(line_members), item, line, "", problems);
    if (line->is_unit == DB_NULL)
        line->is_unit = 0; /* BOX is the default */
    if (json_member(item, "breakdowns"))
        read_parts(rules, json_member(item, "breakdowns"), line, problems);
    if (line->is_unit && json_count(json_member(item, "breakdowns")))
        rules_add_problem(problems, "A line in units has no breakdowns.");
    if (json_member(item, "customFields"))
        read_pairs(json_member(item, "customFields"), line, problems);
    if (!problems->len)
        check_quantities(line, problems);
    if (problems->len)
        return;
    drop_others(line);
    if (line->part_count && line->price == DB_NULL)
        line->price = line_average(line, false);
    if (line->part_count && line->cost == DB_NULL)
        line->cost = line_average(line, true);
    check_totals(line, problems);
}
