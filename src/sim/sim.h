/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One simulation: the arena with its journal, the list of steps, the names and
 * the log.  Knows nothing of Linux.
 *
 * It is recorded from the beginning to the end; after that one may stand at
 * any step, and read the arena as it was then.
 */
#ifndef BOOTWALK_SIM_SIM_H
#define BOOTWALK_SIM_SIM_H

#include <setjmp.h>

#include "sim/error.h"
#include "sim/journal.h"
#include "sim/names.h"
#include "sim/step.h"
#include "sim/text.h"

/* Where a run gives up; each ends in a line that names it. */
struct sim_limits {
	size_t arena; /* bytes of simulated state, below 4 GiB */
	size_t steps;
	unsigned depth; /* calls open at once, at most 255 */
	/* only the state at the end is asked for: no step and no note is kept on the way, */
	bool forget;
	bool mute; /* and no log */
};
extern const struct sim_limits sim_default_limits;

/* How sim_try() ended. */
enum sim_end {
	SIM_DONE,
	SIM_OOPS,   /* the simulated kernel touched what it must not */
	SIM_PANIC,  /* the simulated kernel gave up; sim->stopped says why */
	SIM_SLEEPS, /* a task waits for a wake-up that nobody will give */
	SIM_LIMIT   /* a limit was reached; sim->stopped says which */
};

/* A line of the simulated kernel log; lives in the arena. */
struct log_line {
	const struct log_line *next;
	const char *text; /* a name, without a newline */
	uint32_t step;    /* the step that printed it */
};

struct sim_log {
	struct log_line *first, *last; /* first: what dmesg shows, since the last `dmesg -C` */
};

struct sim_frame {
	uint32_t call;
	const struct outline *function;
};

struct sim {
	struct journal journal;
	struct names names;
	struct step *steps;
	size_t step_count, step_cap;
	size_t forgotten; /* steps that were not kept, with limits.forget */
	uint64_t *args;
	size_t arg_count, arg_cap;
	struct sim_limits limits;
	struct sim_frame frames[256]; /* the calls open while recording */
	unsigned depth;
	struct sim_log *log; /* in the arena */
	void *state;         /* the root of what is simulated, in the arena */
	jmp_buf *catcher;
	struct error stopped; /* why, after SIM_PANIC and SIM_LIMIT */
	void (*watch)(struct sim *sim,
	              void *arg); /* called when a step is made or grows; for tests */
	void *watch_arg;
};

/* NULL, with ERR filled in, when the host has no room.  GUARDED is for tests (journal.h). */
struct sim *sim_new(const struct sim_limits *limits, bool guarded, struct error *err);
void sim_free(struct sim *sim);

/* SIZE zero bytes of simulated memory; ends the enclosing sim_try() when there is no more. */
void *sim_alloc(struct sim *sim, size_t size);

/* Write one lvalue of simulated state.  The only way to do it. */
#define sim_set(sim, lvalue, value)                                                                \
	do {                                                                                       \
		__typeof__(lvalue) sim_value_ = (value);                                           \
		journal_write(&(sim)->journal, &(lvalue), &sim_value_, sizeof(sim_value_));        \
	} while (0)

const char *sim_name(struct sim *sim, const char *s);

/* Enter a retold function; WORDS are its arguments as OUTLINE->args describes them. */
void sim_call(struct sim *sim, const struct outline *outline, const uint64_t *words, unsigned n);
/* Leave it; WORDS are what it returns. */
void sim_return(struct sim *sim, const uint64_t *words, unsigned n);
/* With limits.forget: one more step that is not kept. */
void sim_skip(struct sim *sim);
/* With limits.forget: enter a retold function whose arguments nobody will see. */
void sim_enter(struct sim *sim, const struct outline *outline);

/* Record a step: what was written since the last one belongs to it. */
void sim_tell(struct sim *sim, const struct sentence *says, const uint64_t *words, unsigned n);

/* The same, but the step stands in OUTLINE: a function too small for a call and a return. */
void sim_tell_in(struct sim *sim, const struct outline *outline, const struct sentence *says,
                 const uint64_t *words, unsigned n);

/* What was written since the last step belongs to that step and not to the next one. */
void sim_settle(struct sim *sim);

/* Add a line to the log, as printk() does; a newline inside begins another line. */
void sim_printk(struct sim *sim, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void sim_clear_log(struct sim *sim);

/*
 * Run BODY(ARG) so that sim_stop() inside it comes back here.  Nests.  The
 * calls that were open when it stopped are closed, except after SIM_LIMIT:
 * there may be no room for their returns.
 */
enum sim_end sim_try(struct sim *sim, void (*body)(void *), void *arg);
void sim_stop(struct sim *sim, enum sim_end end, const char *reason, ...)
	__attribute__((noreturn, format(printf, 3, 4)));

/* Put the arena into the state after STEP, or before the first with NO_STEP. */
void sim_seek(struct sim *sim, uint32_t step);
/* Put it into the state at the end of all that was recorded. */
void sim_seek_end(struct sim *sim);

/* Is the arena as it was when recording stopped? */
static inline bool sim_at_end(const struct sim *sim)
{
	return sim->journal.at == sim->journal.count;
}

/* The notes that STEP made: from *FROM (inclusive) to the returned number (exclusive). */
size_t sim_step_notes(const struct sim *sim, uint32_t step, size_t *from);

/*
 * The first step from FROM to TO (both inclusive) that wrote any of the LEN bytes at
 * P in the arena; NO_STEP when none did.
 */
uint32_t sim_next_writer(const struct sim *sim, const void *p, size_t len, uint32_t from,
                         uint32_t to);
/* The last step up to FROM (inclusive) that did; NO_STEP when none did. */
uint32_t sim_last_writer(const struct sim *sim, const void *p, size_t len, uint32_t from);

static inline const uint64_t *sim_args(const struct sim *sim, const struct step *step)
{
	return sim->args + step->args;
}

/* Words for sim_tell() and its like: tell(sim, &says[X], a, b, c). */
#define SIM_WORDS(...)                                                                             \
	((const uint64_t[]){ 0, ##__VA_ARGS__ } + 1),                                              \
		(unsigned)(sizeof((const uint64_t[]){ 0, ##__VA_ARGS__ }) / sizeof(uint64_t) - 1)

#endif
