/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/init/main.h"
#include "run/probe.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"

/* Bytes that are kept of what a call at the end printed. */
#define PRINTED_MOST ((size_t)4096)

void run_free(struct run *run)
{
	if (!run)
		return;
	for (size_t i = 0; i < run->injection_count; i++) {
		free(run->injections[i].moment);
		free(run->injections[i].line);
		free(run->injections[i].what);
		text_free(&run->injections[i].printed);
	}
	free(run->injections);
	run_free_recipes(run);
	sim_free(run->sim);
	free(run);
}

/* Parse the one line of an injection.  Labels may have come from anywhere before it. */
static bool parse_injection(struct run *run, const struct injection *in, struct script *script,
                            struct error *err)
{
	char where[16];

	script_init(script);
	script->any_label = true;
	if (!script_parse(script, run->vocabulary, in->what, in->line, strlen(in->line), err)) {
		snprintf(where, sizeof(where), "%u", in->number);
		return error_set(err, in->what, in->number ? where : "", "%s", err->reason);
	}
	return script->count == 1 || error_set(err, in->what, NULL, _("'%s' is no call"), in->line);
}

static struct injection *add_injection(struct run *run, const char *moment, const char *line,
                                       const char *file, unsigned number)
{
	struct injection *in;

	run->injections = xgrow(run->injections, &run->injection_cap, run->injection_count + 1,
	                        sizeof(*run->injections));
	if (moment && !strcmp(moment, END_OF_BOOT))
		moment = NULL;
	in = &run->injections[run->injection_count++];
	*in = (struct injection){ .id = ++run->last_id,
		                  .moment = moment ? xstrdup(moment) : NULL,
		                  .line = xstrdup(line),
		                  .what = file ? xstrdup(file) : NULL,
		                  .number = number,
		                  .first = NO_STEP,
		                  .step = NO_STEP,
		                  .typed_at = NO_STEP };
	return in;
}

bool run_inject(struct run *run, const char *moment, const char *line, const char *file,
                unsigned number, struct error *err)
{
	struct script script;
	bool ok;

	if (moment && !moment_parse(moment, err))
		return false;
	ok = parse_injection(run, add_injection(run, moment, line, file, number), &script, err);
	script_done(&script);
	return ok;
}

void run_keep(struct run *run, const struct call *call, uint32_t first, const char *printed,
              size_t len)
{
	struct injection *in = add_injection(run, NULL, call->source, call->file, call->line);

	in->done = true;
	in->first = first;
	in->step = (uint32_t)run->sim->step_count - 1;
	/* of much, its last line: a script may read a file a thousand times */
	if (len > PRINTED_MOST) {
		size_t end = len - (printed[len - 1] == '\n'), at = end;

		while (at && printed[at - 1] != '\n')
			at--;
		printed += at;
		len = len - at < PRINTED_MOST ? len - at : PRINTED_MOST;
	}
	text_add_n(&in->printed, printed, len);
}

static void make_injected_call(struct run *run, struct injection *in)
{
	struct script script;
	struct error err;
	bool failed = false;

	in->done = true;
	in->first = (uint32_t)run->sim->step_count;
	run->busy = true;
	if (!parse_injection(run, in, &script, &err) ||
	    !run_call(run, &script.calls[0], &in->printed, NULL, &failed, &err))
		text_addf(&in->printed, "%s\n", err.reason);
	script_done(&script);
	in->step = (uint32_t)run->sim->step_count - 1;
	run->busy = false;
}

static unsigned needs_of(struct run *run, const struct injection *in)
{
	struct script script;
	struct error err;
	unsigned needs = 0;

	if (parse_injection(run, in, &script, &err))
		needs = script.calls[0].command->needs;
	script_done(&script);
	return needs;
}

/* Is it time for a call that waits? */
static void make_waiting_calls(struct run *run)
{
	for (size_t i = 0; i < run->injection_count && !run->busy; i++) {
		struct injection *in = &run->injections[i];
		struct error err;
		uint32_t step;

		if (in->done || !in->moment ||
		    moment_find(run->sim, in->moment, &step, &err) != MOMENT_FOUND)
			continue;
		if ((needs_of(run, in) & ~run->kernel->has) == 0)
			make_injected_call(run, in);
	}
}

