/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/printk/printk.c: the memory of the kernel's log. */
#ifndef BOOTWALK_LINUX_KERNEL_PRINTK_PRINTK_H
#define BOOTWALK_LINUX_KERNEL_PRINTK_PRINTK_H

#include "linux/linux.h"

/* The early parameter log_buf_len=; 0 or an errno. */
int log_buf_len_setup(struct kernel *k, const char *value);
/* A bigger log, if the machine or the boot arguments ask for one. */
void setup_log_buf(struct kernel *k);

#endif
