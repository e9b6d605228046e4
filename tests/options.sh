#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The options that decide which devices get a driver, all of them together: --bind, --absent,
# --drivers and --pci, each with each.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch options
cd "$scratch" || exit 1

mkdir drv
cat >drv/thief.drv <<'END'
driver pl061_gpio
  bus amba
  id 0x00041061 mask 0x000fffff
  probe
    devm_request_mem_region . &.res.start 0x100 "half of it"
END
: >none.pci
cat >two.pci <<'END'
0000:00:02.0 1b36:0005 type 00 class 00ff00 bar0=mem,0x1000@0x0
0000:00:03.0 1b36:0005 type 00 class 00ff00 bar0=io,0x20@0x0
END

# gets FILE PATTERN COUNT: so many lines of FILE are like PATTERN.
why=
gets()
{
	[ "$(grep -cE -e "$2" "$1")" = "$3" ] || why="$why
$3 lines like $2 in $1, not $(grep -cE -e "$2" "$1")"
}

for bind in known builtin all none; do
	for absent in '' /pl061@9030000; do
		for drivers in '' drv; do
			for pci in '' none two; do
				set -- qemu-virt --bind "$bind"
				[ -z "$absent" ] || set -- "$@" --absent "$absent"
				[ -z "$drivers" ] || set -- "$@" --drivers "$drivers"
				[ -z "$pci" ] || set -- "$@" --pci "$pci.pci"
				why=
				"$BOOTWALK" devices "$@" >devices 2>err </dev/null || why="devices: status $?"
				"$BOOTWALK" iomem "$@" >iomem 2>err </dev/null || why="$why iomem: status $?"
				bound=1 half=0 cards=0
				[ "$bind" != none ] || gets devices ' [^-][^ ]*$' 0
				[ "$bind" != none ] && [ -z "$absent" ] || bound=0
				[ -z "$drivers" ] || half=$bound
				[ "$bind" = none ] || case $pci in
				none) ;;
				two) cards=2 ;;
				*) cards=1 ;;
				esac
				gets devices '^amba 9030000\.pl061 pl061_gpio$' "$bound"
				gets iomem ' : half of it$' "$half"
				# the bridge is a device on its bus too
				gets devices '^pci 0000:00:0[123]\.0 ' "$cards"
				if [ -z "$why" ]; then
					pass "${*}"
				else
					fail "${*}" "$why"
				fi
			done
		done
	done
done
done_testing
