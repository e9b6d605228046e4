/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/dma/contiguous.c: one area of memory for devices without an IOMMU, and
 * areas that the device tree sets aside.
 */
#include "linux/kernel/dma/contiguous.h"

#include <inttypes.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"
#include "linux/mm/cma.h"

#define CONTIGUOUS_FILE "kernel/dma/contiguous.c"

enum {
	NO_VALUE,
	CMA_SIZE,
	CMA_AT,
	CMA_BETWEEN,
	FROM_CMDLINE,
	FROM_CONFIG,
	NO_CMA,
	HAVE_DEFAULT,
	BYPASS,
	NOT_REUSABLE,
	BAD_ALIGN,
	BAD_AREA,
	POOL,
	POOL_DEFAULT
};

static const struct sentence says[] = {
	[NO_VALUE] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("cma= without a size says nothing.") },
	[CMA_SIZE] = { STEP_SET, LEVEL_STOP, 2, "s",
	               N_("cma= asks for a default CMA area of {0}, anywhere below the DMA "
	                  "limit.") },
	[CMA_AT] = { STEP_SET, LEVEL_STOP, 3, "sa",
	             N_("cma= asks for a default CMA area of {0}, exactly at {1}.") },
	[CMA_BETWEEN] = { STEP_SET, LEVEL_STOP, 4, "saa",
	                  N_("cma= asks for a default CMA area of {0} between {1} and {2}.") },
	[FROM_CMDLINE] = { STEP_DECIDE, LEVEL_CALL, 1, "s",
	                   N_("The command line sets the size of the default CMA area: {0}.") },
	[FROM_CONFIG] = { STEP_DECIDE, LEVEL_STOP, 2, "s",
	                  N_("Without cma= the kernel's configuration sets the size of the default "
	                     "CMA area: {0}.") },
	[NO_CMA] = { STEP_DECIDE, LEVEL_STOP, 3, "",
	             N_("The size is 0: there will be no default CMA area.") },
	[HAVE_DEFAULT] = { STEP_DECIDE, LEVEL_STOP, 3, "",
	                   N_("The device tree named the default CMA area already, so none is "
	                      "taken here.") },
	[BYPASS] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	             N_("{0} would be the default CMA area, but cma= on the command line wins.") },
	[NOT_REUSABLE] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	                   N_("{0} is not reusable, or says no-map: not for CMA.") },
	[BAD_ALIGN] = { STEP_REFUSE, LEVEL_STOP, 3, "nrs",
	                N_("{0}, {1}, is not made of whole pieces of {2}: not for CMA.") },
	[BAD_AREA] = { STEP_REFUSE, LEVEL_STOP, 4, "ne",
	               N_("{0} could not be made a CMA area ({1}).") },
	[POOL] = { STEP_SET, LEVEL_STOP, 4, "nrs",
	           N_("{0}, {1}, {2}, becomes a CMA area: reserved, but lent out until a device "
	              "needs it.") },
	[POOL_DEFAULT] = { STEP_SET, LEVEL_STOP, 5, "nrs",
	                   N_("{0}, {1}, {2}, becomes the default CMA area, in place of the "
	                      "built-in one.") },
};

static const struct outline outline_early_cma = {
	"early_cma",
	CONTIGUOUS_FILE,
	"n",
	'e',
	N_("Reads cma=SIZE[@BASE[-LIMIT]] from the command line."),
	N_("Nothing is taken yet: the DMA limit is not known before bootmem_init()."),
	{ N_("no value: complain, -EINVAL"), N_("the size, rounded up later"),
	  N_("with @BASE alone: exactly there"), N_("with @BASE-LIMIT: between the two") }
};

int early_cma(struct kernel *k, const char *value)
{
	struct setup_state *setup = k->setup;
	const char *p;

	ENTER(k, &outline_early_cma, NAME(k, value));
	if (!value) {
		TELL(k, &says[NO_VALUE]);
		printk(k, "cma: Config string not provided");
		return leave_int(k, -EINVAL);
	}
	SET(k, setup->cma_size, memparse(value, &p));
	/* the kernel has no flag for it: a size of all ones stands for "not given" */
	SET(k, setup->cma_on_cmdline, setup->cma_size != UINT64_MAX);
	if (*p != '@') {
		TELL(k, &says[CMA_SIZE], setup->cma_size);
		return leave_int(k, 0);
	}
	SET(k, setup->cma_base, memparse(p + 1, &p));
	if (*p != '-') {
		SET(k, setup->cma_limit, setup->cma_base + setup->cma_size);
		TELL(k, &says[CMA_AT], setup->cma_size, setup->cma_base);
		return leave_int(k, 0);
	}
	SET(k, setup->cma_limit, memparse(p + 1, &p));
	TELL(k, &says[CMA_BETWEEN], setup->cma_size, setup->cma_base, setup->cma_limit);
	return leave_int(k, 0);
}

