# Tests of api and of the loop.
check_PROGRAMS += tests/test-api
tests_test_api_SOURCES = \
	tests/api/test_admin_session.c \
	tests/api/test_codec.c tests/api/test_codec_change.c tests/api/test_codec_file.c tests/api/test_codec_update.c tests/api/test_codec_write.c \
	tests/api/test_fake.c \
	tests/api/test_fuzz_seeds.c \
	tests/api/test_loop.c \
	tests/api/test_scan.c tests/api/test_session.c tests/api/test_session_network.c \
	tests/api/test_session_writes.c tests/api/test_session_again.c \
	tests/api/test_wire.c tests/api/test_wire_way.c \
	tests/api/session_desk.c tests/api/session_desk.h \
	tests/fuzz/fuzz_codec.c tests/fuzz/fuzz_codec.h \
	tests/support/names.c tests/support/names.h \
	tests/support/tls_server.c tests/support/tls_server.h \
	tests/support/fake_api.c tests/support/fake_api.h \
	tests/support/fake_apply.c tests/support/fake_apply.h
tests_test_api_CPPFLAGS = $(TEST_CPPFLAGS)
tests_test_api_CFLAGS = $(TEST_CFLAGS) $(GNUTLS_CFLAGS) $(JSONC_CFLAGS) -pthread
tests_test_api_LDFLAGS = $(AM_LDFLAGS) -pthread
tests_test_api_LDADD = libloop.a libapi.a libmodel.a libbase.a $(CURL_LIBS) $(JSONC_LIBS) $(GNUTLS_LIBS) \
	$(CRITERION_LIBS) -lutil

EXTRA_DIST += tests/fixtures/list-reply.json tests/fixtures/seed-create-reply.json \
	tests/fixtures/seed-create-request.json \
	tests/fuzz/seeds/admin tests/fuzz/seeds/answer tests/fuzz/seeds/change tests/fuzz/seeds/file tests/fuzz/seeds/list tests/fuzz/seeds/lookup

# Fuzzes the decoder for FUZZ_SECONDS with clang's libFuzzer; not part of check. What it finds is
# left in fuzz-corpus/ (new inputs) and as crash-* files.
FUZZ_SECONDS = 30
FUZZ_FILES = $(top_srcdir)/tests/fuzz/fuzz_codec.c \
	$(top_srcdir)/src/api/scan.c $(top_srcdir)/src/api/codec.c $(top_srcdir)/src/api/codec_file.c \
	$(top_srcdir)/src/api/codec_change.c $(top_srcdir)/src/api/codec_write.c $(top_srcdir)/src/api/codec_admin.c \
	$(top_srcdir)/src/model/*.c $(top_srcdir)/src/base/*.c

fuzz: config.h
	$(MKDIR_P) fuzz-corpus
	clang -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
		$(DEFAULT_INCLUDES) $(TEST_CPPFLAGS) $(JSONC_CFLAGS) $(FUZZ_FILES) $(JSONC_LIBS) -o fuzz-codec
	./fuzz-codec -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -print_final_stats=1 fuzz-corpus \
		$(top_srcdir)/tests/fuzz/seeds
