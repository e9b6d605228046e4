/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views share among themselves, and with the terminal: cutting, wrapping, glyphs. */
#ifndef BOOTWALK_VIEW_PARTS_H
#define BOOTWALK_VIEW_PARTS_H

#include "view/view.h"

/* Signs that a terminal without UTF-8 gets in ASCII. */
enum glyph {
	GLYPH_NOW,      /* the reader stands here */
	GLYPH_ELLIPSIS, /* text was cut */
	GLYPH_MORE,     /* lines were left out */
	GLYPH_BRANCH,   /* another child follows */
	GLYPH_LAST,     /* the last child */
	GLYPH_TRUNK,
	GLYPH_POINTS, /* a remark on what stands before */
	GLYPH_CANDIDATE,
	GLYPH_DOT,  /* between facts of a title */
	GLYPH_NEXT, /* between stages */
	GLYPH_RULE,
	GLYPH_FREE, /* ranges on the map */
	GLYPH_RESERVED,
	GLYPH_KERNEL,
	GLYPH_DEVICE,
	GLYPH_NOTHING,
	GLYPH_UNDER,  /* below what is in hand */
	GLYPH_UNDER2, /* below what it is compared with */
	GLYPH_BOTH,   /* below where the two overlap */
	GLYPH_UNSEEN, /* the same, and nobody looked */
	GLYPH_DOWN,   /* more lines follow, or what is in hand is below */
	GLYPH_RIGHT,  /* answered rightly, solved */
	GLYPH_WRONG,
	GLYPH_ITEM,
	GLYPH_PAST,     /* on the timeline: behind the reader */
	GLYPH_STAGE,    /* a stage begins */
	GLYPH_CONFLICT, /* two ranges collided */
	GLYPH_HERE,
	GLYPH_POINTER, /* before the line that the reader points at */
	GLYPH_COUNT
};
const char *glyph(bool unicode, enum glyph g);

/* The cell of ADDRESS on a bar of WIDTH cells from LOW to HIGH (inclusive); the nearest beyond. */
unsigned bar_cell(uint64_t low, uint64_t high, unsigned width, uint64_t address);

/* Cells of the line that is being made. */
unsigned lines_width(const struct lines *lines);
/* Add TEXT, cut with an ellipsis where the line would become wider than WIDTH. */
void lines_add_cut(struct lines *lines, enum style style, const char *text, unsigned width,
                   bool unicode);
/* Add SHOWN, which stands for WHOLE: there is no room for that. */
void lines_add_short(struct lines *lines, enum style style, const char *shown, const char *whole);
/* Fill the line with blanks up to WIDTH. */
void lines_pad(struct lines *lines, enum style style, unsigned width);
/* Add TEXT and go on in new lines, INDENT cells in, where words pass WIDTH; the last stays open. */
void lines_add_wrapped(struct lines *lines, enum style style, const char *text, unsigned width,
                       unsigned indent);
/* The same for text of several styles: for each byte of TEXT its enum style stands in STYLES. */
void lines_add_styled(struct lines *lines, const char *text, const unsigned char *styles,
                      unsigned width, unsigned indent);
/* Add line LINE of IN to OUT, wrapped at WIDTH (paragraph.c). */
void lines_wrap(const struct lines *in, size_t line, unsigned width, struct lines *out);
/* Add what line LINE of IN says to the line that is being made. */
void lines_add_line(struct lines *out, const struct lines *in, size_t line);
/* Add the lines of IN to OUT. */
void lines_append(struct lines *out, const struct lines *in);
/* The spans of LINE: from *FIRST (inclusive) to the returned number (exclusive). */
size_t lines_spans(const struct lines *lines, size_t line, size_t *first);

/* ` NOMAP HOTPLUG`: the names of a region's flags, as memblock's own files have them. */
void text_add_memblock_flags(struct text *t, uint32_t flags);

/*
 * How many frames tell the step at P: how a resource comes into the tree (frames.c), how the
 * lists of memblock change (frames_memblock.c), how a range is tested and mapped
 * (frames_mapping.c); and those of them that the map shows (frames_map.c).
 */
unsigned tree_frames(const struct player *p);
unsigned memblock_frames(const struct player *p);
unsigned mapping_frames(const struct player *p);
unsigned map_frames(const struct player *p);
/* The frames of how a node of the blob is read (view_dtb.c). */
unsigned dtb_frames(const struct player *p);

/* The views, each in a file of its own. */
void view_boot(const struct player *p, const struct view_room *room, struct lines *out);
void view_tree(const struct player *p, const struct view_room *room, struct lines *out);
void view_memblock(const struct player *p, const struct view_room *room, struct lines *out);
void view_map(const struct player *p, const struct view_room *room, struct lines *out);
void view_log(const struct player *p, const struct view_room *room, struct lines *out);
void view_source(const struct player *p, const struct view_room *room, struct lines *out);
void view_devices(const struct player *p, const struct view_room *room, struct lines *out);
void view_mappings(const struct player *p, const struct view_room *room, struct lines *out);
void view_breaks(const struct player *p, const struct view_room *room, struct lines *out);
void view_dtb(const struct player *p, const struct view_room *room, struct lines *out);
void view_calls(const struct player *p, const struct view_room *room, struct lines *out);
void view_proc(const struct player *p, const struct view_room *room, struct lines *out);

#endif
