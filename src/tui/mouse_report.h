/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal writes when its mouse is used, read byte by byte: the bytes may come in
 * pieces.  Two forms: the newer `ESC [ < B ; X ; Y M`, and the old `ESC [ M` with three bytes
 * behind it, which ends at column 223.
 */
#ifndef BOOTWALK_TUI_MOUSE_REPORT_H
#define BOOTWALK_TUI_MOUSE_REPORT_H

#include <stdbool.h>

enum mouse_button { MOUSE_PRESS, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse_event {
	unsigned x, y; /* a cell, 0, 0 is the upper left */
	enum mouse_button what;
};

/* A report of which the beginning was seen; all zero: none. */
struct mouse_report {
	bool open, newer;
	unsigned char bytes[16];
	unsigned len;
};

/* The beginning was seen, `ESC [ <` for the newer form. */
void mouse_report_begin(struct mouse_report *r, bool newer);
/*
 * Take BYTE; true when with it the report is whole and something that counts, told in EVENT:
 * the left button pressed, or the wheel turned.  R is not open any more when the report is
 * over, or was none.
 */
bool mouse_report_add(struct mouse_report *r, unsigned char byte, struct mouse_event *event);

#endif
