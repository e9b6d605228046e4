/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/moment.h"

#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/sentence.h"

/* One component of a moment: NAME, NAME#N, NAME(TEXT). */
struct part {
	const char *name;
	size_t name_len;
	const char *text; /* inside the parentheses, or NULL */
	size_t text_len;
	unsigned long ordinal; /* 0: none was given */
};

static bool parse_part(const char **s, struct part *part)
{
	char *end;

	*part = (struct part){ .name = *s };
	part->name_len = strcspn(*s, "/#(@");
	*s += part->name_len;
	if (!part->name_len)
		return false;
	if (**s == '(') {
		part->text = ++*s;
		part->text_len = strcspn(*s, ")");
		*s += part->text_len;
		if (!part->text_len || *(*s)++ != ')')
			return false;
	}
	if (**s == '#') {
		if ((*s)[1] < '1' || (*s)[1] > '9')
			return false;
		part->ordinal = strtoul(*s + 1, &end, 10);
		*s = end;
	}
	return !**s || **s == '/' || **s == '@';
}

bool moment_parse(const char *moment, struct error *err)
{
	const char *s = moment;
	struct part part;

	for (;;) {
		if (!parse_part(&s, &part))
			return error_set(
				err, NULL, NULL,
				_("'%s' is no moment; one is written as "
			          "setup_arch/request_standard_resources/insert_resource#3"),
				moment);
		if (*s != '/')
			break;
		s++;
	}
	if (*s && strcmp(s, "@return"))
		return error_set(err, NULL, NULL,
		                 _("'%s' ends in '%s'; only @return may stand there"), moment, s);
	return true;
}

/* Is TEXT one of the arguments of the call STEP? */
static bool has_argument(const struct sim *sim, const struct step *step, const struct part *part)
{
	const uint64_t *words = sim_args(sim, step);
	struct text t = { 0 };
	bool same = false;

	for (const char *letter = step->function->args; *letter && !same; letter++) {
		text_clear(&t);
		sentence_argument(&t, sim, *letter, words);
		same = t.len == part->text_len && !memcmp(text_str(&t), part->text, t.len);
		words += step_letter_words(*letter);
	}
	text_free(&t);
	return same;
}

static bool is_call_of(const struct sim *sim, const struct step *step, const struct part *part)
{
	if (step->says->kind != STEP_CALL ||
	    strncmp(step->function->function, part->name, part->name_len) ||
	    step->function->function[part->name_len])
		return false;
	return !part->text || has_argument(sim, step, part);
}

static bool is_stage_of(const struct sim *sim, const struct step *step, const struct part *part)
{
	const char *name;

	if (step->says->kind != STEP_STAGE || part->text || !step->arg_words)
		return false;
	name = names_get(&sim->names, sim_args(sim, step)[0]);
	return name && !strncmp(name, part->name, part->name_len) && !name[part->name_len];
}

/* The first part may be anywhere, and is unique or has its ordinal. */
static uint32_t find_first(const struct sim *sim, const struct part *part, struct error *err)
{
	uint32_t found = NO_STEP;
	unsigned long seen = 0;

	for (uint32_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];

		if (!is_call_of(sim, step, part) && !is_stage_of(sim, step, part))
			continue;
		if (++seen == (part->ordinal ? part->ordinal : 1))
			found = i;
	}
	if (found == NO_STEP) {
		error_set(err, NULL, NULL,
		          seen ? ngettext("'%.*s' is called only %lu time",
		                          "'%.*s' is called only %lu times", seen)
		               : _("'%.*s' is never called"),
		          (int)part->name_len, part->name, seen);
		return NO_STEP;
	}
	if (seen > 1 && !part->ordinal) {
		error_set(
			err, NULL, NULL,
			_("'%.*s' is called %lu times; add #N, or put its caller and a / before it"),
			(int)part->name_len, part->name, seen);
		return NO_STEP;
	}
	return found;
}

