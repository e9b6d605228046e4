/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmdline.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "sim/intl.h"

/* The options that are not a machine's. */
static const struct own_option {
	const char *name;
	const char *argument; /* NULL: a switch */
	const char *help;
	size_t offset;
	bool everywhere;
	char letter; /* its short form: only a switch has one, or 0 */
} own_options[] = {
	{ "user", NULL, N_("Read as an unprivileged user, who sees zeros."),
	  offsetof(struct cmdline, user), false, 0 },
	{ "format", "text|json", N_("Print text, or a JSON object a line."),
	  offsetof(struct cmdline, format), false, 0 },
	{ "level", "stage|stop|call|step", N_("Print steps of this level and coarser ones."),
	  offsetof(struct cmdline, level), false, 0 },
	{ "plain", NULL,
	  N_("Print the walk as lines of text, one place for each Enter; nothing typed: all of it."),
	  offsetof(struct cmdline, plain), false, 0 },
	{ "kernel-source", "DIR",
	  N_("Show the kernel's own lines of each function, from its source in DIR."),
	  offsetof(struct cmdline, kernel_source), false, 0 },
	{ "check", NULL, N_("Run all of each lesson FILE without a reader, and say what is wrong."),
	  offsetof(struct cmdline, check), false, 0 },
	{ "export", "FILE", N_("Write what you have done of the lessons to FILE."),
	  offsetof(struct cmdline, export), false, 0 },
	{ "import", "FILE",
	  N_("Add what FILE says is done to what you have done: the better counts."),
	  offsetof(struct cmdline, import), false, 0 },
	{ "force", NULL, N_("Write over a file that is there."), offsetof(struct cmdline, force),
	  false, 'f' },
	{ "color", "auto|always|never",
	  N_("Show colours in the terminal interface; auto does not where NO_COLOR is set."),
	  offsetof(struct cmdline, color), false, 0 },
	{ "help", NULL, N_("Print this help and exit."), offsetof(struct cmdline, help), true,
	  'h' },
	{ "version", NULL, N_("Print the version and exit."), offsetof(struct cmdline, version),
	  true, 'V' },
};
enum { OWN_COUNT = sizeof(own_options) / sizeof(own_options[0]), LONG_MAX_OPTIONS = 64 };
enum { WORD = 1, OWN_FIRST = 1000, MACHINE_FIRST = 2000 }; /* 1 is getopt's own */

/* The tables as getopt_long() wants them. */
static void make_long_options(struct option *to)
{
	for (int i = 0; i < OWN_COUNT; i++)
		*to++ = (struct option){ own_options[i].name,
			                 own_options[i].argument ? required_argument : no_argument,
			                 NULL, OWN_FIRST + i };
	for (int i = 0; i < (int)machine_option_count && i < LONG_MAX_OPTIONS - OWN_COUNT - 1; i++)
		*to++ = (struct option){ machine_option_rows[i].name, required_argument, NULL,
			                 MACHINE_FIRST + i };
	*to = (struct option){ 0 };
}

static void set_own(struct cmdline *line, const struct own_option *o)
{
	char *member = (char *)line + o->offset;

	if (o->argument)
		*(const char **)(void *)member = optarg;
	else
		*(bool *)(void *)member = true;
}

/* The switch with the short form C, or NULL. */
static const struct own_option *of_letter(int c)
{
	for (int i = 0; i < OWN_COUNT; i++)
		if (own_options[i].letter && own_options[i].letter == c)
			return &own_options[i];
	return NULL;
}

/* What getopt_long() wants: words in their order, a colon for a missing value, the letters. */
static void make_letters(char letters[OWN_COUNT + 3])
{
	*letters++ = '-';
	*letters++ = ':';
	for (int i = 0; i < OWN_COUNT; i++)
		if (own_options[i].letter)
			*letters++ = own_options[i].letter;
	*letters = '\0';
}

static bool set_machine(struct cmdline *line, const struct machine_option *o, struct error *err)
{
	char option[64];

	if (machine_option_add(&line->machine, o, optarg))
		return true;
	snprintf(option, sizeof(option), "--%s", o->name);
	return error_set(err, option, NULL, _("it may be given %u times at most"), o->max);
}

/* Is WORD (`--ker=x`) too short for one option only? */
static bool begins_several(const char *word)
{
	size_t len = strcspn(word, "=");
	unsigned count = 0;

	if (len < 3 || word[0] != '-' || word[1] != '-')
		return false;
	for (int i = 0; i < OWN_COUNT; i++)
		count += !strncmp(own_options[i].name, word + 2, len - 2);
	for (size_t i = 0; i < machine_option_count; i++)
		count += !strncmp(machine_option_rows[i].name, word + 2, len - 2);
	return count > 1;
}

static bool bad_option(int c, char **argv, struct error *err)
{
	const char *word = argv[optind - 1];

	if (c == ':')
		return error_set(err, word, NULL,
		                 _("the option needs a value; try 'bootwalk --help'"));
	if (optopt >= OWN_FIRST)
		return error_set(err, word, NULL,
		                 _("the option takes no value; try 'bootwalk --help'"));
	if (begins_several(word))
		return error_set(err, word, NULL,
		                 _("several options begin like this; try 'bootwalk --help'"));
	return error_set(err, word, NULL, _("there is no such option; try 'bootwalk --help'"));
}

