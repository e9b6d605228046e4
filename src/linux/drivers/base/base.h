/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold drivers/base share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_BASE_BASE_H
#define BOOTWALK_LINUX_DRIVERS_BASE_BASE_H

#include "linux/linux.h"

enum { NAME_SLOTS = 1024 };

/* struct fwnode_handle's part in who waits for whom; one for each node of the blob. */
struct fwnode {
	struct device *dev;                        /* the first device made of it */
	struct fwnode_link *suppliers, *consumers; /* the newest first */
	bool links_added;                          /* its properties were looked through */
	bool initialized;   /* set up without a device, or gave up being one */
	bool not_device;    /* never becomes one: the device above stands for it */
	unsigned linked_by; /* the node that last named it as its supplier, one up */
	unsigned searched;  /* the search for a cycle that found none behind it */
};

/* What a node's properties say of it, until both ends are devices. */
struct fwnode_link {
	struct fwnode_link *next_supplier, **at_supplier; /* of the same consumer */
	struct fwnode_link *next_consumer, **at_consumer; /* of the same supplier */
	struct fwnode *consumer, *supplier;
	const char *property; /* a name of the simulation */
	bool cycle;
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
	int next_devid;              /* drivers/base/platform.c: of the next NAME.N.auto */
	struct device *alarm_clock;  /* kernel/time/alarmtimer.c: the device of its clock */
	struct device *amba_waiting; /* drivers/amba/bus.c: not added yet, by device->next */
	unsigned searches;           /* for cycles */
	bool fw_devlink;             /* fw_devlink= of the command line is not off or permissive */
};

/* Make the state: no devices, no drivers. */
void base_init(struct kernel *k);

/* drivers/base/bus.c */
/* Which drivers are made for DEV; each is noted in dev->matches. */
void bus_match_device(struct kernel *k, struct device *dev);
/* Is a recipe made for FWNODE, or for the nearest node above it that says what it is? */
bool bus_knows_node(const struct kernel *k, const struct fwnode *fwnode);
/* A new device tries the drivers that are there. */
void bus_probe_device(struct kernel *k, struct device *dev);

/* drivers/base/dd.c */
int driver_probe_device(struct kernel *k, struct device_match *match);
void driver_attach(struct kernel *k, const struct driver *drv);
void driver_deferred_probe_add(struct kernel *k, struct device *dev);
void driver_deferred_probe_del(struct kernel *k, struct device *dev);
void driver_deferred_probe_trigger(struct kernel *k);

/* drivers/base/core.c: NULL without a blob, or for what is no node of it. */
struct fwnode *fwnode_at(const struct kernel *k, int of_node);
/* The node that FWNODE stands for. */
const struct node_entry *fwnode_entry(const struct kernel *k, const struct fwnode *fwnode);

/* drivers/base/core.c, the part about links */
/* fw_devlink=VALUE of the command line: 0, or -EINVAL without a value. */
int fw_devlink_setup(struct kernel *k, const char *value);
/* A new device: who names it, and whom its node and those below it name. */
void fw_devlink_link_device(struct kernel *k, struct device *dev);
/* 0, or -EPROBE_DEFER with why in dev->reason, dev->waits_for and dev->waits_property. */
int device_links_check_suppliers(struct kernel *k, struct device *dev);
void device_links_driver_bound(struct kernel *k, struct device *dev);
/* It has no driver any more: who waits for it waits again. */
void device_links_no_driver(struct kernel *k, struct device *dev);

/* drivers/base/devres.c: devres.log=N of the command line; always 0. */
int devres_log_param(struct kernel *k, const char *value);

#endif
