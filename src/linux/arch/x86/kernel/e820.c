/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/e820.c: the memory map that the BIOS of a PC gives, and what the
 * kernel makes of it.
 *
 * A BIOS may list ranges in any order, overlapping and cut in pieces, so each change is
 * followed by the same clean-up: sorted, without overlaps, and the higher type wins.
 */
#include "linux/arch/x86/kernel/setup.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/memory.h"

#define E820_FILE "arch/x86/kernel/e820.c"

enum {
	STAGE_E820,
	FROM_BIOS,
	TOO_FEW,
	WRAPS,
	FULL,
	ENTRY,
	CLEANED,
	UNCHANGED,
	ONE_ONLY,
	UPDATED,
	REMOVED,
	NOTHING,
	LAST_RAM,
};

static const struct sentence says[] = {
	[STAGE_E820] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                 N_("{0}: the BIOS tells what lies where in memory; a PC has no device "
	                    "tree.") },
	[FROM_BIOS] = { STEP_READ, LEVEL_STOP, 1, "d",
	                N_("The boot loader asked the BIOS, call e820, and got {0} ranges. They are "
	                   "all the kernel knows of memory.") },
	[TOO_FEW] = { STEP_REFUSE, LEVEL_STOP, 1, "",
	              N_("One range cannot be all there is, so the map is not believed: 640 KiB and "
	                 "what an older BIOS call counted must do.") },
	[WRAPS] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	            N_("The range from {0} on passes the last address of all: the map is not "
	               "believed from there on.") },
	[FULL] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	           N_("The table is full: the range from {0} on is left out.") },
	[ENTRY] = { STEP_READ, LEVEL_STOP, 3, "rn", N_("The firmware says that {0} is {1}.") },
	[CLEANED] = { STEP_SET, LEVEL_CALL, 4, "dd",
	              N_("Sorted and without overlaps, {0} ranges become {1}; where two met, the "
	                 "higher type won: reserved beats usable.") },
	[UNCHANGED] = { STEP_DECIDE, LEVEL_STEP, 4, "d",
	                N_("The {0} ranges were in order and did not meet.") },
	[ONE_ONLY] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	               N_("A single range needs no order, and an impossible one cannot have it.") },
	[UPDATED] = { STEP_SET, LEVEL_STOP, 3, "rnns",
	              N_("In {0} what was {1} becomes {2}: {3}.") },
	[REMOVED] = { STEP_SET, LEVEL_STOP, 3, "rs",
	              N_("{0} is struck out of the map: {1} of it were there.") },
	[NOTHING] = { STEP_DECIDE, LEVEL_CALL, 2, "rn", N_("In {0} there is nothing {1}.") },
	[LAST_RAM] = { STEP_READ, LEVEL_STOP, 1, "aa",
	               N_("RAM ends at {0}; no more than {1} counts here.") },
};

const char *e820_type_word(uint32_t type)
{
	switch (type) {
	case E820_TYPE_RAM:
	case E820_TYPE_RESERVED_KERN:
		return "usable";
	case E820_TYPE_RESERVED:
		return "reserved";
	case E820_TYPE_SOFT_RESERVED:
		return "soft reserved";
	case E820_TYPE_ACPI:
		return "ACPI data";
	case E820_TYPE_NVS:
		return "ACPI NVS";
	case E820_TYPE_UNUSABLE:
		return "unusable";
	case E820_TYPE_PMEM:
		return "persistent (type 7)";
	case E820_TYPE_PRAM:
		return "persistent (type 12)";
	default:
		return NULL;
	}
}

/* The same for any number. */
static const char *type_word(struct kernel *k, uint32_t type)
{
	const char *word = e820_type_word(type);
	char text[32];

	if (word)
		return sim_name(k->sim, word);
	snprintf(text, sizeof(text), "type %u", type);
	return sim_name(k->sim, text);
}

static const char *prefix(const struct kernel *k)
{
	return profile_logs(k->profile, LOG_E820_PREFIX) ? "e820: " : "";
}

void e820__print_table(struct kernel *k, const char *who)
{
	const struct e820_table *table = &k->x86->e820_table;

	for (uint64_t i = 0; i < table->nr_entries; i++) {
		const struct e820_entry *e = &table->entries[i];

		printk(k, "%s: [mem 0x%016" PRIx64 "-0x%016" PRIx64 "] %s", who, e->addr,
		       e->addr + e->size - 1, type_word(k, e->type));
	}
}

void e820__range_add(struct kernel *k, uint64_t start, uint64_t size, uint32_t type)
{
	struct e820_table *table = &k->x86->e820_table;
	struct e820_entry new = { .addr = start, .size = size, .type = type };

	if (table->nr_entries == table->max) {
		TELL(k, &says[FULL], start);
		printk(k, "e820: too many entries; ignoring [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
		       start, start + size - 1);
		return;
	}
	SET(k, table->entries[table->nr_entries], new);
	SET(k, table->nr_entries, table->nr_entries + 1);
}

