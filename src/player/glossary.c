/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/glossary.h"

#include <string.h>
#include <strings.h>

#include "sim/intl.h"
#include "sim/sentence.h"

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* Is WORD one of LIST, which are parted by blanks? */
static bool is_among(const char *list, const char *word, size_t len)
{
	while (list && *list) {
		size_t n = strcspn(list, " ");

		if (n == len && !strncasecmp(list, word, n))
			return true;
		list += n + strspn(list + n, " ");
	}
	return false;
}

size_t glossary_find(const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i < glossary_count; i++)
		if (!strncasecmp(glossary[i].name, word, len))
			return i;
	for (size_t i = 0; i < glossary_count; i++)
		if (is_among(glossary[i].also, word, len))
			return i;
	return glossary_count;
}

/* Does TEXT have WORD (LEN bytes) as a word of its own, an s behind it being none of it? */
static bool has_word(const char *text, const char *word, size_t len)
{
	for (const char *s = text; *s; s++) {
		const char *end = s + len;

		if ((s > text && is_word_char(s[-1])) || strncasecmp(s, word, len) != 0)
			continue;
		end += *end == 's';
		if (!is_word_char(*end))
			return true;
	}
	return false;
}

/* The longest name of a term that TEXT has. */
static size_t named_in(const char *text)
{
	size_t best = glossary_count, longest = 0;

	for (size_t i = 0; i < glossary_count; i++) {
		size_t len = strlen(glossary[i].name);

		if (len > longest && has_word(text, glossary[i].name, len)) {
			best = i;
			longest = len;
		}
	}
	return best;
}

size_t glossary_of(const struct player *p)
{
	const struct step *step = player_step_now(p);
	struct text sentence = { 0 };
	size_t found = glossary_count;

	if (!step)
		return 0;
	/* what a call says is its function and its arguments */
	if (step->says->kind != STEP_CALL && step->says->kind != STEP_RETURN) {
		sentence_of(&sentence, player_sim(p), step);
		found = named_in(text_str(&sentence));
		text_free(&sentence);
	}
	for (; found == glossary_count && step;
	     step = step->call == NO_STEP ? NULL : &player_sim(p)->steps[step->call]) {
		const char *name = step->function ? step->function->function : "";

		for (size_t i = 0; i < glossary_count && found == glossary_count; i++)
			if (is_among(glossary[i].also, name, strlen(name)))
				found = i;
		if (found == glossary_count && step->function && step->function->meaning)
			found = named_in(step->function->meaning);
	}
	return found == glossary_count ? 0 : found;
}

/* What was typed behind `glossary`, its words parted by one blank. */
static void asked_for(const struct call *call, struct text *word)
{
	for (unsigned i = 0; i < call->arg_count; i++)
		text_addf(word, "%s%s", i ? " " : "", call->args[i].text);
}

bool glossary_check(const struct call *call, struct error *err)
{
	struct text word = { 0 };
	bool ok;

	asked_for(call, &word);
	ok = !word.len || glossary_find(word.s) < glossary_count ||
	     error_set(err, NULL, NULL, _("the glossary has no '%s'; 'glossary' lists its terms"),
	               word.s);
	text_free(&word);
	return ok;
}

bool glossary_run(struct context *c, const struct call *call, struct value *value)
{
	struct text word = { 0 };

	(void)value;
	asked_for(call, &word);
	if (word.len) {
		const struct term *term = &glossary[glossary_find(word.s)];

		text_addf(c->out, "%s: %s\n", term->name, _(term->meaning));
	} else {
		for (size_t i = 0; i < glossary_count; i++)
			text_addf(c->out, "%s\n", glossary[i].name);
	}
	text_free(&word);
	return true;
}
