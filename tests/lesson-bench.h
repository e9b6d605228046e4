/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson written to a folder of the test's own, which is also where progress is kept. */
#ifndef BOOTWALK_TESTS_LESSON_BENCH_H
#define BOOTWALK_TESTS_LESSON_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lesson/lesson_run.h"
#include "linux/linux.h"
#include "support.h"

static struct vocabulary vocabulary;
static char folder[] = "/tmp/bootwalk-lesson-XXXXXX";
static char file[64], state_file[96];

#define FRONT                                                                                      \
	"---\ntitle: \"T\"\nboard: qemu-virt\nkernel: linux-6.1-arm64\nlevel: easy\n"              \
	"time: 5\nobjectives:\n  - Know.\n---\n" /* 9 lines */

static inline void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static inline void remove_file(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/bootwalk/%s", folder, name);
	remove(path);
}

static inline bool there(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/bootwalk/%s", folder, name);
	return access(path, F_OK) == 0;
}

static inline int set_up(void **state)
{
	(void)state;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	if (!mkdtemp(folder))
		return -1;
	snprintf(file, sizeof(file), "%s/01-test.md", folder);
	snprintf(state_file, sizeof(state_file), "%s/bootwalk/progress", folder);
	return setenv("XDG_STATE_HOME", folder, 1);
}

/* A text with something wrong in LINE. */
struct bad {
	const char *text;
	const char *line, *reason;
};

/* A lesson that is an exam: a question with one answer, one with two, and a task. */
#define EXAM_LESSON                                                                                \
	"---\ntitle: \"T\"\nboard: qemu-virt\nkernel: linux-6.1-arm64\nlevel: easy\ntime: 5\n"     \
	"exam: yes\npass: 2\nobjectives:\n  - Know.\n---\n"                                        \
	"# A\n```quiz\n? q\n- [ ] a | because\n- [x] b\n```\n"                                     \
	"```quiz\n? r\n- [ ] c | because\n- [x] d\n- [x] e\n```\n\n---\n\n"                        \
	"# B\n```task\ngoal: g\ncheck: resource 0x1000-0x1fff \"mine\"\nsolution: last\n"          \
	"solution: request_resource iomem 0x1000-0x1fff mine\n```\n"

static inline int tear_down(void **state)
{
	static const char *const names[] = { "progress",           "progress.damaged",
		                             "progress.damaged.2", "progress.damaged.3",
		                             "progress.newer",     "" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		remove_file(names[i]);
	remove(file);
	return remove(folder);
}

static inline struct lesson *load(const char *text)
{
	struct lesson *l;
	struct error err;

	write_file(file, text);
	if (!lesson_load(&l, file, &err))
		fail_msg("%s:%s: %s", err.what, err.where, err.reason);
	return l;
}

#define RUN_LESSON                                                                                  \
	FRONT "# A\n```bootwalk\ngoto request_standard_resources\n```\n"                            \
	      "```quiz\n? q\n- [ ] a | because\n- [x] b\n- [x] c\n```\n"                            \
	      "```task\ngoal: g\nhint: one\nhint: two\ncheck: no resource \"System RAM\"\n"         \
	      "check: at bootmem_init@return no resource \"Kernel code\"\n"                         \
	      "solution: at bootmem_init request_resource iomem 0x3ff00000-0x400fffff x\n```\n"     \
	      "\n---\n\n# B\n```predict\n? p\nfrom: request_standard_resources/insert_resource#3\n" \
	      "to: request_standard_resources/insert_resource#3@return\n"                           \
	      "adopts: 0x40000000-0x5fffffff\nbecause: inside\n```\n"                               \
	      "```bootwalk\nat bootmem_init request_resource iomem 0x9000000-0x9000fff u\n```\n"    \
	      "```task\ngoal: g\ncheck: kind link\ncheck: not function __request_resource\n"        \
	      "solution: last\n```\n"

static inline struct lesson_run *begin(const struct lesson *l, struct progress *progress)
{
	struct error err;
	struct lesson_run *run = lesson_run_new(l, &vocabulary, progress, &err);

	if (!run)
		fail_msg("%s:%s: %s", err.what, err.where, err.reason);
	return run;
}

#endif
