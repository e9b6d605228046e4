/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/linux.h"

#include "linux/arch/arch.h"
#include "linux/drivers/base/base.h"
#include "linux/mm/vmalloc.h"

#include <string.h>

/* What this build calls a function that others call NAME. */
static const char *name_in_build(const struct kernel *k, const char *name)
{
	const char *word = k->profile->renamed;

	while (*word) {
		const char *other = word + strlen(word) + 1;

		if (!strcmp(word, name))
			return other;
		word = other + strlen(other) + (*other != '\0');
	}
	return name;
}

const char *kernel_caller(const struct kernel *k)
{
	const struct sim *sim = k->sim;

	/* The top frame is the function that asks; the one below it called it. */
	for (unsigned i = sim->depth; i-- > 1;) {
		const char *name = sim->frames[i - 1].function->function;
		unsigned n = 0;

		/* a driver's own function, which has the same outline for all drivers */
		if (k->recipe && (!strcmp(name, "probe") || !strcmp(name, "remove")))
			return k->recipe;

		while (n < k->profile->inlined_count && strcmp(k->profile->inlined[n], name))
			n++;
		if (n == k->profile->inlined_count)
			return name_in_build(k, name);
	}
	return k->machine && !(k->has & HAS_USER) ? "start_kernel" : "bootwalk";
}

void kernel_warn(struct kernel *k, const char *place, const char *function, const char *message)
{
	bool message_last = arch_row(k)->warning_in_front;

	printk(k, "------------[ cut here ]------------");
	if (message && !message_last)
		printk(k, "%s", message);
	printk(k, "WARNING: CPU: 0 PID: %u at %s %s", k->machine ? k->pid : 1, place, function);
	if (message && message_last)
		printk(k, "%s", message);
	printk(k, "---[ end trace 0000000000000000 ]---");
}

void kernel_oops(struct kernel *k)
{
	sim_stop(k->sim, SIM_OOPS, _("the kernel followed a pointer that leads nowhere"));
}

/* kernel/resource.c has these two as initialised variables. */
static void init_root(struct kernel *k, struct resource *root, const char *name, uint64_t end,
                      uint64_t flags)
{
	SET(k, root->name, sim_name(k->sim, name));
	SET(k, root->end, end);
	SET(k, root->flags, flags);
}

struct kernel *kernel_new(struct sim *sim, const struct profile *profile,
                          const struct machine *machine)
{
	struct kernel *k = sim_alloc(sim, sizeof(*k));

	sim_set(sim, k->sim, sim);
	SET(k, k->profile, profile);
	SET(k, k->mapping, &profile->mapping);
	SET(k, k->machine, machine);
	SET(k, k->has, machine ? HAS_MEMBLOCK : HAS_MEMBLOCK | HAS_SLAB | HAS_VMALLOC | HAS_USER);
	init_root(k, &k->iomem_resource, "PCI mem", phys_addr_max(k), IORESOURCE_MEM);
	init_root(k, &k->ioport_resource, "PCI IO", profile->io_space_limit, IORESOURCE_IO);
	base_init(k);
	SET(k, k->vmalloc, sim_alloc(sim, sizeof(*k->vmalloc)));
	memblock_init(k);
	if (!machine)
		vmalloc_free_space(k);
	return k;
}
