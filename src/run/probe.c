/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/probe.h"

#include "linux/include/mm.h"

#include <stdlib.h>
#include <string.h>

#include "linux/kernel/resource_internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

enum { LINE, SKIPPED, FAILED, WITHOUT, WENT_ON, RETURNED, NO_SENSE, DONE };

static const struct sentence says[] = {
	[LINE] = { STEP_DECIDE, LEVEL_STEP, 1, "n", N_("The next line of the driver: {0}") },
	[SKIPPED] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	              N_("What the line asks does not hold, so it is passed over: {0}") },
	[FAILED] = { STEP_REFUSE, LEVEL_CALL, 3, "en",
	             N_("The driver gives up with {0}, because this failed: {1}") },
	[WITHOUT] = { STEP_DECIDE, LEVEL_CALL, 3, "n",
	              N_("This failed, and the driver makes do without what would follow: {0}") },
	[WENT_ON] = { STEP_DECIDE, LEVEL_STEP, 3, "n",
	              N_("This failed, but the driver goes on without it: {0}") },
	[RETURNED] = { STEP_DECIDE, LEVEL_CALL, 3, "e",
	               N_("The driver returns {0} here and does not go on.") },
	[NO_SENSE] = { STEP_REFUSE, LEVEL_CALL, 3, "nn",
	               N_("The line makes no sense here, so the driver gives up: {0} ({1}).") },
	[DONE] = { STEP_DECIDE, LEVEL_CALL, 4, "nn",
	           N_("{0} is ready: its driver {1} has all it needs.") },
};

static const struct outline outlines[SECTION_COUNT] = {
	[SECTION_PROBE] = { "probe",
	                    "include/linux/platform_device.h",
	                    "nn",
	                    'e',
	                    N_("The driver's own function: it takes what it needs to run the "
	                       "device."),
	                    N_("An error here is no crash: what was taken is given back, and the "
	                       "device stays without a driver."),
	                    { N_("go through what the driver does, in its order"),
	                      N_("do what depends on the device only where it applies"),
	                      N_("end with the error of the first call that fails"),
	                      N_("0: the device has its driver") } },
	[SECTION_REMOVE] = { "remove",
	                     "include/linux/platform_device.h",
	                     "nn",
	                     'e',
	                     N_("The driver's own function: it lets go of the device."),
	                     N_("What was taken with devm_ functions is given back after it, by "
	                        "itself."),
	                     { N_("go through what the driver does, in its order"),
	                       N_("do what depends on the device only where it applies"),
	                       N_("an error is of no use here: the device is lost all the same"),
	                       N_("the device has no driver any more") } },
	[SECTION_MMAP] = { "mmap",
	                   "include/linux/fs.h",
	                   "nn",
	                   'e',
	                   N_("The driver's own function: it gives a process a view of its "
	                      "device."),
	                   NULL,
	                   { N_("go through what the driver does, in its order"),
	                     N_("do what depends on the device only where it applies"),
	                     N_("end with the error of the first call that fails"),
	                     N_("0: the process has its mapping") } },
};

/* ---- lines, parsed once ---- */

/* DRV's lines; NULL with ERR when they do not parse. */
static const struct recipe *recipe_of(struct run *run, const struct driver *drv, struct error *err)
{
	size_t count = run->machine->drivers->count;
	struct recipe *recipe;

	if (!run->recipes) {
		run->recipes = xzalloc(count * sizeof(*run->recipes));
		run->recipe_count = count;
	}
	recipe = run->recipes[drv->index];
	if (recipe)
		return recipe;
	recipe = xzalloc(sizeof(*recipe));
	if (!recipe_parse(recipe, run->vocabulary, drv, err)) {
		recipe_done(recipe);
		free(recipe);
		return NULL;
	}
	return run->recipes[drv->index] = recipe;
}

void run_free_recipes(struct run *run)
{
	for (size_t i = 0; i < run->recipe_count; i++) {
		if (!run->recipes[i])
			continue;
		recipe_done(run->recipes[i]);
		free(run->recipes[i]);
	}
	free(run->recipes);
}

