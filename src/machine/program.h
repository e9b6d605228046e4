/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the running program lies: what belongs to it is looked for from there. */
#ifndef BOOTWALK_MACHINE_PROGRAM_H
#define BOOTWALK_MACHINE_PROGRAM_H

#include <stddef.h>

/* Its folder, or "" when that cannot be told. */
void program_folder(char *folder, size_t size);

#endif
