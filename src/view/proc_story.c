/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/proc_story.h"

#include <string.h>

#include "linux/kernel/resource_proc.h"

/* More than these are shown in leaps. */
#define FRAMES_MAX 24
#define READS_MAX  3
#define WALKS_MAX  4
#define LINES_MAX  12

static bool is_in(const struct step *step, const char *function)
{
	return step->function && !strcmp(step->function->function, function);
}

static bool is_read(const struct step *step)
{
	return is_in(step, "seq_read_iter") && step->says->kind == STEP_CALL;
}

static bool is_line(const struct step *step)
{
	return is_in(step, "r_show");
}

static bool is_start(const struct step *step)
{
	return is_in(step, "r_start") && step->says->kind == STEP_CALL;
}

static const char *name_at(const struct sim *sim, const struct step *step, unsigned word)
{
	const char *name = names_get(&sim->names, (uint32_t)sim_args(sim, step)[word]);

	return name ? name : "";
}

uint32_t proc_read_of(const struct sim *sim, uint32_t at)
{
	while (at != NO_STEP && !is_read(&sim->steps[at]))
		at = sim->steps[at].call;
	return at;
}

/* Is the file at PATH one of the resource trees?  Which root does it show then? */
static const struct resource *tree_of(const struct kernel *k, const char *path)
{
	for (unsigned i = 0; i < seq_source_count; i++)
		if (!strcmp(seq_sources[i].path, path) && seq_sources[i].op == &resource_seq_op)
			return seq_sources[i].data(k);
	return NULL;
}

/* The resource that begins at word AT of STEP's arguments. */
static struct about_range resource_at(const struct sim *sim, const struct step *step, unsigned at)
{
	const uint64_t *w = sim_args(sim, step) + at;

	return (struct about_range){ w[0], w[1], names_get(&sim->names, (uint32_t)w[2]), true };
}

static void add_record(struct proc_story *s, const struct player *p, const struct step *step)
{
	const struct resource *root = tree_of(p->run->kernel, s->path);
	unsigned width = root && root->end < 0x10000 ? 4 : 8;
	uint64_t depth = sim_args(player_sim(p), step)[3];

	s->node = resource_at(player_sim(p), step, 0);
	/* the line of r_show()'s outline that this step stands on */
	s->zeros = step->says->line == 3;
	s->newest = s->text.len;
	for (uint64_t i = 0; i < depth; i++)
		text_add(&s->text, "  ");
	text_add_hex(&s->text, s->zeros ? 0 : s->node.first, width);
	text_add_char(&s->text, '-');
	text_add_hex(&s->text, s->zeros ? 0 : s->node.last, width);
	text_addf(&s->text, " : %s\n", s->node.name ? s->node.name : "<BAD>");
	s->doing = PROC_FILLS;
}

static void tell_start(struct proc_story *s, const struct sim *sim, const struct step *step)
{
	if (step->says->kind == STEP_CALL) {
		text_clear(&s->text);
		s->newest = 0;
		s->from = 0;
		s->locked = true;
		s->doing = PROC_WALKS;
		s->index = sim_args(sim, step)[1];
		s->counted = s->passed = 0;
	} else if (step->says->kind == STEP_RETURN) {
		struct about_range found = resource_at(sim, step, 0);

		if (found.first || found.last || found.name)
			s->node = found;
		else
			s->doing = PROC_ENDS;
	}
}

static void tell_walk(struct proc_story *s, const struct player *p, const struct step *step,
                      uint64_t sub)
{
	struct about about;

	about_step(&about, p, step);
	s->counted = about.passes;
	s->passed = sub < about.passes ? sub + 1 : about.passes;
	if (about.is_walk && about.place) {
		const struct resource *res = about.place;

		/* the tree as it is now: no more than a picture of the way */
		for (uint64_t i = 1; res && i < s->passed; i++)
			res = next_resource(res);
		if (res)
			s->node = (struct about_range){ res->start, res->end, res->name, true };
	}
}

