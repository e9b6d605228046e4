/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold drivers/base share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_BASE_BASE_H
#define BOOTWALK_LINUX_DRIVERS_BASE_BASE_H

#include "linux/linux.h"

enum { NAME_SLOTS = 1024 };

/* struct fwnode_handle's part in who waits for whom; one for each node of the blob. */
struct fwnode {
	struct device *dev; /* the first device made of it */
	struct fwnode_link *suppliers, *consumers;
	bool links_added; /* its properties were looked through */
	bool initialized; /* set up without a device, or gave up being one */
	bool not_device;  /* never becomes one: the device above stands for it */
};

/* All that a node's properties say of it before both ends are devices. */
struct fwnode_link {
	struct fwnode_link *next_supplier; /* of the same consumer, newest first */
	struct fwnode_link *next_consumer; /* of the same supplier, newest first */
	unsigned consumer, supplier;       /* indices of nodes */
	const char *property;
	bool cycle;
	bool dropped;
};

struct deferred_devices {
	struct device *first, *last;
};

struct base_state {
	struct device *first[BUS_COUNT], *last[BUS_COUNT]; /* by device->next */
	struct device *by_name[NAME_SLOTS];                /* by device->same_hash */
	struct fwnode *fwnodes;                            /* by the index of the node */
	bool *registered;                                  /* by driver->index */
	struct device_match **first_match, **last_match;   /* by driver->index */
	struct deferred_devices pending,
		active;        /* those put off, in the order in which they were */
	bool deferral_enabled; /* late in the initcalls */
	bool log_devres;       /* devres.log=1: lines about what drivers hold */
	unsigned trigger_count;
	int next_devid;             /* drivers/base/platform.c: of the next NAME.N.auto */
	struct device *alarm_clock; /* kernel/time/alarmtimer.c: the device of its clock */
};

/* Make the state: no devices, no drivers. */
void base_init(struct kernel *k);

/* drivers/base/bus.c */
/* Which drivers are made for DEV; each is noted in dev->matches. */
void bus_match_device(struct kernel *k, struct device *dev);
/* A new device tries the drivers that are there. */
void bus_probe_device(struct kernel *k, struct device *dev);

/* drivers/base/dd.c */
int driver_probe_device(struct kernel *k, struct device_match *match);
void driver_attach(struct kernel *k, const struct driver *drv);
void driver_deferred_probe_add(struct kernel *k, struct device *dev);
void driver_deferred_probe_del(struct kernel *k, struct device *dev);
void driver_deferred_probe_trigger(struct kernel *k);

/* drivers/base/core.c: 0, or -EPROBE_DEFER and why in dev->reason */
int device_links_check_suppliers(struct kernel *k, struct device *dev);
void device_links_driver_bound(struct kernel *k, struct device *dev);

/* drivers/base/devres.c: devres.log=N of the command line; always 0. */
int devres_log_param(struct kernel *k, const char *value);

#endif
