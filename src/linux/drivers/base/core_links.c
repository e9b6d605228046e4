/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/base/core.c, the part about links: who has to wait for whom.
 *
 * A property that leads to another node makes the one a consumer and the other its
 * supplier.  While one of the two is no device yet, the link stays between the nodes;
 * then it becomes a link between the devices.  A consumer's probe is put off until all
 * of its suppliers are bound.
 *
 * Links that only hold back sync_state() are left out: they change no boot.
 */
#include "linux/drivers/base/base.h"

#include <string.h>

#include "linux/drivers/of/fdt.h"
#include "linux/drivers/of/property.h"
#include "linux/include/of_address.h"

#define CORE_FILE "drivers/base/core.c"

/* Suppliers of suppliers that a search for a cycle follows at most. */
enum { CYCLE_DEPTH = 256 };

enum {
	NAMED,
	LINKED,
	NEVER,
	CYCLE,
	NO_DEVICE_YET,
	NOT_READY,
	PICKED_UP,
	ASSUMED,
	WAIT_FOR_ALL,
	WAIT_FOR_NONE
};

static const struct sentence says[] = {
	[NAMED] = { STEP_READ, LEVEL_STEP, 1, "nnn",
	            N_("{0} names {1} in {2}, so it needs that one first.") },
	[LINKED] = { STEP_LINK, LEVEL_STEP, 2, "nnn",
	             N_("{0} waits for {1} from here on, because of {2}.") },
	[NEVER] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	            N_("{0} does not wait for {1}: that was set up without a driver.") },
	[CYCLE] = { STEP_DECIDE, LEVEL_CALL, 3, "nn",
	            N_("{0} and {1} need each other, so neither waits for the other.") },
	[NO_DEVICE_YET] = { STEP_REFUSE, LEVEL_CALL, 1, "nnn",
	                    N_("{0} names {1} in {2}, and that is no device yet.") },
	[NOT_READY] = { STEP_REFUSE, LEVEL_CALL, 2, "nnn",
	                N_("{0} names {1} in {2}, and that has no driver yet.") },
	[ASSUMED] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	              N_("{0} would wait for {1}, of which no driver is known here; that it is there "
	                 "is assumed.") },
	[WAIT_FOR_ALL] = { STEP_SET, LEVEL_STOP, 2, "n",
	                   N_("fw_devlink={0}: a device will wait for those that its node names.") },
	[WAIT_FOR_NONE] = { STEP_SET, LEVEL_STOP, 1, "n",
	                    N_("fw_devlink={0}: no device will wait for another, unless its driver "
	                       "asks for it.") },
	[PICKED_UP] = { STEP_LINK, LEVEL_STEP, 1, "nnn",
	                N_("{1} did not become a device of its own, so {2} stands for it: {0} "
	                   "waits for it no longer.") },
};

static uint64_t fwnode_name(struct kernel *k, const struct fwnode *fwnode)
{
	return NAME(k, fwnode->dev ? fwnode->dev->name : fwnode_entry(k, fwnode)->name);
}

static struct fwnode *parent_of(const struct kernel *k, const struct fwnode *fwnode)
{
	int parent = fwnode_entry(k, fwnode)->parent;

	return parent < 0 ? NULL : &k->base->fwnodes[parent];
}

static struct device *next_parent_dev(const struct kernel *k, const struct fwnode *fwnode)
{
	struct fwnode *up = parent_of(k, fwnode);

	while (up && !up->dev)
		up = parent_of(k, up);
	return up ? up->dev : NULL;
}

/* The device's node, unless another device was made of it first. */
static struct fwnode *fwnode_of(const struct kernel *k, const struct device *dev)
{
	struct fwnode *fwnode = fwnode_at(k, dev->of_node);

	return fwnode && fwnode->dev == dev ? fwnode : NULL;
}

/* ---- links between nodes ---- */

static void add_link(struct kernel *k, struct fwnode *con, struct fwnode *sup, const char *property,
                     bool cycle)
{
	struct fwnode_link *link = sim_alloc(k->sim, sizeof(*link));

	SET(k, link->consumer, con);
	SET(k, link->supplier, sup);
	SET(k, link->property, property);
	SET(k, link->cycle, cycle);
	SET(k, link->next_supplier, con->suppliers);
	SET(k, link->at_supplier, &con->suppliers);
	if (con->suppliers)
		SET(k, con->suppliers->at_supplier, &link->next_supplier);
	SET(k, con->suppliers, link);
	SET(k, link->next_consumer, sup->consumers);
	SET(k, link->at_consumer, &sup->consumers);
	if (sup->consumers)
		SET(k, sup->consumers->at_consumer, &link->next_consumer);
	SET(k, sup->consumers, link);
}

