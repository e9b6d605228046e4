#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot: what the program says of its memory is what the real kernel said, all
# of /proc/iomem, both lists of memblock and what memblock logged.
# ORACLE and ORACLE_KERNEL name another folder of recorded boots and its kernel profile;
# ORACLE_FILES=yes leaves the log out; ORACLE_MORE says that what the kernel takes for itself is
# not retold, so that only lines of memory are compared, and adds names of those, a | before each.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch "${ORACLE:-oracle}"

# The lines of an iomem file that tell of memory: RAM, the kernel in it, and what was cut out of it.
memory_lines()
{
	grep -E "^ *[0-9a-f]+-[0-9a-f]+ : (System RAM|Kernel code|Kernel data${ORACLE_MORE:-})\$|^[0-9a-f]+-[0-9a-f]+ : reserved\$" "$1"
}

# What memblock logged, with folded page tables as the kernel had printed them.
memblock_lines()
{
	awk '
	# the address NUMBER pages below HEX, which has 16 digits: the last 12 are enough
	function below(hex, number, i, digits, n) {
		n = 0
		digits = substr(hex, 5)
		for (i = 1; i <= 12; i++)
			n = n * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
		n -= number * 4096
		digits = ""
		for (i = 1; i <= 12; i++) {
			digits = substr("0123456789abcdef", n % 16 + 1, 1) digits
			n = int(n / 16)
		}
		return substr(hex, 1, 4) digits
	}
	/^\([0-9]+ page table pages more, each directly below the one before\)$/ {
		count = substr($1, 2) + 0
		for (page = 1; page <= count; page++) {
			low = below(first, page)
			print asked
			print "memblock_reserve: [0x" low "-0x" substr(low, 1, 13) "fff] memblock_alloc_range_nid"
		}
		next
	}
	/^memblock_[a-z_]*:/ {
		sub(/\+0x[0-9a-f]+\/0x[0-9a-f]+$/, "")
		if (/early_pgtable_alloc$/)
			asked = $0
		if (/^memblock_reserve:/)
			first = substr($2, 4, 16)
		print
	}' "$1"
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

# ask WORD...: the program's answer about this case in $scratch/answer.  A boot that ends in a
# panic has an answer too, and a status that says so.
ask()
{
	command=$1
	shift
	# shellcheck disable=SC2086
	"$BOOTWALK" "$command" "$case/fdt.dtb" "$@" --kernel "$kernel" --bind builtin \
		--kernel-base "$kernel_base" --fdt-base "$fdt_base" --fdt-size "$fdt_size" $more \
		>"$scratch/answer" 2>"$scratch/err" </dev/null ||
		[ "$(key result)" = stopped ] || {
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

	more=
	[ ! -s "$case/pci" ] || more="--pci $case/pci"
	for node in $(sed -n "s/^$(basename "$case")  *\([^ #]*\).*/\1/p" \
		"$BOOTWALK_SOURCE/tests/data/absent"); do
		more="$more --absent $node"
	done

	for list in memory reserved; do
		[ -z "${ORACLE_MORE:-}" ] || [ "$list" = memory ] || continue
		[ -f "$case/memblock.$list" ] || continue
		ask memblock "$list" &&
			agrees "$name memblock $list" "$case/memblock.$list" "$scratch/answer"
	done
	for file in iomem iomem.user; do
		[ -f "$case/$file" ] || continue
		option=
		[ "$file" = iomem ] || option=--user
		ask iomem $option || continue
		if [ -z "${ORACLE_MORE:-}" ]; then
			agrees "$name $file" "$case/$file" "$scratch/answer"
			continue
		fi
		memory_lines "$case/$file" >"$scratch/wanted"
		memory_lines "$scratch/answer" >"$scratch/got"
		agrees "$name $file" "$scratch/wanted" "$scratch/got"
	done
	if [ -z "${ORACLE_FILES:-}" ] && [ "$(key dmesg_complete)" = yes ]; then
		ask log || return
		memblock_lines "$case/dmesg" >"$scratch/wanted"
		memblock_lines "$scratch/answer" >"$scratch/got"
		# another thread gives the initrd back, so it may come before a panic or not at all
		[ "$(key result)" != stopped ] ||
			sed -i '/ free_initrd_mem$/d' "$scratch/wanted" "$scratch/got"
		agrees "$name log" "$scratch/wanted" "$scratch/got"
	fi
}

for folder in "$BOOTWALK_TESTDATA/${ORACLE:-oracle}"/*; do
	compare "$folder" "${ORACLE_KERNEL:-linux-6.1-arm64}"
done
done_testing
