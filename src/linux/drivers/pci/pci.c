/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/pci.c, first part: pci=... of the command line, numbers of
 * domains, and switching functions on.
 */
#include "linux/drivers/pci/pci.h"

#include <string.h>

#include "linux/drivers/of/fdt.h"
#include "linux/lib/cmdline.h"
#include "linux/mm/vmalloc.h"

#define PCI_FILE "drivers/pci/pci.c"

enum {
	HOTPLUG_SIZE,
	OTHER_WORD,
	DOMAIN_OF_TREE,
	DOMAIN_FREE,
	DOMAIN_OF_ACPI,
	DOMAIN_TAKEN,
	UNSET,
	UNCLAIMED,
	ENABLED,
	ENABLED_BEFORE,
	DISABLED,
	STILL_IN_USE,
	BRIDGE_FIRST,
	MASTER,
	HAS_IT,
	HAS_IT_NOT,
};

static const struct sentence says[] = {
	[HOTPLUG_SIZE] = { STEP_SET, LEVEL_STOP, 1, "ns",
	                   N_("pci={0} makes the windows of bridges for hot-plugging {1} at "
	                      "least.") },
	[OTHER_WORD] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	                 N_("pci={0} changes nothing that is shown here.") },
	[DOMAIN_OF_TREE] = { STEP_READ, LEVEL_CALL, 1, "nd",
	                     N_("linux,pci-domain of {0}: its buses are in domain {1}.") },
	[DOMAIN_OF_ACPI] = { STEP_READ, LEVEL_CALL, 1, "nd",
	                     N_("{0} is of segment {1}, as ACPI says: that is the domain.") },
	[DOMAIN_FREE] = { STEP_DECIDE, LEVEL_CALL, 2, "nd",
	                  N_("The tree gives {0} no domain, so it gets the first that no node "
	                     "names: {1}.") },
	[DOMAIN_TAKEN] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	                   N_("{0} wants domain {1}, which another host bridge has.") },
	[UNSET] = { STEP_REFUSE, LEVEL_STOP, 2, "nn",
	            N_("{0}, {1} has no address, so the function cannot be switched on.") },
	[UNCLAIMED] = { STEP_REFUSE, LEVEL_STOP, 2, "nnr",
	                N_("{0}, {1}: {2} is in no window, so the function cannot be switched on.") },
	[ENABLED] = { STEP_SET, LEVEL_CALL, 3, "nx",
	              N_("{0} answers from now on: {1} is written to its command register.") },
	[ENABLED_BEFORE] = { STEP_DECIDE, LEVEL_STEP, 1, "nd",
	                     N_("{0} is switched on already; that is counted, {1} times now.") },
	[DISABLED] = { STEP_SET, LEVEL_CALL, 2, "n", N_("{0} may write to memory no longer.") },
	[STILL_IN_USE] = { STEP_DECIDE, LEVEL_STEP, 1, "nd",
	                   N_("{0} was switched on {1} times more than off, so it stays on.") },
	[BRIDGE_FIRST] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	                   N_("The bridge {0} above must pass things on first.") },
	[HAS_IT] = { STEP_READ, LEVEL_STEP, 1, "nx", N_("{0} has the capability {1}.") },
	[HAS_IT_NOT] = { STEP_READ, LEVEL_STEP, 1, "nx", N_("{0} has no capability {1}.") },
	[MASTER] = { STEP_SET, LEVEL_STEP, 1, "n", N_("{0} may read and write memory itself.") },
};

static const struct outline outline_setup = {
	"pci_setup",
	PCI_FILE,
	"n",
	'e',
	N_("Reads pci=WORD,WORD... from the command line."),
	NULL,
	{ N_("hpiosize, hpmemsize, hpmmiosize, hpmmioprefsize: room for cards that may come"),
	  N_("the other words are not retold") }
};

/* One word of the list; WORD ends at a comma. */
static void setup_word(struct kernel *k, const char *word)
{
	struct pci_state *state = pci_state(k);
	const struct {
		const char *name;
		uint64_t *a, *b;
	} sizes[] = {
		{ "hpiosize=", &state->hotplug_io_size, NULL },
		{ "hpmmiosize=", &state->hotplug_mmio_size, NULL },
		{ "hpmmioprefsize=", &state->hotplug_mmio_pref_size, NULL },
		{ "hpmemsize=", &state->hotplug_mmio_size, &state->hotplug_mmio_pref_size },
	};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t len = strlen(sizes[i].name);
		uint64_t value;

		if (strncmp(word, sizes[i].name, len) != 0)
			continue;
		value = memparse(word + len, NULL);
		SET(k, *sizes[i].a, value);
		if (sizes[i].b)
			SET(k, *sizes[i].b, value);
		TELL(k, &says[HOTPLUG_SIZE], NAME(k, word), value);
		return;
	}
	if (!strncmp(word, "hpbussize=", 10)) {
		uint64_t value = simple_strtoull(word + 10, NULL);

		SET(k, state->hotplug_bus_size, value > 0xff ? 1u : (unsigned)value);
	}
	TELL(k, &says[OTHER_WORD], NAME(k, word));
}

