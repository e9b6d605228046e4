/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/percpu.c: each possible CPU's own copy of some variables, and the tables that tell
 * which piece of these copies is in use.
 *
 * A copy is a unit.  It holds the kernel's variables of that kind, then room for those of
 * modules, then room for what is made at run time.  CPUs of one node form a group, and the
 * units of a group lie side by side on that node.
 */
#include "linux/mm/percpu.h"

#include <inttypes.h>

#include "linux/arch/arch.h"
#include "linux/include/setup.h"

#define PERCPU_FILE "mm/percpu.c"
#define PREFIX      "percpu: "

enum {
	MIN_UNIT = 32 << 10, /* PCPU_MIN_UNIT_SIZE, bytes */
	MIN_PIECE = 4,       /* PCPU_MIN_ALLOC_SIZE: one bit of a map stands for so many bytes */
	SLOT_BASE_SHIFT = 5, /* PCPU_SLOT_BASE_SHIFT */
	INFO_WORDS = 8,      /* struct pcpu_alloc_info without its groups */
	GROUP_WORDS = 3,     /* struct pcpu_group_info */
	LINE = 60,           /* characters of a line that lists units */
};

enum { UNIT, GROUPS, PLAN, SCRATCH, AREA, NO_ROOM, UNITS, UNUSED, TABLES, CHUNK, GIVEN_BACK };

