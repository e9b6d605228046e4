/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call printed: the `-> VALUE` line of the command language. */
#ifndef BOOTWALK_LANG_VALUE_H
#define BOOTWALK_LANG_VALUE_H

#include <stdint.h>

#include "linux/linux.h"
#include "sim/text.h"

enum value_kind {
	VALUE_NONE,   /* the command prints no `->` line */
	VALUE_OK,     /* a void function */
	VALUE_INT,    /* 0, a count, or an errno */
	VALUE_NUMBER, /* an int that is never an errno */
	VALUE_BOOL,
	VALUE_ADDRESS,  /* a physical address or a size */
	VALUE_RESOURCE, /* a struct resource *, or NULL */
	VALUE_REGION,   /* REGION_* */
	VALUE_OOPS,
	VALUE_SLEEPS,
};

struct value {
	enum value_kind kind;
	int64_t number;            /* INT, BOOL, REGION */
	uint64_t address;          /* ADDRESS */
	struct resource *resource; /* RESOURCE */
	struct resource *labels;   /* what a label on the call names; may be NULL */
	struct resource *root;     /* RESOURCE, labels: of the tree that it is meant for */
	uint64_t start, end;       /* RESOURCE: as it was when the call returned */
	const char *name;
};

/*
 * Fill in VALUE for a resource that a call returned; RES may be NULL.  ROOT is
 * that of the tree the call was about: a refused resource is in no tree, but
 * is still printed as wide as in the file of the one it was meant for.
 */
void value_set_resource(struct value *value, struct resource *res, struct resource *root);

/* Add `-> VALUE` with its newline; nothing for VALUE_NONE. */
void value_print(struct text *out, const struct value *value);

#endif
