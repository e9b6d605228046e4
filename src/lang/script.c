/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines into calls, each checked against its row of the vocabulary. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/argument.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/text.h"

void script_init(struct script *script)
{
	*script = (struct script){ 0 };
	names_init(&script->strings);
}

void script_done(struct script *script)
{
	for (size_t i = 0; i < script->count; i++) {
		const struct call *inner = script->calls[i].inner, *next;

		/* an `at` inside of an `at` is refused, but was parsed */
		for (; inner; inner = next) {
			next = inner->inner;
			free((void *)(uintptr_t)inner);
		}
	}
	free(script->calls);
	free(script->seen_labels);
	names_done(&script->strings);
	*script = (struct script){ 0 };
}

/* A reason alone; the caller knows file and line. */
#define refuse(err, ...) error_set(err, NULL, NULL, __VA_ARGS__)

bool script_knows_label(const struct script *script, const char *label)
{
	if (script->any_label)
		return true;
	/* the newest first: a script mostly speaks of what it just made */
	for (size_t i = script->label_count; i-- > 0;)
		if (!strcmp(script->seen_labels[i], label))
			return true;
	return false;
}

void script_add_label(struct script *script, const char *label)
{
	script->seen_labels = xgrow(script->seen_labels, &script->label_cap,
	                            script->label_count + 1, sizeof(*script->seen_labels));
	script->seen_labels[script->label_count++] = (char *)(uintptr_t)label;
}

static const char *command_name(size_t i, const void *vocabulary)
{
	return vocabulary_at(vocabulary, i)->name;
}

static bool unknown_word(const struct vocabulary *v, const char *word, struct error *err)
{
	const char *truth = misnomer_find(word), *near;
	size_t count = 0;

	if (truth)
		return refuse(err, "%s", _(truth));
	for (size_t i = 0; i < v->set_count; i++)
		count += v->sets[i].count;
	near = word_nearest(word, command_name, v, count);
	if (near)
		return refuse(err, _("there is no command '%s'; did you mean '%s'?"), word, near);
	return refuse(err, _("there is no command '%s'"), word);
}

static bool parse_argument(struct script *script, struct argument *arg, const char *word,
                           bool quoted, const char *kind_word, size_t kind_len, struct error *err)
{
	const struct argument_kind *kind = argument_kind_find(kind_word, kind_len);

	arg->given = true;
	arg->text = names_intern(&script->strings, word);
	if (!kind) {
		if (!strncmp(word, kind_word, kind_len) && !word[kind_len])
			return true;
		return refuse(err, _("'%s' must be the word '%.*s'"), word, (int)kind_len,
		              kind_word);
	}
	arg->is_null = !quoted && !strcmp(word, "NULL");
	if (!quoted && word[0] == '&' && word[1] && !reference_parse(script, arg, word + 1, err))
		return false;
	if (!quoted && script->in_driver && !strcmp(word, ".") &&
	    !reference_parse(script, arg, word, err))
		return false;
	if (kind->fits(arg))
		return true;
	return refuse(err, _("%s is '%s', but must be %s"), kind->word, word, _(kind->wants));
}

/* Walk over the words of a row's `args`: RANGE NAME [FLAGS [DESC]], WHAT... */
static bool parse_arguments(struct script *script, struct call *call, const struct words *words,
                            unsigned at, struct error *err)
{
	const char *s = call->command->args;
	bool rest = false;
	int depth = 0; /* of brackets: inside them a word may be left out */

	while (*s) {
		size_t len;

		for (; *s == ' ' || *s == '[' || *s == ']'; s++)
			depth += (*s == '[') - (*s == ']');
		len = strcspn(s, " []");
		if (!len)
			break;
		rest = len > 3 && !strncmp(s + len - 3, "...", 3);
		if (rest)
			break;
		/* an option, [-f], is there or not */
		if (depth && *s == '-' &&
		    (at == words->count || strncmp(words->word[at], s, len) ||
		     words->word[at][len])) {
			call->arg_count++;
			s += len;
			continue;
		}
		if (at == words->count) {
			if (depth)
				return true;
			return refuse(err, _("%s takes: %s"), call->command->name,
			              call->command->args);
		}
		if (!parse_argument(script, &call->args[call->arg_count], words->word[at],
		                    words->quoted[at], s, len, err))
			return false;
		call->arg_count++;
		at++;
		s += len;
	}
	for (; rest && at < words->count && call->arg_count < CALL_ARGS_MAX; at++) {
		struct argument *arg = &call->args[call->arg_count++];

		arg->given = true;
		arg->text = names_intern(&script->strings, words->word[at]);
	}
	if (at < words->count)
		return refuse(err, _("'%s' is one word too many: %s takes %s"), words->word[at],
		              call->command->name,
		              *call->command->args ? call->command->args : _("no words"));
	return true;
}

static bool is_label_word(const char *word)
{
	size_t len = strlen(word);

	if (len < 2 || word[len - 1] != ':' || !(isalpha((unsigned char)word[0]) || word[0] == '_'))
		return false;
	for (size_t i = 1; i < len - 1; i++)
		if (!isalnum((unsigned char)word[i]) && !strchr("_,.+-", word[i]))
			return false;
	return true;
}

