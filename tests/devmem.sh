#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# /dev/mem as root: each row of the tables of what real kernels answered, in one run for each
# kernel.  Some have fewer options than any profile that ships, so those are made here.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch devmem
data=$BOOTWALK_TESTDATA/devmem
profile=kernels/linux-6.1-arm64.dts

# boards_without WORD...: a folder of boards whose arm64 kernel lacks these features.
boards_without()
{
	rm -rf "$scratch/source" "$scratch/boards"
	mkdir -p "$scratch/boards"
	cp -R "$BOOTWALK_SOURCE/boards" "$scratch/source"
	chmod -R u+w "$scratch/source"
	for word; do
		sed "/\"$word\",/d" "$scratch/source/$profile" >"$scratch/profile"
		cp "$scratch/profile" "$scratch/source/$profile"
	done
	"${CONFIG_SHELL:-/bin/sh}" "$scratch/source/pack.sh" "$scratch/source" "$scratch/boards/boards.dtb" ||
		fail "a kernel without $*"
}

# script BOARD: what came before, and a line for each row, or two.
script()
{
	cat "$data/$1.before"
	awk -F'; ' '!/^#/ {
		n = split($1, w, " ")
		if (w[1] != "mmap") {
			print "lseek /dev/mem " w[2]
			print w[1] " /dev/mem " w[3]
			next
		}
		prot = "read,write"; kind = "shared"; sync = ""
		for (i = 4; i <= n; i++) {
			if (w[i] == "ro") prot = "read"
			if (w[i] == "private") kind = "private"
			if (w[i] == "sync") sync = " --sync"
		}
		print "mmap /dev/mem " w[3], prot, kind, w[2] sync
	}' "$data/$1.table"
}

# wanted BOARD COLUMN: what that kernel answered.
wanted()
{
	awk -F'; ' -v column="$2" '!/^#/ {
		a = $column
		print $1 ": " (a == "mapped" || a ~ /^[0-9]+$/ ? a : "-" a)
	}' "$data/$1.table"
}