bool run_check_drivers(const struct driver_set *set, const struct vocabulary *v, struct error *err)
{
	for (size_t i = 0; i < set->count; i++) {
		struct recipe recipe;
		bool ok;

		if (set->drivers[i]->checked)
			continue;
		ok = recipe_parse(&recipe, v, set->drivers[i], err);
		recipe_done(&recipe);
		if (!ok)
			return false;
	}
	return true;
}

/* ---- one section ---- */

struct running {
	struct run *run;
	struct kernel *k;
	struct device *dev;
	const struct driver *drv;
	const struct recipe *recipe;
	const struct recipe_line *line;
};

/* Make the call; false when it cannot be made at all, with the reason told. */
static bool make_call(struct running *r, size_t number, struct value *value)
{
	struct call call = r->recipe->script.calls[number];
	struct error err = { 0 };
	struct text out = { 0 };
	struct context c = {
		.kernel = r->k,
		.labels = r->dev->labels,
		.self = r->dev,
		.out = &out,
		.err = &err,
	};
	bool ok = true;

	*value = (struct value){ .kind = VALUE_NONE };
	for (unsigned i = 0; ok && i < call.arg_count; i++)
		ok = reference_resolve(&c, &call.args[i]);
	ok = ok && call.command->run(&c, &call, value);
	text_free(&out);
	if (!ok) {
		TELL(r->k, &says[NO_SENSE], name_id(sim_name(r->k->sim, r->line->source)),
		     name_id(sim_name(r->k->sim, err.reason)));
		return false;
	}
	if (call.label)
		labels_set(r->k, r->dev->labels, call.label, &value->labels);
	return true;
}

/* Does the label name something, as far as the lines before have been? */
static bool label_names(const struct running *r)
{
	const struct thing *thing = labels_get(r->k, r->dev->labels, r->line->label);

	return thing && (thing->res || thing->dev || thing->address || thing->vma);
}

/* Does the line count?  *RESULT is set when its test cannot be made. */
static bool line_counts(struct running *r, int *result)
{
	struct value value;

	if (r->line->test == TEST_NONE)
		return true;
	if (r->line->test == TEST_LABEL) {
		if (label_names(r) != r->line->unless)
			return true;
		TELL(r->k, &says[SKIPPED], name_id(sim_name(r->k->sim, r->line->source)));
		return false;
	}
	if (!make_call(r, r->line->test_call, &value)) {
		*result = -EINVAL;
		return false;
	}
	if (recipe_holds(r->line, &value))
		return true;
	TELL(r->k, &says[SKIPPED], name_id(sim_name(r->k->sim, r->line->source)));
	return false;
}

/* What the driver says when the line failed, not when it waits; %pR is the device's first resource. */
static void log_failure(struct running *r, int error)
{
	const char *message = r->line->message, *range = message ? strstr(message, "%pR") : NULL;
	char string[RESOURCE_STRING];

	if (!message || error == -EPROBE_DEFER)
		return;
	if (!range || !r->dev->num_resources)
		dev_printk(r->k, r->dev, "%s", message);
	else
		dev_printk(r->k, r->dev, "%.*s%s%s", (int)(range - message), message,
		           resource_string(string, &r->dev->resource[0], false), range + 3);
}

/* One line; true when the section ends with *RESULT. */
static bool run_line(struct running *r, int *result)
{
	struct kernel *k = r->k;
	uint64_t source = name_id(sim_name(k->sim, r->line->source));
	struct value value;

	*result = 0;
	TELL(k, &says[LINE], source);
	if (!line_counts(r, result))
		return *result != 0;
	if (r->line->returns) {
		*result = r->line->result;
		TELL(k, &says[RETURNED], WORD((int64_t)*result));
		return true;
	}
	if (!make_call(r, r->line->call, &value)) {
		*result = -EINVAL;
		return true;
	}
	if (!recipe_failed(&value, result)) {
		*result = 0;
		return false;
	}
	log_failure(r, *result);
	if (r->line->tries) {
		TELL(k, &says[WENT_ON], source);
		*result = 0;
		return false;
	}
	if (r->line->has_error)
		*result = r->line->result;
	if (*result)
		TELL(k, &says[FAILED], WORD((int64_t)*result), source);
	else
		TELL(k, &says[WITHOUT], source);
	return true;
}

