/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pnp: devices that stand on the motherboard since there were PCs, as ACPI lists
 * them, and three of their drivers: system.c, 8250_pnp.c and rtc-cmos.c, vgacon.c beside them.
 */
#include "linux/arch/x86/kernel/setup.h"
#include "linux/include/serial_8250.h"
#include "linux/kernel/resource_internal.h"

#include <stdio.h>
#include <string.h>

enum {
	FOUND,
	BELOW,
	RESERVED,
	NOT_RESERVED,
	SERIAL,
	CLOCK,
	CLOCK_NAMED,
	CLOCK_TAKEN,
	SCREEN,
	NO_SCREEN,
};

static const struct sentence says[] = {
	[FOUND] = { STEP_READ, LEVEL_STOP, 1, "d",
	            N_("ACPI lists {0} devices of the motherboard.") },
	[BELOW] = { STEP_DECIDE, LEVEL_CALL, 1, "nr",
	            N_("{0} says {1}: ports below 0x100 were claimed long ago.") },
	[RESERVED] = { STEP_LINK, LEVEL_STOP, 2, "nR",
	               N_("The firmware says of {0} only that nobody may use it: {1}, not busy, so "
	                  "that a driver that knows better may claim it.") },
	[NOT_RESERVED] = { STEP_CONFLICT, LEVEL_STOP, 2, "nr",
	                   N_("{1} of {0} is somebody's already, which does no harm.") },
	[SERIAL] = { STEP_DECIDE, LEVEL_STOP, 1, "nr",
	             N_("{0} is a serial port at {1}; the 8250 driver takes it.") },
	[CLOCK] = { STEP_LINK, LEVEL_CALL, 1, "R", N_("{0}: the driver of the clock claims it.") },
	[CLOCK_NAMED] = { STEP_SET, LEVEL_STOP, 2, "R",
	                  N_("The clock is registered, and its ports are called by its name: {0}.") },
	[CLOCK_TAKEN] = { STEP_CONFLICT, LEVEL_STOP, 1, "r",
	                  N_("The ports of the clock, {0}, are somebody's already.") },
	[SCREEN] = { STEP_LINK, LEVEL_STOP, 1, "R",
	             N_("The screen is in text mode: its ports, {0}, are claimed by the console.") },
	[NO_SCREEN] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                N_("The boot parameters speak of no screen in text mode, so nothing is claimed.") },
};

static const struct outline outline_acpi = {
	"pnpacpi_init",
	"drivers/pnp/pnpacpi/core.c",
	"",
	'e',
	N_("Takes over the devices of the motherboard from ACPI."),
	NULL,
	{ N_("each becomes a device with a number like 00:05") }
};

void pnpacpi_init(struct kernel *k)
{
	size_t count = k->machine->firmware->pnp.count;

	ENTER(k, &outline_acpi);
	printk(k, "pnp: PnP ACPI init");
	printk(k, "pnp: PnP ACPI: found %zu devices", count);
	TELL(k, &says[FOUND], WORD(count));
	leave_int(k, 0);
}

static const struct outline outline_system = {
	"pnp_system_init",
	"drivers/pnp/system.c",
	"",
	'e',
	N_("Keeps what the firmware says that nobody may use."),
	N_("These devices, PNP0C01 and PNP0C02, have no driver and never will: they are lists of "
	   "addresses."),
	{ N_("ports below 0x100 are passed over"),
	  N_("claim each range, and let others claim inside it") }
};

static void reserve_range(struct kernel *k, const struct firmware_item *item,
                          const struct firmware_range *r)
{
	struct resource *root = r->io ? &k->ioport_resource : &k->iomem_resource, *res;
	char name[48], range[RESOURCE_STRING];
	const struct resource shown = { .start = r->start,
		                        .end = r->end,
		                        .flags = r->io ? IORESOURCE_IO : IORESOURCE_MEM };

	snprintf(name, sizeof(name), "pnp %s", item->name);
	res = __request_region(k, root, r->start, r->end - r->start + 1, sim_name(k->sim, name), 0);
	if (res) {
		SET(k, res->flags, res->flags & ~(uint64_t)IORESOURCE_BUSY);
		TELL(k, &says[RESERVED], NAME(k, item->name), RES(res));
	} else {
		TELL(k, &says[NOT_RESERVED], NAME(k, item->name), r->start, r->end);
	}
	printk(k, "system %s: %s %s reserved", item->name, resource_string(range, &shown, false),
	       res ? "has been" : "could not be");
}

void pnp_system_init(struct kernel *k)
{
	const struct firmware_list *pnp = &k->machine->firmware->pnp;

	ENTER(k, &outline_system);
	for (size_t i = 0; i < pnp->count; i++) {
		const struct firmware_item *item = &pnp->items[i];

		if (strcmp(item->id, "PNP0C01") != 0 && strcmp(item->id, "PNP0C02") != 0)
			continue;
		for (size_t n = 0; n < item->count; n++) {
			const struct firmware_range *r = &item->ranges[n];

			if (r->io && r->start < 0x100)
				TELL(k, &says[BELOW], NAME(k, item->name), r->start, r->end);
			else
				reserve_range(k, item, r);
		}
	}
	leave_int(k, 0);
}

