#!/bin/sh
# Files of one folder call each other one way: where a calls b, straight or through others, b does not call a.
# Looks at the object files of the build it runs in; a screen's class, which another screen opens, is no call.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# result STATUS NAME [WHAT WAS SAID]
result() {
	if [ "$1" -eq 0 ]; then echo "ok - circles::$2"; else echo "not ok - circles::$2"; fi
	[ -z "${3:-}" ] || printf '%s\n' "$3" | sed 's/^/# /'
}

# Lines of `nm -A` to "caller callee", a pair for each call from file to file.
calls() {
	awk '
	{ file = $1; sub(/:.*/, "", file); sub(/.*[\/-]/, "", file); sub(/[.]o$/, "", file) }
	$(NF - 1) == "T" { home[$NF] = file }
	$(NF - 1) == "U" { from[++count] = file; what[count] = $NF }
	END {
		for (i = 1; i <= count; i++)
			if (what[i] in home && home[what[i]] != from[i])
				print from[i], home[what[i]]
	}'
}

# one_way FILE: the pairs in it make no circle; else tsort names the files of one.
one_way() {
	said=$(tsort "$1" 2>&1 >/dev/null | sed 's/^tsort: //')
	[ -z "$said" ]
}

printf 'x_a.o: T a\nx_a.o: U b\nx_b.o: T b\nx_b.o: U c\nx_c.o: T c\nx_c.o: U a\n' | calls >"$work/planted"
! one_way "$work/planted"
result $? a_planted_circle_is_found

for folder in src/base src/model src/store src/work src/cli src/sandbox ui/screens ui/widgets; do
	nm -A "$folder"/*.o | calls >"$work/calls"
	[ -s "$work/calls" ] && one_way "$work/calls"
	result $? "$(echo "$folder" | tr / _)_has_none" "$said"
done
