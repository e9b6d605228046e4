/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/irq/devres.c: interrupts that a driver has until it goes. */
#include "linux/include/device.h"
#include "linux/include/interrupt.h"

#define DEVRES_FILE "kernel/irq/devres.c"

enum { NOT_HELD };

static const struct sentence says[] = {
	[NOT_HELD] = { STEP_REFUSE, LEVEL_STEP, 1, "nd",
	               N_("{0} has not asked for interrupt {1} with a devm_ function; the log "
	                  "gets a warning.") },
};

static const struct outline outline_release = {
	"devm_irq_release",
	DEVRES_FILE,
	"nd",
	'v',
	N_("Gives an interrupt back when the driver goes."),
	N_("It happens in its turn: what was taken later is already gone when the handler may "
	   "still run."),
	{ N_("free_irq() the interrupt") }
};

/* What is noted: the interrupt, and the handler's name, which stands for its dev_id. */
static void irq_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_release, name_id(dev->name), res->a);
	free_irq(k, res->a, names_get(&k->sim->names, res->b));
	leave(k);
}

static const struct devres_kind kind_irq = { .release = "devm_irq_release",
	                                     .size = 16,
	                                     .undo = irq_release };

static const struct outline outline_request = {
	"devm_request_threaded_irq",
	DEVRES_FILE,
	"ndn",
	'e',
	N_("Asks for an interrupt until the driver goes: devm_request_irq() is this."),
	NULL,
	{ N_("no name is given: take the device's"), N_("ask for the interrupt"),
	  N_("given: note it with the device; refused: note nothing") }
};

int devm_request_irq(struct kernel *k, struct device *dev, uint64_t irq, const char *name,
                     uint64_t flags)
{
	int err;

	ENTER(k, &outline_request, name_id(dev->name), irq, name_id(name));
	if (!name)
		name = dev->name;
	err = request_irq(k, irq, name, flags);
	if (!err)
		devres_add(k, dev, &kind_irq, irq, name_id(name), NULL, NULL);
	return leave_int(k, err);
}

static const struct outline outline_free = {
	"devm_free_irq",
	DEVRES_FILE,
	"ndn",
	'v',
	N_("Gives an interrupt back before the driver goes."),
	NULL,
	{ N_("take the note off the device's list; a warning when there is none"),
	  N_("free_irq() the interrupt") }
};

void devm_free_irq(struct kernel *k, struct device *dev, uint64_t irq, const char *name)
{
	ENTER(k, &outline_free, name_id(dev->name), irq, name_id(name));
	if (devres_destroy(k, dev, &kind_irq, irq, name_id(name), NULL, NULL)) {
		TELL(k, &says[NOT_HELD], name_id(dev->name), irq);
		kernel_warn(k, "kernel/irq/devres.c:143", "devm_free_irq", NULL);
	}
	free_irq(k, irq, name);
	leave(k);
}
