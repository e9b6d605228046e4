/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold drivers/acpi share. */
#ifndef BOOTWALK_LINUX_DRIVERS_ACPI_ACPI_H
#define BOOTWALK_LINUX_DRIVERS_ACPI_ACPI_H

#include "linux/arch/x86/kernel/setup.h"

/* pci_root.c: a host bridge that ACPI lists comes up. */
void acpi_pci_root_add(struct kernel *k, const struct firmware_item *item);

#endif
