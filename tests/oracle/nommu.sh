# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by check-qemu.sh: a kernel for a processor without an MMU, which nobody ships.  It is
# built here from Debian's source, for QEMU's machine mps2-an385, with nommu-report.c in place of a
# user space.  The compiler decides where its parts end, so the profile gets those ends from its
# System.map, and its drivers from its .config: the profile itself stands for all such kernels.

cross=arm-linux-gnueabi
nommu=$cache/nommu

# What is needed to build it and is not installed is unpacked, never installed.
get_compiler()
{
	for tool in gcc make bc xz; do
		command -v $tool >/dev/null 2>&1 ||
			lacks "$tool is not installed, and a kernel without an MMU has to be built" || return 1
	done
	[ ! -x "$nommu/tools/usr/bin/bison" ] || return 0
	ours=$(dpkg --print-architecture)
	fetch_open "$cache" "$ours" bookworm || lacks "no compiler can be fetched (see $cache/log)" || return 1
	mkdir -p "$nommu/archives" "$nommu/tools"
	fetch_cache=$nommu/archives
	# shellcheck disable=SC2046 # a list of words
	fetch_package gcc-12-$cross cpp-12-$cross binutils-$cross gcc-12-$cross-base \
		libgcc-12-dev-armel-cross flex m4 bison
	status=$?
	mv "$fetch_cache/log" "$cache/log" 2>/dev/null
	fetch_cache=$nommu/tools
	for part in "$nommu"/archives/*.deb; do
		[ $status != 0 ] || fetch_unpack "$part" "./usr/*" || status=1
	done
	fetch_cache=$cache
	rm -rf "$nommu/archives"
	[ $status = 0 ] ||
		lacks "a compiler ($cross), flex and bison cannot be fetched (see $cache/log)"
}

# with_tools COMMAND...: run where what was unpacked is found, and what the make around says is not.
with_tools()
(
	unset DTC MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
	tools=$nommu/tools/usr
	for folder in "$tools"/lib/*-linux-gnu; do
		LD_LIBRARY_PATH=$folder
	done
	PATH=$tools/bin:$PATH M4=$tools/bin/m4 BISON_PKGDATADIR=$tools/share/bison
	export PATH LD_LIBRARY_PATH M4 BISON_PKGDATADIR
	"$@"
)

kernel_make()
{
	KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026' KBUILD_BUILD_USER=builder \
		KBUILD_BUILD_HOST=bookworm make -s -C "$source" "O=$nommu/out" ARCH=arm \
		CROSS_COMPILE=$cross- CC=$cross-gcc-12 -j"$(nproc)" "$@"
}

# What mps2_defconfig has beyond what the kernel is recorded for, and names in its log.
configure()
{
	kernel_make mps2_defconfig &&
		"$source/scripts/config" --file "$nommu/out/.config" -d NET -d BLOCK -d USB_SUPPORT \
			-d LEDS_TRIGGERS -e KALLSYMS -e DEBUG_BUGVERBOSE -e DEBUG_INFO_NONE &&
		kernel_make olddefconfig
}

# build: from the source package in $archive, in some minutes.
build()
{
	source=$nommu/source
	rm -rf "$source" "$nommu/out"
	mkdir -p "$source"
	take './usr/src/linux-source-*.tar.xz' source.tar.xz &&
		tar -xJf "$cache/source.tar.xz" -C "$source" --strip-components=1 || return 1
	rm "$cache/source.tar.xz"
	cp "$here/nommu-report.c" "$source/init/report.c"
	echo 'obj-y += report.o' >>"$source/init/Makefile"
	configure && kernel_make Image mps2-an385.dtb || return 1
	$cross-gcc-12 -mcpu=cortex-m3 -DIMAGE=$nommu_image -DBLOB=$nommu_blob -c \
		-o "$nommu/stub.o" "$here/nommu-stub.S" &&
		$cross-objcopy -O binary "$nommu/stub.o" "$nommu/stub" || return 1
	for file in .config System.map arch/arm/boot/Image arch/arm/boot/dts/mps2-an385.dtb; do
		cp "$nommu/out/$file" "$nommu/" || return 1
	done
	rm -r "$source" "$nommu/out" "$nommu/stub.o"
}

# symbol NAME: how far it lies above the first byte of the image, in hexadecimal.
symbol()
{
	awk -v name="$1" '$3 == name { print "0x" $1; exit }' "$nommu/System.map" >"$nommu/symbol"
	printf '0x%x\n' $(($(cat "$nommu/symbol") - nommu_image))
}

# The profile with this build's places in it, in $profile_file.
adapt_profile()
{
	profile_file=$nommu/$profile.dts
	cp "$BOOTWALK_SOURCE/boards/kernels/$profile.dts" "$profile_file"
	for pair in reserved-from:_stext init-begin:__init_begin sdata:_sdata end:_end; do
		sed -i "s/^\(\t\t${pair%:*} = <\)[^>]*/\1$(symbol "${pair#*:}")/" "$profile_file"
	done
	{
		printf '\nbuiltin = '
		sed -n 's/^CONFIG_\([A-Z0-9_]*\)=y$/"\1"/p' "$nommu/.config" | paste -s -d , | tr -d '\n'
		printf ';\n'
	} >"$nommu/builtin"
	sed -i "/^\tdevices;\$/r $nommu/builtin" "$profile_file"
}

# Where the stub lets image and blob be.
nommu_image=0x21008000
nommu_blob=0x21a00000

get_nommu()
{
	mkdir -p "$nommu"
	image=$nommu/Image
	blob=$nommu/mps2-an385.dtb
	cat "$here"/nommu.sh "$here"/nommu-*.[cS] >"$nommu/made-of.new"
	row version >>"$nommu/made-of.new"
	if [ ! -f "$image" ] || ! cmp -s "$nommu/made-of.new" "$nommu/made-of"; then
		package "$(row package)" "$(row version)" "$(row arch)" "$(row suite)" && get_compiler ||
			return 1
		with_tools build >"$nommu/log" 2>&1 ||
			lacks "the kernel without an MMU could not be built (see $nommu/log)" || return 1
		cp "$nommu/made-of.new" "$nommu/made-of"
	fi
	adapt_profile
}
