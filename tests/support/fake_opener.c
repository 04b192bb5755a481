/* The fake opener; see fake_opener.h. */
#include "config.h"
#include "support/fake_opener.h"

static struct api open_fake(void *self, const struct profile *profile, const char *token)
{
    struct fake_opener *opener = self;
    opener->opened++;
    buf_set(&opener->profile, profile->name);
    buf_set(&opener->token, token);
    return fake_api_api(opener->fake);
}

static void close_fake(void *self, struct api api)
{
    (void)api;
    ((struct fake_opener *)self)->closed++;
}

static void set_token(void *self, struct api api, const char *token)
{
    struct fake_opener *opener = self;
    (void)api;
    opener->replaced++;
    buf_set(&opener->new_token, token);
}

struct api_opener fake_opener(struct fake_opener *opener)
{
    return (struct api_opener){ open_fake, close_fake, set_token, opener };
}

void fake_opener_free(struct fake_opener *opener)
{
    fake_api_free(opener->fake);
    buf_free(&opener->profile);
    buf_free(&opener->token);
    buf_free(&opener->new_token);
    *opener = (struct fake_opener){ 0 };
}
