# Orders, their fields, rules, totals and dates. Links without curses and without curl.
noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	src/model/budget.c src/model/budget.h \
	src/model/date.c src/model/date.h \
	src/model/diff.c src/model/diff.h \
	src/model/field.c src/model/field.h \
	src/model/field_group.c src/model/field_group.h \
	src/model/filter.c src/model/filter.h \
	src/model/filter_range.c src/model/filter_range.h \
	src/model/history.c src/model/history.h \
	src/model/issue.c src/model/issue.h \
	src/model/lookup.c src/model/lookup.h src/model/lookup_kind.h \
	src/model/merge.c src/model/merge.h \
	src/model/methods.c src/model/methods.h \
	src/model/money.c src/model/money.h \
	src/model/order.c src/model/order.h src/model/order_fields.c \
	src/model/order_prepare.c \
	src/model/order_list.c src/model/order_list.h src/model/order_view.c \
	src/model/order_marks.c src/model/order_marks.h \
	src/model/prebook.c src/model/prebook.h \
	src/model/profile.c src/model/profile.h \
	src/model/schedule.c src/model/schedule.h \
	src/model/totals.c src/model/totals.h \
	src/model/order_rules.c \
	src/model/update_plan.c src/model/update_plan.h \
	src/model/validate.c src/model/validate.h src/model/validate_body.c \
	src/model/value.c src/model/value.h
