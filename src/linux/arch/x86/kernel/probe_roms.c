/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/probe_roms.c: programs of the firmware and of cards that lie between 768 KiB
 * and 1 MiB, found as the BIOS itself finds them: by the bytes 55 aa at steps of 2 KiB.
 */
#include "linux/arch/x86/kernel/setup.h"

#define ROMS_FILE    "arch/x86/kernel/probe_roms.c"
#define ROM_STEP     ((uint64_t)2048)
#define VIDEO_START  ((uint64_t)0xc0000)
#define VIDEO_END    ((uint64_t)0xc7fff)
#define ADAPTERS     ((uint64_t)0xc8000)
#define EXTENSION    ((uint64_t)0xe0000)
#define SYSTEM_START ((uint64_t)0xf0000)
#define ADAPTERS_MAX 6

enum { STAGE, VIDEO, NO_VIDEO, SYSTEM, EXTENSION_ROM, ADAPTER, TOO_MANY, LEFT_OUT };

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: programs of the firmware that lie below 1 MiB, and the kernel's own "
	               "image, become the first entries of /proc/iomem.") },
	[VIDEO] = { STEP_READ, LEVEL_STOP, 1, "R",
	            N_("At the first of these steps lie the bytes 55 aa: {0}, as long as its third "
	               "byte says.") },
	[NO_VIDEO] = { STEP_READ, LEVEL_STOP, 1, "r",
	               N_("Nowhere in {0} lie the bytes 55 aa: there is no Video ROM.") },
	[SYSTEM] = { STEP_SET, LEVEL_STOP, 2, "R",
	             N_("{0} is where every PC has its BIOS; nobody looks whether it is there.") },
	[EXTENSION_ROM] = { STEP_READ, LEVEL_STOP, 3, "R", N_("{0} is there as well.") },
	[ADAPTER] = { STEP_READ, LEVEL_STOP, 4, "R",
	              N_("A card's program begins with 55 aa and has a good check sum: {0}.") },
	[TOO_MANY] = { STEP_DECIDE, LEVEL_STOP, 4, "d",
	               N_("There are {0} records for such programs, and all are used.") },
	[LEFT_OUT] = { STEP_CONFLICT, LEVEL_STOP, 4, "R",
	               N_("{0} meets something that is in the tree already, so it is left out.") },
};

static const struct outline outline = {
	"probe_roms",
	ROMS_FILE,
	"",
	'v',
	N_("Looks for programs in ROM between 768 KiB and 1 MiB."),
	N_("What is found is claimed, busy, though nothing but its first bytes tells that it is "
	   "there."),
	{ N_("Video ROM: the first one found from 0xc0000 to 0xc7fff"),
	  N_("System ROM: 0xf0000 to 0xfffff, always"),
	  N_("Extension ROM: 0xe0000 to 0xeffff, when it is one whole"),
	  N_("Adapter ROM: up to six, behind the Video ROM; the check sum must be good") }
};

/* The ROM that begins at START; its last address, or 0 for none. */
static uint64_t rom_at(const struct kernel *k, uint64_t start)
{
	const struct firmware_list *roms = &k->machine->firmware->roms;

	for (size_t i = 0; i < roms->count; i++)
		if (roms->items[i].ranges[0].start == start)
			return roms->items[i].ranges[0].end;
	return 0;
}

static void request(struct kernel *k, unsigned row, uint64_t start, uint64_t end, const char *name)
{
	struct resource *res = resource_new(k, start, end, sim_name(k->sim, name),
	                                    IORESOURCE_BUSY | IORESOURCE_READONLY | IORESOURCE_MEM,
	                                    IORES_DESC_NONE);

	TELL(k, &says[row], RES(res));
	if (request_resource(k, &k->iomem_resource, res))
		TELL(k, &says[LEFT_OUT], RES(res));
}

/* Returns the last address that belongs to it, or would. */
static uint64_t probe_video(struct kernel *k)
{
	for (uint64_t start = VIDEO_START; start < ADAPTERS; start += ROM_STEP) {
		uint64_t end = rom_at(k, start);

		if (!end)
			continue;
		request(k, VIDEO, start, end, "Video ROM");
		return end;
	}
	TELL(k, &says[NO_VIDEO], VIDEO_START, VIDEO_END);
	return VIDEO_END;
}

void probe_roms(struct kernel *k)
{
	uint64_t start, end, upper = SYSTEM_START;
	unsigned count = 0;

	ENTER(k, &outline);
	TELL(k, &says[STAGE], NAME(k, "roms"));
	start = max64(round_up_to(probe_video(k) + 1, ROM_STEP), ADAPTERS);
	request(k, SYSTEM, SYSTEM_START, BIOS_END - 1, "System ROM");
	if (rom_at(k, EXTENSION) == SYSTEM_START - 1) {
		request(k, EXTENSION_ROM, EXTENSION, SYSTEM_START - 1, "Extension ROM");
		upper = EXTENSION;
	}
	for (; count < ADAPTERS_MAX && start < upper; start += ROM_STEP) {
		end = rom_at(k, start);
		if (!end || end >= upper)
			continue;
		request(k, ADAPTER, start, end, "Adapter ROM");
		count++;
		start = round_down_to(end, ROM_STEP);
	}
	if (count == ADAPTERS_MAX)
		TELL(k, &says[TOO_MANY], count);
	leave(k);
}
