/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps: what happened, told as data.
 *
 * A retold function has an `outline`: its name, the kernel file it retells and
 * three to twelve lines in our own words.  A `sentence` is a row of a table
 * beside the function: what kind of step it is, which line of the outline it
 * stands on, and the text that is made of its arguments when it is shown.
 * A step points at both and keeps the arguments as plain numbers: ranges and
 * names, never a pointer into the arena.
 */
#ifndef BOOTWALK_SIM_STEP_H
#define BOOTWALK_SIM_STEP_H

#include <stdbool.h>
#include <stdint.h>

/* From the coarsest to the finest; right arrow and space go by LEVEL_STOP. */
enum level {
	LEVEL_STAGE, /* about ten in a boot */
	LEVEL_STOP,  /* a decision worth a sentence to a newcomer */
	LEVEL_CALL,  /* what `next` and `finish` see */
	LEVEL_STEP,  /* the finest: comparisons */
	LEVEL_COUNT
};

enum step_kind {
	STEP_CALL,
	STEP_RETURN,
	STEP_STAGE,
	STEP_DECIDE,  /* a condition was tried */
	STEP_COMPARE, /* one thing was compared with another, or with a run of them */
	STEP_LINK,    /* a resource came into the tree, a region into its array */
	STEP_UNLINK,
	STEP_RESIZE, /* a range or an array changed its size */
	STEP_SET,    /* something else was written */
	STEP_ALLOCATE,
	STEP_REFUSE,   /* the caller gets an error */
	STEP_CONFLICT, /* two ranges overlap and one of them loses */
	STEP_PRINT,    /* a line went to the log */
	STEP_MAP,      /* page table entries were filled, a mapping made */
	STEP_UNMAP,
	STEP_READ, /* something was read: a property, a record of a file */
	STEP_KIND_COUNT
};

#define OUTLINE_LINES 12

/*
 * Arguments are described by letters, one for each:
 *   r range (2 words: first, last)    R resource (3 words: first, last, name)
 *   n name (its number)               x hexadecimal number
 *   a address                         s size in bytes, with a human form
 *   m address of a mapping, 0 for NULL, or an error pointer
 *   d decimal number, or an errno     e errno or 0 (as int64_t)
 *   b yes or no                       p page frame number
 *   N number of a NUMA node, or -1 for any
 *   t an earlier step, shown as the moment of the call that made it
 *   o place in the arena, for unfolding; takes no part in texts
 */
struct outline {
	const char *function;             /* the kernel's name */
	const char *file;                 /* the kernel's path of the file */
	const char *args;                 /* letters of what a call records */
	char returns;                     /* letter of what a return records; 'v' for nothing */
	const char *meaning;              /* one sentence: what it is for */
	const char *misread;              /* what is easily misunderstood, or NULL */
	const char *lines[OUTLINE_LINES]; /* unused ones are NULL */
};

struct sentence {
	uint8_t kind;     /* enum step_kind */
	uint8_t level;    /* enum level */
	uint8_t line;     /* of the function's outline, from 1; 0 for none */
	const char *args; /* letters */
	const char *text; /* N_(), with {0}, {1} ... where the arguments go */
};

#define NO_STEP UINT32_MAX

struct step {
	const struct sentence *says;
	const struct outline *function; /* NULL outside of any */
	uint32_t notes;                 /* the journal's length after this step */
	uint32_t args;                  /* first word of its arguments */
	uint32_t call; /* the call step it stands in (for a call: the caller's), or NO_STEP */
	uint8_t depth; /* how many calls are open around it */
	uint8_t arg_words;
};

/* What a call and a return step point at; their texts come from the outline. */
extern const struct sentence sentence_call;
extern const struct sentence sentence_return;

/* How many words the argument of that LETTER takes. */
unsigned step_letter_words(char letter);

#endif
