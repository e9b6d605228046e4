/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A path for a class: pages of lessons in the order of an hour, with minutes, notes and pauses.
 *
 * It is read into a lesson whose pages hold the blocks of those lessons, lent; what is
 * added to them are notes for the teacher and the pages of pauses.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lesson/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* A path while it is read. */
struct class
{
	struct reader *reader;
	unsigned minutes; /* of the pages so far */
	const struct page
		*pending; /* what the last page shows, below the notes that the path adds */
};

/* The next line that is not empty and no remark, with the indented ones behind it joined to it. */
static bool next_line(const char **rest, unsigned *at, struct text *text, unsigned *line)
{
	text_clear(text);
	while (**rest) {
		size_t len = strcspn(*rest, "\n"), blanks = strspn(*rest, " \t\r");
		bool empty = blanks >= len || (!blanks && **rest == '#');

		if (text->len && (empty || !blanks))
			break;
		++*at;
		if (!empty) {
			if (text->len)
				text_add_char(text, ' ');
			else
				*line = *at;
			text_add_n(text, *rest + blanks, len - blanks);
		}
		*rest += len + ((*rest)[len] == '\n');
	}
	return text->len != 0;
}

/* A number of minutes at *S and the blanks behind it. */
static bool read_minutes(const char **s, unsigned *minutes)
{
	char *end;
	unsigned long n = strtoul(*s, &end, 10);

	if (**s < '0' || **s > '9' || !n || n > 1000 || (*end && *end != ' '))
		return false;
	*minutes = (unsigned)n;
	*s = end + strspn(end, " ");
	return true;
}

/* ---- pages ---- */

/* The lesson called NAME, which lies beside the path, or in the folder of English. */
static const struct lesson *find_part(struct class *c, const char *name, unsigned line)
{
	struct lesson *l = c->reader->lesson;
	const char *slash = strrchr(l->path, '/');
	int folder = slash ? (int)(slash + 1 - l->path) : 0;
	struct text path = { 0 };
	struct error err;
	bool ok;

	for (size_t i = 0; i < l->part_count; i++)
		if (!strcmp(l->parts[i]->name, name))
			return l->parts[i];
	text_addf(&path, "%.*s%s.md", folder, l->path, name);
	if (access(text_str(&path), F_OK) != 0) {
		text_clear(&path);
		text_addf(&path, "%.*s../en/%s.md", folder, l->path, name);
	}
	l->parts = xrealloc(l->parts, (l->part_count + 1) * sizeof(struct lesson *));
	ok = lesson_load(&l->parts[l->part_count], text_str(&path), &err);
	text_free(&path);
	if (!ok) {
		reader_refuse(c->reader, line, "%s: %s%s%s", name, err.where,
		              *err.where ? ": " : "", err.reason);
		return NULL;
	}
	return l->parts[l->part_count++];
}

/* The last page; NULL before the first. */
static struct page *last_page(const struct class *c)
{
	struct lesson *l = c->reader->lesson;

	return l->page_count ? &l->pages[l->page_count - 1] : NULL;
}

/* Append what BLOCK is to the page that is being filled. */
static void lend(struct class *c, const struct block *block)
{
	struct block *to = reader_block(c->reader, block->kind, block->line);

	*to = *block;
	to->lent = true;
}

/* A note for the teacher on the page that is being filled. */
static bool add_note(struct class *c, const char *text, unsigned line)
{
	return prose_read(c->reader, text, strlen(text), line, true);
}

/* When in the hour the page comes, as a note. */
static bool add_minutes(struct class *c, unsigned minutes, unsigned line)
{
	struct text note = { 0 };
	bool ok;

	text_addf(&note, _("Minutes %u to %u of %u."), c->minutes, c->minutes + minutes,
	          c->reader->lesson->minutes);
	c->minutes += minutes;
	ok = add_note(c, text_str(&note), line);
	text_free(&note);
	return ok;
}

/* No more notes come: the rest of the last page. */
static void finish_page(struct class *c)
{
	for (size_t i = 0; c->pending && i < c->pending->block_count; i++)
		lend(c, &c->pending->blocks[i]);
	c->pending = NULL;
	c->reader->in_page = false;
}

static bool add_page(struct class *c, const struct page *page, unsigned minutes, unsigned line)
{
	struct page *to;

	finish_page(c);
	if (!add_minutes(c, minutes, line))
		return false;
	to = last_page(c);
	to->title = page->title;
	to->board = page->board;
	to->own_board = page->own_board;
	to->options = page->options;
	if (!c->reader->lesson->board)
		c->reader->lesson->board = page->board;
	c->pending = page;
	return true;
}

/* The page of PART that VALUE, a title in double quotes, names; NULL when there is none. */
static const struct page *find_page(const struct lesson *part, const char *value)
{
	size_t len = strlen(value);

	for (size_t i = 0; i < part->page_count && len > 2; i++)
		if (value[0] == '"' && value[len - 1] == '"' &&
		    strlen(part->pages[i].title) == len - 2 &&
		    !strncmp(value + 1, part->pages[i].title, len - 2))
			return &part->pages[i];
	return NULL;
}

