/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Host bridges, cards, windows of bridges; what does not fit; cards that come and go. */
#include "boot-bench.h"

#include "linux/include/io.h"
#include "linux/include/pci.h"

#define HOST "4010000000.pcie"

/* One entry of `ranges`: kind and bus address, address for the CPU, size. */
static void window(struct board *b, const char *path, uint32_t kind, uint64_t bus, uint64_t cpu,
                   uint64_t size)
{
	assert_int_equal(fdt_appendprop_u32(b->blob, node_at(b, path), "ranges", kind), 0);
	assert_int_equal(fdt_appendprop_u64(b->blob, node_at(b, path), "ranges", bus), 0);
	assert_int_equal(fdt_appendprop_u64(b->blob, node_at(b, path), "ranges", cpu), 0);
	assert_int_equal(fdt_appendprop_u64(b->blob, node_at(b, path), "ranges", size), 0);
}

enum { PORTS = 0x01000000, MEMORY = 0x02000000, WIDE = 0x03000000, PREF = 0x42000000 };

static void host_at(struct board *b, const char *path, uint64_t ecam)
{
	words(b, path, "compatible", "pci-host-ecam-generic");
	words(b, path, "device_type", "pci");
	cell(b, path, "#address-cells", 3);
	cell(b, path, "#size-cells", 2);
	entry(b, path, "reg", ecam, 0x10000000);
}

/* A board with a host bridge and CARDS behind it, without the windows. */
static void bridge(struct board *b, const char *cards)
{
	struct error err;

	memory(b, "/memory@40000000", RAM, 512 * MIB);
	b->machine.profile_storage.features |= FEATURE_PCI_RESOURCE_NAMES;
	b->machine.profile_storage.io_space_limit = 0xffffff;
	flag(b, "/", "ranges");
	host_at(b, "/pcie@10000000", 0x4010000000);
	b->machine.cards = cards_parse("pci", cards, strlen(cards), &err);
	if (!b->machine.cards)
		print_error("%s: %s\n", err.where, err.reason);
	assert_non_null(b->machine.cards);
}

/* The windows that QEMU's machine has, if smaller. */
static void windows(struct board *b)
{
	window(b, "/pcie@10000000", PORTS, 0, 0x3eff0000, 0x10000);
	window(b, "/pcie@10000000", MEMORY, 0x10000000, 0x10000000, 0x10000000);
	window(b, "/pcie@10000000", WIDE, 0x8000000000, 0x8000000000, 0x8000000000);
}

static struct device *host(struct board *b)
{
	struct device *dev = device_find(b->k, HOST);

	assert_non_null(dev);
	return dev;
}

static int probe(struct board *b)
{
	return pci_host_common_probe(b->k, host(b));
}

/* Boot, then probe the host bridge. */
static void start(struct board *b)
{
	boot(b, SIM_DONE);
	assert_int_equal(probe(b), 0);
}

static void ioports_is(struct board *b, const char *expected)
{
	text_clear(&b->out);
	assert_true(proc_show_all(b->k, "/proc/ioports", true, &b->out));
	assert_string_equal(text_str(&b->out), expected);
}

