#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot, its devices: who is bound, what is claimed and mapped, who was refused.
# ORACLE and ORACLE_KERNEL name another folder of recorded boots and its kernel profile.
# tests/data/absent says in which boots some hardware does not answer, and which register says so.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch "${ORACLE:-oracle}-devices"

# outside_ram FILE: what is not in System RAM, nor the kernel where there is no RAM around it.
outside_ram()
{
	awk '/^[^ ]/ { ram = / : (System RAM|Kernel code|Kernel data|Crash kernel)$/ }
	     !ram' "$1"
}

# mapped FILE: size and physical address of each ioremap area.
mapped()
{
	sed -n 's/^\([0-9]*\) .*phys=0x0*\([0-9a-f][0-9a-f]*\) ioremap.*/\1 \2/p' "$1" | sort
}

# refused FILE: what the log says of regions that were not had.
refused()
{
	grep -E "can't request region for resource|could not map |could not get mem_region|amba_device_add\(\) failed|of_address_to_resource\(\) failed|invalid address|ioremap failed for resource|cannot reserve video memory|can't claim|failed to assign" "$1"
}

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# ask COMMAND: the program's answer about this case in $scratch/answer.  A boot that ends in a
# panic has an answer too, and a status that says so.
ask()
{
	"$BOOTWALK" "$1" "$case/fdt.dtb" --kernel "$kernel" --bind builtin \
		--kernel-base "$(key kernel_base)" --fdt-base "$(key fdt_base)" \
		--fdt-size "$(key fdt_size)" $more \
		>"$scratch/answer" 2>"$scratch/err" </dev/null ||
		[ "$(key result)" = stopped ] || {
		fail "$name $1" "exit status $?: $(head -n 3 "$scratch/err")"
		return 1
	}
}

# agrees WHAT FILTER FILE: what FILTER takes out of the recorded FILE and of the answer.
agrees()
{
	$2 "$3" >"$scratch/wanted"
	$2 "$scratch/answer" >"$scratch/got"
	same "$name $1" "$scratch/wanted" "$scratch/got"
}

compare()
{
	case=$1
	kernel=$2
	name=$(basename "$case")
	more=
	[ ! -s "$case/pci" ] || more="--pci $case/pci"
	for node in $(sed -n "s/^$name  *\([^ #]*\).*/\1/p" "$BOOTWALK_SOURCE/tests/data/absent"); do
		more="$more --absent $node"
	done

	if [ -f "$case/iomem" ]; then
		ask iomem && agrees iomem outside_ram "$case/iomem"
		ask ioports && agrees ioports cat "$case/ioports"
		ask devices && agrees devices cat "$case/devices"
		ask mappings && agrees mappings mapped "$case/vmallocinfo"
	fi
	ask log && agrees log refused "$case/dmesg"
}

for folder in "$BOOTWALK_TESTDATA/${ORACLE:-oracle}"/*/; do
	compare "${folder%/}" "${ORACLE_KERNEL:-linux-6.1-arm64}"
done
done_testing
