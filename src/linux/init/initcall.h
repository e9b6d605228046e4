/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init/main.c, the part about initcalls that are kept out: initcall_blacklist=. */
#ifndef BOOTWALK_LINUX_INIT_INITCALL_H
#define BOOTWALK_LINUX_INIT_INITCALL_H

#include "linux/linux.h"

/* The parameter's value is a list of functions, with commas between them.  Always 0. */
int initcall_blacklist(struct kernel *k, const char *value);
/* Is the initcall called NAME (may be NULL) one of them? */
bool initcall_blacklisted(struct kernel *k, const char *name);

#endif
