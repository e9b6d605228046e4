/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/of/platform.c: the nodes of the tree become devices. */
#include "linux/arch/arch.h"
#include "linux/include/of_platform.h"

#include <inttypes.h>
#include <string.h>

#include "linux/drivers/base/base.h"
#include "linux/include/amba.h"
#include "linux/include/of_irq.h"

#define PLATFORM_FILE "drivers/of/platform.c"

enum {
	STAGE_DEVICES,
	NO_TREE,
	RESERVED_MEMORY,
	FIRMWARE,
	FRAMEBUFFER,
	REST,
	POPULATE,
	NO_COMPATIBLE,
	SKIPPED,
	POPULATED_BEFORE,
	IS_BUS,
	NOT_AVAILABLE,
	HAS_DEVICE,
	MADE,
	MADE_WITH,
	NO_RESOURCE,
	AMBA_NO_ADDRESS,
	AMBA_REFUSED,
	AMBA_MADE,
	ADD_FAILED,
	NAME_ADDRESS,
	NAME_MASK,
	NAME_ABOVE
};

static const struct sentence says[] = {
	[NO_TREE] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	              N_("A PC has no device tree, so no devices are made of one.") },
	[STAGE_DEVICES] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                    N_("{0}: the nodes of the tree become devices, one after the other.") },
	[RESERVED_MEMORY] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	                      N_("{0} is reserved memory that a driver takes care of: it becomes a "
	                         "device.") },
	[FIRMWARE] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	               N_("/firmware is no bus, but its children become devices before all "
	                  "others.") },
	[FRAMEBUFFER] = { STEP_DECIDE, LEVEL_STOP, 3, "n",
	                  N_("The bootloader left a picture on the screen: {0} becomes a device.") },
	[REST] = { STEP_DECIDE, LEVEL_STOP, 4, "",
	           N_("Now each child of the root that has a compatible becomes a device, in the "
	              "order of the tree.") },
	[POPULATE] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	               N_("The children of {0} become devices, in the order of the tree.") },
	[NO_COMPATIBLE] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	                    N_("{0} has no compatible, so nobody could drive it: no device.") },
	[SKIPPED] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	              N_("{0} describes operating points and is no thing: no device.") },
	[POPULATED_BEFORE] = { STEP_DECIDE, LEVEL_CALL, 3, "n",
	                       N_("The children of {0} have their devices already.") },
	[IS_BUS] = { STEP_DECIDE, LEVEL_CALL, 6, "nn",
	             N_("{0} is a bus ({1}), so its children become devices as well.") },
	[NOT_AVAILABLE] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	                    N_("The status of {0} is \"{1}\" and not okay: no device, and none for "
	                       "what is below it.") },
	[HAS_DEVICE] = { STEP_DECIDE, LEVEL_CALL, 1, "n", N_("{0} has its device already.") },
	[MADE] = { STEP_ALLOCATE, LEVEL_CALL, 5, "nn",
	           N_("{0} becomes the device {1}; it has no address.") },
	[MADE_WITH] = { STEP_ALLOCATE, LEVEL_CALL, 5, "nndr",
	                N_("{0} becomes the device {1}; {2} of its addresses can be used, the first "
	                   "is {3}.  Nothing is claimed yet.") },
	[NO_RESOURCE] = { STEP_REFUSE, LEVEL_STOP, 3, "n",
	                  N_("{0} has a reg, but no CPU address comes of it: the device is made "
	                     "without a resource.") },
	[AMBA_NO_ADDRESS] = { STEP_REFUSE, LEVEL_STOP, 3, "ne",
	                      N_("An AMBA device is nothing without its address, and that of {0} "
	                         "cannot be translated ({1}): no device.") },
	[AMBA_REFUSED] = { STEP_REFUSE, LEVEL_STOP, 4, "nre",
	                   N_("{0} gets no device, because {1} could not be claimed for it "
	                      "({2}).") },
	[AMBA_MADE] = { STEP_ALLOCATE, LEVEL_CALL, 4, "nnr",
	                N_("{0} becomes the AMBA device {1}, and {2} is claimed for it before any "
	                   "driver has come.") },
	[ADD_FAILED] = { STEP_REFUSE, LEVEL_STOP, 5, "nne",
	                 N_("{0} gets no device: another one is called {1} already ({2}).") },
	[NAME_ADDRESS] = { STEP_READ, LEVEL_STEP, 1, "na",
	                   N_("{0} has the address {1}; that and its name are unique enough.") },
	[NAME_MASK] = { STEP_READ, LEVEL_STEP, 1, "nad",
	                N_("{0} has the address {1} and a mask: bit {2} tells it from its "
	                   "neighbours.") },
	[NAME_ABOVE] = { STEP_READ, LEVEL_STEP, 2, "n",
	                 N_("{0} has no address, so the name of what is above it is put in "
	                    "front.") },
};

