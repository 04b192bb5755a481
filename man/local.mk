# Manual pages and completions: made from the tables of the command line, the configuration and the
# screens.
nodist_man_MANS = man/perennial.1 man/perennial.5 man/perennial-keys.7
EXTRA_DIST += man/perennial.1.in man/perennial.5.in man/perennial-keys.7.in
print_tables = src/cli/print-tables$(EXEEXT)
print_keys = ui/print-keys$(EXEEXT)

man/perennial.1 man/perennial.5: $(print_tables)
	$(AM_V_GEN)$(MKDIR_P) man && $(print_tables) manual < $(srcdir)/$@.in > $@.new && mv $@.new $@
man/perennial.1: man/perennial.1.in
man/perennial.5: man/perennial.5.in

man/perennial-keys.7: $(print_keys) man/perennial-keys.7.in
	$(AM_V_GEN)$(MKDIR_P) man && $(print_keys) < $(srcdir)/$@.in > $@.new && mv $@.new $@

bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA = man/completions/perennial
zshcompletiondir = $(datadir)/zsh/site-functions
nodist_zshcompletion_DATA = man/completions/_perennial
fishcompletiondir = $(datadir)/fish/vendor_completions.d
nodist_fishcompletion_DATA = man/completions/perennial.fish

man/completions/perennial: $(print_tables)
	$(AM_V_GEN)$(MKDIR_P) man/completions && $(print_tables) bash > $@.new && mv $@.new $@
man/completions/_perennial: $(print_tables)
	$(AM_V_GEN)$(MKDIR_P) man/completions && $(print_tables) zsh > $@.new && mv $@.new $@
man/completions/perennial.fish: $(print_tables)
	$(AM_V_GEN)$(MKDIR_P) man/completions && $(print_tables) fish > $@.new && mv $@.new $@

CLEANFILES += $(nodist_man_MANS) $(nodist_bashcompletion_DATA) $(nodist_zshcompletion_DATA) \
	$(nodist_fishcompletion_DATA)

# Pictures of the screens for the README; "make screenshots" draws them.
EXTRA_DIST += man/screens/calendar.svg man/screens/cancel.svg man/screens/change.svg \
	man/screens/change-review.svg man/screens/theirs.svg \
	man/screens/help.svg man/screens/high-contrast.svg man/screens/light.svg \
	man/screens/mix.svg man/screens/mono.svg man/screens/narrow.svg man/screens/order.svg \
	man/screens/orders.svg man/screens/pick.svg man/screens/profiles.svg man/screens/review.svg man/screens/sent.svg \
	man/screens/token.svg
