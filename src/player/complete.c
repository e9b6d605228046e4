/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kinds of words fit where a line ends; complete_words.c finds the words. */
#include "player/complete.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lang/argument.h"
#include "player/complete_internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

/*
 * What commands take whose row leaves it open, or says less than is known: a row for each
 * form.  Small letters stand for themselves, capitals for a kind of argument, `|` parts
 * what may stand in one place, and `...` behind a word means that more like it may follow.
 */
static const struct {
	const char *command, *args;
} forms[] = {
	{ "break", "function FUNCTION" },
	{ "break", "device DEV" },
	{ "break", "range RANGE" },
	{ "break", "kind KIND" },
	{ "delete", "BREAKPOINT" },
	{ "disable", "BREAKPOINT" },
	{ "enable", "BREAKPOINT" },
	{ "drop", "CALL_NUMBER|all" },
	{ "who", "ADDR|NAME" },
	{ "info", "resource &RES" },
	{ "info", "flags [FLAGS]" },
	{ "info", "descs" },
	{ "info", "address ADDR" },
	{ "info", "device DEV" },
	{ "info", "function FUNCTION" },
	{ "info", "vma VMA" },
	{ "info", "memblock" },
	{ "info", "breakpoints" },
	{ "info", "bookmarks" },
	{ "info", "labels" },
	{ "info", "calls" },
	{ "expect", "[not] function FUNCTION" },
	{ "expect", "[not] moment MOMENT" },
	{ "expect", "[not] kind KIND" },
	{ "expect", "[not] last VALUE" },
	{ "expect", "[not] resource RANGE NAME [under RANGE] [flags FLAGS]" },
	{ "expect", "[not] resource RANGE NAME flags FLAGS" },
	{ "expect", "[not] no resource RANGE|NAME" },
	{ "expect", "[not] device DEV" },
	{ "expect", "[not] device DEV bound DRIVER" },
	{ "expect", "[not] device DEV failed -ERRNO" },
	{ "expect", "[not] device DEV unbound|waiting" },
	{ "expect", "[not] memory RANGE" },
	{ "expect", "[not] reserved RANGE" },
	{ "expect", "[not] mapped RANGE [as device|wc|wt|wb] [by pte|pmd|pud|pgd]" },
	{ "expect", "[not] mapped RANGE by pte|pmd|pud|pgd" },
	{ "expect", "[not] log TEXT" },
	{ "cat", "[--user] FILE" },
	{ "dmesg", "[-t|-C]" },
	{ "open", "FILE|--user|--without-rawio|--sync|--read|--write..." },
	{ "dd", "if=/dev/mem|of=/dev/mem|bs=|count=|skip=|seek=|--user|--without-rawio..." },
	{ "orders", "[ARCH]" },
};
#define FORM_COUNT (sizeof(forms) / sizeof(forms[0]))

/* The Nth form of COMMAND: a row of the table, else its own args; NULL past the last. */
static const char *form_of(const struct command *command, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < FORM_COUNT; i++) {
		if (strcmp(forms[i].command, command->name) != 0)
			continue;
		any = true;
		if (!n--)
			return forms[i].args;
	}
	return any || n ? NULL : command->args;
}

/* ---- the words of the line ---- */

/* What of a line counts: the command, and the words behind it. */
struct typed {
	struct words words;
	const struct command *command; /* NULL: its name is what is asked for */
	unsigned first;                /* the first word behind it */
	bool inner, backwards;         /* behind `at MOMENT`; `-next` */
	bool unknown;                  /* there is no such command */
	bool open_quote;
};

static bool is_label(const char *word)
{
	size_t len = strlen(word);

	return len > 1 && word[len - 1] == ':';
}

/* Split LINE; a quote that is open is closed for that. */
static bool split(struct typed *t, const char *line, size_t len)
{
	struct text closed = { 0 };
	struct error err;
	char quote = 0;
	bool ok;

	for (size_t i = 0; i < len; i++) {
		if (line[i] == '\\' && quote != '\'')
			i++;
		else if (quote ? line[i] == quote : line[i] == '"' || line[i] == '\'')
			quote = quote ? 0 : line[i];
	}
	t->open_quote = quote != 0;
	text_add_n(&closed, line, len);
	if (quote)
		text_add_char(&closed, quote);
	ok = words_split(&t->words, text_str(&closed), closed.len, &err);
	text_free(&closed);
	return ok;
}

