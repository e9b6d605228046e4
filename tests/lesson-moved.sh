#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each lesson on each board that it names, with one address of the board moved: its RAM, and every
# address of the board that the lesson speaks of.  The lesson must notice.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch lesson-moved
lessons=$BOOTWALK_SOURCE/lessons/en
XDG_STATE_HOME=$scratch/state
export XDG_STATE_HOME

# The boards and what they include, to be changed.
mkdir "$scratch/boards"
for board in "$BOOTWALK_SOURCE"/boards/*/board.dts; do
	name=$(basename "$(dirname "$board")")
	mkdir "$scratch/boards/$name"
	cp "$board" "$scratch/boards/$name/board.dts"
done
chmod -R u+w "$scratch/boards"

# boards_of LESSON: the boards of its front matter, a line each.
boards_of()
{
	sed -n '2,/^---/ { s/^boards\{0,1\}: *//p; }' "$1" | tr ',' '\n' | tr -d ' "'
}

# files_of BOARD: its file, and the one that it is made of.
files_of()
{
	echo "$1/board.dts"
	sed -n "s|^/include/ \"../\(.*\)\".*|\1|p" "$BOOTWALK_SOURCE/boards/$1/board.dts"
}

# on_board LESSON BOARD: a copy of the lesson that opens on the copy of the board.
on_board()
{
	sed "2,/^---/ s|^boards\{0,1\}:.*|board: $scratch/boards/$2/board.dts|" "$1" \
		>"$scratch/$(basename "$1")"
}

# addresses BOARD: FILE LINE TOKEN WHAT for what may be moved.  WHAT is "ram" for each number in the
# reg of memory and of what a BIOS calls usable, and else "-": the number in a reg that its node is
# named after, what a BIOS calls reserved, and where the loader put things.
addresses()
{
	for file in $(files_of "$1"); do
		awk -v file="$file" '
			function tell(line, what, unit, token) {
				while (match(line, /0x[0-9a-fA-F]+/)) {
					token = substr(line, RSTART, RLENGTH)
					line = substr(line, RSTART + RLENGTH)
					digits = tolower(substr(token, 3))
					sub(/^0+/, "", digits)
					if (digits != "" && (unit == "" || digits == unit)) {
						print file, NR, token, what
						if (unit != "")
							return
					}
				}
			}
			/@[0-9a-fA-F]+[ \t]*\{/ {
				unit = tolower($0)
				sub(/^.*@0*/, "", unit)
				sub(/[^0-9a-f].*$/, "", unit)
				memory = /memory@/
			}
			/[ \t]reg[ \t]*=/ && memory { tell($0, "ram", "") }
			/[ \t]reg[ \t]*=[ \t]*<(0x0 )?0x[0-9a-f]+ 0x[0-9a-f]+/ && !memory && unit != "" &&
				!/<0x[1-9a-f][0-9a-f]* 0x[0-9a-f]+ 0x/ { tell($0, "-", unit) }
			/(kernel-base|fdt-base|linux,initrd-(start|end))[ \t]*=/ { tell($0, "-", "") }
			/"0x[0-9a-f]+-0x[0-9a-f]+ usable"/ { tell($0, "ram", "") }
			/"0x[0-9a-f]+-0x[0-9a-f]+ reserved"/ { tell($0, "-", "") }
			/\}/ { unit = ""; memory = 0 }' "$BOOTWALK_SOURCE/boards/$file"
	done
}

# text LESSON: what it says about its own board, without the pages that have another.
text()
{
	awk 'function flush() { if (!other) printf "%s", page; page = ""; other = 0 }
		/^---$/ { flush() }
		/^```bootwalk[ \t]/ {
			for (i = 2; i <= NF && $i == "quiet"; i++)
				;
			other = other || (i <= NF && $i !~ /^--/)
		}
		{ page = page $0 "\n" }
		END { flush() }' "$1"
}

# speaks TOKEN: does the text have that address, as /proc/iomem writes it?
speaks()
{
	digits=$(printf '%08x' "$(($1))")
	grep -Eiq "(^|[^0-9a-fA-F])(0x)?$digits([^0-9a-fA-F]|\$)" "$scratch/text"
}

# moved TOKEN: another number, as round as that one.
moved()
{
	case $1 in
	*00000) printf '0x%x' $(($1 + 0x200000)) ;;
	*000) printf '0x%x' $(($1 + 0x1000)) ;;
	*) printf '0x%x' $(($1 - 0x1000)) ;;
	esac
}

# runs LESSON: --check of the copy.
runs()
{
	status=0
	"$BOOTWALK" lesson --check "$scratch/$(basename "$1")" >"$scratch/out" 2>"$scratch/err" \
		</dev/null || status=$?
	return $status
}

lesson_count=0
for lesson in "$lessons"/[0-9]*.md; do
	name=$(basename "$lesson" .md)
	for board in $(boards_of "$lesson"); do
		on_board "$lesson" "$board"
		if ! runs "$lesson"; then
			fail "$name on $board" "it does not hold untouched: $(head -n 3 "$scratch/err")"
			continue
		fi
		lesson_count=$((lesson_count + 1))
		tried=0
		slipped=
		text "$lesson" >"$scratch/text"
		addresses "$board" >"$scratch/addresses"
		while read -r file line token what; do
			[ "$what" = ram ] || speaks "$token" || continue
			tried=$((tried + 1))
			sed "${line}s/$token\([^0-9a-fA-F]\)/$(moved "$token")\1/" \
				"$BOOTWALK_SOURCE/boards/$file" >"$scratch/boards/$file"
			! runs "$lesson" || slipped="$slipped $token"
			cp "$BOOTWALK_SOURCE/boards/$file" "$scratch/boards/$file"
		done <"$scratch/addresses"
		if [ -n "$slipped" ]; then
			fail "$name on $board notices that an address moved" "not:$slipped"
		elif [ "$tried" -lt 2 ]; then
			fail "$name on $board notices that an address moved" "it speaks of none"
		else
			pass "$name on $board notices each of $tried addresses moved"
		fi
	done
done
if [ "$lesson_count" -gt 0 ]; then
	pass "there are lessons"
else
	fail "there are lessons" "none in $lessons"
fi
done_testing
