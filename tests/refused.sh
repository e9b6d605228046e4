#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every recorded boot: what /dev/mem refused to root, and how /proc/iomem was read in pieces.
# The recording names the places that it looked at, and the program is asked about the same.
# The pieces are read from a tree made of the recorded file, so that they can be compared
# whatever else the boot does.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch "refused-${ORACLE:-oracle}"

key()
{
	sed -n "s/^$1 = //p" "$case/case.txt"
}

# A call for each place that was read, and for each that was mapped.
places()
{
	awk '
	/^read \/dev\/mem at / { print "dd if=/dev/mem bs=1 count=4 skip=" $4 }
	/^map \/dev\/mem at / {
		print "mmap /dev/mem 0x1000 read,write shared " substr($4, 1, length($4) - 3) "000"
	}' "$case/refused"
}

# The program's answers to these in the words of the recording.
place_answers()
{
	awk '
	function words(e) {
		return e == "-EPERM" ? "Operation not permitted" : e == "-EFAULT" ? "Bad address" : e
	}
	NR == FNR { if (/^-> /) answer[++n] = $2; next }
	/^read \/dev\/mem/ {
		print
		a = answer[++i]
		if (a ~ /^-E/) print "dd: /dev/mem: " words(a)
		print "got " (a ~ /^-E/ ? 0 : a) " bytes"
	}
	/^map / {
		print
		a = answer[++i]
		print a ~ /^-E/ ? "devmem: mmap: " words(a) : "a value was read"
		print "exit status " (a ~ /^-E/ ? 1 : 0)
	}' "$scratch/out" "$case/refused"
}

# The recorded tree, and the reads of it: to the end by 64 bytes, then one of each size.
pieces()
{
	awk '{
		depth = (match($0, /[^ ]/) - 1) / 2
		name = substr($0, index($0, " : ") + 3)
		print "d" depth ": request_resource " (depth ? "&d" (depth - 1) : "iomem"), \
			"0x" substr($1, 1, index($1, "-")) "0x" substr($1, index($1, "-") + 1), "\"" name "\""
	}' "$case/iomem"
	awk -v bytes="$(wc -c <"$case/iomem")" 'BEGIN {
		for (i = 0; i < bytes / 64 + 1; i++) print "read /proc/iomem 64"
		print "open /proc/iomem\nread /proc/iomem 64\nopen /proc/iomem\nread /proc/iomem 65536"
		print "write /proc/iomem 1\ncat /proc/iomem"
	}'
}

piece_answers()
{
	awk -v lines="$(wc -l <"$case/iomem")" '
	/^-> / { if (++n > lines) answer[++m] = $2; next }
	END {
		for (i = 1; answer[i] > 0; i++) {
			sum += answer[i]
			if (answer[i] == 64) full++; else part++
		}
		print "small reads of /proc/iomem"
		print full + 0 "+" part + 0 " records in"
		print full + 0 "+" part + 0 " records out"
		print "one read of 64 bytes"
		print answer[i + 2]
		print "one read of 64 KiB"
		print answer[i + 4]
		print "size of the whole"
		print sum
		print "write to /proc/iomem"
		print answer[i + 5] == "-EIO" ? "echo: write error: Input/output error" : answer[i + 5]
	}' "$scratch/out"
}

# run WHAT [OPTION...]: the script; false, and told, when it cannot run.
run()
{
	what=$1
	shift
	"$BOOTWALK" run "$scratch/script" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null ||
		fail "$name $what" "$(head -n 3 "$scratch/err")"
}

compare()
{
	case=$1
	kernel=$2
	name="$(basename "$(dirname "$case")") $(basename "$case")"
	[ -f "$case/refused" ] || return
	more=
	[ ! -f "$case/pci" ] || more="--pci $case/pci"
	fdt_base=$(key fdt_base)
	[ -z "$fdt_base" ] || more="$more --fdt-base $fdt_base"
	# What ls says of the file is not simulated; that the bytes are those of cat is seen below.
	grep -v -e '^-r--r--r-- ' -e '^same bytes' "$case/refused" >"$scratch/all"
	places >"$scratch/script"
	# shellcheck disable=SC2086
	run /dev/mem "$case/fdt.dtb" --kernel "$kernel" --bind builtin $more \
		--kernel-base "$(key kernel_base)" --fdt-size "$(key fdt_size)"
	sed '/^small reads/,$d' "$scratch/all" >"$scratch/wanted"
	place_answers >"$scratch/got"
	same "$name /dev/mem" "$scratch/wanted" "$scratch/got"

	pieces >"$scratch/script"
	run 'pieces of /proc/iomem'
	sed -n '/^small reads/,$p' "$scratch/all" >"$scratch/wanted"
	piece_answers >"$scratch/got"
	same "$name pieces of /proc/iomem" "$scratch/wanted" "$scratch/got"
	tail -n "$(wc -l <"$case/iomem")" "$scratch/out" >"$scratch/got"
	cmp -s "$case/iomem" "$scratch/got" || fail "$name cat /proc/iomem"
}

for folder in "$BOOTWALK_TESTDATA/${ORACLE:-oracle}"/*; do
	compare "$folder" "${ORACLE_KERNEL:-linux-6.1-arm64}"
done
done_testing
