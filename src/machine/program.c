/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/program.h"

#include <string.h>
#include <unistd.h>

void program_folder(char *folder, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", folder, size - 1);
	char *slash;

	folder[n > 0 ? n : 0] = '\0';
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
}
