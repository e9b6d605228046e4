#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What bash, zsh and fish offer, asked in these shells themselves: it is what --help tells and what
# the program lists.
. "$BOOTWALK_SOURCE/tests/tap"
make_scratch completion
cd "$scratch" || exit 1
completions=$BOOTWALK_SOURCE/completions
PATH=$(dirname "$BOOTWALK"):$PATH
export PATH
# the shells stand in `empty`, so that no file is among the words, or in `full`
mkdir empty full full/files full/files/folder at
: >full/files/one.dts
: >'full/files/two words.dtb'

# The lines that are typed and what is wanted for each: line-N, want-N.
count=0
# line WHAT TYPED: what is wanted is in the file at/wanted.
line()
{
	count=$((count + 1))
	printf '%s\n' "$1" >"at/name-$count"
	printf '%s\n' "$2" >"at/line-$count"
	sort at/wanted >"at/want-$count"
}

# options SUBCOMMAND...: those of its --help.
options()
{
	bootwalk "$@" --help | sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p'
}

subcommands=$(bootwalk --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z]*\).*/\1/p')
{
	printf '%s\n' "$subcommands"
	bootwalk boards
} >at/wanted
line "subcommands and boards" 'bootwalk '
options >at/wanted
line "options" 'bootwalk --'
for sub in $subcommands; do
	options "$sub" >at/wanted
	line "options of $sub" "bootwalk $sub --"
done
bootwalk boards >at/wanted
line "boards" 'bootwalk iomem '
bootwalk boards | grep '^q' >at/wanted
line "a board that is begun" 'bootwalk log q'
bootwalk boards | grep '^q' >at/wanted
line "a board behind options" 'bootwalk iomem --user --cpus 2 q'
bootwalk kernels >at/wanted
line "kernels" 'bootwalk trace qemu-virt --kernel '
bootwalk kernels | sed 's/^/--kernel=/' >at/wanted
line "kernels behind =" 'bootwalk trace --kernel='
bootwalk lessons | sed 's/ .*//' >at/wanted
line "lessons" 'bootwalk lesson '
printf '%s\n' memory reserved >at/wanted
line "lists of memblock" 'bootwalk memblock qemu-virt '
printf '%s\n' text json >at/wanted
line "formats" 'bootwalk trace --format '
printf '%s\n' --level=stage --level=stop --level=step >at/wanted
line "levels" 'bootwalk play --level=s'
printf '%s\n' known builtin all none >at/wanted
line "who binds" 'bootwalk iomem qemu-virt --bind '
printf '%s\n' -- >at/wanted
line "the second machine" 'bootwalk diff qemu-virt '
bootwalk boards >at/wanted
line "a board behind --" 'bootwalk diff qemu-virt --cpus 2 -- '
printf '%s\n' --kernel --kernel-base >at/wanted
line "options behind --" 'bootwalk diff qemu-virt -- qemu-virt --k'
bootwalk boards >at/wanted
line "a board behind a script" 'bootwalk run try.bw '
: >at/wanted
line "nothing behind the last word" 'bootwalk iomem qemu-virt '
: >at/wanted
line "nothing for an address" 'bootwalk iomem qemu-virt --fdt-base '
: >at/wanted
line "nothing for an option that there is not" 'bootwalk iomem --nothing='
without_files=$count
printf '%s\n' files/one.dts >at/wanted
line "files" 'bootwalk run files/o'
printf '%s\n' files/one.dts >at/wanted
line "files of an option" 'bootwalk iomem --overlay files/o'
printf '%s\n' files/folder/ >at/wanted
line "folders of an option" 'bootwalk iomem --drivers files/'
printf '%s\n' files/one.dts >at/wanted
line "a machine's file" 'bootwalk iomem files/o'

# compare SHELL: got-N holds what it offered.
compare()
{
	i=0
	while [ $i -lt $count ]; do
		i=$((i + 1))
		sort -u "at/got-$i" >"at/sorted-$i"
		# a shell may offer a folder with a slash behind it, or without
		sed -i 's|^files/folder$|files/folder/|' "at/sorted-$i"
		same "$1: $(cat "at/name-$i")" "at/want-$i" "at/sorted-$i"
	done
}

# both COMMAND...: with the numbers of the lines to be asked for, from and to, in each folder.
both()
{
	: >at/err
	(cd empty && "$@" 1 $without_files 2>>../at/err)
	(cd full && "$@" $((without_files + 1)) $count 2>>../at/err)
}

