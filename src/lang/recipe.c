/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lang/recipe.h"

#include "lang/argument.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/words.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/sentence.h"

enum { RECIPE_WORDS = 40 };

/* A line cut into words that still stand where they stood, quotes and all. */
struct cut {
	const char *at[RECIPE_WORDS];
	size_t len[RECIPE_WORDS];
	unsigned count, next;
};

#define refuse(err, ...) error_set(err, NULL, NULL, __VA_ARGS__)

/* The end of the word at S; quotes hold blanks together. */
static const char *word_end(const char *s, const char *end)
{
	char quote = '\0';

	for (; s < end && (quote || !isspace((unsigned char)*s)); s++) {
		if (*s == '\\' && quote != '\'' && s + 1 < end)
			s++;
		else if (quote ? *s == quote : (*s == '"' || *s == '\''))
			quote = quote ? '\0' : *s;
	}
	return s;
}

static bool cut_line(struct cut *c, const char *line, size_t len, struct error *err)
{
	const char *end = line + len;

	*c = (struct cut){ 0 };
	for (;;) {
		while (line < end && isspace((unsigned char)*line))
			line++;
		if (line == end || *line == '#')
			return true;
		if (c->count == RECIPE_WORDS)
			return refuse(err, _("the line has too many words"));
		c->at[c->count] = line;
		line = word_end(line, end);
		c->len[c->count] = (size_t)(line - c->at[c->count]);
		c->count++;
	}
}

static bool word_is(const struct cut *c, unsigned i, const char *word)
{
	return i < c->count && c->len[i] == strlen(word) && !memcmp(c->at[i], word, c->len[i]);
}

/* The first of WORDS from the next one on; count when there is none. */
static unsigned find_word(const struct cut *c, const char *word)
{
	unsigned i = c->next;

	while (i < c->count && !word_is(c, i, word))
		i++;
	return i;
}

static bool read_errno(const struct cut *c, unsigned i, int *error)
{
	char word[32];

	if (i >= c->count || c->len[i] >= sizeof(word))
		return false;
	memcpy(word, c->at[i], c->len[i]);
	word[c->len[i]] = '\0';
	return sentence_errno_value(word, error);
}

static bool read_number(const struct cut *c, unsigned i, uint64_t *number)
{
	char word[32];

	if (i >= c->count || c->len[i] >= sizeof(word))
		return false;
	memcpy(word, c->at[i], c->len[i]);
	word[c->len[i]] = '\0';
	return word_number(word, number);
}

struct reading {
	struct recipe *recipe;
	const struct vocabulary *vocabulary;
	const struct driver *driver;
	struct cut cut;
	struct recipe_line *line;
	struct error *err;
};

/* The words from the next one to END (exclusive) as a call. */
static bool read_call(struct reading *r, unsigned end, size_t *call)
{
	struct script *s = &r->recipe->script;
	const struct cut *c = &r->cut;
	unsigned first = c->next;
	size_t before = s->count;
	const struct command *command;

	if (first >= end)
		return refuse(r->err, _("a call is missing"));
	if (!script_parse(s, r->vocabulary, NULL, c->at[first],
	                  (size_t)(c->at[end - 1] + c->len[end - 1] - c->at[first]), r->err))
		return false;
	if (s->count != before + 1)
		return refuse(r->err, _("a call is missing"));
	command = s->calls[before].command;
	if (command->class != COMMAND_KERNEL || s->calls[before].inner)
		return refuse(r->err, _("'%s' is no kernel call, so a driver cannot make it"),
		              command->name);
	s->calls[before].line = r->line->line;
	*call = before;
	return true;
}

/* `if &LABEL then` */
static bool read_label_test(struct reading *r)
{
	struct cut *c = &r->cut;

	r->line->test = TEST_LABEL;
	r->line->label =
		names_intern_n(&r->recipe->script.strings, c->at[c->next] + 1, c->len[c->next] - 1);
	c->next += 2;
	return script_knows_label(&r->recipe->script, r->line->label) ||
	       refuse(r->err, _("nothing has the label '%s' yet"), r->line->label);
}

/* `if TEST then`: the next word is the one behind `if`. */
static bool read_test(struct reading *r)
{
	struct cut *c = &r->cut;
	unsigned then = find_word(c, "then"), end = then;

	if (then == c->count)
		return refuse(r->err, _("the word 'then' is missing"));
	if (then == c->next + 1 && *c->at[c->next] == '&')
		return read_label_test(r);
	r->line->test = TEST_TRUE;
	r->line->mask = UINT64_MAX;
	if (end >= c->next + 3 && (word_is(c, end - 2, "==") || word_is(c, end - 2, "!="))) {
		r->line->test = word_is(c, end - 2, "==") ? TEST_EQUAL : TEST_DIFFERENT;
		if (!read_number(c, end - 1, &r->line->value))
			return refuse(r->err, _("what stands behind '%.*s' must be a number"),
			              (int)c->len[end - 2], c->at[end - 2]);
		end -= 2;
	}
	if (end >= c->next + 3 && word_is(c, end - 2, "&")) {
		if (!read_number(c, end - 1, &r->line->mask))
			return refuse(r->err, _("what stands behind '&' must be a number"));
		end -= 2;
	}
	if (!read_call(r, end, &r->line->test_call))
		return false;
	c->next = then + 1;
	return true;
}

/* An errno, or 0. */
static bool read_result(const struct cut *c, unsigned i, int *result)
{
	uint64_t zero;

	if (read_errno(c, i, result))
		return true;
	*result = 0;
	return read_number(c, i, &zero) && !zero;
}

