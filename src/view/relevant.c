/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/relevant.h"

#include <string.h>

/* Steps that are looked at for one that is about something. */
#define LOOK 256

/* The first row that fits holds; a view that there is not is none. */
static const struct {
	const char *file;     /* the kernel's path of the file begins so */
	const char *function; /* the name has this in it; NULL: any */
	const char *view;
} rows[] = {
	{ "mm/memblock", NULL, "memblock" },
	{ "kernel/resource", NULL, "tree" },
	{ "mm/ioremap", NULL, "mappings" },
	{ "mm/vmalloc", NULL, "mappings" },
	{ "kernel/iomem", NULL, "mappings" },
	{ "include/asm-generic/io.h", NULL, "mappings" },
	{ "arch/arm/mm/ioremap", NULL, "mappings" },
	{ "arch/arm64/mm/ioremap", NULL, "mappings" },
	{ "arch/x86/mm/", NULL, "mappings" },
	{ "lib/devres", "ioremap", "mappings" },
	{ "lib/devres", NULL, "devices" },
	{ "fs/proc/", NULL, "proc" },
	{ "fs/seq_file", NULL, "proc" },
	{ "mm/memory_hotplug", NULL, "tree" },
	{ "drivers/of/platform", NULL, "devices" },
	{ "drivers/of/of_reserved_mem", NULL, "memblock" },
	{ "drivers/of/", NULL, "dtb" },
	{ "drivers/base/", NULL, "devices" },
	{ "drivers/amba/", NULL, "devices" },
	{ "drivers/pci/setup-", NULL, "tree" },
	{ "drivers/pci/", NULL, "devices" },
	{ "arch/arm64/kernel/setup", "standard_resources", "tree" },
	{ "arch/arm/kernel/setup", "standard_resources", "tree" },
	{ "arch/arm64/kernel/setup", "reserve_memblock", "tree" },
	{ "arch/arm64/kernel/setup", "machine_fdt", "dtb" },
	{ "arch/arm64/mm/", NULL, "memblock" },
	{ "arch/arm/mm/", NULL, "memblock" },
	{ "mm/sparse", NULL, "memblock" },
	{ "mm/percpu", NULL, "memblock" },
	{ "mm/page_alloc", NULL, "memblock" },
	{ "mm/cma", NULL, "memblock" },
	{ "kernel/dma/", NULL, "memblock" },
	{ "kernel/printk/", NULL, "log" },
	{ "init/main", "run_init_process", "proc" },
};

static size_t view_of(const char *name)
{
	size_t i = 0;

	while (i < view_count && strcmp(views[i].name, name) != 0)
		i++;
	return i;
}

static const char *row_for(const struct outline *f)
{
	for (size_t i = 0; f && i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strncmp(f->file, rows[i].file, strlen(rows[i].file)) &&
		    (!rows[i].function || strstr(f->function, rows[i].function)))
			return rows[i].view;
	return NULL;
}

static const char *row_of_step(const struct step *step)
{
	const char *view = row_for(step->function);

	/* a line for the log, in a function that is about nothing that is shown */
	return !view && step->says->kind == STEP_PRINT ? "log" : view;
}

/* A stage is about what its first stop is about. */
static const char *row_ahead(const struct sim *sim, uint32_t at)
{
	const char *view = NULL;

	for (uint32_t i = at + 1; !view && i < sim->step_count && i - at < LOOK; i++)
		if (sim->steps[i].says->level == LEVEL_STOP)
			view = row_of_step(&sim->steps[i]);
	return view;
}

size_t view_relevant(const struct player *p)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = player_step_now(p);
	const char *view = NULL;

	if (!step)
		return view_count;
	if (step->says->level == LEVEL_STAGE && !p->veiled)
		view = row_ahead(sim, p->at);
	/* what is about nothing in particular leaves what was shown before it */
	for (uint32_t i = p->at, n = 0; !view && n < LOOK; i--, n++) {
		view = row_of_step(&sim->steps[i]);
		if (!i)
			break;
	}
	return view ? view_of(view) : view_count;
}
