/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/error.h"

#include <stdarg.h>
#include <stdio.h>

/* What comes from a blob or a file name must not reach a terminal raw. */
static void make_printable(char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x20 || c == 0x7f)
			*s = '?';
	}
}

bool error_set(struct error *err, const char *what, const char *where, const char *reason, ...)
{
	va_list args;

	snprintf(err->what, sizeof(err->what), "%s", what ? what : "");
	snprintf(err->where, sizeof(err->where), "%s", where ? where : "");
	va_start(args, reason);
	vsnprintf(err->reason, sizeof(err->reason), reason, args);
	va_end(args);
	make_printable(err->what);
	make_printable(err->where);
	make_printable(err->reason);
	return false;
}
