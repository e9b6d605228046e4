#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line: what it answers, what it refuses and how, and its exit statuses.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch cli
cd "$scratch" || exit 1

good=$BOOTWALK_TESTDATA/oracle/rm-plain/fdt.dtb

# call ARGS...: status, out, err of the program, with nothing on standard input.
call()
{
	status=0
	"$BOOTWALK" "$@" >out 2>err </dev/null || status=$?
}

# prints NAME PATTERN ARGS...: status 0, PATTERN in a line of standard output, nothing else said
# but which devices have no driver.
prints()
{
	name=$1
	pattern=$2
	shift 2
	call "$@"
	grep -v -e '^bootwalk: without a driver, because' -e '^bootwalk: the cards are those of' err >said
	if [ "$status" = 0 ] && grep -Eq -e "$pattern" out && [ ! -s said ]; then
		pass "$name"
	else
		fail "$name" "status $status; out: $(head -n 3 out); err: $(head -n 3 err)"
	fi
}

# judge NAME PATTERN: the call before ended with status 2, printed nothing, and gave one line
# with PATTERN as the reason.  A usage error may add the line that points to --help.
judge()
{
	why=
	[ "$status" = 2 ] || why="exit status $status, not 2"
	[ ! -s out ] || why="$why; standard output: $(head -n 2 out)"
	lines=$(grep -cv "^Try 'bootwalk .*--help'" err)
	[ "$lines" = 1 ] || why="$why; $lines lines on standard error"
	head -n 1 err | grep -Eq -e '^bootwalk: .' || why="$why; not in the form bootwalk: WHAT: REASON"
	head -n 1 err | grep -Eqi -e "$2" || why="$why; nothing like '$2'"
	if [ -z "$why" ]; then
		pass "$1"
	else
		fail "$1" "$why
$(head -n 5 err)"
	fi
}

# refuses NAME PATTERN ARGS...
refuses()
{
	name=$1
	pattern=$2
	shift 2
	call "$@"
	judge "$name" "$pattern"
}

# patch OFFSET OCTAL-BYTES FILE: write bytes into a file.
patch()
{
	# shellcheck disable=SC2059 # the bytes are a format on purpose
	printf "$2" | dd of="$3" bs=1 seek="$1" conv=notrunc 2>/dev/null
}

# ---- what it answers ----

prints "--help" '^Usage: bootwalk' --help
prints "--help names the commands" '\biomem\b' --help
prints "--version" '^bootwalk \(bootwalk\) [0-9]+\.[0-9]' --version
prints "--version has the copyright" '^Copyright' --version
prints "--version has the licence" 'GPL' --version
for command in iomem memblock log trace run; do
	prints "$command --help" "^Usage: bootwalk $command" "$command" --help
done
prints "a board by its name" ' : System RAM$' iomem qemu-virt
prints "a board: options before the machine" ' : System RAM$' iomem --user qemu-virt
prints "a file" ' : System RAM$' iomem "$good"
prints "an option's value after =" ' : System RAM$' iomem "$good" --kernel=linux-6.1-arm64
cp "$good" ./-odd.dtb
prints "after -- nothing is an option" ' : System RAM$' iomem -- -odd.dtb
prints "memblock reserved" '^ +0: 0x[0-9a-f]{16}\.\.0x[0-9a-f]{16}' memblock "$good" reserved
prints "trace as JSON" '^\{.*"n": ?[0-9]+' trace "$good" --format=json --level=stage

call iomem "$good" && cp out from-file
"$BOOTWALK" iomem - <"$good" >out 2>err
same "standard input is as good as a file" from-file out
"$DTC" -q -I dtb -O dts -o good.dts "$good" && call iomem good.dts
same "so is its source" from-file out
printf 'request_mem_region 0x1000 0x1000 "x"\n' >good.bw
prints "a script" '^-> 00001000-00001fff : x$' run good.bw
printf 'memblock_add 0 1M\nexpect last 5\n' >expect.bw
call run expect.bw
if [ "$status" = 1 ]; then
	pass "a failed expectation ends with status 1"
else
	fail "a failed expectation ends with status 1" "status $status; $(head -n 3 err)"
fi

# ---- drivers ----

mkdir drv broken twice
cat >drv/thief.drv <<'END'
driver pl061_gpio
  bus amba
  id 0x00041061 mask 0x000fffff
  probe
    devm_request_mem_region . &.res.start 0x100 "half of it"
