/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drivers of a machine's kernel: what each matches, and its probe as a recipe
 * in the command language.
 *
 * A driver is text, boards/drivers/NAME.drv; boards/drivers/README.md tells its
 * form.  Those that ship are packed into boards.dtb; --drivers DIR adds more.  Here
 * only the head of a recipe is understood; its lines are parsed where they run.
 * A set never changes once it is made.
 */
#ifndef BOOTWALK_MACHINE_DRIVERS_H
#define BOOTWALK_MACHINE_DRIVERS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

enum driver_bus { DRIVER_PLATFORM, DRIVER_AMBA, DRIVER_PCI };

/* In the order in which the kernel runs them; those of modules come after all. */
enum driver_level {
	DRIVER_EARLY, /* no driver at all: of_clk_init() and its like, called before initcalls */
	DRIVER_CORE,
	DRIVER_POSTCORE,
	DRIVER_ARCH,
	DRIVER_SUBSYS,
	DRIVER_FS,
	DRIVER_DEVICE,
	DRIVER_LATE,
	DRIVER_LEVELS
};

struct driver_id {
	const char *compatible;     /* platform, OF_DECLARE: a string of the node's `compatible` */
	const char *name;           /* platform: the device's own name ("reg-dummy") */
	uint32_t id, mask;          /* amba: the peripheral ID; pci: vendor << 16 | device */
	uint32_t class, class_mask; /* pci by class, as in /proc/bus/pci: 0x060400 */
};

/* A section of a recipe: the lines of probe, remove or mmap, joined by newlines. */
struct driver_section {
	const char *text; /* NULL when the recipe has no such section */
	size_t len;       /* bytes */
	unsigned line;    /* of its first line in the file, from 1 */
};

struct driver {
	const char *name;   /* as the devices folder shows it */
	const char *file;   /* NAME.drv; for errors */
	const char *config; /* without CONFIG_; NULL: there with every kernel */
	enum driver_bus bus;
	enum driver_level level;
	unsigned order; /* among those of its level, as the kernel is linked */
	const struct driver_id *ids;
	size_t id_count;
	struct driver_section probe, remove, mmap;
	bool example; /* of the texts people learn from: binds what nothing else does */
};

struct driver_set {
	const struct driver **drivers; /* by level, then order, then name */
	size_t count;
};

#endif
