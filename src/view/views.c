/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of views, and the signs they draw with. */
#include "view/parts.h"

#include "sim/intl.h"
#include "view/proc_story.h"

const struct view views[] = {
	{ N_("boot"), N_("The calls that are open now, and the steps around this one."), view_boot,
	  NULL },
	{ N_("tree"), N_("The resource tree that /proc/iomem is read from."), view_tree,
	  tree_frames },
	{ N_("memblock"), N_("The two lists of early memory: what is there, and what is taken."),
	  view_memblock, memblock_frames },
	{ N_("map"), N_("The physical address space as a bar."), view_map, map_frames },
	{ N_("log"), N_("What the kernel has printed so far."), view_log, NULL },
	{ N_("source"), N_("What the function does, line by line, in our own words."), view_source,
	  NULL },
	{ N_("devices"), N_("The devices of each bus: who drives them, or why nobody does."),
	  view_devices, NULL },
	{ N_("mappings"),
	  N_("What is mapped for drivers, and the way there through the page tables."),
	  view_mappings, mapping_frames },
	{ N_("dtb"),
	  N_("The node of the blob that is read: its tokens, its cells, the way of its address."),
	  view_dtb, dtb_frames },
	{ N_("proc"),
	  N_("A read of /proc/iomem: the lock, the place, the node, the buffer as it fills."),
	  view_proc, proc_frames },
	{ N_("breaks"), N_("Breakpoints, where they stop in this run, and bookmarks."), view_breaks,
	  NULL },
	{ N_("calls"), N_("What was called in this run, where, and what came of it."), view_calls,
	  NULL },
};
const size_t view_count = sizeof(views) / sizeof(views[0]);

static const struct {
	const char *unicode, *ascii;
} glyphs[GLYPH_COUNT] = {
	[GLYPH_NOW] = { "►", ">" },      [GLYPH_ELLIPSIS] = { "…", "..." },
	[GLYPH_MORE] = { "…", ":" },     [GLYPH_BRANCH] = { "├ ", "|-" },
	[GLYPH_LAST] = { "└ ", "`-" },   [GLYPH_TRUNK] = { "│ ", "| " },
	[GLYPH_POINTS] = { "◄", "<" },   [GLYPH_CANDIDATE] = { "●", "o" },
	[GLYPH_DOT] = { "·", "-" },      [GLYPH_NEXT] = { "›", ">" },
	[GLYPH_RULE] = { "─", "-" },     [GLYPH_FREE] = { "░", "=" },
	[GLYPH_RESERVED] = { "▓", "#" }, [GLYPH_KERNEL] = { "█", "K" },
	[GLYPH_DEVICE] = { "▒", "D" },   [GLYPH_NOTHING] = { "·", "." },
	[GLYPH_UNDER] = { "▲", "^" },    [GLYPH_UNDER2] = { "△", "'" },
	[GLYPH_BOTH] = { "╳", "X" },     [GLYPH_DOWN] = { "▼", "v" },
	[GLYPH_RIGHT] = { "✓", "+" },    [GLYPH_WRONG] = { "✗", "x" },
	[GLYPH_ITEM] = { "•", "*" },     [GLYPH_PAST] = { "━", "=" },
	[GLYPH_STAGE] = { "┃", "|" },    [GLYPH_CONFLICT] = { "!", "!" },
	[GLYPH_HERE] = { "●", "O" },     [GLYPH_POINTER] = { "▶", ">" },
	[GLYPH_UNSEEN] = { "!", "!" },
};

const char *glyph(bool unicode, enum glyph g)
{
	return unicode ? glyphs[g].unicode : glyphs[g].ascii;
}

unsigned bar_cell(uint64_t low, uint64_t high, unsigned width, uint64_t address)
{
	unsigned __int128 span = (unsigned __int128)(high - low) + 1;

	if (address <= low)
		return 0;
	if (address >= high)
		return width - 1;
	return (unsigned)((unsigned __int128)(address - low) * width / span);
}
