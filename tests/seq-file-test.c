/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How user space reads /proc/iomem and its like: in pieces, whole records, by who may. */
#include "resource-bench.h"

#include "linux/kernel/resource_proc.h"

static void test_reading(void **state)
{
	static const struct {
		uint64_t count;
		const char *got;
	} rows[] = {
		{ 8, "00001000" },
		{ 16, "-00001fff : one\n" },
		{ 23, "00002000-00002fff : two" },
		{ 1, "\n" },
		{ 4096, "00003000-00003fff : three\n" },
		{ 4096, "" },
		{ 3, "000" },
	};
	struct bench *b = *state;
	struct seq_file *file;
	uint32_t before;

	put(b, 0x1000, 0x1fff, "one", IORESOURCE_MEM);
	put(b, 0x2000, 0x2fff, "two", IORESOURCE_MEM);
	put(b, 0x3000, 0x3fff, "three", IORESOURCE_MEM);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		text_clear(&b->out);
		assert_int_equal(seq_read_kept(b->k, IOMEM, rows[i].count, &b->out),
		                 strlen(rows[i].got));
		assert_string_equal(text_str(&b->out), rows[i].got);
	}

	/* Going back undoes a read. */
	file = seq_file_find(b->k, IOMEM);
	assert_non_null(file);
	before = (uint32_t)b->sim->step_count - 1;
	assert_int_equal(seq_read_kept(b->k, IOMEM, 100, &b->out), 21 + 50);
	assert_int_equal(file->pos, 3 + 21 + 50);
	sim_seek(b->sim, before);
	assert_int_equal(file->pos, 3);
	assert_int_equal(file->index, 1);
	sim_seek_end(b->sim);
	assert_int_equal(file->index, 3);

	text_clear(&b->out);
	assert_int_equal(seq_cat(b->k, IOMEM, false, &b->out), 0);
	assert_memory_equal(text_str(&b->out), "00000000-00000000 : one\n", 24);
}

static void test_long_records(void **state)
{
	enum { RECORDS = 200, NAME = 4200 };
	struct bench *b = *state;
	char name[NAME + 1];

	memset(name, 'n', NAME);
	name[NAME] = '\0';
	for (uint64_t i = 0; i < RECORDS; i++)
		put(b, i << 12, (i << 12) + 0xfff, "thirty-two bytes a line", IORESOURCE_MEM);
	put(b, 0xffff0000, 0x100000000, name, IORESOURCE_MEM);

	/* Whole lines only, of 44 bytes each; then the long one, in one piece. */
	assert_int_equal(seq_read_kept(b->k, IOMEM, 65536, &b->out), 4095 / 44 * 44);
	assert_int_equal(seq_read_kept(b->k, IOMEM, 65536, &b->out), 4095 / 44 * 44);
	assert_int_equal(seq_read_kept(b->k, IOMEM, 65536, &b->out), (RECORDS - 186) * 44);
	assert_int_equal(seq_read_kept(b->k, IOMEM, 65536, &b->out), 8 + 1 + 9 + 3 + NAME + 1);
	assert_int_equal(seq_read_kept(b->k, IOMEM, 65536, &b->out), 0);
	assert_null(seq_file_find(b->k, IOMEM));
}

static void test_depth(void **state)
{
	struct bench *b = *state;
	struct resource *parent = &b->k->ioport_resource;

	for (unsigned i = 0; i < 8; i++) {
		struct resource *res = bring(b, 0x1000, 0x1fff, NULL, 0);

		assert_int_equal(request_resource(b->k, parent, res), 0);
		parent = res;
	}
	assert_int_equal(seq_cat(b->k, "/proc/ioports", true, &b->out), 0);
	assert_string_equal(text_str(&b->out), "1000-1fff : <BAD>\n"
	                                       "  1000-1fff : <BAD>\n"
	                                       "    1000-1fff : <BAD>\n"
	                                       "      1000-1fff : <BAD>\n"
	                                       "        1000-1fff : <BAD>\n"
	                                       "          1000-1fff : <BAD>\n"
	                                       "          1000-1fff : <BAD>\n"
	                                       "          1000-1fff : <BAD>\n");
}

static void test_who_may_open(void **state)
{
	struct bench *b = *state;
	struct seq_file *file;

	assert_int_equal(seq_open_file(b->k, "/proc/nothing", true, &file), -ENOENT);
	assert_null(file);
	assert_int_equal(seq_cat(b->k, "/sys/kernel/debug/memblock/memory", false, &b->out),
	                 -EACCES);
	assert_int_equal(seq_cat(b->k, "/sys/kernel/debug/memblock/memory", true, &b->out), 0);
	assert_string_equal(text_str(&b->out), "   0: 0x0000000000000000..0xffffffffffffffff\n");
	assert_false(proc_show_all(b->k, "/proc/nothing", true, &b->out));
}

/* Line by line the same as the whole file. */
static void test_one_line(void **state)
{
	struct bench *b = *state;
	struct resource *root = &b->k->iomem_resource;

	resource_line(root, put(b, 0x100000000, 0x1ffffffff, "high", 0), true, &b->out);
	assert_string_equal(text_str(&b->out), "100000000-1ffffffff : high\n");
	text_clear(&b->out);
	assert_int_equal(seq_cat(b->k, IOMEM, true, &b->out), 0);
	assert_string_equal(text_str(&b->out), "100000000-1ffffffff : high\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_reading, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_records, setup, teardown),
		cmocka_unit_test_setup_teardown(test_depth, setup, teardown),
		cmocka_unit_test_setup_teardown(test_who_may_open, setup, teardown),
		cmocka_unit_test_setup_teardown(test_one_line, setup, teardown),
	};

	return cmocka_run_group_tests_name("seq-file", tests, NULL, NULL);
}
