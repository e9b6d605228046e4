/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/quirks.c and arch/x86/pci/fixup.c, as far as they leave something behind:
 * functions that decode more than their base address registers say.
 */
#include "linux/arch/arch.h"
#include "linux/drivers/pci/pci.h"

#include <string.h>

#define QUIRKS_FILE "drivers/pci/quirks.c"
#define FIXUP_FILE  "arch/x86/pci/fixup.c"

#define PCI_CLASS_DISPLAY_VGA 0x0300

enum { CLAIMED_REGION, NOT_ENABLED, NOT_CLAIMED, SHADOW, USB_HANDOFF };

static const struct sentence says[] = {
	[CLAIMED_REGION] = { STEP_LINK, LEVEL_STOP, 2, "nnr",
	                     N_("{0} has ports that no base address register tells of, for {1}: "
	                        "{2}. The kernel knows this chip and claims them.") },
	[NOT_ENABLED] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	                  N_("{0} has its ports for {1} switched off.") },
	[NOT_CLAIMED] = { STEP_CONFLICT, LEVEL_STOP, 2, "nr",
	                  N_("The ports of {0}, {1}, cannot be claimed.") },
	[SHADOW] = { STEP_SET, LEVEL_STOP, 1, "nr",
	             N_("{0} is the screen that the BIOS used: a copy of its ROM lies in {1}, so its "
	                "ROM register needs no address.") },
	[USB_HANDOFF] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	                  N_("{0} is a USB controller: the firmware must let go of it, so it is "
	                     "switched on for a moment.") },
};

/* Ports behind a register that is no base address register. */
struct io_quirk {
	unsigned where, size; /* the register, and bytes that it decodes */
	unsigned enable, bit; /* a register with a bit that must be set; 0: none */
	const char *name;     /* of what is there, as the log has it */
};

static const struct io_quirk piix4[] = { { 0x40, 64, 0, 0, "PIIX4 ACPI" },
	                                 { 0x90, 16, 0, 0, "PIIX4 SMB" },
	                                 { 0 } };
static const struct io_quirk ich4[] = { { 0x40, 128, 0x44, 0x10, "ICH4 ACPI/GPIO/TCO" },
	                                { 0x58, 64, 0x5c, 0x10, "ICH4 GPIO" },
	                                { 0 } };
static const struct io_quirk ich6[] = { { 0x40, 128, 0x44, 0x80, "ICH6 ACPI/GPIO/TCO" },
	                                { 0x48, 64, 0x4c, 0x10, "ICH6 GPIO" },
	                                { 0 } };

/* Chips of Intel's that have such ports. */
static const struct {
	uint16_t product;
	const struct io_quirk *quirks;
} chips[] = {
	{ 0x7113, piix4 }, { 0x719b, piix4 }, { 0x2410, ich4 }, { 0x2420, ich4 }, { 0x2440, ich4 },
	{ 0x2480, ich4 },  { 0x24c0, ich4 },  { 0x24d0, ich4 }, { 0x25a1, ich4 }, { 0x2640, ich6 },
	{ 0x2641, ich6 },  { 0x27b8, ich6 },  { 0x27b9, ich6 }, { 0x27bd, ich6 }, { 0x2810, ich6 },
	{ 0x2811, ich6 },  { 0x2812, ich6 },  { 0x2814, ich6 }, { 0x2815, ich6 }, { 0x2912, ich6 },
	{ 0x2914, ich6 },  { 0x2916, ich6 },  { 0x2918, ich6 }, { 0x3a16, ich6 },
};

/* What the board says of a register behind the first 64 bytes; 0 when it says nothing. */
static uint64_t config_word(const struct kernel *k, const struct pci_dev *dev, unsigned where)
{
	const struct firmware_list *list = &k->machine->firmware->pci_config;

	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].name, dev->dev.name) && list->items[i].count == 2 &&
		    list->items[i].ranges[0].start == where)
			return list->items[i].ranges[1].start;
	return 0;
}

