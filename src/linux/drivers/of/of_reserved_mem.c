/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/of_reserved_mem.c: the kernel's table of reserved-memory nodes.
 * Nodes without an address get one here, and each node is offered to the pools
 * that may be made of such memory.
 */
#include "linux/drivers/of/of_reserved.h"

#include <inttypes.h>

#include "linux/kernel/dma/contiguous.h"

#define PREFIX RMEM_PREFIX

enum {
	TABLE_FULL,
	SAVED,
	OVERLAP,
	SORTED,
	BAD_SIZE,
	BAD_ALIGNMENT,
	CMA_ALIGNMENT,
	BAD_RANGES,
	RANGE_FULL,
	PLACED,
	PLACED_NOMAP,
	PLACED_REMOVED,
	NOT_PLACED,
	NO_POOL,
	POOL_MADE,
	POOL_REFUSED,
};

static const struct sentence says[] = {
	[TABLE_FULL] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	                 N_("The table holds {1} nodes and is full: {0} gets no row, though its "
	                    "range stays reserved.") },
	[SAVED] = { STEP_SET, LEVEL_STEP, 2, "nd",
	            N_("{0} becomes row {1} of the table of reserved-memory nodes.") },
	[SORTED] = { STEP_SET, LEVEL_STEP, 1, "d",
	             N_("The {0} rows are sorted by address; those without one come first.") },
	[OVERLAP] = { STEP_CONFLICT, LEVEL_STOP, 2, "nrna",
	              N_("{0} ({1}) reaches into {2}, which begins at {3}: the kernel complains "
	                 "and changes nothing.") },
	[BAD_SIZE] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	               N_("The size of {0} has {1} bytes, not the root's #size-cells: the node "
	                  "gets nothing.") },
	[BAD_ALIGNMENT] = { STEP_REFUSE, LEVEL_STOP, 2, "nd",
	                    N_("The alignment of {0} has {1} bytes, not the root's #address-cells: "
	                       "the node gets nothing.") },
	[CMA_ALIGNMENT] = { STEP_DECIDE, LEVEL_STOP, 3, "ns",
	                    N_("{0} is a reusable pool, and such a pool must be aligned to {1}.") },
	[BAD_RANGES] = { STEP_REFUSE, LEVEL_STOP, 4, "nd",
	                 N_("The alloc-ranges of {0} has {1} bytes, which is no whole number of "
	                    "entries: the node gets nothing.") },
	[RANGE_FULL] = { STEP_DECIDE, LEVEL_STOP, 4, "nsaa",
	                 N_("Between {2} and {3} there is no free place of {1} for {0}.") },
	[PLACED] = { STEP_ALLOCATE, LEVEL_STOP, 5, "nrs",
	             N_("{0} had no address of its own; the kernel gives it {1}, {2}, the highest "
	                "free place.") },
	[PLACED_NOMAP] = { STEP_ALLOCATE, LEVEL_STOP, 5, "nrs",
	                   N_("{0} gets {1}, {2}, the highest free place; since it says no-map, "
	                      "the range is reserved and marked.") },
	[PLACED_REMOVED] = { STEP_ALLOCATE, LEVEL_STOP, 5, "nrs",
	                     N_("{0} gets {1}, {2}, the highest free place; since it says no-map, "
	                        "the range is taken out of memory.") },
	[NOT_PLACED] = { STEP_REFUSE, LEVEL_STOP, 6, "ns",
	                 N_("There is no place of {1} for {0}: it goes without memory.") },
	[NO_POOL] = { STEP_DECIDE, LEVEL_CALL, 5, "n",
	              N_("{0} is no kind of pool that the kernel knows: its memory waits for a "
	                 "driver to ask for it.") },
	[POOL_MADE] = { STEP_SET, LEVEL_STOP, 2, "nn",
	                N_("{0} is set up, since it is compatible with {1}.") },
	[POOL_REFUSED] = { STEP_REFUSE, LEVEL_STOP, 6, "nre",
	                   N_("No pool can be made of {0} ({2}), so its range {1} is given "
	                      "back.") },
};

static const struct outline outline_alloc_arch = {
	"early_init_dt_alloc_reserved_memory_arch",
	RMEM_FILE,
	"saaab",
	'e',
	N_("Finds free memory for a node and takes it."),
	N_("With 6.1 a no-map node found this way is both reserved and marked, with 5.10 it is no "
	   "memory any more."),
	{ N_("no end given: anywhere; no alignment given: a cache line"),
	  N_("memblock_phys_alloc_range(); -ENOMEM when nothing is free"),
	  N_("6.1, no-map: mark it, and give it back if that fails"),
	  N_("5.10: find a place; reserve it, or for no-map take it out of memory") }
};

