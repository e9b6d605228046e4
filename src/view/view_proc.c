/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `proc`: a read of /proc/iomem, its buffer as it fills and below it
 * the lock, the reader's place and the node in hand.  When nobody reads: what a
 * read would give.  A line begins with `+` when it is the newest, or its resource
 * was linked by this step, and with `>` when the reader has it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernel/resource_proc.h"
#include "sim/intl.h"
#include "view/proc_story.h"

/* Cells of the names of the facts. */
#define LABEL_CELLS 8
#define BAR_MIN     6
#define BAR_MAX     40

struct proc {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	const struct seq_source *source;
	struct proc_story story; /* of the read; its call is NO_STEP between two reads */
	bool as_root;
	const char *bytes; /* what is in the buffer */
	size_t len, from;  /* how much, and how much of it the reader has already */
	size_t newest;     /* where the newest record begins; len for none */
	uint64_t size, index, pos;
	bool in_frame;
	struct tree_walk walk; /* for the resources of the lines */
};

static void add(struct proc *v, enum style style, const char *text)
{
	lines_add_cut(v->out, style, text, v->room->width, v->room->unicode);
}

static void add_sentence(struct proc *v, enum style style, const char *text)
{
	lines_add_wrapped(v->out, style, text, v->room->width, 0);
	lines_end(v->out);
}

/* ---- which file, and how it stands ---- */

/* The open file at PATH: what is read to its end goes before what is kept open. */
static const struct seq_file *open_file(const struct kernel *k, const char *path)
{
	const struct seq_file *found = NULL;

	for (const struct seq_file *m = k->files ? k->files->first : NULL; m; m = m->next)
		if (m->open && !strcmp(m->source->path, path) && (!found || found->kept))
			found = m;
	return found;
}

/* Any open file, one of the trees before others. */
static const struct seq_file *any_open_file(const struct kernel *k)
{
	const struct seq_file *found = NULL;

	for (const struct seq_file *m = k->files ? k->files->first : NULL; m; m = m->next)
		if (m->open && (!found || m->source->op == &resource_seq_op))
			found = m;
	return found;
}

static const struct seq_source *source_at(const char *path)
{
	for (unsigned i = 0; i < seq_source_count; i++)
		if (!strcmp(seq_sources[i].path, path))
			return &seq_sources[i];
	return NULL;
}

/* As the frame has it: the file's own state is further already. */
static bool find_frame(struct proc *v)
{
	struct proc_place place;

	if (!proc_frame_at(&place, v->p, v->room->frame))
		return false;
	proc_story_tell(&v->story, v->p, place.call, place.until, place.sub);
	v->source = source_at(v->story.path);
	if (!v->source)
		return false;
	v->in_frame = true;
	v->as_root = !v->story.zeros;
	v->bytes = text_str(&v->story.text);
	v->len = v->story.text.len;
	v->from = v->story.from < v->len ? v->story.from : v->len;
	v->newest = v->story.newest;
	v->size = v->story.size ? v->story.size : PAGE_SIZE(v->p->run->kernel);
	v->index = v->story.index;
	return true;
}

static void take_state(struct proc *v, const struct seq_file *m)
{
	v->source = m->source;
	v->as_root = m->as_root;
	v->size = m->size;
	v->index = m->index;
	v->pos = m->pos;
	v->bytes = (const char *)m->buf;
	v->from = m->from;
	v->len = m->from + m->count;
	if (!m->buf)
		v->len = v->from = 0;
	/* a record that does not fit has marked the buffer as full */
	if (m->size && seq_has_overflowed(m)) {
		v->bytes = text_str(&v->story.text);
		v->len = v->story.text.len;
		v->from = 0;
	}
	v->newest = v->from || v->story.text.len != v->len ? v->len : v->story.newest;
}

