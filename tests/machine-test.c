/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading machines: sound and damaged blobs, options, folders, DTS.
 *
 * The trees are made here with libfdt; boards and profiles are those of the
 * build (or of $BOOTWALK_DATADIR).
 */
#include "machine-bench.h"

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
	assert_true(fdt_path_offset(m->fdt, "/bootwalk") < 0);
	reg = fdt_getprop(m->fdt, fdt_path_offset(m->fdt, "/memory@40000000"), "reg", &len);
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
		{ "initrd", "0-0xffffffffffffffff", "does not fit into 64 bits" },
		{ "cpus", "0", "--cpus::0 is not possible" },
		{ "cpus", "100000", "--cpus::100000 is not possible" },
		{ "memory", "0x0-0xfff,", "--memory" },
		{ "memory", "0-0xffffffffffffffff", "2^64" },
		{ "memory", "0x0-0x7ff", "/memory@40000000:no memory" },
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

static void test_architecture(void **state)
{
	struct machine_options opts = { .kernel = "linux-6.1-arm64" };
	unsigned char *fdt;
	struct machine *m;
	struct error err;
	(void)state;
	fdt = new_tree();
	set_string(fdt, fdt_path_offset(fdt, "/cpus/cpu"), "compatible", "sifive,u54");
	m = load_tree(fdt, NULL, &err);
	assert_non_null(m);
	assert_true(m->kernel_guessed);
	assert_string_equal(m->cpus_unknown, "sifive,u54");
	assert_string_equal(m->profile->arch, "arm64");
	machine_free(m);
	/* known, but there is no such kernel */
	fdt = new_tree();
	set_string(fdt, fdt_path_offset(fdt, "/cpus/cpu"), "compatible", "PowerPC,e500");
	refused(fdt, NULL, "/cpus:its CPUs (PowerPC,e500) are of the kind powerpc, for which");
	fdt = new_tree();
	set_string(fdt, fdt_path_offset(fdt, "/cpus/cpu"), "compatible", "arm,cortex-m4");
	m = load_tree(fdt, NULL, &err);
	assert_non_null(m);
	assert_false(m->kernel_guessed);
	assert_string_equal(m->profile->name, "linux-6.1-nommu");
	machine_free(m);
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
	char path[512];
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_board),        cmocka_unit_test(test_board_options),
		cmocka_unit_test(test_places),       cmocka_unit_test(test_unaligned_ram),
		cmocka_unit_test(test_edits),        cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_bad_options),  cmocka_unit_test(test_good_options),
		cmocka_unit_test(test_architecture), cmocka_unit_test(test_folder),
		cmocka_unit_test(test_dts),          cmocka_unit_test(test_no_dtc),
		cmocka_unit_test(test_overlay),
	};

	return cmocka_run_group_tests_name("machine", tests, make_folder, remove_folder);
}
