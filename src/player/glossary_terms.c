/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms.  Words and functions in `also` are parted by blanks. */
#include "player/glossary.h"
#include "sim/intl.h"

const struct term glossary[] = {
	{ "BAR", "pci_read_bases pci_assign_resource",
	  N_("Base address register: a register of a PCI card that says where one of its ranges "
	     "answers. The kernel asks it for its size, and gives it a place inside the window of "
	     "the bridge above.") },
	{ "bus address", "of_translate_address",
	  N_("The address of a device as its own bus counts it. A device tree's ranges lead from "
	     "there, bus by bus, to the address that the CPU uses.") },
	{ "busy", "IORESOURCE_BUSY request_mem_region __request_region",
	  N_("A flag of a resource: somebody uses this range, and no one else may request any of "
	     "it. A range that is not busy, such as a bridge's window, only gives room to others.") },
	{ "cells", "#address-cells #size-cells of_n_addr_cells of_n_size_cells",
	  N_("The 32-bit numbers that a property of a device tree is made of. #address-cells and "
	     "#size-cells of the parent say how many make an address and a size.") },
	{ "CMA", "cma_init_reserved_mem dma_contiguous_reserve cma",
	  N_("Contiguous memory allocator: a large range is reserved early, so that devices can "
	     "have buffers in one piece. While none needs them, movable pages may live there; in "
	     "/proc/iomem it stays part of System RAM.") },
	{ "compatible", "of_match_node of_match_device",
	  N_("A property of a device tree's node: the names of what it is, the most exact first. A "
	     "driver lists the names that it knows, and the bus brings the two together.") },
	{ "crash kernel", "reserve_crashkernel crashkernel kdump",
	  N_("A range of RAM kept free for a second kernel, which is started when the first one "
	     "crashes. crashkernel= in the boot arguments asks for it, and /proc/iomem names "
	     "it.") },
	{ "device tree", "DTB setup_machine_fdt unflatten_device_tree",
	  N_("A description of the hardware that cannot be asked what it is: nodes with properties, "
	     "in a tree. The bootloader passes it to the kernel as a blob.") },
	{ "devres", "devm_ioremap_resource devm_request_mem_region devm_ioremap devres_release_all",
	  N_("Resources kept by the device: what a driver takes with a function named devm_ is noted "
	     "in a list. When its probe fails or the driver leaves, the list is undone, the last "
	     "first.") },
	{ "driver", "driver_register platform_driver_register",
	  N_("Code that knows a kind of device. It says what it matches, and its probe function "
	     "takes over a device that does.") },
	{ "exclusive", "IORESOURCE_EXCLUSIVE iomem_is_exclusive",
	  N_("A flag of a busy resource: not even root may map that range through /dev/mem, "
	     "where the kernel has STRICT_DEVMEM.") },
	{ "fixmap", "early_fixmap_init fixmap_remap_fdt early_ioremap",
	  N_("A few virtual addresses that are chosen when the kernel is compiled. Early in a boot, "
	     "before vmalloc works, a physical page is put behind one of them to be read.") },
	{ "initcall", "do_initcalls do_one_initcall",
	  N_("A function that is called once during the boot, at one of eight levels. That is how "
	     "parts of the kernel start without knowing of each other; /proc/iomem itself is made "
	     "by one.") },
	{ "insert", "insert_resource __insert_resource insert_resource_conflict",
	  N_("To link a resource into the tree where it fits: below one that holds it, or above "
	     "those that it covers, which become its children. To request, in contrast, fails on "
	     "any overlap.") },
	{ "iomem", "iomem_resource /proc/iomem",
	  N_("The tree of resources for physical addresses, and the file that prints it: who "
	     "claims which range. It tells of claims, not of what is mapped or what answers.") },
	{ "ioport", "ioport_resource /proc/ioports request_region",
	  N_("An address in the second, small address space that PCs and PCI have for devices. Its "
	     "resources have a tree and a file of their own, /proc/ioports.") },
	{ "ioremap", "ioremap_prot __ioremap_caller ioremap_page_range iounmap",
	  N_("Maps the registers of a device: it takes virtual addresses from the vmalloc area and "
	     "fills in page tables that lead to the physical range. It refuses RAM, and it does not "
	     "ask whether the range was requested.") },
	{ "kernel image", "Kernel code data bss",
	  N_("The kernel itself in RAM. /proc/iomem shows its code and its data as children of the "
	     "System RAM that holds them.") },
	{ "linear map", "map_mem paging_init __va __pa",
	  N_("The part of the kernel's virtual addresses where all of RAM appears in one piece, each "
	     "byte at its physical address plus a constant. What is no-map is left out of it.") },
	{ "memblock", "memblock_add memblock_reserve memblock_remove memblock_add_range",
	  N_("The allocator of the early boot: a list of the memory that is there and one of what "
	     "is taken. When the page allocator starts, it gets what is in the first and not in the "
	     "second.") },
	{ "memory", "memblock.memory early_init_dt_add_memory_arch",
	  N_("As a list of memblock: the ranges of RAM that the kernel was told of. Each of them "
	     "becomes a line System RAM of /proc/iomem, or reserved when it is no-map.") },
	{ "memremap", "try_ram_remap memunmap region_intersects",
	  N_("Maps memory rather than registers. For RAM and write-back it gives the address in the "
	     "linear map; other ways to map RAM are refused.") },
	{ "moment", NULL,
	  N_("How bootwalk names a place in a boot: the path of calls that leads there, such as "
	     "insert_resource#2. It holds when the boot is made anew with a change in it.") },
	{ "muxed", "IORESOURCE_MUXED request_muxed_region",
	  N_("A flag of a request: whoever finds the range busy by another such request waits until "
	     "it is given back. It is for chips that several drivers use in turns.") },
	{ "no-map", "memblock_mark_nomap early_init_dt_reserve_memory_arch nomap",
	  N_("A property of a reserved range in a device tree: the kernel must not even map it. "
	     "Memblock marks the region, the linear map leaves it out, and /proc/iomem calls it "
	     "reserved in the place of System RAM.") },
	{ "outline", NULL,
	  N_("In the pane source: what a function of the kernel does, in three to twelve lines of "
	     "our own. Each step stands on one of them.") },
	{ "page table", "PGD PUD PMD PTE pgd_offset",
	  N_("What turns a virtual address into a physical one: tables in up to five levels, each "
	     "entry leading to the next table or to the memory itself.") },
	{ "pfn", "page frame memblock_region_memory_base_pfn page_is_ram",
	  N_("Page frame number: a physical address divided by the size of a page. A range whose "
	     "ends do not fall on pages is rounded when it becomes frames.") },
	{ "phandle", "of_find_node_by_phandle of_parse_phandle",
	  N_("A number by which one node of a device tree names another: its clock, its interrupt "
	     "controller, its piece of reserved memory.") },
	{ "probe", "really_probe platform_probe amba_probe pci_device_probe",
	  N_("The function by which a driver takes over a device: it requests the registers, maps "
	     "them and starts the device. When it fails, the device stays without a driver.") },
	{ "ranges", "of_bus_default_translate of_translate_one",
	  N_("A property of a bus in a device tree: which addresses of its children are which of "
	     "its parent's. An empty one says that they are the same; without it they cannot be "
	     "reached.") },
	{ "release", "release_resource release_mem_region __release_region",
	  N_("To take a resource out of the tree again, so that others may request the range.") },
	{ "request", "request_resource request_mem_region __request_resource",
	  N_("To claim a range for oneself. Nothing makes a driver do it, and nothing stops one "
	     "that did not; but of two that ask, the second is refused.") },
	{ "reserved", "reserved-memory reserve_memblock_reserved_regions PG_reserved",
	  N_("Four things have that name: a range in the second list of memblock; a node below "
	     "/reserved-memory in a device tree; a line of /proc/iomem; and a flag of page frames "
	     "that the page allocator does not own. None of them follows from another by itself.") },
	{ "resource", "struct resource",
	  N_("A claimed range: start, end (inclusive), name and flags, with a parent, a sibling and "
	     "a child. Linked together they are the trees of /proc/iomem and /proc/ioports.") },
	{ "resource_lock", "r_stop read_lock write_lock",
	  N_("The lock over both trees. Who changes one takes it for writing; a read of "
	     "/proc/iomem holds it for reading from r_start() to r_stop().") },
	{ "seq_file", "seq_read_iter seq_open r_start r_next r_show",
	  N_("How the kernel makes files that have no end known beforehand: record by record into a "
	     "buffer. Each read begins anew at the number of a record, so what changes between two "
	     "reads may be seen twice or not at all.") },
	{ "sibling", NULL,
	  N_("The next resource with the same parent. Siblings are sorted by address and never "
	     "overlap.") },
	{ "STRICT_DEVMEM", "devmem_is_allowed range_is_allowed /dev/mem",
	  N_("An option of the kernel: root may read and map devices through /dev/mem, but not RAM. "
	     "A stricter one also keeps it away from ranges that a driver has claimed.") },
	{ "System RAM", "IORESOURCE_SYSTEM_RAM request_standard_resources walk_system_ram_range",
	  N_("The name in /proc/iomem of memory that the kernel manages. It is busy, so that no "
	     "driver can request it, and ioremap refuses a range that begins in it.") },
	{ "unit address", "reg @",
	  N_("What stands behind the @ in the name of a device tree's node: its first address on its "
	     "own bus. It is part of the name; the kernel goes by the property reg.") },
	{ "virtual address", NULL,
	  N_("The address that a program or the kernel itself uses. It means nothing until page "
	     "tables lead from it to a physical one.") },
	{ "vmalloc", "get_vm_area __get_vm_area_node alloc_vmap_area",
	  N_("A large area of the kernel's virtual addresses that is handed out in pieces: for "
	     "memory that is not in one piece, and for what ioremap maps. Between two pieces a page "
	     "stays empty.") },
	{ "window", "pci_bus_alloc_resource devm_of_pci_get_host_bridge_resources",
	  N_("A range that a bridge passes on to the bus behind it. In the tree it is a resource "
	     "that is not busy, inside which those of the cards find their places.") },
};
const size_t glossary_count = sizeof(glossary) / sizeof(glossary[0]);
