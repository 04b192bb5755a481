#!/bin/sh
# Runs the Criterion programs named as arguments and closes with the one line "N passed, N failed".
# Counts from each program's TAP report, so that a program that dies counts as a failure. With
# TEST_LOG_CHECK set to a path prefix, any sanitizer or valgrind log found there is a failure too.
passed=0 failed=0 skipped=0
: "${LC_ALL:=C.UTF-8}"
export LC_ALL
for program in "$@"; do
	report=$program.tap
	rm -f "$report"
	CRITERION_OUTPUTS=tap:$report ${TEST_WRAPPER:-} "./$program" ${CRITERION_FLAGS:-}
	status=$?
	if [ ! -s "$report" ]; then
		echo "$program: no report (status $status)"
		failed=$((failed + 1))
		continue
	fi
	set -- $(awk '/^ok .*# SKIP/ { s++; next } /^ok / { p++ } /^not ok / { f++ } END { print p + 0, f + 0, s + 0 }' "$report")
	passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
	if [ "$status" -ne 0 ] && [ "$2" -eq 0 ]; then
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
