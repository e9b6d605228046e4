#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What drivers hold is given back in reverse order: the log of a kernel with
# CONFIG_DEBUG_DEVRES, for a driver on each of some nodes of the board of the mapping
# scripts.  No profile that ships has the option, so one is made here.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch devres
data=$BOOTWALK_SOURCE/tests/data/devres
drivers=$data
board=$BOOTWALK_TESTDATA/mapping/arm64
profile=kernels/linux-6.1-arm64.dts

cp -R "$BOOTWALK_SOURCE/boards" "$scratch/source"
chmod -R u+w "$scratch/source"
sed 's/features = /&"debug-devres", /' "$BOOTWALK_SOURCE/boards/$profile" >"$scratch/source/$profile"
mkdir "$scratch/boards"
"${CONFIG_SHELL:-/bin/sh}" "$scratch/source/pack.sh" "$scratch/source" "$scratch/boards/boards.dtb" ||
	fail "a kernel that logs"
BOOTWALK_DATADIR=$scratch/boards
export BOOTWALK_DATADIR

# run COMMAND WORD... [SCRIPT]: the board with the driver in folder $probe
run()
{
	"$BOOTWALK" "$@" "$board/fdt.dtb" --append 'console=ttyAMA0 nokaslr devres.log=1' \
		--kernel-base 0x40200000 --fdt-base 0x48000000 --fdt-size 0x236c \
		--initrd 0x49000000-0x491fffff --pci "$board/pci" --bind builtin \
		--drivers "$drivers/$probe" >"$scratch/out" 2>"$scratch/err" </dev/null ||
		fail "$probe" "exit status not 0: $(head -n 3 "$scratch/err")"
}

# gives_back PROBE DEVICE: the lines about the device are those that were recorded
gives_back()
{
	probe=$1
	printf 'unbind %s\ndmesg -t\n' "$2" >"$scratch/script"
	run run "$scratch/script"
	grep -F "$2" "$scratch/out" | grep '^calls' >"$scratch/got"
	same "what a probe takes and what is given back: $1" "$data/$1/log" "$scratch/got"
}

gives_back unbind 50000000.regs
gives_back no-device 50002080.part
gives_back no-resource 50002100.part
gives_back own-claim 50200000.big
probe=other-claim
run devices
if grep -q '^amba 9010000.pl031 rtc-pl031' "$scratch/out"; then
	gives_back other-claim 9010000.over
else
	skip "what a probe takes and what is given back: other-claim" "pl031 has no recipe"
fi
gives_back no-mapping 1000000000000.far
gives_back ram 44000000.inram

# While the last action runs, the first claim is still there and the second one is gone.
probe=unbind
cat >"$scratch/script" <<'END'
unbind 50000000.regs
goto devres_release_all(50000000.regs)/devm_action_release#3
info address 0x50000000
info address 0x50010000
END
run run "$scratch/script"
grep -E '^([0-9a-f]{8,}-|No )' "$scratch/out" >"$scratch/got"
printf '%s\n' '50000000-50000fff : ctrl' 'No resource holds this address.' >"$scratch/wanted"
same "the tree while the last action runs" "$scratch/wanted" "$scratch/got"

# Without the option the word is nobody's.
unset BOOTWALK_DATADIR
run log
if grep -q DEVRES "$scratch/out"; then
	fail "a kernel without the option logs nothing"
else
	pass "a kernel without the option logs nothing"
fi
# Where a mapping lies is no fact, and of the tree only what the script took is looked at.
probe=no-driver
drivers=$scratch
mkdir "$scratch/no-driver"
run run "$data/of.bw"
sed 's/^-> 0xffff8[0-9a-f]*/-> mapped/' "$scratch/out" |
	grep -E '^(->|platform| *(5000|5001|5002|502|10002)[0-9a-f]+-)' >"$scratch/got"
same "registers of nodes" "$data/of.out" "$scratch/got"


# Memory and interrupts; the second kfree of the same memory is the kernel's end.
run run "$data/memory.bw"
sed 's/^-> 0xffff0[0-9a-f]*/-> mapped/' "$scratch/out" >"$scratch/got"
same "memory and interrupts" "$data/memory.out" "$scratch/got"
done_testing
