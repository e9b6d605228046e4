/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of arrival: exactly those that the rules of an architecture allow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "arrival-scenes.h"
#include "sim/step.h"
#include "sim/text.h"

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

/* Is there a pair that must be in order, and is not in this one? */
static bool is_forbidden(const struct arrival_sequence *s, const uint8_t order[])
{
	for (unsigned i = 0; i < s->access_count; i++)
		for (unsigned j = i + 1; j < s->access_count; j++)
			if (order[j] < order[i] && arrival_pair(s, order[j], order[i]).ordered)
				return true;
	return false;
}

/* How many of all permutations, made by swapping, are allowed. */
static unsigned count_allowed(const struct arrival_sequence *s, uint8_t order[], unsigned at)
{
	unsigned allowed = 0;

	if (at == s->access_count)
		return !is_forbidden(s, order);
	for (unsigned i = at; i < s->access_count; i++) {
		uint8_t kept = order[at];

		order[at] = order[i];
		order[i] = kept;
		allowed += count_allowed(s, order, at + 1);
		order[i] = order[at];
		order[at] = kept;
	}
	return allowed;
}

static bool none_forbidden(const uint8_t order[], unsigned n, void *arg)
{
	(void)n;
	assert_false(is_forbidden(arg, order));
	return true;
}

/* Whatever the accesses: all orders that the pairs allow are found, and no others. */
static void test_all_and_only(void **state)
{
	uint32_t random = 1;

	(void)state;
	for (unsigned round = 0; round < 400; round++) {
		struct arrival_sequence s = { .model = arrival_model_at(round % 4) };
		uint8_t order[ARRIVAL_ACCESSES] = { 0, 1, 2, 3, 4, 5, 6, 7 };

		while (s.access_count < 6) {
			struct arrival_event e;
			unsigned r;

			random = random * 1103515245 + 12345;
			r = random >> 8;
			e = (struct arrival_event)ACCESS("access", r % MEMORY_COUNT, r & 0x100,
			                                 r & 0x200, (r >> 10 & 3) * 4,
			                                 r & 0x1000 ? uart : disk);
			if (r >> 13 & 1)
				e.barrier = (enum barrier)(r >> 14 & 7);
			if (e.memory == MEMORY_CPUS || e.memory == MEMORY_DMA)
				e.target = NULL;
			arrival_add(&s, &e);
		}
		assert_int_equal(arrival_orders(&s, none_forbidden, &s),
		                 count_allowed(&s, order, 0));
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
	static const struct scene useless = { .events = { STORE(DESC), SMP_WMB, LOAD(DESC) } };
	static const struct scene useful = { .events = { STORE(DESC), SMP_MB, LOAD(DESC) } };
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
	/* with a barrier that is for others the reason is the same, with one that helps it is not */
	s = sequence_of(&useless, "arm64");
	assert_true(arrival_pair(&s, 0, 1).harmless);
	assert_null(arrival_pair(&s, 0, 1).function);
	s = sequence_of(&useful, "arm64");
	assert_true(arrival_pair(&s, 0, 1).ordered);
	assert_false(arrival_pair(&s, 0, 1).harmless);
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
		cmocka_unit_test(test_orders),       cmocka_unit_test(test_barriers_only_take_away),
		cmocka_unit_test(test_reasons),      cmocka_unit_test(test_smp_wmb),
		cmocka_unit_test(test_overtaken),    cmocka_unit_test(test_harms),
		cmocka_unit_test(test_all_and_only), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_one_cpu),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