static bool read_return(struct reading *r)
{
	struct cut *c = &r->cut;

	r->line->returns = true;
	if (c->count == c->next + 1 && read_result(c, c->next, &r->line->result))
		return true;
	return refuse(r->err, _("it is written: return 0, or return -ERRNO"));
}

/* What stands behind the bars: a result, a message, or both. */
static bool read_failure(struct reading *r, unsigned next)
{
	const struct cut *c = &r->cut;

	if (read_result(c, next, &r->line->result)) {
		r->line->has_error = true;
		next++;
	}
	if (next + 1 == c->count && c->len[next] > 2 && *c->at[next] == '"') {
		r->line->message = names_intern_n(&r->recipe->script.strings, c->at[next] + 1,
		                                  c->len[next] - 2);
		next++;
	}
	return (next == c->count && (r->line->has_error || r->line->message)) ||
	       refuse(r->err, _("an errno such as -EBUSY must follow '||', or a message in quotes, "
	                        "or both"));
}

static bool read_line(struct reading *r)
{
	struct cut *c = &r->cut;
	unsigned bars;

	if (word_is(c, 0, "if") || word_is(c, 0, "unless")) {
		r->line->unless = word_is(c, 0, "unless");
		c->next = 1;
		if (!read_test(r))
			return false;
	}
	if (word_is(c, c->next, "return")) {
		c->next++;
		return read_return(r);
	}
	if (word_is(c, c->next, "try")) {
		r->line->tries = true;
		c->next++;
	}
	bars = find_word(c, "||");
	if (bars < c->count && !read_failure(r, bars + 1))
		return false;
	return read_call(r, bars, &r->line->call);
}

static bool add_line(struct reading *r, const char *text, size_t len, unsigned number)
{
	struct recipe *recipe = r->recipe;
	const struct cut *c = &r->cut;
	struct error reason;
	char where[16];

	*r->err = (struct error){ 0 };
	if (!cut_line(&r->cut, text, len, &reason)) {
		snprintf(where, sizeof(where), "%u", number);
		return error_set(r->err, r->driver->file, where, "%s", reason.reason);
	}
	if (!c->count)
		return true;
	recipe->lines = xgrow(recipe->lines, &recipe->line_cap, recipe->line_count + 1,
	                      sizeof(*recipe->lines));
	r->line = &recipe->lines[recipe->line_count++];
	*r->line = (struct recipe_line){ .line = number };
	r->line->source =
		names_intern_n(&recipe->script.strings, c->at[0],
	                       (size_t)(c->at[c->count - 1] + c->len[c->count - 1] - c->at[0]));
	if (read_line(r))
		return true;
	reason = *r->err;
	snprintf(where, sizeof(where), "%u", number);
	return error_set(r->err, r->driver->file, where, "%s", reason.reason);
}

static bool add_section(struct reading *r, const struct driver_section *section)
{
	const char *text = section->text, *end = text + section->len;

	for (unsigned number = section->line; text && text < end; number++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t len = newline ? (size_t)(newline - text) : (size_t)(end - text);

		if (!add_line(r, text, len, number))
			return false;
		text += len + (newline != NULL);
	}
	return true;
}

bool recipe_parse(struct recipe *recipe, const struct vocabulary *v, const struct driver *drv,
                  struct error *err)
{
	struct reading r = { .recipe = recipe, .vocabulary = v, .driver = drv, .err = err };

	*recipe = (struct recipe){ 0 };
	script_init(&recipe->script);
	recipe->script.in_driver = true;
	for (unsigned i = 0; i < SECTION_COUNT; i++) {
		recipe->first[i] = recipe->line_count;
		/* What is to be mapped is there before the first line. */
		if (i == SECTION_MMAP)
			script_add_label(&recipe->script, "vma");
		if (!add_section(&r, &drv->sections[i]))
			return false;
		recipe->count[i] = recipe->line_count - recipe->first[i];
	}
	return true;
}

void recipe_done(struct recipe *recipe)
{
	script_done(&recipe->script);
	free(recipe->lines);
	*recipe = (struct recipe){ 0 };
}

bool recipe_failed(const struct value *value, int *error)
{
	switch (value->kind) {
	case VALUE_INT:
		*error = (int)value->number;
		return value->number < 0;
	case VALUE_BOOL:
		*error = -ENODEV;
		return !value->number;
	case VALUE_RESOURCE:
		*error = -EBUSY;
		return !value->resource;
	case VALUE_MAPPING:
		*error = -ENOMEM;
		return !value->address;
	default:
		return false;
	}
}

/* The number that a test compares. */
static uint64_t number_of(const struct value *value)
{
	switch (value->kind) {
	case VALUE_INT:
	case VALUE_NUMBER:
	case VALUE_BOOL:
	case VALUE_REGION:
		return (uint64_t)value->number;
	case VALUE_ADDRESS:
	case VALUE_MAPPING:
	case VALUE_REGISTER:
		return value->address;
	case VALUE_RESOURCE:
		return value->resource != NULL;
	default:
		return 0;
	}
}

bool recipe_holds(const struct recipe_line *line, const struct value *value)
{
	uint64_t number = number_of(value) & line->mask;
	int error;
	bool holds;

	if (line->test == TEST_EQUAL)
		holds = number == line->value;
	else if (line->test == TEST_DIFFERENT)
		holds = number != line->value;
	else if (value->kind == VALUE_REGISTER || value->kind == VALUE_ADDRESS ||
	         value->kind == VALUE_NUMBER || line->mask != UINT64_MAX)
		holds = number != 0;
	else
		holds = !recipe_failed(value, &error);
	return holds != line->unless;
}
