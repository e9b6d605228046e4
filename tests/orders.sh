#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Scripts about barriers: what is believed of them, and what the rules allow.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch orders

# Where memory and mappings lie depends on what the boot before took.
without_places()
{
	sed -E 's/0xffff[0-9a-f]{12}/ADDRESS/g; s/(0x)?[45][0-9a-f]{7}/MEMORY/g' "$1"
}

for script in "$BOOTWALK_SOURCE"/tests/data/orders/*.bw; do
	name=$(basename "$script" .bw)
	# The first line may name a board: "# machine: NAME".
	# No driver maps anything there, so that addresses stay what they are.
	machine=$(sed -n '1s/^# machine: \(.*\)/\1 --bind none/p' "$script")
	if ! "$BOOTWALK" run "$script" $machine >"$scratch/out" 2>"$scratch/err" </dev/null; then
		fail "$name" "exit status not 0: $(head -n 3 "$scratch/err")"
		continue
	fi
	without_places "$scratch/out" >"$scratch/places"
	same "$name" "${script%.bw}.out" "$scratch/places"
done

# refuses NAME PATTERN LINE...: the script of these lines fails with that reason.
refuses()
{
	name=$1
	pattern=$2
	shift 2
	printf '%s\n' "$@" >"$scratch/wrong.bw"
	status=0
	"$BOOTWALK" run "$scratch/wrong.bw" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	if [ "$status" = 2 ] && grep -Eq -e "$pattern" "$scratch/err"; then
		pass "$name"
	else
		fail "$name" "status $status; $(head -n 3 "$scratch/err")"
	fi
}
refuses "an architecture without rules is named" "no rules for 'vax'" 'orders vax'
refuses "orders takes one word" 'orders takes' 'orders arm64 x86'
refuses "an order that there is not" 'no order number 1' 'arrive 1'
refuses "an order number too large for any count" 'no order number 99999999999' \
	'memblock_add 0x40000000 0x100000' 'a: kmalloc 64' 'WRITE_ONCE &a 1' 'arrive 99999999999'
refuses "an architecture without rules to arrive by" "no rules for 'vax'" 'arrive 1 vax'
done_testing
