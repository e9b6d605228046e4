/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A player on a board or on an empty memory, and the lines that are said to it. */
#ifndef BOOTWALK_TESTS_PLAYER_BENCH_H
#define BOOTWALK_TESTS_PLAYER_BENCH_H

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player/player.h"

static struct vocabulary vocabulary;

/* For the start of a group of tests: the words are learned; widths of characters are UTF-8's. */
static inline int learn_words(void **state)
{
	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return -1;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	return 0;
}

static inline struct machine *load_board(const char *name)
{
	struct machine_options opts = { 0 };
	struct machine *machine;
	struct error err;

	if (!machine_load(&machine, name, &opts, &err))
		fail_msg("%s: %s", name, err.reason);
	return machine;
}

/* On MACHINE, or with NULL on an empty memory. */
static inline struct player *new_player(const struct machine *machine)
{
	struct error err;
	struct player *p = player_new(machine, &vocabulary, &sim_default_limits, NULL, &err);

	if (!p)
		fail_msg("%s", err.reason);
	return p;
}

static inline void parse(struct script *script, const char *text)
{
	struct error err;

	script_init(script);
	script->any_label = true;
	if (!script_parse(script, &vocabulary, "t", text, strlen(text), &err))
		fail_msg("line %s: %s", err.where, err.reason);
}

/* Do one line; what it printed is in OUT, behind it why it could not be done. */
static inline bool do_line(struct player *p, const char *line, struct text *out, bool *failed)
{
	struct script script;
	struct error err;
	bool ok;

	text_clear(out);
	*failed = false;
	parse(&script, line);
	ok = player_call(p, &script.calls[0], out, failed, &err);
	if (!ok)
		text_add(out, err.reason);
	script_done(&script);
	return ok;
}

/* Do all lines of TEXT, which can be done; what they print comes behind OUT. */
static inline void say(struct player *p, const char *text, struct text *out)
{
	struct script script;
	bool failed = false;
	struct error err;

	parse(&script, text);
	for (size_t i = 0; i < script.count; i++)
		if (!player_call(p, &script.calls[i], out, &failed, &err))
			fail_msg("%s: %s", script.calls[i].source, err.reason);
	script_done(&script);
}

/* A new player on MACHINE, or NULL, to whom TEXT was said. */
static inline struct player *play(const struct machine *machine, const char *text)
{
	struct player *p = new_player(machine);
	struct text out = { 0 };

	say(p, text, &out);
	text_free(&out);
	return p;
}

#endif
