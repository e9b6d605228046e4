/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the command language that are about injected calls: calls, drop, save, load. */
#include <string.h>

#include "player/internal.h"
#include "player/script_file.h"
#include "sim/intl.h"

/* What a call printed, each line of it indented. */
static void add_printed(struct text *out, const char *printed)
{
	while (*printed) {
		size_t len = strcspn(printed, "\n");

		text_addf(out, "     %.*s\n", (int)len, printed);
		printed += len + (printed[len] == '\n');
	}
}

void player_list_calls(const struct player *p, struct text *out)
{
	for (size_t i = 0; i < p->run->injection_count; i++) {
		const struct injection *in = &p->run->injections[i];

		text_addf(out, "%3u  at %s %s\n", in->id, injection_moment(in), in->line);
		if (!in->done)
			text_addf(out, "     %s\n",
			          _("(not made: the boot does not come to this moment)"));
		add_printed(out, text_str(&in->printed));
	}
	if (!p->run->injection_count)
		text_addf(out, "%s\n", _("No call was made in this run."));
}

/* Who does a line of the prompt is told the reason only: it names FILE, and its line, itself. */
static bool name_file(struct error *err)
{
	if (!err->what[0])
		return false;
	return error_set(err, NULL, NULL, err->where[0] ? "%s:%s: %s" : "%s%s: %s", err->what,
	                 err->where, err->reason);
}

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

ROW(calls)
{
	(void)call;
	(void)v;
	player_list_calls(c->room, c->out);
	return true;
}

/* What the reader should know of where he stands now. */
static void tell(const struct player *p, struct text *out)
{
	if (p->told.len)
		text_addf(out, "%s\n", text_str(&p->told));
}

ROW(drop)
{
	struct player *p = c->room;
	const struct argument *which = &call->args[0];
	bool all = !strcmp(which->text, "all");
	size_t count = p->run->injection_count;

	(void)v;
	if (!all && (!which->a || which->a > UINT32_MAX))
		return error_set(c->err, NULL, NULL,
		                 _("there is no call %s; 'calls' lists those that there are"),
		                 which->text);
	if (!player_drop(p, all ? 0 : (unsigned)which->a, c->err))
		return false;
	count -= p->run->injection_count;
	text_addf(c->out,
	          ngettext("%zu call dropped; the run was made anew.",
	                   "%zu calls dropped; the run was made anew.", count),
	          count);
	text_add_char(c->out, '\n');
	tell(p, c->out);
	return true;
}

ROW(save)
{
	const struct player *p = c->room;
	size_t count = p->run->injection_count;
	bool force = call->args[0].given;
	struct text script = { 0 };
	bool ok;

	(void)v;
	if (!count)
		return error_set(c->err, NULL, NULL, _("no call was made in this run"));
	if (force && call->file)
		return error_set(c->err, NULL, NULL,
		                 _("a script writes over no file: -f is for the prompt"));
	player_save(p, &script);
	ok = script_file_save(call->args[1].text, &script, force, c->err);
	text_free(&script);
	if (!ok)
		return name_file(c->err);
	text_addf(c->out,
	          ngettext("%zu call saved; load, run and --inject read it.",
	                   "%zu calls saved; load, run and --inject read them.", count),
	          count);
	text_add_char(c->out, '\n');
	return true;
}

ROW(load)
{
	struct player *p = c->room;
	const char *path = call->args[0].text;
	size_t count = p->run->injection_count;
	struct text text = { 0 };
	struct script script;
	unsigned waiting = 0;
	bool ok;

	(void)v;
	script_init(&script);
	script.any_label = true;
	ok = script_file_load(path, &text, c->err) &&
	     script_parse(&script, p->vocabulary, path, text_str(&text), text.len, c->err) &&
	     player_load(p, &script, &waiting, c->err);
	script_done(&script);
	text_free(&text);
	if (!ok)
		return name_file(c->err);
	count = p->run->injection_count - count;
	text_addf(c->out,
	          ngettext("%zu call loaded; the run was made anew.",
	                   "%zu calls loaded; the run was made anew.", count),
	          count);
	text_add_char(c->out, '\n');
	if (waiting) {
		text_addf(c->out,
		          ngettext("The boot does not come to the moment of %u of them.",
		                   "The boot does not come to the moments of %u of them.", waiting),
		          waiting);
		text_add_char(c->out, '\n');
	}
	tell(p, c->out);
	return true;
}

const struct command calls_commands[] = {
	{ "calls", "", row_calls, COMMAND_LOOK, 0,
	  N_("List the calls that were made in this run, and what they printed."), NULL },
	{ "drop", "N|all", row_drop, COMMAND_REMAKE, 0,
	  N_("Make the run anew without a call, or without all."), NULL },
	{ "save", "[-f] PATH", row_save, COMMAND_HOST, 0,
	  N_("Write the calls as a script; with -f over a file that is there."), NULL },
	{ "load", "PATH", row_load, COMMAND_HOST, 0,
	  N_("Make the run anew with the calls of a script too."), NULL },
};
const size_t calls_command_count = sizeof(calls_commands) / sizeof(calls_commands[0]);