/* The lines of /proc/iomem without those of RAM. */
static void devices_are(struct board *b, const char *expected)
{
	struct text out = { 0 };
	char *line, *rest = NULL;
	bool ram = false;

	text_clear(&b->out);
	assert_true(proc_show_all(b->k, IOMEM, true, &b->out));
	for (line = strtok_r(b->out.s, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (line[0] != ' ')
			ram = strstr(line, "System RAM");
		if (!ram)
			text_addf(&out, "%s\n", line);
	}
	assert_string_equal(text_str(&out), expected);
	text_free(&out);
}

static struct pci_dev *function(struct board *b, const char *name)
{
	struct pci_dev *dev = pci_find_dev(b->k, name);

	assert_non_null(dev);
	return dev;
}

static int teardown_cards(void **state)
{
	struct board *b = *state;
	struct cards *cards = b->machine.cards;

	board_teardown(state);
	cards_free(cards);
	return 0;
}

#define CARD "8086:100e type 00 class 020000 "

/* The largest first, each at the lowest room; ports are not below 0x1000. */
static void test_cards(void **state)
{
	struct board *b = *state;
	struct pci_dev *dev;

	bridge(b, "0000:00:00.0 1b36:0008 type 00 class 060000\n"
	          "0000:00:01.0 " CARD "bar0=mem,0x1000@0x0 bar1=io,0x40@0x0 rom=mem,0x40000@0x0\n"
	          "0000:00:02.0 " CARD "bar0=mem,0x20000@0x0 bar2=mem,64bit,pref,0x4000@0x0\n"
	          "0000:00:02.1 " CARD "bar0=mem,0x1000@0x0\n");
	windows(b);
	start(b);
	devices_are(b, "10000000-1fffffff : pcie@10000000\n"
	               "  10000000-1003ffff : 0000:00:01.0\n"
	               "  10040000-1005ffff : 0000:00:02.0\n"
	               "  10060000-10060fff : 0000:00:01.0\n"
	               "  10061000-10061fff : 0000:00:02.1\n"
	               "4010000000-401fffffff : PCI ECAM\n"
	               "8000000000-ffffffffff : pcie@10000000\n"
	               "  8000000000-8000003fff : 0000:00:02.0\n");
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "  00001000-0000103f : 0000:00:01.0\n");
	assert_true(logged(b, "pci 0000:00:01.0: ROM [mem 0x00000000-0x0003ffff pref]"));
	assert_true(logged(b, "pci 0000:00:01.0: ROM [mem 0x10000000-0x1003ffff pref]: assigned"));
	assert_false(logged(b, "platform " HOST ": Memory resource size exceeds max for 32 bits"));

	/* The card holds what it was given, with the bits that say its kind. */
	dev = function(b, "0000:00:02.0");
	assert_int_equal(dev->function->config[4], 0x10040000);
	assert_int_equal(dev->function->config[6], 0x0000000c);
	assert_int_equal(dev->function->config[7], 0x80);
	assert_int_equal(function(b, "0000:00:01.0")->function->config[5], 0x1001);
}

/* Of a register of 4 GiB no bit of the lower half sticks, and all of the upper half do. */
static void test_wide(void **state)
{
	struct board *b = *state;

	bridge(b, "0000:00:01.0 " CARD "bar0=mem,64bit,pref,0x80000000@0x0\n"
	          "0000:00:02.0 " CARD "bar0=mem,64bit,pref,0x100000000@0x0\n"
	          "0000:00:03.0 " CARD "bar0=mem,64bit,pref,0x200000000@0x0\n");
	windows(b);
	start(b);
	devices_are(b, "10000000-1fffffff : pcie@10000000\n"
	               "4010000000-401fffffff : PCI ECAM\n"
	               "8000000000-ffffffffff : pcie@10000000\n"
	               "  8000000000-81ffffffff : 0000:00:03.0\n"
	               "  8200000000-82ffffffff : 0000:00:02.0\n"
	               "  8300000000-837fffffff : 0000:00:01.0\n");
}

/* Bus addresses are others than the CPU's: the register holds the bus's. */
static void test_offset(void **state)
{
	struct board *b = *state;

	bridge(b, "0000:00:01.0 " CARD "bar0=mem,0x1000@0x0 bar1=io,0x20@0x0\n");
	window(b, "/pcie@10000000", PORTS, 0x8000, 0x3eff0000, 0x8000);
	window(b, "/pcie@10000000", MEMORY, 0, 0x71000000, 0x800000);
	start(b);
	assert_true(logged(b, "pci_bus 0000:00: root bus resource [mem 0x71000000-0x717fffff] "
	                      "(bus address [0x00000000-0x007fffff])"));
	devices_are(b, "71000000-717fffff : pcie@10000000\n"
	               "  71000000-71000fff : 0000:00:01.0\n"
	               "4010000000-401fffffff : PCI ECAM\n");
	assert_int_equal(function(b, "0000:00:01.0")->function->config[4], 0);
	assert_int_equal(function(b, "0000:00:01.0")->function->config[5], 0x9001);
}

