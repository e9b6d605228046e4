/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the player share, and nobody else. */
#ifndef BOOTWALK_PLAYER_INTERNAL_H
#define BOOTWALK_PLAYER_INTERNAL_H

#include "player/player.h"

/* index.c: bring the lists of stops and the like, and of hits, up to the end of the run. */
void player_index(struct player *p);
/* Forget them: there is another run. */
void player_index_clear(struct player *p);
/* places.c: before NEW takes the place of the run. */
void player_move_places(struct player *p, const struct run *new);
void player_free_places(struct player *p);

void step_list_add(struct step_list *list, uint32_t step);
/* The steps that breakpoint B stops at, of those from FROM on that are indexed. */
void player_index_break(const struct player *p, struct breakpoint *b, size_t from);
/*
 * Take RUN, which has booted, in place of the run before, and stand at its end.  The run
 * before is the caller's then.
 */
struct run *player_take_run(struct player *p, struct run *run);
/* A player of RUN, which has booted and is its own from now on. */
struct player *player_of_run(struct run *run, const struct sim_limits *limits);

/* calls.c: the injected calls. */
/* Inject the calls of the `at` lines of SCRIPT. */
bool player_inject_script(struct run *run, const struct script *script, struct error *err);
/* Inject LINE where the reader stands. */
bool player_inject_here(struct player *p, const char *line, struct text *out, struct error *err);
/* A call is about to be added: what is there now is what the next run is compared with. */
void player_note_before(struct player *p);
void player_forget_before(struct player *p);
/* Was IN to be made at MOMENT? */
bool player_is_moment(const struct injection *in, const char *moment);
/* Add a line or more for each call: its number, where, the call, what it printed. */
void player_list_calls(const struct player *p, struct text *out);

/* Is WORD a kind of step that one may break on? */
bool player_kind_known(const char *word);
/* Is STEP of the kind that WORD names? */
bool player_kind_is(const struct step *step, const char *word);

/* Does STEP speak of any of FIRST to LAST?  VIRTUAL: also as the address of a mapping. */
bool player_touches(const struct player *p, const struct step *step, uint64_t first, uint64_t last,
                    bool virtual);

/* Does any call of the run name DEVICE? */
bool player_knows_device(const struct player *p, const char *device);

extern const struct command move_commands[];
extern const size_t move_command_count;
extern const struct command calls_commands[];
extern const size_t calls_command_count;
/* commands_places.c */
void print_place(struct context *c);          /* where the reader now stands, and its sentence */
unsigned call_count(const struct call *call); /* the N of `[N]` */
bool undo_run(struct context *c, const struct call *call, struct value *value);
bool redo_run(struct context *c, const struct call *call, struct value *value);
bool goto_run(struct context *c, const struct call *call, struct value *value);
bool goto_check(const struct call *call, struct error *err);
bool mark_run(struct context *c, const struct call *call, struct value *value);
bool mark_check(const struct call *call, struct error *err);
bool who_run(struct context *c, const struct call *call, struct value *value);
bool search_run(struct context *c, const struct call *call, struct value *value);
bool expect_run(struct context *c, const struct call *call, struct value *value);
bool expect_check(const struct call *call, struct error *err);
/*
 * expect_mapped.c: is START to END (inclusive) mapped for a driver, by one mapping, of memory type
 * TYPE (device, wc, wt, wb, or the architecture's word), by entries of LEVEL (pte, pmd ...)?
 * TYPE and LEVEL may be NULL: whichever.
 */
bool mapped_as(const struct kernel *k, uint64_t start, uint64_t end, const char *type,
               const char *level);
bool mapped_knows_type(const char *word);
bool mapped_knows_level(const char *word);
bool info_run(struct context *c, const struct call *call, struct value *value);
bool info_check(const struct call *call, struct error *err);

/* info_device.c: the device that WORD is, by its name, &LABEL or &/path; NULL for none. */
const struct device *player_device(const struct kernel *k, const struct labels *labels,
                                   const char *word);
bool info_about_device(struct context *c, const struct player *p, const char *about);

/*
 * info_address.c: what the virtual address ADDR leads to, added to OUT, and the physical
 * one.  False when it leads nowhere; then OUT says so if ADDR is in the area for mappings.
 */
bool info_virtual_address(const struct kernel *k, uint64_t addr, uint64_t *phys, struct text *out);

#endif
