/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mappings that go with a driver, and mapping what a node describes: the devm_ half of
 * include/linux/io.h, of platform_device.h and of of_address.h.
 *
 * A virtual address is a plain number, 0 for NULL; where the kernel returns an error
 * pointer it is one of err.h.  Sizes are bytes.
 */
#ifndef BOOTWALK_LINUX_DEVM_IO_H
#define BOOTWALK_LINUX_DEVM_IO_H

#include "linux/include/device.h"
#include "linux/include/err.h"
#include "linux/include/io.h"

/* lib/devres.c: devm_ioremap(), devm_ioremap_wc() ...; NULL when it cannot be mapped. */
uint64_t devm_ioremap_as(struct kernel *k, struct device *dev, enum ioremap_kind kind,
                         phys_addr_t phys, uint64_t size);
void devm_iounmap(struct kernel *k, struct device *dev, uint64_t addr);

/*
 * lib/devres.c: devm_ioremap_resource(), and _wc for IOREMAP_WC: check, claim, map.  RES
 * may be NULL.  An error pointer, never NULL.
 */
uint64_t devm_ioremap_resource_as(struct kernel *k, struct device *dev, enum ioremap_kind kind,
                                  const struct resource *res);

static inline uint64_t devm_ioremap_resource(struct kernel *k, struct device *dev,
                                             const struct resource *res)
{
	return devm_ioremap_resource_as(k, dev, IOREMAP, res);
}

/* kernel/iomem.c: an error pointer, never NULL.  FLAGS are MEMREMAP_*. */
uint64_t devm_memremap(struct kernel *k, struct device *dev, phys_addr_t phys, uint64_t size,
                       uint64_t flags);
void devm_memunmap(struct kernel *k, struct device *dev, uint64_t addr);

/* drivers/base/platform.c: error pointers.  *RES (may be NULL) is what was found, or NULL. */
uint64_t devm_platform_get_and_ioremap_resource(struct kernel *k, struct device *dev, unsigned n,
                                                struct resource **res);
uint64_t devm_platform_ioremap_resource(struct kernel *k, struct device *dev, unsigned n);
uint64_t devm_platform_ioremap_resource_byname(struct kernel *k, struct device *dev,
                                               const char *name);

#endif
