/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The resource tree: linking, adopting, busy regions, room, and searches. */
#include "resource-bench.h"

#define RAM (IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY)

static struct resource *claim(struct bench *b, uint64_t start, uint64_t n, const char *name,
                              uint64_t flags)
{
	return __request_region(b->k, &b->k->iomem_resource, start, n, sim_name(b->sim, name),
	                        flags);
}

/* The file must read the same in one go and as a report shows it. */
static void assert_iomem(struct bench *b, const char *expected)
{
	text_clear(&b->out);
	assert_int_equal(seq_cat(b->k, IOMEM, true, &b->out), 0);
	assert_string_equal(text_str(&b->out), expected);
	text_clear(&b->out);
	assert_true(proc_show_all(b->k, IOMEM, true, &b->out));
	assert_string_equal(text_str(&b->out), expected);
}

static void assert_last_log(struct bench *b, const char *expected)
{
	assert_non_null(b->sim->log->last);
	assert_string_equal(b->sim->log->last->text, expected);
}

/* A call that may not come back; what it needs stands in the bench or is found by it. */
static enum sim_end attempt(struct bench *b, void (*call)(void *))
{
	return sim_try(b->sim, call, b);
}

static void test_request(void **state)
{
	static const struct {
		uint64_t start, end;
		const char *in_the_way; /* NULL: it fits; "PCI mem": no range for the root */
	} rows[] = {
		{ 0x1000, 0x1fff, "a" },          { 0x1fff, 0x1fff, "a" },
		{ 0x0fff, 0x1000, "a" },          { 0x0, 0x8fff, "a" },
		{ 0x2000, 0x3000, "b" },          { 0x3fff, 0x9000, "b" },
		{ 0x2001, 0x2000, "PCI mem" },    { 0x0, 0xfff, NULL },
		{ 0x2000, 0x2fff, NULL },         { UINT64_MAX, UINT64_MAX, NULL },
		{ 0x4000, UINT64_MAX - 1, NULL },
	};
	struct bench *b = *state;
	struct resource *root = &b->k->iomem_resource;

	put(b, 0x1000, 0x1fff, "a", IORESOURCE_MEM);
	put(b, 0x3000, 0x3fff, "b", IORESOURCE_MEM);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct resource *new = bring(b, rows[i].start, rows[i].end, "new", 0);
		struct resource *conflict = request_resource_conflict(b->k, root, new);

		if (rows[i].in_the_way) {
			assert_non_null(conflict);
			assert_string_equal(conflict->name, rows[i].in_the_way);
			assert_null(new->parent);
			continue;
		}
		assert_null(conflict);
		assert_ptr_equal(new->parent, root);
		assert_int_equal(release_resource(b->k, new), 0);
		assert_null(new->parent);
	}
	assert_iomem(b, "00001000-00001fff : a\n00003000-00003fff : b\n");
}

static void test_adoption(void **state)
{
	struct bench *b = *state;
	struct resource *root = &b->k->iomem_resource;
	struct resource *code = put(b, 0x2000, 0x2fff, "code", IORESOURCE_MEM);
	struct resource *data = put(b, 0x4000, 0x4fff, "data", IORESOURCE_MEM);
	struct resource *ram = bring(b, 0x1000, 0x7fff, "RAM", RAM);
	const struct step *step;

	put(b, 0x9000, 0x9fff, "device", IORESOURCE_MEM);
	assert_int_equal(insert_resource(b->k, root, ram), 0);
	assert_ptr_equal(code->parent, ram);
	assert_ptr_equal(data->parent, ram);
	assert_null(data->sibling);
	assert_iomem(b, "00001000-00007fff : RAM\n"
	                "  00002000-00002fff : code\n"
	                "  00004000-00004fff : data\n"
	                "00009000-00009fff : device\n");

	/* The same range goes above, one across an edge nowhere. */
	assert_int_equal(insert_resource(b->k, root, bring(b, 0x2000, 0x2fff, "over", 0)), 0);
	assert_string_equal(code->parent->name, "over");
	assert_int_equal(insert_resource(b->k, root, bring(b, 0x4800, 0x5000, "split", 0)), -EBUSY);

	/* The reader is told why, at a stop. */
	for (step = b->sim->steps; step->says->kind != STEP_LINK || step->arg_words != 6; step++)
		assert_true(step < b->sim->steps + b->sim->step_count - 1);
	assert_int_equal(step->says->level, LEVEL_STOP);
	text_clear(&b->out);
	sentence_of(&b->out, b->sim, step);
	assert_string_equal(text_str(&b->out),
	                    "00001000-00007fff RAM covers 2 existing children of PCI mem, so it "
	                    "is linked in their place and adopts them.");

	assert_int_equal(remove_resource(b->k, ram), 0);
	assert_iomem(b, "00002000-00002fff : over\n"
	                "  00002000-00002fff : code\n"
	                "00004000-00004fff : data\n"
	                "00009000-00009fff : device\n");
}

