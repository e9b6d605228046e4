#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Measurements, for `make bench`.
#
#   1. `bootwalk iomem FILE` against `dtc -I dtb -O dts FILE`, wall time, over 50 real blobs.
#   2. `bootwalk iomem` of a made-up board of 10,000 devices: seconds and MiB.
#   3. The operations of all random conformance scripts in one process: calls a second.
#   4. The terminal interface on a board of 2,000 devices: from a key to a settled screen; and the
#      bytes that a step costs.
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
	fetch_open "$cache" arm64 || return 1
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

sh "$BOOTWALK_SOURCE/tests/bench/board.sh" 10000 >"$cache/many.dts"
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

# ---- 4: the terminal interface ----

# Keys to a settled screen with animation off, each kind of move, both ways; Home and End too.
moves='{Home}|s {Home}|n {Home}|f {Home}|] {Home}|{right} {End}|S {End}|N {End}|F {End}|[ {End}|{left}
	|{End}{Home} {End}|z {End}|123456789 {End}|{Tab} {End}7|jjkj'
sh "$BOOTWALK_SOURCE/tests/bench/board.sh" 2000 >"$cache/large.dts"
"$DTC" -q -I dts -O dtb -o "$cache/large.dtb" "$cache/large.dts"
for locale in C.UTF-8 C; do
	say
	say "key to settled screen of 2,000 devices, $locale (at most 10 ms at p99):"
	LC_ALL=$locale ./tests/bench/screen xterm-256color 200x60 200 "$BOOTWALK" "$cache/large.dtb" \
		$moves 2>"$cache/log" | tee "$cache/screen"
	awk '$1 == "all" { found = 1; exit $3 > 10 } END { if (!found) exit 1 }' "$cache/screen" ||
		verdict=1
done
say
say "bytes for a step in the default layout (at most 1500 at the median):"
./tests/bench/screen xterm-256color 80x24 200 "$BOOTWALK" qemu-virt '{Home}|s' 2>"$cache/log" |
	tee "$cache/screen"
awk '$1 == "all" { found = 1; exit $6 > 1500 } END { if (!found) exit 1 }' "$cache/screen" ||
	verdict=1
exit $verdict
