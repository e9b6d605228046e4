/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees with buses and devices, for tests of what becomes of them. */
#ifndef BOOTWALK_TESTS_OF_BENCH_H
#define BOOTWALK_TESTS_OF_BENCH_H

#include "boot-bench.h"

#include "linux/include/of_address.h"

#define CELLS(b, path, name, ...)                                                                  \
	cells_of(b, path, name, (const uint32_t[]){ __VA_ARGS__ },                                 \
	         sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

static inline void cells_of(struct board *b, const char *path, const char *name,
                            const uint32_t *values, size_t count)
{
	node_at(b, path);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(fdt_appendprop_u32(b->blob, node_at(b, path), name, values[i]), 0);
}

/* A bus with counts of cells, and its ranges if COUNT is not 0. */
static inline void bus(struct board *b, const char *path, uint32_t na, uint32_t ns)
{
	words(b, path, "compatible", "simple-bus");
	cell(b, path, "#address-cells", na);
	cell(b, path, "#size-cells", ns);
}

static inline void device(struct board *b, const char *path)
{
	words(b, path, "compatible", "some,thing");
}

static inline void start(struct board *b)
{
	memory(b, "/memory@40000000", RAM, GIB);
	boot(b, SIM_DONE);
}

static inline int at(struct board *b, const char *path)
{
	int node = fdt_path_offset(b->blob, path);

	assert_true(node >= 0);
	return node;
}

/* The names of the devices on BUS in the order in which they were added. */
static inline const char *names(struct board *b, enum device_bus bus)
{
	text_clear(&b->out);
	for (const struct device *dev = bus_first_device(b->k, bus); dev; dev = dev->next)
		text_addf(&b->out, "%s%s", dev->name, dev->next ? " " : "");
	return text_str(&b->out);
}

#endif