/* Find the command in the first COUNT words. */
static void find_command(struct typed *t, const struct vocabulary *v, unsigned count)
{
	unsigned at = 0;

	for (;;) {
		const char *name;

		if (at < count && is_label(t->words.word[at]))
			at++;
		if (at >= count)
			return;
		name = t->words.word[at];
		name += name[0] == '-' && name[1];
		t->command = vocabulary_find(v, name);
		t->unknown = !t->command;
		t->first = at + 1;
		if (t->unknown || strcmp(name, "at") != 0 || t->inner || count < at + 3)
			break;
		/* behind the moment comes another command */
		t->command = NULL;
		t->inner = true;
		at += 2;
	}
	/* `at MOMENT` and nothing behind it yet */
	if (t->command && !strcmp(t->command->name, "at") && count == t->first + 1) {
		t->command = NULL;
		t->inner = true;
	}
}

/* ---- forms ---- */

/* A word of a form. */
struct slot {
	const char *s;
	size_t len;
	bool option;  /* it may be left out, and what follows stands in its place */
	bool repeats; /* more of its kind may follow */
};

/* The slot at *FORM, which then stands behind it; false at the end. */
static bool next_slot(const char **form, struct slot *slot)
{
	const char *s = *form;
	bool opened = false;

	for (; *s == ' ' || *s == '[' || *s == ']'; s++)
		opened = *s == '[' ? true : *s == ']' ? false : opened;
	*slot = (struct slot){ .s = s, .len = strcspn(s, " []") };
	*form = s + slot->len;
	slot->option = opened && **form == ']' && *(*form + 1);
	slot->repeats = slot->len > 3 && !strncmp(s + slot->len - 3, "...", 3);
	if (slot->repeats)
		slot->len -= 3;
	return slot->len > 0;
}

/* The next of what may stand in a slot: from *S on, *LEN letters; false past the last. */
static bool next_choice(const struct slot *slot, const char **s, size_t *len)
{
	const char *from = *s ? *s + *len : slot->s, *end = slot->s + slot->len;

	/* one kind has such a name */
	if (!*s && slot->len == strlen("&RES|NULL|N") &&
	    !strncmp(slot->s, "&RES|NULL|N", slot->len)) {
		*s = slot->s;
		*len = slot->len;
		return true;
	}
	if (*s && from < end)
		from++; /* the | */
	if (from >= end)
		return false;
	*s = from;
	*len = 0;
	while (from + *len < end && from[*len] != '|')
		++*len;
	return true;
}

/* Does CHOICE stand for a kind of argument, not for itself? */
static bool is_kind(const char *choice, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (islower((unsigned char)choice[i]) || choice[i] == '=')
			return false;
	return len && choice[0] != '-' ? true
	                               : len > 2 && isupper((unsigned char)choice[1]) &&
	                                         isupper((unsigned char)choice[2]);
}

/* May WORD stand in SLOT? */
static bool slot_takes(const struct slot *slot, const char *word)
{
	const char *s = NULL;
	size_t len = 0;

	while (next_choice(slot, &s, &len))
		if (is_kind(s, len) ||
		    (!strncmp(s, word, len) && (!word[len] || s[len - 1] == '=')))
			return true;
	return false;
}

/*
 * The slot of FORM behind COUNT words, and those that may stand there too because it is
 * an option; 0 when the words are none of that form.
 */
static unsigned slots_behind(const char *form, const char *const *words, unsigned count,
                             struct slot *slots, unsigned max)
{
	struct slot slot;
	unsigned n = 0;
	bool more = next_slot(&form, &slot);

	for (unsigned i = 0; i < count; i++) {
		while (more && slot.option && !slot_takes(&slot, words[i]))
			more = next_slot(&form, &slot);
		if (!more || !slot_takes(&slot, words[i]))
			return 0;
		if (!slot.repeats)
			more = next_slot(&form, &slot);
	}
	while (more && n < max) {
		slots[n++] = slot;
		if (!slot.option)
			break;
		more = next_slot(&form, &slot);
	}
	return n;
}

/* ---- completion ---- */

static void add_slot(struct asked *a, const struct slot *slot)
{
	const char *s = NULL;
	size_t len = 0;

	while (next_choice(slot, &s, &len)) {
		struct text word = { 0 };

		if (is_kind(s, len)) {
			asked_add_kind(a, s, len);
			continue;
		}
		text_add_n(&word, s, len);
		asked_add(a, text_str(&word), "");
		a->out->goes_on |= word.s[word.len - 1] == '=';
		text_free(&word);
	}
}

