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

#define EPROBE_DEFER 517 /* include/linux/errno.h: no process ever sees it */

/* machine/drivers.h: they never change and lie outside the arena */
struct driver;
struct driver_id;
struct device;
struct labels; /* lang/command.h */

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
 * One thing that a driver took with a devm_ function, or the mark of a group's
 * beginning or end; the newest is first.  What its kind undoes is in the words.
 */
struct devres {
	struct devres *next;
	const struct devres_kind *kind;
	uint64_t a, b;        /* as the kind has them: an address and a size, say */
	struct resource *res; /* or what was claimed */
	struct resource *root;
	struct devres_group *group; /* whose mark it is; NULL: a devres like all others */
};

/* A kind of devres: a constant of the file whose functions make it. */
struct devres_kind {
	const char *release; /* the kernel's name: "devm_region_release" */
	unsigned size;       /* bytes of its data, as `devres.log=1` prints them; 0: word b says */
	void (*undo)(struct kernel *k, struct device *dev, const struct devres *res);
};

/* That a driver is made for a device, and what says so. */
struct device_match {
	struct device *dev;
	const struct driver *driver;
	const struct driver_id *id;
	struct device_match *next_driver; /* the next that the device matches, as they register */
	struct device_match *next_device; /* the next that the driver matches, as they are added */
	bool passed_over;                 /* an example, and another driver matches too */
};

/* A consumer waits until its supplier is bound: fw_devlink read it off the tree. */
struct device_link {
	struct device_link *next_supplier; /* of the same consumer, oldest first */
	struct device_link *next_consumer; /* of the same supplier, oldest first */
	struct device *consumer, *supplier;
	const char *property; /* which names it: "clocks"; a name of the simulation */
	bool relaxed;         /* part of a cycle: nobody waits */
};

