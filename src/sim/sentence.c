/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/sentence.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/moment.h"

static const struct {
	int value;
	const char *name;
} errnos[] = {
	{ EPERM, "EPERM" },
	{ ENOENT, "ENOENT" },
	{ EIO, "EIO" },
	{ ENXIO, "ENXIO" },
	{ EAGAIN, "EAGAIN" },
	{ ENOMEM, "ENOMEM" },
	{ EFAULT, "EFAULT" },
	{ EBUSY, "EBUSY" },
	{ EEXIST, "EEXIST" },
	{ ENODEV, "ENODEV" },
	{ EINVAL, "EINVAL" },
	{ ENOSPC, "ENOSPC" },
	{ EACCES, "EACCES" },
	{ EBADF, "EBADF" },
	{ EOVERFLOW, "EOVERFLOW" },
	{ E2BIG, "E2BIG" },
	{ ERANGE, "ERANGE" },
	{ ENOSYS, "ENOSYS" },
	{ ENODATA, "ENODATA" },
	{ EOPNOTSUPP, "EOPNOTSUPP" },
	{ ETIMEDOUT, "ETIMEDOUT" },
	{ EPROTO, "EPROTO" },
	{ EADDRNOTAVAIL, "EADDRNOTAVAIL" },
	{ 517, "EPROBE_DEFER" },
};

bool sentence_errno_value(const char *word, int *value)
{
	if (word[0] != '-')
		return false;
	for (size_t i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		if (!strcmp(errnos[i].name, word + 1)) {
			*value = -errnos[i].value;
			return true;
		}
	}
	return false;
}

void sentence_errno(struct text *out, int64_t value)
{
	for (size_t i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		if (value == -errnos[i].value) {
			text_addf(out, "-%s", errnos[i].name);
			return;
		}
	}
	text_addf(out, "%" PRId64, value);
}

void sentence_size(struct text *out, uint64_t bytes)
{
	static const struct {
		unsigned shift;
		const char *text;
	} units[] = {
		{ 40, N_("%" PRIu64 " TiB") },
		{ 30, N_("%" PRIu64 " GiB") },
		{ 20, N_("%" PRIu64 " MiB") },
		{ 10, N_("%" PRIu64 " KiB") },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (bytes >> units[i].shift && !(bytes & (((uint64_t)1 << units[i].shift) - 1))) {
			text_addf(out, _(units[i].text), bytes >> units[i].shift);
			return;
		}
	}
	text_addf(out, ngettext("%" PRIu64 " byte", "%" PRIu64 " bytes", bytes), bytes);
}

static void add_range(struct text *out, uint64_t first, uint64_t last)
{
	text_add_range(out, first, last);
}

static void add_name(struct text *out, const struct sim *sim, uint64_t id)
{
	const char *name = names_get(&sim->names, id);

	text_add_printable(out, name ? name : "<BAD>");
}

static void say_range(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	add_range(out, w[0], w[1]);
}

static void say_resource(struct text *out, const struct sim *sim, const uint64_t *w)
{
	if (!w[0] && !w[1] && !w[2]) {
		text_add(out, "NULL");
		return;
	}
	add_range(out, w[0], w[1]);
	text_add_char(out, ' ');
	add_name(out, sim, w[2]);
}

static void say_name(struct text *out, const struct sim *sim, const uint64_t *w)
{
	add_name(out, sim, w[0]);
}

static void say_hex(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	text_add(out, "0x");
	text_add_hex(out, w[0], 1);
}

/* A mapping's address, NULL, or an error pointer: the last page holds no addresses. */
static void say_mapping(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	if (!w[0])
		text_add(out, "NULL");
	else if (w[0] >= (uint64_t)-4095)
		sentence_errno(out, (int64_t)w[0]);
	else
		text_addf(out, "0x%016" PRIx64, w[0]);
}

static void say_size(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	sentence_size(out, w[0]);
}

/* A count; a function that returns one may return an error in its place. */
static void say_decimal(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	if (w[0] >= (uint64_t)-4095)
		sentence_errno(out, (int64_t)w[0]);
	else
		text_addf(out, "%" PRIu64, w[0]);
}

static void say_node(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	if ((int64_t)w[0] < 0)
		text_add(out, _("any node"));
	else
		text_addf(out, _("node %" PRIu64), w[0]);
}

static void say_errno(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	sentence_errno(out, (int64_t)w[0]);
}

static void say_bool(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)sim;
	text_add(out, w[0] ? "true" : "false");
}

