/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/crash_core.c: what crashkernel= on the command line says. */
#include <string.h>

#include "linux/include/crash_core.h"
#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define CRASH_FILE "kernel/crash_core.c"
#define WORD_NAME  "crashkernel="
#define ROUNDED_TO ((uint64_t)128 << 20)

enum { MALFORMED, RANGE_FITS, RANGE_OTHER, NO_RANGE_FITS };

static const struct sentence says[] = {
	[MALFORMED] = { STEP_REFUSE, LEVEL_STOP, 1, "n", N_("crashkernel= cannot be read: {0}.") },
	[RANGE_FITS] = { STEP_DECIDE, LEVEL_STOP, 3, "ssas",
	                 N_("The {0} of this machine lie in the range that begins with {1} and "
	                    "ends before {2} bytes, so {3} are kept.") },
	[RANGE_OTHER] = { STEP_COMPARE, LEVEL_STEP, 3, "ssa",
	                  N_("The {0} of this machine do not lie in the range that begins with {1} "
	                     "and ends before {2} bytes.") },
	[NO_RANGE_FITS] = { STEP_DECIDE, LEVEL_STOP, 4, "s",
	                    N_("No range of crashkernel= holds {0}, so nothing is kept.") },
};

/* Complain about the word: MESSAGE goes to the log. */
static int malformed(struct kernel *k, const char *message)
{
	TELL(k, &says[MALFORMED], NAME(k, message));
	printk(k, "%s", message);
	return -EINVAL;
}

static int unrecognized(struct kernel *k, char c)
{
	char message[] = "crashkernel: unrecognized char: ?";

	/* a control character must not get into the log raw */
	if (c >= ' ' && c <= '~')
		message[sizeof(message) - 2] = c;
	return malformed(k, message);
}

static const struct outline outline_mem = {
	"parse_crashkernel_mem",
	CRASH_FILE,
	"s",
	'e',
	N_("Reads crashkernel=RANGE:SIZE[,RANGE:SIZE...][@BASE]."),
	N_("The machine's memory is rounded up to a multiple of 128 MiB before it is compared."),
	{ N_("a RANGE is START-[END], and a SIZE must be less than all memory"),
	  N_("go through the ranges until one fits"), N_("START <= memory < END: take its size"),
	  N_("none fits: nothing is kept"), N_("with @BASE: the place") }
};

/* One RANGE:SIZE at *P; 1 when it fits, 0 when not, -EINVAL when it cannot be read. */
static int try_range(struct kernel *k, const char **p, uint64_t total, uint64_t *crash_size)
{
	const char *cur = *p, *behind;
	uint64_t start = memparse(cur, &behind), end = UINT64_MAX, size;

	if (behind == cur)
		return malformed(k, "crashkernel: Memory value expected");
	if (*behind != '-')
		return malformed(k, "crashkernel: '-' expected");
	cur = behind + 1;
	if (*cur != ':') {
		end = memparse(cur, &behind);
		if (behind == cur)
			return malformed(k, "crashkernel: Memory value expected");
		if (end <= start)
			return malformed(k, "crashkernel: end <= start");
		cur = behind;
	}
	if (*cur != ':')
		return malformed(k, "crashkernel: ':' expected");
	cur++;
	size = memparse(cur, &behind);
	if (behind == cur)
		return malformed(k, "Memory value expected");
	if (size >= total)
		return malformed(k, "crashkernel: invalid size");
	*p = behind;
	if (total < start || total >= end) {
		TELL(k, &says[RANGE_OTHER], total, start, end);
		return 0;
	}
	*crash_size = size;
	TELL(k, &says[RANGE_FITS], total, start, end, size);
	return 1;
}