uint32_t moment_return_of(const struct sim *sim, uint32_t call)
{
	for (uint32_t i = call + 1; i < sim->step_count; i++)
		if (sim->steps[i].call == call && sim->steps[i].says->kind == STEP_RETURN)
			return i;
	return (uint32_t)sim->step_count - 1;
}

/* A later part is a call made directly by the call at CALLER. */
static uint32_t find_inside(const struct sim *sim, uint32_t caller, const struct part *part)
{
	uint32_t end = moment_return_of(sim, caller);
	unsigned long seen = 0;

	for (uint32_t i = caller + 1; i <= end && i < sim->step_count; i++)
		if (sim->steps[i].call == caller && is_call_of(sim, &sim->steps[i], part) &&
		    ++seen == (part->ordinal ? part->ordinal : 1))
			return i;
	return NO_STEP;
}

/* Does the call at CALL still run, while the run is recorded? */
static bool is_open(const struct sim *sim, uint32_t call)
{
	for (unsigned i = 0; i < sim->depth; i++)
		if (sim->frames[i].call == call)
			return true;
	return false;
}

enum moment_result moment_find(const struct sim *sim, const char *moment, uint32_t *step,
                               struct error *err)
{
	const char *s = moment;
	struct part part;
	uint32_t at, inner;

	if (!moment_parse(moment, err) || !parse_part(&s, &part))
		return MOMENT_NONE;
	at = find_first(sim, &part, err);
	if (at == NO_STEP)
		return MOMENT_NONE;
	while (*s == '/') {
		s++;
		if (!parse_part(&s, &part))
			return MOMENT_NONE;
		inner = find_inside(sim, at, &part);
		if (inner == NO_STEP) {
			struct text left = { 0 };

			moment_of(&left, sim, at);
			error_set(err, NULL, NULL, _("'%s' is not in this run; this is '%s'"),
			          moment, text_str(&left));
			text_free(&left);
			*step = at;
			return MOMENT_FELL_BACK;
		}
		at = inner;
	}
	if (*s == '@' && is_open(sim, at)) {
		error_set(err, NULL, NULL, _("'%s' has not come yet"), moment);
		return MOMENT_NONE;
	}
	*step = *s == '@' ? moment_return_of(sim, at) : at;
	return MOMENT_FOUND;
}

/* How many calls of the same function its caller had made by CALL, that one included. */
static unsigned ordinal_of(const struct sim *sim, uint32_t call)
{
	const struct step *step = &sim->steps[call];
	unsigned n = 0;

	for (uint32_t i = step->call; i <= call; i++)
		n += sim->steps[i].call == step->call && sim->steps[i].says->kind == STEP_CALL &&
		     sim->steps[i].function == step->function;
	return n;
}

static void add_part(struct text *out, const char *name, unsigned ordinal)
{
	text_add(out, out->len ? "/" : "");
	text_add(out, name);
	if (ordinal > 1)
		text_addf(out, "#%u", ordinal);
}

/* The first part: which of all calls of that function in the run, unless there is one only. */
static void add_first_part(struct text *out, const struct sim *sim, uint32_t call)
{
	const struct outline *function = sim->steps[call].function;
	unsigned n = 0, all = 0;

	for (uint32_t i = 0; i < sim->step_count; i++) {
		all += sim->steps[i].says->kind == STEP_CALL &&
		       !strcmp(sim->steps[i].function->function, function->function);
		n = i == call ? all : n;
	}
	text_add(out, function->function);
	if (all > 1)
		text_addf(out, "#%u", n);
}

void moment_of(struct text *out, const struct sim *sim, uint32_t step)
{
	uint32_t chain[256], at = step;
	unsigned n = 0;
	struct text path = { 0 };

	if (sim->steps[at].says->kind != STEP_CALL)
		at = sim->steps[at].call;
	for (; at != NO_STEP && n < 256; at = sim->steps[at].call)
		chain[n++] = at;
	if (n)
		add_first_part(&path, sim, chain[--n]);
	while (n--)
		add_part(&path, sim->steps[chain[n]].function->function, ordinal_of(sim, chain[n]));
	if (sim->steps[step].says->kind == STEP_RETURN)
		text_add(&path, "@return");
	text_add(out, text_str(&path));
	text_free(&path);
}

