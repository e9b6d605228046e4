/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/registers.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/defaults.h"
#include "machine/input.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* The bytes of a run: `bytes` as they are, `words` as 32-bit registers, lowest byte first. */
static void fill(struct register_run *run, const char *value, unsigned len, bool words)
{
	run->len = len;
	run->bytes = xmalloc(len ? len : 1);
	for (unsigned i = 0; i < len; i++)
		run->bytes[i] = (uint8_t)value[words ? (i & ~3u) + 3 - (i & 3) : i];
}

static bool read_run(struct register_run *run, const struct nodes *nodes, int node,
                     const char *name, struct error *err)
{
	const char *called = nodes_find(nodes, node)->name;
	const char *at, *bytes, *words;
	int at_len, bytes_len = 0, words_len = 0;
	char shown[64], where[128];

	at = nodes_property(nodes, node, "at", &at_len);
	bytes = nodes_property(nodes, node, "bytes", &bytes_len);
	words = nodes_property(nodes, node, "words", &words_len);
	snprintf(where, sizeof(where), "%s/registers/%s", DEFAULTS_NODE,
	         input_printable(shown, sizeof(shown), called));
	if (!at || (at_len != 4 && at_len != 8))
		return error_set(err, name, where,
		                 _("'at' must be an address of one or two cells"));
	if (!bytes == !words || (words && words_len % 4))
		return error_set(err, name, where,
		                 _("it needs either 'bytes' or 'words', 32 bits each"));
	run->at = blob_cells(at, (unsigned)at_len / 4);
	fill(run, bytes ? bytes : words, (unsigned)(bytes ? bytes_len : words_len), !bytes);
	return true;
}

bool registers_read(struct registers **registers, const struct nodes *nodes, const char *name,
                    struct error *err)
{
	int parent = nodes_by_path(nodes, DEFAULTS_NODE "/registers"), node;
	size_t cap = 0;
	struct registers *r;

	*registers = NULL;
	if (parent < 0)
		return true;
	r = *registers = xzalloc(sizeof(*r));
	nodes_for_each_subnode(node, nodes, parent)
	{
		r->runs = xgrow(r->runs, &cap, r->count + 1, sizeof(*r->runs));
		if (!read_run(&r->runs[r->count], nodes, node, name, err))
			return false;
		r->count++;
	}
	return true;
}

void registers_free(struct registers *registers)
{
	if (!registers)
		return;
	for (unsigned i = 0; i < registers->count; i++)
		free(registers->runs[i].bytes);
	free(registers->runs);
	free(registers);
}

void registers_get(const struct registers *registers, uint64_t at, uint8_t *bytes, uint64_t len)
{
	for (unsigned i = 0; i < registers->count; i++) {
		const struct register_run *run = &registers->runs[i];

		for (uint64_t n = 0; n < len; n++)
			if (at + n >= run->at && at + n - run->at < run->len)
				bytes[n] = run->bytes[at + n - run->at];
	}
}
