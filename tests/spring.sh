#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The board spring: each line of a real phone's listing, with its range and name, below the line
# of the listing that holds it.  The listing has lost its indentation.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch spring

listing=$BOOTWALK_SOURCE/tests/data/boards/spring.listing
"$BOOTWALK" iomem spring >"$scratch/iomem" 2>"$scratch/said" </dev/null

# Each line of the board as `PARENT|LINE`: the line above that is indented less, or nothing.
awk '{
	match($0, /^ */)
	depth = RLENGTH / 2
	line = substr($0, RLENGTH + 1)
	above[depth] = line
	print (depth ? above[depth - 1] : "") "|" line
}' "$scratch/iomem" >"$scratch/have"

# The same of the listing: the last line so far that ends behind this one holds it.
awk '/^\.\.\.$/ { next }
{
	end = substr($0, 10, 8)
	while (open && ends[open] < end)
		open--
	print (open ? lines[open] : "") "|" $0
	ends[++open] = end
	lines[open] = $0
}' "$listing" >"$scratch/want"

while IFS= read -r line; do
	if grep -qxF -e "$line" "$scratch/have"; then
		pass "${line#*|}, below ${line%%|*}"
	else
		fail "${line#*|}, below ${line%%|*}" "$(grep -F -e "${line#*|}" "$scratch/have")"
	fi
done <"$scratch/want"

# Nothing stands between them that the listing does not have.
sed 's/^ *//' "$scratch/iomem" >"$scratch/flat"
for part in 1 2; do
	awk -v part=$part '/^\.\.\.$/ { seen = 1; next } seen + 1 == part' "$listing" >"$scratch/part"
	first=$(head -n 1 "$scratch/part")
	awk -v first="$first" -v count="$(wc -l <"$scratch/part")" '$0 == first { on = 1 }
		on && count-- > 0' "$scratch/flat" >"$scratch/got"
	same "part $part of the listing stands there without a gap" "$scratch/part" "$scratch/got"
done

[ "$(wc -l <"$scratch/want")" -eq 15 ] && pass "the listing has 15 lines" || fail "the listing has 15 lines"
done_testing
