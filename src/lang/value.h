/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call printed: the `-> VALUE` line of the command language. */
#ifndef BOOTWALK_LANG_VALUE_H
#define BOOTWALK_LANG_VALUE_H

#include <stdint.h>

#include "linux/include/device.h"
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
	VALUE_MAPPING,  /* a virtual address, or NULL for 0 */
	VALUE_REGISTER, /* what a register holds, `digits` hexadecimal digits of it */
	VALUE_OOPS,
	VALUE_SLEEPS,
};

/* What a label can stand for; a NULL resource or device, or address 0, is a null pointer. */
enum thing_kind { THING_RESOURCE, THING_DEVICE, THING_ADDRESS, THING_VMA, THING_NODE };

struct thing {
	enum thing_kind kind;
	struct resource *res;       /* RESOURCE */
	struct resource *root;      /* RESOURCE: of the tree that it is meant for; may be NULL */
	struct device *dev;         /* DEVICE */
	uint64_t address;           /* ADDRESS: of a mapping, of memory from kmalloc() */
	struct vm_area_struct *vma; /* VMA: what mmap() made */
	int node;                   /* NODE: its offset in the blob */
};

struct value {
	enum value_kind kind;
	int64_t number;            /* INT, BOOL, REGION */
	uint64_t address;          /* ADDRESS, MAPPING, REGISTER */
	unsigned digits;           /* REGISTER; MAPPING: as a pointer has, by run_call() */
	struct resource *resource; /* RESOURCE */
	uint64_t start, end;       /* RESOURCE: as it was when the call returned */
	const char *name;
	struct thing labels; /* what a label on the call names */
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
