#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installed to any folder, the program finds its boards there; so does one in its build folder.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch install
build=$(dirname "$BOOTWALK")

# A make of its own, not a part of the one that runs the tests.
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
if make -C "$build" install-exec-am install-data-am DESTDIR="$scratch/root" \
	>"$scratch/log" 2>&1; then
	pass "make install"
else
	fail "make install" "$(tail -n 5 "$scratch/log")"
fi
program=$(find "$scratch/root" -path '*/bin/bootwalk')
data=$(find "$scratch/root" -name boards.dtb)
case $program in
/*) pass "the program is there" ;;
*) fail "the program is there" "found: $program" ;;
esac
case $data in
/*/share/bootwalk/boards.dtb) pass "the boards are there" ;;
*) fail "the boards are there" "found: $data" ;;
esac

for file in bash-completion/completions/bootwalk zsh/site-functions/_bootwalk \
	fish/vendor_completions.d/bootwalk.fish; do
	if [ -n "$(find "$scratch/root" -path "*/share/$file")" ]; then
		pass "installed is share/$file"
	else
		fail "installed is share/$file"
	fi
done

cd / || exit 1
"$BOOTWALK" iomem qemu-virt >"$scratch/built" 2>"$scratch/err" </dev/null
if [ -s "$scratch/built" ]; then
	pass "in its build folder it finds its boards"
else
	fail "in its build folder it finds its boards" "$(head -n 3 "$scratch/err")"
fi
# Out of sight of the build folder, and moved as a whole.
mv "$scratch/root" "$scratch/moved"
program=$scratch/moved${program#"$scratch/root"}
"$program" iomem qemu-virt >"$scratch/installed" 2>"$scratch/err" </dev/null
same "installed it prints the same" "$scratch/built" "$scratch/installed"
mv "$scratch/moved/${data#"$scratch/root/"}" "$scratch/boards.dtb"
BOOTWALK_DATADIR=$scratch "$program" iomem qemu-virt >"$scratch/named" 2>"$scratch/err" </dev/null
same "BOOTWALK_DATADIR names another folder" "$scratch/built" "$scratch/named"
rm -rf "$scratch/moved"
done_testing
