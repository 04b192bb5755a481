# Files of src: the loop, and the program itself (arguments and composition).
noinst_LIBRARIES += libloop.a
libloop_a_SOURCES = src/loop.c src/loop.h

bin_PROGRAMS += perennial
perennial_SOURCES = \
	src/app.c src/app.h \
	src/main.c \
	src/services.c src/services.h \
	src/sandbox_child.c src/sandbox_child.h
perennial_LDADD = libui.a libcli.a libwork.a libloop.a libapi.a libstore.a libsettings.a libmodel.a libbase.a $(NETTLE_LIBS) \
	$(LIBCONFIG_LIBS) $(JSONC_LIBS) $(CURL_LIBS) $(NCURSES_LIBS)
