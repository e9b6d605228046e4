#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of PCs: all of /proc/iomem and /proc/ioports, and what memblock logged until
# the nodes get their memory.  Each folder is a machine by itself: its kernel's log says what the
# firmware said.  What no log tells comes from the boards pc and pc-q35.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch oracle-x86

# What memblock logged before page tables and the node's data are allocated, which is not retold.
memblock_lines()
{
	awk '/^No NUMA|init_mem_mapping/ { exit }
	/^memblock_[a-z_]*:/ { sub(/\+0x[0-9a-f]+\/0x[0-9a-f]+$/, ""); print }' "$1"
}

# ask NAME COMMAND WORD...: the answer in $scratch/answer
ask()
{
	what=$1
	shift
	"$BOOTWALK" "$@" --bind builtin >"$scratch/answer" 2>"$scratch/err" </dev/null ||
		{
			fail "$what" "exit status $?: $(head -n 3 "$scratch/err")"
			return 1
		}
}

for case in "$BOOTWALK_TESTDATA"/oracle-x86/*; do
	name=$(basename "$case")
	for file in iomem ioports; do
		[ -s "$case/$file" ] || fail "$name $file" "the recording has none"
		ask "$name $file" "$file" "$case" && same "$name $file" "$case/$file" "$scratch/answer"
	done
	if [ -s "$case/iomem.user" ]; then
		ask "$name iomem.user" iomem --user "$case" &&
			same "$name iomem.user" "$case/iomem.user" "$scratch/answer"
	fi
	ask "$name log" log "$case" || continue
	memblock_lines "$case/dmesg" >"$scratch/wanted"
	memblock_lines "$scratch/answer" >"$scratch/got"
	[ -s "$scratch/wanted" ] || fail "$name log" "the recording has no such line"
	same "$name log" "$scratch/wanted" "$scratch/got"
done

# Units that translate addresses of cards: how many pages each claims follows from what it can do.
case=$scratch/units
cp -r "$BOOTWALK_TESTDATA/oracle-x86/q35-1g" "$case"
cat >>"$case/dmesg" <<END
DMAR: dmar0: reg_base_addr fed90000 ver 1:0 cap d2008c22260206 ecap f00f4a
DMAR: dmar1: reg_base_addr fed92000 ver 1:0 cap d2008c22260206 ecap f1004a
END
sed 's/^fee00000-fee00fff : Local APIC$/fed90000-fed90fff : dmar0\nfed92000-fed93fff : dmar1\n&/' \
	"$case/iomem" >"$scratch/wanted"
ask "dmar0 and dmar1" iomem "$case" && same "dmar0 and dmar1" "$scratch/wanted" "$scratch/answer"

# The boards are two of these machines, told in full: nothing of a log is needed for them.
for pair in pc:pc-512m pc-q35:q35-1g; do
	for file in iomem ioports; do
		ask "${pair%:*} $file" "$file" "${pair%:*}" &&
			same "${pair%:*} gives $file of ${pair#*:}" \
				"$BOOTWALK_TESTDATA/oracle-x86/${pair#*:}/$file" "$scratch/answer"
	done
done

# A board with another map and other cards is another machine: windows begin where RAM ends.
big=0x0-0x9fbff,0x100000-0xbffdffff,0x100000000-0x13fffffff
ask "pc --memory" iomem pc --memory "$big"
if grep -q '^100000000-13fffffff : System RAM$' "$scratch/answer" &&
	grep -q '^140000000-1bfffffff : PCI Bus 0000:00$' "$scratch/answer"; then
	pass "--memory replaces what is usable, and windows follow"
else
	fail "--memory replaces what is usable, and windows follow" "$(cat "$scratch/answer")"
fi

# The same with nothing but a map and cards: windows that the firmware opened for nothing are the
# only lines that nobody can know.
case=$BOOTWALK_TESTDATA/oracle-x86/q35-bridges
{
	printf '/dts-v1/;\n/plugin/;\n&{/bootwalk} { e820 = '
	sed -n 's/^BIOS-e820: .*/"&"/p' "$case/dmesg" | paste -s -d , | tr -d '\n'
	printf '; };\n'
} >"$scratch/map.dts"
known()
{
	grep -vE '^  (fe000000-fe1fffff|fe200000-fe3fffff|100000000-1001fffff|100200000-1003fffff) : PCI Bus' "$1"
}
for file in iomem ioports; do
	ask "map and cards: $file" "$file" pc-q35 --overlay "$scratch/map.dts" --pci "$case/pci" ||
		continue
	known "$case/$file" >"$scratch/wanted"
	known "$scratch/answer" >"$scratch/got"
	same "map and cards: $file" "$scratch/wanted" "$scratch/got"
done
done_testing
