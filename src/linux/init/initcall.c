/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/init/initcall.h"

#include <string.h>

#include "linux/include/setup.h"

#define MAIN_FILE "init/main.c"

enum { KEPT_OUT, SKIPPED };

static const struct sentence says[] = {
	[KEPT_OUT] = { STEP_SET, LEVEL_STOP, 1, "n",
	               N_("The initcall {0} is not to run: the boot arguments say so.") },
	[SKIPPED] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	              N_("{0} is on the list of initcalls that are kept out, so it does not run.") },
};

/* A function that is kept out; the newest is first. */
struct blacklist_entry {
	struct blacklist_entry *next;
	const char *name;
};

static const struct outline outline_blacklist = {
	"initcall_blacklist",
	MAIN_FILE,
	"n",
	'e',
	N_("Reads initcall_blacklist=FUNCTION[,FUNCTION...]."),
	N_("It names functions of the kernel's source, not drivers; a name that there is not is "
	   "no error."),
	{ N_("a record and a copy of each name, from memblock"), N_("put it on the list"), N_("0") }
};

static void keep_out(struct kernel *k, const char *name)
{
	struct blacklist_entry *entry = sim_alloc(k->sim, sizeof(*entry));

	printk(k, "blacklisting initcall %s", name);
	memblock_alloc(k, 24, k->profile->cache_line);
	memblock_alloc(k, strlen(name) + 1, k->profile->cache_line);
	SET(k, entry->name, name);
	SET(k, entry->next, k->setup->blacklisted_initcalls);
	SET(k, k->setup->blacklisted_initcalls, entry);
	TELL(k, &says[KEPT_OUT], name_id(name));
}

int initcall_blacklist(struct kernel *k, const char *value)
{
	const char *at = value ? value : "";

	ENTER(k, &outline_blacklist, NAME(k, at));
	while (value) {
		size_t len = strcspn(at, ",");

		keep_out(k, names_intern_n(&k->sim->names, at, len));
		if (!at[len])
			break;
		at += len + 1;
	}
	return leave_int(k, 0);
}

bool initcall_blacklisted(struct kernel *k, const char *name)
{
	const struct blacklist_entry *entry = k->setup->blacklisted_initcalls;

	while (entry && name && strcmp(entry->name, name) != 0)
		entry = entry->next;
	if (!entry || !name)
		return false;
	printk(k, "initcall %s blacklisted", name);
	TELL(k, &says[SKIPPED], name_id(entry->name));
	return true;
}