/* A step of seq_read_iter() itself: which, its kind and level say. */
static void tell_read(struct proc_story *s, const struct sim *sim, const struct step *step)
{
	const uint64_t *words = sim_args(sim, step);

	switch (step->says->kind) {
	case STEP_ALLOCATE:
		s->size = words[0];
		break;
	case STEP_RESIZE:
		s->size = words[1];
		break;
	case STEP_DECIDE:
		s->doing = PROC_ENDS;
		break;
	case STEP_READ:
		s->doing = step->says->level == LEVEL_CALL ? PROC_COPIES : PROC_LEFT;
		if (s->doing == PROC_COPIES)
			s->from = words[0];
		break;
	case STEP_RETURN:
		s->doing = PROC_RETURNED;
		break;
	default:
		break;
	}
}

static void tell_step(struct proc_story *s, const struct player *p, const struct step *step,
                      uint64_t sub)
{
	const struct sim *sim = player_sim(p);

	if (is_in(step, "seq_read_iter")) {
		tell_read(s, sim, step);
	} else if (is_in(step, "r_start") && step->says->kind == STEP_COMPARE) {
		tell_walk(s, p, step, sub);
	} else if (is_in(step, "r_start")) {
		tell_start(s, sim, step);
	} else if (is_in(step, "r_show")) {
		add_record(s, p, step);
	} else if (is_in(step, "r_next")) {
		s->index++;
		s->newest = s->text.len;
		if (step->arg_words >= 6)
			s->node = resource_at(sim, step, 3);
	} else if (is_in(step, "r_stop") && step->says->kind == STEP_RETURN) {
		s->locked = false;
	}
}

/* Where the read called at CALL goes on, if it makes records. */
static uint64_t first_index(const struct sim *sim, uint32_t call, uint32_t to)
{
	for (uint32_t i = call + 1; i <= to && sim->steps[i].depth > sim->steps[call].depth; i++)
		if (is_start(&sim->steps[i]))
			return sim_args(sim, &sim->steps[i])[1];
	return 0;
}

void proc_story_tell(struct proc_story *s, const struct player *p, uint32_t call, uint32_t until,
                     uint64_t sub)
{
	const struct sim *sim = player_sim(p);

	*s = (struct proc_story){ .call = call, .node = { .first = 1 } };
	s->path = name_at(sim, &sim->steps[call], 0);
	s->wanted = sim_args(sim, &sim->steps[call])[1];
	s->index = first_index(sim, call, p->at);
	for (uint32_t i = call + 1; i <= until && i < sim->step_count; i++)
		tell_step(s, p, &sim->steps[i], i == until ? sub : UINT64_MAX);
}

void proc_story_done(struct proc_story *s)
{
	text_free(&s->text);
	*s = (struct proc_story){ .call = NO_STEP };
}

/* ---- frames ---- */

/* The steps that the reader passed over when coming to the step at P. */
struct scope {
	uint32_t from, to;
	uint64_t lines; /* records shown in it */
	unsigned line_frames;
};

static bool is_walk(const struct step *step)
{
	return is_in(step, "r_start") && step->says->kind == STEP_COMPARE;
}

/* What stays in the buffer may be all that a reader gets: then there is no walk. */
static bool is_copy(const struct step *step)
{
	return is_in(step, "seq_read_iter") && step->says->kind == STEP_READ;
}

/* The reads between the stop before and this one: the last READS_MAX of them. */
static bool find_reads(struct scope *scope, const struct player *p)
{
	const struct sim *sim = player_sim(p);
	unsigned reads = 0;

	for (uint32_t i = p->at; i-- && reads < READS_MAX;) {
		const struct step *step = &sim->steps[i];

		if (step->says->level <= LEVEL_STOP)
			break;
		if (is_read(step) && tree_of(p->run->kernel, name_at(sim, step, 0))) {
			scope->from = i;
			reads++;
		}
	}
	return reads > 0;
}

