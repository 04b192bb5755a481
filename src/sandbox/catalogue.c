/* The sample company out of the words of catalogue_data.c; see catalogue.h. A small generator of its
 * own makes it the same everywhere. */
#include "config.h"
#include "sandbox/catalogue.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "sandbox/catalogue_data.h"
#include "sandbox/order_store.h"
#include "sandbox/tokens.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CODES_CAP = 16384, /* of the set of product codes, a power of two */
    FIRST_SHIP_TO = 50001,
    FIRST_PRODUCT = 1001,
    CENT = 100, /* in ten-thousandths */
};

struct product {
    int64_t id;
    int family, grade;
    bool is_active, is_assorted;
};

struct maker {
    struct db *db;
    int32_t today;
    uint64_t state; /* of the random numbers */
    struct product products[CATALOGUE_PRODUCTS];
    int product_count;
    char *codes[CODES_CAP];
    bool customer_active[CATALOGUE_CUSTOMERS];
    int64_t first_ship_to[CATALOGUE_CUSTOMERS + 1];
};

/* A number from 0 to below `below`. */
static int roll(struct maker *maker, int below)
{
    maker->state ^= maker->state << 13;
    maker->state ^= maker->state >> 7;
    maker->state ^= maker->state << 17;
    return (int)((maker->state >> 33) % (uint64_t)below);
}

static bool one_in(struct maker *maker, int count)
{
    return roll(maker, count) == 0;
}

static int count_texts(const char *const *texts)
{
    int count = 0;
    while (texts[count])
        count++;
    return count;
}

/* Takes the text up to `end` or the closing NUL off the list; false when nothing is left. */
static bool next_word(const char **list, char end, char *word, size_t size)
{
    if (!**list)
        return false;
    size_t len = strcspn(*list, (const char[]){ end, 0 });
    snprintf(word, size, "%.*s", (int)len, *list);
    *list += len + ((*list)[len] != 0);
    return true;
}

/* The first `first` letters of the first word and `second` of the next, in capitals. */
static void add_letters(struct buf *code, const char *words, int first, int second)
{
    char *folded = utf8_fold(words);
    const char *gap = strchr(folded, ' ');
    int most[2] = { gap ? first : first + second, second };
    const char *from[2] = { folded, gap };
    for (int i = 0; i < 2 && from[i]; i++)
        for (const char *at = from[i] + i; *at && *at != ' ' && most[i]; at++)
            if (isalnum((unsigned char)*at)) {
                buf_add_char(code, (char)toupper((unsigned char)*at));
                most[i]--;
            }
    free(folded);
}

static void add_grade(struct buf *code, const char *grade)
{
    if (isdigit((unsigned char)*grade))
        while (isdigit((unsigned char)*grade))
            buf_add_char(code, *grade++);
    else if (*grade)
        add_letters(code, grade, 2, 1);
}

/* True where the code is new. */
static bool keep_code(struct maker *maker, const char *code)
{
    size_t at = 5381;
    for (const char *c = code; *c; c++)
        at = at * 33 + (unsigned char)*c;
    for (at &= CODES_CAP - 1; maker->codes[at]; at = (at + 1) & (CODES_CAP - 1))
        if (strcmp(maker->codes[at], code) == 0)
            return false;
    maker->codes[at] = mem_strdup(code);
    return true;
}

static void make_code(struct maker *maker, const struct family *family, const char *variety,
                      const char *grade, struct buf *code)
{
    for (int longer = 0; longer < 40; longer++) {
        buf_clear(code);
        buf_add(code, family->prefix);
        add_letters(code, variety, 2 + longer / 2, 1 + (longer + 1) / 2);
        if (longer > 10)
            buf_addf(code, "%d", longer);
        add_grade(code, grade);
        if (keep_code(maker, buf_text(code)))
            return;
    }
}

