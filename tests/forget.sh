#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Answers about the end of a boot are found without keeping its steps.  They are what the
# same boot gives when every step is kept.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch forget
printf 'cat /proc/iomem\ncat /proc/ioports\ncat /proc/vmallocinfo\n' >"$scratch/look.bw"
printf 'dmesg -t\n' >"$scratch/log.bw"

# twice NAME MACHINE...: both ways
twice()
{
	name=$1
	shift
	"$BOOTWALK" run "$scratch/look.bw" "$@" >"$scratch/kept" 2>/dev/null </dev/null
	"$BOOTWALK" iomem "$@" >"$scratch/forgotten" 2>/dev/null </dev/null
	"$BOOTWALK" ioports "$@" >>"$scratch/forgotten" 2>/dev/null </dev/null
	head -n "$(wc -l <"$scratch/forgotten")" "$scratch/kept" >"$scratch/head"
	same "$name" "$scratch/head" "$scratch/forgotten"
	"$BOOTWALK" mappings "$@" 2>/dev/null </dev/null | sort >"$scratch/forgotten"
	sed "1,$(wc -l <"$scratch/head")d" "$scratch/kept" | grep -w ioremap |
		sed 's/^[^ ]* *//' | sort >"$scratch/wanted"
	same "$name mappings" "$scratch/wanted" "$scratch/forgotten"
	"$BOOTWALK" run "$scratch/log.bw" "$@" >"$scratch/kept" 2>/dev/null </dev/null
	"$BOOTWALK" log "$@" >"$scratch/forgotten" 2>/dev/null </dev/null
	same "$name log" "$scratch/kept" "$scratch/forgotten"
}

for board in $("$BOOTWALK" boards); do
	twice "$board" "$board"
done
n=0
for case in "$BOOTWALK_TESTDATA"/oracle/*; do
	n=$((n + 1))
	[ $((n % 8)) -eq 0 ] || continue
	twice "$(basename "$case")" "$case/fdt.dtb" --bind builtin --pci "$case/pci" \
		--kernel linux-6.1-arm64
done
done_testing
