/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/arch/accesses.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/include/asm-generic/barrier.h"
#include "linux/include/io.h"
#include "linux/mm/vmalloc.h"

/* In the arena; the newest first. */
struct noted {
	struct noted *older;
	struct arrival_event event; /* its target may be left open: it is found when asked for */
	phys_addr_t start, end;     /* of the mapping, inclusive */
};

struct access_state {
	struct noted *newest;
	/* what accesses_arrive() has done so far */
	uint8_t order[ARRIVAL_ACCESSES];
	unsigned arrived;
};

enum {
	WRITES_RAM,
	READS_RAM,
	WRITES_DEVICE,
	READS_DEVICE,
	HARM,
	SAYS = HARM + HARM_COUNT,
};

#define TOO_EARLY STEP_CONFLICT, LEVEL_STOP, 3, "nana"

static const struct sentence says[SAYS] = {
	[WRITES_RAM] = { STEP_SET, LEVEL_STOP, 2, "nxa",
	                 N_("{0} arrives: {1} can be seen in memory at {2}.") },
	[READS_RAM] = { STEP_READ, LEVEL_STOP, 2, "nxa",
	                N_("{0} arrives: it takes {1} from memory at {2}.") },
	[WRITES_DEVICE] = { STEP_SET, LEVEL_STOP, 2, "nxan",
	                    N_("{0} arrives: {3} gets {1} at {2}.") },
	[READS_DEVICE] = { STEP_READ, LEVEL_STOP, 2, "nxan",
	                   N_("{0} arrives: {3} answers {1} from {2}.") },
	[HARM + HARM_STALE_DMA] = { TOO_EARLY,
	                            N_("{0} at {1} arrives although {2} to {3} is still under way: "
	                               "a device that looks there now finds what was there "
	                               "before.") },
	[HARM + HARM_STALE_BUFFER] = { TOO_EARLY,
	                               N_("{0} at {1} takes its value before {2} at {3} has asked "
	                                  "the device: what the device puts into memory after "
	                                  "that is missed.") },
	[HARM + HARM_HALF_WRITTEN] = { TOO_EARLY,
	                               N_("{0} at {1} arrives although {2} to {3} is still under "
	                                  "way: who sees the later one now may still find the "
	                                  "old value of the earlier one.") },
	[HARM + HARM_STALE_READ] = { TOO_EARLY,
	                             N_("{0} at {1} takes its value before {2} at {3} does: it may "
	                                "be older than what the earlier one finds.") },
	[HARM + HARM_EARLY_READ] = { TOO_EARLY,
	                             N_("{0} at {1} takes its value although {2} to {3} is still "
	                                "under way: it may find what was so before that write.") },
	[HARM + HARM_LATE_DEVICE] = { TOO_EARLY,
	                              N_("{0} at {1} arrives although {2} to {3} is still under "
	                                 "way: the device has not heard of the earlier one.") },
	[HARM + HARM_MIXED] = { TOO_EARLY,
	                        N_("{0} at {1} arrives before {2} to {3}: the device gets its "
	                           "writes in another order than they were made.") },
	[HARM + HARM_OTHER] = { TOO_EARLY, N_("{0} at {1} arrives although {2} at {3} is still "
	                                      "under way.") },
};

static struct access_state *state_of(struct kernel *k)
{
	if (!k->accesses)
		SET(k, k->accesses, sim_alloc(k->sim, sizeof(*k->accesses)));
	return k->accesses;
}

static void note(struct kernel *k, const struct arrival_event *event, phys_addr_t start,
                 phys_addr_t end)
{
	struct access_state *state = state_of(k);
	struct noted *n = sim_alloc(k->sim, sizeof(*n));

	SET(k, *n, ((struct noted){ state->newest, *event, start, end }));
	SET(k, state->newest, n);
	if (state->arrived)
		SET(k, state->arrived, 0);
}

void accesses_note(struct kernel *k, const struct arrival_event *event)
{
	note(k, event, event->address, event->address);
}

void accesses_note_barrier(struct kernel *k, const char *function, enum barrier barrier)
{
	const struct arrival_event event = { .function = function, .barrier = barrier };

	accesses_note(k, &event);
}

