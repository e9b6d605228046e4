/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk as plain lines: what the reader types, and what is printed for it. */
#include "plain.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "report/play.h"
#include "sim/intl.h"

#define LINE_LIMIT 4096

struct walk {
	struct job *job;
	struct play *play;
	struct text out;
	bool at_terminal;   /* somebody sits there: it is asked, and a slip is forgiven */
	unsigned line;      /* how many were read */
	int status;         /* the worst so far */
	bool quit, overran; /* a line was too long to be one */
};

static void print(struct walk *w)
{
	fwrite(text_str(&w->out), 1, w->out.len, stdout);
	text_clear(&w->out);
	w->quit |= ferror(stdout) != 0;
}

/* On to the next place of the walk; false at its end, which is told. */
static bool go_on(struct walk *w)
{
	bool moved = play_on(w->play);

	if (moved)
		play_tell(w->play, false, &w->out);
	else
		text_addf(&w->out, "%s\n", _("This is the end of the walk."));
	return moved;
}

static void run_to_the_end(struct walk *w)
{
	while (!w->quit && go_on(w))
		print(w);
}

/* What was typed is no good: it is told, and a pipe's status will say so. */
static void complain(struct walk *w, int status, const char *reason)
{
	struct error err;
	char line[16];

	print(w);
	snprintf(line, sizeof(line), "%u", w->line);
	if (w->at_terminal)
		error_set(&err, NULL, NULL, "%s", reason);
	else
		error_set(&err, _("standard input"), line, "%s", reason);
	job_failed(&err);
	if (!w->at_terminal && status > w->status)
		w->status = status;
}

/* ---- help ---- */

static void help_row(struct text *out, const struct command *c)
{
	text_addf(out, "%s%s%s: %s\n", c->name, *c->args ? " " : "", c->args, _(c->help));
}

static void help(struct walk *w, const char *rest)
{
	static const struct {
		const char *word, *help;
	} own[] = {
		{ N_("Enter"), N_("Go on to the next place of the walk.") },
		{ "rest", N_("Print the rest of the walk.") },
		{ "help [COMMAND]", N_("Tell what may be typed, or what a command does.") },
		{ "quit, q", N_("Leave.") },
	};
	const struct vocabulary *v = w->job->vocabulary;
	const struct command *c = *rest ? vocabulary_find(v, rest) : NULL;
	bool first = true;

	if (*rest && !c) {
		complain(w, EXIT_BAD, _("there is no such command; 'help' lists them"));
		return;
	}
	if (c) {
		help_row(&w->out, c);
		return;
	}
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		text_addf(&w->out, "%s: %s\n", _(own[i].word), _(own[i].help));
	for (size_t i = 0; (c = vocabulary_at(v, i)); i++)
		if (c->class != COMMAND_KERNEL && c->class != COMMAND_FILE)
			help_row(&w->out, c);
	text_add(&w->out, _("A - before step, next, finish, continue, stop or stage goes "
	                    "backwards."));
	text_addf(&w->out, "\n%s", _("Calls of the kernel and of user space:"));
	for (size_t i = 0; (c = vocabulary_at(v, i)); i++)
		if (c->class == COMMAND_KERNEL || c->class == COMMAND_FILE) {
			text_addf(&w->out, "%s %s", first ? "" : ",", c->name);
			first = false;
		}
	text_add_char(&w->out, '\n');
}

/* ---- what is typed ---- */

static void do_call(struct walk *w, const struct call *call)
{
	struct player *p = w->job->player;
	const struct run *run = p->run;
	uint32_t at = p->at, sub = p->sub;
	size_t steps = player_sim(p)->step_count, calls = run->injection_count;
	struct text printed = { 0 };
	struct error err = { 0 };
	bool no = false, ok, same, moved;

	play_let_go(w->play);
	ok = player_call(p, call, &printed, &no, &err);
	same = p->run == run && run->injection_count == calls && player_sim(p)->step_count == steps;
	moved = !same || p->at != at || p->sub != sub;
	/* what only moves prints its place, in its own way */
	if (ok && !(moved && same && call->command->class == COMMAND_MOVE))
		text_add(&w->out, text_str(&printed));
	if (ok && moved)
		play_tell(w->play, true, &w->out);
	text_free(&printed);
	if (!ok)
		complain(w, EXIT_BAD, err.reason);
	else if (no)
		complain(w, EXIT_NO, err.reason[0] ? err.reason : _("That is not so."));
}

static void do_command(struct walk *w, const char *line, size_t len)
{
	struct script script;
	struct error err = { 0 };

	script_init(&script);
	script.any_label = true;
	if (!script_parse(&script, w->job->vocabulary, NULL, line, len, &err))
		complain(w, EXIT_BAD, err.reason);
	else
		for (size_t i = 0; i < script.count; i++)
			do_call(w, &script.calls[i]);
	script_done(&script);
}

static void do_line(struct walk *w, char *line, size_t len)
{
	char *word, *rest;

	while (len && strchr(" \t\r\n", line[len - 1]))
		line[--len] = '\0';
	word = line + strspn(line, " \t");
	len -= (size_t)(word - line);
	rest = word + strcspn(word, " \t");
	rest += strspn(rest, " \t");
	if (!len)
		go_on(w);
	else if (!strcmp(word, "q") || !strcmp(word, "quit"))
		w->quit = true;
	else if (!strcmp(word, "rest"))
		run_to_the_end(w);
	else if (!strcmp(word, "help") || !strncmp(word, "help ", 5))
		help(w, word[4] ? rest : "");
	else
		do_command(w, word, len);
}

/* The next line, NUL-terminated, with its length; false at the end, and where there is none. */
static bool read_line(struct walk *w, struct text *line)
{
	int c = EOF;

	text_clear(line);
	while (line->len < LINE_LIMIT && (c = getchar()) != EOF) {
		text_add_char(line, (char)c);
		if (c == '\n')
			break;
	}
	w->overran = line->len == LINE_LIMIT && c != '\n';
	w->line += line->len > 0;
	return line->len > 0;
}

static void ask(struct walk *w)
{
	if (w->at_terminal)
		text_add(&w->out, "> ");
	print(w);
	fflush(stdout);
}

int plain_walk(struct job *job, enum level level)
{
	struct walk w = { .job = job,
		          .at_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) };
	bool nobody = isatty(STDIN_FILENO) && !isatty(STDOUT_FILENO);
	struct text line = { 0 };

	w.play = play_new(job->player, level, &w.out);
	for (ask(&w); !nobody && !w.quit && read_line(&w, &line) && !w.overran; ask(&w))
		do_line(&w, line.s, line.len);
	if (w.overran)
		complain(&w, EXIT_BAD, _("the line is longer than 4096 bytes"));
	else if (w.at_terminal && !w.quit)
		text_add_char(&w.out, '\n'); /* behind the ^D */
	else if (!w.line && !w.quit)
		run_to_the_end(&w);
	print(&w);
	play_free(w.play);
	text_free(&w.out);
	text_free(&line);
	if (job_printed(true, job->err) != EXIT_DONE)
		return EXIT_BAD;
	job->told = true;
	return w.status;
}
