/* Names of a profile's own files: what is kept of one company is never mixed with another's. */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

/* "WHAT/NAME": the name made into one a file can have (letters, digits, "-" and "_" as they are, all
 * else as %XX), so that no name leads out of its folder. The caller frees it. */
char *place_name(const char *what, const char *name);

#endif
