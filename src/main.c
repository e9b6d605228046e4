/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bootwalk: a table of subcommands, and what each of them prints. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "full.h"
#include "job.h"
#include "machine/store.h"
#include "report/report.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "subcommand.h"

static int do_file(struct job *job, const char *path)
{
	struct text out = { 0 };

	report_file(job->player, path, job->line->user, &out);
	return job_print(&out, job->err);
}

static int do_iomem(struct job *job)
{
	return do_file(job, "/proc/iomem");
}

static int do_ioports(struct job *job)
{
	return do_file(job, "/proc/ioports");
}

static int do_memblock(struct job *job)
{
	const char *list = job->line->words[1];

	if (!strcmp(list, "memory"))
		return do_file(job, "/sys/kernel/debug/memblock/memory");
	if (!strcmp(list, "reserved"))
		return do_file(job, "/sys/kernel/debug/memblock/reserved");
	error_set(job->err, "memblock", NULL, _("'%s' is not one of: memory, reserved"), list);
	return EXIT_BAD;
}

static int do_log(struct job *job)
{
	struct text out = { 0 };

	report_log(job->player, &out);
	return job_print(&out, job->err);
}

static int do_devices(struct job *job)
{
	struct text out = { 0 };

	report_devices(job->player, &out);
	return job_print(&out, job->err);
}

static int do_mappings(struct job *job)
{
	struct text out = { 0 };

	report_mappings(job->player, &out);
	return job_print(&out, job->err);
}

static int do_explain(struct job *job)
{
	struct text out = { 0 };

	if (report_explain(job->player, job->line->words[1], &out, job->err))
		return job_print(&out, job->err);
	text_free(&out);
	return EXIT_BAD;
}

static int list_store(struct job *job, const char *group)
{
	struct store_entry entry;
	struct store *store;
	struct text out = { 0 };

	if (!store_open(&store, job->err))
		return EXIT_BAD;
	for (unsigned n = 0; store_at(store, group, n, &entry); n++)
		text_addf(&out, "%s\n", entry.name);
	store_close(store);
	return job_print(&out, job->err);
}

static int do_boards(struct job *job)
{
	return list_store(job, "boards");
}

static int do_kernels(struct job *job)
{
	return list_store(job, "kernels");
}

static int do_run(struct job *job);
static int do_diff(struct job *job);

const struct subcommand subcommands[] = {
	{ "iomem", "MACHINE", 1, 1, NEEDS_DEVICES, "user", do_iomem,
	  N_("Print /proc/iomem at the end of the boot.") },
	{ "ioports", "MACHINE", 1, 1, NEEDS_DEVICES, "user", do_ioports,
	  N_("Print /proc/ioports at the end of the boot.") },
	{ "memblock", "MACHINE memory|reserved", 2, 2, NEEDS_STATE, "", do_memblock,
	  N_("Print a list of memblock as its file in debugfs shows it.") },
	{ "devices", "MACHINE", 1, 1, NEEDS_DEVICES, "", do_devices,
	  N_("Print each device, its bus and the driver that it is bound to.") },
	{ "mappings", "MACHINE", 1, 1, NEEDS_DEVICES, "", do_mappings,
	  N_("Print what is mapped for drivers: size, caller, physical address, kind.") },
	{ "log", "MACHINE", 1, 1, NEEDS_LOG, "", do_log,
	  N_("Print the kernel log without time stamps.") },
	{ "trace", "MACHINE", 1, 1, NEEDS_FULL, "format level", full_trace,
	  N_("Print the steps of the boot, one a line.") },
	{ "play", "MACHINE", 1, 1, NEEDS_FULL, "plain level color kernel-source", full_play,
	  N_("Walk through the boot: in the terminal interface, or with --plain as lines of text.") },
	{ "explain", "MACHINE ADDRESS|NAME", 2, 2, NEEDS_BOOT, "", do_explain,
	  N_("Tell who owns an address or a name, which call put it there, why, and what touched "
	     "it.") },
	{ "diff", "MACHINE [OPTION...] -- MACHINE", 1, 1, NEEDS_TWO, "", do_diff,
	  N_("Boot two machines: what differs in /proc/iomem, and where the two parted.") },
	{ "run", "SCRIPT [MACHINE]", 1, 2, NEEDS_SCRIPT, "", do_run,
	  N_("Run a script of commands at the end of the boot.") },
	{ "lesson", "[NAME | --check FILE... | --export FILE | --import FILE]", 0, CMDLINE_WORDS,
	  NEEDS_NOTHING, "check export import force color kernel-source", full_lesson,
	  N_("Take the lesson called NAME, from where you left it.") },
	{ "lessons", "", 0, 0, NEEDS_NOTHING, "", full_lessons,
	  N_("List the lessons, and how much of each you have done.") },
	{ "boards", "", 0, 0, NEEDS_NOTHING, "", do_boards,
	  N_("List the boards that ship with bootwalk.") },
	{ "kernels", "", 0, 0, NEEDS_NOTHING, "", do_kernels, N_("List the kernel profiles.") },
	{ "complete", "[WORD...]", 0, CMDLINE_WORDS, NEEDS_NOTHING, "", complete_words,
	  N_("Print what may stand in the place of the last WORD, for the completion of shells.") },
	{ "drivers", "", 0, 0, NEEDS_DRIVERS, "", job_list_drivers,
	  N_("List the drivers: name, bus, config, and what each is made for.") },
};
const size_t subcommand_count = sizeof(subcommands) / sizeof(subcommands[0]);
static const struct subcommand tui_command = {
	"", "[MACHINE]", 0, 1, NEEDS_FULL, "color kernel-source", full_terminal, ""
};

