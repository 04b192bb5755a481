/* A change in words and for scripts: what it will do, and what became of it. Knows orders and text; asks
 * nobody anything and sends nothing. */
#ifndef CLI_CHANGE_REPORT_H
#define CLI_CHANGE_REPORT_H

#include "cli/cli.h"
#include "model/diff.h"
#include "model/update_plan.h"
#include "work/change.h"

struct change_report {
    struct cli *cli;
    const struct order *base, *mine; /* as it is there; as it is to be, prepared */
    const struct update_plan *plan;
    int item;         /* the line that is changed, DIFF_NOWHERE = the header */
    struct diff diff; /* base to mine */
    size_t requests;  /* made for it before it is carried out */
};

/* What it will do, in the form asked for: in sentences old and new of each field, the effect on totals,
 * the first truck, requests, and what is not sent; as JSON the body of the request; as values a row
 * for each field. */
void change_report_plan(const struct change_report *report);
/* What became of it, in the form asked for. Gives the exit code. `change`
 * is NULL where there was nothing to send. */
int change_report_end(const struct change_report *report, const struct change *change);
/* An end that no service gave: `outcome` as in `--json`. Writes for scripts only. */
void change_report_own_end(const struct change_report *report, const char *outcome,
                           const char *message);

#endif
