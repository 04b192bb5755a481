# The program itself: arguments and composition.
bin_PROGRAMS += perennial
perennial_SOURCES = \
	src/app.c src/app.h \
	src/main.c
perennial_LDADD = libcli.a libapi.a libstore.a libsettings.a libmodel.a libbase.a \
	$(LIBCONFIG_LIBS) $(JSONC_LIBS) $(CURL_LIBS)
