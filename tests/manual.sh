#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual page is sound, and has all that there is: subcommands, options, keys, commands that
# move and look, variables of the environment, files of the reader; and no key that there is not.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch manual
cd "$scratch" || exit 1
manual=$BOOTWALK_SOURCE/man/bootwalk.1
src=$BOOTWALK_SOURCE/src

if ! command -v mandoc >/dev/null 2>&1; then
	skip "mandoc finds nothing wrong" "mandoc is not installed"
elif mandoc -Tlint -Wwarning "$manual" >lint; then
	pass "mandoc finds nothing wrong"
else
	fail "mandoc finds nothing wrong" "$(head -n 10 lint)"
fi

# section TITLE: its lines.
section()
{
	awk -v title="$1" '/^\.SH/ { name = $0; gsub(/^\.SH +|"/, "", name); next } name == title' \
		"$manual"
}

# What a .TP is for, as plain words: fonts, quotes and escapes away.
tags()
{
	awk '/^\.TP/ { tag = 1; next } tag { print; tag = 0 }' |
		sed -e 's/^\.[BIR]* *//' -e 's/\\f[BIPR]//g' -e 's/"//g' -e 's/\\-/-/g' -e 's/\\(dq/"/g' \
			-e "s/\\\\(aq/'/g"
}

# has NAME WORD FILE: WORD stands in FILE as a word of its own.
has()
{
	if awk -v word="$2" '{ gsub(/[^A-Za-z0-9_-]+/, " "); line = " " $0 " "
		if (index(line, " " word " ")) found = 1 } END { exit !found }' "$3"; then
		pass "$1"
	else
		fail "$1" "man/bootwalk.1 lacks it"
	fi
}

# ---- subcommands and options ----

section COMMANDS | tags >commands
section OPTIONS | tags >options
"$BOOTWALK" --help >help </dev/null
for word in $(sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z]*\).*/\1/p' help); do
	has "the subcommand $word" "$word" commands
done
sed -n 's/.*machine:$/M/p; s/^  \(-\(.\), \)\{0,1\}\(--[a-z-]*\).*/\3 \2/p' help >told
cat commands options >both
machine=no
while read -r option letter; do
	if [ "$option" = M ]; then
		machine=yes
	elif [ $machine = yes ] || [ -n "$letter" ]; then
		has "the option $option" "$option" options
		[ -z "$letter" ] || has "the option -$letter" "-$letter" options
	else
		# one of some subcommands stands with them
		has "the option $option" "$option" both
	fi
done <told

# ---- keys ----

# Keys a line each: "1 to 9" is nine of them, "+ and -" two.
keys()
{
	sed 's/ and /,/g' | tr ',' '\n' | sed -e 's/^ *//' -e 's/ *$//' -e '/^$/d' | awk '
		$2 == "to" { for (i = $1; i <= $3; i++) print i; next }
		{ print }' | sort -u
}

# table FILE ARRAY LEAST SECTION: the section has each key of the table, and no other.
table()
{
	tr '\n\t' '  ' <"$src/tui/$1" |
		sed -e "s/.* $2\[\] = {//" -e 's/{ "\([a-z-]*\)", *"\([^"]*\)", *N_/\
\1	\2\
/g' | grep '	' >rows
	if [ "$(wc -l <rows)" -ge "$3" ]; then
		pass "the key table of $1 is found"
	else
		fail "the key table of $1 is found" "$(wc -l <rows) rows in src/tui/$1"
	fi
	section "$4" | tags | keys >manual-keys
	while IFS=$tab read -r request names; do
		lacks=$(printf '%s\n' "$names" | keys | comm -23 - manual-keys)
		if [ -z "$lacks" ]; then
			pass "$4, the keys of $request: $names"
		else
			fail "$4, the keys of $request: $names" \
				"man/bootwalk.1, $4, has no .TP for: $(echo "$lacks" | paste -sd' ')"
		fi
	done <rows
	cut -f2 rows | keys >table-keys
	extra=$(comm -13 table-keys manual-keys)
	if [ -z "$extra" ]; then
		pass "$4, no key that there is not"
	else
		fail "$4, no key that there is not" \
			"src/tui/$1 lacks: $(echo "$extra" | paste -sd' ')"
	fi
}
tab=$(printf '\t')
table key_rows.c key_rows 40 KEYS
table start_keys.c keys 18 "THE START SCREEN"

# ---- commands that move and look ----

printf 'help\n' | "$BOOTWALK" play qemu-virt --plain >help 2>/dev/null
for word in $(sed -n '/^Enter:/,/^A - before/s/^\([a-z_]*\)[ :].*/\1/p' help); do
	case $word in
	quit) has "the word $word of the plain walk" "$word" "$manual" ;;
	*) sed -e 's/\\f[BIPR]/ /g' "$manual" >words && has "the command $word" "$word" words ;;
	esac
done

# ---- the file of settings ----

section CONFIGURATION | sed 's/\\-/-/g' >configuration
for word in $(sed -n 's/^\t{ "\([a-z-]*\)", "[^"]*",.*/\1/p' "$src/tui/key_rows.c") \
	$(grep -oE '\{ "[a-z-]+", set_' "$src/tui/config.c" | cut -d'"' -f2) \
	$(sed -n 's/^\t{ "\([A-Za-z-]*\)", { .*/\1/p' "$src/tui/key_names.c"); do
	has "$word in the file of settings" "$word" configuration
done

# ---- the environment, and files ----

section ENVIRONMENT | tags >environment
for name in $(grep -rhoE 'getenv\("[A-Z_]+"' "$src" | sed 's/.*"\(.*\)"/\1/' | sort -u); do
	has "the variable $name" "$name" environment
done
section FILES | tags >files
for name in $(grep -rhoE 'state_(path\(|file_init\([^,]*, )"[a-z]+"' "$src" |
	sed 's/.*"\(.*\)"/\1/' | sort -u); do
	has "the file $name" "$name" files
done
done_testing