static bool find_state(struct proc *v)
{
	const struct player *p = v->p;
	uint32_t call = p->at == NO_STEP ? NO_STEP : proc_read_of(player_sim(p), p->at);
	const struct seq_file *m = NULL;

	v->story.call = NO_STEP;
	if (call != NO_STEP) {
		proc_story_tell(&v->story, p, call, p->at, p->sub);
		m = open_file(p->run->kernel, v->story.path);
	}
	if (!m)
		m = any_open_file(p->run->kernel);
	if (!m)
		return false;
	take_state(v, m);
	return true;
}

/* Where the file of a frame stands, as far as its state now tells. */
static void find_pos(struct proc *v)
{
	const struct seq_file *m = open_file(v->p->run->kernel, v->source->path);
	uint64_t later = proc_given_since(v->p, v->source->path, v->story.call);

	/* closed ones are kept as they were */
	for (const struct seq_file *f = v->p->run->kernel->files->first; !m && f; f = f->next)
		if (f->source == v->source)
			m = f;
	v->pos = m && m->pos >= later ? m->pos - later : 0;
	if (m) {
		v->as_root = m->as_root;
		v->size = v->story.size || !m->size ? v->size : m->size;
	}
}

/* ---- the lines of the file ---- */

static const struct resource *root_of(const struct proc *v)
{
	return v->source->op == &resource_seq_op ? v->source->data(v->p->run->kernel) : NULL;
}

/* The resource whose line TEXT is, looked for from the one of the line before on. */
static const struct resource *resource_of(struct proc *v, const char *text)
{
	const char *name = strstr(text, " : ");
	struct tree_walk w = v->walk;
	unsigned long long first, last;
	char *end;

	first = strtoull(text, &end, 16);
	if (!name || *end != '-')
		return NULL;
	last = strtoull(end + 1, &end, 16);
	if (end != name)
		return NULL;
	name += strlen(" : ");
	while (tree_walk_next(&w))
		if (w.at->start == first && w.at->end == last &&
		    !strcmp(name, w.at->name ? w.at->name : "<BAD>")) {
			v->walk = w;
			return w.at;
		}
	return NULL;
}

static void add_line(struct proc *v, const char *text, char sign, bool lit)
{
	const struct resource *res = root_of(v) && v->as_root ? resource_of(v, text) : NULL;
	enum style style = lit ? STYLE_NOW : sign == '>' ? STYLE_DIM : STYLE_PLAIN;
	char mark[3] = { sign, ' ', 0 };

	if (lit)
		v->out->focus = v->out->count;
	if (res)
		lines_lead_to_writer(v->out, v->p, &res->parent, sizeof(res->parent));
	lines_add(v->out, lit ? STYLE_CHANGED : STYLE_DIM, mark);
	add(v, style, text);
	lines_end(v->out);
}

/* The bytes from FROM to TO, line by line; a read may end within a line. */
static void add_bytes(struct proc *v, size_t from, size_t to, char sign)
{
	struct text line = { 0 };

	while (from < to) {
		const char *newline = memchr(v->bytes + from, '\n', to - from);
		size_t end = newline ? (size_t)(newline - v->bytes) : to;
		bool lit = from >= v->newest;

		text_clear(&line);
		text_add_n(&line, v->bytes + from, end - from);
		add_line(v, text_str(&line), lit ? '+' : sign, lit);
		from = end + 1;
	}
	text_free(&line);
}

/* The entries that r_start() has counted off so far, the one in hand lit. */
static void add_walk(struct proc *v)
{
	struct text line = { 0 };
	struct tree_walk w;
	uint64_t n = 0;

	add_sentence(v, STYLE_HEADING, _("counted off from the root:"));
	for (tree_walk_init(&w, v->p, root_of(v)); n < v->story.passed && tree_walk_next(&w);) {
		bool lit = ++n == v->story.passed;

		text_clear(&line);
		text_addf(&line, "%3" PRIu64 " ", n);
		text_add_range(&line, w.at->start, w.at->end);
		text_addf(&line, " %s", w.at->name ? w.at->name : "<BAD>");
		if (lit)
			v->out->focus = v->out->count;
		lines_lead_to_writer(v->out, v->p, &w.at->parent, sizeof(w.at->parent));
		lines_add(v->out, STYLE_NOW, lit ? glyph(v->room->unicode, GLYPH_NOW) : " ");
		add(v, lit ? STYLE_NOW : STYLE_DIM, text_str(&line));
		lines_end(v->out);
	}
	text_free(&line);
}