/* A place where one entry begins or ends. */
struct change {
	const struct e820_entry *entry;
	uint64_t addr;
	uint64_t order; /* as they stand in the table */
};

static int compare_changes(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int ends;

	if (x->addr != y->addr)
		return x->addr > y->addr ? 1 : -1;
	/* a beginning comes before an end */
	ends = (x->addr != x->entry->addr) - (y->addr != y->entry->addr);
	if (ends)
		return ends;
	return x->order > y->order ? 1 : -1;
}

/* These may mean different hardware each, so neighbours stay apart. */
static bool nomerge(uint32_t type)
{
	return type == E820_TYPE_PRAM || type == E820_TYPE_SOFT_RESERVED;
}

/* What is in force at a change, in the order of the list. */
struct sweep {
	const struct e820_entry **open;
	uint64_t count;
};

static uint32_t sweep_to(struct sweep *s, const struct change *c)
{
	uint32_t type = 0;

	if (c->addr == c->entry->addr) {
		s->open[s->count++] = c->entry;
	} else {
		for (uint64_t i = 0; i < s->count; i++)
			if (s->open[i] == c->entry)
				s->open[i] = s->open[s->count - 1];
		s->count--;
	}
	for (uint64_t i = 0; i < s->count; i++)
		if (s->open[i]->type > type)
			type = s->open[i]->type;
	return type;
}

/* NEW gets the entries of OLD in order and without overlaps; returns how many. */
static uint64_t clean(const struct e820_table *old, struct e820_entry *new)
{
	struct change *changes = xzalloc((2 * old->nr_entries + 1) * sizeof(*changes));
	struct sweep sweep = { xzalloc((old->nr_entries + 1) * sizeof(*sweep.open)), 0 };
	uint64_t count = 0, made = 0, last_addr = 0;
	uint32_t last = 0;

	for (uint64_t i = 0; i < old->nr_entries; i++) {
		const struct e820_entry *e = &old->entries[i];

		if (!e->size)
			continue;
		changes[count] = (struct change){ e, e->addr, count };
		count++;
		changes[count] = (struct change){ e, e->addr + e->size, count };
		count++;
	}
	qsort(changes, count, sizeof(*changes), compare_changes);
	for (uint64_t i = 0; i < count && made < old->max; i++) {
		uint32_t type = sweep_to(&sweep, &changes[i]);

		if (type == last && !nomerge(type))
			continue;
		if (last) {
			new[made].size = changes[i].addr - last_addr;
			made += new[made].size != 0;
		}
		if (type && made < old->max) {
			new[made].addr = changes[i].addr;
			new[made].type = type;
			last_addr = changes[i].addr;
		}
		last = type;
	}
	free(changes);
	free((void *)sweep.open);
	return made;
}

static const struct outline outline_update_table = {
	"e820__update_table",
	E820_FILE,
	"",
	'e',
	N_("Puts the map in order: sorted, without overlaps, with neighbours of one type as one."),
	N_("Where two ranges overlap, the higher type wins: what one entry calls usable and "
	   "another reserved is reserved."),
	{ N_("a single range, or one that wraps: nothing can be done"),
	  N_("note where each range begins and where it ends, and sort these places"),
	  N_("from place to place: of all ranges that are open, the highest type counts"),
	  N_("write the new ranges over the old ones") }
};

int e820__update_table(struct kernel *k)
{
	struct e820_table *table = &k->x86->e820_table;
	uint64_t before = table->nr_entries, made;
	struct e820_entry *new;
	bool same;

	ENTER(k, &outline_update_table);
	for (uint64_t i = 0; i < before; i++)
		if (table->entries[i].addr + table->entries[i].size < table->entries[i].addr)
			before = 0;
	if (before < 2) {
		TELL(k, &says[ONE_ONLY]);
		return leave_int(k, -1);
	}
	new = xzalloc((table->max + 1) * sizeof(*new));
	made = clean(table, new);
	same = made == before;
	for (uint64_t i = 0; i < made; i++) {
		same = same && new[i].addr == table->entries[i].addr;
		SET(k, table->entries[i], new[i]);
	}
	free(new);
	SET(k, table->nr_entries, made);
	if (same)
		TELL(k, &says[UNCHANGED], made);
	else
		TELL(k, &says[CLEANED], before, made);
	return leave_int(k, 0);
}

/* The part of ENTRY between START and END (exclusive) when it is not all of it. */
struct cut {
	uint64_t start, end;
	bool whole, inside; /* all of the entry goes, or it lies around the range */
};

static struct cut cut_of(const struct e820_entry *e, uint64_t start, uint64_t end)
{
	uint64_t last = e->addr + e->size;