static const char *subcommand_name(size_t i)
{
	return i < subcommand_count ? subcommands[i].name : NULL;
}

static const struct subcommand *find_subcommand(const char *word)
{
	for (size_t i = 0; word && subcommand_name(i); i++)
		if (!strcmp(subcommand_name(i), word))
			return &subcommands[i];
	return NULL;
}

static int do_run(struct job *job)
{
	const struct cmdline *line = job->line;
	struct machine *machine = NULL;
	struct script script;
	int status = EXIT_BAD;

	script_init(&script);
	if (job_read_script(line->words[0], job->vocabulary, &script, job->err) &&
	    job_boot(job, line->words[1], &script, &machine) && job_go_to_moment(job))
		status = job_run_script(job, &script);
	script_done(&script);
	player_free(job->player);
	machine_free(machine);
	return status;
}

/* The words from FROM up to TO (exclusive) as they were typed. */
static void add_typed(struct text *out, char **from, char **to)
{
	for (; from < to; from++) {
		text_add(out, out->len ? " " : "");
		text_add(out, *from);
	}
}

/* How each of the two was asked for: what stands before `--`, and behind it. */
static void name_both(const struct job *job, struct text *first, struct text *second)
{
	char **from = job->argv + 1, **behind = job->line->behind;
	bool named = false;

	for (; from < behind; from++) {
		if (named || strcmp(*from, "diff") != 0)
			add_typed(first, from, from + 1);
		else
			named = true;
	}
	add_typed(second, behind + 1, behind + job->line->behind_count);
}

static int do_diff(struct job *job)
{
	struct job other = *job;
	struct machine *machines[2] = { NULL, NULL };
	struct text out = { 0 }, first = { 0 }, second = { 0 };
	int status = EXIT_BAD;
	bool differ;

	other.line = job->other;
	if (job_boot(job, job->line->words[0], NULL, &machines[0]) && job_go_to_moment(job) &&
	    job_boot(&other, other.line->words[0], NULL, &machines[1]) &&
	    job_go_to_moment(&other)) {
		name_both(job, &first, &second);
		differ = report_diff(job->player, text_str(&first), other.player, text_str(&second),
		                     &out);
		status = job_print(&out, job->err);
		if (status == EXIT_DONE && differ)
			status = EXIT_NO;
	}
	text_free(&first);
	text_free(&second);
	player_free(job->player);
	player_free(other.player);
	job->player = NULL;
	machine_free(machines[0]);
	machine_free(machines[1]);
	return status;
}

static int run_booted(struct job *job, const char *spec, const struct subcommand *sub)
{
	struct machine *machine = NULL;
	int status = EXIT_BAD;

	job->state_only = sub->needs != NEEDS_BOOT;
	job->wants_log = sub->needs == NEEDS_LOG;
	if (job_boot(job, spec, NULL, &machine) && job_go_to_moment(job))
		status = sub->run(job);
	if (status == EXIT_DONE && sub->needs == NEEDS_DEVICES)
		job_name_unknown(job);
	player_free(job->player);
	job->player = NULL;
	machine_free(machine);
	return status;
}

static const char *name_at(size_t i, const void *arg)
{
	(void)arg;
	return subcommand_name(i);
}

/* The first of several words must be a subcommand; a single one is a machine. */
static int unknown_subcommand(struct job *job)
{
	const char *word = job->line->words[0];
	const char *near = word_nearest(word, name_at, NULL, subcommand_count);

	if (near)
		error_set(job->err, word, NULL,
		          _("there is no such subcommand; did you mean '%s'?"), near);
	else
		error_set(job->err, word, NULL,
		          _("there is no such subcommand; try 'bootwalk --help'"));
	return EXIT_BAD;
}

