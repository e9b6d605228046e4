/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page tables of one mapping as rows, in the order in which they are filled. */
#include "view/frames_mapping.h"

struct collecting {
	const struct kernel *k;
	struct page_row *rows;
	unsigned count, max;
};

static uint64_t last_of(const struct kernel *k, unsigned level, uint64_t addr)
{
	return addr | ((1ull << pt_level_shift(k, level)) - 1);
}

/* How many entries of TABLE from ADDR on, up to LAST (inclusive), are like the first one. */
static uint64_t alike(const struct collecting *c, const struct page_table *table, uint64_t addr,
                      uint64_t last)
{
	const struct pt_run *run = pt_run_at(table, pt_index(c->k, table->level, addr));
	uint64_t n = 1, end = last_of(c->k, table->level, addr);

	/* an entry that leads to a table stands alone */
	while (end < last && !(run && run->table)) {
		unsigned index = pt_index(c->k, table->level, end + 1);

		/* the table ends */
		if (!index || pt_run_at(table, index) != run)
			break;
		end = last_of(c->k, table->level, end + 1);
		n++;
	}
	return n;
}

static void add_table(struct collecting *c, const struct page_table *table, unsigned depth,
                      uint64_t addr, uint64_t last)
{
	unsigned shift = pt_level_shift(c->k, table->level);

	while (c->count < c->max) {
		unsigned index = pt_index(c->k, table->level, addr);
		const struct pt_run *run = pt_run_at(table, index);
		uint64_t n = alike(c, table, addr, last);
		uint64_t end = last_of(c->k, table->level, addr) + ((n - 1) << shift);
		struct page_row row = { ROW_EMPTY, table->level, depth, index, n, 0, run };

		if (run && run->table)
			row.what = ROW_TABLE;
		else if (run)
			row.what = ROW_MAPS;
		if (row.what == ROW_MAPS)
			row.entry = run->entry + ((uint64_t)(index - run->first) << shift);
		c->rows[c->count++] = row;
		if (row.what == ROW_TABLE)
			add_table(c, run->table, depth + 1, addr, end < last ? end : last);
		if (end >= last)
			return;
		addr = end + 1;
	}
}

unsigned page_rows(const struct kernel *k, const struct vm_struct *area, struct page_row *rows,
                   unsigned max)
{
	struct collecting c = { k, rows, 0, max };
	uint64_t size = get_vm_area_size(k, area);

	if (k->vmalloc && k->vmalloc->pgd && size)
		add_table(&c, k->vmalloc->pgd, 0, area->addr, area->addr + size - 1);
	return c.count;
}
