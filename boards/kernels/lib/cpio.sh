# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by what makes an initramfs: a cpio archive in the form "newc", written by a shell alone.
inode=0

zeros()
{
	head -c "$1" /dev/zero
}

# entry NAME MODE MAJOR MINOR [FILE]: a file, a folder, a link (FILE holds where it leads) or a device.
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
