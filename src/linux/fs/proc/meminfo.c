/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/fs/proc/meminfo.h"

#include <inttypes.h>

#include "linux/fs/seq_file.h"
#include "linux/include/slab.h"

static void add_kb(const struct kernel *k, struct text *out, const char *name, uint64_t pages)
{
	text_addf(out, "%-16s%8" PRIu64 " kB\n", name, pages << (PAGE_SHIFT(k) - 10));
}

/* Only the lines that the simulator holds; the kernel has fifty, of what processes use too. */
void meminfo_show(const struct kernel *k, struct text *out)
{
	uint64_t total = free_pages_at_hand_over(k), cut = slab_cache_pages(k);

	add_kb(k, out, "MemTotal:", total);
	add_kb(k, out, "MemFree:", total - min64(total, slab_pages(k)));
	add_kb(k, out, "Slab:", cut);
	add_kb(k, out, "SReclaimable:", 0);
	add_kb(k, out, "SUnreclaim:", cut);
}

static const struct outline outline_init = {
	"proc_meminfo_init",
	"fs/proc/meminfo.c",
	"",
	'v',
	N_("Makes the file appear that says how much memory there is and how much is free."),
	N_("MemTotal is what memblock handed over: less than the System RAM of /proc/iomem, by "
	   "what it had reserved."),
	{ N_("make /proc/meminfo"), N_("its figures are counted anew for each read"),
	  N_("here it has the lines of what is simulated: no page cache, no processes") }
};

void proc_meminfo_init(struct kernel *k)
{
	ENTER(k, &outline_init);
	seq_file_exists(k, "/proc/meminfo");
	leave(k);
}
