/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drivers of a machine's kernel: what each matches, and its probe as a recipe
 * in the command language.
 *
 * A driver is text, boards/drivers/NAME.drv; boards/drivers/README.md tells its
 * form.  Those that ship are packed into boards.dtb when the program is built, so
 * that a start parses none of them; --drivers DIR adds more.  Here only the head of
 * a recipe is understood: its lines are parsed where they run, and are checked by
 * whoever knows the commands (run/recipe.h).
 *
 * A set is made (drivers_new, drivers_add_..., drivers_finish) and never changes after
 * that.  It owns all that its drivers point to.
 */
#ifndef BOOTWALK_MACHINE_DRIVERS_H
#define BOOTWALK_MACHINE_DRIVERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

/* The same order as enum device_bus. */
enum driver_bus { DRIVER_PLATFORM, DRIVER_AMBA, DRIVER_PCI, DRIVER_BUS_COUNT };

/*
 * When a driver comes, in the order of a boot.  The first three are no drivers at
 * all: functions that the kernel calls with a node before there are devices.  Those
 * of modules come when user space starts, whatever their level.
 */
enum driver_level {
	DRIVER_IRQCHIP, /* irqchip_init(): the interrupt controllers */
	DRIVER_CLK,     /* of_clk_init() */
	DRIVER_TIMER,   /* timer_probe() */
	DRIVER_CORE,    /* the initcalls */
	DRIVER_POSTCORE,
	DRIVER_ARCH,
	DRIVER_SUBSYS,
	DRIVER_FS,
	DRIVER_DEVICE,
	DRIVER_LATE,
	DRIVER_LEVELS
};

static inline bool driver_level_is_early(enum driver_level level)
{
	return level < DRIVER_CORE;
}

/* Is it in the kernel that boots?  The profile says, by the driver's config. */
enum driver_presence {
	DRIVER_BUILTIN,
	DRIVER_MODULE,
	DRIVER_ABSENT, /* the profile names it nowhere */
};

/* One thing that a driver matches: what is not NULL, or the numbers of its bus. */
struct driver_id {
	const char *compatible;     /* a string of the node's `compatible` */
	const char *name;           /* platform: the device's own name ("reg-dummy") */
	uint32_t id, mask;          /* amba: the peripheral ID; pci: vendor << 16 | device */
	uint32_t class, class_mask; /* pci by class, as lspci -n shows it: 0x060400 */
};

/* A section of a recipe: its lines, from the one behind the section's own word on. */
struct driver_section {
	const char *text;     /* NULL when the recipe has no such section */
	size_t len;           /* bytes */
	unsigned line;        /* of its first line in the file, from 1 */
	const char *function; /* what the kernel's driver calls it: "pl061_probe"; or NULL */
};

enum driver_section_kind { SECTION_PROBE, SECTION_REMOVE, SECTION_MMAP, SECTION_COUNT };

struct driver {
	const char *name;   /* as the drivers folder of sysfs shows it */
	const char *file;   /* for errors: NAME.drv, or the path of one that was added */
	const char *config; /* without CONFIG_; NULL: there with every kernel */
	const char *source; /* the kernel's file that the recipe retells; may be NULL */
	enum driver_bus bus;
	enum driver_level level;
	unsigned order;   /* among those of its level, as the kernel is linked */
	const char *init; /* the initcall that registers it; NULL: not said */
	enum driver_presence presence;
	unsigned index; /* in the set */
	unsigned line;  /* of its `driver` line in the file */
	const struct driver_id *ids;
	size_t id_count;
	struct driver_section sections[SECTION_COUNT];
	bool example;      /* of the texts people learn from: binds what nothing else does */
	bool builtin_only; /* binds with kernels that have it built in, and is not loaded by others */
	bool checked;      /* each line was parsed when it was packed */
	bool is_module;    /* `initcall module`: comes when user space starts, with any kernel */
};

struct driver_set {
	const struct driver **drivers; /* by level, then order, then name */
	size_t count;
	struct driver_table *table; /* the rest is drivers.c's own */
};

struct driver_set *drivers_new(void);
void drivers_free(struct driver_set *set);

/*
 * Add the drivers in LEN bytes of TEXT, one or more.  FILE is for errors, which are
 * FILE:LINE: reason.  One whose name and bus the set has already takes its place, if
 * REPLACE, and is an error otherwise.
 */
bool drivers_add_text(struct driver_set *set, const char *file, const char *text, size_t len,
                      bool replace, struct error *err);
/* Add each NAME.drv of the folder at PATH, in the order of their names. */
bool drivers_add_folder(struct driver_set *set, const char *path, bool replace, struct error *err);

/*
 * What drivers_pack() makes, malloc()ed: no start parses a driver that ships.  What is
 * added is lent: it must outlive the set, whose strings lie in it.
 */
void drivers_pack(const struct driver_set *set, unsigned char **data, size_t *len);
bool drivers_add_packed(struct driver_set *set, const void *data, size_t len, struct error *err);

/*
 * All are there: put them in their order and make the tables for matching.  A
 * compatible (a name, an ID) that two drivers of one bus claim is an error.
 */
bool drivers_finish(struct driver_set *set, struct error *err);

/*
 * Say which are built in: BUILTIN and MODULES are lists of config names, each with its
 * NUL, as a blob has them; NULL when the kernel does not say, and then all are.
 */
void drivers_set_presence(struct driver_set *set, const char *builtin, size_t builtin_len,
                          const char *modules, size_t modules_len);

/*
 * Each driver that claims the COMPATIBLE (or the NAME of a device): *NEXT begins at 0
 * and is the place to go on from; NULL past the last.
 */
const struct driver *drivers_by_compatible(const struct driver_set *set, const char *compatible,
                                           unsigned *next, const struct driver_id **id);
const struct driver *drivers_by_name(const struct driver_set *set, const char *name, unsigned *next,
                                     const struct driver_id **id);
/* Does it claim the amba or pci device with those numbers?  The row that does, or NULL. */
const struct driver_id *driver_claims_amba(const struct driver *drv, uint32_t periphid);
const struct driver_id *driver_claims_pci(const struct driver *drv, uint32_t vendor_device,
                                          uint32_t class);

/* The name by which the driver of --bind=all is found, which no device bears. */
#define DRIVER_ASSUMED "*"

const char *driver_bus_name(enum driver_bus bus);
const char *driver_level_name(enum driver_level level);
const char *driver_section_name(enum driver_section_kind kind);

#endif
