/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/time/alarmtimer.c: alarms that wake the machine need a clock that can. */
#include "linux/drivers/base/base.h"
#include "linux/include/platform_device.h"

enum { HAS_CLOCK, CANNOT_WAKE, CHOSEN };

static const struct sentence says[] = {
	[HAS_CLOCK] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	                N_("Alarms use the clock of {1} already, so that of {0} is not needed.") },
	[CANNOT_WAKE] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	                  N_("The clock of {0} cannot wake the machine, so alarms do not use it.") },
	[CHOSEN] = { STEP_SET, LEVEL_CALL, 3, "n", N_("Alarms use the clock of {0} from now on.") },
};

static const struct outline outline = {
	"alarmtimer_rtc_add_device",
	"kernel/time/alarmtimer.c",
	"n",
	'd',
	N_("Looks at a new real-time clock: can alarms wake the machine with it?"),
	NULL,
	{ N_("one clock is enough: -EBUSY"),
	  N_("it must have an alarm and be able to wake: else -1"),
	  N_("add the device alarmtimer with the next free number") }
};

int alarmtimer_rtc_add_device(struct kernel *k, struct device *dev, bool can_wake)
{
	const struct device *clock = k->base->alarm_clock;
	int err;

	if (!profile_makes(k->profile, MAKES_ALARMTIMER))
		return 0;
	ENTER(k, &outline, name_id(dev->name));
	if (clock) {
		TELL(k, &says[HAS_CLOCK], name_id(dev->name), name_id(clock->name));
		return leave_int(k, -EBUSY);
	}
	if (!can_wake) {
		TELL(k, &says[CANNOT_WAKE], name_id(dev->name));
		return leave_int(k, -1);
	}
	SET(k, k->base->alarm_clock, dev);
	TELL(k, &says[CHOSEN], name_id(dev->name));
	platform_device_register_data(k, dev, "alarmtimer", PLATFORM_DEVID_AUTO, &err);
	return leave_int(k, err);
}
