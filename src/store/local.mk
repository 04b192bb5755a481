# What lives on disk: tokens and drafts.
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	src/store/drafts.c src/store/drafts.h \
	src/store/journal.h src/store/remembered.h src/store/views.h \
	src/store/vault.c src/store/vault.h