static const struct outline outline_reserve = {
	"dma_contiguous_reserve",
	CONTIGUOUS_FILE,
	"a",
	'v',
	N_("Takes the default CMA area."),
	N_("A default area of the device tree is made long before; then nothing is taken here."),
	{ N_("cma= decides, if it was given"), N_("else the configured size"),
	  N_("size 0, or a default area already: done"), N_("declare the area") }
};

void dma_contiguous_reserve(struct kernel *k, phys_addr_t limit)
{
	const struct setup_state *setup = k->setup;
	phys_addr_t size = k->profile->sizes.cma, base = 0;
	bool fixed = false;

	ENTER(k, &outline_reserve, limit);
	if (setup->cma_on_cmdline) {
		size = setup->cma_size;
		base = setup->cma_base;
		if (setup->cma_limit && (!limit || setup->cma_limit < limit))
			limit = setup->cma_limit;
		fixed = base + size == setup->cma_limit;
	}
	TELL(k, &says[setup->cma_on_cmdline ? FROM_CMDLINE : FROM_CONFIG], size);
	if (!size)
		TELL(k, &says[NO_CMA]);
	else if (setup->cma_default)
		TELL(k, &says[HAVE_DEFAULT]);
	else if (!cma_declare_contiguous(k, base, size, limit, fixed))
		SET(k, k->setup->cma_default, true);
	leave(k);
}

static const struct outline outline_rmem_cma_setup = {
	"rmem_cma_setup",
	CONTIGUOUS_FILE,
	"n",
	'e',
	N_("Makes a reusable reserved-memory node a CMA area."),
	N_("When this refuses a node, its range is given back: it is not even reserved."),
	{ N_("linux,cma-default loses against cma=: -EBUSY"),
	  N_("it must be reusable and not no-map"), N_("its start and size must be aligned"),
	  N_("make it an area"), N_("linux,cma-default: it is the default area"),
	  N_("say so in the log") }
};

int rmem_cma_setup(struct kernel *k, struct reserved_mem *rmem)
{
	int node = rmem->fdt_node, err;
	phys_addr_t align = k->profile->sizes.cma_alignment;
	bool wants_default = of_flat_dt_has(k, node, "linux,cma-default");

	ENTER(k, &outline_rmem_cma_setup, name_id(rmem->name));
	if (k->setup->cma_on_cmdline && wants_default) {
		TELL(k, &says[BYPASS], name_id(rmem->name));
		printk(k, "Reserved memory: bypass %s node, using cmdline CMA params instead",
		       rmem->name);
		return leave_int(k, -EBUSY);
	}
	if (!of_flat_dt_has(k, node, "reusable") || of_flat_dt_has(k, node, "no-map")) {
		TELL(k, &says[NOT_REUSABLE], name_id(rmem->name));
		return leave_int(k, -EINVAL);
	}
	if ((rmem->base | rmem->size) & (align - 1)) {
		TELL(k, &says[BAD_ALIGN], name_id(rmem->name), SPAN(rmem->base, rmem->size), align);
		printk(k, "Reserved memory: incorrect alignment of CMA region");
		return leave_int(k, -EINVAL);
	}
	err = cma_init_reserved_mem(k, rmem->base, rmem->size);
	if (err) {
		TELL(k, &says[BAD_AREA], name_id(rmem->name), WORD((int64_t)err));
		printk(k, "Reserved memory: unable to setup CMA region");
		return leave_int(k, err);
	}
	if (wants_default)
		SET(k, k->setup->cma_default, true);
	SET(k, rmem->pool, sim_name(k->sim, "cma"));
	TELL(k, &says[wants_default ? POOL_DEFAULT : POOL], name_id(rmem->name),
	     SPAN(rmem->base, rmem->size), rmem->size);
	printk(k, "Reserved memory: created CMA memory pool at " PRIpa ", size %" PRIu64 " MiB",
	       PA(k, rmem->base), rmem->size >> 20);
	return leave_int(k, 0);
}
