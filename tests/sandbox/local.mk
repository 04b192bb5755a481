# Tests of the practice server: mostly without sockets, some of the program itself.
if SANDBOX
check_PROGRAMS += tests/test-sandbox
tests_test_sandbox_SOURCES = \
	tests/sandbox/practice.c tests/sandbox/practice.h \
	tests/sandbox/test_admin.c \
	tests/sandbox/test_company.c \
	tests/sandbox/test_create.c \
	tests/sandbox/test_json.c \
	tests/sandbox/test_list.c \
	tests/sandbox/test_process.c \
	tests/sandbox/test_routes.c \
	tests/sandbox/test_second_writer.c \
	tests/sandbox/test_update.c
tests_test_sandbox_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_sandbox_CFLAGS = $(TEST_CFLAGS) $(GNUTLS_CFLAGS)
tests_test_sandbox_LDADD = $(SANDBOX_LIBS) $(CRITERION_LIBS)
endif
