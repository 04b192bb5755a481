/* The values of a profile; see profile.h. Knows nothing of the file they come from. */
#include "config.h"
#include "model/profile.h"
#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>

const char *token_type_word(enum token_type type)
{
    static const char *const words[] = { [TOKEN_UNKNOWN] = "",
                                         [TOKEN_COMPANY] = "company",
                                         [TOKEN_CUSTOMER] = "customer",
                                         [TOKEN_VENDOR] = "vendor" };
    return words[type];
}

/* Every owned text, so that copying and freeing cannot forget one. */
static const size_t texts[] = {
    offsetof(struct profile, name),          offsetof(struct profile, endpoint),
    offsetof(struct profile, token_file),    offsetof(struct profile, token_command),
    offsetof(struct profile, ca_file),       offsetof(struct profile, account),
    offsetof(struct profile, sales_channel), offsetof(struct profile, budget_file),
    offsetof(struct profile, description),   offsetof(struct profile, methods),
    offsetof(struct profile, source),
};

enum { TEXTS = sizeof texts / sizeof *texts };

static char **text_at(struct profile *profile, size_t i)
{
    return (char **)(void *)((char *)profile + texts[i]);
}

void profile_init(struct profile *profile)
{
    *profile = (struct profile){
        .endpoint = mem_strdup("https://api.kometsales.com/api/"),
        .daily_limit = 1000,
        .reserve = 50,
        .warn_at = 80,
        .read_retries = 2,
        .lead_days = 2,
        .connect_timeout = 10,
        .timeout = 60,
        .post_token_in_body = true,
        .add_line_by_update = true,
    };
}

void profile_copy(struct profile *to, const struct profile *from)
{
    struct profile copy = *from;
    for (size_t i = 0; i < TEXTS; i++)
        *text_at(&copy, i) = mem_strdup(*text_at(&copy, i));
    profile_free(to);
    *to = copy;
}

void profile_free(struct profile *profile)
{
    for (size_t i = 0; i < TEXTS; i++)
        free(*text_at(profile, i));
    *profile = (struct profile){ 0 };
}
