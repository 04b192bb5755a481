# The real program in a pseudo-terminal, against the sandbox over TLS. The programs named here run the
# perennial and perennial-sandbox of the build directory.
PTY_FILES = tests/support/pty.c tests/support/pty.h tests/support/desk.c tests/support/desk.h
check_PROGRAMS += tests/test-pty
tests_test_pty_SOURCES = tests/e2e/test_pty.c $(PTY_FILES)
tests_test_pty_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_pty_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_pty_LDADD = libbase.a $(CRITERION_LIBS) $(VTERM_LIBS) -lutil
