/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion for shells: what may stand in the place of the last word of a command line.
 *
 * The shells' own files (completions/) only ask here, so what they offer is what there is.
 * Each candidate is a line: the word, a tab, and what it is.  A line without a word asks the
 * shell for names of files ("files") or of folders ("dirs").
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/lesson.h"
#include "machine/store.h"
#include "sim/intl.h"
#include "subcommand.h"

struct completion {
	struct text out;
	const char *word;             /* the one to be completed */
	const char *prefix;           /* of it, before what is offered: "--level=", or "" */
	size_t prefix_len;            /* its bytes */
	const struct subcommand *sub; /* NULL: none yet */
	unsigned words;               /* behind it, up to there; anew behind a `--` */
	bool behind;                  /* a `--` */
	const char *value_of;         /* the option whose value comes, or NULL */
	const char *const *line;      /* the words before */
	unsigned count;
};

static void offer(struct completion *c, const char *word, const char *help)
{
	const char *typed = c->word + c->prefix_len;

	if (strncmp(word, typed, strlen(typed)) != 0)
		return;
	text_add_n(&c->out, c->prefix, c->prefix_len);
	text_addf(&c->out, "%s\t%s\n", word, help);
}

static void offer_files(struct completion *c)
{
	text_add(&c->out, "\tfiles\n");
}

static void offer_store(struct completion *c, const char *group, const char *help)
{
	struct store_entry entry;
	struct store *store;
	struct error err;

	if (!store_open(&store, &err))
		return;
	for (unsigned n = 0; store_at(store, group, n, &entry); n++)
		offer(c, entry.name, help);
	store_close(store);
}

static void offer_kernels(struct completion *c)
{
	offer_store(c, "kernels", _("kernel profile"));
	offer_files(c);
}

static void offer_machines(struct completion *c)
{
	offer_store(c, "boards", _("board"));
	offer_files(c);
}

static void offer_lessons(struct completion *c)
{
	unsigned lessons = 0;
	char *path;

	for (unsigned n = 0;; n++) {
		char *name;

		path = lessons == n ? lesson_path(n) : NULL;
		lessons += path != NULL;
		if (!path && !(path = lesson_class_path(n - lessons)))
			break;
		name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
		name[strcspn(name, ".")] = '\0';
		offer(c, name, lessons > n ? _("lesson") : _("path for a class"));
		free(path);
	}
}

/* Each of the words in "memory|reserved". */
static void offer_words(struct completion *c, const char *list)
{
	while (*list) {
		size_t len = strcspn(list, "|");
		struct text word = { 0 };

		text_add_n(&word, list, len);
		offer(c, text_str(&word), "");
		text_free(&word);
		list += len + (list[len] == '|');
	}
}

/* What ARGUMENT stands for, as --help writes it. */
static void offer_argument(struct completion *c, const char *argument)
{
	size_t len = strcspn(argument, "]. ");

	if (argument[strcspn(argument, "|")] && *argument >= 'a' && *argument <= 'z')
		offer_words(c, argument);
	else if (!strncmp(argument, "MACHINE", len))
		offer_machines(c);
	else if (!strncmp(argument, "FILE", len) || !strncmp(argument, "SCRIPT", len))
		offer_files(c);
	else if (!strncmp(argument, "DIR", len))
		text_add(&c->out, "\tdirs\n");
	else if (!strcmp(argument, "NAME|FILE"))
		offer_kernels(c);
	else if (!strncmp(argument, "NAME", len))
		offer_lessons(c);
}

static bool option_at(const struct completion *c, size_t n, struct option_row *row)
{
	return c->sub ? cmdline_option_at(c->sub->own_options, subcommand_machine_options(c->sub),
	                                  n, row)
	              : cmdline_option_at(NULL, "", n, row);
}

/* The option called NAME (LEN bytes); false when there is none. */
static bool find_option(const struct completion *c, const char *name, size_t len,
                        struct option_row *row)
{
	for (size_t i = 0; option_at(c, i, row); i++)
		if (strlen(row->name) == len && !strncmp(row->name, name, len))
			return true;
	return false;
}

