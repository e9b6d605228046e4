/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recipes run: what a driver does with a device, line by line.
 *
 * A driver's lines are parsed once in a run, when they are first needed.  Between two
 * of them injected calls may run.
 */
#ifndef BOOTWALK_RUN_PROBE_H
#define BOOTWALK_RUN_PROBE_H

#include "lang/recipe.h"
#include "run/run.h"

/*
 * Run a section of DRV's recipe for DEV: 0, or the errno that ended it.  What the
 * lines give a label to stays with the device, for its other sections.
 */
int run_section(struct run *run, struct device *dev, const struct driver *drv,
                enum driver_section_kind kind);

/* The same as kernel_hooks has it; ARG is the run. */
int run_probe(struct kernel *k, struct device *dev, const struct driver *drv, void *arg);
void run_remove(struct kernel *k, struct device *dev, const struct driver *drv, void *arg);
int run_mmap(struct kernel *k, struct device *dev, const struct driver *drv,
             struct vm_area_struct *vma, void *arg);

/* Parse the lines of the drivers of SET that were not checked yet; ERR is the first fault. */
bool run_check_drivers(const struct driver_set *set, const struct vocabulary *v, struct error *err);

/*
 * Add the names of the devices of which no driver is known, though they have registers:
 * with commas, and `and N more` behind the first MAX.  False when there is none.
 */
bool run_unknown_devices(const struct run *run, unsigned max, struct text *out);

/* Forget what was parsed; called by run_free(). */
void run_free_recipes(struct run *run);

#endif
