/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DTS through `dtc`: a child without a shell, its three streams in memory files,
 * so that neither side ever waits for the other.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/input.h"
#include "machine/source.h"
#include "sim/intl.h"

/* As a shell has it: the program was not found, it could not be started. */
#define EXIT_NOT_FOUND 127
#define EXIT_NOT_RUN   126

/* `/incbin/` of an endless file must end too. */
#define DTC_MEMORY  (1ul << 30) /* bytes of address space */
#define DTC_SECONDS 20ul

struct streams {
	int in, out, errors;
};

static void streams_close(const struct streams *s)
{
	if (s->in >= 0)
		close(s->in);
	if (s->out >= 0)
		close(s->out);
	if (s->errors >= 0)
		close(s->errors);
}

static bool write_all(int fd, const unsigned char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return lseek(fd, 0, SEEK_SET) == 0;
}

/* TEXT is NULL when dtc opens the file itself. */
static bool streams_open(struct streams *s, const unsigned char *text, size_t len)
{
	s->in = text ? memfd_create("dts", MFD_CLOEXEC) : open("/dev/null", O_RDONLY | O_CLOEXEC);
	s->out = memfd_create("dtb", MFD_CLOEXEC);
	s->errors = memfd_create("errors", MFD_CLOEXEC);
	return s->in >= 0 && s->out >= 0 && s->errors >= 0 &&
	       (!text || write_all(s->in, text, len));
}

static void run_dtc(const struct streams *s, const char *path)
{
	struct rlimit memory = { DTC_MEMORY, DTC_MEMORY };
	struct rlimit seconds = { DTC_SECONDS, DTC_SECONDS };
	struct rlimit size = { SOURCE_LIMIT, SOURCE_LIMIT };

	signal(SIGPIPE, SIG_DFL);
	setrlimit(RLIMIT_AS, &memory);
	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_FSIZE, &size);
	if (dup2(s->in, STDIN_FILENO) < 0 || dup2(s->out, STDOUT_FILENO) < 0 ||
	    dup2(s->errors, STDERR_FILENO) < 0)
		_exit(EXIT_NOT_RUN);
	execlp("dtc", "dtc", "-q", "-I", "dts", "-O", "dtb", "-o", "-", "--", path, (char *)NULL);
	_exit(errno == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_RUN);
}

/*
 * The first line of what dtc said that tells of an error is one of
 *   Error: FILE:LINE.COLUMN-COLUMN WHAT
 *   FILE:LINE.COLUMN-LINE.COLUMN: ERROR (CHECK): WHAT
 *   ERROR (CHECK): WHAT, or FATAL ERROR: WHAT
 */
static bool report(struct error *err, const char *name, char *said)
{
	char *save = NULL;
	const char *line = NULL;
	char where[32] = "";
	char shown[400];
	const char *at;

	for (char *l = strtok_r(said, "\n", &save); l; l = strtok_r(NULL, "\n", &save)) {
		if (strstr(l, "Error: ") == l || strstr(l, "ERROR")) {
			line = l;
			break;
		}
	}
	if (!line)
		return error_set(err, source_name(name), NULL, _("dtc could not compile it"));
	if (strncmp(line, "Error: ", 7) == 0)
		line += 7;
	/* a path may hold colons, the line's number is the first digit after one */
	at = strcmp(name, "-") == 0 ? "<stdin>" : name;
	if (strncmp(line, at, strlen(at)) == 0 && line[strlen(at)] == ':') {
		const char *number = line + strlen(at) + 1;
		size_t digits = strspn(number, "0123456789");

		if (digits && digits < sizeof(where)) {
			memcpy(where, number, digits);
			where[digits] = '\0';
			line = number + strcspn(number, " ");
			line += strspn(line, " ");
		}
	}
	input_printable(shown, sizeof(shown), line);
	return error_set(err, source_name(name), where, _("dtc says: %s"), shown);
}

static bool collect(const struct streams *s, int status, const char *name, unsigned char **data,
                    size_t *len, struct error *err)
{
	unsigned char *said = NULL;
	size_t said_len = 0;
	char *text;

	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NOT_FOUND)
		return error_set(err, source_name(name), NULL,
		                 _("a DTS needs dtc to be compiled, and there is no dtc here "
		                   "(the package is called device-tree-compiler)"));
	if (WIFSIGNALED(status))
		return error_set(err, source_name(name), NULL,
		                 _("dtc was ended by signal %d while it compiled this"),
		                 WTERMSIG(status));
	if (WEXITSTATUS(status) == 0 && lseek(s->out, 0, SEEK_SET) == 0)
		return source_read_fd(s->out, SOURCE_LIMIT, name, data, len, err);
	if (lseek(s->errors, 0, SEEK_SET) != 0 ||
	    !source_read_fd(s->errors, SOURCE_LIMIT, name, &said, &said_len, err))
		return false;
	text = strndup((const char *)said, said_len);
	free(said);
	if (!text)
		return error_set(err, source_name(name), NULL, _("dtc could not compile it"));
	report(err, name, text);
	free(text);
	return false;
}

bool source_compile(const char *name, const unsigned char *text, size_t text_len,
                    unsigned char **data, size_t *len, struct error *err)
{
	struct streams s = { -1, -1, -1 };
	bool piped = strcmp(name, "-") == 0;
	int status = 0;
	bool ok = false;
	pid_t child;

	if (!streams_open(&s, piped ? text : NULL, text_len)) {
		error_set(err, source_name(name), NULL, _("dtc cannot be started: %s"),
		          strerror(errno));
		streams_close(&s);
		return false;
	}
	child = fork();
	if (child == 0)
		run_dtc(&s, name);
	if (child < 0) {
		error_set(err, source_name(name), NULL, _("dtc cannot be started: %s"),
		          strerror(errno));
	} else {
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
		ok = collect(&s, status, name, data, len, err);
	}
	streams_close(&s);
	return ok;
}
