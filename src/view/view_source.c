/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `source`: the outline of the function where the reader stands, the
 * line of this step lit as a debugger lights source, with what it was given and
 * what it returned.  Where the reader has the kernel's source, its own lines
 * stand beside that, or below in a narrow pane.
 */
#include <string.h>

#include "machine/profile.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/parts.h"

/* From so many cells on the kernel's lines stand beside the outline. */
#define BESIDE_CELLS 100
/* What a tab comes to where there is room, and where there is little. */
#define TAB_WIDE   8
#define TAB_NARROW 4

/* What the letters of arguments and results say (sim/step.h). */
static const struct {
	char letter;
	const char *argument, *result; /* N_(); results where none is known yet */
} kinds[] = {
	{ 'r', N_("range"), N_("a range") },
	{ 'R', N_("resource"), N_("a resource, or NULL") },
	{ 'n', N_("name"), N_("a name, or NULL") },
	{ 'x', N_("number"), N_("a number") },
	{ 'a', N_("address"), N_("an address") },
	{ 's', N_("size"), N_("a size") },
	{ 'm', N_("mapping"), N_("the address of a mapping, NULL or an error") },
	{ 'd', N_("count"), N_("a count, or an error") },
	{ 'e', N_("error"), N_("0, or an error") },
	{ 'b', N_("yes or no"), N_("true or false") },
	{ 'p', N_("page"), N_("the number of a page frame") },
	{ 'N', N_("node"), N_("the number of a NUMA node") },
	{ 't', N_("made by"), N_("an earlier step") },
	{ 'v', NULL, N_("nothing") },
};

/* Cells of the names of arguments. */
#define LABEL_CELLS 10

static void add_paragraph(const struct view_room *room, struct lines *out, enum style style,
                          const char *text, unsigned indent)
{
	lines_add_wrapped(out, style, text, room->width, indent);
	lines_end(out);
}

static void add_labelled(const struct view_room *room, struct lines *out, const char *label,
                         enum style style, const char *text)
{
	lines_add_cut(out, STYLE_DIM, label, room->width, room->unicode);
	if (lines_width(out) < LABEL_CELLS && LABEL_CELLS < room->width / 2)
		lines_pad(out, STYLE_PLAIN, LABEL_CELLS);
	else
		lines_add_cut(out, STYLE_PLAIN, " ", room->width, room->unicode);
	add_paragraph(room, out, style, text, LABEL_CELLS < room->width / 2 ? LABEL_CELLS : 2);
}

static size_t kind_of(char letter)
{
	size_t i = 0;

	while (i + 1 < sizeof(kinds) / sizeof(kinds[0]) && kinds[i].letter != letter)
		i++;
	return i;
}

/* The call that FUNCTION was entered by; NULL for one too small for a call of its own. */
static const struct step *call_of(const struct player *p, const struct outline *function)
{
	const struct step *step = player_step_now(p);

	if (step->says->kind == STEP_CALL)
		return step;
	if (step->call == NO_STEP)
		return NULL;
	step = &player_sim(p)->steps[step->call];
	return step->function == function ? step : NULL;
}

/* What it was given by this very call. */
static void add_arguments(const struct player *p, const struct view_room *room,
                          const struct step *call, struct lines *out)
{
	const struct sim *sim = player_sim(p);
	struct text value = { 0 };
	unsigned at = 0;

	for (const char *letter = call->function->args; *letter; letter++) {
		const char *label = kinds[kind_of(*letter)].argument;
		unsigned words = step_letter_words(*letter);

		if (at + words > call->arg_words)
			break;
		text_clear(&value);
		sentence_argument(&value, sim, *letter, sim_args(sim, call) + at);
		at += words;
		if (value.len && label)
			add_labelled(room, out, _(label), STYLE_CODE, value.s);
	}
	text_free(&value);
}

static void add_result(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct step *step = player_step_now(p);
	char letter = step->function->returns;
	struct text value = { 0 };

	if (step->says->kind == STEP_RETURN && step->arg_words)
		sentence_argument(&value, player_sim(p), letter, sim_args(player_sim(p), step));
	if (value.len)
		add_labelled(room, out, _("returns"), STYLE_NOW, value.s);
	else
		add_labelled(room, out, _("returns"), STYLE_PLAIN,
		             _(kinds[kind_of(letter)].result));
	text_free(&value);
}

static void add_outline(const struct view_room *room, struct lines *out,
                        const struct outline *function, unsigned lit)
{
	for (unsigned i = 0; i < OUTLINE_LINES && function->lines[i]; i++) {
		bool now = i + 1 == lit;

		if (now)
			out->focus = out->count;
		lines_add(out, now ? STYLE_NOW : STYLE_PLAIN,
		          now ? glyph(room->unicode, GLYPH_NOW) : " ");
		lines_addf(out, STYLE_DIM, "%2u ", i + 1);
		add_paragraph(room, out, now ? STYLE_NOW : STYLE_PLAIN, _(function->lines[i]), 4);
	}
}

