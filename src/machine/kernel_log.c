/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a log that tell of memory, of the boot loader and of ACPI, as /bootwalk has them. */
#include "machine/kernel_log.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/defaults.h"
#include "sim/intl.h"

/* A log's first lines are enough to know it by. */
#define WITHIN 65536

bool kernel_log_is(const unsigned char *data, size_t len)
{
	static const char mark[] = "BIOS-e820: [mem ", first[] = "Linux version ";
	size_t within = len < WITHIN ? len : WITHIN;

	return !memchr(data, 0, len) && memmem(data, within, first, sizeof(first) - 1) &&
	       memmem(data, len, mark, sizeof(mark) - 1);
}

bool kernel_log_line(const char **log, char line[512])
{
	const char *at = *log, *end = strchr(at, '\n'), *close;
	size_t len;

	if (!*at)
		return false;
	*log = end ? end + 1 : at + strlen(at);
	/* <6>[    0.000000] [    T0] */
	if (*at == '<' && (close = strchr(at, '>')) && close < at + 5)
		at = close + 1;
	while (*at == '[' && (at[1] == ' ' || (at[1] >= '0' && at[1] <= '9')) &&
	       (close = strchr(at, ']')) && close < at + 24)
		at = close + 1 + (close[1] == ' ');
	len = end && end > at ? (size_t)(end - at) : end ? 0 : strlen(at);
	snprintf(line, 512, "%.*s", (int)(len < 511 ? len : 511), at);
	for (len = strlen(line); len && line[len - 1] == '\r';)
		line[--len] = '\0';
	return true;
}

void kernel_log_model(const char *log, struct text *model)
{
	char line[512], *end;

	while (kernel_log_line(&log, line)) {
		if (strncmp(line, "DMI: ", 5) != 0)
			continue;
		end = strstr(line, ", BIOS ");
		if (end)
			*end = '\0';
		text_add(model, line + 5);
		return;
	}
}

/* What is gathered: lists of strings with their NULs, as properties have them. */
struct facts {
	struct text e820, mp_tables, tables, io_apics, hpets, dmars, mmconfigs, bridges, config,
		pnp;
	struct text bridge; /* the one in hand, without a NUL yet */
	struct text hids[8];
	unsigned hid_count, bridge_count;
	char bootargs[512];
	uint64_t initrd, initrd_end;
	const char *screen; /* in the words of /bootwalk/screen, or NULL */
};

/* One string more. */
static void add(struct text *list, const char *s)
{
	text_add_n(list, s, strlen(s) + 1);
}

/* The range in `[mem 0xA-0xB` or `[io  0xA-0xB` behind AT; false when there is none. */
static bool bracket(const char *at, const char *kind, uint64_t *start, uint64_t *end)
{
	char *rest;

	at = at ? strstr(at, kind) : NULL;
	if (!at)
		return false;
	at += strlen(kind);
	*start = strtoull(at, &rest, 16);
	*end = *start;
	if (*rest == '-')
		*end = strtoull(rest + 1, &rest, 16);
	return rest > at && *end >= *start;
}

static void add_range(struct text *list, const char *name, uint64_t start, uint64_t end)
{
	char text[128];

	snprintf(text, sizeof(text), "%s%s0x%llx-0x%llx", name, *name ? " " : "",
	         (unsigned long long)start, (unsigned long long)end);
	add(list, text);
}