static void test_expand_to_fit(void **state)
{
	struct bench *b = *state;
	struct resource *root = &b->k->iomem_resource;
	struct resource *outside;

	put(b, 0x1000, 0x1fff, "a", IORESOURCE_MEM);
	put(b, 0x3000, 0x3fff, "b", IORESOURCE_MEM);
	insert_resource_expand_to_fit(b->k, root, bring(b, 0x1800, 0x37ff, "grows", 0));
	assert_iomem(b, "00001000-00003fff : grows\n"
	                "  00001000-00001fff : a\n"
	                "  00003000-00003fff : b\n");
	assert_last_log(b, "resource: Expanded resource grows due to conflict with b");

	outside = bring(b, 0xfff0, 0x10000, "outside", 0);
	insert_resource_expand_to_fit(b->k, &b->k->ioport_resource, outside);
	assert_null(outside->parent);
	assert_null(b->k->ioport_resource.child);
}

static void release_label(void *arg)
{
	struct bench *b = arg;
	struct resource *res = put(b, 0x5000, 0x5fff, "gone", IORESOURCE_MEM);

	assert_int_equal(release_resource(b->k, res), 0);
	release_resource(b->k, res);
}

static void test_release(void **state)
{
	struct bench *b = *state;
	struct resource *window = put(b, 0x1000, 0x1fff, "window", IORESOURCE_MEM);
	struct resource *taken = claim(b, 0x1000, 0x100, "driver", 0);

	assert_non_null(taken);
	assert_int_equal(attempt(b, release_label), SIM_OOPS);
	assert_int_equal(b->sim->depth, 0);
	assert_iomem(b, "00001000-00001fff : window\n  00001000-000010ff : driver\n");

	/* Taken out behind its owner's back, it still points at its parent. */
	__release_region(b->k, &b->k->iomem_resource, 0x1000, 0x100);
	assert_ptr_equal(taken->parent, window);
	assert_int_equal(release_resource(b->k, taken), -EINVAL);

	/* What lies below goes too. */
	assert_non_null(claim(b, 0x1000, 0x100, "driver", 0));
	assert_int_equal(release_resource(b->k, window), 0);
	assert_iomem(b, "");
}

static void test_adjust(void **state)
{
	static const struct {
		uint64_t start, size;
		int result;
	} rows[] = {
		{ 0x3000, 0x2000, 0 },     { 0x2000, 0x4001, -EBUSY }, { 0x1fff, 0x3000, -EBUSY },
		{ 0x3000, 0x3000, 0 },     { 0x3000, 0x3001, -EBUSY }, { 0x3801, 0x1000, -EBUSY },
		{ 0x3000, 0x8ff, -EBUSY }, { 0x3800, 0x100, 0 },
	};
	struct bench *b = *state;
	struct resource *res;

	put(b, 0x1000, 0x1fff, "before", IORESOURCE_MEM);
	put(b, 0x6000, 0x6fff, "behind", IORESOURCE_MEM);
	res = put(b, 0x3000, 0x3fff, "it", IORESOURCE_MEM);
	assert_int_equal(request_resource(b->k, res, bring(b, 0x3800, 0x38ff, "child", 0)), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t start = res->start, end = res->end;

		assert_int_equal(adjust_resource(b->k, res, rows[i].start, rows[i].size),
		                 rows[i].result);
		if (!rows[i].result) {
			start = rows[i].start;
			end = start + rows[i].size - 1;
		}
		assert_true(res->start == start && res->end == end);
	}
}