static int parse_crashkernel_mem(struct kernel *k, const char *cur, uint64_t system_ram,
                                 uint64_t *crash_size, uint64_t *crash_base)
{
	uint64_t total = (system_ram + ROUNDED_TO - 1) / ROUNDED_TO * ROUNDED_TO;
	const char *behind;
	int fits;

	ENTER(k, &outline_mem, total);
	do {
		fits = try_range(k, &cur, total, crash_size);
	} while (!fits && *cur++ == ',');
	if (fits < 0)
		return leave_int(k, fits);
	if (!*crash_size) {
		TELL(k, &says[NO_RANGE_FITS], total);
		printk(k, "crashkernel size resulted in zero bytes");
		return leave_int(k, 0);
	}
	cur += strcspn(cur, " @");
	if (*cur == '@') {
		*crash_base = memparse(cur + 1, &behind);
		if (behind == cur + 1)
			return leave_int(k, malformed(k, "Memory value expected after '@'"));
	}
	return leave_int(k, 0);
}

static int parse_crashkernel_simple(struct kernel *k, const char *cur, uint64_t *crash_size,
                                    uint64_t *crash_base)
{
	const char *behind;

	*crash_size = memparse(cur, &behind);
	if (behind == cur)
		return malformed(k, "crashkernel: memory value expected");
	if (*behind == '@')
		*crash_base = memparse(behind + 1, NULL);
	else if (*behind != ' ' && *behind)
		return unrecognized(k, *behind);
	return 0;
}

static int parse_crashkernel_suffix(struct kernel *k, const char *cur, uint64_t *crash_size,
                                    const char *suffix)
{
	const char *behind;

	*crash_size = memparse(cur, &behind);
	if (behind == cur)
		return malformed(k, "crashkernel: memory value expected");
	if (strncmp(behind, suffix, strlen(suffix)) != 0)
		return unrecognized(k, *behind);
	behind += strlen(suffix);
	return *behind != ' ' && *behind ? unrecognized(k, *behind) : 0;
}

/* Does the word from P to END end with SUFFIX? */
static bool ends_with(const char *p, const char *end, const char *suffix)
{
	size_t len = strlen(suffix);

	return (size_t)(end - p) >= len && !strncmp(end - len, suffix, len);
}

/* The last crashkernel= with that SUFFIX, or with none (NULL); what follows the '='. */
static const char *get_last_crashkernel(const char *cmdline, const char *suffix)
{
	const char *found = NULL;

	for (const char *p = strstr(cmdline, WORD_NAME); p; p = strstr(p + 1, WORD_NAME)) {
		const char *end = p + strcspn(p, " ");

		if (suffix ? ends_with(p, end, suffix)
		           : !ends_with(p, end, ",high") && !ends_with(p, end, ",low"))
			found = p + strlen(WORD_NAME);
	}
	return found;
}

static const struct outline outline_parse = {
	"__parse_crashkernel",
	CRASH_FILE,
	"n",
	'e',
	N_("Reads what the last crashkernel= of one form says."),
	N_("A word before it does not count, and one with ,high or ,low is another form."),
	{ N_("find the last word of that form, or -ENOENT"),
	  N_("with a ':' in it: sizes by ranges of memory"), N_("else SIZE[@BASE] or SIZE,suffix") }
};

static int __parse_crashkernel(struct kernel *k, uint64_t system_ram, uint64_t *size,
                               uint64_t *base, const char *suffix)
{
	const char *cur = get_last_crashkernel(k->setup->boot_command_line, suffix);
	const char *colon;

	ENTER(k, &outline_parse, NAME(k, suffix ? suffix : ""));
	*size = 0;
	*base = 0;
	if (!cur)
		return leave_int(k, -ENOENT);
	if (suffix)
		return leave_int(k, parse_crashkernel_suffix(k, cur, size, suffix));
	colon = strchr(cur, ':');
	if (colon && colon < cur + strcspn(cur, " "))
		return leave_int(k, parse_crashkernel_mem(k, cur, system_ram, size, base));
	return leave_int(k, parse_crashkernel_simple(k, cur, size, base));
}

int parse_crashkernel(struct kernel *k, uint64_t system_ram, uint64_t *size, uint64_t *base)
{
	return __parse_crashkernel(k, system_ram, size, base, NULL);
}

int parse_crashkernel_high(struct kernel *k, uint64_t *size)
{
	uint64_t base;

	return __parse_crashkernel(k, 0, size, &base, ",high");
}

int parse_crashkernel_low(struct kernel *k, uint64_t *size)
{
	uint64_t base;

	return __parse_crashkernel(k, 0, size, &base, ",low");
}
