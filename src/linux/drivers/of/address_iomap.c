/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/of/address.c, last part: mapping the registers that a node describes. */
#include "linux/include/devm_io.h"
#include "linux/include/of_address.h"
#include "linux/include/of_iomap.h"
#include "linux/linux.h"

#define ADDRESS_FILE "drivers/of/address.c"

enum { NO_ENTRY, NONPOSTED, NOT_CLAIMED, GIVEN_BACK };

static const struct sentence says[] = {
	[NO_ENTRY] = { STEP_REFUSE, LEVEL_STEP, 1, "nd",
	               N_("{0} has no entry {1} that leads to a physical address.") },
	[NONPOSTED] = { STEP_DECIDE, LEVEL_STEP, 2, "R",
	                N_("{0} is marked IORESOURCE_MEM_NONPOSTED, so ioremap_np() maps it.") },
	[NOT_CLAIMED] = { STEP_REFUSE, LEVEL_STOP, 2, "rn",
	                  N_("{0} cannot be claimed as {1}, so nothing is mapped: -EBUSY.") },
	[GIVEN_BACK] = { STEP_REFUSE, LEVEL_STOP, 4, "rn",
	                 N_("{0} cannot be mapped, so the claim {1} is given back: -ENOMEM.") },
};

static uint64_t map(struct kernel *k, const struct resource *res)
{
	/* a kernel without ioremap_np() does not look at the flag */
	if (!(res->flags & IORESOURCE_MEM_NONPOSTED) || !ioremap_has(k, IOREMAP_NP))
		return ioremap(k, res->start, resource_size(res));
	TELL(k, &says[NONPOSTED], RES(res));
	return ioremap_np(k, res->start, resource_size(res));
}

static const struct outline outline_iomap = {
	"of_iomap",
	ADDRESS_FILE,
	"nd",
	'm',
	N_("Maps the registers that an entry of a node's reg describes."),
	N_("It claims nothing, so /proc/iomem does not show it, and another driver can map the "
	   "same."),
	{ N_("translate the entry; it leads nowhere: NULL"),
	  N_("map it, non-posted if it is marked so") }
};

uint64_t of_iomap(struct kernel *k, int node, int index)
{
	struct resource res;

	ENTER(k, &outline_iomap, name_id(of_flat_dt_name(k, node)), WORD((int64_t)index));
	if (of_address_to_resource(k, node, index, &res)) {
		TELL(k, &says[NO_ENTRY], name_id(of_flat_dt_name(k, node)), WORD((int64_t)index));
		return leave_word(k, 0);
	}
	return leave_word(k, map(k, &res));
}

static const struct outline outline_request = {
	"of_io_request_and_map",
	ADDRESS_FILE,
	"ndn",
	'm',
	N_("Claims and maps the registers that an entry of a node's reg describes."),
	N_("There is no device behind the claim, so nobody gives it back."),
	{ N_("translate the entry; it leads nowhere: -EINVAL"),
	  N_("claim it, under the name given or the resource's; refused: -EBUSY"),
	  N_("map it, non-posted if it is marked so"), N_("refused: give the claim back, -ENOMEM") }
};

uint64_t of_io_request_and_map(struct kernel *k, int node, int index, const char *name)
{
	struct resource *root = &k->iomem_resource, res;
	uint64_t addr, size;

	ENTER(k, &outline_request, name_id(of_flat_dt_name(k, node)), WORD((int64_t)index),
	      name_id(name));
	if (of_address_to_resource(k, node, index, &res)) {
		TELL(k, &says[NO_ENTRY], name_id(of_flat_dt_name(k, node)), WORD((int64_t)index));
		return leave_word(k, ERR_PTR(-EINVAL));
	}
	if (!name)
		name = res.name;
	size = resource_size(&res);
	if (!__request_region(k, root, res.start, size, name, 0)) {
		TELL(k, &says[NOT_CLAIMED], RANGE(&res), name_id(name));
		return leave_word(k, ERR_PTR(-EBUSY));
	}
	addr = map(k, &res);
	if (!addr) {
		TELL(k, &says[GIVEN_BACK], RANGE(&res), name_id(name));
		__release_region(k, root, res.start, size);
		return leave_word(k, ERR_PTR(-ENOMEM));
	}
	return leave_word(k, addr);
}

static const struct outline outline_devm = {
	"devm_of_iomap",
	"lib/devres.c",
	"nnd",
	'm',
	N_("Claims and maps what a node describes, until the driver of a device goes."),
	N_("Unlike of_iomap() it claims: a second driver that maps the same is refused."),
	{ N_("translate the entry; it leads nowhere: -EINVAL"), N_("check, claim and map it") }
};

uint64_t devm_of_iomap(struct kernel *k, struct device *dev, int node, int index)
{
	struct resource res;

	ENTER(k, &outline_devm, name_id(dev->name), name_id(of_flat_dt_name(k, node)),
	      WORD((int64_t)index));
	if (of_address_to_resource(k, node, index, &res)) {
		TELL(k, &says[NO_ENTRY], name_id(of_flat_dt_name(k, node)), WORD((int64_t)index));
		return leave_word(k, ERR_PTR(-EINVAL));
	}
	return leave_word(k, devm_ioremap_resource(k, dev, &res));
}
