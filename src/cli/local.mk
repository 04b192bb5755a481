# The command line: its tables, its commands, and the program of the build that prints the tables for
# manual pages and completions.
noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = \
	src/cli/ask.c src/cli/ask.h \
	src/cli/assign.c src/cli/assign.h \
	src/cli/cancel.c \
	src/cli/change.c \
	src/cli/change_report.c src/cli/change_report.h \
	src/cli/check.c \
	src/cli/cli.c src/cli/cli.h \
	src/cli/completion.c src/cli/completion.h \
	src/cli/help.c src/cli/help.h \
	src/cli/hidden.c src/cli/hidden.h \
	src/cli/journal.c \
	src/cli/list.c \
	src/cli/login.c \
	src/cli/lookup.c \
	src/cli/manual.c src/cli/manual.h \
	src/cli/options.c src/cli/options.h \
	src/cli/order_file.c src/cli/order_file.h \
	src/cli/resolve.c src/cli/resolve.h \
	src/cli/run.c src/cli/run.h \
	src/cli/send.c \
	src/cli/show.c \
	src/cli/show_page.c src/cli/show_page.h \
	src/cli/table.c src/cli/table.h \
	src/cli/token.c src/cli/token.h \
	src/cli/token_list.c

noinst_PROGRAMS += src/cli/print-tables
src_cli_print_tables_SOURCES = src/cli/print_tables.c
src_cli_print_tables_LDADD = libcli.a libsettings.a libmodel.a libbase.a
