/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `bootwalk devices`: what stands on each bus, and who drives it. */
#include <stdlib.h>
#include <string.h>

#include "linux/include/device.h"
#include "machine/drivers.h"
#include "report/report.h"
#include "sim/memory.h"

static int by_name(const void *a, const void *b)
{
	const struct device *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* The devices of BUS in the order of their names; *COUNT of them, to be freed. */
static const struct device **sorted(const struct kernel *k, enum device_bus bus, size_t *count)
{
	const struct device **devices = NULL;
	size_t cap = 0;

	*count = 0;
	for (const struct device *dev = bus_first_device(k, bus); dev; dev = dev->next) {
		if (dev->state == DEVICE_GONE)
			continue;
		devices = xgrow(devices, &cap, *count + 1, sizeof(*devices));
		devices[(*count)++] = dev;
	}
	if (*count)
		qsort(devices, *count, sizeof(*devices), by_name);
	return devices;
}

void report_devices(const struct player *p, struct text *out)
{
	static const char *const buses[BUS_COUNT] = {
		[BUS_PLATFORM] = "platform", [BUS_AMBA] = "amba", [BUS_PCI] = "pci"
	};

	for (unsigned bus = 0; bus < BUS_COUNT; bus++) {
		size_t count;
		const struct device **devices = sorted(p->run->kernel, bus, &count);

		for (size_t i = 0; i < count; i++)
			text_addf(out, "%s %s %s\n", buses[bus], devices[i]->name,
			          devices[i]->driver ? devices[i]->driver->name : "-");
		free(devices);
	}
}
