/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/frames_map.h"

#include "sim/intl.h"
#include "view/frames.h"
#include "view/frames_mapping.h"

unsigned map_frames(const struct player *p)
{
	unsigned most = tree_frames(p), n = memblock_frames(p);

	most = n > most ? n : most;
	n = mapping_frames(p);
	return n > most ? n : most;
}

static void show_two(struct map_frame *f, const struct about_range *hand,
                     const struct about_range *other)
{
	f->about.ranges[0] = *hand;
	f->about.hand = 0;
	f->about.count = 1;
	if (other)
		f->about.ranges[f->about.count++] = *other;
}

/* A resource on its way into the tree. */
static void show_insertion(struct map_frame *f, const struct player *p, struct view_frame frame)
{
	struct about_range other;
	struct tree_frame t;

	tree_frame_at(&t, p, &f->about, frame);
	if (!t.phase)
		return;
	if (t.compared)
		other = (struct about_range){ t.compared->start, t.compared->end, t.compared->name,
			                      true };
	show_two(f, &t.what, t.compared ? &other : NULL);
	f->facing = !t.node;
	f->both = t.phase == PHASE_OVERLAP && !t.dark ? BOTH_CLASH : BOTH_NOTHING;
}

/* A range that is tested before it is mapped: RAM is what it meets. */
static void show_test(struct map_frame *f, const struct player *p, struct view_frame frame)
{
	struct about_range hand, other;
	struct mapping_test t;
	bool unseen;

	mapping_test_at(&t, p, frame);
	if (!t.phase)
		return;
	unseen = t.phase == TEST_SETTLED && t.rest && t.ram_first <= t.ram_last;
	hand = (struct about_range){ t.first, t.last, _("asked for"), false };
	other = (struct about_range){ t.at_first, t.at_last, _("looked at"), false };
	if (unseen)
		other = (struct about_range){ t.ram_first, t.ram_last, _("RAM, not looked at"),
			                      false };
	else if (t.refused)
		other.name = _("RAM in use");
	show_two(f, &hand, other.first <= other.last ? &other : NULL);
	f->facing = true;
	f->both = t.refused ? BOTH_CLASH : unseen ? BOTH_UNSEEN : BOTH_NOTHING;
}

/* Two ranges that clash, and nobody moves. */
static void show_conflict(struct map_frame *f)
{
	const struct about_range *r = f->about.ranges;

	f->facing = f->about.count > 1;
	/* what is in the tree, what it cannot become, and who objects */
	if (f->about.count == 3 && !r[1].is_resource)
		show_two(f, &(struct about_range){ r[1].first, r[1].last, r[0].name, false },
		         &(struct about_range){ r[2].first, r[2].last, r[2].name, true });
}

void map_frame_at(struct map_frame *f, const struct player *p, struct view_frame frame)
{
	const struct step *step = player_step_now(p);

	*f = (struct map_frame){ 0 };
	about_step(&f->about, p, step);
	if (step && (step->says->kind == STEP_CONFLICT || step->says->kind == STEP_REFUSE))
		f->both = BOTH_CLASH;
	if (step && step->says->kind == STEP_CONFLICT)
		show_conflict(f);
	show_insertion(f, p, frame);
	show_test(f, p, frame);
	memblock_frame_at(&f->lists, p, frame);
	if (f->lists.moving && f->lists.first <= f->lists.last) {
		struct about_range hand = { f->lists.first, f->lists.last, NULL, false };

		if (f->lists.array.list)
			hand.name = _("the new array");
		show_two(f, &hand, NULL);
		f->both = BOTH_NOTHING;
	}
}

void map_frame_done(struct map_frame *f)
{
	memblock_frame_done(&f->lists);
}
