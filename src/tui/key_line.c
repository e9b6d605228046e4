/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/key_line.h"

#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "view/parts.h"

/* Cells between two keys. */
#define GAP 2

/* KEY, a blank and its word. */
static unsigned cells_of(const struct key_item *item)
{
	return view_width(text_str(&item->key), item->key.len) + 1 +
	       view_width(item->word, strlen(item->word));
}

/* Which items fit into WIDTH cells: those of the lowest ranks.  The caller frees the answer. */
static bool *choose(const struct key_item *items, size_t count, unsigned width)
{
	bool *chosen = xzalloc(count * sizeof(*chosen));
	unsigned used = 0;

	for (unsigned rank = 0; rank < count; rank++)
		for (size_t i = 0; i < count; i++) {
			unsigned cells;

			if (!items[i].word || items[i].rank != rank)
				continue;
			cells = cells_of(&items[i]) + (used ? GAP : 0);
			if (used + cells > width)
				continue;
			chosen[i] = true;
			used += cells;
		}
	return chosen;
}

void key_line_add(const struct key_item *items, size_t count, unsigned width, struct lines *out)
{
	bool *chosen = choose(items, count, width);

	for (size_t i = 0; i < count; i++) {
		if (!chosen[i])
			continue;
		if (lines_width(out))
			lines_pad(out, STYLE_PLAIN, lines_width(out) + GAP);
		lines_add(out, STYLE_KEY, text_str(&items[i].key));
		lines_addf(out, STYLE_DIM, " %s", items[i].word);
	}
	lines_end(out);
	free(chosen);
}

size_t key_line_at(const struct key_item *items, size_t count, unsigned width, unsigned cell)
{
	bool *chosen = choose(items, count, width);
	size_t found = count;
	unsigned from = 0;

	for (size_t i = 0; i < count; i++) {
		if (!chosen[i])
			continue;
		if (cell >= from && cell < from + cells_of(&items[i]))
			found = i;
		from += cells_of(&items[i]) + GAP;
	}
	free(chosen);
	return found;
}

void key_line_free(struct key_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		text_free(&items[i].key);
}

void key_help_row(const char *keys, const char *help, unsigned width, unsigned indent,
                  struct lines *out)
{
	/* a row that has no key is told too: it can be given one */
	lines_add(out, *keys ? STYLE_KEY : STYLE_DIM, *keys ? keys : _("no key"));
	if (lines_width(out) < indent)
		lines_pad(out, STYLE_PLAIN, indent);
	else
		lines_add(out, STYLE_PLAIN, " ");
	lines_add_wrapped(out, STYLE_PLAIN, help, width, indent);
	lines_end(out);
}
