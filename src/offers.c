/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offers.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine/store.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* SUMMARY and TEXT are copied and emptied. */
static struct start_entry *add(struct offers *o, enum start_kind kind, const char *target,
                               const char *title, struct text *summary, struct text *text)
{
	struct start_entry *e;

	o->entries = xgrow(o->entries, &o->entry_cap, o->count + 1, sizeof(*o->entries));
	o->offers = xgrow(o->offers, &o->offer_cap, o->count + 1, sizeof(*o->offers));
	o->offers[o->count] =
		(struct offer){ .target = target ? names_intern(o->strings, target) : NULL };
	e = &o->entries[o->count++];
	*e = (struct start_entry){
		.kind = kind,
		.title = names_intern(o->strings, title),
		.summary = names_intern(o->strings, text_str(summary)),
		.text = names_intern(o->strings, text_str(text)),
	};
	text_free(summary);
	text_free(text);
	return e;
}

/* ---- lessons ---- */

/* An exam: what is needed, or what came of it. */
static void tell_exam(const struct lesson *lesson, const struct progress *progress,
                      struct text *out)
{
	size_t right, of;

	if (!lesson->exam)
		return;
	text_add(out, " ");
	if (progress_score(progress, SCORE_EXAM, lesson->name, &right, &of))
		text_addf(out, _("The exam is over: %zu of %zu were right, %u were needed."), right,
		          of, lesson->pass);
	else
		text_addf(out,
		          _("It is an exam: nothing is explained before its end, and %u must be "
		            "right."),
		          lesson->pass);
}

static void tell_lesson(const struct lesson *lesson, const struct progress *progress,
                        const struct start_entry *so_far, struct text *out)
{
	if (so_far->begun)
		text_addf(out,
		          _("You are on page %zu of %zu. Questions and tasks done: %zu of "
		            "%zu."),
		          so_far->page, so_far->pages, so_far->done, so_far->of);
	else
		text_addf(out, _("Minutes: %u. Pages: %zu. Questions and tasks: %zu."),
		          lesson->minutes, so_far->pages, so_far->of);
	tell_exam(lesson, progress, out);
	text_add(out, "\n\n# ");
	text_add(out, _("What you will be able to do"));
	text_add(out, "\n");
	for (size_t i = 0; i < lesson->objective_count; i++)
		text_addf(out, "- %s\n", lesson->objectives[i]);
	text_add(out, "\n");
	text_addf(out, _("Level: %s. Board: %s. Kernel: %s."), lesson->level, lesson->board,
	          lesson->kernel);
}

static void add_lesson(struct offers *o, const struct progress *progress, const char *path,
                       const struct lesson *lesson)
{
	struct start_entry so_far = { .pages = lesson->page_count }, *e;
	struct text summary = { 0 }, text = { 0 };
	size_t right, of;
	uint32_t stop;

	so_far.done = progress_count(progress, lesson->name);
	so_far.of = lesson_question_count(lesson);
	so_far.begun = progress_place(progress, lesson->name, &so_far.page, &stop);
	so_far.page++;
	/* the lesson may have become shorter since */
	if (so_far.page > so_far.pages)
		so_far.page = so_far.pages;
	if (so_far.done > so_far.of)
		so_far.done = so_far.of;
	so_far.finished =
		so_far.of ? so_far.done == so_far.of : so_far.begun && so_far.page == so_far.pages;
	/* an exam is over when the reader ends it */
	if (lesson->exam)
		so_far.finished = progress_score(progress, SCORE_EXAM, lesson->name, &right, &of);
	tell_lesson(lesson, progress, &so_far, &text);
	e = add(o, START_LESSON, path, lesson->title, &summary, &text);
	e->minutes = lesson->minutes;
	e->begun = so_far.begun;
	e->finished = so_far.finished;
	e->page = so_far.page;
	e->pages = so_far.pages;
	e->done = so_far.done;
	e->of = so_far.of;
}

static void add_lessons(struct offers *o)
{
	struct progress *progress = progress_open();
	char *path;

	o->course = SIZE_MAX;
	for (unsigned n = 0; (path = lesson_path(n)); n++) {
		struct text summary = { 0 }, text = { 0 };
		struct lesson *lesson;
		struct error err;

		if (lesson_load(&lesson, path, &err)) {
			add_lesson(o, progress, path, lesson);
			if (!o->entries[n].finished && o->course == SIZE_MAX)
				o->course = n;
			lesson_free(lesson);
		} else {
			text_add(&summary, err.reason);
			text_addf(&text, _("This lesson cannot be read: %s."), err.reason);
			add(o, START_LESSON, path, strrchr(path, '/') + 1, &summary, &text)
				->broken = true;
		}
		free(path);
	}
	progress_close(progress);
}