/* ---- flags of nodes ---- */

static unsigned char *flags_of(const struct kernel *k, int node)
{
	const struct nodes *nodes = k->machine->nodes;

	return &k->fdt->node_flags[nodes_find(nodes, node) - nodes->entries];
}

bool of_node_check_flag(const struct kernel *k, int node, unsigned flag)
{
	return (*flags_of(k, node) & flag) != 0;
}

void of_node_set_flag(struct kernel *k, int node, unsigned flag)
{
	unsigned char *flags = flags_of(k, node);

	SET(k, *flags, (unsigned char)(*flags | flag));
}

void of_node_clear_flag(struct kernel *k, int node, unsigned flag)
{
	unsigned char *flags = flags_of(k, node);

	SET(k, *flags, (unsigned char)(*flags & ~flag));
}

/* ---- names ---- */

static const struct outline outline_bus_id = {
	"of_device_make_bus_id",
	PLATFORM_FILE,
	"n",
	'n',
	N_("Makes the name of a device that a node describes."),
	N_("The number in it is the CPU's address, not the one behind the @ of the node's name."),
	{ N_("an address that can be translated: it and the node's name, and that is the name"),
	  N_("else the node's name, and the same again for the node above it, in front") }
};

/* FRONT, and what was found before behind a colon. */
static void put_in_front(struct text *name, const char *front)
{
	struct text whole = { 0 };

	text_add(&whole, front);
	if (name->len)
		text_addf(&whole, ":%s", text_str(name));
	text_clear(name);
	text_add(name, text_str(&whole));
	text_free(&whole);
}

/* NODE's address into NAME; false when it has none that can be translated. */
static bool put_address(struct kernel *k, int node, struct text *name)
{
	struct dt_cells reg = of_get_cells(k, node, "reg");
	const char *base = of_node_base_name(k, node);
	struct text part = { 0 };
	uint32_t mask;
	uint64_t addr;

	if (!reg.at)
		return false;
	addr = of_translate_address(k, node, &reg);
	if (addr == OF_BAD_ADDR)
		return false;
	text_addf(&part, "%" PRIx64 ".", addr);
	if (of_flat_dt_u32(k, node, "mask", &mask)) {
		int bit = mask ? __builtin_ctz(mask) : -1;

		TELL(k, &says[NAME_MASK], name_id(base), addr, WORD(bit));
		text_addf(&part, "%x.", (unsigned)bit);
	} else {
		TELL(k, &says[NAME_ADDRESS], name_id(base), addr);
	}
	text_add(&part, base);
	put_in_front(name, text_str(&part));
	text_free(&part);
	return true;
}

const char *of_device_make_bus_id(struct kernel *k, int node)
{
	struct text name = { 0 };
	const char *id;
	uint64_t word;

	ENTER(k, &outline_bus_id, name_id(of_node_path(k, node)));
	while (of_get_parent(k, node) >= 0 && !put_address(k, node, &name)) {
		TELL(k, &says[NAME_ABOVE], name_id(of_flat_dt_name(k, node)));
		put_in_front(&name, of_flat_dt_name(k, node));
		node = of_get_parent(k, node);
	}
	id = sim_name(k->sim, text_str(&name));
	text_free(&name);
	word = name_id(id);
	sim_return(k->sim, &word, 1);
	return id;
}

/* ---- platform devices ---- */

static const struct outline outline_alloc = {
	"of_device_alloc",
	PLATFORM_FILE,
	"n",
	'n',
	N_("Makes a device of a node: its resources, its name."),
	N_("A resource in a device is only a note of where its registers are: none of it is in "
	   "/proc/iomem until somebody claims it."),
	{ N_("count the addresses that can be had: the first that cannot ends the list"),
	  N_("make a resource of each; of its interrupts too, where the release does"),
	  N_("a reg of which nothing comes is no error"), N_("name the device") }
};

