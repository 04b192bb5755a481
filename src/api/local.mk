# The service as the program sees it: HTTPS requests, JSON, methods. Only client.c includes curl,
# only codec*.c include json-c; a program that takes the codec alone links without curl.
noinst_LIBRARIES += libapi.a
libapi_a_SOURCES = \
	src/api/api.c src/api/api.h \
	src/api/client.h \
	src/api/codec.h \
	src/api/methods.c src/api/methods.h \
	src/api/scan.h \
	src/api/session.h
