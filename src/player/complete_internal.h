/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between complete.c, which knows what fits where, and complete_words.c, which finds it. */
#ifndef BOOTWALK_PLAYER_COMPLETE_INTERNAL_H
#define BOOTWALK_PLAYER_COMPLETE_INTERNAL_H

#include "player/complete.h"

/* A word that is to be completed. */
struct asked {
	const struct player *p;
	const char *word;     /* as far as it was typed */
	const char *previous; /* the argument before it, or "" */
	bool quoted;          /* it stands in quotes */
	bool inner;           /* of commands only calls fit: behind `at MOMENT` */
	struct completions *out;
	const void **seen; /* a hash of the words that are in OUT */
	size_t seen_slots;
};

/* Add WORD, which is not there twice, when it begins as the one that is asked for. */
void asked_add(struct asked *a, const char *word, const char *note);

/* Add what fits for the kind of argument that the LEN letters at KIND name; nothing if unknown. */
void asked_add_kind(struct asked *a, const char *kind, size_t len);
/* complete_moments.c: functions that the run calls; moments of it. */
void asked_add_functions(struct asked *a);
void asked_add_moments(struct asked *a);
/* The same for the name of a command. */
void asked_add_commands(struct asked *a);

#endif
