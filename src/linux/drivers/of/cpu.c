/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/of/cpu.c, and of_node_to_nid() of drivers/of/of_numa.c. */
#include "linux/include/of_cpu.h"

#include <string.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/asm-generic/numa.h"
#include "linux/include/of_address.h"
#include "linux/include/setup.h"

bool of_is_cpu_node(const struct kernel *k, int node)
{
	const char *name = nodes_find(k->machine->nodes, node)->name;
	int len = 0;
	const char *status = of_get_flat_dt_prop(k, node, "status", &len);

	if (of_flat_dt_string_is(k, node, "status", "fail") ||
	    (status && len >= 5 && !memcmp(status, "fail-", 5)))
		return false;
	return of_flat_dt_string_is(k, node, "device_type", "cpu") ||
	       (!strncmp(name, "cpu", 3) && (!name[3] || name[3] == '@'));
}

uint64_t of_get_cpu_hwid(const struct kernel *k, int node)
{
	struct dt_cells reg = of_get_cells(k, node, "reg");
	int cells = of_bus_n_addr_cells(k, of_get_parent(k, node));

	return reg.left < cells ? OF_NO_HWID : of_read_number(&reg, cells);
}

int of_node_to_nid(const struct kernel *k, int node)
{
	uint32_t nid = 0;

	while (node >= 0 && !of_flat_dt_u32(k, node, "numa-node-id", &nid))
		node = of_get_parent(k, node);
	if (node < 0 || nid >= k->profile->nodes || k->setup->numa_off || !node_parsed(k, nid))
		return 0;
	return (int)nid;
}