/* Windows of bridges: from the leaves up, 1 MiB and 4 KiB at least, more for hot-plugging. */
static void test_bridges(void **state)
{
	struct board *b = *state;
	static const char expected[] = "10000000-1fffffff : pcie@10000000\n"
				       "  10000000-103fffff : PCI Bus 0000:01\n"
				       "    10000000-102fffff : PCI Bus 0000:02\n"
				       "      10000000-101fffff : 0000:02:00.0\n"
				       "      10200000-10200fff : 0000:02:01.0\n"
				       "    10300000-10300fff : 0000:01:01.0\n"
				       "4010000000-401fffffff : PCI ECAM\n"
				       "8000000000-ffffffffff : pcie@10000000\n";
	static const char ports[] = "00000000-0000ffff : pcie@10000000\n"
				    "  00001000-00001fff : PCI Bus 0000:01\n"
				    "    00001000-00001fff : PCI Bus 0000:02\n"
				    "      00001000-0000101f : 0000:02:01.0\n";

	bridge(b, "0000:00:03.0 1234:0001 type 01 class 060400 bus=01-02\n"
	          "0000:01:00.0 1234:0001 type 01 class 060400 bus=02-02\n"
	          "0000:01:01.0 " CARD "bar0=mem,0x1000@0x0\n"
	          "0000:02:00.0 " CARD "bar0=mem,0x200000@0x0\n"
	          "0000:02:01.0 " CARD "bar0=mem,0x1000@0x0 bar1=io,0x20@0x0\n");
	windows(b);
	start(b);
	devices_are(b, expected);
	ioports_is(b, ports);
	assert_true(logged(b, "pci_bus 0000:01: extended config space not accessible"));
	assert_true(logged(b, "pci 0000:00:03.0: PCI bridge to [bus 01-02]"));
	assert_int_equal(function(b, "0000:00:03.0")->function->config[6], 0x020100);

	/* Out with all of it, then found again: the same as before. */
	pci_stop_and_remove_bus_device(b->k, function(b, "0000:00:03.0"));
	assert_null(pci_find_dev(b->k, "0000:02:01.0"));
	assert_null(pci_find_bus_by_name(b->k, "0000:02"));
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n");
	pci_rescan_bus(b->k, pci_find_bus_by_name(b->k, "0000:00"));
	devices_are(b, expected);
	ioports_is(b, ports);

	/* One card behind the bridges alone goes and comes back into the window that is there. */
	pci_stop_and_remove_bus_device(b->k, function(b, "0000:02:01.0"));
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "  00001000-00001fff : PCI Bus 0000:01\n"
	              "    00001000-00001fff : PCI Bus 0000:02\n");
	assert_int_equal(pci_rescan_bus(b->k, pci_find_bus_by_name(b->k, "0000:00")), 2);
	devices_are(b, expected);

	/* And all of it: nothing of the host bridge is left. */
	assert_int_equal(pci_host_common_remove(b->k, host(b)), 0);
	devres_release_all(b->k, host(b));
	devices_are(b, "");
	ioports_is(b, "");
}

static void test_hotplug_room(void **state)
{
	struct board *b = *state;

	bridge(b, "0000:00:01.0 1b36:000c type 01 class 060400 bar0=mem,0x1000@0x0 bus=01-01\n");
	windows(b);
	args(b, "pci=hpmmiosize=4M,hpmmioprefsize=16M,hpiosize=8K");
	start(b);
	devices_are(b, "10000000-1fffffff : pcie@10000000\n"
	               "  10000000-103fffff : PCI Bus 0000:01\n"
	               "  10400000-10400fff : 0000:00:01.0\n"
	               "4010000000-401fffffff : PCI ECAM\n"
	               "8000000000-ffffffffff : pcie@10000000\n"
	               "  8000000000-8000ffffff : PCI Bus 0000:01\n");
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "  00001000-00002fff : PCI Bus 0000:01\n");
}

