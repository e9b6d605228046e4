/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/hugetlb.c: huge pages that were asked for on the command line.  Those that the page
 * allocator can never put together, gigantic ones, must be taken from memblock.
 */
#include "linux/mm/hugetlb.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define HUGETLB_FILE "mm/hugetlb.c"
#define PREFIX       "HugeTLB: "
#define MAX_ORDER    11 /* the page allocator's largest block has 2^10 pages */

/* Huge pages of one size. */
struct hstate {
	struct hstate *next;
	uint64_t size, pages; /* bytes; how many are wanted, then how many there are */
	int next_nid;         /* whose turn it is to give one; -1: the first node's */
};

enum { UNSUPPORTED, TWICE, SIZE, NO_SIZE, NOT_YET, GIANT, LARGE, TAKEN, NONE_LEFT };

static const struct sentence says[] = {
	[UNSUPPORTED] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	                  N_("This processor has no pages of {0}, so nothing will come of it.") },
	[TWICE] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	            N_("{0} was said before; the second time it is not obeyed.") },
	[SIZE] = { STEP_SET, LEVEL_STOP, 3, "s",
	           N_("hugepages= that follows is about pages of {0}.") },
	[NO_SIZE] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	              N_("hugepages={0} follows a size that cannot be used.") },
	[NOT_YET] = { STEP_SET, LEVEL_STOP, 2, "d",
	              N_("{0} huge pages of the usual size are wanted; the page allocator gives "
	                 "them later.") },
	[GIANT] = { STEP_DECIDE, LEVEL_CALL, 3, "ds",
	            N_("{0} pages of {1} are wanted. The page allocator knows no such blocks, so "
	               "memblock must give them, now or never.") },
	[LARGE] = { STEP_DECIDE, LEVEL_STOP, 3, "ds",
	            N_("{0} pages of {1} are wanted; the page allocator gives them later.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 1, "sr",
	            N_("A huge page of {0} is set aside at {1}: the machine has that much less for "
	               "all else.") },
	[NONE_LEFT] = { STEP_REFUSE, LEVEL_STOP, 2, "ds",
	                N_("Only {0} pages of {1} could be had: no more such blocks are free in one "
	                   "piece.") },
};

/* arch_hugetlb_valid_size(): what entries of page tables map, alone or as a row of them. */
static bool valid_size(const struct kernel *k, uint64_t size)
{
	unsigned page = PAGE_SHIFT(k), bits = page - 3, block = page + bits;
	/* entries in a row that count as one, as powers of two: of pages, of blocks */
	unsigned pages = page == 12 ? 4 : page == 14 ? 7 : 5;
	unsigned blocks = page == 12 ? 4 : 5;
	uint64_t one = 1;

	return size == one << block || size == one << (page + pages) ||
	       size == one << (block + blocks) || (page == 12 && size == one << (block + bits));
}

static struct hstate *size_to_hstate(const struct kernel *k, uint64_t size)
{
	struct hstate *h = k->setup->hugetlb.sizes;

	while (h && h->size != size)
		h = h->next;
	return h;
}

static struct hstate *add_hstate(struct kernel *k, uint64_t size)
{
	struct hstate *h = sim_alloc(k->sim, sizeof(*h));

	SET(k, h->size, size);
	SET(k, h->next_nid, -1);
	SET(k, h->next, k->setup->hugetlb.sizes);
	SET(k, k->setup->hugetlb.sizes, h);
	return h;
}

static bool is_gigantic(const struct kernel *k, const struct hstate *h)
{
	return h->size >> PAGE_SHIFT(k) >> MAX_ORDER;
}

/* The node with memory behind AFTER, round and round. */
static int next_node(const struct kernel *k, int after)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	int nodes = (int)k->profile->nodes;

	for (int n = 1; n <= nodes; n++) {
		int nid = (after + n) % nodes;

		for (uint64_t i = 0; i < memory->cnt; i++)
			if (memory->regions[i].nid == nid)
				return nid;
	}
	return 0;
}

