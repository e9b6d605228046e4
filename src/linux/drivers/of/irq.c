/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/irq.c and the part of drivers/of/base.c about /aliases: questions that
 * drivers ask before they take anything.  Nothing in here makes a step.
 */
#include "linux/include/of_irq.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "linux/drivers/of/property.h"
#include "linux/include/of_address.h"

int of_irq_count(const struct kernel *k, int node)
{
	int count = 0, len, parent;
	uint32_t cells;

	if (node < 0)
		return 0;
	if (of_flat_dt_has(k, node, "interrupts-extended")) {
		while (of_parse_phandle_with_args(k, node, "interrupts-extended",
		                                  "#interrupt-cells", count) >= 0)
			count++;
		return count;
	}
	if (!of_get_flat_dt_prop(k, node, "interrupts", &len))
		return 0;
	parent = of_irq_parent(k, node);
	if (parent < 0 || !of_flat_dt_u32(k, parent, "#interrupt-cells", &cells) || !cells)
		return 0;
	return (int)((uint32_t)len / 4 / cells);
}

/* Does the path at VALUE, LEN bytes with its NUL, lead to NODE? */
static bool leads_to(const struct kernel *k, const char *value, int len, int node)
{
	return len > 1 && !value[len - 1] && nodes_by_path(k->machine->nodes, value) == node;
}

int of_alias_get_id(const struct kernel *k, int node, const char *stem)
{
	int aliases = nodes_by_path(k->machine->nodes, "/aliases");
	const struct node_entry *entry =
		aliases < 0 ? NULL : nodes_find(k->machine->nodes, aliases);
	size_t n = strlen(stem);

	for (uint32_t i = 0; entry && node >= 0 && i < entry->count; i++) {
		const struct node_property *p = &k->machine->nodes->properties[entry->first + i];
		const char *number = p->name + n;

		if (strncmp(p->name, stem, n) != 0 || !isdigit((unsigned char)*number) ||
		    number[strspn(number, "0123456789")] != '\0')
			continue;
		if (leads_to(k, p->value, p->len, node))
			return atoi(number);
	}
	return -ENODEV;
}