static void add_buffer(struct proc *v)
{
	if (root_of(v) && v->story.doing == PROC_WALKS && v->story.passed) {
		add_walk(v);
		return;
	}
	if (root_of(v))
		tree_walk_init(&v->walk, v->p, root_of(v));
	if (v->from) {
		add_sentence(v, STYLE_HEADING, _("given to the reader:"));
		add_bytes(v, 0, v->from, '>');
		v->out->focus = v->out->count - 1;
	}
	if (v->from && v->from < v->len)
		add_sentence(v, STYLE_HEADING, _("still in the buffer:"));
	add_bytes(v, v->from, v->len, ' ');
	if (!v->len)
		add_sentence(v, STYLE_DIM, _("The buffer is empty."));
	if (v->newest >= v->len)
		v->out->focus = v->out->count - 1;
}

/* ---- the facts below them ---- */

static void add_label(struct proc *v, const char *label)
{
	lines_add_cut(v->out, STYLE_DIM, label, v->room->width, v->room->unicode);
	if (lines_width(v->out) < LABEL_CELLS)
		lines_pad(v->out, STYLE_DIM, LABEL_CELLS);
	else
		add(v, STYLE_DIM, " ");
}

/* A rule that parts the lines from the facts, and on it whose read this is. */
static void add_file(struct proc *v)
{
	const char *rule = glyph(v->room->unicode, GLYPH_RULE);
	struct text t = { 0 };

	text_addf(&t,
	          v->as_root ? _(" %s as root, %" PRIu64 " bytes read ")
	                     : _(" %s as anybody: zeros, %" PRIu64 " bytes read "),
	          v->source->path, v->pos);
	lines_add(v->out, STYLE_DIM, rule);
	add(v, STYLE_HEADING, text_str(&t));
	while (lines_width(v->out) < v->room->width)
		lines_add(v->out, STYLE_DIM, rule);
	lines_end(v->out);
	text_free(&t);
}

static void add_lock(struct proc *v)
{
	bool held = v->story.locked;

	add_label(v, _("lock"));
	add(v, held ? STYLE_CONFLICT : STYLE_GRANTED, held ? "[#] " : "[ ] ");
	add(v, held ? STYLE_NOW : STYLE_PLAIN,
	    held ? _("resource_lock: held for reading") : _("resource_lock: not held here"));
	lines_end(v->out);
}

static void add_place(struct proc *v)
{
	struct text t = { 0 };

	add_label(v, "*pos");
	text_addf(&t, "%" PRIu64, v->index);
	if (v->story.counted)
		text_addf(&t,
		          v->story.doing == PROC_WALKS
		                  ? _(", counted off from the root: %" PRIu64 " of %" PRIu64)
		                  : _("; counted off from the root: %" PRIu64),
		          v->story.passed, v->story.counted);
	add(v, v->story.doing == PROC_WALKS && v->story.call != NO_STEP ? STYLE_NOW : STYLE_PLAIN,
	    text_str(&t));
	lines_end(v->out);
	text_clear(&t);
	add_label(v, _("node"));
	if (v->story.node.first <= v->story.node.last) {
		text_add_range(&t, v->story.node.first, v->story.node.last);
		text_addf(&t, " %s", v->story.node.name ? v->story.node.name : "<BAD>");
		add(v, STYLE_DEVICE, text_str(&t));
	} else {
		add(v, STYLE_DIM, _("none in hand"));
	}
	lines_end(v->out);
	text_free(&t);
}

