/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barriers, memory that devices share, and the orders in which accesses arrive. */
#include <inttypes.h>
#include <string.h>

#include "linux/include/asm-generic/barrier.h"
#include "run/calls.h"
#include "sim/intl.h"
#include "sim/sentence.h"

#define ORDERS_SHOWN 24

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

#define BARRIER_ROW(name, which)                                                                   \
	ROW(name)                                                                                  \
	{                                                                                          \
		(void)call;                                                                        \
		memory_barrier(c->kernel, which);                                                  \
		return give_ok(v);                                                                 \
	}

BARRIER_ROW(mb, BARRIER_MB)
BARRIER_ROW(rmb, BARRIER_RMB)
BARRIER_ROW(wmb, BARRIER_WMB)
BARRIER_ROW(dma_rmb, BARRIER_DMA_RMB)
BARRIER_ROW(dma_wmb, BARRIER_DMA_WMB)
BARRIER_ROW(smp_mb, BARRIER_SMP_MB)
BARRIER_ROW(smp_rmb, BARRIER_SMP_RMB)
BARRIER_ROW(smp_wmb, BARRIER_SMP_WMB)

ROW(WRITE_ONCE)
{
	WRITE_ONCE(c->kernel, call->args[0].a, call->args[1].a);
	return give_ok(v);
}

ROW(READ_ONCE)
{
	unsigned bytes;

	v->address = READ_ONCE(c->kernel, call->args[0].a, &bytes);
	v->kind = VALUE_REGISTER;
	v->digits = bytes * 2;
	return true;
}

ROW(dma_alloc_coherent)
{
	v->address = dma_alloc_coherent(c->kernel, call->args[0].a);
	v->kind = VALUE_MAPPING;
	v->labels = (struct thing){ .kind = THING_ADDRESS, .address = v->address };
	return true;
}

ROW(dma_free_coherent)
{
	dma_free_coherent(c->kernel, call->args[0].a, call->args[1].a);
	return give_ok(v);
}

ROW(begin_orders)
{
	(void)call;
	accesses_begin(c->kernel);
	return give_ok(v);
}

/* The architecture in argument N, or the one that the kernel was built for. */
static const struct arrival_model *model_in(struct context *c, const struct call *call, unsigned n)
{
	return n < call->arg_count ? arrival_model(call->args[n].text) : accesses_model(c->kernel);
}

static bool check_model(const char *word, struct error *err)
{
	if (arrival_model(word))
		return true;
	return error_set(err, NULL, NULL, _("there are no rules for '%s': arm64, x86, arm, riscv"),
	                 word);
}

static bool check_orders(const struct call *call, struct error *err)
{
	if (call->arg_count > 1)
		return error_set(err, NULL, NULL, _("orders takes: [ARCH]"));
	return !call->arg_count || check_model(call->args[0].text, err);
}

static bool check_arrive(const struct call *call, struct error *err)
{
	return call->arg_count < 2 || check_model(call->args[1].text, err);
}

static char letter(unsigned access)
{
	return (char)('a' + access);
}

static void add_place(struct text *out, const struct arrival_event *e)
{
	text_add_hex(out, e->address, 8);
	text_add(out, ", ");
	if (e->target)
		text_add_printable(out, e->target);
	else
		text_add(out, e->memory == MEMORY_DMA ? _("memory that a device looks at")
		                                      : _("memory"));
}

static void add_access(struct text *out, const struct arrival_event *e, unsigned n)
{
	text_addf(out, "  %c  %s: ", letter(n), e->function);
	if (e->write)
		text_addf(out, _("0x%" PRIx64 " to "), e->value);
	else
		text_addf(out, _("0x%" PRIx64 " from "), e->value);
	add_place(out, e);
	text_add_char(out, '\n');
}

static void add_barrier(struct text *out, const struct arrival_sequence *s,
                        const struct arrival_event *e)
{
	const char *instruction = arrival_barrier(s->model, s->one_cpu, e->barrier)->instruction;

	text_addf(out, "     %s: %s\n", e->function,
	          instruction ? instruction : _("no instruction"));
}

static void add_events(struct text *out, const struct arrival_sequence *s, unsigned left_out)
{
	text_addf(out, _("accesses in the order of the program, for %s:\n"), s->model->arch);
	if (left_out)
		text_addf(out,
		          ngettext("     (%u older one is left out: at most %d are ordered)\n",
		                   "     (%u older ones are left out: at most %d are ordered)\n",
		                   left_out),
		          left_out, ARRIVAL_ACCESSES);
	for (unsigned i = 0, n = 0; i < s->count; i++) {
		if (s->events[i].barrier == BARRIER_NONE)
			add_access(out, &s->events[i], n++);
		else
			add_barrier(out, s, &s->events[i]);
	}
}

/* The sentence of a verdict, with its {0} and {1} filled in. */
static void add_why(struct text *out, const struct arrival_verdict *v)
{
	const char *s = _(v->why);

	for (; *s; s++) {
		if (s[0] == '{' && (s[1] == '0' || s[1] == '1') && s[2] == '}') {
			text_add(out, s[1] == '0' ? v->function : v->instruction);
			s += 2;
		} else {
			text_add_char(out, *s);
		}
	}
}

/* One that lies between the two in the order, so that they are ordered through it. */
static int through(const uint8_t before[], unsigned first, unsigned second)
{
	for (unsigned m = first + 1; m < second; m++)
		if (before[m] & 1u << first && before[second] & 1u << m)
			return (int)m;
	return -1;
}

