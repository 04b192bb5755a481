# Tests of api.
check_PROGRAMS += tests/test-api
tests_test_api_SOURCES = \
	tests/api/test_codec.c tests/api/test_codec_file.c tests/api/test_codec_write.c \
	tests/api/test_scan.c tests/api/test_session.c \
	tests/support/tls_server.c tests/support/tls_server.h \
	tests/support/fake_api.c tests/support/fake_api.h
tests_test_api_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_api_CFLAGS = $(TEST_CFLAGS) $(GNUTLS_CFLAGS) $(JSONC_CFLAGS) -pthread
tests_test_api_LDADD = libloop.a libapi.a libmodel.a libbase.a $(CURL_LIBS) $(JSONC_LIBS) $(GNUTLS_LIBS) \
	$(CRITERION_LIBS)
tests_test_api_LDFLAGS = $(AM_LDFLAGS) -pthread
