/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pane dtb is made of: which node a step reads, how an address goes up from bus to
 * bus, and how the tokens of a node and the cells of a property are told one after another.
 *
 * All of it is made of the blob and of what the steps say; nothing is simulated.
 */
#ifndef BOOTWALK_VIEW_DTB_H
#define BOOTWALK_VIEW_DTB_H

#include "linux/include/of_address.h"
#include "machine/blob.h"
#include "machine/tokens.h"
#include "view/about.h"

/* ---- dtb_about.c: what is read ---- */

struct dtb_about {
	int node;    /* an offset in the blob; negative for none */
	bool header; /* it is the header of the blob and what it reserves */
	bool now;    /* the step, or a call around it, is about it; else it was read last */
	bool read;   /* the step itself reads it, so it is told in frames */
	const char *property; /* that it is about; NULL for none */
	const char *rprop;    /* by which its addresses go up: "ranges" or "dma-ranges" */
	int entry;            /* of the addresses; -1: not known */
	bool has_address;     /* the one under way, as the node's bus writes it, is known: */
	uint64_t address;
	int bus;       /* the bus that the address is crossing; -1 for none */
	bool has_last; /* a physical range that the step or its callers have in hand: */
	uint64_t first;
	uint32_t step;        /* that named the node; NO_STEP for none */
	uint32_t translation; /* the call that carries the address up; NO_STEP for none */
};

/* What the step at P reads.  Without a tree the node is negative and HEADER is false. */
void dtb_about(struct dtb_about *about, const struct player *p);

/* ---- dtb_way.c: an address on its way up ---- */

enum dtb_crossing {
	DTB_WINDOW,    /* an entry of ranges holds it */
	DTB_SAME,      /* ranges is empty */
	DTB_NO_RANGES, /* the way ends here: there is no such property, */
	DTB_NO_WINDOW, /* no entry holds it, */
	DTB_BAD_COUNT, /* the bus above, or this one, has such cells that nothing can be translated, */
	DTB_INDIRECT, /* its host must be asked for every access, */
	DTB_CIRCLE,   /* there are more buses than a tree can have */
	DTB_ROOT      /* or it has arrived: */
};

/* A bus on the way, and how it is crossed. */
struct dtb_hop {
	int node;
	struct of_bus bus;
	uint64_t address; /* on it, without flags */
	enum dtb_crossing how;
	unsigned windows;      /* entries of its ranges that were looked at */
	struct of_window held; /* the last of them, with DTB_WINDOW */
};

struct dtb_way {
	struct dtb_hop hops[BLOB_DEPTH_MAX + 1];
	unsigned count;
	bool arrived;
	uint64_t at; /* the physical address then */
};

/* The way of the address in the cells at ADDR, one of NODE's bus, up through the RPROP of each. */
void dtb_way(struct dtb_way *way, const struct kernel *k, int node, struct dt_cells addr,
             const char *rprop);
/* Entry N of the RPROP of the bus HOP stands on, ABOVE being the next; false when it has none. */
bool dtb_window(struct of_window *window, const struct kernel *k, const struct dtb_hop *hop,
                const struct dtb_hop *above, const char *rprop, unsigned n);

/* ---- dtb_pen.c: tokens one after another ---- */

/* In a frame some are not read yet, one is being read, the others were. */
enum dtb_state { DTB_UNREAD, DTB_READING, DTB_READ };

struct dtb_pen {
	const struct kernel *k;
	const struct nodes *nodes;
	const struct view_room *room;
	struct lines *out;
	unsigned digits;  /* of an offset in the blob; 0: there is no room for them */
	bool settled;     /* everything was read */
	unsigned reading; /* else what is being read, by its number */
	unsigned count;   /* things that were told so far */
	bool waits;       /* what comes is not told in frames: it is read with the last of them */
	uint32_t leads;   /* to this step does a row lead; NO_STEP: nowhere */
	bool lit;         /* what comes is what the step is about */
	enum dtb_state state; /* of what comes */
	struct lines body;    /* of the row that is being made */
	struct text raw;      /* what stands in its place as long as it was not read */
};

/* The next thing is told: the rows up to the following call are it. */
void dtb_pen_next(struct dtb_pen *pen);
/* Cells that the row's body may take when PREFIX cells stand before it. */
unsigned dtb_pen_width(const struct dtb_pen *pen, unsigned prefix);
/* Add to the row's body, wrapped; lines behind the first begin INDENT cells in. */
void dtb_pen_add(struct dtb_pen *pen, enum style style, const char *text, unsigned width,
                 unsigned indent);
/* End the row: of the bytes AT in the blob, or, with NULL, of none. */
void dtb_pen_row(struct dtb_pen *pen, const void *at);
/* The same with PREFIX, PREFIX_WIDTH cells wide, in front. */
void dtb_pen_row_prefix(struct dtb_pen *pen, const char *prefix, unsigned prefix_width);
/* Cells in front of a row of bytes. */
unsigned dtb_pen_offset_width(const struct dtb_pen *pen);
void dtb_pen_free(struct dtb_pen *pen);

/* The LEN bytes at AT as words of 32 bits in hex, the last maybe shorter. */
void dtb_words(struct text *t, const void *at, size_t len);
/* `/soc/uart@0`: the path of NODE. */
void dtb_path(struct text *t, const struct nodes *nodes, int node);

/* ---- dtb_value.c: what the bytes of a property mean ---- */

/*
 * Rows for the value of PROPERTY, one of NODE's; each of its parts is told on its own if EACH.
 * Part LIT is what the step is about, -1 for none.
 */
void dtb_value(struct dtb_pen *pen, int node, const struct node_property *property, bool each,
               int lit);

/* ---- view_dtb.c, dtb_header.c, dtb_way_told.c: what is told ---- */

struct dtb_telling {
	struct dtb_pen pen;
	struct dtb_about about;
	const struct node_entry *node; /* NULL: the header */
};

/* The pane where the step is about ABOUT. */
void dtb_draw(const struct player *p, const struct dtb_about *about, const struct view_room *room,
              struct lines *out);
void dtb_heading(struct dtb_telling *t, const char *text);
/* The property NAME (may be NULL) of the node; NULL when it has none. */
const struct node_property *dtb_find_property(const struct dtb_telling *t, const char *name);
void dtb_tell_header(struct dtb_telling *t);

/* Which cells go up: part ENTRY of PROPERTY. */
struct dtb_origin {
	const struct node_property *property;
	int entry;
	struct dt_cells cells;
	uint64_t size; /* bytes; 0 where there is no such number */
};

/*
 * The address of the node that the step has in hand, or else its first, and its way; IN_HAND
 * says which.  False when nothing goes up.
 */
bool dtb_find_way(const struct dtb_telling *t, struct dtb_origin *o, struct dtb_way *way,
                  bool *in_hand);
/* Rows for it; LIT: the step is about it. */
void dtb_tell_way(struct dtb_telling *t, const struct dtb_origin *o, const struct dtb_way *way,
                  bool lit);

#endif
