/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Views: pure functions from what is so at a step to styled lines.
 *
 * No terminal in here, and nothing is written but the lines.  A line is a run
 * of spans, each a style and its text in UTF-8; a style says what a thing is,
 * and the terminal decides how that looks.
 */
#ifndef BOOTWALK_VIEW_VIEW_H
#define BOOTWALK_VIEW_VIEW_H

#include "player/player.h"

enum style {
	STYLE_PLAIN,
	STYLE_DIM, /* there, but not what it is about */
	STYLE_HEADING,
	STYLE_NOW,     /* where the reader stands */
	STYLE_CHANGED, /* changed by this step */
	STYLE_GRANTED,
	STYLE_REFUSED,
	STYLE_CONFLICT,
	STYLE_MEMORY, /* kinds of ranges on the map */
	STYLE_RESERVED,
	STYLE_KERNEL,
	STYLE_DEVICE,
	STYLE_KEY,      /* a key's name in the help line */
	STYLE_EMPHASIS, /* in prose */
	STYLE_CODE,
	STYLE_FRAME, /* the lines between panes */
	STYLE_FOCUS, /* the title of the pane that keys scroll */
	STYLE_COUNT
};

struct span {
	enum style style;
	size_t start, len;             /* bytes in lines->text */
	size_t whole_start, whole_len; /* of one that was cut, in lines->whole: what it would be */
};

/* Where a line leads when the reader follows it. */
enum target_kind {
	TARGET_NONE,
	TARGET_STEP,    /* to step A */
	TARGET_PLACE,   /* to the step that last wrote B bytes at A of the arena */
	TARGET_AS_ABOVE /* as the line above it: the line was wrapped */
};

struct target {
	enum target_kind kind;
	uint64_t a, b;
};

/* Lines that a view made; owned by the caller, emptied with lines_clear(). */
struct lines {
	struct text text, whole;
	struct span *spans;
	size_t span_count, span_cap;
	size_t *ends;           /* for each line the number of spans up to its end */
	size_t count, cap;      /* lines */
	struct target *targets; /* for each line */
	size_t target_cap;
	struct target next; /* of the line that is being made */
	size_t focus;       /* the line that should be seen */
};

void lines_clear(struct lines *lines);
void lines_free(struct lines *lines);
/* Make TO, which is empty, the same as FROM. */
void lines_copy(const struct lines *from, struct lines *to);
/* Add to the line that is being made; control characters and broken UTF-8 become '?'. */
void lines_add(struct lines *lines, enum style style, const char *text);
void lines_addf(struct lines *lines, enum style style, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* End the line. */
void lines_end(struct lines *lines);
/* The line that is being made leads to STEP, or to the step that last wrote LEN bytes at PLACE. */
void lines_lead_to_step(struct lines *lines, uint32_t step);
void lines_lead_to_writer(struct lines *lines, const struct player *p, const void *place,
                          size_t len);
/* Was some of LINE cut?  Then add the whole of it to OUT, as one line. */
bool lines_was_cut(const struct lines *lines, size_t line);
void lines_add_whole(const struct lines *lines, size_t line, struct lines *out);
/* Where LINE leads. */
struct target lines_target(const struct lines *lines, size_t line);

/*
 * Which picture of a step that is told in several: frame N of OF.  OF is that of the view on
 * the screen with most frames; one with fewer is settled from its own number on.
 */
struct view_frame {
	unsigned n, of;
};

/* How much room a view has, and what may be drawn with. */
struct view_room {
	unsigned width, height; /* in cells */
	bool unicode;           /* box drawing and block characters may be used */
	struct view_frame frame;
	unsigned zoom; /* of the map: each shows a quarter of what the one before it does */
};

/* One pane's contents. */
struct view {
	const char *name; /* N_(), as the pane's title and in the manual */
	const char *help; /* one sentence, N_() */
	void (*draw)(const struct player *p, const struct view_room *room, struct lines *out);
	/* How many frames lead to its settled picture of the step at P, 0 for none; or NULL. */
	unsigned (*frames)(const struct player *p);
};

/* All views there are, in the order of Tab. */
extern const struct view views[];
extern const size_t view_count;

/* What stands before that sentence and is no part of it, TOLD, parted from it; nothing for "". */
void view_told(const char *told, struct lines *out);
/* The one sentence of the bottom line: what just happened, and why. */
void view_sentence(const struct player *p, struct lines *out);
/* The title: board, kernel, the stages with the one we are in, `stop 31 of 94`; in WIDTH cells. */
void view_title(const struct player *p, unsigned width, bool unicode, struct lines *out);

/*
 * The timeline: all stops of the run in WIDTH cells; stages, refusals, conflicts and the
 * reader's place are marked.
 */
void view_timeline(const struct player *p, unsigned width, bool unicode, struct lines *out);
/* What its signs mean, added to the line that is being made. */
void view_timeline_legend(bool unicode, struct lines *out);
/* The stop that CELL of it stands for, as a step; NO_STEP when there is none. */
uint32_t view_timeline_step(const struct player *p, unsigned width, unsigned cell);

/* Cells that TEXT (UTF-8, LEN bytes) takes on a terminal. */
unsigned view_width(const char *text, size_t len);

#endif
