/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/base/dd.c: a driver is tried on a device; who has to wait is tried again.
 */
#include "linux/drivers/base/base.h"

#include <stdio.h>

#include "machine/drivers.h"

#define DD_FILE "drivers/base/dd.c"

enum {
	MATCHED,
	BOUND,
	FAILED,
	REJECTED,
	DEFERRED,
	DEFERRED_AGAIN,
	TAKEN,
	RELEASED,
	RETRY,
	UNBOUND,
	ENABLED
};

static const struct sentence says[] = {
	[MATCHED] = { STEP_DECIDE, LEVEL_CALL, 1, "nnn",
	              N_("Driver {1} is made for {0}: it knows {2}.") },
	[BOUND] = { STEP_LINK, LEVEL_STOP, 4, "nnn",
	            N_("{0} has its driver now: {1}, which is made for {2}.") },
	[FAILED] = { STEP_REFUSE, LEVEL_STOP, 5, "nned",
	             N_("The probe of {0} by {1} failed with {2}. What it had taken is given back "
	                "({3} pieces), and the device stays without a driver.") },
	[REJECTED] = { STEP_REFUSE, LEVEL_STOP, 5, "nne",
	               N_("Driver {1} looked at {0} and does not want it ({2}). That is no fault, "
	                  "so the log says nothing.") },
	[DEFERRED] = { STEP_DECIDE, LEVEL_STOP, 6, "nnn",
	               N_("{0} has to wait before {1} can have it: {2}. It is tried again when "
	                  "another device was bound.") },
	[DEFERRED_AGAIN] = { STEP_DECIDE, LEVEL_CALL, 6, "nn", N_("{0} still has to wait: {1}.") },
	[TAKEN] = { STEP_DECIDE, LEVEL_CALL, 1, "nn", N_("{0} has a driver already: {1}.") },
	[RELEASED] = { STEP_SET, LEVEL_STEP, 2, "nd",
	               N_("What the driver of {0} took with devm_ functions is given back: {1} "
	                  "pieces.") },
	[RETRY] = { STEP_DECIDE, LEVEL_CALL, 1, "n", N_("{0} had to wait; it is tried again.") },
	[UNBOUND] = { STEP_UNLINK, LEVEL_STOP, 3, "nn",
	              N_("{0} has no driver any more: {1} let go of it.") },
	[ENABLED] = { STEP_SET, LEVEL_STEP, 1, "",
	              N_("All built-in drivers are there, so from here on each device that binds "
	                 "makes those that wait try again.") },
};

/* What the driver and the device have in common. */
static uint64_t common(struct kernel *k, const struct device *dev, const struct driver_id *id)
{
	char text[64];

	if (!id)
		return NAME(k, dev->name);
	if (id->compatible || id->name)
		return NAME(k, id->compatible ? id->compatible : id->name);
	if (dev->bus == BUS_PCI && id->class_mask)
		snprintf(text, sizeof(text), "PCI class %06x", dev->class);
	else if (dev->bus == BUS_PCI)
		snprintf(text, sizeof(text), "PCI device %04x:%04x", dev->periphid >> 16,
		         dev->periphid & 0xffff);
	else
		snprintf(text, sizeof(text), "peripheral ID 0x%08x", dev->periphid);
	return NAME(k, text);
}

/* ---- those that have to wait ---- */

static struct deferred_devices *deferred_list(struct kernel *k, enum deferred_list list)
{
	return list == DEFERRED_ACTIVE ? &k->base->active : &k->base->pending;
}

static void append(struct kernel *k, struct device *dev, enum deferred_list which)
{
	struct deferred_devices *list = deferred_list(k, which);

	if (list->last)
		SET(k, list->last->deferred_next, dev);
	else
		SET(k, list->first, dev);
	SET(k, dev->deferred_prev, list->last);
	SET(k, list->last, dev);
	SET(k, dev->deferred, which);
}

static void list_del(struct kernel *k, struct device *dev)
{
	struct deferred_devices *list = deferred_list(k, dev->deferred);

	if (dev->deferred_prev)
		SET(k, dev->deferred_prev->deferred_next, dev->deferred_next);
	else
		SET(k, list->first, dev->deferred_next);
	if (dev->deferred_next)
		SET(k, dev->deferred_next->deferred_prev, dev->deferred_prev);
	else
		SET(k, list->last, dev->deferred_prev);
	SET(k, dev->deferred_next, NULL);
	SET(k, dev->deferred_prev, NULL);
	SET(k, dev->deferred, NOT_DEFERRED);
}

void driver_deferred_probe_add(struct kernel *k, struct device *dev)
{
	if (dev->can_match && dev->deferred == NOT_DEFERRED)
		append(k, dev, DEFERRED_PENDING);
}

