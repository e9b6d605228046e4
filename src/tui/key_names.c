/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/key_names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NCURSES_NOMACROS
#include <curses.h>
#undef lines

#include "sim/text.h"

#define FUNCTION_KEYS 12

static const struct {
	const char *name;
	key_code codes[KEY_CODES_MAX]; /* 0 ends them */
} names[] = {
	{ "space", { ' ' } },
	{ "Enter", { '\r', '\n', SPECIAL_KEY(KEY_ENTER) } },
	{ "Esc", { ESC_KEY } },
	{ "Tab", { '\t' } },
	{ "Shift-Tab", { SPECIAL_KEY(KEY_BTAB) } },
	{ "backspace", { SPECIAL_KEY(KEY_BACKSPACE), 127, 8 } },
	{ "Delete", { SPECIAL_KEY(KEY_DC) } },
	{ "Insert", { SPECIAL_KEY(KEY_IC) } },
	{ "up", { SPECIAL_KEY(KEY_UP) } },
	{ "down", { SPECIAL_KEY(KEY_DOWN) } },
	{ "left", { SPECIAL_KEY(KEY_LEFT) } },
	{ "right", { SPECIAL_KEY(KEY_RIGHT) } },
	{ "Home", { SPECIAL_KEY(KEY_HOME) } },
	{ "End", { SPECIAL_KEY(KEY_END) } },
	{ "PgUp", { SPECIAL_KEY(KEY_PPAGE) } },
	{ "PgDn", { SPECIAL_KEY(KEY_NPAGE) } },
};
enum { NAME_COUNT = sizeof(names) / sizeof(names[0]) };

/* One character and no more: its code, else 0. */
static key_code character(const char *name)
{
	size_t len = strlen(name);
	uint32_t c;

	if (!len || utf8_next(name, len, &c) != len || c == UTF8_BROKEN || c < ' ')
		return 0;
	return c;
}

/* F1 to F12, and Ctrl- with a letter: 0 for all else. */
static key_code computed(const char *name)
{
	if ((name[0] == 'F' || name[0] == 'f') && name[1] >= '1' && name[1] <= '9') {
		char *end;
		long n = strtol(name + 1, &end, 10);

		return *end || n > FUNCTION_KEYS ? 0 : SPECIAL_KEY(KEY_F((int)n));
	}
	if (!strncasecmp(name, "Ctrl-", 5) && name[5] && !name[6]) {
		char c = name[5] >= 'a' && name[5] <= 'z' ? (char)(name[5] - 32) : name[5];

		return c >= 'A' && c <= '_' ? c & 31 : 0;
	}
	return 0;
}

unsigned key_parse(const char *name, key_code codes[KEY_CODES_MAX])
{
	unsigned count = 0;

	if (!strncasecmp(name, "Alt-", 4) && strncasecmp(name + 4, "Alt-", 4) != 0) {
		count = key_parse(name + 4, codes);
		for (unsigned i = 0; i < count; i++)
			codes[i] = ALT_KEY(codes[i]);
		return count;
	}
	codes[0] = character(name);
	if (!codes[0])
		codes[0] = computed(name);
	for (size_t i = 0; i < NAME_COUNT && !codes[0]; i++)
		for (; !strcasecmp(names[i].name, name) && count < KEY_CODES_MAX &&
		       names[i].codes[count];
		     count++)
			codes[count] = names[i].codes[count];
	return codes[0] && !count ? 1 : count;
}

static const char *word_of(key_code code)
{
	for (size_t i = 0; i < NAME_COUNT; i++)
		for (unsigned n = 0; n < KEY_CODES_MAX && names[i].codes[n]; n++)
			if (names[i].codes[n] == code)
				return names[i].name;
	return NULL;
}

void key_add_name(struct text *out, key_code code)
{
	const char *word;

	if (IS_ALT_KEY(code)) {
		text_add(out, "Alt-");
		code = WITHOUT_ALT(code);
	}
	word = word_of(code);
	if (word) {
		text_add(out, word);
		return;
	}
	for (int n = 1; n <= FUNCTION_KEYS; n++)
		if (code == SPECIAL_KEY(KEY_F(n))) {
			text_addf(out, "F%d", n);
			return;
		}
	if (code > 0 && code < ' ')
		text_addf(out, "Ctrl-%c", (char)(code | 64));
	else if (code >= ' ' && code < 0x110000)
		text_add_utf8(out, (uint32_t)code);
	else
		text_add_char(out, '?');
}
