#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Translation: each file with a marked sentence is in POTFILES.in, and a template can be made.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch po
cd "$BOOTWALK_SOURCE" || exit 1

marked=$(grep -rlE '(^|[^A-Za-z0-9_])N?_\("' src --include='*.[ch]' | grep -v '/intl\.h$' | sort)
listed=$(grep -v '^#' po/POTFILES.in | sort)
wrong=$(for file in $marked; do
	printf '%s\n' "$listed" | grep -qxF "$file" || echo "$file is not in it"
done
for file in $listed; do
	[ -f "$file" ] || echo "$file is in it and nowhere else"
done)
if [ -z "$wrong" ]; then
	pass "POTFILES.in is whole"
else
	fail "POTFILES.in is whole" "$wrong"
fi

if ! command -v xgettext >/dev/null 2>&1; then
	skip "a template can be made" "xgettext is not installed"
else
	options=$(sed -n 's/^XGETTEXT_OPTIONS = //p' po/Makevars)
	# shellcheck disable=SC2086 # a list of words
	xgettext $options --files-from=po/POTFILES.in --output="$scratch/bootwalk.pot" \
		2>"$scratch/err"
	if [ -s "$scratch/bootwalk.pot" ] && [ ! -s "$scratch/err" ]; then
		pass "a template can be made"
	else
		fail "a template can be made" "$(head -n 5 "$scratch/err")"
	fi
fi

for translation in po/*.po; do
	[ -f "$translation" ] || continue
	if msgfmt --check -o /dev/null "$translation" 2>"$scratch/err"; then
		pass "$translation"
	else
		fail "$translation" "$(head -n 5 "$scratch/err")"
	fi
done
done_testing
