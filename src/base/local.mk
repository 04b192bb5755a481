# The lowest layer: memory, text, files, time. Knows nothing of orders, screens or the network.
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/buf.c src/base/buf.h \
	src/base/clock.c src/base/clock.h \
	src/base/crash.c src/base/crash.h \
	src/base/error.c src/base/error.h \
	src/base/file.c src/base/file.h \
	src/base/form.c src/base/form.h \
	src/base/log.c src/base/log.h \
	src/base/mem.c src/base/mem.h \
	src/base/names.c src/base/names.h \
	src/base/paths.c src/base/paths.h \
	src/base/pool.c src/base/pool.h \
	src/base/roff.c src/base/roff.h \
	src/base/utf8.c src/base/utf8.h
