/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys on the pane `calls`: the call under the pointer dropped, the last change compared. */
#include "sim/intl.h"
#include "tui/internal.h"

static void drop(struct tui *t, unsigned number)
{
	struct text line = { 0 };

	text_addf(&line, "drop %u", number);
	command_line_do(t, text_str(&line));
	text_free(&line);
}

static void drop_answered(struct tui *t, const char *answer)
{
	struct text line = { 0 };

	if (!*answer)
		return;
	text_addf(&line, "drop %s", answer);
	command_line_do(t, text_str(&line));
	text_free(&line);
}

static void ask_which(struct tui *t)
{
	prompt_open(t, N_("drop which call, or all? "), drop_answered);
	prompt_completes(t, "drop");
}

void calls_drop_pointed(struct tui *t)
{
	const struct run *run = t->player->run;
	struct target target = { 0 };

	if (!run->injection_count) {
		tui_flash(t, _("No call was made in this run."));
		return;
	}
	if (t->pointer.on && t->pointer.view == PANE_CALLS)
		target = pointer_target(t);
	if (target.b)
		drop(t, (unsigned)target.b);
	else if (run->injection_count == 1)
		drop(t, run->injections[0].id);
	else
		ask_which(t);
}

void calls_compare(struct tui *t)
{
	command_line_do(t, "compare");
}
