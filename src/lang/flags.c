/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lang/flags.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "lang/words.h"
#include "linux/include/ioport.h"
#include "sim/intl.h"

/* A name stands for VALUE in the bits of MASK: for one bit both are the same. */
struct flag {
	const char *name; /* behind the prefix IORESOURCE_ */
	uint64_t mask, value;
	const char *meaning;
};

#define BIT_OF(name, value, meaning)                                                               \
	{                                                                                          \
		name, value, value, meaning                                                        \
	}
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define TYPE_COUNT 6 /* those that a resource should have */

static const struct flag types[] = {
	{ "IO", IORESOURCE_TYPE_BITS, IORESOURCE_IO, N_("ports, as in /proc/ioports") },
	{ "MEM", IORESOURCE_TYPE_BITS, IORESOURCE_MEM, N_("memory addresses") },
	{ "REG", IORESOURCE_TYPE_BITS, IORESOURCE_REG,
	  N_("offsets of registers inside another device") },
	{ "IRQ", IORESOURCE_TYPE_BITS, IORESOURCE_IRQ, N_("interrupts") },
	{ "DMA", IORESOURCE_TYPE_BITS, IORESOURCE_DMA, N_("DMA channels") },
	{ "BUS", IORESOURCE_TYPE_BITS, IORESOURCE_BUS, N_("numbers of buses, as PCI has them") },
	/* two types at once, which nobody should have, are told one by one */
	BIT_OF("IO", IORESOURCE_IO, NULL),
	BIT_OF("MEM", IORESOURCE_MEM, NULL),
	BIT_OF("IRQ", IORESOURCE_IRQ, NULL),
	BIT_OF("DMA", IORESOURCE_DMA, NULL),
	BIT_OF("BUS", IORESOURCE_BUS, NULL),
};

static const struct flag attributes[] = {
	BIT_OF("PREFETCH", IORESOURCE_PREFETCH, N_("reading it has no side effects")),
	BIT_OF("READONLY", IORESOURCE_READONLY, N_("it cannot be written")),
	BIT_OF("CACHEABLE", IORESOURCE_CACHEABLE, N_("it may be cached")),
	BIT_OF("RANGELENGTH", IORESOURCE_RANGELENGTH, N_("PnP told it by its length")),
	BIT_OF("SHADOWABLE", IORESOURCE_SHADOWABLE, N_("a copy in RAM may stand for it")),
	BIT_OF("SIZEALIGN", IORESOURCE_SIZEALIGN, N_("its size is its alignment")),
	BIT_OF("STARTALIGN", IORESOURCE_STARTALIGN, N_("its start field is its alignment")),
	BIT_OF("MEM_64", IORESOURCE_MEM_64, N_("a BAR of 64 bits")),
	BIT_OF("WINDOW", IORESOURCE_WINDOW, N_("a bridge passes it on")),
	BIT_OF("MUXED", IORESOURCE_MUXED, N_("its users take turns: the next one waits")),
	BIT_OF("SYSRAM", IORESOURCE_SYSRAM, N_("together with MEM: RAM of the kernel's")),
	BIT_OF("SYSRAM_DRIVER_MANAGED", IORESOURCE_SYSRAM_DRIVER_MANAGED,
	       N_("RAM that only a driver can find")),
	BIT_OF("SYSRAM_MERGEABLE", IORESOURCE_SYSRAM_MERGEABLE,
	       N_("RAM that may be merged with its neighbour")),
	BIT_OF("EXCLUSIVE", IORESOURCE_EXCLUSIVE, N_("user space may not map it")),
	BIT_OF("DISABLED", IORESOURCE_DISABLED, N_("it is switched off")),
	BIT_OF("UNSET", IORESOURCE_UNSET, N_("it has no address yet")),
	BIT_OF("AUTO", IORESOURCE_AUTO, N_("PnP chose it by itself")),
	BIT_OF("BUSY", IORESOURCE_BUSY, N_("taken: who asks for a part of it is refused")),
};

