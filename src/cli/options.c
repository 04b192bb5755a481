/* The tables of the command line and their parser; see options.h. */
#include "config.h"
#include "cli/options.h"
#include "base/names.h"

#include <string.h>

#define IN(command) (1u << (command))
#define WITH_OUTPUT                                                                                \
    (IN(CLI_CHECK) | IN(CLI_SEND) | IN(CLI_LIST) | IN(CLI_SHOW) | IN(CLI_CHANGE) |                 \
     IN(CLI_CANCEL) | IN(CLI_LOOKUP) | IN(CLI_JOURNAL))

#define WITH_TOKEN (IN(CLI_TOKEN) | IN(CLI_LOGIN))

static const char *const statuses[] = { "active", "cancelled", "all", NULL };
static const char *const levels[] = { "error", "info", "debug", NULL };
static const char *const token_types[] = { "company", "customer", "vendor", NULL };
static const char *const themes[] = { "default", "light", "high-contrast", "mono", NULL };

const struct cli_option_row cli_options[CLI_OPTIONS] = {
    [CLI_PROFILE] = { .name = "profile",
                      .value = "NAME",
                      .help =
                          "Use this profile of the configuration; with --sandbox, of the practice "
                          "server: sandbox, sandbox-customer, sandbox-vendor, sandbox-list." },
    [CLI_SANDBOX] = { .name = "sandbox",
                      .help = "Start a practice server with a sample company, use it, and take it "
                              "along at the end." },
    [CLI_CONFIG] = { .name = "config",
                     .value = "FILE",
                     .complete = CLI_COMPLETE_FILE,
                     .help = "Read this configuration and no other." },
    [CLI_THEME] = { .name = "theme",
                    .value = "NAME",
                    .complete = CLI_COMPLETE_CHOICE,
                    .choices = themes,
                    .help = "Use this theme for the screens." },
    [CLI_LOG] = { .name = "log",
                  .value = "FILE",
                  .complete = CLI_COMPLETE_FILE,
                  .help = "Append to this log what is done; tokens never stand in it." },
    [CLI_LOG_LEVEL] = { .name = "log-level",
                        .value = "LEVEL",
                        .complete = CLI_COMPLETE_CHOICE,
                        .choices = levels,
                        .help = "What the log says: error only what went wrong, info each request "
                                "too, debug the talk of the connection as well; otherwise info." },
    [CLI_NO_COLOR] = { .name = "no-color", .help = "Use no colour." },
    [CLI_NO_INPUT] = { .name = "no-input", .help = "Never ask; fail where an answer is needed." },
    [CLI_HELP] = { .name = "help", .letter = 'h', .help = "Show help and end." },
    [CLI_VERSION] = { .name = "version", .help = "Show the version and end." },
    [CLI_JSON] = { .name = "json",
                   .commands = WITH_OUTPUT | WITH_TOKEN,
                   .help = "Write the result as JSON, with the names of the API." },
    [CLI_CSV] = { .name = "csv",
                  .commands = WITH_OUTPUT | IN(CLI_TOKEN),
                  .firsts = { "list" },
                  .help = "Write the result as comma-separated values with a line of names." },
    [CLI_TSV] = { .name = "tsv",
                  .commands = WITH_OUTPUT | IN(CLI_TOKEN),
                  .firsts = { "list" },
                  .help = "Write the result as tab-separated values with a line of names." },
    [CLI_PLAIN] = { .name = "plain",
                    .commands = WITH_OUTPUT | IN(CLI_TOKEN),
                    .firsts = { "list" },
                    .help = "Write the result as plain columns, nothing cut; the default where the "
                            "output is no terminal." },
    [CLI_DRY_RUN] = { .name = "dry-run",
                      .commands = IN(CLI_SEND) | IN(CLI_CHANGE) | IN(CLI_CANCEL),
                      .help = "Show what would be sent, without the token; send nothing." },
    [CLI_YES] = { .name = "yes",
                  .commands = IN(CLI_CANCEL) | IN(CLI_TOKEN),
                  .firsts = { "remove" },
                  .help = "Do it without asking; needed where nobody can be asked." },
    [CLI_FROM] = { .name = "from",
                   .value = "DATE",
                   .commands = IN(CLI_LIST),
                   .help = "Orders valid on or after this date, as YYYY-MM-DD; otherwise the first "
                           "day of this month." },
    [CLI_TO] = { .name = "to",
                 .value = "DATE",
                 .commands = IN(CLI_LIST),
                 .help = "Orders valid on or before this date; otherwise a year on." },
    [CLI_CUSTOMER] = { .name = "customer",
                       .value = "TEXT",
                       .commands = IN(CLI_LIST),
                       .help = "Customers whose name or code has this text in it." },
    [CLI_CUSTOMER_ID] = { .name = "customer-id",
                          .value = "ID",
                          .commands = IN(CLI_LIST),
                          .help = "The one customer with this id." },
    [CLI_NUMBER] = { .name = "number",
                     .value = "NO",
                     .commands = IN(CLI_LIST),
                     .help = "The one standing order with this number, whatever its dates." },
    [CLI_LOCATION] = { .name = "location",
                       .value = "ID",
                       .commands = IN(CLI_LIST),
                       .help = "Orders of the location with this id." },
    [CLI_STATUS] = { .name = "status",
                     .value = "STATUS",
                     .complete = CLI_COMPLETE_CHOICE,
                     .choices = statuses,
                     .commands = IN(CLI_LIST),
                     .help =
                         "active, cancelled or all; otherwise active. all takes two requests." },
    [CLI_CUSTOMER_CODE] = { .name = "customer",
                            .value = "CODE",
                            .commands = IN(CLI_LOOKUP),
                            .help = "The customer whose ship-tos are wanted, by code." },
    [CLI_SENT_FROM] = { .name = "from",
                        .value = "DATE",
                        .commands = IN(CLI_JOURNAL),
                        .help = "Requests of this day (UTC) and later, as YYYY-MM-DD." },
    [CLI_SENT_TO] = { .name = "to",
                      .value = "DATE",
                      .commands = IN(CLI_JOURNAL),
                      .help = "Requests of this day (UTC) and earlier." },
    [CLI_FAILED] = { .name = "failed",
                     .commands = IN(CLI_JOURNAL),
                     .help = "Only requests that were not done." },
    [CLI_TOKEN_FILE] = { .name = "token-file",
                         .value = "FILE",
                         .complete = CLI_COMPLETE_FILE,
                         .commands = IN(CLI_TOKEN),
                         .firsts = { "add" },
                         .help = "The token is the first line of this file, which stays where it "
                                 "is and must be readable by you alone." },
    [CLI_TOKEN_COMMAND] = { .name = "token-command",
                            .value = "COMMAND",
                            .commands = IN(CLI_TOKEN),
                            .firsts = { "add" },
                            .help = "The token is the first line of what this command prints, "
                                    "asked for each time and never kept; it is run once to see "
                                    "whether it works." },
    [CLI_REPLACE] = { .name = "replace",
                      .commands = IN(CLI_TOKEN),
                      .firsts = { "add" },
                      .help = "Keep another token for a profile that is there; all else about it "
                              "stays." },
    [CLI_SERVER] = { .name = "server",
                     .value = "URL",
                     .commands = WITH_TOKEN,
                     .firsts = { "add" },
                     .help = "Address of the service for a new profile; otherwise "
                             "https://api.kometsales.com/api/." },
    [CLI_TYPE] = { .name = "type",
                   .value = "TYPE",
                   .complete = CLI_COMPLETE_CHOICE,
                   .choices = token_types,
                   .commands = WITH_TOKEN,
                   .firsts = { "add" },
                   .help = "What the token of a new profile was made for: company, customer or "
                           "vendor." },
    [CLI_DESCRIPTION] = { .name = "description",
                          .value = "TEXT",
                          .commands = WITH_TOKEN,
                          .firsts = { "add" },
                          .help = "What a new profile is for, in your words." },
    [CLI_METHODS] = { .name = "methods",
                      .value = "LIST",
                      .commands = WITH_TOKEN,
                      .firsts = { "add" },
                      .help = "The methods that the token of a new profile may call, with commas "
                              "between them, as ticked in the service's settings; otherwise "
                              "all." },
    [CLI_CA_FILE] = { .name = "ca-file",
                      .value = "FILE",
                      .complete = CLI_COMPLETE_FILE,
                      .commands = WITH_TOKEN,
                      .firsts = { "add" },
                      .help = "For a new profile: trust the certificates in this file and nothing "
                              "else." },
    [CLI_USER] = { .name = "user",
                   .value = "NAME",
                   .commands = IN(CLI_LOGIN),
                   .help = "The user name; otherwise it is asked for." },
};

