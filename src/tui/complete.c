/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab at a question that wants a name: as far as all names go that begin like what is typed. */
#include <string.h>

#include "linux/include/device.h"
#include "sim/intl.h"
#include "tui/internal.h"

/* What begins as it was typed. */
struct matches {
	const char *typed;
	const char *first; /* of them */
	size_t common;     /* so many bytes are the same in all */
	size_t count;
	struct text list;
};

static void match(struct matches *m, const char *name)
{
	if (strncmp(name, m->typed, strlen(m->typed)))
		return;
	if (!m->count)
		m->common = strlen(name);
	for (size_t i = 0; m->count && i < m->common; i++)
		if (m->first[i] != name[i])
			m->common = i;
	if (m->list.len < 400 && !strstr(text_str(&m->list), name))
		text_addf(&m->list, "%s%s", m->list.len ? "  " : "", name);
	m->first = m->count ? m->first : name;
	m->count++;
}

static void functions(const struct tui *t, struct matches *m)
{
	const struct sim *sim = player_sim(t->player);
	const struct outline *last = NULL;

	for (size_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];

		if (step->says->kind != STEP_CALL || step->function == last)
			continue;
		last = step->function;
		match(m, last->function);
	}
}

static void devices(const struct tui *t, struct matches *m)
{
	const struct kernel *k = t->player->run->kernel;

	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (const struct device *dev = bus_first_device(k, bus); dev; dev = dev->next)
			match(m, dev->name);
}

static void kinds(const struct tui *t, struct matches *m)
{
	const char *word;

	(void)t;
	for (size_t i = 0; (word = player_kind_word(i)); i++)
		match(m, word);
}

names_function *names_of_kind(enum break_kind kind)
{
	return kind == BREAK_FUNCTION ? functions : kind == BREAK_DEVICE ? devices : kinds;
}

void prompt_complete(struct tui *t)
{
	struct text typed = { 0 };
	struct matches m = { 0 };

	text_add_n(&typed, text_str(&t->prompt.edit.text), t->prompt.edit.at);
	m.typed = text_str(&typed);
	t->prompt.names(t, &m);
	if (!m.count) {
		tui_flash(t, _("No name begins like that."));
	} else {
		struct text longest = { 0 };

		text_add_n(&longest, m.first, m.common);
		line_edit_set(&t->prompt.edit, text_str(&longest));
		tui_flash(t, m.first[m.common] || strchr(text_str(&m.list), ' ') ? text_str(&m.list)
		                                                                 : "");
		text_free(&longest);
	}
	text_free(&m.list);
	text_free(&typed);
}
