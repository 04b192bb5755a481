# Tests of model.
check_PROGRAMS += tests/test-model
tests_test_model_SOURCES = \
	tests/model/fixture.c tests/model/fixture.h \
	tests/model/test_budget.c \
	tests/model/test_date.c \
	tests/model/test_diff.c \
	tests/model/test_field.c \
	tests/model/test_filter_range.c \
	tests/model/test_history.c \
	tests/model/test_lookup.c \
	tests/model/test_merge.c \
	tests/model/test_money.c \
	tests/model/test_order.c \
	tests/model/test_order_list.c \
	tests/model/test_order_marks.c \
	tests/model/test_rules.c \
	tests/model/test_schedule.c \
	tests/model/test_totals.c \
	tests/model/test_update_plan.c \
	tests/model/test_validate.c tests/model/test_validate_change.c
tests_test_model_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_model_CFLAGS = $(TEST_CFLAGS)
tests_test_model_LDADD = libmodel.a libbase.a $(CRITERION_LIBS)