static bool parse_words(struct script *script, const struct vocabulary *v, struct call *call,
                        const struct words *words, unsigned at, struct error *err);

/* `at MOMENT CALL`: the call is parsed too, and kept beside the moment. */
static bool parse_inner(struct script *script, const struct vocabulary *v, struct call *call,
                        const struct words *words, unsigned at, struct error *err)
{
	struct call *inner = xzalloc(sizeof(*inner));

	call->inner = inner;
	inner->line = call->line;
	inner->file = call->file;
	if (words->count < at + 3)
		return refuse(err, _("%s takes: %s"), "at", call->command->args);
	inner->source = call->source + (words->at[at + 2] - words->at[at]);
	call->args[0].text = names_intern(&script->strings, words->word[at + 1]);
	call->args[0].given = true;
	call->arg_count = 1;
	if (!parse_words(script, v, inner, words, at + 2, err))
		return false;
	if (inner->command->class != COMMAND_KERNEL && inner->command->class != COMMAND_FILE)
		return refuse(err, _("'%s' only moves or looks, so it cannot be injected"),
		              inner->command->name);
	return true;
}

/* `-next` and `-search`, but not `-goto`: what moves by a count, or to a text. */
static bool goes_both_ways(const struct command *command)
{
	return command->class == COMMAND_MOVE &&
	       (!strcmp(command->args, "[N]") || !strcmp(command->args, "TEXT..."));
}

static bool parse_words(struct script *script, const struct vocabulary *v, struct call *call,
                        const struct words *words, unsigned at, struct error *err)
{
	const char *name = words->word[at];

	if (!words->quoted[at] && is_label_word(name) && at + 1 < words->count) {
		call->label = names_intern_n(&script->strings, name, strlen(name) - 1);
		name = words->word[++at];
	}
	if (name[0] == '-' && name[1]) {
		call->backwards = true;
		name++;
	}
	call->command = vocabulary_find(v, name);
	if (!call->command || (call->backwards && !goes_both_ways(call->command)))
		return unknown_word(v, words->word[at], err);
	if (call->label && call->command->class != COMMAND_KERNEL)
		return refuse(err, _("'%s' is no kernel call, so a label cannot stand before it"),
		              name);
	if (!strcmp(name, "at")) {
		if (!parse_inner(script, v, call, words, at, err))
			return false;
	} else if (!parse_arguments(script, call, words, at + 1, err)) {
		return false;
	}
	if (call->command->check && !call->command->check(call, err))
		return false;
	if (call->label)
		script_add_label(script, call->label);
	return true;
}

/* What would reach a terminal when a name is printed; a tab is a blank. */
static bool is_clean(const char *line, size_t len, struct error *err)
{
	uint32_t c;

	if (memchr(line, '\0', len))
		return refuse(err, _("the line holds a NUL byte; a script is text"));
	for (size_t n; len; line += n, len -= n) {
		n = 1;
		if (*line >= 0x20 && *line < 0x7f)
			continue;
		n = utf8_next(line, len, &c);
		if (c == UTF8_BROKEN)
			return refuse(err, _("the line is not UTF-8; a script is text"));
		if (!utf8_is_safe(c) && c != '\t')
			return refuse(err, _("the line holds a control character"));
	}
	return true;
}

/* Blanks at both ends are no part of the line, the CR of a DOS file neither. */
static const char *trimmed(const char *line, size_t *len)
{
	while (*len && strchr(" \t\r", line[*len - 1]) && line[*len - 1])
		--*len;
	for (; *len && (*line == ' ' || *line == '\t'); line++)
		--*len;
	return line;
}

static bool parse_line(struct script *script, const struct vocabulary *v, const char *line,
                       size_t len, const char *file, unsigned number, struct error *err)
{
	struct words words;
	struct call *call;

	line = trimmed(line, &len);
	if (!is_clean(line, len, err))
		return false;
	if (!words_split(&words, line, len, err))
		return false;
	if (!words.count)
		return true;
	script->calls =
		xgrow(script->calls, &script->cap, script->count + 1, sizeof(*script->calls));
	call = &script->calls[script->count++];
	*call = (struct call){ .file = file, .line = number };
	call->source = names_intern_n(&script->strings, line, len);
	return parse_words(script, v, call, &words, 0, err);
}

bool script_parse(struct script *script, const struct vocabulary *v, const char *file,
                  const char *text, size_t len, struct error *err)
{
	const char *end = text + len, *name = file ? names_intern(&script->strings, file) : NULL;

	/* some editors begin a file of UTF-8 with this mark */
	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3))
		text += 3;
	for (unsigned number = 1; text < end; number++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t line_len = newline ? (size_t)(newline - text) : (size_t)(end - text);
		struct error reason;

		if (!parse_line(script, v, text, line_len, name, number, &reason)) {
			char where[16];

			snprintf(where, sizeof(where), "%u", number);
			return error_set(err, file, where, "%s", reason.reason);
		}
		text += line_len + (newline != NULL);
	}
	return true;
}