/* A window that is too small: the card stays without, and cannot be switched on. */
static void test_too_small(void **state)
{
	struct board *b = *state;

	bridge(b,
	       "0000:00:01.0 " CARD "bar0=mem,0x20000@0x0\n"
	       "0000:00:02.0 " CARD "bar0=mem,64bit,pref,0x4000000000@0x0 bar2=mem,0x1000@0x0\n");
	window(b, "/pcie@10000000", MEMORY, 0x10000000, 0x10000000, 0x10000);
	start(b);
	assert_true(logged(b, "pci 0000:00:01.0: BAR 0 [mem size 0x00020000]: can't assign; no "
	                      "space"));
	assert_true(logged(b,
	                   "pci 0000:00:02.0: BAR 0 [mem size 0x4000000000 64bit pref]: failed to "
	                   "assign"));
	devices_are(b, "10000000-1000ffff : pcie@10000000\n"
	               "  10000000-10000fff : 0000:00:02.0\n"
	               "4010000000-401fffffff : PCI ECAM\n");
	assert_int_equal(pci_enable_device(b->k, function(b, "0000:00:02.0")), 0);
	assert_int_equal(pci_iomap(b->k, function(b, "0000:00:01.0"), 0, 0), 0);
}

/* A window that meets anything fails the host bridge as a whole, and gives the rest back. */
static void test_window_taken(void **state)
{
	struct board *b = *state;
	const char *thief;

	bridge(b, "0000:00:01.0 " CARD "bar0=mem,0x20000@0x0\n");
	windows(b);
	boot(b, SIM_DONE);
	thief = sim_name(b->sim, "thief");
	assert_non_null(
		__request_region(b->k, &b->k->iomem_resource, 0x8000000000, 0x1000, thief, 0));
	assert_int_equal(probe(b), -ENOMEM);
	assert_true(logged(b,
	                   "platform " HOST ": resource collision: [mem 0x8000000000-0xffffffffff] "
	                   "conflicts with thief [mem 0x8000000000-0x8000000fff]"));
	devres_release_all(b->k, host(b));
	devices_are(b, "8000000000-8000000fff : thief\n");
	ioports_is(b, "");
}

static void test_ecam_taken(void **state)
{
	struct board *b = *state;
	const char *thief;

	bridge(b, "");
	windows(b);
	boot(b, SIM_DONE);
	thief = sim_name(b->sim, "thief");
	assert_non_null(
		__request_region(b->k, &b->k->iomem_resource, 0x4010000000, 0x1000, thief, 0));
	assert_int_equal(probe(b), -EBUSY);
	assert_true(logged(b, "platform " HOST ": can't claim ECAM area [mem "
	                      "0x4010000000-0x401fffffff]: address conflict with thief [mem "
	                      "0x4010000000-0x4010000fff]"));
	devres_release_all(b->k, host(b));
	devices_are(b, "4010000000-4010000fff : thief\n");
}

