# SPDX-License-Identifier: GPL-3.0-or-later
#
# A profile from the one of a kernel like it and from facts; `measure` calls it.
#
#   awk -v report=FILE -v summary=TEXT -v records=NAMES -v nearest=NAME \
#       -f write.awk step=facts FACTS \
#       step=config CONFIG step=words WORDS step=hints HINTS step=profile PROFILE.dts
#
# FACTS has the lines of facts.awk, each with the name of its record as a fourth column; CONFIG is a
# kernel's configuration, or empty; WORDS has a line `config NAME` for each option that a driver
# asks for, and a line `irqchips WORD` or `clocks WORD` for each entry of the tables in the image; HINTS a line for each
# property that some records do not show: its name, tab, what would show it.
# The profile goes to standard output, what became of each property to `report`.

BEGIN { FS = "\t" }

# ---- facts ----

# One more way to know PROPERTY.
function learn(property, value, how, record)
{
	if (!(property in known)) {
		known[property] = value
		source[property] = how
		by[property] = record
	} else if (known[property] != value && !(property in against)) {
		against[property] = value
		against_source[property] = how " (" record ")"
	}
}

# Two sizes, of which each record allows some pairs: those that all records allow.
step == "facts" && $1 ~ /\+/ {
	if (!(($1, $4) in pair_seen))
		pair_records[$1]++
	pair_seen[$1, $4] = 1
	if (!(($1, $2) in pairs))
		pair_list[$1] = pair_list[$1] $2 "\n"
	pairs[$1, $2]++
	pair_source[$1] = $3
	next
}
step == "facts" && $1 ~ /<$/ {
	property = substr($1, 1, length($1) - 1)
	split($2, bounds, " ")
	most[property] = bounds[1]
	least[property] = bounds[1] - bounds[2] + 1
	next
}
# words of a list: in or out
step == "facts" && $2 ~ /^[-+]/ {
	learn($1 " " substr($2, 2), substr($2, 1, 1), $3, $4)
	next
}
step == "facts" && $1 ~ /\?$/ {
	property = substr($1, 1, length($1) - 1)
	if (!(property in fallback)) {
		fallback[property] = $2
		fallback_source[property] = $3
	}
	next
}
step == "facts" { learn($1, $2, $3, $4); next }

step == "config" && /^CONFIG_/ {
	configured = 1
	built[substr($0, 8, index($0, "=") - 8)] = substr($0, index($0, "=") + 1)
	next
}
step == "config" { next }
step == "words" && /^config / { asked[substr($0, 8)] = 1; next }
step == "words" {
	split($0, word, " ")
	tables[word[1]] = 1
	in_table[word[1], word[2]] = 1
	table_words[word[1]] = table_words[word[1]] word[2] "\n"
	next
}

step == "hints" { hint[$1] = $2; next }

# ---- what becomes of a property ----

function tell(kind, property, value, why)
{
	printf "%s\t%s\t%s\t%s\n", kind, property, value, why >report
}

# What would show PROPERTY; of a word of a list, or of all in a node, "word" and "node/*" have a hint.
function like(property, value,   node)
{
	node = property
	sub(/\/.*/, "/*", node)
	tell("like", property, value, property in hint ? hint[property] : node in hint ? hint[node] : "no record shows it: PROPERTIES.md tells what would")
}

function plain(value)
{
	gsub(/[<>]/, "", value)
	return value
}

# The number that VALUE, <0x20> or <32>, is; as text where it has two cells.
function digits(value,   i, n)
{
	value = plain(value)
	if (value !~ /^0x[0-9a-f]+$/)
		return value
	n = 0
	for (i = 3; i <= length(value); i++)
		n = n * 16 + index("0123456789abcdef", substr(value, i, 1)) - 1
	return n
}

