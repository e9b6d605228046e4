#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The real kernel is booted in QEMU for each recipe beside this file, what it says is recorded in
# ./oracle/NAME, and the program must say the same: `make check-qemu`.  README.md tells how to
# add a recipe.
#
# RECIPES    names other recipes than all of this folder
# FRESH=yes  boots again what is recorded already
# ORACLE_CACHE  where kernel and busybox are kept, instead of ./oracle-cache; an archive of the
#            kernel's package that lies there is taken in place of a fetched one
. "$BOOTWALK_SOURCE/tests/tap"
. "$BOOTWALK_SOURCE/tests/fetch"
here=$BOOTWALK_SOURCE/tests/oracle
cache=${ORACLE_CACHE:-$PWD/oracle-cache}
records=$PWD/oracle

# The kernel build whose figures the profile holds; another one lies elsewhere in memory.
profile=linux-6.1-arm64
package=linux-image-6.1.0-56-arm64
version=6.1.192-2

# How long a boot may take, in seconds.
patience=${ORACLE_PATIENCE:-600}

# Leave, since something is missing that is not ours.
missing()
{
	echo "1..0 # SKIP $1"
	exit 0
}

# ---- what is booted: kernel and initramfs ----

# The kernel's image in $cache/image, unpacked from its package.
get_kernel()
{
	[ ! -f "$cache/image-$version" ] || return 0
	archive=$cache/${package}_${version}_arm64.deb
	if [ ! -f "$archive" ]; then
		fetch_open "$cache" && fetch_package "$package:arm64=$version" ||
			missing "$package $version for arm64 cannot be fetched by apt-get (see $cache/log)"
	fi
	fetch_cache=$cache
	fetch_unpack "$archive" "./boot/vmlinuz-*" &&
		mv "$cache"/boot/vmlinuz-* "$cache/image-$version" && rm -r "$cache/boot" ||
		missing "there is no kernel in $archive"
}

get_busybox()
{
	[ ! -f "$cache/busybox" ] || return 0
	fetch_open "$cache" && fetch_package busybox-static:arm64 ||
		missing "busybox-static for arm64 cannot be fetched by apt-get (see $cache/log)"
	for archive in "$cache"/busybox-static_*_arm64.deb; do
		fetch_unpack "$archive" "./bin/busybox" 2>/dev/null ||
			fetch_unpack "$archive" "./usr/bin/busybox"
	done
	mv "$cache"/bin/busybox "$cache/busybox" 2>/dev/null ||
		mv "$cache"/usr/bin/busybox "$cache/busybox" ||
		missing "there is no busybox in busybox-static"
	rm -rf "$cache/bin" "${cache:?}/usr" "$cache"/busybox-static_*_arm64.deb
}

# The boot ROMs of network cards, without which QEMU does not start a machine that has one.
get_roms()
{
	[ ! -d "$cache/roms" ] || return 0
	fetch_open "$cache" && fetch_package ipxe-qemu ||
		missing "ipxe-qemu cannot be fetched by apt-get (see $cache/log)"
	for archive in "$cache"/ipxe-qemu_*.deb; do
		fetch_unpack "$archive" "./usr/lib/ipxe/qemu/*"
	done
	mv "$cache/usr/lib/ipxe/qemu" "$cache/roms" ||
		missing "there are no boot ROMs in ipxe-qemu"
	rm -rf "${cache:?}/usr" "$cache"/ipxe-qemu_*.deb
}

zeros()
{
	head -c "$1" /dev/zero
}

