/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of arrival: exactly those that the rules of an architecture allow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "linux/arch/arrival.h"
#include "sim/step.h"
#include "sim/text.h"

static const char uart[] = "uart", disk[] = "disk";

#define DESC 0x1000 /* places in RAM, 64 bytes apart */
#define FLAG 0x1040

#define ACCESS(name, where, is_write, is_relaxed, addr, dev)                                       \
	{                                                                                          \
		.function = (name), .barrier = BARRIER_NONE, .memory = (where),                    \
		.write = (is_write), .relaxed = (is_relaxed), .address = (addr), .bytes = 4,       \
		.target = (dev)                                                                    \
	}
#define WRITEL(dev, reg)         ACCESS("writel", MEMORY_DEVICE, true, false, reg, dev)
#define WRITEL_RELAXED(dev, reg) ACCESS("writel_relaxed", MEMORY_DEVICE, true, true, reg, dev)
#define READL(dev, reg)          ACCESS("readl", MEMORY_DEVICE, false, false, reg, dev)
#define READL_RELAXED(dev, reg)  ACCESS("readl_relaxed", MEMORY_DEVICE, false, true, reg, dev)
#define WRITE_NP(dev, reg)       ACCESS("writel", MEMORY_DEVICE_NP, true, false, reg, dev)
#define WRITE_WC(dev, reg)       ACCESS("writel_relaxed", MEMORY_WC, true, true, reg, dev)
#define STORE_DMA(at)            ACCESS("WRITE_ONCE", MEMORY_DMA, true, true, at, NULL)
#define LOAD_DMA(at)             ACCESS("READ_ONCE", MEMORY_DMA, false, true, at, NULL)
#define STORE(at)                ACCESS("WRITE_ONCE", MEMORY_CPUS, true, true, at, NULL)
#define LOAD(at)                 ACCESS("READ_ONCE", MEMORY_CPUS, false, true, at, NULL)
#define FENCE(which, name)                                                                         \
	{                                                                                          \
		.function = (name), .barrier = (which)                                             \
	}
#define MB      FENCE(BARRIER_MB, "mb")
#define RMB     FENCE(BARRIER_RMB, "rmb")
#define WMB     FENCE(BARRIER_WMB, "wmb")
#define DMA_RMB FENCE(BARRIER_DMA_RMB, "dma_rmb")
#define DMA_WMB FENCE(BARRIER_DMA_WMB, "dma_wmb")
#define SMP_MB  FENCE(BARRIER_SMP_MB, "smp_mb")
#define SMP_RMB FENCE(BARRIER_SMP_RMB, "smp_rmb")
#define SMP_WMB FENCE(BARRIER_SMP_WMB, "smp_wmb")

/* A sequence, and its orders on each architecture as letters, a for the first access. */
struct scene {
	const char *name;
	struct arrival_event events[8];
	const char *arm64, *x86, *arm, *riscv;
};

