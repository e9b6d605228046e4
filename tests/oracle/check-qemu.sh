#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A real kernel is booted in QEMU for each recipe beside this file, what it says is recorded in
# ./oracle/NAME, and the program must say the same: `make check-qemu`.  README.md tells how to
# add a recipe, and what each of the files that are sourced here does.
#
# RECIPES    names other recipes than all of this folder
# FRESH=yes  boots again what is recorded already
# ORACLE_CACHE  where kernels and all else that is fetched are kept, instead of ./oracle-cache; an
#            archive of a package that lies there is taken in place of a fetched one
. "$BOOTWALK_SOURCE/tests/tap"
. "$BOOTWALK_SOURCE/tests/fetch"
here=$BOOTWALK_SOURCE/tests/oracle
cards_awk=$BOOTWALK_SOURCE/boards/kernels/lib/cards.awk
cache=${ORACLE_CACHE:-$PWD/oracle-cache}
records=$PWD/oracle
. "$here/get.sh"
. "$here/nommu.sh"
. "$here/boot.sh"
. "$here/record.sh"
. "$here/compare.sh"

[ -n "${DTC:-}" ] || {
	echo "1..0 # SKIP dtc is not installed (Debian: device-tree-compiler)"
	exit 0
}
mkdir -p "$cache" "$records"
fetch_cache=$cache

# What cannot be had for one kernel is asked for once: `PROFILE REASON` in this file.
lacking=$records/lacking
: >"$lacking"

# ready: all that $profile needs is there, or why it is not, in $why.
ready()
{
	why=$(sed -n "s/^$profile //p" "$lacking")
	[ -z "$why" ] || return 1
	get_all && return 0
	echo "$profile $why" >>"$lacking"
	return 1
}

for file in ${RECIPES:-"$here"/*.recipe}; do
	name=$(basename "$file" .recipe)
	case=$records/$name
	mkdir -p "$case"
	if ! cp "$file" "$case/recipe"; then
		fail "$name has a recipe" "$file cannot be read"
		continue
	fi
	profile=$(recipe kernel linux-6.1-arm64)
	if ! ready; then
		skip "$name" "$why"
		continue
	fi
	read_recipe
	! record "$file" || compare
done
fetch_close
rm -f "$lacking"
done_testing
