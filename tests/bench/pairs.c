/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wall time of two commands, pair by pair: `bootwalk iomem FILE` and
 * `dtc -I dtb -O dts FILE`.
 *
 *   pairs BOOTWALK DTC RUNS < LIST
 *   pairs --once BOOTWALK FILE
 *
 * LIST has a line for each pair, `FILE` or `FILE MEMORY`, where MEMORY goes to
 * --memory.  The two are run in turn RUNS times each; a line of output is
 * `RATIO BOOTWALK-MS DTC-MS FILE` with the medians.  Exit status 1 when a
 * command fails, for then there is nothing to compare.
 *
 * With --once, `bootwalk iomem FILE` runs once: milliseconds, and MiB at most.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

#define RUNS_MAX 999

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* Run ARGV with its output thrown away; milliseconds from start to end, or -1 when it fails. */
static double run_ms(char *const argv[])
{
	posix_spawn_file_actions_t actions;
	double start, end;
	pid_t pid;
	int status, error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	start = now_ms();
	error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	if (!error) {
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	end = now_ms();
	posix_spawn_file_actions_destroy(&actions);
	if (error || !WIFEXITED(status) || WEXITSTATUS(status))
		return -1;
	return end - start;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(*values), by_size);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* One pair; false when a command failed. */
static int compare(char *bootwalk, char *dtc, int runs, char *file, char *memory)
{
	char *ours[] = { bootwalk, (char *)"iomem", file, (char *)"--memory", memory, NULL };
	char *theirs[] = {
		dtc, (char *)"-I", (char *)"dtb", (char *)"-O", (char *)"dts", file, NULL
	};
	double our_ms[RUNS_MAX], their_ms[RUNS_MAX], our, their;

	if (!memory)
		ours[3] = NULL;
	/* The first run of each only brings the files into memory. */
	if (run_ms(ours) < 0 || run_ms(theirs) < 0) {
		fprintf(stderr, "pairs: %s: a command failed\n", file);
		return 0;
	}
	for (int i = 0; i < runs; i++) {
		our_ms[i] = run_ms(ours);
		their_ms[i] = run_ms(theirs);
	}
	our = median(our_ms, runs);
	their = median(their_ms, runs);
	printf("%.3f %.3f %.3f %s\n", our / their, our, their, file);
	return 1;
}

static int once(char *bootwalk, char *file)
{
	char *words[] = { bootwalk, (char *)"iomem", file, NULL };
	double ms = run_ms(words);
	struct rusage usage;

	if (ms < 0 || getrusage(RUSAGE_CHILDREN, &usage) != 0)
		return 1;
	printf("%.0f %ld\n", ms, usage.ru_maxrss >> 10);
	return 0;
}

int main(int argc, char **argv)
{
	char line[4096];
	int runs = argc == 4 ? atoi(argv[3]) : 0, failed = 0;

	if (argc == 4 && !strcmp(argv[1], "--once"))
		return once(argv[2], argv[3]);
	if (runs < 1 || runs > RUNS_MAX) {
		fprintf(stderr, "usage: pairs BOOTWALK DTC RUNS < LIST\n");
		return 2;
	}
	while (fgets(line, sizeof(line), stdin)) {
		char *file = strtok(line, " \n"), *memory = strtok(NULL, " \n");

		if (file && !compare(argv[1], argv[2], runs, file, memory))
			failed = 1;
	}
	return failed;
}