static const struct sentence says[] = {
	[UNIT] = { STEP_DECIDE, LEVEL_CALL, 1, "ssss",
	           N_("A unit has {0} for the kernel's own variables, {1} for those of modules and "
	              "{2} for those made later; in whole pages {3}.") },
	[GROUPS] = { STEP_DECIDE, LEVEL_CALL, 2, "dd",
	             N_("The {0} possible CPUs form {1} groups, one for each node that has "
	                "CPUs.") },
	[PLAN] = { STEP_ALLOCATE, LEVEL_CALL, 2, "r",
	           N_("The plan of it is kept at {0}, and thrown away at the end.") },
	[SCRATCH] = { STEP_ALLOCATE, LEVEL_CALL, 2, "r",
	              N_("The addresses of the groups are kept at {0}, and thrown away at the "
	                 "end.") },
	[AREA] = { STEP_ALLOCATE, LEVEL_CALL, 3, "drN",
	           N_("The units of {0} CPUs lie at {1}, on {2}.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	              N_("There is no memory of {0} for per-CPU variables.") },
	[UNITS] = { STEP_ALLOCATE, LEVEL_STOP, 5, "sds",
	            N_("Per-CPU variables take {0}: {1} possible CPUs with {2} each, so it is the "
	               "number of CPUs that decides, not memory.") },
	[UNUSED] = { STEP_DECIDE, LEVEL_CALL, 4, "ds",
	             N_("What each of {0} units has left behind its parts, {1}, is given back.") },
	[TABLES] = { STEP_ALLOCATE, LEVEL_CALL, 3, "dsd",
	             N_("Four tables say where the units of {0} CPUs are; {1} for each of {2} "
	                "lists of chunks by the room they have left.") },
	[CHUNK] = { STEP_ALLOCATE, LEVEL_CALL, 2, "sdd",
	            N_("To tell which pieces of {0} are in use, a chunk has a record, two maps with "
	               "a bit for every {1} bytes, and a summary of each of its {2} pages.") },
	[GIVEN_BACK] = { STEP_DECIDE, LEVEL_CALL, 6, "",
	                 N_("The plan and the list of addresses are not needed any more.") },
};

/* struct pcpu_alloc_info, as far as it matters here; sizes in bytes. */
struct plan {
	uint64_t static_size, reserved_size, dyn_size, unit_size;
	uint64_t atom_size; /* what units are made of: pages, or one piece */
	unsigned cpus;      /* possible ones */
	unsigned groups;    /* nodes with CPUs */
	phys_addr_t at;
	uint64_t info_size;
};

/* Number of possible CPUs of node NID; *FIRST is the lowest of them. */
static unsigned cpus_of(const struct kernel *k, int nid, unsigned *first)
{
	const struct setup_state *setup = k->setup;
	unsigned count = 0;

	for (unsigned i = 0; i <= setup->last_cpu; i++) {
		if (!setup->cpus[i].possible || setup->cpus[i].nid != nid)
			continue;
		if (!count++)
			*first = i;
	}
	return count;
}

/*
 * The node of the group after that of node AFTER (-1: the first); -1 behind the last.
 * Groups come in the order of their first CPUs.
 */
static int next_group(const struct kernel *k, int after)
{
	const struct setup_state *setup = k->setup;
	unsigned past = 0, first = 0;

	if (after >= 0) {
		cpus_of(k, after, &past);
		past++;
	}
	for (unsigned i = past; i <= setup->last_cpu; i++)
		if (setup->cpus[i].possible && cpus_of(k, setup->cpus[i].nid, &first) && first == i)
			return setup->cpus[i].nid;
	return -1;
}

#define for_each_group(k, nid) for (int nid = next_group(k, -1); nid >= 0; nid = next_group(k, nid))

static phys_addr_t must(struct kernel *k, phys_addr_t at, uint64_t size)
{
	if (at)
		return at;
	TELL(k, &says[NO_ROOM], size);
	printk(k, "Kernel panic - not syncing: Failed to initialize percpu areas (err=%d).",
	       -ENOMEM);
	kernel_panic(k, _("there is no memory for per-CPU variables"));
}

/* memblock_alloc() with the alignment of a cache line, or panic. */
static phys_addr_t table(struct kernel *k, uint64_t size)
{
	return must(k, memblock_alloc(k, size, k->profile->cache_line), size);
}

static const struct outline outline_alloc_info = { "pcpu_alloc_alloc_info",
	                                           PERCPU_FILE,
	                                           "",
	                                           'v',
	                                           N_("Takes memory for the plan of the units."),
	                                           NULL,
	                                           { N_("a record of each group, and of each CPU"),
	                                             N_("memory for it, in whole pages") } };

static void pcpu_alloc_alloc_info(struct kernel *k, struct plan *p)
{
	ENTER(k, &outline_alloc_info);
	p->info_size =
		PAGE_ALIGN(k, (INFO_WORDS + GROUP_WORDS * p->groups) * word_size(k) + p->cpus * 4);
	p->at = must(k, memblock_alloc(k, p->info_size, PAGE_SIZE(k)), p->info_size);
	TELL(k, &says[PLAN], SPAN(p->at, p->info_size));
	leave(k);
}

static const struct outline outline_build = {
	"pcpu_build_alloc_info",
	PERCPU_FILE,
	"",
	'v',
	N_("Plans the units: how big they are and which CPUs share a group."),
	NULL,
	{ N_("the three parts of a unit, in whole pages"),
	  N_("CPUs that are as near as on one node form a group"),
	  N_("memory for the plan, in whole pages") }
};

static void pcpu_build_alloc_info(struct kernel *k, struct plan *p)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t sum = PAGE_ALIGN(k, sizes->percpu_static + sizes->percpu_reserved +
	                                     sizes->percpu_dynamic);

	ENTER(k, &outline_build);
	p->static_size = sizes->percpu_static;
	p->reserved_size = sizes->percpu_reserved;
	p->dyn_size = sum - p->static_size - p->reserved_size;
	p->unit_size = PAGE_ALIGN(k, max64(sum, MIN_UNIT));
	p->atom_size = PAGE_SIZE(k);
	TELL(k, &says[UNIT], p->static_size, p->reserved_size, p->dyn_size, p->unit_size);
	p->cpus = num_possible_cpus(k);
	for_each_group(k, nid) p->groups++;
	TELL(k, &says[GROUPS], p->cpus, p->groups);
	pcpu_alloc_alloc_info(k, p);
	leave(k);
}

/* Above what the oldest devices reach, __pa(MAX_DMA_ADDRESS), if there is room. */
static phys_addr_t alloc_units(struct kernel *k, int nid, uint64_t size)
{
	const struct arch *arch = arch_row(k);
	phys_addr_t above = arch->max_dma_address ? arch->max_dma_address(k) : pa_page_offset(k);

	if (!profile_has(k->profile, FEATURE_NUMA))
		nid = NUMA_NO_NODE;
	return memblock_alloc_try_nid(k, size, PAGE_SIZE(k), above, MEMBLOCK_ALLOC_ACCESSIBLE, nid);
}

static const struct outline outline_fc_alloc = {
	"pcpu_fc_alloc",
	PERCPU_FILE,
	"Ns",
	'a',
	N_("Takes memory for the units of one group, on its node."),
	NULL,
	{ N_("from memblock, if possible on the node and above the first address of memory") }
};

static phys_addr_t pcpu_fc_alloc(struct kernel *k, int nid, uint64_t size)
{
	ENTER(k, &outline_fc_alloc, WORD(nid), size);
	return leave_word(k, alloc_units(k, nid, size));
}

static const struct outline outline_fc_free = {
	"pcpu_fc_free",
	PERCPU_FILE,
	"a",
	'v',
	N_("Gives back what a unit does not need."),
	NULL,
	{ N_("the bytes behind its parts; often there are none, and the log says so all the same") }
};

static void pcpu_fc_free(struct kernel *k, phys_addr_t at, uint64_t size)
{
	ENTER(k, &outline_fc_free, at);
	memblock_free(k, at, size);
	leave(k);
}

/* pcpu_dump_alloc_info(): which unit is whose. */
static void dump_alloc_info(struct kernel *k, const struct plan *p)
{
	int group_width = 1, cpu_width = 1, width, per_line = 1, done = 0, group = 0;
	const struct setup_state *setup = k->setup;
	struct text line = { 0 };
	const char *all;

	for (unsigned v = p->groups; v /= 10;)
		group_width++;
	for (unsigned v = p->cpus; v /= 10;)
		cpu_width++;
	width = cpu_width + 1 + group_width + 3;
	while (per_line * 2 * width <= LINE)
		per_line *= 2;
	text_addf(&line,
	          "pcpu-alloc: s%" PRIu64 " r%" PRIu64 " d%" PRIu64 " u%" PRIu64 " alloc=%" PRIu64
	          "*%" PRIu64,
	          p->static_size, p->reserved_size, p->dyn_size, p->unit_size,
	          p->unit_size / p->atom_size, p->atom_size);
	for_each_group(k, nid)
	{
		for (unsigned i = 0; i <= setup->last_cpu; i++) {
			if (!setup->cpus[i].possible || setup->cpus[i].nid != nid)
				continue;
			if (done++ % per_line == 0)
				text_add(&line, "\npcpu-alloc: ");
			text_addf(&line, "[%0*d] %0*u ", group_width, group, cpu_width, i);
		}
		group++;
	}
	all = sim_name(k->sim, text_str(&line));
	text_free(&line);
	printk(k, "%s", all);
}

static const struct outline outline_first = {
	"pcpu_alloc_first_chunk",
	PERCPU_FILE,
	"as",
	'v',
	N_("Sets up the books of a piece of every unit."),
	N_("The books are kept once, not once for each CPU: all units look alike."),
	{ N_("the piece in whole pages"),
	  N_("a record, a map of what is taken, a map of where pieces end, a summary by page") }
};

/* Bits in whole words, as bytes. */
static uint64_t bitmap(const struct kernel *k, uint64_t bits)
{
	return round_up_to(bits, 8 * word_size(k)) / 8;
}

/* OFFSET is where the piece begins in a unit, SIZE its bytes. */
static void pcpu_alloc_first_chunk(struct kernel *k, uint64_t offset, uint64_t size)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t pages = PAGE_ALIGN(k, offset % PAGE_SIZE(k) + size) >> PAGE_SHIFT(k);
	uint64_t bits = (pages << PAGE_SHIFT(k)) / MIN_PIECE;

	ENTER(k, &outline_first, offset, size);
	table(k, sizes->percpu_chunk + bitmap(k, pages));
	table(k, bitmap(k, bits));
	table(k, bitmap(k, bits + 1));
	table(k, pages * sizes->percpu_block);
	TELL(k, &says[CHUNK], size, MIN_PIECE, pages);
	leave(k);
}

