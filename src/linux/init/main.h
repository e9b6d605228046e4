/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init/main.c: the whole boot, and its parameters. */
#ifndef BOOTWALK_LINUX_INIT_MAIN_H
#define BOOTWALK_LINUX_INIT_MAIN_H

#include "linux/linux.h"

/*
 * Boot K's machine, from the first C function of the kernel up to the first
 * process, which reads /proc/iomem.  To be called inside sim_try(): a boot may end in a
 * panic.  K comes fresh from kernel_new(), with a machine.
 */
void start_kernel(struct kernel *k);

/* Obey the parameters that must be known before memory is set up. */
void parse_early_param(struct kernel *k);
/* The rest of the command line, once the early part is over. */
void parse_boot_params(struct kernel *k);

#endif
