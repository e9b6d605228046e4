/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold drivers/pci share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_PCI_PCI_H
#define BOOTWALK_LINUX_DRIVERS_PCI_PCI_H

#include "linux/include/pci.h"
#include "linux/kernel/resource_internal.h"
#include "machine/cards.h"

/* Configuration registers, by their offset in bytes. */
enum {
	PCI_VENDOR_ID = 0x00,
	PCI_COMMAND = 0x04,
	PCI_CLASS_REVISION = 0x08,
	PCI_HEADER_TYPE = 0x0c, /* the word that holds it */
	PCI_BASE_ADDRESS_0 = 0x10,
	PCI_PRIMARY_BUS = 0x18,
	PCI_IO_BASE = 0x1c,
	PCI_MEMORY_BASE = 0x20,
	PCI_PREF_MEMORY_BASE = 0x24,
	PCI_PREF_BASE_UPPER32 = 0x28,
	PCI_PREF_LIMIT_UPPER32 = 0x2c,
	PCI_ROM_ADDRESS = 0x30,
	PCI_IO_BASE_UPPER16 = 0x30,
	PCI_ROM_ADDRESS1 = 0x38,
};

#define PCI_COMMAND_IO     0x1u
#define PCI_COMMAND_MEMORY 0x2u
#define PCI_COMMAND_MASTER 0x4u

#define PCI_BASE_ADDRESS_SPACE_IO 0x1u
#define PCI_BASE_ADDRESS_MEM_64   0x4u
#define PCI_BASE_ADDRESS_MEM_PREF 0x8u
#define PCI_BASE_ADDRESS_MEM_MASK 0xfffffff0u
#define PCI_BASE_ADDRESS_IO_MASK  0xfffffffcu
#define PCI_ROM_ADDRESS_MASK      0xfffff800u
#define PCI_CLASS_NOT_DEFINED     0x0000
#define PCI_CLASS_STORAGE_IDE     0x0101
#define PCI_CLASS_BRIDGE_HOST     0x0600
#define PCI_CLASS_BRIDGE_PCI      0x0604
#define PCI_CLASS_SYSTEM_PIC      0x0800
#define PCI_CLASS_SERIAL_USB      0x0c03

#define PCI_SLOT(devfn) ((devfn) >> 3)
#define PCI_FUNC(devfn) ((devfn)&7)

/* No bus of the `pci` file: nothing answers. */
#define NO_WIRE 256

/* A number that a PCI domain has. */
struct pci_domain {
	struct pci_domain *next;
	unsigned number;
	bool reserved;            /* by a tree, but no host bridge has come yet */
	struct resource busn_res; /* the parent of its root buses' numbers */
};

struct pci_state {
	struct pci_function *functions; /* the hardware */
	struct pci_host_bridge *hosts;
	struct pci_bus *root_buses;
	struct pci_domain *domains;
	bool domains_reserved;
	bool probe_only, reassign_all_bus; /* pci_flags */
	bool warned_device_type;
	bool boot_vga; /* a PC: the screen that the BIOS used was found */
	uint64_t hotplug_io_size, hotplug_mmio_size, hotplug_mmio_pref_size; /* bytes */
	unsigned hotplug_bus_size;
};

/* The state, made with the hardware's registers as the firmware left them when it is first asked for. */
struct pci_state *pci_state(struct kernel *k);

/* A range of bus addresses. */
struct pci_region {
	uint64_t start, end;
};

/* A line about a function, a bus or a device, as dev_info() begins it. */
#define pci_info(k, pdev, ...)     dev_printk(k, &(pdev)->dev, __VA_ARGS__)
#define dev_info(k, device, ...)   dev_printk(k, device, __VA_ARGS__)
#define bus_info(k, bus, fmt, ...) printk(k, "pci_bus %s: " fmt, (bus)->dev_name, ##__VA_ARGS__)

