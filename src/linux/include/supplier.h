/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What drivers need of one another: clocks, resets, GPIOs, mailboxes, PHYs, regulators.
 *
 * Each kind is a subsystem of its own in the kernel, and all work alike: the device
 * that serves others is found by a phandle in a property of theirs.  One whose driver
 * has not come yet is -EPROBE_DEFER: the asking probe is put off, and tried again when
 * one more device is bound.
 */
#ifndef BOOTWALK_LINUX_SUPPLIER_H
#define BOOTWALK_LINUX_SUPPLIER_H

#include "linux/linux.h"

enum supplier {
	SUPPLIER_CLK,
	SUPPLIER_RESET,
	SUPPLIER_GPIO,
	SUPPLIER_MBOX,
	SUPPLIER_PHY,
	SUPPLIER_REGULATOR,
	SUPPLIER_COUNT
};

/*
 * What NODE needs of that kind: the entry that its names property calls NAME, or the
 * first when NAME is NULL.  0; -EPROBE_DEFER; or the subsystem's own errno when the
 * property names nothing, unless it is OPTIONAL.
 */
int supplier_get(struct kernel *k, enum supplier kind, int node, const char *name, bool optional);

#endif
