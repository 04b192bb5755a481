/* When the program crashes: whoever holds the terminal gives it back first, then a report is written, and the
 * program ends as it would have. The report has signal, time, version and addresses of code: nothing of memory,
 * of arguments, or of the environment, so no secret can be in it. */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

/* Once, at the beginning; the report will be crash-DATE-PID.txt in the state directory, mode 0600. Signals that
 * somebody watches already (a sanitizer) are left to them. */
void crash_watch(void);
/* What is done before all else; it may do only what a signal handler may. NULL = nothing. */
void crash_set_first_aid(void (*first_aid)(void));

#endif