static void del_link(struct kernel *k, struct fwnode_link *link)
{
	SET(k, *link->at_supplier, link->next_supplier);
	if (link->next_supplier)
		SET(k, link->next_supplier->at_supplier, link->at_supplier);
	SET(k, *link->at_consumer, link->next_consumer);
	if (link->next_consumer)
		SET(k, link->next_consumer->at_consumer, link->at_consumer);
}

static bool is_linked(const struct fwnode *con, const struct fwnode *sup)
{
	const struct fwnode_link *link = con->suppliers;

	while (link && link->supplier != sup)
		link = link->next_supplier;
	return link != NULL;
}

/* The supplier and all above it must be available, up to one that is a device. */
static bool is_available(const struct kernel *k, const struct fwnode *sup)
{
	for (; sup && !sup->dev; sup = parent_of(k, sup))
		if (!of_fdt_device_is_available(k, fwnode_entry(k, sup)->offset))
			return false;
	return true;
}

/* of_link_to_phandle() */
static void link_to_phandle(struct kernel *k, int consumer, int supplier, const char *property)
{
	struct fwnode *con = fwnode_at(k, consumer), *sup = fwnode_at(k, supplier);
	unsigned by = (unsigned)(con - k->base->fwnodes) + 1;

	if (!con || !sup || !is_available(k, sup))
		return;
	/* a node's properties are read in one go, so this is as good as a look at its list */
	if (sup->linked_by == by || (!strcmp(property, "remote-endpoint") && is_linked(con, sup)))
		return;
	SET(k, sup->linked_by, by);
	add_link(k, con, sup, sim_name(k->sim, property), false);
	TELL(k, &says[NAMED], fwnode_name(k, con), fwnode_name(k, sup), NAME(k, property));
}

/* Each node once, with those below it that are available. */
static void parse_tree(struct kernel *k, struct fwnode *fwnode)
{
	int node = fwnode_entry(k, fwnode)->offset, child;

	if (!fwnode->links_added) {
		SET(k, fwnode->links_added, true);
		of_fwnode_add_links(k, node, link_to_phandle);
	}
	nodes_for_each_subnode(child, k->machine->nodes, node)
	{
		if (of_fdt_device_is_available(k, child))
			parse_tree(k, fwnode_at(k, child));
	}
}

/* ---- cycles ---- */

/* The nodes that a search stands in, from the innermost one up. */
struct searching {
	const struct searching *up;
	const struct fwnode *at;
	unsigned depth;
};

enum found { FOUND_NOTHING, FOUND_CUT, FOUND_CYCLE };

static enum found search(struct kernel *k, const struct fwnode *con, struct fwnode *sup,
                         const struct searching *up);

static enum found more(enum found a, enum found b)
{
	return a > b ? a : b;
}

static enum found search_links(struct kernel *k, const struct fwnode *con, struct fwnode *sup,
                               const struct searching *here)
{
	enum found found = FOUND_NOTHING, one;

	for (struct fwnode_link *link = sup->suppliers; link; link = link->next_supplier) {
		one = search(k, con, link->supplier, here);
		if (one == FOUND_CYCLE)
			SET(k, link->cycle, true);
		found = more(found, one);
	}
	for (struct device_link *link = sup->dev ? sup->dev->suppliers : NULL; link;
	     link = link->next_supplier) {
		struct fwnode *next = fwnode_at(k, link->supplier->of_node);

		one = next ? search(k, con, next, here) : FOUND_NOTHING;
		if (one == FOUND_CYCLE)
			SET(k, link->relaxed, true);
		found = more(found, one);
	}
	return found;
}

/*
 * __fw_devlink_relax_cycles(): does SUP, or what is above it, need CON?  All links on
 * the way are relaxed then.  What was searched without an end is not searched again.
 */
