/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/arch/arrival.h"

#include <stddef.h>
#include <string.h>

#include "sim/intl.h"

/* An access as the rules know it: a bit for what it is aimed at and which way it goes. */
#define KIND(memory, write) (1u << ((memory)*2 + (write)))
#define READS(memory)       KIND(memory, 0)
#define WRITES(memory)      KIND(memory, 1)

enum {
	RAM_R = READS(MEMORY_CPUS) | READS(MEMORY_DMA),
	RAM_W = WRITES(MEMORY_CPUS) | WRITES(MEMORY_DMA),
	DEV_R = READS(MEMORY_DEVICE) | READS(MEMORY_DEVICE_NP),
	DEV_W = WRITES(MEMORY_DEVICE) | WRITES(MEMORY_DEVICE_NP),
	WC_R = READS(MEMORY_WC),
	WC_W = WRITES(MEMORY_WC),
	RAM = RAM_R | RAM_W,
	DEV = DEV_R | DEV_W,
	WC = WC_R | WC_W,
	ANY_R = RAM_R | DEV_R | WC_R,
	ANY_W = RAM_W | DEV_W | WC_W,
	ANY = ANY_R | ANY_W,
};

enum {
	ARM64 = 1u << 0,
	X86 = 1u << 1,
	EACH = ~0u,
};

/* How two accesses lie to each other. */
enum {
	SAME_PLACE = 1u << 0,  /* bytes in common */
	SAME_DEVICE = 1u << 1, /* the same device's registers or memory */
	ELSEWHERE = 1u << 2,   /* none of the two */
	ANYHOW = SAME_PLACE | SAME_DEVICE | ELSEWHERE,
};

enum rule_says {
	KEEPS,     /* the first arrives first */
	FORWARDS,  /* it need not, and nobody can tell */
	POSTED,    /* it need not, and no barrier helps */
	ASKS_WAIT, /* it does if a barrier between them waits for the answer */
	ASKS,      /* it does if a barrier between them orders the two */
};

/* The first row that fits decides. */
static const struct rule {
	unsigned arch, first, second, lie;
	enum rule_says says;
	const char *why;
} rules[] = {
	{ EACH, RAM_W, RAM_R, SAME_PLACE, FORWARDS,
	  N_("The read takes what this CPU has written itself, also while that is still under "
	     "way.") },
	{ EACH, RAM | WC, RAM | WC, SAME_PLACE, KEEPS,
	  N_("Both go to the same place, and a CPU keeps its accesses to one place in order.") },
	{ EACH, DEV, DEV, SAME_DEVICE, KEEPS,
	  N_("Both go to one device through ioremap(), and such accesses arrive in order.") },
	{ EACH, WRITES(MEMORY_DEVICE) | WC_W, ANY, ELSEWHERE, POSTED,
	  N_("The write is posted: it may wait on its way, and no barrier tells when it arrives. "
	     "A read from the same device does.") },
	{ EACH, WRITES(MEMORY_DEVICE_NP), ANY, ELSEWHERE, ASKS_WAIT,
	  N_("The device itself acknowledges this write, but nothing here waits for that.") },
	{ X86, WC_W, DEV, SAME_DEVICE, KEEPS,
	  N_("An access to uncached memory empties the write-combining buffers first.") },
	{ X86, RAM_R | DEV_R, RAM | DEV | WC_W, ANYHOW, KEEPS,
	  N_("x86 lets nothing overtake a read, but for reads of write-combining memory.") },
	{ X86, RAM_W | DEV_W, RAM_W | DEV_W, ANYHOW, KEEPS,
	  N_("x86 keeps writes in order, but for those to write-combining memory.") },
	{ X86, DEV_W, WC_W, SAME_DEVICE, KEEPS,
	  N_("The uncached write has left the CPU before the write-combining buffers take the "
	     "next one, and both go the same way.") },
	{ EACH, WC, ANY, ANYHOW, ASKS,
	  N_("Nothing orders them, and write-combining memory is weakly ordered: the CPU may "
	     "merge and re-order what goes there.") },
	{ EACH, ANY, WC, ANYHOW, ASKS,
	  N_("Nothing orders them, and write-combining memory is weakly ordered: the CPU may "
	     "merge and re-order what goes there.") },
	{ X86, ANY_W, ANY_R, ANYHOW, ASKS,
	  N_("x86 lets a read overtake a write that waits in the store buffer.") },
	{ EACH, ANY, ANY, ANYHOW, ASKS,
	  N_("Nothing orders them, and the CPU may re-order accesses to different places.") },
};

