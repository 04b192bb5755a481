# The screens: terminal, keys, themes, painting, widgets. Knows the model and api.h, no curl, no JSON.
noinst_LIBRARIES += libui.a
libui_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) \
	-DPERENNIAL_SOURCE_THEMEDIR='"$(abs_top_srcdir)/themes"'
libui_a_SOURCES = \
	ui/action.c ui/action.h ui/action.def \
	ui/bars.c ui/bars.h \
	ui/budget_words.c ui/budget_words.h \
	ui/notices.c ui/notices.h \
	ui/input.c ui/input.h \
	ui/key.c \
	ui/keymap.c ui/keymap.h \
	ui/keys_manual.c ui/keys_manual.h \
	ui/paint.c ui/paint.h \
	ui/term.c ui/term.h \
	ui/theme.c ui/theme.h \
	ui/screens/details.c ui/screens/details.h \
	ui/screens/display.c ui/screens/display.h \
	ui/screens/all.c ui/screens/all.h \
	ui/screens/calendar.c ui/screens/calendar.h \
	ui/screens/cancel_lines.c ui/screens/cancel_lines.h \
	ui/screens/cancel_orders.c ui/screens/cancel_view.h \
	ui/screens/cancel_rows.c ui/screens/cancel_rows.h \
	ui/screens/cancelled.c ui/screens/cancelled.h \
	ui/screens/cancelled_text.c ui/screens/cancelled_text.h \
	ui/screens/prebooks.c ui/screens/prebooks.h \
	ui/screens/profile_form.c ui/screens/profile_form.h \
	ui/screens/profile_form_core.h ui/screens/profile_form_rows.c \
	ui/screens/profile_form_judge.c ui/screens/profile_form_keep.c \
	ui/screens/profile_methods.c ui/screens/profile_methods.h \
	ui/screens/profile_options.c ui/screens/profile_options.h \
	ui/screens/profile_pages.c ui/screens/profile_pages.h \
	ui/screens/profile_words.c ui/screens/profile_words.h \
	ui/screens/profiles.c ui/screens/profiles.h ui/screens/profiles_view.h \
	ui/screens/profiles_do.c ui/screens/profiles_draw.c ui/screens/profiles_rows.c \
	ui/screens/secret.c ui/screens/secret.h \
	ui/screens/secret_core.c ui/screens/secret_core.h ui/screens/secret_draw.c \
	ui/screens/secret_get.c ui/screens/secret_keep.c \
	ui/widgets/hidden.c ui/widgets/hidden.h \
	ui/screens/change.c ui/screens/change.h \
	ui/screens/change_plan.c ui/screens/change_send.c ui/screens/change_view.h \
	ui/screens/change_page.c ui/screens/change_page.h \
	ui/screens/change_words.c ui/screens/change_words.h \
	ui/screens/confirm.c ui/screens/confirm.h \
	ui/screens/diff_words.c ui/screens/diff_words.h \
	ui/screens/help.c ui/screens/help.h \
	ui/screens/issue.c ui/screens/issue.h ui/screens/issue_view.h \
	ui/screens/issue_ask.c ui/screens/issue_form.c ui/screens/issue_methods.c \
	ui/screens/issue_page.c ui/screens/issue_save.c \
	ui/screens/lookups.c ui/screens/lookups.h \
	ui/screens/mix.c ui/screens/mix.h \
	ui/screens/notice.c ui/screens/notice.h \
	ui/screens/order.c ui/screens/order.h \
	ui/screens/order_doc.c ui/screens/order_doc.h \
	ui/screens/order_change.c ui/screens/order_change.h \
	ui/screens/order_copy.c ui/screens/order_copy.h \
	ui/screens/order_doc_draft.c ui/screens/order_doc_edit.c \
	ui/screens/order_doc_issues.c ui/screens/order_doc_lists.c \
	ui/screens/order_doc_judge.c ui/screens/order_doc_open.c ui/screens/order_doc_undo.c \
	ui/screens/order_edit.c ui/screens/order_edit.h \
	ui/screens/order_facts.c ui/screens/order_facts.h \
	ui/screens/order_foot.c \
	ui/screens/order_form.h \
	ui/screens/order_group.c ui/screens/order_group.h \
	ui/screens/order_header.c \
	ui/screens/order_keys.c ui/screens/order_lines.c \
	ui/screens/order_moves.c ui/screens/order_view.c \
	ui/screens/order_place.c ui/screens/order_place.h \
	ui/screens/orders.c ui/screens/orders.h \
	ui/screens/orders_choose.c \
	ui/screens/orders_columns.c ui/screens/orders_columns.h \
	ui/screens/orders_core.c ui/screens/orders_core.h \
	ui/screens/orders_dates.c \
	ui/screens/orders_draw.c ui/screens/orders_draw.h \
	ui/screens/orders_filter.c ui/screens/orders_filter.h \
	ui/screens/orders_form.c \
	ui/screens/orders_options.c ui/screens/orders_options.h \
	ui/screens/orders_saved.c \
	ui/screens/orders_views.c ui/screens/orders_views.h \
	ui/screens/page.c ui/screens/page.h \
	ui/screens/parked.c ui/screens/parked.h \
	ui/screens/pick.c ui/screens/pick.h \
	ui/screens/requests.c ui/screens/requests.h \
	ui/screens/requests_core.c ui/screens/requests_core.h \
	ui/screens/requests_draw.c ui/screens/requests_filter.c ui/screens/requests_save.c \
	ui/screens/review.c ui/screens/review.h \
	ui/screens/review_rest.c ui/screens/review_rest.h \
	ui/screens/review_words.c ui/screens/review_words.h \
	ui/screens/text.c ui/screens/text.h \
	ui/screens/theirs.c ui/screens/theirs.h \
	ui/screens/tokens.c ui/screens/tokens.h \
	ui/screens/words.c ui/screens/words.h \
	ui/ui.c ui/ui.h \
	ui/widgets/entry.c ui/widgets/entry.h \
	ui/widgets/form.c ui/widgets/form.h \
	ui/widgets/grid.c ui/widgets/grid.h \
	ui/widgets/line.c ui/widgets/line.h \
	ui/widgets/list.c ui/widgets/list.h \
	ui/widgets/popup.c ui/widgets/popup.h

# A program of the build that prints the tables of perennial-keys(7).
noinst_PROGRAMS += ui/print-keys
ui_print_keys_SOURCES = ui/print_keys.c
ui_print_keys_LDADD = libui.a libwork.a libstore.a libsettings.a libapi.a libmodel.a libbase.a $(NETTLE_LIBS) $(LIBCONFIG_LIBS) $(NCURSES_LIBS) $(JSONC_LIBS)
