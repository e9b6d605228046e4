/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options that describe a machine, the same for every subcommand.
 *
 * cmdline.c parses the command line by this table and prints --help from it;
 * machine_load() reads what it filled in.
 */
#include "machine/machine.h"
#include "sim/intl.h"

#define ONE(member) offsetof(struct machine_options, member), 1, 0
#define MANY(member, counter)                                                                      \
	offsetof(struct machine_options, member),                                                  \
		sizeof(((struct machine_options *)0)->member) / sizeof(const char *),              \
		offsetof(struct machine_options, counter)

const struct machine_option machine_option_rows[] = {
	{ "kernel", N_("NAME|FILE"),
	  N_("Boot the kernel whose profile is called NAME, or is in FILE (.dts or .dtb)."),
	  ONE(kernel) },
	{ "append", N_("ARGS"), N_("Use ARGS as boot arguments, in place of /chosen/bootargs."),
	  ONE(append) },
	{ "kernel-base", N_("ADDR"), N_("Put the kernel image at ADDR."), ONE(kernel_base) },
	{ "fdt-base", N_("ADDR"), N_("Put the device tree blob at ADDR."), ONE(fdt_base) },
	{ "fdt-size", N_("BYTES"), N_("Take the blob for BYTES long, padding included."),
	  ONE(fdt_size) },
	{ "initrd", N_("START-END"), N_("Put the initrd at START to END, both inclusive."),
	  ONE(initrd) },
	{ "cpus", N_("N"), N_("Count N possible CPUs, whatever the tree has."), ONE(cpus) },
	{ "memory", N_("RANGE[,RANGE...]"),
	  N_("Replace the memory nodes by these ranges, START-END and inclusive."), ONE(memory) },
	{ "overlay", N_("FILE"), N_("Apply the overlay FILE to the tree; may be repeated."),
	  MANY(overlays, overlay_count) },
	{ "pci", N_("FILE"), N_("Take the PCI cards in FILE, in the place of the board's."),
	  ONE(pci) },
	{ "drivers", N_("DIR"), N_("Add the drivers (NAME.drv) in DIR; may be repeated."),
	  MANY(drivers, driver_count) },
	{ "bind", "known|builtin|all|none",
	  N_("Bind devices whose driver is known, or built into the kernel; or all; or none."),
	  ONE(bind) },
	{ "absent", N_("NODE"),
	  N_("Let the hardware of NODE not answer a driver that looks; may be repeated."),
	  MANY(absent, absent_count) },
	{ "inject", N_("FILE"), N_("Run the calls in FILE at the moments that they name."),
	  ONE(inject) },
	{ "at", N_("MOMENT"), N_("Show the state at MOMENT, not at the end of the boot."),
	  ONE(at) },
};
const size_t machine_option_count = sizeof(machine_option_rows) / sizeof(machine_option_rows[0]);

const char *machine_option_at(const struct machine_options *options, const struct machine_option *o,
                              unsigned n)
{
	const char *base = (const char *)options;
	const void *member = base + o->offset, *counter = base + o->count_offset;
	unsigned count = o->max == 1 ? 1 : *(const unsigned *)counter;

	return n < count ? ((const char *const *)member)[n] : NULL;
}

bool machine_option_add(struct machine_options *options, const struct machine_option *o,
                        const char *value)
{
	char *base = (char *)options;
	const char **member = (const char **)(void *)(base + o->offset);
	unsigned *count = (unsigned *)(void *)(base + o->count_offset);

	if (o->max == 1) {
		*member = value;
		return true;
	}
	if (*count >= o->max)
		return false;
	member[(*count)++] = value;
	return true;
}
