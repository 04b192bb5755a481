# What takes several requests: reading an order anew, changing it, cancelling lines.
noinst_LIBRARIES += libwork.a
libwork_a_SOURCES = \
	src/work/cancel.h src/work/change.h \
	src/work/fetch.c src/work/fetch.h
