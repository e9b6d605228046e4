# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by check-qemu.sh: what a boot said becomes the files of a case, in $case.

# What an early console printed, and from where the log in the kernel's memory begins, that:
# a console misses some lines when the log moves.  Without time stamps, and without what firmware
# printed before it.
whole_log()
{
	: >>"$case/dmesg"
	awk '
	NR == FNR { kept[++end] = $0; next }
	/Booting Linux on|Linux version/ { on = 1 }
	!on { next }
	{ console[++lines] = $0 }
	# do the next lines of the console, from AT on, begin the log that was kept?
	function begins(at,   i) {
		for (i = 1; i <= end && i <= 8 && at + i - 1 <= lines; i++)
			if (console[at + i - 1] != kept[i])
				return 0
		return end > 0
	}
	END {
		for (at = 1; at <= lines && !begins(at); at++)
			print console[at]
		for (i = 1; i <= end; i++)
			print kept[i]
	}' "$case/dmesg" "$case/console" |
		sed 's/^\[ *[0-9]*\.[0-9]*\(\]\[[^]]*\)*\] \{0,1\}//' >"$case/log"
	mv "$case/log" "$case/dmesg"
}

# The parts of $case/serial as files of their own.  The kernel keeps the end of a long log only:
# with an early console (earlycon= in bootargs) all of it was printed.
take_apart()
{
	rm -f "$case/dmesg"
	sed 's/\r$//; s/^\[ *[0-9]*\.[0-9]*\] @@/@@/' "$case/serial" | awk -v folder="$case/" '
		BEGIN { file = folder "console" }
		/^@@/ { if (file) close(file); file = folder substr($0, 3); printf "" >file; next }
		file { print >file }'
	whole_log
	awk -f "$cards_awk" "$case/dmesg" >"$case/pci"
	case $(row compare) in
	tree) base64 -d "$case/fdt" | gzip -dc >"$case/fdt.dtb" ;;
	nommu) take_nommu ;;
	pc) awk -v windows=yes -f "$cards_awk" "$case/dmesg" >"$case/pci.windows" ;;
	esac
	rm -f "$case/console" "$case/fdt" "$case/end" "$case/board.dtb" "$case/edited.dts" "$case/edited.dtb"
}

# Where the kernel prints its files to itself, each line has a time stamp, and none is a user's.
take_nommu()
{
	for file in version iomem ioports memblock.memory memblock.reserved devices; do
		sed 's/^\[ *[0-9]*\.[0-9]*\] //' "$case/$file" >"$case/part"
		mv "$case/part" "$case/$file"
	done
	mv "$case/edited.dtb" "$case/fdt.dtb"
	rm -f "$case/pci"
}

# blob_number AT: the four bytes of $case/fdt.dtb from AT on.
blob_number()
{
	od -An -tu1 -j"$1" -N4 "$case/fdt.dtb" |
		awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }'
}

# reserved_as SIZE: the first address of a range of that many bytes that the log says is reserved.
reserved_as()
{
	sed -n 's/^memblock_reserve: \[0x\([0-9a-f]*\)-0x\([0-9a-f]*\)\].*/\1 \2/p' "$case/dmesg" |
		while read -r first last; do
			[ $((0x$last - 0x$first + 1)) -ne "$1" ] || echo "$((0x$first))"
		done | head -n 1
}

# What the loader put where: the image above the start of RAM; on Arm, as QEMU does it, the
# initramfs at half of RAM or 128 MiB and the blob behind it, at the next multiple of what the
# table says; on RISC-V where the log says.
describe_tree()
{
	ram=$(number "$(recipe ram "$(row ram)")")
	fdt_size=$(blob_number 4)
	printf 'kernel_base = 0x%x\n' $((ram + $(row text-offset)))
	align=$(row blob-align)
	if [ "$(row compare)" = nommu ]; then
		fdt_base=$nommu_blob
	elif [ -z "$align" ]; then
		fdt_base=$(reserved_as "$fdt_size")
	else
		half=$(($(number "$memory") / 2))
		[ $half -lt $((128 << 20)) ] || half=$((128 << 20))
		initrd=$((ram + half))
		size=$(wc -c <"$initramfs")
		fdt_base=$(((initrd + size + align - 1) / align * align))
		printf 'initrd_start = 0x%x\ninitrd_end = 0x%x\n' $initrd $((initrd + size))
		echo "initrd_size = $size"
	fi
	printf 'fdt_base = 0x%x\nfdt_size = 0x%x\n' "$fdt_base" "$fdt_size"
	if [ "$(reserved_as "$fdt_size")" = $((fdt_base)) ]; then
		echo 'fdt_base_confirmed = yes'
	else
		echo 'fdt_base_confirmed = no'
	fi
}

describe()
{
	{
		sed '/^\[dts\]/,$d; /^note = /d; /^ram = /d; /^kernel = /d; /^bootargs = /d' "$case/recipe"
		echo "bootargs = $bootargs"
		echo "kernel = Debian $(row version) $(row arch)"
		[ "$(row compare)" = pc ] || describe_tree
		if grep -q '^Linux version' "$case/dmesg"; then
			echo 'dmesg_complete = yes'
		else
			echo 'dmesg_complete = no'
		fi
		sed -n '/^\[dts\]/q; /^note = /p' "$case/recipe"
	} >"$case/case.txt"
}

# The kernel that was recorded is that of the table; what is built here only has its release.
is_ours()
{
	if [ "$(row compare)" = nommu ]; then
		grep -q "^Linux version ${version%-*} " "$case/version"
	else
		grep -q " Debian $version " "$case/version"
	fi
}

# Record the case of RECIPE, unless it has been recorded from the same things.
record()
{
	version=$(row version)
	cat "$1" "$here"/init "$here"/record.sh "$cards_awk" >"$case/made-of.new"
	awk -v section="[$profile]" '/^\[/ { ours = $0 == section } ours' "$here/kernels" >>"$case/made-of.new"
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
	if ! is_ours; then
		fail "$name is the kernel of $profile" "$(cat "$case/version")"
		return 1
	fi
	mv "$case/made-of.new" "$case/made-of"
}
