# SPDX-License-Identifier: GPL-3.0-or-later
# The lists that the changes of a plain walk make, sorted; a change of what is not there is an error.

function error(why) { print "line " NR ": " why ": " $0; failed = 1 }
function put(list, entry, inside) { there[list, entry, inside]++ }

# Take ENTRY out, whatever it was inside of; returns that.
function take(list, entry,   key, part) {
	for (key in there) {
		split(key, part, SUBSEP)
		if (!there[key] || part[1] != list || part[2] != entry)
			continue
		there[key]--
		return part[3]
	}
	error("not there")
}

# What was inside of WAS is inside of ENTRY, which WAS became.
function rename(list, was, entry,   key, part, count) {
	for (key in there) {
		split(key, part, SUBSEP)
		if (!there[key] || part[1] != list || part[3] != was)
			continue
		renamed[part[2]] = there[key]
		there[key] = 0
	}
	for (key in renamed) {
		there[list, key, entry] += renamed[key]
		delete renamed[key]
	}
}

match($0, /^  (added to|removed from|changed in|moved in) [a-z.]+: /) {
	what = $1
	list = $3
	sub(/:$/, "", list)
	entry = substr($0, RLENGTH + 1)
	inside = ""
	if (what == "changed") {
		at = index(entry, ", before: ")
		was = substr(entry, at + 10)
		entry = substr(entry, 1, at - 1)
		inside = take(list, was)
		put(list, entry, inside)
		rename(list, was, entry)
		next
	}
	if ((at = index(entry, what == "moved" ? ", now inside " : ", inside "))) {
		inside = substr(entry, at + (what == "moved" ? 13 : 9))
		entry = substr(entry, 1, at - 1)
	}
	if (inside == "nothing else")
		inside = ""
	if (what != "added")
		take(list, entry)
	if (what != "removed")
		put(list, entry, inside)
}

END {
	for (key in there) {
		split(key, part, SUBSEP)
		name = part[1] == "ioport" ? "ioports" : part[1]
		entry = part[2]
		if (name ~ /^memblock/)
			sub(/ .*/, "", entry) # its flags and its node are not in the file
		for (i = 0; i < there[key]; i++)
			print name ": " entry (part[3] == "" ? "" : ", inside " part[3]) | "sort"
	}
	close("sort")
	exit failed
}
