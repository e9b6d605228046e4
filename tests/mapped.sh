#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Scripts about mapping on made-up memory, each in the ways of one kernel ("# kernel: NAME" in its
# first line), and what one may ask about a mapping.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch mapped

for script in "$BOOTWALK_SOURCE"/tests/data/mapped/*.bw; do
	name=$(basename "$script" .bw)
	kernel=$(sed -n '1s/^# kernel: \(.*\)/--kernel \1/p' "$script")
	# the two words of an option, or none
	if ! "$BOOTWALK" run "$script" $kernel >"$scratch/out" 2>"$scratch/err" </dev/null; then
		fail "$name" "exit status not 0: $(head -n 3 "$scratch/err")"
		continue
	fi
	same "$name" "${script%.bw}.out" "$scratch/out"
done

# refuses NAME STATUS PATTERN ARGUMENT...: that status, and a reason like the pattern.
refuses()
{
	name=$1
	wanted=$2
	pattern=$3
	shift 3
	status=0
	"$BOOTWALK" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	if [ "$status" = "$wanted" ] && grep -Eq -e "$pattern" "$scratch/err"; then
		pass "$name"
	else
		fail "$name" "status $status; $(head -n 3 "$scratch/err")"
	fi
}

echo 'ioremap_nocache 0x9000000 0x1000' >"$scratch/old.bw"
refuses "a function that the release has not" 2 'linux-6.1-arm64 has no function ioremap_nocache' \
	run "$scratch/old.bw" --kernel linux-6.1-arm64
echo 'expect mapped 0x9000000-0x9000fff' >"$scratch/unmapped.bw"
refuses "what is not mapped" 1 'not so: expect mapped' run "$scratch/unmapped.bw"
echo 'readsl 0 2000' >"$scratch/long.bw"
refuses "too many accesses at once" 2 'COUNT may be 1024 at most' run "$scratch/long.bw"
refuses "a PC's kernel on a board with a device tree" 2 'e820: it is missing' \
	iomem qemu-virt --kernel linux-3.10-x86
refuses "a kernel that nobody knows" 2 "there is no kernel profile 'linux-0.01'" \
	run "$scratch/old.bw" --kernel linux-0.01

"$BOOTWALK" mappings qemu-virt >"$scratch/mappings" 2>/dev/null </dev/null
echo 'cat /proc/vmallocinfo' >"$scratch/cat.bw"
"$BOOTWALK" run "$scratch/cat.bw" qemu-virt 2>/dev/null </dev/null |
	sed -n 's/^0x[0-9a-f]*-0x[0-9a-f]* *\(.* ioremap\)$/\1/p' >"$scratch/vmallocinfo"
if [ -s "$scratch/mappings" ]; then
	same "mappings is what /proc/vmallocinfo has of ioremap" "$scratch/vmallocinfo" "$scratch/mappings"
else
	fail "mappings is what /proc/vmallocinfo has of ioremap" "nothing is mapped"
fi
done_testing
