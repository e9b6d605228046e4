/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `compare` of the command language: what the last change of a run brought about. */
#include <string.h>

#include "report/diff.h"
#include "sim/intl.h"

static void show_iomem(const struct player *p, struct text *out)
{
	report_file(p, "/proc/iomem", false, out);
}

static void show_ioports(const struct player *p, struct text *out)
{
	report_file(p, "/proc/ioports", false, out);
}

static void show_memory(const struct player *p, struct text *out)
{
	report_file(p, "/sys/kernel/debug/memblock/memory", false, out);
}

static void show_reserved(const struct player *p, struct text *out)
{
	report_file(p, "/sys/kernel/debug/memblock/reserved", false, out);
}

/* What two runs are compared by. */
static const struct {
	const char *name;
	void (*show)(const struct player *p, struct text *out);
} facts[] = {
	{ "/proc/iomem", show_iomem },      { "/proc/ioports", show_ioports },
	{ "memblock/memory", show_memory }, { "memblock/reserved", show_reserved },
	{ "devices", report_devices },      { "dmesg", report_log },
};

static void compare_fact(size_t i, const struct player *before, const struct player *now,
                         struct text *out)
{
	struct text left = { 0 }, right = { 0 }, lines = { 0 };

	facts[i].show(before, &left);
	facts[i].show(now, &right);
	if (diff_lines(text_str(&left), text_str(&right), &lines))
		text_addf(out, _("--- %s before\n+++ %s now\n%s"), facts[i].name, facts[i].name,
		          text_str(&lines));
	else
		text_addf(out, _("%s: the same in both.\n"), facts[i].name);
	text_free(&left);
	text_free(&right);
	text_free(&lines);
}

static bool row_compare(struct context *c, const struct call *call, struct value *v)
{
	struct player *p = c->room;
	struct player *before = player_before(p, call->arg_count && call->args[0].given, c->err);
	uint32_t at = p->at, sub = p->sub;

	(void)v;
	if (!before)
		return false;
	player_last(p);
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		compare_fact(i, before, p, c->out);
	if (!diff_first_step(before, p, c->out))
		text_addf(c->out, "%s\n", _("The two go the same way, step by step."));
	if (at != NO_STEP)
		player_go(p, at);
	p->sub = sub;
	player_free(before);
	return true;
}

static const struct command report_commands[] = {
	{ "compare", "[boot]", row_compare, COMMAND_LOOK, 0,
	  N_("Tell what the last change of the calls changed, or with boot all of them together."),
	  NULL },
};

void report_add_commands(struct vocabulary *v)
{
	vocabulary_add(v, report_commands, sizeof(report_commands) / sizeof(report_commands[0]));
}
