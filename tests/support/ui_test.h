/* Screens in a test: keys in, the screen out as text, without a terminal and without a network. The
 * service is a fake_api, the time is Tue 2026-02-03 14:41 UTC, the profile is "sandbox", a company
 * token, several locations, and HOME is an empty directory. Nothing here waits. */
#ifndef TESTS_UI_TEST_H
#define TESTS_UI_TEST_H

#include "support/fake_admin.h"
#include "support/fake_api.h"
#include "ui/ui.h"

struct ui_test;

/* A ui without a screen: prepare the fake first, then push. */
struct ui_test *ui_test_new(int rows, int cols);
void ui_test_push(struct ui_test *t, const struct screen_class *screen, void *argument);
/* Both at once, with an empty service. */
struct ui_test *ui_test_open(int rows, int cols, const struct screen_class *screen, void *argument);
void ui_test_close(struct ui_test *t);

struct ui *ui_test_ui(struct ui_test *t);
struct fake_api *ui_test_fake(struct ui_test *t);
/* The practice server's administration; the ui knows it once a test says so (ui_set_profiles). */
struct fake_admin *ui_test_admin(struct ui_test *t);
struct profile *ui_test_profile(struct ui_test *t); /* to change before the screen is pushed */

/* Types "<Down>2031-01-06<F10>"; after each key the pending answers arrive (unless the fake is held)
 * and all is drawn. An unknown key name fails the test. */
void ui_test_keys(struct ui_test *t, const char *keys);
void ui_test_paste(struct ui_test *t, const char *text);
void ui_test_resize(struct ui_test *t, int rows, int cols);
void ui_test_run(struct ui_test *t);                     /* pending answers, then draws */
void ui_test_advance(struct ui_test *t, int64_t millis); /* timers due by then fire */
size_t ui_test_timers(const struct ui_test *t);          /* that are set */
void ui_test_theme(struct ui_test *t, const char *name, bool no_color);

const char *ui_test_text(struct ui_test *t); /* the screen, good until the next call */
/* Also where the text goes over the end of a line. */
bool ui_test_has(struct ui_test *t, const char *text);
/* The letter (see term_dump_attributes) at the first place where `text` stands; ' ' = nowhere. */
char ui_test_attribute(struct ui_test *t, const char *text);

/* Compares the screen and the cursor's place with tests/`golden`, and says both where they differ.
 * With UPDATE_GOLDEN=1 in the environment the file is written anew instead. */
void ui_test_expect(struct ui_test *t, const char *golden);
void ui_test_expect_attributes(struct ui_test *t, const char *golden);

#endif
