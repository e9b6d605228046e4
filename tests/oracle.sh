#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot: what the program says of its memory is what the real kernel said, all
# of /proc/iomem, both lists of memblock and what memblock logged.
# ORACLE and ORACLE_KERNEL name another folder of recorded boots and its kernel profile;
# ORACLE_MAX names the profile for QEMU's CPU "max", where that is another: no blob tells of it.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch "${ORACLE:-oracle}"

# What memblock logged, with folded page tables as the kernel had printed them.
memblock_lines()
{
	awk -f "$BOOTWALK_SOURCE/boards/kernels/lib/unfold.awk" "$1"
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
		--kernel-base "$kernel_base" --fdt-size "$fdt_size" $more \
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
	[ "$(key cpu)" != max ] || kernel=${ORACLE_MAX:-$2}
	name="$(basename "$(dirname "$case")") $(basename "$case")"
	kernel_base=$(key kernel_base)
	fdt_base=$(key fdt_base)
	fdt_size=$(key fdt_size)
	# where the kernel itself did not tell, the blob lies where the program puts it
	[ "$(key fdt_base_confirmed)" != no ] || fdt_base=
	more=
	[ -z "$fdt_base" ] || more="--fdt-base $fdt_base"
	[ ! -s "$case/pci" ] || more="$more --pci $case/pci"
	for node in $(sed -n "s/^$(basename "$case")  *\([^ #]*\).*/\1/p" \
		"$BOOTWALK_SOURCE/tests/data/absent"); do
		more="$more --absent $node"
	done

	for list in memory reserved; do
		[ -f "$case/memblock.$list" ] || continue
		ask memblock "$list" &&
			agrees "$name memblock $list" "$case/memblock.$list" "$scratch/answer"
	done
	for file in iomem iomem.user; do
		[ -f "$case/$file" ] || continue
		option=
		[ "$file" = iomem ] || option=--user
		ask iomem $option || continue
		agrees "$name $file" "$case/$file" "$scratch/answer"
	done
	if [ "$(key dmesg_complete)" = yes ]; then
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