void driver_deferred_probe_del(struct kernel *k, struct device *dev)
{
	if (dev->deferred == NOT_DEFERRED)
		return;
	list_del(k, dev);
	SET(k, dev->reason, NULL);
}

/* All that wait are to be tried again, behind those that are to be already. */
void driver_deferred_probe_trigger(struct kernel *k)
{
	struct base_state *base = k->base;

	if (!base->deferral_enabled)
		return;
	SET(k, base->trigger_count, base->trigger_count + 1);
	for (struct device *dev = base->pending.first; dev;) {
		struct device *next = dev->deferred_next;

		list_del(k, dev);
		append(k, dev, DEFERRED_ACTIVE);
		dev = next;
	}
}

static const struct outline outline_work = {
	"deferred_probe_work_func",
	DD_FILE,
	"",
	'v',
	N_("Tries again each device that had to wait."),
	N_("It does not know who waits for whom: all are tried whenever one was bound."),
	{ N_("the first of those that wait is taken off the list and tried"),
	  N_("one that binds puts all that wait on the list again") }
};

/* The kernel has a worker for it; here it runs where the work is waited for. */
void deferred_probe_work(struct kernel *k)
{
	struct device *dev = k->base->active.first;

	if (!dev)
		return;
	ENTER(k, &outline_work);
	for (; dev; dev = k->base->active.first) {
		list_del(k, dev);
		TELL(k, &says[RETRY], name_id(dev->name));
		bus_probe_device(k, dev);
	}
	leave(k);
}

static const struct outline outline_initcall = {
	"deferred_probe_initcall",
	DD_FILE,
	"",
	'v',
	N_("From now on, devices that had to wait are tried again."),
	N_("Until here most drivers were not there yet, so trying again would have been in vain."),
	{ N_("what binds makes all that wait try again"), N_("try all that wait now") }
};

void deferred_probe_initcall(struct kernel *k)
{
	ENTER(k, &outline_initcall);
	SET(k, k->base->deferral_enabled, true);
	TELL(k, &says[ENABLED]);
	driver_deferred_probe_trigger(k);
	deferred_probe_work(k);
	driver_deferred_probe_trigger(k);
	deferred_probe_work(k);
	leave(k);
}

/* ---- one driver, one device ---- */

static const struct outline outline_really_probe = {
	"really_probe",
	DD_FILE,
	"nn",
	'e',
	N_("Tries one driver on one device."),
	N_("A device that has to wait is no error: it is tried again later."),
	{ N_("a driver and a device that it is made for"),
	  N_("are those bound that the device needs?"), N_("the driver's own probe"),
	  N_("0: the two are bound"),
	  N_("an error: all that the probe took is given back, the newest first"),
	  N_("-EPROBE_DEFER: the same, and the device is put on a list") }
};

static void driver_bound(struct kernel *k, struct device *dev, const struct driver *drv,
                         const struct driver_id *id)
{
	SET(k, dev->tried, drv);
	SET(k, dev->state, DEVICE_BOUND);
	SET(k, dev->error, 0);
	device_links_driver_bound(k, dev);
	driver_deferred_probe_del(k, dev);
	TELL(k, &says[BOUND], name_id(dev->name), NAME(k, drv->name), common(k, dev, id));
	driver_deferred_probe_trigger(k);
}

bool probe_declined(int error)
{
	return error == -ENODEV || error == -ENXIO;
}

static void probe_failed(struct kernel *k, struct device *dev, const struct driver *drv, int error)
{
	uint64_t name = name_id(dev->name), driver = NAME(k, drv->name);
	bool known = dev->state == DEVICE_DEFERRED;
	unsigned given;

	/* the message comes before what is given back */
	if (error != -EPROBE_DEFER && !probe_declined(error) &&
	    profile_logs(k->profile, LOG_PROBE_WITH_DRIVER))
		printk(k, "%s %s: probe with driver %s failed with error %d", drv->name, dev->name,
		       drv->name, error);
	else if (error != -EPROBE_DEFER && !probe_declined(error))
		printk(k, "%s: probe of %s failed with error %d", drv->name, dev->name, error);
	given = devres_release_all(k, dev);
	SET(k, dev->driver, NULL);
	SET(k, dev->tried, drv);
	SET(k, dev->error, error);
	SET(k, dev->state, error == -EPROBE_DEFER ? DEVICE_DEFERRED : DEVICE_FAILED);
	if (error == -EPROBE_DEFER) {
		if (!dev->reason)
			SET(k, dev->reason, sim_name(k->sim, _("its driver asks for it")));
		if (known)
			TELL(k, &says[DEFERRED_AGAIN], name, name_id(dev->reason));
		else
			TELL(k, &says[DEFERRED], name, driver, name_id(dev->reason));
	} else if (probe_declined(error)) {
		TELL(k, &says[REJECTED], name, driver, WORD((int64_t)error));
	} else {
		TELL(k, &says[FAILED], name, driver, WORD((int64_t)error), given);
	}
}

