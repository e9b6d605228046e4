/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kmalloc() and request_irq(): what is refused when it is asked twice, and what is not. */
#include "resource-bench.h"

#include "linux/include/interrupt.h"
#include "linux/include/io.h"
#include "linux/include/slab.h"

static const char *file(struct bench *b, const char *path)
{
	text_clear(&b->out);
	assert_int_equal(seq_cat(b->k, path, true, &b->out), 0);
	return text_str(&b->out);
}

static void add_ram(struct bench *b)
{
	assert_int_equal(memblock_add(b->k, 0x100000, 0x100000), 0);
	assert_int_equal(memblock_reserve(b->k, 0x1fe000, 0x1000), 0);
}

static void test_each_call_gets_its_own(void **state)
{
	struct bench *b = *state;
	uint64_t first, second;

	add_ram(b);
	first = kmalloc(b->k, 60);
	second = kmalloc(b->k, 33);
	/* The highest page is free, the one below it reserved. */
	assert_int_equal(first, phys_to_virt(b->k, 0x1ff000));
	assert_int_equal(second, first + 64);
	assert_non_null(strstr(file(b, "/proc/slabinfo"),
	                       "\nkmalloc-64             2     64     64   64    1 :"));
	kfree(b->k, first);
	assert_int_equal(kmalloc(b->k, 64), first);
	assert_int_equal(kmalloc(b->k, 97), phys_to_virt(b->k, 0x1fd000));
	assert_int_equal(seq_cat(b->k, "/proc/slabinfo", false, &b->out), -EACCES);
}

static void test_sizes(void **state)
{
	struct bench *b = *state;
	uint64_t pages;

	assert_int_equal(kmalloc(b->k, 8), 0);
	add_ram(b);
	assert_int_equal(kmalloc(b->k, 0), ZERO_SIZE_PTR);
	kfree(b->k, ZERO_SIZE_PTR);
	kfree(b->k, 0);
	/* Sixteen pages in a row begin at a multiple of their size. */
	pages = kmalloc(b->k, 0x8001);
	assert_int_equal(pages, phys_to_virt(b->k, 0x1e0000));
	assert_int_equal(slab_pages(b->k), 16);
	assert_non_null(strstr(file(b, "/proc/meminfo"), "MemTotal:           1020 kB\n"));
	assert_non_null(strstr(text_str(&b->out), "MemFree:             956 kB\n"));
	assert_int_equal(kmalloc(b->k, 0x100000), 0);
	assert_int_equal(kmalloc(b->k, UINT64_MAX), 0);
	kfree(b->k, pages);
	assert_int_equal(slab_pages(b->k), 0);
}

struct freeing {
	struct kernel *k;
	uint64_t addr;
};

static void free_it(void *arg)
{
	struct freeing *f = arg;

	kfree(f->k, f->addr);
}

static void test_wrong_frees(void **state)
{
	struct bench *b = *state;
	struct freeing f = { .k = b->k };
	uint64_t addr;

	add_ram(b);
	addr = kmalloc(b->k, 64);
	f.addr = addr + 8;
	assert_int_equal(sim_try(b->sim, free_it, &f), SIM_OOPS);
	f.addr = addr;
	assert_int_equal(sim_try(b->sim, free_it, &f), SIM_DONE);
	assert_int_equal(sim_try(b->sim, free_it, &f), SIM_OOPS);
	f.addr = 0x1ff000;
	assert_int_equal(sim_try(b->sim, free_it, &f), SIM_OOPS);
}

static void test_interrupts(void **state)
{
	struct bench *b = *state;
	const char *uart = sim_name(b->sim, "uart"), *timer = sim_name(b->sim, "timer");

	assert_int_equal(request_irq(b->k, 0, uart, 0), -EINVAL);
	assert_int_equal(request_irq(b->k, UINT64_MAX, uart, 0), -EINVAL);
	assert_int_equal(request_irq(b->k, 5, uart, 0), 0);
	assert_int_equal(request_irq(b->k, 5, timer, IRQF_SHARED), -EBUSY);
	assert_string_equal(b->sim->log->last->text,
	                    "genirq: Flags mismatch irq 5. 00000080 (timer) vs. 00000000 (uart)");
	assert_int_equal(request_irq(b->k, 6, uart, IRQF_SHARED), 0);
	assert_int_equal(request_irq(b->k, 6, timer, IRQF_SHARED), 0);
	assert_string_equal(file(b, "/proc/interrupts"),
	                    "           CPU0       \n"
	                    "  5:          0      None     Edge      uart\n"
	                    "  6:          0      None     Edge      uart, timer\n");
	free_irq(b->k, 6, uart);
	free_irq(b->k, 5, uart);
	assert_string_equal(file(b, "/proc/interrupts"),
	                    "           CPU0       \n"
	                    "  6:          0      None     Edge      timer\n");
	free_irq(b->k, 5, uart);
	assert_string_equal(b->sim->log->last->text, "---[ end trace 0000000000000000 ]---");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_call_gets_its_own, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrong_frees, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interrupts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