static const struct outline outline_setup_first = {
	"pcpu_setup_first_chunk",
	PERCPU_FILE,
	"",
	'v',
	N_("Notes where the units are, and which parts of them are free to be given out."),
	NULL,
	{ N_("offset and size of each group"), N_("unit and offset of each CPU"),
	  N_("lists of chunks, by how much room they have left"),
	  N_("the books of the part for modules, then of the part for the rest") }
};

/* The list that a chunk with so many free bytes stands in; __pcpu_size_to_slot(). */
static uint64_t slot_of(uint64_t size)
{
	unsigned highest = 64 - (unsigned)__builtin_clzll(size);

	return highest > SLOT_BASE_SHIFT - 1 ? highest - SLOT_BASE_SHIFT + 2 : 1;
}

static void pcpu_setup_first_chunk(struct kernel *k, const struct plan *p)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t cpus = (uint64_t)k->setup->last_cpu + 1;
	uint64_t lists = (slot_of(p->unit_size) + sizes->percpu_slots) * sizes->percpu_lists;
	uint64_t start = round_up_to(p->static_size, MIN_PIECE);

	ENTER(k, &outline_setup_first);
	table(k, p->groups * word_size(k));
	table(k, p->groups * word_size(k));
	table(k, cpus * 4);
	table(k, cpus * word_size(k));
	dump_alloc_info(k, p);
	table(k, lists * 2 * word_size(k));
	TELL(k, &says[TABLES], p->cpus, 2 * word_size(k), lists);
	if (p->reserved_size)
		pcpu_alloc_first_chunk(k, start, p->reserved_size);
	pcpu_alloc_first_chunk(k, start + p->reserved_size, p->dyn_size - (start - p->static_size));
	leave(k);
}

static const struct outline outline_free_info = {
	"pcpu_free_alloc_info",    PERCPU_FILE, "", 'v', N_("Throws the plan away."), NULL,
	{ N_("back to memblock") }
};

static void pcpu_free_alloc_info(struct kernel *k, const struct plan *p)
{
	ENTER(k, &outline_free_info);
	memblock_free(k, p->at, p->info_size);
	leave(k);
}