static enum found search(struct kernel *k, const struct fwnode *con, struct fwnode *sup,
                         const struct searching *up)
{
	const struct searching here = { up, sup, up ? up->depth + 1 : 0 };
	struct device *parent;
	enum found found;

	if (!sup || sup->searched == k->base->searches)
		return FOUND_NOTHING;
	for (const struct searching *s = up; s; s = s->up)
		if (s->at == sup)
			return FOUND_CUT;
	if (sup == con)
		return FOUND_CYCLE;
	if (here.depth == CYCLE_DEPTH)
		return FOUND_CUT;
	if (sup->dev && sup->dev->state == DEVICE_BOUND && con->dev && !con->dev->probing &&
	    con->dev->state != DEVICE_BOUND)
		return FOUND_NOTHING;
	found = search_links(k, con, sup, &here);
	parent = sup->dev ? sup->dev->parent : next_parent_dev(k, sup);
	if (parent)
		found = more(found, search(k, con, fwnode_at(k, parent->of_node), &here));
	if (found == FOUND_NOTHING)
		SET(k, sup->searched, k->base->searches);
	return found;
}

static bool relax_cycles(struct kernel *k, const struct fwnode *con, struct fwnode *sup)
{
	SET(k, k->base->searches, k->base->searches + 1);
	return search(k, con, sup, NULL) == FOUND_CYCLE;
}

/* ---- links between devices ---- */

static void add_device_link(struct kernel *k, struct device *con, struct device *sup,
                            const char *property)
{
	struct device_link **at = &con->suppliers, *link;

	for (; *at; at = &(*at)->next_supplier)
		if ((*at)->supplier == sup)
			return;
	link = sim_alloc(k->sim, sizeof(*link));
	SET(k, link->consumer, con);
	SET(k, link->supplier, sup);
	SET(k, link->property, property);
	SET(k, link->next_consumer, sup->consumers);
	SET(k, *at, link);
	SET(k, sup->consumers, link);
	TELL(k, &says[LINKED], name_id(con->name), name_id(sup->name), name_id(property));
}

static bool init_without_driver(const struct fwnode *fwnode)
{
	return fwnode->initialized &&
	       (!fwnode->dev || (fwnode->dev->state != DEVICE_BOUND && !fwnode->dev->probing));
}

static bool any_init_without_driver(const struct kernel *k, const struct fwnode *fwnode)
{
	for (; fwnode; fwnode = parent_of(k, fwnode))
		if (init_without_driver(fwnode))
			return true;
	return false;
}

/*
 * fw_devlink_create_devlink(): is LINK done with?  CON is the consumer's device, or the
 * one above it that stands for it, which does not wait.
 */
static bool create_devlink(struct kernel *k, struct device *con, struct fwnode_link *link)
{
	struct fwnode *sup = link->supplier;
	struct device *dev = sup->not_device ? next_parent_dev(k, sup) : sup->dev;

	if (relax_cycles(k, link->consumer, sup)) {
		SET(k, link->cycle, true);
		printk(k, "%s: Fixed dependency cycle(s) with %s",
		       of_node_path(k, fwnode_entry(k, link->consumer)->offset),
		       of_node_path(k, fwnode_entry(k, sup)->offset));
		TELL(k, &says[CYCLE], fwnode_name(k, link->consumer), fwnode_name(k, sup));
	}
	if (dev) {
		if (init_without_driver(sup))
			TELL(k, &says[NEVER], name_id(con->name), fwnode_name(k, sup));
		else if (con != dev && link->consumer->dev == con && !link->cycle)
			add_device_link(k, con, dev, link->property);
		return true;
	}
	if (any_init_without_driver(k, sup)) {
		TELL(k, &says[NEVER], name_id(con->name), fwnode_name(k, sup));
		return true;
	}
	return false;
}

static bool is_ancestor(const struct kernel *k, const struct fwnode *above,
                        const struct fwnode *fwnode)
{
	while (fwnode && fwnode != above)
		fwnode = parent_of(k, fwnode);
	return fwnode != NULL;
}

/* Those whose nodes name DEV's. */
static void link_to_consumers(struct kernel *k, struct fwnode *fwnode)
{
	struct fwnode_link *next;

	for (struct fwnode_link *link = fwnode->consumers; link; link = next) {
		struct device *con = link->consumer->dev;
		bool own = con != NULL, done;

		next = link->next_consumer;
		if (!con) {
			con = next_parent_dev(k, link->consumer);
			if (con && is_ancestor(k, fwnode_at(k, con->of_node), fwnode))
				con = NULL;
		}
		done = con && create_devlink(k, con, link);
		if (own && done)
			del_link(k, link);
	}
}

