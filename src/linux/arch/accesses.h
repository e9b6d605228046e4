/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one CPU did to memory and devices: its accesses and barriers, recorded in the
 * arena, so that their orders of arrival can be told (arrival.h) and walked through.
 *
 * Accessors call accesses_note(), barriers accesses_note_barrier().  A sequence begins
 * with the run, with accesses_begin(), or as far back as there is room for.
 */
#ifndef BOOTWALK_LINUX_ARCH_ACCESSES_H
#define BOOTWALK_LINUX_ARCH_ACCESSES_H

#include "linux/arch/arrival.h"
#include "linux/linux.h"

/* Record an access; the strings of EVENT are constants or names of the simulation. */
void accesses_note(struct kernel *k, const struct arrival_event *event);
/*
 * The same for an accessor that knows where it goes: PHYS is there, START..END
 * (inclusive) what was mapped with it.
 */
void accesses_note_io(struct kernel *k, const char *accessor, enum access_memory memory, bool write,
                      bool relaxed, phys_addr_t phys, unsigned bytes, uint64_t value,
                      phys_addr_t start, phys_addr_t end);
/*
 * Where the virtual address ADDR leads to: mapped registers, as the mapping says, or
 * memory of the linear map.  Fills in memory, address and target of EVENT; false when
 * it leads nowhere.
 */
bool accesses_aim(struct kernel *k, uint64_t addr, struct arrival_event *event);
void accesses_note_barrier(struct kernel *k, const char *function, enum barrier barrier);

/* Forget what came before: a new sequence begins. */
void accesses_begin(struct kernel *k);

/* The architecture that K retells; one without rules of its own is taken to be arm64. */
const struct arrival_model *accesses_model(const struct kernel *k);

/* The newest accesses, as many as fit, under the rules of MODEL; returns how many older ones do not. */
unsigned accesses_collect(const struct kernel *k, const struct arrival_model *model,
                          struct arrival_sequence *s);

/* How wide the last write to PHYS was: 4 bytes when there was none. */
unsigned accesses_width(const struct kernel *k, phys_addr_t phys);

/* Let the accesses of S arrive in ORDER, each a step. */
void accesses_arrive(struct kernel *k, const struct arrival_sequence *s, const uint8_t order[]);

/* Which of them have arrived, for a view: how many, and their numbers. */
unsigned accesses_arrived(const struct kernel *k, const uint8_t **order);

#endif