/* The calls around a step, from the innermost on. */
struct chain {
	uint32_t calls[256];
	unsigned count;
};

static void chain_of(struct chain *chain, const struct sim *sim, uint32_t step)
{
	uint32_t at = step;

	chain->count = 0;
	if (sim->steps[at].says->kind != STEP_CALL)
		at = sim->steps[at].call;
	for (; at != NO_STEP && chain->count < 256; at = sim->steps[at].call)
		chain->calls[chain->count++] = at;
}

/* The first name among the arguments of CALL, if a moment can hold it. */
static bool first_name(struct text *out, const struct sim *sim, const struct step *call)
{
	const uint64_t *words = sim_args(sim, call);

	text_clear(out);
	for (const char *letter = call->function->args; *letter; letter++) {
		if (*letter == 'n') {
			sentence_argument(out, sim, 'n', words);
			return words[0] && out->len && !strchr(text_str(out), ')');
		}
		words += step_letter_words(*letter);
	}
	return false;
}

/* How many calls in the run look as PART does; *NTH is the place of CALL among them. */
static unsigned long count_like(const struct sim *sim, const struct part *part, uint32_t call,
                                unsigned long *nth)
{
	unsigned long n = 0;

	for (uint32_t i = 0; i < sim->step_count; i++) {
		n += is_call_of(sim, &sim->steps[i], part);
		if (i == call)
			*nth = n;
	}
	return n;
}

/* How CALL is named when nothing stands before it; is it the only one of that name? */
static bool name_alone(struct text *out, const struct sim *sim, uint32_t call, bool is_probe)
{
	const struct step *step = &sim->steps[call];
	const char *function = step->function->function;
	struct part part = { .name = function, .name_len = strlen(function) };
	struct text name = { 0 };
	unsigned long nth = 1, count = is_probe ? 2 : count_like(sim, &part, call, &nth);

	text_add(out, function);
	if (count > 1 && first_name(&name, sim, step)) {
		part.text = text_str(&name);
		part.text_len = name.len;
		count = count_like(sim, &part, call, &nth);
		text_addf(out, "(%s)", part.text);
	}
	if (count > 1)
		text_addf(out, "#%lu", nth);
	text_free(&name);
	return count == 1;
}

/* The place in CHAIN of the call that a reader knows best; *ALONE is what it is called. */
static unsigned best_known(struct text *alone, const struct sim *sim, const struct chain *chain,
                           const char *file)
{
	unsigned i, inner = 0;

	for (i = 0; i < chain->count; i++) {
		if (strcmp(sim->steps[chain->calls[i]].function->function, "probe"))
			continue;
		name_alone(alone, sim, chain->calls[i], true);
		return i;
	}
	while (inner + 1 < chain->count &&
	       !strcmp(sim->steps[chain->calls[inner]].function->file, file))
		inner++;
	for (i = inner; i < chain->count; i++) {
		text_clear(alone);
		if (name_alone(alone, sim, chain->calls[i], false))
			return i;
	}
	text_clear(alone);
	name_alone(alone, sim, chain->calls[inner], false);
	return inner;
}

void moment_of_doer(struct text *out, const struct sim *sim, uint32_t step)
{
	const char *file = sim->steps[step].function ? sim->steps[step].function->file : "";
	struct text alone = { 0 };
	struct chain chain;
	unsigned known;

	chain_of(&chain, sim, step);
	if (!chain.count)
		return;
	known = best_known(&alone, sim, &chain, file);
	if (known && strcmp(sim->steps[chain.calls[known]].function->file, file))
		add_part(&alone, sim->steps[chain.calls[known - 1]].function->function,
		         ordinal_of(sim, chain.calls[known - 1]));
	text_add(out, text_str(&alone));
	text_free(&alone);
}

