/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts whose steps are told in frames, and what is to be seen of them. */
#ifndef BOOTWALK_TESTS_FRAMES_SCENES_H
#define BOOTWALK_TESTS_FRAMES_SCENES_H

#include <stddef.h>

/* A machine, or a kernel without one; a script for its end, or a file of the test data. */
struct scene {
	const char *name, *board, *kernel, *script;
};

static const char trees[] =
	"request_resource iomem 0x9000000-0x9000fff pl011 mem,busy\n"
	"b: insert_resource iomem 0x41eb0000-0x4220ffff \"Kernel data\"\n"
	"insert_resource iomem 0x40210000-0x4185ffff \"Kernel code\"\n"
	"ram: insert_resource iomem 0x40000000-0x5fffffff \"System RAM\" system_ram,busy\n"
	"insert_resource iomem 0x41000000-0x61000000 thief\n"
	"request_mem_region 0x9000000 0x1000 again\n"
	"insert_resource_expand_to_fit iomem 0x9000800-0x9001800 wide\n"
	"reserve_region_with_split iomem 0x8000000 0x68000000 fill\n"
	"adjust_resource &b 0x41eb0000 0x1000\n"
	"adjust_resource &b 0x40000000 0x2000000\n"
	"remove_resource &ram\n"
	"release_resource &b\n"
	"request_mem_region 0xf0000000 0x1000 alone\n"
	"release_mem_region 0xf0000000 0x1000\n";

static const char lists[] = "memblock_add 0x40000000 512M\n"
			    "memblock_add 0x60000000 1M\n"
			    "memblock_reserve 0x48000000 1M\n"
			    "memblock_reserve 0x48200000 1M\n"
			    "memblock_reserve 0x48100000 1M\n"
			    "memblock_mark_nomap 0x50000000 64K\n"
			    "memblock_clear_nomap 0x50000000 64K\n"
			    "memblock_remove 0x50000000 4K\n"
			    "memblock_phys_free 0x48100000 4K\n"
			    "memblock_remove 0x40000000 1G\n";

static const char loop[] = "insert_resource iomem 0x100000-0x1fffffff \"System RAM\" mem,busy\n"
			   "memblock_add 0x100000 0x1ff00000\n"
			   "memblock_reserve 0x1000000 0x800000\n"
			   "ioremap 0xfe000 0x3000\n"
			   "ioremap 0xf0000 0x20000\n"
			   "ioremap 0x1000000 0x2000\n"
			   "ioremap 0x17ff000 0x2000\n"
			   "ioremap 0x30000000 0x2000000\n";

static const char maps[] = "ioremap 0x50000000 0x3000\n"
			   "ioremap 0x3ffff000 0x3000\n"
			   "m: ioremap 0xc000000 0x403000\n"
			   "iounmap &m\n"
			   "n: ioremap 0xa000000 0x4000\n"
			   "iounmap &n\n";

static const struct scene scenes[] = {
	{ "trees", NULL, NULL, trees },
	{ "lists", NULL, NULL, lists },
	{ "3.10", NULL, "linux-3.10-x86", loop },
	{ "maps", NULL, NULL, maps },
	{ "qemu-virt", "qemu-virt", NULL, maps },
	{ "conflict-lab", "conflict-lab", NULL, "" },
	{ "vexpress-a15", "vexpress-a15", NULL, maps },
};

/* What is seen in the frames of a step, one behind the other; the last is the settled one. */
struct story {
	const char *name, *board, *kernel, *script, *step, *view;
	const char *told[14];
};