	return (struct cut){ .start = max64(start, e->addr),
		             .end = min64(end, last),
		             .whole = e->addr >= start && last <= end,
		             .inside = e->addr < start && last > end };
}

/* ENTRY loses the part in CUT at its beginning or at its end. */
static void shorten(struct kernel *k, struct e820_entry *entry, const struct cut *cut)
{
	SET(k, entry->size, entry->size - (cut->end - cut->start));
	if (entry->addr >= cut->start)
		SET(k, entry->addr, cut->end);
}

static uint64_t range_end(uint64_t start, uint64_t size)
{
	return size > UINT64_MAX - start ? UINT64_MAX : start + size;
}

static const struct outline outline_range_update = {
	"e820__range_update",
	E820_FILE,
	"rnn",
	's',
	N_("Gives what is of one type within a range another type."),
	NULL,
	{ N_("say so in the log"), N_("entries of another type stay as they are"),
	  N_("an entry that reaches out of the range is cut, and the part inside becomes an entry "
	     "at the end of the table") }
};

/* One entry of the old type; returns the bytes that changed. */
static uint64_t update_entry(struct kernel *k, uint64_t i, uint64_t start, uint64_t end,
                             uint32_t new)
{
	struct e820_entry *e = &k->x86->e820_table.entries[i];
	struct cut cut = cut_of(e, start, end);
	uint64_t last = e->addr + e->size;

	if (cut.whole) {
		SET(k, e->type, new);
		return e->size;
	}
	if (cut.inside) {
		e820__range_add(k, start, end - start, new);
		e820__range_add(k, end, last - end, e->type);
		SET(k, e->size, start - e->addr);
		return end - start;
	}
	if (cut.start >= cut.end)
		return 0;
	e820__range_add(k, cut.start, cut.end - cut.start, new);
	shorten(k, e, &cut);
	return cut.end - cut.start;
}

uint64_t e820__range_update(struct kernel *k, uint64_t start, uint64_t size, uint32_t old,
                            uint32_t new)
{
	uint64_t end = range_end(start, size), changed = 0;

	ENTER(k, &outline_range_update, start, end - 1, name_id(type_word(k, old)),
	      name_id(type_word(k, new)));
	printk(k, "e820: update [mem 0x%08" PRIx64 "-0x%08" PRIx64 "] %s ==> %s", start, end - 1,
	       type_word(k, old), type_word(k, new));
	for (uint64_t i = 0; i < k->x86->e820_table.nr_entries; i++)
		if (k->x86->e820_table.entries[i].type == old)
			changed += update_entry(k, i, start, end, new);
	if (changed)
		TELL(k, &says[UPDATED], start, end - 1, name_id(type_word(k, old)),
		     name_id(type_word(k, new)), changed);
	else
		TELL(k, &says[NOTHING], start, end - 1, name_id(type_word(k, old)));
	return leave_word(k, changed);
}

static const struct outline outline_range_remove = {
	"e820__range_remove",
	E820_FILE,
	"rn",
	's',
	N_("Strikes a range out of the map."),
	N_("What no entry of the map covers is not reserved: it is nothing, free for devices."),
	{ N_("say so in the log"), N_("entries of another type stay, when a type was named"),
	  N_("an entry that reaches out of the range is cut") }
};

static uint64_t remove_entry(struct kernel *k, uint64_t i, uint64_t start, uint64_t end)
{
	static const struct e820_entry none = { 0 };
	struct e820_entry *e = &k->x86->e820_table.entries[i];
	struct cut cut = cut_of(e, start, end);
	uint64_t last = e->addr + e->size, size = e->size;

	if (cut.whole) {
		SET(k, *e, none);
		return size;
	}
	if (cut.inside) {
		e820__range_add(k, end, last - end, e->type);
		SET(k, e->size, start - e->addr);
		return end - start;
	}
	if (cut.start >= cut.end)
		return 0;
	shorten(k, e, &cut);
	return cut.end - cut.start;
}

uint64_t e820__range_remove(struct kernel *k, uint64_t start, uint64_t size, uint32_t old,
                            bool check)
{
	uint64_t end = range_end(start, size), gone = 0;
	const char *word = check ? type_word(k, old) : sim_name(k->sim, "");

	ENTER(k, &outline_range_remove, start, end - 1, name_id(word));
	printk(k, "e820: remove [mem 0x%08" PRIx64 "-0x%08" PRIx64 "] %s", start, end - 1, word);
	for (uint64_t i = 0; i < k->x86->e820_table.nr_entries; i++)
		if (!check || k->x86->e820_table.entries[i].type == old)
			gone += remove_entry(k, i, start, end);
	if (gone)
		TELL(k, &says[REMOVED], start, end - 1, gone);
	else
		TELL(k, &says[NOTHING], start, end - 1, name_id(word));
	return leave_word(k, gone);
}