static void add_function(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct step *step = player_step_now(p), *call;
	const struct outline *function = step->function;
	struct text name = { 0 };

	lines_add(out, STYLE_NOW,
	          step->says->kind == STEP_CALL ? glyph(room->unicode, GLYPH_NOW) : "");
	text_addf(&name, "%s()", function->function);
	lines_add_cut(out, STYLE_HEADING, name.s, room->width, room->unicode);
	text_free(&name);
	if (lines_width(out) + 2 + view_width(function->file, strlen(function->file)) <=
	    room->width) {
		lines_addf(out, STYLE_DIM, "  %s", function->file);
	} else {
		lines_end(out);
		lines_add_wrapped(out, STYLE_DIM, function->file, room->width, 0);
	}
	lines_end(out);
	if (function->meaning)
		add_paragraph(room, out, STYLE_PLAIN, _(function->meaning), 0);
	add_outline(room, out, function, step->says->line);
	if (function->misread) {
		lines_addf(out, STYLE_CONFLICT, "! ");
		add_paragraph(room, out, STYLE_PLAIN, _(function->misread), 2);
	}
	call = call_of(p, function);
	if (call)
		add_arguments(p, room, call, out);
	add_result(p, room, out);
}

/* ---- the kernel's own lines ---- */

/* "6.1" of "6.1.0-56-arm64": releases are compared by that. */
static size_t series_length(const char *release)
{
	size_t n = strcspn(release, ".");

	return release[n] ? n + 1 + strspn(release + n + 1, "0123456789") : n;
}

static bool same_series(const char *a, const char *b)
{
	size_t n = series_length(a);

	return n == series_length(b) && !strncmp(a, b, n);
}

static void add_source_line(const struct view_room *room, struct lines *out, const char *text,
                            size_t len, unsigned number)
{
	unsigned tab = room->width >= 72 ? TAB_WIDE : TAB_NARROW, column = 0;
	struct text t = { 0 };

	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\t') {
			text_add_char(&t, text[i]);
			column++;
			continue;
		}
		do
			text_add_char(&t, ' ');
		while (++column % tab);
	}
	lines_addf(out, STYLE_DIM, "%5u ", number);
	lines_add_cut(out, STYLE_CODE, text_str(&t), room->width, room->unicode);
	lines_end(out);
	text_free(&t);
}

static void add_kernel(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct kernel_function *f = p->kernel;
	const char *retold = p->run->kernel->profile->release;
	struct text t = { 0 };

	text_addf(&t, _("Linux %s, %s"), f->release, f->file);
	add_paragraph(room, out, STYLE_HEADING, t.s, 2);
	if (!same_series(f->release, retold)) {
		text_clear(&t);
		text_addf(&t, _("What is retold here is Linux %s: the two may differ."), retold);
		lines_addf(out, STYLE_CONFLICT, "! ");
		add_paragraph(room, out, STYLE_PLAIN, t.s, 2);
	}
	if (f->missing) {
		text_clear(&t);
		text_addf(&t, _(f->missing), f->missing_what);
		add_paragraph(room, out, STYLE_DIM, t.s, 0);
	}
	text_free(&t);
	for (size_t at = 0, n = 0; at < f->len; n++) {
		const char *end = memchr(f->text + at, '\n', f->len - at);
		size_t len = end ? (size_t)(end - f->text) - at : f->len - at;

		add_source_line(room, out, f->text + at, len, f->line + (unsigned)n);
		at += len + 1;
	}
}

/* The lines of LEFT, and from cell MIDDLE on those of RIGHT. */
static void put_beside(const struct lines *left, const struct lines *right, unsigned middle,
                       struct lines *out)
{
	out->focus = left->focus;
	for (size_t n = 0; n < left->count || n < right->count; n++) {
		if (n < left->count)
			lines_add_line(out, left, n);
		if (n < right->count) {
			lines_pad(out, STYLE_PLAIN, middle);
			lines_add_line(out, right, n);
		}
		lines_end(out);
	}
}

static void add_beside(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct view_room left = *room, right = *room;
	struct lines ours = { 0 }, theirs = { 0 };

	left.width = room->width * 2 / 5;
	right.width = room->width - left.width - 2;
	add_function(p, &left, &ours);
	add_kernel(p, &right, &theirs);
	put_beside(&ours, &theirs, left.width + 2, out);
	lines_free(&ours);
	lines_free(&theirs);
}

void view_source(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct step *step = player_step_now(p);

	if (!step || !step->function) {
		lines_add_cut(out, STYLE_DIM, _("No function runs here."), room->width,
		              room->unicode);
		lines_end(out);
	} else if (p->kernel && room->width >= BESIDE_CELLS) {
		add_beside(p, room, out);
	} else {
		add_function(p, room, out);
		if (p->kernel) {
			lines_end(out);
			add_kernel(p, room, out);
		}
	}
}
