/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Part of a kernel without an MMU that is built to be recorded (nommu.sh): at the end of its boot
 * it prints what `init` beside this file prints where there is a user space, each part behind
 * a line "@@NAME".  Compiled as init/report.c of the kernel.
 */
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/init_syscalls.h>
#include <linux/memblock.h>
#include <linux/platform_device.h>
#include <linux/printk.h>
#include <linux/string.h>

/* The parts that are files. */
static const struct {
	const char *part;
	const char *path;
} files[] __initconst = {
	{ "version", "/proc/version" },
	{ "iomem", "/proc/iomem" },
	{ "ioports", "/proc/ioports" },
};

/* Print FILE line by line; a longer line than any of these files has is cut in two. */
static void __init print_lines(struct file *file)
{
	char line[256];
	size_t len = 0;
	loff_t at = 0;

	while (kernel_read(file, line + len, 1, &at) == 1) {
		if (line[len] != '\n' && len < sizeof(line) - 2) {
			len++;
			continue;
		}
		pr_emerg("%.*s\n", (int)len, line);
		len = 0;
	}
}

static void __init print_file(const char *part, const char *path)
{
	struct file *file = filp_open(path, O_RDONLY, 0);

	pr_emerg("@@%s\n", part);
	if (IS_ERR(file))
		return;
	print_lines(file);
	filp_close(file, NULL);
}

/* The files of debugfs cannot be read from inside, so they are made here. */
static void __init print_memblock(const struct memblock_type *type)
{
	pr_emerg("@@memblock.%s\n", type->name);
	for (unsigned long i = 0; i < type->cnt; i++) {
		phys_addr_t first = type->regions[i].base;
		phys_addr_t last = first + type->regions[i].size - 1;

		pr_emerg("%4lu: %pa..%pa\n", i, &first, &last);
	}
}

static int __init print_device(struct device *device, void *unused)
{
	pr_emerg("platform %s %s\n", dev_name(device), device->driver ? device->driver->name : "-");
	return 0;
}

static int __init report(void)
{
	init_mkdir("/proc", 0755);
	init_mount("proc", "/proc", "proc", 0, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		print_file(files[i].part, files[i].path);
	print_memblock(&memblock.memory);
	print_memblock(&memblock.reserved);
	pr_emerg("@@devices\n");
	bus_for_each_dev(&platform_bus_type, NULL, NULL, print_device);
	pr_emerg("@@end\n");
	return 0;
}
late_initcall_sync(report);
