#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every IORESOURCE_* and IORES_DESC_* of 6.1's include/linux/ioport.h, by name and value (tests/data/ioport-6.1), is told with
# its meaning where a reader finds it: by `info flags` and `info descs`, and on the pages of lesson 06.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch flags
names=$BOOTWALK_SOURCE/tests/data/ioport-6.1
lesson=$BOOTWALK_SOURCE/lessons/en/06-struct-resource.md

printf 'info flags\ninfo descs\n' >"$scratch/script"
if ! "$BOOTWALK" run "$scratch/script" >"$scratch/out" 2>"$scratch/err" </dev/null; then
	fail "info flags and info descs" "$(head -n 3 "$scratch/err")"
fi
# name and value of what has a meaning of at least a word behind them
awk '$3 != "" && /IORES/ { print $1, $2 }' "$scratch/out" | sort >"$scratch/told"
sort "$names" >"$scratch/wanted"
same "info flags and info descs list them all, and nothing else" "$scratch/wanted" "$scratch/told"

# `NAME` VALUE: MEANING, or in a line with others; without prefix and leading zeros.
missing=
tr '\n' ' ' <"$lesson" | tr -s ' ' >"$scratch/lesson"
while read -r name value; do
	bare=${name#IORESOURCE_}
	bare=${bare#IORES_DESC_}
	value=$(printf '%x' "$value")
	grep -q "\`$bare\` $value[:,]" "$scratch/lesson" || missing="$missing $name"
done <"$names"
if [ -z "$missing" ]; then
	pass "lesson 06 tells them all"
else
	fail "lesson 06 tells them all" "it does not tell:$missing"
fi

# Each word that is listed is one that can be asked for.
unknown=
while read -r name value; do
	case $name in
	*_MASK | IORESOURCE_BITS | *TYPE_BITS) ;;
	IORESOURCE_*)
		word=$(printf '%s' "${name#IORESOURCE_}" | tr '[:upper:]' '[:lower:]')
		printf 'info flags %s\n' "$word" >"$scratch/script"
		"$BOOTWALK" run "$scratch/script" >/dev/null 2>&1 </dev/null || unknown="$unknown $word"
		;;
	IORES_DESC_*)
		word=$(printf '%s' "${name#IORES_DESC_}" | tr '[:upper:]' '[:lower:]')
		printf 'request_resource iomem 0-1 "x" mem %s\nwalk_iomem_res_desc %s mem 0 1\nexpect last 0\n' \
			"$word" "$word" >"$scratch/script"
		"$BOOTWALK" run "$scratch/script" >/dev/null 2>&1 </dev/null || unknown="$unknown $word"
		;;
	esac
done <"$names"
if [ -z "$unknown" ]; then
	pass "each name is a word of the command language"
else
	fail "each name is a word of the command language" "unknown:$unknown"
fi

# The question alone and with a word; anything more is an error that tells the form.
printf 'info flags 1 2\n' >"$scratch/script"
if "$BOOTWALK" run "$scratch/script" >"$scratch/out" 2>"$scratch/err" </dev/null; then
	fail "info flags takes one word at most" "it took two"
elif grep -q 'info takes: flags \[NUMBER\]' "$scratch/err"; then
	pass "info flags takes one word at most"
else
	fail "info flags takes one word at most" "$(cat "$scratch/err")"
fi
done_testing
