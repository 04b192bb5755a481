# Tests of the configuration and the command line.
check_PROGRAMS += tests/test-cli
tests_test_cli_SOURCES = \
	tests/cli/cli_desk.c tests/cli/cli_desk.h \
	tests/cli/test_again.c \
	tests/cli/test_assign.c \
	tests/cli/test_cancel.c \
	tests/cli/test_change.c \
	tests/cli/test_commands.c \
	tests/cli/test_config.c \
	tests/cli/test_config_own.c \
	tests/cli/test_journal.c \
	tests/cli/test_options.c \
	tests/cli/test_show.c \
	tests/cli/test_token.c \
	tests/support/fake_api.c tests/support/fake_api.h \
	tests/support/fake_apply.c tests/support/fake_apply.h
tests_test_cli_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_cli_CFLAGS = $(TEST_CFLAGS)
tests_test_cli_LDADD = libcli.a libwork.a libstore.a libapi.a libsettings.a libmodel.a libbase.a $(NETTLE_LIBS) $(JSONC_LIBS) \
	$(LIBCONFIG_LIBS) $(CRITERION_LIBS)

EXTRA_DIST += \
	tests/fixtures/order-three-kinds.json \
	tests/fixtures/orders-reply.json \
	tests/fixtures/seed-sample.json \
	tests/golden/cli
