#!/bin/sh
# Runs the Criterion programs and the test scripts (*.sh) named as arguments and closes with the one
# line "N passed, N failed". Counts from each one's TAP report, so that a program that dies counts as
# a failure. With TEST_LOG_CHECK set to a path prefix, any sanitizer log found there is a failure too.
passed=0 failed=0 skipped=0
: "${LC_ALL:=C.UTF-8}"
export LC_ALL
for program in "$@"; do
	case $program in
	*.sh)
		report=$(basename "$program").tap
		sh "$program" >"$report"
		status=$?
		cat "$report"
		;;
	*)
		report=$program.tap
		rm -f "$report"
		CRITERION_OUTPUTS=tap:$report "./$program"
		status=$?
		;;
	esac
	if [ ! -s "$report" ]; then
		echo "$program: no report (status $status)"
		failed=$((failed + 1))
		continue
	fi
	bad=$(grep -c '^not ok ' "$report")
	skip=$(grep -c '^ok .*# SKIP' "$report")
	good=$(($(grep -c '^ok ' "$report") - skip))
	passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skip))
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		echo "$program: ended with status $status although no test failed"
		failed=$((failed + 1))
	fi
done
if [ -n "${TEST_LOG_CHECK:-}" ]; then
	for log in "$TEST_LOG_CHECK"*; do
		[ -s "$log" ] || continue
		echo "--- $log"
		cat "$log"
		failed=$((failed + 1))
	done
fi
if [ "$skipped" -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
