/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the terminal interface takes from a key to a settled screen, and what it writes.
 *
 *     screen TERM COLSxROWS COUNT PROGRAM MACHINE 'BEFORE|KEYS'...
 *
 * For each series the keys BEFORE are pressed, then at most COUNT times one of KEYS in turn, each
 * when the one before is done: the program has written all, and sleeps.  A key
 * is a character or a name in braces: {Home}, {End}, {left}, {right}, {Tab}, {Esc}.
 * A line for each: ms at p50, p99 and most, bytes at the median and most; behind them those
 * of all together.  The time is that of the last byte, or of the program's sleep without one.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Nothing here takes so long; whoever waits longer waits in vain. */
#define DEADLINE 20.0

struct rig {
	int master, slave;
	pid_t pid;
};

struct sample {
	double ms;
	size_t bytes;
};

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void die(const char *what)
{
	fprintf(stderr, "screen: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void start(struct rig *r, const char *term, unsigned cols, unsigned rows, char **argv)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	r->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (r->master < 0 || grantpt(r->master) || unlockpt(r->master))
		die("posix_openpt");
	r->slave = open(ptsname(r->master), O_RDWR | O_NOCTTY);
	if (r->slave < 0 || ioctl(r->master, TIOCSWINSZ, &size))
		die("pseudo-terminal");
	r->pid = fork();
	if (r->pid < 0)
		die("fork");
	if (r->pid)
		return;
	setenv("TERM", term, 1);
	setenv("BOOTWALK_ANIMATION", "off", 1);
	setsid();
	ioctl(r->slave, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(r->slave, fd);
	close(r->master);
	execv(argv[0], argv);
	_exit(127);
}

/* How often the program has gone to sleep. */
static unsigned long sleeps_of(pid_t pid)
{
	char path[64], line[256];
	unsigned long count = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "r");
	if (!file)
		die(path);
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "voluntary_ctxt_switches: %lu", &count) == 1)
			break;
	fclose(file);
	return count;
}

static bool sleeps(pid_t pid)
{
	char path[64], state = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%*d %*s %c", &state) != 1)
		die(path);
	fclose(file);
	if (state == 'Z') {
		fprintf(stderr, "screen: the program has ended\n");
		exit(2);
	}
	return state == 'S';
}

/*
 * Until all is written and taken here, and the program sleeps again: more often than SLEPT, for
 * a key takes its time until the program sees it.
 */
static struct sample settle(const struct rig *r, double from, unsigned long slept)
{
	struct sample s = { 0 };
	double last = 0;

	for (;;) {
		struct pollfd fd = { .fd = r->master, .events = POLLIN };
		char bytes[65536];
		ssize_t n;

		if (poll(&fd, 1, 0) > 0) {
			n = read(r->master, bytes, sizeof(bytes));
			if (n <= 0)
				die("the terminal");
			s.bytes += (size_t)n;
			last = seconds();
			continue;
		}
		if (sleeps_of(r->pid) > slept && sleeps(r->pid) && poll(&fd, 1, 0) <= 0)
			break;
		if (seconds() > from + DEADLINE) {
			fprintf(stderr, "screen: the program does not come to rest\n");
			exit(2);
		}
		/* let it run where there is one processor only */
		poll(&fd, 1, 1);
	}
	s.ms = ((last > 0 ? last : seconds()) - from) * 1000;
	return s;
}

/* The bytes of the key at *S, which then stands behind it. */
static const char *next_key(const char **s)
{
	static const struct {
		const char *name, *bytes;
	} names[] = {
		{ "{Home}", "\033OH" },  { "{End}", "\033OF" }, { "{left}", "\033OD" },
		{ "{right}", "\033OC" }, { "{Tab}", "\t" },     { "{Esc}", "\033" },
	};
	static char one[2];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strncmp(*s, names[i].name, strlen(names[i].name))) {
			*s += strlen(names[i].name);
			return names[i].bytes;
		}
	one[0] = *(*s)++;
	return one;
}

static struct sample press(const struct rig *r, const char *bytes)
{
	unsigned long slept = sleeps_of(r->pid);
	double from = seconds();

	if (write(r->master, bytes, strlen(bytes)) < 0)
		die("the terminal");
	return settle(r, from, slept);
}

static int by_ms(const void *a, const void *b)
{
	double x = ((const struct sample *)a)->ms, y = ((const struct sample *)b)->ms;

	return x < y ? -1 : x > y;
}

static int by_bytes(const void *a, const void *b)
{
	size_t x = ((const struct sample *)a)->bytes, y = ((const struct sample *)b)->bytes;

	return x < y ? -1 : x > y;
}

static void print(const char *name, struct sample *samples, size_t count)
{
	double p50, p99, most;

	qsort(samples, count, sizeof(*samples), by_ms);
	p50 = samples[count / 2].ms;
	p99 = samples[count - 1 - count / 100].ms;
	most = samples[count - 1].ms;
	qsort(samples, count, sizeof(*samples), by_bytes);
	printf("%-18s %7.2f %7.2f %7.2f ms  %6zu %6zu bytes\n", name, p50, p99, most,
	       samples[count / 2].bytes, samples[count - 1].bytes);
}

/* One series, its samples from SAMPLES on; how many: it ends where keys change nothing any more. */
static size_t measure(const struct rig *r, const char *series, size_t count, struct sample *samples)
{
	const char *bar = strchr(series, '|'), *keys = bar ? bar + 1 : series, *s = series;

	while (bar && s < bar)
		press(r, next_key(&s));
	for (size_t i = 0, at = 0, idle = 0; i < count; i++) {
		s = keys + at;
		if (!*s)
			s = keys;
		samples[i] = press(r, next_key(&s));
		at = (size_t)(s - keys);
		idle = samples[i].bytes ? 0 : idle + 1;
		if (idle == 3)
			return i > 2 ? i - 2 : 1;
	}
	return count;
}

int main(int argc, char **argv)
{
	char *args[] = { argc > 5 ? argv[4] : NULL, argc > 5 ? argv[5] : NULL, NULL };
	unsigned cols, rows;
	struct sample *all;
	struct rig r;
	size_t count, had = 0;

	if (argc < 7 || sscanf(argv[2], "%ux%u", &cols, &rows) != 2 || atoi(argv[3]) < 1) {
		fprintf(stderr, "usage: screen TERM COLSxROWS COUNT PROGRAM MACHINE SERIES...\n");
		return 2;
	}
	count = (size_t)atoi(argv[3]);
	all = calloc((size_t)argc * count, sizeof(*all));
	if (!all)
		die("calloc");
	start(&r, argv[1], cols, rows, args);
	while (settle(&r, seconds(), 0).bytes < 100)
		;
	printf("%-18s %7s %7s %7s     %6s %6s\n", argv[2], "p50", "p99", "most", "median", "most");
	for (int i = 6; i < argc; i++) {
		size_t n = measure(&r, argv[i], count, all + had);

		/* sorting them here changes nothing for all */
		print(argv[i], all + had, n);
		had += n;
	}
	print("all", all, had);
	kill(r.pid, SIGKILL);
	waitpid(r.pid, NULL, 0);
	free(all);
	return 0;
}
