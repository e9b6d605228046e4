/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that are calls of host bridges, of cards' drivers, and of hot-plugging. */
#include "linux/include/pci.h"

#include "run/calls.h"
#include "sim/intl.h"

/* The function that argument 0 names; NULL, with c->err, when it is none. */
static struct pci_dev *call_function(struct context *c, const struct call *call)
{
	struct device *dev = call_device(c, call, 0);

	if (!dev)
		return NULL;
	if (dev->bus == BUS_PCI && dev->state != DEVICE_GONE)
		return to_pci_dev(dev);
	error_set(c->err, NULL, NULL, _("%s is no function of a PCI card"), dev->name);
	return NULL;
}

/* The body of a row on the function in its first argument. */
#define WITH_FUNCTION(dev)                                                                         \
	struct pci_dev *dev = call_function(c, call);                                              \
	if (!dev)                                                                                  \
	return false

/* The number of a register in argument N: 0 to 5, or 6 for the ROM. */
static bool call_bar(struct context *c, const struct call *call, unsigned n, unsigned *bar)
{
	if (call->args[n].a > PCI_ROM_RESOURCE)
		return error_set(c->err, NULL, NULL,
		                 _("BAR must be 0 to 5, or 6 for the ROM, and not %s"),
		                 call->args[n].text);
	*bar = (unsigned)call->args[n].a;
	return true;
}

#define WITH_BAR(bar, n)                                                                           \
	unsigned bar = 0;                                                                          \
	if (!call_bar(c, call, (n), &(bar)))                                                       \
	return false

/* The optional number in argument N, else 0. */
static uint64_t call_number(const struct call *call, unsigned n)
{
	return n < call->arg_count ? call->args[n].a : 0;
}

static unsigned call_bits(const struct call *call, unsigned n)
{
	return (unsigned)(call->args[n].a & ((1u << PCI_STD_NUM_BARS) - 1));
}

ROW(pci_host_common_probe)
{
	struct device *dev = call_device(c, call, 0);

	return dev && give_int(v, pci_host_common_probe(c->kernel, dev));
}

ROW(pci_host_common_remove)
{
	struct device *dev = call_device(c, call, 0);

	return dev && give_int(v, pci_host_common_remove(c->kernel, dev));
}

ROW(pci_stop_and_remove_bus_device)
{
	WITH_FUNCTION(dev);
	pci_stop_and_remove_bus_device(c->kernel, dev);
	return give_ok(v);
}

ROW(pci_rescan_bus)
{
	struct pci_bus *bus = pci_find_bus_by_name(c->kernel, call->args[0].text);

	if (!bus)
		return error_set(c->err, NULL, NULL,
		                 _("'%s' is no PCI bus of this kernel, such as 0000:00"),
		                 call->args[0].text);
	return give_number(v, pci_rescan_bus(c->kernel, bus));
}

ROW(pci_enable_device)
{
	WITH_FUNCTION(dev);
	return give_int(v, pci_enable_device(c->kernel, dev));
}

ROW(pci_enable_device_mem)
{
	WITH_FUNCTION(dev);
	return give_int(v, pci_enable_device_mem(c->kernel, dev));
}

ROW(pcim_enable_device)
{
	WITH_FUNCTION(dev);
	return give_int(v, pcim_enable_device(c->kernel, dev));
}

ROW(pci_disable_device)
{
	WITH_FUNCTION(dev);
	pci_disable_device(c->kernel, dev);
	return give_ok(v);
}

ROW(pci_set_master)
{
	WITH_FUNCTION(dev);
	pci_set_master(c->kernel, dev);
	return give_ok(v);
}

ROW(pci_find_capability)
{
	WITH_FUNCTION(dev);
	return give_number(v, pci_find_capability(c->kernel, dev, (unsigned)call->args[1].a));
}

ROW(acpi_get_hp_hw_control_from_firmware)
{
	WITH_FUNCTION(dev);
	return give_int(v, acpi_get_hp_hw_control_from_firmware(c->kernel, dev));
}

ROW(pci_resource_len)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	return give_address(v, dev->resource[bar].end ? resource_size(&dev->resource[bar]) : 0);
}

ROW(pci_is_pcie)
{
	WITH_FUNCTION(dev);
	return give_bool(v, pci_find_capability(c->kernel, dev, PCI_CAP_ID_EXP));
}

ROW(pci_request_region)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	return give_int(v, pci_request_region(c->kernel, dev, bar, call_name(c, call, 2)));
}

ROW(pci_release_region)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	pci_release_region(c->kernel, dev, bar);
	return give_ok(v);
}

ROW(pci_request_regions)
{
	WITH_FUNCTION(dev);
	return give_int(v, pci_request_regions(c->kernel, dev, call_name(c, call, 1)));
}

ROW(pci_release_regions)
{
	WITH_FUNCTION(dev);
	pci_release_regions(c->kernel, dev);
	return give_ok(v);
}

ROW(pci_request_selected_regions)
{
	WITH_FUNCTION(dev);
	return give_int(v, pci_request_selected_regions(c->kernel, dev, call_bits(call, 1),
	                                                call_name(c, call, 2)));
}

ROW(pci_release_selected_regions)
{
	WITH_FUNCTION(dev);
	pci_release_selected_regions(c->kernel, dev, call_bits(call, 1));
	return give_ok(v);
}

ROW(pci_iomap)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	return give_mapping(v, pci_iomap(c->kernel, dev, bar, call_number(call, 2)));
}

