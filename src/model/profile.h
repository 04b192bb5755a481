/* A profile: which company on which server, with which token, and how it is set up there. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include <stdbool.h>

enum token_type { TOKEN_UNKNOWN, TOKEN_COMPANY, TOKEN_CUSTOMER, TOKEN_VENDOR };
const char *token_type_word(enum token_type type); /* "company" …; "" for unknown */

enum { TOKEN_MAX_CHARS = 50 };

/* All texts are owned and may be NULL where nothing is set. */
struct profile {
    char *name;
    char *endpoint; /* https://…/api/ with the closing slash */
    enum token_type token_type;
    char *token_file;    /* where the secret is kept, or … */
    char *token_command; /* … how it is asked for */
    char *ca_file;       /* trust this and nothing else; NULL = the system's */
    char *account;       /* header X-ACCOUNT */
    char *sales_channel; /* header X-SALES-CHANNEL */
    char *budget_file;
    char *description; /* what the token is for, in the user's words */
    char *methods;     /* names of the methods it is meant for (methods.h); NULL = not said */
    char *source;      /* "FILE:LINE" it was read from; NULL = from no file */
    bool is_own;       /* kept in the program's own file, which the screens may change */
    int daily_limit, reserve;     /* requests */
    int warn_at;                  /* percent of the daily limit */
    int read_retries;             /* how often a read is tried again after a fault */
    int lead_days;                /* how early prebooks are made */
    int connect_timeout, timeout; /* seconds */
    bool multi_location, read_only;
    /* API.md 1, 2.3 and 4: switches for open questions */
    bool post_token_in_body, numbers_as_text, add_line_by_update;
};

void profile_init(struct profile *profile); /* the defaults of the documentation */
void profile_copy(struct profile *to, const struct profile *from); /* `to` is freed first */
void profile_free(struct profile *profile);

#endif
