/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold drivers/base share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_BASE_BASE_H
#define BOOTWALK_LINUX_DRIVERS_BASE_BASE_H

#include "linux/linux.h"

struct base_state {
	struct device *first[BUS_COUNT], *last[BUS_COUNT]; /* by device->next */
	bool log_devres; /* devres.log=1: lines about what drivers hold */
};

/* drivers/base/devres.c: devres.log=N of the command line; always 0. */
int devres_log_param(struct kernel *k, const char *value);

#endif