/* Names of masks, and of two bits at once: they are listed, and never told of a number. */
static const struct flag masks[] = {
	BIT_OF("BITS", IORESOURCE_BITS, N_("the bits that each bus reads in its own way")),
	BIT_OF("TYPE_BITS", IORESOURCE_TYPE_BITS, N_("the bits that hold the type")),
	BIT_OF("EXT_TYPE_BITS", IORESOURCE_EXT_TYPE_BITS, N_("the bit that refines the type")),
	BIT_OF("SYSTEM_RAM", IORESOURCE_SYSTEM_RAM, N_("MEM and SYSRAM together")),
	BIT_OF("DMA_TYPE_MASK", 0x03, N_("the bits that hold the width of a channel")),
	BIT_OF("DMA_SPEED_MASK", 0xc0, N_("the bits that hold the speed of a channel")),
	BIT_OF("MEM_TYPE_MASK", 0x18, N_("the bits that hold the width of memory")),
};

static const struct flag pnp_irq[] = {
	BIT_OF("IRQ_HIGHEDGE", 0x01, N_("when the line rises")),
	BIT_OF("IRQ_LOWEDGE", 0x02, N_("when the line falls")),
	BIT_OF("IRQ_HIGHLEVEL", 0x04, N_("while the line is high")),
	BIT_OF("IRQ_LOWLEVEL", 0x08, N_("while the line is low")),
	BIT_OF("IRQ_SHAREABLE", 0x10, N_("several devices may use it")),
	BIT_OF("IRQ_OPTIONAL", 0x20, N_("the device works without it")),
	BIT_OF("IRQ_WAKECAPABLE", 0x40, N_("it can wake a machine that sleeps")),
};

/* How wide (two bits) and how fast (two bits) are numbers, and 0 is one of them. */
static const struct flag pnp_dma[] = {
	{ "DMA_8BIT", 0x03, 0x00, N_("8 bits at a time") },
	{ "DMA_8AND16BIT", 0x03, 0x01, N_("8 or 16 bits at a time") },
	{ "DMA_16BIT", 0x03, 0x02, N_("16 bits at a time") },
	BIT_OF("DMA_MASTER", 0x04, N_("the device masters the bus itself")),
	BIT_OF("DMA_BYTE", 0x08, N_("it can count in bytes")),
	BIT_OF("DMA_WORD", 0x10, N_("it can count in words")),
	{ "DMA_COMPATIBLE", 0xc0, 0x00, N_("speed: as the first PC's") },
	{ "DMA_TYPEA", 0xc0, 0x40, N_("speed: EISA's type A") },
	{ "DMA_TYPEB", 0xc0, 0x80, N_("speed: EISA's type B") },
	{ "DMA_TYPEF", 0xc0, 0xc0, N_("speed: type F") },
};

static const struct flag pnp_mem[] = {
	BIT_OF("MEM_WRITEABLE", 0x01, N_("it can be written")),
	BIT_OF("MEM_CACHEABLE", 0x02, N_("it may be cached")),
	BIT_OF("MEM_RANGELENGTH", 0x04, N_("it was told by its length")),
	{ "MEM_8BIT", 0x18, 0x00, N_("8 bits wide") },
	{ "MEM_16BIT", 0x18, 0x08, N_("16 bits wide") },
	{ "MEM_8AND16BIT", 0x18, 0x10, N_("8 or 16 bits wide") },
	{ "MEM_32BIT", 0x18, 0x18, N_("32 bits wide") },
	BIT_OF("MEM_SHADOWABLE", 0x20, N_("a copy in RAM may stand for it")),
	BIT_OF("MEM_EXPANSIONROM", 0x40, N_("the ROM of an expansion card")),
	BIT_OF("MEM_NONPOSTED", IORESOURCE_MEM_NONPOSTED,
	       N_("a write waits for the device: ioremap_np()")),
};

static const struct flag pnp_io[] = {
	BIT_OF("IO_16BIT_ADDR", 0x01, N_("the device looks at all 16 address lines")),
	BIT_OF("IO_FIXED", 0x02, N_("the ports cannot be elsewhere")),
	BIT_OF("IO_SPARSE", 0x04, N_("the ports lie scattered in memory")),
};