/* linux,pci-probe-only: what the firmware did stays; what it did wrong is told. */
static void test_probe_only(void **state)
{
	struct board *b = *state;

	bridge(b, "0000:00:01.0 " CARD "bar0=mem,0x20000@0x10000000 bar1=mem,0x1000@0x10020000\n"
	          "0000:00:02.0 " CARD "bar0=mem,0x1000@0x10001000 bar1=mem,0x1000@0x20000000\n"
	          "0000:00:03.0 1234:0001 type 01 class 060400 bus=01-01 "
	          "memwin=0x10100000-0x101fffff\n"
	          "0000:01:00.0 " CARD "bar0=mem,0x1000@0x10100000 bar1=mem,0x1000@0x10200000\n");
	windows(b);
	cell(b, "/chosen", "linux,pci-probe-only", 1);
	start(b);
	devices_are(b, "10000000-1fffffff : pcie@10000000\n"
	               "  10000000-1001ffff : 0000:00:01.0\n"
	               "  10020000-10020fff : 0000:00:01.0\n"
	               "  10100000-101fffff : PCI Bus 0000:01\n"
	               "    10100000-10100fff : 0000:01:00.0\n"
	               "4010000000-401fffffff : PCI ECAM\n"
	               "8000000000-ffffffffff : pcie@10000000\n");
	assert_true(logged(b, "PCI: OF: PROBE_ONLY enabled"));
	assert_true(logged(b, "pci 0000:00:02.0: BAR 0 [mem 0x10001000-0x10001fff]: can't claim; "
	                      "address conflict with 0000:00:01.0 [mem 0x10000000-0x1001ffff]"));
	assert_true(logged(b,
	                   "pci 0000:00:02.0: BAR 1 [mem 0x20000000-0x20000fff]: can't claim; no "
	                   "compatible bridge window"));
	assert_true(logged(b, "pci 0000:00:03.0:   bridge window [mem 0x10100000-0x101fffff]"));
	assert_int_equal(pci_enable_device(b->k, function(b, "0000:00:02.0")), -EINVAL);
	assert_true(logged(b, "pci 0000:00:02.0: BAR 0 [mem size 0x00001000]: not assigned; can't "
	                      "enable device"));
}

/* What a driver of a card does, and what it meets. */
static void test_driver_calls(void **state)
{
	struct board *b = *state;
	struct pci_dev *dev;
	const char *first, *second;
	uint64_t at;

	bridge(b, "0000:00:01.0 " CARD "bar0=mem,0x20000@0x0 bar1=io,0x40@0x0 bar2=mem,0x1000@0x0 "
	          "msix=2,3@0x800\n");
	windows(b);
	flag(b, "/pcie@10000000", "msi-map");
	start(b);
	first = sim_name(b->sim, "first");
	second = sim_name(b->sim, "second");
	dev = function(b, "0000:00:01.0");
	assert_int_equal(pci_enable_device(b->k, dev), 0);
	assert_true(logged(b, "pci 0000:00:01.0: enabling device (0000 -> 0003)"));
	assert_int_equal(pci_request_region(b->k, dev, 2, second), 0);
	assert_int_equal(pci_request_regions(b->k, dev, first), -EBUSY);
	assert_true(
		logged(b, "pci 0000:00:01.0: BAR 2: can't reserve [mem 0x10020000-0x10020fff]"));
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "  00001000-0000103f : 0000:00:01.0\n");
	pci_release_region(b->k, dev, 2);
	assert_int_equal(pci_request_regions(b->k, dev, first), 0);
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "  00001000-0000103f : 0000:00:01.0\n"
	              "    00001000-0000103f : first\n");
	pci_release_regions(b->k, dev);

	at = pci_iomap(b->k, dev, 0, 0);
	assert_true(at != 0);
	pci_iounmap(b->k, dev, at);
	assert_int_equal(pci_iomap(b->k, dev, 5, 0), 0);
	assert_int_equal(pci_iomap_wc(b->k, dev, 1, 0), 0);
	assert_int_equal(pci_enable_msix_range(b->k, dev, 4, 8), -ENOSPC);
	assert_int_equal(pci_enable_msix_range(b->k, dev, 2, 1), -ERANGE);
	assert_int_equal(pci_enable_msix_range(b->k, dev, 1, 8), 3);
	assert_true(dev->msix_base != 0);
	assert_int_equal(pci_enable_msix_range(b->k, dev, 1, 8), -EINVAL);
	pci_disable_msix(b->k, dev);
	pci_disable_device(b->k, dev);

	assert_int_equal(pcim_enable_device(b->k, dev), 0);
	assert_int_equal(pcim_iomap_regions(b->k, dev, 0x8, first), -EINVAL);
	assert_int_equal(pcim_iomap_regions(b->k, dev, 0x5, first), 0);
	assert_int_equal(pci_request_region(b->k, dev, 0, second), -EBUSY);
	devres_release_all(b->k, &dev->dev);
	assert_int_equal(dev->enable_cnt, 0);
	assert_int_equal(pci_request_region(b->k, dev, 0, second), 0);
}