# entry NAME MODE MAJOR MINOR [FILE]: a file in the form of cpio's "newc".
entry()
{
	inode=$((inode + 1))
	size=0
	[ -z "${5:-}" ] || size=$(wc -c <"$5")
	printf '070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%s\0' $inode "$2" \
		0 0 1 0 "$size" 0 0 "$3" "$4" $((${#1} + 1)) 0 "$1"
	zeros $(((4 - (110 + ${#1} + 1) % 4) % 4))
	[ -z "${5:-}" ] || cat "$5"
	zeros $(((4 - size % 4) % 4))
}

# The initramfs: busybox under the names that init calls it by, and init.
make_initramfs()
{
	inode=0
	printf 'root::0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$cache/passwd"
	printf busybox >"$cache/link"
	{
		for folder in dev proc sys bin etc; do
			entry $folder $((0040755)) 0 0
		done
		entry dev/console $((0020600)) 5 1
		entry dev/null $((0020666)) 1 3
		entry bin/busybox $((0100755)) 0 0 "$cache/busybox"
		for name in sh mount sleep dmesg cat su ls readlink grep sed gzip base64 poweroff; do
			entry bin/$name $((0120777)) 0 0 "$cache/link"
		done
		entry etc/passwd $((0100644)) 0 0 "$cache/passwd"
		entry init $((0100755)) 0 0 "$here/init"
		entry 'TRAILER!!!' 0 0 0
	} | gzip -9n >"$cache/initramfs"
	rm "$cache/passwd" "$cache/link"
}

# ---- one boot ----

# recipe KEY [DEFAULT]
recipe()
{
	value=$(sed -n "/^\[dts\]/q; s/^$1 = //p" "$case/recipe")
	printf '%s\n' "${value:-${2:-}}"
}

# The board's blob with what the recipe adds, in $case/edited.dtb.
edit_blob()
{
	qemu-system-aarch64 -L "$cache/roms" -M "$machine,dumpdtb=$case/board.dtb" -cpu "$cpu" -smp "$smp" \
		-m "$memory" -display none $words >"$case/qemu.log" 2>&1 || return 1
	{
		"$DTC" -q -I dtb -O dts "$case/board.dtb"
		sed '1,/^\[dts\]/d' "$case/recipe"
	} >"$case/edited.dts"
	"$DTC" -q -I dts -O dtb -o "$case/edited.dtb" "$case/edited.dts" 2>>"$case/qemu.log"
}

# Boot; what comes out of the serial port is in $case/serial.  False when no shell was reached.
boot()
{
	set -- -L "$cache/roms" -M "$machine" -cpu "$cpu" -smp "$smp" -m "$memory" -display none -monitor none \
		-no-reboot $words -kernel "$cache/image-$version" -initrd "$cache/initramfs" \
		-append "$bootargs" -serial "file:$case/serial"
	if grep -q '^\[dts\]' "$case/recipe"; then
		edit_blob || return 1
		set -- "$@" -dtb "$case/edited.dtb"
	fi
	: >"$case/serial"
	qemu-system-aarch64 "$@" </dev/null >"$case/qemu.log" 2>&1 &
	qemu=$!
	trap 'kill $qemu 2>/dev/null' EXIT
	waited=0
	while kill -0 $qemu 2>/dev/null && [ $waited -lt "$patience" ]; do
		! grep -q '^@@end\|end Kernel panic' "$case/serial" || break
		sleep 1
		waited=$((waited + 1))
	done
	kill $qemu 2>/dev/null
	wait $qemu 2>/dev/null
	trap - EXIT
	grep -q '^@@end' "$case/serial"
}

# ---- what is recorded of it ----

# cards: the lines of a `pci` file from what the kernel logged when it scanned the buses.
cards()
{
	awk '
	function digits(hex,   i, n) {
		n = 0
		for (i = 1; i <= length(hex); i++)
			n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
		return n
	}
	function hex(n,   s, d) {
		s = ""
		do {
			d = n % 16
			s = substr("0123456789abcdef", d + 1, 1) s
			n = (n - d) / 16
		} while (n)
		return "0x" s
	}
	# A BAR as the file has it: kind, flags, size, and what was in it.
	function bar(name, text,   w, n, i, range, said) {
		n = split(text, w, " ")
		split(w[2], range, "-")
		said = name "=" w[1]
		for (i = 3; i <= n; i++)
			said = said "," w[i]
		range[1] = substr(range[1], 3)
		range[2] = substr(range[2], 3)
		return said "," hex(digits(range[2]) - digits(range[1]) + 1) "@" hex(digits(range[1]))
	}
	$1 != "pci" { next }
	{ card = $2; sub(/:$/, "", card) }
	$3 ~ /^\[....:....\]$/ && $4 == "type" && !(card in said) {
		order[++count] = card
		type = $5
		class = $7
		sub(/^0x/, "", class)
		said[card] = substr($3, 2, 9) " type " type " class " class
	}
	/(BAR [0-9]|ROM) \[(mem|io) .*\]$/ {
		name = $3 == "ROM" ? "rom" : "bar" $4
		text = $0
		sub(/^[^[]*\[/, "", text)
		sub(/\]$/, "", text)
		if (!((card, name) in had))
			said[card] = said[card] " " bar(name, text)
		had[card, name] = 1
	}
	/PCI bridge to \[bus [0-9a-f-]*\]$/ {
		bus = $NF
		sub(/\]/, "", bus)
		buses[card] = index(bus, "-") ? bus : bus "-" bus
	}
	END {
		for (i = 1; i <= count; i++)
			print order[i] " " said[order[i]] \
				(order[i] in buses ? " bus=" buses[order[i]] : "")
	}' "$case/dmesg"
}

# The parts of $case/serial as files of their own, the log without time stamps.  The kernel keeps
# the end of a long log only: with an early console (earlycon= in bootargs) all of it was printed.
take_apart()
{
	awk -v folder="$case/" '
		BEGIN { file = folder "console" }
		{ sub(/\r$/, "") }
		/^@@/ { if (file) close(file); file = folder substr($0, 3); printf "" >file; next }
		file { print >file }' "$case/serial"
	! grep -q 'Booting Linux on physical CPU' "$case/console" ||
		mv "$case/console" "$case/dmesg"
	sed 's/^\[ *[0-9]*\.[0-9]*\(\]\[[^]]*\)*\] \{0,1\}//' "$case/dmesg" >"$case/log"
	mv "$case/log" "$case/dmesg"
	base64 -d "$case/fdt" | gzip -dc >"$case/fdt.dtb"
	rm -f "$case/console" "$case/fdt" "$case/end" "$case/board.dtb" "$case/edited.dts" "$case/edited.dtb"
	cards >"$case/pci"
}

# blob_number AT: the four bytes of $case/fdt.dtb from AT on.
blob_number()
{
	od -An -tu1 -j"$1" -N4 "$case/fdt.dtb" |
		awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }'
}

# number TEXT: 512M, 2G or 0x40000000 as bytes.
number()
{
	case $1 in
	*G) echo $((${1%G} << 30)) ;;
	*M) echo $((${1%M} << 20)) ;;
	*) echo $(($1)) ;;
	esac
}

# What the loader put where, as QEMU's loader does it: the image 2 MiB above the start of RAM, the
# initramfs at half of RAM or 128 MiB, the blob on the next 2 MiB.
describe()
{
	ram=$(number "$(recipe ram 0x40000000)")
	half=$(($(number "$memory") / 2))
	[ $half -lt $((128 << 20)) ] || half=$((128 << 20))
	initrd=$((ram + half))
	size=$(wc -c <"$cache/initramfs")
	{
		sed '/^\[dts\]/,$d; /^note = /d; /^ram = /d' "$case/recipe"
		echo "kernel = Debian $version arm64"
		printf 'kernel_base = 0x%x\n' $((ram + (2 << 20)))
		printf 'fdt_base = 0x%x\n' $(((initrd + size + 0x1fffff) / 0x200000 * 0x200000))
		printf 'fdt_size = 0x%x\n' "$(blob_number 4)"
		printf 'initrd_start = 0x%x\ninitrd_end = 0x%x\n' $initrd $((initrd + size))
		echo "initrd_size = $size"
		if grep -q '^Linux version' "$case/dmesg"; then
			echo 'dmesg_complete = yes'
		else
			echo 'dmesg_complete = no'
		fi
		sed -n '/^\[dts\]/q; /^note = /p' "$case/recipe"
	} >"$case/case.txt"
}

# Record the case of RECIPE, unless it has been recorded from the same things.
record()
{
	machine=$(recipe machine virt)
	cpu=$(recipe cpu cortex-a57)
	smp=$(recipe smp 1)
	memory=$(recipe memory 512M)
	bootargs=$(recipe bootargs)
	words=$(recipe qemu)
	cat "$1" "$here/init" >"$case/made-of.new"
	echo "$version" >>"$case/made-of.new"
	if [ -z "${FRESH:-}" ] && cmp -s "$case/made-of.new" "$case/made-of"; then
		rm "$case/made-of.new"
		return 0
	fi
	rm -f "$case/made-of"
	if ! boot; then
		fail "$name boots" "$(tail -n 3 "$case/qemu.log" "$case/serial")"
		return 1
	fi
	take_apart
	describe
	if ! grep -q " Debian $version " "$case/version"; then
		fail "$name is the kernel of $profile" "$(cat "$case/version")"
		return 1
	fi
	mv "$case/made-of.new" "$case/made-of"
}

# ---- the comparison ----

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# mapped FILE: size and physical address of each ioremap area.
mapped()
{
	sed -n 's/^\([0-9]*\) .*phys=0x0*\([0-9a-f][0-9a-f]*\) ioremap.*/\1 \2/p' "$1" | sort
}

# agrees FILE FILTER COMMAND WORD...: what FILTER takes out of the recorded FILE and of what the
# program says.
agrees()
{
	file=$1
	filter=$2
	command=$3
	shift 3
	if "$BOOTWALK" "$command" "$case/fdt.dtb" "$@" --kernel $profile --bind builtin \
		--kernel-base "$(key kernel_base)" --fdt-base "$(key fdt_base)" \
		--fdt-size "$(key fdt_size)" --pci "$case/pci" >"$case/answer" 2>"$case/err" \
		</dev/null; then
		$filter "$case/$file" >"$case/wanted"
		$filter "$case/answer" >"$case/got"
		same "$name $file" "$case/wanted" "$case/got"
	else
		fail "$name $file" "exit status $?: $(head -n 3 "$case/err")"
	fi
}

compare()
{
	agrees iomem cat iomem
	agrees iomem.user cat iomem --user
	agrees ioports cat ioports
	agrees devices cat devices
	agrees memblock.memory cat memblock memory
	agrees memblock.reserved cat memblock reserved
	agrees vmallocinfo mapped mappings
	rm -f "$case/answer" "$case/err" "$case/wanted" "$case/got"
}

command -v qemu-system-aarch64 >/dev/null 2>&1 ||
	missing "qemu-system-aarch64 is not installed (Debian: qemu-system-arm)"
[ -n "${DTC:-}" ] || missing "dtc is not installed (Debian: device-tree-compiler)"
mkdir -p "$cache" "$records"
get_kernel
get_busybox
get_roms
fetch_close
make_initramfs
for file in ${RECIPES:-"$here"/*.recipe}; do
	name=$(basename "$file" .recipe)
	case=$records/$name
	mkdir -p "$case"
	if ! cp "$file" "$case/recipe"; then
		fail "$name has a recipe" "$file cannot be read"
		continue
	fi
	! record "$file" || compare
done
done_testing