/* A resource as a log line shows it; for one use within an expression. */
#define PR(res) resource_string((char[RESOURCE_STRING]){ 0 }, (res), false)

/* A function, in a step's words (letter n). */
#define DEV(pdev) name_id((pdev)->dev.name)
#define BUS(bus)  name_id((bus)->dev_name)

/* What a resource of a function is called: "BAR 0", "ROM", "bridge window". */
const char *pci_resource_name(const struct pci_dev *dev, unsigned i);
/* The same and the resource, as the messages of this kernel release put the two together. */
#define RES_NAME(k, dev, i) name_id(sim_name((k)->sim, pci_resource_name((dev), (i))))

/* Bytes that the resource must be aligned to; 0 when that is not known. */
static inline resource_size_t resource_alignment(const struct resource *res)
{
	switch (res->flags & (IORESOURCE_SIZEALIGN | IORESOURCE_STARTALIGN)) {
	case IORESOURCE_SIZEALIGN:
		return resource_size(res);
	case IORESOURCE_STARTALIGN:
		return res->start;
	default:
		return 0;
	}
}

static inline bool pci_is_bridge(const struct pci_dev *dev)
{
	return dev->hdr_type == 1;
}

static inline bool pci_is_root_bus(const struct pci_bus *bus)
{
	return !bus->parent;
}

static inline bool pci_is_enabled(const struct pci_dev *dev)
{
	return dev->enable_cnt > 0;
}

static inline uint32_t pci_class(const struct pci_dev *dev)
{
	return dev->class >> 8;
}

/* access.c: what answers on BUS at DEVFN, or NULL; one word of its registers. */
struct pci_function *pci_function_at(struct kernel *k, const struct pci_bus *bus, unsigned devfn);
uint32_t pci_read_config(const struct pci_function *f, unsigned where);
void pci_write_config(struct kernel *k, struct pci_function *f, unsigned where, uint32_t value);
uint16_t pci_read_command(const struct pci_dev *dev);
void pci_write_command(struct kernel *k, struct pci_dev *dev, uint16_t command);
/* Where the CPU reads that register; 0 without an ECAM window. */
uint64_t pci_ecam_address(const struct pci_bus *bus, unsigned devfn, unsigned where);

/* host-bridge.c */
struct pci_region pcibios_resource_to_bus(const struct pci_bus *bus, const struct resource *res);
void pcibios_bus_to_resource(struct kernel *k, const struct pci_bus *bus, struct resource *res,
                             struct pci_region region);

/* of.c and ecam.c */
int devm_of_pci_bridge_init(struct kernel *k, struct device *dev, struct pci_host_bridge *bridge);
void of_pci_check_probe_only(struct kernel *k);
struct pci_config_window *pci_ecam_create(struct kernel *k, struct device *dev,
                                          const struct resource *cfgres,
                                          const struct resource *busr, int *err);
void pci_ecam_free(struct kernel *k, struct pci_config_window *cfg);
/* The Nth property cell of NODE; false when there is none. */
int of_get_pci_domain_nr(const struct kernel *k, int node, unsigned *domain);

/* pci.c */
int pci_remap_iospace(struct kernel *k, const struct resource *res, phys_addr_t phys);
int pci_bus_find_domain_nr(struct kernel *k, const struct pci_host_bridge *bridge,
                           unsigned *domain);
struct resource *pci_find_parent_resource(const struct pci_dev *dev, const struct resource *res);
int pci_enable_resources(struct kernel *k, struct pci_dev *dev, unsigned mask);

/* bus.c: what BUS passes on, one by one; *MORE is false behind the last. */
struct resource *pci_bus_resource_n(const struct pci_bus *bus, unsigned n, bool *more);
#define pci_bus_for_each_resource(bus, res, i, more)                                               \
	for ((i) = 0; (res) = pci_bus_resource_n((bus), (i), &(more)), (more); (i)++)
