# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by `measure` and `check`: a record taken apart.

# is_whole LOG: it has its beginning, and no console that was too slow left out any of it.
is_whole()
{
	grep -q '^\(\[[^]]*\]\)* *Linux version' "$1" && ! grep -q 'printk messages dropped' "$1"
}

# parts RECORD FOLDER: the parts of RECORD, what `record` printed or a folder of files, as files in
# FOLDER; the log without time stamps, the cards on PCI buses that it tells of as `pci`, and the tree as
# `tree`, text.
parts()
{
	mkdir -p "$2"
	if [ -d "$1" ]; then
		cp "$1"/* "$2"/
		[ ! -f "$2/fdt.dtb" ] || rm -f "$2/fdt"
	elif [ -r "$1" ]; then
		# in a log of a serial port, what stands before the first part is the kernel's own
		awk -v folder="$2/" '
			BEGIN { file = folder "console" }
			{ sub(/\r$/, "") }
			/^@@[a-z.]+$/ { close(file); file = folder substr($0, 3); printf "" >file; next }
			{ print >file }' "$1"
	else
		echo "$0: $1 cannot be read" >&2
		return 1
	fi
	# the kernel keeps the end of a long log only; an early console has shown all of it
	if [ -f "$2/dmesg" ] && ! is_whole "$2/dmesg" && [ -f "$2/console" ] && is_whole "$2/console"; then
		cp "$2/console" "$2/dmesg"
	fi
	[ ! -f "$2/dmesg" ] || {
		sed 's/^\[ *[0-9]*\.[0-9]*\(\]\[[^]]*\)*\] \{0,1\}//' "$2/dmesg" >"$2/log" &&
			mv "$2/log" "$2/dmesg"
		[ -f "$2/pci" ] || awk -f "$here/lib/cards.awk" "$2/dmesg" >"$2/pci"
	}
	[ -f "$2/cmdline" ] || [ ! -f "$2/dmesg" ] ||
		sed -n 's/^Kernel command line: //p' "$2/dmesg" | head -n 1 >"$2/cmdline"
	[ ! -s "$2/fdt" ] || base64 -d <"$2/fdt" | gzip -dc >"$2/fdt.dtb"
	if [ -s "$2/fdt.dtb" ]; then
		${DTC:-dtc} -q -I dtb -O dts "$2/fdt.dtb" >"$2/tree" 2>/dev/null || rm -f "$2/tree"
	fi
	return 0
}

# place FOLDER NAME: the line of its case.txt, if it has one.
place()
{
	[ ! -s "$1/case.txt" ] || sed -n "s/^$2 = //p" "$1/case.txt"
}

# blob_base FOLDER SIZE: where the blob lies, as memblock=debug shows: the range of its size among those
# that are reserved; on RISC-V paging_init reserves it.
blob_base()
{
	[ -s "$1/dmesg" ] || return 0
	sed -n 's/^ *reserved\[0x[0-9a-f]*\].*\[\(0x[0-9a-f]*\)-\(0x[0-9a-f]*\)\].*/\1 \2/p
		s/^memblock_reserve: \[\(0x[0-9a-f]*\)-\(0x[0-9a-f]*\)\] paging_init+.*/\1 \2/p' "$1/dmesg" |
		while read -r start end; do
			[ $((end - start + 1)) -ne "$(($2))" ] || echo "$start"
		done | head -n 1
}

# places FOLDER FDT-BASE: the options that say where the loader put image and blob: FDT-BASE, else what
# the record's case.txt says for sure, else what the log shows.  The image of arm64 begins at a multiple of
# 2 MiB, and elsewhere where its code does.
places()
{
	code=$(place "$1" kernel_base)
	if [ -z "$code" ]; then
		code=$(sed -n 's/^ *\([0-9a-f]*\)-[0-9a-f]* : Kernel code$/\1/p' "$1/iomem" | head -n 1)
		[ -z "$code" ] || code=$((0x$code))
		! cat "$1/dmesg" "$1/kallsyms" "$1/version" 2>/dev/null |
			grep -q 'arm64_memblock_init\|-arm64 ' || code=$((code / 0x200000 * 0x200000))
		[ -z "$code" ] || code=$(printf 0x%x "$code")
	fi
	size=$(place "$1" fdt_size)
	size=${size:-$(($(wc -c <"$1/fdt.dtb")))}
	base=$2
	[ -n "$base" ] || [ "$(place "$1" fdt_base_confirmed)" = no ] || base=$(place "$1" fdt_base)
	base=${base:-$(blob_base "$1" "$size")}
	base=${base:-$(place "$1" fdt_base)}
	printf '%s' "${code:+--kernel-base $code }${base:+--fdt-base $base }--fdt-size $size"
}

# memblock_lines FILE: what memblock logged.
memblock_lines()
{
	awk -f "$here/lib/unfold.awk" "$1"
}

# other_names RECORDED GOT SYMBOLS: of the functions that only one of two logs ends lines in, what to
# write into a profile, by the kernel's own names where there are some.
other_names()
{
	for file in "$1" "$2"; do
		awk '{ print $NF }' "$file" | sort -u >"$file.names"
	done
	comm -13 "$1.names" "$2.names" | while read -r name; do
		grep -q " $name\$" "$3" 2>/dev/null && continue
		other=$(sed -n "s/.* \($name\.[a-z0-9.]*\)\$/\1/p" "$3" 2>/dev/null | head -n 1)
		if [ -n "$other" ]; then
			echo "it calls $name $other: renamed = \"$name\", \"$other\";"
		elif [ -s "$3" ]; then
			echo "its kallsyms has no function $name: add it to inlined"
		else
			echo "no line of it ends in $name: is it inlined? (the record has no kallsyms)"
		fi
	done
	comm -23 "$1.names" "$2.names" | while read -r name; do
		echo "only its lines end in $name"
	done
}
