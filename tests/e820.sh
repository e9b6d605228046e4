#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The memory map of a PC: its clean-up, what mem= and memmap= change, and what is wrong with one.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch e820

# board MAP [MORE]: a PC with that map, as DTS in $scratch/board.dts.
board()
{
	cat >"$scratch/board.dts" <<-END
	/dts-v1/;
	/ {
		#address-cells = <2>;
		#size-cells = <2>;
		bootwalk {
			e820 = $1;
			$2
		};
		chosen { bootargs = ""; };
	};
	END
}

# map MAP: how the kernel prints it, without what is alike in every line.
map()
{
	board "$@"
	"$BOOTWALK" log "$scratch/board.dts" 2>"$scratch/err" </dev/null |
		sed -n 's/^BIOS-e820: \[mem 0x0*\([0-9a-f][0-9a-f]*\)-0x0*\([0-9a-f][0-9a-f]*\)\] /\1-\2 /p'
}

# prints NAME WANTED MAP
prints()
{
	printf '%s\n' "$2" >"$scratch/wanted"
	map "$3" >"$scratch/got"
	same "$1" "$scratch/wanted" "$scratch/got"
}

# Thirteen ranges that overlap in every way.  The higher type wins, neighbours of one type are one.
overlaps='"0x400000-0x5fffff reserved", "0x1600000-0x16fffff ACPI NVS", "0x400000-0x7fffff usable",
	"0x100000-0x2fffff ACPI NVS", "0x0-0x7fffff usable", "0x1400000-0x15fffff ACPI data",
	"0xb00000-0xcfffff ACPI NVS", "0xa00000-0xefffff ACPI data", "0xe00000-0xffffff reserved",
	"0x1300000-0x16fffff reserved", "0x900000-0x11fffff usable", "0x1500000-0x16fffff usable",
	"0x1100000-0x11fffff ACPI NVS"'
prints "overlaps: the higher type wins" '0-fffff usable
100000-2fffff ACPI NVS
300000-3fffff usable
400000-5fffff reserved
600000-7fffff usable
900000-9fffff usable
a00000-afffff ACPI data
b00000-cfffff ACPI NVS
d00000-efffff ACPI data
f00000-ffffff reserved
1000000-10fffff usable
1100000-11fffff ACPI NVS
1300000-13fffff reserved
1400000-15fffff ACPI data
1600000-16fffff ACPI NVS' "$overlaps"
prints "any order, and neighbours become one" '0-9ffff usable
100000-ffffff usable
2000000-2ffffff reserved' '"0x800000-0xffffff usable", "0x2000000-0x2ffffff reserved",
	"0x100000-0x7fffff usable", "0x0-0x9ffff usable"'
prints "types that may be different hardware stay apart" '0-7ffffff usable
10000000-10ffffff soft reserved
11000000-11ffffff soft reserved
12000000-12ffffff persistent (type 12)
13000000-13ffffff persistent (type 12)
14000000-15ffffff persistent (type 7)' '"0x0-0x7ffffff usable", "0x10000000-0x10ffffff soft reserved",
	"0x11000000-0x11ffffff soft reserved", "0x12000000-0x12ffffff persistent (type 12)",
	"0x13000000-0x13ffffff type 12", "0x14000000-0x14ffffff type 7", "0x15000000-0x15ffffff type 7"'
prints "lines of a log" '0-9fbff usable
100000-1fffffff usable' '"BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable",
	"BIOS-e820: [mem 0x0000000000100000-0x000000001fffffff] usable"'
prints "numbers, as the BIOS has them" '0-9fbff usable
100000-1fffffff usable
20000000-20000fff type 99' '<0 0 0 0x9fc00 1  0 0x100000 0 0x1ff00000 1  0 0x20000000 0 0x1000 99>'

# lines NAME WANTED MAP WORD...: the lines of /proc/iomem that are there with these boot arguments.
lines()
{
	name=$1
	wanted=$2
	board "$3" "kernel = \"${4:-linux-6.1-amd64}\";"
	if "$BOOTWALK" iomem "$scratch/board.dts" --append "$5" >"$scratch/got" 2>"$scratch/err" \
		</dev/null; then
		printf '%s\n' "$wanted" >"$scratch/wanted"
		same "$name" "$scratch/wanted" "$scratch/got"
	else
		fail "$name" "$(cat "$scratch/err")"
	fi
}
image='  01000000-01e01d31 : Kernel code
  02000000-028eafff : Kernel rodata
  02a00000-02c4897f : Kernel data
  03310000-043fffff : Kernel bss'
plain='"0x0-0x9ffff usable", "0x100000-0xfffffff usable"'
ports='00000000-00000fff : Reserved
00001000-0009ffff : System RAM
000f0000-000fffff : System ROM'
lines "two ranges of RAM" "$ports
00100000-0fffffff : System RAM
$image" "$plain" "" ""
lines "mem= ends RAM" "$ports
00100000-07ffffff : System RAM
$image" "$plain" "" "mem=128M"
lines "RAM that ends at no round address keeps a buffer" "$ports
00100000-080fffff : System RAM
$image
08100000-0bffffff : RAM buffer" "$plain" "" "mem=129M"
lines "memmap=: one more range, and one that is taken away" "$ports
00100000-07ffffff : System RAM
$image
08000000-083fffff : Reserved
08400000-0fffffff : System RAM
20000000-20ffffff : ACPI Tables
21000000-21ffffff : Persistent Memory (legacy)" "$plain" "" \
	'memmap=4M$128M memmap=16M#512M,16M!528M'
