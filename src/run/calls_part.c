/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands that a recipe calls for parts of the kernel around its driver: system
 * controllers, serial ports, firmware, and functions of single drivers.
 */
#include <inttypes.h>
#include <string.h>

#include "linux/drivers/of/declare.h"
#include "linux/include/driver_calls.h"
#include "linux/include/err.h"
#include "linux/include/of_address.h"
#include "linux/include/of_irq.h"
#include "linux/include/of_platform.h"
#include "linux/include/serial_8250.h"
#include "linux/include/supplier.h"
#include "linux/include/syscon.h"
#include "run/calls.h"
#include "sim/intl.h"

/* ---- system controllers ---- */

static bool give_regmap(struct value *v, int err, uint64_t base)
{
	return err ? give_int(v, err) : give_mapping(v, base);
}

ROW(syscon_node_to_regmap)
{
	uint64_t base;
	int err = syscon_node_to_regmap(c->kernel, call->args[0].node, &base);

	return give_regmap(v, err, base);
}

ROW(device_node_to_regmap)
{
	uint64_t base;
	int err = device_node_to_regmap(c->kernel, call->args[0].node, &base);

	return give_regmap(v, err, base);
}

ROW(syscon_regmap_lookup_by_phandle)
{
	uint64_t base;
	int err = syscon_regmap_lookup_by_phandle(c->kernel, call->args[0].node, call->args[1].text,
	                                          &base);

	return give_regmap(v, err, base);
}

/* ---- serial ports ---- */

static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)); at += n)
		if ((at == list || at[-1] == ',') && (at[n] == ',' || !at[n]))
			return true;
	return false;
}

/* DEV START SIZE N WORD [OFFSET]; WORD: ioremap, fixed_type, mapped, io, joined by commas. */
ROW(serial8250_register_8250_port)
{
	struct device *dev = call_device(c, call, 0);
	const char *words = call->args[4].text;
	uint64_t offset = call->arg_count > 5 ? call->args[5].a : 0;
	struct uart_8250_port up = { .dev = dev };
	int line;

	if (!dev)
		return false;
	if (offset && offset >= call->args[2].a) {
		dev_printk(c->kernel, dev,
		           "reg-offset %" PRIu64 " exceeds region size 0x%016" PRIx64, offset,
		           call->args[2].a);
		return give_int(v, -EINVAL);
	}
	up.io = has_word(words, "io");
	up.mapbase = call->args[1].a + offset;
	up.mapsize = call->args[2].a - offset;
	up.regshift = call->args[3].a < 32 ? (unsigned)call->args[3].a : 31;
	up.flags = (has_word(words, "ioremap") ? UPF_IOREMAP : 0u) |
	           (has_word(words, "fixed_type") ? UPF_FIXED_TYPE : 0u);
	up.answers = machine_answers(c->kernel->machine, dev->of_node);
	up.membase = has_word(words, "mapped") ? up.mapbase : 0;
	line = of_alias_get_id(c->kernel, dev->of_node, "serial");
	up.line = line < 0 ? 0 : (unsigned)line;
	line = serial8250_register_8250_port(c->kernel, &up);
	v->labels = (struct thing){ .kind = THING_ADDRESS, .address = (uint64_t)(int64_t)line };
	return give_int(v, line);
}

ROW(serial8250_unregister_port)
{
	serial8250_unregister_port(c->kernel, (unsigned)call->args[0].a);
	return give_ok(v);
}

/* ---- firmware ---- */

/* What is compatible with WORD below NODE, or anywhere when NODE is negative; -1 for none. */
static int find_compatible(const struct kernel *k, int node, const char *word)
{
	struct of_walk walk = { .node = -1 };
	int child;

	if (node >= 0) {
		of_for_each_child(k, child, node)
		{
			if (of_flat_dt_is_compatible(k, child, word))
				return child;
		}
		return -1;
	}
	while (of_next_node(k, &walk))
		if (of_flat_dt_is_compatible(k, walk.node, word))
			return walk.node;
	return -1;
}

