/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kernel profiles and the store that they ship in: those of the build, or of
 * $BOOTWALK_DATADIR.
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

#include "machine/profile.h"
#include "machine/store.h"

#define TREE_ROOM 0x40000

/* fdt_setprop_string() with the conversion that the compilers ask for. */
static void set_string(void *fdt, int node, const char *name, const char *value)
{
	assert_int_equal(fdt_setprop(fdt, node, name, value, (int)strlen(value) + 1), 0);
}

/* The store's profile NAME, open for changes. */
static unsigned char *open_profile(const char *name)
{
	unsigned char *fdt = malloc(TREE_ROOM);
	struct store_entry entry;
	struct store *store;
	struct error err;

	assert_non_null(fdt);
	if (!store_open(&store, &err))
		fail_msg("%s: %s", err.what, err.reason);
	assert_true(store_find(store, "kernels", name, &entry));
	assert_int_equal((uintptr_t)entry.dtb & 7, 0);
	assert_int_equal(fdt_open_into(entry.dtb, fdt, TREE_ROOM), 0);
	store_close(store);
	return fdt;
}

static void profile_refused(unsigned char *fdt, const char *where, const char *reason)
{
	struct profile p;
	struct error err;

	assert_false(profile_from_fdt(&p, fdt, "test", &err));
	if (strcmp(err.where, where) != 0 || !strstr(err.reason, reason))
		print_error("wanted: %s: %s\ngot: %s: %s\n", where, reason, err.where, err.reason);
	assert_string_equal(err.what, "test");
	assert_string_equal(err.where, where);
	assert_non_null(strstr(err.reason, reason));
	free(fdt);
}

static void test_profile(void **state)
{
	unsigned char *fdt = open_profile("linux-6.1-arm64");
	struct profile p;
	struct error err;

	(void)state;
	assert_true(profile_from_fdt(&p, fdt, "linux-6.1-arm64", &err));
	assert_string_equal(p.arch, "arm64");
	assert_true(p.image.stext == 0x10000 && p.image.end == 0x2010000);
	assert_true(p.sizes.device_node == 208 && p.sizes.property == 96);
	assert_true(profile_has(&p, FEATURE_KERNEL_IMAGE_ADOPTED));
	assert_int_equal(p.memory_regions, 1024);
	assert_true(p.inlined_count > 0);
	assert_string_equal(p.inlined[0], "early_init_dt_reserve_memory");
	assert_int_equal(strncmp(p.banner, "Linux version 6.1.0-56-arm64 ", 29), 0);
	free(fdt);
}

static void test_bad_profiles(void **state)
{
	unsigned char *fdt = open_profile("linux-6.1-arm64");

	(void)state;
	fdt_delprop(fdt, fdt_path_offset(fdt, "/image"), "sdata");
	profile_refused(fdt, "/image/sdata", "the property is missing");
	fdt = open_profile("linux-6.1-arm64");
	fdt_setprop(fdt, 0, "nodes", "abc", 3);
	profile_refused(fdt, "/nodes", "it has 3 bytes");
	fdt = open_profile("linux-6.1-arm64");
	fdt_setprop_u64(fdt, 0, "nodes", 16);
	profile_refused(fdt, "/nodes", "it has 8 bytes");
	fdt = open_profile("linux-6.1-arm64");
	fdt_setprop_u32(fdt, 0, "pa-bits", 64);
	profile_refused(fdt, "/pa-bits", "it is 64, and must be 32 to 56");
	fdt = open_profile("linux-6.1-arm64");
	fdt_setprop_u32(fdt, 0, "crash-align", 3);
	profile_refused(fdt, "/crash-align", "no power of two");
	fdt = open_profile("linux-6.1-arm64");
	set_string(fdt, 0, "arch", "an architecture with a long name");
	profile_refused(fdt, "/arch", "too long");
	fdt = open_profile("linux-6.1-arm64");
	set_string(fdt, 0, "features", "time-travel");
	profile_refused(fdt, "/features", "no feature called 'time-travel'");
	fdt = open_profile("linux-6.1-arm64");
	fdt_setprop_u32(fdt, 0, "sections", 3);
	profile_refused(fdt, "/sections", "no property of that name");
	fdt = open_profile("linux-6.1-arm64");
	fdt_del_node(fdt, fdt_path_offset(fdt, "/sizes"));
	profile_refused(fdt, "/sizes", "the node is missing");
	fdt = open_profile("linux-6.1-arm64");
	fdt_setprop_u32(fdt, fdt_path_offset(fdt, "/image"), "init-begin", 4);
	profile_refused(fdt, "/image", "must follow each other");
}

static void test_store(void **state)
{
	struct store_entry entry;
	char last[64] = "";
	struct store *store;
	struct error err;
	unsigned n = 0;

	(void)state;
	if (!store_open(&store, &err))
		fail_msg("%s: %s", err.what, err.reason);
	for (; store_at(store, "kernels", n, &entry); n++) {
		struct profile p;

		assert_true(strcmp(last, entry.name) < 0);
		snprintf(last, sizeof(last), "%s", entry.name);
		if (!profile_from_fdt(&p, entry.dtb, entry.name, &err))
			fail_msg("%s: %s: %s", err.what, err.where, err.reason);
	}
	assert_true(n >= 2);
	assert_false(store_find(store, "kernels", "linux", &entry));
	assert_false(store_find(store, "kernels", "", &entry));
	assert_false(store_find(store, "nothing", "linux", &entry));
	store_close(store);
}

/* Without a board there is still a kernel, and what it lacks takes no room. */
static void test_bare(void **state)
{
	(void)state;
	assert_true(profile_has(&profile_bare, FEATURE_NUMA));
	assert_true(profile_has(&profile_bare, FEATURE_STRICT_DEVMEM));
	assert_true(profile_has(&profile_bare, FEATURE_MEMORY_HOTREMOVE));
	assert_false(profile_has(&profile_bare, FEATURE_CMA));
	assert_int_equal(profile_bare.memory_regions, 128);
	assert_int_equal(profile_bare.reserved_regions, 128);
	assert_true(profile_bare.io_space_limit == 0xffff);
	assert_int_equal(profile_bare.nodes, 16);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_store),
		cmocka_unit_test(test_profile),
		cmocka_unit_test(test_bad_profiles),
		cmocka_unit_test(test_bare),
	};

	return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
