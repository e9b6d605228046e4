/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/irq.c, the part that makes numbers of interrupts: what a device's interrupt is
 * called in this kernel, as a resource of the device.
 */
#include <string.h>

#include "linux/drivers/of/property.h"
#include "linux/include/of_address.h"
#include "linux/include/of_irq.h"

#define IRQ_FILE       "drivers/of/irq.c"
#define TRIGGER_MASK   0xf /* IRQ_TYPE_SENSE_MASK: the same bits as IORESOURCE_IRQ's own */
#define SPECIFIER_SIZE 3   /* leading cells that tell one interrupt from another */

enum { NOT_READY, MAPPED };

static const struct sentence says[] = {
	[NOT_READY] = { STEP_REFUSE, LEVEL_CALL, 1, "dnn",
	                N_("Interrupt {0} of {1} goes to {2}, which is not set up yet, so it has no "
	                   "number and is no resource.") },
	[MAPPED] = { STEP_SET, LEVEL_STEP, 2, "dnd",
	             N_("Interrupt {0} of {1} is number {2} in this kernel.") },
};

/* An interrupt of a controller that somebody has asked for. */
struct irq_mapping {
	struct irq_mapping *next;
	int controller;
	uint32_t specifier[SPECIFIER_SIZE];
	unsigned irq;
};

/* The cells of interrupt INDEX of NODE behind the controller, COUNT of them. */
static struct dt_cells specifier(const struct kernel *k, int node, int index, uint32_t count)
{
	struct dt_cells list = of_get_cells(k, node, "interrupts-extended");

	if (!list.at) {
		list = of_get_cells(k, node, "interrupts");
		list.at += (uint32_t)index * count;
		list.left = (int)count;
		return list;
	}
	/* each entry has as many cells as its own controller says */
	for (int i = 0; list.left > 0; i++) {
		uint32_t cells = 0;
		int at = of_parse_phandle_with_args(k, node, "interrupts-extended",
		                                    "#interrupt-cells", i);

		if (at >= 0)
			of_flat_dt_u32(k, at, "#interrupt-cells", &cells);
		list.at++;
		list.left--;
		if (i == index)
			break;
		list.at += cells;
		list.left -= (int)cells;
	}
	return list;
}

/* irq_create_fwspec_mapping(): the number of that interrupt, a new one if nobody asked before. */
static unsigned map_interrupt(struct kernel *k, int controller, const uint32_t *cells)
{
	struct irq_mapping **slot = &k->fdt->irq_mappings, *new;
	unsigned last = 0;

	for (; *slot; slot = &(*slot)->next) {
		if ((*slot)->controller == controller &&
		    !memcmp((*slot)->specifier, cells, sizeof((*slot)->specifier)))
			return (*slot)->irq;
		last = (*slot)->irq;
	}
	new = sim_alloc(k->sim, sizeof(*new));
	SET(k, new->controller, controller);
	for (int i = 0; i < SPECIFIER_SIZE; i++)
		SET(k, new->specifier[i], cells[i]);
	SET(k, new->irq, last + 1);
	SET(k, *slot, new);
	return last + 1;
}

static const struct outline outline = {
	"of_irq_to_resource",
	IRQ_FILE,
	"nd",
	'd',
	N_("Makes a resource of an interrupt that a node names."),
	N_("The number is this kernel's own: neither the one in the tree nor one that another boot "
	   "would give."),
	{ N_("a controller that is not set up yet has no numbers to give"),
	  N_("the number of the interrupt: handed out in the order in which they are asked for"),
	  N_("its resource is called after interrupt-names or the node") }
};

/* The number of interrupt INDEX, or 0; *RES is filled in for a number. */
static unsigned of_irq_to_resource(struct kernel *k, int node, int index, struct resource *res)
{
	int controller = of_irq_controller(k, node, index);
	const char *name = of_flat_dt_name(k, node), *given;
	uint32_t cells[SPECIFIER_SIZE] = { 0 }, count = 0;
	struct dt_cells at;
	unsigned irq;

	ENTER(k, &outline, name_id(of_node_path(k, node)), WORD(index));
	if (controller < 0 || !provider_is_ready(k, controller)) {
		TELL(k, &says[NOT_READY], WORD(index), name_id(name),
		     controller < 0 ? NAME(k, "nothing") : name_id(of_flat_dt_name(k, controller)));
		leave_word(k, 0);
		return 0;
	}
	of_flat_dt_u32(k, controller, "#interrupt-cells", &count);
	at = specifier(k, node, index, count);
	for (uint32_t i = 0; i < count && i < SPECIFIER_SIZE && (int)i < at.left; i++)
		cells[i] = fdt32_ld(at.at + i);
	irq = map_interrupt(k, controller, cells);
	given = of_property_string_at(k, node, "interrupt-names", index);
	*res = (struct resource){
		.start = irq, .end = irq, .flags = IORESOURCE_IRQ, .name = given ? given : name
	};
	if (count > 1 && count <= SPECIFIER_SIZE)
		res->flags |= cells[count - 1] & TRIGGER_MASK;
	TELL(k, &says[MAPPED], WORD(index), name_id(name), irq);
	leave_word(k, irq);
	return irq;
}

void of_irq_to_resource_table(struct kernel *k, int node, struct resource *table, int count)
{
	for (int i = 0; i < count; i++) {
		struct resource res;

		if (!of_irq_to_resource(k, node, i, &res))
			return;
		SET(k, table[i], res);
	}
}
