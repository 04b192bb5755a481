# Tests of the lowest layer.
check_PROGRAMS += tests/test-base
tests_test_base_SOURCES = \
	tests/base/test_files.c \
	tests/base/test_text.c \
	tests/base/test_utf8.c
tests_test_base_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_base_CFLAGS = $(TEST_CFLAGS)
tests_test_base_LDADD = libbase.a $(CRITERION_LIBS)
