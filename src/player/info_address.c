/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `info address`: what a virtual address leads to, table by table. */
#include <inttypes.h>

#include "linux/include/io.h"
#include "linux/mm/vmalloc.h"
#include "player/internal.h"
#include "sim/intl.h"
#include "sim/sentence.h"

static void add_walk(const struct kernel *k, const struct pt_walk *walk, struct text *out)
{
	for (unsigned i = 0; i < walk->levels; i++) {
		unsigned level = walk->step[i].level;

		text_addf(out, "  %s %3u  ", pt_level_name(k, level), walk->step[i].index);
		if (walk->step[i].table)
			text_addf(out, _("leads to a %s table"), pt_level_name(k, level - 1));
		else if (walk->step[i].entry)
			text_addf(out, "%016" PRIx64, walk->step[i].entry);
		else
			text_add(out, _("empty"));
		text_add_char(out, '\n');
	}
}

static void add_area(const struct vm_struct *area, struct text *out)
{
	text_addf(out, "  0x%016" PRIx64 "-0x%016" PRIx64 " ", area->addr,
	          area->addr + (area->size - 1));
	sentence_size(out, area->size);
	if (area->caller)
		text_addf(out, _(", for %s"), area->caller);
	else
		text_add(out, _(", given back"));
	text_add_char(out, '\n');
}

bool info_virtual_address(const struct kernel *k, uint64_t addr, uint64_t *phys, struct text *out)
{
	const struct vm_struct *area = find_vm_area_around(k, addr);
	struct pt_walk walk;

	if (pt_walk(k, addr, &walk)) {
		*phys = walk.phys;
		text_addf(out, _("0x%016" PRIx64 " is mapped to 0x%08" PRIx64 ", by an entry for "),
		          addr, walk.phys);
		sentence_size(out, 1ull << walk.shift);
		text_add_char(out, '\n');
	} else if (is_vmalloc_addr(k, addr)) {
		text_addf(out, _("Nothing is mapped at 0x%016" PRIx64 ".\n"), addr);
	} else if (addr >= k->mapping->linear && virt_to_phys(k, addr, phys)) {
		text_addf(out, _("0x%016" PRIx64 " is 0x%08" PRIx64 " in the linear map.\n"), addr,
		          *phys);
		return true;
	} else {
		return false;
	}
	add_walk(k, &walk, out);
	if (area)
		add_area(area, out);
	return walk.phys || walk.shift;
}
