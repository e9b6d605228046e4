/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A machine on its way: what machine.c, place.c and check.c share while one is
 * loaded.  Private to this room.
 */
#ifndef BOOTWALK_MACHINE_LOADING_H
#define BOOTWALK_MACHINE_LOADING_H

#include "machine/defaults.h"
#include "machine/edit.h"
#include "machine/machine.h"
#include "machine/store.h"

struct loading {
	struct machine *machine;
	struct machine_options opts; /* the reader's, completed by /bootwalk */
	bool kernel_given;           /* by the reader: only then it may be a file */
	struct defaults defaults;
	struct store *store; /* open once something of it is needed */
	struct tree tree;
	struct nodes *nodes;     /* an index of the tree as it is now; goes to the machine */
	struct cards *log_cards; /* that a PC's kernel log tells of; owned */
	char pci_beside[1024];   /* the path of the cards beside a log */
	struct error *err;
};

/*
 * SPEC is the log of a PC's kernel, or a folder with one called `dmesg`: false when it is not, or,
 * with ERR filled in and *BAD set, when it cannot be read.  On success the tree is made, and
 * log_cards.
 */
bool loading_log(struct loading *l, const char *spec, bool *bad);
/* Windows of bridges that CARDS leave out are taken from the log's. */
void loading_add_windows(struct cards *cards, const struct cards *log);
/*
 * A PC's firmware opened a window in each bridge behind which it gave addresses: where CARDS (may be
 * NULL) do not say which, it is the smallest that holds them.
 */
void loading_guess_windows(struct cards *cards);

/*
 * Decide where image, initrd and blob lie and how many CPUs there are, from the
 * finished tree, the profile and the options.  Errors: no usable memory, a value
 * that does not parse or does not fit.
 */
bool loading_place(struct loading *l);

/* Check the options that only name things: --pci, --drivers, --bind, --absent, --inject. */
bool loading_check_options(struct loading *l);

/*
 * What binds: the drivers that ship and those of --drivers, --bind, and the nodes of
 * --absent.  Errors: a recipe that does not parse, a compatible claimed twice.
 */
bool loading_bind(struct loading *l);

/* The node that WORD names: a path, an alias, or the whole name of a node; negative for none. */
int loading_node(const void *fdt, const char *word);

/* Read VALUE of OPTION (with its dashes) as a number, or say what is wrong with it. */
bool option_number(const char *option, const char *value, uint64_t *number, struct error *err);
/* The same as START-END, inclusive; END + 1 is a number too. */
bool option_range(const char *option, const char *value, uint64_t *start, uint64_t *end,
                  struct error *err);

#endif
