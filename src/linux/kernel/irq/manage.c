/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/irq/manage.c: who handles which interrupt.
 *
 * What is not simulated: the interrupt controller, so that every number from 1 on
 * has a line behind it and no interrupt ever comes.
 */
#include "linux/include/interrupt.h"

#include <inttypes.h>
#include <stdio.h>

#include "linux/fs/seq_file.h"

#define MANAGE_FILE "kernel/irq/manage.c"

/* Interrupts that there can be; one above is refused. */
enum { NR_IRQS = 1024 };

struct irqaction {
	struct irqaction *next;
	const char *name;
	uint64_t flags;
};

struct irq_state {
	struct irqaction *action[NR_IRQS]; /* the handlers of each, the oldest first */
};

enum {
	NO_LINE,
	FIRST,
	BOTH_SHARE,
	MISMATCH,
	FREED,
	STILL_SHARED,
	NOT_THERE,
};

static const struct sentence says[] = {
	[NO_LINE] = { STEP_REFUSE, LEVEL_STOP, 1, "d",
	              N_("There is no interrupt {0}, so nobody can handle it.") },
	[FIRST] = { STEP_SET, LEVEL_STOP, 5, "dn",
	            N_("Nobody handled interrupt {0} before; {1} does from now on.") },
	[BOTH_SHARE] = { STEP_SET, LEVEL_STOP, 5, "dnn",
	                 N_("Interrupt {0} has a handler, {1}, and both agreed to share it: {2} is "
	                    "called after it.") },
	[MISMATCH] = { STEP_CONFLICT, LEVEL_STOP, 4, "dnn",
	               N_("{1} is refused: {2} handles interrupt {0}, and they did not both agree "
	                  "to share it.") },
	[FREED] = { STEP_SET, LEVEL_STOP, 2, "dn",
	            N_("{1} no longer handles interrupt {0}, nobody does; the line is shut.") },
	[STILL_SHARED] = { STEP_SET, LEVEL_STOP, 2, "dnn",
	                   N_("{1} no longer handles interrupt {0}; {2} still does.") },
	[NOT_THERE] = { STEP_REFUSE, LEVEL_STOP, 3, "dn",
	                N_("No handler of interrupt {0} is {1}; only the log is told.") },
};

static struct irq_state *state_of(struct kernel *k)
{
	if (!k->irq)
		SET(k, k->irq, sim_alloc(k->sim, sizeof(*k->irq)));
	return k->irq;
}

/* irq_to_desc(): 0 stands for no interrupt at all. */
static bool is_line(uint64_t irq)
{
	return irq > 0 && irq < NR_IRQS;
}

static const struct outline outline_request = {
	"request_threaded_irq",
	MANAGE_FILE,
	"dnx",
	'e',
	N_("Makes a function the handler of an interrupt: request_irq() is this."),
	N_("Unlike memory, an interrupt can have several owners, if each of them says shared; "
	   "/proc/interrupts has them all in one line."),
	{ N_("the number must be that of an interrupt"), N_("make a record of the handler"),
	  N_("the first handler gets the line"),
	  N_("a further one needs IRQF_SHARED on both sides: -EBUSY without it"),
	  N_("put the record at the end of the line's list") }
};

static void refuse(struct kernel *k, uint64_t irq, const struct irqaction *old, const char *name,
                   uint64_t flags)
{
	printk(k,
	       "genirq: Flags mismatch irq %" PRIu64 ". %08" PRIx64 " (%s) vs. %08" PRIx64 " (%s)",
	       irq, flags, name ? name : "(null)", old->flags, old->name ? old->name : "(null)");
	TELL(k, &says[MISMATCH], irq, name_id(name), name_id(old->name));
}

int request_irq(struct kernel *k, uint64_t irq, const char *name, uint64_t flags)
{
	struct irqaction **slot, *new, *old;

	ENTER(k, &outline_request, irq, name_id(name), flags);
	if (!is_line(irq)) {
		TELL(k, &says[NO_LINE], irq);
		return leave_int(k, -EINVAL);
	}
	slot = &state_of(k)->action[irq];
	old = *slot;
	if (old && !(old->flags & flags & IRQF_SHARED)) {
		refuse(k, irq, old, name, flags);
		return leave_int(k, -EBUSY);
	}
	new = sim_alloc(k->sim, sizeof(*new));
	SET(k, new->name, name);
	SET(k, new->flags, flags);
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, new);
	if (old)
		TELL(k, &says[BOTH_SHARE], irq, name_id(old->name), name_id(name));
	else
		TELL(k, &says[FIRST], irq, name_id(name));
	return leave_int(k, 0);
}

static const struct outline outline_free = {
	"free_irq",
	MANAGE_FILE,
	"dn",
	'v',
	N_("Takes a handler off an interrupt."),
	N_("The handler is found by what the driver gave as dev_id, here its name; a wrong one "
	   "frees nothing."),
	{ N_("find the handler among those of the line"),
	  N_("take it off; without any left the line is shut"),
	  N_("not found: a warning in the log") }
};

static void warn_not_there(struct kernel *k, uint64_t irq, const char *name)
{
	char message[64];

	snprintf(message, sizeof(message), "Trying to free already-free IRQ %" PRIu64, irq);
	kernel_warn(k, "kernel/irq/manage.c:1887", "free_irq", message);
	TELL(k, &says[NOT_THERE], irq, name_id(name));
}

void free_irq(struct kernel *k, uint64_t irq, const char *name)
{
	struct irqaction **slot;

	ENTER(k, &outline_free, irq, name_id(name));
	if (!is_line(irq)) {
		TELL(k, &says[NOT_THERE], irq, name_id(name));
		leave(k);
		return;
	}
	slot = &state_of(k)->action[irq];
	while (*slot && (*slot)->name != name)
		slot = &(*slot)->next;
	if (!*slot) {
		warn_not_there(k, irq, name);
		leave(k);
		return;
	}
	SET(k, *slot, (*slot)->next);
	if (k->irq->action[irq])
		TELL(k, &says[STILL_SHARED], irq, name_id(name),
		     name_id(k->irq->action[irq]->name));
	else
		TELL(k, &says[FREED], irq, name_id(name));
	leave(k);
}

/* kernel/irq/proc.c: show_interrupts(), for the one CPU that is simulated. */
void interrupts_show(const struct kernel *k, struct text *out)
{
	const unsigned width = 3; /* of the first column, as in a kernel of fewer than 1000 lines */

	text_addf(out, "%*s%-11s\n", (int)width + 8, "", "CPU0");
	for (uint64_t i = 0; k->irq && i < NR_IRQS; i++) {
		const struct irqaction *a = k->irq->action[i];

		if (!a)
			continue;
		text_addf(out, "%*" PRIu64 ": %10u  %8s %*s %-8s  ", (int)width, i, 0, "None",
		          (int)width, "", "Edge");
		for (; a; a = a->next)
			text_addf(out, "%s%s", a->name ? a->name : "(null)", a->next ? ", " : "");
		text_add_char(out, '\n');
	}
}

static const struct outline outline_proc_init = {
	"proc_interrupts_init",
	"fs/proc/interrupts.c",
	"",
	'v',
	N_("Makes the file appear in which user space sees who handles which interrupt."),
	NULL,
	{ N_("make /proc/interrupts"), N_("a line for each interrupt that has a handler"),
	  N_("how often it came; here none ever comes") }
};

void proc_interrupts_init(struct kernel *k)
{
	ENTER(k, &outline_proc_init);
	seq_file_exists(k, "/proc/interrupts");
	leave(k);
}
