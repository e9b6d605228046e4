/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds text in what steps say: function names, sentences and log lines alike. */
#include <string.h>

#include "sim/intl.h"
#include "sim/sentence.h"
#include "tui/internal.h"

/* Steps between two looks whether the reader has lost patience. */
#define PATIENCE 8192

static bool says(const struct sim *sim, uint32_t step, const char *query, struct text *t)
{
	text_clear(t);
	sentence_of(t, sim, &sim->steps[step]);
	return strcasestr(text_str(t), query) != NULL;
}

static bool interrupted(void)
{
	key_code key = screen_key();

	if (key == NO_KEY)
		return false;
	screen_unread(key);
	return true;
}

/* The nearest step that says it, on from the reader's place and around; NO_STEP when none does. */
static uint32_t find(const struct tui *t, bool backwards, bool *gave_up)
{
	const struct sim *sim = player_sim(t->player);
	size_t count = sim->step_count, at = t->player->at;
	uint32_t found = NO_STEP;
	struct text said = { 0 };

	for (size_t n = 1; n <= count && found == NO_STEP && !*gave_up; n++) {
		size_t i = backwards ? (at + count - n) % count : (at + n) % count;

		if (says(sim, (uint32_t)i, t->query.s, &said))
			found = (uint32_t)i;
		*gave_up = n % PATIENCE == 0 && interrupted();
	}
	text_free(&said);
	return found;
}

void search_go(struct tui *t, bool backwards)
{
	bool gave_up = false;
	uint32_t was = t->player->at, found;

	if (!t->query.len) {
		tui_flash(t, _("Nothing was searched for yet: / asks for the text."));
		return;
	}
	found = player_step_now(t->player) ? find(t, backwards, &gave_up) : NO_STEP;
	if (found == NO_STEP) {
		tui_flash(t, gave_up ? _("The search was broken off.") : _("No step says that."));
		return;
	}
	player_go(t->player, found);
	if (backwards ? found >= was : found <= was)
		tui_flash(t, backwards ? _("Found from the end on.")
		                       : _("Found from the beginning on."));
}
