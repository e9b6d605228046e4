/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Arm's peripherals say of themselves in their last registers.  No device tree knows
 * it, unless it has `arm,primecell-periphid`.
 */
#ifndef BOOTWALK_MACHINE_PRIMECELL_H
#define BOOTWALK_MACHINE_PRIMECELL_H

#include "machine/machine.h"

/*
 * The peripheral ID that the hardware of the node at OFFSET has; 0 when nothing is known
 * of it or when it does not answer.
 */
uint32_t primecell_id(const struct machine *machine, int offset);

#endif