int pci_setup(struct kernel *k, const char *value)
{
	char word[64];

	if (!value)
		return -EINVAL;
	ENTER(k, &outline_setup, NAME(k, value));
	while (*value) {
		size_t len = strcspn(value, ",");
		size_t kept = len < sizeof(word) ? len : sizeof(word) - 1;

		memcpy(word, value, kept);
		word[kept] = '\0';
		if (kept)
			setup_word(k, word);
		value += len + (value[len] == ',');
	}
	return leave_int(k, 0);
}

static const struct outline outline_domain = {
	"pci_bus_find_domain_nr",
	PCI_FILE,
	"n",
	'e',
	N_("Which domain do the buses behind a host bridge belong to?"),
	N_("It is the 0000 in 0000:00:01.0."),
	{ N_("the tree names it, in linux,pci-domain; two may not have the same"),
	  N_("otherwise the first that no host bridge has and no node names") }
};

static struct pci_domain *domain_of(struct kernel *k, unsigned number)
{
	struct pci_domain *d = pci_state(k)->domains;

	while (d && d->number != number)
		d = d->next;
	return d;
}

static struct pci_domain *add_domain(struct kernel *k, unsigned number)
{
	struct pci_domain *d = sim_alloc(k->sim, sizeof(*d));

	SET(k, d->number, number);
	SET(k, d->busn_res.name, sim_name(k->sim, "PCI domain"));
	SET(k, d->busn_res.end, 0xff);
	SET(k, d->busn_res.flags, IORESOURCE_BUS | IORESOURCE_PCI_FIXED);
	SET(k, d->next, pci_state(k)->domains);
	SET(k, pci_state(k)->domains, d);
	return d;
}

/* The numbers that some node names are not given to others. */
static void reserve_static(struct kernel *k)
{
	struct of_walk walk = { .node = -1 };
	unsigned number;

	if (pci_state(k)->domains_reserved)
		return;
	SET(k, pci_state(k)->domains_reserved, true);
	while (of_next_node(k, &walk))
		if (!of_get_pci_domain_nr(k, walk.node, &number) && !domain_of(k, number))
			SET(k, add_domain(k, number)->reserved, true);
}

int pci_bus_find_domain_nr(struct kernel *k, const struct pci_host_bridge *bridge, unsigned *domain)
{
	const struct device *parent = bridge->parent;
	struct pci_domain *d;

	ENTER(k, &outline_domain, name_id(parent->name));
	if (bridge->acpi) {
		*domain = bridge->segment;
		if (!domain_of(k, *domain))
			add_domain(k, *domain);
		TELL(k, &says[DOMAIN_OF_ACPI], name_id(parent->name), *domain);
		return leave_int(k, 0);
	}
	reserve_static(k);
	if (!of_get_pci_domain_nr(k, parent->of_node, domain)) {
		d = domain_of(k, *domain);
		if (!d->reserved) {
			TELL(k, &says[DOMAIN_TAKEN], name_id(parent->name), *domain);
			return leave_int(k, -ENOSPC);
		}
		SET(k, d->reserved, false);
		TELL(k, &says[DOMAIN_OF_TREE], name_id(parent->name), *domain);
		return leave_int(k, 0);
	}
	for (*domain = 0; domain_of(k, *domain); ++*domain)
		;
	add_domain(k, *domain);
	TELL(k, &says[DOMAIN_FREE], name_id(parent->name), *domain);
	return leave_int(k, 0);
}

struct resource *pci_find_parent_resource(const struct pci_dev *dev, const struct resource *res)
{
	struct resource *r;
	unsigned i;
	bool more;

	pci_bus_for_each_resource(dev->bus, r, i, more)
	{
		if (!r || !resource_contains(r, res))
			continue;
		if (r->flags & IORESOURCE_PREFETCH && !(res->flags & IORESOURCE_PREFETCH))
			return NULL;
		return r;
	}
	return NULL;
}

static const struct outline outline_enable_resources = {
	"pci_enable_resources",
	"drivers/pci/setup-res.c",
	"n",
	'e',
	N_("Lets a function answer at the addresses that it was given."),
	NULL,
	{ N_("what the function has of ports and memory, without a ROM that is off"),
	  N_("one without a place: -EINVAL, and nothing is switched on"),
	  N_("write what it has into its command register") }
};

