/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/drawn.h"

static bool same_room(const struct view_room *a, const struct view_room *b)
{
	return a->width == b->width && a->height == b->height && a->unicode == b->unicode &&
	       a->frame.n == b->frame.n && a->frame.of == b->frame.of && a->zoom == b->zoom;
}

static bool is_the_same(const struct drawn *d, const struct player *p, const struct view_room *room)
{
	return d->valid && d->player == p && d->place.at == p->at && d->place.sub == p->sub &&
	       d->veiled == p->veiled && same_room(&d->room, room);
}

void drawn_lines(struct drawn *d, const struct view *view, const struct player *p,
                 const struct view_room *room, struct lines *out)
{
	if (!is_the_same(d, p, room)) {
		lines_clear(&d->lines);
		view->draw(p, room, &d->lines);
		d->player = p;
		d->place = (struct spot){ p->at, p->sub };
		d->veiled = p->veiled;
		d->room = *room;
		d->valid = true;
	}
	lines_copy(&d->lines, out);
}

void drawn_forget(struct drawn *d)
{
	d->valid = false;
}

void drawn_free(struct drawn *d)
{
	lines_free(&d->lines);
	*d = (struct drawn){ 0 };
}
