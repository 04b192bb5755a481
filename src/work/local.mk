# What takes several requests: reading an order anew, changing it, cancelling lines.
noinst_LIBRARIES += libwork.a
libwork_a_SOURCES = \
	src/work/cancel.c src/work/cancel.h \
	src/work/change.c src/work/change.h \
	src/work/change_words.c src/work/change_words.h \
	src/work/compare.c src/work/compare.h \
	src/work/fetch.c src/work/fetch.h \
	src/work/gate.c src/work/gate.h \
	src/work/gate_budget.c src/work/gate_budget.h \
	src/work/gate_journal.c src/work/gate_journal.h \
	src/work/gate_seen.c src/work/gate_seen.h \
	src/work/profile_facts.c src/work/profiles.c src/work/profiles.h src/work/profiles_core.h \
	src/work/record.c src/work/record.h \
	src/work/requests_view.c src/work/requests_view.h