/* What barriers between two accesses come to; the text of the first that fits. */
static const char *const barrier_stands = N_("{0} stands between them: {1} orders the two.");
static const char *const barrier_inside = N_("{0} has {1} inside, which orders the two.");
static const char *const barrier_compiler =
	N_("{0} stands between them, but it is no instruction here: it only keeps the compiler "
           "from moving accesses.");
static const char *const barrier_cpus =
	N_("{0} stands between them, but {1} orders memory for other CPUs only, and a device is "
           "none.");
static const char *const barrier_others =
	N_("{0} stands between them, but {1} orders accesses of other kinds.");

bool arrival_add(struct arrival_sequence *s, const struct arrival_event *event)
{
	if (s->count == ARRIVAL_EVENTS ||
	    (event->barrier == BARRIER_NONE && s->access_count == ARRIVAL_ACCESSES))
		return false;
	if (event->barrier == BARRIER_NONE)
		s->access[s->access_count++] = (uint8_t)s->count;
	s->events[s->count++] = *event;
	return true;
}

static enum access_memory memory_of(const struct arrival_sequence *s, const struct arrival_event *e)
{
	return e->memory == MEMORY_WC && !s->model->has_wc ? MEMORY_DEVICE : e->memory;
}

static bool is_ram(enum access_memory memory)
{
	return memory == MEMORY_CPUS || memory == MEMORY_DMA;
}

static unsigned lie_of(const struct arrival_event *a, const struct arrival_event *b)
{
	bool overlap = a->address <= b->address ? b->address - a->address < a->bytes
	                                        : a->address - b->address < b->bytes;

	if (is_ram(a->memory) != is_ram(b->memory))
		return ELSEWHERE;
	if (is_ram(a->memory))
		return overlap ? SAME_PLACE : ELSEWHERE;
	if (a->target != b->target)
		return ELSEWHERE;
	return overlap ? SAME_PLACE | SAME_DEVICE : SAME_DEVICE;
}

static uint8_t class_of(const struct arrival_event *e)
{
	if (is_ram(e->memory))
		return e->write ? ORDERS_W : ORDERS_R;
	return e->write ? ORDERS_O : ORDERS_I;
}

static bool orders_them(const struct arrival_barrier *b, const struct arrival_event *first,
                        const struct arrival_event *second)
{
	return b->instruction && (b->before & class_of(first)) && (b->after & class_of(second)) &&
	       (!b->cpus_only || (first->memory == MEMORY_CPUS && second->memory == MEMORY_CPUS));
}

/* The barrier that event number AT is, or has inside on the side between the two; or NULL. */
static const struct arrival_barrier *barrier_at(const struct arrival_sequence *s, unsigned at,
                                                unsigned first, unsigned second)
{
	const struct arrival_event *e = &s->events[at];

	if (e->barrier != BARRIER_NONE)
		return arrival_barrier(s->model, s->one_cpu, e->barrier);
	if (e->relaxed || (e->write ? at == first : at == second))
		return NULL;
	return e->write ? &s->model->in_write : &s->model->in_read;
}

/* A barrier that was put there and does not help: say why. */
static void tell_useless(struct arrival_verdict *v, const struct arrival_event *e,
                         const struct arrival_barrier *b)
{
	if (!b->instruction)
		v->why = barrier_compiler;
	else
		v->why = b->cpus_only ? barrier_cpus : barrier_others;
	v->function = e->function;
	v->instruction = b->instruction;
}

/* Does any barrier from event FIRST to SECOND order the two (and wait, if it must)? */
static void look_for_barrier(const struct arrival_sequence *s, unsigned first, unsigned second,
                             bool must_wait, struct arrival_verdict *v)
{
	for (unsigned at = first; at <= second; at++) {
		const struct arrival_event *e = &s->events[at];
		const struct arrival_barrier *b = barrier_at(s, at, first, second);

		if (!b)
			continue;
		if (orders_them(b, &s->events[first], &s->events[second]) &&
		    (b->waits || !must_wait)) {
			v->ordered = true;
			v->why = e->barrier == BARRIER_NONE ? barrier_inside : barrier_stands;
			v->function = e->function;
			v->instruction = b->instruction;
			return;
		}
		if (e->barrier != BARRIER_NONE && !must_wait)
			tell_useless(v, e, b);
	}
}

