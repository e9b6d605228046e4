#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A kernel without an MMU: a recorded boot, the MPU's part of memory, and reserve=.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch nommu

case=$BOOTWALK_TESTDATA/oracle-nommu/mps2-an385

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# recorded COMMAND [WORD]: what the program says of the recorded boot, into $scratch/got
recorded()
{
	command=$1
	shift
	"$BOOTWALK" "$command" "$case/fdt.dtb" "$@" --kernel linux-6.1-nommu --bind builtin \
		--kernel-base "$(key kernel_base)" --fdt-base "$(key fdt_base)" \
		--fdt-size "$(key fdt_size)" >"$scratch/got" 2>"$scratch/err" </dev/null
}

recorded iomem
same "the whole of a recorded /proc/iomem" "$case/iomem" "$scratch/got"
recorded ioports
same "no ports" "$case/ioports" "$scratch/got"
recorded memblock memory
same "memblock's memory" "$case/memblock.memory" "$scratch/got"
recorded devices
grep '^platform' "$scratch/got" | sort >"$scratch/ours"
sort "$case/devices" >"$scratch/theirs"
same "who drives what" "$scratch/theirs" "$scratch/ours"

recorded memblock reserved
same "what memblock has reserved in the end" "$case/memblock.reserved" "$scratch/got"

# what memblock logged, and what was set up for one CPU
recorded log
memblock_lines()
{
	sed -n 's/+0x[0-9a-f]*\/0x[0-9a-f]*$//; /^\(memblock_\|MEMBLOCK\|pcpu-alloc\| [mr]e.*cnt\)/p' "$1"
}
memblock_lines "$case/dmesg" >"$scratch/theirs"
memblock_lines "$scratch/got" >"$scratch/ours"
same "the log of memblock" "$scratch/theirs" "$scratch/ours"
[ "$(grep -c . "$scratch/theirs")" -eq 50 ] && pass "which are 50 lines" || fail "which are 50 lines"

# answer NAME PATTERN COMMAND...: some line of the answer is PATTERN
answer()
{
	name=$1
	pattern=$2
	shift 2
	"$BOOTWALK" "$@" >"$scratch/out" 2>&1 </dev/null
	if grep -qxE -e "$pattern" "$scratch/out"; then
		pass "$name"
	else
		fail "$name" "no '$pattern' in: $(cat "$scratch/out")"
	fi
}

mpu='--kernel linux-6.1-nommu-mpu'
# shellcheck disable=SC2086
{
	answer "an MPU covers whole memory" 'c0000000-c1efffff : System RAM' iomem stm32h750 $mpu
	answer "and says with how many regions" '.*Used 4 of 16 regions' log stm32h750 $mpu
	answer "what it cannot cover is dropped" '.*from 0x01fff000 to 0x01fe0000 .*' \
		log stm32h750 $mpu --memory 0xc0000000-0xc1ffefff
	answer "and is no RAM" 'c0000000-c1edffff : System RAM' \
		iomem stm32h750 $mpu --memory 0xc0000000-0xc1ffefff
	answer "eighths may be left out" '.*Used 4 of 16 regions' \
		log stm32h750 $mpu --memory 0xc0000000-0xc1bfffff
	answer "a second bank is ignored" 'Ignoring RAM after 0xc1000000, memory at 0xd0000000 ignored' \
		log stm32h750 $mpu --memory 0xc0000000-0xc0ffffff,0xd0000000-0xd0ffffff
	answer "memory must begin where the kernel was built for" '.*panic.*First memory bank.*' \
		log stm32h750 $mpu --memory 0xc1000000-0xc1ffffff --kernel-base 0xc0008000
	answer "without an MPU both banks are used" 'd0000000-d0efffff : System RAM' \
		iomem stm32h750 --memory 0xc0000000-0xc0ffffff,0xd0000000-0xd0ffffff
}

# reserve=: a line that is busy, whose desc is NONE, on any architecture; four of them at most.
answer "reserve= makes a line" '24000000-2407ffff : reserved' iomem stm32h750
"$BOOTWALK" iomem qemu-virt --append \
	'reserve=0x1000000,0x1000,0x40000000,0x1000,0x300,0x20,0x2000000,1,0x3000000,1,0x4000000,1,0x5000000' \
	2>"$scratch/err" </dev/null | grep ' : reserved$' | grep -v '^ ' >"$scratch/got"
cat >"$scratch/want" <<'END'
01000000-01000fff : reserved
02000000-02000000 : reserved
03000000-03000000 : reserved
END
same "four of them, and none in the place of another" "$scratch/want" "$scratch/got"
answer "below 0x10000 it is a range of ports" '00000300-0000031f : reserved' ioports qemu-virt \
	--append 'reserve=0x300,0x20'

cat >"$scratch/calls.bw" <<'END'
walk_iomem_res_desc reserved mem 0 0xffffffff
expect last -EINVAL
walk_iomem_res_desc none mem,busy 0x24000000 0x2407ffff
expect last 0
request_mem_region 0x24000000 0x1000 "driver"
expect last NULL
ioremap 0x40004c00 0x400
expect last 0x40004c00
ioremap 0xc0010000 0x1000
expect last 0xc0010000
memremap 0xc0010000 0x1000 wb
expect last 0xc0010000
END
if "$BOOTWALK" run "$scratch/calls.bw" stm32h750 >"$scratch/out" 2>&1 </dev/null; then
	pass "desc NONE, busy, and an address is an address"
else
	fail "desc NONE, busy, and an address is an address" "$(tail -n 3 "$scratch/out")"
fi
done_testing
