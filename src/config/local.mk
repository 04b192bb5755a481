# What the user's configuration may say, and reading it.
noinst_LIBRARIES += libsettings.a
libsettings_a_SOURCES = \
	src/config/config.c src/config/config.h \
	src/config/options.c src/config/options.h \
	src/config/own.c src/config/own.h \
	src/config/read.c src/config/read.h \
	src/config/source.c src/config/source.h
libsettings_a_CFLAGS = $(AM_CFLAGS) $(LIBCONFIG_CFLAGS)