# Which of the words are in the list; what nobody knows stays as it is.
function list_of(property, old,   n, words, i, new, word, key)
{
	n = split(old, words, "\n")
	new = ""
	for (i = 1; i < n; i++) {
		key = property " " words[i]
		if (!(key in known)) {
			like(property ": " words[i], "yes")
			new = new words[i] "\n"
		} else if (key in against) {
			tell("doubt", property ": " words[i], "", "the records disagree: " source[key] " (" by[key] "), " against_source[key])
			new = new words[i] "\n"
		} else if (known[key] == "+") {
			tell("read", property ": " words[i], "yes", source[key])
			new = new words[i] "\n"
		} else {
			tell("read", property ": " words[i], "no", source[key])
		}
		had[key] = 1
	}
	for (key in known) {
		if (index(key, property " ") != 1 || key in had)
			continue
		word = substr(key, length(property) + 2)
		if (known[key] == "+" && !(key in against)) {
			tell("read", property ": " word, "yes", source[key])
			new = new word "\n"
		}
	}
	# words that the other profile has not and no record shows
	for (key in hint)
		if (index(key, property ": ") == 1) {
			word = substr(key, length(property) + 3)
			if (!((property " " word) in had) && !((property " " word) in known))
				like(key, "no")
		}
	return new
}


function table_of(property, old,   n, words, i, new, more, gone)
{
	n = split(old, words, "\n")
	new = ""
	for (i = 1; i < n; i++) {
		old_word[property, words[i]] = 1
		if ((property, words[i]) in in_table)
			new = new words[i] "\n"
		else
			gone++
	}
	if (gone)
		tell("read", property ": fewer than in the other profile", gone, "they are not in the image's table")
	n = split(table_words[property], words, "\n")
	for (i = 1; i < n; i++)
		if (!((property, words[i]) in old_word)) {
			old_word[property, words[i]] = 1
			more = more (more == "" ? "" : ", ") words[i]
		}
	if (more != "" && property == "clocks") {
		tell("doubt", property, "", "the image's table has these too; add those that CLK_OF_DECLARE_DRIVER does not declare: " more)
	} else if (more != "") {
		tell("read", property ": more than in the other profile", "", more)
		gsub(/, /, "\n", more)
		new = new more "\n"
	}
	tell("read", property, n - 1 " entries", "the table in the image")
	return new
}

# The numbers of the pair of properties KEY, in order; the one like VALUE when several are left.
function settle_pair(key, first, second,   n, list, i, fit, two)
{
	n = split(pair_list[key], list, "\n")
	for (i = 1; i < n; i++)
		if (pairs[key, list[i]] == pair_records[key])
			fit = fit (fit == "" ? "" : ", ") list[i]
	if (fit == "") {
		tell("doubt", first " and " second, "", "no two numbers fit all records: " pair_source[key])
	} else if (fit ~ /,/) {
		several[first] = several[second] = fit
	} else {
		split(fit, two, " ")
		learn(first, "<" two[1] ">", pair_source[key], "all records")
		learn(second, "<" two[2] ">", pair_source[key], "all records")
	}
}

function value_of(property, old,   number)
{
	if (property in against && digits(known[property]) != digits(against[property])) {
		tell("doubt", property, plain(old), "the records disagree: " plain(known[property]) " by " source[property] " (" by[property] "), " plain(against[property]) " by " against_source[property])
		return old
	}
	if (property in known) {
		tell("read", property, plain(known[property]), source[property])
		if (digits(known[property]) == digits(old))
			return old
		return known[property]
	}
	number = digits(old)
	if (property in most && number >= least[property] && number <= most[property])
		tell("read", property, plain(old), "as much as d in pcpu-alloc: and rounding to pages allow")
	else if (property in most)
		tell("doubt", property, plain(old), "it must be " least[property] " to " most[property])
	else if (property in several && index(", " several[property] ",", number))
		tell("like", property, plain(old), "several pairs fit: " several[property] "; record one more tree, or give --image")
	else if (property in several)
		tell("doubt", property, plain(old), "several pairs fit, and this is in none: " several[property])
	else
		like(property, plain(old))
	return old
}

# ---- the other profile, line by line ----

step == "profile" && !settled {
	settled = 1
	for (key in fallback)
		if (!(key in known))
			learn(key, fallback[key], fallback_source[key], "the configuration")
	for (key in pair_list) {
		split(key, two, "+")
		folder = two[1]
		sub(/[^\/]*$/, "", folder)
		settle_pair(key, two[1], folder two[2])
	}
}

# The strings of a list in TEXT, a line each.
function strings(text,   all)
{
	all = ""
	while (match(text, /"[^"]*"/)) {
		all = all substr(text, RSTART + 1, RLENGTH - 2) "\n"
		text = substr(text, RSTART + RLENGTH)
	}
	return all
}

