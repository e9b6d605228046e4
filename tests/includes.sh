#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who includes whom: a room takes from those before it, and only the terminal knows a terminal.
. "$BOOTWALK_SOURCE/tests/tap"
cd "$BOOTWALK_SOURCE" || exit 1

rooms='sim machine linux lang run player lesson view report tui'

known=' '
for room in $rooms; do
	known="$known$room "
	[ -d "src/$room" ] || continue
	wrong=$(grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "src/$room" --include='*.[ch]' |
		awk -v known="$known" '{
			name = $0
			sub(/^[^"]*"/, "", name)
			sub(/".*/, "", name)
			from = name
			sub(/\/.*/, "", from)
			if (name !~ /\// || index(known, " " from " ") == 0)
				print
		}')
	if [ -z "$wrong" ]; then
		pass "src/$room includes from src/ and from no room behind it"
	else
		fail "src/$room includes from src/ and from no room behind it" "$wrong"
	fi
done

strangers=$(find src -name '*.[ch]' | awk -F/ -v known="$known" \
	'NF > 2 && index(known, " " $2 " ") == 0')
if [ -z "$strangers" ]; then
	pass "each file is in a room"
else
	fail "each file is in a room" "$strangers"
fi

# src/README.md tells the way: each file of the rooms that it lists is named, and none that is not
listed=$(awk -F'`' '/^## `/ { room = $2 } /^\| `/ { split($0, cell, "|")
	n = split(cell[2], name, "`")
	for (i = 2; i <= n; i += 2) print "src/" room name[i] }' src/README.md | sort)
there=$(for room in player view report tui; do ls "src/$room/"*.c; done | sort)
if [ "$listed" = "$there" ]; then
	pass "src/README.md names each file of player, view, report and tui once"
else
	fail "src/README.md names each file of player, view, report and tui once" \
		"$(printf '%s\n' "$listed" "$there" | sort | uniq -c | awk '$1 != 2 { print $2 }')"
fi

# only WHERE-PATTERN HEADER-PATTERN NAME
only()
{
	wrong=$(grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($2)" src \
		--include='*.[ch]' | grep -vE "^($1)")
	if [ -z "$wrong" ]; then
		pass "$3"
	else
		fail "$3" "$wrong"
	fi
}
only 'src/tui/|src/main\.c' '(ncursesw/)?n?curses|term(cap|info)?\.h|readline/|panel\.h|vterm' \
	"only the terminal room knows curses and readline"
only 'src/(machine|linux)/' 'libfdt\.h|fdt\.h' "only the machine and linux rooms know libfdt"
only 'src/report/' 'jansson' "only the report room knows jansson"
only 'src/lesson/' 'cmark' "only the lesson room knows cmark"

# A recorded case named in the source would be special-cased.  (Two bear the name of a property.)
if [ -d "$BOOTWALK_TESTDATA/oracle" ]; then
	cases=$(find "$BOOTWALK_TESTDATA/oracle" -mindepth 1 -maxdepth 1 -name '*-*' \
		! -name dma-ranges ! -name pci-probe-only |
		sed 's|.*/||' | paste -sd'|' -)
	named=$(grep -rnwE "\"[^\"]*($cases)[^\"]*\"" src --include='*.[ch]')
	if [ -z "$named" ]; then
		pass "no recorded case is named in the source"
	else
		fail "no recorded case is named in the source" "$named"
	fi
fi
done_testing
