/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `bootwalk drivers`: NAME BUS CONFIG and what it matches, a line for each driver. */
#include <inttypes.h>

#include "job.h"
#include "machine/drivers.h"
#include "machine/store.h"
#include "run/probe.h"

/* A mask of hexadecimal digits: `x` where any will do. */
static void add_digits(struct text *out, uint32_t id, uint32_t mask, unsigned digits)
{
	while (digits--)
		text_addf(out, (mask >> 4 * digits & 0xf) ? "%x" : "x", id >> 4 * digits & 0xf);
}

static void add_id(struct text *out, const struct driver *drv, const struct driver_id *id)
{
	text_add_char(out, ' ');
	if (id->compatible || id->name) {
		text_add(out, id->compatible ? id->compatible : id->name);
	} else if (drv->bus == DRIVER_AMBA) {
		text_addf(out, "0x%08" PRIx32 "/0x%08" PRIx32, id->id, id->mask);
	} else if (id->class_mask) {
		text_add(out, "class:");
		add_digits(out, id->class, id->class_mask, 6);
	} else {
		add_digits(out, id->id >> 16, id->mask >> 16, 4);
		text_add_char(out, ':');
		add_digits(out, id->id & 0xffff, id->mask & 0xffff, 4);
	}
}

static void add_driver(struct text *out, const struct driver *drv)
{
	/* what is called with a node is on no bus */
	text_addf(out, "%s %s %s", drv->name,
	          driver_level_is_early(drv->level) ? driver_level_name(drv->level)
	                                            : driver_bus_name(drv->bus),
	          drv->config ? drv->config : "-");
	for (size_t i = 0; i < drv->id_count; i++)
		add_id(out, drv, &drv->ids[i]);
	text_add_char(out, '\n');
}

/* STORE is what the drivers that ship lie in; the caller closes it. */
static bool load(struct job *job, struct driver_set *set, struct store **store)
{
	const struct machine_options *o = &job->line->machine;
	const void *packed;
	size_t len;
	bool ok;

	if (!store_open(store, job->err))
		return false;
	ok = !store_drivers(*store, &packed, &len) ||
	     drivers_add_packed(set, packed, len, job->err);
	for (unsigned i = 0; ok && i < o->driver_count; i++)
		ok = drivers_add_folder(set, o->drivers[i], true, job->err);
	return ok && drivers_finish(set, job->err) &&
	       run_check_drivers(set, job->vocabulary, job->err);
}

int job_list_drivers(struct job *job)
{
	struct driver_set *set = drivers_new();
	struct store *store = NULL;
	struct text out = { 0 };
	bool ok = load(job, set, &store);

	for (size_t i = 0; ok && i < set->count; i++)
		add_driver(&out, set->drivers[i]);
	drivers_free(set);
	store_close(store);
	return ok ? job_print(&out, job->err) : EXIT_BAD;
}
