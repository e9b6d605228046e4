#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# --kernel with the path of a profile: it boots like one that ships, and what is wrong in it is named
# with file, property and reason.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch kernel-file
cd "$scratch" || exit 1
shipped=$BOOTWALK_SOURCE/boards/kernels/linux-5.10-arm64.dts
cp "$shipped" mine.dts
"$DTC" -q -I dts -O dtb -o mine.dtb mine.dts

# says FILE ARGUMENT...: what the program prints, into FILE; its errors into FILE.err.
says()
{
	to=$1
	shift
	"$BOOTWALK" "$@" >"$to" 2>"$to.err" </dev/null
}

# The log has what was allocated, device by device and byte by byte.
says wanted log qemu-virt --append memblock=debug --kernel linux-5.10-arm64
for path in mine.dts mine.dtb ./mine.dts "$scratch/mine.dtb"; do
	says got log qemu-virt --append memblock=debug --kernel "$path"
	same "$(echo "$path" | sed 's|^/.*/|/.../|') boots like the profile that ships" wanted got
done

sed 's/\(device-node = <\)[0-9]*/\1208/; s/\(device-node = <\)208/\14096/' "$shipped" >mine.dts
says got log qemu-virt --append memblock=debug --kernel mine.dts
if cmp -s wanted got; then
	fail "a figure that is changed counts" "the log is the same"
else
	pass "a figure that is changed counts"
fi
says got play qemu-virt --plain --kernel mine.dts
first=$(head -n 1 got)
case $first in
*", mine"*) pass "it is called like its file" ;;
*) fail "it is called like its file" "$first" ;;
esac
echo 'ioremap 0x9000000 0x1000' >call.bw
says got run call.bw --kernel mine.dts && pass "calls are made as it makes them" ||
	fail "calls are made as it makes them" "$(cat got.err)"

# memblock_free() as a function of its own, as 6.12.117 has it: the memory of the start is given back by
# it, too
sed 's/^\tlog = /&"memblock-free", /' "$BOOTWALK_SOURCE/boards/kernels/linux-6.12-arm64.dts" >free.dts
says got log qemu-virt --append memblock=debug --kernel free.dts
if grep -q '^memblock_phys_free: .* memblock_free' got && ! grep -q '^memblock_.* free_initmem' got; then
	pass "what gives memory back is called as the log word says"
else
	fail "what gives memory back is called as the log word says" "$(grep '^memblock_.*free' got | tail -n 5)"
fi

# refuses WHAT PATTERN PATH: status 2, and one line like the pattern.
refuses()
{
	status=0
	says got iomem qemu-virt --kernel "$3" || status=$?
	if [ $status = 2 ] && grep -Eqx -e "bootwalk: $2" got.err && [ "$(wc -l <got.err)" = 1 ]; then
		pass "$1"
	else
		fail "$1" "status $status: $(head -n 3 got.err)"
	fi
}

sed 's/page-shift = <12>/page-shift = <9>/' "$shipped" >bad.dts
refuses "a figure out of its bounds" 'bad.dts:/page-shift: it is 9, and must be 12 to 16' bad.dts
sed 's/^	*resource = <64>;//' "$shipped" >bad.dts
refuses "a figure that is missing" 'bad.dts:/sizes/resource: the property is missing' bad.dts
sed 's/"numa"/"nuna"/' "$shipped" >bad.dts
refuses "a word that is none" "bad.dts:/features: there is no feature called 'nuna'" bad.dts
"$DTC" -q -I dts -O dtb -o bad.dtb bad.dts
refuses "the same in a blob" "./bad.dtb:/features: there is no feature called 'nuna'" ./bad.dtb
sed 's/page-shift = <12>;/page-shift = <12>/' "$shipped" >bad.dts
line=$(grep -n 'page-shift = <12>' bad.dts | sed 's/:.*//')
refuses "text that dtc does not take" "bad.dts:($line|$((line + 1))|$((line + 2))|$((line + 3))): dtc says: .*" bad.dts
head -c 300 mine.dtb >bad.dtb
refuses "a blob that is cut off" 'bad.dtb:.*' bad.dtb
refuses "a path that leads nowhere" './none.dts: cannot be opened: No such file or directory' ./none.dts
refuses "a name without a profile" \
	"--kernel: there is no kernel profile 'none'; there are: .*linux-6.1-arm64.*" none

# a board may name a kernel that ships; it may not have files of the reader's opened
says got iomem qemu-virt
"$DTC" -q -I dts -O dtb -o board.dtb - <<'EOF'
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	compatible = "test,board";
	cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a57"; reg = <0>; }; };
	memory@40000000 { device_type = "memory"; reg = <0x40000000 0x10000000>; };
	bootwalk { kernel = "./mine.dts"; };
};
EOF
status=0
says got iomem board.dtb || status=$?
if [ $status = 2 ] && grep -q "there is no kernel profile './mine.dts'" got.err; then
	pass "a board does not name a file"
else
	fail "a board does not name a file" "status $status: $(head -n 3 got.err)"
fi
done_testing