static const struct scene scenes[] = {
	{ "descriptor, doorbell by writel",
	  { STORE_DMA(DESC), WRITEL(uart, 0) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "descriptor, doorbell by writel_relaxed",
	  { STORE_DMA(DESC), WRITEL_RELAXED(uart, 0) },
	  "ab ba",
	  "ab",
	  "ab ba",
	  "ab ba" },
	{ "descriptor, wmb, doorbell by writel_relaxed",
	  { STORE_DMA(DESC), WMB, WRITEL_RELAXED(uart, 0) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "descriptor, dma_wmb, doorbell by writel_relaxed",
	  { STORE_DMA(DESC), DMA_WMB, WRITEL_RELAXED(uart, 0) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "descriptor, smp_wmb, doorbell by writel_relaxed",
	  { STORE_DMA(DESC), SMP_WMB, WRITEL_RELAXED(uart, 0) },
	  "ab ba",
	  "ab",
	  "ab ba",
	  "ab ba" },
	{ "descriptor, smp_mb, doorbell by writel_relaxed",
	  { STORE_DMA(DESC), SMP_MB, WRITEL_RELAXED(uart, 0) },
	  "ab ba",
	  "ab",
	  "ab ba",
	  "ab ba" },
	{ "descriptor, rmb, doorbell by writel_relaxed",
	  { STORE_DMA(DESC), DMA_RMB, WRITEL_RELAXED(uart, 0) },
	  "ab ba",
	  "ab",
	  "ab",
	  "ab ba" },
	{ "a descriptor of two words and a doorbell by writel",
	  { STORE_DMA(DESC), STORE_DMA(FLAG), WRITEL(uart, 0) },
	  "abc bac",
	  "abc",
	  "abc bac",
	  "abc bac" },
	{ "descriptor and its flag, smp_wmb between them",
	  { STORE_DMA(DESC), SMP_WMB, STORE_DMA(FLAG) },
	  "ab ba",
	  "ab",
	  "ab ba",
	  "ab" },
	{ "descriptor and its flag, dma_wmb between them",
	  { STORE_DMA(DESC), DMA_WMB, STORE_DMA(FLAG) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "two words that other CPUs look at, smp_wmb between them",
	  { STORE(DESC), SMP_WMB, STORE(FLAG) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "the whole of it: descriptor, dma_wmb, flag, wmb, doorbell",
	  { STORE_DMA(DESC), DMA_WMB, STORE_DMA(FLAG), WMB, WRITEL_RELAXED(uart, 0) },
	  "abc",
	  "abc",
	  "abc",
	  "abc" },
	{ "two registers of one device",
	  { WRITEL_RELAXED(uart, 0), WRITEL_RELAXED(uart, 4) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "a register written and another of the device read",
	  { WRITEL_RELAXED(uart, 0), READL_RELAXED(uart, 4) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "two devices", { WRITEL(uart, 0), WRITEL(disk, 0) }, "ab ba", "ab ba", "ab ba", "ab ba" },
	{ "two devices, mb between them",
	  { WRITEL(uart, 0), MB, WRITEL(disk, 0) },
	  "ab ba",
	  "ab ba",
	  "ab ba",
	  "ab ba" },
	{ "two devices, the first read back",
	  { WRITEL(uart, 0), READL(uart, 0), WRITEL(disk, 0) },
	  "abc",
	  "abc",
	  "abc",
	  "abc acb cab" },
	{ "two devices, the first read back by readl_relaxed",
	  { WRITEL_RELAXED(uart, 0), READL_RELAXED(uart, 0), WRITEL_RELAXED(disk, 0) },
	  "abc acb cab",
	  "abc",
	  "abc acb cab",
	  "abc acb cab" },
	{ "two devices, the first read back by readl_relaxed and mb",
	  { WRITEL_RELAXED(uart, 0), READL_RELAXED(uart, 0), MB, WRITEL_RELAXED(disk, 0) },
	  "abc",
	  "abc",
	  "abc",
	  "abc" },
	{ "a write that the device acknowledges itself, then another device",
	  { WRITE_NP(uart, 0), WRITEL(disk, 0) },
	  "ab ba",
	  "ab ba",
	  "ab",
	  "ab ba" },
	{ "the same with wmb",
	  { WRITE_NP(uart, 0), WMB, WRITEL(disk, 0) },
	  "ab",
	  "ab ba",
	  "ab",
	  "ab ba" },
	{ "stop a device, then give its memory back",
	  { WRITEL(uart, 0), WMB, STORE_DMA(DESC) },
	  "ab ba",
	  "ab ba",
	  "ab ba",
	  "ab ba" },
	{ "stop a device, read back, then give its memory back",
	  { WRITEL(uart, 0), READL(uart, 0), STORE_DMA(DESC) },
	  "abc",
	  "abc",
	  "abc",
	  "abc acb cab" },
	{ "store, then load from elsewhere",
	  { STORE(DESC), LOAD(FLAG) },
	  "ab ba",
	  "ab ba",
	  "ab ba",
	  "ab ba" },
	{ "store, smp_wmb, load from elsewhere",
	  { STORE(DESC), SMP_WMB, LOAD(FLAG) },
	  "ab ba",
	  "ab ba",
	  "ab ba",
	  "ab ba" },
	{ "store, smp_mb, load from elsewhere",
	  { STORE(DESC), SMP_MB, LOAD(FLAG) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "store, wmb, load from elsewhere",
	  { STORE(DESC), WMB, LOAD(FLAG) },
	  "ab",
	  "ab ba",
	  "ab",
	  "ab ba" },
	{ "store, then load from the same place",
	  { STORE(DESC), LOAD(DESC + 2) },
	  "ab ba",
	  "ab ba",
	  "ab ba",
	  "ab ba" },
	{ "load, then store to the same place",
	  { LOAD(DESC), STORE(DESC) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "two stores to the same place", { STORE(DESC), STORE(DESC) }, "ab", "ab", "ab", "ab" },
	{ "two loads", { LOAD(DESC), LOAD(FLAG) }, "ab ba", "ab", "ab ba", "ab ba" },
	{ "two loads, smp_rmb between them",
	  { LOAD(FLAG), SMP_RMB, LOAD(DESC) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "status by readl, then the buffer",
	  { READL(uart, 0), LOAD_DMA(DESC) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "status by readl_relaxed, then the buffer",
	  { READL_RELAXED(uart, 0), LOAD_DMA(DESC) },
	  "ab ba",
	  "ab",
	  "ab ba",
	  "ab ba" },
	{ "status by readl_relaxed, dma_rmb, then the buffer",
	  { READL_RELAXED(uart, 0), DMA_RMB, LOAD_DMA(DESC) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "status by readl_relaxed, smp_rmb, then the buffer",
	  { READL_RELAXED(uart, 0), SMP_RMB, LOAD_DMA(DESC) },
	  "ab ba",
	  "ab",
	  "ab ba",
	  "ab ba" },
	{ "status by readl_relaxed, rmb, then the buffer",
	  { READL_RELAXED(uart, 0), RMB, LOAD_DMA(DESC) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "a burst into write-combining memory",
	  { WRITE_WC(uart, 0), WRITE_WC(uart, 4), WRITE_WC(uart, 8) },
	  "abc acb bac bca cab cba",
	  "abc acb bac bca cab cba",
	  "abc acb bac bca cab cba",
	  "abc" },
	{ "a burst into write-combining memory, then a doorbell",
	  { WRITE_WC(uart, 0), WRITE_WC(uart, 4), WRITEL_RELAXED(uart, 64) },
	  "abc acb bac bca cab cba",
	  "abc bac",
	  "abc acb bac bca cab cba",
	  "abc" },
	{ "the same with wmb before the doorbell",
	  { WRITE_WC(uart, 0), WRITE_WC(uart, 4), WMB, WRITEL_RELAXED(uart, 64) },
	  "abc bac",
	  "abc bac",
	  "abc bac",
	  "abc" },
	{ "descriptor, then write-combining memory",
	  { STORE_DMA(DESC), WRITE_WC(uart, 0) },
	  "ab ba",
	  "ab ba",
	  "ab ba",
	  "ab ba" },
	{ "descriptor, wmb, then write-combining memory",
	  { STORE_DMA(DESC), WMB, WRITE_WC(uart, 0) },
	  "ab",
	  "ab",
	  "ab",
	  "ab" },
	{ "a barrier inside an access between the two counts as well",
	  { STORE_DMA(DESC), WRITEL(uart, 0), WRITEL_RELAXED(disk, 0) },
	  "abc acb",
	  "abc acb",
	  "abc acb",
	  "abc acb" },
};

static bool add_order(const uint8_t order[], unsigned n, void *arg)
{
	struct text *out = arg;

	text_add(out, out->len ? " " : "");
	for (unsigned i = 0; i < n; i++)
		text_add_char(out, (char)('a' + order[i]));
	return true;
}

static struct arrival_sequence sequence_of(const struct scene *scene, const char *arch)
{
	struct arrival_sequence s = { .model = arrival_model(arch) };

	for (unsigned i = 0; i < 8 && scene->events[i].function; i++)
		assert_true(arrival_add(&s, &scene->events[i]));
	return s;
}

static unsigned wrong_orders(const struct scene *scene, const char *arch, const char *expected)
{
	struct arrival_sequence s = sequence_of(scene, arch);
	struct text got = { 0 };
	unsigned wrong;

	arrival_orders(&s, add_order, &got);
	wrong = strcmp(text_str(&got), expected) != 0;
	if (wrong)
		print_error("%s on %s: %s, not %s\n", scene->name, arch, text_str(&got), expected);
	text_free(&got);
	return wrong;
}

static void test_orders(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		wrong += wrong_orders(&scenes[i], "arm64", scenes[i].arm64);
		wrong += wrong_orders(&scenes[i], "x86", scenes[i].x86);
		wrong += wrong_orders(&scenes[i], "arm", scenes[i].arm);
		wrong += wrong_orders(&scenes[i], "riscv", scenes[i].riscv);
	}
	assert_int_equal(wrong, 0);
}

/* A barrier never adds an order: put a mb() anywhere, and what is left was there before. */
static void test_barriers_only_take_away(void **state)
{
	const struct arrival_event fence = MB;

	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		for (unsigned m = 0; arrival_model_at(m); m++) {
			struct arrival_sequence with = { .model = arrival_model_at(m) };
			struct arrival_sequence plain = sequence_of(&scenes[i], with.model->arch);
			uint8_t before[ARRIVAL_ACCESSES], after[ARRIVAL_ACCESSES];

			for (unsigned e = 0; e < plain.count; e++) {
				arrival_add(&with, &plain.events[e]);
				arrival_add(&with, &fence);
			}
			arrival_before(&plain, before);
			arrival_before(&with, after);
			for (unsigned a = 0; a < plain.access_count; a++)
				assert_int_equal(before[a] & ~after[a], 0);
			assert_true(arrival_orders(&with, NULL, NULL) <=
			            arrival_orders(&plain, NULL, NULL));
		}
	}
}

/* Each pair has a whole sentence, and names what it speaks of. */
static void test_reasons(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		for (unsigned m = 0; arrival_model_at(m); m++) {
			struct arrival_sequence s =
				sequence_of(&scenes[i], arrival_model_at(m)->arch);

			for (unsigned b = 1; b < s.access_count; b++) {
				struct arrival_verdict v = arrival_pair(&s, b - 1, b);

				assert_non_null(v.why);
				assert_true(v.why[strlen(v.why) - 1] == '.');
				assert_false(strstr(v.why, "{0}") && !v.function);
				assert_false(strstr(v.why, "{1}") && !v.instruction);
				assert_false(v.ordered && v.harmless);
			}
		}
	}
}

/* The barrier that people reach for, and why it does not help. */
static void test_smp_wmb(void **state)
{
	static const struct scene scene = {
		.events = { STORE_DMA(DESC), SMP_WMB, WRITEL_RELAXED(uart, 0) },
	};
	struct arrival_sequence s = sequence_of(&scene, "arm64");
	struct arrival_verdict v = arrival_pair(&s, 0, 1);

	(void)state;
	assert_false(v.ordered);
	assert_string_equal(v.function, "smp_wmb");
	assert_string_equal(v.instruction, "dmb ishst");
	assert_non_null(strstr(v.why, "other CPUs only"));
	s = sequence_of(&scene, "x86");
	assert_true(arrival_pair(&s, 0, 1).ordered);
	s = sequence_of(&scene, "riscv");
	v = arrival_pair(&s, 0, 1);
	assert_false(v.ordered);
	assert_string_equal(v.instruction, "fence w,w");
}

/* In a kernel for one CPU even the order that smp_wmb() is for is left to the CPU. */
static void test_one_cpu(void **state)
{
	static const struct scene scene = {
		.events = { STORE(DESC), SMP_WMB, STORE(FLAG) },
	};
	static const struct scene with_wmb = {
		.events = { STORE(DESC), WMB, STORE(FLAG) },
	};
	struct arrival_sequence s = sequence_of(&scene, "arm64");

	(void)state;
	assert_int_equal(arrival_orders(&s, NULL, NULL), 1);
	s.one_cpu = true;
	assert_int_equal(arrival_orders(&s, NULL, NULL), 2);
	assert_null(arrival_pair(&s, 0, 1).instruction);
	s = sequence_of(&with_wmb, "arm64");
	s.one_cpu = true;
	assert_int_equal(arrival_orders(&s, NULL, NULL), 1);
}

static void test_overtaken(void **state)
{
	static const struct scene scene = {
		.events = { STORE_DMA(DESC), STORE_DMA(FLAG), WRITEL_RELAXED(uart, 0) },
	};
	static const struct scene same = { .events = { STORE(DESC), LOAD(DESC) } };
	struct arrival_sequence s = sequence_of(&scene, "arm64");
	uint8_t order[ARRIVAL_ACCESSES];

	(void)state;
	assert_true(arrival_nth(&s, 1, order));
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(order[i], i);
		assert_int_equal(arrival_overtaken(&s, order, i), -1);
	}
	assert_true(arrival_nth(&s, 6, order));
	assert_int_equal(arrival_overtaken(&s, order, 0), 0);
	assert_int_equal(arrival_overtaken(&s, order, 1), 0);
	assert_int_equal(arrival_overtaken(&s, order, 2), -1);
	assert_false(arrival_nth(&s, 7, order));
	assert_false(arrival_nth(&s, 0, order));
	/* a read of what the CPU wrote itself never sees the old value */
	s = sequence_of(&same, "arm64");
	assert_true(arrival_nth(&s, 2, order));
	assert_int_equal(order[0], 1);
	assert_int_equal(arrival_overtaken(&s, order, 0), -1);
}

static void test_harms(void **state)
{
	static const struct arrival_event desc = STORE_DMA(DESC), flag = STORE_DMA(FLAG),
					  bell = WRITEL(uart, 0), other = WRITEL(disk, 0),
					  status = READL(uart, 4), data = LOAD_DMA(DESC),
					  burst = WRITE_WC(uart, 8);

	(void)state;
	assert_int_equal(arrival_harm(&desc, &bell), HARM_STALE_DMA);
	assert_int_equal(arrival_harm(&desc, &flag), HARM_HALF_WRITTEN);
	assert_int_equal(arrival_harm(&status, &data), HARM_STALE_BUFFER);
	assert_int_equal(arrival_harm(&data, &data), HARM_STALE_READ);
	assert_int_equal(arrival_harm(&desc, &status), HARM_EARLY_READ);
	assert_int_equal(arrival_harm(&bell, &other), HARM_LATE_DEVICE);
	assert_int_equal(arrival_harm(&bell, &desc), HARM_LATE_DEVICE);
	assert_int_equal(arrival_harm(&burst, &bell), HARM_MIXED);
	assert_int_equal(arrival_harm(&status, &bell), HARM_OTHER);
}

static void test_limits(void **state)
{
	struct arrival_sequence s = { .model = arrival_model("arm64") };
	const struct arrival_event fence = SMP_WMB;
	uint8_t order[ARRIVAL_ACCESSES];

	(void)state;
	assert_int_equal(arrival_orders(&s, NULL, NULL), 1);
	for (unsigned i = 0; i < ARRIVAL_ACCESSES; i++) {
		const struct arrival_event store = STORE_DMA(DESC + i * 8);

		assert_true(arrival_add(&s, &store));
	}
	assert_false(arrival_add(&s, &s.events[0]));
	assert_int_equal(arrival_orders(&s, NULL, NULL), 40320);
	assert_true(arrival_nth(&s, 40320, order));
	assert_int_equal(order[0], 7);
	assert_int_equal(order[7], 0);
	while (s.count < ARRIVAL_EVENTS)
		assert_true(arrival_add(&s, &fence));
	assert_false(arrival_add(&s, &fence));
	assert_null(arrival_model("vax"));
	assert_ptr_equal(arrival_model("generic"), arrival_model("arm64"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),    cmocka_unit_test(test_barriers_only_take_away),
		cmocka_unit_test(test_reasons),   cmocka_unit_test(test_smp_wmb),
		cmocka_unit_test(test_overtaken), cmocka_unit_test(test_harms),
		cmocka_unit_test(test_limits),    cmocka_unit_test(test_one_cpu),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
