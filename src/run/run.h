/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run: a boot, and the calls that a reader or a lesson adds to it.
 *
 * A run is a pure function of its machine and its list of injected calls.  To
 * change the past is to make another run.  Two runs can live side by side.
 */
#ifndef BOOTWALK_RUN_RUN_H
#define BOOTWALK_RUN_RUN_H

#include "lang/command.h"
#include "sim/sim.h"

/* A call that runs inside the boot, at the first boundary behind its moment. */
struct injection {
	unsigned id;     /* as the reader knows it, from 1 */
	char *moment;    /* owned; NULL: behind the boot, END_OF_BOOT */
	char *line;      /* the call as it was typed; owned */
	char *what;      /* where it was typed, for errors: a file's name, or NULL; owned */
	unsigned number; /* and its line there */
	/* what came of it */
	bool done;
	struct text printed; /* what it printed, the `->` line included */
	uint32_t first;      /* its first step, */
	uint32_t step;       /* and its last; that before `first` when it told nothing */
	/*
	 * Where the reader stood when it was typed, in the run without it; NO_STEP when that
	 * run is another one now.
	 */
	uint32_t typed_at;
};

/* The moment behind the boot, as scripts write it. */
#define END_OF_BOOT "start_kernel@return"

struct run {
	struct sim *sim;
	struct kernel *kernel;
	struct labels *labels;
	const struct vocabulary *vocabulary;
	const struct machine *machine; /* lent; NULL when no board is loaded */
	struct injection *injections;  /* in the order in which they were typed */
	size_t injection_count, injection_cap;
	unsigned last_id;    /* of an injection */
	enum sim_end ended;  /* how the boot ended */
	bool busy;           /* an injected call is running */
	struct device *self; /* whose driver's recipe is running; NULL outside of one */
	bool booting;        /* injected calls have boundaries to run at */
	struct kernel_hooks hooks;
	struct recipe **recipes; /* lang/recipe.h, by driver->index; NULL where not parsed yet */
	size_t recipe_count;
};

/* All rows that are calls of the simulated kernel and looks at its files. */
void run_add_commands(struct vocabulary *v);

/*
 * A run that has not booted yet.  MACHINE (lent, may be NULL for an empty
 * memory, empty trees and no log) and VOCABULARY (lent) must outlive it.  A machine
 * without a tree (machine_load_kernel) only says which kernel's ways are retold.
 */
struct run *run_new(const struct machine *machine, const struct vocabulary *vocabulary,
                    const struct sim_limits *limits, bool guarded, struct error *err);
void run_free(struct run *run);

/*
 * Add a call to be made at MOMENT (NULL or END_OF_BOOT: behind the boot) during the boot;
 * LINE is parsed at once, FILE (may be NULL) and NUMBER are for errors.
 */
bool run_inject(struct run *run, const char *moment, const char *line, const char *file,
                unsigned number, struct error *err);

/*
 * Remember CALL, which was made at the end of the run, so that a run made anew
 * has it too: FIRST is its first step, PRINTED (LEN bytes) what it printed.
 * run_make_kept() makes what was kept, in order; before each of them and behind the
 * last is a boundary, at which a call injected there runs.
 */
void run_keep(struct run *run, const struct call *call, uint32_t first, const char *printed,
              size_t len);
void run_make_kept(struct run *run);

/*
 * Boot, from the first instruction to a shell prompt; nothing without a
 * machine.  A kernel that panics has booted as far as it came; false only when
 * a limit was reached.
 */
bool run_boot(struct run *run, struct error *err);

/*
 * Make one call at the end of the run and print what it prints to OUT.  ROOM is
 * for rows of rooms below.  False, with ERR, when the call cannot be made at
 * all (a limit, a file that does not exist).  *FAILED is set when an `expect`
 * did not hold.
 */
bool run_call(struct run *run, const struct call *call, struct text *out, void *room, bool *failed,
              struct error *err);

#endif
