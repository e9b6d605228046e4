/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader's file of settings, $XDG_CONFIG_HOME/bootwalk/config: lines `NAME = VALUE`,
 * `bind KEY REQUEST`, `unbind KEY` and `include FILE`; one that begins with # says nothing.
 */
#ifndef BOOTWALK_TUI_CONFIG_H
#define BOOTWALK_TUI_CONFIG_H

#include "tui/settings.h"

/*
 * Take what the file says into S.  A line that is wrong changes nothing, and is told in
 * s->complaints, one line each; no file, or no home, is nothing to tell.
 */
void config_read(struct settings *s);

#endif