static void fill_in_resources(struct kernel *k, struct device *dev)
{
	unsigned count = (unsigned)of_address_count(k, dev->of_node), irqs = 0;
	struct resource *res;

	if (!count && of_flat_dt_has(k, dev->of_node, "reg"))
		TELL(k, &says[NO_RESOURCE], name_id(of_flat_dt_name(k, dev->of_node)));
	if (profile_has(k->profile, FEATURE_OF_IRQ_RESOURCES))
		irqs = (unsigned)of_irq_count(k, dev->of_node);
	if (!count && !irqs)
		return;
	res = sim_alloc(k->sim, (count + irqs) * sizeof(*res));
	for (unsigned i = 0; i < count; i++) {
		struct resource r;

		if (of_address_to_resource(k, dev->of_node, (int)i, &r))
			break;
		SET(k, res[i], r);
	}
	of_irq_to_resource_table(k, dev->of_node, res + count, (int)irqs);
	SET(k, dev->resource, res);
	SET(k, dev->num_resources, count + irqs);
}

static struct device *of_device_alloc(struct kernel *k, int node, const char *bus_id,
                                      struct device *parent)
{
	struct device *dev = device_new(k, BUS_PLATFORM, NULL, parent, node);
	uint64_t word;

	ENTER(k, &outline_alloc, name_id(of_node_path(k, node)));
	fill_in_resources(k, dev);
	SET(k, dev->name, bus_id ? sim_name(k->sim, bus_id) : of_device_make_bus_id(k, node));
	word = name_id(dev->name);
	sim_return(k->sim, &word, 1);
	return dev;
}

static const struct outline outline_create = {
	"of_platform_device_create_pdata",
	PLATFORM_FILE,
	"n",
	'b',
	N_("Makes a platform device of a node and adds it to its bus."),
	NULL,
	{ N_("only a node that is available and has none yet"),
	  N_("the node has a device from now on"), N_("make it"), N_("resources and name"),
	  N_("add it to the platform bus; if that fails, the node has none after all") }
};

/* Is it time for a device for NODE?  If so it is marked. */
static bool may_have_device(struct kernel *k, int node)
{
	if (!of_fdt_device_is_available(k, node)) {
		TELL(k, &says[NOT_AVAILABLE], name_id(of_node_path(k, node)),
		     name_id(of_flat_dt_string(k, node, "status")));
		return false;
	}
	if (of_node_check_flag(k, node, OF_POPULATED)) {
		TELL(k, &says[HAS_DEVICE], name_id(of_node_path(k, node)));
		return false;
	}
	of_node_set_flag(k, node, OF_POPULATED);
	return true;
}

static void tell_made(struct kernel *k, const struct device *dev)
{
	uint64_t node = name_id(of_node_path(k, dev->of_node));
	unsigned count = 0;

	while (count < dev->num_resources &&
	       dev->resource[count].flags & (IORESOURCE_MEM | IORESOURCE_IO))
		count++;
	if (count)
		TELL(k, &says[MADE_WITH], node, name_id(dev->name), count, RANGE(dev->resource));
	else
		TELL(k, &says[MADE], node, name_id(dev->name));
}

struct device *of_platform_device_create(struct kernel *k, int node, const char *bus_id,
                                         struct device *parent)
{
	struct device *dev;
	int err;

	ENTER(k, &outline_create, name_id(of_node_path(k, node)));
	if (!may_have_device(k, node)) {
		leave_bool(k, false);
		return NULL;
	}
	dev = of_device_alloc(k, node, bus_id, parent);
	tell_made(k, dev);
	err = device_add(k, dev);
	if (err) {
		TELL(k, &says[ADD_FAILED], name_id(of_node_path(k, node)), name_id(dev->name),
		     WORD((int64_t)err));
		of_node_clear_flag(k, node, OF_POPULATED);
		leave_bool(k, false);
		return NULL;
	}
	leave_bool(k, true);
	return dev;
}

/* ---- AMBA devices ---- */

