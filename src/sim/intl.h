/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks for sentences that a reader sees: _() translates now, N_() only marks. */
#ifndef BOOTWALK_SIM_INTL_H
#define BOOTWALK_SIM_INTL_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

#endif