static void add_product(struct maker *maker, int64_t id, const char *code, const char *name,
                        const char *category, const char *variety, const char *color,
                        const char *grade, int family, int grade_number)
{
    const char *tags = strcmp(color, "Red") == 0 && strstr(category, "Rose") ? "valentine"
                       : strstr(color, "Pink")                               ? "mothers-day"
                                                                             : "";
    struct product *product = &maker->products[maker->product_count++];
    *product = (struct product){ .id = id,
                                 .family = family,
                                 .grade = grade_number,
                                 .is_active = !one_in(maker, 60) || id < FIRST_PRODUCT,
                                 .is_assorted = strcmp(color, "Assorted") == 0 };
    db_run(maker->db,
           "INSERT INTO product(id, code, name, active, category, variety, color, grade, tags)"
           " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "lttittttt", id, code, name, (int)product->is_active, category, variety, color, grade,
           tags);
}

static void make_family(struct maker *maker, int number)
{
    const struct family *family = &catalogue_families[number];
    const char *varieties = family->varieties;
    char variety[64], name[64], grade[32];
    struct buf code = { 0 }, text = { 0 };
    while (next_word(&varieties, ',', variety, sizeof variety)) {
        const char *parts = variety, *grades = family->grades;
        next_word(&parts, ':', name, sizeof name);
        const char *color = *parts ? parts : name;
        for (int i = 0; next_word(&grades, ',', grade, sizeof grade); i++) {
            if (maker->product_count == CATALOGUE_PRODUCTS)
                break;
            make_code(maker, family, name, grade, &code);
            buf_clear(&text);
            buf_addf(&text, "%s %s %s", family->name, name, grade);
            add_product(maker, FIRST_PRODUCT + maker->product_count, buf_text(&code),
                        buf_text(&text), family->category, name, color, grade, number, i);
        }
    }
    buf_free(&code);
    buf_free(&text);
}

static void make_products(struct maker *maker)
{
    /* The two products of the service's documented example. */
    add_product(maker, 21, "Lucky", "Black Monstera", "Greens", "Black", "Black", "", 0, 0);
    add_product(maker, 3, "BK", "Black King Rose", "Roses", "Black King", "Black", "", 0, 0);
    for (int i = 0; catalogue_families[i].name; i++)
        make_family(maker, i);
}

static void make_lists(struct maker *maker)
{
    struct db *db = maker->db;
    for (int i = 0; catalogue_carriers[i].name; i++)
        db_run(db, "INSERT INTO carrier(id, code, name, active) VALUES(?, ?, ?, ?)", "itti",
               CATALOGUE_FIRST_CARRIER + i, catalogue_carriers[i].code, catalogue_carriers[i].name,
               (int)(i != CATALOGUE_CARRIERS - 1)); /* the last one has given up */
    for (int i = 0; catalogue_vendors[i].name; i++)
        db_run(db, "INSERT INTO vendor(id, code, name, active) VALUES(?, ?, ?, 1)", "itt",
               CATALOGUE_FIRST_VENDOR + i, catalogue_vendors[i].code, catalogue_vendors[i].name);
    for (int i = 0; catalogue_locations[i].name; i++)
        db_run(db, "INSERT INTO location(id, code, name) VALUES(?, ?, ?)", "itt",
               CATALOGUE_FIRST_LOCATION + i, catalogue_locations[i].code,
               catalogue_locations[i].name);
    for (int i = 0; catalogue_boxes[i].code; i++)
        db_run(db, "INSERT INTO box_type(id, code, name, fbe) VALUES(?, ?, ?, ?)", "ittt", i + 1,
               catalogue_boxes[i].code, catalogue_boxes[i].name, catalogue_boxes[i].fbe);
}