static const struct outline outline_amba = {
	"of_amba_device_create",
	PLATFORM_FILE,
	"n",
	'b',
	N_("Makes a device of a node that is compatible with arm,primecell."),
	N_("Its line in /proc/iomem has the node's name and comes from here; the driver that comes "
	   "later adds one below it."),
	{ N_("only a node that is available and has none yet"),
	  N_("arm,primecell-periphid stands for what the hardware would say"),
	  N_("its first address as a resource; if that fails, no device"),
	  N_("add it: that claims the resource; if that fails, no device") }
};

/* The device's one resource: 0 or an errno. */
static int find_amba_resource(struct kernel *k, struct device *dev)
{
	struct resource r, *res;
	int err = of_address_to_resource(k, dev->of_node, 0, &r);

	if (err)
		return err;
	res = sim_alloc(k->sim, sizeof(*res));
	SET(k, *res, r);
	SET(k, dev->resource, res);
	SET(k, dev->num_resources, 1);
	return 0;
}

static int build_amba_device(struct kernel *k, struct device *dev)
{
	const char *path = of_node_path(k, dev->of_node);
	uint32_t periphid;
	int err;

	SET(k, dev->name, of_device_make_bus_id(k, dev->of_node));
	if (of_flat_dt_u32(k, dev->of_node, "arm,primecell-periphid", &periphid))
		SET(k, dev->periphid, periphid);
	err = find_amba_resource(k, dev);
	if (err) {
		TELL(k, &says[AMBA_NO_ADDRESS], name_id(path), WORD((int64_t)err));
		printk(k, "OF: amba: of_address_to_resource() failed (%d) for %s", err, path);
		return err;
	}
	err = amba_device_add(k, dev, &k->iomem_resource);
	if (err) {
		TELL(k, &says[AMBA_REFUSED], name_id(path), RANGE(dev->resource),
		     WORD((int64_t)err));
		printk(k, "OF: amba_device_add() failed (%d) for %s", err, path);
		return err;
	}
	TELL(k, &says[AMBA_MADE], name_id(path), name_id(dev->name), RANGE(dev->resource));
	return 0;
}

static void of_amba_device_create(struct kernel *k, int node, struct device *parent)
{
	int err;

	ENTER(k, &outline_amba, name_id(of_node_path(k, node)));
	if (!may_have_device(k, node)) {
		leave_bool(k, false);
		return;
	}
	err = build_amba_device(k, device_new(k, BUS_AMBA, NULL, parent, node));
	if (err)
		of_node_clear_flag(k, node, OF_POPULATED);
	leave_bool(k, !err);
}

/* ---- the tree ---- */

static const char *const of_default_bus_match_table[] = { "simple-bus", "simple-mfd", "isa",
	                                                  "arm,amba-bus", NULL };

/* The one of MATCHES that NODE is compatible with; NULL for none. */
static const char *match_of(const struct kernel *k, int node, const char *const *matches)
{
	while (*matches && !of_flat_dt_is_compatible(k, node, *matches))
		matches++;
	return *matches;
}

static const struct outline outline_bus_create = {
	"of_platform_bus_create",
	PLATFORM_FILE,
	"n",
	'v',
	N_("Makes a device of a node and, if it is a bus, of each node below it."),
	N_("The children of a node that is no bus get no devices here; its driver may make them "
	   "later."),
	{ N_("without compatible there is no device"), N_("nor for what is no thing at all"),
	  N_("nor again for children that have theirs"),
	  N_("arm,primecell: an AMBA device, and never its children"), N_("else a platform device"),
	  N_("it is a bus: the same for each child, with this device above them") }
};

static void of_platform_bus_create(struct kernel *k, int node, const char *const *matches,
                                   struct device *parent)
{
	const char *path = of_node_path(k, node), *kind;
	struct device *dev;
	int child;