static int cannot_enable(struct kernel *k, struct pci_dev *dev, unsigned i, const char *why)
{
	const struct resource *r = &dev->resource[i];

	if (k->profile->features & FEATURE_PCI_RESOURCE_NAMES)
		pci_info(k, dev, "%s %s: %s; can't enable device", pci_resource_name(dev, i), PR(r),
		         why);
	else
		pci_info(k, dev, "can't enable device: BAR %u %s %s", i, PR(r), why);
	return leave_int(k, -EINVAL);
}

int pci_enable_resources(struct kernel *k, struct pci_dev *dev, unsigned mask)
{
	uint16_t old = pci_read_command(dev), cmd = old;

	ENTER(k, &outline_enable_resources, DEV(dev));
	for (unsigned i = 0; i < PCI_NUM_RESOURCES; i++) {
		const struct resource *r = &dev->resource[i];

		if (!(mask >> i & 1) || !(r->flags & (IORESOURCE_IO | IORESOURCE_MEM)))
			continue;
		if (i == PCI_ROM_RESOURCE && !(r->flags & IORESOURCE_ROM_ENABLE))
			continue;
		if (r->flags & IORESOURCE_UNSET) {
			TELL(k, &says[UNSET], DEV(dev), RES_NAME(k, dev, i));
			return cannot_enable(k, dev, i, "not assigned");
		}
		if (!r->parent) {
			TELL(k, &says[UNCLAIMED], DEV(dev), RES_NAME(k, dev, i), RANGE(r));
			return cannot_enable(k, dev, i, "not claimed");
		}
		cmd |= r->flags & IORESOURCE_IO ? PCI_COMMAND_IO : 0;
		cmd |= r->flags & IORESOURCE_MEM ? PCI_COMMAND_MEMORY : 0;
	}
	if (cmd != old) {
		pci_info(k, dev, "enabling device (%04x -> %04x)", old, cmd);
		pci_write_command(k, dev, cmd);
		TELL(k, &says[ENABLED], DEV(dev), cmd);
	}
	return leave_int(k, 0);
}

static const struct outline outline_enable = {
	"pci_enable_device_flags",
	PCI_FILE,
	"nx",
	'e',
	N_("What a driver calls first: the function is switched on."),
	N_("It claims nothing; pci_request_regions() does."),
	{ N_("on already: count, and nothing more"), N_("the bridges above it first"),
	  N_("then what it has of ports and memory, as far as the driver asks") }
};

static int enable_flags(struct kernel *k, struct pci_dev *dev, uint64_t flags)
{
	struct pci_dev *bridge = dev->bus->self;
	unsigned mask = 0;
	int err;

	ENTER(k, &outline_enable, DEV(dev), flags);
	SET(k, dev->enable_cnt, dev->enable_cnt + 1);
	if (dev->enable_cnt > 1) {
		TELL(k, &says[ENABLED_BEFORE], DEV(dev), dev->enable_cnt);
		return leave_int(k, 0);
	}
	if (bridge && !pci_is_enabled(bridge)) {
		TELL(k, &says[BRIDGE_FIRST], DEV(bridge));
		err = enable_flags(k, bridge, IORESOURCE_MEM | IORESOURCE_IO);
		if (err)
			pci_info(k, bridge, "Error enabling bridge (%d), continuing", err);
		pci_set_master(k, bridge);
	}
	for (unsigned i = 0; i < PCI_NUM_RESOURCES; i++)
		if (dev->resource[i].flags & flags)
			mask |= 1u << i;
	err = pci_enable_resources(k, dev, mask);
	if (err)
		SET(k, dev->enable_cnt, dev->enable_cnt - 1);
	return leave_int(k, err);
}

int pci_enable_device(struct kernel *k, struct pci_dev *dev)
{
	return enable_flags(k, dev, IORESOURCE_MEM | IORESOURCE_IO);
}

int pci_enable_device_mem(struct kernel *k, struct pci_dev *dev)
{
	return enable_flags(k, dev, IORESOURCE_MEM);
}

static const struct outline outline_disable = {
	"pci_disable_device",
	PCI_FILE,
	"n",
	'v',
	N_("A driver does not need its function any more."),
	N_("The function goes on answering reads: only its own access to memory ends."),
	{ N_("others have switched it on too: only count"), N_("the last one: no more access to "
	                                                       "memory") }
};

