/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a board's registers hold before anybody writes to them: the node
 * /bootwalk/registers of its tree (boards/README.md tells the form).
 */
#ifndef BOOTWALK_MACHINE_REGISTERS_H
#define BOOTWALK_MACHINE_REGISTERS_H

#include <stdint.h>

#include "machine/nodes.h"
#include "sim/error.h"

/* Registers that follow each other. */
struct register_run {
	uint64_t at;  /* physical address of the first byte */
	uint64_t len; /* bytes */
	uint8_t *bytes;
};

struct registers {
	struct register_run *runs;
	unsigned count;
};

/*
 * Read the node from FDT, NAME is for errors; *REGISTERS is NULL when there is none.
 * False with ERR when a property has the wrong form.
 */
bool registers_read(struct registers **registers, const struct nodes *nodes, const char *name,
                    struct error *err);
void registers_free(struct registers *registers);

/* Put what lies in LEN bytes from AT on into BYTES; others are left as they are. */
void registers_get(const struct registers *registers, uint64_t at, uint8_t *bytes, uint64_t len);

#endif