/* How often each function was called by one open call. */
struct tally {
	const struct outline *function;
	unsigned count;
};

struct open_call {
	struct tally *tallies;
	size_t count, cap;
	size_t path_len; /* of the path with this call in it */
};

/* A function that is called from outside of any: how often in all, and how often so far. */
struct outermost {
	const char *function;
	unsigned all, seen;
};

struct moment_walk {
	const struct sim *sim;
	struct outermost *firsts;
	size_t first_count, first_cap;
	struct open_call open[257]; /* open[0] is the outside */
	struct text path;
};

static struct outermost *find_outermost(struct moment_walk *walk, const char *function)
{
	for (size_t i = 0; i < walk->first_count; i++)
		if (!strcmp(walk->firsts[i].function, function))
			return &walk->firsts[i];
	return NULL;
}

static void add_outermost(struct moment_walk *walk, const char *function)
{
	if (find_outermost(walk, function))
		return;
	walk->firsts =
		xgrow(walk->firsts, &walk->first_cap, walk->first_count + 1, sizeof(*walk->firsts));
	walk->firsts[walk->first_count++] = (struct outermost){ function, 0, 0 };
}

/* The entry that the call STEP counts in; NULL for another step. */
static struct outermost *outermost_of(struct moment_walk *walk, const struct step *step)
{
	return step->says->kind == STEP_CALL ? find_outermost(walk, step->function->function)
	                                     : NULL;
}

struct moment_walk *moment_walk_new(const struct sim *sim)
{
	struct moment_walk *walk = xzalloc(sizeof(*walk));

	walk->sim = sim;
	for (size_t i = 0; i < sim->step_count; i++)
		if (sim->steps[i].says->kind == STEP_CALL && sim->steps[i].call == NO_STEP)
			add_outermost(walk, sim->steps[i].function->function);
	for (size_t i = 0; i < sim->step_count; i++) {
		struct outermost *first = outermost_of(walk, &sim->steps[i]);

		if (first)
			first->all++;
	}
	return walk;
}

void moment_walk_free(struct moment_walk *walk)
{
	for (size_t i = 0; i < sizeof(walk->open) / sizeof(walk->open[0]); i++)
		free(walk->open[i].tallies);
	free(walk->firsts);
	text_free(&walk->path);
	free(walk);
}

static unsigned count_call(struct open_call *caller, const struct outline *function)
{
	size_t i = 0;

	while (i < caller->count && caller->tallies[i].function != function)
		i++;
	if (i == caller->count) {
		caller->tallies = xgrow(caller->tallies, &caller->cap, caller->count + 1,
		                        sizeof(*caller->tallies));
		caller->tallies[caller->count++] = (struct tally){ function, 0 };
	}
	return ++caller->tallies[i].count;
}

static void cut_path(struct text *path, size_t len)
{
	path->len = len;
	if (path->s)
		path->s[len] = '\0';
}

const char *moment_walk_to(struct moment_walk *walk, uint32_t n)
{
	const struct step *step = &walk->sim->steps[n];
	struct outermost *first = outermost_of(walk, step);

	cut_path(&walk->path, walk->open[step->depth].path_len);
	if (first)
		first->seen++;
	if (step->says->kind == STEP_CALL) {
		if (step->call == NO_STEP) {
			text_add(&walk->path, first->function);
			if (first->all > 1)
				text_addf(&walk->path, "#%u", first->seen);
		} else {
			add_part(&walk->path, step->function->function,
			         count_call(&walk->open[step->depth], step->function));
		}
		walk->open[step->depth + 1].count = 0;
		walk->open[step->depth + 1].path_len = walk->path.len;
	} else if (step->says->kind == STEP_RETURN) {
		text_add(&walk->path, "@return");
	}
	return text_str(&walk->path);
}