/* The first range of ITEM, or NULL. */
static const struct firmware_range *first_range(const struct firmware_item *item)
{
	return item->count ? &item->ranges[0] : NULL;
}

static const struct outline outline_serial = {
	"serial8250_pnp_init",
	"drivers/tty/serial/8250/8250_pnp.c",
	"",
	'e',
	N_("Finds serial ports among the devices of the motherboard."),
	NULL,
	{ N_("each that calls itself a 16550 or an 8250 becomes a port of the 8250 driver") }
};

void serial8250_pnp_init(struct kernel *k)
{
	const struct firmware_list *pnp = &k->machine->firmware->pnp;

	ENTER(k, &outline_serial);
	printk(k, "Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled");
	for (size_t i = 0; i < pnp->count; i++) {
		const struct firmware_item *item = &pnp->items[i];
		const struct firmware_range *r = first_range(item);
		struct uart_8250_port up = { .io = true, .answers = true };

		if (!r || (strcmp(item->id, "PNP0501") != 0 && strcmp(item->id, "PNP0500") != 0))
			continue;
		TELL(k, &says[SERIAL], NAME(k, item->name), r->start, r->end);
		up.io = r->io;
		up.mapbase = r->start;
		up.flags = r->io ? 0 : UPF_IOREMAP;
		up.dev = device_new(k, BUS_PLATFORM, sim_name(k->sim, item->name), NULL, -1);
		serial8250_register_8250_port(k, &up);
	}
	leave_int(k, 0);
}

static const struct outline outline_cmos = {
	"cmos_init",
	"drivers/rtc/rtc-cmos.c",
	"",
	'e',
	N_("Finds the clock with its battery among the devices of the motherboard."),
	NULL,
	{ N_("claim its ports"), N_("register it; its ports bear its name from then on") }
};

void cmos_init(struct kernel *k)
{
	const struct firmware_list *pnp = &k->machine->firmware->pnp;

	ENTER(k, &outline_cmos);
	for (size_t i = 0; i < pnp->count; i++) {
		const struct firmware_item *item = &pnp->items[i];
		const struct firmware_range *r = first_range(item);
		struct resource *res;

		if (!r || strncmp(item->id, "PNP0B0", 6) != 0)
			continue;
		res = __request_region(k, &k->ioport_resource, r->start, r->end - r->start + 1,
		                       sim_name(k->sim, "rtc_cmos"), 0);
		if (!res) {
			TELL(k, &says[CLOCK_TAKEN], r->start, r->end);
			break;
		}
		TELL(k, &says[CLOCK], RES(res));
		SET(k, res->name, sim_name(k->sim, "rtc0"));
		TELL(k, &says[CLOCK_NAMED], RES(res));
		printk(k, "rtc_cmos %s: registered as rtc0", item->name);
		break;
	}
	leave_int(k, 0);
}

static const struct outline outline_vga = {
	"vgacon_startup",
	"drivers/video/console/vgacon.c",
	"",
	'n',
	N_("Takes over the screen as the BIOS left it."),
	N_("It comes long before PCI: the ports are claimed before anybody knows which card has "
	   "them."),
	{ N_("what kind of screen is it? claim the ports that such a one has") }
};

/* What the boot parameters may say of a screen in text mode, and its ports. */
static const struct {
	const char *screen, *console, *name;
	uint64_t start, end;
} screens[] = {
	{ "vga+", "colour VGA+", "vga+", 0x3c0, 0x3df },
	{ "ega", "colour EGA", "ega", 0x3c0, 0x3df },
	{ "cga", "colour *CGA", "cga", 0x3d4, 0x3d5 },
	{ "ega-mono", "mono EGA+", "ega", 0x3b0, 0x3bf },
	{ "mda", "mono *MDA", "mda", 0x3b0, 0x3bb },
	{ "mda", NULL, "mda", 0x3bf, 0x3bf },
};

void vgacon_startup(struct kernel *k)
{
	const char *screen = k->machine->firmware->screen;
	bool any = false;

	ENTER(k, &outline_vga);
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		struct resource *res;

		if (strcmp(screen, screens[i].screen) != 0)
			continue;
		any = true;
		res = resource_new(k, screens[i].start, screens[i].end,
		                   sim_name(k->sim, screens[i].name), IORESOURCE_IO,
		                   IORES_DESC_NONE);
		request_resource(k, &k->ioport_resource, res);
		TELL(k, &says[SCREEN], RES(res));
		if (screens[i].console)
			printk(k, "Console: %s 80x25", screens[i].console);
	}
	if (!any)
		TELL(k, &says[NO_SCREEN]);
	leave_word(k, NAME(k, any ? screen : "NULL"));
}