END
printf 'driver x\n  compatible "a,b"\n  probe\n    frobnicate\n' >broken/x.drv
printf 'driver x\n  compatible "arm,sbsa-uart"\n  probe\n    return 0\n' >twice/x.drv
prints "drivers" '^pl061_gpio amba GPIO_PL061 0x00041061/0x000fffff$' drivers
prints "drivers of a folder" '^pl061_gpio amba - 0x00041061/0x000fffff$' drivers --drivers drv
prints "--drivers takes the place of one that ships" '^  09030000-090300ff : half of it$' \
	iomem qemu-virt --drivers drv
prints "--bind builtin" '^amba 9030000.pl061 pl061_gpio$' devices qemu-virt --bind builtin
prints "--bind none" '^amba 9030000.pl061 -$' devices qemu-virt --bind none
prints "--bind all" '^platform a000000.virtio_mmio ' devices qemu-virt --bind all
call iomem qemu-virt --bind builtin
if [ "$status" = 0 ] && [ ! -s err ]; then
	pass "--bind builtin names no unknown driver"
else
	fail "--bind builtin names no unknown driver" "$(head -n 3 err)"
fi
call iomem qemu-virt
if [ "$status" = 0 ] && [ "$(grep -c '^bootwalk: without a driver, because none is known here: ' err)" -le 1 ]; then
	pass "unknown drivers are named once"
else
	fail "unknown drivers are named once" "$(head -n 3 err)"
fi
refuses "a driver with an unknown call" '^bootwalk: broken/x\.drv:4: .*frobnicate' \
	iomem qemu-virt --drivers broken
refuses "a compatible claimed twice" "twice/x\.drv:1: .*'arm,sbsa-uart'" \
	iomem qemu-virt --drivers twice
refuses "drivers with another option" 'kernel' drivers --kernel linux-6.1-arm64

# ---- usage ----

refuses "an unknown command" 'frobnicate' frobnicate "$good"
refuses "an unknown option" 'frobnicate' iomem "$good" --frobnicate
refuses "an unknown option, alone" 'frobnicate' --frobnicate
refuses "an option without its value" 'kernel' iomem "$good" --kernel
refuses "no machine" 'machine' iomem
refuses "one word too many" 'surplus|takes' iomem "$good" surplus
refuses "memblock of what?" 'memory|reserved' memblock "$good"
refuses "memblock of nothing known" 'elsewhere' memblock "$good" elsewhere
refuses "an unknown kernel" 'no-such-kernel' iomem "$good" --kernel no-such-kernel
refuses "an address that is none" 'twelve' iomem "$good" --kernel-base twelve
refuses "an address of 65 bits" '0x10000000000000000' iomem "$good" --fdt-base 0x10000000000000000
refuses "a range that ends before it starts" 'memory' iomem "$good" --memory 0x2000-0x1000
refuses "a moment that never comes" 'no_such_function' iomem "$good" --at no_such_function
refuses "an unknown level" 'sideways' trace "$good" --level=sideways
refuses "an unknown format" 'papyrus' trace "$good" --format=papyrus

refuses "an option that may be two" 'several options' iomem "$good" --kern linux-6.1-arm64
refuses "an option of a machine where there is none" 'no machine' boards --kernel linux-6.1-arm64
refuses "a script without a machine, with an option of one" 'no machine' run good.bw --cpus 2
refuses "an option of another command" 'interface has no such option' --user "$good"
refuses "an empty script name" 'empty' run ''
refuses "an endless script" '/dev/zero: it is longer' run /dev/zero
refuses "a name with an escape of one byte" '^bootwalk: a\?b' run "$(printf 'a\233b')"
refuses "a name with an escape of two bytes" '^bootwalk: a\?b' run "$(printf 'a\302\233b')"
for command in --help --version "iomem --help"; do
	status=0
	# shellcheck disable=SC2086 # two words
	"$BOOTWALK" $command >/dev/full 2>err || status=$?
	: >out
	judge "$command into a full disk" 'standard output'
done

# ---- machines ----

