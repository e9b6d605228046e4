/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PC described by its kernel's log, what `dmesg` prints: a PC has no blob that could be
 * copied, but its kernel tells what the firmware said.
 *
 * The log has the memory map, the command line, where the initrd lies, the windows of PCI, its
 * cards and what the firmware put into their registers.  It lacks what ROMs there are, and most of
 * what only ACPI tables say: that comes from the board that ships and has the same `model` as
 * the machine in the log, if there is one.
 */
#ifndef BOOTWALK_MACHINE_KERNEL_LOG_H
#define BOOTWALK_MACHINE_KERNEL_LOG_H

#include "machine/cards.h"
#include "machine/edit.h"
#include "machine/store.h"
#include "sim/text.h"

/* Is it the log of a PC's kernel? */
bool kernel_log_is(const unsigned char *data, size_t len);

/* The machine's name as the firmware has it (DMI), to be found as a board's model; "" for none. */
void kernel_log_model(const char *log, struct text *model);

/*
 * Write what LOG (a string) says into T: the tree of a board, open for writing with
 * kernel_log_room() to spare, or one that is empty.
 */
bool kernel_log_write(const char *log, struct tree *t);
size_t kernel_log_room(const char *log);

/* The cards that LOG tells of, as the text of a `pci` file; empty when it tells of none. */
void kernel_log_cards(const char *log, struct text *pci);

/* For those files that read it: the line at *LOG without its time stamp; false at the end. */
bool kernel_log_line(const char **log, char line[512]);

#endif