static const struct outline outline_alloc = {
	"__alloc_bootmem_huge_page",
	HUGETLB_FILE,
	"s",
	'a',
	N_("Takes one gigantic page from memblock."),
	N_("The nodes take turns, so that each gives its share."),
	{ N_("on the node whose turn it is, or where there is room"),
	  N_("no room: 5.10 tries the other nodes, which cannot help, for all were searched"),
	  N_("6.12: only its first page needs a record for now, so the rest is marked") }
};

static phys_addr_t alloc_bootmem_huge_page(struct kernel *k, struct hstate *h)
{
	bool each = profile_has(k->profile, FEATURE_HUGETLB_EACH_NODE);
	unsigned tries = each && k->setup->nodes_with_memory ? k->setup->nodes_with_memory : 1;
	phys_addr_t at = 0;

	ENTER(k, &outline_alloc, h->size);
	for (unsigned n = 0; !at && n < tries; n++) {
		int nid = next_node(k, h->next_nid);

		SET(k, h->next_nid, nid);
		at = memblock_alloc_try_nid_raw(k, h->size, h->size, 0, MEMBLOCK_ALLOC_ACCESSIBLE,
		                                nid);
	}
	if (at)
		TELL(k, &says[TAKEN], h->size, SPAN(at, h->size));
	/* the record of its first page stands for all of them */
	if (at && profile_has(k->profile, FEATURE_HUGETLB_NOINIT))
		memblock_reserved_mark_noinit(k, at + PAGE_SIZE(k), h->size - PAGE_SIZE(k));
	return leave_word(k, at);
}

/* A size as string_get_size() writes it: three digits. */
static void size_text(uint64_t size, char *text, size_t room)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	unsigned unit = 0;

	for (; size >= 1024 && unit < 4; size >>= 10)
		unit++;
	snprintf(text, room, "%" PRIu64 "%s %s", size,
	         size < 10    ? ".00"
	         : size < 100 ? ".0"
	                      : "",
	         units[unit]);
}

/* hugetlb_hstate_alloc_pages() */
static void take_pages(struct kernel *k, struct hstate *h)
{
	uint64_t got = 0;
	char size[32];

	if (!is_gigantic(k, h)) {
		TELL(k, &says[LARGE], h->pages, h->size);
		return;
	}
	TELL(k, &says[GIANT], h->pages, h->size);
	while (got < h->pages && alloc_bootmem_huge_page(k, h))
		got++;
	if (got == h->pages)
		return;
	size_text(h->size, size, sizeof(size));
	printk(k,
	       PREFIX "allocating %" PRIu64 " of page size %s failed.  Only allocated %" PRIu64
	              " hugepages.",
	       h->pages, size, got);
	sim_tell_in(k->sim, &outline_alloc, &says[NONE_LEFT], SIM_WORDS(got, h->size));
	SET(k, h->pages, got);
}

static const struct outline outline_hugepages = {
	"hugepages_setup",
	HUGETLB_FILE,
	"n",
	'd',
	N_("Reads hugepages=COUNT, which is about the size named before it."),
	NULL,
	{ N_("the size before it cannot be used, or was counted already: not obeyed"),
	  N_("no size before it: noted for the usual size"),
	  N_("gigantic pages are taken from memblock at once, others later") }
};

/* COUNT, or NODE:COUNT,...; false when VALUE is neither. */
static bool read_count(const char *value, uint64_t *count)
{
	const char *at = value;

	*count = 0;
	do {
		uint64_t n;

		if (!isdigit((unsigned char)*at))
			return false;
		n = simple_strtoull(at, &at);
		if (*at == ':') {
			if (!isdigit((unsigned char)at[1]))
				return false;
			n = simple_strtoull(at + 1, &at);
		}
		*count += n;
	} while (*at++ == ',');
	return true;
}

