# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by check-qemu.sh: what the program says of a recorded case must be what the kernel said.

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# ---- what is taken of a file ----

# mapped FILE: size and physical address of each ioremap area.
mapped()
{
	sed -n 's/^\([0-9]*\) .*phys=0x0*\([0-9a-f][0-9a-f]*\) ioremap.*/\1 \2/p' "$1" | sort
}

# memblock_lines FILE: what memblock logged, without how far into a function each call is.
memblock_lines()
{
	sed -n '/^memblock_[a-z_]*:/{s/+0x[0-9a-f]*\/0x[0-9a-f]*$//;p;}' "$1"
}

# On a PC page tables and what the nodes keep are not retold.
first_lines()
{
	case $(row compare) in
	pc) awk '/^No NUMA|init_mem_mapping/ { exit } { print }' "$1" >"$case/first" ;;
	*) cat "$1" >"$case/first" ;;
	esac
	memblock_lines "$case/first"
	rm "$case/first"
}

platform_only()
{
	sed -n '/^platform /p' "$1" | sort
}

# ---- what is asked of the program ----

# ask NAME COMMAND WORD...: its answer in $case/answer
ask()
{
	what=$1
	shift
	"$BOOTWALK" "$@" --bind builtin >"$case/answer" 2>"$case/err" </dev/null ||
		{
			fail "$what" "exit status $?: $(head -n 3 "$case/err")"
			return 1
		}
}

# Which command gives what a file says, and what of both is compared.
command_for()
{
	filter='cat'
	option=
	case $1 in
	iomem.user)
		command=iomem
		option=--user
		;;
	memblock.*)
		command=memblock
		option=${1#*.}
		;;
	vmallocinfo)
		command=mappings
		filter=mapped
		;;
	log)
		command=log
		filter=first_lines
		;;
	*) command=$1 ;;
	esac
	[ "$1 $(row compare)" != 'devices nommu' ] || filter=platform_only
}

# agrees NAME FILE WORD...: what the program says with these words is what stands in FILE.
agrees()
{
	what=$1
	file=$case/$2
	command_for "$2"
	[ "$2" != log ] || file=$case/dmesg
	shift 2
	# shellcheck disable=SC2086 # a word or none
	ask "$what" "$command" "$@" $option || return 0
	$filter "$file" >"$case/wanted"
	$filter "$case/answer" >"$case/got"
	same "$what" "$case/wanted" "$case/got"
}

# A machine with a tree: the blob, and where the loader put things.
compare_tree()
{
	more=
	[ ! -s "$case/pci" ] || more="--pci $case/pci"
	for node in $(recipe absent); do
		more="$more --absent $node"
	done
	fits=$(recipe profile "${profile_file:-$profile}")
	for file in $(row files); do
		[ "$file" != log ] || [ "$(key dmesg_complete)" = yes ] || continue
		# shellcheck disable=SC2086 # a list of words
		agrees "$name $file" "$file" "$case/fdt.dtb" --kernel "$fits" \
			--kernel-base "$(key kernel_base)" --fdt-base "$(key fdt_base)" \
			--fdt-size "$(key fdt_size)" $more
	done
}

# The log of a PC is a machine.
compare_pc()
{
	if [ "$(key dmesg_complete)" != yes ]; then
		fail "$name has its whole log" "log_buf_len=1M in bootargs keeps more of it"
		return
	fi
	for file in $(row files); do
		agrees "$name $file" "$file" "$case"
	done
	compare_board
}

# The same without the log: the board that ships, another map and other cards.
compare_board()
{
	case $machine in
	q35*) board=pc-q35 ;;
	*) board=pc ;;
	esac
	{
		printf '/dts-v1/;\n/plugin/;\n&{/bootwalk} { e820 = '
		sed -n 's/^BIOS-e820: .*/"&"/p' "$case/dmesg" | paste -s -d , | tr -d '\n'
		printf '; };\n'
	} >"$case/map.dts"
	initrd=$(sed -n 's/^RAMDISK: \[mem \(0x[0-9a-f]*-0x[0-9a-f]*\)\]$/\1/p' "$case/dmesg")
	for file in iomem ioports; do
		agrees "$name $file of map and cards" $file $board --overlay "$case/map.dts" \
			--pci "$case/pci.windows" --append "$bootargs" --initrd "$initrd"
	done
	rm -f "$case/map.dts"
}

compare()
{
	case $(row compare) in
	pc) compare_pc ;;
	*) compare_tree ;;
	esac
	rm -f "$case/answer" "$case/err" "$case/wanted" "$case/got"
}
