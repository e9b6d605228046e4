#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The walk as plain lines: all of it, as lines of a pipe are typed, and what it refuses.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch play
cd "$scratch" || exit 1

# play TYPED ARGS...: status, out, err with TYPED (a format of printf) on standard input.
play()
{
	status=0
	typed=$1
	shift
	# shellcheck disable=SC2059 # it is a format on purpose
	printf "$typed" | "$BOOTWALK" play "$@" --plain >out 2>err || status=$?
}

# shows NAME STATUS PATTERN: the walk ended so, and a line of it is like PATTERN.
shows()
{
	if [ "$status" = "$2" ] && cat out err | grep -Eq -e "$3"; then
		pass "$1"
	else
		fail "$1" "status $status; $(tail -n 3 out); $(head -n 3 err)"
	fi
}

# ---- all of it ----

for board in qemu-virt conflict-lab vexpress-a15; do
	for level in stage stop call step; do
		play '' "$board" --level="$level"
		"$BOOTWALK" trace "$board" --level="$level" >trace 2>/dev/null </dev/null
		grep -E '^(stop|step) [0-9]+ of ' out >told
		want=$(wc -l <trace)
		# the end of the run is told too, when no step of the level stands there
		last=$(tail -n 1 told | grep -Ec '^step ([0-9]+) of \1: ')
		"$BOOTWALK" trace "$board" 2>/dev/null </dev/null | tail -n 1 >end
		[ "$(tail -n 1 trace)" = "$(cat end)" ] || [ "$last" = 0 ] || want=$((want + 1))
		if [ "$status" = 0 ] && [ "$(wc -l <told)" = "$want" ] &&
			[ "$(tail -n 1 out)" = "This is the end of the walk." ]; then
			pass "$board: each step of the level $level is told"
		else
			fail "$board: each step of the level $level is told" \
				"status $status, $(wc -l <told) told, $want wanted; $(tail -n 1 out)"
		fi
		if LC_ALL=C tr -d '\n\t' <out | LC_ALL=C grep -q '[[:cntrl:]]'; then
			fail "$board: no control characters, $level" "some"
		else
			pass "$board: no control characters, $level"
		fi

		# The lines of the log are those of the log, once each.
		sed -n 's/^  log: //p' out >told
		"$BOOTWALK" log "$board" >want 2>/dev/null </dev/null
		same "$board: the log by the level $level" want told

		# What was added, removed, changed and moved makes the state of the end.
		awk -f "$BOOTWALK_SOURCE/tests/play.awk" out >told
		{
			for file in iomem ioports; do
				"$BOOTWALK" $file "$board" 2>/dev/null </dev/null | awk -v file=$file '{
					depth = match($0, /[^ ]/) - 1
					line = substr($0, depth + 1)
					above[depth] = line
					print file ": " line (depth ? ", inside " above[depth - 2] : "")
				}'
			done
			for list in memory reserved; do
				"$BOOTWALK" memblock "$board" $list 2>/dev/null </dev/null |
					sed -e 's/^ *[0-9]*: 0x0*\([0-9a-f]*\)\.\.0x0*\([0-9a-f]*\)$/\1-\2/' |
					awk -F- -v list=$list '{ while (length($1) < 8) $1 = "0" $1
						while (length($2) < 8) $2 = "0" $2
						print "memblock." list ": " $1 "-" $2 }'
			done
		} | sort >want
		same "$board: the changes by the level $level make the state of the end" want told
	done
done

# ---- what is typed ----

play '\n\n' qemu-virt
shows "an empty line goes on" 0 '^stop 3 of '
if grep -q '^stop 4 of \|^This is the end' out; then
	fail "behind the last line it ends" "$(tail -n 1 out)"
else
	pass "behind the last line it ends"
fi
play 'q\n\n' qemu-virt
if [ "$status" = 0 ] && ! grep -q '^stop 2 of ' out; then
	pass "q leaves"
else
	fail "q leaves" "status $status; $(tail -n 1 out)"