/* The name of the device whose resource holds PHYS; NULL when no device says so. */
static const char *device_at(const struct kernel *k, phys_addr_t phys)
{
	for (unsigned bus = 0; bus < BUS_COUNT; bus++) {
		for (const struct device *dev = bus_first_device(k, bus); dev; dev = dev->next) {
			for (unsigned i = 0; i < dev->num_resources; i++) {
				const struct resource *r = &dev->resource[i];

				if (r->flags & IORESOURCE_MEM && r->start <= phys && phys <= r->end)
					return dev->name;
			}
		}
	}
	return NULL;
}

/* Otherwise the innermost resource in the tree. */
static const char *resource_at(const struct kernel *k, phys_addr_t phys)
{
	const struct resource *at = k->iomem_resource.child;
	const char *name = NULL;

	while (at) {
		if (phys < at->start || phys > at->end) {
			at = at->sibling;
			continue;
		}
		name = at->name ? at->name : name;
		at = at->child;
	}
	return name;
}

/* Otherwise the mapping. */
static const char *mapping_name(const struct kernel *k, phys_addr_t start, phys_addr_t end)
{
	char name[48];

	snprintf(name, sizeof(name), "%08" PRIx64 "-%08" PRIx64, start, end);
	return sim_name(k->sim, name);
}

/* Registers belong to a device, to a resource, or at least to a mapping. */
static const char *target_at(const struct kernel *k, phys_addr_t phys, phys_addr_t start,
                             phys_addr_t end)
{
	const char *name = device_at(k, phys);

	if (!name)
		name = resource_at(k, phys);
	return name ? name : mapping_name(k, start, end);
}

/* How a mapping orders accesses: its entries are those of one of the functions that map. */
static enum access_memory memory_of(const struct kernel *k, uint64_t prot)
{
	static const struct {
		enum ioremap_kind kind;
		enum access_memory memory;
	} kinds[] = {
		{ IOREMAP, MEMORY_DEVICE },       { IOREMAP_UC, MEMORY_DEVICE },
		{ IOREMAP_NP, MEMORY_DEVICE_NP }, { IOREMAP_WC, MEMORY_WC },
		{ IOREMAP_WT, MEMORY_CPUS },      { IOREMAP_CACHE, MEMORY_CPUS },
	};

	for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (k->mapping->entry[kinds[i].kind] == prot)
			return kinds[i].memory;
	return MEMORY_DEVICE;
}

static bool is_memory(const struct kernel *k, phys_addr_t phys)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++)
		if (phys >= memory->regions[i].base &&
		    phys - memory->regions[i].base < memory->regions[i].size)
			return true;
	return false;
}

static void aim_at_ram(const struct kernel *k, phys_addr_t phys, struct arrival_event *event)
{
	event->memory = dma_is_coherent(k, phys) ? MEMORY_DMA : MEMORY_CPUS;
	event->address = phys;
	event->target = NULL;
}

static void aim_at_area(struct kernel *k, const struct vm_struct *area, uint64_t addr,
                        phys_addr_t phys, struct arrival_event *event)
{
	phys_addr_t start = phys - (addr - area->addr);

	event->memory = memory_of(k, area->prot);
	event->address = phys;
	event->target = NULL;
	if (event->memory != MEMORY_CPUS)
		event->target = target_at(k, phys, start, start + get_vm_area_size(k, area) - 1);
}

void accesses_note_io(struct kernel *k, const char *accessor, enum access_memory memory, bool write,
                      bool relaxed, phys_addr_t phys, unsigned bytes, uint64_t value,
                      phys_addr_t start, phys_addr_t end)
{
	struct arrival_event event = {
		.function = accessor,
		.barrier = BARRIER_NONE,
		.memory = memory,
		.write = write,
		.relaxed = relaxed,
		.address = phys,
		.bytes = bytes,
		.value = value,
	};

	if (memory == MEMORY_CPUS || memory == MEMORY_DMA)
		aim_at_ram(k, phys, &event);
	note(k, &event, start, end);
}

bool accesses_aim(struct kernel *k, uint64_t addr, struct arrival_event *event)
{
	const struct vm_struct *area = find_vm_area_around(k, addr);
	bool no_mmu = k->mapping->way == WAY_CAST;
	phys_addr_t phys;
	struct pt_walk walk;

	if (area && pt_walk(k, addr, &walk)) {
		aim_at_area(k, area, addr, walk.phys, event);
		return true;
	}
	if (virt_to_phys(k, addr, &phys) && (!no_mmu || is_memory(k, phys))) {
		aim_at_ram(k, phys, event);
		return true;
	}
	/* the address of registers is where they are */
	event->memory = MEMORY_DEVICE;
	event->address = addr;
	event->target = target_at(k, addr, addr & PAGE_MASK(k), addr | ~PAGE_MASK(k));
	return no_mmu && addr;
}

