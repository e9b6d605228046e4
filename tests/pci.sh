#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot with its cards: what lies below the host bridges in /proc/iomem, all of
# /proc/ioports, and what the log says of PCI are what the real kernel said, in its order.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch pci

# The lines of an iomem file that belong to PCI: windows with all below them, and the registers.
pci_lines()
{
	awk '/^[0-9a-f]/ { on = /pci|PCI/ } on' "$1"
}

pci_log()
{
	grep -E '^((pci|pci_bus|pci-host-generic) [0-9a-f]|PCI: OF|(pcieport|shpchp) [^ ]*: enabling)' "$1"
}

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# ask COMMAND: the program's answer about this case in $scratch/answer.
ask()
{
	set -- "$1" "$case/fdt.dtb" --bind builtin --kernel "$kernel" --kernel-base "$(key kernel_base)" \
		--fdt-base "$(key fdt_base)" --fdt-size "$(key fdt_size)"
	[ ! -f "$case/pci" ] || set -- "$@" --pci "$case/pci"
	"$BOOTWALK" "$@" >"$scratch/answer" 2>"$scratch/err" </dev/null || {
		fail "$name $1" "exit status $?: $(head -n 3 "$scratch/err")"
		return 1
	}
}

# compare FOLDER KERNEL
compare()
{
	case=$1
	kernel=$2
	name="$kernel $(basename "$case")"
	[ -f "$case/iomem" ] || return
	ask iomem || return
	pci_lines "$case/iomem" >"$scratch/wanted"
	pci_lines "$scratch/answer" >"$scratch/got"
	same "$name iomem" "$scratch/wanted" "$scratch/got"
	ask ioports || return
	same "$name ioports" "$case/ioports" "$scratch/answer"
	[ "$(key dmesg_complete)" = yes ] || return
	ask log || return
	pci_log "$case/dmesg" >"$scratch/wanted"
	pci_log "$scratch/answer" >"$scratch/got"
	same "$name log" "$scratch/wanted" "$scratch/got"
}

for folder in "$BOOTWALK_TESTDATA"/oracle/*; do
	compare "$folder" linux-6.1-arm64
done
for folder in "$BOOTWALK_TESTDATA"/oracle-5.10/*; do
	compare "$folder" linux-5.10-arm64
done
for folder in "$BOOTWALK_TESTDATA"/oracle-arm32/*; do
	compare "$folder" linux-6.1-armmp
done

# 32-bit Arm keeps cards from ports with bit 8 or 9 set, others do not.
cat >"$scratch/ports.pci" <<END
0000:00:00.0 1b36:0008 type 00 class 060000
0000:00:01.0 1b36:0005 type 00 class 00ff00 bar1=io,0x100@0x0
0000:00:02.0 1af4:1005 type 00 class 00ff00 bar0=io,0x20@0x0
END
for pair in -arm32/virt-256m:linux-6.1-armmp:1400-0000141f /smp-2:linux-6.1-arm64:1100-0000111f; do
	folder=${pair%%:*}
	kernel=${pair#*:}
	"$BOOTWALK" ioports "$BOOTWALK_TESTDATA/oracle${folder%%/*}/${folder#*/}/fdt.dtb" \
		--kernel "${kernel%:*}" --pci "$scratch/ports.pci" >"$scratch/answer" 2>"$scratch/err" </dev/null
	if grep -q "${kernel#*:} : 0000:00:02.0" "$scratch/answer"; then
		pass "${kernel%:*} ports behind those of another card"
	else
		fail "${kernel%:*} ports behind those of another card" "$(cat "$scratch/answer")"
	fi
done

# More cards than those boots had, on the board that is the same machine: what 6.1 logged of them.
for cards in "$BOOTWALK_SOURCE"/tests/data/pci/*.pci; do
	"$BOOTWALK" log qemu-virt --bind builtin --pci "$cards" >"$scratch/answer" 2>"$scratch/err" \
		</dev/null || fail "$cards" "$(head -n 3 "$scratch/err")"
	pci_log "$scratch/answer" >"$scratch/got"
	same "$(basename "$cards")" "${cards%.pci}.dmesg" "$scratch/got"
done
done_testing