static const struct outline outline_io = {
	"quirk_io_region",
	QUIRKS_FILE,
	"nn",
	'v',
	N_("Claims ports of a chip that stand in a register of its own kind."),
	N_("A base address register tells how much it decodes; of this one the kernel knows it from "
	   "the chip's data sheet."),
	{ N_("a register without an address: nothing is there"),
	  N_("make it a resource of the function and claim it") }
};

static void quirk_io_region(struct kernel *k, struct pci_dev *dev, const struct io_quirk *q,
                            unsigned nr)
{
	uint64_t region = config_word(k, dev, q->where) & 0xffff & ~(uint64_t)(q->size - 1);
	struct resource *res = &dev->resource[nr];

	ENTER(k, &outline_io, DEV(dev), NAME(k, q->name));
	if (!region || (q->bit && !(config_word(k, dev, q->enable) & q->bit))) {
		TELL(k, &says[NOT_ENABLED], DEV(dev), NAME(k, q->name));
		leave(k);
		return;
	}
	SET(k, res->name, dev->dev.name);
	SET(k, res->flags, IORESOURCE_IO);
	pcibios_bus_to_resource(k, dev->bus, res,
	                        (struct pci_region){ region, region + q->size - 1 });
	if (pci_claim_resource(k, dev, nr)) {
		TELL(k, &says[NOT_CLAIMED], DEV(dev), RANGE(res));
	} else {
		TELL(k, &says[CLAIMED_REGION], DEV(dev), NAME(k, q->name), RANGE(res));
		pci_info(k, dev, "quirk: %s claimed by %s", PR(res), q->name);
	}
	leave(k);
}

static const struct outline outline_video = {
	"pci_fixup_video",
	FIXUP_FILE,
	"n",
	'v',
	N_("Notes that the ROM of the screen's card was copied to RAM by the BIOS."),
	NULL,
	{ N_("its ROM is where the copy is, and nothing is claimed for it") }
};

/* The first VGA that answers is the one that the BIOS used. */
static void pci_fixup_video(struct kernel *k, struct pci_dev *dev)
{
	struct resource *res = &dev->resource[PCI_ROM_RESOURCE];

	if (pci_class(dev) != PCI_CLASS_DISPLAY_VGA || pci_state(k)->boot_vga ||
	    !(pci_read_command(dev) & (PCI_COMMAND_IO | PCI_COMMAND_MEMORY)))
		return;
	ENTER(k, &outline_video, DEV(dev));
	SET(k, pci_state(k)->boot_vga, true);
	SET(k, res->start, 0xc0000);
	SET(k, res->end, 0xdffff);
	SET(k, res->flags, IORESOURCE_MEM | IORESOURCE_ROM_SHADOW | IORESOURCE_PCI_FIXED);
	TELL(k, &says[SHADOW], DEV(dev), RANGE(res));
	pci_info(k, dev, "Video device with shadowed ROM at %s", PR(res));
	leave(k);
}

void pci_fixup_header(struct kernel *k, struct pci_dev *dev)
{
	if (!k->machine || !k->machine->firmware)
		return;
	for (size_t i = 0; dev->vendor == 0x8086 && i < sizeof(chips) / sizeof(chips[0]); i++)
		for (unsigned n = 0; chips[i].product == dev->device && chips[i].quirks[n].size;
		     n++)
			quirk_io_region(k, dev, &chips[i].quirks[n], PCI_BRIDGE_RESOURCES + n);
	pci_fixup_video(k, dev);
}

/* Firmware may still drive a USB controller: it is told to let go, before any driver comes. */
void pci_fixup_final(struct kernel *k, struct pci_dev *dev)
{
	if (pci_class(dev) != PCI_CLASS_SERIAL_USB || (dev->class & 0xcf))
		return;
	TELL(k, &says[USB_HANDOFF], DEV(dev));
	if (!pci_enable_device(k, dev))
		pci_disable_device(k, dev);
}

void pci_apply_final_quirks(struct kernel *k, struct pci_bus *bus)
{
	for (; bus; bus = bus->next) {
		for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
			pci_fixup_final(k, dev);
		pci_apply_final_quirks(k, bus->children);
	}
}
