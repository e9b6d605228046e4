/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the field, each told in a few sentences of our own. */
#ifndef BOOTWALK_PLAYER_GLOSSARY_H
#define BOOTWALK_PLAYER_GLOSSARY_H

#include "player/player.h"

struct term {
	const char *name;    /* as the kernel and its documents have it: not translated */
	const char *also;    /* other words for it, and functions that it is about; or NULL */
	const char *meaning; /* N_(), one to three sentences */
};

/* Sorted by name, capitals and small letters being the same. */
extern const struct term glossary[];
extern const size_t glossary_count;

/* The first term that begins with WORD, or has WORD among its others; glossary_count for none. */
size_t glossary_find(const char *word);

/* The term that the step where P stands is about: its sentence, or its function; 0 when none is. */
size_t glossary_of(const struct player *p);

/* The row of the command language that prints them. */
bool glossary_run(struct context *c, const struct call *call, struct value *value);
bool glossary_check(const struct call *call, struct error *err);

#endif
