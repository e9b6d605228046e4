/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run under the reader's hand: where we stand, and how we move.
 *
 * The player owns its run.  Moving never changes what was recorded; to make a
 * call in the past the run is made anew, with that call injected.
 */
#ifndef BOOTWALK_PLAYER_PLAYER_H
#define BOOTWALK_PLAYER_PLAYER_H

#include "player/kernel_source.h"
#include "player/search.h"
#include "run/run.h"

enum break_kind { BREAK_FUNCTION, BREAK_DEVICE, BREAK_RANGE, BREAK_KIND, BREAK_WATCH };

struct breakpoint {
	unsigned number; /* as the reader knows it, from 1 */
	enum break_kind kind;
	char *text; /* the name of the function, device or kind, or the range; owned */
	uint64_t start, end;
	bool off;              /* kept, but nothing stops at it */
	struct step_list hits; /* the steps of this run that it stops at */
};

/* A place in a run: a step, and which of its comparisons when it unfolds. */
struct spot {
	uint32_t at, sub;
};

struct bookmark {
	char letter;       /* a to z, A to Z */
	struct spot place; /* in this run; at NO_STEP when nothing of it is left there */
	bool fell_back;    /* that is only the nearest caller that is left */
	char *moment;      /* where it was set; owned */
};

/* What a run is marked with, on a timeline say. */
enum run_mark { RUN_STOP, RUN_STAGE, RUN_CONFLICT, RUN_REFUSAL, RUN_MARK_COUNT };

/* Where the reader stands: a step, and which of its comparisons when it unfolds. */
struct player {
	struct run *run;
	const struct machine *machine;       /* lent; NULL when no board is loaded */
	const struct vocabulary *vocabulary; /* lent */
	struct sim_limits limits;
	uint32_t at;              /* a step; NO_STEP when nothing was recorded */
	uint32_t sub;             /* the comparison shown, below player_unfolds() */
	uint32_t *stops, *stages; /* the steps of these levels, in order */
	size_t stop_count, stop_cap, stage_count, stage_cap;
	struct step_list conflicts, refusals; /* those of them that are stops */
	size_t indexed;                       /* steps that all these lists cover */
	struct breakpoint *breaks;
	size_t break_count, break_cap;
	unsigned last_break;                      /* number given last */
	struct spot *places;                      /* where the reader has been, */
	size_t place_count, place_cap, place_now; /* and which of them he is at */
	struct spot jumped_from;                  /* at NO_STEP: nowhere */
	bool jumping;                             /* the motion under way is a jump */
	struct bookmark *bookmarks;               /* by their letters */
	size_t bookmark_count, bookmark_cap;
	struct search search;
	struct text last_value; /* what the last call printed behind `-> ` */
	struct text told;       /* what the reader should know of the last move, or empty */
	/* lent, and set by who shows it: the kernel's own lines of where the reader stands, or NULL */
	const struct kernel_function *kernel;
	bool veiled;     /* a question about what comes is open: no view may show what lies ahead */
	unsigned locked; /* so many of the run's calls, the first ones, stay: a lesson's */
	/* the calls of the run before the last change; see player_before() */
	enum { BEFORE_NOTHING, BEFORE_FEWER, BEFORE_OTHERS } changed;
	size_t before_count;      /* FEWER: so many of the run's own, the first; OTHERS: these */
	struct injection *before; /* OTHERS; owned */
};

/* Adds the rows for moving, breakpoints and `expect`. */
void player_add_commands(struct vocabulary *v);

/*
 * A player of a new run: boots MACHINE (may be NULL) and stands at the end.
 * MACHINE and VOCABULARY are lent and must outlive it.  INJECTIONS is a script (may
 * be NULL) whose `at MOMENT CALL` lines are injected.
 */
struct player *player_new(const struct machine *machine, const struct vocabulary *vocabulary,
                          const struct sim_limits *limits, const struct script *injections,
                          struct error *err);
void player_free(struct player *p);

static inline const struct sim *player_sim(const struct player *p)
{
	return p->run->sim;
}

/* The step where the reader stands; NULL when there is none. */
static inline const struct step *player_step_now(const struct player *p)
{
	return p->at == NO_STEP ? NULL : &p->run->sim->steps[p->at];
}

/*
 * Moves.  Each goes COUNT times, forwards or BACKWARDS, and returns false when
 * it could not move at all (it stands at the end it was going to).
 */
bool player_step(struct player *p, unsigned count, bool backwards);   /* the finest */
bool player_next(struct player *p, unsigned count, bool backwards);   /* over calls */
bool player_finish(struct player *p, unsigned count, bool backwards); /* out of the function */
bool player_stop(struct player *p, unsigned count, bool backwards);   /* to the next stop */
bool player_stage(struct player *p, unsigned count, bool backwards);  /* to the next stage */
/* To the next breakpoint, or to the end. */
bool player_continue(struct player *p, unsigned count, bool backwards);
/* To a step. */
void player_go(struct player *p, uint32_t step);
/*
 * To the last step up to here that wrote any of LEN bytes at AT of the arena (bytes from its
 * start): who made what stands there.  False, without a move, when no step did.
 */
bool player_go_writer(struct player *p, size_t at, size_t len);
void player_first(struct player *p); /* the first stop, where a board opens */
void player_last(struct player *p);  /* the end */
/* To a moment; one that is gone falls back to its caller and p->told says so.  False: ERR. */
bool player_goto(struct player *p, const char *moment, struct error *err);

