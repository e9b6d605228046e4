/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/dma/coherent.c: pools of memory that belong to one device alone. */
#include <inttypes.h>

#include "linux/drivers/of/fdt.h"
#include "linux/kernel/dma/contiguous.h"

enum { REUSABLE, MADE };

static const struct sentence says[] = {
	[REUSABLE] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	               N_("{0} says reusable: others may use its memory meanwhile, so it cannot "
	                  "belong to one device.") },
	[MADE] = { STEP_SET, LEVEL_STOP, 2, "nrs",
	           N_("{0}, {1}, {2}, becomes a pool for the device that points at it.") },
};

static const struct outline outline_rmem_dma_setup = {
	"rmem_dma_setup",
	"kernel/dma/coherent.c",
	"n",
	'e',
	N_("Makes a reserved-memory node a pool of coherent memory for one device."),
	N_("no-map is welcome here: the device's driver will map the pool itself."),
	{ N_("a reusable node belongs to CMA: -EINVAL"), N_("remember what to do for its device") }
};

int rmem_dma_setup(struct kernel *k, struct reserved_mem *rmem)
{
	ENTER(k, &outline_rmem_dma_setup, name_id(rmem->name));
	if (of_flat_dt_has(k, rmem->fdt_node, "reusable")) {
		TELL(k, &says[REUSABLE], name_id(rmem->name));
		return leave_int(k, -EINVAL);
	}
	SET(k, rmem->pool, sim_name(k->sim, "dma"));
	printk(k, "Reserved memory: created DMA memory pool at " PRIpa ", size %" PRIu64 " MiB",
	       PA(k, rmem->base), rmem->size >> 20);
	TELL(k, &says[MADE], name_id(rmem->name), SPAN(rmem->base, rmem->size), rmem->size);
	return leave_int(k, 0);
}
