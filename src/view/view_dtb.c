/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `dtb`: the node of the blob that the step reads, token by token, and the way of its
 * address through the `ranges` of each bus.  Told in frames: first the token that begins the
 * node, then property by property up to the one that the step is about, the parts of that one,
 * and the way.
 */
#include <string.h>

#include "sim/intl.h"
#include "view/dtb.h"

/* With more to tell than that, frames go in leaps. */
#define FRAMES_MAX 24
/* A pane so wide has columns for the names of properties, and what their headers say. */
#define COLUMNS_MIN 66
#define NAME_COLUMN 34

static unsigned offset_digits(const struct nodes *nodes)
{
	unsigned digits = 3;

	while (digits < 8 && token_field(nodes->fdt, TOKEN_TOTALSIZE) >> 4 * digits)
		digits++;
	return digits;
}

static unsigned row_width(const struct dtb_telling *t)
{
	return dtb_pen_width(&t->pen, dtb_pen_offset_width(&t->pen));
}

static void add(struct dtb_telling *t, enum style style, const char *text, unsigned indent)
{
	dtb_pen_add(&t->pen, style, text, row_width(t), indent);
}

void dtb_heading(struct dtb_telling *t, const char *text)
{
	lines_add_wrapped(t->pen.out, STYLE_HEADING, text, t->pen.room->width, 2);
	lines_end(t->pen.out);
}

const struct node_property *dtb_find_property(const struct dtb_telling *t, const char *name)
{
	for (uint32_t i = 0; name && i < t->node->count; i++) {
		const struct node_property *p = &t->pen.nodes->properties[t->node->first + i];

		if (!strcmp(p->name, name))
			return p;
	}
	return NULL;
}

/* ---- the tokens of a node ---- */

static bool has_columns(const struct dtb_telling *t)
{
	return row_width(t) >= COLUMNS_MIN;
}

/* A token's name; where there is little room without what all of them begin with. */
static void add_token(struct dtb_telling *t, enum style style, const char *name)
{
	add(t, style, has_columns(t) ? name : name + strlen("FDT_"), 4);
}

/* A node's first token. */
static void tell_begin(struct dtb_telling *t, const struct node_entry *node, bool whole)
{
	struct token token = token_begin(t->pen.nodes, node);
	const char *unit = strchr(node->name, '@');
	struct text s = { 0 };

	dtb_words(&t->pen.raw, token.at, token.len);
	add_token(t, whole ? STYLE_HEADING : STYLE_DIM, "FDT_BEGIN_NODE ");
	if (whole) {
		text_addf(&s, "\"%s\"", node->name);
		add(t, STYLE_PLAIN, text_str(&s), 4);
	} else {
		add(t, STYLE_DIM, node->name, 4);
		add(t, STYLE_DIM, " ", 4);
		add(t, STYLE_DIM, glyph(t->pen.room->unicode, GLYPH_ELLIPSIS), 4);
	}
	text_clear(&s);
	if (whole && unit && has_columns(t)) {
		text_addf(&s, _("  unit address %s"), unit + 1);
		add(t, STYLE_DIM, text_str(&s), 4);
	}
	dtb_pen_row(&t->pen, token.at);
	text_free(&s);
}

static void tell_property_header(struct dtb_telling *t, const struct node_property *property)
{
	uint32_t len, name;
	struct token token = token_property(property, &len, &name);
	struct text s = { 0 };

	dtb_words(&t->pen.raw, token.at, token.len);
	add_token(t, STYLE_DIM, "FDT_PROP ");
	add(t, t->pen.lit && t->pen.settled ? STYLE_NOW : STYLE_HEADING, property->name, 4);
	if (has_columns(t))
		lines_pad(&t->pen.body, STYLE_PLAIN, NAME_COLUMN);
	text_addf(&s, has_columns(t) ? _("  %5u bytes, name at 0x%x") : _("  %u bytes, name 0x%x"),
	          len, name);
	add(t, STYLE_DIM, text_str(&s), 4);
	text_free(&s);
	dtb_pen_row(&t->pen, token.at);
}

/* The subnodes by their first tokens, and the end. */
static void tell_rest_of_node(struct dtb_telling *t)
{
	struct token end = token_end(t->pen.nodes, t->node);
	int child;

	nodes_for_each_subnode(child, t->pen.nodes, t->node->offset)
		tell_begin(t, nodes_find(t->pen.nodes, child), false);
	dtb_words(&t->pen.raw, end.at, end.len);
	add_token(t, STYLE_DIM, "FDT_END_NODE");
	dtb_pen_row(&t->pen, end.at);
}

