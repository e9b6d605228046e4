/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the command language that move the player. */
#include <string.h>

#include "player/glossary.h"
#include "player/internal.h"
#include "sim/intl.h"
#include "sim/moment.h"

static struct player *player_of(const struct context *c)
{
	return c->room;
}

static bool move(struct context *c, const struct call *call,
                 bool (*how)(struct player *p, unsigned count, bool backwards))
{
	if (!how(player_of(c), call_count(call), call->backwards) && call_count(call))
		text_addf(c->out, "%s\n",
		          call->backwards ? _("This is the beginning: it goes no further back.")
		                          : _("This is the end: it goes no further."));
	print_place(c);
	return true;
}

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

#define MOVE_ROW(name)                                                                             \
	ROW(name)                                                                                  \
	{                                                                                          \
		(void)v;                                                                           \
		return move(c, call, player_##name);                                               \
	}
MOVE_ROW(step)
MOVE_ROW(next)
MOVE_ROW(finish)
MOVE_ROW(continue)
MOVE_ROW(stop)
MOVE_ROW(stage)

ROW(first)
{
	(void)call;
	(void)v;
	player_first(player_of(c));
	print_place(c);
	return true;
}

ROW(last)
{
	(void)call;
	(void)v;
	player_last(player_of(c));
	print_place(c);
	return true;
}

/* In a script the call was injected before the boot; at the prompt it is now. */
ROW(at)
{
	struct player *p = player_of(c);

	(void)v;
	if (!p->machine)
		return error_set(c->err, NULL, NULL,
		                 _("without a machine there is no boot to inject a call into"));
	for (size_t i = 0; i < p->run->injection_count; i++) {
		const struct injection *in = &p->run->injections[i];

		if (in->number != call->line || !player_is_moment(in, call->args[0].text) ||
		    strcmp(in->what ? in->what : "", call->file ? call->file : ""))
			continue;
		if (!in->done)
			return error_set(
				c->err, NULL, NULL,
				_("the boot does not come to %s, so the call was not made"),
				call->args[0].text);
		text_add(c->out, text_str(&in->printed));
		return true;
	}
	return player_inject(p, call->args[0].text, call->inner->source, c->out, c->err);
}

static bool check_moment(const struct call *call, struct error *err)
{
	return moment_parse(call->args[0].text, err);
}

/* break function NAME | device DEV | range RANGE | kind KIND */
static bool parse_break(const struct call *call, enum break_kind *kind, uint64_t *start,
                        uint64_t *end, struct error *err)
{
	const char *what = call->args[0].text, *text = call->args[1].text;

	if (call->arg_count != 2)
		return error_set(err, NULL, NULL,
		                 _("break takes: function NAME, device DEV, range RANGE or kind "
		                   "KIND"));
	if (!strcmp(what, "function")) {
		*kind = BREAK_FUNCTION;
		return true;
	}
	if (!strcmp(what, "device")) {
		*kind = BREAK_DEVICE;
		return true;
	}
	if (!strcmp(what, "range")) {
		*kind = BREAK_RANGE;
		if (word_range(text, start, end))
			return true;
		return error_set(err, NULL, NULL, _("'%s' is no range such as 0x1000-0x1fff"),
		                 text);
	}
	if (!strcmp(what, "kind")) {
		*kind = BREAK_KIND;
		if (player_kind_known(text))
			return true;
		return error_set(err, NULL, NULL,
		                 _("'%s' is no kind of step such as conflict, refusal or link"),
		                 text);
	}
	return error_set(err, NULL, NULL, _("'%s' is not one of: function, device, range, kind"),
	                 what);
}

static bool check_break(const struct call *call, struct error *err)
{
	enum break_kind kind;
	uint64_t start, end;

	return parse_break(call, &kind, &start, &end, err);
}

/*
 * The name of the device that WORD is, by its name, &LABEL or &/path; NULL with err.  It
 * need not be there yet where the reader stands, so it is looked for at the end.
 */
static const char *device_name(struct context *c, const char *word)
{
	struct player *p = player_of(c);
	const struct device *dev;
	const char *name = NULL;

	sim_seek_end(p->run->sim);
	dev = player_device(c->kernel, c->labels, word);
	if (dev)
		name = dev->name;
	else if (word[0] != '&' && player_knows_device(p, word))
		name = word; /* it was taken out */
	if (p->at != NO_STEP && (size_t)p->at + 1 < p->run->sim->step_count)
		sim_seek(p->run->sim, p->at);
	if (!name)
		error_set(c->err, NULL, NULL, _("'%s' is no device of this run"), word);
	return name;
}

static void print_number(struct context *c, unsigned number)
{
	text_addf(c->out, _("Breakpoint %u."), number);
	text_add_char(c->out, '\n');
}

ROW(break)
{
	uint64_t start = 0, end = 0;
	enum break_kind kind;
	const char *text;

	(void)v;
	if (!parse_break(call, &kind, &start, &end, c->err))
		return false;
	text = call->args[1].text;
	if (kind == BREAK_DEVICE) {
		text = device_name(c, text);
		if (!text)
			return false;
	}
	print_number(c, player_break(player_of(c), kind, text, start, end));
	return true;
}

ROW(watch)
{
	(void)v;
	print_number(c, player_break(player_of(c), BREAK_WATCH, call->args[0].text, call->args[0].a,
	                             call->args[0].b));
	return true;
}

static bool no_such_breakpoint(struct context *c, const struct call *call)
{
	return error_set(c->err, NULL, NULL, _("there is no breakpoint %s"), call->args[0].text);
}

ROW(delete)
{
	(void)v;
	return player_delete(player_of(c), call_count(call)) || no_such_breakpoint(c, call);
}

ROW(disable)
{
	(void)v;
	return player_enable(player_of(c), call_count(call), false) || no_such_breakpoint(c, call);
}

ROW(enable)
{
	(void)v;
	return player_enable(player_of(c), call_count(call), true) || no_such_breakpoint(c, call);
}

#define MOVE(name, args, check, help)                                                              \
	{                                                                                          \
#name, args, row_##name, COMMAND_MOVE, 0, help, check                              \
	}

const struct command move_commands[] = {
	MOVE(step, "[N]", NULL, N_("Go to the next step, down to single comparisons.")),
	MOVE(next, "[N]", NULL, N_("Go to the next step of this function, over its calls.")),
	MOVE(finish, "[N]", NULL, N_("Go to where this function returns.")),
	MOVE(continue, "[N]", NULL, N_("Go on to the next breakpoint, or to the end.")),
	MOVE(stop, "[N]", NULL, N_("Go to the next stop.")),
	MOVE(stage, "[N]", NULL, N_("Go to the next stage.")),
	{ "goto", "MOMENT", goto_run, COMMAND_MOVE, 0,
	  N_("Go to a moment; to a bookmark, 'a; to where the last jump began, ''."), goto_check },
	MOVE(first, "", NULL, N_("Go to the first stop.")),
	MOVE(last, "", NULL, N_("Go to the end.")),
	{ "undo", "[N]", undo_run, COMMAND_MOVE, 0, N_("Undo the last motions."), NULL },
	{ "redo", "[N]", redo_run, COMMAND_MOVE, 0, N_("Make motions that were undone again."),
	  NULL },
	{ "search", "TEXT...", search_run, COMMAND_MOVE, 0,
	  N_("Go to the next step that says a text, or speaks of an address or range."), NULL },
	{ "who", "WORD", who_run, COMMAND_MOVE, 0,
	  N_("Go to the step that put a resource there: a name, a range or an address."), NULL },
	{ "mark", "WORD", mark_run, COMMAND_MOVE, 0, N_("Set a bookmark: a letter."), mark_check },
	MOVE(break, "WHAT...", check_break,
	     N_("Stop at a function, a device, a range or a kind of step.")),
	MOVE(watch, "RANGE", NULL, N_("Stop where something of a range changes.")),
	MOVE(delete, "N", NULL, N_("Forget a breakpoint.")),
	MOVE(disable, "N", NULL, N_("Keep a breakpoint, but do not stop at it.")),
	MOVE(enable, "N", NULL, N_("Stop at a breakpoint again.")),
	MOVE(at, "MOMENT CALL", check_moment, N_("Make a call in the middle of the boot.")),
	{ "expect", "WHAT...", expect_run, COMMAND_MOVE, 0, N_("Fail unless something is so."),
	  expect_check },
	{ "glossary", "WORD...", glossary_run, COMMAND_LOOK, 0,
	  N_("Explain a term, or list the terms that can be explained."), glossary_check },
	{ "info", "WHAT...", info_run, COMMAND_LOOK, 0,
	  N_("Tell about a resource, flags, an address, a function, breakpoints, labels or calls."),
	  info_check },
};
const size_t move_command_count = sizeof(move_commands) / sizeof(move_commands[0]);

void player_add_commands(struct vocabulary *v)
{
	vocabulary_add(v, move_commands, move_command_count);
	vocabulary_add(v, calls_commands, calls_command_count);
}