static void make_ship_tos(struct maker *maker, int64_t customer, const char *name, int count)
{
    static int64_t id;
    int towns = 0;
    while (catalogue_towns[towns].city)
        towns++;
    if (customer == CATALOGUE_FIRST_CUSTOMER)
        id = FIRST_SHIP_TO;
    maker->first_ship_to[customer - CATALOGUE_FIRST_CUSTOMER] = id;
    for (int i = 0; i < count; i++) {
        const struct town *town = &catalogue_towns[roll(maker, towns)];
        char *code = mem_printf("SH%d", i + 1);
        char *title = mem_printf("%s - %s", name, town->city);
        char *address = mem_printf("%d %s", 100 + roll(maker, 9800),
                                   catalogue_streets[roll(maker, count_texts(catalogue_streets))]);
        char *zip = strcmp(town->country, "US") == 0
                        ? mem_printf("%s%02d", town->zip, roll(maker, 100))
                        : mem_printf("%s %dA%d", town->zip, roll(maker, 10), roll(maker, 10));
        char *phone = mem_printf("(%s) 555-01%02d", town->area, roll(maker, 100));
        db_run(maker->db,
               "INSERT INTO ship_to(id, customer, code, name, address, city, state, zip, country,"
               " phone, fax, carrier) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
               "llttttttttl", id++, customer, code, title, address, town->city, town->state, zip,
               town->country, phone,
               one_in(maker, 4) ? DB_NULL : (int64_t)(CATALOGUE_FIRST_CARRIER + roll(maker, 20)));
        free(code);
        free(title);
        free(address);
        free(zip);
        free(phone);
    }
    maker->first_ship_to[customer - CATALOGUE_FIRST_CUSTOMER + 1] = id;
}

static void add_customer(struct maker *maker, int number, const char *code, const char *name,
                         const char *type, int ship_tos)
{
    int desk = 0;
    while (catalogue_desks[desk].salesperson && strcmp(catalogue_desks[desk].type, type) != 0)
        desk++;
    if (strcmp(type, "Florist") == 0)
        desk += roll(maker, 2); /* there are two for florists, east and west */
    int64_t id = CATALOGUE_FIRST_CUSTOMER + number;
    maker->customer_active[number] = number < 40 || !one_in(maker, 30);
    db_run(maker->db,
           "INSERT INTO customer(id, code, name, active, salesperson, salesperson_id, type,"
           " price_list) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
           "lttititt", id, code, name, (int)maker->customer_active[number],
           catalogue_desks[desk].salesperson, 701 + desk, type, catalogue_desks[desk].price_list);
    make_ship_tos(maker, id, name, ship_tos);
}

static void make_customers(struct maker *maker)
{
    static const char *const types[] = { "Florist", "Florist", "Wholesaler", "Event Planner" };
    int number = 0;
    struct buf name = { 0 }, code = { 0 };
    for (int i = 0; catalogue_customers[i].name; i++, number++)
        add_customer(maker, number, catalogue_customers[i].code, catalogue_customers[i].name,
                     i % 5 ? "Florist" : "Wholesaler", number ? roll(maker, 4) : 2);
    for (const struct chain *chain = catalogue_chains; chain->name; chain++)
        for (int i = 0; i < chain->count; i++, number++) {
            char branch[32];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(branch, sizeof branch, chain->branch, chain->first + i);
#pragma GCC diagnostic pop
            buf_clear(&name);
            buf_addf(&name, "%s %s", chain->name, branch);
            buf_clear(&code);
            buf_addf(&code, "%s%d", chain->code, chain->first + i);
            add_customer(maker, number, buf_text(&code), buf_text(&name), chain->type,
                         1 + roll(maker, 2));
        }
    int firsts = count_texts(catalogue_first_words), lasts = count_texts(catalogue_last_words);
    for (int i = 0; number < CATALOGUE_CUSTOMERS; i++, number++) {
        int first = i % firsts, round = i / firsts;
        buf_clear(&name);
        buf_addf(&name, "%s %s", catalogue_first_words[first],
                 catalogue_last_words[(first + round) % lasts]);
        buf_clear(&code);
        char *letters = mem_strdup(catalogue_first_words[first]);
        size_t kept = 0;
        for (const char *c = catalogue_first_words[first]; *c && kept < 5; c++)
            if (isalpha((unsigned char)*c))
                letters[kept++] = (char)toupper((unsigned char)*c);
        buf_add_bytes(&code, letters, kept);
        buf_addf(&code, "%d", round + 1);
        free(letters);
        add_customer(maker, number, buf_text(&code), buf_text(&name),
                     types[roll(maker, (int)(sizeof types / sizeof *types))], roll(maker, 4));
    }
    buf_free(&name);
    buf_free(&code);
}

/* What a unit of the product costs, in ten-thousandths: sizes in figures rise, names fall. */
static int64_t cost_of(const struct product *product)
{
    const struct family *family = &catalogue_families[product->family];
    bool rises = isdigit((unsigned char)*family->grades);
    int per_cent = rises ? 100 + 14 * product->grade : 100 - 9 * product->grade;
    return (int64_t)(family->cents * per_cent / 100) * CENT;
}

