#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The files themselves: all are built, none is too long, none has a loose end.
. "$BOOTWALK_SOURCE/tests/tap"
cd "$BOOTWALK_SOURCE" || exit 1

# none NAME LINES: pass when there are no lines.
none()
{
	if [ -z "$2" ]; then
		pass "$1"
	else
		fail "$1" "$2"
	fi
}

# unlisted FILE...: those that Makefile.am does not name as a word of their own.
unlisted()
{
	for file in "$@"; do
		[ -f "$file" ] || continue
		awk -v file="$file" '{ for (i = 1; i <= NF; i++) if ($i == file) found = 1 }
			END { exit !found }' Makefile.am || echo "$file"
	done
}

none "each source file is in Makefile.am" "$(unlisted $(find src -name '*.[ch]'))"
none "each board and kernel profile is in Makefile.am" \
	"$(unlisted $(find boards -mindepth 2 -type f ! -path '*.tmp/*' ! -name '*~'))"
lessons=$(sed -n '/^lesson_files =/,/[^\\]$/p' Makefile.am | tail -n +2)
none "the lessons stand in Makefile.am one a line, in order, none twice" \
	"$(printf '%s\n' "$lessons" | awk '{ name = $1; if (name <= last || NF > 2 || (NF == 2 && $2 != "\\"))
		print; last = name }')"
none "each lesson is in Makefile.am" "$(unlisted lessons/*/*-*[!~])"
none "each shell test is in Makefile.am" "$(unlisted tests/*.sh)"
# valgrind.sh runs all the others, so it is a target of its own.
none "each shell test is run" "$(for test in tests/*.sh; do
	[ "$test" = tests/valgrind.sh ] ||
		sed -n '/^shell_tests =/,/[^\\]$/p' Makefile.am | grep -qw -- "$test" || echo "$test"
done)"
tests=
for test in tests/*-test.c; do
	[ -f "$test" ] && tests="$tests ${test%.c}"
done
none "each file that tests share is in Makefile.am" \
	"$(unlisted $(find tests -name '*.[ch]' ! -name '*-test.c' ! -path 'tests/bench/*'))"
none "each unit test is in Makefile.am" \
	"$(for test in $tests; do grep -qw -- "$test" Makefile.am || echo "$test"; done)"

code=$(find src tests -name '*.[ch]')
none "no file has more than 600 lines" \
	"$(wc -l $code | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }')"
none "no loose end is marked" \
	"$(grep -nE 'TO[D]O|FIX[M]E|\<XX[X]\>|not imple[m]ented|unimple[m]ented' -r $code boards lessons)"
none "each file names its licence first" \
	"$(for file in $code; do
		head -n 1 "$file" | grep -qF '/* SPDX-License-Identifier: GPL-3.0-or-later */' ||
			echo "$file"
	done)"
done_testing