/* ---- boards ---- */

/* What is told about a board, without its heading. */
static const char *without_heading(const char *about)
{
	const char *s = about ? about : "";

	while (*s == '#' || *s == '\n')
		s += *s == '#' ? strcspn(s, "\n") : 1;
	return s;
}

static void first_sentence(struct text *out, const char *s)
{
	for (; *s && strncmp(s, "\n\n", 2) != 0; s++) {
		if (*s != '`')
			text_add_char(out, *s == '\n' ? ' ' : *s);
		if (*s == '.' && (s[1] == ' ' || s[1] == '\n'))
			break;
	}
}

static bool add_boards(struct offers *o, struct error *err)
{
	struct store_entry entry;
	struct store *store;

	if (!store_open(&store, err))
		return false;
	for (unsigned n = 0; store_at(store, "boards", n, &entry); n++) {
		struct text summary = { 0 }, text = { 0 };

		if (entry.summary) {
			text_add(&summary, entry.summary);
			/* in the list it may be cut */
			text_addf(&text, "%s.\n\n", entry.summary);
		} else {
			first_sentence(&summary, without_heading(entry.about));
		}
		text_add(&text, without_heading(entry.about));
		add(o, START_BOARD, entry.name, entry.name, &summary, &text);
	}
	store_close(store);
	return true;
}

/* ---- files ---- */

/* The first LEN bytes of PATH with the reader's home as ~. */
static void add_short(struct text *out, const char *path, size_t len)
{
	const char *home = getenv("HOME");
	size_t n = home ? strlen(home) : 0;

	if (n > 1 && len >= n && !strncmp(path, home, n) && (len == n || path[n] == '/')) {
		text_add(out, "~");
		path += n;
		len -= n;
	}
	text_add_n(out, path, len);
}

static void add_recent(struct offers *o)
{
	const struct recent_entry *recent;

	o->recent = recent_open();
	for (size_t n = 0; (recent = recent_at(o->recent, n)); n++) {
		const char *last = strrchr(recent->path, '/') + 1;
		size_t folder = (size_t)(last - recent->path) - (last - recent->path > 1);
		struct text summary = { 0 }, text = { 0 }, options = { 0 }, short_folder = { 0 };
		bool gone = access(recent->path, F_OK) != 0;
		struct start_entry *e;

		recent_add_options(&recent->options, &options);
		add_short(&short_folder, recent->path, folder);
		text_addf(&summary, gone ? _("gone from %s") : "%s", text_str(&short_folder));
		text_addf(&summary, options.len ? "  %s" : "%s", text_str(&options));
		text_addf(&text, "    %s\n\n", recent->path);
		text_add(&text, options.len ? _("It is opened with the same options as before:")
		                            : _("It is opened without options, as before."));
		if (options.len)
			text_addf(&text, "\n\n    %s", options.s);
		e = add(o, START_RECENT, recent->path, *last ? last : recent->path, &summary,
		        &text);
		e->gone = gone;
		o->offers[o->count - 1].options = &recent->options;
		text_free(&options);
		text_free(&short_folder);
	}
}

static void add_open(struct offers *o)
{
	struct text summary = { 0 }, text = { 0 };

	text_add(&text, _("The device tree of your own board: a .dtb, a .dts (`dtc` compiles it), "
	                  "or a folder in the form of /proc/device-tree. On a running board that "
	                  "is /sys/firmware/fdt.\n\n"
	                  "Many blobs leave it to the bootloader to fill in the memory. Such a one "
	                  "is opened from the command line, with `bootwalk FILE --memory RANGE`; "
	                  "after that it stands above, with its options."));
	add(o, START_FILE, NULL, _("Open a file ..."), &summary, &text);
}

/* ---- all of it ---- */

bool offers_make(struct offers *offers, struct error *err)
{
	*offers = (struct offers){ .strings = xmalloc(sizeof(struct names)) };
	names_init(offers->strings);
	add_lessons(offers);
	if (!add_boards(offers, err)) {
		offers_free(offers);
		return false;
	}
	add_recent(offers);
	add_open(offers);
	if (offers->course > offers->count)
		offers->course = offers->count;
	return true;
}

void offers_free(struct offers *offers)
{
	free(offers->offers);
	free(offers->entries);
	recent_close(offers->recent);
	names_done(offers->strings);
	free(offers->strings);
	*offers = (struct offers){ 0 };
}

size_t offers_find(const struct offers *offers, enum start_kind kind, const char *target)
{
	size_t i = 0;

	while (i < offers->count && (offers->entries[i].kind != kind || offers->entries[i].gone ||
	                             (target && strcmp(offers->offers[i].target, target) != 0)))
		i++;
	return i;
}
