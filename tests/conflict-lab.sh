#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The board conflict-lab: each promise of its about.md, and what explain says of a refusal there.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch conflict-lab

if "$BOOTWALK" run "$BOOTWALK_SOURCE/tests/data/boards/conflict-lab.bw" conflict-lab \
	>"$scratch/out" 2>&1 </dev/null; then
	pass "all that goes wrong goes wrong as promised"
else
	fail "all that goes wrong goes wrong as promised" "$(tail -n 3 "$scratch/out")"
fi

# explained NAME PATTERN: within the first ten lines
explained()
{
	"$BOOTWALK" explain conflict-lab "$1" 2>&1 </dev/null | head -n 10 >"$scratch/out"
	if grep -qE -e "$2" "$scratch/out"; then
		pass "explain $1"
	else
		fail "explain $1" "no '$2' in: $(cat "$scratch/out")"
	fi
}

explained a000000.other-twin 'claimed by probe\(a000000\.twin\)'
explained febc0000.video 'febc0000\.ethernet'
explained 4c200000.maps-ram 'RAM'
explained 49000000.claims-reserved 'reserved'
explained a050000.waits 'dead-clock|clocks'
explained island:stranded@1000 'ranges'
explained d2000000.pcie '9110000\.claims'

# Each node of the board that goes wrong is in the table of about.md.
for node in twin other-twin pins power video pcie-core claims-ram maps-ram slips-into-ram \
	claims-hidden claims-reserved claims-placed stranded outside across wraps empty far waits nonposted; do
	if grep -q "\`$node\`" "$BOOTWALK_SOURCE/boards/conflict-lab/about.md" &&
		grep -q "^	*$node@\?[0-9a-f]* {" "$BOOTWALK_SOURCE/boards/conflict-lab/board.dts"; then
		pass "about.md tells of $node"
	else
		fail "about.md tells of $node"
	fi
done
done_testing
