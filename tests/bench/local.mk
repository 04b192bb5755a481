# How fast it is; not part of "make check". Each measure stands beside a yardstick taken in the same
# run, so that the ratios mean the same on any machine.
EXTRA_PROGRAMS += tests/bench-model tests/bench-screen tests/bench-bare tests/bench-typing
tests_bench_model_SOURCES = tests/bench/model.c
tests_bench_model_CPPFLAGS = $(TEST_CPPFLAGS)
tests_bench_model_CFLAGS = $(AM_CFLAGS)
tests_bench_model_LDADD = libapi.a libmodel.a libbase.a $(JSONC_LIBS)
tests_bench_screen_SOURCES = tests/bench/screen.c $(PTY_FILES)
tests_bench_screen_CPPFLAGS = $(TEST_CPPFLAGS)
tests_bench_screen_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_bench_screen_LDADD = libbase.a $(VTERM_LIBS) -lutil
tests_bench_bare_SOURCES = tests/bench/bare.c
tests_bench_bare_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_bench_bare_CFLAGS = $(AM_CFLAGS)
tests_bench_bare_LDADD = $(NCURSES_LIBS)

tests_bench_typing_SOURCES = tests/bench/typing.c tests/ui/change_samples.c tests/ui/change_samples.h \
	tests/ui/order_typing.c tests/ui/order_typing.h $(UI_TEST_FILES)
tests_bench_typing_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_bench_typing_CFLAGS = $(TEST_CFLAGS)
tests_bench_typing_LDADD = $(UI_TEST_LIBS)
