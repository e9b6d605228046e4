/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A driver's recipe, its lines parsed: calls of the command language, and before them
 * the few words that only a recipe has.
 *
 *   [if TEST then | unless TEST then] [try] [LABEL:] CALL [|| [-ERRNO|0] ["MESSAGE"]]
 *   [if TEST then | unless TEST then] return -ERRNO|0
 *
 * TEST is a call, with `& MASK` and `== VALUE` or `!= VALUE` behind it or without; or a
 * label, for which it asks whether that names something.
 * boards/drivers/README.md tells what each means.
 */
#ifndef BOOTWALK_LANG_RECIPE_H
#define BOOTWALK_LANG_RECIPE_H

#include "lang/command.h"
#include "machine/drivers.h"

enum test_kind { TEST_NONE, TEST_TRUE, TEST_EQUAL, TEST_DIFFERENT, TEST_LABEL };

struct recipe_line {
	const char *source; /* as it stands in the file, trimmed */
	unsigned line;      /* in the file */
	enum test_kind test;
	bool unless;       /* the line counts when the test does not hold */
	size_t test_call;  /* in recipe->script.calls */
	const char *label; /* TEST_LABEL: its name, without the & */
	uint64_t mask, value;
	bool tries;          /* `try`: a failure does not end the section */
	bool returns;        /* `return RESULT` in place of a call */
	size_t call;         /* in recipe->script.calls */
	bool has_error;      /* `|| -ERRNO` or `|| 0` */
	int result;          /* that errno (negative) or 0, or what `return` gives */
	const char *message; /* what the driver logs when the call fails; NULL: nothing */
};

struct recipe {
	struct script script;
	struct recipe_line *lines;
	size_t line_count, line_cap;
	size_t first[SECTION_COUNT], count[SECTION_COUNT];
};

/*
 * Parse all sections of DRV.  A label of the probe may be used in the others.  Errors
 * name the driver's file and the line.
 */
bool recipe_parse(struct recipe *recipe, const struct vocabulary *v, const struct driver *drv,
                  struct error *err);
void recipe_done(struct recipe *recipe);

/* Does VALUE say that its call failed?  *ERROR is what the probe returns for it then. */
bool recipe_failed(const struct value *value, int *error);
/* Does LINE's test hold, given what its call returned? */
bool recipe_holds(const struct recipe_line *line, const struct value *value);

#endif
