#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each board: its golden /proc/iomem, and what of the recorded real one is simulated.
. "$BOOTWALK_SOURCE/tests/tap"

# Everything but what memblock had reserved in RAM: the kernel's own allocations decide that too.
simulated_lines()
{
	grep -vE '^  [0-9a-f]+-[0-9a-f]+ : reserved$'
}

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

for board in "$BOOTWALK_SOURCE"/boards/*/board.dts; do
	folder=${board%/board.dts}
	name=${folder##*/}
	"$BOOTWALK" iomem "$name" >"$scratch/iomem" 2>"$scratch/said" </dev/null
	if cmp -s "$scratch/iomem" "$folder/iomem"; then
		pass "$name gives its golden iomem"
	else
		fail "$name gives its golden iomem" "$(diff "$folder/iomem" "$scratch/iomem")"
	fi
	stops=$("$BOOTWALK" trace "$name" --level=stop 2>"$scratch/said" </dev/null | wc -l)
	if [ "$stops" -ge 60 ] && [ "$stops" -le 150 ]; then
		pass "$name has as many stops as a newcomer has patience for"
	else
		fail "$name has 60 to 150 stops" "it has $stops"
	fi
	[ -f "$folder/iomem.real" ] || continue
	simulated_lines <"$folder/iomem.real" >"$scratch/real"
	# no module was loaded there
	"$BOOTWALK" iomem "$name" --bind builtin 2>"$scratch/said" </dev/null |
		simulated_lines >"$scratch/ours"
	if [ -s "$scratch/real" ] && cmp -s "$scratch/real" "$scratch/ours"; then
		pass "$name has the entries of the real one"
	else
		fail "$name has the entries of the real one" \
			"$(diff "$scratch/real" "$scratch/ours")"
	fi
	if "$BOOTWALK" boards | grep -qx "$name"; then
		pass "$name is listed"
	else
		fail "$name is listed"
	fi
done
done_testing
