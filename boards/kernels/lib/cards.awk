# SPDX-License-Identifier: GPL-3.0-or-later
# The lines of a `pci` file (boards/README.md) from a kernel's log: what it found when it scanned the
# buses.  With windows=yes also what firmware had opened of each bridge.

function digits(hex,   i, n)
{
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
	return n
}

function hex(n,   s, d)
{
	s = ""
	do {
		d = n % 16
		s = substr("0123456789abcdef", d + 1, 1) s
		n = (n - d) / 16
	} while (n)
	return "0x" s
}

# A BAR as the file has it: kind, flags, size, and what was in it.
function bar(name, text,   w, n, i, range, said)
{
	n = split(text, w, " ")
	split(w[2], range, "-")
	said = name "=" w[1]
	for (i = 3; i <= n; i++)
		said = said "," w[i]
	range[1] = substr(range[1], 3)
	range[2] = substr(range[2], 3)
	return said "," hex(digits(range[2]) - digits(range[1]) + 1) "@" hex(digits(range[1]))
}

# A window, by its kind.
function window(text,   w)
{
	split(text, w, " ")
	return (w[1] == "io" ? "iowin=" : text ~ /pref$/ ? "prefwin=" : "memwin=") w[2]
}

$1 != "pci" {
	next
}

{
	card = $2
	sub(/:$/, "", card)
	text = $0
	sub(/^[^[]*\[/, "", text)
	sub(/\].*$/, "", text)
}

$3 ~ /^\[....:....\]$/ && $4 == "type" && !(card in said) {
	order[++count] = card
	type = $5
	class = $7
	sub(/^0x/, "", class)
	said[card] = substr($3, 2, 9) " type " type " class " class
}

/(BAR [0-9]|ROM) \[(mem|io) .*\]$/ {
	name = $3 == "ROM" ? "rom" : "bar" $4
	if (!((card, name) in had))
		said[card] = said[card] " " bar(name, text)
	had[card, name] = 1
}

/PCI bridge to \[bus [0-9a-f-]*\]$/ {
	bus = $NF
	sub(/\]/, "", bus)
	buses[card] = index(bus, "-") ? bus : bus "-" bus
	seen[card]++
}

# Later the kernel names them again, with those that it opened itself.
windows && seen[card] == 1 && / bridge window \[(mem|io) [^]]*\]$/ {
	opened[card] = opened[card] " " window(text)
}

END {
	for (i = 1; i <= count; i++)
		print order[i] " " said[order[i]] (order[i] in buses ? " bus=" buses[order[i]] : "") \
			opened[order[i]]
}