# got BOARD: what was answered here, without what came before and the answers of lseek.
got()
{
	awk -F'; ' -v before="$(grep -vc '^#' "$data/$1.before")" '
	NR == FNR { if (!/^#/) calls[++rows] = $1; next }
	/^-> / && FNR > before {
		if (calls[row + 1] !~ /^mmap/ && !sought) { sought = 1; next }
		sought = 0
		sub(/^-> /, "")
		if ($0 ~ /^0x/) $0 = "mapped"
		print calls[++row] ": " $0
	}' "$data/$1.table" "$scratch/out"
}

# ask NAME BOARD COLUMN [OPTION...]
ask()
{
	name="$2, $1"
	board=$2
	column=$3
	shift 3
	script "$board" >"$scratch/script"
	if ! "$BOOTWALK" run "$scratch/script" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null; then
		fail "$name" "$(head -n 3 "$scratch/err")"
		return
	fi
	wanted "$board" "$column" >"$scratch/wanted"
	got "$board" >"$scratch/got"
	same "$name: $(wc -l <"$scratch/wanted") answers" "$scratch/wanted" "$scratch/got"
}

ask_arm64()
{
	what=$1
	column=$2
	shift 2
	ask "$what" arm64 "$column" "$data/arm64.dtb" --kernel linux-6.1-arm64 --bind builtin \
		--kernel-base 0x40200000 --fdt-base 0x48000000 --fdt-size 0x236c \
		--initrd 0x49000000-0x491fffff "$@"
}

ask_arm()
{
	what=$1
	column=$2
	shift 2
	ask "$what" arm "$column" "$data/arm.dtb" --kernel linux-6.1-armmp --bind builtin \
		--kernel-base 0x40208000 --fdt-base 0x48200000 --fdt-size 0x9180 "$@"
}

both='STRICT_DEVMEM and IO_STRICT_DEVMEM'
ask_arm64 "$both" 2
ask_arm64 "$both, iomem=relaxed" 3 --append 'console=ttyAMA0 nokaslr iomem=relaxed'
boards_without io-strict-devmem
BOOTWALK_DATADIR=$scratch/boards ask_arm64 'STRICT_DEVMEM only' 4
boards_without io-strict-devmem strict-devmem
BOOTWALK_DATADIR=$scratch/boards ask_arm64 'neither of them' 5
ask_arm "$both" 2
ask_arm "$both, iomem=relaxed" 3 --append 'console=ttyAMA0 nokaslr iomem=relaxed'
# The boot of a PC is not retold: its tree is made call by call.
ask "$both" x86 2 --kernel linux-6.1-amd64

# On a PC dd copies the first megabyte, where RAM is shown as zeros, and not a page more.
{
	cat "$data/x86.before"
	echo 'dd if=/dev/mem bs=64K count=16'
	echo 'dd if=/dev/mem bs=64K count=17'
} >"$scratch/script"
"$BOOTWALK" run "$scratch/script" --kernel linux-6.1-amd64 2>&1 </dev/null | tail -n 2 >"$scratch/got"
printf '%s\n' '-> 1048576' '-> -EPERM' >"$scratch/wanted"
same 'x86, dd stops at exactly 1 MiB' "$scratch/wanted" "$scratch/got"

# How the area is marked, by how it was asked for.
cat >"$scratch/script" <<'END'
mmap /dev/mem 0x1000 read,write shared 0x50000000
mmap /dev/mem 0x1000 read shared 0x50000000
mmap /dev/mem 0x1000 read,write private 0x50000000
cat /proc/self/smaps
END
"$BOOTWALK" run "$scratch/script" "$data/arm64.dtb" --kernel linux-6.1-arm64 \
	--kernel-base 0x40200000 --fdt-base 0x48000000 2>&1 </dev/null |
	grep -E '^(Rss|VmFlags)' >"$scratch/got"
cat >"$scratch/wanted" <<'END'
Rss:                   0 kB
VmFlags: rd wr mr mw me pf io de ac dd 
Rss:                   0 kB
VmFlags: rd mr me ms pf io de dd 
Rss:                   0 kB
VmFlags: rd wr sh mr mw me ms pf io de dd 
END
same 'VmFlags of private, read-only and shared mappings' "$scratch/wanted" "$scratch/got"

# A driver's own mmap: all of it in one go, also where the area is private; part of it is refused.
mkdir "$scratch/drivers"
cat >"$scratch/drivers/view.drv" <<'END'
driver view
  compatible "bootwalk,test"
  probe
    r: platform_get_resource . mem 0 || -EINVAL
    devm_request_mem_region . &r.start &r.size "view"
  mmap
    remap_pfn_range &vma &vma.start &.res.pfn 0x1000 &vma.noncached
END
cat >"$scratch/script" <<'END'
mmap &/regs@50000000 0x1000 read,write private 0
half: mmap /dev/50000000.regs 0x2000 read,write shared 0
mmap /dev/50000000.regs 0x2000 read,write private 0
mmap &/pl031@9010000 0x1000 read shared 0
mmap /dev/nothing 0x1000 read shared 0
remap_pfn_range &half &half+0x1000 0x123 0x1000 &half.prot
remap_pfn_range &half &half+0x1000 0x123 0x1000 &half.prot
cat /proc/self/maps
END
"$BOOTWALK" run "$scratch/script" "$data/arm64.dtb" --kernel linux-6.1-arm64 --drivers "$scratch/drivers" \
	--kernel-base 0x40200000 --fdt-base 0x48000000 >"$scratch/got" 2>&1 </dev/null
cat >"$scratch/wanted" <<'END'
-> 0x0000fffff7fff000
-> 0x0000fffff7ffd000
-> -EINVAL
-> -ENODEV
-> -ENOENT
-> 0
-> OOPS
fffff7ffd000-fffff7fff000 rw-s 00000000 00:00 0                          /dev/50000000.regs
fffff7fff000-fffff8000000 rw-p 50000000 00:00 0                          /dev/50000000.regs
END
same "a driver's own mmap" "$scratch/wanted" "$scratch/got"

# An area and its pages, looked at; RAM opened with O_SYNC is not cached.
cat >"$scratch/script" <<'END'
v: mmap /dev/mem 0x3000 read,write shared 0x50000000
info vma &v
info vma 0xfffff7ffe000
w: mmap /dev/mem 0x1000 read private 0x4a001000 --sync
info vma &w
munmap &v+0x1000 0x1000
info vma &v
END
"$BOOTWALK" run "$scratch/script" "$data/arm64.dtb" --kernel linux-6.1-arm64 \
	--kernel-base 0x40200000 --fdt-base 0x48000000 >"$scratch/got" 2>&1 </dev/null
area()
{
	cat <<-END
		vm_start      0x0000fffff7ffd000
		vm_end        $1
		vm_pgoff      0x50000
		vm_file       /dev/mem
		vm_flags      0x40444fb: VM_READ | VM_WRITE | VM_SHARED | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC | VM_MAYSHARE | VM_PFNMAP | VM_IO | VM_DONTEXPAND | VM_DONTDUMP
		vm_page_prot  rw-, not cached
		0x0000fffff7ffd000 leads to 0x50000000, pages: $2, rw-, not cached
	END
}
{
	echo '-> 0x0000fffff7ffd000'
	area 0x0000fffff8000000 3
	area 0x0000fffff8000000 3
	cat <<-'END'
		-> 0x0000fffff7ffc000
		vm_start      0x0000fffff7ffc000
		vm_end        0x0000fffff7ffd000
		vm_pgoff      0x4a001
		vm_file       /dev/mem
		vm_flags      0x4044471: VM_READ | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC | VM_PFNMAP | VM_IO | VM_DONTEXPAND | VM_DONTDUMP
		vm_page_prot  r--, write-combining
		0x0000fffff7ffc000 leads to 0x4a001000, pages: 1, r--, write-combining
		-> 0
	END
	area 0x0000fffff7ffe000 1
} >"$scratch/wanted"
same 'info vma' "$scratch/wanted" "$scratch/got"

# `info` takes an address as `readl` does; and what leads nowhere is told, not followed.
looks()
{
	printf 'r: request_mem_region 0x50000000 0x2000 mine\nbase: ioremap 0x50000000 0x2000\n' >"$scratch/script"
	printf 'v: mmap /dev/mem 0x3000 read shared 0x60000000\nn: lookup_resource iomem 0x5000\n' >>"$scratch/script"
	printf '%s\n' "$@" >>"$scratch/script"
	"$BOOTWALK" run "$scratch/script" "$data/arm64.dtb" --kernel linux-6.1-arm64 \
		--kernel-base 0x40200000 --fdt-base 0x48000000 2>&1 </dev/null | sed '1,4s/^->.*//; s/.*: error: //' |
		sed '/^$/d'
}
for pair in '&base+0x1ffc 0x50001ffc' '&base+4K 0x50001000' '&base 0x50000000'; do
	# the first line has the virtual address, which each boot gives alike
	looks "info address ${pair% *}" | sed -n "s/.* is mapped to \\(0x[0-9a-f]*\\),.*/\\1/p" >"$scratch/got"
	echo "${pair#* }" >"$scratch/wanted"
	same "info address ${pair% *} is ${pair#* }" "$scratch/wanted" "$scratch/got"
done
for pair in '&r+0x10 0x50000010' '&r.end 0x50001fff' '&r.start-0 0x50000000'; do
	looks "info address ${pair#* }" >"$scratch/wanted"
	looks "info address ${pair% *}" >"$scratch/got"
	same "info address ${pair% *} is ${pair#* }" "$scratch/wanted" "$scratch/got"
done
looks 'info vma &v+0x2000' >"$scratch/got"
looks 'info vma &v' >"$scratch/wanted"
same 'info vma &v+0x2000 is info vma &v' "$scratch/wanted" "$scratch/got"
for word in '&n.start' '&r.name' '&r.prot' '&/regs@50000000' '&nobody' "&$(printf '%0300d' 7)" r; do
	if looks "info address $word" >"$scratch/got" && grep -q 'OOPS\|resource holds' "$scratch/got"; then
		fail "info address $word is refused" "$(cat "$scratch/got")"
	elif grep -q 'no address\|the label' "$scratch/got"; then
		pass "info address $word is refused"
	else
		fail "info address $word is refused" "$(cat "$scratch/got")"
	fi
done
done_testing
