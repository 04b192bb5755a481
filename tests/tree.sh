#!/bin/sh
# What holds for the tree as a whole: each file has its line in HACKING.md, and each line its file; a
# file says at its top what it is; the scripts are sound and the code is formatted, where the tools
# for looking are there.
top=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
LC_ALL=C.UTF-8
export LC_ALL

# result STATUS NAME [WHAT WAS SAID]
result() {
	if [ "$1" -eq 0 ]; then echo "ok - tree::$2"; else echo "not ok - tree::$2"; fi
	[ -z "${3:-}" ] || printf '%s\n' "$3" | sed 's/^/# /'
}

files=$(find src ui tests themes man -type f \( -name '*.[ch]' -o -name '*.def' -o -name '*.sh' \
	-o -name '*.theme' -o -name '*.in' \) | LC_ALL=C sort)

# shellcheck disable=SC2016 # the backquotes are the page's
# The names the map gives, `src/base/buf.[ch]` standing for two files.
names=$(sed -n 's/^- `\([^`]*\)`.*/\1/p' HACKING.md | sed 's/\(.*\)\[ch\]$/\1c\n\1h/')

missing=$(printf '%s\n' "$files" | while read -r file; do
	printf '%s\n' "$names" | grep -qxF "$file" || printf '%s\n' "$file"
done)
[ -z "$missing" ]
result $? each_file_has_its_line_in_hacking "$missing"

stale=$(printf '%s\n' "$names" | while read -r name; do
	[ -e "$name" ] || printf '%s\n' "$name"
done)
[ -z "$stale" ]
result $? each_line_in_hacking_has_its_file "$stale"

silent=$(printf '%s\n' "$files" | grep '\.[ch]$' | while read -r file; do
	head -n 1 "$file" | grep -q '^/\* ' || printf '%s\n' "$file"
done)
[ -z "$silent" ]
result $? each_file_opens_with_what_it_is "$silent"

headless=$(printf '%s\n' "$files" | grep '\.c$' | while read -r file; do
	grep -m 1 '^#[ ]*include' "$file" | grep -q '["<]config.h[">]' || printf '%s\n' "$file"
done)
[ -z "$headless" ]
result $? each_file_includes_config_first "$headless"

if clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
	# shellcheck disable=SC2046 # names without blanks
	said=$(clang-format --dry-run -Werror $(printf '%s\n' "$files" | grep '\.[ch]$') 2>&1)
	result $? code_is_formatted "$(printf '%s\n' "$said" | grep 'error:' | head -n 20)"
else
	echo 'ok - tree::code_is_formatted # SKIP clang-format 14 is not there'
fi

if command -v shellcheck >/dev/null; then
	said=$(shellcheck -x bootstrap run check .ci/run .ci/setup.sh tests/*.sh 2>&1)
	result $? scripts_are_sound "$said"
else
	echo 'ok - tree::scripts_are_sound # SKIP shellcheck is not there'
fi
