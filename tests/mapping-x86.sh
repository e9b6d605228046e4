#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every script of tests/data/mapping-x86 answers on the board pc as the real kernel did on that
# machine.  Which pages are reserved and which memory types are in force is what the boot left.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch mapping-x86
data=$BOOTWALK_TESTDATA/mapping-x86

for script in "$data"/x86-*.bw; do
	name=$(basename "$script" .bw)
	if ! "$BOOTWALK" run "$script" pc --bind builtin >"$scratch/out" 2>"$scratch/err" \
		</dev/null; then
		fail "$name" "exit status not 0: $(head -n 3 "$scratch/err")"
		continue
	fi
	# where in the area for mappings one lies is no fact
	awk -v wanted_file="${script%.bw}.out" '
	{
		more = (getline wanted < wanted_file) > 0
		if (more && wanted == "-> mapped" && /^-> 0xffff[c-e][0-9a-f]+$/)
			$0 = wanted
		print
	}' "$scratch/out" >"$scratch/told"
	same "$name" "${script%.bw}.out" "$scratch/told"
done
done_testing