static void test_allocate(void **state)
{
	static const struct {
		uint64_t size, min, max, align;
		int result;
		uint64_t start;
	} rows[] = {
		{ 0x1000, 0, UINT64_MAX, 0x1000, 0, 0x1000 },
		{ 0x1001, 0, UINT64_MAX, 0x1000, 0, 0x4000 },
		{ 0x1000, 0x1800, 0x2fff, 0x1000, -EBUSY, 0 },
		{ 0x800, 0x1001, 0x1fff, 0x800, 0, 0x1800 },
		{ 0x1000, 0, 0xfff, 1, -EBUSY, 0 },
		{ 2, UINT64_MAX - 1, UINT64_MAX, 0x1000, -EBUSY, 0 },
		{ UINT64_MAX, 0, UINT64_MAX, 1, -EBUSY, 0 },
	};
	struct bench *b = *state;
	struct resource *root = &b->k->iomem_resource, *moved;

	put(b, 0x0, 0xfff, "at zero", IORESOURCE_MEM);
	put(b, 0x2000, 0x3fff, "a", IORESOURCE_MEM);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct resource *res = bring(b, 0, 0, "new", IORESOURCE_MEM);

		assert_int_equal(allocate_resource(b->k, root, res, rows[i].size, rows[i].min,
		                                   rows[i].max, rows[i].align),
		                 rows[i].result);
		if (rows[i].result)
			continue;
		assert_true(res->start == rows[i].start);
		assert_true(resource_size(res) == rows[i].size);
		assert_int_equal(release_resource(b->k, res), 0);
	}

	/* One that is in the tree already moves when it must, and stays when it can. */
	moved = put(b, 0x1000, 0x17ff, "moved", IORESOURCE_MEM);
	assert_int_equal(allocate_resource(b->k, root, moved, 0x1000, 0, UINT64_MAX, 0x800), 0);
	assert_true(moved->start == 0x1000 && moved->end == 0x1fff);
	assert_int_equal(allocate_resource(b->k, root, moved, 0x3000, 0, UINT64_MAX, 0x800), 0);
	assert_true(moved->start == 0x4000 && moved->end == 0x6fff);
}

static void test_reserve_with_split(void **state)
{
	struct bench *b = *state;
	const char *name = sim_name(b->sim, "reserved");

	put(b, 0x1000, 0x1fff, "a", IORESOURCE_MEM);
	put(b, 0x3000, 0x3fff, "b", IORESOURCE_MEM);
	reserve_region_with_split(b->k, &b->k->iomem_resource, 0x800, 0x4fff, name);
	reserve_region_with_split(b->k, &b->k->iomem_resource, 0x3100, 0x31ff, name);
	assert_iomem(b, "00000800-00000fff : reserved\n"
	                "00001000-00001fff : a\n"
	                "00002000-00002fff : reserved\n"
	                "00003000-00003fff : b\n"
	                "00004000-00004fff : reserved\n");
	reserve_region_with_split(b->k, &b->k->ioport_resource, 0xff00, 0x1ffff, name);
	assert_true(b->k->ioport_resource.child->end == 0xffff);
	assert_last_log(b, "resource: fixing request to [0xff00-0xffff]");
	reserve_region_with_split(b->k, &b->k->ioport_resource, 0x10000, 0x1ffff, name);
	assert_last_log(b, "resource: requested range [0x10000-0x1ffff] not in root "
	                   "[io  0x0000-0xffff flags 0x100]");
}

static void ask_for_a_turn(void *arg)
{
	claim(arg, 0x2f00, 1, "second", IORESOURCE_MUXED);
}

