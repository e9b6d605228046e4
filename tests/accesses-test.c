/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barriers, memory for devices, and what is recorded of accesses, on a guarded arena. */
#include "resource-bench.h"

#include "linux/include/asm-generic/barrier.h"
#include "linux/include/io.h"

static uint64_t dma(struct bench *b)
{
	assert_int_equal(memblock_add(b->k, 0x40000000, 0x100000), 0);
	return dma_alloc_coherent(b->k, 64);
}

static void write_mapped(struct bench *b, enum ioremap_kind kind, phys_addr_t phys, bool relaxed)
{
	uint64_t addr = ioremap_as(b->k, kind, phys, 4);
	struct arrival_event event;

	assert_int_not_equal(addr, 0);
	assert_true(accesses_aim(b->k, addr, &event));
	accesses_note_io(b->k, relaxed ? "writel_relaxed" : "writel", event.memory, true, relaxed,
	                 phys, 4, 1, round_down_to(phys, 0x1000),
	                 round_down_to(phys, 0x1000) + 0xfff);
}

static void write_register(struct bench *b, phys_addr_t phys, bool relaxed)
{
	write_mapped(b, IOREMAP, phys, relaxed);
}

static unsigned count_orders(struct bench *b, const char *arch)
{
	struct arrival_sequence s;

	accesses_collect(b->k, arrival_model(arch), &s);
	return arrival_orders(&s, NULL, NULL);
}

/* Was that sentence, or part of one, told since step FROM? */
static bool told(struct bench *b, size_t from, const char *part)
{
	struct text line = { 0 };
	bool found = false;

	for (size_t i = from; i < b->sim->step_count && !found; i++) {
		text_clear(&line);
		sentence_of(&line, b->sim, &b->sim->steps[i]);
		found = strstr(text_str(&line), part) != NULL;
	}
	text_free(&line);
	return found;
}

static void test_doorbell(void **state)
{
	struct bench *b = *state;
	uint64_t desc = dma(b);

	assert_int_not_equal(desc, 0);
	WRITE_ONCE(b->k, desc, 0x1000);
	memory_barrier(b->k, BARRIER_SMP_WMB);
	write_register(b, 0x9000000, true);
	assert_int_equal(count_orders(b, "arm64"), 2);
	assert_int_equal(count_orders(b, "x86"), 1);
	accesses_begin(b->k);
	WRITE_ONCE(b->k, desc, 0x1000);
	memory_barrier(b->k, BARRIER_WMB);
	write_register(b, 0x9000000, true);
	assert_int_equal(count_orders(b, "arm64"), 1);
	accesses_begin(b->k);
	WRITE_ONCE(b->k, desc, 0x1000);
	write_register(b, 0x9000000, false);
	assert_int_equal(count_orders(b, "arm64"), 1);
}

/* Registers belong to one device when one device or resource holds them. */
static void test_targets(void **state)
{
	struct bench *b = *state;
	struct device *dev =
		device_new(b->k, BUS_PLATFORM, sim_name(b->sim, "a000000.disk"), NULL, -1);
	struct resource *regs = bring(b, 0xa000000, 0xa0000ff, "regs", IORESOURCE_MEM);
	struct arrival_sequence s;

	put(b, 0x9000000, 0x9001fff, "uart", IORESOURCE_MEM);
	SET(b->k, dev->resource, regs);
	SET(b->k, dev->num_resources, 1u);
	assert_int_equal(device_add(b->k, dev), 0);
	write_register(b, 0x9000000, true);
	write_register(b, 0x9001000, true);
	write_register(b, 0xa000010, true);
	write_register(b, 0xb000000, true);
	accesses_collect(b->k, arrival_model("arm64"), &s);
	assert_string_equal(s.events[0].target, "uart");
	assert_ptr_equal(s.events[0].target, s.events[1].target);
	assert_string_equal(s.events[2].target, "a000000.disk");
	assert_string_equal(s.events[3].target, "0b000000-0b000fff");
	/* a before b, the others anywhere: 4! / 2 */
	assert_int_equal(arrival_orders(&s, NULL, NULL), 12);
}

