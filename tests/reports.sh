#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Problem reports from the world, made to happen: what each folder's file `expected` says of
# its board is so.  tests/data/reports/README.md tells of the reports and of the file's words.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch reports
reports=$BOOTWALK_SOURCE/tests/data/reports

# has FILE TEXT: is TEXT a line of FILE?
has()
{
	grep -qxF -e "$2" "$1"
}

# answer COMMAND...: what the program says of the machine, once for each machine
answer()
{
	file=$scratch/$1
	[ -f "$file" ] && return
	command=$1
	# The words of a machine are a board and options without blanks.
	# shellcheck disable=SC2086
	"$BOOTWALK" "$command" $machine >"$file" 2>&1 </dev/null || bad="$bad
bootwalk $command $machine: exit status $?"
}

# Each line of `expected` is a word and what it is about.
check()
{
	while IFS= read -r line; do
		word=${line%% *}
		about=${line#"$word"}
		about=${about# }
		case $word in
		'' | '#'*) ;;
		on)
			machine=$about
			rm -f "$scratch"/iomem "$scratch"/log "$scratch"/devices
			;;
		log)
			answer log
			has "$scratch/log" "$about" || bad="$bad
no line in the log: $about"
			;;
		device)
			answer devices
			has "$scratch/devices" "$about" || bad="$bad
not so: device $about"
			;;
		row | no-row)
			answer iomem
			if has "$scratch/iomem" "$about"; then is=row; else is=no-row; fi
			[ "$is" = "$word" ] || bad="$bad
/proc/iomem of $machine, not so: $line"
			;;
		ask)
			# shellcheck disable=SC2086
			"$BOOTWALK" explain $machine "$about" >"$scratch/answer" 2>&1 </dev/null
			head -n 10 "$scratch/answer" >"$scratch/begin"
			asked=$about
			;;
		cause)
			grep -qF -e "$about" "$scratch/begin" || bad="$bad
explain $machine $asked does not begin by saying: $about
$(cat "$scratch/begin")"
			;;
		not)
			! grep -qF -e "$about" "$scratch/begin" || bad="$bad
explain $machine $asked says what it should not: $about"
			;;
		run)
			# shellcheck disable=SC2086
			"$BOOTWALK" run "$about" $machine >"$scratch/printed" 2>&1 </dev/null
			;;
		prints)
			has "$scratch/printed" "$about" || bad="$bad
the script does not print: $about
$(cat "$scratch/printed")"
			;;
		*)
			bad="$bad
nobody knows the word '$word'"
			;;
		esac
	done <expected
}

for folder in "$reports"/*/; do
	name=$(basename "$folder")
	cd "$folder" || exit 1
	machine=
	bad=
	rm -f "$scratch"/*
	check
	if [ -z "$bad" ]; then pass "$name"; else fail "$name" "$bad"; fi
done
done_testing
