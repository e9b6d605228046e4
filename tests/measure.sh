#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The helpers of boards/kernels: a profile that is measured from recorded boots, beginning with that of
# another kernel, has the figures that are known; and check tells a right profile from a wrong one.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch measure
kernels=$BOOTWALK_SOURCE/boards/kernels
cd "$scratch" || exit 1

# figures PROFILE.dts: each property that is a number, a line each, in decimal.
figures()
{
	awk '
		function number(word,   i, n) {
			if (word !~ /^0x/)
				return word
			for (i = 3; i <= length(word); i++)
				n = n * 16 + index("0123456789abcdef", substr(word, i, 1)) - 1
			return n + 0
		}
		/^\t[a-z]+ \{$/ { node = $1 "/" }
		/^\t\};$/ { node = "" }
		/^\t+[a-z0-9_-]+ = <.*>;$/ {
			gsub(/[<>;]/, "")
			line = node $1
			for (i = 3; i <= NF; i++)
				line = line " " number($i)
			print line
		}' "$1" | sort
}

# measures WHAT PROFILE LIKE FIGURES RECORD...: of the figures that the records show, all are those of
# PROFILE; they are FIGURES at least.
measures()
{
	what=$1 profile=$2 like=$3 least=$4
	shift 4
	if ! "$kernels/measure" --like "$kernels/$like.dts" "$@" >measured.dts 2>report; then
		fail "$what" "$(head -n 5 report)"
		return
	fi
	if grep -q '^doubt' report; then
		fail "$what: nothing is in doubt" "$(grep '^doubt' report)"
	else
		pass "$what: nothing is in doubt"
	fi
	sed -n 's/^read   \([a-z/-]*\)  *[0-9].*/^\1 /p' report | sort >read
	figures "$kernels/$profile.dts" | grep -f read >wanted
	figures measured.dts | grep -f read >got
	same "$what: what was read are its figures" wanted got
	if [ "$(wc -l <read)" -ge "$least" ]; then
		pass "$what: it reads $least figures"
	else
		fail "$what: it reads $least figures" "it reads $(wc -l <read): $(cat read)"
	fi
}

old=$BOOTWALK_TESTDATA/oracle-5.10
measures "5.10, beginning with 6.1" linux-5.10-arm64 linux-6.1-arm64 34 "$old/crash-at" "$old/ram-512m" \
	"$old/swiotlb-force" "$old/cells-1-2" "$old/smp-2" "$old/dev-alias" "$old/rm-dynamic-nomap"
if grep -q default-for measured.dts; then
	fail "a measured profile is the default for no CPUs" "$(grep default-for measured.dts)"
else
	pass "a measured profile is the default for no CPUs"
fi
for word in 'initrd-nomap-cleared *no' 'dynamic-nomap-marked *no' 'phys-names *no' \
	'distance-allocated *no' 'platform-framebuffer *no'; do
	if grep -q "^read .*: $word" report; then
		pass "5.10: $word"
	else
		fail "5.10: $word" "$(grep -e "${word%% *}" report)"
	fi
done

late=$BOOTWALK_TESTDATA/oracle-6.12
measures "6.12, beginning with 6.1" linux-6.12-arm64 linux-6.1-arm64 40 "$late/crash-at" \
	"$late/swiotlb-force" "$late/cells-1-2" "$late/dev-alias" "$late/rm-dynamic-nomap" "$late/rm-plain"
for word in 'numa-memblks *yes' 'reserved-mem-stages *yes' 'crash-reserve *yes' \
	'memblock-flags-shown *yes' 'initmem-leaves-memblock *yes' \
	'node-data-allocated *yes' 'platform-framebuffer *no'; do
	if grep -q "^read .*: $word" report; then
		pass "6.12: $word"
	else
		fail "6.12: $word" "$(grep -e "${word%% *}" report)"
	fi
done

arm=$BOOTWALK_TESTDATA/oracle-arm32
measures "32-bit Arm" linux-6.1-armmp linux-6.1-armmp 15 "$arm/virt-256m" "$arm/virt-crash" "$arm/orangepi-pc"

new=$BOOTWALK_TESTDATA/oracle-rt
measures "6.1 with PREEMPT_RT, beginning with 5.10" linux-6.1-rt-arm64 linux-5.10-arm64 42 \
	"$new/options" "$new/tree"
for word in 'crashkernel-in-bootmem *yes' 'initrd-nomap-cleared *yes' 'dynamic-nomap-marked *yes' \
	'phys-names *yes' 'distance-allocated *yes' 'unknown-options *yes'; do
	if grep -q "^read .*: $word" report; then
		pass "6.1 with PREEMPT_RT: $word"
	else
		fail "6.1 with PREEMPT_RT: $word" "$(grep -e "${word%% *}" report)"
	fi
done

# the same by hand, from a serial port's log with parts of one: console, log, tree
for part in version dmesg iomem vmallocinfo kallsyms; do
	echo "@@$part"
	cat "$new/options/$part"
	[ $part != dmesg ] || echo '@@fdt' && [ $part != dmesg ] || gzip -c "$new/options/fdt.dtb" | base64
