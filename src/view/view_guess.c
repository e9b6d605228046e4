/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/view_guess.h"

#include "sim/intl.h"
#include "view/parts.h"

void view_guess(const struct guess *g, const char *keys, struct lines *out)
{
	lines_add(out, STYLE_KEY, "? ");
	lines_add(out, STYLE_HEADING, g->question);
	lines_end(out);
	for (size_t i = 0; i < g->choice_count; i++) {
		lines_addf(out, STYLE_KEY, "%zu ", i + 1);
		lines_add(out, STYLE_PLAIN, g->choices[i].text);
		lines_end(out);
	}
	lines_add(out, STYLE_DIM, keys);
	lines_end(out);
}

void view_guess_answer(const struct guess *g, bool unicode, struct lines *out)
{
	const struct choice *c = &g->choices[g->chosen];

	lines_addf(out, c->right ? STYLE_GRANTED : STYLE_REFUSED, "%s %s ",
	           glyph(unicode, c->right ? GLYPH_RIGHT : GLYPH_WRONG),
	           c->right ? _("Foretold.") : _("Not so."));
	if (!c->right && *c->because)
		lines_addf(out, STYLE_PLAIN, "%s ", c->because);
	if (g->rule)
		lines_addf(out, STYLE_EMPHASIS, _("The rule, %s line %u: %s. "), g->function,
		           g->rule_line, _(g->rule));
}
