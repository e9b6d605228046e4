/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/access.c, and what it reaches: the configuration registers of
 * the cards.  Bits that a card does not have stay as they are when they are
 * written; that is how the kernel learns how much a register decodes.
 */
#include "linux/drivers/pci/pci.h"

static uint32_t word_at(const struct pci_function *f, unsigned where)
{
	return f->config[where / 4];
}

static void set_word(struct kernel *k, struct pci_function *f, unsigned where, uint32_t value)
{
	SET(k, f->config[where / 4], value);
}

/* The part of a register's value that is fixed: what kind it is. */
static uint32_t bar_flags(const struct card_bar *bar)
{
	if (bar->kind == CARD_BAR_IO)
		return PCI_BASE_ADDRESS_SPACE_IO;
	return (bar->wide ? PCI_BASE_ADDRESS_MEM_64 : 0) |
	       (bar->prefetchable ? PCI_BASE_ADDRESS_MEM_PREF : 0);
}

/* Only address bits from the size on can be set. */
static uint32_t bar_value(const struct card *card, unsigned n, uint32_t value)
{
	const struct card_bar *bar = &card->bars[n];

	if (bar->kind)
		return (value & (uint32_t) ~(bar->size - 1)) | bar_flags(bar);
	if (n && card->bars[n - 1].wide)
		return value & (uint32_t)(~(card->bars[n - 1].size - 1) >> 32);
	return 0;
}

static uint32_t rom_value(const struct card *card, uint32_t value)
{
	if (!card->rom.size)
		return 0;
	return (value & (uint32_t) ~(card->rom.size - 1)) | (value & IORESOURCE_ROM_ENABLE);
}

/* What of VALUE stays in the register at WHERE. */
static uint32_t accepted(const struct pci_function *f, unsigned where, uint32_t value)
{
	const struct card *card = f->card;
	unsigned bars = card->type ? 2 : PCI_STD_NUM_BARS;

	if (where >= PCI_BASE_ADDRESS_0 && where < PCI_BASE_ADDRESS_0 + 4 * bars)
		return bar_value(card, (where - PCI_BASE_ADDRESS_0) / 4, value);
	if (where == (card->type ? PCI_ROM_ADDRESS1 : PCI_ROM_ADDRESS))
		return rom_value(card, value);
	if (where == PCI_COMMAND)
		return value & 0x0547;
	if (!card->type)
		return word_at(f, where);
	switch (where) {
	case PCI_PRIMARY_BUS:
	case PCI_PREF_BASE_UPPER32:
	case PCI_PREF_LIMIT_UPPER32:
	case PCI_IO_BASE_UPPER16:
		return value;
	case PCI_IO_BASE: /* ports of 32 bits */
		return (value & 0xf0f0) | 0x0101;
	case PCI_MEMORY_BASE:
		return value & 0xfff0fff0;
	case PCI_PREF_MEMORY_BASE: /* addresses of 64 bits */
		return (value & 0xfff0fff0) | 0x00010001;
	default:
		return word_at(f, where);
	}
}

uint32_t pci_read_config(const struct pci_function *f, unsigned where)
{
	return word_at(f, where);
}

void pci_write_config(struct kernel *k, struct pci_function *f, unsigned where, uint32_t value)
{
	set_word(k, f, where, accepted(f, where, value));
}

uint16_t pci_read_command(const struct pci_dev *dev)
{
	return (uint16_t)word_at(dev->function, PCI_COMMAND);
}

void pci_write_command(struct kernel *k, struct pci_dev *dev, uint16_t command)
{
	pci_write_config(k, dev->function, PCI_COMMAND, command);
}

/* The windows that the firmware had opened, as a bridge's registers hold them. */
static void set_firmware_windows(struct kernel *k, struct pci_function *f)
{
	const struct card_range *io = &f->card->windows[0], *mem = &f->card->windows[1],
				*pref = &f->card->windows[2];

	if (io->given) {
		pci_write_config(k, f, PCI_IO_BASE,
		                 (uint32_t)((io->start >> 8 & 0xf0) | (io->end & 0xf000)));
		pci_write_config(k, f, PCI_IO_BASE_UPPER16,
		                 (uint32_t)((io->start >> 16 & 0xffff) | (io->end & 0xffff0000)));
	}
	if (mem->given)
		pci_write_config(k, f, PCI_MEMORY_BASE,
		                 (uint32_t)((mem->start >> 16 & 0xfff0) | (mem->end & 0xfff00000)));
	if (pref->given) {
		pci_write_config(
			k, f, PCI_PREF_MEMORY_BASE,
			(uint32_t)((pref->start >> 16 & 0xfff0) | (pref->end & 0xfff00000)));
		pci_write_config(k, f, PCI_PREF_BASE_UPPER32, (uint32_t)(pref->start >> 32));
		pci_write_config(k, f, PCI_PREF_LIMIT_UPPER32, (uint32_t)(pref->end >> 32));
	}
}

