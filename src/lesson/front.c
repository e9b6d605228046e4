/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front matter of a lesson: what stands between the `---` lines at its top. */
#include <stdlib.h>
#include <string.h>

#include "lesson/internal.h"
#include "sim/intl.h"

/* One line of it. */
struct line {
	const char *s;
	size_t len;
	unsigned number;
};

/* The next line of *TEXT; false at the end. */
static bool next_line(const char **text, struct line *line)
{
	if (!**text)
		return false;
	line->s = *text;
	line->len = strcspn(*text, "\n");
	line->number++;
	*text += line->len + ((*text)[line->len] == '\n');
	if (line->len && line->s[line->len - 1] == '\r')
		line->len--;
	return true;
}

static bool is_rule(const struct line *line)
{
	size_t len = line->len;

	while (len && (line->s[len - 1] == ' ' || line->s[len - 1] == '\t'))
		len--;
	return len == 3 && !memcmp(line->s, "---", 3);
}

static bool read_minutes(struct reader *r, const char *value, unsigned line)
{
	char *end;
	unsigned long minutes = strtoul(value, &end, 10);

	if (value[0] < '0' || value[0] > '9' || *end || !minutes || minutes > 1000)
		return reader_refuse(r, line, _("'%s' is no time in minutes"), value);
	r->lesson->minutes = (unsigned)minutes;
	return true;
}

/* The first of a list of boards is the one that the lesson opens on. */
static bool read_boards(struct reader *r, const char *value, unsigned line)
{
	struct lesson *l = r->lesson;

	if (l->board)
		return reader_refuse(r, line, _("there is a 'board' already"));
	for (size_t len; *value; value += len + (value[len] == ',')) {
		const char *board;

		len = strcspn(value, ",");
		board = reader_keep(r, value, len);
		if (!*board)
			return reader_refuse(r, line, _("between two commas there is no board"));
		reader_push(&l->boards, &l->board_count, board);
	}
	l->board = l->boards[0];
	return true;
}

static bool read_exam(struct reader *r, const char *value, unsigned line)
{
	r->lesson->exam = !strcmp(value, "yes");
	return r->lesson->exam || !strcmp(value, "no") ||
	       reader_refuse(r, line, _("'%s' is not one of: yes, no"), value);
}

static bool read_pass(struct reader *r, const char *value, unsigned line)
{
	char *end;
	unsigned long pass = strtoul(value, &end, 10);

	if (value[0] < '0' || value[0] > '9' || *end || !pass || pass > 1000)
		return reader_refuse(r, line, _("'%s' is no number of questions"), value);
	r->lesson->pass = (unsigned)pass;
	return true;
}

static bool read_rows(struct reader *r, const char *value, unsigned line)
{
	if (value[strspn(value, "0123456789, -")])
		return reader_refuse(r, line, _("'%s' is no list of numbers of rows"), value);
	return true;
}

static bool read_nothing(struct reader *r, const char *value, unsigned line)
{
	if (*value)
		return reader_refuse(r, line, _("objectives stand below, one a line, as: - TEXT"));
	return true;
}

/* What may stand there. */
static const struct key {
	const char *name;
	size_t member; /* of a `const char *` in struct lesson, or 0 */
	bool (*read)(struct reader *r, const char *value, unsigned line);
	bool needed;
} keys[] = {
	{ "title", offsetof(struct lesson, title), NULL, true },
	{ "board", 0, read_boards, false },
	{ "boards", 0, read_boards, false },
	{ "kernel", offsetof(struct lesson, kernel), NULL, true },
	{ "level", offsetof(struct lesson, level), NULL, true },
	{ "time", 0, read_minutes, true },
	{ "objectives", 0, read_nothing, true },
	{ "rows", 0, read_rows, false },
	{ "exam", 0, read_exam, false },
	{ "pass", 0, read_pass, false },
};
enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

static const struct key *find_key(const char *name, size_t len)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (strlen(keys[i].name) == len && !memcmp(keys[i].name, name, len))
			return &keys[i];
	return NULL;
}

static const char *unquoted(struct reader *r, const char *value, size_t len)
{
	const char *kept = reader_keep(r, value, len);

	len = strlen(kept);
	if (len >= 2 && kept[0] == '"' && kept[len - 1] == '"')
		return reader_keep(r, kept + 1, len - 2);
	return kept;
}

static bool read_key(struct reader *r, const struct line *line, unsigned *seen,
                     const struct key **now)
{
	const char *colon = memchr(line->s, ':', line->len);
	const struct key *key = colon ? find_key(line->s, (size_t)(colon - line->s)) : NULL;
	const char *value;

	if (!colon)
		return reader_refuse(r, line->number,
		                     _("a line of front matter must be KEY: VALUE"));
	if (!key)
		return reader_refuse(r, line->number, _("'%.*s' is not known in front matter"),
		                     (int)(colon - line->s), line->s);
	if (*seen & 1u << (key - keys))
		return reader_refuse(r, line->number, _("'%s' is there twice"), key->name);
	*seen |= 1u << (key - keys);
	*now = key;
	value = unquoted(r, colon + 1, line->len - (size_t)(colon + 1 - line->s));
	if (!*value && key->read != read_nothing)
		return reader_refuse(r, line->number, _("'%s' has no value"), key->name);
	if (key->read)
		return key->read(r, value, line->number);
	*(const char **)(void *)((char *)r->lesson + key->member) = value;
	return true;
}

static bool read_line(struct reader *r, const struct line *line, unsigned *seen,
                      const struct key **now)
{
	struct lesson *l = r->lesson;
	size_t blanks = 0;

	while (blanks < line->len && (line->s[blanks] == ' ' || line->s[blanks] == '\t'))
		blanks++;
	if (blanks == line->len || line->s[blanks] == '#')
		return true;
	if (line->s[blanks] != '-')
		return read_key(r, line, seen, now);
	if (!*now || (*now)->read != read_nothing)
		return reader_refuse(r, line->number, _("a list may only stand below objectives"));
	reader_push(&l->objectives, &l->objective_count,
	            unquoted(r, line->s + blanks + 1, line->len - blanks - 1));
	return true;
}

static bool check_complete(struct reader *r, unsigned seen, unsigned line)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (keys[i].needed && !(seen & 1u << i))
			return reader_refuse(r, line, _("the front matter has no '%s'"),
			                     keys[i].name);
	if (!r->lesson->board)
		return reader_refuse(r, line, _("the front matter has no '%s'"), "board");
	if (r->lesson->exam != (r->lesson->pass != 0))
		return reader_refuse(r, line,
		                     _("an exam has both 'exam: yes' and 'pass: N', another lesson "
		                       "neither"));
	if (!r->lesson->objective_count)
		return reader_refuse(r, line, _("the lesson has no objectives"));
	return true;
}

bool front_read(struct reader *r, const char *text, size_t len, const char **body,
                unsigned *body_line)
{
	const struct key *now = NULL;
	struct line line = { 0 };
	unsigned seen = 0;

	if (memchr(text, '\0', len))
		return reader_refuse(r, 1, _("the file holds a NUL byte; a lesson is text"));
	if (!next_line(&text, &line) || !is_rule(&line))
		return reader_refuse(r, 1,
		                     _("a lesson begins with front matter between --- lines"));
	while (next_line(&text, &line)) {
		if (is_rule(&line)) {
			*body = text;
			*body_line = line.number + 1;
			return check_complete(r, seen, line.number);
		}
		if (!read_line(r, &line, &seen, &now))
			return false;
	}
	return reader_refuse(r, 1, _("the front matter does not end: there is no second --- line"));
}
