/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/drivers/of/declare.h"

#include <string.h>
#include <strings.h>

#include "linux/drivers/of/fdt.h"
#include "linux/drivers/of/property.h"
#include "linux/include/of_platform.h"
#include "machine/word_set.h"

enum { CALLED, SET_UP, FAILED, WAITS, FORCED, NONE };

static const struct sentence says[] = {
	[CALLED] = { STEP_SET, LEVEL_CALL, 2, "nn",
	             N_("{0} is set up by {1}, long before it could be a device.") },
	[SET_UP] = { STEP_SET, LEVEL_CALL, 2, "n",
	             N_("{0} is set up by code of the kernel, so it never becomes a device.") },
	[FAILED] = { STEP_REFUSE, LEVEL_STOP, 2, "nne",
	             N_("{0} could not be set up by {1}: {2}. Nobody tries again.") },
	[WAITS] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	            N_("{0} has to wait until what feeds it is set up.") },
	[FORCED] = { STEP_DECIDE, LEVEL_CALL, 3, "",
	             N_("Those that are left wait for nobody who is set up here; they are called "
	                "all the same.") },
	[NONE] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	           N_("No node of the tree is one that the kernel knows here.") },
};

/* The function for NODE at that level, if the kernel has one. */
static const struct driver *declared(const struct kernel *k, int node, enum driver_level level)
{
	const struct driver_set *set = k->machine->drivers;
	int len = 0;
	const char *s, *at = of_get_flat_dt_prop(k, node, "compatible", &len);

	while (set && (s = nodes_next_string(&at, &len))) {
		const struct driver *drv;
		unsigned next = 0;

		while ((drv = drivers_by_compatible(set, s, &next, NULL)))
			if (drv->level == level && machine_wants_driver(k->machine, drv))
				return drv;
	}
	return NULL;
}

/* Is one of NODE's `compatible` strings in SET? */
static bool listed(const struct kernel *k, int node, const struct word_set *set)
{
	int len = 0;
	const char *s, *at = of_get_flat_dt_prop(k, node, "compatible", &len);

	while ((s = nodes_next_string(&at, &len)))
		if (word_set_has(set, s))
			return true;
	return false;
}

/* Call DRV's function with NODE, as a device that stands on no bus; NULL: one without a recipe. */
static bool call(struct kernel *k, int node, const struct driver *drv)
{
	struct device *dev;
	int result = -ENODEV;

	if (!drv) {
		TELL(k, &says[SET_UP], name_id(of_flat_dt_name(k, node)));
		return true;
	}
	dev = device_new(k, BUS_PLATFORM, of_flat_dt_name(k, node), NULL, node);
	SET(k, dev->driver, drv);
	if (k->hooks && k->hooks->probe)
		result = k->hooks->probe(k, dev, drv, k->hooks->arg);
	if (result)
		TELL(k, &says[FAILED], name_id(dev->name), NAME(k, drv->name),
		     WORD((int64_t)result));
	else
		TELL(k, &says[CALLED], name_id(dev->name), NAME(k, drv->name));
	return !result;
}

/* ---- those that have to wait for one another ---- */

struct waiting {
	int *nodes;
	const struct driver **drivers;
	size_t count;
	bool *waits; /* by the index of the node */
};

static bool *waits_at(const struct kernel *k, const struct waiting *w, int node)
{
	return &w->waits[nodes_find(k->machine->nodes, node) - k->machine->nodes->entries];
}

/* Each node that the kernel has a function for, in the order of the tree. */
static struct waiting collect(struct kernel *k, enum driver_level level, const char *having)
{
	const struct nodes *nodes = k->machine->nodes;
	struct waiting w = { .count = 0 };
	struct word_set without_recipe; /* those that only the profile knows */

	word_set_init(&without_recipe,
	              level == DRIVER_IRQCHIP ? k->profile->irqchips : k->profile->clocks);
	/* in the arena: a probe may not come back */
	w.nodes = sim_alloc(k->sim, nodes->count * sizeof(*w.nodes));
	w.drivers = sim_alloc(k->sim, nodes->count * sizeof(*w.drivers));
	w.waits = sim_alloc(k->sim, nodes->count * sizeof(*w.waits));
	for (size_t i = 0; i < nodes->count; i++) {
		int node = nodes->entries[i].offset;
		const struct driver *drv;

		if (having && !of_flat_dt_has(k, node, having))
			continue;
		drv = declared(k, node, level);
		if ((!drv && !listed(k, node, &without_recipe)) ||
		    !of_fdt_device_is_available(k, node))
			continue;
		SET(k, w.nodes[w.count], node);
		SET(k, w.drivers[w.count], drv);
		SET(k, w.waits[i], true);
		w.count++;
	}
	word_set_done(&without_recipe);
	return w;
}

static bool is_waiting(const struct kernel *k, const struct waiting *w, int node)
{
	return *waits_at(k, w, node);
}