static const struct outline outline_embed = {
	"pcpu_embed_first_chunk",
	PERCPU_FILE,
	"",
	'v',
	N_("Takes memory for the units out of the linear map and sets them up."),
	N_("Each possible CPU has a unit, also one that never starts."),
	{ N_("plan the units and groups"), N_("a list of the groups' addresses, for a while"),
	  N_("the units of each group, on its node"),
	  N_("copy the kernel's variables into each; give back what is too much"),
	  N_("tables, and the books of what is free"), N_("throw the plan and the list away") }
};

/* The units of each group, filled, with what they do not need given back. */
static void take_units(struct kernel *k, const struct plan *p)
{
	phys_addr_t *areas = sim_alloc(k->sim, k->profile->nodes * sizeof(*areas));
	uint64_t sum = p->static_size + p->reserved_size + p->dyn_size;
	unsigned first = 0;

	for_each_group(k, nid)
	{
		unsigned cpus = cpus_of(k, nid, &first);
		uint64_t size = cpus * p->unit_size;
		phys_addr_t at = must(k, pcpu_fc_alloc(k, nid, size), size);

		SET(k, areas[nid], at);
		TELL(k, &says[AREA], cpus, SPAN(at, size), WORD(nid));
	}
	for_each_group(k, nid) for (unsigned i = 0; i < cpus_of(k, nid, &first); i++)
		pcpu_fc_free(k, areas[nid] + i * p->unit_size + sum, p->unit_size - sum);
	if (p->unit_size != sum)
		TELL(k, &says[UNUSED], p->cpus, p->unit_size - sum);
}

static void pcpu_embed_first_chunk(struct kernel *k)
{
	struct plan p = { .cpus = 0 };
	uint64_t size, used;
	phys_addr_t areas;

	ENTER(k, &outline_embed);
	pcpu_build_alloc_info(k, &p);
	size = PAGE_ALIGN(k, p.groups * word_size(k));
	areas = table(k, size);
	TELL(k, &says[SCRATCH], SPAN(areas, size));
	take_units(k, &p);
	used = p.static_size + p.reserved_size + p.dyn_size;
	printk(k,
	       PREFIX "Embedded %" PRIu64 " pages/cpu s%" PRIu64 " r%" PRIu64 " d%" PRIu64
	              " u%" PRIu64,
	       used >> PAGE_SHIFT(k), p.static_size, p.reserved_size, p.dyn_size, p.unit_size);
	pcpu_setup_first_chunk(k, &p);
	TELL(k, &says[UNITS], p.cpus * p.unit_size, p.cpus, p.unit_size);
	pcpu_free_alloc_info(k, &p);
	memblock_free(k, areas, size);
	TELL(k, &says[GIVEN_BACK]);
	leave(k);
}

/*
 * A kernel that knows one CPU only keeps its variables where they are in the image: the unit
 * is for those that are made later.
 */
static const struct outline outline_one = {
	"setup_per_cpu_areas",
	PERCPU_FILE,
	"",
	'v',
	N_("Makes room for per-CPU variables of a kernel for a single CPU."),
	NULL,
	{ N_("a unit for those that are made later, a power of two"), N_("a plan of it"),
	  N_("memory for it"), N_("tables, and the books of what is free"),
	  N_("the unit can be used"), N_("throw the plan away") }
};

static void setup_one_cpu_area(struct kernel *k)
{
	uint64_t size = max64(MIN_UNIT, k->profile->sizes.percpu_dynamic);
	struct plan p = { .cpus = 1, .groups = 1 };
	phys_addr_t at;

	while (size & (size - 1))
		size += size & -size;
	p.unit_size = p.dyn_size = p.atom_size = size;
	ENTER(k, &outline_one);
	pcpu_alloc_alloc_info(k, &p);
	at = must(k, alloc_units(k, NUMA_NO_NODE, size), size);
	TELL(k, &says[AREA], 1, SPAN(at, size), WORD(0));
	pcpu_setup_first_chunk(k, &p);
	TELL(k, &says[UNITS], size, 1, size);
	/* the last call of the function is a jump, so its caller appears to make it */
	leave(k);
	memblock_phys_free(k, p.at, p.info_size);
}

static const struct outline outline_areas = {
	"setup_per_cpu_areas",
	"drivers/base/arch_numa.c",
	"",
	'v',
	N_("Gives each possible CPU its own copy of the per-CPU variables."),
	NULL,
	{ N_("take the units and set them up"), N_("note how far each CPU's copy lies away") }
};

void setup_per_cpu_areas(struct kernel *k)
{
	if (!profile_allocates(k->profile))
		return;
	if (k->profile->cpus == 1) { /* no CONFIG_SMP */
		setup_one_cpu_area(k);
		return;
	}
	ENTER(k, &outline_areas);
	pcpu_embed_first_chunk(k);
	leave(k);
}
