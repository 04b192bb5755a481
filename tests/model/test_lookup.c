/* The look-up lists, the filters and the profile. */
#include "config.h"
#include "model/date.h"
#include "model/filter.h"
#include "model/lookup.h"
#include "model/profile.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

static void set_locale(void)
{
    cr_assert_not_null(setlocale(LC_ALL, "C.UTF-8"));
}

TestSuite(lookup, .init = set_locale);

Test(lookup, the_words_of_the_command_line)
{
    static const char *const words[] = { "customers", "carriers",  "vendors", "products",
                                         "boxtypes",  "locations", "shiptos" };
    for (size_t i = 0; i < LOOKUP_COUNT - 1; i++) {
        enum lookup_kind kind = lookup_kind_by_word(words[i]);
        cr_expect_eq(kind, (int)i + 1);
        cr_expect_str_eq(lookup_types[kind].word, words[i]);
        cr_expect(*lookup_types[kind].singular && *lookup_types[kind].array);
        cr_expect_geq(lookup_types[kind].column_count, LOOKUP_PARTS);
        cr_expect_str_eq(lookup_types[kind].columns[LOOKUP_ID].read_key, "id");
    }
    cr_expect_eq(lookup_kind_by_word("customer"), LOOKUP_NONE);
    cr_expect_eq(lookup_kind_by_word(""), LOOKUP_NONE);
}

static void add(struct lookup_list *list, const char *id, const char *code, const char *name)
{
    const char *columns[LOOKUP_MAX_COLUMNS] = { id, code, name, "1", "Rose", NULL, "Garden" };
    lookup_list_add(list, columns);
}