static const struct cli_first_row token_firsts[] = {
    { "list", "", 0, 0,
      "Shows the profiles with the type, state and print of their tokens, where these are kept, "
      "today's requests, and when they were last used; > stands before the one that is used when "
      "none is named. Asks nobody: no request is made and no command is run." },
    { "add", "NAME", 1, 1,
      "Sets up a profile. Its token is typed hidden at the terminal; where standard input is no "
      "terminal it is the first line of that. It is kept in a file of its own that only you can "
      "read." },
    { "use", "NAME", 1, 1,
      "From now on this profile is used when none is named. Where a file of yours names one, that "
      "stays." },
    { "test", "[NAME]", 0, 1,
      "Lists one day's standing orders with this token: one request. What the service refused "
      "before is forgotten when it takes the token." },
    { "remove", "NAME", 1, 1,
      "Takes the profile and its token away, after asking for its name. Drafts and journal stay. "
      "A profile of a file of yours is yours to take out." },
    { 0 },
};

const struct cli_command_row cli_commands[CLI_COMMANDS] = {
    [CLI_SCREENS] = { .arguments = "",
                      .summary = "the screens",
                      .about = "Without a command the screens open: the list of standing orders, "
                               "and from there everything else.",
                      .examples = { { "perennial --sandbox", "try it with a sample company" },
                                    { "perennial", "work with your own" } } },
    [CLI_CHECK] = { .word = "check",
                    .arguments = "FILE|-",
                    .least = 1,
                    .most = 1,
                    .complete = CLI_COMPLETE_FILE,
                    .summary = "check an order file; sends nothing",
                    .about = "Checks an order file against every rule of the API and says what is "
                             "wrong, all at once. Sends nothing and needs no profile; with "
                             "--profile the rules of that profile's token type and locations are "
                             "checked too.",
                    .examples = { { "perennial check order.json", "say what is wrong with it" },
                                  { "perennial check - --json < order.json",
                                    "the same for a script" } } },
    [CLI_SEND] = { .word = "send",
                   .arguments = "FILE|-",
                   .least = 1,
                   .most = 1,
                   .complete = CLI_COMPLETE_FILE,
                   .summary = "create the standing order in an order file",
                   .about = "Checks the order file, sends it once, and tells what the service said "
                            "of the order and of each line. An order with an error is not sent.",
                   .examples = { { "perennial send order.json --dry-run",
                                   "see what would be sent" },
                                 { "perennial send order.json", "send it" } } },
    [CLI_LIST] = { .word = "list",
                   .arguments = "",
                   .summary = "list standing orders",
                   .about = "Lists the standing orders that the filters let through: one line for "
                            "each, or with --json everything the service tells of them.",
                   .examples = { { "perennial list --customer fresh", "orders of some customers" },
                                 { "perennial list --status all --csv > orders.csv",
                                   "for a spreadsheet" },
                                 { "perennial list --number S03228 --json",
                                   "all of one order" } } },
    [CLI_SHOW] = { .word = "show",
                   .arguments = "NUMBER",
                   .least = 1,
                   .most = 1,
                   .summary = "show one standing order with its lines and parts",
                   .about = "Shows the standing order with this number: an active one, otherwise a "
                            "cancelled one. On a terminal a page to read; elsewhere, and with "
                            "--plain, --csv or --tsv, a row for each line. A number that is not "
                            "found and looks like S03228 is asked for again as 3228.",
                   .examples = { { "perennial show S03228", "read it" },
                                 { "perennial show S03228 --json", "all of it, for a script" },
                                 { "perennial show S03228 --csv",
                                   "its lines, for a spreadsheet" } } },
    [CLI_CHANGE] = { .word = "change",
                     .arguments = "NUMBER [ITEM] FIELD=VALUE…",
                     .least = 2,
                     .most = CLI_MAX_WORDS,
                     .summary = "change a standing order, or one of its lines",
                     .about =
                         "Changes the header of an active standing order, or the line with the id "
                         "ITEM (show names it). FIELD is a name of the API's requests: startDate, "
                         "carrierCode, price, boxes and so on; of a line also customFields.NAME "
                         "and, for a "
                         "part, breakdowns[PRODUCTID].price. An empty VALUE makes the field empty; "
                         "what is not named stays as it is. A code, id or name of a customer, "
                         "carrier, vendor, product, box type, location or ship-to is looked up. "
                         "Where several carriers have the order's carrier's name, carrierId says "
                         "which one is meant, also with a line. The "
                         "order is read before and after: when somebody else has changed it in "
                         "between, nothing is sent. Prebooks that are made already stay as they "
                         "are.",
                     .examples = { { "perennial change S03228 10611 price=1.05 --dry-run",
                                     "see what would change" },
                                   { "perennial change S03228 10611 price=1.05 boxes=24",
                                     "change a line" },
                                   { "perennial change S03228 endDate=2026-12-13 carrierCode=ARM",
                                     "change the header" } } },
    [CLI_CANCEL] = { .word = "cancel",
                     .arguments = "NUMBER ITEM…",
                     .least = 2,
                     .most = CLI_MAX_WORDS,
                     .summary = "cancel lines of a standing order",
                     .about = "Cancels the lines with these ids, one request each, after showing "
                              "them. On a terminal the number of lines must be typed, or the "
                              "order's number where it loses all of them; elsewhere, and with "
                              "--no-input, nothing is cancelled without --yes. Nothing brings a "
                              "cancelled line back; its content is kept.",
                     .examples = { { "perennial cancel S03228 10611 10612 --dry-run",
                                     "see which lines they are" },
                                   { "perennial cancel S03228 10611", "cancel one, after asking" },
                                   { "perennial cancel S03228 10611 --yes", "in a script" } } },
    [CLI_LOOKUP] = { .word = "lookup",
                     .arguments = "KIND [TEXT]",
                     .least = 1,
                     .most = 2,
                     .complete = CLI_COMPLETE_KIND,
                     .summary = "look up customers, carriers, products …",
                     .about = "Shows one of the service's lists: customers, carriers, vendors, "
                              "products, boxtypes, locations, or the shiptos of a customer. TEXT "
                              "narrows it to the rows that have all of its words.",
                     .examples = { { "perennial lookup products \"rose white\"", "by words" },
                                   { "perennial lookup shiptos --customer FRESH",
                                     "a customer's addresses" } } },
    [CLI_TOKEN] = { .word = "token",
                    .arguments = "list|add|use|test|remove [NAME]",
                    .least = 1,
                    .most = 2,
                    .complete = CLI_COMPLETE_FIRST,
                    .firsts = token_firsts,
                    .no_more = "a token is never taken from an argument, where others can read it",
                    .summary = "profiles and their tokens",
                    .about = "Looks after profiles: which server, which token, what it is for. "
                             "Profiles of the configuration are read and never written; those "
                             "added here are kept in a file of Perennial's own beside it. Of a "
                             "token only its type and its print are ever shown, the head of its "
                             "SHA-256.",
                    .examples = { { "perennial token list", "see which there are" },
                                  { "perennial token add mia-sales --type company",
                                    "the token is asked for, hidden" },
                                  { "pass show komet/mia | perennial token add mia-sales",
                                    "from a password store, kept" },
                                  { "perennial token add mia-sales --token-command "
                                    "\"pass show komet/mia\"",
                                    "the same, not kept" },
                                  { "perennial token test mia-sales", "one request" },
                                  { "perennial token use mia-sales",
                                    "when none is named, this one" } } },
    [CLI_LOGIN] = { .word = "login",
                    .arguments = "[NAME]",
                    .most = 1,
                    .no_more = "a password is never taken from an argument, where others can read "
                               "it",
                    .summary = "get a token by user name and password",
                    .about = "Asks for user name and password, hidden, sends them once, and keeps "
                             "the token that comes back for the profile NAME (or --profile, or the "
                             "one used when none is named) in the place of the one it had. A "
                             "profile that is not there is added where --type or --server "
                             "says what it is. Where standard input is no terminal its first line "
                             "is the "
                             "password. User name and password are kept nowhere.",
                    .examples = { { "perennial login mia-sales", "asks for both" },
                                  { "perennial login mia-sales --user mia < password-file",
                                    "in a script" } } },
    [CLI_JOURNAL] = { .word = "journal",
                      .arguments = "",
                      .summary = "show what was sent, and how it ended",
                      .about = "Shows the requests of the last 30 days, of all profiles or with "
                               "--profile of one, the newest first: when, which method, how it "
                               "ended. With --json each has its text too, without secrets. Asks "
                               "nobody: it needs no token and no network.",
                      .examples = { { "perennial journal --failed", "what went wrong" },
                                    { "perennial journal --from 2026-02-03 --json",
                                      "all of it since then, for a script" } } },
};

