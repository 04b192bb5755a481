# Tests of what takes several requests: changing and cancelling, over a fake service.
check_PROGRAMS += tests/test-work
tests_test_work_SOURCES = \
	tests/model/fixture.c tests/model/fixture.h \
	tests/store/store_desk.c tests/store/store_desk.h \
	tests/support/fake_api.c tests/support/fake_api.h \
	tests/support/fake_apply.c tests/support/fake_apply.h \
	tests/work/test_cancel.c \
	tests/work/test_change.c \
	tests/work/test_change_ends.c \
	tests/work/test_compare.c \
	tests/work/test_fetch.c \
	tests/work/test_gate_budget.c \
	tests/work/test_gate_journal.c \
	tests/work/test_requests_view.c \
	tests/work/test_gate_seen.c \
	tests/work/test_profiles.c \
	tests/work/work_desk.c tests/work/work_desk.h
tests_test_work_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_work_CFLAGS = $(TEST_CFLAGS)
tests_test_work_LDADD = libwork.a libstore.a libsettings.a libapi.a libmodel.a libbase.a $(NETTLE_LIBS) $(LIBCONFIG_LIBS) $(JSONC_LIBS) \
	$(CRITERION_LIBS)