static int64_t price_of(struct maker *maker, int64_t cost)
{
    return cost * (130 + roll(maker, 45)) / 100 / CENT * CENT;
}

static const struct product *pick(struct maker *maker, bool assorted)
{
    for (;;) {
        /* Half of what is sold is among the first: roses and carnations. */
        int most = one_in(maker, 2) ? 1400 : maker->product_count;
        const struct product *product = &maker->products[2 + roll(maker, most - 2)];
        if (product->is_active && product->is_assorted == assorted)
            return product;
    }
}

static void put_text(char **text, const char *words)
{
    free(*text);
    *text = mem_strdup(words);
}

/* Splits the bunches of a box over some products of the same family and grade. */
static void mix(struct maker *maker, struct line *line, const struct product *product)
{
    int left = (int)line->bunches, parts = 3 + roll(maker, 3);
    const struct family *family = &catalogue_families[product->family];
    for (int i = 0; i < parts && left > 0; i++) {
        const struct product *part = product;
        for (int tries = 0; tries < 200 && (part == product || part->is_assorted); tries++) {
            const struct product *other = &maker->products[roll(maker, maker->product_count)];
            int64_t away = other->id - product->id;
            if (away > -200 && away < 200 && other->family == product->family &&
                other->grade == product->grade && other->is_active)
                part = other;
        }
        int bunches = i == parts - 1 ? left : 1 + roll(maker, left > parts ? left / 2 : 1);
        int64_t cost = cost_of(part) - CENT * roll(maker, 3);
        MEM_GROW(line->parts, line->part_count, line->part_cap);
        line->parts[line->part_count++] = (struct part){ .identifier = mem_strdup(""),
                                                         .product = part->id,
                                                         .bunches = bunches,
                                                         .stems_bunch = family->stems_bunch,
                                                         .cost = cost,
                                                         .price = price_of(maker, cost) };
        left -= bunches;
    }
    line->parts[line->part_count - 1].bunches += left;
    line->stems_bunch = DB_NULL;
    line->price = line_average(line, false);
    line->cost = line_average(line, true);
}

static void make_line(struct maker *maker, int64_t order, bool is_mixed, bool is_unit)
{
    static const int boxes[] = { 1, 1, 1, 4, 4, 4, 4, 7, 7, 9, 0 }; /* rows of catalogue_boxes */
    static const char *const customs[] = { "UPC", "Sleeve", "Date Code" };
    const struct product *product = pick(maker, is_mixed);
    const struct family *family = &catalogue_families[product->family];
    struct line line;
    line_init(&line);
    line.product = product->id;
    line.vendor = one_in(maker, 30)
                      ? DB_NULL
                      : (int64_t)(CATALOGUE_FIRST_VENDOR +
                                  (product->family * 7 + roll(maker, 4)) % CATALOGUE_VENDORS);
    line.by_bunch = family->by_bunch || one_in(maker, 8);
    line.cost = cost_of(product) * (line.by_bunch && !family->by_bunch ? family->stems_bunch : 1);
    line.price = price_of(maker, line.cost);
    line.is_unit = is_unit;
    if (is_unit) {
        line.total_units = (int64_t)(1 + roll(maker, 12)) * (line.by_bunch ? 5 : 25);
    } else {
        int box = boxes[roll(maker, (int)(sizeof boxes / sizeof *boxes))];
        int bunches = family->half_box_bunches * catalogue_boxes[box].halves_in_hundredths / 100;
        line.box_type = box + 1;
        line.boxes = 1 + roll(maker, one_in(maker, 5) ? 40 : 8);
        line.bunches = bunches > 3 || !is_mixed ? (bunches ? bunches : 1) : 6;
        line.stems_bunch = family->stems_bunch;
        if (is_mixed) {
            line.by_bunch = family->by_bunch;
            mix(maker, &line, product);
        }
    }
    if (one_in(maker, 20))
        line.cost = DB_NULL;
    if (one_in(maker, 5)) {
        char *mark = mem_printf("MK%03d", roll(maker, 400));
        put_text(&line.mark, mark);
        free(mark);
    }
    if (one_in(maker, 15)) {
        MEM_GROW(line.pairs, line.pair_count, line.pair_cap);
        line.pairs[line.pair_count++] =
            (struct pair){ mem_strdup(customs[roll(maker, 3)]),
                           mem_printf("%06d", 100000 + roll(maker, 800000)) };
    }
    line_insert(maker->db, order, &line);
    line_free(&line);
}

