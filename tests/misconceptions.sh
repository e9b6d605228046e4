#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the texts that people learn from get wrong, each disproved by a script; and some of what
# they tell in words only.  A script says in its first line which board it needs.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch misconceptions
data=$BOOTWALK_SOURCE/tests/data/misconceptions

for script in "$data"/*.bw; do
	name=$(basename "$script" .bw)
	board=$(sed -n 's/^# board: //p' "$script")
	# shellcheck disable=SC2086
	if "$BOOTWALK" run "$script" $board >"$scratch/out" 2>"$scratch/err" </dev/null; then
		same "$name" "${script%.bw}.out" "$scratch/out"
	else
		fail "$name" "$(head -n 3 "$scratch/err")"
	fi
done

# Names that are told of and do not exist.
for call in 'request_ioport_region 0x3f8 8 "serial"' 'REGION_OK'; do
	printf '%s\n' "$call" >"$scratch/script"
	if "$BOOTWALK" run "$scratch/script" >"$scratch/out" 2>"$scratch/err" </dev/null; then
		fail "there is no ${call%% *}" 'it was run'
	elif grep -q "no kernel has '${call%% *}'" "$scratch/err"; then
		pass "there is no ${call%% *}"
	else
		fail "there is no ${call%% *}" "$(cat "$scratch/err")"
	fi
done
done_testing