/* The road of 5.10: a place is found first, and what is not to be mapped is no memory then. */
static int take_found(struct kernel *k, phys_addr_t size, phys_addr_t align, phys_addr_t start,
                      phys_addr_t end, bool nomap, phys_addr_t *res_base)
{
	phys_addr_t base = memblock_find_in_range(k, start, end, size, align);

	if (!base)
		return -ENOMEM;
	*res_base = base;
	return nomap ? memblock_remove(k, base, size) : memblock_reserve(k, base, size);
}

int early_init_dt_alloc_reserved_memory_arch(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                             phys_addr_t start, phys_addr_t end, bool nomap,
                                             phys_addr_t *res_base)
{
	phys_addr_t base;
	int err = 0;

	ENTER(k, &outline_alloc_arch, size, align, start, end, nomap);
	align = align ? align : k->profile->cache_line;
	end = end ? end : MEMBLOCK_ALLOC_ANYWHERE;
	if (!profile_has(k->profile, FEATURE_DYNAMIC_NOMAP_MARKED))
		return leave_int(k, take_found(k, size, align, start, end, nomap, res_base));
	base = memblock_phys_alloc_range(k, size, align, start, end);
	if (!base)
		return leave_int(k, -ENOMEM);
	*res_base = base;
	if (nomap) {
		err = memblock_mark_nomap(k, base, size);
		if (err)
			memblock_phys_free(k, base, size);
	}
	return leave_int(k, err);
}

static void fdt_init_reserved_mem_node(struct kernel *k, struct reserved_mem *rmem);

static const struct outline outline_save_node = {
	"fdt_reserved_mem_save_node",
	RMEM_FILE,
	"nas",
	'v',
	N_("Notes a node in the kernel's table for the second pass."),
	N_("A full table costs the node its pool, not its reservation."),
	{ N_("the table is full: complain and forget the node"), N_("write the next row") }
};

void fdt_reserved_mem_save_node(struct kernel *k, int node, const char *uname, phys_addr_t base,
                                phys_addr_t size)
{
	struct fdt_state *fdt = k->fdt;
	struct reserved_mem *rmem = &fdt->reserved_mem[fdt->reserved_mem_count];

	ENTER(k, &outline_save_node, name_id(uname), base, size);
	if (fdt->reserved_mem_count == fdt->reserved_mem_room) {
		TELL(k, &says[TABLE_FULL], name_id(uname), fdt->reserved_mem_count);
		printk(k, PREFIX "not enough space for all defined regions.");
		leave(k);
		return;
	}
	SET(k, rmem->fdt_node, node);
	SET(k, rmem->name, uname);
	SET(k, rmem->base, base);
	SET(k, rmem->size, size);
	TELL(k, &says[SAVED], name_id(uname), fdt->reserved_mem_count);
	if (profile_has(k->profile, FEATURE_RESERVED_MEM_STAGES))
		fdt_init_reserved_mem_node(k, rmem);
	SET(k, fdt->reserved_mem_count, fdt->reserved_mem_count + 1);
	leave(k);
}

static const struct outline outline_alloc_size = {
	"__reserved_mem_alloc_size",
	RMEM_FILE,
	"n",
	'e',
	N_("Places a node that names a size but no address."),
	N_("The highest free place wins, so what was reserved before decides where that is."),
	{ N_("its size, in the root's #size-cells"),
	  N_("its alignment, in the root's #address-cells"),
	  N_("a reusable pool needs at least the alignment of CMA"),
	  N_("with alloc-ranges: try one range after the other"), N_("without: anywhere in memory"),
	  N_("nothing free: complain, -ENOMEM") }
};

/* What __reserved_mem_alloc_size() reads of its node. */
struct wish {
	const char *uname;
	phys_addr_t size, align;
	bool nomap;
};