static bool find_scope(struct scope *scope, const struct player *p)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = player_step_now(p);

	if (!step)
		return false;
	*scope = (struct scope){ .to = p->at };
	if (step->says->level <= LEVEL_STOP)
		return find_reads(scope, p);
	if (step->says->kind == STEP_RETURN && is_in(step, "r_start")) {
		scope->from = step->call;
		return true;
	}
	if (!is_in(step, "seq_read_iter") || step->says->level != LEVEL_CALL || is_read(step))
		return false;
	scope->from = proc_read_of(sim, p->at);
	return scope->from != NO_STEP &&
	       tree_of(p->run->kernel, name_at(sim, &sim->steps[scope->from], 0));
}

static unsigned walk_frames(const struct sim *sim, const struct step *step)
{
	uint64_t many = sim_args(sim, step)[0];

	return many < WALKS_MAX ? (unsigned)many : WALKS_MAX;
}

/* How many frames STEP gets, which is one of SCOPE; *LINE counts the records. */
static unsigned frames_of(const struct scope *scope, const struct sim *sim, uint32_t at,
                          uint64_t *line)
{
	const struct step *step = &sim->steps[at];

	if (is_walk(step))
		return walk_frames(sim, step);
	if (!is_line(step))
		return is_start(step) || (is_copy(step) && at != scope->to);
	++*line;
	return *line * scope->line_frames / scope->lines !=
	       (*line - 1) * scope->line_frames / scope->lines;
}

/* How many frames SCOPE has; how many of them are for records is decided here. */
static unsigned count_frames(struct scope *scope, const struct sim *sim)
{
	unsigned others = 0;
	uint64_t none = 0;

	for (uint32_t i = scope->from; i <= scope->to; i++) {
		if (is_line(&sim->steps[i]))
			scope->lines++;
		else
			others += frames_of(scope, sim, i, &none);
	}
	scope->line_frames = others < FRAMES_MAX ? FRAMES_MAX - others : 0;
	if (scope->line_frames > LINES_MAX)
		scope->line_frames = LINES_MAX;
	if (scope->line_frames > scope->lines)
		scope->line_frames = (unsigned)scope->lines;
	return others + scope->line_frames;
}

unsigned proc_frames(const struct player *p)
{
	struct scope scope;

	return find_scope(&scope, p) ? count_frames(&scope, player_sim(p)) : 0;
}

bool proc_frame_at(struct proc_place *place, const struct player *p, struct view_frame frame)
{
	const struct sim *sim = player_sim(p);
	unsigned left = frame.n;
	struct scope scope;
	uint64_t line = 0;

	if (frame.n >= frame.of || !find_scope(&scope, p) || frame.n >= count_frames(&scope, sim))
		return false;
	for (uint32_t i = scope.from; i <= scope.to; i++) {
		unsigned frames = frames_of(&scope, sim, i, &line);

		if (left >= frames) {
			left -= frames;
			continue;
		}
		*place = (struct proc_place){ proc_read_of(sim, i), i, UINT64_MAX };
		if (is_walk(&sim->steps[i]))
			place->sub = (left + 1) * sim_args(sim, &sim->steps[i])[0] / frames - 1;
		return place->call != NO_STEP;
	}
	return false;
}

uint64_t proc_given_since(const struct player *p, const char *path, uint32_t from)
{
	const struct sim *sim = player_sim(p);
	uint64_t given = 0;

	for (uint32_t i = from; i <= p->at; i++) {
		const struct step *step = &sim->steps[i];

		if (is_in(step, "seq_read_iter") && step->says->kind == STEP_RETURN &&
		    !strcmp(name_at(sim, &sim->steps[step->call], 0), path))
			given += sim_args(sim, step)[0];
	}
	return given;
}
