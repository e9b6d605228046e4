/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/tokens.h"

#include <libfdt.h>
#include <string.h>

#include "machine/blob.h"

const char *const token_field_names[TOKEN_FIELDS] = {
	"magic",   "totalsize",         "off_dt_struct",   "off_dt_strings",  "off_mem_rsvmap",
	"version", "last_comp_version", "boot_cpuid_phys", "size_dt_strings", "size_dt_struct",
};

uint32_t token_field(const void *fdt, enum token_field field)
{
	return fdt32_ld((const fdt32_t *)fdt + field);
}

unsigned token_field_count(const void *fdt)
{
	return fdt_version(fdt) >= 17 ? TOKEN_FIELDS : TOKEN_SIZE_STRUCT;
}

static size_t aligned(size_t len)
{
	return (len + 3) & ~(size_t)3;
}

struct token token_begin(const struct nodes *nodes, const struct node_entry *node)
{
	const char *block = (const char *)nodes->fdt + fdt_off_dt_struct(nodes->fdt);

	return (struct token){ block + node->offset, 4 + aligned(strlen(node->name) + 1) };
}

struct token token_property(const struct node_property *property, uint32_t *value_len,
                            uint32_t *name_offset)
{
	const struct fdt_property *at = (const void *)((const char *)property->value - sizeof(*at));

	*value_len = fdt32_ld(&at->len);
	*name_offset = fdt32_ld(&at->nameoff);
	return (struct token){ at, sizeof(*at) };
}

/* The last node below NODE in the order of the blob, or NODE itself. */
static const struct node_entry *last_below(const struct nodes *nodes, const struct node_entry *node)
{
	while (node->next < 0 && node->parent >= 0)
		node = &nodes->entries[node->parent];
	return &nodes->entries[node->next < 0 ? nodes->count - 1 : (size_t)node->next - 1];
}

struct token token_end(const struct nodes *nodes, const struct node_entry *node)
{
	const struct node_entry *last = last_below(nodes, node);
	struct token begin = token_begin(nodes, last);
	const char *at = (const char *)begin.at + begin.len;
	int open = last->depth - node->depth + 1;

	if (last->count) {
		const struct node_property *p = &nodes->properties[last->first + last->count - 1];

		at = (const char *)p->value + aligned((size_t)p->len);
	}
	/* behind its properties there are only ends, and words that say nothing */
	for (;; at += 4)
		if (fdt32_ld((const void *)at) != FDT_NOP && !--open)
			return (struct token){ at, 4 };
}

bool token_reservation(const void *fdt, unsigned n, struct token *token, uint64_t *start,
                       uint64_t *size)
{
	size_t at = fdt_off_mem_rsvmap(fdt) + n * sizeof(struct fdt_reserve_entry);

	*token = (struct token){ (const char *)fdt + at, sizeof(struct fdt_reserve_entry) };
	if (at + token->len > fdt_totalsize(fdt))
		return false;
	*start = blob_cells(token->at, 2);
	*size = blob_cells((const char *)token->at + 8, 2);
	return true;
}