/* Two host bridges: domains, and port numbers one behind the other. */
static void test_two_hosts(void **state)
{
	struct board *b = *state;

	bridge(b, "0001:00:01.0 " CARD "bar0=mem,0x1000@0x0 bar1=io,0x20@0x0\n");
	windows(b);
	cell(b, "/pcie@10000000", "linux,pci-domain", 0);
	host_at(b, "/pcie@20000000", 0x5010000000);
	window(b, "/pcie@20000000", MEMORY, 0x20000000, 0x20000000, 0x100000);
	window(b, "/pcie@20000000", PORTS, 0, 0x3efd0000, 0x10000);
	start(b);
	assert_int_equal(pci_host_common_probe(b->k, device_find(b->k, "5010000000.pcie")), 0);
	assert_non_null(pci_find_dev(b->k, "0001:00:01.0"));
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "00010000-0001ffff : pcie@20000000\n"
	              "  00010000-0001001f : 0001:00:01.0\n");
	assert_int_equal(function(b, "0001:00:01.0")->function->config[5], 1);
}

/* A register that reads as nothing, a class that contradicts, an old disk controller. */
static void test_odd_cards(void **state)
{
	struct board *b = *state;

	bridge(b, "0000:00:01.0 8086:7010 type 00 class 010180 bar4=io,0x10@0x0\n"
	          "0000:00:02.0 8086:0001 type 00 class 060400 bar0=mem,0x1000@0x0\n"
	          "0000:00:03.1 " CARD "bar0=mem,0x1000@0x0\n"
	          "0000:00:04.0 1234:0001 type 01 class 060400\n");
	windows(b);
	start(b);
	assert_true(logged(b, "pci 0000:00:01.0: BAR 0 [io  0x01f0-0x01f7]: legacy IDE quirk"));
	assert_true(logged(b,
	                   "pci 0000:00:02.0: ignoring class 0x060400 (doesn't match header type "
	                   "00)"));
	assert_null(pci_find_dev(b->k, "0000:00:03.1"));
	ioports_is(b, "00000000-0000ffff : pcie@10000000\n"
	              "  00000170-00000177 : 0000:00:01.0\n"
	              "  000001f0-000001f7 : 0000:00:01.0\n"
	              "  00000376-00000376 : 0000:00:01.0\n"
	              "  000003f6-000003f6 : 0000:00:01.0\n"
	              "  00001000-0000100f : 0000:00:01.0\n");
	devices_are(b, "10000000-1fffffff : pcie@10000000\n"
	               "4010000000-401fffffff : PCI ECAM\n"
	               "8000000000-ffffffffff : pcie@10000000\n");
}

static void probe_body(void *arg)
{
	struct board *b = arg;
	struct pci_bus *bus;

	pci_host_common_probe(b->k, host(b));
	bus = pci_bus_at(b->k, 0);
	if (!bus)
		return;
	if (bus->devices)
		pci_stop_and_remove_bus_device(b->k, bus->devices);
	pci_rescan_bus(b->k, bus);
	pci_host_common_remove(b->k, host(b));
	devres_release_all(b->k, host(b));
}

/* A chain of bridges as long as there are bus numbers ends, whatever else happens. */
static void test_deep(void **state)
{
	struct board *b = *state;
	struct text cards = { 0 };

	for (unsigned bus = 0; bus < 255; bus++)
		text_addf(&cards, "0000:%02x:00.0 1b36:000c type 01 class 060400 bus=%02x-ff\n",
		          bus, bus + 1);
	bridge(b, text_str(&cards));
	text_free(&cards);
	windows(b);
	boot(b, SIM_DONE);
	assert_int_equal(sim_try(b->sim, probe_body, b), SIM_LIMIT);
}

