# SPDX-License-Identifier: GPL-3.0-or-later
# zsh -f completion.zsh FOLDER FILE LINE...: what zsh offers for each LINE, typed and tabbed in a
# terminal of its own with the functions in FOLDER; to FILE, behind a line "== LINE" each.

zmodload zsh/zpty || exit 77
folder=$1 result=$2
shift 2
cat >$result.zshrc <<END
PROMPT= RPROMPT=
fpath=(${(q)folder} \$fpath)
autoload -Uz compinit && compinit -u -d ${(q)result}.dump
# what is added for matching is told as well
compadd() {
	if [[ "\$*" != *-[OAD]\ * ]]; then
		typeset -a hits
		builtin compadd -A hits "\$@"
		print -rl -- \$hits >>${(q)result}
	fi
	builtin compadd "\$@"
}
tell() {
	compstate[insert]= compstate[list]=
	_main_complete
	compstate[insert]= compstate[list]=
	print done >${(q)result}.done
}
zle -C tell complete-word tell
bindkey '^I' tell
bindkey '^U' kill-whole-line
print done >${(q)result}.done
END

# It is busy until it says "done" in a file: that is read from a pipe, so nothing has to sleep.
mkfifo $result.done || exit 1
# open both ways: no end of file comes between two writers
exec {done}<>$result.done
: >$result
zpty -b z zsh -f -i
zpty -w z "source ${(q)result}.zshrc"
read -u $done || exit 1
for line; do
	print -r -- "== $line" >>$result
	zpty -w -n z "$line"$'\t'
	read -u $done || exit 1
	zpty -w -n z $'\025'
done
zpty -d z