static void test_regions(void **state)
{
	struct bench *b = *state;
	struct resource *res;

	put(b, 0x1000, 0x1fff, "window", IORESOURCE_MEM | IORESOURCE_PREFETCH);
	res = claim(b, 0x1000, 0x100, "driver", 0);
	assert_non_null(res);
	assert_string_equal(res->parent->name, "window");
	assert_true(res->flags == (IORESOURCE_MEM | IORESOURCE_BUSY));
	assert_null(claim(b, 0x10ff, 1, "late", 0));
	assert_null(claim(b, 0x2000, 0, "empty", 0));
	__release_region(b->k, &b->k->iomem_resource, 0x1000, 0x80);
	assert_last_log(b, "resource: Trying to free nonexistent resource "
	                   "<0x0000000000001000-0x000000000000107f>");

	assert_non_null(claim(b, 0x2f00, 1, "first", IORESOURCE_MUXED));
	assert_null(claim(b, 0x2f00, 1, "no turn", 0));
	assert_int_equal(attempt(b, ask_for_a_turn), SIM_SLEEPS);
	__release_region(b->k, &b->k->iomem_resource, 0x2f00, 1);
	assert_int_equal(attempt(b, ask_for_a_turn), SIM_DONE);

	res = resource_new(b->k, 0x8000, 0x8fff, sim_name(b->sim, "hmm"),
	                   IORESOURCE_MEM | IORESOURCE_BUSY, IORES_DESC_DEVICE_PRIVATE_MEMORY);
	assert_int_equal(request_resource(b->k, &b->k->iomem_resource, res), 0);
	assert_null(claim(b, 0x8000, 1, "driver", 0));
	assert_last_log(b, "resource: Unaddressable device hmm [mem 0x00008000-0x00008fff] "
	                   "conflicts with [mem 0x00008000]");
}

static void test_release_adjustable(void **state)
{
	struct bench *b = *state;

	put(b, 0x10000, 0x1ffff, "RAM", RAM);
	release_mem_region_adjustable(b->k, 0x10000, 0x1000);
	release_mem_region_adjustable(b->k, 0x1f000, 0x1000);
	release_mem_region_adjustable(b->k, 0x14000, 0x1000);
	release_mem_region_adjustable(b->k, 0x10000, 0x20000);
	assert_iomem(b, "00011000-00013fff : RAM\n00015000-0001efff : RAM\n");
	release_mem_region_adjustable(b->k, 0x15000, 0xa000);
	assert_iomem(b, "00011000-00013fff : RAM\n");

	/* A child that would stick out: a warning, once. */
	assert_int_equal(request_resource(b->k, b->k->iomem_resource.child,
	                                  bring(b, 0x13000, 0x13fff, "code", IORESOURCE_MEM)),
	                 0);
	release_mem_region_adjustable(b->k, 0x13000, 0x1000);
	assert_last_log(b, "---[ end trace 0000000000000000 ]---");
	sim_clear_log(b->sim);
	release_mem_region_adjustable(b->k, 0x13000, 0x1000);
	assert_null(b->sim->log->first);
}