	ENTER(k, &outline_bus_create, name_id(path));
	if (!of_flat_dt_has(k, node, "compatible")) {
		TELL(k, &says[NO_COMPATIBLE], name_id(path));
		leave(k);
		return;
	}
	if (of_flat_dt_is_compatible(k, node, "operating-points-v2")) {
		TELL(k, &says[SKIPPED], name_id(path));
		leave(k);
		return;
	}
	if (of_node_check_flag(k, node, OF_POPULATED_BUS)) {
		TELL(k, &says[POPULATED_BEFORE], name_id(path));
		leave(k);
		return;
	}
	if (of_flat_dt_is_compatible(k, node, "arm,primecell")) {
		of_amba_device_create(k, node, parent);
		leave(k);
		return;
	}
	dev = of_platform_device_create(k, node, NULL, parent);
	kind = match_of(k, node, matches);
	if (dev && kind) {
		TELL(k, &says[IS_BUS], name_id(path), NAME(k, kind));
		of_for_each_child(k, child, node) of_platform_bus_create(k, child, matches, dev);
		of_node_set_flag(k, node, OF_POPULATED_BUS);
	}
	leave(k);
}

static const struct outline outline_populate = { "of_platform_populate",
	                                         PLATFORM_FILE,
	                                         "n",
	                                         'e',
	                                         N_("Makes devices of the children of a node."),
	                                         NULL,
	                                         { N_("each child in the order of the tree"),
	                                           N_("the node is done from now on") } };

int of_platform_populate(struct kernel *k, int node, const char *const *matches,
                         struct device *parent)
{
	static const char *const none[] = { NULL };
	int child;

	ENTER(k, &outline_populate, name_id(of_node_path(k, node)));
	TELL(k, &says[POPULATE], name_id(of_node_path(k, node)));
	of_for_each_child(k, child, node)
	{
		kernel_boundary(k);
		of_platform_bus_create(k, child, matches ? matches : none, parent);
	}
	of_node_set_flag(k, node, OF_POPULATED_BUS);
	return leave_int(k, 0);
}

int of_platform_default_populate(struct kernel *k, int node, struct device *parent)
{
	return of_platform_populate(k, node, of_default_bus_match_table, parent);
}

static const struct outline outline_init = {
	"of_platform_default_populate_init",
	PLATFORM_FILE,
	"",
	'v',
	N_("Makes devices of the nodes of the device tree."),
	N_("A device is made for each node that could have a driver, whether there is one or not."),
	{ N_("reserved memory that a driver takes care of, by its compatible"),
	  N_("the children of /firmware"), N_("the first simple-framebuffer in /chosen"),
	  N_("everything else: the children of the root") }
};

/* Those nodes of reserved memory that have drivers. */
static void create_reserved_mem_devices(struct kernel *k)
{
	static const char *const matches[] = {
		"phram",   "qcom,rmtfs-mem", "qcom,cmd-db",      "qcom,smem",
		"ramoops", "nvmem-rmem",     "google,open-dice", NULL
	};
	struct of_walk walk = { .node = -1 };

	while (of_next_node(k, &walk)) {
		if (!match_of(k, walk.node, matches))
			continue;
		TELL(k, &says[RESERVED_MEMORY], name_id(of_node_path(k, walk.node)));
		of_platform_device_create(k, walk.node, NULL, NULL);
	}
}

static void create_framebuffer(struct kernel *k)
{
	int chosen = nodes_by_path(k->machine->nodes, "/chosen"), child;

	of_for_each_child(k, child, chosen)
	{
		if (!of_flat_dt_is_compatible(k, child, "simple-framebuffer"))
			continue;
		TELL(k, &says[FRAMEBUFFER], name_id(of_node_path(k, child)));
		of_platform_device_create(k, child, NULL, NULL);
		return;
	}
}

void of_platform_default_populate_init(struct kernel *k)
{
	int firmware = nodes_by_path(k->machine->nodes, "/firmware");

	ENTER(k, &outline_init);
	/* the board's tree describes a PC to this program, and nothing to the kernel */
	if (arch_row(k)->firmware_assigns) {
		TELL(k, &says[NO_TREE]);
		leave(k);
		return;
	}
	TELL(k, &says[STAGE_DEVICES], NAME(k, "devices"));
	create_reserved_mem_devices(k);
	if (firmware >= 0) {
		TELL(k, &says[FIRMWARE]);
		of_platform_default_populate(k, firmware, NULL);
	}
	create_framebuffer(k);
	TELL(k, &says[REST]);
	of_platform_default_populate(k, 0, NULL);
	if (profile_has(k->profile, FEATURE_FW_DEVLINK_RESUME))
		fw_devlink_resume(k);
	leave(k);
}