/* What the driver says; no driver can probe when nobody listens. */
static int call_driver_probe(struct kernel *k, struct device *dev, const struct driver *drv)
{
	int result;

	if (!k->hooks || !k->hooks->probe)
		return -ENODEV;
	SET(k, dev->probing, true);
	result = k->hooks->probe(k, dev, drv, k->hooks->arg);
	SET(k, dev->probing, false);
	return result;
}

static int really_probe(struct kernel *k, struct device *dev, const struct driver *drv,
                        const struct driver_id *id)
{
	int result;

	ENTER(k, &outline_really_probe, name_id(dev->name), NAME(k, drv->name));
	TELL(k, &says[MATCHED], name_id(dev->name), NAME(k, drv->name), common(k, dev, id));
	SET(k, dev->can_match, true);
	result = device_links_check_suppliers(k, dev);
	if (!result) {
		SET(k, dev->driver, drv);
		result = call_driver_probe(k, dev, drv);
	}
	if (result)
		probe_failed(k, dev, drv, result);
	else
		driver_bound(k, dev, drv, id);
	return leave_int(k, result);
}

static int try_driver(struct kernel *k, struct device *dev, const struct driver *drv,
                      const struct driver_id *id)
{
	unsigned triggers = k->base->trigger_count;
	int result;

	if (dev->driver) {
		TELL(k, &says[TAKEN], name_id(dev->name), NAME(k, dev->driver->name));
		return -EBUSY;
	}
	if (dev->probing || dev->state == DEVICE_GONE)
		return -EBUSY;
	result = really_probe(k, dev, drv, id);
	if (result != -EPROBE_DEFER)
		return result;
	driver_deferred_probe_add(k, dev);
	/* somebody was bound meanwhile: perhaps that is who it waits for */
	if (triggers != k->base->trigger_count)
		driver_deferred_probe_trigger(k);
	return result;
}

int driver_probe_device(struct kernel *k, struct device_match *match)
{
	return try_driver(k, match->dev, match->driver, match->id);
}

void driver_attach(struct kernel *k, const struct driver *drv)
{
	struct device_match *match = k->base->first_match[drv->index];

	for (; match; match = match->next_device)
		if (!match->dev->driver && !match->passed_over && match->dev->state != DEVICE_GONE)
			driver_probe_device(k, match);
}

static const struct outline outline_attach = {
	"device_driver_attach",
	DD_FILE,
	"nn",
	'e',
	N_("Binds a device to a driver because somebody asks for it."),
	N_("It is what a write to the file `bind` of a driver does."),
	{ N_("a device that has a driver keeps it"), N_("try the driver on the device") }
};

void device_attach(struct kernel *k, struct device *dev)
{
	bus_match_device(k, dev);
	bus_probe_device(k, dev);
}

int device_driver_attach(struct kernel *k, struct device *dev, const struct driver *drv)
{
	const struct device_match *match = dev->matches;
	int result;

	while (match && match->driver != drv)
		match = match->next_driver;
	ENTER(k, &outline_attach, name_id(dev->name), NAME(k, drv->name));
	result = try_driver(k, dev, drv, match ? match->id : NULL);
	deferred_probe_work(k);
	return leave_int(k, result);
}

static const struct outline outline_detach = {
	"device_driver_detach",
	DD_FILE,
	"n",
	'v',
	N_("Takes a device's driver away."),
	N_("What the driver took without devm_ it must give back itself, in its remove."),
	{ N_("the driver's own remove"), N_("what it took with devm_ functions, the newest first"),
	  N_("the device has no driver") }
};

void device_driver_detach(struct kernel *k, struct device *dev)
{
	const struct driver *drv = dev->driver;
	unsigned given;

	if (!drv)
		return;
	ENTER(k, &outline_detach, name_id(dev->name));
	if (k->hooks && k->hooks->remove)
		k->hooks->remove(k, dev, drv, k->hooks->arg);
	given = devres_release_all(k, dev);
	TELL(k, &says[RELEASED], name_id(dev->name), given);
	SET(k, dev->driver, NULL);
	SET(k, dev->state, DEVICE_WAITING);
	SET(k, dev->drvdata, 0);
	TELL(k, &says[UNBOUND], name_id(dev->name), NAME(k, drv->name));
	leave(k);
}
