/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small trees made with libfdt, written to a folder of the test's own and
 * loaded from there.
 */
#ifndef BOOTWALK_TESTS_MACHINE_BENCH_H
#define BOOTWALK_TESTS_MACHINE_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/blob.h"
#include "machine/machine.h"

#define TREE_ROOM 16384

static char folder[] = "/tmp/bootwalk-machine-XXXXXX";

/* fdt_setprop_string() with the conversion that the compilers ask for. */
static inline void set_string(void *fdt, int node, const char *name, const char *value)
{
	assert_int_equal(fdt_setprop(fdt, node, name, value, (int)strlen(value) + 1), 0);
}

/* A tree of 512 MiB at 1 GiB with one CPU, open for changes. */
static inline unsigned char *new_tree(void)
{
	unsigned char *fdt = malloc(TREE_ROOM);
	int node;

	assert_non_null(fdt);
	assert_int_equal(fdt_create_empty_tree(fdt, TREE_ROOM), 0);
	assert_int_equal(fdt_setprop_u32(fdt, 0, "#address-cells", 2), 0);
	assert_int_equal(fdt_setprop_u32(fdt, 0, "#size-cells", 2), 0);
	node = fdt_add_subnode(fdt, 0, "memory@40000000");
	set_string(fdt, node, "device_type", "memory");
	fdt_setprop_u64(fdt, node, "reg", 0x40000000);
	fdt_appendprop_u64(fdt, node, "reg", 0x20000000);
	node = fdt_add_subnode(fdt, fdt_add_subnode(fdt, 0, "cpus"), "cpu@0");
	set_string(fdt, node, "device_type", "cpu");
	set_string(fdt, node, "compatible", "arm,cortex-a57");
	return fdt;
}

static inline int memory_node(const void *fdt)
{
	int node = fdt_path_offset(fdt, "/memory");

	assert_true(node >= 0);
	return node;
}

static inline const char *in_folder(const char *name)
{
	static char path[sizeof(folder) + 256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static inline void write_file(const char *name, const void *data, size_t len)
{
	FILE *f = fopen(in_folder(name), "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

/* Load LEN bytes as a file; NULL with ERR when they are refused. */
static inline struct machine *load_bytes(const void *data, size_t len,
                                         const struct machine_options *opts, struct error *err)
{
	struct machine *m = NULL;

	memset(err, 0, sizeof(*err));
	write_file("tree.dtb", data, len);
	if (machine_load(&m, in_folder("tree.dtb"), opts, err))
		return m;
	assert_true(err->reason[0] != '\0');
	return NULL;
}

static inline struct machine *load_tree(unsigned char *fdt, const struct machine_options *opts,
                                        struct error *err)
{
	struct machine *m = load_bytes(fdt, fdt_totalsize(fdt), opts, err);

	free(fdt);
	return m;
}

/* FDT, which is freed, is refused, and what the reader is told contains TEXT. */
static inline void refused(unsigned char *fdt, const struct machine_options *opts, const char *text)
{
	struct error err;
	struct machine *m = load_tree(fdt, opts, &err);
	char whole[1024];

	snprintf(whole, sizeof(whole), "%s:%s:%s", err.what, err.where, err.reason);
	if (m || !strstr(whole, text))
		print_error("wanted: %s\ngot: %s\n", text, m ? "(loaded)" : whole);
	assert_null(m);
	assert_non_null(strstr(whole, text));
	for (const char *p = whole; *p; p++)
		assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
}

static inline int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static inline int remove_folder(void **state)
{
	char command[sizeof(folder) + 16];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

#endif
