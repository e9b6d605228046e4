/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * init/main.c, second part: the kernel's copies of its command line, and the words on it
 * that nobody in the kernel knows.
 */
#include <string.h>

#include "linux/include/setup.h"
#include "linux/init/params.h"
#include "linux/lib/cmdline.h"

#define MAIN_FILE "init/main.c"

enum { COPIES, NO_ROOM, UNKNOWN };

static const struct sentence says[] = {
	[COPIES] = { STEP_ALLOCATE, LEVEL_STOP, 1, "saa",
	             N_("Two copies of the command line, {0} each, at {1} and {2}: one to be shown "
	                "later, one to be cut into words.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	              N_("There is no memory of {0} for a copy of the command line.") },
	[UNKNOWN] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	              N_("Nobody in the kernel knows these words, so the first process gets them: "
	                 "{0}. The memory for saying so is given back at once.") },
};

static const struct outline outline_setup = {
	"setup_command_line",
	MAIN_FILE,
	"",
	'v',
	N_("Keeps the command line: the place where it was read is thrown away later."),
	NULL,
	{ N_("memory for two copies, as long as it is") }
};

void setup_command_line(struct kernel *k)
{
	uint64_t size = strlen(k->setup->boot_command_line) + 1;
	phys_addr_t saved, cut;

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, &outline_setup);
	saved = memblock_alloc(k, size, k->profile->cache_line);
	cut = saved ? memblock_alloc(k, size, k->profile->cache_line) : 0;
	if (!cut) {
		TELL(k, &says[NO_ROOM], size);
		printk(k,
		       "Kernel panic - not syncing: setup_command_line: Failed to allocate %lu "
		       "bytes",
		       size);
		kernel_panic(k, _("there is no memory for a copy of the command line"));
	}
	TELL(k, &says[COPIES], size, saved, cut);
	leave(k);
}

static const struct outline outline_unknown = {
	"print_unknown_bootoptions",
	MAIN_FILE,
	"",
	'v',
	N_("Says which words of the command line go to the first process."),
	NULL,
	{ N_("put them together, in memory of memblock's, print them, give the memory back") }
};

/* Is NAME in the profile's list of words? */
static bool listed(const struct kernel *k, const char *name)
{
	for (const char *word = k->profile->parameters; *word; word += strlen(word) + 1)
		if (parameq(word, name))
			return true;
	return false;
}

/* A word for the first process: neither known nor, with a dot in it, a module's. */
static bool is_unknown(const struct kernel *k, const char *name)
{
	return !strchr(name, '.') && !param_is_known(k, name) && !listed(k, name);
}

static void add_word(struct kernel *k, const char *name, const char *value)
{
	const char *so_far = k->setup->unknown_words;
	struct text all = { 0 };
	const char *longer;

	text_addf(&all, "%s %s%s%s", so_far, name, value ? "=" : "", value ? value : "");
	longer = sim_name(k->sim, text_str(&all));
	text_free(&all);
	SET(k, k->setup->unknown_words, longer);
}

/* Words without a value become arguments of the first process. */
static void add_argument(struct kernel *k, const char *name, const char *value)
{
	if (!value && is_unknown(k, name))
		add_word(k, name, NULL);
}

/* Those with one its environment; TERM= takes the place of one that is there already. */
static void add_environment(struct kernel *k, const char *name, const char *value)
{
	if (value && strcmp(name, "TERM") && strcmp(name, "HOME") && is_unknown(k, name))
		add_word(k, name, value);
}

void print_unknown_bootoptions(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	phys_addr_t at;
	uint64_t size;

	if (!profile_logs(k->profile, LOG_UNKNOWN_OPTIONS) || !profile_allocates(k->profile))
		return;
	SET(k, setup->unknown_words, sim_name(k->sim, ""));
	parse_args(k, add_argument);
	parse_args(k, add_environment);
	if (!*setup->unknown_words)
		return;
	ENTER(k, &outline_unknown);
	/* a blank before each of them, and the end mark */
	size = strlen(setup->unknown_words) + 1;
	at = memblock_alloc(k, size, k->profile->cache_line);
	printk(k, "Unknown kernel command line parameters \"%s\", will be passed to user space.",
	       setup->unknown_words + 1);
	if (at)
		memblock_free(k, at, size);
	TELL(k, &says[UNKNOWN], NAME(k, setup->unknown_words + 1));
	leave(k);
}
