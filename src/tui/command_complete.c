/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion at the prompt, and the hint above it: readline asks, player/complete.h knows
 * what fits, and what fits is shown over the panes until the next key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "player/complete.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/internal.h"
#include "view/parts.h"

/* readline's callbacks get no argument; both are there while a key is done. */
static struct {
	struct tui *t;
	struct completions found;
	bool any;
} c;

static void forget(void)
{
	if (c.any)
		completions_done(&c.found);
	c.any = false;
}

void complete_begin(struct tui *t)
{
	c.t = t;
}

void complete_end(void)
{
	forget();
	c.t = NULL;
}

/* The words for readline, which frees them: what they share first, unless there is only one. */
static char **matches(void)
{
	size_t count = c.found.count, shared = completions_shared(&c.found);
	char **all = xmalloc((count + 2) * sizeof(*all));
	struct text first = { 0 };

	text_add_n(&first, c.found.all[0].word, shared);
	text_add(&first, "");
	all[0] = first.s;
	for (size_t i = 0; i < count && count > 1; i++)
		all[i + 1] = xstrdup(c.found.all[i].word);
	all[count > 1 ? count + 1 : 1] = NULL;
	return all;
}

static char **complete(const char *text, int start, int end)
{
	struct text before = { 0 };
	bool files;

	(void)end;
	forget();
	text_add_n(&before, rl_line_buffer, (size_t)start);
	player_complete(c.t->player, text_str(&before), text, &c.found);
	text_free(&before);
	c.any = true;
	files = c.found.files;
	/* for names of the reader's own files readline asks itself */
	rl_attempted_completion_over = !files;
	rl_completion_append_character = c.found.goes_on ? '\0' : ' ';
	return files || !c.found.count ? NULL : matches();
}

/* WORD and what it is, in a line; or several words, as long as they have no notes. */
static void add_match(struct text *out, const char *word, const char *note, unsigned widest)
{
	unsigned width = view_width(word, strlen(word));

	if (!*note) {
		text_addf(out, "%s%s", out->len && out->s[out->len - 1] != '\n' ? "  " : "", word);
		return;
	}
	if (out->len && out->s[out->len - 1] != '\n')
		text_add_char(out, '\n');
	text_addf(out, "%s%*s  %s\n", word, width < widest ? (int)(widest - width) : 0, "", note);
}

/* Several fit: they are shown above the line until the next key. */
static void show_matches(char **all, int count, int longest)
{
	struct text *out = &c.t->output;
	/* a screen is full of so many; the rest is found by typing on */
	int most = c.t->rows > 10 ? (int)c.t->rows - 9 : 1, shown = 0;
	unsigned widest = 0;
	bool notes = false;

	(void)longest;
	text_clear(out);
	for (int i = 1; i <= count; i++) {
		unsigned width = view_width(all[i], strlen(all[i]));

		widest = width > widest && width <= c.t->cols / 2 ? width : widest;
		notes |= c.any && *completions_note(&c.found, all[i]);
	}
	/* words alone stand beside each other */
	most = notes ? most : most * 4;
	for (int i = 1; i <= count && shown < most; i++, shown++)
		add_match(out, all[i], c.any ? completions_note(&c.found, all[i]) : "", widest);
	if (shown == count)
		return;
	if (out->len && out->s[out->len - 1] != '\n')
		text_add_char(out, '\n');
	text_addf(out,
	          ngettext("and %d more: type on for fewer", "and %d more: type on for fewer",
	                   (unsigned long)(count - shown)),
	          count - shown);
}

void complete_init(void)
{
	rl_attempted_completion_function = complete;
	rl_completion_display_matches_hook = show_matches;
	rl_completer_word_break_characters = " \t";
	rl_basic_quote_characters = "\"'";
	rl_completer_quote_characters = "\"'";
	rl_completion_query_items = -1;
	/* they come in an order of their own: addresses by what they are, functions as called */
	rl_sort_completion_matches = 0;
}

bool complete_hint(const struct tui *t, struct lines *out)
{
	const char *line = rl_line_buffer ? rl_line_buffer : "";
	struct hint hint;
	struct text part = { 0 };
	bool any = player_hint(t->player->vocabulary, line, (size_t)rl_point, &hint);

	if (any) {
		lines_add(out, STYLE_KEY, hint.command->name);
		text_add_n(&part, text_str(&hint.forms), hint.from);
		lines_addf(out, STYLE_PLAIN, " %s", text_str(&part));
		text_clear(&part);
		text_add_n(&part, text_str(&hint.forms) + hint.from, hint.to - hint.from);
		lines_add(out, STYLE_NOW, text_str(&part));
		lines_addf(out, STYLE_PLAIN, "%s  ", text_str(&hint.forms) + hint.to);
		if (hint.wants) {
			lines_addf(out, STYLE_DIM, _("%s: %s."), text_str(&part), hint.wants);
			lines_add(out, STYLE_PLAIN, "  ");
		}
		lines_add(out, STYLE_PLAIN, _(hint.command->help));
		lines_end(out);
	}
	text_free(&part);
	text_free(&hint.forms);
	return any;
}