Test(lookup, finds_by_words_and_squeezed)
{
    struct lookup_list list = { .kind = LOOKUP_PRODUCTS };
    add(&list, "21", "RW60", "Rose White 60");
    add(&list, "32", "RÑ", "Rosé Ñandú-50");
    static const struct {
        const char *typed;
        bool first, second;
    } rows[] = {
        { "", true, true },          { "  ", true, true },
        { "rose", true, true },      { "white rose", true, false },
        { "60 RO WH", true, false }, { "roswhit60", true, false },
        { "rw60", true, false },     { "rosnan50", false, true },
        { "ñandu", false, true },    { "rosred60", false, false },
        { "21", true, false },       { "whiterose", true, false },
        { "te", true, false },       { "garden", true, true },
        { "1", true, false },        { "osewhi", false, false },
        { "xyz", false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(lookup_list_matches(&list, 0, rows[i].typed), rows[i].first, "%s, first",
                     rows[i].typed);
        cr_expect_eq(lookup_list_matches(&list, 1, rows[i].typed), rows[i].second, "%s, second",
                     rows[i].typed);
    }
    lookup_list_free(&list);
}

Test(lookup, the_longest_beginning_is_not_always_the_right_one)
{
    struct lookup_list list = { .kind = LOOKUP_PRODUCTS };
    add(&list, "7", "X", "Carna Nation");
    cr_expect(lookup_list_matches(&list, 0, "carnation"), "car and nation");
    cr_expect_not(lookup_list_matches(&list, 0, "carnatios"));
    lookup_list_free(&list);
}

Test(lookup, what_is_meant_ranks_before_what_has_the_letters_by_accident)
{
    struct lookup_list list = { .kind = LOOKUP_PRODUCTS };
    add(&list, "2100", "RW60", "Rose Freedom White 60");
    static const struct {
        const char *typed;
        enum lookup_rank rank;
    } rows[] = {
        { "2100", LOOKUP_RANK_CODE },          { "rw60", LOOKUP_RANK_CODE },
        { " RW60 ", LOOKUP_RANK_CODE },        { "rw", LOOKUP_RANK_BEGINS },
        { "rose fr", LOOKUP_RANK_BEGINS },     { "white ro", LOOKUP_RANK_WORDS },
        { "21", LOOKUP_RANK_WORDS },           { "reedom", LOOKUP_RANK_WITHIN },
        { "white eedom", LOOKUP_RANK_WITHIN }, { "garden", LOOKUP_RANK_WITHIN },
        { "rofrwh", LOOKUP_RANK_SQUEEZED },    { "white rofr", LOOKUP_RANK_SQUEEZED },
        { "whgar", LOOKUP_RANK_ODD },          { "xyz", LOOKUP_RANK_NONE },
        { "rose xyz", LOOKUP_RANK_NONE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq((int)lookup_list_rank(&list, 0, rows[i].typed), (int)rows[i].rank,
                     "%s ranks %d", rows[i].typed, (int)lookup_list_rank(&list, 0, rows[i].typed));
    lookup_list_free(&list);
}

Test(lookup, finds_exactly_and_counts)
{
    struct lookup_list list = { .kind = LOOKUP_PRODUCTS };
    size_t row = 99;
    for (int i = 0; i < 50; i++)
        add(&list, "7", "X", "Other");
    add(&list, "21", "rw60", "Rose White 60");
    add(&list, "23", "RW60", "Rose White 60");
    cr_expect_eq(lookup_list_find(&list, LOOKUP_ID, "21", &row), 1);
    cr_expect_eq(row, 50);
    cr_expect_eq(lookup_list_find(&list, LOOKUP_CODE, "Rw60", &row), 2);
    cr_expect_eq(row, 50);
    cr_expect_eq(lookup_list_find(&list, LOOKUP_NAME, "Rose", &row), 0);
    cr_expect_eq(lookup_list_find(&list, LOOKUP_CODE, " rw60\t", &row), 2);
    cr_expect_str_eq(list.rows[51].columns[LOOKUP_NAME], "Rose White 60");
    cr_expect_str_eq(list.rows[51].columns[5], "", "what is missing is empty, never NULL");
    lookup_list_free(&list);
    cr_expect_eq(list.count, 0);
    cr_expect_eq(list.kind, LOOKUP_PRODUCTS);
}

Test(filter, begins_with_a_year_from_this_month)
{
    struct filter filter, copy = { 0 };
    filter_init(&filter, date_from_civil(2031, 2, 17));
    cr_expect_str_eq(filter.v[FILTER_FROM].text, "2031-02-01");
    cr_expect_str_eq(filter.v[FILTER_TO].text, "2032-01-31");
    cr_expect_str_eq(filter.v[FILTER_STATUS].text, "Active");
    cr_expect(filter_check(&filter, NULL));
    filter_copy(&copy, &filter);
    cr_expect_str_eq(copy.v[FILTER_TO].text, "2032-01-31");
    filter_free(&copy);
    filter_free(&filter);
    cr_expect_null(filter.v[FILTER_FROM].text);
}

Test(filter, is_checked_and_normalised)
{
    static const struct {
        enum filter_field field;
        const char *text, *normal; /* NULL: refused */
    } rows[] = {
        { FILTER_FROM, " 2031/01/06 ", "2031-01-06" },
        { FILTER_FROM, "", NULL },
        { FILTER_FROM, NULL, NULL },
        { FILTER_FROM, "January", NULL },
        { FILTER_FROM, "2033-01-01", NULL }, /* after To */
        { FILTER_FROM, "2032-01-31", "2032-01-31" },
        { FILTER_STATUS, "all", "All" },
        { FILTER_STATUS, "CANCELLED", "Cancelled" },
        { FILTER_STATUS, "open", NULL },
        { FILTER_STATUS, "", "" },
        { FILTER_CUSTOMER_ID, "12a", NULL },
        { FILTER_CUSTOMER_ID, "12", "12" },
        { FILTER_LOCATION_ID, "x", NULL },
        { FILTER_NUMBER, "S032281234", "S032281234" },
        { FILTER_NUMBER, "S0322812345", NULL },
        { FILTER_CUSTOMER, "Ñandú", "Ñandú" },
        { FILTER_CUSTOMER, "123456789012345678901234567890123456789012345678901", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filter filter;
        struct error why = { 0 };
        filter_init(&filter, date_from_civil(2031, 2, 17));
        value_set(&filter.v[rows[i].field], rows[i].text);
        bool good = filter_check(&filter, &why);
        cr_expect_eq(good, rows[i].normal != NULL, "row %zu: %s", i, error_text(&why));
        if (good)
            cr_expect_str_eq(filter.v[rows[i].field].text, rows[i].normal);
        else
            cr_expect(*error_text(&why), "row %zu has no sentence", i);
        error_clear(&why);
        filter_free(&filter);
    }
}

Test(profile, begins_with_the_documented_defaults)
{
    struct profile profile;
    profile_init(&profile);
    cr_expect_str_eq(profile.endpoint, "https://api.kometsales.com/api/");
    cr_expect_eq(profile.daily_limit, 1000);
    cr_expect_eq(profile.reserve, 50);
    cr_expect_eq(profile.lead_days, 2);
    cr_expect_eq(profile.connect_timeout, 10);
    cr_expect_eq(profile.timeout, 60);
    cr_expect(profile.post_token_in_body);
    cr_expect_not(profile.numbers_as_text || profile.multi_location || profile.read_only);
    cr_expect_eq(profile.token_type, TOKEN_UNKNOWN);
    profile_free(&profile);
}

Test(profile, a_copy_owns_all_its_texts)
{
    struct profile profile, copy = { 0 };
    profile_init(&profile);
    char **texts[] = { &profile.name,       &profile.token_file, &profile.token_command,
                       &profile.ca_file,    &profile.account,    &profile.sales_channel,
                       &profile.budget_file };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = mem_printf("text %zu", i);
    profile_copy(&copy, &profile);
    profile_copy(&copy, &profile);
    profile_free(&profile);
    cr_expect_null(profile.name);
    cr_expect_str_eq(copy.name, "text 0");
    cr_expect_str_eq(copy.token_file, "text 1");
    cr_expect_str_eq(copy.token_command, "text 2");
    cr_expect_str_eq(copy.ca_file, "text 3");
    cr_expect_str_eq(copy.account, "text 4");
    cr_expect_str_eq(copy.sales_channel, "text 5");
    cr_expect_str_eq(copy.budget_file, "text 6");
    cr_expect_str_eq(copy.endpoint, "https://api.kometsales.com/api/");
    profile_free(&copy);
    cr_expect_str_eq(token_type_word(TOKEN_CUSTOMER), "customer");
}

Test(filter, a_number_may_be_known_by_its_digits)
{
    static const char *const numbers[][2] = {
        { "S03228", "3228" }, { "s00012", "12" }, { "S3228", NULL }, { "3228", NULL },
        { "S0", NULL },       { "S0x1", NULL },   { "", NULL },
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct filter filter = { 0 };
        value_set(&filter.v[FILTER_NUMBER], numbers[i][0]);
        const char *bare = filter_bare_number(&filter);
        cr_expect((!bare && !numbers[i][1]) ||
                      (bare && numbers[i][1] && strcmp(bare, numbers[i][1]) == 0),
                  "%s gives %s", numbers[i][0], bare ? bare : "none");
        filter_free(&filter);
    }
}