static int run_subcommand(struct job *job, const struct subcommand *sub)
{
	const struct cmdline *line = job->line;

	if (sub == &tui_command && line->word_count > sub->max_words)
		return unknown_subcommand(job);
	if (line->word_count < sub->min_words || line->word_count > sub->max_words ||
	    (sub->needs == NEEDS_TWO && job->other->word_count != 1)) {
		error_set(job->err, sub->name, NULL, _("it takes: %s; try 'bootwalk %s --help'"),
		          *sub->args ? sub->args : _("no words"), sub->name);
		return EXIT_BAD;
	}
	if (sub->needs == NEEDS_DRIVERS && !cmdline_check_only_drivers(line, job->err))
		return EXIT_BAD;
	if (sub->needs == NEEDS_NOTHING || (sub->needs == NEEDS_SCRIPT && line->word_count < 2)) {
		if (!cmdline_check_no_machine(line, sub->needs == NEEDS_SCRIPT, job->err))
			return EXIT_BAD;
	}
	if (sub->needs >= NEEDS_BOOT && sub->needs <= NEEDS_DEVICES)
		return run_booted(job, line->words[0], sub);
	return sub->run(job);
}

static void print_help(const struct subcommand *sub)
{
	if (sub != &tui_command) {
		printf(_("Usage: bootwalk %s%s%s [OPTION...]\n%s\n"), sub->name,
		       *sub->args ? " " : "", sub->args, _(sub->help));
		cmdline_print_options(sub->own_options, subcommand_machine_options(sub));
		return;
	}
	printf("%s",
	       _("Usage: bootwalk [OPTION...] [MACHINE]\n"
	         "  or:  bootwalk SUBCOMMAND [OPTION...] WORD...\n"
	         "Walk through how Linux turns a device tree blob into /proc/iomem.\n"
	         "\n"
	         "MACHINE is a board's name, a .dtb, a .dts, a folder in the form of\n"
	         "/proc/device-tree, the log of a PC's kernel, or - for a blob on standard\n"
	         "input. Without a subcommand the terminal interface opens; without MACHINE\n"
	         "its start screen.\n"
	         "\n"
	         "Subcommands:\n"));
	for (size_t i = 0; i < subcommand_count; i++) {
		printf("  %s%s%s\n      %s\n", subcommands[i].name, *subcommands[i].args ? " " : "",
		       subcommands[i].args, _(subcommands[i].help));
	}
	printf("\n%s\n", _("Options:"));
	cmdline_print_options(NULL, "");
	printf("\n%s\n", _("Exit status: 0 done; 1 the answer is no; 2 usage or bad input; 130 "
	                   "interrupted."));
}

static void print_version(void)
{
	printf("bootwalk (bootwalk) %s\n", PACKAGE_VERSION);
	printf("%s\n", _("Copyright (C) 2026 the bootwalk founders\n"
	                 "License GPLv3+: GNU GPL version 3 or later "
	                 "<https://gnu.org/licenses/gpl.html>\n"
	                 "This is free software: you are free to change and redistribute it.\n"
	                 "There is NO WARRANTY, to the extent permitted by law."));
}

/* The words for messages: not LC_ALL, since output for programs is the same everywhere. */
static void choose_language(void)
{
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	bindtextdomain("bootwalk", LOCALEDIR);
	textdomain("bootwalk");
}

int main(int argc, char **argv)
{
	struct vocabulary vocabulary = { 0 };
	struct cmdline line = { 0 }, other = { 0 };
	struct error err = { 0 };
	struct job job = {
		.line = &line, .other = &other, .vocabulary = &vocabulary, .argv = argv, .err = &err
	};
	const struct subcommand *sub;
	int status;

	choose_language();
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	report_add_commands(&vocabulary);

	if (!cmdline_parse(&line, argc, argv, &err))
		return job_failed(&err);
	sub = find_subcommand(line.word_count ? line.words[0] : NULL);
	if (sub && sub->needs == NEEDS_TWO) {
		if (!cmdline_parse_behind(&line, &other, &err))
			return job_failed(&err);
		line.help |= other.help;
		line.version |= other.version;
	} else if (!cmdline_take_behind(&line, &err)) {
		return job_failed(&err);
	}
	sub = find_subcommand(line.word_count ? line.words[0] : NULL);
	if (sub)
		cmdline_drop_word(&line);
	else
		sub = &tui_command;
	if (line.version) {
		print_version();
		status = job_printed(true, &err);
	} else if (line.help) {
		print_help(sub);
		status = job_printed(true, &err);
	} else if (!cmdline_check_own(&line, sub->name, sub->own_options, &err) ||
	           !cmdline_check_own(&other, sub->name, sub->own_options, &err)) {
		status = EXIT_BAD;
	} else {
		status = run_subcommand(&job, sub);
	}
	return status == EXIT_BAD && !job.told ? job_failed(&err) : status;
}