/*
 * Motions as a reader counts them.  player_settle() says that one is over, whatever it was made
 * of: if the reader stands elsewhere than before, it can be undone.  Undo goes COUNT of them
 * back, redo forth again; a run that is made anew keeps the places that it has too.
 */
void player_settle(struct player *p);
bool player_undo(struct player *p, unsigned count, bool backwards); /* backwards: redo */
bool player_redo(struct player *p, unsigned count, bool backwards);
/* The reader has been nowhere yet. */
void player_forget_places(struct player *p);

/* player_go(), and player_jump_back() leads back; so do continue, goto, first, last and the like. */
void player_jump(struct player *p, uint32_t step);
/* To where the last jump began; false when there was none. */
bool player_jump_back(struct player *p);

/* To a place, its comparison with it. */
void player_go_spot(struct player *p, const struct spot *spot);

/*
 * Bookmarks hold a moment and a step.  In a run made anew one whose step is gone falls back to
 * its nearest caller that is left, and p->told says so.
 */
bool player_bookmark_letter(const char *s); /* is S one letter that a bookmark can have? */
bool player_set_bookmark(struct player *p, char letter); /* false: there is no step */
bool player_go_bookmark(struct player *p, char letter, struct error *err);
bool player_delete_bookmark(struct player *p, char letter);

/* The step up to here that put RES into its tree: the first that linked it; NO_STEP for none. */
uint32_t player_put_by(const struct player *p, const struct resource *res);
/* To that of the resource that WORD is: a name, a range, an address or &LABEL. */
bool player_who(struct player *p, const char *word, struct error *err);

/* Which stop the reader stands at or behind (from 1; 0 before the first), and of how many. */
size_t player_stop_number(const struct player *p, size_t *of);
/* The same for any step. */
size_t player_stop_of(const struct player *p, uint32_t step);
/* The stage the reader is in, as an index of p->stages; the count when before the first. */
size_t player_stage_number(const struct player *p);
/* The short name of the Nth stage, as the title bar shows it. */
const char *player_stage_name(const struct player *p, size_t n);

/* How many comparisons the step where the reader stands unfolds into; 1 for most. */
uint32_t player_unfolds(const struct player *p);

/*
 * Do what CALL says, and print to OUT.  A kernel call made at the end is added
 * to the run; made earlier, it is injected there and the run is made anew, and
 * the reader then stands behind it.  *FAILED is set when an `expect` did not
 * hold.
 */
bool player_call(struct player *p, const struct call *call, struct text *out, bool *failed,
                 struct error *err);

/*
 * Make the run anew with LINE, a call, injected at MOMENT; print what it prints
 * to OUT and stand behind it.  False, with the old run untouched, when LINE or
 * MOMENT do not parse or the boot does not come to MOMENT.
 */
bool player_inject(struct player *p, const char *moment, const char *line, struct text *out,
                   struct error *err);

/* The steps that bear MARK, in order, at *STEPS; returns how many.  Made once for a run. */
size_t player_marks(const struct player *p, enum run_mark mark, const uint32_t **steps);
/* The first of COUNT sorted STEPS behind AT, as an index; COUNT when there is none. */
size_t player_first_behind(const uint32_t *steps, size_t count, uint32_t at);

/*
 * Make the run anew without call NUMBER (its id), or with NUMBER 0 without all that are not
 * locked.  The reader stays at the same moment; when that is gone, p->told says where he
 * stands.  False, with the old run untouched, when there is no such call.
 */
bool player_drop(struct player *p, unsigned number, struct error *err);

/* Add the calls as a script of `at MOMENT CALL` lines, from which the same run can be made. */
void player_save(const struct player *p, struct text *out);

/*
 * Make the run anew with the calls of SCRIPT too: `at MOMENT CALL` lines, and calls
 * behind the boot.  *WAITING is how many of them the boot did not come to.  False, with the old
 * run untouched, when a line of SCRIPT is another command.
 */
bool player_load(struct player *p, const struct script *script, unsigned *waiting,
                 struct error *err);

/*
 * A second player, of the run before the last call was made, dropped or loaded; with PLAIN of
 * the boot without any.  It stands at the end; the caller frees it.  NULL, with ERR, when
 * nothing was changed.
 */
struct player *player_before(const struct player *p, bool plain, struct error *err);

/* Where IN is to be made. */
static inline const char *injection_moment(const struct injection *in)
{
	return in->moment ? in->moment : END_OF_BOOT;
}

/*
 * Breakpoints.  They hold names and ranges, never steps, and so outlive a run that is made
 * anew.  Returns the number given.
 */
unsigned player_break(struct player *p, enum break_kind kind, const char *text, uint64_t start,
                      uint64_t end);
/* Forget it; let it stop, or not.  False: there is none of that number. */
bool player_delete(struct player *p, unsigned number);
bool player_enable(struct player *p, unsigned number, bool on);
/* Would B stop at STEP? */
bool player_break_hits(const struct player *p, const struct breakpoint *b, uint32_t step);
/* The nearest step behind (or before) where the reader stands that one stops at; NO_STEP for none. */
uint32_t player_next_hit(const struct player *p, bool backwards, const struct breakpoint **which);
/* The word of the command language for a kind of breakpoint. */
const char *player_break_word(enum break_kind kind);
/* The Nth word that `break kind` takes; NULL past the last.  That of STEP. */
const char *player_kind_word(size_t n);
const char *player_kind_of(const struct step *step);

#endif
