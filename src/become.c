/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program without many libraries: it becomes the one that has them. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "full.h"
#include "machine/program.h"
#include "sim/intl.h"

#define PROGRAM "bootwalk-full"

static int become(struct job *job)
{
	static const char *const beside[] = {
		"%s/" PROGRAM,                     /* the build folder */
		"%s/../libexec/bootwalk/" PROGRAM, /* installed, wherever it was moved to */
	};
	char folder[PATH_MAX], path[PATH_MAX + 64];

	program_folder(folder, sizeof(folder));
	for (size_t i = 0; folder[0] && i < sizeof(beside) / sizeof(beside[0]); i++) {
		snprintf(path, sizeof(path), beside[i], folder);
		execv(path, job->argv);
	}
	execv(PKGLIBEXECDIR "/" PROGRAM, job->argv);
	error_set(job->err, PKGLIBEXECDIR "/" PROGRAM, NULL,
	          _("the other half of the program cannot be run: %s"), strerror(errno));
	return EXIT_BAD;
}

int full_terminal(struct job *job)
{
	return become(job);
}

int full_take_lesson(struct job *job, const char *path)
{
	(void)path;
	return become(job);
}

int full_play(struct job *job)
{
	return become(job);
}

int full_lesson(struct job *job)
{
	return become(job);
}

int full_lessons(struct job *job)
{
	return become(job);
}

int full_trace(struct job *job)
{
	return become(job);
}
