/* Names of hosts as a test wants them: in a program that links names.c, whatever ends in ".example" is
 * this machine, and "silent.example" is looked up for as long as the test likes. */
#ifndef TESTS_NAMES_H
#define TESTS_NAMES_H

/* Lets look-ups of silent.example come to an end, those that wait now and all later ones. */
void names_let_go(void);

#endif
