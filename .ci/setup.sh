# shellcheck shell=sh
# Sourced by ./run and ./check: finds which Debian packages are missing, says why each is needed and
# installs them; builds out of tree. Sourced from the top of the tree; says everything on stderr.

# shellcheck disable=SC2034 # read by run and check
# A package and what it is for, one a line. The first list is enough to build and run.
setup_build_packages='gcc: compiles the program
libc6-dev: headers of the C library
make: runs the build
autoconf: makes ./configure
automake: makes Makefile.in
autoconf-archive: macros ./configure uses
pkgconf: finds the libraries
libncurses-dev: draws the screens
libcurl4-openssl-dev: speaks HTTPS
ca-certificates: says which servers are genuine
libjson-c-dev: reads and writes JSON
libconfig-dev: reads settings and themes
nettle-dev: tells tokens apart by their SHA-256
libmicrohttpd-dev: the sandbox server
libgnutls28-dev: TLS of the sandbox server
libsqlite3-dev: the tables of the sandbox server'
# shellcheck disable=SC2034
setup_test_packages='libcriterion-dev: runs the tests
libvterm-dev: the terminal the tests look at
valgrind: finds memory errors in the program'

setup_say() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# Prints the lines of $1 whose package dpkg does not know as installed.
setup_missing() {
	printf '%s\n' "$1" | while IFS=: read -r package why; do
		state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)
		[ "$state" = installed ] || printf '%s:%s\n' "$package" "$why"
	done
}

# True on Debian 12; $1 is the file that tells, /etc/os-release where it is left out.
setup_is_debian_12() {
	# shellcheck source=/dev/null
	(. "${1:-/etc/os-release}" 2>/dev/null && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ])
}

# Shows the end of the log $1 behind a sentence, and ends with status 1.
setup_fail() {
	setup_say "$2 The end of $1:"
	tail -n 25 "$1" >&2
	exit 1
}

# setup_install LIST [OS-RELEASE]: installs what is missing of LIST. Ends the program where that is
# not possible: status 2 on another distribution, 1 elsewhere.
setup_install() {
	if ! setup_is_debian_12 "${2:-}"; then
		setup_say 'this is not Debian 12; please install what these Debian packages hold, then'
		setup_say 'build with ./bootstrap && ./configure && make:'
		printf '%s\n' "$1" | sed 's/^/  /' >&2
		exit 2
	fi
	missing=$(setup_missing "$1")
	[ -n "$missing" ] || return 0
	setup_say 'these packages are missing:'
	printf '%s\n' "$missing" | sed 's/^/  /' >&2
	names=$(printf '%s\n' "$missing" | cut -d: -f1 | tr '\n' ' ')
	options='-y -q -o DPkg::Lock::Timeout=300 --no-install-recommends'
	if [ "$(id -u)" -eq 0 ]; then
		as_root=
	elif command -v sudo >/dev/null; then
		as_root=sudo
	else
		setup_say 'installing needs root, and there is no sudo; as root, please run'
		printf '  apt-get update && apt-get install %s %s\n' "$options" "$names" >&2
		exit 1
	fi
	log=$(mktemp)
	setup_say "installing them${as_root:+ with sudo} ..."
	# shellcheck disable=SC2086 # names and options are lists of words
	if { setup_has_lists || setup_apt update -q; } >>"$log" 2>&1 &&
		setup_apt install $options $names >>"$log" 2>&1; then
		:
	elif setup_apt update -q >>"$log" 2>&1 && setup_apt install $options $names >>"$log" 2>&1; then
		: # the lists were too old
	else
		setup_fail "$log" 'the packages could not be installed.'
	fi
	rm -f "$log"
}

setup_apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null
}

setup_has_lists() {
	for list in /var/lib/apt/lists/*_Packages*; do
		[ -e "$list" ] && return 0
	done
	return 1
}

# setup_build DIRECTORY CONFIGURE-OPTION...: builds there, when there is something to build.
setup_build() {
	directory=$1
	shift
	mkdir -p "$directory"
	log=$directory/build.log
	# One build at a time; the lock goes when the program that took it goes on.
	exec 9>"$directory/.lock"
	flock 9
	# all-am, since "all" always has something to do; and config.h keeps its time where making it anew
	# changes nothing, so that its stamp is always newer.
	if [ -f "$directory/Makefile" ] && make -q -o stamp-h1 -C "$directory" all-am >/dev/null 2>&1; then
		exec 9>&-
		return 0
	fi
	setup_say "building in $directory/ ..."
	: >"$log"
	if [ ! -x configure ]; then
		./bootstrap >>"$log" 2>&1 9>&- || setup_fail "$log" './bootstrap failed.'
	fi
	if [ ! -f "$directory/Makefile" ]; then
		(cd "$directory" && ../configure -q "$@") >>"$log" 2>&1 9>&- ||
			setup_fail "$log" './configure failed.'
	fi
	make -C "$directory" -j"$(nproc)" all >>"$log" 2>&1 9>&- || setup_fail "$log" 'the build failed.'
	exec 9>&-
}
