/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/clipboard.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/text.h"

static void add_base64(struct text *t, const char *bytes, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		uint32_t v = 0;

		for (size_t n = 0; n < 3; n++)
			v = v << 8 | (i + n < len ? (unsigned char)bytes[i + n] : 0);
		for (size_t n = 0; n < 4; n++)
			text_add_char(t, i + n <= len ? digits[v >> (18 - 6 * n) & 63] : '=');
	}
}

void clipboard_put(const char *text, size_t len)
{
	const char *tmux = getenv("TMUX");
	bool inside = tmux && *tmux;
	struct text t = { 0 };

	/* tmux passes on what stands in such an envelope, each escape doubled */
	text_add(&t, inside ? "\033Ptmux;\033\033]52;c;" : "\033]52;c;");
	add_base64(&t, text, len);
	text_add(&t, inside ? "\a\033\\" : "\a");
	fwrite(t.s, 1, t.len, stdout);
	fflush(stdout);
	text_free(&t);
}
