/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/resource.c: reserve=, ranges that somebody knows better than the kernel. */
#include "linux/include/ioport.h"
#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define RESOURCE_FILE "kernel/resource.c"

#define MAXRESERVE 4
#define PORTS_END  0x10000

enum { TAKEN, IN_THE_WAY, TOO_MANY, CUT };

static const struct sentence says[] = {
	[TAKEN] = { STEP_LINK, LEVEL_STOP, 4, "R",
	            N_("reserve= puts {0} into the tree: busy, so that no driver may claim it, and "
	               "its desc is NONE like that of a device.") },
	[IN_THE_WAY] = { STEP_REFUSE, LEVEL_STOP, 4, "R",
	                 N_("{0} meets something that is there already, so it is left out without "
	                    "a word.") },
	[TOO_MANY] = { STEP_REFUSE, LEVEL_STOP, 2, "d",
	               N_("reserve= takes {0} ranges and no more; this one is left out.") },
	[CUT] = { STEP_REFUSE, LEVEL_STEP, 1, "n",
	          N_("In {0} a start has no size behind it; the rest is not read.") },
};

static const struct outline outline_reserve = {
	"reserve_setup",
	RESOURCE_FILE,
	"n",
	'e',
	N_("Reads reserve=START,SIZE[,START,SIZE...] from the command line."),
	N_("It reserves nothing in memblock: it only keeps drivers away."),
	{ N_("a start, a comma and a size"), N_("four of them at most"),
	  N_("below 0x10000 it is a range of ports, else of memory"),
	  N_("request it at the root, busy, under the name reserved; keep quiet when it fails") }
};

/* get_option(): a number of 32 bits into *NUMBER; 0 without one, 2 with a comma behind it, else 1. */
static int get_option(const char **at, uint32_t *number)
{
	const char *end = *at;

	*number = (uint32_t)simple_strtoull(*at, &end);
	if (end == *at)
		return 0;
	*at = end + (*end == ',');
	return *end == ',' ? 2 : 1;
}

static void reserve(struct kernel *k, uint32_t start, uint32_t size)
{
	bool ports = start < PORTS_END;
	struct resource *res;

	if (k->setup->reserved == MAXRESERVE) {
		TELL(k, &says[TOO_MANY], MAXRESERVE);
		return;
	}
	res = resource_new(k, start, (uint32_t)(start + size - 1), sim_name(k->sim, "reserved"),
	                   (ports ? IORESOURCE_IO : IORESOURCE_MEM) | IORESOURCE_BUSY,
	                   IORES_DESC_NONE);
	if (request_resource(k, ports ? &k->ioport_resource : &k->iomem_resource, res)) {
		TELL(k, &says[IN_THE_WAY], RES(res));
		return;
	}
	SET(k, k->setup->reserved, k->setup->reserved + 1);
	TELL(k, &says[TAKEN], RES(res));
}

int reserve_setup(struct kernel *k, const char *value)
{
	const char *at = value ? value : "";
	uint32_t start, size;

	ENTER(k, &outline_reserve, NAME(k, value ? value : ""));
	while (get_option(&at, &start) == 2) {
		if (!get_option(&at, &size)) {
			TELL(k, &says[CUT], NAME(k, value));
			break;
		}
		reserve(k, start, size);
	}
	return leave_int(k, 1);
}
