# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by check-qemu.sh: gets what is booted, into $cache: a kernel, a busybox and an initramfs
# for each architecture, boot ROMs of network cards.  Each get_ says in $why what is missing.

# row KEY [DEFAULT]: of the table `kernels`, that of $profile.
row()
{
	value=$(awk -v section="[$profile]" -v key="$1 = " '
		/^\[/ { ours = $0 == section }
		ours && index($0, key) == 1 { print substr($0, length(key) + 1); exit }' "$here/kernels")
	printf '%s\n' "${value:-${2:-}}"
}

# lacks TEXT...: what is missing.
lacks()
{
	why=$*
	return 1
}

# package NAME VERSION ARCH [SUITE]: its archive is in $archive, taken from the cache or fetched.
package()
{
	archive=$cache/$1_$2_$3.deb
	[ ! -f "$archive" ] || return 0
	where="put $(basename "$archive") into $cache (snapshot.debian.org keeps all of them)"
	wanted=$3
	[ "$3" != all ] || wanted=$(dpkg --print-architecture)
	fetch_open "$cache" "$wanted" "$4" ||
		lacks "the lists of packages for $wanted cannot be fetched (see $cache/log); $where" || return 1
	fetch_package "$1:$3=$2" && [ -f "$archive" ] || lacks "$1 $2 is not in the archive; $where"
}

# newest NAME ARCH SUITE: the archive of whatever version there is.
newest()
{
	fetch_open "$cache" "$2" "$3" && fetch_package "$1:$2" ||
		lacks "$1 for $2 cannot be fetched (see $cache/log)" || return 1
	for archive in "$cache/$1"_*.deb; do
		:
	done
	[ -f "$archive" ] || lacks "$1 for $2 was fetched and is not in $cache"
}

# take PATTERN NAME: the one file of $archive that is called so, or the folder, becomes $cache/NAME.
take()
{
	fetch_cache=$cache/unpack
	rm -rf "$fetch_cache"
	mkdir -p "$fetch_cache"
	fetch_unpack "$archive" "$1" 2>/dev/null
	taken=$(find "$fetch_cache" -type f | head -n 1)
	case $1 in
	*/) taken=$fetch_cache/$1 ;;
	esac
	[ -e "${taken:-}" ] && mv "$taken" "$cache/$2"
	status=$?
	rm -rf "$fetch_cache"
	fetch_cache=$cache
	return $status
}

# The kernel's image in $image, unpacked from its package.
get_kernel()
{
	image=$cache/$profile-$(row version)
	[ ! -f "$image" ] || return 0
	package "$(row package)" "$(row version)" "$(row arch)" "$(row suite)" || return 1
	take "$(row image)" "$(basename "$image")" || lacks "there is no kernel in $archive"
}

# The blob of the board NAME that ships with the kernel, in $blob.
get_blob()
{
	blob=$cache/$profile-$1
	[ ! -f "$blob" ] || return 0
	package "$(row package)" "$(row version)" "$(row arch)" "$(row suite)" || return 1
	take "./usr/lib/linux-image-*/$1" "$profile-$1" ||
		take "./usr/lib/linux-image-*/*/$1" "$profile-$1" ||
		lacks "there is no $1 in $archive"
}

get_busybox()
{
	busybox=$cache/busybox-$(row arch)
	[ ! -f "$busybox" ] || return 0
	newest busybox-static "$(row arch)" "$(row suite)" || return 1
	take './bin/busybox' "busybox-$(row arch)" || take './usr/bin/busybox' "busybox-$(row arch)" ||
		lacks "there is no busybox in $archive" || return 1
	rm -f "$archive"
}

# The boot ROMs of network cards, without which QEMU does not start a machine that has one.
get_roms()
{
	[ ! -d "$cache/roms" ] || return 0
	newest ipxe-qemu "$(dpkg --print-architecture)" bookworm || return 1
	take './usr/lib/ipxe/qemu/' roms || lacks "there are no boot ROMs in ipxe-qemu" || return 1
	rm -f "$archive"
}

# ---- the initramfs ----

. "$BOOTWALK_SOURCE/boards/kernels/lib/cpio.sh"

# The initramfs in $initramfs: busybox under the names that init calls it by, and init.
get_initramfs()
{
	initramfs=$cache/initramfs-$(row arch)
	get_busybox || return 1
	inode=0
	printf 'root::0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$cache/passwd"
	printf busybox >"$cache/link"
	{
		for folder in dev proc sys bin etc; do
			entry $folder $((0040755)) 0 0
		done
		entry dev/console $((0020600)) 5 1
		entry dev/null $((0020666)) 1 3
		entry bin/busybox $((0100755)) 0 0 "$busybox"
		for name in sh mount sleep dmesg cat su ls readlink grep sed gzip base64 poweroff; do
			entry bin/$name $((0120777)) 0 0 "$cache/link"
		done
		entry etc/passwd $((0100644)) 0 0 "$cache/passwd"
		entry init $((0100755)) 0 0 "$here/init"
		entry 'TRAILER!!!' 0 0 0
	} | gzip -9n >"$initramfs"
	rm "$cache/passwd" "$cache/link"
}

# Everything that a boot of $profile needs.
get_all()
{
	profile_file=
	[ -n "$(row package)" ] || lacks "there is no row [$profile] in $here/kernels" || return 1
	command -v "$(row qemu)" >/dev/null 2>&1 ||
		lacks "$(row qemu) is not installed (Debian: $(row qemu-package))" || return 1
	if [ "$(row compare)" = nommu ]; then
		get_nommu
	else
		get_kernel && get_initramfs && get_roms
	fi
}
