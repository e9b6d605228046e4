#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot: what the program says of its memory is what the real kernel said.
# ORACLE and ORACLE_KERNEL name another folder of recorded boots and its kernel profile;
# ORACLE_FILES=yes leaves the log out; ORACLE_MORE adds names of lines, with a | before each.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch "${ORACLE:-oracle}"

# The lines of an iomem file that tell of memory: RAM, the kernel in it, and what was cut out of it.
memory_lines()
{
	grep -E "^ *[0-9a-f]+-[0-9a-f]+ : (System RAM|Kernel code|Kernel data${ORACLE_MORE:-})\$|^[0-9a-f]+-[0-9a-f]+ : reserved\$" "$1"
}

# What memblock logged on the calls that were made of it until the first page table.
memblock_lines()
{
	awk '/early_pgtable_alloc/ { exit }
	     /^memblock_(add|remove|reserve|mark[a-z_]*):/ {
		sub(/\+0x[0-9a-f]+\/0x[0-9a-f]+$/, "")
		print
	     }' "$1"
}

# log_agrees WANTED GOT: the same lines, and none of arm64_memblock_init() more than those.
log_agrees()
{
	wanted=$(wc -l <"$1")
	more=$(sed "1,${wanted}d" "$2" | grep -E \
		' (arm64_memblock_init|early_init_fdt_scan_reserved_mem|fdt_init_reserved_mem)$')
	if [ -n "$more" ]; then
		fail "$name log" "more than the kernel said: $more"
		return
	fi
	head -n "$wanted" "$2" >"$2.head"
	agrees "$name log" "$1" "$2.head"
}

# agrees NAME WANTED GOT: the same, and not merely because nothing was recorded.
agrees()
{
	if [ -s "$2" ]; then
		same "$@"
	else
		fail "$1" "the recording has no such line"
	fi
}

# ask WORD...: the program's answer about this case in $scratch/got.
ask()
{
	command=$1
	shift
	"$BOOTWALK" "$command" "$case/fdt.dtb" "$@" --kernel "$kernel" \
		--kernel-base "$kernel_base" --fdt-base "$fdt_base" --fdt-size "$fdt_size" \
		>"$scratch/answer" 2>"$scratch/err" </dev/null || {
		fail "$name $command" "exit status $?: $(head -n 3 "$scratch/err")"
		return 1
	}
}

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# compare FOLDER KERNEL: one case, all that was recorded of it.
compare()
{
	case=$1
	kernel=$2
	name="$(basename "$(dirname "$case")") $(basename "$case")"
	kernel_base=$(key kernel_base)
	fdt_base=$(key fdt_base)
	fdt_size=$(key fdt_size)

	if [ -f "$case/memblock.memory" ]; then
		ask memblock memory && agrees "$name memblock" "$case/memblock.memory" "$scratch/answer"
	fi
	for file in iomem iomem.user; do
		[ -f "$case/$file" ] || continue
		option=
		[ "$file" = iomem ] || option=--user
		ask iomem $option || continue
		memory_lines "$case/$file" >"$scratch/wanted"
		memory_lines "$scratch/answer" >"$scratch/got"
		agrees "$name $file" "$scratch/wanted" "$scratch/got"
	done
	if [ -z "${ORACLE_FILES:-}" ] && [ "$(key dmesg_complete)" = yes ]; then
		ask log || return
		memblock_lines "$case/dmesg" >"$scratch/wanted"
		memblock_lines "$scratch/answer" >"$scratch/got"
		log_agrees "$scratch/wanted" "$scratch/got"
	fi
}

for folder in "$BOOTWALK_TESTDATA/${ORACLE:-oracle}"/*; do
	compare "$folder" "${ORACLE_KERNEL:-linux-6.1-arm64}"
done
done_testing