/* What the registers are mapped as decides. */
static void test_mappings(void **state)
{
	static const struct {
		enum ioremap_kind kind;
		enum access_memory memory;
	} kinds[] = {
		{ IOREMAP, MEMORY_DEVICE },
		{ IOREMAP_WC, MEMORY_WC },
		{ IOREMAP_NP, MEMORY_DEVICE_NP },
		{ IOREMAP_CACHE, MEMORY_CPUS },
	};
	struct bench *b = *state;
	struct arrival_sequence s;
	struct arrival_event event;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		write_mapped(b, kinds[i].kind, 0x9000010, true);
	accesses_collect(b->k, arrival_model("arm64"), &s);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		assert_int_equal(s.events[i].memory, kinds[i].memory);
		assert_int_equal(s.events[i].address, 0x9000010);
		assert_int_equal(s.events[i].target == NULL, kinds[i].memory == MEMORY_CPUS);
	}
	assert_false(accesses_aim(b->k, 0, &event));
	assert_false(accesses_aim(b->k, 0x9000000, &event));
}

/* READ_ONCE() and WRITE_ONCE() of registers: it works, and nothing orders it. */
static void test_bare_pointer(void **state)
{
	struct bench *b = *state;
	uint64_t regs = ioremap(b->k, 0x9000000, 0x1000), desc = dma(b);
	size_t from = b->sim->step_count;
	unsigned bytes;

	WRITE_ONCE(b->k, desc, 1);
	WRITE_ONCE(b->k, regs + 4, 2);
	assert_true(told(b, from, "by a bare pointer"));
	assert_int_equal(count_orders(b, "arm64"), 2);
	assert_int_equal(READ_ONCE(b->k, regs + 4, &bytes), 2);
}

static void test_values(void **state)
{
	struct bench *b = *state;
	uint64_t desc = dma(b);
	unsigned bytes;

	assert_int_equal(READ_ONCE(b->k, desc, &bytes), 0);
	assert_int_equal(bytes, 4);
	WRITE_ONCE(b->k, desc, 7);
	WRITE_ONCE(b->k, desc + 8, 0x1234567890ull);
	accesses_begin(b->k);
	assert_int_equal(READ_ONCE(b->k, desc, &bytes), 7);
	assert_int_equal(bytes, 4);
	assert_int_equal(READ_ONCE(b->k, desc + 8, &bytes), 0x1234567890ull);
	assert_int_equal(bytes, 8);
}

static void test_dma_pages(void **state)
{
	struct bench *b = *state;
	uint64_t first, second;
	phys_addr_t phys;
	unsigned bytes;

	assert_int_equal(dma_alloc_coherent(b->k, 64), 0); /* there is no memory yet */
	first = dma(b);
	second = dma_alloc_coherent(b->k, 4097);
	assert_int_not_equal(second, 0);
	assert_int_equal(dma_alloc_coherent(b->k, 0), 0);
	assert_int_equal(dma_alloc_coherent(b->k, UINT64_MAX), 0);
	assert_true(virt_to_phys(b->k, first, &phys));
	assert_int_equal(phys & 0xfff, 0);
	assert_true(dma_is_coherent(b->k, phys));
	assert_true(dma_is_coherent(b->k, phys + 0xfff));
	WRITE_ONCE(b->k, first + 60, 5);
	dma_free_coherent(b->k, 64, first);
	assert_false(dma_is_coherent(b->k, phys));
	assert_int_equal(dma_alloc_coherent(b->k, 4096), first);
	assert_int_equal(READ_ONCE(b->k, first + 60, &bytes), 0);
}

struct wrong_call {
	struct kernel *k;
	uint64_t addr, size;
};

static void free_wrong(void *arg)
{
	struct wrong_call *w = arg;

	dma_free_coherent(w->k, w->size, w->addr);
}

static void write_wrong(void *arg)
{
	struct wrong_call *w = arg;

	WRITE_ONCE(w->k, w->addr, 1);
}

static void read_wrong(void *arg)
{
	struct wrong_call *w = arg;
	unsigned bytes;

	READ_ONCE(w->k, w->addr, &bytes);
}

static void test_oopses(void **state)
{
	struct bench *b = *state;
	uint64_t desc = dma(b);
	struct wrong_call wrong[] = { { b->k, desc + 8, 64 },
		                      { b->k, desc, 8192 },
		                      { b->k, 0, 0 } };
	struct wrong_call nowhere = { b->k, desc + 0x100000, 0 };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(sim_try(b->sim, free_wrong, &wrong[i]), SIM_OOPS);
	assert_int_equal(sim_try(b->sim, write_wrong, &nowhere), SIM_OOPS);
	assert_int_equal(sim_try(b->sim, read_wrong, &wrong[2]), SIM_OOPS);
}

