#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Measurements, for `make bench`.
#
#   1. `bootwalk iomem FILE` against `dtc -I dtb -O dts FILE`, wall time, over 50 real blobs.
#   2. `bootwalk iomem` of a made-up board of 10,000 devices: seconds and MiB.
#   3. The operations of all random conformance scripts in one process: calls a second.
#
# The blobs are those of Debian's arm64 kernel package, which is fetched (not installed) into
# ./bench-cache once.  BENCH_DTBS names a folder with other blobs.
set -eu
. "$BOOTWALK_SOURCE/tests/fetch"

count=50
runs=21
cache=$PWD/bench-cache
verdict=0

say()
{
	printf '%s\n' "$*"
}

# Unpack the blobs of the arm64 kernel package into $cache/dtbs.
fetch()
{
	say "bench: fetching Debian's arm64 kernel package for its blobs" >&2
	fetch_open "$cache" || return 1
	package=$(fetch_kernel_package)
	[ -n "$package" ] && fetch_package "$package" || return 1
	for archive in "$cache"/linux-image-*.deb; do
		fetch_unpack "$archive" './usr/lib/linux-image-*' || return 1
	done
	mv "$cache/usr/lib" "$cache/dtbs"
	rm -rf "${cache:?}/usr" "$cache"/linux-image-*.deb
	fetch_close
}

# ---- 1: bootwalk iomem against dtc ----

dtbs=${BENCH_DTBS:-$cache/dtbs}
what="real blobs of Debian's arm64 kernel package"
[ -z "${BENCH_DTBS:-}" ] || what="blobs of $BENCH_DTBS"
if [ ! -d "$dtbs" ] && ! fetch; then
	say "bench: the arm64 kernel package cannot be had here (see $cache/log):" \
		"the blobs of the recorded boots take its place"
	dtbs=$BOOTWALK_TESTDATA/oracle
	what="blobs of the recorded boots"
fi

# Evenly spaced over the sorted list, so that every maker's boards are among them.  Most blobs
# leave their memory to the bootloader: those get a bank by --memory.
list=$cache/list
mkdir -p "$cache"
find "$dtbs" -name '*.dtb' -type f | sort | awk -v count="$count" '
	{ file[NR] = $0 }
	END {
		for (i = 0; i < count && i < NR; i++)
			print file[int(i * NR / (NR < count ? NR : count)) + 1]
	}' |
	while read -r file; do
		if "$BOOTWALK" iomem "$file" </dev/null >/dev/null 2>&1; then
			say "$file"
		else
			say "$file 0x40000000-0x7fffffff"
		fi
	done >"$list"

say "bootwalk iomem FILE against dtc -I dtb -O dts FILE, median of $runs runs each, $what:"
say
say "ratio  bootwalk    dtc       file"
./tests/bench/pairs "$BOOTWALK" "$DTC" "$runs" <"$list" >"$cache/pairs" || verdict=1
sort -n "$cache/pairs" | awk -v prefix="$dtbs/" '{
	sub(prefix, "")
	printf "%.3f  %7.3f ms  %7.3f ms  %s\n", $1, $2, $3, $4
}'
sort -n "$cache/pairs" | awk -v count="$count" '
	{ ratio[NR] = $1; ours[NR] = $2; theirs[NR] = $3; if ($1 > 1) slower++ }
	END {
		if (!NR) { print "no pair could be measured"; exit 1 }
		median = NR % 2 ? ratio[(NR + 1) / 2] : (ratio[NR / 2] + ratio[NR / 2 + 1]) / 2
		printf "\n%d pairs: median ratio %.3f, from %.3f to %.3f; bootwalk is slower in %d\n",
			NR, median, ratio[1], ratio[NR], slower
		if (NR < count) printf "only %d of %d pairs\n", NR, count
		exit median > 1 || NR < count
	}' || verdict=1

# ---- 2: a board of 10,000 devices ----

# Twenty buses of 500 devices, which bind, fail, wait, or have no driver.
awk 'BEGIN {
	print "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; interrupt-parent = <&gic>;"
	print "memory@40000000 { device_type = \"memory\"; reg = <0 0x40000000 0 0x40000000>; };"
	print "cpus { #address-cells = <1>; #size-cells = <0>;"
	print "cpu@0 { device_type = \"cpu\"; compatible = \"arm,cortex-a57\"; reg = <0>; }; };"
	print "clk: clock { compatible = \"fixed-clock\"; #clock-cells = <0>; };"
	print "gic: intc@8000000 { compatible = \"arm,cortex-a15-gic\"; #interrupt-cells = <3>;"
	print "interrupt-controller; reg = <0 0x8000000 0 0x10000 0 0x8010000 0 0x10000>; };"
	split("\"ns16550a\" \"arm,pl061\",\"arm,primecell\" \"mmio-sram\" \"made-up,unknown\"" \
		" \"arm,pl011\",\"arm,primecell\"", kind, " ")
	for (bus = 0; bus < 20; bus++) {
		printf "bus%d { compatible = \"simple-bus\"; #address-cells = <2>;", bus
		print "#size-cells = <2>; ranges;"
		for (i = 0; i < 500; i++) {
			n = bus * 500 + i
			printf "dev@1%08x { compatible = %s; reg = <1 0x%08x 0 0x1000>;", n * 65536,
				kind[n % 5 + 1], n * 65536
			printf "interrupts = <0 %d 4>; clocks = <&clk>; };\n", n % 900
		}
		print "};"
	}
	print "};"
}' >"$cache/many.dts"
"$DTC" -q -I dts -O dtb -o "$cache/many.dtb" "$cache/many.dts"
say
best=
for _ in 1 2 3 4 5; do
	took=$(./tests/bench/pairs --once "$BOOTWALK" "$cache/many.dtb") || verdict=1
	if [ -z "$best" ] || [ "${took%% *}" -lt "${best%% *}" ]; then
		best=$took
	fi
done
say "10,000 devices: ${best%% *} ms, ${best##* } MiB (at most 2000 ms, 400 MiB)"
[ "${best%% *}" -le 2000 ] && [ "${best##* }" -le 400 ] || verdict=1

# ---- 3: calls a second ----

calls=./tests/bench/calls
if [ -x "$calls" ]; then
	say
	"$calls" "$BOOTWALK_TESTDATA"/conformance/*/rand-*.bw || verdict=1
fi
exit $verdict