fi
play 'stop 4\n-stop 2\n' qemu-virt
shows "moves" 0 '^stop 3 of '
play 'goto insert_resource#1\n' qemu-virt
shows "a moment" 0 '^step [0-9]+ of [0-9]+: insert_resource\('
play 'last\n\n' qemu-virt
shows "the end says so" 0 '^This is the end of the walk\.$'
play 'goto setup_arch@return\nrest\n' qemu-virt
shows "the rest" 0 '^This is the end of the walk\.$'
play 'cat /proc/iomem\ninfo flags 0x200\n' qemu-virt
shows "a look" 0 'IORESOURCE_MEM'
play 'last\nmine: request_mem_region 0x1000 0x1000 "mine"\ninfo resource &mine\n' qemu-virt
shows "a call at the end" 0 '^-> 00001000-00001fff : mine$'
shows "what it changed" 0 '^  added to iomem: 00001000-00001fff : mine$'
shows "its label is known in the next line" 0 '^00001000-00001fff : mine$'
play 'goto paging_init\nmemblock_reserve 0x50000000 1M\n' qemu-virt
shows "a call in the middle" 0 '^-> 0$'
shows "what that changed" 0 '^  added to memblock\.reserved: 50000000-500fffff$'
play 'break function paging_init\ncontinue\n' qemu-virt
shows "a breakpoint" 0 '^Breakpoint 1\.$'
play 'goto paging_init\nfirst\n' qemu-virt
shows "going back takes away" 0 '^  removed from memblock\.memory: 40000000-5fffffff$'
play 'goto paging_init\nmemblock_reserve 0x50000000 1M\ndrop 1\n' qemu-virt
shows "a call that is dropped" 0 '^  removed from memblock\.reserved: 50000000-500fffff$'
play 'help\n' qemu-virt
shows "help" 0 '^step \[N\]: '
play 'help ioremap\n' qemu-virt
shows "help for a call" 0 '^ioremap PHYS SIZE: '
play 'goto request_standard_resources/insert_resource#6\nstep 4\nstep\n' conflict-lab
shows "comparisons one by one" 0 '^  comparison 2 of [0-9]+: [0-9a-f]{8}-[0-9a-f]{8} : '

# ---- what is wrong ----

play '\n\nmemblock_reserve 0x50000000 4K\ncalls\ndrop all\ncalls\n\n' qemu-virt
shows "a call is listed" 0 '^  1  at start_kernel/setup_arch/'
shows "it is dropped" 0 '^1 call dropped; the run was made anew'
shows "nothing is left of it" 0 '^No call was made'
shows "the walk goes on where it was" 0 '^stop 4 of '
play 'frobnicate\n\n' qemu-virt
shows "a slip, and on it goes" 2 '^bootwalk: standard input:1: .*frobnicate'
shows "a slip, and on it went" 2 '^stop 2 of '
play '\nexpect function nobody\n' qemu-virt
shows "what is expected and is not so" 1 '^bootwalk: standard input:2: .*nobody'
play 'help frobnicate\n' qemu-virt
shows "help for nothing" 2 'no such command'
status=0
"$BOOTWALK" play qemu-virt --plain </dev/zero >out 2>err || status=$?
shows "an endless line" 2 'longer than 4096 bytes'
status=0
"$BOOTWALK" play qemu-virt --plain </dev/null >/dev/full 2>err || status=$?
: >out
shows "a full disk" 2 'writing to standard output failed'
play '' qemu-virt --level=sideways
shows "an unknown level" 2 'sideways'
play '' no-such-board
shows "an unknown board" 2 'no-such-board'

# ---- without a terminal ----

play '' qemu-virt
cp out wanted
for command in 'play qemu-virt' qemu-virt; do
	# shellcheck disable=SC2086 # two words
	"$BOOTWALK" $command </dev/null >out 2>err
	same "bootwalk $command without a terminal is plain" wanted out
	if grep -q 'is not a terminal; the walk comes as lines of text' err && [ "$(wc -l <err)" = 1 ]; then
		pass "bootwalk $command says why"
	else
		fail "bootwalk $command says why" "$(cat err)"
	fi
done
"$BOOTWALK" play - --plain <"$BOOTWALK_TESTDATA/oracle/rm-plain/fdt.dtb" >out 2>err
status=$?
shows "a blob on standard input" 0 '^This is the end of the walk\.$'
play '' qemu-virt --at setup_arch/request_standard_resources
shows "from a moment on" 0 '^step [0-9]+ of [0-9]+: request_standard_resources\('
done_testing