int hugepages_setup(struct kernel *k, const char *value)
{
	struct hugetlb_state *state = &k->setup->hugetlb;
	uint64_t count;

	if (!profile_has_huge_pages(k->profile))
		return 1;
	ENTER(k, &outline_hugepages, NAME(k, value));
	if (state->bad_size) {
		TELL(k, &says[NO_SIZE], NAME(k, value));
		printk(k, PREFIX "hugepages=%s does not follow a valid hugepagesz, ignoring",
		       value);
		SET(k, state->bad_size, false);
	} else if (state->parsed ? state->counted == state->parsed : state->default_counted) {
		TELL(k, &says[TWICE], NAME(k, "hugepages"));
		printk(k,
		       PREFIX "hugepages= specified twice without interleaving hugepagesz=, "
		              "ignoring hugepages=%s",
		       value);
	} else if (!read_count(value, &count)) {
		printk(k, PREFIX "Invalid hugepages parameter %s", value);
		TELL(k, &says[NO_SIZE], NAME(k, value));
	} else if (!state->parsed) {
		SET(k, state->default_pages, count);
		SET(k, state->default_counted, true);
		TELL(k, &says[NOT_YET], count);
	} else {
		SET(k, state->parsed->pages, count);
		SET(k, state->counted, state->parsed);
		take_pages(k, state->parsed);
	}
	return leave_int(k, 1);
}

/* The size in VALUE; 0, and a remark, when this processor has none such. */
static uint64_t read_size(struct kernel *k, const char *name, const char *value)
{
	uint64_t size = memparse(value, NULL);

	SET(k, k->setup->hugetlb.bad_size, true);
	if (valid_size(k, size))
		return size;
	TELL(k, &says[UNSUPPORTED], NAME(k, value));
	printk(k, PREFIX "unsupported %s=%s", name, value);
	return 0;
}

static const struct outline outline_hugepagesz = {
	"hugepagesz_setup",
	HUGETLB_FILE,
	"n",
	'd',
	N_("Reads hugepagesz=SIZE: what the next hugepages= is about."),
	NULL,
	{ N_("a size that the processor has not: not obeyed"), N_("said twice: not obeyed"),
	  N_("from now on hugepages= is about it") }
};

int hugepagesz_setup(struct kernel *k, const char *value)
{
	struct hugetlb_state *state = &k->setup->hugetlb;
	struct hstate *h;
	uint64_t size;

	if (!profile_has_huge_pages(k->profile))
		return 1;
	ENTER(k, &outline_hugepagesz, NAME(k, value));
	size = read_size(k, "hugepagesz", value);
	h = size ? size_to_hstate(k, size) : NULL;
	if (h && (!state->default_named || h->pages)) {
		TELL(k, &says[TWICE], NAME(k, "hugepagesz"));
		printk(k, PREFIX "hugepagesz=%s specified twice, ignoring", value);
	} else if (size) {
		SET(k, state->parsed, h ? h : add_hstate(k, size));
		SET(k, state->bad_size, false);
		TELL(k, &says[SIZE], size);
	}
	return leave_int(k, 1);
}

static const struct outline outline_default = {
	"default_hugepagesz_setup",
	HUGETLB_FILE,
	"n",
	'd',
	N_("Reads default_hugepagesz=SIZE: the size that is meant where none is named."),
	NULL,
	{ N_("a size that the processor has not: not obeyed"), N_("said twice: not obeyed"),
	  N_("a count that came before any size was about this one") }
};

int default_hugepagesz_setup(struct kernel *k, const char *value)
{
	struct hugetlb_state *state = &k->setup->hugetlb;
	struct hstate *h;
	uint64_t size;

	if (!profile_has_huge_pages(k->profile))
		return 1;
	ENTER(k, &outline_default, NAME(k, value));
	if (state->default_named) {
		TELL(k, &says[TWICE], NAME(k, "default_hugepagesz"));
		printk(k, PREFIX "default_hugepagesz previously specified, ignoring %s", value);
		return leave_int(k, 1);
	}
	size = read_size(k, "default_hugepagesz", value);
	if (!size)
		return leave_int(k, 1);
	h = size_to_hstate(k, size);
	if (!h)
		h = add_hstate(k, size);
	SET(k, state->parsed, h);
	SET(k, state->bad_size, false);
	SET(k, state->default_named, true);
	TELL(k, &says[SIZE], size);
	if (state->default_pages) {
		SET(k, h->pages, state->default_pages);
		SET(k, state->default_pages, 0);
		take_pages(k, h);
	}
	return leave_int(k, 1);
}
