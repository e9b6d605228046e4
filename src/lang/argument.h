/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of arguments; between command.c, which lists them, and script.c. */
#ifndef BOOTWALK_LANG_ARGUMENT_H
#define BOOTWALK_LANG_ARGUMENT_H

#include "lang/command.h"

struct argument_kind {
	const char *word;                   /* as a row's `args` names it */
	bool (*fits)(struct argument *arg); /* is arg->text one?  Fills in a and b. */
	const char *wants;                  /* for the error: "PARENT must be ..." */
};

/* The kind that the LEN letters at WORD name; NULL for a literal word. */
const struct argument_kind *argument_kind_find(const char *word, size_t len);

/*
 * WORD, what stood behind an & (or `.` alone), into ARG; ERR says what is wrong with
 * it.  What it refers to is found when the call is made.
 */
bool reference_parse(struct script *script, struct argument *arg, const char *word,
                     struct error *err);
/* From here on LABEL (a string that outlives SCRIPT) may be referred to. */
void script_add_label(struct script *script, const char *label);
/* What to say of WORD, which texts about Linux use for what is called otherwise; NULL: nothing. */
const char *misnomer_find(const char *word);
/* Has LABEL been given, as far as the parser can tell? */
bool script_knows_label(const struct script *script, const char *label);

#endif