struct device {
	const char *name; /* dev_name(), a name of the simulation */
	enum device_bus bus;
	struct device *parent;     /* NULL: directly below its bus */
	struct device *next;       /* on its bus, in the order in which they were added */
	int of_node;               /* offset in the blob; -1 for none */
	struct resource *resource; /* num_resources of them, one after the other */
	unsigned num_resources;
	uint32_t periphid; /* amba: what the registers say; pci: vendor << 16 | device */
	uint32_t class;    /* pci: 0x060400 */
	const char *match; /* its name for drivers that match by name ("reg-dummy"), or NULL */
	enum device_state state;
	int error;                   /* of the last probe; 0 for none */
	const struct driver *driver; /* bound */
	const struct driver *tried;  /* whose probe failed or was put off */
	struct devres *devres;       /* newest first */
	uint64_t drvdata;            /* dev_get_drvdata() */
	struct labels *labels;       /* what its driver's recipe gave names to */
	/* the driver core's own */
	struct device_match *matches; /* the drivers made for it, as they register */
	struct device_link *suppliers, *consumers;
	const char *reason; /* why it waits, in the kernel's words; a name, or NULL */
	const char *waits_for, *waits_property;       /* for whom, and what says so; or NULL */
	struct device *same_hash;                     /* of its name */
	struct device *deferred_next, *deferred_prev; /* on the list of those put off */
	enum deferred_list { NOT_DEFERRED, DEFERRED_PENDING, DEFERRED_ACTIVE } deferred;
	bool can_match; /* some driver was tried on it */
	bool probing;   /* its probe is running */
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
/* The same for one that lies in a larger structure of its bus's own. */
void device_initialize(struct kernel *k, struct device *dev, enum device_bus bus, const char *name,
                       struct device *parent, int of_node);
/* Let it stand on its bus; drivers that are there already try it.  0 or an errno. */
int device_add(struct kernel *k, struct device *dev);
/* Take it out: its driver's remove first. */
void device_del(struct kernel *k, struct device *dev);

/* drivers/base/dd.c: drivers may have DEV from now on; those that are there try it. */
void device_attach(struct kernel *k, struct device *dev);
/*
 * drivers/base/dd.c: bind DEV to DRV, whatever DRV matches: 0, or what probe said;
 * -EBUSY when it has a driver.  Unbinding: the driver's remove, then what it held.
 */
int device_driver_attach(struct kernel *k, struct device *dev, const struct driver *drv);
void device_driver_detach(struct kernel *k, struct device *dev);
/*
 * drivers/base/dd.c, call_driver_probe(): with ERROR, -ENODEV or -ENXIO, a driver says that
 * it does not want the device, which is no fault.
 */
bool probe_declined(int error);
/* A driver by its name among those that this kernel has; NULL when there is none. */
const struct driver *driver_find(const struct kernel *k, const char *name);

/* drivers/base/bus.c: a driver comes, and tries all devices that are made for it. */
void driver_register(struct kernel *k, const struct driver *drv);
/* Is a device there that DRV is made for, and has DRV not come yet? */
bool driver_has_device(const struct kernel *k, const struct driver *drv);

/*
 * Is what the NODE (an offset) provides there: is a device of it, or of one of the nodes
 * above it, bound, or did the kernel set it up before there were devices?
 */
bool provider_is_ready(const struct kernel *k, int node);
/* Did the kernel set NODE up without a device, or does it know how to? */
bool provider_is_set_up(const struct kernel *k, int node);
/* The kernel set NODE up without a device: an interrupt controller, a fixed clock. */
void fwnode_set_initialized(struct kernel *k, int node);

/* Those that wait are tried again from now on (a late initcall), and those that are to be, now. */
void deferred_probe_initcall(struct kernel *k);
void deferred_probe_work(struct kernel *k);

/* The one pointer that a driver keeps with its device: an address, 0 until it is set. */
void dev_set_drvdata(struct kernel *k, struct device *dev, uint64_t data);
uint64_t dev_get_drvdata(struct kernel *k, struct device *dev);

/*
 * drivers/base/core.c, of 5.10: all devices of the tree are there, and those without a driver
 * are probed once more.
 */
void fw_devlink_resume(struct kernel *k);

/* dev_err() and its like: a log line that begins with the driver's (or the bus's) name and DEV's. */
void dev_printk(struct kernel *k, const struct device *dev, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
#define dev_err(k, dev, ...) dev_printk(k, dev, __VA_ARGS__)

/*
 * drivers/base/devres.c.  A devres is found again by its kind and its four words.
 * remove and destroy take the newest such off the list without undoing it, release
 * undoes it too; 0, or -ENOENT when there is none.
 */
void devres_add(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                uint64_t b, struct resource *res, struct resource *root);
int devres_destroy(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                   uint64_t b, const struct resource *res, const struct resource *root);
int devres_release(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                   uint64_t b, const struct resource *res, const struct resource *root);
/* Undo all, newest first; returns how many, without the marks of groups. */
unsigned devres_release_all(struct kernel *k, struct device *dev);

/*
 * Groups: what is added between open and close can be given back together.  ID is a
 * name of the simulation; NULL stands for the latest group that is open.
 */
void devres_open_group(struct kernel *k, struct device *dev, const char *id);
void devres_close_group(struct kernel *k, struct device *dev, const char *id);
void devres_remove_group(struct kernel *k, struct device *dev, const char *id);
unsigned devres_release_group(struct kernel *k, struct device *dev, const char *id);

/*
 * Memory that goes with the driver.  devm_kzalloc() takes it from kmalloc() and returns its
 * address, 0 when there is none; of devm_kmalloc()'s nothing is simulated but that it is there.
 */
uint64_t devm_kzalloc(struct kernel *k, struct device *dev, uint64_t size);
void devm_kmalloc(struct kernel *k, struct device *dev, uint64_t size);
/* Free before the driver goes what devm_kzalloc() gave. */
void devm_kfree(struct kernel *k, struct device *dev, uint64_t addr);
/* devm_kasprintf(): FMT made into a name of the simulation, in memory that goes with the driver. */
const char *devm_kasprintf(struct kernel *k, struct device *dev, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* When the driver goes, FUNCTION (a name of the simulation) is called; it does nothing here. */
int devm_add_action(struct kernel *k, struct device *dev, const char *function);

/* kernel/resource.c: claims that are given back with the driver.  N is a count of bytes. */
struct resource *__devm_request_region(struct kernel *k, struct device *dev,
                                       struct resource *parent, resource_size_t start,
                                       resource_size_t n, const char *name);
void __devm_release_region(struct kernel *k, struct device *dev, struct resource *parent,
                           resource_size_t start, resource_size_t n);
int devm_request_resource(struct kernel *k, struct device *dev, struct resource *root,
                          struct resource *new);
void devm_release_resource(struct kernel *k, struct device *dev, struct resource *new);

/* drivers/base/platform.c: the Nth resource of that type (IORESOURCE_MEM, _IO, _IRQ), or NULL. */
struct resource *platform_get_resource(struct kernel *k, struct device *dev, uint64_t type,
                                       unsigned n);
struct resource *platform_get_resource_byname(struct kernel *k, struct device *dev, uint64_t type,
                                              const char *name);

#endif