/* The size and alignment that NODE asks for; false when a property has the wrong length. */
static bool read_wish(struct kernel *k, int node, struct wish *w)
{
	const struct fdt_state *fdt = k->fdt;
	struct dt_cells cells = of_get_cells(k, node, "size");
	int len = 0;

	if (!of_get_flat_dt_prop(k, node, "size", &len))
		return false;
	if (len != fdt->dt_root_size_cells * 4) {
		TELL(k, &says[BAD_SIZE], name_id(w->uname), WORD(len));
		printk(k, PREFIX "invalid size property in '%s' node.", w->uname);
		return false;
	}
	w->size = dt_mem_next_cell(fdt->dt_root_size_cells, &cells);
	cells = of_get_cells(k, node, "alignment");
	if (of_get_flat_dt_prop(k, node, "alignment", &len)) {
		if (len != fdt->dt_root_addr_cells * 4) {
			TELL(k, &says[BAD_ALIGNMENT], name_id(w->uname), WORD(len));
			printk(k, PREFIX "invalid alignment property in '%s' node.", w->uname);
			return false;
		}
		w->align = dt_mem_next_cell(fdt->dt_root_addr_cells, &cells);
	}
	w->nomap = of_flat_dt_has(k, node, "no-map");
	if (profile_has(k->profile, FEATURE_CMA) && !w->nomap &&
	    of_flat_dt_is_compatible(k, node, "shared-dma-pool") &&
	    of_flat_dt_has(k, node, "reusable") && w->align < k->profile->sizes.cma_alignment) {
		w->align = k->profile->sizes.cma_alignment;
		TELL(k, &says[CMA_ALIGNMENT], name_id(w->uname), w->align);
	}
	return true;
}

/* The same in one of the alloc-ranges: where the kernel does so, beside what was placed before. */
static int take_in_range(struct kernel *k, phys_addr_t size, phys_addr_t align, phys_addr_t start,
                         phys_addr_t end, bool nomap, phys_addr_t *base)
{
	if (profile_has(k->profile, FEATURE_RESERVED_MEM_STAGES))
		return __reserved_mem_alloc_in_range(k, size, align, start, end, nomap, base);
	return early_init_dt_alloc_reserved_memory_arch(k, size, align, start, end, nomap, base);
}

/* Try the alloc-ranges one after the other; false when the property has the wrong length. */
static bool try_ranges(struct kernel *k, int node, const struct wish *w, phys_addr_t *base)
{
	const struct fdt_state *fdt = k->fdt;
	int entry = fdt->dt_root_addr_cells + fdt->dt_root_size_cells;
	struct dt_cells cells = of_get_cells(k, node, "alloc-ranges");
	int len = 0;

	of_get_flat_dt_prop(k, node, "alloc-ranges", &len);
	if (entry <= 0 || len % (entry * 4)) {
		TELL(k, &says[BAD_RANGES], name_id(w->uname), WORD(len));
		printk(k, PREFIX "invalid alloc-ranges property in '%s', skipping node.", w->uname);
		return false;
	}
	while (cells.left > 0) {
		phys_addr_t start = dt_mem_next_cell(fdt->dt_root_addr_cells, &cells);
		phys_addr_t end = start + dt_mem_next_cell(fdt->dt_root_size_cells, &cells);

		if (!take_in_range(k, w->size, w->align, start, end, w->nomap, base))
			break;
		TELL(k, &says[RANGE_FULL], name_id(w->uname), w->size, start, end);
	}
	return true;
}

int __reserved_mem_alloc_size(struct kernel *k, int node, struct reserved_mem *rmem)
{
	struct wish w = { .uname = rmem->name };
	phys_addr_t base = 0;
	int placed;

	ENTER(k, &outline_alloc_size, name_id(rmem->name));
	if (!read_wish(k, node, &w))
		return leave_int(k, -EINVAL);
	if (of_flat_dt_has(k, node, "alloc-ranges")) {
		if (!try_ranges(k, node, &w, &base))
			return leave_int(k, -EINVAL);
	} else {
		early_init_dt_alloc_reserved_memory_arch(k, w.size, w.align, 0, 0, w.nomap, &base);
	}
	if (!base) {
		TELL(k, &says[NOT_PLACED], name_id(w.uname), w.size);
		printk(k, PREFIX "failed to allocate memory for node '%s': size %" PRIu64 " MiB",
		       w.uname, w.size >> 20);
		return leave_int(k, -ENOMEM);
	}
	SET(k, rmem->base, base);
	SET(k, rmem->size, w.size);
	placed = !w.nomap                                                ? PLACED
	         : profile_has(k->profile, FEATURE_DYNAMIC_NOMAP_MARKED) ? PLACED_NOMAP
	                                                                 : PLACED_REMOVED;
	TELL(k, &says[placed], name_id(w.uname), SPAN(base, w.size), w.size);
	return leave_int(k, 0);
}