static void test_intersections(void **state)
{
	static const struct {
		uint64_t start, size;
		int answer;
	} rows[] = {
		{ 0x1000, 0x1000, REGION_INTERSECTS }, { 0x0, 0x2000, REGION_INTERSECTS },
		{ 0x1000, 0x3000, REGION_MIXED },      { 0x3000, 0x1000, REGION_DISJOINT },
		{ 0x8000, 0x1000, REGION_DISJOINT },   { 0x5000, 0x800, REGION_INTERSECTS },
		{ 0x5000, 0x1000, REGION_MIXED },
	};
	struct bench *b = *state;
	struct resource *window;

	put(b, 0x1000, 0x1fff, "RAM", RAM);
	put(b, 0x3000, 0x3fff, "device", IORESOURCE_MEM);
	window = put(b, 0x5000, 0x5fff, "window", IORESOURCE_MEM);
	assert_int_equal(request_resource(b->k, window, bring(b, 0x5000, 0x57ff, "RAM", RAM)), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(region_intersects(b->k, rows[i].start, rows[i].size,
		                                   IORESOURCE_SYSTEM_RAM, IORES_DESC_NONE),
		                 rows[i].answer);
}

static int count_call(struct resource *res, void *arg)
{
	(void)res;
	++*(unsigned *)arg;
	return 0;
}

static void walk_to_the_last_address(void *arg)
{
	struct bench *b = arg;
	unsigned calls = 0;

	walk_mem_res(b->k, 1, UINT64_MAX, &calls, count_call);
}

static void test_walks(void **state)
{
	struct bench *b = *state;
	unsigned calls = 0;

	put(b, 0x1800, 0x3fff, "RAM", RAM);
	put(b, 0x6000, 0x6fff, "claimed", IORESOURCE_MEM | IORESOURCE_BUSY);
	assert_false(page_is_ram(b->k, 1));
	assert_true(page_is_ram(b->k, 2));
	assert_false(page_is_ram(b->k, 6));
	assert_int_equal(walk_mem_res(b->k, 0, 0xffff, &calls, count_call), 0);
	assert_int_equal(calls, 2);
	assert_int_equal(walk_system_ram_res(b->k, 0, 0xffff, &calls, count_call), 0);
	assert_int_equal(calls, 3);
	assert_int_equal(walk_mem_res(b->k, 0x2000, 0x2000, &calls, count_call), -EINVAL);
	assert_int_equal(calls, 3);

	/* The next start wraps to 0: it must end here, where the kernel's does not. */
	put(b, UINT64_MAX - 0xfff, UINT64_MAX, "last", IORESOURCE_MEM | IORESOURCE_BUSY);
	assert_int_equal(attempt(b, walk_to_the_last_address), SIM_LIMIT);
}

static void test_exclusive(void **state)
{
	struct bench *b = *state;

	assert_non_null(claim(b, 0x1000, 0x10, "exclusive", IORESOURCE_EXCLUSIVE));
	assert_non_null(claim(b, 0x2000, 0x10, "busy", 0));
	put(b, 0x3000, 0x3fff, "driver's RAM", IORESOURCE_SYSTEM_RAM | IORESOURCE_EXCLUSIVE);
	assert_true(iomem_is_exclusive(b->k, 0x1fff));
	assert_false(iomem_is_exclusive(b->k, 0x2000));
	assert_true(iomem_is_exclusive(b->k, 0x3000));
	SET(b->k, b->k->iomem_relaxed, true);
	assert_false(iomem_is_exclusive(b->k, 0x1fff));
	assert_true(iomem_is_exclusive(b->k, 0x3000));
	assert_int_equal(iomem_map_sanity_check(b->k, 0x3000, 0x1001), -1);
	assert_last_log(b, "resource: resource sanity check: requesting [mem 0x0000000000003000-"
	                   "0x0000000000004000], which spans more than driver's RAM "
	                   "[mem 0x00003000-0x00003fff]");
}

/* A removed resource that is used once more: its old sibling leads back into the list. */
static void walk_in_a_circle(void *arg)
{
	iomem_map_sanity_check(((struct bench *)arg)->k, 0xf0000, 1);
}

static void show_what_hangs_loose(void *arg)
{
	struct bench *b = arg;

	seq_cat(b->k, IOMEM, true, &b->out);
}

static void test_broken_tree(void **state)
{
	struct bench *b = *state;
	struct resource *x = put(b, 0x1000, 0x1fff, "x", IORESOURCE_MEM);

	assert_int_equal(request_resource(b->k, x, bring(b, 0x1000, 0x10ff, "child", 0)), 0);
	put(b, 0x3000, 0x3fff, "behind", IORESOURCE_MEM);
	assert_int_equal(remove_resource(b->k, x), 0);
	assert_int_equal(adjust_resource(b->k, x, 0x1000, 0x8000), 0);
	assert_int_equal(request_resource(b->k, x, bring(b, 0x8000, 0x80ff, "loose", 0)), 0);
	assert_int_equal(attempt(b, walk_in_a_circle), SIM_LIMIT);
	assert_int_equal(attempt(b, show_what_hangs_loose), SIM_OOPS);
	assert_true(proc_show_all(b->k, IOMEM, true, &b->out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_request, setup, teardown),
		cmocka_unit_test_setup_teardown(test_adoption, setup, teardown),
		cmocka_unit_test_setup_teardown(test_expand_to_fit, setup, teardown),
		cmocka_unit_test_setup_teardown(test_release, setup, teardown),
		cmocka_unit_test_setup_teardown(test_adjust, setup, teardown),
		cmocka_unit_test_setup_teardown(test_allocate, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reserve_with_split, setup, teardown),
		cmocka_unit_test_setup_teardown(test_regions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_release_adjustable, setup, teardown),
		cmocka_unit_test_setup_teardown(test_intersections, setup, teardown),
		cmocka_unit_test_setup_teardown(test_walks, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exclusive, setup, teardown),
		cmocka_unit_test_setup_teardown(test_broken_tree, setup, teardown),
	};

	return cmocka_run_group_tests_name("resource", tests, NULL, NULL);
}
