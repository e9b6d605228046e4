#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each board: its golden /proc/iomem, which is the recorded real one where there is one.
. "$BOOTWALK_SOURCE/tests/tap"

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
	if "$BOOTWALK" boards | grep -qx "$name"; then
		pass "$name is listed"
	else
		fail "$name is listed"
	fi
	if grep -q "^| \`$name\` |" "$BOOTWALK_SOURCE/boards/README.md"; then
		pass "$name: boards/README.md tells what it is good for"
	else
		fail "$name: boards/README.md tells what it is good for"
	fi
	# a made-up board has no sources
	for part in '## What is true' '## What is simplified' '## Sources'; do
		case $name:$part in
		*-lab:'## Sources' | *-lab:'## What is simplified') continue ;;
		esac
		if grep -qx "$part" "$folder/about.md"; then
			pass "$name: about.md has '$part'"
		else
			fail "$name: about.md has '$part'"
		fi
	done
	stages=$("$BOOTWALK" trace "$name" --level=stage 2>"$scratch/said" </dev/null | wc -l)
	if [ "$stages" -ge 8 ] && [ "$stages" -le 12 ]; then
		pass "$name boots in about ten stages"
	else
		fail "$name boots in about ten stages" "it has $stages"
	fi
	[ -f "$folder/iomem.real" ] || continue
	# no module was loaded there
	"$BOOTWALK" iomem "$name" --bind builtin >"$scratch/ours" 2>"$scratch/said" </dev/null
	if cmp -s "$folder/iomem.real" "$scratch/ours"; then
		pass "$name gives the real one"
	else
		fail "$name gives the real one" "$(diff "$folder/iomem.real" "$scratch/ours")"
	fi
done
done_testing
