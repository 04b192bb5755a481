/* The words the sample company is made of: names and kinds, no numbers of rows. */
#ifndef SANDBOX_CATALOGUE_DATA_H
#define SANDBOX_CATALOGUE_DATA_H

#include <stdbool.h>
#include <stddef.h>

/* A kind of flower or green. Products are its varieties times its grades. */
struct family {
    const char *category, *name, *prefix;
    const char *varieties; /* "Freedom:Red,Mondial:White"; without colour the name is the colour */
    const char *grades;    /* "40,50,60"; "" for none */
    int cents;             /* what a stem (or a bunch, where by_bunch) costs at its first grade */
    bool by_bunch;
    int stems_bunch;
    int half_box_bunches; /* that go into a half box */
};
extern const struct family catalogue_families[]; /* a NULL name ends it */

/* Customers: names as they are, then chains of branches and what is put together from words. */
struct named {
    const char *code, *name;
};
extern const struct named catalogue_customers[], catalogue_carriers[], catalogue_vendors[],
    catalogue_locations[]; /* a NULL name ends each */

struct chain {
    const char *code, *name, *branch; /* "Store #%d" */
    int first, count;
    const char *type; /* customer type */
};
extern const struct chain catalogue_chains[];

extern const char *const catalogue_first_words[], *const catalogue_last_words[]; /* NULL ends */

struct town {
    const char *city, *state, *zip, *country, *area; /* zip: the first digits; area: telephone */
};
extern const struct town catalogue_towns[]; /* a NULL city ends it */
extern const char *const catalogue_streets[];

struct box {
    const char *code, *name, *fbe;
    int halves_in_hundredths; /* how much of a half box goes into it */
};
extern const struct box catalogue_boxes[]; /* a NULL code ends it */

/* Who sells; each has a kind of customer. */
struct desk {
    const char *salesperson, *type, *price_list;
};
extern const struct desk catalogue_desks[]; /* a NULL salesperson ends it */

#endif
