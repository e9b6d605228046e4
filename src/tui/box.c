/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/box.h"

#include "sim/intl.h"
#include "tui/screen.h"

size_t box_top(const struct lines *lines, unsigned height, long *scroll)
{
	long last = lines->count > height ? (long)(lines->count - height) : 0;
	long at = (long)lines->focus - (long)height / 2, top;

	at = at < 0 ? 0 : at > last ? last : at;
	top = at + *scroll;
	top = top < 0 ? 0 : top > last ? last : top;
	*scroll = top - at;
	return (size_t)top;
}

/* Where it would stand if it needed all the room there is; a small screen has none for a frame. */
static void measure(unsigned *cols, unsigned *rows, unsigned *width, unsigned *border)
{
	screen_size(cols, rows);
	*width = *cols > 72 ? 70 : *cols > 6 ? *cols - 2 : *cols;
	*border = *cols > 6 && *rows > 4;
}

unsigned box_width(void)
{
	unsigned cols, rows, width, border;

	measure(&cols, &rows, &width, &border);
	return width - 4 * border;
}

void box_draw(const char *title, const struct lines *lines, long *scroll)
{
	unsigned cols, rows, width, border, height, x, y;
	size_t top;

	measure(&cols, &rows, &width, &border);
	height = rows > 4 ? rows - 2 : rows;
	if (lines->count + 2 * border < height)
		height = (unsigned)lines->count + 2 * border;
	x = (cols - width) / 2;
	y = (rows - height) / 2;
	top = box_top(lines, height - 2 * border, scroll);
	screen_blank(x, y, width, height);
	if (border) {
		screen_frame(x, y, x + width - 1, y + height - 1);
		screen_frames_draw();
		screen_put(x + 2, y, width - 4, STYLE_NOW, title);
		if (lines->count > height - 2)
			screen_put(x + 2, y + height - 1, width - 4, STYLE_DIM,
			           _(" up, down: more   Esc, q: close "));
	}
	for (size_t i = 0; i < height - 2 * border && top + i < lines->count; i++)
		screen_put_line(x + 2 * border, y + border + (unsigned)i, width - 4 * border, lines,
		                top + i);
}
