/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command language: a table of commands to which the rooms below add
 * rows, and the lines that are parsed by it.
 *
 * A row's `args` says what words the command takes, in the words that help
 * shows: "PARENT RANGE NAME [FLAGS [DESC]]".  Each of those words is a kind of
 * argument (argument_kinds in command.c) and is parsed and checked as such.
 */
#ifndef BOOTWALK_LANG_COMMAND_H
#define BOOTWALK_LANG_COMMAND_H

#include "lang/value.h"
#include "lang/words.h"
#include "sim/error.h"

#define CALL_ARGS_MAX 8

enum command_class {
	COMMAND_KERNEL, /* retells a kernel function: kept as an injected call */
	COMMAND_FILE,   /* opens or reads a file: kept too */
	COMMAND_LOOK,   /* shows something and changes nothing */
	COMMAND_MOVE,   /* moves the player, or asks it something */
	COMMAND_REMAKE, /* makes the run anew by another list of calls */
	COMMAND_HOST,   /* reads or writes a file of the reader's: nothing that a lesson may do */
};

/* One argument of a line, checked. */
struct argument {
	const char *text; /* the word as it stood, without quotes */
	uint64_t a, b;    /* a number, a bit set, or the two ends of a range */
	bool given;       /* false for an optional one that is not there */
	bool is_null;     /* the word NULL without quotes */
	bool is_label;    /* &REFERENCE, or `.` in a recipe: text is what follows the & */
	/* once the call is made, by reference_resolve() */
	struct thing thing; /* what it refers to */
	int node;           /* &/path, or the node of the device; -1 for none */
};

struct command;

/* One line of a script or of the prompt. */
struct call {
	const struct command *command;
	const char *label; /* "uart0" of `uart0: ...`, or NULL */
	struct argument args[CALL_ARGS_MAX];
	unsigned arg_count;
	const struct call *inner; /* the call of `at MOMENT CALL` */
	const char
		*source;  /* the whole line, trimmed; of an inner call what stands behind MOMENT */
	const char *file; /* where it stands, */
	unsigned line;    /* and its line there, from 1 */
	bool backwards;   /* `-next` */
};

struct labels;

/* What a command acts on. */
struct context {
	struct kernel *kernel;
	struct labels *labels; /* in the kernel's arena */
	struct device *self;   /* what `.` is: the device whose driver runs; NULL at the prompt */
	struct text *out;      /* what it prints before its `->` line */
	void *room;            /* for rows that other rooms add: their own state */
	bool failed;           /* an `expect` did not hold */
	struct error *err;     /* for a command that cannot be done at all: reason, and false */
};

struct command {
	const char *name;
	const char *args;
	bool (*run)(struct context *c, const struct call *call, struct value *value);
	enum command_class class;
	unsigned needs;   /* enum kernel_has: what must exist for it */
	const char *help; /* one sentence, N_() */
	/* checks the words that `args` leaves open ("WHAT..."); may be NULL */
	bool (*check)(const struct call *call, struct error *err);
};

struct command_set {
	const struct command *rows;
	size_t count;
};

/* All commands that a reader may use: sets of rows, and a hash over their names. */
struct vocabulary {
	struct command_set sets[24];
	size_t set_count;
	const struct command *slots[1024];
};

void vocabulary_add(struct vocabulary *v, const struct command *rows, size_t count);
const struct command *vocabulary_find(const struct vocabulary *v, const char *name);
/* The Nth command over all sets, NULL past the last. */
const struct command *vocabulary_at(const struct vocabulary *v, size_t n);

/* A script: its calls in order, and the memory that they point into. */
struct script {
	struct call *calls;
	size_t count, cap;
	struct names strings;
	char **seen_labels; /* labels that were given so far, for checking `&label` */
	size_t label_count, label_cap;
	bool any_label; /* the prompt: a label may come from earlier lines */
	bool in_driver; /* a recipe: `.` is its device, &.res and &.res1 are its resources */
};

void script_init(struct script *script);
void script_done(struct script *script);

/*
 * Parse TEXT, LEN bytes of lines, and add its calls.  FILE is for errors, which
 * name the line.  On an error the script is not to be run.
 */
bool script_parse(struct script *script, const struct vocabulary *v, const char *file,
                  const char *text, size_t len, struct error *err);

/*
 * Find what ARG refers to, when it is a reference: fills in thing, node, and the
 * number that it stands for in a.  False, with c->err, when there is nothing of that name.
 */
bool reference_resolve(struct context *c, struct argument *arg);

/*
 * The address that WORD is where only the command itself knows what its words are: a number, or a
 * reference as any other command takes one (&R, &R.end, &base+0x410).  False with c->err when it
 * is none, or leads nowhere.
 */
bool reference_address(struct context *c, const char *word, uint64_t *addr);

/* Labels: what a name stands for, in the arena, so that going back undoes them. */
struct labels *labels_new(struct kernel *k);
void labels_set(struct kernel *k, struct labels *labels, const char *name,
                const struct thing *thing);
/* What NAME stands for, which may be a null pointer; NULL when there is no such label. */
const struct thing *labels_get(const struct kernel *k, const struct labels *labels,
                               const char *name);
/* The Nth label in the order in which they were given; NULL past the last. */
const char *labels_at(const struct labels *labels, size_t n, const struct thing **thing);

#endif