# ---- the program's own answer ----

answer()
{
	bootwalk complete "$@" | sed 's/\t.*//' | sed '/^$/d'
}
if [ "$(answer -- iomem qemu-v)" = qemu-virt ] &&
	[ "$(bootwalk complete -- run x | head -n 1)" = "$(printf '\tfiles')" ]; then
	pass "bootwalk complete"
else
	fail "bootwalk complete" "$(answer -- iomem qemu-v); $(bootwalk complete -- run x)"
fi

# ---- bash ----

cat >at/ask.bash <<'END'
source "$1"
shift
for ((n = $1; n <= $2; n++)); do
	line=$(<../at/line-$n)
	# as bash does: split at blanks and around each =
	read -ra COMP_WORDS <<<"${line//=/ = }"
	[[ $line != *' ' ]] || COMP_WORDS+=("")
	[[ $line != *= ]] || COMP_WORDS+=("")
	last=$((${#COMP_WORDS[@]} - 1))
	# behind a = that is the last the word itself is the =
	if [[ -z ${COMP_WORDS[last]} && ${COMP_WORDS[last - 1]} == = ]]; then
		unset 'COMP_WORDS[last]'
		last=$((last - 1))
	fi
	COMP_CWORD=$last
	before=
	[[ $line != *=* ]] || before=${line%%=*}= before=${before##* }
	COMPREPLY=()
	_bootwalk bootwalk "${COMP_WORDS[last]}" "${COMP_WORDS[last - 1]}"
	for reply in "${COMPREPLY[@]}"; do
		printf '%s\n' "$before$reply"
	done >../at/got-$n
done
complete -p bootwalk >../at/registered
END
if ! command -v bash >/dev/null 2>&1; then
	skip "bash" "it is not installed"
else
	both bash ../at/ask.bash "$completions/bootwalk"
	compare bash
	if grep -q '^complete .*-F _bootwalk bootwalk' at/registered && [ ! -s at/err ]; then
		pass "bash: it is asked for bootwalk"
	else
		fail "bash: it is asked for bootwalk" "$(cat at/registered at/err)"
	fi
	# a name with a blank is one word
	cat >at/blank.bash <<'END'
source "$1"
COMP_WORDS=(bootwalk run 'files/two') COMP_CWORD=2
_bootwalk bootwalk files/two run
printf '%s\n' "${COMPREPLY[@]}"
END
	printf 'files/two words.dtb\n' >at/want
	(cd full && bash ../at/blank.bash "$completions/bootwalk") >at/got
	same "bash: a name with a blank" at/want at/got
fi

# ---- fish ----

if ! command -v fish >/dev/null 2>&1; then
	skip "fish" "it is not installed"
else
	cat >at/ask.fish <<'END'
source $argv[1]
for n in (seq $argv[2] $argv[3])
    complete -C (cat ../at/line-$n) | string replace -r '\t.*' '' >../at/got-$n
end
END
	HOME=$scratch both fish --no-config ../at/ask.fish "$completions/bootwalk.fish"
	compare fish
	[ ! -s at/err ] || fail "fish: no error" "$(head -n 5 at/err)"
fi

# ---- zsh ----

in_zsh()
{
	from=$1
	to=$2
	set --
	while [ "$from" -le "$to" ]; do
		set -- "$@" "$(cat "../at/line-$from")"
		from=$((from + 1))
	done
	timeout 100 zsh -f "$BOOTWALK_SOURCE/tests/completion.zsh" "$completions" \
		"$scratch/at/zsh-$to" "$@" || echo "status $?" >&2
	cat "../at/zsh-$to" >>../at/zsh
}

if ! command -v zsh >/dev/null 2>&1; then
	skip "zsh" "it is not installed"
else
	both in_zsh
	awk '/^== / { n++; next } { print > ("at/raw-" n) }' at/zsh
	i=0
	while [ $i -lt $count ]; do
		i=$((i + 1))
		: >>"at/raw-$i"
		# what the shell strips off before it adds: the folder of a file
		sed -e '/^ *$/d' -e 's/ *$//' "at/raw-$i" >"at/got-$i"
		[ $i -le $without_files ] || sed -i 's|^|files/|' "at/got-$i"
	done
	compare zsh
	[ ! -s at/err ] || fail "zsh: no error" "$(head -n 5 at/err)"
fi
done_testing