ROW(of_get_compatible_child)
{
	int node = call->args[0].node;

	return give_bool(v, node >= 0 && find_compatible(c->kernel, node, call->args[1].text) >= 0);
}

/* A label names the node; without one there is none. */
static bool give_node(struct value *v, int node)
{
	v->labels = (struct thing){ .kind = THING_NODE, .node = node };
	return give_bool(v, node >= 0);
}

ROW(of_get_parent)
{
	int node = call->args[0].node;

	return give_node(v, node < 0 ? -1 : of_get_parent(c->kernel, node));
}

/* What CLK_OF_DECLARE_DRIVER does before it calls: the node will become a device all the same. */
ROW(of_node_clear_flag)
{
	if (strcmp(call->args[1].text, "OF_POPULATED") != 0)
		return give_int(v, -EINVAL);
	of_node_clear_flag(c->kernel, call->args[0].node, OF_POPULATED);
	return give_int(v, 0);
}

ROW(of_get_child_by_name)
{
	int node = call->args[0].node;

	if (node >= 0)
		node = nodes_subnode(c->kernel->machine->nodes, node, call->args[1].text);
	return give_node(v, node);
}

ROW(of_find_compatible_node)
{
	return give_node(v, find_compatible(c->kernel, -1, call->args[0].text));
}

/* The first child that is a controller of GPIO lines. */
ROW(gpiochip_node_get_first)
{
	int child;

	of_for_each_child(c->kernel, child, call->args[0].node)
	{
		if (of_flat_dt_has(c->kernel, child, "gpio-controller"))
			return give_node(v, child);
	}
	return give_node(v, -1);
}

/* The next child of the node above that is one. */
ROW(gpiochip_node_get_next)
{
	int child, node = call->args[0].node;
	bool behind = false;

	if (node < 0)
		return give_node(v, -1);
	of_for_each_child(c->kernel, child, of_get_parent(c->kernel, node))
	{
		if (behind && of_flat_dt_has(c->kernel, child, "gpio-controller"))
			return give_node(v, child);
		behind |= child == node;
	}
	return give_node(v, -1);
}

/* By the property `firmware`, else the node above, else wherever it is. */
ROW(devm_rpi_firmware_get)
{
	int node = call->args[0].node;
	int firmware =
		node < 0 ? -1 : of_parse_phandle_with_args(c->kernel, node, "firmware", NULL, 0);

	if (firmware < 0 && node >= 0)
		firmware = of_get_parent(c->kernel, node);
	if (firmware < 0)
		firmware = find_compatible(c->kernel, -1, "raspberrypi,bcm2835-firmware");
	return give_int(v, firmware >= 0 && provider_is_ready(c->kernel, firmware) ? 0
	                                                                           : -EPROBE_DEFER);
}

/* Has somebody put in a way to switch the machine off?  PSCI does, from version 0.2 on. */
ROW(pm_power_off_is_set)
{
	(void)call;
	return give_bool(v, find_compatible(c->kernel, -1, "arm,psci-0.2") >= 0 ||
	                            find_compatible(c->kernel, -1, "arm,psci-1.0") >= 0);
}

/* The recipes of the nodes below that are compatible with NAME, in the order of the tree. */
ROW(irqchip_init_children)
{
	if (call->args[0].node >= 0)
		irqchip_init_children(c->kernel, call->args[0].node, call->args[1].text);
	return give_ok(v);
}

/* A word that some driver has asked for: a static variable of its file. */
struct driver_once {
	struct driver_once *next;
	const char *word;
};

ROW(is_first_time)
{
	struct kernel *k = c->kernel;
	const char *word = sim_name(k->sim, call->args[0].text);
	struct driver_once *once = k->once;

	while (once && once->word != word)
		once = once->next;
	if (!once) {
		once = sim_alloc(k->sim, sizeof(*once));
		SET(k, once->word, word);
		SET(k, once->next, k->once);
		SET(k, k->once, once);
		return give_bool(v, true);
	}
	return give_bool(v, false);
}

/* ---- resources ---- */