/* RESERVEDMEM_OF_DECLARE(), in the order in which the kernel is linked. */
static const struct {
	const char *compatible;
	int (*setup)(struct kernel *k, struct reserved_mem *rmem);
	uint64_t needs; /* enum profile_feature, or 0 */
} reservedmem_of_table[] = {
	{ "shared-dma-pool", rmem_cma_setup, FEATURE_CMA },
	{ "shared-dma-pool", rmem_dma_setup, 0 },
};

static const struct outline outline_init_node = {
	"__reserved_mem_init_node",
	RMEM_FILE,
	"n",
	'e',
	N_("Offers a node to each kind of pool that is built in."),
	N_("One compatible string may lead to two kinds; the first that does not refuse wins."),
	{ N_("go through the built-in kinds with the node's compatible string"),
	  N_("0: the pool is made"), N_("none fits: -ENOENT, which is no fault") }
};

static int __reserved_mem_init_node(struct kernel *k, struct reserved_mem *rmem)
{
	int ret = -ENOENT;

	ENTER(k, &outline_init_node, name_id(rmem->name));
	for (size_t i = 0; i < sizeof(reservedmem_of_table) / sizeof(reservedmem_of_table[0]);
	     i++) {
		const char *compat = reservedmem_of_table[i].compatible;
		uint64_t needs = reservedmem_of_table[i].needs;

		if ((k->profile->features & needs) != needs ||
		    !of_flat_dt_is_compatible(k, rmem->fdt_node, compat))
			continue;
		ret = reservedmem_of_table[i].setup(k, rmem);
		if (ret)
			continue;
		printk(k, PREFIX "initialized node %s, compatible id %s", rmem->name, compat);
		TELL(k, &says[POOL_MADE], name_id(rmem->name), NAME(k, compat));
		break;
	}
	return leave_int(k, ret);
}

/* What RMEM is compatible with is made of it, or it is given back. */
static void make_pool(struct kernel *k, struct reserved_mem *rmem)
{
	int node = rmem->fdt_node, err = __reserved_mem_init_node(k, rmem);
	bool nomap = of_flat_dt_has(k, node, "no-map");

	if (err == -ENOENT) {
		TELL(k, &says[NO_POOL], name_id(rmem->name));
	} else if (err) {
		printk(k, PREFIX "node %s compatible matching fail", rmem->name);
		if (nomap)
			memblock_clear_nomap(k, rmem->base, rmem->size);
		else
			memblock_phys_free(k, rmem->base, rmem->size);
		TELL(k, &says[POOL_REFUSED], name_id(rmem->name), SPAN(rmem->base, rmem->size),
		     WORD((int64_t)err));
	}
	if ((!err || err == -ENOENT) && profile_has(k->profile, FEATURE_RESERVED_MEM_STAGES))
		printk(k, PREFIX PRIpa ".." PRIpa " (%" PRIu64 " KiB) %s %s %s", PA(k, rmem->base),
		       PA(k, rmem->base + rmem->size - 1), rmem->size >> 10,
		       nomap ? "nomap" : "map",
		       of_flat_dt_has(k, node, "reusable") ? "reusable" : "non-reusable",
		       rmem->name);
}

static const struct outline outline_make_pool = {
	"fdt_init_reserved_mem_node",
	RMEM_FILE,
	"n",
	'v',
	N_("Makes of a node's memory what it is compatible with."),
	N_("Memory that fits no kind of pool stays reserved all the same."),
	{ N_("does the node say no-map?"),
	  N_("__reserved_mem_init_node(): the kinds of pools, one after the other"),
	  N_("does the node say reusable?"), N_("say in the log where it lies and what it is"),
	  N_("no kind fits: the memory waits for a driver"),
	  N_("one fits and fails: the memory is given back") }
};

static void fdt_init_reserved_mem_node(struct kernel *k, struct reserved_mem *rmem)
{
	ENTER(k, &outline_make_pool, name_id(rmem->name));
	make_pool(k, rmem);
	leave(k);
}

/* __rmem_cmp(): in newer kernels the node decides between two that are alike. */
static bool rmem_after(const struct kernel *k, const struct reserved_mem *a,
                       const struct reserved_mem *b)
{
	if (a->base != b->base)
		return a->base > b->base;
	if (a->size == b->size && profile_has(k->profile, FEATURE_RESERVED_MEM_STAGES))
		return a->fdt_node >= b->fdt_node;
	return a->size >= b->size;
}

