/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arena in which all simulated state lives, and the journal of every
 * change of it.
 *
 * The arena is one reservation of addresses that never moves, so C pointers
 * into it stay good at every moment of a run.  It is written only through
 * journal_write() and journal_move(), which note what was there before.  Undo
 * is the journal backwards, redo is the journal forwards.
 *
 * A note keeps one copy of the bytes: undoing exchanges it with the arena, so
 * that it then holds the new bytes, and redoing exchanges it again.
 *
 * Guarded, the arena's pages are mapped twice: pointers lead to a read-only
 * view and the journal writes through another, so a write around the journal
 * stops the program where it happens.  Tests run that way.
 */
#ifndef BOOTWALK_SIM_JOURNAL_H
#define BOOTWALK_SIM_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

/* One change: LEN bytes at AT were replaced, or moved by SHIFT. */
struct note {
	uint32_t at;   /* bytes from the arena's start */
	uint32_t len;  /* bytes */
	int32_t shift; /* 0: replaced; else the bytes moved so far up (or down) */
	uint32_t kept; /* first word of the kept bytes in journal.words */
};

struct journal {
	unsigned char *base;     /* what pointers lead into */
	unsigned char *writable; /* the same pages; base itself when not guarded */
	size_t limit;            /* bytes reserved */
	size_t top;              /* bytes ever handed out: nothing lies above */
	struct note *notes;
	size_t count, cap;
	size_t at;       /* notes in force; count while recording */
	uint64_t *words; /* the kept bytes, each note's rounded up to 8 */
	size_t word_count, word_cap;
	bool forget; /* nothing will be undone: no notes */
};

/* Reserve LIMIT bytes (below 4 GiB); false when the host refuses. */
bool journal_init(struct journal *j, size_t limit, bool guarded, struct error *err);
void journal_done(struct journal *j);

/*
 * SIZE zero bytes, aligned to 16; NULL when the arena is full.  Handing out is
 * no change of state: what was never written reads as zero.
 */
void *journal_alloc(struct journal *j, size_t size);

/* Write LEN bytes from SRC to DST in the arena; nothing is noted if they are there already. */
void journal_write(struct journal *j, void *dst, const void *src, size_t len);
/* Move LEN bytes at SRC in the arena by SHIFT bytes, as memmove() would. */
void journal_move(struct journal *j, void *src, size_t len, ptrdiff_t shift);

/* Undo or redo until exactly NOTES notes are in force. */
void journal_seek(struct journal *j, size_t notes);

/*
 * The LEN bytes at P of the arena as they were when only NOTES notes were in force (no more
 * than are now), into TO.  Nothing is moved in the arena.
 */
void journal_past(const struct journal *j, size_t notes, const void *p, size_t len, void *to);

/* Did any of the notes FROM (inclusive) to TO (exclusive) touch the LEN bytes at P? */
bool journal_touched(const struct journal *j, size_t from, size_t to, const void *p, size_t len);

#endif
