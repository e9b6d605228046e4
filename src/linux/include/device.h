/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Devices and what their drivers hold, as include/linux/device.h,
 * platform_device.h, amba/bus.h and drivers/base/devres.c have them.
 *
 * All of it lies in the arena.  A device is made by the file that finds it
 * (drivers/of/platform.c, drivers/amba/bus.c, drivers/pci/probe.c, a driver that
 * registers a child) and handed to device_add(), which owns it from then on.
 */
#ifndef BOOTWALK_LINUX_DEVICE_H
#define BOOTWALK_LINUX_DEVICE_H

#include "linux/include/ioport.h"

struct driver; /* machine/drivers.h: never changes, lies outside the arena */
struct device;

/* In the order in which `bootwalk devices` lists them. */
enum device_bus { BUS_PLATFORM, BUS_AMBA, BUS_PCI, BUS_COUNT };

enum device_state {
	DEVICE_WAITING,  /* no driver has asked for it yet */
	DEVICE_DEFERRED, /* a probe was put off: device->error is -EPROBE_DEFER */
	DEVICE_BOUND,
	DEVICE_FAILED, /* device->error says how, device->tried whose probe it was */
	DEVICE_GONE,   /* taken out again (hot remove) */
};

/*
 * One thing that a driver took with a devm_ function; the newest is first.  What
 * FUNCTION undoes is in the words beside it.
 */
struct devres {
	struct devres *next;
	const struct devres_kind *kind;
	uint64_t a, b;        /* as the kind has them: an address and a size, say */
	struct resource *res; /* or what was claimed */
	struct resource *root;
};

/* A kind of devres: a constant of the file whose functions make it. */
struct devres_kind {
	const char *release; /* the kernel's name: "devm_region_release" */
	unsigned size;       /* bytes of its data, as `devres.log=1` prints them */
	void (*undo)(struct kernel *k, struct device *dev, const struct devres *res);
};

/* What a device waits for: another node that must be bound first (fw_devlink). */
struct device_link {
	struct device_link *next;
	int supplier;         /* the node, an offset in the blob */
	const char *property; /* which names it: "clocks", a name of the simulation */
	uint64_t flags;
};

struct device {
	const char *name; /* dev_name(), a name of the simulation */
	enum device_bus bus;
	struct device *parent;     /* NULL: directly below its bus */
	struct device *next;       /* on its bus, in the order in which they were added */
	int of_node;               /* offset in the blob; -1 for none */
	struct resource *resource; /* num_resources of them, one after the other */
	unsigned num_resources;
	uint32_t periphid; /* amba: what the peripheral's registers say */
	const char *match; /* its name for drivers that match by name ("reg-dummy"), or NULL */
	enum device_state state;
	int error;                   /* of the last probe; 0 for none */
	const struct driver *driver; /* bound */
	const struct driver *tried;  /* whose probe failed or was put off */
	struct devres *devres;       /* newest first */
	struct device_link *suppliers;
	uint64_t drvdata; /* dev_get_drvdata() */
};

/* drivers/base: what the driver core keeps.  Defined there. */
struct base_state;

/* The devices of BUS in the order in which they were added; NULL when there is none. */
struct device *bus_first_device(const struct kernel *k, enum device_bus bus);
/* A device by its name on any bus, or by its node; NULL when there is none. */
struct device *device_find(const struct kernel *k, const char *name);
struct device *device_of_node(const struct kernel *k, int of_node);

/* A new device in the arena, not added yet.  NAME is a name of the simulation. */
struct device *device_new(struct kernel *k, enum device_bus bus, const char *name,
                          struct device *parent, int of_node);
/* Let it stand on its bus; drivers that are there already try it.  0 or an errno. */
int device_add(struct kernel *k, struct device *dev);
/* Take it out: its driver's remove first. */
void device_del(struct kernel *k, struct device *dev);

/* drivers/base/dd.c.  0, or what probe said. */
int device_driver_attach(struct kernel *k, struct device *dev, const struct driver *drv);
void device_driver_detach(struct kernel *k, struct device *dev);

/* drivers/base/devres.c */
void devres_add(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                uint64_t b, struct resource *res, struct resource *root);
/* Take the newest one of that kind, a, b and root off the list without undoing it; false: none. */
bool devres_take(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                 uint64_t b, const struct resource *root);
/* Undo all, newest first; returns how many. */
unsigned devres_release_all(struct kernel *k, struct device *dev);

/* drivers/base/platform.c: the Nth resource of that type (IORESOURCE_MEM, _IO, _IRQ), or NULL. */
struct resource *platform_get_resource(struct kernel *k, struct device *dev, uint64_t type,
                                       unsigned n);
struct resource *platform_get_resource_byname(struct kernel *k, struct device *dev, uint64_t type,
                                              const char *name);

#endif
