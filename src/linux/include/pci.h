/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PCI, as include/linux/pci.h has it: host bridges, buses, functions of cards.
 *
 * What answers on the bus is in machine->cards; its registers are simulated
 * hardware (drivers/pci/access.c).  Everything here lies in the arena.  A
 * struct pci_dev holds its struct device and is found by it with to_pci_dev().
 * Ranges are inclusive; bus addresses are what a card's registers hold, resources are
 * what the CPU sees.
 */
#ifndef BOOTWALK_LINUX_PCI_H
#define BOOTWALK_LINUX_PCI_H

#include "linux/linux.h"

#define IORESOURCE_ROM_ENABLE 0x01 /* the ROM answers */
#define IORESOURCE_ROM_SHADOW 0x02 /* what it holds was copied to RAM at 768 KiB */
#define IORESOURCE_PCI_FIXED  0x10 /* it may not be moved */

/* Numbers of a function's resources. */
enum {
	PCI_STD_NUM_BARS = 6,
	PCI_ROM_RESOURCE = 6,
	PCI_BRIDGE_RESOURCES = 13, /* before them are those of virtual functions */
	PCI_BRIDGE_IO_WINDOW = PCI_BRIDGE_RESOURCES,
	PCI_BRIDGE_MEM_WINDOW,
	PCI_BRIDGE_PREF_MEM_WINDOW,
	PCI_NUM_RESOURCES = 17,
	PCI_BRIDGE_RESOURCE_NUM = 4,
};

/* The hardware of one function: what is in its slot, and its registers. */
struct pci_function {
	struct pci_function *next; /* in the order of the cards */
	const struct card *card;   /* lies outside the arena and never changes */
	bool multifunction;        /* its device has more functions */
	uint32_t config[16];       /* the first 64 bytes, as last written */
};

/* A window of a host bridge; what the kernel calls a resource_entry. */
struct pci_window {
	struct pci_window *next;
	struct resource *res;
	uint64_t offset; /* CPU address minus bus address */
};

/* Something that a bus passes on, in the order in which it is tried. */
struct pci_bus_resource {
	struct pci_bus_resource *next;
	struct resource *res;
};

struct pci_config_window {
	struct device *parent;
	struct resource res;  /* "PCI ECAM" */
	struct resource busr; /* the buses that it reaches */
	uint64_t win;         /* where it is mapped; 0: not */
};

struct pci_host_bridge {
	struct pci_host_bridge *next;
	struct device *parent; /* the platform device that a driver was bound to */
	struct pci_bus *bus;   /* its root bus, once there is one */
	struct pci_window *windows;
	struct pci_config_window *cfg;
	unsigned busnr;
	bool acpi; /* ACPI knows it, no device tree: its domain is the segment */
	unsigned segment;
	bool preserve_config; /* "linux,pci-probe-only": what the firmware assigned stays */
};

struct pci_bus {
	struct pci_bus *next; /* among its parent's, or among the root buses */
	struct pci_bus *parent, *children;
	struct pci_dev *devices; /* in the order of the scan */
	struct pci_dev *self;    /* the bridge that leads here; NULL for a root bus */
	struct pci_host_bridge *host;
	struct resource *resource[PCI_BRIDGE_RESOURCE_NUM]; /* the bridge's windows */
	struct pci_bus_resource *resources;                 /* of a root bus, or subtractive */
	struct resource busn_res;
	unsigned domain, number, primary;
	unsigned wire;        /* which bus of the `pci` file answers here */
	const char *name;     /* "PCI Bus 0000:01" */
	const char *dev_name; /* "0000:01" */
	bool is_added;        /* its functions were scanned once */
	bool no_extcfg;       /* registers from 256 on cannot be reached */
};

struct pci_dev {
	struct device dev;
	struct pci_bus *bus, *subordinate;
	struct pci_dev *next; /* on its bus */
	struct pci_function *function;
	unsigned devfn;
	uint16_t vendor, device;
	uint32_t class; /* 24 bits */
	uint8_t hdr_type;
	bool transparent; /* a bridge: it passes on what nobody else takes */
	bool io_window, pref_window, pref_64_window;
	bool is_hotplug_bridge;
	bool is_added, is_busmaster, msix_enabled;
	bool managed;         /* pcim_enable_device(): it all goes with the driver */
	unsigned region_mask; /* managed: the registers that the driver has claimed */
	unsigned enable_cnt;
	uint64_t msix_base; /* where its table of interrupts is mapped */
	struct resource resource[PCI_NUM_RESOURCES];
};

