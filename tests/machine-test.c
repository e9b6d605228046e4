/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading machines: sound and damaged blobs, options, folders, DTS.
 *
 * The trees are made here with libfdt; boards and profiles are those of the
 * build (or of $BOOTWALK_DATADIR).
 */
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
static void set_string(void *fdt, int node, const char *name, const char *value)
{
	assert_int_equal(fdt_setprop(fdt, node, name, value, (int)strlen(value) + 1), 0);
}

/* A tree of 512 MiB at 1 GiB with one CPU, open for changes. */
static unsigned char *new_tree(void)
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

static int memory_node(const void *fdt)
{
	int node = fdt_path_offset(fdt, "/memory");

	assert_true(node >= 0);
	return node;
}

static const char *in_folder(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void write_file(const char *name, const void *data, size_t len)
{
	FILE *f = fopen(in_folder(name), "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

/* Load LEN bytes as a file; NULL with ERR when they are refused. */
static struct machine *load_bytes(const void *data, size_t len, const struct machine_options *opts,
                                  struct error *err)
{
	struct machine *m = NULL;

	memset(err, 0, sizeof(*err));
	write_file("tree.dtb", data, len);
	if (machine_load(&m, in_folder("tree.dtb"), opts, err))
		return m;
	assert_true(err->reason[0] != '\0');
	return NULL;
}

static struct machine *load_tree(unsigned char *fdt, const struct machine_options *opts,
                                 struct error *err)
{
	struct machine *m = load_bytes(fdt, fdt_totalsize(fdt), opts, err);

	free(fdt);
	return m;
}

/* FDT, which is freed, is refused, and what the reader is told contains TEXT. */
static void refused(unsigned char *fdt, const struct machine_options *opts, const char *text)
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

static void test_board(void **state)
{
	struct machine *m;
	struct error err;
	int len;

	(void)state;
	if (!machine_load(&m, "qemu-virt", NULL, &err))
		fail_msg("%s: %s", err.what, err.reason);
	assert_string_equal(m->name, "qemu-virt");
	assert_string_equal(m->profile->name, "linux-6.1-arm64");
	assert_true(m->kernel_base == 0x40200000 && m->fdt_base == 0x48200000);
	assert_true(m->fdt_size == 0x100000);
	assert_int_equal(m->cpus, 1);
	assert_true(fdt_path_offset(m->fdt, "/bootwalk") < 0);
	assert_int_equal(m->fdt_len, fdt_totalsize(m->fdt));
	assert_non_null(fdt_getprop(m->fdt, fdt_path_offset(m->fdt, "/chosen"), "bootargs", &len));
	machine_free(m);
}

/* The command line wins over /bootwalk. */
static void test_board_options(void **state)
{
	struct machine_options opts = { .kernel = "linux-5.10-arm64", .fdt_base = "0x44000000" };
	struct machine *m;
	struct error err;

	(void)state;
	assert_true(machine_load(&m, "qemu-virt", &opts, &err));
	assert_string_equal(m->profile->name, "linux-5.10-arm64");
	assert_true(m->fdt_base == 0x44000000 && m->fdt_size == 0x100000);
	assert_false(profile_has(m->profile, FEATURE_KERNEL_IMAGE_ADOPTED));
	machine_free(m);
	assert_false(machine_load(&m, "no-such-board", NULL, &err));
	assert_non_null(strstr(err.reason, "qemu-virt"));
}

static void test_places(void **state)
{
	struct machine_options opts = { .initrd = "0x48000000-0x480fffff" };
	unsigned char *fdt = new_tree();
	size_t len = fdt_totalsize(fdt);
	struct machine *m;
	struct error err;

	(void)state;
	m = load_tree(fdt, NULL, &err);
	assert_non_null(m);
	assert_true(m->kernel_base == 0x40200000);
	/* behind an image of 0x2010000 bytes, at the next multiple of 2 MiB */
	assert_true(m->fdt_base == 0x42400000);
	assert_int_equal(m->fdt_len, len);
	assert_true(m->fdt_size == len);
	machine_free(m);

	m = load_tree(new_tree(), &opts, &err);
	assert_non_null(m);
	assert_true(m->fdt_base == 0x48200000);
	machine_free(m);

	/* nothing fits behind an initrd at the end of RAM */
	opts.initrd = "0x5ff00000-0x5fffffff";
	m = load_tree(new_tree(), &opts, &err);
	assert_non_null(m);
	assert_true(m->fdt_base == 0x42400000);
	machine_free(m);
}

/* RAM that begins a page above a multiple of 2 MiB. */
static void test_unaligned_ram(void **state)
{
	unsigned char *fdt = new_tree();
	struct machine *m;
	struct error err;

	(void)state;
	fdt_setprop_u64(fdt, memory_node(fdt), "reg", 0x40000800);
	fdt_appendprop_u64(fdt, memory_node(fdt), "reg", 0x20000000);
	m = load_tree(fdt, NULL, &err);
	assert_non_null(m);
	assert_true(m->kernel_base == 0x40200000);
	machine_free(m);
}

static void test_edits(void **state)
{
	struct machine_options opts = { .append = "quiet",
		                        .initrd = "0x48000000-0x480fffff",
		                        .memory = "0x80000000-0x8fffffff,0xa0000000-0xafffffff",
		                        .cpus = "4" };
	unsigned char *fdt = new_tree();
	struct machine *m;
	struct error err;
	const fdt64_t *reg;
	int chosen;
	int len;

	(void)state;
	fdt_add_subnode(fdt, 0, "bootwalk");
	m = load_tree(fdt, &opts, &err);
	assert_non_null(m);
	chosen = fdt_path_offset(m->fdt, "/chosen");
	assert_string_equal(fdt_getprop(m->fdt, chosen, "bootargs", NULL), "quiet");
	reg = fdt_getprop(m->fdt, chosen, "linux,initrd-end", &len);
	assert_true(len == 8 && fdt64_ld(reg) == 0x48100000);
	assert_true(fdt_path_offset(m->fdt, "/memory@40000000") < 0);
	assert_true(fdt_path_offset(m->fdt, "/bootwalk") < 0);
	reg = fdt_getprop(m->fdt, fdt_path_offset(m->fdt, "/memory@80000000"), "reg", &len);
	assert_int_equal(len, 32);
	assert_true(fdt64_ld(reg + 2) == 0xa0000000 && fdt64_ld(reg + 3) == 0x10000000);
	assert_true(m->kernel_base == 0x80200000);
	assert_int_equal(m->cpus, 4);
	assert_int_equal(m->fdt_len, fdt_totalsize(m->fdt));
	assert_int_equal(((uintptr_t)m->fdt) & 7, 0);
	machine_free(m);
}

/* What /bootwalk says counts until the command line says otherwise. */
static void test_defaults(void **state)
{
	struct machine_options opts = { .cpus = "2" };
	unsigned char *fdt = new_tree();
	int node = fdt_add_subnode(fdt, 0, "bootwalk");
	struct machine *m;
	struct error err;

	(void)state;
	fdt_setprop_u64(fdt, node, "memory", 0x80000000);
	fdt_appendprop_u64(fdt, node, "memory", 0x8fffffff);
	fdt_setprop_u32(fdt, node, "cpus", 3);
	m = load_tree(fdt, &opts, &err);
	assert_non_null(m);
	assert_true(m->kernel_base == 0x80200000);
	assert_int_equal(m->cpus, 2);
	machine_free(m);
	fdt = new_tree();
	set_string(fdt, fdt_add_subnode(fdt, 0, "bootwalk"), "fdt-base", "high");
	refused(fdt, NULL, "/bootwalk/fdt-base:it must be a number");
}

static void test_bad_options(void **state)
{
	static const struct {
		const char *option;
		const char *value;
		const char *told;
	} rows[] = {
		{ "kernel", "linux-0", "--kernel::there is no kernel profile 'linux-0'" },
		{ "kernel-base", "here", "--kernel-base::'here' is not a number" },
		{ "kernel-base", "0xffffffffffffff00", "above the last address" },
		{ "fdt-base", "0x48000004", "no multiple of 8" },
		{ "fdt-base", "0xfffffffffffffff8", "above the last address" },
		{ "fdt-size", "100", "--fdt-size::100 bytes are too few" },
		{ "fdt-size", "3M", "is too long" },
		{ "initrd", "0x100", "--initrd::'0x100' is no range" },
		{ "initrd", "0x200-0x100", "--initrd" },
		{ "initrd", "0-0xffffffffffffffff", "--initrd" },
		{ "cpus", "0", "--cpus::0 is not possible" },
		{ "cpus", "100000", "--cpus::100000 is not possible" },
		{ "memory", "0x0-0xfff,", "--memory" },
		{ "memory", "0-0xffffffffffffffff", "2^64" },
		{ "memory", "0x0-0x7ff", "/memory@0:no memory" },
		{ "memory", "a\x1b[0m", "--memory::'a?[0m'" },
		{ "bind", "most", "--bind::'most' is none of" },
		{ "pci", "/nonexistent", "--pci::'/nonexistent' cannot be read" },
		{ "inject", "/", "is a folder" },
		{ "drivers", "/nonexistent", "--drivers" },
		{ "overlay", "/nonexistent", "/nonexistent::cannot be opened" },
		{ "absent", "pl011@0", "--absent::the tree has no node 'pl011@0'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct machine_options opts = { 0 };
		size_t k = 0;

		while (strcmp(machine_option_rows[k].name, rows[i].option) != 0)
			assert_true(++k < machine_option_count);
		*(const char **)((char *)&opts + machine_option_rows[k].offset) = rows[i].value;
		if (machine_option_rows[k].max > 1)
			*(unsigned *)((char *)&opts + machine_option_rows[k].count_offset) = 1;
		refused(new_tree(), &opts, rows[i].told);
	}
}

static void test_good_options(void **state)
{
	struct machine_options opts = { .bind = "none",
		                        .drivers = { "/" },
		                        .driver_count = 1,
		                        .absent = { "cpu@0", "/cpus" },
		                        .absent_count = 2,
		                        .fdt_size = "1M",
		                        .kernel_base = "0x44200000" };
	struct error err;
	struct machine *m = load_tree(new_tree(), &opts, &err);

	(void)state;
	assert_non_null(m);
	assert_true(m->fdt_size == 1 << 20 && m->kernel_base == 0x44200000);
	machine_free(m);
}

/* Find BYTES in the blob; a test that changes what is not there would prove nothing. */
static unsigned char *find(unsigned char *fdt, const char *bytes)
{
	unsigned char *p = memmem(fdt, fdt_totalsize(fdt), bytes, strlen(bytes));

	assert_non_null(p);
	return p;
}

static void test_bad_headers(void **state)
{
	unsigned char *fdt = new_tree();
	size_t len = fdt_totalsize(fdt);
	struct error err;

	(void)state;
	assert_null(load_bytes(fdt, 0, NULL, &err));
	assert_non_null(strstr(err.reason, "it has 0 bytes"));
	assert_null(load_bytes(fdt, 20, NULL, &err));
	assert_non_null(strstr(err.reason, "it has 20 bytes"));
	assert_null(load_bytes(fdt, len - 1, NULL, &err));
	assert_non_null(strstr(err.reason, "it is cut off"));
	assert_null(load_bytes("hello, world, this is not a device tree blob", 44, NULL, &err));
	assert_non_null(strstr(err.reason, "68656c6c"));
	fdt_set_version(fdt, 3);
	fdt_set_last_comp_version(fdt, 3);
	refused(fdt, NULL, "version 3");
	fdt = new_tree();
	fdt_set_last_comp_version(fdt, 99);
	refused(fdt, NULL, "its version is none that can be read");
}

/* Every word of the header and every byte of a small tree: refused or loaded, never worse. */
static void test_mangled(void **state)
{
	static const uint32_t values[] = { 0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff };
	unsigned char *fdt = new_tree();
	unsigned char *copy;
	struct error err;
	unsigned bad = 0;
	size_t len;

	(void)state;
	fdt_pack(fdt);
	len = fdt_totalsize(fdt);
	copy = malloc(len);
	assert_non_null(copy);
	for (size_t i = 0; i < len; i++) {
		for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
			memcpy(copy, fdt, len);
			if (i % 4 == 0 && i < sizeof(struct fdt_header))
				fdt32_st(copy + i, values[v]);
			else
				copy[i] = (unsigned char)(copy[i] ^ (1u << v));
			if (!blob_check(copy, len, "mangled", &err)) {
				assert_true(err.reason[0] != '\0');
				bad++;
			} else {
				char seen[32];

				struct nodes *nodes = nodes_new(copy);

				blob_cpus(nodes);
				blob_arch(nodes, seen, sizeof(seen));
				nodes_free(nodes);
			}
		}
	}
	assert_true(bad > 100);
	free(copy);
	free(fdt);
}

static void test_bad_names(void **state)
{
	unsigned char *fdt = new_tree();
	char where[32];

	(void)state;
	find(fdt, "cpu@0")[1] = 0x1b;
	snprintf(where, sizeof(where), "offset 0x%x", (unsigned)(find(fdt, "\x1bu@0") - fdt));
	refused(fdt, NULL, where);
	fdt = new_tree();
	find(fdt, "cpu@0")[0] = 0x80;
	refused(fdt, NULL, "the name of a node is not UTF-8");
	fdt = new_tree();
	find(fdt, "compatible")[3] = '\n';
	refused(fdt, NULL, "the name of a property holds a control character");
}

static void test_bad_cells(void **state)
{
	unsigned char *fdt = new_tree();

	(void)state;
	fdt_setprop_u32(fdt, 0, "#size-cells", 5);
	refused(fdt, NULL, "/:#size-cells is 5, the largest is 4");
	fdt = new_tree();
	fdt_setprop(fdt, fdt_path_offset(fdt, "/cpus"), "#address-cells", "ab", 2);
	refused(fdt, NULL, "/cpus:#address-cells has 2 bytes, a cell takes 4");
}

static void test_depth(void **state)
{
	struct error err;

	(void)state;
	for (int levels = BLOB_DEPTH_MAX; levels <= BLOB_DEPTH_MAX + 1; levels++) {
		unsigned char *fdt = new_tree();
		struct machine *m;
		int node = 0;

		for (int i = 1; i < levels; i++)
			node = fdt_add_subnode(fdt, node, "n");
		assert_true(node > 0);
		m = load_tree(fdt, NULL, &err);
		assert_int_equal(m != NULL, levels == BLOB_DEPTH_MAX);
		machine_free(m);
	}
	assert_non_null(strstr(err.reason, "deeper than 64 levels"));
}

static void test_one_root(void **state)
{
	unsigned char *fdt = calloc(1, TREE_ROOM);

	(void)state;
	fdt_create(fdt, TREE_ROOM);
	fdt_finish_reservemap(fdt);
	for (int i = 0; i < 2; i++) {
		fdt_begin_node(fdt, "");
		fdt_end_node(fdt);
	}
	fdt_finish(fdt);
	refused(fdt, NULL, "the blob is damaged");
}

static void test_no_memory(void **state)
{
	unsigned char *fdt = new_tree();

	(void)state;
	fdt_del_node(fdt, memory_node(fdt));
	refused(fdt, NULL, "no memory node; give one with --memory");
	fdt = new_tree();
	fdt_setprop_u32(fdt, memory_node(fdt), "reg", 0x40000000);
	refused(fdt, NULL, "/memory@40000000:no memory: reg has 1 cells, an entry takes 4");
	fdt = new_tree();
	fdt_setprop(fdt, memory_node(fdt), "linux,usable-memory", "", 0);
	refused(fdt, NULL, "linux,usable-memory has 0 cells");
	fdt = new_tree();
	fdt_delprop(fdt, memory_node(fdt), "reg");
	refused(fdt, NULL, "/memory@40000000:no memory: the node has no reg");
	fdt = new_tree();
	set_string(fdt, memory_node(fdt), "status", "disabled");
	refused(fdt, NULL, "status other than okay");
	fdt = new_tree();
	fdt_delprop(fdt, memory_node(fdt), "device_type");
	refused(fdt, NULL, "has no device_type");
}

static void test_architecture(void **state)
{
	struct machine_options opts = { .kernel = "linux-6.1-arm64" };
	unsigned char *fdt;
	struct machine *m;
	struct error err;
	int cpu;

	(void)state;
	fdt = new_tree();
	cpu = fdt_path_offset(fdt, "/cpus/cpu");
	set_string(fdt, cpu, "compatible", "sifive,u54");
	refused(fdt, NULL, "/cpus:the architecture of its CPUs (sifive,u54) is not known");
	/* a 64-bit core of Arm's architecture that is not Arm's */
	fdt = new_tree();
	set_string(fdt, fdt_path_offset(fdt, "/cpus/cpu"), "compatible", "apm,potenza");
	m = load_tree(fdt, NULL, &err);
	assert_non_null(m);
	machine_free(m);
	fdt = new_tree();
	fdt_del_node(fdt, fdt_path_offset(fdt, "/cpus"));
	m = load_tree(fdt, &opts, &err);
	assert_non_null(m);
	assert_int_equal(m->cpus, 1);
	machine_free(m);
}

/* Write NODE of FDT as a folder, in the form of /proc/device-tree. */
static void write_folder(const void *fdt, int node, const char *path)
{
	int p, child;

	assert_int_equal(mkdir(in_folder(path), 0700), 0);
	fdt_for_each_property_offset(p, fdt, node)
	{
		const char *name;
		char file[256];
		int len;
		const void *data = fdt_getprop_by_offset(fdt, p, &name, &len);

		snprintf(file, sizeof(file), "%s/%s", path, name);
		write_file(file, data, (size_t)len);
	}
	fdt_for_each_subnode(child, fdt, node)
	{
		char file[256];

		snprintf(file, sizeof(file), "%s/%s", path, fdt_get_name(fdt, child, NULL));
		write_folder(fdt, child, file);
	}
}

static void test_folder(void **state)
{
	unsigned char *fdt = new_tree();
	struct machine *m, *again;
	struct error err;

	(void)state;
	write_folder(fdt, 0, "tree");
	free(fdt);
	write_file("tree/cpus/name", "cpus", 5);
	if (!machine_load(&m, in_folder("tree"), NULL, &err))
		fail_msg("%s: %s: %s", err.what, err.where, err.reason);
	assert_true(machine_load(&again, in_folder("tree/"), NULL, &err));
	assert_string_equal(again->name, "tree");
	assert_int_equal(m->fdt_len, again->fdt_len);
	assert_memory_equal(m->fdt, again->fdt, m->fdt_len);
	assert_true(m->kernel_base == 0x40200000);
	assert_null(fdt_getprop(m->fdt, fdt_path_offset(m->fdt, "/cpus"), "name", NULL));
	assert_string_equal(
		fdt_getprop(m->fdt, fdt_path_offset(m->fdt, "/cpus/cpu@0"), "compatible", NULL),
		"arm,cortex-a57");
	machine_free(m);
	machine_free(again);
	assert_int_equal(symlink("/etc", in_folder("tree/cpus/link")), 0);
	assert_false(machine_load(&m, in_folder("tree"), NULL, &err));
	assert_string_equal(err.where, "/cpus/link");
}

static bool have_dtc(void)
{
	return system("dtc --version >/dev/null 2>&1") == 0;
}

static void test_dts(void **state)
{
	static const char good[] = "/dts-v1/;\n/ { #address-cells = <1>; #size-cells = <1>;\n"
				   "memory@0 { device_type = \"memory\"; reg = <0 0x10000000>; };\n"
				   "timer { compatible = \"arm,armv8-timer\"; }; };\n";
	static const char bad[] = "/dts-v1/;\n/ {\n\tmodel = ;;\n};\n";
	struct machine *m;
	struct error err;

	(void)state;
	if (!have_dtc()) {
		print_message("skipped: there is no dtc to compile a DTS with\n");
		skip();
	}
	write_file("good.dts", good, strlen(good));
	if (!machine_load(&m, in_folder("good.dts"), NULL, &err))
		fail_msg("%s: %s: %s", err.what, err.where, err.reason);
	assert_true(m->kernel_base == 0x200000);
	assert_string_equal(m->name, "good.dts");
	machine_free(m);
	/* told by its text, whatever its name */
	m = load_bytes(good, strlen(good), NULL, &err);
	assert_non_null(m);
	machine_free(m);
	write_file("bad.dts", bad, strlen(bad));
	assert_false(machine_load(&m, in_folder("bad.dts"), NULL, &err));
	assert_string_equal(err.where, "3");
	assert_non_null(strstr(err.reason, "syntax error"));
}

static void test_no_dtc(void **state)
{
	static const char text[] = "/dts-v1/;\n/ { };\n";
	char *path = strdup(getenv("PATH"));
	struct machine *m;
	struct error err;

	(void)state;
	setenv("PATH", "/nonexistent", 1);
	m = load_bytes(text, strlen(text), NULL, &err);
	setenv("PATH", path, 1);
	free(path);
	assert_null(m);
	assert_non_null(strstr(err.reason, "there is no dtc here"));
}

/* fragment@0 { target-path = TARGET; __overlay__ { NODE { }; }; } */
static void write_overlay(const char *target, const char *node)
{
	unsigned char *fdt = malloc(TREE_ROOM);
	int fragment;

	assert_non_null(fdt);
	fdt_create_empty_tree(fdt, TREE_ROOM);
	fragment = fdt_add_subnode(fdt, 0, "fragment@0");
	set_string(fdt, fragment, "target-path", target);
	fragment = fdt_path_offset(fdt, "/fragment@0");
	fragment = fdt_add_subnode(fdt, fragment, "__overlay__");
	fdt_add_subnode(fdt, fragment, node);
	write_file("over.dtbo", fdt, fdt_totalsize(fdt));
	free(fdt);
}

static void test_overlay(void **state)
{
	char path[256];
	struct machine_options opts = { .overlays = { path }, .overlay_count = 1 };
	unsigned char *fdt = new_tree();
	struct machine *m;
	struct error err;

	(void)state;
	snprintf(path, sizeof(path), "%s", in_folder("over.dtbo"));
	fdt_pack(fdt);
	write_overlay("/", "added@1000");
	m = load_tree(fdt, &opts, &err);
	assert_non_null(m);
	assert_true(fdt_path_offset(m->fdt, "/added@1000") > 0);
	machine_free(m);
	write_overlay("/nowhere", "added@1000");
	refused(new_tree(), &opts, "the overlay does not fit");
	/* the blob of a board has no fragment, and would do nothing */
	fdt = new_tree();
	fdt_pack(fdt);
	write_file("over.dtbo", fdt, fdt_totalsize(fdt));
	free(fdt);
	refused(new_tree(), &opts, "no fragment");
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[sizeof(folder) + 16];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_board),       cmocka_unit_test(test_board_options),
		cmocka_unit_test(test_places),      cmocka_unit_test(test_unaligned_ram),
		cmocka_unit_test(test_edits),       cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_bad_options), cmocka_unit_test(test_good_options),
		cmocka_unit_test(test_bad_headers), cmocka_unit_test(test_mangled),
		cmocka_unit_test(test_bad_names),   cmocka_unit_test(test_bad_cells),
		cmocka_unit_test(test_depth),       cmocka_unit_test(test_one_root),
		cmocka_unit_test(test_no_memory),   cmocka_unit_test(test_architecture),
		cmocka_unit_test(test_folder),      cmocka_unit_test(test_dts),
		cmocka_unit_test(test_no_dtc),      cmocka_unit_test(test_overlay),
	};

	return cmocka_run_group_tests_name("machine", tests, make_folder, remove_folder);
}
