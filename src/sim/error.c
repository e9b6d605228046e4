/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/text.h"

/* What comes from a blob or a file name must not reach a terminal raw. */
static void make_printable(char *s)
{
	size_t left = strlen(s), n;
	char *to = s;
	uint32_t c;

	for (; left; s += n, left -= n) {
		n = utf8_next(s, left, &c);
		if (utf8_is_safe(c)) {
			memmove(to, s, n);
			to += n;
		} else {
			*to++ = '?';
		}
	}
	*to = '\0';
}

bool error_set(struct error *err, const char *what, const char *where, const char *reason, ...)
{
	struct error made; /* the arguments may point into ERR */
	va_list args;

	snprintf(made.what, sizeof(made.what), "%s", what ? what : "");
	snprintf(made.where, sizeof(made.where), "%s", where ? where : "");
	va_start(args, reason);
	vsnprintf(made.reason, sizeof(made.reason), reason, args);
	va_end(args);
	make_printable(made.what);
	make_printable(made.where);
	make_printable(made.reason);
	*err = made;
	return false;
}
