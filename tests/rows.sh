#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a reader must be able to see happen at the prompt: a script for each, tests/data/rows/NN-*.bw,
# and the table in tests/data/rows/README.md, which names also those that other tests run.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch rows
data=$BOOTWALK_SOURCE/tests/data/rows
tests=$BOOTWALK_SOURCE/tests

# Where a mapping lies, and how many drivers and stops came before, depends on all that ships.
without_places()
{
	sed -E 's/0xffff8000[0-9a-f]{8}/MAPPED/g; s/(driver_register|really_probe|devm_ioremap_resource)#[0-9]+/\1/g
		s/at stop [0-9]+ of [0-9]+/at some stop/'
}

for script in "$data"/*.bw; do
	name=$(basename "$script" .bw)
	# the board and its options, or only options
	board=$(sed -n '1s/^# board: //p' "$script")
	# shellcheck disable=SC2086
	if "$BOOTWALK" run "$script" $board >"$scratch/all" 2>"$scratch/err" </dev/null; then
		without_places <"$scratch/all" >"$scratch/out"
		same "$name" "${script%.bw}.out" "$scratch/out"
	else
		fail "$name" "$(head -n 3 "$scratch/err")"
	fi
done

# rows NUMBER: the lines of the table that are about it
rows()
{
	grep "^| $1 |" "$data/README.md"
}

# Each row has a script that is there, stands in its folder beside a golden, and is run by a test.
for number in 7 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 29 30; do
	rows "$number" | grep -o '`[a-z0-9/.-]*\.\(bw\|sh\|c\)`' | tr -d '`' >"$scratch/named"
	missing=
	while read -r named; do
		case $named in
		*/*.bw)
			folder=${named%/*}
			[ -f "$tests/data/$named" ] && [ -f "$tests/data/${named%.bw}.out" ] &&
				grep -lq "data/$folder" "$tests"/*.sh || missing="$missing $named"
			;;
		*.bw) [ -f "$data/$named" ] || missing="$missing $named" ;;
		*) [ -f "$tests/$named" ] || missing="$missing $named" ;;
		esac
	done <"$scratch/named"
	if [ -s "$scratch/named" ] && [ -z "$missing" ]; then
		pass "row $number can be seen"
	else
		fail "row $number can be seen" "there is no${missing:- script named for it}"
	fi
done

# What the other tables name is there too.
for named in $(grep -o '`[a-z0-9/.-]*\.\(bw\|sh\)`\|`[a-z0-9-]*-test\.c`' "$data/README.md" | tr -d '`' | sort -u); do
	if [ -f "$data/$named" ] || [ -f "$tests/data/$named" ] || [ -f "$tests/$named" ]; then
		pass "$named is there"
	else
		fail "$named is there"
	fi
done

# And the other way round: no script without its line.
for script in "$data"/*.bw; do
	name=$(basename "$script")
	if grep -q "\`$name\`" "$data/README.md"; then
		pass "$name is in the table"
	else
		fail "$name is in the table"
	fi
done
done_testing
