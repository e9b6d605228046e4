/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/settings.h"

#include <string.h>

#include "sim/intl.h"

void settings_init(struct settings *s)
{
	*s = (struct settings){ .mouse = true };
}

bool settings_colour(struct settings *s, const char *word, struct error *err)
{
	static const char *const words[] = {
		[COLOUR_AUTO] = "auto",
		[COLOUR_ALWAYS] = "always",
		[COLOUR_NEVER] = "never",
	};

	for (int i = COLOUR_AUTO; i <= COLOUR_NEVER; i++)
		if (!strcmp(word, words[i])) {
			s->colour = (enum colour_wish)i;
			return true;
		}
	return error_set(err, "--color", NULL, _("'%s' is not one of: auto, always, never"), word);
}

bool settings_kernel_source(struct settings *s, const char *dir, struct error *err)
{
	kernel_source_close(s->kernel_source);
	s->kernel_source = kernel_source_open(dir, err);
	return s->kernel_source != NULL;
}

void settings_done(struct settings *s)
{
	kernel_source_close(s->kernel_source);
	s->kernel_source = NULL;
}

bool settings_open_screen(const struct settings *s, struct error *err)
{
	if (!screen_open(s->colour, err))
		return false;
	screen_theme(&themes[s->theme]);
	screen_mouse_enable(s->mouse);
	return true;
}

const char *settings_next_theme(struct settings *s)
{
	if (!screen_colours())
		return _("There are no colours here, so that all themes look like this one.");
	s->theme = (s->theme + 1) % theme_count;
	screen_theme(&themes[s->theme]);
	return _(themes[s->theme].says);
}

const char *settings_toggle_mouse(struct settings *s)
{
	s->mouse = !s->mouse;
	if (screen_mouse_enable(s->mouse))
		return _("Mouse: on.  With Shift held it selects text as before.");
	if (!s->mouse)
		return _("Mouse: off.");
	s->mouse = false;
	return _("This terminal does not tell of a mouse.");
}
