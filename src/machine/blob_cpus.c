/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CPU nodes of a blob: how many, and of which kind. */
#include <libfdt.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "sim/intl.h"

/* for_each_of_cpu_node(): named cpu or of that type, and not failed. */
static bool is_cpu(const struct nodes *nodes, int node)
{
	const char *name = nodes_find(nodes, node)->name;
	int len;
	const char *status = nodes_property(nodes, node, "status", &len);

	if (status && (blob_says(nodes, node, "status", "fail") ||
	               (len >= 5 && memcmp(status, "fail-", 5) == 0)))
		return false;
	if (strncmp(name, "cpu", 3) == 0 && (name[3] == '\0' || name[3] == '@'))
		return true;
	return blob_says(nodes, node, "device_type", "cpu");
}

unsigned blob_cpus(const struct nodes *nodes)
{
	int cpus = nodes_subnode(nodes, 0, "cpus");
	unsigned count = 0;
	int node;

	nodes_for_each_subnode(node, nodes, cpus)
	{
		if (is_cpu(nodes, node))
			count++;
	}
	return count;
}

/*
 * How `compatible` begins, and of which kind it is.  The first row that fits wins: the
 * 32-bit cores of Arm are few and no more will come, all others are 64-bit.
 */
static const struct {
	const char *begins;
	const char *kind;
} cores[] = {
	{ "arm,armv8m", "arm-m" },
	{ "arm,armv8", "arm64" },
	{ "arm,armv9", "arm64" },
	{ "arm,armv6m", "arm-m" },
	{ "arm,armv7m", "arm-m" },
	{ "arm,arm", "arm" },
	{ "arm,sc", "arm-m" },
	{ "arm,cortex-a5", NULL }, /* A5 is 32-bit, A53, A55, A57, A510 and A520 are not */
	{ "arm,cortex-a7", NULL }, /* so it is with A7 and A72 ... A78, A710, A720 */
	{ "arm,cortex-a8", "arm" },
	{ "arm,cortex-a9", "arm" },
	{ "arm,cortex-a12", "arm" },
	{ "arm,cortex-a15", "arm" },
	{ "arm,cortex-a17", "arm" },
	{ "arm,cortex-a32", "arm" },
	{ "arm,cortex-r4", "arm" },
	{ "arm,cortex-r5", "arm" },
	{ "arm,cortex-r7", "arm" },
	{ "arm,cortex-r8", NULL }, /* R8 is 32-bit, R82 is not */
	{ "arm,cortex-m", "arm-m" },
	{ "arm,", "arm64" },
	{ "apple,", "arm64" },
	{ "ampere,", "arm64" },
	{ "apm,", "arm64" },
	{ "brcm,brahma-b15", "arm" },
	{ "brcm,brahma-b53", "arm64" },
	{ "brcm,vulcan", "arm64" },
	{ "cavium,thunder", "arm64" },
	{ "fujitsu,a64fx", "arm64" },
	{ "hisilicon,tsv110", "arm64" },
	{ "nvidia,tegra132-denver", "arm64" },
	{ "nvidia,tegra186-denver", "arm64" },
	{ "nvidia,tegra194-carmel", "arm64" },
	{ "phytium,", "arm64" },
	{ "qcom,falkor", "arm64" },
	{ "qcom,kryo", "arm64" },
	{ "qcom,oryon", "arm64" },
	{ "qcom,krait", "arm" },
	{ "qcom,scorpion", "arm" },
	{ "samsung,mongoose", "arm64" },
	{ "faraday,fa526", "arm" },
	{ "intel,sa1100", "arm" },
	{ "marvell,feroceon", "arm" },
	{ "marvell,mohawk", "arm" },
	{ "marvell,pj4", "arm" },
	{ "marvell,sheeva", "arm" },
	{ "intel,", "x86" },
	{ "PowerPC,", "powerpc" },
	{ "mips,", "mips" },
	{ "ingenic,", "mips" },
	{ "loongson,", "loongarch" },
};

/* What only one kind of CPU has beside it, where the CPUs themselves tell nothing. */
static const struct {
	const char *compatible;
	const char *kind;
} companions[] = {
	{ "arm,armv8-timer", "arm64" }, /* some claim to be one of v7 as well */
	{ "arm,armv7-timer", "arm" },    { "arm,cortex-a9-twd-timer", "arm" },
	{ "arm,armv7m-nvic", "arm-m" },  { "arm,armv7m-systick", "arm-m" },
	{ "riscv,cpu-intc", "riscv64" },
};

static const char *kind_of(const char *compatible)
{
	if (strstr(compatible, "riscv"))
		return "riscv64";
	for (size_t i = 0; i < sizeof(cores) / sizeof(cores[0]); i++) {
		size_t len = strlen(cores[i].begins);

		if (strncmp(compatible, cores[i].begins, len) != 0)
			continue;
		if (cores[i].kind)
			return cores[i].kind;
		return compatible[len] ? "arm64" : "arm";
	}
	return NULL;
}

/* The kind that NODE's `compatible` list tells; SEEN keeps its first word. */
static const char *kind_of_node(const struct nodes *nodes, int node, char *seen, size_t size)
{
	int count = fdt_stringlist_count(nodes->fdt, node, "compatible");

	for (int i = 0; i < count; i++) {
		const char *text = fdt_stringlist_get(nodes->fdt, node, "compatible", i, NULL);
		const char *kind;

		if (!text)
			break;
		if (!seen[0])
			input_printable(seen, size, text);
		kind = kind_of(text);
		if (kind)
			return kind;
	}
	if (nodes_property(nodes, node, "riscv,isa", NULL) ||
	    nodes_property(nodes, node, "riscv,isa-base", NULL))
		return "riscv64";
	return NULL;
}

const char *blob_cpu_kind(const struct nodes *nodes, char *seen, size_t size)
{
	int cpus = nodes_subnode(nodes, 0, "cpus"), node;
	const char *kind;

	seen[0] = '\0';
	if (cpus >= 0) {
		nodes_for_each_subnode(node, nodes, cpus)
		{
			kind = is_cpu(nodes, node) ? kind_of_node(nodes, node, seen, size) : NULL;
			if (kind)
				return kind;
		}
	}
	for (size_t i = 0; i < sizeof(companions) / sizeof(companions[0]); i++)
		if (fdt_node_offset_by_compatible(nodes->fdt, -1, companions[i].compatible) >= 0)
			return companions[i].kind;
	return NULL;
}
