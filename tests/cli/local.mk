# Tests of the configuration and the command line.
check_PROGRAMS += tests/test-cli
tests_test_cli_SOURCES = \
	tests/cli/test_config.c \
	tests/cli/test_options.c
tests_test_cli_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_cli_CFLAGS = $(TEST_CFLAGS)
tests_test_cli_LDADD = libcli.a libsettings.a libmodel.a libbase.a $(LIBCONFIG_LIBS) $(CRITERION_LIBS)
