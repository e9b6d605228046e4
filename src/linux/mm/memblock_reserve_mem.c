/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/memblock.c: memory that the command line keeps for whoever knows its name. */
#include <ctype.h>
#include <string.h>

#include "linux/include/memblock.h"
#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define NAME_SIZE 16 /* RESERVE_MEM_NAME_SIZE, with the end mark */

enum { MALFORMED, FULL, TAKEN_NAME, NO_ROOM, KEPT };

static const struct sentence says[] = {
	[MALFORMED] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	                N_("reserve_mem={0} is not SIZE:ALIGNMENT:NAME, so nothing is kept.") },
	[FULL] = { STEP_REFUSE, LEVEL_STOP, 1, "d",
	           N_("reserve_mem= may be there {0} times; this one keeps nothing.") },
	[TAKEN_NAME] = { STEP_REFUSE, LEVEL_STOP, 3, "n",
	                 N_("Memory of the name {0} is kept already.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 4, "s", N_("There is no free place of {0}.") },
	[KEPT] = { STEP_ALLOCATE, LEVEL_STOP, 4, "rsn",
	           N_("{0}, {1}, is kept under the name {2}. With the same memory and command line "
	              "it lies there again after a restart.") },
};

static const struct outline outline = {
	"reserve_mem",
	"mm/memblock.c",
	"n",
	'e',
	N_("Keeps memory for a driver that looks for it by a name."),
	N_("Where it lies nobody says; that it is the same place each time is all it is good for."),
	{ N_("eight times at most"), N_("SIZE:ALIGNMENT:NAME, the name up to 15 characters"),
	  N_("a name that was given already: -EBUSY"),
	  N_("the highest free place, at least at a cache line") }
};

/* The three parts of VALUE; false when it does not have them. */
static bool read_value(struct kernel *k, const char *value, uint64_t *size, uint64_t *align,
                       const char **name)
{
	const char *p;

	*size = memparse(value, &p);
	if (!*size || p == value || *p != ':')
		return false;
	*align = max64(memparse(p + 1, &p), k->profile->cache_line);
	if (*p != ':' || !p[1] || strlen(p + 1) >= NAME_SIZE)
		return false;
	*name = p + 1;
	for (p = *name; isspace((unsigned char)*p); p++)
		;
	return *p != '\0';
}

int reserve_mem(struct kernel *k, const char *value)
{
	struct setup_state *setup = k->setup;
	const unsigned most = sizeof(setup->reserve_mem_names) / sizeof(char *);
	uint64_t size, align;
	phys_addr_t at;
	const char *name;

	ENTER(k, &outline, NAME(k, value ? value : ""));
	if (value && setup->reserve_mem_count == most) {
		TELL(k, &says[FULL], most);
		return leave_int(k, -EBUSY);
	}
	if (!value || !read_value(k, value, &size, &align, &name)) {
		TELL(k, &says[MALFORMED], NAME(k, value ? value : ""));
		return leave_int(k, -EINVAL);
	}
	name = sim_name(k->sim, name);
	for (unsigned i = 0; i < setup->reserve_mem_count; i++) {
		if (!strcmp(setup->reserve_mem_names[i], name)) {
			TELL(k, &says[TAKEN_NAME], name_id(name));
			return leave_int(k, -EBUSY);
		}
	}
	at = memblock_phys_alloc(k, size, align);
	if (!at) {
		TELL(k, &says[NO_ROOM], size);
		return leave_int(k, -ENOMEM);
	}
	SET(k, setup->reserve_mem_names[setup->reserve_mem_count], name);
	SET(k, setup->reserve_mem_count, setup->reserve_mem_count + 1);
	TELL(k, &says[KEPT], SPAN(at, size), size, name_id(name));
	return leave_int(k, 1);
}
