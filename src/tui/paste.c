/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pasted text, which a terminal that knows how to puts between two marks: it is never taken
 * for keys.  At the prompt each of its lines is done, in order, up to one that cannot be.
 */
#include <string.h>

#include "sim/intl.h"
#include "tui/keys.h"

/* More is no line that somebody meant. */
#define PASTE_MOST ((size_t)64 << 10)

/* A key of the paste: letters, and where its lines end. */
static void take(struct text *to, key_code key)
{
	char bytes[4];
	uint32_t c = (uint32_t)key;
	unsigned n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	if (to->len > PASTE_MOST)
		return;
	if (key == '\r' || key == '\n') {
		/* \r\n is one end, and empty lines are none */
		if (to->len && to->s[to->len - 1] != '\n')
			text_add_char(to, '\n');
		return;
	}
	if (key == '\t')
		c = ' ';
	if (c < ' ' || c == 127 || key < 0 || key > 0x10ffff)
		return;
	for (unsigned i = n; i-- > 1; c >>= 6)
		bytes[i] = (char)(0x80 | (c & 0x3f));
	bytes[0] = (char)(leads[n] | c);
	text_add_n(to, bytes, n);
}

/* Type LINE (LEN bytes) by PRESS. */
static void type_line(struct tui *t, const char *line, size_t len,
                      void (*press)(struct tui *t, key_code key))
{
	uint32_t c;

	for (size_t n; len; line += n, len -= n) {
		n = utf8_next(line, len, &c);
		press(t, c);
	}
}

/* Do the whole lines of TEXT; what is behind the last stays in the line. */
static void do_lines(struct tui *t, const char *text)
{
	struct text printed = { 0 };
	bool ok = true;

	while (ok && *text) {
		size_t len = strcspn(text, "\n");

		if (!t->typing)
			command_line_open(t);
		if (len > COMMAND_LINE_MAX) {
			tui_flash(t, _("A line of it is too long."));
			ok = false;
			break;
		}
		type_line(t, text, len, command_line_press);
		if (!text[len])
			break;
		ok = command_line_enter(t);
		text_add(&printed, text_str(&t->output));
		text += len + 1;
	}
	text_clear(&t->output);
	text_add(&t->output, text_str(&printed));
	text_free(&printed);
	if (!ok && *text) {
		struct text why = { 0 };

		text_add(&why, text_str(&t->flash));
		text_clear(&t->flash);
		text_addf(&t->flash, _("The lines pasted behind this one were not done: %s"),
		          text_str(&why));
		text_free(&why);
	}
}

static void done(struct tui *t, const char *text)
{
	size_t len = strcspn(text, "\n");

	if (t->pasted.len > PASTE_MOST) {
		tui_flash(t, _("So much text cannot be pasted here; load FILE reads a script."));
	} else if (t->prompt.ask) {
		/* a question of one key is not answered by accident */
		if (!t->prompt.one_key)
			type_line(t, text, len, prompt_press);
	} else if (t->typing) {
		text_clear(&t->flash);
		do_lines(t, text);
	} else if (*text) {
		tui_flash(t, _("Pasted text is not taken for keys: type : first, then paste."));
	}
}

bool paste_press(struct tui *t, key_code key)
{
	if (key == PASTE_BEGIN_KEY) {
		t->pasting = true;
		text_clear(&t->pasted);
		return true;
	}
	if (key == PASTE_END_KEY) {
		t->pasting = false;
		done(t, text_str(&t->pasted));
		text_free(&t->pasted);
		return true;
	}
	/* no terminal sends it in a paste: its end was lost */
	if (key == ESC_KEY || IS_ALT_KEY(key))
		t->pasting = false;
	if (t->pasting)
		take(&t->pasted, key);
	return t->pasting;
}