bool e820__mapped_all(const struct kernel *k, uint64_t start, uint64_t end, uint32_t type)
{
	const struct e820_table *table = &k->x86->e820_table;

	for (uint64_t i = 0; i < table->nr_entries && start < end; i++) {
		const struct e820_entry *e = &table->entries[i];

		if (type && e->type != type)
			continue;
		if (e->addr >= end || e->addr + e->size <= start)
			continue;
		if (e->addr <= start)
			start = e->addr + e->size;
	}
	return start >= end;
}

static const struct outline outline_end_pfn = { "e820_end_pfn",
	                                        E820_FILE,
	                                        "p",
	                                        'p',
	                                        N_("Finds the page frame behind the last RAM."),
	                                        NULL,
	                                        { N_("the highest end of what is usable, but no "
	                                             "more than the limit") } };

uint64_t e820_end_pfn(struct kernel *k, uint64_t limit)
{
	const struct e820_table *table = &k->x86->e820_table;
	const uint64_t max_arch = (uint64_t)1 << (46 - PAGE_SHIFT(k));
	uint64_t last = 0;

	ENTER(k, &outline_end_pfn, limit);
	for (uint64_t i = 0; i < table->nr_entries; i++) {
		const struct e820_entry *e = &table->entries[i];
		uint64_t end = (e->addr + e->size) >> PAGE_SHIFT(k);

		if (e->type != E820_TYPE_RAM || e->addr >> PAGE_SHIFT(k) >= limit)
			continue;
		if (end > limit) {
			last = limit;
			break;
		}
		last = max64(last, end);
	}
	last = min64(last, max_arch);
	printk(k, "%slast_pfn = %#" PRIx64 " max_arch_pfn = %#" PRIx64, prefix(k), last, max_arch);
	TELL(k, &says[LAST_RAM], PFN_PHYS(k, last), PFN_PHYS(k, limit));
	return leave_word(k, last);
}

static const struct outline outline_setup = {
	"e820__memory_setup",
	E820_FILE,
	"",
	'v',
	N_("Takes over the memory map of the BIOS."),
	N_("The map only says which addresses are RAM and which are the firmware's own; devices "
	   "are what it does not speak of."),
	{ N_("copy what the boot loader got from the BIOS; fewer than two ranges are not believed"),
	  N_("put it in order"), N_("keep a copy of it as the BIOS had it, and print it") }
};

/* append_e820_table(): false when the map cannot be believed. */
static bool append_table(struct kernel *k)
{
	const struct firmware *fw = k->machine->firmware;

	if (fw->e820_count < 2) {
		TELL(k, &says[TOO_FEW]);
		return false;
	}
	TELL(k, &says[FROM_BIOS], WORD(fw->e820_count));
	for (size_t i = 0; i < fw->e820_count; i++) {
		const struct e820_entry *e = &fw->e820[i];

		if (e->size && e->addr > e->addr + e->size - 1) {
			TELL(k, &says[WRAPS], e->addr);
			return false;
		}
		e820__range_add(k, e->addr, e->size, e->type);
	}
	return true;
}

/* Without a map: what the BIOS counts from 1 MiB on, which is where RAM goes on. */
static const char *fake_table(struct kernel *k)
{
	uint64_t end = firmware_low_end(k->machine->firmware);

	SET(k, k->x86->e820_table.nr_entries, 0);
	e820__range_add(k, 0, 0x9f000, E820_TYPE_RAM);
	e820__range_add(k, BIOS_END, end > BIOS_END ? end - BIOS_END : 0, E820_TYPE_RAM);
	return "BIOS-e801";
}

void e820__memory_setup(struct kernel *k)
{
	struct x86_state *x86 = k->x86;
	const char *who = "BIOS-e820";
	uint64_t count;

	ENTER(k, &outline_setup);
	TELL(k, &says[STAGE_E820], NAME(k, "e820"));
	if (!append_table(k))
		who = fake_table(k);
	e820__update_table(k);
	count = x86->e820_table.nr_entries;
	SET(k, x86->e820_firmware.entries,
	    sim_alloc(k->sim, (count + 1) * sizeof(struct e820_entry)));
	SET(k, x86->e820_firmware.nr_entries, count);
	SET(k, x86->e820_firmware.max, count);
	printk(k, "%sBIOS-provided physical RAM map:", prefix(k));
	e820__print_table(k, who);
	for (uint64_t i = 0; i < count; i++) {
		const struct e820_entry *e = &x86->e820_table.entries[i];

		SET(k, x86->e820_firmware.entries[i], *e);
		TELL(k, &says[ENTRY], SPAN(e->addr, e->size), name_id(type_word(k, e->type)));
	}
	leave(k);
}