static int run_lines(struct running *r, enum driver_section_kind kind)
{
	const struct recipe_line *first = r->recipe->lines + r->recipe->first[kind];
	int result = 0;

	for (size_t i = 0; i < r->recipe->count[kind]; i++) {
		kernel_boundary(r->k);
		r->line = &first[i];
		if (run_line(r, &result))
			return result;
	}
	kernel_boundary(r->k);
	return 0;
}

int run_section(struct run *run, struct device *dev, const struct driver *drv,
                enum driver_section_kind kind)
{
	struct kernel *k = run->kernel;
	struct running r = { .run = run, .k = k, .dev = dev, .drv = drv };
	uint64_t name = name_id(dev->name), driver = NAME(k, drv->name);
	const char *function = drv->sections[kind].function, *caller = k->recipe;
	struct device *outer = run->self;
	struct error err;
	int result;

	if (!drv->sections[kind].text)
		return 0;
	r.recipe = recipe_of(run, drv, &err);
	if (!r.recipe)
		sim_stop(k->sim, SIM_LIMIT, "%s:%s: %s", err.what, err.where, err.reason);
	if (!dev->labels)
		SET(k, dev->labels, labels_new(k));
	ENTER(k, &outlines[kind], name, driver);
	run->self = dev;
	SET(k, k->recipe, function ? sim_name(k->sim, function) : NULL);
	result = run_lines(&r, kind);
	SET(k, k->recipe, caller);
	run->self = outer;
	if (!result && kind == SECTION_PROBE)
		TELL(k, &says[DONE], name, driver);
	return leave_int(k, result);
}

int run_probe(struct kernel *k, struct device *dev, const struct driver *drv, void *arg)
{
	(void)k;
	return run_section(arg, dev, drv, SECTION_PROBE);
}

int run_mmap(struct kernel *k, struct device *dev, const struct driver *drv,
             struct vm_area_struct *vma, void *arg)
{
	const struct thing thing = { .kind = THING_VMA, .vma = vma, .address = vma->vm_start };

	/* Most drivers have no such function, and their files cannot be mapped. */
	if (!drv->sections[SECTION_MMAP].text)
		return -ENODEV;
	if (!dev->labels)
		SET(k, dev->labels, labels_new(k));
	labels_set(k, dev->labels, "vma", &thing);
	return run_section(arg, dev, drv, SECTION_MMAP);
}

void run_remove(struct kernel *k, struct device *dev, const struct driver *drv, void *arg)
{
	(void)k;
	run_section(arg, dev, drv, SECTION_REMOVE);
}

static bool is_unknown(const struct run *run, const struct device *dev)
{
	if (dev->matches || dev->of_node < 0)
		return false;
	/* what has no registers decides nothing about memory */
	for (unsigned i = 0; i < dev->num_resources; i++)
		if (dev->resource[i].flags & IORESOURCE_MEM)
			return !provider_is_set_up(run->kernel, dev->of_node);
	return false;
}

bool run_unknown_devices(const struct run *run, unsigned max, struct text *out)
{
	unsigned count = 0;

	for (unsigned bus = 0; bus < BUS_PCI; bus++) {
		const struct device *dev = bus_first_device(run->kernel, (enum device_bus)bus);

		for (; dev; dev = dev->next)
			if (is_unknown(run, dev) && count++ < max)
				text_addf(out, "%s%s", count > 1 ? ", " : "", dev->name);
	}
	if (count > max)
		text_addf(out, _(" and %u more"), count - max);
	return count > 0;
}
