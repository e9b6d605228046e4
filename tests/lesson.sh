#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each lesson that ships: all of it holds, and no longer does when what it tells is changed.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch lesson
lessons=$BOOTWALK_SOURCE/lessons/en
lesson=$lessons/04-request-standard-resources.md
XDG_STATE_HOME=$scratch/state
export XDG_STATE_HOME

# check WANTED-STATUS NAME FILE...: what --check ends with; a failure must name file and line.
check()
{
	wanted=$1
	name=$2
	shift 2
	status=0
	"$BOOTWALK" lesson --check "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	if [ "$status" != "$wanted" ]; then
		fail "$name" "status $status: $(head -n 3 "$scratch/err")"
	elif [ "$wanted" = 0 ] && [ -s "$scratch/err" ]; then
		fail "$name" "said: $(head -n 3 "$scratch/err")"
	elif [ "$wanted" != 0 ] && ! grep -Eq '^bootwalk: [^:]*\.md:[0-9]+: .' "$scratch/err"; then
		fail "$name" "no file and line: $(head -n 3 "$scratch/err")"
	else
		pass "$name"
	fi
}

for file in "$lessons"/*.md; do
	check 0 "lesson --check $(basename "$file")" "$file"
done
check 0 "several at once" "$lesson" "$lesson"

# changed NAME SED-SCRIPT: a copy of the lesson with something changed, which must be noticed.
changed()
{
	sed "$2" "$lesson" >"$scratch/changed.md"
	if cmp -s "$lesson" "$scratch/changed.md"; then
		fail "$1" "nothing was changed"
	else
		check "${3:-1}" "$1" "$scratch/changed.md"
	fi
}
changed "the first road's kernel swapped" 's/^kernel: .*/kernel: linux-5.10-arm64/'
changed "the second road's kernel swapped" 's/--kernel linux-5.10-arm64/--kernel linux-6.1-arm64/'
changed "the second road's kernel swapped on one page" \
	's/--kernel linux-5.10-arm64$/--kernel linux-6.1-arm64/'
changed "and on the other" 's/--kernel linux-5.10-arm64 --memory/--kernel linux-6.1-arm64 --memory/'
changed "RAM that begins elsewhere" 's/--memory 0x40800000-/--memory 0x40a00000-/'
changed "an expectation's address changed" 's/^expect resource 0x41eb0000/expect resource 0x41ec0000/'
changed "a task that is solved untouched" 's/^check: no resource "System RAM"/check: memory 0x40000000-0x5fffffff/
	s/^check: \(.*Kernel\)/hint: \1/'
changed "a solution that solves nothing" 's/^\(solution: .* 0x3ff00000-\)0x400fffff/\10x3fffffff/'
changed "a command that there is not" 's/^goto request_standard_resources$/goth request_standard_resources/'
changed "a wrong answer without its reason" 's/^- \[ \] \(The kernel does not lie in RAM\.\).*/- [ ] \1\n/' 2
changed "a front matter without title" '/^title:/d' 2