/* Is one of those left that NODE names in its list? */
static bool waits(const struct kernel *k, const struct waiting *w, int node, const char *list,
                  const char *cells)
{
	struct dt_cells rest = of_get_cells(k, node, list);
	int supplier;

	while ((supplier = of_next_phandle(k, &rest, cells)) >= 0)
		if (supplier != node && is_waiting(k, w, supplier))
			return true;
	return false;
}

static bool irq_waits(const struct kernel *k, const struct waiting *w, int node)
{
	int parent = of_irq_parent(k, node);

	return parent >= 0 && parent != node && is_waiting(k, w, parent);
}

static bool clk_waits(const struct kernel *k, const struct waiting *w, int node)
{
	return waits(k, w, node, "clocks", "#clock-cells");
}

static void set_up(struct kernel *k, const struct waiting *w, size_t i)
{
	int node = w->nodes[i];

	kernel_boundary(k);
	of_node_set_flag(k, node, OF_POPULATED);
	if (call(k, node, w->drivers[i]))
		fwnode_set_initialized(k, node);
	else
		of_node_clear_flag(k, node, OF_POPULATED);
	SET(k, *waits_at(k, w, node), false);
}

/* One round after another, until a round calls nobody: then the rest is called. */
static void call_in_order(struct kernel *k, struct waiting *w,
                          bool (*has_to_wait)(const struct kernel *, const struct waiting *, int))
{
	bool forced = false;

	if (!w->count)
		TELL(k, &says[NONE]);
	while (w->count) {
		size_t left = 0;

		for (size_t i = 0; i < w->count; i++) {
			if (forced || !has_to_wait(k, w, w->nodes[i])) {
				set_up(k, w, i);
				continue;
			}
			TELL(k, &says[WAITS], name_id(of_flat_dt_name(k, w->nodes[i])));
			SET(k, w->nodes[left], w->nodes[i]);
			SET(k, w->drivers[left], w->drivers[i]);
			left++;
		}
		if (left == w->count) {
			forced = true;
			TELL(k, &says[FORCED]);
		}
		w->count = left;
	}
}

static const struct outline outline_irq = {
	"of_irq_init",
	"drivers/of/irq.c",
	"",
	'v',
	N_("Sets up the interrupt controllers that the tree describes."),
	N_("They never become devices: everything that follows needs interrupts."),
	{ N_("find the nodes that are interrupt controllers and that the kernel knows"),
	  N_("call the function of each, the one that leads to the processor first"),
	  N_("what is left is called in any order") }
};

void irqchip_init(struct kernel *k)
{
	struct waiting w;

	ENTER(k, &outline_irq);
	w = collect(k, DRIVER_IRQCHIP, "interrupt-controller");
	call_in_order(k, &w, irq_waits);
	leave(k);
}

static const struct outline outline_children = {
	"of_find_matching_node",
	"drivers/of/base.c",
	"nn",
	'v',
	N_("Finds the parts of an interrupt controller that have nodes of their own."),
	N_("They are no interrupt controllers themselves, so of_irq_init() passes them over."),
	{ N_("go through the nodes below"), N_("call the function of each that is compatible"),
	  N_("what one of them answers changes nothing for the others") }
};

void irqchip_init_children(struct kernel *k, int node, const char *compatible)
{
	int child;

	ENTER(k, &outline_children, name_id(of_flat_dt_name(k, node)), NAME(k, compatible));
	of_for_each_child(k, child, node)
	{
		const struct driver *drv = declared(k, child, DRIVER_IRQCHIP);

		if (drv && of_fdt_device_is_available(k, child) &&
		    of_flat_dt_is_compatible(k, child, compatible))
			call(k, child, drv);
	}
	leave(k);
}

static const struct outline outline_clk = {
	"of_clk_init",
	"drivers/clk/clk.c",
	"",
	'v',
	N_("Sets up the clocks that must run before there are devices."),
	N_("Clocks that are devices with a driver come much later, and make others wait."),
	{ N_("find the nodes of clocks that the kernel knows"),
	  N_("call the function of each, those that feed others first"),
	  N_("what is left is called in any order") }
};

void of_clk_init(struct kernel *k)
{
	struct waiting w;

	ENTER(k, &outline_clk);
	w = collect(k, DRIVER_CLK, NULL);
	call_in_order(k, &w, clk_waits);
	leave(k);
}

static const struct outline outline_timer = {
	"timer_probe",
	"drivers/clocksource/timer-probe.c",
	"",
	'v',
	N_("Sets up the timers that the tree describes."),
	NULL,
	{ N_("go through the timers that the kernel knows"),
	  N_("call the function of each for the nodes that are such a timer") }
};

void timer_probe(struct kernel *k)
{
	const struct nodes *nodes = k->machine->nodes;
	bool any = false;

	ENTER(k, &outline_timer);
	for (size_t i = 0; i < nodes->count; i++) {
		int node = nodes->entries[i].offset;
		const struct driver *drv = declared(k, node, DRIVER_TIMER);

		if (!drv || !of_fdt_device_is_available(k, node))
			continue;
		any = true;
		kernel_boundary(k);
		call(k, node, drv);
	}
	if (!any)
		TELL(k, &says[NONE]);
	leave(k);
}