static void add_fill(struct proc *v)
{
	unsigned cells, full, used;
	struct text t = { 0 };

	add_label(v, _("buffer"));
	if (!v->size) {
		add(v, STYLE_DIM, _("none yet"));
		lines_end(v->out);
		return;
	}
	text_addf(&t, _("%zu of %" PRIu64 " bytes"), v->len, v->size);
	used = lines_width(v->out) + view_width(t.s, t.len) + 3;
	cells = v->room->width > used ? v->room->width - used : 0;
	cells = cells > BAR_MAX ? BAR_MAX : cells;
	full = (unsigned)((unsigned __int128)v->len * cells / v->size);
	full += !full && v->len;
	if (cells >= BAR_MIN) {
		lines_add(v->out, STYLE_PLAIN, "[");
		for (unsigned i = 0; i < cells; i++)
			lines_add(
				v->out, i < full ? STYLE_MEMORY : STYLE_DIM,
				glyph(v->room->unicode, i < full ? GLYPH_RESERVED : GLYPH_NOTHING));
		lines_add(v->out, STYLE_PLAIN, "] ");
	}
	add(v, STYLE_PLAIN, text_str(&t));
	lines_end(v->out);
	text_free(&t);
}

static const char *const doings[] = {
	[PROC_BEGINS] = N_("The read begins."),
	[PROC_LEFT] = N_("What was left in the buffer goes first."),
	[PROC_WALKS] = N_("r_start() walks from the root to the place."),
	[PROC_FILLS] = N_("r_show() prints a record, r_next() goes on."),
	[PROC_ENDS] = N_("No more records for this read."),
	[PROC_COPIES] = N_("The bytes go to the reader."),
	[PROC_RETURNED] = N_("The read is over, the place is kept."),
};

static void add_facts(struct proc *v)
{
	bool reading = v->story.call != NO_STEP;

	add_file(v);
	if (root_of(v)) {
		add_lock(v);
		add_place(v);
	}
	add_fill(v);
	add(v, STYLE_EMPHASIS,
	    reading ? _(doings[v->story.doing]) : _("The file is open, and nobody reads it now."));
	lines_end(v->out);
}

/* The facts stand at the bottom of the pane, however few lines there are. */
static void add_read(struct proc *v)
{
	struct lines facts = { 0 }, *out = v->out;

	add_buffer(v);
	v->out = &facts;
	add_facts(v);
	while (out->count + facts.count < v->room->height)
		lines_end(out);
	lines_append(out, &facts);
	/* with room for more than them, they are seen with the newest line above */
	if (v->room->height > facts.count)
		out->focus = out->count - 1;
	lines_free(&facts);
	v->out = out;
}

/* ---- nobody reads ---- */

static void add_look(struct proc *v)
{
	const struct kernel *k = v->p->run->kernel;
	const struct resource *root = &k->iomem_resource;
	struct touched touched;
	struct text line = { 0 };
	struct tree_walk w;

	add_sentence(v, STYLE_DIM,
	             seq_file_is_there(k, PROC_IOMEM)
	                     ? _("Nobody reads /proc/iomem now. A read would give:")
	                     : _("There is no /proc/iomem yet. A read would give:"));
	if (!root->child)
		add_sentence(v, STYLE_DIM, _("Nothing: the tree is empty."));
	touched_init(&touched, v->p, false);
	for (tree_walk_init(&w, v->p, root); tree_walk_next(&w);) {
		bool lit = touched_has(&touched, &w.at->parent, sizeof(w.at->parent));

		text_clear(&line);
		resource_line(root, w.at, true, &line);
		line.s[--line.len] = '\0';
		if (lit)
			v->out->focus = v->out->count;
		lines_lead_to_writer(v->out, v->p, &w.at->parent, sizeof(w.at->parent));
		lines_add(v->out, lit ? STYLE_CHANGED : STYLE_PLAIN, lit ? "+ " : "  ");
		add(v, lit ? STYLE_CHANGED : STYLE_PLAIN, text_str(&line));
		lines_end(v->out);
	}
	touched_done(&touched);
	text_free(&line);
}

void view_proc(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct proc v = { .p = p, .room = room, .out = out };

	if (find_frame(&v)) {
		find_pos(&v);
		add_read(&v);
	} else if (find_state(&v)) {
		add_read(&v);
	} else {
		add_look(&v);
	}
	proc_story_done(&v.story);
}
