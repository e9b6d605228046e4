#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Some commands under valgrind: no invalid access, nothing lost for good.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch valgrind

if [ -z "$VALGRIND" ]; then
	skip "everything" "valgrind is not installed"
	done_testing
	exit 0
fi

# under NAME WORD...
under()
{
	name=$1
	shift
	status=0
	sh "$BOOTWALK_SOURCE/tests/under-valgrind" "$@" >"$scratch/out" 2>"$scratch/log" \
		</dev/null || status=$?
	if [ "$status" = 0 ]; then
		pass "$name"
	else
		fail "$name" "status $status
$(head -n 40 "$scratch/log")"
	fi
}

for case in mem-hotplug rm-many rsv-many numa-2 rm-dynamic-nomap; do
	fdt=$BOOTWALK_TESTDATA/oracle/$case/fdt.dtb
	[ -f "$fdt" ] || continue
	under "iomem $case" "$BOOTWALK" iomem "$fdt"
	under "log $case" "$BOOTWALK" log "$fdt"
done
under "iomem --user qemu-virt" "$BOOTWALK" iomem --user qemu-virt
under "memblock qemu-virt" "$BOOTWALK" memblock qemu-virt memory
under "trace qemu-virt" "$BOOTWALK" trace qemu-virt --level=step
under "trace qemu-virt as JSON" "$BOOTWALK" trace qemu-virt --format=json
for script in memblock/rand-small-1 resource/rand-small-1 resource/hand-08 memblock/hand-01; do
	for file in "$BOOTWALK_TESTDATA/conformance/$script"*.bw; do
		[ -f "$file" ] || continue
		under "run $(basename "$file")" "$BOOTWALK" run "$file"
		break
	done
done
done_testing