/* Between two statements of the boot. */
static void at_boundary(struct kernel *k, void *arg)
{
	struct run *run = arg;

	(void)k;
	if (run->booting)
		make_waiting_calls(run);
}

struct run *run_new(const struct machine *machine, const struct vocabulary *vocabulary,
                    const struct sim_limits *limits, bool guarded, struct error *err)
{
	struct sim *sim = sim_new(limits, guarded, err);
	struct run *run;

	if (!sim)
		return NULL;
	run = xzalloc(sizeof(*run));
	run->sim = sim;
	run->machine = machine && machine->fdt ? machine : NULL;
	run->vocabulary = vocabulary;
	run->kernel = kernel_new(sim, machine ? machine->profile : &profile_bare, run->machine);
	run->labels = labels_new(run->kernel);
	run->hooks = (struct kernel_hooks){ .boundary = at_boundary,
		                            .probe = run_probe,
		                            .remove = run_remove,
		                            .mmap = run_mmap,
		                            .arg = run };
	sim_set(sim, run->kernel->hooks, &run->hooks);
	return run;
}

void run_make_kept(struct run *run)
{
	make_waiting_calls(run);
	for (size_t i = 0; i < run->injection_count; i++) {
		if (run->injections[i].moment)
			continue;
		make_injected_call(run, &run->injections[i]);
		make_waiting_calls(run);
	}
}

static void boot(void *arg)
{
	start_kernel(arg);
}

bool run_boot(struct run *run, struct error *err)
{
	if (!run->machine)
		return true;
	run->booting = true;
	run->ended = sim_try(run->sim, boot, run->kernel);
	run->booting = run->busy = false;
	run->self = NULL;
	if (run->ended == SIM_LIMIT)
		return error_set(err, run->machine->path, NULL, "%s", run->sim->stopped.reason);
	return true;
}

struct pending_call {
	struct context context;
	struct call call; /* a copy, in which references are resolved */
	struct value value;
	bool ok;
};

static void make_call(void *arg)
{
	struct pending_call *p = arg;

	for (unsigned i = 0; i < p->call.arg_count; i++)
		if (!reference_resolve(&p->context, &p->call.args[i]))
			return;
	p->ok = p->call.command->run(&p->context, &p->call, &p->value);
	/* as wide as a pointer of this kernel */
	if (p->value.kind == VALUE_MAPPING)
		p->value.digits = p->context.kernel->mapping->va_bits > 32 ? 16 : 8;
}

/* The label is the resource that the caller brought, or else what was returned. */
static void set_label(struct run *run, const struct call *call, const struct value *value)
{
	if (call->label && value->kind != VALUE_OOPS && value->kind != VALUE_SLEEPS)
		labels_set(run->kernel, run->labels, call->label, &value->labels);
}

bool run_call(struct run *run, const struct call *call, struct text *out, void *room, bool *failed,
              struct error *err)
{
	struct pending_call p = {
		.context = { .kernel = run->kernel,
		             .labels = run->labels,
		             .self = run->self,
		             .out = out,
		             .room = room,
		             .err = err },
		.call = *call,
	};
	enum sim_end end = sim_try(run->sim, make_call, &p);

	if (end == SIM_LIMIT || end == SIM_PANIC)
		return error_set(err, NULL, NULL, "%s", run->sim->stopped.reason);
	if (end == SIM_OOPS)
		p.value = (struct value){ .kind = VALUE_OOPS };
	else if (end == SIM_SLEEPS)
		p.value = (struct value){ .kind = VALUE_SLEEPS };
	else if (!p.ok)
		return false;
	set_label(run, call, &p.value);
	/* who stands at the call's last step must find its label */
	sim_settle(run->sim);
	value_print(out, &p.value);
	*failed |= p.context.failed;
	return true;
}