const struct cli_exit_row cli_exits[] = {
    { CLI_EXIT_DONE, "done" },
    { CLI_EXIT_REFUSED, "refused by the server, wholly or in part" },
    { CLI_EXIT_WRONG, "wrong use or bad input; nothing was sent" },
    { CLI_EXIT_UNREACHED,
      "the server was not reached, or a reading came to nothing; nothing was changed" },
    { CLI_EXIT_UNKNOWN, "outcome unknown: it may have been carried out" },
    { CLI_EXIT_NO_BUDGET, "there are no more requests for now; nothing was changed" },
    { CLI_EXIT_INTERRUPTED, "interrupted" },
    { 0 },
};

const struct cli_variable_row cli_variables[] = {
    { "PERENNIAL_CONFIG", "The configuration to read, as --config." },
    { "PERENNIAL_PROFILE", "The profile to use, as --profile." },
    { "NO_COLOR", "With any value: use no colour." },
    { "XDG_CONFIG_HOME", "Where the directory perennial with the configuration is; ~/.config." },
    { "XDG_DATA_HOME", "Where drafts and the practice company are kept; ~/.local/share." },
    { "XDG_STATE_HOME", "Where the journals and the day's count are kept; ~/.local/state." },
    { "https_proxy, no_proxy", "The way to the service, as libcurl reads them." },
    { 0 },
};

