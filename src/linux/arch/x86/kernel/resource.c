/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/resource.c: addresses that look free in the tree and that no card may
 * get all the same: the BIOS below 4 GiB, and what the map of the BIOS speaks of.
 */
#include "linux/arch/x86/kernel/setup.h"

#define BIOS_ROM_BASE ((uint64_t)0xffe00000)
#define BIOS_ROM_END  ((uint64_t)0xffffffff)

enum { CLIPPED_ROM, CLIPPED_E820 };

static const struct sentence says[] = {
	[CLIPPED_ROM] = { STEP_RESIZE, LEVEL_CALL, 1, "rr",
	                  N_("{0} reaches into the 2 MiB below 4 GiB, where the BIOS is: {1} is "
	                     "left.") },
	[CLIPPED_E820] = { STEP_RESIZE, LEVEL_CALL, 2, "rrr",
	                   N_("{0} meets {2} of the firmware's map: {1} is left.") },
};

static const struct outline outline = {
	"arch_remove_reservations",
	"arch/x86/kernel/resource.c",
	"r",
	'v',
	N_("Cuts off free room what must not be given to a card."),
	N_("The larger part above or below what is in the way stays."),
	{ N_("the 2 MiB below 4 GiB"), N_("what the map of the BIOS speaks of, usable or not") }
};

/* resource_clip(): true when AVAIL is another one now */
static bool clip(struct resource *avail, uint64_t start, uint64_t end)
{
	uint64_t low = 0, high = 0;

	if (avail->end < start || avail->start > end)
		return false;
	if (avail->start < start)
		low = start - avail->start;
	if (avail->end > end)
		high = avail->end - end;
	if (low > high)
		avail->end = start - 1;
	else
		avail->start = end + 1;
	return true;
}

void x86_remove_reservations(struct kernel *k, struct resource *avail)
{
	struct resource before = *avail;

	/* without a boot there is no map */
	if (!k->x86 || !(avail->flags & IORESOURCE_MEM))
		return;
	ENTER(k, &outline, RANGE(avail));
	if (clip(avail, BIOS_ROM_BASE, BIOS_ROM_END))
		TELL(k, &says[CLIPPED_ROM], RANGE(&before), RANGE(avail));
	for (uint64_t i = 0; i < k->x86->e820_table.nr_entries; i++) {
		const struct e820_entry *e = &k->x86->e820_table.entries[i];

		before = *avail;
		if (clip(avail, e->addr, e->addr + e->size - 1))
			TELL(k, &says[CLIPPED_E820], RANGE(&before), RANGE(avail),
			     SPAN(e->addr, e->size));
	}
	leave(k);
}
