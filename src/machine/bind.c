/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which drivers a machine's kernel has, and which hardware is not there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/input.h"
#include "machine/loading.h"
#include "sim/intl.h"
#include "sim/memory.h"

static enum bind_mode bind_mode(const char *word)
{
	if (word && !strcmp(word, "builtin"))
		return BIND_BUILTIN;
	if (word && !strcmp(word, "all"))
		return BIND_ALL;
	return word && !strcmp(word, "none") ? BIND_NONE : BIND_KNOWN;
}

/*
 * With --bind=all, what no driver is made for gets this one.  No device has such a
 * name: linux/drivers/base/bus.c looks for it.
 */
static bool add_assumed(struct loading *l)
{
	struct error err;
	char text[2048];
	int len;

	len = snprintf(text, sizeof(text), "driver assumed\n  name %s\n  initcall late\n  probe\n",
	               DRIVER_ASSUMED);
	for (int n = 0; n < 16; n++)
		len += snprintf(text + len, sizeof(text) - (size_t)len,
		                "if platform_get_resource . mem %d then try "
		                "devm_platform_ioremap_resource . %d\n",
		                n, n);
	return drivers_add_text(l->machine->drivers, "assumed.drv", text, (size_t)len, true, &err);
}

/* The shipped ones first: one of --drivers may take the place of one of them. */
static bool load_drivers(struct loading *l)
{
	struct machine *m = l->machine;
	const struct profile *p = m->profile;
	const void *packed;
	size_t len;

	m->drivers = drivers_new();
	if (store_drivers(l->store, &packed, &len) &&
	    !drivers_add_packed(m->drivers, packed, len, l->err))
		return false;
	for (unsigned i = 0; i < l->opts.driver_count; i++)
		if (!drivers_add_folder(m->drivers, l->opts.drivers[i], true, l->err))
			return false;
	if (m->bind == BIND_ALL)
		add_assumed(l);
	drivers_set_presence(m->drivers, p->builtin, p->builtin_len, p->modules, p->modules_len);
	return drivers_finish(m->drivers, l->err);
}

bool loading_bind(struct loading *l)
{
	struct machine *m = l->machine;
	unsigned count = l->opts.absent_count;

	m->bind = bind_mode(l->opts.bind);
	m->absent = xmalloc((count + 1) * sizeof(*m->absent));
	for (unsigned i = 0; i < count; i++)
		m->absent[m->absent_count++] = loading_node(l->tree.fdt, l->opts.absent[i]);
	return load_drivers(l);
}

bool machine_answers(const struct machine *machine, int node)
{
	for (unsigned i = 0; machine && i < machine->absent_count; i++)
		if (machine->absent[i] == node && node >= 0)
			return false;
	return true;
}

bool machine_wants_driver(const struct machine *machine, const struct driver *drv)
{
	switch (machine->bind) {
	case BIND_NONE:
		return false;
	case BIND_BUILTIN:
		return drv->presence == DRIVER_BUILTIN && !drv->is_module;
	case BIND_KNOWN:
	case BIND_ALL:
		break;
	}
	return !drv->builtin_only || drv->presence == DRIVER_BUILTIN;
}