static void add_arguments(struct asked *a, const struct typed *t)
{
	unsigned count = t->words.count - t->first - t->open_quote;
	const char *form;

	for (size_t n = 0; (form = form_of(t->command, n)); n++) {
		struct slot slots[4];
		unsigned found = slots_behind(form, t->words.word + t->first, count, slots, 4);

		for (unsigned i = 0; i < found; i++)
			add_slot(a, &slots[i]);
	}
}

void player_complete(const struct player *p, const char *before, const char *word,
                     struct completions *out)
{
	struct asked a = { .p = p, .word = word, .previous = "", .out = out };
	struct typed *t = xzalloc(sizeof(*t));
	unsigned count;

	*out = (struct completions){ 0 };
	names_init(&out->strings);
	if (split(t, before, strlen(before))) {
		a.quoted = t->open_quote;
		/* the quote alone is split into an empty word, which is the one in hand */
		count = t->words.count - t->open_quote;
		find_command(t, p->vocabulary, count);
		a.inner = t->inner;
		if (count && t->command && count > t->first)
			a.previous = t->words.word[count - 1];
		if (t->command)
			add_arguments(&a, t);
		else if (!t->unknown && !a.quoted)
			asked_add_commands(&a);
	}
	free(a.seen);
	free(t);
}

void completions_done(struct completions *c)
{
	free(c->all);
	names_done(&c->strings);
	*c = (struct completions){ 0 };
}

size_t completions_shared(const struct completions *c)
{
	const char *first = c->all[0].word;
	size_t len = strlen(first);

	for (size_t i = 1; i < c->count; i++) {
		size_t n = 0;

		while (n < len && c->all[i].word[n] == first[n])
			n++;
		len = n;
	}
	while (len && ((unsigned char)first[len] & 0xc0) == 0x80)
		len--;
	return len;
}

const char *completions_note(const struct completions *c, const char *word)
{
	for (size_t i = 0; i < c->count; i++)
		if (!strcmp(c->all[i].word, word))
			return c->all[i].note;
	return "";
}

/* ---- the hint ---- */

/* Add FORM to the hint, and mark the kind of argument that is in hand behind COUNT words. */
static void add_form(struct hint *hint, const char *form, const char *const *words, unsigned count)
{
	struct slot slots[4];
	unsigned found = slots_behind(form, words, count, slots, 4);
	const struct slot *slot = &slots[found ? found - 1 : 0];
	const struct argument_kind *kind;
	size_t begin;

	if (!found && count)
		return;
	text_add(&hint->forms, hint->forms.len ? " | " : "");
	begin = hint->forms.len;
	text_add(&hint->forms, form);
	if (!found || hint->to || !is_kind(slot->s, slot->len))
		return;
	hint->from = begin + (size_t)(slot->s - form);
	hint->to = hint->from + slot->len;
	kind = argument_kind_find(slot->s, slot->len);
	hint->wants = kind ? _(kind->wants) : NULL;
}

/* The forms of the command that fit the COUNT words behind it; all of them when none does. */
static void add_forms(struct hint *hint, const char *const *words, unsigned count)
{
	const char *form;

	for (size_t n = 0; (form = form_of(hint->command, n)); n++)
		add_form(hint, form, words, count);
	if (hint->forms.len)
		return;
	for (size_t n = 0; (form = form_of(hint->command, n)); n++)
		text_addf(&hint->forms, "%s%s", n ? " | " : "", form);
}

bool player_hint(const struct vocabulary *v, const char *line, size_t len, struct hint *hint)
{
	struct typed *t = xzalloc(sizeof(*t));

	*hint = (struct hint){ 0 };
	if (split(t, line, len) && t->words.count) {
		/* the last word is in hand, unless a blank follows it */
		bool in_hand = t->open_quote || (line[len - 1] != ' ' && line[len - 1] != '\t');
		unsigned count = t->words.count - in_hand;

		find_command(t, v, count);
		/* it may be the command itself */
		if (!t->command && in_hand) {
			t->inner = false;
			find_command(t, v, t->words.count);
		}
		hint->command = t->command;
		if (t->command && count >= t->first)
			add_forms(hint, t->words.word + t->first, count - t->first);
		else if (t->command)
			add_forms(hint, NULL, 0);
		/* nothing of it is in hand while its name is */
		if (count < t->first) {
			hint->from = hint->to = 0;
			hint->wants = NULL;
		}
	}
	free(t);
	return hint->command != NULL;
}