static bool begins(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

/* Memory: the map, tables in it, the initrd. */
static void read_memory(struct facts *f, const char *line)
{
	uint64_t start, end;
	char name[16];

	if (begins(line, "BIOS-e820: [mem "))
		add(&f->e820, line);
	else if (begins(line, "RAMDISK: ") && bracket(line, "[mem ", &start, &end))
		f->initrd = start, f->initrd_end = end + 1;
	else if (begins(line, "memblock_reserve: [") && strstr(line, " smp_scan_config") &&
	         bracket(line, "[", &start, &end))
		add_range(&f->mp_tables, "", start, end);
	else if (sscanf(line, "ACPI: Reserving %15s table memory", name) == 1 &&
	         bracket(line, "[mem ", &start, &end))
		add_range(&f->tables, name, start, end);
}

/* Bytes of the registers of such a unit, whole pages: its capabilities say where the last ones are. */
static uint64_t unit_size(uint64_t cap, uint64_t ecap)
{
	uint64_t faults = (cap >> 24 & 0x3ff) * 16 + ((cap >> 40 & 0xff) + 1) * 16;
	uint64_t iotlb = (ecap >> 8 & 0x3ff) * 16 + 16;

	return ((faults > iotlb ? faults : iotlb) + 0xfff) & ~(uint64_t)0xfff;
}

/* What ACPI said of interrupts, timers, and of registers of cards. */
static void read_acpi(struct facts *f, const char *line)
{
	unsigned segment, first, last, number;
	unsigned long long address, cap, ecap;
	char text[64];

	if (sscanf(line, "IOAPIC[%u]: apic_id %*u, version %*u, address %llx", &number, &address) ==
	    2) {
		snprintf(text, sizeof(text), "0x%llx", address);
		add(&f->io_apics, text);
	} else if (sscanf(line, "ACPI: HPET id: %*x base: %llx", &address) == 1) {
		snprintf(text, sizeof(text), "0x%llx", address);
		add(&f->hpets, text);
	} else if (sscanf(line, "DMAR: dmar%*u: reg_base_addr %llx ver %*x:%*x cap %llx ecap %llx",
	                  &address, &cap, &ecap) == 3) {
		add_range(&f->dmars, "", address, address + unit_size(cap, ecap) - 1);
	} else if (sscanf(line, "PCI: MMCONFIG for domain %x [bus %x-%x] at [mem %llx", &segment,
	                  &first, &last, &address) == 4) {
		snprintf(text, sizeof(text), "%04x %02x-%02x 0x%llx", segment & 0xffff,
		         first & 0xff, last & 0xff, address - ((uint64_t)first << 20));
		add(&f->mmconfigs, text);
	}
}

/* Ends the bridge in hand. */
static void end_bridge(struct facts *f)
{
	if (f->bridge.len)
		add(&f->bridges, f->bridge.s);
	text_clear(&f->bridge);
}

/* `pci_bus 0000:00: root bus resource [...]`: windows, and the bus numbers behind them. */
static void read_window(struct facts *f, const char *line)
{
	unsigned segment, bus, first, last;
	uint64_t start, end;
	const char *what;

	if (sscanf(line, "pci_bus %x:%x: root bus resource", &segment, &bus) != 2)
		return;
	what = strstr(line, "root bus resource ");
	if (!what || strstr(line, "(bus address"))
		return;
	if (!f->bridge.len) {
		unsigned n = f->bridge_count++;

		if (n < f->hid_count)
			text_addf(&f->bridge, "%s %04x", text_str(&f->hids[n]), segment & 0xffff);
		else
			text_addf(&f->bridge, "PNP0A03:%02x %04x", n & 0xff, segment & 0xffff);
	}
	if (bracket(what, "[mem ", &start, &end)) {
		text_addf(&f->bridge, " mem 0x%llx-0x%llx", (unsigned long long)start,
		          (unsigned long long)end);
	} else if (bracket(what, "[io  ", &start, &end)) {
		text_addf(&f->bridge, " io 0x%llx-0x%llx", (unsigned long long)start,
		          (unsigned long long)end);
	} else if (sscanf(what, "root bus resource [bus %x-%x]", &first, &last) == 2) {
		text_addf(&f->bridge, " bus 0x%x-0x%x", first & 0xff, last & 0xff);
		end_bridge(f);
	}
}

/* Ports that a chip's own registers tell of; the log names them as the kernel's tables do. */
static void read_quirk(struct facts *f, const char *line)
{
	static const struct {
		const char *name;
		unsigned where, enable, bit;
	} known[] = {
		{ "PIIX4 ACPI", 0x40, 0, 0 },
		{ "PIIX4 SMB", 0x90, 0, 0 },
		{ "ICH4 ACPI/GPIO/TCO", 0x40, 0x44, 0x10 },
		{ "ICH4 GPIO", 0x58, 0x5c, 0x10 },
		{ "ICH6 ACPI/GPIO/TCO", 0x40, 0x44, 0x80 },
		{ "ICH6 GPIO", 0x48, 0x4c, 0x10 },
	};
	const char *claimed = strstr(line, " claimed by ");
	uint64_t start, end;
	char dev[16], text[64];

	if (!claimed || sscanf(line, "pci %12[0-9a-f:.]: quirk: ", dev) != 1 ||
	    !bracket(line, "[io  ", &start, &end))
		return;
	dev[12] = '\0';
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(claimed + 12, known[i].name) != 0)
			continue;
		snprintf(text, sizeof(text), "%s 0x%x 0x%llx", dev, known[i].where,
		         (unsigned long long)start);
		add(&f->config, text);
		snprintf(text, sizeof(text), "%s 0x%x 0x%x", dev, known[i].enable, known[i].bit);
		if (known[i].bit)
			add(&f->config, text);
	}
}