struct given {
    const char *name; /* behind the dashes, not ended by a NUL before `len` */
    size_t len;
    const char *value; /* NULL = none */
};

bool cli_takes(enum cli_command command, enum cli_option option)
{
    unsigned commands = cli_options[option].commands;
    return !commands || (commands & IN(command));
}

const struct cli_first_row *cli_first(const struct cli_args *args)
{
    const struct cli_first_row *row = cli_commands[args->command].firsts;
    while (row && row->word && (!args->word_count || strcmp(row->word, args->words[0]) != 0))
        row++;
    return row && row->word ? row : NULL;
}

void cli_add_help(struct buf *out, enum cli_command command, enum cli_option option)
{
    const struct cli_option_row *row = &cli_options[option];
    buf_add(out, row->help);
    for (int i = 0; i < CLI_MAX_FIRSTS && cli_commands[command].firsts && row->firsts[i]; i++)
        buf_addf(out, "%s%s", i ? ", " : " Only with ", row->firsts[i]);
    if (cli_commands[command].firsts && row->firsts[0])
        buf_add_char(out, '.');
}

static bool is_named(const struct cli_option_row *row, const struct given *given)
{
    if (given->len == 1)
        return row->letter && row->letter == given->name[0];
    return strlen(row->name) == given->len && strncmp(row->name, given->name, given->len) == 0;
}

