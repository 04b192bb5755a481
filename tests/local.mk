# Tests: one Criterion program for each layer, linked with that layer and those below it. Each layer
# lists its own in tests/<layer>/local.mk.
TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -DTEST_SOURCE_DIR='"$(abs_top_srcdir)/tests"' \
	-DTEST_BUILD_DIR='"$(abs_top_builddir)"'
TEST_CFLAGS = -std=c11 -O0 -g $(TEST_WARN_CFLAGS) $(TEST_HARDEN_CFLAGS) $(CRITERION_CFLAGS)
if HAVE_TESTS
include tests/base/local.mk
include tests/model/local.mk
include tests/api/local.mk
include tests/store/local.mk
include tests/cli/local.mk
include tests/sandbox/local.mk
include tests/ui/local.mk
include tests/e2e/local.mk
endif

EXTRA_DIST += tests/run.sh

# Runs every test program and closes with "N passed, N failed".
check-local: $(check_PROGRAMS)
	$(SHELL) $(top_srcdir)/tests/run.sh $(check_PROGRAMS)
