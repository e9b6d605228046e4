/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal interface. */
#ifndef BOOTWALK_TUI_TUI_H
#define BOOTWALK_TUI_TUI_H

#include "player/player.h"

/*
 * Let the reader walk PLAYER's run, from where it stands, until he leaves.
 * Returns 0, or 2 with ERR when there is no terminal that it could use; then
 * nothing was written to it.  The terminal is given back as it was on every
 * way out; a signal that ends the program is raised again after that.
 */
int tui_run(struct player *player, struct error *err);

#endif
