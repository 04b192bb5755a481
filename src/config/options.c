/* What a configuration may say; see options.h. A new option is a row here and a member of struct
 * profile; nothing else needs to be told. */
#include <config.h>
#include "config/options.h"
#include "base/names.h"
#include "model/profile.h"

#include <string.h>

#define AT(member) offsetof(struct profile, member)

static const char *const token_types[] = { "company", "customer", "vendor", NULL };

const struct option options_top[] = {
    { .name = "theme",
      .type = OPTION_TEXT,
      .fallback = "default",
      .help = "The colours of the screens: default, light, high-contrast, mono or a theme of your "
              "own." },
    { .name = "profile",
      .type = OPTION_TEXT,
      .fallback = "",
      .help = "The profile that is used when none is named; needed where there are several." },
    { .name = "profiles",
      .type = OPTION_LIST,
      .fallback = "",
      .help = "The list of profiles, each a group of the options below." },
    { .name = "keys",
      .type = OPTION_GROUP,
      .fallback = "",
      .help = "Keys of your own: a group for each screen, in it key = \"action\"." },
    { 0 },
};

const struct option options_profile[] = {
    { .name = "name",
      .type = OPTION_TEXT,
      .fallback = "",
      .help = "The name of the profile, as --profile takes it; always needed.",
      .offset = AT(name) },
    { .name = "endpoint",
      .type = OPTION_URL,
      .fallback = "https://api.kometsales.com/api/",
      .help = "Address of the service; it must begin with https://.",
      .offset = AT(endpoint) },
    { .name = "token_type",
      .type = OPTION_CHOICE,
      .fallback = "",
      .choices = token_types,
      .help = "What the token was made for: company, customer or vendor.",
      .offset = AT(token_type) },
    { .name = "token_file",
      .type = OPTION_FILE,
      .fallback = "",
      .help = "The file whose first line is the token; it must be yours, with mode 0600.",
      .offset = AT(token_file) },
    { .name = "token_command",
      .type = OPTION_TEXT,
      .fallback = "",
      .help = "The command whose first line of output is the token; instead of token_file.",
      .offset = AT(token_command) },
    { .name = "description",
      .type = OPTION_TEXT,
      .fallback = "",
      .help = "What the token is for, in your words.",
      .offset = AT(description) },
    { .name = "methods",
      .type = OPTION_METHODS,
      .fallback = "",
      .help = "The methods of the service that the token is meant for, with blanks between them; "
              "what is "
              "not among them is not asked for. Left out: all.",
      .offset = AT(methods) },
    { .name = "ca_file",
      .type = OPTION_FILE,
      .fallback = "",
      .help = "A file of certificates: trust these and nothing else.",
      .offset = AT(ca_file) },
    { .name = "daily_limit",
      .type = OPTION_NUMBER,
      .fallback = "1000",
      .min = 1,
      .max = 1000000,
      .unit = "requests",
      .help = "How many requests the service allows on a day, from 00:00 UTC to 00:00 UTC.",
      .offset = AT(daily_limit) },
    { .name = "reserve",
      .type = OPTION_NUMBER,
      .fallback = "50",
      .min = 0,
      .max = 1000000,
      .unit = "requests",
      .help =
          "How many of the day's requests are kept for saving and cancelling, with what is read "
          "for it.",
      .offset = AT(reserve) },
    { .name = "budget_file",
      .type = OPTION_FILE,
      .fallback = "",
      .help = "A file in which all users of this machine count their requests together, since the "
              "allowance is the company's; without it each user counts alone.",
      .offset = AT(budget_file) },
    { .name = "warn_at",
      .type = OPTION_NUMBER,
      .fallback = "80",
      .min = 1,
      .max = 100,
      .unit = "percent",
      .help = "From which part of the day's requests on a notice is shown.",
      .offset = AT(warn_at) },
    { .name = "read_retries",
      .type = OPTION_NUMBER,
      .fallback = "2",
      .min = 0,
      .max = 10,
      .unit = "times",
      .help =
          "How often a read is tried again after a fault, each after a longer pause; what changes "
          "something is never sent again.",
      .offset = AT(read_retries) },
    { .name = "lead_days",
      .type = OPTION_NUMBER,
      .fallback = "2",
      .min = 0,
      .max = 365,
      .unit = "days",
      .help = "How early prebooks are made before the truck date, as the company has it set.",
      .offset = AT(lead_days) },
    { .name = "multi_location",
      .type = OPTION_BOOL,
      .fallback = "false",
      .help = "Whether the company has several locations; companyLocationCode is then required.",
      .offset = AT(multi_location) },
    { .name = "connect_timeout",
      .type = OPTION_NUMBER,
      .fallback = "10",
      .min = 1,
      .max = 600,
      .unit = "seconds",
      .help = "How long to wait for a connection.",
      .offset = AT(connect_timeout) },
    { .name = "timeout",
      .type = OPTION_NUMBER,
      .fallback = "60",
      .min = 1,
      .max = 3600,
      .unit = "seconds",
      .help = "How long saving may take in all, and how long the server may be silent while a list "
              "comes.",
      .offset = AT(timeout) },
    { .name = "account",
      .type = OPTION_TEXT,
      .fallback = "",
      .help = "Sent as the header X-ACCOUNT, where a company needs it.",
      .offset = AT(account) },
    { .name = "sales_channel",
      .type = OPTION_TEXT,
      .fallback = "",
      .help = "Sent as the header X-SALES-CHANNEL, where a company needs it.",
      .offset = AT(sales_channel) },
    { .name = "read_only",
      .type = OPTION_BOOL,
      .fallback = "false",
      .help = "Whether this profile only looks: nothing is created, changed or cancelled.",
      .offset = AT(read_only) },
    { .name = "post_token_in_body",
      .type = OPTION_BOOL,
      .fallback = "true",
      .help = "Whether a create carries the token in its body too, as the service's sample does.",
      .offset = AT(post_token_in_body) },
    { .name = "numbers_as_text",
      .type = OPTION_BOOL,
      .fallback = "false",
      .help = "Whether ids and numbers are sent in quotes.",
      .offset = AT(numbers_as_text) },
    { .name = "add_line_by_update",
      .type = OPTION_BOOL,
      .fallback = "true",
      .help =
          "Whether a line may be added to an order that is there already; the service's documents "
          "do not say how.",
      .offset = AT(add_line_by_update) },
    { 0 },
};

const struct option *options_find(const struct option *table, const char *name, const char **near)
{
    const char *names[64];
    size_t count = 0;
    for (const struct option *option = table; option->name; option++) {
        if (strcmp(option->name, name) == 0)
            return option;
        if (count + 1 < sizeof names / sizeof *names)
            names[count++] = option->name;
    }
    names[count] = NULL;
    if (near)
        *near = names_nearest(name, names);
    return NULL;
}
