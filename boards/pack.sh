#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Pack the boards and kernel profiles into one flattened tree, so that a start
# of the program parses none of them.
#
#   pack.sh SOURCE-DIR OUTPUT      (SOURCE-DIR is this folder; DTC names the compiler,
#                                   PACK_DRIVERS the program made of pack-drivers.c)
#
# What is packed: each NAME/board.dts with its about.md where there
# are such, each kernels/NAME.dts, and all drivers/NAME.drv.  src/machine/store.h tells the layout.
set -eu

[ $# -eq 2 ] || { echo "usage: $0 SOURCE-DIR OUTPUT" >&2; exit 2; }
src=$1
out=$2
dtc=${DTC:-dtc}
tmp=$out.tmp

rm -rf "$tmp"
mkdir -p "$tmp"
trap 'rm -rf "$tmp"' EXIT
pack=$tmp/pack.dts
count=0

# compile FILE.dts BLOB: dtc's warnings are kept back unless it fails.
compile()
{
	if ! "$dtc" -q -I dts -O dtb -i "$(dirname "$1")" -o "$2" "$1" 2>"$tmp/errors"; then
		sed "s|^Error: |$0: |" "$tmp/errors" >&2
		exit 1
	fi
}

# blob PROPERTY FILE.dts: the compiled tree as a property of the node that is being written.
blob()
{
	count=$((count + 1))
	compile "$2" "$tmp/$count.bin"
	printf '\t\t\t%s = /incbin/("%s.bin");\n' "$1" "$count" >>"$pack"
}

# text PROPERTY FILE: its text with the NUL that ends a string; nothing when there is no such file.
text()
{
	[ -f "$2" ] || return 0
	count=$((count + 1))
	{ cat "$2"; printf '\0'; } >"$tmp/$count.bin"
	printf '\t\t\t%s = /incbin/("%s.bin");\n' "$1" "$count" >>"$pack"
}

printf '/dts-v1/;\n\n/ {\n\tboards {\n' >"$pack"
for dts in "$src"/*/board.dts; do
	[ -f "$dts" ] || continue
	dir=$(dirname "$dts")
	printf '\t\t%s {\n' "$(basename "$dir")" >>"$pack"
	blob dtb "$dts"
	text about "$dir/about.md"
	text pci "$dir/pci"
	printf '\t\t};\n' >>"$pack"
done
printf '\t};\n\n\tkernels {\n' >>"$pack"
for dts in "$src"/kernels/*.dts; do
	[ -f "$dts" ] || continue
	printf '\t\t%s {\n' "$(basename "$dts" .dts)" >>"$pack"
	blob dtb "$dts"
	printf '\t\t};\n' >>"$pack"
done
printf '\t};\n\n\tdrivers {\n' >>"$pack"
"${PACK_DRIVERS:-./pack-drivers}" "$src/drivers" >"$tmp/drivers.bin"
printf '\t\tpacked = /incbin/("drivers.bin");\n\t};\n};\n' >>"$pack"

compile "$pack" "$tmp/pack.dtb"
mv -f "$tmp/pack.dtb" "$out"
