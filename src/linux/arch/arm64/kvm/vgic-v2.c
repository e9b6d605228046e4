/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm64/kvm/vgic/vgic-v2.c, and who calls it. */
#include "linux/arch/arm64/kvm/kvm.h"

#include "linux/include/io.h"
#include "linux/include/of_address.h"
#include "linux/include/of_irq.h"

enum { NO_HYP, NO_GIC, UNALIGNED, CONTROL, NOT_MAPPED };

static const struct sentence says[] = {
	[NO_HYP] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	             N_("The kernel was not started at exception level 2, so there can be no "
	                "virtual machines and nothing is mapped for them.") },
	[NO_GIC] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	             N_("No interrupt controller of version 2 has registers for virtual machines.") },
	[UNALIGNED] = { STEP_DECIDE, LEVEL_CALL, 1, "r",
	                N_("The registers for guests, {0}, are no whole pages, so guests cannot "
	                   "have them: the kernel maps them itself.") },
	[CONTROL] = { STEP_DECIDE, LEVEL_CALL, 2, "r",
	              N_("The registers that control virtual interrupts, {0}, are mapped, and not "
	                 "claimed.") },
	[NOT_MAPPED] = { STEP_REFUSE, LEVEL_CALL, 2, "r",
	                 N_("{0} cannot be mapped, so there are no virtual machines.") },
};

static const char *const gic_v2[] = { "arm,gic-400",       "arm,cortex-a15-gic",
	                              "arm,cortex-a9-gic", "arm,cortex-a7-gic",
	                              "arm,pl390",         "qcom,msm-qgic2" };

/*
 * is_hyp_mode_available(): CurrentEL at the first instruction.  Firmware that is called
 * with `hvc` is a hypervisor and has level 2 for itself; --absent /cpus says that the
 * processors have no such level.
 */
static bool is_hyp_mode_available(struct kernel *k)
{
	const struct nodes *nodes = k->machine->nodes;
	int psci = nodes_by_path(nodes, "/psci");

	return machine_answers(k->machine, nodes_by_path(nodes, "/cpus")) &&
	       !(psci >= 0 && of_flat_dt_string_is(k, psci, "method", "hvc"));
}

static bool is_gic_v2(const struct kernel *k, int node)
{
	for (size_t i = 0; i < sizeof(gic_v2) / sizeof(gic_v2[0]); i++)
		if (of_flat_dt_is_compatible(k, node, gic_v2[i]))
			return of_fdt_device_is_available(k, node);
	return false;
}

/* gic_of_setup_kvm_info(): the third and fourth entry of the first such node. */
static bool find_parts(struct kernel *k, struct resource *control, struct resource *guests)
{
	struct of_walk walk = { .node = -1 };

	while (of_next_node(k, &walk))
		if (is_gic_v2(k, walk.node))
			return of_irq_count(k, walk.node) &&
			       !of_address_to_resource(k, walk.node, 2, control) &&
			       !of_address_to_resource(k, walk.node, 3, guests);
	return false;
}

static const struct outline outline_create = {
	"create_hyp_io_mappings",
	"arch/arm64/kvm/mmu.c",
	"r",
	'e',
	N_("Maps registers for the kernel and for the code that runs beside it at level 2."),
	NULL,
	{ N_("map them as any driver would"), N_("failed: -ENOMEM"),
	  N_("map them a second time, in the other level's own page tables") }
};

static int create_hyp_io_mappings(struct kernel *k, const struct resource *res)
{
	ENTER(k, &outline_create, RANGE(res));
	if (!ioremap(k, res->start, resource_size(res))) {
		TELL(k, &says[NOT_MAPPED], RANGE(res));
		return leave_int(k, -ENOMEM);
	}
	return leave_int(k, 0);
}

static const struct outline outline_probe = {
	"vgic_v2_probe",
	"arch/arm64/kvm/vgic/vgic-v2.c",
	"rr",
	'e',
	N_("Gets hold of the interrupt controller's part for virtual machines."),
	N_("It maps registers of a node whose other registers the interrupt code has mapped long "
	   "before; nobody claims any of them."),
	{ N_("registers for guests that are no whole pages: map them"),
	  N_("map the registers that control virtual interrupts"), N_("0, or -ENOMEM") }
};

static int vgic_v2_probe(struct kernel *k, const struct resource *control,
                         const struct resource *guests)
{
	uint64_t in_page = PAGE_SIZE(k) - 1;

	ENTER(k, &outline_probe, RANGE(control), RANGE(guests));
	if ((guests->start | resource_size(guests)) & in_page) {
		TELL(k, &says[UNALIGNED], RANGE(guests));
		if (create_hyp_io_mappings(k, guests))
			return leave_int(k, -ENOMEM);
	}
	TELL(k, &says[CONTROL], RANGE(control));
	return leave_int(k, create_hyp_io_mappings(k, control));
}

static const struct outline outline_init = {
	"kvm_arm_init",
	"arch/arm64/kvm/arm.c",
	"",
	'v',
	N_("Prepares for virtual machines, where the processors can."),
	NULL,
	{ N_("not started at level 2: nothing to do"),
	  N_("no interrupt controller of version 2 with registers for guests: nothing to map"),
	  N_("map them") }
};

void kvm_arm_init(struct kernel *k)
{
	struct resource control = { 0 }, guests = { 0 };

	ENTER(k, &outline_init);
	if (!k->machine || !is_hyp_mode_available(k)) {
		printk(k, "kvm [1]: HYP mode not available");
		TELL(k, &says[NO_HYP]);
	} else if (!find_parts(k, &control, &guests)) {
		TELL(k, &says[NO_GIC]);
	} else {
		vgic_v2_probe(k, &control, &guests);
	}
	leave(k);
}
