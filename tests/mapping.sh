#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every script of tests/data/mapping answers as the real kernel did on its board.  Where in
# the area for mappings one lies is no fact: `-> mapped` stands for any address there with
# the right offset in its page.
# MAPPING names another folder of scripts, MAPPING_BOARD which of its scripts and where their board
# is, MAPPING_KERNEL the kernel profile, and MAPPING_AREA what addresses of that area look like.
. "$BOOTWALK_SOURCE/tests/tap"
prefix=${MAPPING_BOARD:-arm64}
make_scratch "mapping-$prefix"
data=$BOOTWALK_TESTDATA/${MAPPING:-mapping}
board=$data/$prefix
kernel=${MAPPING_KERNEL:-linux-6.1-arm64}
area=${MAPPING_AREA:-0xffff[89a-f]}

value()
{
	sed -n "s/^$1 = //p" "$board/case.txt"
}

# as_recorded SCRIPT WANTED GOT: GOT, with `-> mapped` where WANTED has it and GOT may.
as_recorded()
{
	awk -v wanted_file="$2" -v got_file="$3" -v area="^-> $area" '
	# the calls that answer with a line of their own
	/^[ \t]*(#|$)/ || /^[ \t]*(cat|dmesg|read) / { next }
	{
		sub(/^[A-Za-z0-9_]+:[ \t]*/, "")
		calls[++count] = $0
	}
	function offset(text) { return tolower(substr(text, length(text) - 2)) }
	# the last three digits of the address that a call asks for, or nothing
	function asked(call, words, n) {
		n = split(call, words, /[ \t]+/)
		if (words[1] ~ /^(ioremap|memremap)/ && words[2] ~ /^0x/)
			return offset("000" substr(words[2], 3))
		if (words[1] ~ /^devm_(io|mem)remap(_wc)?$/ && words[3] ~ /^0x/)
			return offset("000" substr(words[3], 3))
		return ""
	}
	END {
		call = 0
		while ((getline got < got_file) > 0) {
			more = (getline wanted < wanted_file) > 0
			if (wanted ~ /^-> /)
				call++
			if (more && wanted == "-> mapped" && got ~ area) {
				want = asked(calls[call])
				if (want == "" || want == offset(got))
					got = "-> mapped"
			}
			print got
		}
	}' "$1" >"$3.told"
}

run()
{
	# shellcheck disable=SC2086 # a list of words
	"$BOOTWALK" "$@" "$board/fdt.dtb" --kernel "$kernel" \
		--kernel-base "$(value kernel_base)" --fdt-base "$(value fdt_base)" \
		--fdt-size "$(value fdt_size)" $more --bind builtin </dev/null
}

more=
[ -z "$(value initrd_start)" ] ||
	more=$(printf -- '--initrd %s-0x%x' "$(value initrd_start)" $(($(value initrd_end) - 1)))
[ ! -f "$board/pci" ] || more="$more --pci $board/pci"
run iomem >"$scratch/iomem" 2>"$scratch/err"
same "the board before the calls" "$board/iomem" "$scratch/iomem"
for script in "$data/$prefix"-*.bw; do
	name=$(basename "$script" .bw)
	if ! run run "$script" >"$scratch/out" 2>"$scratch/err"; then
		fail "$name" "exit status not 0: $(head -n 3 "$scratch/err")"
		continue
	fi
	as_recorded "$script" "${script%.bw}.out" "$scratch/out"
	same "$name" "${script%.bw}.out" "$scratch/out.told"
done
done_testing
