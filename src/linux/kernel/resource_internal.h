/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold kernel/resource.c share, and nobody else. */
#ifndef BOOTWALK_LINUX_KERNEL_RESOURCE_INTERNAL_H
#define BOOTWALK_LINUX_KERNEL_RESOURCE_INTERNAL_H

#include "linux/linux.h"

#define RESOURCE_FILE "kernel/resource.c"

/* The word of a resource's place in the arena: letter o. */
#define PLACE(k, res) WORD((const unsigned char *)(res) - (k)->sim->journal.base)

/* What `%s` prints of a name. */
#define LOG_NAME(res) ((res)->name ? (res)->name : "(null)")

/*
 * A walk that only counts: which nodes it passed, told in one step later.
 * A tree cannot have more nodes than there is room for; a walk that meets
 * more goes in a circle, where the kernel would hang.
 */
struct resource_run {
	const struct resource *first, *last;
	uint64_t count;
};

void resource_walks_in_a_circle(struct kernel *k) __attribute__((noreturn));

static inline void resource_pass(struct kernel *k, struct resource_run *run,
                                 const struct resource *res)
{
	if (!run->count++)
		run->first = res;
	run->last = res;
	if (run->count > k->sim->journal.top / sizeof(*res))
		resource_walks_in_a_circle(k);
}

/* Processes that have the newly claimed RES mapped through /dev/mem lose it. */
void revoke_iomem(struct kernel *k, const struct resource *res);

/* An empty resource, as kzalloc() gives one. */
struct resource *alloc_resource(struct kernel *k);

/* The next step puts RES into the tree. */
static inline void resource_is_in(struct kernel *k, struct resource *res)
{
	SET(k, res->by_step, (uint32_t)k->sim->step_count);
}

/* WARN_ON_ONCE() at line LINE of kernel/resource.c; BIT is this place's own. */
enum { WARNED_RANGE, WARNED_START, WARNED_END, WARNED_SPLIT };
bool resource_warn_once(struct kernel *k, bool bad, unsigned bit, const char *place,
                        const char *function);

static inline uint64_t resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}

static inline bool resource_overlaps(const struct resource *a, const struct resource *b)
{
	return !(a->end < b->start || b->end < a->start);
}

/* Do all of START..END lie inside RES? */
static inline bool resource_holds(const struct resource *res, resource_size_t start,
                                  resource_size_t end)
{
	return start >= res->start && end <= res->end;
}

/* Is B inside A?  Not when their types differ or one has no address yet. */
static inline bool resource_contains(const struct resource *a, const struct resource *b)
{
	if (resource_type(a) != resource_type(b) || (a->flags | b->flags) & IORESOURCE_UNSET)
		return false;
	return resource_holds(a, b->start, b->end);
}

/* resource_ram.c: the first System RAM by name that touches START..END (inclusive); 0 or -1. */
int find_next_system_ram(struct kernel *k, uint64_t start, uint64_t end, struct resource *found);
/* Is it System RAM by its name, and by the exact flags of busy memory? */
bool resource_is_named_ram(const struct resource *p);

/* How many digits %pa prints of a physical address. */
static inline int resource_digits(const struct kernel *k)
{
	return k->profile->phys_addr_bits > 32 ? 16 : 8;
}

#endif
