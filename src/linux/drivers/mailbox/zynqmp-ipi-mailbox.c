/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/mailbox/zynqmp-ipi-mailbox.c: mailboxes whose messages lie in four small
 * buffers each, most of them in one page of registers.
 */
#include "linux/include/devm_io.h"
#include "linux/include/driver_calls.h"
#include "linux/include/of_address.h"

#define IPI_FILE "drivers/mailbox/zynqmp-ipi-mailbox.c"

enum { BUFFER, NO_BUFFER, NOT_MAPPED, NO_CHILD, NO_ID };

static const struct sentence says[] = {
	[BUFFER] = { STEP_DECIDE, LEVEL_CALL, 2, "nnr",
	             N_("{1} of {0} is {2}. It is mapped and not claimed: the buffers of several "
	                "mailboxes share one page.") },
	[NO_BUFFER] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	                N_("{0} has no {1}; that way no messages go.") },
	[NOT_MAPPED] = { STEP_REFUSE, LEVEL_CALL, 2, "nn",
	                 N_("{1} of {0} cannot be mapped: -ENOMEM.") },
	[NO_CHILD] = { STEP_REFUSE, LEVEL_CALL, 1, "n",
	               N_("{0} has no mailbox below its node: -EINVAL.") },
	[NO_ID] = { STEP_REFUSE, LEVEL_CALL, 2, "n",
	            N_("The mailbox {0} does not say whom it talks to: -EINVAL.") },
};

static const char *const buffers[] = { "local_request_region", "remote_response_region",
	                               "remote_request_region", "local_response_region" };

static const struct outline outline_setup = {
	"zynqmp_ipi_setup",
	IPI_FILE,
	"n",
	'e',
	N_("Maps the buffers of one mailbox."),
	NULL,
	{ N_("go through the four names; one that `reg-names` lacks is left out"),
	  N_("map it, with devm_ioremap() and without a claim"), N_("0") }
};

static int zynqmp_ipi_setup(struct kernel *k, struct device *dev, int node)
{
	uint64_t name = name_id(of_flat_dt_name(k, node));

	ENTER(k, &outline_setup, name);
	for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++) {
		int index = of_property_match_string(k, node, "reg-names", buffers[i]);
		struct resource res;

		if (index < 0) {
			TELL(k, &says[NO_BUFFER], name, NAME(k, buffers[i]));
			continue;
		}
		if (of_address_to_resource(k, node, index, &res))
			return leave_int(k, -EINVAL);
		TELL(k, &says[BUFFER], name, NAME(k, buffers[i]), RANGE(&res));
		if (!devm_ioremap_as(k, dev, IOREMAP, res.start, resource_size(&res))) {
			TELL(k, &says[NOT_MAPPED], name, NAME(k, buffers[i]));
			return leave_int(k, -ENOMEM);
		}
	}
	return leave_int(k, 0);
}

static const struct outline outline_probe = {
	"zynqmp_ipi_mbox_probe",
	IPI_FILE,
	"n",
	'e',
	N_("Sets up each mailbox below the node."),
	NULL,
	{ N_("go through the children that are available; none: -EINVAL"),
	  N_("each must say whom it talks to"), N_("map its buffers; any error is -EINVAL") }
};

int zynqmp_ipi_mbox_probe(struct kernel *k, struct device *dev)
{
	unsigned mailboxes = 0;
	uint32_t id;
	int child;

	ENTER(k, &outline_probe, name_id(dev->name));
	of_for_each_child(k, child, dev->of_node)
	{
		const char *name = of_flat_dt_name(k, child);

		if (!of_fdt_device_is_available(k, child))
			continue;
		mailboxes++;
		if (!of_flat_dt_u32(k, child, "xlnx,ipi-id", &id)) {
			TELL(k, &says[NO_ID], name_id(name));
			return leave_int(k, -EINVAL);
		}
		if (zynqmp_ipi_setup(k, dev, child))
			return leave_int(k, -EINVAL);
		printk(k, "zynqmp-ipi-mbox %s: Registered ZynqMP IPI mbox with TX/RX channels.",
		       name);
	}
	if (!mailboxes)
		TELL(k, &says[NO_CHILD], name_id(dev->name));
	return leave_int(k, mailboxes ? 0 : -EINVAL);
}