void pci_bus_add_resource(struct kernel *k, struct pci_bus *bus, struct resource *res);
int devm_request_pci_bus_resources(struct kernel *k, struct device *dev,
                                   struct pci_window *windows);
int pci_bus_alloc_resource(struct kernel *k, struct pci_bus *bus, struct resource *res,
                           resource_size_t size, resource_size_t align, resource_size_t min,
                           uint64_t type_mask);
bool pci_bus_clip_resource(struct kernel *k, struct pci_dev *dev, unsigned idx);
void pci_bus_add_devices(struct kernel *k, struct pci_bus *bus);
/* quirks.c: what BUS's functions need before drivers come, where the firmware set them up. */
void pci_apply_final_quirks(struct kernel *k, struct pci_bus *bus);
/* quirks.c: what one function needs before drivers come. */
void pci_fixup_final(struct kernel *k, struct pci_dev *dev);
/* quirks.c: a function was found, and what it decodes is known. */
void pci_fixup_header(struct kernel *k, struct pci_dev *dev);

/* probe.c, in three parts */
struct pci_bus *pci_find_bus(const struct kernel *k, unsigned domain, unsigned number);
int pci_setup_device(struct kernel *k, struct pci_dev *dev);
void pci_read_bridge_bases(struct kernel *k, struct pci_bus *child);
struct pci_bus *pci_alloc_bus(struct kernel *k, struct pci_bus *parent, unsigned number,
                              unsigned domain);
unsigned pci_scan_child_bus(struct kernel *k, struct pci_bus *bus);
bool pci_bus_insert_busn_res(struct kernel *k, struct pci_bus *bus, unsigned first, unsigned last);
int pci_bus_update_busn_res_end(struct kernel *k, struct pci_bus *bus, unsigned last);
void pci_bus_release_busn_res(struct kernel *k, struct pci_bus *bus);
int pci_host_probe(struct kernel *k, struct pci_host_bridge *bridge);
/* Its first half: the root bus, and what is on it and behind its bridges. */
int pci_scan_root_bus_bridge(struct kernel *k, struct pci_host_bridge *bridge);

/* remove.c */
void pci_stop_root_bus(struct kernel *k, struct pci_bus *bus);
void pci_remove_root_bus(struct kernel *k, struct pci_bus *bus);

/* setup-res.c */
int pci_claim_resource(struct kernel *k, struct pci_dev *dev, unsigned resno);
int pci_assign_resource(struct kernel *k, struct pci_dev *dev, unsigned resno);
int pci_reassign_resource(struct kernel *k, struct pci_dev *dev, unsigned resno,
                          resource_size_t addsize, resource_size_t min_align);

/* setup-bus.c, in three parts.  A list of what is wanted, and of what more would be good. */
struct pci_dev_resource {
	struct pci_dev_resource *next;
	struct resource *res;
	struct pci_dev *dev;
	resource_size_t start, end, add_size, min_align;
	uint64_t flags;
};
struct pci_list {
	struct pci_dev_resource *first;
};
void add_to_list(struct kernel *k, struct pci_list *list, struct pci_dev *dev, struct resource *res,
                 resource_size_t add_size, resource_size_t min_align);
struct pci_dev_resource *res_to_dev_res(const struct pci_list *list, const struct resource *res);
void __pci_bus_size_bridges(struct kernel *k, struct pci_bus *bus, struct pci_list *realloc);
void __pci_bus_assign_resources(struct kernel *k, struct pci_bus *bus, struct pci_list *realloc,
                                struct pci_list *fail);
void pci_bus_claim_resources(struct kernel *k, struct pci_bus *bus);
void pci_assign_unassigned_bus_resources(struct kernel *k, struct pci_bus *bus);
/* All root buses: what the firmware left without an address gets one. */
void pci_assign_unassigned_resources(struct kernel *k);
void pci_setup_bridge(struct kernel *k, struct pci_bus *bus);
int pci_claim_bridge_resource(struct kernel *k, struct pci_dev *bridge, unsigned i);

#endif