static const struct story stories[] = {
	{ "two regions become one",
	  NULL,
	  NULL,
	  lists,
	  "40000000-5fffffff and 60000000-600fffff touch",
	  "memblock",
	  { "memory: 2 regions", ">  0 40000000-5fffffff", "-  1 60000000-600fffff",
	    "+  0 40000000-600fffff", "*  0 40000000-600fffff" } },
	{ "a region is cut",
	  NULL,
	  NULL,
	  lists,
	  "begins below the range and is cut",
	  "memblock",
	  { "memory: 1 region,", "◄ is cut", "-  0 40000000-600fffff", "+  1 50000000-600fffff",
	    "*  1 50000000-600fffff" } },
	{ "a region goes",
	  NULL,
	  NULL,
	  lists,
	  "50000000-50000fff leaves the list",
	  "memblock",
	  { "  1 50000000-50000fff", "◄ goes", "-  1 50000000-50000fff", "memory: 2 regions" } },
	{ "a conflict in the tree",
	  NULL,
	  NULL,
	  trees,
	  "thief is refused: 40000000",
	  "tree",
	  { "thief ● asks for room", "thief ● lies behind it", "System RAM ◄ compared",
	    "System RAM ◄ in the way", "thief ● refused" } },
	{ "a conflict on the map",
	  NULL,
	  NULL,
	  trees,
	  "thief is refused: 40000000",
	  "map",
	  { "▼─", "△─", "╳╳╳╳", "▼─", "╳╳╳╳" } },
	{ "one grows over what is in the way",
	  NULL,
	  NULL,
	  trees,
	  "which grows from",
	  "tree",
	  { "09000800-09001800 : wide ● as it was", "!  09000800-09001800 : wide ● overlaps it",
	    "09000000-09001800 : wide ● grows", "09000000-09001800 : wide ● tries again" } },
	{ "one is cut by what is in the way",
	  NULL,
	  NULL,
	  trees,
	  "fill ends before it",
	  "tree",
	  { "08000000-68000000 : fill ● as it was", "fill ● overlaps it",
	    "08000000-08ffffff : fill ● shrinks", "08000000-08ffffff : fill ● tries again" } },
	{ "one gets another range",
	  NULL,
	  NULL,
	  trees,
	  "Kernel data changes from",
	  "tree",
	  { "41eb0000-4220ffff : Kernel data ◄ as it was", "◄ is to change",
	    "41eb0000-41eb0fff : Kernel data ◄ shrinks", "└ 41eb0000-41eb0fff : Kernel data" } },
	{ "one leaves, and its children stay",
	  NULL,
	  NULL,
	  trees,
	  "and its children become children of",
	  "tree",
	  { "System RAM ● is to leave", "-  40000000-5fffffff : System RAM ● its children stay",
	    "System RAM ● is taken out", "-40000000-5fffffff", "+├ 40210000-4185ffff" } },
	{ "the loop of 3.10 stops at RAM",
	  NULL,
	  "linux-3.10-x86",
	  loop,
	  "valid and not reserved",
	  "mappings",
	  { "[...]", "[?..]", "[+?.]", "[++?]", "[++╳]", "it is RAM that is in use",
	    "refused: nothing is mapped" } },
	{ "the loop of 3.10 in leaps",
	  NULL,
	  "linux-3.10-x86",
	  "insert_resource iomem 0x100000-0x1fffffff \"System RAM\" mem,busy\n"
	  "memblock_add 0x100000 0x1ff00000\n"
	  "ioremap 0xf0000 0x20000\n",
	  "valid and not reserved",
	  "mappings",
	  { "0010ffff", "[++?....", "[++++++++++++++++?", "[++++++++++++++++╳", "refused" } },
	{ "arm64 looks at the first frame",
	  "qemu-virt",
	  NULL,
	  maps,
	  "Page frame 0x50000 is memory",
	  "mappings",
	  { "[...]", "[?..]", "[╳..]", "refused: nothing is mapped" } },
	{ "arm64 lets RAM behind it through",
	  "qemu-virt",
	  NULL,
	  maps,
	  "What follows in the range is not looked at; pages that follow: 2",
	  "mappings",
	  { "[...]", "[?..]", "[+..]", "[+--]", "[+!!]" } },
	{ "and so does the map say",
	  "qemu-virt",
	  NULL,
	  maps,
	  "What follows in the range is not looked at; pages that follow: 2",
	  "map",
	  { "asked for", "looked at", "RAM, not looked at" } },
	{ "tables fill level by level",
	  NULL,
	  NULL,
	  maps,
	  "0c000000-0c402fff is mapped",
	  "mappings",
	  { "being mapped", ">PGD[", "> PUD[", ">  PMD[", ">   PTE[0-2] empty",
	    "+   PTE[0-2] 1 of 3", "+   PTE[0-2] 3 pages of 4 KiB" } },
	{ "a table is new",
	  NULL,
	  NULL,
	  maps,
	  "of the PUD is empty: a PMD table is made",
	  "mappings",
	  { "being mapped", ">PGD[", "> PUD[", "+ PUD[" } },
	{ "entries are cleared",
	  NULL,
	  NULL,
	  maps,
	  "of the PTE, from number 0 on, are cleared",
	  "mappings",
	  { "3 entries map it", "-   PTE[", "3 of 3 entries cleared", "empty; the table stays" } },
};

#endif