/* A window that is shut has its start above its end. */
static void shut_windows(struct kernel *k, struct pci_function *f)
{
	const struct card_range *windows = f->card->windows;

	if (!windows[0].given)
		pci_write_config(k, f, PCI_IO_BASE, 0x00f0);
	if (!windows[1].given)
		pci_write_config(k, f, PCI_MEMORY_BASE, 0x0000fff0);
	if (!windows[2].given)
		pci_write_config(k, f, PCI_PREF_MEMORY_BASE, 0x0000fff0);
}

/* One function as the firmware left it. */
static struct pci_function *power_on(struct kernel *k, const struct cards *cards,
                                     const struct card *card)
{
	struct pci_function *f = sim_alloc(k->sim, sizeof(*f));
	bool configured = cards_configured(cards, card->domain);

	SET(k, f->card, card);
	for (unsigned n = 1; !card->function && n < 8; n++)
		if (cards_at(cards, card->domain, card->bus, card->device, n))
			SET(k, f->multifunction, true);
	set_word(k, f, PCI_VENDOR_ID, (uint32_t)card->product << 16 | card->vendor);
	set_word(k, f, PCI_CLASS_REVISION, card->class << 8);
	set_word(k, f, PCI_HEADER_TYPE,
	         (uint32_t)card->type << 16 | (f->multifunction ? 0x800000u : 0));
	for (unsigned n = 0; n < CARD_BARS; n++) {
		if (!card->bars[n].kind)
			continue;
		pci_write_config(k, f, PCI_BASE_ADDRESS_0 + 4 * n,
		                 (uint32_t)card->bars[n].firmware);
		if (card->bars[n].wide)
			pci_write_config(k, f, PCI_BASE_ADDRESS_0 + 4 * n + 4,
			                 (uint32_t)(card->bars[n].firmware >> 32));
	}
	pci_write_config(k, f, card->type ? PCI_ROM_ADDRESS1 : PCI_ROM_ADDRESS,
	                 (uint32_t)card->rom.firmware);
	/* the BIOS of a PC lets the cards answer that it gave addresses */
	if (k->machine->firmware && configured)
		pci_write_config(k, f, PCI_COMMAND, PCI_COMMAND_IO | PCI_COMMAND_MEMORY);
	if (card->type && configured) {
		pci_write_config(k, f, PCI_PRIMARY_BUS,
		                 (uint32_t)card->last_bus << 16 | (uint32_t)card->first_bus << 8 |
		                         card->bus);
		shut_windows(k, f);
	}
	if (card->type)
		set_firmware_windows(k, f);
	return f;
}

struct pci_state *pci_state(struct kernel *k)
{
	const struct cards *cards = k->machine ? k->machine->cards : NULL;
	struct pci_function **slot;
	struct pci_state *state;

	if (k->pci)
		return k->pci;
	state = sim_alloc(k->sim, sizeof(*state));
	SET(k, k->pci, state);
	SET(k, state->hotplug_io_size, 256);
	SET(k, state->hotplug_mmio_size, 2 << 20);
	SET(k, state->hotplug_mmio_pref_size, 2 << 20);
	SET(k, state->hotplug_bus_size, 1);
	slot = &state->functions;
	for (size_t i = 0; cards && i < cards->count; i++) {
		SET(k, *slot, power_on(k, cards, &cards->cards[i]));
		slot = &(*slot)->next;
	}
	return state;
}

struct pci_function *pci_function_at(struct kernel *k, const struct pci_bus *bus, unsigned devfn)
{
	struct pci_function *f = pci_state(k)->functions;

	if (bus->host->cfg && bus->number > bus->host->cfg->busr.end)
		return NULL; /* the window of registers does not reach so far */
	for (; f; f = f->next)
		if (f->card->domain == bus->domain && f->card->bus == bus->wire &&
		    f->card->device == PCI_SLOT(devfn) && f->card->function == PCI_FUNC(devfn))
			return f;
	return NULL;
}

uint64_t pci_ecam_address(const struct pci_bus *bus, unsigned devfn, unsigned where)
{
	const struct pci_config_window *cfg = bus->host->cfg;

	if (!cfg)
		return 0;
	return cfg->res.start + ((bus->number - cfg->busr.start) << 20) + (devfn << 12) + where;
}
