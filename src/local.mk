# Files of src.
noinst_LIBRARIES += libloop.a
libloop_a_SOURCES = src/loop.c src/loop.h