/* The first row of this name, whatever its command: rows of one name all take a value or none. */
static const struct cli_option_row *find_any(const struct given *given)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (is_named(&cli_options[i], given))
            return &cli_options[i];
    return NULL;
}

static bool fail_option(const char *argument, const struct given *given, struct error *error)
{
    static const char *const secrets[] = { "token", "password", "secret" };
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (given->len == strlen(secrets[i]) && strncmp(secrets[i], given->name, given->len) == 0)
            return error_set(error,
                             "there is no option --%s: a %s is never taken from an argument, where "
                             "others can read it",
                             secrets[i], secrets[i]);
    const char *names[CLI_OPTIONS + 1];
    for (int i = 0; i < CLI_OPTIONS; i++)
        names[i] = cli_options[i].name;
    names[CLI_OPTIONS] = NULL;
    char typed[64];
    size_t len = given->len < sizeof typed - 1 ? given->len : sizeof typed - 1;
    memcpy(typed, given->name, len);
    typed[len] = '\0';
    const char *near = len > 1 ? names_nearest(typed, names) : NULL;
    int shown = (int)(given->name - argument) + (int)len;
    if (near)
        return error_set(error, "there is no option %.*s; did you mean --%s?", shown, argument,
                         near);
    return error_set(error, "there is no option %.*s", shown, argument);
}

