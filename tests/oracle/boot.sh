# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by check-qemu.sh: one boot of $profile as $case/recipe says.  What comes out of the serial
# port is in $case/serial.

# How long a boot may take, in seconds.
patience=${ORACLE_PATIENCE:-600}

# recipe KEY [DEFAULT]
recipe()
{
	value=$(sed -n "/^\[dts\]/q; s/^$1 = //p" "$case/recipe")
	printf '%s\n' "${value:-${2:-}}"
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

# What the recipe says, or the table where it says nothing.
read_recipe()
{
	machine=$(recipe machine "$(row machine)")
	cpu=$(recipe cpu "$(row cpu)")
	smp=$(recipe smp 1)
	memory=$(recipe memory "$(row memory 512M)")
	words=$(recipe qemu)
	bootargs=$(recipe bootargs)
	case " $bootargs" in
	*' console='* | *' earlycon '*) ;;
	*) bootargs="$(row console) nokaslr memblock=debug loglevel=8${bootargs:+ $bootargs}" ;;
	esac
	own_cpu=
	[ "$cpu" = default ] || own_cpu="-cpu $cpu"
}

# qemu WORD...: the emulator with the machine of the recipe takes the place of this shell.
qemu()
{
	# shellcheck disable=SC2086 # lists of words
	exec "$(row qemu)" -L "$cache/roms" $own_cpu -smp "$smp" -m "$memory" -display none $words "$@"
}

# edit_blob FILE: the blob with what the recipe adds, in $case/edited.dtb.
edit_blob()
{
	{
		"$DTC" -q -I dtb -O dts "$1"
		sed '1,/^\[dts\]/d' "$case/recipe"
		[ "$(row compare)" != nommu ] || printf '/ { chosen { bootargs = "%s"; }; };\n' "$bootargs"
	} >"$case/edited.dts"
	"$DTC" -q -I dts -O dtb -o "$case/edited.dtb" "$case/edited.dts" 2>>"$case/qemu.log"
}

# What the recipe asks of the blob; $case/edited.dtb is there where QEMU shall not make its own.
prepare_blob()
{
	rm -f "$case/edited.dtb"
	wanted=$(recipe dtb)
	if [ "$(row compare)" = nommu ]; then
		edit_blob "$blob"
	elif [ -n "$wanted" ]; then
		if ! get_blob "$wanted"; then
			echo "$why" >>"$case/qemu.log"
			return 1
		fi
		edit_blob "$blob"
	elif grep -q '^\[dts\]' "$case/recipe"; then
		(qemu -M "$machine,dumpdtb=$case/board.dtb") >"$case/qemu.log" 2>&1 &&
			edit_blob "$case/board.dtb"
	fi
}

# wait_for PROCESS: until the kernel has told all, or stopped.
wait_for()
{
	waited=0
	while kill -0 "$1" 2>/dev/null && [ $waited -lt "$patience" ]; do
		! grep -q '@@end\|end Kernel panic' "$case/serial" || break
		sleep 1
		waited=$((waited + 1))
	done
}

# False when the end of what is recorded was not reached.
boot()
{
	: >"$case/qemu.log"
	prepare_blob || return 1
	if [ "$(row compare)" = nommu ]; then
		set -- -device "loader,file=$nommu/stub,addr=0,force-raw=on" \
			-device "loader,file=$image,addr=$nommu_image,force-raw=on" \
			-device "loader,file=$case/edited.dtb,addr=$nommu_blob,force-raw=on"
	else
		set -- -kernel "$image" -initrd "$initramfs" -append "$bootargs"
		[ ! -f "$case/edited.dtb" ] || set -- "$@" -dtb "$case/edited.dtb"
	fi
	: >"$case/serial"
	qemu -M "$machine" -monitor none -no-reboot "$@" -serial "file:$case/serial" \
		</dev/null >>"$case/qemu.log" 2>&1 &
	process=$!
	trap 'kill $process 2>/dev/null' EXIT
	wait_for $process
	kill $process 2>/dev/null
	wait $process 2>/dev/null
	trap - EXIT
	grep -q '@@end' "$case/serial"
}