static inline struct pci_dev *to_pci_dev(struct device *dev)
{
	return (struct pci_dev *)(void *)dev; /* dev is its first member */
}

/* The function called "0000:00:01.0"; NULL when there is none. */
struct pci_dev *pci_find_dev(const struct kernel *k, const char *name);
/* The bus called "0000:01", NULL when there is none. */
struct pci_bus *pci_find_bus_by_name(const struct kernel *k, const char *name);
/* How many buses there are by now, and the Nth of them; roots first, each before its children. */
struct pci_bus *pci_bus_at(const struct kernel *k, unsigned n);

/* drivers/pci/pci.c: an early parameter, pci=...; 0 or an errno */
int pci_setup(struct kernel *k, const char *value);

/* drivers/pci/controller/pci-host-common.c: the probe of a host bridge; 0 or an errno. */
int pci_host_common_probe(struct kernel *k, struct device *dev);
int pci_host_common_remove(struct kernel *k, struct device *dev);

/* drivers/pci/remove.c and probe.c: cards come and go. */
void pci_stop_and_remove_bus_device(struct kernel *k, struct pci_dev *dev);
unsigned pci_rescan_bus(struct kernel *k, struct pci_bus *bus);

/* drivers/pci/pci.c: what a driver of a card calls.  0 or an errno. */
int pci_enable_device(struct kernel *k, struct pci_dev *dev);
int pci_enable_device_mem(struct kernel *k, struct pci_dev *dev);
void pci_disable_device(struct kernel *k, struct pci_dev *dev);
void pci_set_master(struct kernel *k, struct pci_dev *dev);
int pci_request_region(struct kernel *k, struct pci_dev *dev, unsigned bar, const char *name);
void pci_release_region(struct kernel *k, struct pci_dev *dev, unsigned bar);
int pci_request_regions(struct kernel *k, struct pci_dev *dev, const char *name);
void pci_release_regions(struct kernel *k, struct pci_dev *dev);
/* BARS is a set of bits. */
int pci_request_selected_regions(struct kernel *k, struct pci_dev *dev, unsigned bars,
                                 const char *name);
void pci_release_selected_regions(struct kernel *k, struct pci_dev *dev, unsigned bars);

/* The capability of that number: where it is said, 0 when the function has not got it. */
#define PCI_CAP_ID_SHPC 0x0c
#define PCI_CAP_ID_EXP  0x10
#define PCI_CAP_ID_MSIX 0x11
unsigned pci_find_capability(struct kernel *k, struct pci_dev *dev, unsigned id);

/*
 * drivers/pci/hotplug/acpi_pcihp.c: 0 when the kernel may work the slots behind the bridge DEV,
 * -ENODEV where ACPI does.
 */
int acpi_get_hp_hw_control_from_firmware(struct kernel *k, struct pci_dev *dev);

/* lib/pci_iomap.c: an address, 0 for NULL.  MAXLEN 0: the whole register's range. */
uint64_t pci_iomap(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t maxlen);
uint64_t pci_iomap_wc(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t maxlen);
uint64_t pci_iomap_range(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t offset,
                         uint64_t maxlen);
void pci_iounmap(struct kernel *k, struct pci_dev *dev, uint64_t addr);

/* drivers/pci/pci.c and lib/devres.c: the managed forms, given back when the driver leaves. */
int pcim_enable_device(struct kernel *k, struct pci_dev *dev);
uint64_t pcim_iomap(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t maxlen);
int pcim_iomap_regions(struct kernel *k, struct pci_dev *dev, unsigned mask, const char *name);

/* drivers/pci/msi/msi.c: how many interrupts it got, or an errno. */
int pci_enable_msix_range(struct kernel *k, struct pci_dev *dev, unsigned min, unsigned max);
void pci_disable_msix(struct kernel *k, struct pci_dev *dev);

#endif
