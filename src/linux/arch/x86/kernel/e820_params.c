/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/e820.c, second part: what the command line changes in the map of the
 * BIOS.  mem= and memmap= are obeyed one after the other, as they stand.
 */
#include <stdio.h>
#include <string.h>

#include "linux/arch/x86/kernel/setup.h"
#include "linux/lib/cmdline.h"

#define E820_FILE "arch/x86/kernel/e820.c"

enum { LIMITED, NO_NUMBER, EXACT, ADDED, USER_MAP, NO_CHANGE };

static const struct sentence says[] = {
	[LIMITED] = { STEP_SET, LEVEL_STOP, 2, "a",
	              N_("The command line says that RAM ends at {0}: what is usable above it is "
	                 "struck out.") },
	[NO_NUMBER] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	                N_("{0} is no size, so it changes nothing.") },
	[EXACT] = { STEP_SET, LEVEL_STOP, 1, "",
	            N_("memmap=exactmap: all that the BIOS said is forgotten; what follows on the "
	               "command line is the map.") },
	[ADDED] = { STEP_SET, LEVEL_STOP, 2, "rn",
	            N_("memmap= says that {0} is {1}; it stands beside what the BIOS says until the "
	               "map is put in order.") },
	[USER_MAP] = { STEP_SET, LEVEL_STOP, 1, "d",
	               N_("The command line changed the map, so it is put in order and printed once "
	                  "more: {0} ranges.") },
	[NO_CHANGE] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	                N_("Neither mem= nor memmap= changed the map.") },
};

static const struct outline outline_memopt = {
	"parse_memopt",
	E820_FILE,
	"n",
	'e',
	N_("Reads mem=SIZE: where RAM is to end."),
	N_("It is an address, not an amount: holes below it count."),
	{ N_("no size, or 0: -EINVAL"), N_("strike out what is usable from there on") }
};

static void limit(struct kernel *k, uint64_t size)
{
	e820__range_remove(k, size, UINT64_MAX - size, E820_TYPE_RAM, true);
	TELL(k, &says[LIMITED], size);
}

int parse_memopt(struct kernel *k, const char *value)
{
	uint64_t size;

	ENTER(k, &outline_memopt, NAME(k, value ? value : ""));
	if (!value)
		return leave_int(k, -EINVAL);
	if (!strcmp(value, "nopentium")) {
		printk(k, "mem=nopentium ignored! (only supported on x86_32)");
		return leave_int(k, -EINVAL);
	}
	SET(k, k->x86->userdef, true);
	size = memparse(value, NULL);
	if (!size) {
		TELL(k, &says[NO_NUMBER], NAME(k, value));
		return leave_int(k, -EINVAL);
	}
	limit(k, size);
	return leave_int(k, 0);
}

static const struct outline outline_memmap_one = {
	"parse_memmap_one",
	E820_FILE,
	"n",
	'e',
	N_("Reads one part of memmap=: exactmap, SIZE@START, SIZE#START, SIZE$START, SIZE!START or "
	   "SIZE."),
	N_("The sign says the type: @ is usable, # ACPI data, $ reserved, ! persistent."),
	{ N_("exactmap: the map is empty from here on"),
	  N_("SIZE and a sign: one more range of that type; SIZE alone: as with mem="),
	  N_("anything behind it: -EINVAL, though the range stays") }
};

/* The types that a sign between size and address stands for. */
static const struct {
	char sign;
	uint32_t type;
} signs[] = {
	{ '@', E820_TYPE_RAM },
	{ '#', E820_TYPE_ACPI },
	{ '$', E820_TYPE_RESERVED },
	{ '!', E820_TYPE_PRAM },
};

/* SIZE%START-OLD+NEW: what is OLD becomes NEW; what lacks is anything, or nothing. */
static int change_type(struct kernel *k, const char *p, uint64_t size)
{
	uint64_t start = memparse(p, &p);
	uint32_t from = 0, to = 0;

	if (*p == '-')
		from = (uint32_t)simple_strtoull(p + 1, &p);
	if (*p == '+')
		to = (uint32_t)simple_strtoull(p + 1, &p);
	if (*p)
		return -EINVAL;
	if (from && to)
		e820__range_update(k, start, size, from, to);
	else if (to)
		e820__range_add(k, start, size, to);
	else
		e820__range_remove(k, start, size, from, from != 0);
	return 0;
}

static int parse_memmap_one(struct kernel *k, const char *p)
{
	const char *start = p;
	uint64_t size;

	ENTER(k, &outline_memmap_one, NAME(k, p));
	if (!strncmp(p, "exactmap", 8)) {
		SET(k, k->x86->e820_table.nr_entries, 0);
		SET(k, k->x86->userdef, true);
		TELL(k, &says[EXACT]);
		return leave_int(k, 0);
	}
	size = memparse(p, &p);
	if (p == start)
		return leave_int(k, -EINVAL);
	SET(k, k->x86->userdef, true);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		uint64_t at;

		if (*p != signs[i].sign)
			continue;
		at = memparse(p + 1, &p);
		e820__range_add(k, at, size, signs[i].type);
		TELL(k, &says[ADDED], SPAN(at, size), NAME(k, e820_type_word(signs[i].type)));
		return leave_int(k, *p ? -EINVAL : 0);
	}
	if (*p == '%')
		return leave_int(k, change_type(k, p + 1, size));
	limit(k, size);
	return leave_int(k, *p ? -EINVAL : 0);
}

int parse_memmap_opt(struct kernel *k, const char *value)
{
	while (value && *value) {
		size_t len = strcspn(value, ",");
		char part[128];

		snprintf(part, sizeof(part), "%.*s", (int)len, value);
		parse_memmap_one(k, sim_name(k->sim, part));
		value += len + (value[len] == ',');
	}
	return 0;
}

static const struct outline outline_finish = {
	"e820__finish_early_params",
	E820_FILE,
	"",
	'v',
	N_("Puts the map in order once more when the command line changed it."),
	NULL,
	{ N_("unless mem= or memmap= was there, nothing is to be done; else sort it"),
	  N_("an impossible map ends the boot") }
};

void e820__finish_early_params(struct kernel *k)
{
	ENTER(k, &outline_finish);
	if (!k->x86->userdef) {
		TELL(k, &says[NO_CHANGE]);
		leave(k);
		return;
	}
	if (e820__update_table(k) < 0) {
		printk(k, "Kernel panic - not syncing: Invalid user supplied memory map");
		kernel_panic(k, _("the memory map that the command line gave cannot be used"));
	}
	printk(k, "%suser-defined physical RAM map:",
	       profile_logs(k->profile, LOG_E820_PREFIX) ? "e820: " : "");
	e820__print_table(k, "user");
	TELL(k, &says[USER_MAP], k->x86->e820_table.nr_entries);
	leave(k);
}
