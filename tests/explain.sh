#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bootwalk explain: who owns an address or a name, by which call, and what is not known.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch explain

# says NAME LINE: the answer in $scratch/out has that line.
says()
{
	if grep -qxF -e "$2" "$scratch/out"; then
		pass "$1"
	else
		fail "$1" "no line '$2' in: $(head -n 20 "$scratch/out")"
	fi
}

"$BOOTWALK" explain qemu-virt 0x41000000 >"$scratch/out" 2>&1 </dev/null
says 'the outer owner' '  40000000-5fffffff : System RAM  (busy: nobody else may claim it)'
says 'the inner owner' '    40210000-4185ffff : Kernel code'
says 'the call that put it there' '      put there at start_kernel/setup_arch/request_standard_resources/insert_resource/insert_resource_conflict/__insert_resource/__request_resource'
says 'adopted later, but put there by its own call' '    put there at start_kernel/setup_arch/request_standard_resources/insert_resource#3/insert_resource_conflict/__insert_resource'
says 'what memblock says' 'memblock.reserved: 0x40210000-0x4220afff'

"$BOOTWALK" explain qemu-virt 'Kernel data' >"$scratch/out" 2>&1 </dev/null
says 'a name' '    41eb0000-4220ffff : Kernel data'

"$BOOTWALK" explain qemu-virt 0x20000000000 >"$scratch/out" 2>&1 </dev/null
says 'nobody' '  nobody has claimed it'

"$BOOTWALK" explain qemu-virt thief >"$scratch/out" 2>&1 </dev/null
if [ $? -eq 2 ]; then pass 'an unknown name is bad input'; else fail 'an unknown name is bad input'; fi
says 'its error' "bootwalk: explain: 'thief' is no address, no entry of /proc/iomem or /proc/ioports, and no device"
done_testing
