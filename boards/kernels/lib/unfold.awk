# SPDX-License-Identifier: GPL-3.0-or-later
#
# What memblock logged, without places in functions; folded page tables as the kernel had printed
# them.

# the address NUMBER pages below HEX, which has 16 digits: the last 12 are enough
function below(hex, number, i, digits, n)
{
	n = 0
	digits = substr(hex, 5)
	for (i = 1; i <= 12; i++)
		n = n * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
	n -= number * 4096
	digits = ""
	for (i = 1; i <= 12; i++) {
		digits = substr("0123456789abcdef", n % 16 + 1, 1) digits
		n = int(n / 16)
	}
	return substr(hex, 1, 4) digits
}
/^\([0-9]+ page table pages more, each directly below the one before\)$/ {
	count = substr($1, 2) + 0
	for (page = 1; page <= count; page++) {
		low = below(first, page)
		print asked
		print "memblock_reserve: [0x" low "-0x" substr(low, 1, 13) "fff] memblock_alloc_range_nid"
	}
	next
}
/^memblock_[a-z_]*:/ {
	sub(/\+0x[0-9a-f]+\/0x[0-9a-f]+$/, "")
	if (/early_pgtable_alloc$/)
		asked = $0
	if (/^memblock_reserve:/)
		first = substr($2, 4, 16)
	print
}
