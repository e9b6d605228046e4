#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bootwalk explain: who owns an address or a name, by which call, and what is not known.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch explain

# says NAME LINE: the answer in $scratch/out has that line, whichever stop it is at.
says()
{
	if sed 's/, at stop [0-9]* of [0-9]*$//' "$scratch/out" | grep -qxF -e "$2"; then
		pass "$1"
	else
		fail "$1" "no line '$2' in: $(head -n 20 "$scratch/out")"
	fi
}

"$BOOTWALK" explain qemu-virt 0x41000000 >"$scratch/out" 2>&1 </dev/null
says 'the outer owner' '  40000000-5fffffff : System RAM  (busy: nobody else may claim it)'
says 'the inner owner' '    40210000-4185ffff : Kernel code'
says 'the call that put it there' '      put there by request_standard_resources/insert_resource'
says 'adopted later, but put there by its own call' '    put there by request_standard_resources/insert_resource#3'
says 'what memblock says' 'memblock.reserved: 0x40210000-0x4220afff'

"$BOOTWALK" explain qemu-virt 'Kernel data' >"$scratch/out" 2>&1 </dev/null
says 'a name' '    41eb0000-4220ffff : Kernel data'

"$BOOTWALK" explain qemu-virt 0x20000000000 >"$scratch/out" 2>&1 </dev/null
says 'nobody' '  nobody has claimed it'

# -ENODEV is a driver's way to say that the device is not for it: no fault.
"$BOOTWALK" explain qemu-virt platform-bus@c000000 >"$scratch/out" 2>&1 </dev/null
says 'a driver that declines' 'device platform-bus@c000000: simple-pm-bus looked at it and declines: -ENODEV'

# What is copied from /proc/iomem is hex there; a plain number is decimal, and told in both.
for asked in 41eb0000 41eb0000-4220ffff; do
	"$BOOTWALK" explain qemu-virt $asked >"$scratch/out" 2>&1 </dev/null
	says "$asked as /proc/iomem has it" '    41eb0000-4220ffff : Kernel data'
done
"$BOOTWALK" explain qemu-virt 9000000 >"$scratch/out" 2>&1 </dev/null
says 'a decimal number' '9000000 (0x895440), in /proc/iomem:'

# A conflict: the owner, by which call it became that, and what the driver was refused.
echo 'at probe(9030000.pl061) request_mem_region 0x9030000 0x1000 "early"' >"$scratch/inject"
"$BOOTWALK" explain qemu-virt 9030000.pl061 --inject "$scratch/inject" >"$scratch/out" 2>&1 </dev/null
says 'the owner of what a driver was refused' '    09030000-09030fff : early  (busy: nobody else may claim it)'
says 'the call by which it became that' '      put there by probe(9030000.pl061)/__request_region'
says 'the refusal' '  09030000-09030fff 9030000.pl061 pl061@9030000 is refused: 09030000-09030fff early is busy, claimed by probe(9030000.pl061)/__request_region.'
says 'what became of the probe' 'device 9030000.pl061: the probe of pl061_gpio failed: -EBUSY'

"$BOOTWALK" explain qemu-virt thief >"$scratch/out" 2>&1 </dev/null
if [ $? -eq 2 ]; then pass 'an unknown name is bad input'; else fail 'an unknown name is bad input'; fi
says 'its error' "bootwalk: explain: 'thief' is no address, no entry of /proc/iomem or /proc/ioports, no device, and no node that the boot tells of"

# A claim that fails: the request, the owner and the owner's call come first.
echo 'at do_initcalls@return request_mem_region 0x9010000 0x100 "thief"' >"$scratch/calls"
"$BOOTWALK" explain qemu-virt 0x9010000 --inject "$scratch/calls" >"$scratch/all" 2>&1 </dev/null
head -n 1 "$scratch/all" >"$scratch/out"
says 'what was refused is told first' 'refused, or warned about:'
head -n 3 "$scratch/all" >"$scratch/out"
says 'with the owner and its call' '  09010000-090100ff thief is refused: 09010000-09010fff rtc-pl031 is busy, claimed by probe(9010000.pl031)/amba_request_regions.'

# A device whose registers the CPU cannot reach, and one without registers at all.
"$BOOTWALK" explain conflict-lab island:stranded@1000 2>&1 </dev/null | head -n 4 >"$scratch/out"
says 'why there is no resource' '  /island has no ranges: what is below it cannot be reached from the CPU.'
"$BOOTWALK" explain conflict-lab a040000.empty >"$scratch/out" 2>&1 </dev/null
says 'a range that nobody can have' 'its resource 0, 0a040000-0a03ffff, ends before it begins: nobody can have it'

# A name that is a node's only: what the boot told of it.
"$BOOTWALK" explain qemu-virt memory@40000000 2>&1 </dev/null | head -n 1 >"$scratch/out"
says 'a node' 'memory@40000000 is memory, by its device_type; its reg holds 4 cells.'

# What a release does with a no-map node that it places itself: marked memory, or none any more.
placed='modem gets 54e00000-54ffffff, 2 MiB, the highest free place; since it says no-map, the range is'
"$BOOTWALK" explain reserved-lab modem >"$scratch/out" 2>&1 </dev/null
says 'a no-map node that 6.1 placed' "$placed reserved and marked."
"$BOOTWALK" explain reserved-lab modem --kernel linux-5.10-arm64 >"$scratch/out" 2>&1 </dev/null
says 'a no-map node that 5.10 placed' "$placed taken out of memory."
done_testing
