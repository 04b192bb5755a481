/* Composition of the screens: the only file besides main.c that sees all layers. */
#include "config.h"
#include "app.h"

#include <stdio.h>

int app_run_screens(const struct app_start *start)
{
    (void)start;
    fputs("perennial: the screens are not built yet\n", stderr);
    return 2;
}
