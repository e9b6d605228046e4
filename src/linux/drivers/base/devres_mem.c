/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/base/devres.c, second part: memory that goes with the driver, and functions
 * of the driver's own that are called among the rest when it goes.
 */
#include "linux/drivers/base/base.h"
#include "linux/include/slab.h"

#include <stdarg.h>

#define DEVRES_FILE "drivers/base/devres.c"

enum { MEMORY, MEMORY_AT, MEMORY_GOES, NO_MEMORY, NOT_HELD, ACTION };

static const struct sentence says[] = {
	[MEMORY] = { STEP_ALLOCATE, LEVEL_STEP, 2, "sn",
	             N_("{0} are allocated for {1}; they are freed when its driver goes.") },
	[MEMORY_AT] = { STEP_ALLOCATE, LEVEL_STEP, 1, "snm",
	                N_("{0} at {2} belong to {1}; they are freed when its driver goes.") },
	[NOT_HELD] = { STEP_REFUSE, LEVEL_STEP, 1, "nm",
	               N_("{0} has no memory at {1} from a devm_ function; the log gets a "
	                  "warning.") },
	[MEMORY_GOES] = { STEP_SET, LEVEL_STEP, 1, "sn",
	                  N_("The {0} that {1} had allocated are freed.") },
	[NO_MEMORY] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	                N_("{0} asks for no bytes: it gets a pointer to nothing, and nothing is "
	                   "noted.") },
	[ACTION] = { STEP_DECIDE, LEVEL_STEP, 1, "nn",
	             N_("The function {1} of {0}'s driver is called.") },
};

static const struct outline outline_kmalloc_release = {
	"devm_kmalloc_release",
	DEVRES_FILE,
	"n",
	'v',
	N_("Frees memory with the driver that allocated it."),
	NULL,
	{ N_("nothing to do: the memory is part of the note on the list, which is freed anyway") }
};

/* Bytes of the note before the memory: five pointers, and the alignment of kmalloc(). */
static uint64_t note_size(const struct kernel *k)
{
	uint64_t align = k->profile->kmalloc_min ? k->profile->kmalloc_min : 8;

	return round_up_to(k->mapping->va_bits > 32 ? 40 : 20, align);
}

/* What is noted: the memory's address, 0 where it is not simulated, and its size. */
static void kmalloc_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_kmalloc_release, name_id(dev->name));
	TELL(k, &says[MEMORY_GOES], res->b, name_id(dev->name));
	leave(k);
	if (res->a)
		kfree(k, res->a - note_size(k));
}

/* The name is that of an older function; the log has it still. */
static const struct devres_kind kind_memory = { .release = "devm_kzalloc_release",
	                                        .undo = kmalloc_release };

static const struct outline outline_kmalloc = {
	"devm_kmalloc",
	DEVRES_FILE,
	"ns",
	'v',
	N_("Allocates memory that is freed when the driver goes."),
	N_("A driver that frees it by hand as well frees it twice."),
	{ N_("no bytes: nothing is allocated"),
	  N_("allocate it, with the note of the list around it") }
};

void devm_kmalloc(struct kernel *k, struct device *dev, uint64_t size)
{
	ENTER(k, &outline_kmalloc, name_id(dev->name), size);
	if (size) {
		TELL(k, &says[MEMORY], size, name_id(dev->name));
		devres_add(k, dev, &kind_memory, 0, size, NULL, NULL);
	} else {
		TELL(k, &says[NO_MEMORY], name_id(dev->name));
	}
	leave(k);
}

static const struct outline outline_kzalloc = {
	"devm_kzalloc",
	"include/linux/device.h",
	"ns",
	'm',
	N_("Allocates memory full of zeros that is freed when the driver goes."),
	NULL,
	{ N_("devm_kmalloc(), and zeros are asked for") }
};

uint64_t devm_kzalloc(struct kernel *k, struct device *dev, uint64_t size)
{
	uint64_t note = note_size(k), addr;

	ENTER(k, &outline_kzalloc, name_id(dev->name), size);
	if (!size)
		return leave_word(k, ZERO_SIZE_PTR);
	addr = size <= UINT64_MAX - note ? kmalloc(k, size + note) : 0;
	if (!addr)
		return leave_word(k, 0);
	addr += note;
	TELL(k, &says[MEMORY_AT], size, name_id(dev->name), addr);
	devres_add(k, dev, &kind_memory, addr, size, NULL, NULL);
	return leave_word(k, addr);
}

static const struct outline outline_kfree = {
	"devm_kfree",
	DEVRES_FILE,
	"nm",
	'v',
	N_("Frees memory of devm_kzalloc() before the driver goes."),
	N_("kfree() in its place frees memory that is freed again when the driver goes."),
	{ N_("look for the note, from the latest on; a warning when there is none"),
	  N_("take it off the list and free it with the memory") }
};

/* The size that is noted for ADDR; false when DEV has no such memory. */
static bool size_at(const struct device *dev, uint64_t addr, uint64_t *size)
{
	for (const struct devres *at = dev->devres; at; at = at->next) {
		*size = at->b;
		if (at->kind == &kind_memory && at->a == addr)
			return true;
	}
	return false;
}

void devm_kfree(struct kernel *k, struct device *dev, uint64_t addr)
{
	uint64_t size;

	ENTER(k, &outline_kfree, name_id(dev->name), addr);
	if (!addr || addr == ZERO_SIZE_PTR) {
		leave(k);
		return;
	}
	if (size_at(dev, addr, &size)) {
		devres_destroy(k, dev, &kind_memory, addr, size, NULL, NULL);
		kfree(k, addr - note_size(k));
	} else {
		TELL(k, &says[NOT_HELD], name_id(dev->name), addr);
		kernel_warn(k, "drivers/base/devres.c:1073", "devm_kfree", NULL);
	}
	leave(k);
}

const char *devm_kasprintf(struct kernel *k, struct device *dev, const char *fmt, ...)
{
	struct text text = { 0 };
	const char *name;
	uint64_t size;
	va_list args;

	va_start(args, fmt);
	text_addv(&text, fmt, args);
	va_end(args);
	name = names_intern(&k->sim->names, text_str(&text));
	size = text.len + 1;
	/* what follows may not come back, when a limit is reached */
	text_free(&text);
	devm_kmalloc(k, dev, size);
	return name;
}

static const struct outline outline_action_release = {
	"devm_action_release",
	DEVRES_FILE,
	"nn",
	'v',
	N_("Calls the function that a driver asked to be called when it goes."),
	NULL,
	{ N_("call it") }
};

static void action_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_action_release, name_id(dev->name), res->a);
	TELL(k, &says[ACTION], name_id(dev->name), res->a);
	leave(k);
}

/* Two pointers: the function and what it is given. */
static const struct devres_kind kind_action = { .release = "devm_action_release",
	                                        .size = 16,
	                                        .undo = action_release };

static const struct outline outline_add_action = {
	"devm_add_action",
	DEVRES_FILE,
	"nn",
	'e',
	N_("Lets a function of the driver's own be called among all that is given back."),
	NULL,
	{ N_("note the function; it is called when its turn comes") }
};

int devm_add_action(struct kernel *k, struct device *dev, const char *function)
{
	ENTER(k, &outline_add_action, name_id(dev->name), name_id(function));
	devres_add(k, dev, &kind_action, name_id(function), 0, NULL, NULL);
	return leave_int(k, 0);
}
