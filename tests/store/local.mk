# Tests of what lives on disk.
check_PROGRAMS += tests/test-store
tests_test_store_SOURCES = \
	tests/store/store_desk.c tests/store/store_desk.h \
	tests/store/test_bytes.c \
	tests/store/test_counter.c tests/store/test_counter_torture.c \
	tests/store/test_drafts.c \
	tests/store/test_journal.c \
	tests/store/test_remembered.c \
	tests/store/test_requests.c \
	tests/store/test_seen.c \
	tests/store/test_vault.c \
	tests/store/test_vault_terminal.c \
	tests/store/test_vault_write.c \
	tests/store/test_views.c
tests_test_store_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_store_CFLAGS = $(TEST_CFLAGS)
tests_test_store_LDADD = libstore.a libmodel.a libbase.a $(NETTLE_LIBS) $(CRITERION_LIBS) -lutil
