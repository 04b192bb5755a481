# The real program in a pseudo-terminal, against the sandbox over TLS. The programs named here run the
# perennial and perennial-sandbox of the build directory.
PTY_FILES = tests/support/pty.c tests/support/pty.h tests/support/desk.c tests/support/desk.h
check_PROGRAMS += tests/test-pty
tests_test_pty_SOURCES = tests/e2e/test_pty.c $(PTY_FILES)
tests_test_pty_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_pty_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_pty_LDADD = libbase.a $(CRITERION_LIBS) $(VTERM_LIBS) -lutil

# Pictures of the real screens; see tests/support/screenshot.c.
EXTRA_PROGRAMS += tests/screenshot
tests_screenshot_SOURCES = tests/support/screenshot.c tests/support/svg.c tests/support/svg.h $(PTY_FILES)
tests_screenshot_CPPFLAGS = $(TEST_CPPFLAGS)
tests_screenshot_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_screenshot_LDADD = libbase.a $(VTERM_LIBS) -lutil
EXTRA_DIST += tests/e2e/tour.txt

check_PROGRAMS += tests/test-commands
tests_test_commands_SOURCES = tests/e2e/test_commands.c \
	tests/support/desk_command.c tests/support/desk_command.h $(PTY_FILES)
tests_test_commands_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_commands_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_commands_LDADD = libbase.a $(CRITERION_LIBS) $(JSONC_LIBS) $(VTERM_LIBS) -lutil
EXTRA_DIST += tests/e2e/order.json tests/e2e/order-bad.json

# token and login: scripts, and hidden typing at a terminal.
check_PROGRAMS += tests/test-token-commands
tests_test_token_commands_SOURCES = tests/e2e/test_token_commands.c \
	tests/support/desk_command.c tests/support/desk_command.h $(PTY_FILES)
tests_test_token_commands_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_token_commands_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_token_commands_LDADD = libbase.a $(CRITERION_LIBS) $(JSONC_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_token_commands_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

# What the program does to its terminal.
check_PROGRAMS += tests/test-terminal
tests_test_terminal_SOURCES = tests/e2e/test_terminal.c $(PTY_FILES)
tests_test_terminal_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_terminal_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_terminal_LDADD = libbase.a $(CRITERION_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_terminal_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

check_PROGRAMS += tests/test-screens
tests_test_screens_SOURCES = tests/e2e/test_screens.c $(PTY_FILES)
tests_test_screens_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_screens_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_screens_LDADD = libmodel.a libbase.a $(NETTLE_LIBS) $(CRITERION_LIBS) $(JSONC_LIBS) $(VTERM_LIBS) -lutil

# A change's way to the service and back, without screens, against every cell of the server's database.
if SANDBOX
check_PROGRAMS += tests/test-round-trip
tests_test_round_trip_SOURCES = tests/e2e/test_round_trip.c $(PTY_FILES)
tests_test_round_trip_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_round_trip_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_round_trip_LDADD = libwork.a libapi.a libstore.a libsandbox.a libmodel.a libbase.a $(NETTLE_LIBS) \
	$(CURL_LIBS) $(JSONC_LIBS) $(SQLITE_LIBS) $(CRITERION_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_round_trip_DEPENDENCIES = perennial-sandbox$(EXEEXT)
endif

# show, change and cancel; it looks into the server's database as well.
if SANDBOX
check_PROGRAMS += tests/test-change-commands
tests_test_change_commands_SOURCES = tests/e2e/test_change_commands.c \
	tests/support/desk_command.c tests/support/desk_command.h $(PTY_FILES)
tests_test_change_commands_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_change_commands_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_change_commands_LDADD = $(SANDBOX_LIBS) $(CRITERION_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_change_commands_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)
endif
EXTRA_DIST += tests/e2e/order-full.json
check_PROGRAMS += tests/test-change-screens
tests_test_change_screens_SOURCES = tests/e2e/test_change_screens.c $(PTY_FILES)
tests_test_change_screens_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_change_screens_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_change_screens_LDADD = libmodel.a libbase.a $(NETTLE_LIBS) $(CRITERION_LIBS) $(JSONC_LIBS) $(VTERM_LIBS) -lutil

# Cancelling lines at the screens.
check_PROGRAMS += tests/test-cancel-screens
tests_test_cancel_screens_SOURCES = tests/e2e/test_cancel_screens.c $(PTY_FILES)
tests_test_cancel_screens_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_cancel_screens_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_cancel_screens_LDADD = libmodel.a libbase.a $(NETTLE_LIBS) $(CRITERION_LIBS) $(JSONC_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_cancel_screens_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

# The day's requests.
check_PROGRAMS += tests/test-budget
tests_test_budget_SOURCES = tests/e2e/test_budget.c \
	tests/support/desk_command.c tests/support/desk_command.h $(PTY_FILES)
tests_test_budget_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_budget_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS)
tests_test_budget_LDADD = libbase.a $(CRITERION_LIBS) $(JSONC_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_budget_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

# Tokens issued on the practice server.
check_PROGRAMS += tests/test-tokens
tests_test_tokens_SOURCES = tests/e2e/test_tokens.c $(PTY_FILES)
tests_test_tokens_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_tokens_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_tokens_LDADD = libapi.a libstore.a libmodel.a libbase.a $(NETTLE_LIBS) $(CURL_LIBS) $(JSONC_LIBS) \
	$(CRITERION_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_tokens_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

# No secret in any byte written.
check_PROGRAMS += tests/test-secret-paths
tests_test_secret_paths_SOURCES = tests/e2e/test_secret_paths.c \
	tests/support/desk_command.c tests/support/desk_command.h \
	tests/support/tls_server.c tests/support/tls_server.h $(PTY_FILES)
tests_test_secret_paths_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_secret_paths_CFLAGS = $(TEST_CFLAGS) $(GNUTLS_CFLAGS) $(VTERM_CFLAGS) $(JSONC_CFLAGS) -pthread
tests_test_secret_paths_LDADD = libmodel.a libbase.a $(CRITERION_LIBS) $(JSONC_LIBS) $(GNUTLS_LIBS) $(VTERM_LIBS) -lutil
tests_test_secret_paths_LDFLAGS = -pthread
EXTRA_tests_test_secret_paths_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

# Where tokens come from, and that they are not seen.
check_PROGRAMS += tests/test-token-keeping
tests_test_token_keeping_SOURCES = tests/e2e/test_token_keeping.c $(PTY_FILES)
tests_test_token_keeping_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_token_keeping_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_token_keeping_LDADD = libbase.a $(CRITERION_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_token_keeping_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)

# Profiles and their tokens at the screens.
check_PROGRAMS += tests/test-profile-screens
tests_test_profile_screens_SOURCES = tests/e2e/test_profiles.c $(PTY_FILES)
tests_test_profile_screens_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_profile_screens_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_profile_screens_LDADD = libbase.a $(CRITERION_LIBS) $(VTERM_LIBS) -lutil
EXTRA_tests_test_profile_screens_DEPENDENCIES = perennial$(EXEEXT) perennial-sandbox$(EXEEXT)
