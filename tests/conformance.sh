#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every conformance script prints, byte for byte, what the kernel's own code printed.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch conformance

for script in "$BOOTWALK_TESTDATA"/conformance/*/*.bw; do
	name=$(basename "$(dirname "$script")")/$(basename "$script" .bw)
	if ! "$BOOTWALK" run "$script" >"$scratch/out" 2>"$scratch/err" </dev/null; then
		fail "$name" "exit status not 0: $(head -n 3 "$scratch/err")"
		continue
	fi
	same "$name" "${script%.bw}.out" "$scratch/out"
done
done_testing
