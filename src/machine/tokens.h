/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the tokens of a blob lie: what stands before a name and a value, and the words of its
 * header.  For blobs that blob_check() found sound.
 */
#ifndef BOOTWALK_MACHINE_TOKENS_H
#define BOOTWALK_MACHINE_TOKENS_H

#include <stdbool.h>

#include "machine/nodes.h"

/* The words of the header, in its order; those of a version before 17 are fewer. */
enum token_field {
	TOKEN_MAGIC,
	TOKEN_TOTALSIZE,
	TOKEN_OFF_STRUCT,
	TOKEN_OFF_STRINGS,
	TOKEN_OFF_RESERVED,
	TOKEN_VERSION,
	TOKEN_LAST_COMPATIBLE,
	TOKEN_BOOT_CPU,
	TOKEN_SIZE_STRINGS,
	TOKEN_SIZE_STRUCT,
	TOKEN_FIELDS
};
/* The field's name as the format's specification has it. */
extern const char *const token_field_names[TOKEN_FIELDS];
uint32_t token_field(const void *fdt, enum token_field field);
/* How many of them the header has. */
unsigned token_field_count(const void *fdt);

/* A run of bytes of the blob. */
struct token {
	const void *at;
	size_t len; /* without the value of a property */
};

struct token token_begin(const struct nodes *nodes, const struct node_entry *node);
/* Its tag, the length of the value, the offset of the name; VALUE_LEN and NAME_OFFSET get them. */
struct token token_property(const struct node_property *property, uint32_t *value_len,
                            uint32_t *name_offset);
struct token token_end(const struct nodes *nodes, const struct node_entry *node);

/*
 * Entry N of what the blob reserves: START and SIZE in bytes; the last has neither.  False
 * behind the end of the blob.
 */
bool token_reservation(const void *fdt, unsigned n, struct token *token, uint64_t *start,
                       uint64_t *size);

#endif
