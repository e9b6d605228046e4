#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What texts get wrong about drivers and their registers, disproved by running it.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch texts
data=$BOOTWALK_SOURCE/tests/data/texts
fdt=$BOOTWALK_TESTDATA/mapping/arm64/fdt.dtb

# answers NAME WANTED: what the script on standard input prints
answers()
{
	printf '%s\n' "$2" >"$scratch/wanted"
	cat >"$scratch/script"
	"$BOOTWALK" run "$scratch/script" "$fdt" --bind builtin >"$scratch/got" 2>&1 </dev/null
	same "$1" "$scratch/wanted" "$scratch/got"
}

# refused NAME WORD REASON: the line that begins with WORD does not parse
refused()
{
	printf '%s\n' "$2" >"$scratch/script"
	if "$BOOTWALK" run "$scratch/script" >"$scratch/out" 2>"$scratch/err" </dev/null; then
		fail "$1" "it ran"
		return
	fi
	printf 'bootwalk: %s:1: %s\n' "$scratch/script" "$3" >"$scratch/wanted"
	same "$1" "$scratch/wanted" "$scratch/err"
}

# mappings_left NAME COUNT DRIVERS: of the registers of a device, after its driver has gone
mappings_left()
{
	printf 'unbind 50200000.big\ncat /proc/vmallocinfo\n' >"$scratch/script"
	"$BOOTWALK" run "$scratch/script" "$fdt" --bind builtin --drivers "$data/$3" \
		>"$scratch/out" 2>&1 </dev/null
	{ sed 1q "$scratch/out"; grep -c 'phys=0x0*50200000 ' "$scratch/out"; } >"$scratch/got"
	printf -- '-> 0\n%s\n' "$2" >"$scratch/wanted"
	same "$1" "$scratch/wanted" "$scratch/got"
}

mappings_left "remove unmaps nothing when nobody has set drvdata" 1 forgetful
mappings_left "remove unmaps what probe has set" 0 mindful

answers "devm_iounmap of a drvdata that was never set is only a warning" "\
-> NULL
-> ok
------------[ cut here ]------------
WARNING: CPU: 0 PID: 1 at lib/devres.c:115 devm_iounmap
---[ end trace 0000000000000000 ]---" <<'END'
dmesg -C
data: dev_get_drvdata &/big@50200000
devm_iounmap &/big@50200000 &data
dmesg -t
END

answers "devm_ioremap_resource takes a resource: NULL for what is not there" "\
-> NULL
-> -EINVAL
platform 50200000.big: invalid resource" <<'END'
dmesg -C
res: platform_get_resource &/big@50200000 mem 1
devm_ioremap_resource &/big@50200000 &res
dmesg -t
END

answers "devm_ioremap_resource claims before it maps" "\
-> 50200000-507fffff : somebody
-> -EBUSY
platform 50200000.big: can't request region for resource [mem 0x50200000-0x507fffff]" <<'END'
dmesg -C
request_mem_region 0x50200000 0x600000 "somebody"
devm_ioremap_resource &/big@50200000 0
dmesg -t
END

refused "request_ioport_region is named" 'request_ioport_region 0x60 1 "keyboard"' \
	"no kernel has 'request_ioport_region'; request_region claims ports"
refused "REGION_OK is named" 'REGION_OK' \
	"no kernel has 'REGION_OK'; region_intersects answers REGION_INTERSECTS, REGION_DISJOINT or REGION_MIXED"
refused "explain is named" 'explain 0x9000000' \
	"'bootwalk explain' asks about a whole boot; at a stop, info address ADDR tells what is there"
done_testing
