/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane `log`: what printk() has written so far, each line with the step that wrote it. */
#include <inttypes.h>

#include "sim/intl.h"
#include "view/parts.h"

/* Older lines are left out: the log of a noisy boot must not slow a key. */
#define LOG_LINES 2000

void view_log(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct sim *sim = player_sim(p);
	const struct log_line *line;
	size_t count = 0;
	unsigned indent = room->width >= 40 ? 8 : 2;

	for (line = sim->log->first; line; line = line->next)
		count++;
	if (!count) {
		lines_add_cut(out, STYLE_DIM, _("The log is empty."), room->width, room->unicode);
		lines_end(out);
	} else if (count > LOG_LINES) {
		lines_add_cut(out, STYLE_DIM, _("Earlier lines are left out."), room->width,
		              room->unicode);
		lines_end(out);
	}
	for (line = sim->log->first; line; line = line->next, count--) {
		bool now = line->step == p->at;

		if (count > LOG_LINES)
			continue;
		lines_lead_to_step(out, line->step);
		out->focus = out->count;
		lines_add(out, now ? STYLE_CHANGED : STYLE_PLAIN, now ? "+" : " ");
		if (indent == 8)
			lines_addf(out, STYLE_DIM, "%6" PRIu32 " ", line->step);
		else
			lines_add(out, STYLE_DIM, " ");
		lines_add_wrapped(out, now ? STYLE_CHANGED : STYLE_PLAIN, line->text, room->width,
		                  indent);
		lines_end(out);
	}
}