void accesses_begin(struct kernel *k)
{
	const struct arrival_event mark = { .barrier = BARRIER_NONE };

	accesses_note(k, &mark);
}

const struct arrival_model *accesses_model(const struct kernel *k)
{
	const struct arrival_model *model = arrival_model(k->profile->arch);

	return model ? model : arrival_model("generic");
}

/* An event without a function is where a sequence begins. */
static bool in_sequence(const struct noted *n)
{
	return n && n->event.function;
}

/* A boot makes many accesses, and few are ever looked at. */
static void find_target(const struct kernel *k, struct arrival_event *e, const struct noted *n)
{
	if (e->barrier == BARRIER_NONE && !e->target && e->memory != MEMORY_CPUS &&
	    e->memory != MEMORY_DMA)
		e->target = target_at(k, e->address, n->start, n->end);
}

unsigned accesses_collect(const struct kernel *k, const struct arrival_model *model,
                          struct arrival_sequence *s)
{
	const struct noted *newest = k->accesses ? k->accesses->newest : NULL, *n;
	const struct noted *found[ARRIVAL_EVENTS];
	unsigned count = 0, accesses = 0, left_out = 0;

	*s = (struct arrival_sequence){ .model = model, .one_cpu = k->profile->cpus == 1 };
	for (n = newest; in_sequence(n) && count < ARRIVAL_EVENTS; n = n->older) {
		if (n->event.barrier == BARRIER_NONE && accesses++ == ARRIVAL_ACCESSES)
			break;
		found[count++] = n;
	}
	for (; in_sequence(n); n = n->older)
		left_out += n->event.barrier == BARRIER_NONE;
	while (count-- > 0)
		arrival_add(s, &found[count]->event);
	for (unsigned i = 0, at = s->count; i < s->count; i++)
		find_target(k, &s->events[i], found[--at]);
	return left_out;
}

unsigned accesses_width(const struct kernel *k, phys_addr_t phys)
{
	const struct noted *n = k->accesses ? k->accesses->newest : NULL;

	for (; n; n = n->older)
		if (n->event.function && n->event.barrier == BARRIER_NONE && n->event.write &&
		    n->event.address == phys)
			return n->event.bytes;
	return 4;
}

static const struct outline outline_arrive = {
	"arrive",
	"Documentation/memory-barriers.txt",
	"d",
	'v',
	N_("Lets accesses arrive in one of the orders that the architecture allows."),
	N_("A test that passes a million times proves nothing: the hardware may use another of "
	   "these orders tomorrow."),
	{ N_("take the access that this order lets arrive next"),
	  N_("let it arrive: a write can be seen where it went, a read takes its value"),
	  N_("one that stands before it in the program has not arrived yet") }
};

static void tell_arrival(struct kernel *k, const struct arrival_event *e)
{
	uint64_t function = name_id(sim_name(k->sim, e->function));

	if (e->target)
		TELL(k, &says[e->write ? WRITES_DEVICE : READS_DEVICE], function, e->value,
		     e->address, name_id(sim_name(k->sim, e->target)));
	else
		TELL(k, &says[e->write ? WRITES_RAM : READS_RAM], function, e->value, e->address);
}

void accesses_arrive(struct kernel *k, const struct arrival_sequence *s, const uint8_t order[])
{
	struct access_state *state = state_of(k);

	ENTER(k, &outline_arrive, s->access_count);
	SET(k, state->arrived, 0);
	for (unsigned at = 0; at < s->access_count; at++) {
		const struct arrival_event *e = &s->events[s->access[order[at]]], *earlier;
		int late = arrival_overtaken(s, order, at);

		if (late >= 0) {
			earlier = &s->events[s->access[late]];
			TELL(k, &says[HARM + arrival_harm(earlier, e)],
			     name_id(sim_name(k->sim, e->function)), e->address,
			     name_id(sim_name(k->sim, earlier->function)), earlier->address);
		}
		SET(k, state->order[at], order[at]);
		SET(k, state->arrived, at + 1);
		tell_arrival(k, e);
	}
	leave(k);
}

unsigned accesses_arrived(const struct kernel *k, const uint8_t **order)
{
	*order = k->accesses ? k->accesses->order : NULL;
	return k->accesses ? k->accesses->arrived : 0;
}