static bool find_command(const char *word, struct cli_args *args, struct error *error)
{
    const char *names[CLI_COMMANDS];
    size_t count = 0;
    for (int i = CLI_SCREENS + 1; i < CLI_COMMANDS; i++) {
        if (strcmp(cli_commands[i].word, word) == 0) {
            args->command = (enum cli_command)i;
            return true;
        }
        names[count++] = cli_commands[i].word;
    }
    names[count] = NULL;
    const char *near = names_nearest(word, names);
    if (near)
        return error_set(error, "there is no command \"%s\"; did you mean \"%s\"?", word, near);
    return error_set(error, "there is no command \"%s\"", word);
}

static bool take_option(const struct given *given, struct cli_args *args, struct error *error)
{
    for (int i = 0; i < CLI_OPTIONS; i++) {
        if (!is_named(&cli_options[i], given) || !cli_takes(args->command, (enum cli_option)i))
            continue;
        args->values[i] = given->value ? given->value : "";
        return true;
    }
    const struct cli_option_row *row = find_any(given);
    const char *word = cli_commands[args->command].word;
    if (word)
        return error_set(error, "%s takes no --%s", word, row->name);
    return error_set(error, "--%s needs a command, such as %s", row->name,
                     row->commands & IN(CLI_LIST) ? "list" : "send");
}

static bool fail_first(const struct cli_command_row *row, const char *typed, struct error *error)
{
    const char *names[CLI_MAX_FIRSTS] = { NULL };
    for (int i = 0; row->firsts[i].word; i++)
        names[i] = row->firsts[i].word;
    const char *near = names_nearest(typed, names);
    if (near)
        return error_set(error, "there is no %s \"%s\"; did you mean \"%s\"?", row->word, typed,
                         near);
    return error_set(error, "%s needs %s", row->word, row->arguments);
}

/* The words behind the one that says what to do. */
static bool check_firsts(const struct cli_args *args, size_t count, struct error *error)
{
    const struct cli_command_row *row = &cli_commands[args->command];
    const struct cli_first_row *first = cli_first(args);
    if (!first)
        return count ? fail_first(row, args->words[0], error)
                     : error_set(error, "%s needs %s", row->word, row->arguments);
    count--;
    if (count < first->least)
        return error_set(error, "%s %s needs %s", row->word, first->word, first->arguments);
    if (count > first->most && !first->most)
        return error_set(error, "%s %s takes options only", row->word, first->word);
    return count <= first->most || error_set(error, "%s %s takes only %s; %s", row->word,
                                             first->word, first->arguments, row->no_more);
}

static bool check_words(const struct cli_args *args, size_t count, struct error *error)
{
    const struct cli_command_row *row = &cli_commands[args->command];
    if (row->firsts)
        return check_firsts(args, count, error);
    if (!row->word || (count >= row->least && count <= row->most))
        return true;
    if (count < row->least)
        return error_set(error, "%s needs %s", row->word, row->arguments);
    if (!row->most)
        return error_set(error, "%s takes options only", row->word);
    if (row->no_more)
        return error_set(error, "%s takes only %s; %s", row->word, row->arguments, row->no_more);
    return error_set(error, "%s takes only %s; put quotes around a text of several words",
                     row->word, row->arguments);
}