# Each address of the board that the boots of these lessons depend on, moved in a copy of the boards
# (the board reserved-lab is made of qemu-virt).
# moved NAME SED-SCRIPT [BOARD NUMBER...]: the numbers of the lessons that must notice it
moved()
{
	moved=$1
	script=$2
	where=${3:-qemu-virt}
	[ $# -lt 3 ] || shift 3
	[ "$where" != qemu-virt ] || set -- 01 02 03 04 05 06 09 10 11 12 13 14 17
	rm -rf "$scratch/boards"
	cp -R "$BOOTWALK_SOURCE/boards" "$scratch/boards"
	chmod -R u+w "$scratch/boards"
	board=$scratch/boards/$where/board.dts
	sed "$script" "$BOOTWALK_SOURCE/boards/$where/board.dts" >"$board"
	if cmp -s "$BOOTWALK_SOURCE/boards/$where/board.dts" "$board"; then
		fail "$moved" "nothing was changed"
	elif ! sh "$scratch/boards/pack.sh" "$scratch/boards" "$scratch/boards.dtb" \
		>"$scratch/out" 2>&1; then
		fail "$moved" "$(head -n 3 "$scratch/out")"
	else
		BOOTWALK_DATADIR=$scratch
		export BOOTWALK_DATADIR
		for number; do
			check 1 "$moved, lesson $number" "$lessons/$number"-*.md
		done
		unset BOOTWALK_DATADIR
	fi
}
moved "the start of RAM moved" 's/reg = <0x0 0x40000000 0x0 0x20000000>/reg = <0x0 0x40001000 0x0 0x1ffff000>/'
moved "the end of RAM moved" 's/reg = <0x0 0x40000000 0x0 0x20000000>/reg = <0x0 0x40000000 0x0 0x1ffff000>/'
moved "the image moved" 's/kernel-base = <0x0 0x40200000>/kernel-base = <0x0 0x40400000>/'
moved "a device moved" 's/0x09000000 0x0 0x1000/0x09100000 0x0 0x1000/'
moved "the blob moved" 's/fdt-base = <0x0 0x48200000>/fdt-base = <0x0 0x48400000>/'
moved "who asks second moved" 's/video@febc0000/video@fece0000/; s/0xfebc0000 0x0 0x10000>/0xfece0000 0x0 0x10000>/' \
	conflict-lab 07
moved "a neighbour cut to size" 's/reg = <0x0 0x0a010000 0x0 0x1000>/reg = <0x0 0x0a010000 0x0 0x100>/' conflict-lab 07
moved "a window of a bus moved" 's/<0x7e200000 0x20000 0x10000>/<0x7e200000 0x30000 0x10000>/' conflict-lab 07 08
moved "a chip select moved" 's/<3 0 0x1c000000 0x04000000>/<3 0 0x18000000 0x04000000>/' vexpress-a15 08
moved "a device on a bus moved" 's/reg = <2 0x02000000 0x10000>/reg = <2 0x02010000 0x10000>/' vexpress-a15 08
moved "32-bit RAM moved" 's/reg = <0x0 0x80000000 0x0 0x20000000>/reg = <0x0 0x80100000 0x0 0x1ff00000>/' vexpress-a15 08
moved "the end of the initrd moved" 's/linux,initrd-end = <0x480f11fb>/linux,initrd-end = <0x480f31fb>/'

# What lessons/README.md tells to save and to type works the first time.
mkdir "$scratch/new"
sed -n '/^ *````markdown$/,/^ *````$/ { /````/d; s/^   //; p; }' "$BOOTWALK_SOURCE/lessons/README.md" \
	>"$scratch/new/my-lesson.md"
check 0 "the lesson of the README" "$scratch/new/my-lesson.md"
if [ "$(grep -c '^my-lesson: [123]/3 ' "$scratch/out")" = 3 ]; then
	pass "it has three pages"
else
	fail "it has three pages" "$(cat "$scratch/out")"
fi
(
	cd "$scratch/new" || exit 1
	sed -n 's/^[0-9]\. `\(bootwalk lesson[^`]*\)`.*/\1/p' "$BOOTWALK_SOURCE/lessons/README.md" |
		while read -r program rest; do
			[ "$program" = bootwalk ] || continue
			# shellcheck disable=SC2086
			"$BOOTWALK" $rest >"$scratch/out" 2>"$scratch/err" </dev/null ||
				grep -q terminal "$scratch/err" || echo "$rest: $(cat "$scratch/err")"
		done
) >"$scratch/said"
if [ -s "$scratch/said" ]; then
	fail "its commands" "$(cat "$scratch/said")"
else
	pass "its commands"
fi
# The path of the README, beside the lessons.
cp "$lesson" "$scratch/new/"
sed -n '/^    title: /,/^$/ { s/^    //; p; }' "$BOOTWALK_SOURCE/lessons/README.md" \
	>"$scratch/new/path-try"
check 0 "the path of the README" "$scratch/new/path-try"
for file in "$lessons"/path-*; do
	[ -e "$file" ] || continue
	check 0 "lesson --check $(basename "$file")" "$file"
done

# A translation has the same pages, and on each the same blocks that are alive, word for word where
# they are commands.
blocks()
{
	awk '
		/^---$/ { print "page" }
		/^```(bootwalk|quiz|predict|task|teacher)/ { print $0; alive = /bootwalk/; task = /task/
			quiz = /quiz/; next }
		/^```/ { alive = task = quiz = 0 }
		alive { print }
		task && /^(check|solution):/ { print }
		task && /^hint:/ { print "hint" }
		quiz && /^- \[.\]/ { print substr($0, 1, 5) }' "$1"
}
mkdir "$scratch/de"
sed 's/^# A question$/# Eine Frage/; s/^? .*/? Wer ist nun oben?/' "$scratch/new/my-lesson.md" \
	>"$scratch/de/good.md"
sed 's/^solution: last$/solution: first/' "$scratch/new/my-lesson.md" >"$scratch/de/bad.md"
blocks "$scratch/new/my-lesson.md" >"$scratch/wanted"
blocks "$scratch/de/good.md" >"$scratch/good"
blocks "$scratch/de/bad.md" >"$scratch/bad"
if cmp "$scratch/wanted" "$scratch/good" >"$scratch/out" 2>&1 &&
	! cmp "$scratch/wanted" "$scratch/bad" >"$scratch/out" 2>&1; then
	pass "a translation is compared by its live blocks"
else
	fail "a translation is compared by its live blocks" "$(cat "$scratch/out")"
fi
for file in "$BOOTWALK_SOURCE"/lessons/*/[0-9]*.md; do
	original=$lessons/$(basename "$file")
	[ "$file" != "$original" ] || continue
	name=${file#"$BOOTWALK_SOURCE/lessons/"}
	if [ ! -e "$original" ]; then
		fail "$name has an original" "there is no $original"
		continue
	fi
	blocks "$file" >"$scratch/there"
	blocks "$original" >"$scratch/wanted"
	if diff "$scratch/wanted" "$scratch/there" >"$scratch/out"; then
		pass "$name has the pages and blocks of its original"
	else
		fail "$name has the pages and blocks of its original" "$(head -n 5 "$scratch/out")"
	fi
	check 0 "lesson --check $name" "$file"
done

# Every file that lies there is installed.
missing=
for file in "$lessons"/*; do
	grep -q "lessons/en/$(basename "$file")" "$BOOTWALK_SOURCE/Makefile.am" ||
		missing="$missing $(basename "$file")"
done
if [ -z "$missing" ]; then
	pass "Makefile.am lists each lesson"
else
	fail "Makefile.am lists each lesson" "$missing"
fi

# By name, and from a place where nothing is beside it.
cd / || exit 1
for name in 04 4 04-request-standard-resources nothing-like-it; do
	status=0
	"$BOOTWALK" lesson "$name" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
	case $name in
	nothing*) wanted='no such lesson' ;;
	*) wanted='terminal' ;;
	esac
	if [ "$status" = 2 ] && grep -q "$wanted" "$scratch/err" && [ ! -s "$scratch/out" ]; then
		pass "lesson $name, without a terminal"
	else
		fail "lesson $name, without a terminal" "status $status: $(head -n 3 "$scratch/err")"
	fi
done
# What was done, from one home to another.
first=$scratch/first
second=$scratch/second
mkdir -p "$first/bootwalk" "$second/bootwalk"
printf 'bootwalk-progress 1\nat 04-x 2 5\ndone 04-x 1 3\nchose 04-x 1 3 6 0\nforetold b 2 3\n' \
	>"$first/bootwalk/progress"
printf 'bootwalk-progress 1\nat 04-x 1 9\ndone 04-x 1 3\nchose 04-x 1 3 4 1\nexam e 3 4\n' \
	>"$second/bootwalk/progress"
cp "$second/bootwalk/progress" "$scratch/before"

# carries STATUS HOME NAME ARGUMENT...: lesson with these ends with it; what it says goes to err.
carries()
{
	wanted=$1
	home=$2
	name=$3
	shift 3
	status=0
	XDG_STATE_HOME=$home "$BOOTWALK" lesson "$@" >"$scratch/out" 2>"$scratch/err" </dev/null ||
		status=$?
	if [ "$status" = "$wanted" ] && [ ! -s "$scratch/out" ]; then
		pass "$name"
	else
		fail "$name" "status $status: $(head -n 3 "$scratch/out" "$scratch/err")"
	fi
}
carries 0 "$first" "export" --export "$scratch/carried"
carries 2 "$first" "export does not write over a file" --export "$scratch/carried"
carries 0 "$first" "export -f does" --export "$scratch/carried" -f
carries 0 "$second" "import" --import "$scratch/carried"
printf 'bootwalk-progress 1\nat 04-x 2 5\ndone 04-x 1 3\nchose 04-x 1 3 4 1\nexam e 3 4\nforetold b 2 3\nend 5\n' \
	>"$scratch/wanted"
if cmp "$scratch/wanted" "$second/bootwalk/progress" >"$scratch/out" 2>&1; then
	pass "the better of both counts"
else
	fail "the better of both counts" "$(cat "$second/bootwalk/progress")"
fi
carries 0 "$second" "import once more" --import "$scratch/carried"
if cmp "$scratch/wanted" "$second/bootwalk/progress" >"$scratch/out" 2>&1; then
	pass "changes nothing"
else
	fail "changes nothing" "$(cat "$second/bootwalk/progress")"
fi
# cut anywhere, it is refused, and what was there stays
cp "$scratch/before" "$second/bootwalk/progress"
size=$(wc -c <"$scratch/carried")
refused=0
cuts=0
for cut in 0 5 15 22 34 35 40 47 50 "$((size - 1))"; do
	head -c "$cut" "$scratch/carried" >"$scratch/cut"
	cuts=$((cuts + 1))
	XDG_STATE_HOME=$second "$BOOTWALK" lesson --import "$scratch/cut" 2>"$scratch/err" ||
		refused=$((refused + 1))
done
if [ "$refused" = "$cuts" ] && [ "$cuts" = 10 ] &&
	cmp "$scratch/before" "$second/bootwalk/progress" >"$scratch/out" 2>&1; then
	pass "a damaged file gives nothing"
else
	fail "a damaged file gives nothing" "$refused of $cuts refused: $(cat "$second/bootwalk/progress")"
fi
carries 2 "$second" "import of no file" --import "$scratch/nothing"
carries 2 "$second" "export and import at once" --export "$scratch/a" --import "$scratch/carried"
carries 2 "$second" "-f alone" -f
carries 2 "$second" "export to a folder that is not there" --export "$scratch/no/where"
[ ! -e "$scratch/no" ] || fail "export makes no folder" "$scratch/no"

if "$BOOTWALK" lessons >"$scratch/out" 2>"$scratch/err" &&
	grep -q '^04-request-standard-resources 0/8 ' "$scratch/out"; then
	pass "lessons lists it"
else
	fail "lessons lists it" "$(head -n 3 "$scratch/out" "$scratch/err")"
fi
done_testing
