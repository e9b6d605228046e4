/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/mouse_report.h"

#include <stdio.h>
#include <string.h>

/* What a button's number is made of. */
enum { BUTTON = 3, HELD_KEYS = 4 | 8 | 16, MOVED = 32, WHEEL = 64, MORE_BUTTONS = 128 };

void mouse_report_begin(struct mouse_report *r, bool newer)
{
	*r = (struct mouse_report){ .open = true, .newer = newer };
}

/* COLUMN and LINE count from 1. */
static bool tell(unsigned button, unsigned column, unsigned line, struct mouse_event *event)
{
	unsigned kind = button & ~(unsigned)HELD_KEYS;

	if (!column || !line || kind & (MOVED | MORE_BUTTONS))
		return false;
	if (kind != 0 && kind != WHEEL && kind != WHEEL + 1)
		return false;
	event->x = column - 1;
	event->y = line - 1;
	event->what = kind == 0 ? MOUSE_PRESS : kind == WHEEL ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
	return true;
}

static bool tell_newer(const struct mouse_report *r, struct mouse_event *event)
{
	char text[sizeof(r->bytes) + 1] = "";
	unsigned button, column, line;
	int end = 0;

	memcpy(text, r->bytes, r->len);
	/* m in place of M: the button was let go */
	if (sscanf(text, "%5u;%5u;%5uM%n", &button, &column, &line, &end) != 3 ||
	    (unsigned)end != r->len)
		return false;
	return tell(button, column, line, event);
}

static bool tell_old(const struct mouse_report *r, struct mouse_event *event)
{
	if (r->bytes[0] < 32 || r->bytes[1] <= 32 || r->bytes[2] <= 32)
		return false;
	return tell(r->bytes[0] - 32u, r->bytes[1] - 32u, r->bytes[2] - 32u, event);
}

bool mouse_report_add(struct mouse_report *r, unsigned char byte, struct mouse_event *event)
{
	bool digit = (byte >= '0' && byte <= '9') || byte == ';';

	r->bytes[r->len++] = byte;
	if (!r->newer) {
		r->open = r->len < 3;
		return !r->open && tell_old(r, event);
	}
	r->open = digit && r->len < sizeof(r->bytes);
	return !r->open && tell_newer(r, event);
}
