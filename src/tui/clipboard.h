/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clipboard of the terminal, by its own sequence (OSC 52). */
#ifndef BOOTWALK_TUI_CLIPBOARD_H
#define BOOTWALK_TUI_CLIPBOARD_H

#include <stddef.h>

/* Give it LEN bytes of TEXT; a terminal that does not know the sequence ignores it. */
void clipboard_put(const char *text, size_t len);

#endif
