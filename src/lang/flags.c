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
};

#define BIT_OF(name, value)                                                                        \
	{                                                                                          \
		name, value, value                                                                 \
	}
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct flag types[] = {
	{ "IO", IORESOURCE_TYPE_BITS, IORESOURCE_IO },
	{ "MEM", IORESOURCE_TYPE_BITS, IORESOURCE_MEM },
	{ "REG", IORESOURCE_TYPE_BITS, IORESOURCE_REG },
	{ "IRQ", IORESOURCE_TYPE_BITS, IORESOURCE_IRQ },
	{ "DMA", IORESOURCE_TYPE_BITS, IORESOURCE_DMA },
	{ "BUS", IORESOURCE_TYPE_BITS, IORESOURCE_BUS },
	/* two types at once, which nobody should have, are told one by one */
	BIT_OF("IO", IORESOURCE_IO),
	BIT_OF("MEM", IORESOURCE_MEM),
	BIT_OF("IRQ", IORESOURCE_IRQ),
	BIT_OF("DMA", IORESOURCE_DMA),
	BIT_OF("BUS", IORESOURCE_BUS),
};

static const struct flag attributes[] = {
	BIT_OF("PREFETCH", IORESOURCE_PREFETCH),
	BIT_OF("READONLY", IORESOURCE_READONLY),
	BIT_OF("CACHEABLE", IORESOURCE_CACHEABLE),
	BIT_OF("RANGELENGTH", IORESOURCE_RANGELENGTH),
	BIT_OF("SHADOWABLE", IORESOURCE_SHADOWABLE),
	BIT_OF("SIZEALIGN", IORESOURCE_SIZEALIGN),
	BIT_OF("STARTALIGN", IORESOURCE_STARTALIGN),
	BIT_OF("MEM_64", IORESOURCE_MEM_64),
	BIT_OF("WINDOW", IORESOURCE_WINDOW),
	BIT_OF("MUXED", IORESOURCE_MUXED),
	BIT_OF("SYSRAM", IORESOURCE_SYSRAM),
	BIT_OF("SYSRAM_DRIVER_MANAGED", IORESOURCE_SYSRAM_DRIVER_MANAGED),
	BIT_OF("SYSRAM_MERGEABLE", IORESOURCE_SYSRAM_MERGEABLE),
	BIT_OF("EXCLUSIVE", IORESOURCE_EXCLUSIVE),
	BIT_OF("DISABLED", IORESOURCE_DISABLED),
	BIT_OF("UNSET", IORESOURCE_UNSET),
	BIT_OF("AUTO", IORESOURCE_AUTO),
	BIT_OF("BUSY", IORESOURCE_BUSY),
};

static const struct flag pnp_irq[] = {
	BIT_OF("IRQ_HIGHEDGE", 0x01),    BIT_OF("IRQ_LOWEDGE", 0x02),
	BIT_OF("IRQ_HIGHLEVEL", 0x04),   BIT_OF("IRQ_LOWLEVEL", 0x08),
	BIT_OF("IRQ_SHAREABLE", 0x10),   BIT_OF("IRQ_OPTIONAL", 0x20),
	BIT_OF("IRQ_WAKECAPABLE", 0x40),
};

/* How wide (two bits) and how fast (two bits) are numbers, and 0 is one of them. */
static const struct flag pnp_dma[] = {
	{ "DMA_8BIT", 0x03, 0x00 },       { "DMA_8AND16BIT", 0x03, 0x01 },
	{ "DMA_16BIT", 0x03, 0x02 },      BIT_OF("DMA_MASTER", 0x04),
	BIT_OF("DMA_BYTE", 0x08),         BIT_OF("DMA_WORD", 0x10),
	{ "DMA_COMPATIBLE", 0xc0, 0x00 }, { "DMA_TYPEA", 0xc0, 0x40 },
	{ "DMA_TYPEB", 0xc0, 0x80 },      { "DMA_TYPEF", 0xc0, 0xc0 },
};

static const struct flag pnp_mem[] = {
	BIT_OF("MEM_WRITEABLE", 0x01),    BIT_OF("MEM_CACHEABLE", 0x02),
	BIT_OF("MEM_RANGELENGTH", 0x04),  { "MEM_8BIT", 0x18, 0x00 },
	{ "MEM_16BIT", 0x18, 0x08 },      { "MEM_8AND16BIT", 0x18, 0x10 },
	{ "MEM_32BIT", 0x18, 0x18 },      BIT_OF("MEM_SHADOWABLE", 0x20),
	BIT_OF("MEM_EXPANSIONROM", 0x40), BIT_OF("MEM_NONPOSTED", IORESOURCE_MEM_NONPOSTED),
};

static const struct flag pnp_io[] = {
	BIT_OF("IO_16BIT_ADDR", 0x01),
	BIT_OF("IO_FIXED", 0x02),
	BIT_OF("IO_SPARSE", 0x04),
};

#define PCI_BITS 0x33 /* those of pci[] */
static const struct flag pci[] = {
	BIT_OF("ROM_ENABLE", 0x01),
	BIT_OF("ROM_SHADOW", 0x02),
	BIT_OF("PCI_FIXED", 0x10),
	BIT_OF("PCI_EA_BEI", 0x20),
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

static const char *const descs[] = {
	[IORES_DESC_NONE] = "NONE",
	[IORES_DESC_CRASH_KERNEL] = "CRASH_KERNEL",
	[IORES_DESC_ACPI_TABLES] = "ACPI_TABLES",
	[IORES_DESC_ACPI_NV_STORAGE] = "ACPI_NV_STORAGE",
	[IORES_DESC_PERSISTENT_MEMORY] = "PERSISTENT_MEMORY",
	[IORES_DESC_PERSISTENT_MEMORY_LEGACY] = "PERSISTENT_MEMORY_LEGACY",
	[IORES_DESC_DEVICE_PRIVATE_MEMORY] = "DEVICE_PRIVATE_MEMORY",
	[IORES_DESC_RESERVED] = "RESERVED",
	[IORES_DESC_SOFT_RESERVED] = "SOFT_RESERVED",
	[IORES_DESC_CXL] = "CXL",
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
		if (same_word(word, strlen(word), descs[*desc]))
			return true;
	return false;
}

bool flags_word(size_t n, struct text *out)
{
	/* the types from IO to BUS; then one by one again */
	const size_t type_count = 6;
	const char *name = n < type_count ? types[n].name : "SYSTEM_RAM";

	if (n > type_count + COUNT(attributes))
		return false;
	if (n > type_count)
		name = attributes[n - type_count - 1].name;
	for (; *name; name++)
		text_add_char(out, (char)tolower((unsigned char)*name));
	return true;
}

const char *desc_name(uint64_t desc)
{
	return desc < COUNT(descs) ? descs[desc] : NULL;
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
