/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/logic_pio.c: where each host bridge's ports lie in the kernel's port space. */
#include "linux/include/logic_pio.h"

#include <inttypes.h>

#define PIO_FILE          "lib/logic_pio.c"
#define SMALLEST          0x10000 /* what a window is cut to when there is no room */
#define PIO_INDIRECT_SIZE 0x4000  /* ports kept for hosts that are reached indirectly */

enum { PIO_THERE, PIO_OVERLAP, PIO_CUT, PIO_FULL, PIO_PLACED, PIO_NO_PORT };

static const struct sentence says[] = {
	[PIO_THERE] = { STEP_REFUSE, LEVEL_STEP, 1, "",
	                N_("This host has registered its ports already.") },
	[PIO_OVERLAP] = { STEP_REFUSE, LEVEL_CALL, 2, "rr",
	                  N_("The ports at {0} lie in the same memory as those at {1}.") },
	[PIO_CUT] = { STEP_RESIZE, LEVEL_CALL, 3, "s",
	              N_("There is not room for so many ports, so the window becomes {0} small.") },
	[PIO_FULL] = { STEP_REFUSE, LEVEL_CALL, 3, "", N_("No port is left.") },
	[PIO_PLACED] = { STEP_ALLOCATE, LEVEL_CALL, 4, "rr",
	                 N_("What lies at {0} in memory are the ports {1} from here on.") },
	[PIO_NO_PORT] = { STEP_REFUSE, LEVEL_CALL, 1, "a",
	                  N_("No host bridge has registered a window of ports that holds {0}.") },
};

static const struct outline outline_register = {
	"logic_pio_register_range",
	PIO_FILE,
	"r",
	'e',
	N_("Gives a host's window of ports a place in the kernel's own port space."),
	N_("The port numbers that a driver uses are not those on the bus: each host's window stands "
	   "behind the one that was registered before it."),
	{ N_("a host has one window: a second one is -EEXIST"),
	  N_("two windows must not lie in the same memory"),
	  N_("not enough room behind the last window: 64 KiB, or -E2BIG"),
	  N_("put it behind the last window") }
};

const struct logic_pio_hwaddr *find_io_range_by_fwnode(const struct kernel *k, int of_node)
{
	const struct logic_pio_hwaddr *range = k->io_ranges;

	while (range && range->of_node != of_node)
		range = range->next;
	return range;
}

static uint64_t mmio_upper_limit(const struct kernel *k)
{
	return k->profile->io_space_limit - PIO_INDIRECT_SIZE;
}

/* What is known when the ranges there are have been looked at. */
struct room {
	uint64_t mmio_end, indirect_end;
};

/* 0, or why a window at HW_START cannot be. */
static int look_for_room(struct kernel *k, struct room *room, enum logic_pio_kind kind,
                         uint64_t hw_start, uint64_t size)
{
	*room = (struct room){ 0, mmio_upper_limit(k) };
	for (const struct logic_pio_hwaddr *r = k->io_ranges; r; r = r->next) {
		if (r->kind != kind)
			continue;
		if (kind == LOGIC_PIO_INDIRECT) {
			room->indirect_end += r->size;
			continue;
		}
		/* an end that touches the next start counts as meeting it, but not the reverse */
		if (hw_start < r->hw_start + r->size && hw_start + size >= r->hw_start) {
			TELL(k, &says[PIO_OVERLAP], SPAN(hw_start, size),
			     SPAN(r->hw_start, r->size));
			return -EFAULT;
		}
		room->mmio_end = r->io_start + r->size;
	}
	return 0;
}

/* Where the window goes, its size perhaps cut down: 0 or -E2BIG. */
static int find_place(struct kernel *k, const struct room *room, enum logic_pio_kind kind,
                      uint64_t *io_start, uint64_t *size)
{
	uint64_t limit = mmio_upper_limit(k);

	if (kind == LOGIC_PIO_INDIRECT) {
		*io_start = room->indirect_end;
		return *io_start + *size - 1 > k->profile->io_space_limit ? -E2BIG : 0;
	}
	*io_start = room->mmio_end;
	if (*io_start + *size - 1 <= limit)
		return 0;
	if (*io_start + SMALLEST - 1 > limit)
		return -E2BIG;
	*size = SMALLEST;
	TELL(k, &says[PIO_CUT], *size);
	printk(k, "LOGIC PIO: Requested IO range too big, new size set to 64K");
	return 0;
}