/* MINUTES LESSON "TITLE" */
static bool read_page(struct class *c, const char *value, unsigned line)
{
	const struct lesson *part;
	const struct page *page;
	struct text name = { 0 };
	unsigned minutes;

	if (!read_minutes(&value, &minutes))
		return reader_refuse(c->reader, line, _("a page is: MINUTES LESSON \"TITLE\""));
	text_add_n(&name, value, strcspn(value, " "));
	part = find_part(c, text_str(&name), line);
	value += name.len;
	text_free(&name);
	if (!part)
		return false;
	value = reader_keep(c->reader, value, strlen(value));
	page = find_page(part, value);
	if (!page)
		return reader_refuse(c->reader, line, _("%s has no page called %s"), part->name,
		                     *value ? value : "\"\"");
	return add_page(c, page, minutes, line);
}

/* MINUTES TEXT: the class stops where the page before had led. */
static bool read_pause(struct class *c, const char *value, unsigned line)
{
	struct page before, *to;
	struct text text = { 0 };
	unsigned minutes;
	bool ok;

	if (!last_page(c))
		return reader_refuse(c->reader, line, _("a pause comes behind a page"));
	if (!read_minutes(&value, &minutes) || !*value)
		return reader_refuse(c->reader, line, _("a pause is: MINUTES TEXT"));
	finish_page(c);
	before = *last_page(c);
	for (size_t i = 0; i < before.block_count; i++)
		if (before.blocks[i].kind == BLOCK_LIVE)
			lend(c, &before.blocks[i]);
	text_add(&text, "# ");
	text_addf(&text, _("Pause: %u minutes"), minutes);
	text_addf(&text, "\n\n%s\n", value);
	ok = prose_read(c->reader, text_str(&text), text.len, line, false);
	text_free(&text);
	to = last_page(c);
	to->title = reader_keep(c->reader, _("Pause"), strlen(_("Pause")));
	to->board = before.board;
	to->own_board = before.own_board;
	to->options = before.options;
	return ok && add_minutes(c, minutes, line);
}

static bool read_note(struct class *c, const char *value, unsigned line)
{
	if (!last_page(c))
		return reader_refuse(c->reader, line, _("a note comes behind its page"));
	return add_note(c, value, line);
}

/* ---- the file ---- */

static bool read_title(struct class *c, const char *value, unsigned line)
{
	if (c->reader->lesson->title)
		return reader_refuse(c->reader, line, _("'%s' is there twice"), "title");
	c->reader->lesson->title = reader_keep(c->reader, value, strlen(value));
	return true;
}

static bool read_time(struct class *c, const char *value, unsigned line)
{
	if (c->reader->lesson->minutes)
		return reader_refuse(c->reader, line, _("'%s' is there twice"), "time");
	return (read_minutes(&value, &c->reader->lesson->minutes) && !*value) ||
	       reader_refuse(c->reader, line, _("'%s' is no time in minutes"), value);
}

static const struct key {
	const char *name;
	bool (*read)(struct class *c, const char *value, unsigned line);
	bool early; /* stands before the pages */
} keys[] = {
	{ "title:", read_title, true },  { "time:", read_time, true },
	{ "page:", read_page, false },   { "note:", read_note, false },
	{ "pause:", read_pause, false },
};

static bool read_line(struct class *c, const char *text, unsigned line)
{
	const struct lesson *l = c->reader->lesson;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		size_t len = strlen(keys[i].name);
		const char *value = text + len;

		if (strncmp(text, keys[i].name, len) != 0)
			continue;
		value += strspn(value, " \t");
		if (!*value)
			return reader_refuse(c->reader, line, _("'%.*s' has no value"),
			                     (int)len - 1, text);
		if (!keys[i].early && (!l->title || !l->minutes))
			return reader_refuse(c->reader, line,
			                     _("title: and time: come before the pages"));
		return keys[i].read(c, value, line);
	}
	return reader_refuse(c->reader, line,
	                     _("a line of a path begins with title:, time:, page:, note: or "
	                       "pause:"));
}

bool class_read(struct reader *r, const char *text)
{
	struct class c = { .reader = r };
	struct text line = { 0 };
	unsigned at = 0, first = 1;
	bool ok = true;

	r->lesson->is_path = true;
	r->lesson->level = r->lesson->kernel = "";
	while (ok && next_line(&text, &at, &line, &first))
		ok = read_line(&c, text_str(&line), first);
	text_free(&line);
	if (!ok)
		return false;
	finish_page(&c);
	if (!r->lesson->page_count)
		return reader_refuse(r, first, _("the path has no page"));
	return c.minutes == r->lesson->minutes ||
	       reader_refuse(r, first, _("the minutes add up to %u, and time: says %u"), c.minutes,
	                     r->lesson->minutes);
}