/* Those that its node names; for nodes below, only cycles are looked for. */
static void link_to_suppliers(struct kernel *k, struct device *dev, struct fwnode *fwnode)
{
	int child, node = fwnode_entry(k, fwnode)->offset;
	struct fwnode_link *next;

	for (struct fwnode_link *link = fwnode->suppliers; link; link = next) {
		bool done = create_devlink(k, dev, link);

		next = link->next_supplier;
		if (done && fwnode->dev == dev)
			del_link(k, link);
	}
	nodes_for_each_subnode(child, k->machine->nodes, node)
	{
		if (of_fdt_device_is_available(k, child))
			link_to_suppliers(k, dev, fwnode_at(k, child));
	}
}

static bool is_on(const struct kernel *k)
{
	return k->base->fw_devlink;
}

static const struct outline outline_setup = {
	"fw_devlink_setup",
	CORE_FILE,
	"n",
	'e',
	N_("Obeys fw_devlink= of the command line."),
	NULL,
	{ N_("off or permissive: the tree makes nobody wait"),
	  N_("on or rpm: it does; another word changes nothing") }
};

int fw_devlink_setup(struct kernel *k, const char *value)
{
	bool on, off;

	ENTER(k, &outline_setup, NAME(k, value ? value : ""));
	if (!value)
		return leave_int(k, -EINVAL);
	off = !strcmp(value, "off") || !strcmp(value, "permissive");
	on = !strcmp(value, "on") || !strcmp(value, "rpm");
	if (on || off) {
		SET(k, k->base->fw_devlink, on);
		TELL(k, &says[on ? WAIT_FOR_ALL : WAIT_FOR_NONE], NAME(k, value));
	}
	return leave_int(k, 0);
}

static const struct outline outline_link_device = {
	"fw_devlink_link_device",
	CORE_FILE,
	"n",
	'v',
	N_("Finds out whom a new device needs, and who needs it, from the properties of the "
	   "tree."),
	N_("The kernel cannot know whether a driver really needs what its node names: it waits to "
	   "be on the safe side."),
	{ N_("go through the properties that lead to other nodes"),
	  N_("where both ends are devices, the one waits for the other"),
	  N_("who need each other would wait for ever, so they do not wait") }
};

void fw_devlink_link_device(struct kernel *k, struct device *dev)
{
	struct fwnode *fwnode = fwnode_of(k, dev);

	if (!is_on(k))
		return;
	ENTER(k, &outline_link_device, name_id(dev->name));
	parse_tree(k, fwnode);
	link_to_consumers(k, fwnode);
	link_to_suppliers(k, dev, fwnode);
	leave(k);
}

/* ---- may it probe? ---- */

static void set_waiting(struct kernel *k, struct device *dev, const char *who, const char *property,
                        const char *reason)
{
	SET(k, dev->waits_for, who);
	SET(k, dev->waits_property, property);
	SET(k, dev->reason, reason);
}

static const char *formatted(struct kernel *k, const char *before, const char *name,
                             const char *behind)
{
	struct text text = { 0 };
	const char *kept;

	text_addf(&text, "%s%s%s", before, name, behind);
	kept = names_intern(&k->sim->names, text_str(&text));
	text_free(&text);
	return kept;
}

/*
 * With --bind=known and all, what no recipe is for is taken to be there: else one clock
 * that is unknown here would keep the whole board waiting.
 */
static bool is_assumed(struct kernel *k, const struct device *dev, const struct fwnode *sup)
{
	if (k->machine->bind == BIND_BUILTIN || k->machine->bind == BIND_NONE ||
	    bus_knows_node(k, sup))
		return false;
	TELL(k, &says[ASSUMED], name_id(dev->name), fwnode_name(k, sup));
	return true;
}

static const struct outline outline_check = { "device_links_check_suppliers",
	                                      CORE_FILE,
	                                      "n",
	                                      'e',
	                                      N_("Is everybody there whom a device needs?"),
	                                      NULL,
	                                      { N_("whom its node names must be a device"),
	                                        N_("and must have a driver that runs it") } };