static void make_order(struct maker *maker, int number)
{
    static const int days[] = { 1, 2, 4, 8, 16, 32, 5, 9, 18, 21, 21, 42, 31 };
    static const int weeks[] = { 1, 1, 1, 1, 1, 1, 2, 2, 3, 4 };
    struct header header;
    int customer;
    do {
        customer = roll(maker, CATALOGUE_CUSTOMERS);
        int other = roll(maker, CATALOGUE_CUSTOMERS);
        customer = number < 3 ? 0 : other < customer ? other : customer;
    } while (!maker->customer_active[customer]);
    header_init(&header);
    header.customer = CATALOGUE_FIRST_CUSTOMER + customer;
    header.carrier = CATALOGUE_FIRST_CARRIER + (number < 3 ? 0 : roll(maker, 22));
    header.location = CATALOGUE_FIRST_LOCATION + (one_in(maker, 3) ? roll(maker, 4) : 0);
    header.starts = maker->today - roll(maker, 300) + (one_in(maker, 6) ? 30 : 0);
    header.ends = one_in(maker, 2) ? DB_NULL : header.starts + 60 + roll(maker, 400);
    header.recurrence = weeks[roll(maker, (int)(sizeof weeks / sizeof *weeks))];
    header.days = days[roll(maker, (int)(sizeof days / sizeof *days))];
    header.ship_via = roll(maker, 2);
    int64_t first = maker->first_ship_to[customer];
    int ship_tos = (int)(maker->first_ship_to[customer + 1] - first);
    if (ship_tos && !one_in(maker, 3))
        header.ship_to = first + roll(maker, ship_tos);
    if (one_in(maker, 3)) {
        char *po = mem_printf("PO-%05d", roll(maker, 100000));
        put_text(&header.po, po);
        free(po);
    }
    if (one_in(maker, 8))
        put_text(&header.comments, "Call before delivery. Keep it fresh.");
    int64_t id = header_insert(maker->db, &header);
    header_free(&header);

    int lines = 1 + roll(maker, one_in(maker, 4) ? 8 : 4);
    for (int i = 0; i < lines; i++) {
        bool is_mixed = number % 10 == 4 && i == 0;
        make_line(maker, id, is_mixed, !is_mixed && one_in(maker, 12));
    }
    if (number % 12 == 7)
        db_run(maker->db, "UPDATE item SET cancelled = 1 WHERE standing_order = ?", "l", id);
    else if (lines > 1 && one_in(maker, 10))
        db_run(maker->db,
               "UPDATE item SET cancelled = 1 WHERE id ="
               " (SELECT max(id) FROM item WHERE standing_order = ?)",
               "l", id);
}

void catalogue_fill(struct db *db, int32_t today, bool with_orders)
{
    struct maker *maker = mem_calloc(1, sizeof *maker);
    maker->db = db;
    maker->today = today;
    maker->state = 0x5045524554554c49; /* any will do, as long as it stays */
    make_lists(maker);
    make_customers(maker);
    make_products(maker);
    tokens_fill(db, CATALOGUE_FIRST_CUSTOMER, CATALOGUE_FIRST_VENDOR);
    for (int i = 0; with_orders && i < CATALOGUE_ORDERS; i++)
        make_order(maker, i);
    for (size_t i = 0; i < CODES_CAP; i++)
        free(maker->codes[i]);
    free(maker);
}

void catalogue_remove_orders(struct db *db)
{
    static const char *const statements[] = {
        "DELETE FROM prebook_item", "DELETE FROM prebook", "DELETE FROM breakdown",
        "DELETE FROM custom",       "DELETE FROM item",    "DELETE FROM standing_order"
    };
    db_begin(db);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        db_run(db, statements[i], "");
    db_commit(db);
}
