/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `devices`: bus by bus, what there is, who drives it, and why nobody
 * does.  A row begins with `*` when this step wrote it.
 */
#include <string.h>

#include "linux/linux.h"
#include "machine/drivers.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/about.h"

static const char *const bus_names[BUS_COUNT] = { "platform", "amba", "pci" };

/* How each state looks; what is said of it follows. */
static const struct shown {
	enum glyph glyph;
	enum style style;
} states[] = {
	[DEVICE_WAITING] = { GLYPH_DOT, STYLE_DIM },
	[DEVICE_DEFERRED] = { GLYPH_ELLIPSIS, STYLE_CONFLICT },
	[DEVICE_BOUND] = { GLYPH_RIGHT, STYLE_GRANTED },
	[DEVICE_FAILED] = { GLYPH_WRONG, STYLE_REFUSED },
	[DEVICE_GONE] = { GLYPH_DOT, STYLE_DIM },
};

/* A device that its driver does not want looks like one without a driver. */
static const struct shown *shown_state(const struct device *dev)
{
	bool declined = dev->state == DEVICE_FAILED && probe_declined(dev->error);

	return &states[declined ? DEVICE_WAITING : dev->state];
}

struct list {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	const struct device *hand; /* whose probe runs; NULL for none */
	struct touched touched;
	unsigned best; /* how good the line in focus is */
};

/* The device whose probe the reader stands in: the innermost call that names one. */
static const struct device *device_in_hand(const struct player *p)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = player_step_now(p);

	for (uint32_t at = step ? p->at : NO_STEP; at != NO_STEP; at = sim->steps[at].call) {
		const struct step *s = &sim->steps[at];
		const struct device *dev;
		const char *name;

		if (s->says != &sentence_call || !s->function->args || s->function->args[0] != 'n')
			continue;
		name = names_get(&sim->names, sim_args(sim, s)[0]);
		dev = name ? device_find(p->run->kernel, name) : NULL;
		if (dev)
			return dev;
	}
	return NULL;
}

static void add(struct list *l, enum style style, const char *text)
{
	lines_add_cut(l->out, style, text, l->room->width, l->room->unicode);
}

static void add_failure(struct list *l, const struct device *dev)
{
	const char *driver = dev->tried ? dev->tried->name : "?";
	struct text t = { 0 }, err = { 0 };

	sentence_errno(&err, dev->error);
	if (probe_declined(dev->error))
		text_addf(&t, _("declined by %s"), driver);
	else
		text_addf(&t, _("%s failed: %s"), driver, text_str(&err));
	add(l, shown_state(dev)->style, text_str(&t));
	text_free(&err);
	text_free(&t);
}

/* Which supplier a device waits for, by the property that names it. */
static void add_wait(struct list *l, const struct device *dev)
{
	const struct device_link *link = dev->suppliers;
	struct text t = { 0 };

	if (link)
		text_addf(&t, _("waits: %s"), link->property);
	else
		text_add(&t, _("put off, tried again when something binds"));
	add(l, STYLE_CONFLICT, text_str(&t));
	text_free(&t);
}

static void add_state(struct list *l, const struct device *dev)
{
	switch (dev->state) {
	case DEVICE_WAITING:
		add(l, STYLE_DIM, _("no driver"));
		break;
	case DEVICE_DEFERRED:
		add_wait(l, dev);
		break;
	case DEVICE_BOUND:
		add(l, STYLE_GRANTED, dev->driver->name);
		break;
	case DEVICE_FAILED:
		add_failure(l, dev);
		break;
	case DEVICE_GONE:
		add(l, STYLE_DIM, _("taken out"));
		break;
	}
}

static void add_device(struct list *l, const struct device *dev, unsigned name_width)
{
	bool changed = touched_has(&l->touched, dev, sizeof(*dev)), hand = dev == l->hand;
	unsigned worth = (unsigned)changed + 2u * hand;

	lines_lead_to_writer(l->out, l->p, &dev->state, sizeof(dev->state));
	lines_add(l->out, changed ? STYLE_CHANGED : STYLE_PLAIN, changed ? "*" : " ");
	add(l, shown_state(dev)->style, glyph(l->room->unicode, shown_state(dev)->glyph));
	add(l, STYLE_PLAIN, " ");
	add(l, hand ? STYLE_NOW : changed ? STYLE_CHANGED : STYLE_PLAIN, dev->name);
	if (lines_width(l->out) < name_width)
		lines_pad(l->out, STYLE_PLAIN, name_width);
	add(l, STYLE_PLAIN, " ");
	add_state(l, dev);
	if (worth > l->best) {
		l->best = worth;
		l->out->focus = l->out->count;
	}
	lines_end(l->out);
}

static void add_bus(struct list *l, enum device_bus bus)
{
	const struct device *dev = bus_first_device(l->p->run->kernel, bus);
	unsigned width = 0, most = l->room->width * 2 / 3, count = 0;
	struct text t = { 0 };

	for (const struct device *d = dev; d; d = d->next, count++) {
		unsigned w = 4 + view_width(d->name, strlen(d->name));

		width = w > width ? w : width;
	}
	if (!count)
		return;
	text_addf(&t, "%s: %u", bus_names[bus], count);
	add(l, STYLE_HEADING, text_str(&t));
	lines_end(l->out);
	text_free(&t);
	for (; dev; dev = dev->next)
		add_device(l, dev, width < most ? width : most);
}

void view_devices(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct list l = { .p = p, .room = room, .out = out, .hand = device_in_hand(p) };

	touched_init(&l.touched, p, true);
	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		add_bus(&l, bus);
	if (!out->count) {
		add(&l, STYLE_DIM, _("No device has been made yet."));
		lines_end(out);
	}
	touched_done(&l.touched);
}
