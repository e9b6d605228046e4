/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offers.h"

#include <stdlib.h>
#include <string.h>

#include "machine/store.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* Takes TARGET; DETAIL is copied and emptied. */
static void add(struct offers *o, char *target, const char *title, struct text *detail)
{
	o->entries = xgrow(o->entries, &o->entry_cap, o->count + 1, sizeof(*o->entries));
	o->targets = xgrow(o->targets, &o->target_cap, o->count + 1, sizeof(*o->targets));
	o->entries[o->count].title = names_intern(o->strings, title);
	o->entries[o->count].detail = names_intern(o->strings, text_str(detail));
	o->targets[o->count++] = target;
	text_free(detail);
}

static bool add_lessons(struct offers *o, struct error *err)
{
	struct progress *progress = progress_open();
	bool ok = true;
	char *path;

	while (ok && (path = lesson_path((unsigned)o->lessons))) {
		struct lesson *lesson;
		struct text detail = { 0 };
		size_t done, of, page;
		uint32_t stop;

		ok = lesson_load(&lesson, path, err);
		if (!ok) {
			free(path);
			break;
		}
		done = progress_count(progress, lesson->name);
		of = lesson_question_count(lesson);
		text_addf(&detail, _("Lesson, %u minutes. "), lesson->minutes);
		if (progress_place(progress, lesson->name, &page, &stop))
			text_addf(&detail,
			          _("You are on page %zu of %zu; %zu of %zu questions "
			            "and tasks are done."),
			          page + 1, lesson->page_count, done, of);
		else
			text_addf(&detail, _("%zu pages, %zu questions and tasks."),
			          lesson->page_count, of);
		add(o, path, lesson->title, &detail);
		o->lessons++;
		lesson_free(lesson);
	}
	progress_close(progress);
	return ok;
}

/* The first sentence of what is told about a board, behind its heading. */
static void first_sentence(struct text *out, const char *about)
{
	const char *s = about ? about : "";

	while (*s == '#' || *s == '\n')
		s += *s == '#' ? strcspn(s, "\n") : 1;
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
		struct text detail = { 0 };

		first_sentence(&detail, entry.about);
		add(o, xstrdup(entry.name), entry.name, &detail);
	}
	store_close(store);
	return true;
}

bool offers_make(struct offers *offers, struct error *err)
{
	*offers = (struct offers){ .strings = xmalloc(sizeof(struct names)) };
	names_init(offers->strings);
	if (add_lessons(offers, err) && add_boards(offers, err))
		return true;
	offers_free(offers);
	return false;
}

void offers_free(struct offers *offers)
{
	for (size_t i = 0; i < offers->count; i++)
		free(offers->targets[i]);
	free(offers->targets);
	free(offers->entries);
	names_done(offers->strings);
	free(offers->strings);
	*offers = (struct offers){ 0 };
}
