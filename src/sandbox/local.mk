# The local practice server. A program of its own, so that the client links neither server nor database.
if SANDBOX
noinst_LIBRARIES += libsandbox.a
libsandbox_a_SOURCES = \
	src/sandbox/admin.c src/sandbox/admin.h \
	src/sandbox/catalogue.c src/sandbox/catalogue.h \
	src/sandbox/catalogue_data.c src/sandbox/catalogue_data.h \
	src/sandbox/certificate.c src/sandbox/certificate.h \
	src/sandbox/db.c src/sandbox/db.h \
	src/sandbox/faults.c src/sandbox/faults.h \
	src/sandbox/http.c src/sandbox/http.h \
	src/sandbox/json.c src/sandbox/json.h \
	src/sandbox/lookups.c src/sandbox/lookups.h \
	src/sandbox/options.c src/sandbox/options.h \
	src/sandbox/order_store.c src/sandbox/order_store.h \
	src/sandbox/orders.h src/sandbox/orders_list.c src/sandbox/orders_write.c \
	src/sandbox/prebooks.c src/sandbox/prebooks.h \
	src/sandbox/call.c src/sandbox/routes.c src/sandbox/routes.h \
	src/sandbox/rules.c src/sandbox/rules.h \
	src/sandbox/second_writer.c src/sandbox/second_writer.h \
	src/sandbox/tokens.c src/sandbox/tokens.h
libsandbox_a_CPPFLAGS = $(AM_CPPFLAGS) $(MHD_CFLAGS) $(GNUTLS_CFLAGS) $(SQLITE_CFLAGS) $(JSONC_CFLAGS)
SANDBOX_LIBS = libsandbox.a libmodel.a libbase.a \
	$(MHD_LIBS) $(GNUTLS_LIBS) $(SQLITE_LIBS) $(JSONC_LIBS) -lpthread

bin_PROGRAMS += perennial-sandbox
perennial_sandbox_SOURCES = src/sandbox/main.c
perennial_sandbox_LDADD = $(SANDBOX_LIBS)
dist_man_MANS += man/perennial-sandbox.1
endif
