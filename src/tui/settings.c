/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/settings.h"

#include <string.h>

#include "machine/input.h"
#include "sim/intl.h"

static const struct {
	const char *name;
	int ms;           /* that a frame stays */
	const char *says; /* N_() */
} speeds[SPEED_COUNT] = {
	[SPEED_OFF] = { "off", 0, N_("Animation: off.") },
	[SPEED_REDUCED] = { "reduced", 700, N_("Animation: one picture, without movement.") },
	[SPEED_SLOW] = { "slow", 700, N_("Animation: slow.") },
	[SPEED_NORMAL] = { "normal", 300, N_("Animation: normal.") },
	[SPEED_FAST] = { "fast", 100, N_("Animation: fast.") },
};

/* The longest that a frame may stay. */
#define MS_MAX 60000

void settings_init(struct settings *s)
{
	*s = (struct settings){ .mouse = true,
		                .speed = SPEED_NORMAL,
		                .frame_ms = speeds[SPEED_NORMAL].ms };
	bindings_init(&s->bindings);
}

bool settings_animation(struct settings *s, const char *word, struct error *err)
{
	uint64_t ms;

	if (!strcmp(word, "instant"))
		word = speeds[SPEED_OFF].name;
	for (int i = 0; i < SPEED_COUNT; i++)
		if (!strcmp(word, speeds[i].name)) {
			s->speed = (enum speed)i;
			s->frame_ms = speeds[i].ms;
			return true;
		}
	if (!input_number(word, &ms) || !ms || ms > MS_MAX)
		return error_set(err, NULL, NULL,
		                 _("'%s' is not one of: off, instant, reduced, slow, normal, fast, "
		                   "milliseconds"),
		                 word);
	s->speed = SPEED_SLOW;
	s->frame_ms = (int)ms;
	return true;
}

const char *settings_next_speed(struct settings *s)
{
	s->speed = (enum speed)((s->speed + 1) % SPEED_COUNT);
	s->frame_ms = speeds[s->speed].ms;
	return _(speeds[s->speed].says);
}

void settings_complain(struct settings *s, struct text *out)
{
	text_add_n(out, text_str(&s->complaints), strcspn(text_str(&s->complaints), "\n"));
	if (s->complaint_count > 1)
		text_addf(out, _(" (wrong lines in all: %u)"), s->complaint_count);
	text_clear(&s->complaints);
	s->complaint_count = 0;
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
	text_free(&s->complaints);
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