static uint64_t seed;

static uint64_t any(uint64_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (seed >> 33) % below;
}

/* A line with what chance gives it. */
static void add_line(struct text *out, unsigned bus, unsigned device, unsigned *buses)
{
	bool is_bridge = *buses < 6 && !any(3);

	text_addf(out, "0000:%02x:%02x.0 1b36:%04x type %02x class %s", bus, device,
	          is_bridge && any(2) ? 0xcu : 0x100u, is_bridge, is_bridge ? "060400" : "020000");
	for (unsigned n = 0; n < (is_bridge ? 2u : 6u); n++) {
		unsigned kind = (unsigned)any(5);
		uint64_t size = 1ull << (4 + any(kind == 2 ? 48 : 27));

		if (kind == 0)
			text_addf(out, " bar%u=io,0x%x@0x0", n, 4u << any(7));
		else if (kind == 1)
			text_addf(out, " bar%u=mem,0x%llx@0x%llx", n, (unsigned long long)size,
			          (unsigned long long)(any(2) ? 0 : (size * any(64)) & 0xffffffff));
		else if (kind == 2 && n % 2 == 0)
			text_addf(out, " bar%u=mem,64bit%s,0x%llx@0x%llx", n++,
			          any(2) ? ",pref" : "", (unsigned long long)size,
			          (unsigned long long)(size * any(1000)));
	}
	if (is_bridge) {
		text_addf(out, " bus=%02x-ff", ++*buses);
		if (any(2))
			text_addf(out, " memwin=0x%llx-0x%llx",
			          (unsigned long long)any(1 << 30) << 4, 0xfffffffffffull);
	}
	text_add(out, "\n");
}

/* Boards made up at random: whatever they hold, the boot ends, and can be undone. */
static void test_random(void **state)
{
	(void)state;
	for (seed = 1; seed < 4000; seed += 97) {
		uint64_t started = seed;
		struct text cards = { 0 };
		unsigned buses = 0;
		void *fresh = NULL;
		struct board *b;
		enum sim_end end;

		board_setup(&fresh);
		b = fresh;
		for (unsigned bus = 0; bus <= buses && bus < 6; bus++)
			for (unsigned device = 0; device < 3; device++)
				add_line(&cards, bus, device, &buses);
		bridge(b, text_str(&cards));
		text_free(&cards);
		for (unsigned n = (unsigned)any(5); n; n--) {
			static const uint32_t kinds[] = { PORTS, MEMORY, WIDE, PREF, 0 };

			window(b, "/pcie@10000000", kinds[any(5)], any(1 << 20) << any(40),
			       0x10000000 + (any(1 << 20) << any(30)), any(1 << 16) << any(40));
		}
		if (any(2))
			cell(b, "/chosen", "linux,pci-probe-only", 1);
		boot(b, SIM_DONE);
		end = sim_try(b->sim, probe_body, b);
		if (end != SIM_DONE)
			print_error("seed %llu: %s\n", (unsigned long long)started,
			            b->sim->stopped.reason);
		assert_int_equal(end, SIM_DONE);
		teardown_cards(&fresh);
		seed = started;
	}
}

#define PCI_TEST(name) cmocka_unit_test_setup_teardown(name, board_setup, teardown_cards)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PCI_TEST(test_cards),        PCI_TEST(test_offset),
		PCI_TEST(test_wide),         PCI_TEST(test_bridges),
		PCI_TEST(test_hotplug_room), PCI_TEST(test_too_small),
		PCI_TEST(test_window_taken), PCI_TEST(test_ecam_taken),
		PCI_TEST(test_probe_only),   PCI_TEST(test_driver_calls),
		PCI_TEST(test_two_hosts),    PCI_TEST(test_odd_cards),
		PCI_TEST(test_deep),         cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