/* ---- the whole ---- */

static void tell_properties(struct dtb_telling *t, const struct node_property *wanted, int part)
{
	bool passed = false;

	for (uint32_t i = 0; i < t->node->count; i++) {
		const struct node_property *property =
			&t->pen.nodes->properties[t->node->first + i];
		bool is_wanted = property == wanted;

		t->pen.waits = passed;
		dtb_pen_next(&t->pen);
		t->pen.lit = is_wanted && t->about.now;
		tell_property_header(t, property);
		t->pen.lit = false;
		dtb_value(&t->pen, t->node->offset, property, !passed && (is_wanted || !wanted),
		          is_wanted ? part : -1);
		passed |= is_wanted;
	}
	t->pen.waits = true;
	dtb_pen_next(&t->pen);
}

static void tell_node(struct dtb_telling *t)
{
	const struct node_property *wanted = dtb_find_property(t, t->about.property);
	struct dtb_origin o = { .entry = -1 };
	struct dtb_way way;
	bool in_hand = false, goes_up = dtb_find_way(t, &o, &way, &in_hand);
	struct text path = { 0 };

	/* which of the properties with addresses it is, the address in hand says best */
	if (in_hand && (!wanted || !strcmp(wanted->name, "reg")))
		wanted = o.property;
	if (!t->about.now && t->about.step != NO_STEP)
		text_add(&path, _("Read last: "));
	dtb_path(&path, t->pen.nodes, t->node->offset);
	lines_add_wrapped(t->pen.out, t->about.now ? STYLE_HEADING : STYLE_DIM, text_str(&path),
	                  t->pen.room->width, 2);
	lines_end(t->pen.out);
	text_free(&path);
	dtb_pen_next(&t->pen);
	tell_begin(t, t->node, true);
	tell_properties(t, wanted, in_hand ? o.entry : -1);
	tell_rest_of_node(t);
	if (!goes_up)
		return;
	/* the way belongs to what is told when the step is about the address */
	t->pen.waits = wanted && wanted != o.property;
	dtb_tell_way(t, &o, &way, in_hand && wanted == o.property);
}

static void tell(struct dtb_telling *t)
{
	if (t->about.header) {
		dtb_tell_header(t);
	} else {
		t->node = nodes_find(t->pen.nodes, t->about.node);
		tell_node(t);
	}
	dtb_pen_free(&t->pen);
}

static void begin(struct dtb_telling *t, const struct player *p, const struct dtb_about *about,
                  const struct view_room *room, struct lines *out)
{
	*t = (struct dtb_telling){ .pen = { .k = p->run->kernel,
		                            .nodes = p->machine ? p->machine->nodes : NULL,
		                            .room = room,
		                            .out = out,
		                            .settled = true,
		                            .leads = about->step },
		                   .about = *about };
	if (t->pen.nodes && t->pen.nodes->count)
		t->pen.digits = offset_digits(t->pen.nodes);
}

static bool has_tree(const struct dtb_about *about)
{
	return about->header || about->node >= 0;
}

/* How much there is to tell in frames. */
static unsigned count_things(const struct player *p, const struct dtb_about *about)
{
	static const struct view_room room = { .width = 80, .height = 24 };
	struct lines scratch = { 0 };
	struct dtb_telling t;

	if (!has_tree(about) || !about->read)
		return 0;
	begin(&t, p, about, &room, &scratch);
	tell(&t);
	lines_free(&scratch);
	return t.pen.count;
}

static unsigned frames_for(unsigned things)
{
	return things < FRAMES_MAX ? things : FRAMES_MAX;
}

unsigned dtb_frames(const struct player *p)
{
	struct dtb_about about;

	dtb_about(&about, p);
	return frames_for(count_things(p, &about));
}

void dtb_draw(const struct player *p, const struct dtb_about *about, const struct view_room *room,
              struct lines *out)
{
	struct dtb_telling t;

	begin(&t, p, about, room, out);
	if (!has_tree(about)) {
		lines_add_cut(out, STYLE_DIM, _("There is no device tree here."), room->width,
		              room->unicode);
		lines_end(out);
		return;
	}
	if (room->frame.n < room->frame.of) {
		unsigned things = count_things(p, about), frames = frames_for(things);

		t.pen.settled = room->frame.n >= frames;
		if (!t.pen.settled)
			t.pen.reading = (room->frame.n + 1) * things / frames - 1;
	}
	tell(&t);
}

void view_dtb(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct dtb_about about;

	dtb_about(&about, p);
	dtb_draw(p, &about, room, out);
}
