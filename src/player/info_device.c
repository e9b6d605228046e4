/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `info device DEV`: what it is, who drives it, what that driver holds or was refused. */
#include <inttypes.h>
#include <string.h>

#include "linux/include/of_address.h"
#include "machine/drivers.h"
#include "player/internal.h"
#include "player/refusal.h"
#include "sim/intl.h"
#include "sim/sentence.h"

const struct device *player_device(const struct kernel *k, const struct labels *labels,
                                   const char *word)
{
	const struct thing *thing;
	const struct device *dev = NULL;

	if (word[0] != '&') {
		dev = device_find(k, word);
	} else if (word[1] == '/') {
		int node = k->machine ? fdt_path_offset(k->machine->fdt, word + 1) : -1;

		dev = node < 0 ? NULL : device_of_node(k, node);
	} else {
		thing = labels_get(k, labels, word + 1);
		dev = thing && thing->kind == THING_DEVICE ? thing->dev : NULL;
	}
	return dev;
}

/* What the line is about, in a column of its own. */
static void add_label(struct text *out, const char *label)
{
	text_add(out, "  ");
	text_add_padded(out, label, 9);
}

static void add_errno(struct text *out, int error)
{
	text_add(out, " ");
	sentence_errno(out, error);
	text_add_char(out, '\n');
}

static void add_state(struct text *out, const struct device *dev)
{
	add_label(out, _("state"));
	switch (dev->state) {
	case DEVICE_WAITING:
		text_addf(out, "%s\n", _("no driver"));
		break;
	case DEVICE_DEFERRED:
		text_addf(out, _("waits: %s"), dev->reason ? dev->reason : _("put off"));
		add_errno(out, dev->error);
		break;
	case DEVICE_BOUND:
		text_addf(out, _("bound to %s"), dev->driver->name);
		text_add_char(out, '\n');
		break;
	case DEVICE_FAILED:
		text_addf(out,
		          probe_declined(dev->error) ? _("%s looked at it and declines:")
		                                     : _("the probe of %s failed:"),
		          dev->tried ? dev->tried->name : "?");
		add_errno(out, dev->error);
		break;
	case DEVICE_GONE:
		text_addf(out, "%s\n", _("taken out"));
		break;
	}
}

static void add_range(struct text *out, const struct resource *r)
{
	text_add_range(out, r->start, r->end);
	text_addf(out, " : %s", r->name ? r->name : "<BAD>");
}

/* Where a resource of the device stands in the tree, if it does. */
static void add_resource(struct text *out, const struct device *dev, unsigned n)
{
	const struct resource *r = &dev->resource[n];
	const char *type = "mem";

	if ((r->flags & IORESOURCE_TYPE_BITS) == IORESOURCE_IO)
		type = "io";
	else if ((r->flags & IORESOURCE_TYPE_BITS) == IORESOURCE_IRQ)
		type = "irq";
	text_addf(out, "  %s %-5u", _("res"), n);
	text_addf(out, "%s ", type);
	if (!strcmp(type, "irq"))
		text_addf(out, "%" PRIu64 " : %s", r->start, r->name ? r->name : "<BAD>");
	else
		add_range(out, r);
	text_addf(out, "%s\n", r->parent ? _(", in the tree") : "");
}

/* The newest is given back first. */
static void add_devres(struct text *out, const struct device *dev)
{
	for (const struct devres *d = dev->devres; d; d = d->next) {
		add_label(out, _("holds"));
		text_add(out, d->kind->release);
		if (d->a)
			text_addf(out, " 0x%" PRIx64, d->a);
		if (d->a && d->b)
			text_addf(out, " 0x%" PRIx64, d->b);
		if (d->res) {
			text_add_char(out, ' ');
			add_range(out, d->res);
		}
		text_add_char(out, '\n');
	}
}

static void add_links(struct text *out, const struct device *dev)
{
	for (const struct device_link *l = dev->suppliers; l; l = l->next_supplier) {
		add_label(out, _("needs"));
		text_addf(out, "%s (%s)\n", l->supplier->name, l->property);
	}
	for (const struct device_link *l = dev->consumers; l; l = l->next_consumer) {
		add_label(out, _("feeds"));
		text_addf(out, "%s (%s)\n", l->consumer->name, l->property);
	}
}

bool info_about_device(struct context *c, const struct player *p, const char *about)
{
	static const char *const buses[BUS_COUNT] = { "platform", "amba", "pci" };
	const struct device *dev = player_device(c->kernel, c->labels, about);

	if (!dev && about[0] != '&' && player_knows_device(p, about))
		return error_set(c->err, NULL, NULL,
		                 _("'%s' is not there at this moment: it comes later, or is gone"),
		                 about);
	if (!dev)
		return error_set(c->err, NULL, NULL, _("'%s' is no device of this kernel"), about);
	text_addf(c->out, "%s %s\n", buses[dev->bus], dev->name);
	if (dev->of_node >= 0) {
		add_label(c->out, _("node"));
		text_addf(c->out, "%s\n", of_node_path(c->kernel, dev->of_node));
	}
	if (dev->parent) {
		add_label(c->out, _("below"));
		text_addf(c->out, "%s\n", dev->parent->name);
	}
	add_state(c->out, dev);
	for (unsigned i = 0; i < dev->num_resources; i++)
		if (dev->resource[i].flags) /* a PCI device has room for more than it has */
			add_resource(c->out, dev, i);
	add_devres(c->out, dev);
	add_links(c->out, dev);
	refusals_of(p, dev, c->out);
	return true;
}
