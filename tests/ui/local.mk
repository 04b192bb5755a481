# Tests of ui. UI_TEST_FILES is the harness for screens: keys in, the screen out as text.
UI_TEST_FILES = tests/support/ui_test.c tests/support/ui_test.h \
	tests/support/fake_admin.c tests/support/fake_admin.h \
	tests/support/fake_api.c tests/support/fake_api.h \
	tests/support/fake_apply.c tests/support/fake_apply.h
UI_TEST_LIBS = libui.a libwork.a libstore.a libsettings.a libapi.a libmodel.a libbase.a $(NETTLE_LIBS) $(LIBCONFIG_LIBS) $(NCURSES_LIBS) $(JSONC_LIBS) \
	$(CRITERION_LIBS)
EXTRA_DIST += tests/golden
check_PROGRAMS += tests/test-ui
tests_test_ui_SOURCES = tests/ui/test_keys.c tests/ui/test_theme.c tests/ui/test_widgets.c \
	tests/ui/test_frame.c $(UI_TEST_FILES)
tests_test_ui_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_ui_CFLAGS = $(TEST_CFLAGS)
tests_test_ui_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-lists
tests_test_lists_SOURCES = tests/ui/test_orders.c tests/ui/test_orders_options.c \
	tests/ui/test_orders_views.c tests/ui/test_pick.c tests/ui/test_help.c \
	tests/ui/test_again.c tests/ui/test_budget.c \
	tests/ui/screen_spies.c tests/ui/screen_spies.h \
	tests/ui/order_samples.c tests/ui/order_samples.h $(UI_TEST_FILES)
tests_test_lists_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_lists_CFLAGS = $(TEST_CFLAGS)
tests_test_lists_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-order
tests_test_order_SOURCES = tests/ui/test_allowed.c tests/ui/test_order_display.c tests/ui/test_order.c tests/ui/test_order_send.c \
	tests/ui/test_order_undo.c tests/ui/test_order_change.c tests/ui/test_order_copy.c \
	tests/ui/test_change_unasked.c \
	tests/ui/change_samples.c tests/ui/change_samples.h \
	tests/ui/order_typing.c tests/ui/order_typing.h $(UI_TEST_FILES)
tests_test_order_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_order_CFLAGS = $(TEST_CFLAGS)
tests_test_order_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-torture
tests_test_torture_SOURCES = tests/ui/test_torture.c tests/ui/test_torture_tokens.c \
	tests/ui/torture_watch.c tests/ui/torture_watch.h \
	tests/ui/profiles_desk.c tests/ui/profiles_desk.h tests/support/fake_opener.c \
	tests/support/fake_opener.h \
	tests/ui/change_samples.c tests/ui/change_samples.h tests/ui/order_samples.c \
	tests/ui/order_samples.h tests/ui/order_typing.c tests/ui/order_typing.h $(UI_TEST_FILES)
tests_test_torture_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_torture_CFLAGS = $(TEST_CFLAGS)
tests_test_torture_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-desk
tests_test_desk_SOURCES = tests/ui/test_calendar.c tests/ui/test_prebooks.c \
	tests/ui/test_cancel_lines.c tests/ui/test_cancelled.c tests/ui/test_requests.c $(UI_TEST_FILES)
tests_test_desk_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_desk_CFLAGS = $(TEST_CFLAGS)
tests_test_desk_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-changes
tests_test_changes_SOURCES = tests/ui/test_change.c tests/ui/test_review_rest.c tests/ui/test_theirs.c \
	tests/ui/send_samples.c tests/ui/send_samples.h \
	tests/ui/order_typing.c tests/ui/order_typing.h $(UI_TEST_FILES)
tests_test_changes_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_changes_CFLAGS = $(TEST_CFLAGS)
tests_test_changes_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-issue
tests_test_issue_SOURCES = tests/ui/test_issue.c $(UI_TEST_FILES)
tests_test_issue_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_issue_CFLAGS = $(TEST_CFLAGS)
tests_test_issue_LDADD = $(UI_TEST_LIBS)
check_PROGRAMS += tests/test-profiles
tests_test_profiles_SOURCES = tests/ui/test_profiles.c tests/ui/test_profile_form.c tests/ui/test_secret.c \
	tests/ui/profiles_desk.c tests/ui/profiles_desk.h \
	tests/support/fake_opener.c tests/support/fake_opener.h $(UI_TEST_FILES)
tests_test_profiles_CPPFLAGS = $(TEST_CPPFLAGS) $(NCURSES_CFLAGS)
tests_test_profiles_CFLAGS = $(TEST_CFLAGS)
tests_test_profiles_LDADD = $(UI_TEST_LIBS)