/* The last eight accesses count, with the barriers among them. */
static void test_more_than_there_is_room_for(void **state)
{
	struct bench *b = *state;
	struct arrival_sequence s;

	for (unsigned i = 0; i < 11; i++) {
		write_register(b, 0x9000000 + 4 * i, true);
		memory_barrier(b->k, BARRIER_MB);
	}
	assert_int_equal(accesses_collect(b->k, arrival_model("arm64"), &s), 3);
	assert_int_equal(s.access_count, 8);
	assert_int_equal(s.events[s.access[7]].address, 0x9000000 + 4 * 10);
	for (unsigned i = 0; i < 100; i++)
		memory_barrier(b->k, BARRIER_MB);
	assert_int_equal(accesses_collect(b->k, arrival_model("arm64"), &s), 11);
	assert_int_equal(s.access_count, 0);
	assert_int_equal(s.count, ARRIVAL_EVENTS);
	accesses_begin(b->k);
	assert_int_equal(accesses_collect(b->k, arrival_model("arm64"), &s), 0);
	assert_int_equal(s.count, 0);
}

static void test_arrive(void **state)
{
	struct bench *b = *state;
	uint64_t desc = dma(b);
	uint8_t order[ARRIVAL_ACCESSES];
	const uint8_t *arrived;
	struct arrival_sequence s;
	size_t from;

	WRITE_ONCE(b->k, desc, 0x1000);
	write_register(b, 0x9000000, true);
	accesses_collect(b->k, arrival_model("arm64"), &s);
	from = b->sim->step_count;
	assert_true(arrival_nth(&s, 1, order));
	accesses_arrive(b->k, &s, order);
	assert_false(told(b, from, "still under way"));
	from = b->sim->step_count;
	assert_true(arrival_nth(&s, 2, order));
	accesses_arrive(b->k, &s, order);
	assert_true(told(b, from, "writel_relaxed at 0x9000000 arrives although WRITE_ONCE to"));
	assert_int_equal(accesses_arrived(b->k, &arrived), 2);
	assert_int_equal(arrived[0], 1);
	/* stepping back takes the arrivals back */
	sim_seek(b->sim, (uint32_t)from);
	assert_int_equal(accesses_arrived(b->k, &arrived), 2);
	assert_int_equal(arrived[0], 0);
	sim_seek_end(b->sim);
}

/* Each barrier says what it is and what it orders; only x86 has some that are nothing. */
static void test_barriers_speak(void **state)
{
	static const char *const expected[BARRIER_COUNT] = {
		"`dsb sy` waits until all accesses",
		"`dsb ld` lets nothing behind it begin",
		"`dsb st` waits until the writes",
		"`dmb oshld` lets nothing behind it begin",
		"`dmb oshst` keeps writes before it in front of writes behind it, to memory",
		"`dmb ish` keeps all accesses before it in front of all behind it as other CPUs",
		"`dmb ishld` keeps reads before it in front of all behind it as other CPUs",
		"`dmb ishst` keeps writes before it in front of writes behind it as other CPUs",
	};
	static const char *const archs[] = { "arm64", "x86", "arm", "riscv" };
	struct bench *b = *state;
	struct profile profile = profile_bare;

	for (unsigned which = 0; which < BARRIER_COUNT; which++) {
		size_t from = b->sim->step_count;

		memory_barrier(b->k, (enum barrier)which);
		assert_true(told(b, from, expected[which]));
	}
	for (size_t i = 0; i < sizeof(archs) / sizeof(archs[0]); i++) {
		strcpy(profile.arch, archs[i]);
		SET(b->k, b->k->profile, &profile);
		for (unsigned which = 0; which < BARRIER_COUNT; which++) {
			size_t from = b->sim->step_count, steps = 3;

			memory_barrier(b->k, (enum barrier)which);
			if (told(b, from, "is no instruction"))
				assert_string_equal(archs[i], "x86");
			else
				steps++;
			assert_int_equal(b->sim->step_count - from, steps);
		}
	}
	/* a kernel for one CPU */
	strcpy(profile.arch, "arm");
	profile.cpus = 1;
	for (unsigned which = 0; which < BARRIER_COUNT; which++) {
		size_t from = b->sim->step_count;

		memory_barrier(b->k, (enum barrier)which);
		assert_int_equal(told(b, from, "is no instruction"), which >= BARRIER_SMP_MB);
	}
	SET(b->k, b->k->profile, &profile_bare);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_doorbell), TEST(test_targets),
		TEST(test_mappings), TEST(test_bare_pointer),
		TEST(test_values),   TEST(test_dma_pages),
		TEST(test_oopses),   TEST(test_more_than_there_is_room_for),
		TEST(test_arrive),   TEST(test_barriers_speak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