ROW(resource_size)
{
	return give_address(v, resource_size(call_resource(c, call, 0)));
}

ROW(DEFINE_RES_MEM)
{
	uint64_t start = call->args[0].a;
	struct resource *res = resource_new(c->kernel, start, start + call->args[1].a - 1, NULL,
	                                    IORESOURCE_MEM, IORES_DESC_NONE);

	return give_resource(v, res, &c->kernel->iomem_resource);
}

ROW(DEFINE_RES_MEM_NAMED)
{
	uint64_t start = call->args[0].a;
	struct resource *res = resource_new(c->kernel, start, start + call->args[1].a - 1,
	                                    call_name(c, call, 2), IORESOURCE_MEM, IORES_DESC_NONE);

	return give_resource(v, res, &c->kernel->iomem_resource);
}

/* ---- single drivers ---- */

ROW(bgpio_map)
{
	struct device *dev = call_device(c, call, 0);
	uint64_t addr;

	if (!dev)
		return false;
	addr = bgpio_map(c->kernel, dev, call->args[1].text, call->args[2].a);
	if (IS_ERR(addr))
		return give_int(v, PTR_ERR(addr));
	/* that there is no such register is no failure */
	return addr ? give_mapping(v, addr) : give_int(v, 0);
}

ROW(zynqmp_ipi_mbox_probe)
{
	struct device *dev = call_device(c, call, 0);

	return dev && give_int(v, zynqmp_ipi_mbox_probe(c->kernel, dev));
}

#define CALL(name, args, help) KERNEL(name, args, HAS_VMALLOC, help)

const struct command part_commands[] = {
	CALL(syscon_node_to_regmap, "NODE", N_("Map a system controller, or share the mapping.")),
	CALL(device_node_to_regmap, "NODE",
	     N_("The same for a node that does not call itself one.")),
	CALL(syscon_regmap_lookup_by_phandle, "NODE NAME",
	     N_("The same for the node that a property points at.")),
	CALL(serial8250_register_8250_port, "DEV START SIZE N WORD [BASE]",
	     N_("Register a serial port: the core claims and maps it.")),
	CALL(serial8250_unregister_port, "N", N_("Take a serial port out again.")),
	CALL(of_get_compatible_child, "NODE NAME",
	     N_("Has the node a child that is compatible with NAME?")),
	CALL(devm_rpi_firmware_get, "NODE", N_("Find the firmware of a Raspberry Pi.")),
	CALL(irqchip_init_children, "NODE NAME",
	     N_("Set up the nodes below that are compatible with NAME.")),
	CALL(is_first_time, "WORD", N_("Is WORD asked about for the first time since the start?")),
	CALL(pm_power_off_is_set, "", N_("Is there a way to switch the machine off?")),
	CALL(resource_size, "&RES", N_("Bytes in a resource.")),
	CALL(DEFINE_RES_MEM, "START SIZE",
	     N_("A resource of memory that has no name and is in no tree.")),
	CALL(DEFINE_RES_MEM_NAMED, "START SIZE NAME", N_("The same with a name.")),
	CALL(of_get_parent, "NODE", N_("The node above; a label names it.")),
	CALL(of_node_clear_flag, "NODE NAME",
	     N_("Take OF_POPULATED off a node, so that it becomes a device later.")),
	CALL(of_get_child_by_name, "NODE NAME", N_("The child of that name; a label names it.")),
	CALL(of_find_compatible_node, "NAME",
	     N_("The first node that is compatible with NAME; a label names it.")),
	CALL(gpiochip_node_get_first, "NODE",
	     N_("The first child that has GPIO lines; a label names it.")),
	CALL(gpiochip_node_get_next, "NODE",
	     N_("The next one beside it that has GPIO lines; a label names it.")),
	CALL(bgpio_map, "DEV NAME SIZE", N_("Claim and map a GPIO register by its name.")),
	CALL(zynqmp_ipi_mbox_probe, "DEV", N_("Map the buffers of all mailboxes below it.")),
};
const size_t part_command_count = sizeof(part_commands) / sizeof(part_commands[0]);
