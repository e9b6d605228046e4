#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot: the devices are those of the real kernel, under its names, in its order.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch devices

# Bus and name of those that no card has: what stands in a PCI slot is another test's.
names()
{
	awk '$1 != "pci" { print $1, $2 }' "$1"
}

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# compare FOLDER KERNEL: one case.
compare()
{
	case=$1
	name="$(basename "$(dirname "$case")") $(basename "$case")"
	[ -f "$case/devices" ] || return
	set -- --kernel "$2" --bind builtin --kernel-base "$(key kernel_base)" \
		--fdt-base "$(key fdt_base)" --fdt-size "$(key fdt_size)"
	[ ! -f "$case/pci" ] || set -- "$@" --pci "$case/pci"
	if "$BOOTWALK" devices "$case/fdt.dtb" "$@" >"$scratch/devices" 2>"$scratch/err" </dev/null; then
		names "$case/devices" >"$scratch/wanted"
		names "$scratch/devices" >"$scratch/got"
		same "$name devices" "$scratch/wanted" "$scratch/got"
	else
		fail "$name devices" "exit status $?: $(head -n 3 "$scratch/err")"
	fi
}

for folder in "$BOOTWALK_TESTDATA"/oracle/*; do
	compare "$folder" linux-6.1-arm64
done
for folder in "$BOOTWALK_TESTDATA"/oracle-5.10/*; do
	compare "$folder" linux-5.10-arm64
done

# script NAME LINE...: a script of these lines runs without complaint.
script()
{
	script_name=$1
	shift
	printf '%s\n' "$@" >"$scratch/script.bw"
	if "$BOOTWALK" run "$scratch/script.bw" qemu-virt >"$scratch/out" 2>"$scratch/err" </dev/null; then
		pass "$script_name"
	else
		fail "$script_name" "$(cat "$scratch/err")"
	fi
}

script "what a device has come to may be expected" \
	'expect device 9000000.pl011 bound uart-pl011' \
	'expect device &/pl011@9000000 bound uart-pl011' \
	'expect not device 9000000.pl011 bound other' \
	'expect not device 9000000.pl011 failed -EBUSY' \
	'expect not device nothing bound other'
script "info device tells its node, its state and its resources" 'info device 9000000.pl011'
head -n 4 "$scratch/out" >"$scratch/got"
cat >"$scratch/wanted" <<'END'
amba 9000000.pl011
  node     /pl011@9000000
  state    bound to uart-pl011
  res 0    mem 09000000-09000fff : pl011@9000000, in the tree
END
same "info device, in words" "$scratch/wanted" "$scratch/got"
script "a device whose claim is refused has failed" \
	'unbind 9030000.pl061' \
	'request_mem_region 0x9030000 0x1000 "thief"' \
	'bind 9030000.pl061 pl061_gpio' \
	'expect device 9030000.pl061 failed -EBUSY'
done_testing