refuses "an unknown board" 'no-such-board' iomem no-such-board
refuses "a file that is not there" 'no-such-file\.dtb' iomem no-such-file.dtb
refuses "no terminal, an unknown board" 'no-such-board' no-such-board
: >empty.dtb
refuses "an empty blob" 'empty\.dtb' iomem empty.dtb
refuses "empty standard input" '.' iomem -
head -c 39 "$good" >header.dtb
refuses "half a header" 'header\.dtb' iomem header.dtb
head -c 1000 "$good" >truncated.dtb
refuses "a truncated blob" 'truncated\.dtb' iomem truncated.dtb
cp "$good" magic.dtb
patch 0 '\320\015\376\356' magic.dtb
refuses "a wrong magic" 'magic\.dtb' iomem magic.dtb
cp "$good" totalsize.dtb
patch 4 '\000\177\000\000' totalsize.dtb
refuses "a totalsize larger than the file" 'totalsize\.dtb' iomem totalsize.dtb
cp "$good" offset.dtb
patch 8 '\177\377\377\377' offset.dtb
refuses "a structure block outside of the blob" 'offset\.dtb' iomem offset.dtb
cp "$good" tag.dtb
offset=$(od -An -tu1 -j8 -N4 "$good" | awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }')
patch "$offset" '\000\000\000\007' tag.dtb
refuses "a tag that there is not" 'tag\.dtb' iomem tag.dtb
printf '/dts-v1/;\n/ {\n\tmemory@0 {\n' >broken.dts
refuses "a source that does not compile" 'broken\.dts' iomem broken.dts
mkdir -p no-tree
refuses "a folder that is no tree" 'no-tree' iomem no-tree
printf '/dts-v1/;\n/ { #address-cells = <2>; #size-cells = <2>; };\n' >no-memory.dts
refuses "a tree without memory" 'memory' iomem no-memory.dts
refuses "an overlay that is none" 'empty\.dtb' iomem "$good" --overlay empty.dtb
refuses "an overlay that is a board" 'no fragment' iomem "$good" --overlay "$good"

# What a blob says is never sent raw to a terminal.
"$DTC" -q -I dts -O dtb -o escape.dtb - <<'END'
/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	model = "\x1b]0;owned\x07\x1b[31m";
	compatible = [1b 5b 32 4a ff fe 00];
	chosen { bootargs = "console=\x1b[2J\xff"; };
	memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0 0x10000000>; };
	reserved-memory {
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		hole@48000000 { reg = <0 0x48000000 0 0x1000>; compatible = "\x1b[5m"; };
	};
};
END
for command in iomem log trace; do
	call "$command" escape.dtb --kernel linux-6.1-arm64
	if [ "$status" != 0 ]; then
		fail "escapes in a blob, $command" "status $status; $(head -n 3 err)"
	elif LC_ALL=C tr -d '\n\t' <out | LC_ALL=C grep -q '[[:cntrl:]]'; then
		fail "escapes in a blob, $command" "a control character on standard output"
	elif LC_ALL=C tr -d '\n\t' <err | LC_ALL=C grep -q '[[:cntrl:]]'; then
		fail "escapes in a blob, $command" "a control character on standard error"
	elif LC_ALL=C tr -d '\000-\177' <out | LC_ALL=C grep -q .; then
		fail "escapes in a blob, $command" "bytes that are no UTF-8 on standard output"
	else
		pass "escapes in a blob, $command"
	fi
done

# ---- scripts ----

printf 'memblock_add 0 1M\nmemblock_dump_all\nfrobnicate 1 2\n' >bad.bw
refuses "a script with an unknown word" 'bad\.bw:3: .*frobnicate' run bad.bw
printf 'memblock_add 0\n' >few.bw
refuses "a script with an argument too few" 'few\.bw:1: ' run few.bw
printf '# comment\n\nmemblock_add 0 1M "x\n' >quote.bw
refuses "a script with an open quote" 'quote\.bw:3: ' run quote.bw
printf 'memblock_add 0 18446744073709551616\n' >big.bw
refuses "a script with a number of 65 bits" 'big\.bw:1: ' run big.bw
printf 'release_resource &nobody\n' >label.bw
refuses "a script with a label that nothing bears" 'label\.bw:1: ' run label.bw
printf 'memblock_add 0 1M\n\000\001\002\n' >nul.bw
refuses "a script with a zero byte" 'nul\.bw:2: ' run nul.bw
refuses "a script that is not there" 'no-such\.bw' run no-such.bw
refuses "a script that is a folder" 'no-tree' run no-tree

# ---- calls that are injected ----

printf 'at arm64_memblock_init memblock_reserve 0x50000000 1M\n' >inject.bw
printf 'expect reserved 0x50000000-0x500fffff\nexpect reserved 0x51000000-0x510fffff\n' >both.bw
printf 'at arm64_memblock_init memblock_reserve 0x51000000 1M\n' >>both.bw
prints "a script and --inject" '^-> 0$' run both.bw qemu-virt --inject inject.bw
printf 'memblock_reserve 0x50000000 1M\n' >inject.bw
refuses "--inject: a call without its moment" 'inject\.bw:1: .*moment' iomem qemu-virt \
	--inject inject.bw
printf '\nat no_such_function memblock_reserve 0x50000000 1M\n' >inject.bw
refuses "--inject: a moment that never comes" 'inject\.bw:2: .*moment' iomem qemu-virt \
	--inject inject.bw