static void offer_options(struct completion *c)
{
	struct option_row row;
	char option[64];

	for (size_t i = 0; option_at(c, i, &row); i++) {
		snprintf(option, sizeof(option), "--%s", row.name);
		offer(c, option, _(row.help));
	}
}

static bool is_given(const struct completion *c, const char *option, size_t len)
{
	for (unsigned i = 0; i < c->count; i++)
		if (strlen(c->line[i]) == len && !strncmp(c->line[i], option, len))
			return true;
	return false;
}

/* The argument of the subcommand that comes next, in its words; NULL for none. */
static const char *next_argument(const struct completion *c)
{
	const char *s = c->sub->args, *found = NULL;
	unsigned left = c->words;

	while (*s) {
		size_t len = strcspn(s, " ");
		const char *word = s + (*s == '[');

		/* what stands behind an option is for those who gave it */
		if (!strncmp(word, "--", 2) && len > 2) {
			if (!is_given(c, word, len))
				break;
			left = c->words;
			found = NULL;
		} else if (*word >= 'A' && !found && strncmp(word, "OPTION", 6) != 0) {
			if (!left || strstr(word, "..."))
				found = word;
			else
				left--;
		}
		s += len + (s[len] == ' ');
		if (!strncmp(s, "-- ", 3))
			break;
	}
	return found;
}

static void offer_subcommands(struct completion *c)
{
	for (size_t i = 0; i < subcommand_count; i++)
		offer(c, subcommands[i].name, _(subcommands[i].help));
}

/* Behind a `--` all are words, but with two machines each has options. */
static bool takes_options(const struct completion *c)
{
	return !c->behind || (c->sub && c->sub->needs == NEEDS_TWO);
}

/* Take in one of the words before. */
static void read_word(struct completion *c, const char *word)
{
	struct option_row row;

	if (c->value_of) {
		c->value_of = NULL;
	} else if (!strcmp(word, "--")) {
		c->behind = true;
		c->words = 0;
	} else if (!strncmp(word, "--", 2) && takes_options(c)) {
		if (!strchr(word, '=') && find_option(c, word + 2, strlen(word + 2), &row))
			c->value_of = row.argument;
	} else if (c->sub) {
		c->words++;
	} else {
		for (size_t i = 0; i < subcommand_count; i++)
			if (!strcmp(subcommands[i].name, word))
				c->sub = &subcommands[i];
		c->words += !c->sub;
	}
}

static void offer_all(struct completion *c)
{
	const char *equals = strchr(c->word, '=');
	struct option_row row;

	if (c->value_of) {
		offer_argument(c, c->value_of);
	} else if (!strncmp(c->word, "--", 2) && equals) {
		if (!find_option(c, c->word + 2, (size_t)(equals - c->word) - 2, &row) ||
		    !row.argument)
			return;
		c->value_of = row.argument;
		c->prefix_len = (size_t)(equals - c->word) + 1;
		offer_argument(c, row.argument);
	} else if (*c->word == '-' && takes_options(c)) {
		offer_options(c);
	} else if (c->sub) {
		if (c->sub->needs == NEEDS_TWO && !c->behind && c->words)
			offer(c, "--", _("the other machine comes behind it"));
		else if (next_argument(c))
			offer_argument(c, next_argument(c));
	} else if (!c->words) {
		offer_subcommands(c);
		offer_machines(c);
	}
}

int complete_words(struct job *job)
{
	const struct cmdline *line = job->line;
	struct completion c = { .line = line->words };

	c.word = line->word_count ? line->words[line->word_count - 1] : "";
	c.prefix = c.word;
	c.count = line->word_count ? line->word_count - 1 : 0;
	for (unsigned i = 0; i < c.count; i++)
		read_word(&c, c.line[i]);
	offer_all(&c);
	return job_print(&c.out, job->err);
}