static void add_pair(struct text *out, const struct arrival_sequence *s, const uint8_t before[],
                     unsigned first, unsigned second)
{
	struct arrival_verdict v = arrival_pair(s, first, second);
	int m = v.ordered ? -1 : through(before, first, second);

	if (m >= 0) {
		text_addf(out, _("  %c < %c  %c stands between them in every order.\n"),
		          letter(first), letter(second), letter((unsigned)m));
		return;
	}
	text_addf(out, "  %c %c %c  ", letter(first), v.ordered ? '<' : '?', letter(second));
	add_why(out, &v);
	text_add_char(out, '\n');
}

struct listing {
	struct text *out;
	const struct arrival_sequence *s;
	unsigned n;
};

/* ` 2  b a   ! b overtakes a` */
static bool add_order(const uint8_t order[], unsigned n, void *arg)
{
	struct listing *list = arg;
	bool broken = false;

	if (++list->n > ORDERS_SHOWN)
		return true;
	text_addf(list->out, "%3u ", list->n);
	for (unsigned i = 0; i < n; i++)
		text_addf(list->out, " %c", letter(order[i]));
	for (unsigned i = 0; i < n; i++) {
		int earlier = arrival_overtaken(list->s, order, i);

		if (earlier < 0)
			continue;
		text_addf(list->out, broken ? _(", %c overtakes %c") : _("   ! %c overtakes %c"),
		          letter(order[i]), letter((unsigned)earlier));
		broken = true;
	}
	text_add_char(list->out, '\n');
	return true;
}

ROW(orders)
{
	uint8_t before[ARRIVAL_ACCESSES];
	struct arrival_sequence s;
	struct listing list = { c->out, &s, 0 };
	unsigned left_out = accesses_collect(c->kernel, model_in(c, call, 0), &s);

	if (!s.access_count) {
		text_addf(c->out, "%s\n", _("No access has been made since begin_orders."));
		return give_number(v, 0);
	}
	add_events(c->out, &s, left_out);
	arrival_before(&s, before);
	for (unsigned second = 1; second < s.access_count; second++)
		for (unsigned first = 0; first < second; first++)
			add_pair(c->out, &s, before, first, second);
	text_addf(c->out, "%s\n", _("orders of arrival:"));
	arrival_orders(&s, add_order, &list);
	if (list.n > ORDERS_SHOWN)
		text_addf(c->out, _("    and %u more\n"), list.n - ORDERS_SHOWN);
	return give_number(v, list.n);
}

/* What happened since step FROM, a line each. */
static void add_steps(struct context *c, size_t from)
{
	const struct sim *sim = c->kernel->sim;

	for (size_t i = from; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];

		if (step->says->kind == STEP_CALL || step->says->kind == STEP_RETURN)
			continue;
		sentence_of(c->out, sim, step);
		text_add_char(c->out, '\n');
	}
}

ROW(arrive)
{
	size_t from;
	uint8_t order[ARRIVAL_ACCESSES];
	struct arrival_sequence s;

	accesses_collect(c->kernel, model_in(c, call, 1), &s);
	if (!s.access_count || call->args[0].a > UINT32_MAX ||
	    !arrival_nth(&s, (unsigned)call->args[0].a, order))
		return error_set(c->err, NULL, NULL,
		                 _("there is no order number %" PRIu64 " (`orders` lists them)"),
		                 call->args[0].a);
	from = c->kernel->sim->step_count;
	accesses_arrive(c->kernel, &s, order);
	add_steps(c, from);
	return give_ok(v);
}

#define CALL(name, args, help) KERNEL(name, args, HAS_SLAB, help)

const struct command orders_commands[] = {
	CALL(mb, "", N_("Keep all accesses before it in front of all behind it.")),
	CALL(rmb, "", N_("Keep reads before it in front of reads behind it.")),
	CALL(wmb, "", N_("Keep writes before it in front of writes behind it.")),
	CALL(dma_rmb, "", N_("The same for reads of memory that a device writes.")),
	CALL(dma_wmb, "", N_("The same for writes to memory that a device reads.")),
	CALL(smp_mb, "", N_("Keep all accesses in order as other CPUs see them.")),
	CALL(smp_rmb, "", N_("Keep reads in order as other CPUs see them.")),
	CALL(smp_wmb, "", N_("Keep writes in order as other CPUs see them.")),
	CALL(WRITE_ONCE, "ADDR N", N_("Write a value to memory of the kernel.")),
	CALL(READ_ONCE, "ADDR", N_("Read a value from memory of the kernel.")),
	CALL(dma_alloc_coherent, "SIZE", N_("Get memory that a device looks at too.")),
	CALL(dma_free_coherent, "SIZE ADDR", N_("Give such memory back.")),
	CALL(begin_orders, "", N_("Forget the accesses made so far; `orders` begins anew.")),
	{ "arrive", "N [ARCH]", row_arrive, COMMAND_KERNEL, HAS_SLAB,
	  N_("Let the accesses arrive in the Nth of their orders, a step each."), check_arrive },
	{ "orders", "WORD...", row_orders, COMMAND_LOOK, 0,
	  N_("List the orders in which the last accesses may arrive, and why."), check_orders },
};
const size_t orders_command_count = sizeof(orders_commands) / sizeof(orders_commands[0]);