static void add_range(struct kernel *k, const struct logic_pio_hwaddr *new)
{
	struct logic_pio_hwaddr *range = sim_alloc(k->sim, sizeof(*range));
	struct logic_pio_hwaddr **slot = &k->io_ranges;

	while (*slot)
		slot = &(*slot)->next;
	SET(k, *range, *new);
	SET(k, *slot, range);
	TELL(k, &says[PIO_PLACED], SPAN(new->hw_start, new->size), SPAN(new->io_start, new->size));
}

int logic_pio_register_range(struct kernel *k, int of_node, enum logic_pio_kind kind,
                             uint64_t hw_start, uint64_t size)
{
	struct logic_pio_hwaddr new = { NULL, of_node, kind, hw_start, 0, size };
	struct room room;
	int err;

	ENTER(k, &outline_register, SPAN(hw_start, size));
	if (!size)
		return leave_int(k, -EINVAL);
	if (find_io_range_by_fwnode(k, of_node)) {
		TELL(k, &says[PIO_THERE]);
		return leave_int(k, -EEXIST);
	}
	err = look_for_room(k, &room, kind, hw_start, size);
	if (err)
		return leave_int(k, err);
	err = find_place(k, &room, kind, &new.io_start, &new.size);
	if (err)
		TELL(k, &says[PIO_FULL]);
	else
		add_range(k, &new);
	return leave_int(k, err);
}

static const struct outline outline_hwaddr = {
	"logic_pio_trans_hwaddr",
	PIO_FILE,
	"as",
	'x',
	N_("The port of an address on the bus of a host that is reached indirectly."),
	NULL,
	{ N_("the host has no such window, or a smaller one: there is no port"),
	  N_("as far into the ports as the address is into the window") }
};

uint64_t logic_pio_trans_hwaddr(struct kernel *k, int of_node, uint64_t addr, uint64_t size)
{
	const struct logic_pio_hwaddr *range = find_io_range_by_fwnode(k, of_node);

	ENTER(k, &outline_hwaddr, addr, size);
	if (!range || range->kind == LOGIC_PIO_CPU_MMIO) {
		TELL(k, &says[PIO_NO_PORT], addr);
		printk(k, "LOGIC PIO: IO range not found or invalid");
		return leave_word(k, LOGIC_PIO_NONE);
	}
	if (range->size < size) {
		TELL(k, &says[PIO_NO_PORT], addr);
		printk(k,
		       "LOGIC PIO: resource size 0x%016" PRIx64
		       " cannot fit in IO range size 0x%016" PRIx64,
		       size, range->size);
		return leave_word(k, LOGIC_PIO_NONE);
	}
	return leave_word(k, addr - range->hw_start + range->io_start);
}

static const struct outline outline_cpuaddr = {
	"logic_pio_trans_cpuaddr",
	PIO_FILE,
	"a",
	'x',
	N_("The port that appears at a physical address."),
	N_("Before the host bridge has registered its window there is no port to be found."),
	{ N_("no window holds the address: there is no port"),
	  N_("as far into the ports as the address is into the window") }
};

uint64_t logic_pio_trans_cpuaddr(struct kernel *k, uint64_t addr)
{
	ENTER(k, &outline_cpuaddr, addr);
	for (const struct logic_pio_hwaddr *r = k->io_ranges; r; r = r->next)
		if (r->kind == LOGIC_PIO_CPU_MMIO && addr - r->hw_start < r->size)
			return leave_word(k, addr - r->hw_start + r->io_start);
	TELL(k, &says[PIO_NO_PORT], addr);
	printk(k, "LOGIC PIO: addr 0x%016" PRIx64 " not registered in io_range_list", addr);
	return leave_word(k, LOGIC_PIO_NONE);
}

int pci_register_io_range(struct kernel *k, int of_node, uint64_t addr, uint64_t size)
{
	int err;

	if (!size || addr + size < addr)
		return -EINVAL;
	err = logic_pio_register_range(k, of_node, LOGIC_PIO_CPU_MMIO, addr, size);
	return err == -EEXIST ? 0 : err;
}

uint64_t pci_address_to_pio(struct kernel *k, uint64_t addr)
{
	return logic_pio_trans_cpuaddr(k, addr);
}
