# The service as the program sees it: HTTPS requests, JSON, methods. Only client.c and client_reason.c include curl,
# only codec*.c include json-c; a program that takes the codec alone links without curl.
noinst_LIBRARIES += libapi.a
libapi_a_SOURCES = \
	src/api/admin.h src/api/admin_session.c src/api/admin_session.h \
	src/api/again.c src/api/again.h \
	src/api/api.c src/api/api.h \
	src/api/client.c src/api/client.h src/api/client_reason.c src/api/client_reason.h \
	src/api/client_talk.c src/api/client_talk.h \
	src/api/codec.c src/api/codec.h \
	src/api/codec_admin.c src/api/codec_admin.h \
	src/api/codec_change.c \
	src/api/codec_file.c src/api/codec_json.h \
	src/api/codec_report.c src/api/codec_write.c \
	src/api/gate.h \
	src/api/judge.c \
	src/api/login.c \
	src/api/lookups.c \
	src/api/orders.c src/api/orders_write.c \
	src/api/request.h \
	src/api/scan.c src/api/scan.h \
	src/api/session.c src/api/session.h
libapi_a_CPPFLAGS = $(AM_CPPFLAGS) $(JSONC_CFLAGS) $(CURL_CFLAGS)
