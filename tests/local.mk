# Tests: one Criterion program for each layer, linked with that layer and those below it. Each layer
# lists its own in tests/<layer>/local.mk. Scripts (*.sh) hold what concerns the tree as a whole.
TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -DTEST_SOURCE_DIR='"$(abs_top_srcdir)/tests"' \
	-DTEST_BUILD_DIR='"$(abs_top_builddir)"'
TEST_CFLAGS = -std=c11 -O0 -g $(TEST_WARN_CFLAGS) $(TEST_HARDEN_CFLAGS) $(CRITERION_CFLAGS)
TREE_CHECKS = $(top_srcdir)/tests/circles.sh $(top_srcdir)/tests/layers.sh $(top_srcdir)/tests/setup.sh $(top_srcdir)/tests/tree.sh
if HAVE_TESTS
include tests/base/local.mk
include tests/model/local.mk
include tests/api/local.mk
include tests/store/local.mk
include tests/work/local.mk
include tests/cli/local.mk
include tests/sandbox/local.mk
include tests/ui/local.mk
include tests/e2e/local.mk
include tests/bench/local.mk
endif

CLEANFILES += $(check_PROGRAMS:=.tap)
EXTRA_DIST += tests/run.sh tests/check-layers.sh tests/lsan.supp \
	tests/circles.sh tests/layers.sh tests/setup.sh tests/tree.sh tests/valgrind.sh

# Runs every test program and closes with "N passed, N failed".
check-local: $(check_PROGRAMS)
	$(SHELL) $(top_srcdir)/tests/run.sh $(check_PROGRAMS) $(TREE_CHECKS)

# Builds the test programs and runs none.
check-programs: all-am $(check_PROGRAMS)

check-layers:
	$(SHELL) $(top_srcdir)/tests/check-layers.sh $(top_srcdir)

# The program itself under valgrind: definite leaks and wrong accesses are failures.
check-valgrind: all-am
	$(SHELL) $(top_srcdir)/tests/run.sh $(top_srcdir)/tests/valgrind.sh

# A build of its own with AddressSanitizer and UBSan, every test in it.
check-asan:
	$(MKDIR_P) asan
	cd asan && { test -f Makefile || $(abs_top_srcdir)/configure -q --enable-werror --enable-sanitizers CFLAGS='-O1 -g'; }
	cd asan && $(MAKE) check-asan-here

# The same in a build that was configured with --enable-sanitizers. Reports go to files: on the
# terminal they would spoil the screens, and Criterion would not fail for them.
check-asan-here: check-programs
	rm -f sanitizer.log.*
	ASAN_OPTIONS="log_path=$(abs_top_builddir)/sanitizer.log:detect_leaks=1" \
	UBSAN_OPTIONS="log_path=$(abs_top_builddir)/sanitizer.log:print_stacktrace=1" \
	LSAN_OPTIONS="suppressions=$(abs_top_srcdir)/tests/lsan.supp:print_suppressions=0" \
	TEST_LOG_CHECK="$(abs_top_builddir)/sanitizer.log." \
		$(SHELL) $(top_srcdir)/tests/run.sh $(check_PROGRAMS)

check-format:
	cd $(top_srcdir) && find src ui tests -name '*.[ch]' -exec clang-format --dry-run -Werror {} +

lint:
	cd $(top_srcdir) && cppcheck -q -j2 --std=c11 --language=c --enable=warning,performance,portability \
		--inline-suppr --error-exitcode=1 -D__GNUC__ -DHAVE_CONFIG_H \
		--suppress=missingIncludeSystem --suppress=unknownMacro --suppress=incompatibleFileOpen \
		--suppress=identicalInnerCondition:src/sandbox/db.c \
		-I$(abs_top_builddir) -Isrc -I. src ui
	cd $(top_srcdir) && shellcheck -x bootstrap run check .ci/run .ci/setup.sh tests/*.sh

# Line coverage of all tests, in coverage/html.
coverage:
	$(MKDIR_P) coverage
	cd coverage && { test -f Makefile || $(abs_top_srcdir)/configure -q --enable-coverage CFLAGS='-O0 -g'; }
	cd coverage && find . -name '*.gcda' -delete && $(MAKE) check
	cd coverage && lcov -q -c -d . --no-external -b $(abs_top_srcdir) -o all.info 2>lcov.log && \
		lcov -q -r all.info '$(abs_top_srcdir)/tests/*' -o program.info 2>>lcov.log && \
		genhtml -q -o html program.info 2>>lcov.log && lcov --summary program.info

# Writes the golden files anew; read their diff before you commit it.
update-golden: check-programs
	UPDATE_GOLDEN=1 $(MAKE) check

# The pictures of the README, drawn anew from the real screens; needs the package faketime.
screenshots: all-am tests/screenshot
	$(MKDIR_P) $(top_srcdir)/man/screens
	tests/screenshot $(top_srcdir)/tests/e2e/tour.txt $(top_srcdir)/man/screens

# Figures of speed and memory, each beside a yardstick; takes a minute.
bench: all-am tests/bench-model tests/bench-screen tests/bench-bare tests/bench-typing
	for count in 300 10000 50000; do tests/bench-model $$count || exit 1; done
	for count in 50 500; do tests/bench-typing $$count || exit 1; done
	for count in 300 10000 50000; do tests/bench-screen $$count || exit 1; done

clean-local:
	rm -rf asan coverage fuzz-corpus fuzz-codec
	rm -f sanitizer.log.* *.tap check.out check.status check-valgrind.out check-valgrind.status \
		check-asan-here.out check-asan-here.status build.log .lock

.PHONY: check-programs check-layers check-valgrind check-asan check-asan-here check-format lint \
	coverage update-golden fuzz screenshots bench