#define PCI_BITS 0x33 /* those of pci[] */
static const struct flag pci[] = {
	BIT_OF("ROM_ENABLE", 0x01, N_("the ROM answers")),
	BIT_OF("ROM_SHADOW", 0x02, N_("the copy in RAM is used, not the ROM")),
	BIT_OF("PCI_FIXED", 0x10, N_("nobody may move it")),
	BIT_OF("PCI_EA_BEI", 0x20, N_("told by Enhanced Allocation, not by a BAR")),
};

/* What the bus-specific bits of a resource of TYPE may mean; 0 for one of any type that PCI has. */
static const struct bus_bits {
	uint64_t type;
	const char *what;
	const struct flag *flags;
	size_t count;
} buses[] = {
	{ IORESOURCE_IRQ, N_("as an interrupt of PnP"), pnp_irq, COUNT(pnp_irq) },
	{ IORESOURCE_DMA, N_("as a DMA channel of PnP"), pnp_dma, COUNT(pnp_dma) },
	{ IORESOURCE_MEM, N_("as memory of PnP or a tree"), pnp_mem, COUNT(pnp_mem) },
	{ IORESOURCE_IO, N_("as ports of PnP"), pnp_io, COUNT(pnp_io) },
	{ 0, N_("as a BAR or ROM of PCI"), pci, COUNT(pci) },
};

static const struct desc {
	const char *name; /* behind the prefix IORES_DESC_ */
	const char *meaning;
} descs[] = {
	[IORES_DESC_NONE] = { "NONE", N_("no mark: nothing that a search wants") },
	[IORES_DESC_CRASH_KERNEL] = { "CRASH_KERNEL", N_("kept for the kernel after a crash") },
	[IORES_DESC_ACPI_TABLES] = { "ACPI_TABLES", N_("tables that the firmware left") },
	[IORES_DESC_ACPI_NV_STORAGE] = { "ACPI_NV_STORAGE",
	                                 N_("what the firmware keeps over a sleep") },
	[IORES_DESC_PERSISTENT_MEMORY] = { "PERSISTENT_MEMORY",
	                                   N_("memory that outlives a power cut") },
	[IORES_DESC_PERSISTENT_MEMORY_LEGACY] = { "PERSISTENT_MEMORY_LEGACY",
	                                          N_("the same, marked the old way (e820 type 12)") },
	[IORES_DESC_DEVICE_PRIVATE_MEMORY] = { "DEVICE_PRIVATE_MEMORY",
	                                       N_("memory that only its device can reach") },
	[IORES_DESC_RESERVED] = { "RESERVED", N_("reserved in the e820 map of a PC") },
	[IORES_DESC_SOFT_RESERVED] = { "SOFT_RESERVED",
	                               N_("RAM that the firmware set aside for a purpose") },
	[IORES_DESC_CXL] = { "CXL", N_("a window for memory behind CXL") },
};

/* Is WORD (LEN letters, lower case) NAME, which is in upper case? */
static bool same_word(const char *word, size_t len, const char *name)
{
	for (size_t i = 0; i < len; i++)
		if (!name[i] || word[i] != (char)tolower((unsigned char)name[i]))
			return false;
	return !name[len];
}

static bool find_in(const struct flag *table, size_t count, const char *word, size_t len,
                    uint64_t *value)
{
	for (size_t i = 0; i < count; i++) {
		if (!same_word(word, len, table[i].name))
			continue;
		*value = table[i].value;
		return true;
	}
	return false;
}

static bool find_flag(const char *word, size_t len, uint64_t *value)
{
	*value = 0;
	if (same_word(word, len, "NONE"))
		return true;
	*value = IORESOURCE_SYSTEM_RAM;
	if (same_word(word, len, "SYSTEM_RAM"))
		return true;
	if (find_in(types, COUNT(types), word, len, value) ||
	    find_in(attributes, COUNT(attributes), word, len, value))
		return true;
	for (size_t i = 0; i < COUNT(buses); i++)
		if (find_in(buses[i].flags, buses[i].count, word, len, value))
			return true;
	return false;
}

