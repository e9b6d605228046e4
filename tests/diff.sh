#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `bootwalk diff`: what is listed, where two runs part, and the exit status.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch diff
cd "$scratch" || exit 1

# call WORD...: what `bootwalk diff` prints comes into ./out and ./err.
call()
{
	status=0
	"$BOOTWALK" diff "$@" >out 2>err </dev/null || status=$?
}

# parts NAME STATUS PATTERN...: the status of the last call, and lines that it must have printed.
parts()
{
	name=$1
	wanted=$2
	shift 2
	if [ "$status" != "$wanted" ]; then
		fail "$name" "status $status; $(head -n 3 err)"
		return
	fi
	for pattern; do
		if ! cat out err | grep -q -e "$pattern"; then
			fail "$name" "no line '$pattern' in: $(cat out err)"
			return
		fi
	done
	pass "$name"
}

call qemu-virt -- qemu-virt
parts "the same machine twice" 0
if [ -s out ]; then
	fail "no difference prints nothing" "$(cat out)"
else
	pass "no difference prints nothing"
fi

# The listing is that of diff, which may say less behind the second @@.
for pair in "qemu-virt conflict-lab" "conflict-lab vexpress-a15" "vexpress-a15 qemu-virt"; do
	call "${pair% *}" -- "${pair#* }"
	parts "$pair" 1 "^--- ${pair% *}\$" "^+++ ${pair#* }\$"
	for machine in $pair; do
		"$BOOTWALK" iomem "$machine" >"$machine.iomem" 2>/dev/null
	done
	diff -u "${pair% *}.iomem" "${pair#* }.iomem" | sed 1,2d | sed 's/^\(@@ .* @@\).*/\1/' >wanted
	sed '1,2d; /^$/,$d; s/^\(@@ .* @@\).*/\1/' out >got
	same "$pair as diff -u has it" wanted got
done

call qemu-virt -- qemu-virt --append mem=256M
parts "a boot argument" 1 '^+++ qemu-virt --append mem=256M$' '^-40000000-5fffffff : System RAM$' \
	'^+40000000-4fffffff : System RAM$' '^The first step that differs:$' \
	'^+  The command line is what bootargs says: mem=256M$' \
	'^The state differs for good from here on:$' \
	'^+memblock_mem_limit_remove_map/memblock_cap_memory_range/'

# The releases come to their states by other steps, and part where their images do.
call qemu-virt --kernel linux-5.10-arm64 -- qemu-virt --kernel linux-6.1-arm64
parts "two releases" 1 '^-  The kernel log gets a line: Linux version 5\.10' \
	'^+  The kernel log gets a line: Linux version 6\.1' \
	'^-  40200000-41ccffff goes into the list reserved' \
	'^+  40210000-4220ffff goes into the list reserved'

# as many characters, so that the copies of the command line are as long
call qemu-virt -- qemu-virt --append 'console=ttyAMA0 nokaslr memblock=quiet loglevel=8'
parts "only the steps differ" 1 '^/proc/iomem is the same in both\.$' \
	'^The first step that differs:$' '^No state differs: '

call qemu-virt -- qemu-virt --absent /pl061@9030000
parts "a device that does not answer" 1 '^-  09030000-09030fff : 9030000.pl061 ' \
	'^+  The last registers of the device say nothing'

call qemu-virt --at bootmem_init -- qemu-virt --at bootmem_init
parts "the same moment of both" 0
call qemu-virt --at bootmem_init -- qemu-virt --at setup_arch@return
parts "two moments of one boot" 1 '^+40000000-5fffffff : System RAM$' \
	'^-  (nothing more: this run has come to its end)$'

# Each moment that is printed can be gone to, and nothing but a long one passes the margin.
call qemu-virt -- qemu-virt --append mem=256M
for moment in $(sed -n 's/^[-+]\([a-z0-9_]*\/[a-z0-9_/#@]*\)$/\1/p' out); do
	if "$BOOTWALK" iomem qemu-virt --append mem=256M --at "$moment" >/dev/null 2>err ||
		"$BOOTWALK" iomem qemu-virt --at "$moment" >/dev/null 2>err; then
		pass "--at $moment"
	else
		fail "--at $moment" "$(cat err)"
	fi
done
wide=$(awk 'length($0) > 80' out)
if [ -z "$wide" ]; then
	pass "80 columns are enough"
else
	fail "80 columns are enough" "$wide"
fi

# ---- bad input ----

call qemu-virt
parts "one machine" 2 'it takes: MACHINE'
call qemu-virt qemu-virt
parts "no --" 2 'it takes: MACHINE'
call -- qemu-virt
parts "nothing before --" 2 'it takes: MACHINE'
call qemu-virt --
parts "nothing behind --" 2 'it takes: MACHINE'
call qemu-virt -- qemu-virt -- qemu-virt
parts "three machines" 2 'it takes: MACHINE'
call qemu-virt -- no-such-board
parts "an unknown second board" 2 '^bootwalk: no-such-board: '
call qemu-virt -- qemu-virt --kernel no-such
parts "an unknown kernel of the second" 2 'no-such'
call qemu-virt -- qemu-virt --frobnicate
parts "an unknown option behind --" 2 '^bootwalk: --frobnicate: '
call qemu-virt -- qemu-virt --user
parts "an option of another subcommand behind --" 2 '^bootwalk: --user: '
call qemu-virt -- qemu-virt --help
parts "help behind --" 0 '^Usage: bootwalk diff '
# Lines are broken by the cells that they take, and these take two for three bytes.
LC_ALL=C.UTF-8 call qemu-virt \
	--append='呼吸器呼吸器=呼吸器呼吸器呼吸器呼吸器 mem=256M 呼吸器 呼吸器呼吸器 呼吸器呼吸器' -- \
	qemu-virt --append=呼吸器
parts "wide characters fill a line" 1 \
	'^-  呼吸器呼吸器=呼吸器呼吸器呼吸器呼吸器 mem=256M 呼吸器 呼吸器呼吸器$'

done_testing
