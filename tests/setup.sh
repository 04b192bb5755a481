#!/bin/sh
# What ./run and ./check do before they build: they install on Debian 12 alone, name what is missing
# and why, and elsewhere name the packages and stop with status 2.
top=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$top/.ci/setup.sh"

result() {
	if [ "$1" -eq 0 ]; then echo "ok - setup::$2"; else echo "not ok - setup::$2"; fi
}

printf 'ID=debian\nVERSION_ID="12"\n' >"$work/debian12"
printf 'ID=debian\nVERSION_ID="13"\n' >"$work/debian13"
printf 'ID=fedora\nVERSION_ID=12\n' >"$work/fedora"

setup_is_debian_12 "$work/debian12"
result $? knows_debian_12
! setup_is_debian_12 "$work/debian13" && ! setup_is_debian_12 "$work/fedora" &&
	! setup_is_debian_12 "$work/missing"
result $? knows_what_is_not_debian_12

said=$(setup_install "$setup_build_packages" "$work/fedora" 2>&1)
[ $? -eq 2 ] && printf '%s\n' "$said" | grep -q 'libjson-c-dev: reads and writes JSON'
result $? names_the_packages_elsewhere_and_stops

# A dpkg-query of our own: everything is installed but two.
mkdir "$work/bin"
cat >"$work/bin/dpkg-query" <<'SCRIPT'
#!/bin/sh
case $4 in
make | libcurl4-openssl-dev) exit 1 ;;
autoconf) printf config-files ;;
*) printf installed ;;
esac
SCRIPT
cat >"$work/bin/apt-get" <<'SCRIPT'
#!/bin/sh
echo "$*" >>"$SETUP_TEST_LOG"
SCRIPT
printf '#!/bin/sh\necho 0\n' >"$work/bin/id"
chmod +x "$work/bin/"*
said=$(PATH=$work/bin:$PATH setup_missing "$setup_build_packages")
[ "$said" = 'make: runs the build
autoconf: makes ./configure
libcurl4-openssl-dev: speaks HTTPS' ]
result $? finds_what_is_missing_and_says_why

SETUP_TEST_LOG=$work/log
export SETUP_TEST_LOG
said=$(PATH=$work/bin:$PATH setup_install "$setup_build_packages" "$work/debian12" 2>&1) &&
	printf '%s\n' "$said" | grep -q '  make: runs the build' &&
	grep -q 'install .*--no-install-recommends make autoconf libcurl4-openssl-dev' "$work/log" &&
	! grep -q libjson "$work/log"
result $? installs_only_what_is_missing

# Neither root nor sudo: the command is said and nothing is run.
printf '#!/bin/sh\necho 1000\n' >"$work/bin/id"
: >"$work/log"
for tool in printf cut tr sed env; do
	ln -s "$(command -v "$tool")" "$work/bin/$tool"
done
said=$(PATH=$work/bin setup_install "$setup_build_packages" "$work/debian12" 2>&1)
[ $? -eq 1 ] && [ ! -s "$work/log" ] &&
	printf '%s\n' "$said" | grep -q 'apt-get install .* make autoconf libcurl4-openssl-dev'
result $? without_root_it_says_the_command

# A first install that fails is tried again with fresh lists.
printf '#!/bin/sh\necho 0\n' >"$work/bin/id"
cat >"$work/bin/apt-get" <<'SCRIPT'
#!/bin/sh
echo "$1" >>"$SETUP_TEST_LOG"
grep -q update "$SETUP_TEST_LOG"
SCRIPT
: >"$work/log"
(
	setup_has_lists() { true; }
	PATH=$work/bin:$PATH
	setup_install "$setup_build_packages" "$work/debian12"
) >/dev/null 2>&1 && [ "$(tr '\n' ' ' <"$work/log")" = 'install update install ' ]
result $? old_lists_are_read_again