bool word_flags(const char *word, uint64_t *flags)
{
	uint64_t one;

	if (word_number(word, flags))
		return true;
	for (*flags = 0;; word++) {
		size_t len = strcspn(word, ",");

		if (!find_flag(word, len, &one))
			return false;
		*flags |= one;
		word += len;
		if (!*word)
			return true;
	}
}

bool word_desc(const char *word, uint64_t *desc)
{
	for (*desc = 0; *desc < COUNT(descs); (*desc)++)
		if (same_word(word, strlen(word), descs[*desc].name))
			return true;
	return false;
}

bool flags_word(size_t n, struct text *out)
{
	const char *name = n < TYPE_COUNT ? types[n].name : "SYSTEM_RAM";

	if (n > TYPE_COUNT + COUNT(attributes))
		return false;
	if (n > TYPE_COUNT)
		name = attributes[n - TYPE_COUNT - 1].name;
	for (; *name; name++)
		text_add_char(out, (char)tolower((unsigned char)*name));
	return true;
}

const char *desc_name(uint64_t desc)
{
	return desc < COUNT(descs) ? descs[desc].name : NULL;
}

/*
 * Add the names that the table has for bits of FLAGS that *LEFT still has; these go from
 * *LEFT.  A name for bits that are 0 is told only with ZEROS.
 */
static void add_names(struct text *out, const struct flag *table, size_t count, uint64_t flags,
                      bool zeros, uint64_t *left, const char **between)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t mask = table[i].mask;

		if (!table[i].value && !zeros)
			continue;
		if ((flags & mask) != table[i].value || (*left & mask) != table[i].value)
			continue;
		text_addf(out, "%sIORESOURCE_%s", *between, table[i].name);
		*between = " | ";
		*left &= ~mask;
	}
}

void flags_names(struct text *out, uint64_t flags)
{
	const char *between = "";
	uint64_t left = flags;

	add_names(out, types, COUNT(types), flags, false, &left, &between);
	add_names(out, attributes, COUNT(attributes), flags, false, &left, &between);
	if (left || !*between)
		text_addf(out, "%s0x%" PRIx64, between, left);
}

static void add_bus(struct text *out, const struct bus_bits *bus, uint64_t bits)
{
	const char *between = "";
	uint64_t left = bits;

	text_addf(out, "0x%02" PRIx64 " %s: ", bits, _(bus->what));
	add_names(out, bus->flags, bus->count, bits, bus->type == IORESOURCE_DMA, &left, &between);
	if (left)
		text_addf(out, "%s0x%" PRIx64, between, left);
	text_add_char(out, '\n');
}

void flags_of_buses(struct text *out, uint64_t flags)
{
	uint64_t type = flags & IORESOURCE_TYPE_BITS, bits = flags & IORESOURCE_BITS;
	bool of_pci = type == IORESOURCE_MEM || type == IORESOURCE_IO;

	if (!bits && type != IORESOURCE_DMA)
		return;
	for (size_t i = 0; i < COUNT(buses); i++)
		if (buses[i].type ? buses[i].type == type : of_pci && (bits & PCI_BITS))
			add_bus(out, &buses[i], bits);
}

static void list_flags(struct text *out, const char *heading, const struct flag *table,
                       size_t count)
{
	text_addf(out, "%s\n", heading);
	for (size_t i = 0; i < count; i++)
		text_addf(out, "  IORESOURCE_%-21s 0x%08" PRIx64 "  %s\n", table[i].name,
		          table[i].value, _(table[i].meaning));
}

void flags_list(struct text *out)
{
	list_flags(out, _("types, of which a resource has one"), types, TYPE_COUNT);
	list_flags(out, _("attributes"), attributes, COUNT(attributes));
	for (size_t i = 0; i < COUNT(buses); i++)
		list_flags(out, _(buses[i].what), buses[i].flags, buses[i].count);
	list_flags(out, _("several bits under one name"), masks, COUNT(masks));
}

void descs_list(struct text *out)
{
	for (size_t i = 0; i < COUNT(descs); i++)
		text_addf(out, "IORES_DESC_%-24s %zu  %s\n", descs[i].name, i, _(descs[i].meaning));
}
