#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Injected calls in scripts: listed, compared, dropped, saved and loaded.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch calls
cd "$scratch" || exit 1

# run NAME STATUS: the script on standard input ends with that status; ./out and ./err.
run()
{
	status=0
	"$BOOTWALK" run - qemu-virt >out 2>err || status=$?
	if [ "$status" != "$2" ]; then
		fail "$1" "status $status: $(cat out err)"
		return 1
	fi
	pass "$1"
}

# says NAME PATTERN...: the last script printed these lines.
says()
{
	name=$1
	shift
	for pattern; do
		if ! cat out err | grep -q -e "$pattern"; then
			fail "$name" "no line '$pattern' in: $(cat out err)"
			return
		fi
	done
	pass "$name"
}

run "calls are listed and saved" 0 <<'EOF'
at bootmem_init memblock_reserve 0x50000000 4K
at 'probe(9000000.pl011)' x: request_mem_region 0x9000000 16 "a # 'thief'"   # he
request_mem_region 0x1000 0x1000 late
calls
info calls
save calls.bw
EOF
sed -n '4,9p' out >list
sed -n '10,15p' out >info
same "calls and info calls" list info
cat >wanted <<'EOF'
at bootmem_init memblock_reserve 0x50000000 4K
at probe(9000000.pl011) x: request_mem_region 0x9000000 16 "a # 'thief'"   # he
at start_kernel@return request_mem_region 0x1000 0x1000 late
EOF
same "what was saved" wanted calls.bw

# The same boot by each way in which it is read.
cat calls.bw - >both.bw <<'EOF'
cat /proc/iomem
EOF
"$BOOTWALK" run both.bw qemu-virt 2>err | sed 1,3d >by-run
"$BOOTWALK" iomem --inject calls.bw qemu-virt >by-inject 2>err
printf '%s\n' 'load calls.bw' 'cat /proc/iomem' >load.bw
"$BOOTWALK" run load.bw qemu-virt 2>err | sed 1d >by-load
grep -q 'late$' by-run && grep -q "thief'\$" by-run
same "run and --inject" by-run by-inject
same "run and load" by-run by-load

run "no file is written over" 2 <<'EOF'
request_mem_region 0x1000 0x1000 late
save calls.bw
EOF
says "and it is told" 'standard input\|-:2: calls.bw: it is there already; save -f writes over it'
same "it is what it was" wanted calls.bw
run "nor by -f in a script" 2 <<'EOF'
request_mem_region 0x1000 0x1000 late
save -f calls.bw
EOF
says "and that is told" 'a script writes over no file'
same "nor then" wanted calls.bw

printf 'at bootmem_init memblock_reserve 1 2\n\ngoto bootmem_init\n' >bad.bw
run "a script with a move is not loaded" 2 <<'EOF'
load bad.bw
EOF
says "its line is told" "bad.bw:3: 'goto' is no call"
printf 'at bootmem_init memblock_reserve 1 2\nmemblock_reserv 1 2\n' >bad.bw
run "one that does not parse neither" 2 <<'EOF'
load bad.bw
EOF
says "its line is told too" "bad.bw:2: .*memblock_reserve"
run "a folder is no script" 2 <<'EOF'
load .
EOF
run "nor is nothing" 2 <<'EOF'
load none.bw
EOF
says "which is told" 'none.bw: cannot be opened'
run "nothing is not saved" 2 <<'EOF'
save none.bw
EOF
run "nothing is not compared" 2 <<'EOF'
compare
EOF

run "compare, drop and compare" 0 <<'EOF'
goto bootmem_init
insert_resource iomem 0x41000000-0x61000000 thief
compare
drop 1
compare
EOF
says "what the call changed" '^--- /proc/iomem before$' '^-40000000-5fffffff : System RAM$' \
	'^+41000000-61000000 : thief$' '^memblock/memory: the same in both.$' \
	'^The first step that differs:$' '^+  insert_resource(' '^1 call dropped' \
	'^+40000000-5fffffff : System RAM$'
run "nothing to drop" 2 <<'EOF'
drop all
EOF
done_testing
