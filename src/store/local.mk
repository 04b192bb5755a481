# What lives on disk: tokens, drafts, the journal of changes, what is remembered, saved views.
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	src/store/counter.c src/store/counter.h \
	src/store/drafts.c src/store/drafts.h \
	src/store/journal.c src/store/journal.h \
	src/store/lines.c src/store/lines.h \
	src/store/place.c src/store/place.h \
	src/store/remembered.c src/store/remembered.h \
	src/store/requests.c src/store/requests.h \
	src/store/seen.c src/store/seen.h \
	src/store/store.c src/store/store.h \
	src/store/vault.c src/store/vault.h src/store/vault_run.c \
	src/store/views.c src/store/views.h
libstore_a_CFLAGS = $(AM_CFLAGS) $(NETTLE_CFLAGS)
