/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/c_function.h"

#include <string.h>

/* A place in the text.  Beyond its end there are only NUL bytes. */
struct scan {
	const char *text;
	size_t len, at;
};

static char at(const struct scan *s, size_t where)
{
	return where < s->len ? s->text[where] : '\0';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void skip_line(struct scan *s)
{
	while (s->at < s->len && s->text[s->at] != '\n') {
		/* a line that goes on in the next */
		s->at += s->text[s->at] == '\\' && at(s, s->at + 1) == '\n' ? 2 : 1;
	}
}

static bool skip_comment(struct scan *s)
{
	if (at(s, s->at) != '/')
		return false;
	if (at(s, s->at + 1) == '/') {
		skip_line(s);
		return true;
	}
	if (at(s, s->at + 1) != '*')
		return false;
	for (s->at += 2; s->at < s->len; s->at++)
		if (s->text[s->at] == '*' && at(s, s->at + 1) == '/') {
			s->at += 2;
			return true;
		}
	return true;
}

static bool skip_quoted(struct scan *s)
{
	char quote = at(s, s->at);

	if (quote != '"' && quote != '\'')
		return false;
	/* one that is not closed ends with its line */
	for (s->at++; s->at < s->len && s->text[s->at] != '\n'; s->at++) {
		if (s->text[s->at] == '\\')
			s->at++;
		else if (s->text[s->at] == quote)
			break;
	}
	s->at += s->at < s->len && s->text[s->at] == quote;
	return true;
}

static bool begins_line(const struct scan *s, size_t where)
{
	while (where && (s->text[where - 1] == ' ' || s->text[where - 1] == '\t'))
		where--;
	return !where || s->text[where - 1] == '\n';
}

/* What is no code: a comment, a string, a line for the preprocessor. */
static bool skip_other(struct scan *s)
{
	if (skip_comment(s) || skip_quoted(s))
		return true;
	if (at(s, s->at) != '#' || !begins_line(s, s->at))
		return false;
	skip_line(s);
	return true;
}

static void skip_blanks(struct scan *s)
{
	while (s->at < s->len && (is_blank(s->text[s->at]) || skip_other(s)))
		if (s->at < s->len && is_blank(s->text[s->at]))
			s->at++;
}

/* Behind the bracket that closes the one at s->at; false at the end of the text. */
static bool skip_brackets(struct scan *s)
{
	unsigned depth = 0;

	while (s->at < s->len) {
		char c = s->text[s->at];

		if (skip_other(s))
			continue;
		depth += c == '(';
		depth -= c == ')';
		s->at++;
		if (!depth)
			return true;
	}
	return false;
}

/* Behind the body whose brace stands at s->at: a brace of its own line's, or first in a line. */
static void skip_body(struct scan *s)
{
	unsigned depth = 0;

	while (s->at < s->len) {
		char c = s->text[s->at];

		/* under #if and #else braces need not match; the style tells the last one */
		if (c == '}' && s->at && s->text[s->at - 1] == '\n') {
			s->at++;
			return;
		}
		if (skip_other(s))
			continue;
		depth += c == '{';
		s->at++;
		if (c == '}' && !--depth)
			return;
	}
}

/* The word at s->at; its length. */
static size_t word_at(const struct scan *s)
{
	size_t n = 0;

	while (is_word(at(s, s->at + n)))
		n++;
	return n;
}

static bool is(const struct scan *s, size_t where, size_t len, const char *word)
{
	return len == strlen(word) && !memcmp(s->text + where, word, len);
}

static bool begins_with(const struct scan *s, size_t where, size_t len, const char *word)
{
	return len >= strlen(word) && !memcmp(s->text + where, word, strlen(word));
}

/* Is WORD, with brackets behind it at s->at, the head of NAME: itself, or a macro's that makes it? */
static bool is_head(const struct scan *s, size_t word, size_t len, const char *name)
{
	const char *call = strncmp(name, "sys_", 4) ? name : name + 4;
	struct scan inside = *s;
	size_t n;

	if (is(s, word, len, name))
		return true;
	if (!begins_with(s, word, len, "SYSCALL_DEFINE") &&
	    !begins_with(s, word, len, "COMPAT_SYSCALL_DEFINE"))
		return false;
	inside.at++;
	skip_blanks(&inside);
	n = word_at(&inside);
	return n && is(&inside, inside.at, n, call);
}

/* Past what may stand between a head's brackets and its body: words, and brackets of theirs. */
static bool comes_to_body(struct scan *s)
{
	for (;;) {
		size_t n;

		skip_blanks(s);
		n = word_at(s);
		if (n)
			s->at += n;
		else if (at(s, s->at) == '(' && skip_brackets(s))
			continue;
		else
			return at(s, s->at) == '{';
	}
}

static void take(const struct scan *s, size_t start, struct c_function *found)
{
	struct c_function f = { start, s->at, 1 };

	if (found->end - found->start >= f.end - f.start)
		return;
	while (f.start && s->text[f.start - 1] != '\n')
		f.start--;
	while (f.end < s->len && s->text[f.end - 1] != '\n')
		f.end++;
	for (size_t i = 0; i < f.start; i++)
		f.line += s->text[i] == '\n';
	*found = f;
}

/* Go on by one piece of the text outside of all functions; *HEAD is where a declaration begins. */
static void go_on(struct scan *s, const char *name, size_t *head, struct c_function *found)
{
	size_t word = s->at, len = word_at(s);
	struct scan ahead = *s;
	char c = s->text[s->at];

	if (len) {
		if (*head == (size_t)-1)
			*head = word;
		s->at = ahead.at = word + len;
		skip_blanks(&ahead);
		if (at(&ahead, ahead.at) != '(' || !is_head(&ahead, word, len, name) ||
		    !skip_brackets(&ahead) || !comes_to_body(&ahead))
			return;
		skip_body(&ahead);
		take(&ahead, *head, found);
		s->at = ahead.at;
		*head = (size_t)-1;
		return;
	}
	if (c == '{')
		skip_body(s);
	else if (c == '(' && skip_brackets(s))
		return;
	else
		s->at++;
	if (c == '{' || c == ';' || c == '}')
		*head = (size_t)-1;
}

bool c_function_find(const char *text, size_t len, const char *name, struct c_function *found)
{
	struct scan s = { text, len, 0 };
	size_t head = (size_t)-1;

	*found = (struct c_function){ 0 };
	while (s.at < s.len) {
		/* an empty line or a #line parts declarations, whatever ends them */
		if (s.text[s.at] == '\n' && at(&s, s.at + 1) == '\n')
			head = (size_t)-1;
		if (s.text[s.at] == '#' && begins_line(&s, s.at))
			head = (size_t)-1;
		if (is_blank(s.text[s.at]))
			s.at++;
		else if (!skip_other(&s))
			go_on(&s, name, &head, found);
	}
	return found->end > found->start;
}
