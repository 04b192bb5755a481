#!/bin/sh
# The layer rule holds in the tree, and tests/check-layers.sh says so when it is broken: each line
# planted below must be found, with its file and line.
top=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

result() {
	if [ "$1" -eq 0 ]; then echo "ok - layers::$2"; else echo "not ok - layers::$2"; fi
}

said=$(sh "$top/tests/check-layers.sh" "$top" 2>&1)
result $? the_tree_keeps_the_layer_rule
[ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/# /'

# planted NAME FILE LINE: the second line of FILE breaks the rule, and only it.
planted() {
	rm -rf "$work/src" "$work/ui" "$work/tests"
	mkdir -p "$work/$(dirname "$2")"
	printf '/* "curl" and endwin() in words are fine. */\n%s\nint x;\n' "$3" >"$work/$2"
	said=$(sh "$top/tests/check-layers.sh" "$work" 2>&1)
	status=$?
	case $said in
	"$2:2: "*) [ "$status" -ne 0 ] && [ "$(printf '%s\n' "$said" | wc -l)" -eq 1 ] ;;
	*) false ;;
	esac
	result $? "$1"
}

# fine NAME FILE LINE: the same line is no breach there.
fine() {
	rm -rf "$work/src" "$work/ui" "$work/tests"
	mkdir -p "$work/$(dirname "$2")"
	printf '/* A file. */\n%s\n' "$3" >"$work/$2"
	sh "$top/tests/check-layers.sh" "$work" >/dev/null 2>&1
	result $? "$1"
}

planted base_knows_no_model src/base/x.c '#include "model/order.h"'
planted model_knows_no_api src/model/x.c '#include "api/api.h"'
planted store_knows_no_api src/store/x.c '  #  include "api/api.h"'
planted api_knows_no_store src/api/x.h '#include "store/drafts.h"'
planted cli_knows_no_ui src/cli/x.c '#include "ui/ui.h"'
planted sandbox_knows_no_api src/sandbox/x.c '#include "api/codec.h"'
planted ui_knows_only_the_face_of_the_api ui/screens/x.c '#include "api/client.h"'
planted loop_knows_no_ui src/loop.c '#include "ui/ui.h"'
planted curl_stays_in_the_client src/api/session.c '#include <curl/curl.h>'
planted json_stays_in_the_codec src/model/x.c '#include <json-c/json.h>'
planted settings_stay_in_config src/app.c '#include <libconfig.h>'
planted tables_stay_in_the_sandbox src/sandbox/routes.c '#include <sqlite3.h>'
planted curses_stays_below_the_screens ui/screens/x.c '#include <curses.h>'
planted one_file_ends_curses ui/paint.c 'void f(void) { endwin(); }'
planted one_file_reads_keys ui/screens/x.c 'int k = wgetch(w);'
planted one_wait src/cli/x.c 'int n = poll(fds, 1, -1);'
planted nobody_sleeps src/cli/x.c 'void f(void) { usleep(5); }'
planted tests_do_not_sleep tests/api/x.c 'void f(void) { sleep (1); }'
planted an_unknown_folder src/extra/x.c '#include "base/buf.h"'
planted certificates_are_verified src/api/client.c 'curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);'
planted no_switch_for_host_names src/api/client.c 'curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, profile->strict);'
fine the_client_may_include_curl src/api/client.c '#include <curl/curl.h>'
fine the_terminal_may_end_curses ui/term.c 'void f(void) { endwin(); }'
fine a_member_named_poll_is_no_call src/cli/x.c 'int n = ops->select(ops);'
fine words_in_a_string_are_no_call src/cli/x.c 'const char *s = "sleep(1) \" poll(2)";'