lines "memmap=exactmap forgets what the BIOS said" "$ports
00100000-07ffffff : System RAM
$image" '"0x0-0x9ffff usable", "0x100000-0xfffffff usable", "0x40000000-0x4fffffff ACPI NVS"' "" \
	'memmap=exactmap,640K@0,127M@1M'
lines "memmap=%: one type becomes another" "$ports
00100000-0bffffff : System RAM
$image
0c000000-0fffffff : Reserved" "$plain" "" 'memmap=64M%192M-1+2'
lines "ACPI's types, and one without a name" "$ports
00100000-0fffffff : System RAM
$image
10000000-1000ffff : ACPI Tables
10010000-1001ffff : ACPI Non-volatile Storage
10020000-1002ffff : Unusable memory
10030000-1003ffff : Unknown E820 type
10040000-10043fff : Soft Reserved
10050000-10050fff : System RAM
10051000-13ffffff : RAM buffer" "\"0x0-0x9ffff usable\", \"0x100000-0xfffffff usable\",
	\"0x10000000-0x1000ffff ACPI data\", \"0x10010000-0x1001ffff ACPI NVS\",
	\"0x10020000-0x1002ffff unusable\", \"0x10030000-0x1003ffff type 77\",
	\"0x10040000-0x10043fff soft reserved\", \"0x10050000-0x10050fff usable\"" "" ""
lines "3.10 calls all of that reserved" "00000000-00000fff : reserved
00001000-0009ffff : System RAM
000a0000-000bffff : Video RAM area
000f0000-000fffff : System ROM
00100000-0fffffff : System RAM
  00100000-002ac721 : Kernel code
  002ac722-003d0d23 : Kernel data
  00400000-005a5f13 : Kernel bss
10000000-1000ffff : ACPI Tables
10030000-1003ffff : reserved
10040000-10043fff : reserved" "\"0x0-0x9ffff usable\", \"0x100000-0xfffffff usable\",
	\"0x10000000-0x1000ffff ACPI data\", \"0x10030000-0x1003ffff type 77\",
	\"0x10040000-0x10043fff reserved\"" linux-3.10-x86 ""

# refuses NAME REASON MAP [MORE]
refuses()
{
	board "$3" "$4"
	status=0
	"$BOOTWALK" iomem "$scratch/board.dts" >"$scratch/got" 2>"$scratch/err" </dev/null || status=$?
	if [ "$status" = 2 ] && [ "$(wc -l <"$scratch/err")" = 1 ] && grep -q "$2" "$scratch/err"; then
		pass "$1"
	else
		fail "$1" "status $status; $(head -n 3 "$scratch/err")"
	fi
}
refuses "a map of no type" "/bootwalk/e820: '0x0-0x1000' does not end in a type" '"0x0-0x1000"'
refuses "a map of no range" "does not begin with a range" '"usable"'
refuses "a range that ends before it begins" "does not begin with a range" '"0x2000-0x1000 usable"'
refuses "numbers that do not come out even" "nor of 20 bytes each" '<1 2 3>'
refuses "an empty map" "1 to 128 entries" '[]'
refuses "a ROM that is no range" "/bootwalk/roms: 'x' has a word that is no range" "$plain" 'roms = "x";'
refuses "a device without its ID" "lacks its names" "$plain" 'acpi { pnp = "00:00"; };'
refuses "a table with two ranges" "must have its names and one range" "$plain" \
	'acpi { tables = "FACP 0x1000 0x2000"; };'
refuses "an interrupt controller at no number" "must be a number" "$plain" 'acpi { local-apic; };'
refuses "a kernel that reads trees" "only a kernel for PCs asks for it" "$plain" \
	'kernel = "linux-6.1-arm64";'

# A log with bytes gone wrong is either a machine or refused in a line; nothing else happens.
log=$BOOTWALK_TESTDATA/oracle-x86/q35-bridges/dmesg
bad=0
for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	awk -v seed="$seed" 'BEGIN { srand(seed) }
	{ if (rand() < 0.05) next
	  if (rand() < 0.1) {
		at = int(rand() * length($0))
		$0 = substr($0, 1, at) substr("09afx-[]: @", int(rand() * 11) + 1, 1) substr($0, at + 2)
	  }
	  print }' "$log" >"$scratch/damaged"
	status=0
	"$BOOTWALK" iomem "$scratch/damaged" >"$scratch/got" 2>"$scratch/err" </dev/null || status=$?
	case $status in
	0) [ -s "$scratch/got" ] || bad=$((bad + 1)) ;;
	1 | 2) [ "$(wc -l <"$scratch/err")" -le 3 ] || bad=$((bad + 1)) ;;
	*)
		bad=$((bad + 1))
		cp "$scratch/damaged" "$scratch/damaged-$seed"
		;;
	esac
done
if [ "$bad" = 0 ]; then
	pass "damaged logs"
else
	fail "damaged logs" "$bad of 20"
fi
done_testing
