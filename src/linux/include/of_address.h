/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * include/linux/of_address.h: from the numbers in `reg` and `ranges` to physical addresses.
 *
 * Nodes are offsets in the machine's blob.  A `struct resource` or `struct of_pci_range`
 * that a function fills in is the caller's own variable and lies outside the arena.
 */
#ifndef BOOTWALK_LINUX_OF_ADDRESS_H
#define BOOTWALK_LINUX_OF_ADDRESS_H

#include "linux/drivers/of/fdt.h"

#define OF_MAX_ADDR_CELLS 4
#define OF_BAD_ADDR       UINT64_MAX

/* How the addresses on a bus are written. */
struct of_bus {
	const char *name;      /* "pci", "isa", "default-flags" or "default" */
	const char *addresses; /* the property that holds a device's addresses */
	int flag_cells;        /* leading cells of an address that are flags and no number */
	int na, ns;            /* #address-cells and #size-cells; may be out of bounds */
	bool is_pci;
};

/* The bus that BUS_NODE is for its children; drivers/of/address.c, of_match_bus(). */
struct of_bus of_match_bus(struct kernel *k, int bus_node);

/* The same, and nobody is warned of a node that passes for PCI by its name only. */
struct of_bus of_bus_of(const struct kernel *k, int bus_node);
/* Can addresses with so many cells be translated? */
bool of_bus_counts_ok(const struct of_bus *bus);
/* Is the bus one whose host must be asked for every access? */
bool of_bus_is_indirect(const struct kernel *k, int bus_node);

/* The node above NODE; -1 above the root. */
int of_get_parent(const struct kernel *k, int node);
/* #address-cells and #size-cells for the children of NODE: its own, or the nearest above it. */
int of_bus_n_addr_cells(const struct kernel *k, int node);
int of_bus_n_size_cells(const struct kernel *k, int node);

/*
 * The physical address of what the cells at ADDR say for the device NODE, through the
 * `ranges` of every bus above it; OF_BAD_ADDR when there is none.
 */
uint64_t of_translate_address(struct kernel *k, int node, const struct dt_cells *addr);
/* The same through `dma-ranges`: what a device sees there, the CPU sees here. */
uint64_t of_translate_dma_address(struct kernel *k, int node, const struct dt_cells *addr);

/*
 * The parts of a translation, for who wants to see them one by one; none of them changes the
 * kernel.  An address on its way up is the cells that the bus it is on writes it with.
 */
struct of_travel {
	int node; /* the bus it is on */
	struct of_bus bus;
	uint32_t cells[OF_MAX_ADDR_CELLS];
	const char *rprop; /* "ranges" or "dma-ranges" */
};
/* One entry of the property that tells how a bus is crossed. */
struct of_window {
	uint64_t child, parent; /* where it begins on the bus, and on the bus above */
	uint64_t size;          /* bytes */
	uint32_t flags;         /* its first cell for the bus above */
	bool same_space;        /* is it for the kind of address that is under way? */
	bool holds;             /* and does it hold the address? */
};
/* The node whose address space NODE lies in, as far as RPROP is concerned; -1 for none. */
int of_address_parent(const struct kernel *k, int node, const char *rprop);
/* T has its node and bus: take the address from ADDR. */
void of_travel_begin(struct of_travel *t, const struct dt_cells *addr);
/* The number without the flags in front of it. */
uint64_t of_travel_place(const struct of_travel *t);
/* The address on the CPU's wires, at the root. */
uint64_t of_travel_end(const struct of_travel *t);
/* The first entry of RANGES, where ABOVE is the bus above that T is on. */
struct of_window of_travel_window(const struct of_travel *t, const struct dt_cells *ranges,
                                  const struct of_bus *above);
/* Cross to ABOVE through WINDOW, or with NULL unchanged; T keeps its node and bus. */
void of_travel_through(struct of_travel *t, const struct of_window *window,
                       const struct of_bus *above);

/*
 * Entry INDEX of NODE's addresses as a resource: 0, or -EINVAL when there is none, it cannot
 * be translated or it is of no kind.  A size of 0, and an end behind the last address, wrap
 * as the kernel's do.
 */
int of_address_to_resource(struct kernel *k, int node, int index, struct resource *res);
/* The same for the BAR of a PCI device's node, from its `assigned-addresses`. */
int of_pci_address_to_resource(struct kernel *k, int node, int bar, struct resource *res);
/* How many entries of NODE can be had. */
int of_address_count(struct kernel *k, int node);

/* A window of a bus: `of_pci_range` and `of_range` are one structure in the kernel. */
struct of_pci_range {
	uint64_t bus_addr, cpu_addr; /* cpu_addr: OF_BAD_ADDR when it leads nowhere */
	uint64_t size;               /* bytes */
	uint64_t flags;              /* IORESOURCE_* */
};

/* Where a walk over the windows of one bus stands. */
struct of_pci_range_parser {
	int node;
	struct of_bus bus;
	struct dt_cells range;
	int na, ns, pna;
	bool dma;
};

/* Begin with NODE's `ranges` (or `dma-ranges`): 0, or -ENOENT when it has none. */
int of_pci_range_parser_init(struct kernel *k, struct of_pci_range_parser *parser, int node);
int of_pci_dma_range_parser_init(struct kernel *k, struct of_pci_range_parser *parser, int node);
/* The next window; entries that go on where the last one ended are one.  False at the end. */
bool of_pci_range_parser_one(struct kernel *k, struct of_pci_range_parser *parser,
                             struct of_pci_range *range);
/* What RANGE of the host bridge at NODE is as a resource: 0 or an errno. */
int of_pci_range_to_resource(struct kernel *k, const struct of_pci_range *range, int node,
                             struct resource *res);

/* The last address that every bus with `dma-ranges` reaches; PHYS_ADDR_MAX without one. */
phys_addr_t of_dma_get_max_cpu_address(struct kernel *k);

/* drivers/of/base.c */
/* The node's path from the root, as %pOF prints it; a name of the simulation. */
const char *of_node_path(struct kernel *k, int node);
/* The node's name without its unit address, as %pOFn prints it. */
const char *of_node_base_name(struct kernel *k, int node);
/* String INDEX of a list of strings, a name of the simulation; NULL when there is none. */
const char *of_property_string_at(struct kernel *k, int node, const char *name, int index);
/* The position of VALUE in a list of strings; -1 when it is not there. */
int of_property_match_string(const struct kernel *k, int node, const char *name, const char *value);
/*
 * The node that the first entry of LIST names, and LIST goes on to the next: an entry is a
 * phandle and as many cells as the node it names says in CELLS (NULL: none).  Negative
 * for an entry that is empty, and at the end or where one leads nowhere, which is the end.
 */
int of_next_phandle(const struct kernel *k, struct dt_cells *list, const char *cells);
/* The node that entry INDEX of the property LIST names; negative when there is none. */
int of_parse_phandle_with_args(const struct kernel *k, int node, const char *list,
                               const char *cells, int index);

#endif