ROW(pci_iomap_range)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	return give_mapping(
		v, pci_iomap_range(c->kernel, dev, bar, call->args[2].a, call_number(call, 3)));
}

ROW(pci_iomap_wc)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	return give_mapping(v, pci_iomap_wc(c->kernel, dev, bar, call_number(call, 2)));
}

ROW(pcim_iomap)
{
	WITH_FUNCTION(dev);
	WITH_BAR(bar, 1);
	return give_mapping(v, pcim_iomap(c->kernel, dev, bar, call_number(call, 2)));
}

ROW(pci_iounmap)
{
	WITH_FUNCTION(dev);
	pci_iounmap(c->kernel, dev, call->args[1].a);
	return give_ok(v);
}

ROW(pcim_iomap_regions)
{
	WITH_FUNCTION(dev);
	return give_int(
		v, pcim_iomap_regions(c->kernel, dev, call_bits(call, 1), call_name(c, call, 2)));
}

ROW(pci_enable_msix_range)
{
	WITH_FUNCTION(dev);
	return give_int(v, pci_enable_msix_range(c->kernel, dev, (unsigned)call->args[1].a,
	                                         (unsigned)call->args[2].a));
}

ROW(pci_disable_msix)
{
	WITH_FUNCTION(dev);
	pci_disable_msix(c->kernel, dev);
	return give_ok(v);
}

const struct command pci_commands[] = {
	KERNEL(pci_host_common_probe, "DEV", HAS_VMALLOC,
	       N_("Bring up a host bridge: its windows, the cards behind it, their addresses.")),
	KERNEL(pci_host_common_remove, "DEV", HAS_VMALLOC,
	       N_("Take a host bridge down, with all that is behind it.")),
	KERNEL(pci_stop_and_remove_bus_device, "DEV", HAS_SLAB,
	       N_("Take a PCI function out, with all that is behind it.")),
	KERNEL(pci_rescan_bus, "WORD", HAS_SLAB,
	       N_("Look for new cards on a bus, such as 0000:00, and give them addresses.")),
	KERNEL(pci_enable_device, "DEV", HAS_SLAB, N_("Let a PCI function answer.")),
	KERNEL(pci_enable_device_mem, "DEV", HAS_SLAB,
	       N_("Let a PCI function answer to memory accesses only.")),
	KERNEL(pcim_enable_device, "DEV", HAS_SLAB,
	       N_("The same until its driver goes; regions are given back then, too.")),
	KERNEL(pci_disable_device, "DEV", HAS_SLAB, N_("A PCI function is needed no more.")),
	KERNEL(pci_set_master, "DEV", HAS_SLAB, N_("Let a PCI function reach memory itself.")),
	KERNEL(pci_find_capability, "DEV N", HAS_SLAB,
	       N_("Where a PCI function's capability N is, 0 without it.")),
	KERNEL(acpi_get_hp_hw_control_from_firmware, "DEV", HAS_SLAB,
	       N_("May a driver of the kernel have a PCI bridge's slots? Not where ACPI has them.")),
	KERNEL(pci_resource_len, "DEV N", 0, N_("How many bytes BAR N of a PCI function decodes.")),
	KERNEL(pci_is_pcie, "DEV", HAS_SLAB, N_("Is it a PCI Express port?")),
	KERNEL(pci_request_region, "DEV N NAME", HAS_SLAB,
	       N_("Claim what BAR N of a PCI function decodes.")),
	KERNEL(pci_release_region, "DEV N", HAS_SLAB, N_("Give that back.")),
	KERNEL(pci_request_regions, "DEV NAME", HAS_SLAB,
	       N_("Claim all that a PCI function decodes.")),
	KERNEL(pci_release_regions, "DEV", HAS_SLAB, N_("Give all that back.")),
	KERNEL(pci_request_selected_regions, "DEV MASK NAME", HAS_SLAB,
	       N_("Claim what the BARs decode that MASK has a bit for.")),
	KERNEL(pci_release_selected_regions, "DEV MASK", HAS_SLAB, N_("Give that back.")),
	KERNEL(pci_iomap, "DEV N [SIZE]", HAS_VMALLOC,
	       N_("Map what BAR N decodes, SIZE bytes of it at most.")),
	KERNEL(pci_iomap_range, "DEV N START [SIZE]", HAS_VMALLOC,
	       N_("The same from byte START on.")),
	KERNEL(pci_iomap_wc, "DEV N [SIZE]", HAS_VMALLOC,
	       N_("Map what BAR N decodes so that writes may be gathered.")),
	KERNEL(pcim_iomap, "DEV N [SIZE]", HAS_VMALLOC,
	       N_("Map what BAR N decodes until the driver goes.")),
	KERNEL(pci_iounmap, "DEV ADDR", HAS_VMALLOC, N_("Unmap it.")),
	KERNEL(pcim_iomap_regions, "DEV MASK NAME", HAS_VMALLOC,
	       N_("Claim and map several BARs until the driver goes.")),
	KERNEL(pci_enable_msix_range, "DEV MIN MAX", HAS_VMALLOC,
	       N_("Get a function's own interrupts: MIN at least, MAX at most.")),
	KERNEL(pci_disable_msix, "DEV", HAS_VMALLOC, N_("Give them back.")),
};
const size_t pci_command_count = sizeof(pci_commands) / sizeof(pci_commands[0]);
