/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/theme.h"

#include <string.h>

#include "sim/intl.h"

#define B LOOK_BOLD
#define U LOOK_UNDERLINE
#define R LOOK_REVERSE
#define D LOOK_DIM
#define SAME(attrs, fg, bg)                                                                        \
	{                                                                                          \
		{ attrs, fg, bg }, { attrs, fg, bg }, { attrs, fg, bg },                           \
		{                                                                                  \
			attrs, fg, bg                                                              \
		}                                                                                  \
	}

/*
 * For each style: without colours, with 8, 16 and 256 of them.  What the first 16 look like is
 * the terminal's choice, so that on white only those are used that are dark with all of them;
 * with 8 bold is often shown as another colour, so that on white nothing is bold.
 */
/* clang-format off */
const struct theme themes[] = {
	{ "dark", N_("Theme: dark."),
	  {
	    [STYLE_PLAIN] = SAME(0, -1, -1),
	    [STYLE_DIM] = { { D, -1, -1 }, { 0, -1, -1 }, { 0, 8, -1 }, { 0, 247, -1 } },
	    [STYLE_HEADING] = SAME(B, -1, -1),
	    [STYLE_NOW] = { { R, -1, -1 }, { R, -1, -1 }, { R, -1, -1 }, { B, 231, 24 } },
	    [STYLE_CHANGED] = SAME(B | U, -1, -1),
	    [STYLE_GRANTED] = { { 0, -1, -1 }, { 0, 2, -1 }, { 0, 2, -1 }, { 0, 114, -1 } },
	    [STYLE_REFUSED] = { { B, -1, -1 }, { B, 1, -1 }, { B, 9, -1 }, { B, 210, -1 } },
	    [STYLE_CONFLICT] = { { B | U, -1, -1 }, { B, 3, -1 }, { B, 11, -1 }, { B, 221, -1 } },
	    [STYLE_MEMORY] = { { 0, -1, -1 }, { 0, 6, -1 }, { 0, 6, -1 }, { 0, 80, -1 } },
	    [STYLE_RESERVED] = { { 0, -1, -1 }, { 0, 5, -1 }, { 0, 13, -1 }, { 0, 176, -1 } },
	    [STYLE_KERNEL] = { { 0, -1, -1 }, { 0, 2, -1 }, { 0, 2, -1 }, { 0, 150, -1 } },
	    [STYLE_DEVICE] = { { 0, -1, -1 }, { B, 4, -1 }, { 0, 12, -1 }, { 0, 111, -1 } },
	    [STYLE_KEY] = SAME(B, -1, -1),
	    [STYLE_EMPHASIS] = SAME(U, -1, -1),
	    [STYLE_CODE] = { { B, -1, -1 }, { 0, 6, -1 }, { 0, 6, -1 }, { 0, 116, -1 } },
	    [STYLE_FRAME] = { { D, -1, -1 }, { 0, -1, -1 }, { 0, 8, -1 }, { 0, 243, -1 } },
	    [STYLE_FOCUS] = { { B | R, -1, -1 }, { B | R, -1, -1 }, { B | R, -1, -1 }, { B, 231, 24 } },
	  } },
	{ "light", N_("Theme: light."),
	  {
	    [STYLE_PLAIN] = { { 0, -1, -1 }, { 0, 0, 7 }, { 0, 0, 15 }, { 0, 16, 231 } },
	    [STYLE_DIM] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, 8, -1 }, { 0, 241, -1 } },
	    [STYLE_HEADING] = { { B, -1, -1 }, { U, -1, -1 }, { B, -1, -1 }, { B, -1, -1 } },
	    [STYLE_NOW] = { { R, -1, -1 }, { R, -1, -1 }, { 0, 15, 4 }, { B, 231, 25 } },
	    [STYLE_CHANGED] = { { B | U, -1, -1 }, { U, -1, -1 }, { B | U, -1, -1 }, { B | U, -1, -1 } },
	    [STYLE_GRANTED] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, -1, -1 }, { 0, 22, -1 } },
	    [STYLE_REFUSED] = { { B, -1, -1 }, { 0, 1, -1 }, { B, 1, -1 }, { B, 124, -1 } },
	    [STYLE_CONFLICT] = { { B | U, -1, -1 }, { U, 1, -1 }, { B | U, 1, -1 }, { B, 94, -1 } },
	    [STYLE_MEMORY] = { { 0, -1, -1 }, { 0, 4, -1 }, { 0, 4, -1 }, { 0, 24, -1 } },
	    [STYLE_RESERVED] = { { 0, -1, -1 }, { 0, 5, -1 }, { 0, 5, -1 }, { 0, 90, -1 } },
	    [STYLE_KERNEL] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, -1, -1 }, { 0, 28, -1 } },
	    [STYLE_DEVICE] = { { 0, -1, -1 }, { 0, 4, -1 }, { 0, 4, -1 }, { 0, 19, -1 } },
	    [STYLE_KEY] = { { B, -1, -1 }, { U, 4, -1 }, { B, -1, -1 }, { B, -1, -1 } },
	    [STYLE_EMPHASIS] = SAME(U, -1, -1),
	    [STYLE_CODE] = { { B, -1, -1 }, { 0, 4, -1 }, { 0, 4, -1 }, { 0, 23, -1 } },
	    [STYLE_FRAME] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, 8, -1 }, { 0, 245, -1 } },
	    [STYLE_FOCUS] = { { B | R, -1, -1 }, { R, -1, -1 }, { B, 15, 4 }, { B, 231, 25 } },
	  } },
	{ "contrast", N_("Theme: high contrast."),
	  {
	    [STYLE_PLAIN] = { { 0, -1, -1 }, { 0, 7, 0 }, { 0, 15, 0 }, { 0, 231, 16 } },
	    [STYLE_DIM] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, 7, -1 }, { 0, 252, -1 } },
	    [STYLE_HEADING] = SAME(B, -1, -1),
	    [STYLE_NOW] = { { R, -1, -1 }, { R, -1, -1 }, { 0, 0, 11 }, { B, 16, 226 } },
	    [STYLE_CHANGED] = SAME(B | U, -1, -1),
	    [STYLE_GRANTED] = { { 0, -1, -1 }, { B, 2, -1 }, { 0, 10, -1 }, { 0, 120, -1 } },
	    [STYLE_REFUSED] = { { B, -1, -1 }, { B | R, -1, -1 }, { B, 15, 1 }, { B, 231, 88 } },
	    [STYLE_CONFLICT] = { { B | U, -1, -1 }, { B, 3, -1 }, { B, 11, -1 }, { B, 226, -1 } },
	    [STYLE_MEMORY] = { { 0, -1, -1 }, { B, 6, -1 }, { 0, 14, -1 }, { 0, 123, -1 } },
	    [STYLE_RESERVED] = { { 0, -1, -1 }, { B, 5, -1 }, { 0, 13, -1 }, { 0, 219, -1 } },
	    [STYLE_KERNEL] = { { 0, -1, -1 }, { B, 2, -1 }, { 0, 10, -1 }, { 0, 156, -1 } },
	    [STYLE_DEVICE] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, 14, -1 }, { 0, 153, -1 } },
	    [STYLE_KEY] = { { B, -1, -1 }, { B, 3, -1 }, { B, 11, -1 }, { B, 226, -1 } },
	    [STYLE_EMPHASIS] = SAME(U, -1, -1),
	    [STYLE_CODE] = { { B, -1, -1 }, { B, 6, -1 }, { 0, 14, -1 }, { 0, 159, -1 } },
	    [STYLE_FRAME] = { { 0, -1, -1 }, { 0, -1, -1 }, { 0, 7, -1 }, { 0, 250, -1 } },
	    [STYLE_FOCUS] = { { B | R, -1, -1 }, { B | R, -1, -1 }, { B, 0, 11 }, { B, 16, 226 } },
	  } },
	{ "mono", N_("Theme: no colours."),
	  {
	    [STYLE_PLAIN] = SAME(0, -1, -1),
	    [STYLE_DIM] = SAME(D, -1, -1),
	    [STYLE_HEADING] = SAME(B, -1, -1),
	    [STYLE_NOW] = SAME(R, -1, -1),
	    [STYLE_CHANGED] = SAME(B | U, -1, -1),
	    [STYLE_GRANTED] = SAME(0, -1, -1),
	    [STYLE_REFUSED] = SAME(B, -1, -1),
	    [STYLE_CONFLICT] = SAME(B | U, -1, -1),
	    [STYLE_MEMORY] = SAME(0, -1, -1),
	    [STYLE_RESERVED] = SAME(0, -1, -1),
	    [STYLE_KERNEL] = SAME(0, -1, -1),
	    [STYLE_DEVICE] = SAME(0, -1, -1),
	    [STYLE_KEY] = SAME(B, -1, -1),
	    [STYLE_EMPHASIS] = SAME(U, -1, -1),
	    [STYLE_CODE] = SAME(B, -1, -1),
	    [STYLE_FRAME] = SAME(D, -1, -1),
	    [STYLE_FOCUS] = SAME(B | R, -1, -1),
	  } },
};
/* clang-format on */
const size_t theme_count = sizeof(themes) / sizeof(themes[0]);

size_t theme_named(const char *name)
{
	size_t i = 0;

	while (i < theme_count && strcmp(themes[i].name, name) != 0)
		i++;
	return i;
}

struct look theme_look(const struct theme *theme, enum style style, enum depth depth)
{
	struct look plain = theme->looks[STYLE_PLAIN][depth];
	struct look look = theme->looks[style][depth];

	if (look.fg < 0)
		look.fg = plain.fg;
	if (look.bg < 0)
		look.bg = plain.bg;
	return look;
}
