/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of the command language for bookmarks, searches and owners do. */
#include <string.h>

#include "player/internal.h"
#include "sim/intl.h"
#include "sim/moment.h"
#include "sim/sentence.h"

void print_place(struct context *c)
{
	const struct player *p = c->room;

	if (p->told.len)
		text_addf(c->out, "%s\n", text_str(&p->told));
	if (p->at == NO_STEP)
		return;
	moment_of(c->out, p->run->sim, p->at);
	text_add(c->out, ": ");
	sentence_of(c->out, p->run->sim, player_step_now(p));
	text_add_char(c->out, '\n');
}

unsigned call_count(const struct call *call)
{
	uint64_t n = call->arg_count ? call->args[0].a : 1;

	return n > UINT32_MAX ? UINT32_MAX : (unsigned)n;
}

static bool undo(struct context *c, unsigned count, bool backwards)
{
	if (!player_undo(c->room, count, backwards) && count)
		text_addf(c->out, "%s\n",
		          backwards ? _("There is no motion to make again.")
		                    : _("There is no motion to undo."));
	print_place(c);
	return true;
}

bool undo_run(struct context *c, const struct call *call, struct value *v)
{
	(void)v;
	return undo(c, call_count(call), call->backwards);
}

bool redo_run(struct context *c, const struct call *call, struct value *v)
{
	(void)v;
	return undo(c, call_count(call), !call->backwards);
}

/* A bookmark is written 'a, and '' is where the last jump began. */
static bool is_bookmark(const char *word)
{
	return !*word || (word[0] == '\'' && player_bookmark_letter(word + 1));
}

bool goto_check(const struct call *call, struct error *err)
{
	return is_bookmark(call->args[0].text) || moment_parse(call->args[0].text, err);
}

bool goto_run(struct context *c, const struct call *call, struct value *v)
{
	const char *to = call->args[0].text;
	struct player *p = c->room;
	bool ok;

	(void)v;
	if (!*to)
		ok = player_jump_back(p) ||
		     error_set(c->err, NULL, NULL, _("there was no jump yet to go back from"));
	else if (is_bookmark(to))
		ok = player_go_bookmark(p, to[1], c->err);
	else
		ok = player_goto(p, to, c->err);
	if (ok)
		print_place(c);
	return ok;
}

bool mark_check(const struct call *call, struct error *err)
{
	return player_bookmark_letter(call->args[0].text) ||
	       error_set(err, NULL, NULL, _("a bookmark is a letter, not '%s'"),
	                 call->args[0].text);
}

bool mark_run(struct context *c, const struct call *call, struct value *v)
{
	(void)v;
	return player_set_bookmark(c->room, call->args[0].text[0]) ||
	       error_set(c->err, NULL, NULL, _("there is no step to set a bookmark at"));
}

bool who_run(struct context *c, const struct call *call, struct value *v)
{
	(void)v;
	if (!player_who(c->room, call->args[0].text, c->err))
		return false;
	print_place(c);
	return true;
}

bool search_run(struct context *c, const struct call *call, struct value *v)
{
	struct player *p = c->room;
	struct text query = { 0 };
	uint32_t found = NO_STEP, was = p->at;

	(void)v;
	for (unsigned i = 0; i < call->arg_count; i++)
		text_addf(&query, "%s%s", i ? " " : "", call->args[i].text);
	if (query.len)
		search_set(p, text_str(&query));
	text_free(&query);
	if (!p->search.query.len)
		return error_set(c->err, NULL, NULL, _("nothing was searched for yet"));
	search_begin(p, p->at, call->backwards);
	while (search_on(p, SIZE_MAX, &found) == SEARCH_BUSY)
		continue;
	if (found == NO_STEP)
		return error_set(c->err, NULL, NULL, _("no step says '%s'"),
		                 text_str(&p->search.query));
	player_jump(p, found);
	if (call->backwards ? found >= was : found <= was)
		text_add(&p->told, call->backwards ? _("Found from the end on.")
		                                   : _("Found from the beginning on."));
	print_place(c);
	return true;
}
