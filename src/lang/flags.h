/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flags and descs of resources by name, as include/linux/ioport.h has them.
 *
 * The lowest eight bits (IORESOURCE_BITS) mean something else for each bus, so they are
 * named by what the resource is: an interrupt, a DMA channel, memory or ports of a PnP device, or
 * a BAR or ROM of a PCI device.
 */
#ifndef BOOTWALK_LANG_FLAGS_H
#define BOOTWALK_LANG_FLAGS_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/text.h"

/* IORESOURCE_* bits, lower case, joined by commas; `none` is 0; a number is taken as it is. */
bool word_flags(const char *word, uint64_t *flags);
/* One IORES_DESC_*, lower case. */
bool word_desc(const char *word, uint64_t *desc);

/* Add the names of FLAGS, with | between them; what has no name of its own is a number. */
void flags_names(struct text *out, uint64_t flags);
/* Add a line for each meaning that the bus-specific bits of FLAGS may have; none for no bits. */
void flags_of_buses(struct text *out, uint64_t flags);
/* The Nth word that word_flags() takes, but for those of one bus; false past the last. */
bool flags_word(size_t n, struct text *out);
/* Add all flags, a line each with name, value and meaning, below headings that are not indented. */
void flags_list(struct text *out);
/* Add all descs, a line each with name, number and meaning. */
void descs_list(struct text *out);
/* The name of a desc, or NULL when there is none of that number. */
const char *desc_name(uint64_t desc);

#endif
