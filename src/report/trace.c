/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a run, as lines of text or of JSON. */
#include <inttypes.h>
#include <jansson.h>

#include "report/report.h"
#include "sim/moment.h"
#include "sim/sentence.h"

static const char *const level_names[] = {
	[LEVEL_STAGE] = "stage",
	[LEVEL_STOP] = "stop",
	[LEVEL_CALL] = "call",
	[LEVEL_STEP] = "step",
};

static const char *const kind_names[STEP_KIND_COUNT] = {
	[STEP_CALL] = "call",         [STEP_RETURN] = "return",   [STEP_STAGE] = "stage",
	[STEP_DECIDE] = "decide",     [STEP_COMPARE] = "compare", [STEP_LINK] = "link",
	[STEP_UNLINK] = "unlink",     [STEP_RESIZE] = "resize",   [STEP_SET] = "set",
	[STEP_ALLOCATE] = "allocate", [STEP_REFUSE] = "refusal",  [STEP_CONFLICT] = "conflict",
	[STEP_PRINT] = "print",       [STEP_READ] = "read",       [STEP_MAP] = "map",
	[STEP_UNMAP] = "unmap",
};

const char *report_level_name(unsigned level)
{
	return level < LEVEL_COUNT ? level_names[level] : NULL;
}

static json_t *hex(uint64_t value)
{
	char digits[20];

	snprintf(digits, sizeof(digits), "0x%" PRIx64, value);
	return json_string(digits);
}

/* A name may hold any bytes; JSON holds UTF-8 only, and a terminal may show it. */
static json_t *string_of(const char *s)
{
	struct text t = { 0 };
	json_t *json;

	text_add_printable(&t, s);
	json = json_string(text_str(&t));
	text_free(&t);
	return json;
}

/* One argument as JSON: ranges as two addresses, numbers as numbers, addresses as hex. */
static json_t *argument(const struct sim *sim, char letter, const uint64_t *w)
{
	const char *name;
	struct text t = { 0 };
	json_t *json;

	switch (letter) {
	case 'r':
		return json_pack("{s:o,s:o}", "start", hex(w[0]), "end", hex(w[1]));
	case 'R':
		name = names_get(&sim->names, w[2]);
		return json_pack("{s:o,s:o,s:o}", "start", hex(w[0]), "end", hex(w[1]), "name",
		                 name ? string_of(name) : json_null());
	case 'd':
	case 's':
		return w[0] > INT64_MAX ? hex(w[0]) : json_integer((json_int_t)w[0]);
	case 'b':
		return json_boolean(w[0] != 0);
	case 'a':
	case 'x':
	case 'p':
		return hex(w[0]);
	default:
		sentence_argument(&t, sim, letter, w);
		json = string_of(text_str(&t));
		text_free(&t);
		return json;
	}
}

static json_t *arguments(const struct sim *sim, const struct step *step)
{
	const char *letters = step->says->args;
	char returns[2] = { 0 };
	const uint64_t *words = sim_args(sim, step);
	unsigned left = step->arg_words;
	json_t *list = json_array();

	if (step->says->kind == STEP_CALL)
		letters = step->function->args;
	if (step->says->kind == STEP_RETURN) {
		returns[0] = step->function->returns;
		letters = returns;
	}
	for (; *letters && left >= step_letter_words(*letters); letters++) {
		if (*letters != 'o')
			json_array_append_new(list, argument(sim, *letters, words));
		words += step_letter_words(*letters);
		left -= step_letter_words(*letters);
	}
	return list;
}

static bool print_json(FILE *stream, const struct sim *sim, uint32_t n, const char *moment,
                       const char *text)
{
	const struct step *step = &sim->steps[n];
	json_t *line = json_pack("{s:i,s:s,s:s,s:o,s:o,s:o}", "n", (int)n, "level",
	                         level_names[step->says->level], "kind",
	                         kind_names[step->says->kind], "moment", string_of(moment), "args",
	                         arguments(sim, step), "text", string_of(text));
	bool ok = line && !json_dumpf(line, stream, JSON_COMPACT | JSON_PRESERVE_ORDER);

	json_decref(line);
	return ok && putc('\n', stream) != EOF;
}

static bool print_text(FILE *stream, const struct step *step, uint32_t n, const char *text)
{
	return fprintf(stream, "%7" PRIu32 " %-5s %*s%s\n", n, level_names[step->says->level],
	               step->depth * 2, "", text) > 0;
}

bool report_trace(const struct player *p, enum level level, bool json, FILE *stream)
{
	const struct sim *sim = p->run->sim;
	struct moment_walk *walk = moment_walk_new(sim);
	struct text text = { 0 };
	bool ok = true;

	for (uint32_t n = 0; ok && n < sim->step_count && p->at != NO_STEP && n <= p->at; n++) {
		const char *moment = moment_walk_to(walk, n);

		if (sim->steps[n].says->level > level)
			continue;
		text_clear(&text);
		sentence_of(&text, sim, &sim->steps[n]);
		ok = json ? print_json(stream, sim, n, moment, text_str(&text))
		          : print_text(stream, &sim->steps[n], n, text_str(&text));
	}
	text_free(&text);
	moment_walk_free(walk);
	return ok;
}
