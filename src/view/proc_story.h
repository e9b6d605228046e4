/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A read of a file that is made of records, as its steps tell it: the lock, the
 * walk from the root to the reader's place, the record in hand and the buffer.
 *
 * The same steps give the frames in which a step that passes over whole reads is
 * told: a frame is a place among them, and its picture is the story up to there.
 */
#ifndef BOOTWALK_VIEW_PROC_STORY_H
#define BOOTWALK_VIEW_PROC_STORY_H

#include "linux/fs/seq_file.h"
#include "view/about.h"

enum proc_doing {
	PROC_BEGINS,  /* the read was called */
	PROC_LEFT,    /* what was left in the buffer went to the reader */
	PROC_WALKS,   /* the lock was taken, records are counted off from the root */
	PROC_FILLS,   /* a record went into the buffer, or is next */
	PROC_ENDS,    /* no record fits, is wanted or is left */
	PROC_COPIES,  /* bytes went to the reader */
	PROC_RETURNED /* the read is over */
};

struct proc_story {
	uint32_t call;    /* the step that called it, or NO_STEP */
	const char *path; /* a name of the simulation */
	uint64_t wanted;  /* bytes asked for */
	bool is_tree;     /* its records are resources */
	bool locked, zeros;
	enum proc_doing doing;
	uint64_t index;           /* the number of the next record */
	uint64_t counted, passed; /* records before the reader's place; counted off so far */
	struct about_range node;  /* the record in hand; first > last for none */
	uint64_t size;            /* of the buffer as these steps set it; 0 when they did not */
	struct text text;         /* the records that this read put into the buffer */
	size_t newest;            /* where in text the newest begins */
	size_t from;              /* bytes of text that went to the reader */
};

/* The read that step AT stands in (its call and return are in it): its call, or NO_STEP. */
uint32_t proc_read_of(const struct sim *sim, uint32_t at);

/*
 * The read called at step CALL, up to step UNTIL and, if that is a walk, so many of its
 * comparisons as SUB says.  To be given to proc_story_done().
 */
void proc_story_tell(struct proc_story *story, const struct player *p, uint32_t call,
                     uint32_t until, uint64_t sub);
void proc_story_done(struct proc_story *story);

/* Where a frame stands. */
struct proc_place {
	uint32_t call, until;
	uint64_t sub;
};

/* How many frames the step at P has. */
unsigned proc_frames(const struct player *p);
/* Where frame FRAME of P stands; false when P is settled. */
bool proc_frame_at(struct proc_place *place, const struct player *p, struct view_frame frame);

/* Bytes that reads of PATH returned by the steps from FROM up to where P stands. */
uint64_t proc_given_since(const struct player *p, const char *path, uint32_t from);

#endif
