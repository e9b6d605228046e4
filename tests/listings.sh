#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Boards of which a real machine's /proc/iomem is known, or a part of it: each line of the listing
# tests/data/boards/BOARD.listing, with its range and name, below the line of the listing that
# holds it.  Its indentation plays no part; `...` is a gap; behind `# here: ` stands the name that the
# board's release gives to it, where the listing's release gave another.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch listings

for listing in "$BOOTWALK_SOURCE"/tests/data/boards/*.listing; do
	board=$(basename "$listing" .listing)
	"$BOOTWALK" iomem "$board" >"$scratch/iomem" 2>"$scratch/said" </dev/null
	sed 's/^ *//; s/ : .*  *# here: / : /' "$listing" >"$scratch/listing"

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
		while (open && substr(lines[open], 10, 8) < substr($0, 1, 8))
			open--
		print (open ? lines[open] : "") "|" $0
		ends[++open] = end
		lines[open] = $0
	}' "$scratch/listing" >"$scratch/want"

	while IFS= read -r line; do
		if grep -qxF -e "$line" "$scratch/have"; then
			pass "$board: ${line#*|}, below ${line%%|*}"
		else
			fail "$board: ${line#*|}, below ${line%%|*}" "$(grep -F -e "${line#*|}" "$scratch/have")"
		fi
	done <"$scratch/want"

	# Nothing stands between the lines of a part that the listing does not have.
	sed 's/^ *//' "$scratch/iomem" >"$scratch/flat"
	parts=$(grep -c '^\.\.\.$' "$scratch/listing")
	part=0
	while [ "$part" -le "$parts" ]; do
		awk -v part="$part" '/^\.\.\.$/ { seen++; next } seen + 0 == part' "$scratch/listing" \
			>"$scratch/part"
		awk -v first="$(head -n 1 "$scratch/part")" -v count="$(wc -l <"$scratch/part")" \
			'$0 == first { on = 1 } on && count-- > 0' "$scratch/flat" >"$scratch/got"
		part=$((part + 1))
		same "$board: part $part of the listing stands there without a gap" "$scratch/part" "$scratch/got"
	done
done

# lines BOARD NUMBER: so many lines are known of it
lines()
{
	if [ "$(grep -vc '^\.\.\.$' "$BOOTWALK_SOURCE/tests/data/boards/$1.listing")" -eq "$2" ]; then
		pass "$1: $2 lines are known"
	else
		fail "$1: $2 lines are known"
	fi
}
lines spring 15
lines nanopi-neo-plus2 33
done_testing