done | sed 's/$/\r/' >serial
"$kernels/measure" --like "$kernels/linux-5.10-arm64.dts" serial >measured.dts 2>report
grep -E '^read +(image|sizes)/' report | sort >got
"$kernels/measure" --like "$kernels/linux-5.10-arm64.dts" "$new/options" 2>report >measured.dts
grep -E '^read +(image|sizes)/' report | sort >wanted
same "a serial port's log is read like a folder" wanted got

# refuses WHAT PATTERN WORD...: status not 0, no profile, and a reason like the pattern.
refuses()
{
	what=$1 pattern=$2
	shift 2
	if ! "$kernels/measure" "$@" >got 2>err && [ ! -s got ] && grep -q -e "$pattern" err; then
		pass "$what"
	else
		fail "$what" "$(head -n 3 got err)"
	fi
}
refuses "a record that is not there" 'measure: none cannot be read' none
echo 'no part' >text
refuses "a file that is no record" 'text holds nothing that record prints' text
refuses "no record" 'no record is named' --config text
refuses "an option that is none" 'there is no option --image=x' --image=x text
refuses "a profile that includes another" 'nommu-mpu.dts takes its figures from another file' \
	--like "$kernels/linux-6.1-nommu-mpu.dts" serial

# An image with BTF and a table of clocks, as a linker lays them out.
byte()
{
	printf "\\$(printf %03o $(($1 & 255)))"
}
word()
{
	for number; do
		byte "$number"
		byte $((number >> 8))
		byte $((number >> 16))
		byte $((number >> 24))
	done
}
zeros()
{
	head -c "$1" /dev/zero
}
# entry COMPATIBLE
entry()
{
	zeros 64
	printf %s "$1"
	zeros $((136 - ${#1}))
}
strings='\0int\0device_node\0property\0name\0'
{
	printf 'MZ, and what is not BTF: \237\353\001 and more, which goes on for some time'
	# header, with the places of types and strings behind it
	printf '\237\353\001\000'
	word 24 0 $((16 + 24 + 12 + 24)) $((16 + 24 + 12 + 24)) 31
	word 1 $((1 << 24)) 4 32                    # an int has a word more
	word 5 $((4 << 24 | 1)) 216 26 1 0          # struct device_node, with one member
	word 17 $((7 << 24)) 0                      # property is only named here
	word 17 $((4 << 24 | 1)) 104 26 1 0         # and told here
	printf "$strings"
	zeros 33
	entry "example,other"
	zeros 200
	entry "fixed-clock"
	entry "example,unknown-clock"
	entry "fixed-factor-clock"
	zeros 400
	printf 'fixed-clock'
} >image
gzip -c image >image.gz
mkdir bare
cp "$new/options/version" bare
"$kernels/measure" --image image bare >measured.dts 2>report
figures measured.dts | grep -E '^sizes/(device-node|property) ' >got
printf 'sizes/device-node 216\nsizes/property 104\n' >wanted
same "sizes of structures are those of the image's BTF" wanted got
sed -n '/^\tclocks = /,/;/p' measured.dts | tr -d '\t;,' | sed 's/clocks = //' >got
printf '"fixed-clock"\n"fixed-factor-clock"\n' >wanted
same "clocks are those of the image's table that the other profile has" wanted got
if grep -q '^doubt  clocks .*: example,unknown-clock$' report; then
	pass "a clock that only the table has is in doubt"
else
	fail "a clock that only the table has is in doubt" "$(grep clocks report)"
fi
"$kernels/measure" --image image.gz bare >packed.dts 2>err
same "a packed image is unpacked" measured.dts packed.dts

# check: a right profile, and wrong ones
checks()
{
	status=0
	"$kernels/check" --bootwalk "$BOOTWALK" "$@" >got 2>err || status=$?
}
checks linux-6.1-rt-arm64 "$new/options" "$new/tree"
if [ $status = 0 ] && [ "$(grep -c ': the same, ' got)" = 8 ]; then
	pass "check finds the profile right"
else
	fail "check finds the profile right" "$(cat got err)"
fi
sed '/"setup_command_line",/d' "$kernels/linux-6.1-rt-arm64.dts" >wrong.dts
cp -r "$new/tree" named
echo 'ffff800009580000 t setup_arch' >>named/kallsyms
checks ./wrong.dts named
if [ $status = 1 ] && grep -q 'its kallsyms has no function setup_command_line: add it to inlined' got; then
	pass "check says which function is inlined"
else
	fail "check says which function is inlined" "$(cat got err)"
fi
sed 's/device-node = <208>/device-node = <200>/' "$kernels/linux-6.1-rt-arm64.dts" >wrong.dts
checks --lines 1 ./wrong.dts "$new/tree"
if [ $status = 1 ] && grep -q '^-memblock_alloc_try_nid: [0-9]* bytes .* early_init_dt_alloc_memory_arch$' got; then
	pass "check shows the allocation that a wrong size changes"
else
	fail "check shows the allocation that a wrong size changes" "$(cat got err)"
fi
checks ./none.dts "$new/tree"
if [ $status = 1 ] && grep -q 'tree: .*none.dts: cannot be opened' got; then
	pass "check says why there is no answer"
else
	fail "check says why there is no answer" "$(cat got err)"
fi
done_testing