void pci_disable_device(struct kernel *k, struct pci_dev *dev)
{
	ENTER(k, &outline_disable, DEV(dev));
	if (!dev->enable_cnt) {
		kernel_warn(k, "drivers/pci/pci.c:2347", "pci_disable_device",
		            "disabling already-disabled device");
		leave(k);
		return;
	}
	SET(k, dev->enable_cnt, dev->enable_cnt - 1);
	if (dev->enable_cnt) {
		TELL(k, &says[STILL_IN_USE], DEV(dev), dev->enable_cnt);
	} else {
		pci_write_command(k, dev, (uint16_t)(pci_read_command(dev) & ~PCI_COMMAND_MASTER));
		SET(k, dev->is_busmaster, false);
		TELL(k, &says[DISABLED], DEV(dev));
	}
	leave(k);
}

static const struct outline outline_capability = {
	"pci_find_capability",
	PCI_FILE,
	"nx",
	'x',
	N_("Does a function have something that not all have, such as MSI-X?"),
	NULL,
	{ N_("go along the list of capabilities; 0 when it is not there") }
};

unsigned pci_find_capability(struct kernel *k, struct pci_dev *dev, unsigned id)
{
	const struct card *card = dev->function->card;
	unsigned at = 0;

	ENTER(k, &outline_capability, DEV(dev), id);
	if (id == PCI_CAP_ID_SHPC && card->shpc)
		at = 0x40;
	else if (id == PCI_CAP_ID_EXP && card->port)
		at = 0x54;
	else if (id == PCI_CAP_ID_MSIX && card->msix)
		at = 0x48;
	TELL(k, &says[at ? HAS_IT : HAS_IT_NOT], DEV(dev), id);
	return (unsigned)leave_word(k, at);
}

static const struct outline outline_master = { "pci_set_master",
	                                       PCI_FILE,
	                                       "n",
	                                       'v',
	                                       N_("Lets a function reach memory by itself: DMA."),
	                                       NULL,
	                                       { N_("one bit in its command register") } };

void pci_set_master(struct kernel *k, struct pci_dev *dev)
{
	ENTER(k, &outline_master, DEV(dev));
	pci_write_command(k, dev, (uint16_t)(pci_read_command(dev) | PCI_COMMAND_MASTER));
	SET(k, dev->is_busmaster, true);
	TELL(k, &says[MASTER], DEV(dev));
	leave(k);
}

enum { NO_PORTS, TOO_FAR, MAPPED };

static const struct sentence says_iospace[] = {
	[NO_PORTS] = { STEP_REFUSE, LEVEL_STEP, 1, "R", N_("{0} are no ports.") },
	[TOO_FAR] = { STEP_REFUSE, LEVEL_CALL, 2, "ra",
	              N_("The ports {0} pass the last one that there can be, {1}.") },
	[MAPPED] = { STEP_SET, LEVEL_CALL, 3, "ra",
	             N_("The ports {0} are reached through the memory at {1} from here on.") },
};

static const struct outline outline_remap = {
	"pci_remap_iospace",
	PCI_FILE,
	"ra",
	'e',
	N_("Maps the memory behind which a host bridge's ports lie, so that inb() reaches them."),
	N_("It is not in /proc/vmallocinfo: ports have a range of addresses of their own."),
	{ N_("it must be ports"), N_("beyond the last port that this architecture has: -EINVAL"),
	  N_("map it in the range for ports, at the place of the first of them") }
};

/* Each window has a place of its own in the range for ports; no area is asked for it. */
static int map_ports(struct kernel *k, const struct resource *res, phys_addr_t phys)
{
	const uint64_t ports = k->mapping->ports, entry = k->mapping->entry[0];
	uint64_t size = PAGE_ALIGN(k, resource_size(res));
	struct vm_struct *area;

	if (!ports || !entry || !k->vmalloc)
		return 0;
	area = sim_alloc(k->sim, sizeof(*area));
	SET(k, area->addr, ports + res->start);
	SET(k, area->size, size);
	SET(k, area->phys_addr, phys);
	SET(k, area->flags, VM_IOREMAP | VM_NO_GUARD);
	SET(k, area->prot, entry);
	return ioremap_page_range(k, area, area->addr, size, phys & PAGE_MASK(k), entry);
}

int pci_remap_iospace(struct kernel *k, const struct resource *res, phys_addr_t phys)
{
	uint64_t limit = k->ioport_resource.end;

	ENTER(k, &outline_remap, RANGE(res), phys);
	if (!(res->flags & IORESOURCE_IO)) {
		TELL(k, &says_iospace[NO_PORTS], RES(res));
		return leave_int(k, -EINVAL);
	}
	if (res->end > limit) {
		TELL(k, &says_iospace[TOO_FAR], RANGE(res), limit);
		return leave_int(k, -EINVAL);
	}
	TELL(k, &says_iospace[MAPPED], RANGE(res), phys);
	return leave_int(k, map_ports(k, res, phys));
}