# Words of a property, as many on a line as fit into PER.
function print_list(indent, name, list, per,   n, words, i, column)
{
	n = split(list, words, "\n")
	if (n < 2)
		return
	printf "%s%s =", indent, name
	column = 8 + length(name)
	for (i = 1; i < n; i++) {
		if (i > 1 && (!per || column + length(words[i]) + 4 > per)) {
			printf "\n%s\t", indent
			column = 16
		} else {
			printf " "
			column++
		}
		printf "\"%s\"%s", words[i], i == n - 1 ? ";\n" : ","
		column += length(words[i]) + 3
	}
}

function print_configs(indent, name, want, old,   n, words, i, list, count)
{
	n = split(old, words, "\n")
	for (i = 1; i < n; i++)
		asked[words[i]] = 1
	for (i in asked)
		if (built[i] == want)
			list = list i "\n"
	n = split(list, words, "\n") - 1
	# sorted by hand: awk has no order of its own
	for (i = 2; i <= n; i++)
		for (count = i; count > 1 && words[count - 1] > words[count]; count--) {
			list = words[count]
			words[count] = words[count - 1]
			words[count - 1] = list
		}
	list = ""
	for (i = 1; i <= n; i++)
		list = list words[i] "\n"
	tell("read", name, n " options", "the configuration")
	print_list(indent, name, list, 90)
}

function answer(indent, name, text,   path, value)
{
	path = node name
	value = text
	sub(/^[^=]*= */, "", value)
	sub(/;[^;]*$/, "", value)
	if (path == "features" || path == "devices" || path == "log") {
		print_list(indent, name, list_of(path, strings(value)), 0)
		# an older kernel's profile may have no `log`
		if (path == "features" && !has_log) {
			print "\n" indent "/* What its log calls otherwise than older ones. */"
			print_list(indent, "log", list_of("log", ""), 0)
		}
	} else if ((path == "builtin" || path == "modules") && configured)
		print_configs(indent, name, path == "builtin" ? "y" : "m", all_configs)
	else if ((path == "irqchips" || path == "clocks") && path in tables)
		print_list(indent, name, table_of(path, strings(value)), 0)
	else if (path == "summary")
		printf "%ssummary = \"%s\";\n", indent, summary
	else if (value ~ /^"[^"]*"$/ || value ~ /^</)
		printf "%s%s = %s;\n", indent, name, value_of(path, value)
	else {
		like(path, value ~ /,/ ? "a list" : plain(value))
		printf "%s", text
	}
}

# The lists of options are needed as one before either is printed.
step == "profile" { lines[++line_count] = $0 }
step == "profile" && /^\tlog = / { has_log = 1 }

END {
	for (i = 1; i <= line_count; i++)
		if (lines[i] ~ /^\t(builtin|modules) = /)
			do
				all_configs = all_configs strings(lines[i])
			while (lines[i] !~ /;$/ && i++ < line_count)
	print "/* SPDX-License-Identifier: GPL-3.0-or-later */"
	print "/*\n * " summary ".\n * Made by `measure` from these records: " records "."
	print " * What none of them shows is that of " nearest ".  README.md tells how, PROPERTIES.md each property.\n */"
	for (i = 1; lines[i] !~ /^\/dts-v1\//; i++)
		continue
	for (; i <= line_count; i++) {
		line = lines[i]
		if (line ~ /^\t[a-z]+ \{$/) {
			node = line
			gsub(/[\t {]/, "", node)
			node = node "/"
		} else if (line ~ /^\t\};$/) {
			node = ""
		} else if (match(line, /^\t+[a-z][a-z0-9_-]* = /)) {
			name = line
			sub(/^\t+/, "", name)
			sub(/ .*/, "", name)
			indent = line
			sub(/[^\t].*/, "", indent)
			text = line "\n"
			while (line !~ /;$/ && i < line_count) {
				line = lines[++i]
				text = text line "\n"
			}
			# only one of the profiles that ship is the default for a kind of CPUs
			if (name == "default-for") {
				held = ""
				continue
			}
			printf "%s", held
			held = ""
			answer(indent, name, text)
			continue
		}
		# what stands before a property goes with it
		held = held line "\n"
	}
	printf "%s", held
}
