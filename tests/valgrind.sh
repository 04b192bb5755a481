#!/bin/sh
# The program under valgrind, from the build directory: a wrong access or memory definitely lost is a
# failure. A small selection, since each run takes seconds; the test programs have the sanitizers.
top=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
HOME=$work XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
XDG_CONFIG_HOME=$work/config
export HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
number=0

# clean NAME STATUS COMMAND...: ends with STATUS and without a complaint.
clean() {
	name=$1 want=$2
	shift 2
	number=$((number + 1))
	valgrind -q --leak-check=full --show-leak-kinds=definite,indirect \
		--errors-for-leak-kinds=definite,indirect --error-exitcode=99 \
		--log-file="$work/valgrind.$number" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	if [ "$status" -eq "$want" ] && [ ! -s "$work/valgrind.$number" ]; then
		echo "ok - valgrind::$name"
		return
	fi
	echo "not ok - valgrind::$name"
	echo "# status $status, expected $want"
	cat "$work/valgrind.$number" "$work/err" | sed 's/^/# /'
}

clean version 0 ./perennial --version
clean help 0 ./perennial --help
clean wrong_option 2 ./perennial --no-such-option
clean check_a_good_file 0 ./perennial check "$top/tests/e2e/order.json"
clean check_a_bad_file 2 ./perennial check "$top/tests/e2e/order-bad.json"
clean list 0 ./perennial --sandbox list --json
clean look_up 0 ./perennial --sandbox lookup carriers
clean journal 0 ./perennial --log "$work/log" --log-level debug journal --json
clean send 0 ./perennial --sandbox send "$top/tests/e2e/order.json"
order=$(./perennial --sandbox list --csv 2>/dev/null </dev/null | sed -n '2s/,.*//p')
line=$(./perennial --sandbox show "$order" --csv 2>/dev/null </dev/null | sed -n '2s/^[^,]*,\([^,]*\),.*/\1/p')
clean show 0 ./perennial --sandbox show "$order"
clean change 0 ./perennial --sandbox change "$order" "$line" vendorNotes=x
clean cancel 0 ./perennial --sandbox cancel "$order" "$line" --yes