static bool add_word(struct cmdline *line, const char *word, struct error *err)
{
	if (line->word_count == CMDLINE_WORDS)
		return error_set(err, word, NULL,
		                 _("this is one word too many; try 'bootwalk --help'"));
	line->words[line->word_count++] = word;
	return true;
}

bool cmdline_parse(struct cmdline *line, int argc, char **argv, struct error *err)
{
	struct option options[LONG_MAX_OPTIONS];
	char letters[OWN_COUNT + 3];
	int c;

	make_long_options(options);
	make_letters(letters);
	opterr = 0;
	optind = 0; /* from the beginning, also the second time */
	while ((c = getopt_long(argc, argv, letters, options, NULL)) != -1) {
		if (c == WORD) {
			if (!add_word(line, optarg, err))
				return false;
		} else if (c >= MACHINE_FIRST) {
			if (!set_machine(line, &machine_option_rows[c - MACHINE_FIRST], err))
				return false;
		} else if (c >= OWN_FIRST) {
			set_own(line, &own_options[c - OWN_FIRST]);
		} else if (of_letter(c)) {
			set_own(line, of_letter(c));
		} else {
			return bad_option(c, argv, err);
		}
	}
	if (optind <= argc && !strcmp(argv[optind - 1], "--")) {
		line->behind = argv + optind - 1;
		line->behind_count = argc - optind + 1;
	}
	return true;
}

bool cmdline_take_behind(struct cmdline *line, struct error *err)
{
	for (int i = 1; i < line->behind_count; i++)
		if (!add_word(line, line->behind[i], err))
			return false;
	line->behind_count = 0;
	return true;
}

bool cmdline_parse_behind(const struct cmdline *line, struct cmdline *other, struct error *err)
{
	*other = (struct cmdline){ 0 };
	return !line->behind || (cmdline_parse(other, line->behind_count, line->behind, err) &&
	                         cmdline_take_behind(other, err));
}

void cmdline_drop_word(struct cmdline *line)
{
	memmove(&line->words[0], &line->words[1], sizeof(line->words) - sizeof(line->words[0]));
	line->word_count--;
}

static bool names(const char *list, const char *name)
{
	const char *s = strstr(list, name);

	return s && (s == list || s[-1] == ' ') && (!s[strlen(name)] || s[strlen(name)] == ' ');
}

bool cmdline_check_own(const struct cmdline *line, const char *name, const char *own,
                       struct error *err)
{
	for (int i = 0; i < OWN_COUNT; i++) {
		const struct own_option *o = &own_options[i];
		const char *member = (const char *)line + o->offset;
		bool given = o->argument ? *(const char *const *)(const void *)member != NULL
		                         : *(const bool *)(const void *)member;
		char option[32];

		if (!given || o->everywhere || names(own, o->name))
			continue;
		snprintf(option, sizeof(option), "--%s", o->name);
		if (!*name)
			return error_set(err, option, NULL,
			                 _("the terminal interface has no such option; try "
			                   "'bootwalk --help'"));
		return error_set(err, option, NULL,
		                 _("'bootwalk %s' has no such option; try 'bootwalk %s --help'"),
		                 name, name);
	}
	return true;
}

bool cmdline_check_no_machine(const struct cmdline *line, bool kernel, struct error *err)
{
	for (size_t i = 0; i < machine_option_count; i++) {
		const struct machine_option *o = &machine_option_rows[i];
		char option[32];

		if (kernel && !strcmp(o->name, "kernel"))
			continue;
		if (!machine_option_at(&line->machine, o, 0))
			continue;
		snprintf(option, sizeof(option), "--%s", o->name);
		return error_set(err, option, NULL,
		                 _("the option describes a machine, and no machine is given"));
	}
	return true;
}

bool cmdline_check_only_drivers(const struct cmdline *line, struct error *err)
{
	struct cmdline without = *line;

	without.machine.driver_count = 0;
	return cmdline_check_no_machine(&without, false, err);
}

bool cmdline_option_at(const char *own, const char *machine, size_t n, struct option_row *row)
{
	for (int i = 0; i < OWN_COUNT; i++) {
		const struct own_option *o = &own_options[i];

		if ((own && !o->everywhere && !names(own, o->name)) || n--)
			continue;
		*row = (struct option_row){ o->name, o->letter, o->argument, o->help, false };
		return true;
	}
	for (size_t i = 0; machine && i < machine_option_count; i++) {
		const struct machine_option *o = &machine_option_rows[i];

		if ((*machine && !names(machine, o->name)) || n--)
			continue;
		*row = (struct option_row){ o->name, 0, o->argument, o->help, true };
		return true;
	}
	return false;
}

void cmdline_print_options(const char *own, const char *machine)
{
	struct option_row row;
	bool of_machine = false;

	for (size_t i = 0; cmdline_option_at(own, machine, i, &row); i++) {
		if (row.of_machine && !of_machine)
			printf("\n%s\n", _("Options that describe the machine:"));
		of_machine = row.of_machine;
		if (row.letter)
			printf("  -%c, --%s", row.letter, row.name);
		else
			printf("  --%s", row.name);
		printf("%s%s\n      %s\n", row.argument ? "=" : "",
		       row.argument ? _(row.argument) : "", _(row.help));
	}
}