struct arrival_verdict arrival_pair(const struct arrival_sequence *s, unsigned first,
                                    unsigned second)
{
	unsigned a = s->access[first], b = s->access[second], lie;
	const struct arrival_event *one = &s->events[a], *two = &s->events[b];
	unsigned kind_one = KIND(memory_of(s, one), one->write);
	unsigned kind_two = KIND(memory_of(s, two), two->write);
	struct arrival_verdict v = { 0 };
	const struct rule *rule = rules;

	lie = lie_of(one, two);
	while (!((rule->arch & s->model->bit) && (rule->first & kind_one) &&
	         (rule->second & kind_two) && (rule->lie & lie)))
		rule++;
	v.why = rule->why;
	v.ordered = rule->says == KEEPS;
	v.harmless = rule->says == FORWARDS;
	if (rule->says == ASKS || rule->says == ASKS_WAIT || rule->says == FORWARDS)
		look_for_barrier(s, a, b, rule->says == ASKS_WAIT, &v);
	if (v.harmless && v.ordered)
		v.harmless = false;
	else if (v.harmless)
		v = (struct arrival_verdict){ .harmless = true, .why = rule->why };
	return v;
}

void arrival_before(const struct arrival_sequence *s, uint8_t before[ARRIVAL_ACCESSES])
{
	for (unsigned j = 0; j < s->access_count; j++) {
		before[j] = 0;
		for (unsigned i = j; i-- > 0;)
			if (arrival_pair(s, i, j).ordered)
				before[j] |= (uint8_t)(1u << i | before[i]);
	}
}

/* One walk over all orders: the way so far, and what is still to come. */
struct walk {
	uint8_t before[ARRIVAL_ACCESSES], order[ARRIVAL_ACCESSES];
	unsigned n, found;
	arrival_visit visit;
	void *arg;
};

/* AT accesses have arrived, those in ARRIVED.  False when the visitor has seen enough. */
static bool go_on(struct walk *w, unsigned at, unsigned arrived)
{
	if (at == w->n) {
		w->found++;
		return !w->visit || w->visit(w->order, w->n, w->arg);
	}
	for (unsigned i = 0; i < w->n; i++) {
		if (arrived & 1u << i || w->before[i] & ~arrived)
			continue;
		w->order[at] = (uint8_t)i;
		if (!go_on(w, at + 1, arrived | 1u << i))
			return false;
	}
	return true;
}

unsigned arrival_orders(const struct arrival_sequence *s, arrival_visit visit, void *arg)
{
	struct walk w = { .n = s->access_count, .visit = visit, .arg = arg };

	arrival_before(s, w.before);
	go_on(&w, 0, 0);
	return w.found;
}

struct wanted {
	unsigned left;
	uint8_t *order;
};

static bool count_down(const uint8_t order[], unsigned n, void *arg)
{
	struct wanted *wanted = arg;

	if (--wanted->left)
		return true;
	memcpy(wanted->order, order, n);
	return false;
}

bool arrival_nth(const struct arrival_sequence *s, unsigned n, uint8_t order[ARRIVAL_ACCESSES])
{
	struct wanted wanted = { n, order };

	return n && arrival_orders(s, count_down, &wanted) == n && !wanted.left;
}

int arrival_overtaken(const struct arrival_sequence *s, const uint8_t order[], unsigned at)
{
	unsigned arrived = 0;

	for (unsigned i = 0; i < at; i++)
		arrived |= 1u << order[i];
	for (unsigned i = 0; i < order[at]; i++)
		if (!(arrived & 1u << i) && !arrival_pair(s, i, order[at]).harmless)
			return (int)i;
	return -1;
}

static const struct {
	unsigned earlier, access, lie;
	enum arrival_harm harm;
} harms[] = {
	{ ANY_W, ANY_W, SAME_DEVICE, HARM_MIXED },
	{ RAM_W, DEV_W | WC_W, ANYHOW, HARM_STALE_DMA },
	{ RAM_W, RAM_W, ANYHOW, HARM_HALF_WRITTEN },
	{ DEV_R | WC_R, RAM_R, ANYHOW, HARM_STALE_BUFFER },
	{ ANY_R, ANY_R, ANYHOW, HARM_STALE_READ },
	{ ANY_W, ANY_R, ANYHOW, HARM_EARLY_READ },
	{ DEV_W | WC_W, ANY_W, ANYHOW, HARM_LATE_DEVICE },
	{ ANY, ANY, ANYHOW, HARM_OTHER },
};

enum arrival_harm arrival_harm(const struct arrival_event *earlier,
                               const struct arrival_event *access)
{
	unsigned lie = lie_of(earlier, access), i = 0;

	while (!((harms[i].earlier & KIND(earlier->memory, earlier->write)) &&
	         (harms[i].access & KIND(access->memory, access->write)) && (harms[i].lie & lie)))
		i++;
	return harms[i].harm;
}
