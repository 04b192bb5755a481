#!/bin/sh
# check-layers.sh [TOP]: holds the layer rule of HACKING.md. Reads every source file under TOP/src and
# TOP/ui; says "file:line: what is wrong" for each breach, and fails when there is one.
top=${1:-.}
cd "$top" || exit 2
files=$(find src ui tests -name '*.[ch]' 2>/dev/null | sort)
[ -n "$files" ] || { echo "check-layers: no sources under $top" >&2; exit 2; }
# shellcheck disable=SC2086 # a list of names without blanks
exec awk '
# Which files a layer may include, as patterns on the text between the quotes.
BEGIN {
	allow["base"] = "^base/"
	allow["model"] = "^(base|model)/"
	allow["config"] = "^(base|model|config)/"
	allow["store"] = "^(base|model|store)/"
	allow["api"] = "^(base|model|api)/"
	allow["work"] = "^(base|model|config|store|work)/|^api/(api|gate)[.]h$"
	allow["cli"] = "^(base|model|config|store|api|work|cli)/|^loop[.]h$"
	allow["sandbox"] = "^(base|model|sandbox)/"
	allow["ui"] = "^(base|model|store|config|work|ui)/|^api/(api|admin)[.]h$"
	allow["loop"] = "^(base|api)/|^loop[.]h$"
	allow["top"] = "."
	allow["tests"] = "."

	# Libraries, and the only files that include them.
	library["<curl/"] = "^src/api/client([.]c|_(reason|talk)[.][ch])$"
	library["<(json-c/|json[.]h|json_)"] = "^src/(api/codec[a-z_]*|sandbox/json)[.]c$"
	library["<nettle/"] = "^src/store/vault[.]c$"
	library["<libconfig"] = "^src/config/read[.]c$"
	library["<sqlite3"] = "^src/sandbox/db[.]c$"
	library["<(microhttpd|gnutls)"] = "^src/sandbox/"
	library["<(n?curses|ncursesw/|term[.]h)"] = "^ui/(term|input|paint|theme)[.][ch]$"

	# Calls, and the only files that make them.
	call["endwin|newterm|initscr|delscreen"] = "^ui/term[.]c$"
	call["w?getch|w?get_wch|getstr|scanw"] = "^ui/input[.]c$"
	call["p?poll|select|pselect|epoll_wait|curl_multi_poll|curl_multi_wait"] = waiters()
	call["sleep|usleep|nanosleep|thrd_sleep"] = "^src/sandbox/"
	call["exit"] = "^(src/(main|app|base/mem)[.]c|src/sandbox/|src/cli/|tests/)"
}

# The loop and the client wait for the program; vault_run.c waits for a token command and sandbox_child.c
# for the practice server, both while there are no screens; input waits a moment for the rest of an escape
# sequence, the counter a moment for its lock.
function waiters() {
	return "^(src/loop[.]c|src/api/client[.]c|src/store/(counter|vault_run)[.]c|src/sandbox_child[.]c|ui/input[.]c|src/sandbox/)"
}

function layer_of(file, parts) {
	split(file, parts, "/")
	if (parts[1] == "ui" || parts[1] == "tests")
		return parts[1]
	if (file ~ /^src\/loop[.][ch]$/)
		return "loop"
	if (file ~ /^src\/[^\/]*$/)
		return "top"
	return parts[2]
}

function breach(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what
	bad = 1
}

# The line without comments, strings and character constants.
function code_of(line, out, rest, at) {
	gsub(/\\./, "", line)
	gsub(/"[^"]*"/, "\"\"", line)
	gsub(/\047[^\047]*\047/, "0", line)
	out = ""
	while (line != "") {
		if (in_comment) {
			at = index(line, "*/")
			if (!at)
				return out
			line = substr(line, at + 2)
			in_comment = 0
		} else {
			at = match(line, /\/[*\/]/)
			if (!at)
				return out line
			out = out substr(line, 1, at - 1)
			if (substr(line, at, 2) == "//")
				return out
			line = substr(line, at + 2)
			in_comment = 1
		}
	}
	return out
}

FNR == 1 {
	in_comment = 0
	layer = layer_of(FILENAME)
}

/^[ \t]*#[ \t]*include/ && !in_comment {
	name = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
	if (name ~ /^"/) {
		sub(/^"/, "", name)
		sub(/".*/, "", name)
		if (name == "config.h")
			next
		if (!(layer in allow))
			breach("the folder of this file is no layer; add it to tests/check-layers.sh")
		else if (name !~ allow[layer])
			breach(layer " must not include \"" name "\"")
	} else if (layer != "tests") {
		for (pattern in library)
			if (name ~ pattern && FILENAME !~ library[pattern])
				breach("must not include " name)
	}
	next
}

{
	code = code_of($0)
	if (code ~ /SSL_VERIFY(PEER|HOST|STATUS)[ \t]*,/ && code !~ /SSL_VERIFY(PEER[ \t]*, 1L|HOST[ \t]*, 2L)\)/)
		breach("certificates are verified, always: no switch turns that off")
	for (pattern in call)
		if (match(code, "(^|[^A-Za-z0-9_>.])(" pattern ")[ \t]*\\(") && FILENAME !~ call[pattern] \
		    && !(layer == "tests" && pattern !~ /sleep/))
			breach("must not call " pattern " here")
}

END { exit bad }
' $files