static void swap_rows(struct kernel *k, unsigned i, unsigned j)
{
	struct reserved_mem *rows = k->fdt->reserved_mem;
	struct reserved_mem a = rows[i], b = rows[j];

	SET(k, rows[i], b);
	SET(k, rows[j], a);
}

/* Let the row at TOP sink into the heap below it, which ends before N. */
static void sift_down(struct kernel *k, unsigned top, unsigned n)
{
	const struct reserved_mem *rows = k->fdt->reserved_mem;
	unsigned leaf = top, from;

	while (2 * leaf + 2 < n)
		leaf = 2 * leaf + (rmem_after(k, &rows[2 * leaf + 1], &rows[2 * leaf + 2]) ? 1 : 2);
	if (2 * leaf + 2 == n)
		leaf = 2 * leaf + 1;
	while (leaf != top && rmem_after(k, &rows[top], &rows[leaf]))
		leaf = (leaf - 1) / 2;
	for (from = leaf; leaf != top;) {
		leaf = (leaf - 1) / 2;
		swap_rows(k, leaf, from);
	}
}

/*
 * lib/sort.c: a heap sort.  It is not stable, and nodes that have no address yet are
 * all alike, so the order in which they are placed hangs on its every exchange.
 */
static void sort_rows(struct kernel *k, unsigned n)
{
	for (unsigned top = n / 2; top-- > 0;)
		sift_down(k, top, n);
	while (n-- > 1) {
		swap_rows(k, 0, n);
		sift_down(k, 0, n);
	}
}

static const struct outline outline_check_overlap = {
	"__rmem_check_for_overlap",
	RMEM_FILE,
	"",
	'v',
	N_("Complains about nodes that claim the same memory."),
	N_("It only complains: both stay as they are."),
	{ N_("sort the table by address"), N_("compare each row with the next one") }
};

void __rmem_check_for_overlap(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;

	ENTER(k, &outline_check_overlap);
	if (fdt->reserved_mem_count >= 2) {
		sort_rows(k, fdt->reserved_mem_count);
		TELL(k, &says[SORTED], fdt->reserved_mem_count);
	}
	for (unsigned i = 0; i + 1 < fdt->reserved_mem_count; i++) {
		const struct reserved_mem *a = &fdt->reserved_mem[i], *b = a + 1;

		if (a->base + a->size <= b->base)
			continue;
		TELL(k, &says[OVERLAP], name_id(a->name), SPAN(a->base, a->size), name_id(b->name),
		     b->base);
		printk(k,
		       PREFIX "OVERLAP DETECTED!\n"
		              "%s (" PRIpa "--" PRIpa ") overlaps with %s (" PRIpa "--" PRIpa ")",
		       a->name, PA(k, a->base), PA(k, a->base + a->size), b->name, PA(k, b->base),
		       PA(k, b->base + b->size));
	}
	leave(k);
}

/* Place RMEM if it has no address yet, and make a pool of it. */
static void init_row(struct kernel *k, struct reserved_mem *rmem)
{
	int node = rmem->fdt_node;
	struct dt_cells phandle = of_get_cells(k, node, "phandle");
	int err = 0;

	if (!phandle.at)
		phandle = of_get_cells(k, node, "linux,phandle");
	if (phandle.at)
		SET(k, rmem->phandle, (uint32_t)of_read_number(&phandle, phandle.left));
	if (!rmem->size)
		err = __reserved_mem_alloc_size(k, node, rmem);
	if (err)
		return;
	make_pool(k, rmem);
}

static const struct outline outline_init_reserved = {
	"fdt_init_reserved_mem",
	RMEM_FILE,
	"",
	'v',
	N_("The second pass over the reserved-memory nodes."),
	N_("A pool that is refused loses its reservation too."),
	{ N_("complain about overlaps"),
	  N_("for each row of the table: its no-map and its phandle"),
	  N_("no address yet: find a place"), N_("no place: next row"),
	  N_("make a pool of it, if its compatible string says so"),
	  N_("refused: give the range back, or take the no-map mark off") }
};

void fdt_init_reserved_mem(struct kernel *k)
{
	ENTER(k, &outline_init_reserved);
	__rmem_check_for_overlap(k);
	for (unsigned i = 0; i < k->fdt->reserved_mem_count; i++)
		init_row(k, &k->fdt->reserved_mem[i]);
	leave(k);
}