/* Devices of the motherboard, as far as a log names them. */
static void read_pnp(struct facts *f, const char *line)
{
	unsigned long long port;
	uint64_t start, end;
	char number[8], text[64];

	if (sscanf(line, "%5[0-9a-f:]: ttyS%*u at I/O %llx", number, &port) == 2) {
		snprintf(text, sizeof(text), "%s PNP0501 io", number);
		add_range(&f->pnp, text, port, port + 7);
	} else if (sscanf(line, "rtc_cmos %5[0-9a-f:]: registered as ", number) == 1 &&
	           strstr(line, "registered")) {
		snprintf(text, sizeof(text), "%s PNP0B00 io", number);
		add_range(&f->pnp, text, 0x70, 0x71);
	} else if (sscanf(line, "system %5[0-9a-f:]: ", number) == 1 && strstr(line, " reserved")) {
		bool io = bracket(line, "[io  ", &start, &end);

		snprintf(text, sizeof(text), "%s PNP0C02%s", number, io ? " io" : "");
		if (io || bracket(line, "[mem ", &start, &end))
			add_range(&f->pnp, text, start, end);
	}
}

static const char *screen_of(const char *console)
{
	static const char *const rows[][2] = { { "colour VGA+", "vga+" },
		                               { "colour EGA", "ega" },
		                               { "colour *CGA", "cga" },
		                               { "mono EGA+", "ega-mono" },
		                               { "mono *MDA", "mda" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (begins(console, rows[i][0]))
			return rows[i][1];
	return NULL;
}

static void read_line(struct facts *f, const char *line)
{
	char hid[24];

	if (begins(line, "Kernel command line: "))
		snprintf(f->bootargs, sizeof(f->bootargs), "%s", line + 21);
	else if (begins(line, "Console: "))
		f->screen = screen_of(line + 9);
	else if (sscanf(line, "acpi %23[A-Z0-9:]", hid) == 1 && strlen(hid) > 3 &&
	         f->hid_count < 8) {
		/* `acpi PNP0A08:00: _OSC: ...`, several lines each */
		hid[strlen(hid) - (hid[strlen(hid) - 1] == ':')] = '\0';
		if (!f->hid_count || strcmp(text_str(&f->hids[f->hid_count - 1]), hid) != 0)
			text_add(&f->hids[f->hid_count++], hid);
	}
	read_memory(f, line);
	read_acpi(f, line);
	read_window(f, line);
	read_quirk(f, line);
	read_pnp(f, line);
}

static void free_facts(struct facts *f)
{
	struct text *lists[] = { &f->e820,   &f->mp_tables, &f->tables,    &f->io_apics,
		                 &f->hpets,  &f->dmars,     &f->mmconfigs, &f->bridges,
		                 &f->config, &f->pnp,       &f->bridge };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		text_free(lists[i]);
	for (unsigned i = 0; i < f->hid_count; i++)
		text_free(&f->hids[i]);
}

size_t kernel_log_room(const char *log)
{
	/* no property is longer than the lines that it is made of, but for a few words each */
	return 2 * strlen(log) + 4096;
}

/* The node at PATH below PARENT, made when it is missing; negative when there is no room. */
static int node_at(void *fdt, int parent, const char *name)
{
	int node = fdt_subnode_offset(fdt, parent, name);

	return node >= 0 ? node : fdt_add_subnode(fdt, parent, name);
}

/* What the log says counts: what a kernel would have told and did not is not there. */
static int set_list(void *fdt, int node, const char *name, const struct text *list)
{
	if (node < 0)
		return node;
	if (list->len)
		return fdt_setprop(fdt, node, name, list->s, (int)list->len);
	fdt_delprop(fdt, node, name);
	return 0;
}

/* ACPI asks the timer whether it is there; without one, its device is not there either. */
static void drop_timer_device(void *fdt, int acpi)
{
	struct text kept = { 0 };
	int len = 0;
	const char *value = fdt_getprop(fdt, acpi, "devices", &len);

	for (int i = 0; value && i < len; i += (int)strlen(value + i) + 1)
		if (!begins(value + i, "PNP0103:"))
			add(&kept, value + i);
	if (value)
		set_list(fdt, acpi, "devices", &kept);
	text_free(&kept);
}

static int write_chosen(void *fdt, const struct facts *f)
{
	int node = node_at(fdt, 0, "chosen"), r;

	if (node < 0)
		return node;
	r = fdt_setprop(fdt, node, "bootargs", f->bootargs, (int)strlen(f->bootargs) + 1);
	if (r || !f->initrd_end) {
		fdt_delprop(fdt, node, "linux,initrd-start");
		fdt_delprop(fdt, node, "linux,initrd-end");
		return r;
	}
	r = fdt_setprop_u64(fdt, node, "linux,initrd-start", f->initrd);
	return r ? r : fdt_setprop_u64(fdt, node, "linux,initrd-end", f->initrd_end);
}

static int write_facts(void *fdt, const struct facts *f)
{
	bool fresh = fdt_subnode_offset(fdt, 0, &DEFAULTS_NODE[1]) < 0;
	int node = node_at(fdt, 0, &DEFAULTS_NODE[1]), acpi, r;

	r = set_list(fdt, node, "e820", &f->e820);
	r = r ? r : set_list(fdt, node, "mp-tables", &f->mp_tables);
	r = r ? r : set_list(fdt, node, "pci-config", &f->config);
	if (!f->screen)
		fdt_delprop(fdt, node, "screen");
	else if (!r)
		r = fdt_setprop(fdt, node, "screen", f->screen, (int)strlen(f->screen) + 1);
	if (r || (fresh && !f->bridges.len && !f->io_apics.len))
		return r;
	acpi = node_at(fdt, node, "acpi");
	r = set_list(fdt, acpi, "tables", &f->tables);
	r = r ? r : set_list(fdt, acpi, "io-apics", &f->io_apics);
	r = r ? r : set_list(fdt, acpi, "hpets", &f->hpets);
	r = r ? r : set_list(fdt, acpi, "dmars", &f->dmars);
	r = r ? r : set_list(fdt, acpi, "mmconfigs", &f->mmconfigs);
	r = r ? r : set_list(fdt, acpi, "bridges", &f->bridges);
	if (!r && !f->hpets.len)
		drop_timer_device(fdt, acpi);
	/* the log knows only some of these, so a board's own list is better */
	if (!r && fresh) {
		r = set_list(fdt, acpi, "pnp", &f->pnp);
		r = r ? r : fdt_setprop_u32(fdt, acpi, "local-apic", 0xfee00000);
	}
	return r;
}

bool kernel_log_write(const char *log, struct tree *t)
{
	struct facts f = { 0 };
	char line[512];
	int r;

	while (kernel_log_line(&log, line))
		read_line(&f, line);
	end_bridge(&f);
	r = write_facts(t->fdt, &f);
	r = r ? r : write_chosen(t->fdt, &f);
	free_facts(&f);
	return !r || error_set(t->err, t->name, NULL, _("the tree cannot be changed: %s"),
	                       blob_reason(r));
}
