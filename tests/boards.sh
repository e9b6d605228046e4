#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each board: its golden /proc/iomem, and what of the recorded real one is simulated.
. "$BOOTWALK_SOURCE/tests/tap"

# What memory alone decides: RAM, what is hidden from it, and the kernel's image.
memory_lines()
{
	grep -E '^[0-9a-f]+-[0-9a-f]+ : (System RAM|reserved)$|^ *[0-9a-f]+-[0-9a-f]+ : Kernel (code|data)$'
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
	[ -f "$folder/iomem.real" ] || continue
	memory_lines <"$folder/iomem.real" >"$scratch/real"
	memory_lines <"$scratch/iomem" >"$scratch/ours"
	if [ -s "$scratch/real" ] && cmp -s "$scratch/real" "$scratch/ours"; then
		pass "$name has the memory and the image of the real one"
	else
		fail "$name has the memory and the image of the real one" \
			"$(diff "$scratch/real" "$scratch/ours")"
	fi
	if "$BOOTWALK" boards | grep -qx "$name"; then
		pass "$name is listed"
	else
		fail "$name is listed"
	fi
done
done_testing