printf 'at setup_arch memblock_remove 1M 4G\n' >inject.bw
call log qemu-virt --inject inject.bw
if [ "$status" = 0 ] && grep -q '^Kernel panic' out &&
	grep -q '^bootwalk: the boot did not come to its end: .' err; then
	pass "a boot that ends early is told"
else
	fail "a boot that ends early is told" "status $status; $(tail -n 1 out); $(head -n 3 err)"
fi

# What was refused wrote nothing.
left=$(find . -newer good.bw -type f ! -name '*.bw' ! -name '*.dtb' ! -name '*.dts' ! -name '*.drv' \
	! -name out ! -name err ! -name said ! -name from-file)
if [ -z "$left" ]; then
	pass "nothing was written"
else
	fail "nothing was written" "$left"
fi
# A blob knows no cards: those of the board that is the same machine stand in for them.
"$BOOTWALK" iomem "$BOOTWALK_TESTDATA/oracle/ram-512m/fdt.dtb" >"$scratch/blob" 2>"$scratch/err" </dev/null
if grep -q ' : 0000:00:01.0$' "$scratch/blob" && grep -q 'of the board qemu-virt' "$scratch/err"; then
	pass "cards of the same machine"
else
	fail "cards of the same machine" "$(head -n 3 "$scratch/err")"
fi
: >"$scratch/none"
"$BOOTWALK" iomem "$BOOTWALK_TESTDATA/oracle/ram-512m/fdt.dtb" --pci "$scratch/none" >"$scratch/blob" 2>&1 </dev/null
if grep -q ' : 0000:00:01.0$' "$scratch/blob"; then
	fail "no cards with an empty file" "$(cat "$scratch/blob")"
else
	pass "no cards with an empty file"
fi
# A tree that no board is gets the kernel that is for its CPUs; one kernel for each kind of them.
twice=$(cat "$BOOTWALK_SOURCE"/boards/kernels/*.dts | sed -n 's/^\tdefault-for = \(.*\);$/\1/p' |
	tr -d ' ' | tr , '\n' | sort | uniq -d)
if [ -z "$twice" ]; then
	pass "no two kernels are the default for the same CPUs"
else
	fail "no two kernels are the default for the same CPUs" "$twice"
fi
# tree CPU: a board with one processor, into tree.dts
tree()
{
	printf '/dts-v1/;\n/ {\n\t#address-cells = <1>;\n\t#size-cells = <1>;\n' >tree.dts
	printf '\tmemory@80000000 { device_type = "memory"; reg = <0x80000000 0x10000000>; };\n' >>tree.dts
	printf '\tcpus {\n\t\t#address-cells = <1>;\n\t\t#size-cells = <0>;\n' >>tree.dts
	printf '\t\tcpu@0 { device_type = "cpu"; reg = <0>; compatible = "%s"; };\n\t};\n};\n' "$1" >>tree.dts
}
# chosen CPU RELEASE: whose kernel it is
chosen()
{
	tree "$1"
	"$BOOTWALK" log tree.dts >out 2>err </dev/null
	if head -n 1 out | grep -q "^Linux version $2" && ! grep -q 'which kind' err; then
		pass "the kernel for $1"
	else
		fail "the kernel for $1" "$(head -n 1 out; cat err)"
	fi
}
chosen arm,cortex-a7 '6\.1\.0-.*-armmp '
chosen arm,armv7 '6\.1\.0-.*-armmp '
chosen arm,cortex-m33 '6\.1\.192$'
chosen riscv '6\.12.*riscv64 '
chosen arm,cortex-a72 '6\.1\.0-.*-arm64 '
tree nobody,knows
"$BOOTWALK" iomem tree.dts >out 2>err </dev/null
if grep -q ': reserved$' out &&
	[ "$(grep -c 'of which kind its CPUs (nobody,knows) are is not known' err)" = 1 ]; then
	pass "an unknown CPU keeps the default, and that is said once"
else
	fail "an unknown CPU keeps the default, and that is said once" "$(head -n 1 out; cat err)"
fi
# The README's table of keys names every pane.
row=$(grep '^| Tab, ' "$BOOTWALK_SOURCE/README.md")
for pane in $(sed -n 's/.*"[0-9]", N_("the pane \([a-z]*\)").*/\1/p' "$BOOTWALK_SOURCE/src/tui/key_rows.c"); do
	case $row in
	*" $pane"[,\;\ ]*) pass "the README knows the pane $pane" ;;
	*) fail "the README knows the pane $pane" "$row" ;;
	esac
done
done_testing
