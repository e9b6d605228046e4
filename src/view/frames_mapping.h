/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a range is mapped, told in frames: which page frames are tested for being RAM, where
 * that stops and what nobody looks at; and how the page tables fill, level by level, or are
 * emptied.
 *
 * It is made of what the steps say and of the tables behind the step; the frame behind the
 * last is the settled picture.
 */
#ifndef BOOTWALK_VIEW_FRAMES_MAPPING_H
#define BOOTWALK_VIEW_FRAMES_MAPPING_H

#include "linux/mm/vmalloc.h"
#include "view/about.h"

enum test_phase { TEST_NONE, TEST_ASKED, TEST_LOOKS, TEST_ANSWER, TEST_SETTLED };

/* The test of a range before it is mapped.  Also the settled picture of such a step has one. */
struct mapping_test {
	enum test_phase phase;
	uint64_t page;              /* bytes of a page frame */
	uint64_t first, last;       /* asked for, whole pages, inclusive */
	uint64_t at_first, at_last; /* looked at in this frame, inclusive */
	bool refused;
	bool rest;                    /* what follows is shown as not looked at */
	uint64_t ram_first, ram_last; /* RAM in what is not looked at; first > last for none */
	const char *says;             /* N_() */
};

/* What the frame FRAME of P shows of a test. */
void mapping_test_at(struct mapping_test *t, const struct player *p, struct view_frame frame);

/* An entry of a page table, or several that follow each other and are alike. */
struct page_row {
	enum { ROW_TABLE, ROW_MAPS, ROW_EMPTY } what;
	unsigned level, depth; /* depth 0: the topmost */
	unsigned first;        /* of the table's entries */
	uint64_t count;
	uint64_t entry;           /* ROW_MAPS: what the first holds */
	const struct pt_run *run; /* NULL for ROW_EMPTY */
};

/* How far the page tables of a mapping have come. */
struct mapping_fill {
	const struct vm_struct *area; /* NULL: the step fills or empties none */
	bool moving;                  /* false: settled */
	bool unmap;
	unsigned levels;      /* shown, from the topmost */
	unsigned part, parts; /* of the entries that map: filled, or cleared */
	size_t from;          /* notes from here on made what is new */
	const char *level;    /* only the entries of this level from the number FIRST on; or NULL */
	unsigned first;
};

/* Are the entries of ROW those that the step fills or clears, as far as their place says? */
bool mapping_fill_has(const struct mapping_fill *f, const struct kernel *k,
                      const struct page_row *row);

void mapping_fill_at(struct mapping_fill *f, const struct player *p, struct view_frame frame);

/* The entries on the way to all of AREA, the first MAX of them; returns how many. */
unsigned page_rows(const struct kernel *k, const struct vm_struct *area, struct page_row *rows,
                   unsigned max);

#endif
