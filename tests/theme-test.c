/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes can be read, and reports of a mouse are read rightly, whole or in pieces. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/mouse_report.h"
#include "tui/theme.h"

/* What a terminal with 256 colours shows for those above the first 16. */
static void rgb_of(short colour, double rgb[3])
{
	static const double levels[] = { 0, 95, 135, 175, 215, 255 };

	assert_true(colour >= 16 && colour < 256);
	for (int i = 0; i < 3; i++) {
		static const int parts[] = { 36, 6, 1 };

		rgb[i] = colour >= 232 ? 8 + 10 * (colour - 232)
		                       : levels[(colour - 16) / parts[i] % 6];
	}
}

/* As WCAG 2 defines them: relative luminance, and the ratio of two. */
static double luminance(const double rgb[3])
{
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = rgb[i] / 255;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(double a, double b)
{
	return ((a > b ? a : b) + 0.05) / ((a > b ? b : a) + 0.05);
}

static double luminance_of(short colour, const double terminal[3])
{
	double rgb[3];

	if (colour < 0)
		return luminance(terminal);
	rgb_of(colour, rgb);
	return luminance(rgb);
}

/* The ratio that STYLE must have at least: 4.5 for text, 3 for lines; 7 with high contrast. */
static double wanted(const char *theme, enum style style)
{
	if (!strcmp(theme, "contrast"))
		return 7;
	return style == STYLE_FRAME ? 3 : 4.5;
}

static void each_style_can_be_read(void **state)
{
	/* what a terminal's own colours may be where a theme leaves them: black, nearly black */
	static const double backgrounds[][3] = { { 0, 0, 0 }, { 0x1e, 0x1e, 0x1e } };
	static const double text[3] = { 0xd0, 0xd0, 0xd0 };

	(void)state;
	for (size_t t = 0; t < theme_count; t++)
		for (size_t b = 0; b < 2; b++)
			for (int s = 0; s < STYLE_COUNT; s++) {
				enum style style = (enum style)s;
				struct look look = theme_look(&themes[t], style, DEPTH_256);
				double ratio = contrast(luminance_of(look.fg, text),
				                        luminance_of(look.bg, backgrounds[b]));

				if (ratio < wanted(themes[t].name, style))
					fail_msg("%s: style %d has %.1f : 1", themes[t].name, s,
					         ratio);
			}
}

/* A theme that sets a background sets all of it, whatever the terminal's own is. */
static void backgrounds_are_whole(void **state)
{
	(void)state;
	for (size_t t = 0; t < theme_count; t++)
		for (int depth = DEPTH_8; depth < DEPTH_COUNT; depth++) {
			enum depth d = (enum depth)depth;
			struct look plain = theme_look(&themes[t], STYLE_PLAIN, d);
			short most = d == DEPTH_8 ? 8 : d == DEPTH_16 ? 16 : 256;

			assert_int_equal(plain.fg < 0, plain.bg < 0);
			for (int s = 0; s < STYLE_COUNT; s++) {
				struct look look = theme_look(&themes[t], (enum style)s, d);

				assert_true(look.fg < most && look.bg < most);
				assert_true(plain.bg < 0 || (look.bg >= 0 && look.fg >= 0));
				/* the first colours are not white: text on them is */
				assert_true(look.fg < 0 || look.fg != look.bg);
			}
		}
}

/* Without colours only attributes are left, and the place where one stands still shows. */
static void without_colours(void **state)
{
	(void)state;
	for (size_t t = 0; t < theme_count; t++) {
		static const enum style marked[] = { STYLE_NOW,      STYLE_FOCUS,   STYLE_HEADING,
			                             STYLE_CHANGED,  STYLE_REFUSED, STYLE_CONFLICT,
			                             STYLE_EMPHASIS, STYLE_KEY };

		for (int s = 0; s < STYLE_COUNT; s++) {
			struct look look = theme_look(&themes[t], (enum style)s, DEPTH_NONE);

			assert_int_equal(look.fg, -1);
			assert_int_equal(look.bg, -1);
		}
		for (size_t i = 0; i < sizeof(marked) / sizeof(marked[0]); i++)
			assert_int_not_equal(theme_look(&themes[t], marked[i], DEPTH_NONE).attrs,
			                     0);
	}
}

static void themes_have_names(void **state)
{
	(void)state;
	for (size_t t = 0; t < theme_count; t++)
		assert_int_equal(theme_named(themes[t].name), t);
	assert_int_equal(theme_named("dark"), 0);
	assert_int_equal(theme_named("no-such-theme"), theme_count);
}

/* Give BYTES; true when an event came with the last of them, and none before. */
static bool gives(bool newer, const char *bytes, struct mouse_event *event)
{
	struct mouse_report report;
	bool told = false;

	mouse_report_begin(&report, newer);
	for (size_t i = 0; bytes[i]; i++) {
		assert_true(report.open);
		assert_false(told);
		told = mouse_report_add(&report, (unsigned char)bytes[i], event);
	}
	assert_false(report.open);
	return told;
}

static void reports(void **state)
{
	struct mouse_event e;

	(void)state;
	assert_true(gives(true, "0;1;1M", &e));
	assert_true(e.what == MOUSE_PRESS && e.x == 0 && e.y == 0);
	assert_true(gives(true, "0;300;60M", &e));
	assert_true(e.what == MOUSE_PRESS && e.x == 299 && e.y == 59);
	assert_true(gives(true, "64;5;6M", &e));
	assert_true(e.what == MOUSE_WHEEL_UP && e.x == 4 && e.y == 5);
	assert_true(gives(true, "69;5;6M", &e)); /* Shift held */
	assert_int_equal(e.what, MOUSE_WHEEL_DOWN);
	assert_true(gives(false, " !!", &e));
	assert_true(e.what == MOUSE_PRESS && e.x == 0 && e.y == 0);
	assert_true(gives(false, "a\xff&", &e));
	assert_true(e.what == MOUSE_WHEEL_DOWN && e.x == 222 && e.y == 5);
}

static void what_is_no_event(void **state)
{
	static const char *const newer[] = {
		"0;1;1m",  "1;1;1M",   "2;1;1M",   "32;1;1M",
		"35;1;1M", "66;1;1M",  "128;1;1M", "0;0;1M",
		"0;1;0M",  "0;1M",     "M",        ";;M",
		"0;1;1x",  "0;1;1;1M", "0;;1M",    "00000000000000000",
	};
	static const char *const old[] = { "#!!", "\"!!", "@!!", "!!!", " ! ", "  !", "\x1f!!" };
	struct mouse_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(newer) / sizeof(newer[0]); i++) {
		char bytes[32];

		/* no more than it takes */
		snprintf(bytes, sizeof(bytes), "%.16s", newer[i]);
		if (gives(true, bytes, &e))
			fail_msg("%s is an event", newer[i]);
	}
	for (size_t i = 0; i < sizeof(old) / sizeof(old[0]); i++)
		if (gives(false, old[i], &e))
			fail_msg("%s is an event", old[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_style_can_be_read),
		cmocka_unit_test(backgrounds_are_whole),
		cmocka_unit_test(without_colours),
		cmocka_unit_test(themes_have_names),
		cmocka_unit_test(reports),
		cmocka_unit_test(what_is_no_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