static void say_moment(struct text *out, const struct sim *sim, const uint64_t *w)
{
	if (w[0] < sim->step_count)
		moment_of_doer(out, sim, (uint32_t)w[0]);
}

static void say_nothing(struct text *out, const struct sim *sim, const uint64_t *w)
{
	(void)out;
	(void)sim;
	(void)w;
}

static const struct {
	char letter;
	unsigned words;
	void (*say)(struct text *out, const struct sim *sim, const uint64_t *words);
} letters[] = {
	{ 'r', 2, say_range },   { 'R', 3, say_resource }, { 'n', 1, say_name },
	{ 'x', 1, say_hex },     { 'a', 1, say_hex },      { 's', 1, say_size },
	{ 'd', 1, say_decimal }, { 'e', 1, say_errno },    { 'b', 1, say_bool },
	{ 'p', 1, say_hex },     { 'N', 1, say_node },     { 'o', 1, say_nothing },
	{ 'm', 1, say_mapping }, { 't', 1, say_moment },   { 'v', 0, say_nothing },
};
enum { LETTERS = sizeof(letters) / sizeof(letters[0]) };

unsigned step_letter_words(char letter)
{
	for (size_t i = 0; i < LETTERS; i++)
		if (letters[i].letter == letter)
			return letters[i].words;
	return 0;
}

void sentence_argument(struct text *out, const struct sim *sim, char letter, const uint64_t *words)
{
	for (size_t i = 0; i < LETTERS; i++)
		if (letters[i].letter == letter)
			letters[i].say(out, sim, words);
}

/* The Nth argument of KINDS; nothing when the step has fewer words than that. */
static void add_nth(struct text *out, const struct sim *sim, const struct step *step,
                    const char *kinds, unsigned n)
{
	unsigned at = 0;

	for (unsigned i = 0; kinds[i]; i++) {
		unsigned words = step_letter_words(kinds[i]);

		if (at + words > step->arg_words)
			return;
		if (i == n) {
			sentence_argument(out, sim, kinds[i], sim_args(sim, step) + at);
			return;
		}
		at += words;
	}
}

static void call_text(struct text *out, const struct sim *sim, const struct step *step)
{
	const char *kinds = step->function->args;

	text_addf(out, "%s(", step->function->function);
	for (unsigned i = 0; kinds[i]; i++) {
		if (kinds[i] == 'o')
			continue;
		text_add(out, i ? ", " : "");
		add_nth(out, sim, step, kinds, i);
	}
	text_add_char(out, ')');
}

static void return_text(struct text *out, const struct sim *sim, const struct step *step)
{
	char kinds[2] = { step->function->returns, '\0' };
	struct text value = { 0 };

	if (!step->arg_words) {
		text_addf(out, _("%s returns."), step->function->function);
		return;
	}
	add_nth(&value, sim, step, kinds, 0);
	text_addf(out, _("%s returns %s."), step->function->function, text_str(&value));
	text_free(&value);
}

void sentence_of(struct text *out, const struct sim *sim, const struct step *step)
{
	const char *s;

	if (step->says->kind == STEP_CALL) {
		call_text(out, sim, step);
		return;
	}
	if (step->says->kind == STEP_RETURN) {
		return_text(out, sim, step);
		return;
	}
	for (s = _(step->says->text); *s; s++) {
		if (s[0] == '{' && s[1] >= '0' && s[1] <= '9' && s[2] == '}') {
			add_nth(out, sim, step, step->says->args, (unsigned)(s[1] - '0'));
			s += 2;
		} else {
			text_add_char(out, *s);
		}
	}
}

const char *sentence_fault(const struct sentence *says)
{
	size_t count = strlen(says->args);
	bool used[10] = { false };

	if (says->kind >= STEP_KIND_COUNT || says->level >= LEVEL_COUNT ||
	    says->line > OUTLINE_LINES)
		return "its kind, level or line does not exist";
	for (const char *s = says->text; *s; s++) {
		if (s[0] != '{')
			continue;
		if (s[1] < '0' || s[1] > '9' || s[2] != '}' || (size_t)(s[1] - '0') >= count)
			return "a {N} names no argument";
		used[s[1] - '0'] = true;
	}
	for (size_t i = 0; i < count; i++) {
		if (!step_letter_words(says->args[i]))
			return "a letter of its arguments is unknown";
		if (says->args[i] != 'o' && (i > 9 || !used[i]))
			return "an argument is not used";
	}
	return NULL;
}
