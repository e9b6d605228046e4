/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/hpet.c and drivers/char/hpet.c: the timer that ACPI's table HPET tells of is
 * mapped twice, by the kernel for itself and by the driver of its device.
 */
#include "linux/arch/x86/kernel/setup.h"
#include "linux/include/io.h"

#include <string.h>

#define HPET_SIZE 0x400

enum { NONE, MAPPED, NO_DEVICE, DRIVEN };

static const struct sentence says[] = {
	[NONE] = { STEP_DECIDE, LEVEL_CALL, 1, "", N_("This PC has no such timer.") },
	[MAPPED] = { STEP_MAP, LEVEL_STOP, 1, "a",
	             N_("The kernel maps the timer at {0} and has not claimed it: mapping needs no "
	                "claim.") },
	[NO_DEVICE] = { STEP_DECIDE, LEVEL_CALL, 1, "", N_("ACPI lists no device for the timer.") },
	[DRIVEN] = { STEP_MAP, LEVEL_CALL, 1, "n",
	             N_("The driver of {0} maps the same registers once more.") },
};

static const struct outline outline_enable = {
	"hpet_enable",
	"arch/x86/kernel/hpet.c",
	"",
	'd',
	N_("Starts the timer that the kernel keeps time with."),
	NULL,
	{ N_("map its registers, if there is one") }
};

void hpet_enable(struct kernel *k)
{
	const struct firmware_list *list = &k->machine->firmware->hpets;

	ENTER(k, &outline_enable);
	if (!list->count) {
		TELL(k, &says[NONE]);
		leave_int(k, 0);
		return;
	}
	TELL(k, &says[MAPPED], list->items[0].ranges[0].start);
	ioremap(k, list->items[0].ranges[0].start, HPET_SIZE);
	leave_int(k, 1);
}

static const struct outline outline_init = {
	"hpet_resources",
	"drivers/char/hpet.c",
	"",
	'e',
	N_("The driver that gives programs the timer."),
	NULL,
	{ N_("map the registers of the device that ACPI lists") }
};

void hpet_init(struct kernel *k)
{
	const struct firmware_list *list = &k->machine->firmware->devices;

	ENTER(k, &outline_init);
	for (size_t i = 0; i < list->count; i++) {
		const struct firmware_item *item = &list->items[i];

		if (strncmp(item->name, "PNP0103:", 8) != 0 || !item->count)
			continue;
		TELL(k, &says[DRIVEN], NAME(k, item->name));
		ioremap(k, item->ranges[0].start, HPET_SIZE);
		leave_int(k, 0);
		return;
	}
	TELL(k, &says[NO_DEVICE]);
	leave_int(k, 0);
}