static bool check_formats(const struct cli_args *args, struct error *error)
{
    static const enum cli_option formats[] = { CLI_JSON, CLI_CSV, CLI_TSV, CLI_PLAIN };
    const char *first = NULL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!args->values[formats[i]])
            continue;
        if (first)
            return error_set(error, "--%s and --%s exclude each other", first,
                             cli_options[formats[i]].name);
        first = cli_options[formats[i]].name;
    }
    return true;
}

/* Options that belong to another first word than the one given. */
static bool check_first_options(const struct cli_args *args, struct error *error)
{
    const struct cli_first_row *first = cli_first(args);
    for (int i = 0; first && i < CLI_OPTIONS; i++) {
        const char *const *firsts = cli_options[i].firsts;
        bool is_taken = !cli_options[i].commands || !firsts[0];
        for (int k = 0; k < CLI_MAX_FIRSTS && firsts[k]; k++)
            is_taken = is_taken || strcmp(firsts[k], first->word) == 0;
        if (args->values[i] && !is_taken)
            return error_set(error, "%s %s takes no --%s", cli_commands[args->command].word,
                             first->word, cli_options[i].name);
    }
    return true;
}

static bool check_meaning(const struct cli_args *args, struct error *error)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (cli_options[i].value && args->values[i] && !args->values[i][0])
            return error_set(error, "--%s needs a value: %s", cli_options[i].name,
                             cli_options[i].value);
    return check_formats(args, error);
}

/* One argument that is an option; *taken says whether the next argument is its value. */
static bool read_option(const char *argument, const char *next, struct given *given, bool *taken,
                        struct error *error)
{
    bool is_long = argument[1] == '-';
    *given = (struct given){ .name = argument + (is_long ? 2 : 1) };
    given->len = strcspn(given->name, "=");
    const char *equals = given->name[given->len] ? given->name + given->len + 1 : NULL;
    if (!is_long && given->len != 1)
        return error_set(error, "there is no option %.*s; long options have two dashes",
                         (int)given->len + 1, argument);
    const struct cli_option_row *row =
        is_long == (given->len > 1) && given->len ? find_any(given) : NULL;
    if (!row)
        return fail_option(argument, given, error);
    if (!row->value && equals)
        return error_set(error, "--%s takes no value", row->name);
    *taken = row->value && !equals && next && strncmp(next, "--", 2) != 0;
    given->value = equals ? equals : *taken ? next : NULL;
    if (row->value && !given->value)
        return error_set(error, "--%s needs a value: %s", row->name, row->value);
    return true;
}

bool cli_parse(int argc, char *const *argv, struct cli_args *args, struct error *error)
{
    enum { MOST = 64 };
    struct given given[MOST];
    size_t given_count = 0, word_count = 0;
    bool only_words = false, has_command = false;
    *args = (struct cli_args){ 0 };
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        if (!only_words && strcmp(argument, "--") == 0) {
            only_words = true;
        } else if (!only_words && argument[0] == '-' && argument[1]) {
            bool taken = false;
            if (given_count == MOST)
                return error_set(error, "there are too many options");
            if (!read_option(argument, i + 1 < argc ? argv[i + 1] : NULL, &given[given_count],
                             &taken, error))
                return false;
            i += taken;
            given_count++;
        } else if (!has_command) {
            has_command = true;
            if (!find_command(argument, args, error))
                return false;
        } else {
            if (word_count < CLI_MAX_WORDS)
                args->words[word_count] = argument;
            word_count++;
        }
    }
    args->word_count = word_count < CLI_MAX_WORDS ? word_count : CLI_MAX_WORDS;
    for (size_t i = 0; i < given_count; i++) {
        if (is_named(&cli_options[CLI_HELP], &given[i]))
            args->values[CLI_HELP] = "";
        if (is_named(&cli_options[CLI_VERSION], &given[i]))
            args->values[CLI_VERSION] = "";
    }
    if (args->values[CLI_HELP] || args->values[CLI_VERSION])
        return true;
    for (size_t i = 0; i < given_count; i++)
        if (!take_option(&given[i], args, error))
            return false;
    return check_meaning(args, error) && check_words(args, word_count, error) &&
           check_first_options(args, error);
}