/* Whom the node names and who is no device: wait for the newest link. */
static bool waits_for_node(struct kernel *k, struct device *dev)
{
	const struct fwnode *fwnode = fwnode_of(k, dev);
	const struct fwnode_link *link = fwnode ? fwnode->suppliers : NULL;
	const char *name;

	if (!is_on(k))
		return false;
	while (link && (link->cycle || is_assumed(k, dev, link->supplier)))
		link = link->next_supplier;
	if (!link)
		return false;
	name = sim_name(k->sim, fwnode_entry(k, link->supplier)->name);
	set_waiting(k, dev, name, link->property, formatted(k, "wait for supplier ", name, ""));
	TELL(k, &says[NO_DEVICE_YET], name_id(dev->name), name_id(name), name_id(link->property));
	return true;
}

static bool holds_back(struct kernel *k, const struct device *dev, const struct device_link *link)
{
	const struct device *sup = link->supplier;
	const struct fwnode *fwnode = fwnode_at(k, sup->of_node);

	return !link->relaxed && sup->state != DEVICE_BOUND && sup->state != DEVICE_GONE &&
	       !(fwnode && is_assumed(k, dev, fwnode));
}

static bool waits_for_device(struct kernel *k, struct device *dev)
{
	const struct device_link *link = dev->suppliers;
	const char *name;

	while (link && !holds_back(k, dev, link))
		link = link->next_supplier;
	if (!link)
		return false;
	name = link->supplier->name;
	set_waiting(k, dev, name, link->property, formatted(k, "supplier ", name, " not ready"));
	TELL(k, &says[NOT_READY], name_id(dev->name), name_id(name), name_id(link->property));
	return true;
}

int device_links_check_suppliers(struct kernel *k, struct device *dev)
{
	bool waits;

	set_waiting(k, dev, NULL, NULL, NULL);
	if (!dev->suppliers && !(fwnode_of(k, dev) && fwnode_of(k, dev)->suppliers))
		return 0;
	ENTER(k, &outline_check, name_id(dev->name));
	waits = waits_for_node(k, dev) || waits_for_device(k, dev);
	return leave_int(k, waits ? -EPROBE_DEFER : 0);
}

/* ---- bound ---- */

/* Who needs a node below that never became a device needs the device above it. */
static void pick_up_consumers(struct kernel *k, struct fwnode *fwnode, struct device *dev)
{
	int child, node = fwnode_entry(k, fwnode)->offset;
	struct fwnode *sup = fwnode_of(k, dev);

	if (fwnode->dev)
		return;
	SET(k, fwnode->not_device, true);
	for (struct fwnode_link *link = fwnode->consumers, *next; link; link = next) {
		next = link->next_consumer;
		TELL(k, &says[PICKED_UP], fwnode_name(k, link->consumer), fwnode_name(k, fwnode),
		     name_id(dev->name));
		if (!is_linked(link->consumer, sup))
			add_link(k, link->consumer, sup, link->property, link->cycle);
		del_link(k, link);
	}
	nodes_for_each_subnode(child, k->machine->nodes, node)
	{
		if (of_fdt_device_is_available(k, child))
			pick_up_consumers(k, fwnode_at(k, child), dev);
	}
}

static const struct outline outline_bound = {
	"device_links_driver_bound",
	CORE_FILE,
	"n",
	'v',
	N_("A device has its driver: who waited for it need not wait any more."),
	NULL,
	{ N_("nodes below that did not become devices are this driver's own work"),
	  N_("whom it needed does not matter any more") }
};

void device_links_driver_bound(struct kernel *k, struct device *dev)
{
	struct fwnode *fwnode = fwnode_of(k, dev);
	int child;

	if (!fwnode || !is_on(k))
		return;
	ENTER(k, &outline_bound, name_id(dev->name));
	while (fwnode->suppliers)
		del_link(k, fwnode->suppliers);
	nodes_for_each_subnode(child, k->machine->nodes, dev->of_node)
	{
		if (of_fdt_device_is_available(k, child))
			pick_up_consumers(k, fwnode_at(k, child), dev);
	}
	link_to_consumers(k, fwnode);
	/* DL_FLAG_AUTOPROBE_CONSUMER */
	for (const struct device_link *link = dev->consumers; link; link = link->next_consumer)
		if (!link->relaxed && !link->consumer->driver)
			driver_deferred_probe_add(k, link->consumer);
	leave(k);
}
