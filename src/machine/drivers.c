/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of drivers: kept, put in order, and found by what a device says of itself. */
#include "machine/drivers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "machine/drivers_internal.h"
#include "machine/input.h"
#include "machine/source.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* No recipe is longer, bytes. */
#define RECIPE_LIMIT (1u << 20)

static const char *const bus_names[] = { "platform", "amba", "pci" };
static const char *const level_names[] = { "irqchip", "clk",    "timer", "core",   "postcore",
	                                   "arch",    "subsys", "fs",    "device", "late" };
static const char *const section_names[] = { "probe", "remove", "mmap" };

const char *driver_bus_name(enum driver_bus bus)
{
	return bus < DRIVER_BUS_COUNT ? bus_names[bus] : NULL;
}

const char *driver_level_name(enum driver_level level)
{
	return level < DRIVER_LEVELS ? level_names[level] : NULL;
}

const char *driver_section_name(enum driver_section_kind kind)
{
	return kind < SECTION_COUNT ? section_names[kind] : NULL;
}

struct driver_set *drivers_new(void)
{
	struct driver_set *set = xzalloc(sizeof(*set));

	set->table = xzalloc(sizeof(*set->table));
	return set;
}

void drivers_free(struct driver_set *set)
{
	struct driver_table *t;

	if (!set)
		return;
	t = set->table;
	for (size_t i = 0; i < t->made_count; i++)
		free(t->made[i]);
	for (size_t i = 0; i < t->block_count; i++)
		free(t->blocks[i]);
	free(t->compatibles.claims);
	free(t->compatibles.slots);
	free(t->names.claims);
	free(t->names.slots);
	free(t->made);
	free(t->blocks);
	free(t);
	free((void *)(uintptr_t)set->drivers);
	free(set);
}

void *drivers_alloc(struct driver_set *set, size_t size)
{
	struct driver_table *t = set->table;

	t->blocks = xgrow(t->blocks, &t->block_cap, t->block_count + 1, sizeof(*t->blocks));
	return t->blocks[t->block_count++] = xzalloc(size ? size : 1);
}

struct driver *drivers_new_driver(struct driver_set *set)
{
	struct driver_table *t = set->table;

	t->made = xgrow(t->made, &t->made_cap, t->made_count + 1, sizeof(*t->made));
	return t->made[t->made_count++] = xzalloc(sizeof(struct driver));
}

/* ---- a folder of recipes ---- */

static bool is_recipe(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 4 && !strcmp(name + len - 4, ".drv");
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the recipes at PATH, sorted; each is xstrdup()ed. */
static bool list_folder(const char *path, char ***names, size_t *count, struct error *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t cap = 0;

	*names = NULL;
	*count = 0;
	if (!dir)
		return error_set(err, path, NULL, _("cannot be opened: %s"), strerror(errno));
	while ((entry = readdir(dir))) {
		if (!is_recipe(entry->d_name))
			continue;
		*names = xgrow(*names, &cap, *count + 1, sizeof(**names));
		(*names)[(*count)++] = xstrdup(entry->d_name);
	}
	closedir(dir);
	if (*count)
		qsort(*names, *count, sizeof(**names), by_text);
	return true;
}

static bool add_file(struct driver_set *set, const char *path, bool replace, struct error *err)
{
	unsigned char *text = NULL;
	size_t len;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return error_set(err, path, NULL, _("cannot be opened: %s"), strerror(errno));
	ok = source_read_fd(fd, RECIPE_LIMIT, path, &text, &len, err) &&
	     drivers_add_text(set, path, (const char *)text, len, replace, err);
	close(fd);
	free(text);
	return ok;
}

bool drivers_add_folder(struct driver_set *set, const char *path, bool replace, struct error *err)
{
	char **names;
	size_t count;
	bool ok = list_folder(path, &names, &count, err);

	for (size_t i = 0; i < count; i++) {
		size_t room = strlen(path) + strlen(names[i]) + 2;
		char *file = xmalloc(room);

		snprintf(file, room, "%s/%s", path, names[i]);
		ok = ok && add_file(set, file, replace, err);
		free(file);
		free(names[i]);
	}
	free(names);
	return ok;
}

/* ---- tables for matching ---- */

/* The same for letters of either case: compatibles are compared so. */
static unsigned hash(const char *s)
{
	unsigned h = 5381;

	while (*s)
		h = h * 33 + ((unsigned char)*s++ | 0x20u);
	return h;
}

/* COMPATIBLES: the strings of `compatible`, else the names. */
static const char *claimed(const struct driver_id *id, bool compatibles)
{
	return compatibles ? id->compatible : id->name;
}

static void make_table(struct claim_table *t, const struct driver_set *set, bool compatibles)
{
	unsigned count = 0;

	for (size_t i = 0; i < set->count; i++)
		for (size_t j = 0; j < set->drivers[i]->id_count; j++)
			count += claimed(&set->drivers[i]->ids[j], compatibles) != NULL;
	for (t->slot_count = 16; t->slot_count < 2 * count;)
		t->slot_count *= 2;
	t->slots = xzalloc(t->slot_count * sizeof(*t->slots));
	t->claims = xzalloc((count + 1) * sizeof(*t->claims));
	/* a chain is filled from its end, so that it is in the order of the drivers */
	for (size_t i = set->count; i-- > 0;) {
		const struct driver *drv = set->drivers[i];

		for (size_t j = drv->id_count; j-- > 0;) {
			const char *text = claimed(&drv->ids[j], compatibles);
			unsigned *slot;

			if (!text)
				continue;
			slot = &t->slots[hash(text) & (t->slot_count - 1)];
			t->claims[t->count++] =
				(struct driver_claim){ text, drv, &drv->ids[j], *slot };
			*slot = t->count;
		}
	}
}

static const struct driver *find_claim(const struct claim_table *t, const char *text,
                                       unsigned *next, const struct driver_id **id)
{
	unsigned at =
		*next ? t->claims[*next - 1].next : t->slots[hash(text) & (t->slot_count - 1)];

	for (; at; at = t->claims[at - 1].next) {
		const struct driver_claim *claim = &t->claims[at - 1];

		if ((claim->id->compatible ? strcasecmp : strcmp)(claim->text, text) != 0)
			continue;
		*next = at;
		if (id)
			*id = claim->id;
		return claim->driver;
	}
	return NULL;
}

const struct driver *drivers_by_compatible(const struct driver_set *set, const char *compatible,
                                           unsigned *next, const struct driver_id **id)
{
	return find_claim(&set->table->compatibles, compatible, next, id);
}

const struct driver *drivers_by_name(const struct driver_set *set, const char *name, unsigned *next,
                                     const struct driver_id **id)
{
	return find_claim(&set->table->names, name, next, id);
}

const struct driver_id *driver_claims_amba(const struct driver *drv, uint32_t periphid)
{
	for (size_t i = 0; i < drv->id_count; i++) {
		const struct driver_id *id = &drv->ids[i];

		if (!id->compatible && !id->name && (periphid & id->mask) == id->id)
			return id;
	}
	return NULL;
}

const struct driver_id *driver_claims_pci(const struct driver *drv, uint32_t vendor_device,
                                          uint32_t class)
{
	for (size_t i = 0; i < drv->id_count; i++) {
		const struct driver_id *id = &drv->ids[i];

		if (!id->compatible && !id->name && (vendor_device & id->mask) == id->id &&
		    (class & id->class_mask) == id->class)
			return id;
	}
	return NULL;
}

/* ---- the order, and what may not be ---- */

static int by_order(const void *a, const void *b)
{
	const struct driver *x = *(const struct driver *const *)a;
	const struct driver *y = *(const struct driver *const *)b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->name, y->name);
}

static bool fault(const struct driver *drv, struct error *err, const char *reason, const char *what,
                  const struct driver *other)
{
	char where[16];

	snprintf(where, sizeof(where), "%u", drv->line);
	return error_set(err, drv->file, where, reason, drv->name, what, other->name, other->file);
}

/* May the two drivers not claim the same?  What is called with a node is none of the bus. */
static bool compete(const struct driver *a, const struct driver *b)
{
	bool early = driver_level_is_early(a->level), other = driver_level_is_early(b->level);

	if (early || other)
		return early && other && a->level == b->level;
	return a->bus == b->bus && a->example == b->example;
}

static bool check_claims(const struct driver_set *set, const struct claim_table *t,
                         struct error *err)
{
	for (unsigned i = 0; i < t->count; i++) {
		const struct driver_claim *claim = &t->claims[i];
		const struct driver *other;
		unsigned next = i + 1;

		(void)set;
		while ((other = find_claim(t, claim->text, &next, NULL)))
			if (compete(claim->driver, other))
				return fault(other, err,
				             _("driver '%s' claims '%s', which driver '%s' of %s "
				               "claims already"),
				             claim->text, claim->driver);
	}
	return true;
}

/* The rows of numbers are few: each against each. */
static bool check_numbers(const struct driver *a, const struct driver *b, struct error *err)
{
	for (size_t i = 0; i < a->id_count; i++) {
		const struct driver_id *x = &a->ids[i];

		for (size_t j = a == b ? i + 1 : 0; j < b->id_count; j++) {
			const struct driver_id *y = &b->ids[j];
			char shown[32];

			/* several drivers may look at each function of a class */
			if (x->compatible || x->name || y->compatible || y->name || x->class_mask ||
			    x->id != y->id || x->mask != y->mask || y->class_mask)
				continue;
			snprintf(shown, sizeof(shown), "0x%08x", x->id);
			return fault(b, err,
			             _("driver '%s' claims '%s', which driver '%s' of %s claims "
			               "already"),
			             shown, a);
		}
	}
	return true;
}

static bool check_all_numbers(const struct driver_set *set, struct error *err)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct driver *a = set->drivers[i];

		if (a->bus == DRIVER_PLATFORM)
			continue;
		for (size_t j = i; j < set->count; j++)
			if (compete(a, set->drivers[j]) && !check_numbers(a, set->drivers[j], err))
				return false;
	}
	return true;
}

bool drivers_finish(struct driver_set *set, struct error *err)
{
	struct driver_table *t = set->table;

	set->drivers = xmalloc((t->made_count + 1) * sizeof(*set->drivers));
	set->count = t->made_count;
	for (size_t i = 0; i < set->count; i++)
		set->drivers[i] = t->made[i];
	qsort((void *)(uintptr_t)set->drivers, set->count, sizeof(*set->drivers), by_order);
	for (size_t i = 0; i < set->count; i++)
		((struct driver *)(uintptr_t)set->drivers[i])->index = (unsigned)i;
	make_table(&t->compatibles, set, true);
	make_table(&t->names, set, false);
	return check_claims(set, &t->compatibles, err) && check_claims(set, &t->names, err) &&
	       check_all_numbers(set, err);
}

/* The drivers by their config, for a list of options that is much longer than theirs. */
struct configs {
	struct driver *buckets[256]; /* chained by position: next[] */
	struct driver **next;
};

static unsigned config_bucket(const char *name, size_t len)
{
	return (unsigned)(len * 31 + (unsigned char)name[0] * 7u +
	                  (unsigned char)name[len - 1] * 13u) %
	       256;
}

static void index_configs(struct configs *c, const struct driver_table *t)
{
	*c = (struct configs){ .next = xzalloc((t->made_count + 1) * sizeof(*c->next)) };
	for (unsigned i = 0; i < t->made_count; i++) {
		struct driver *drv = t->made[i];
		struct driver **bucket;

		drv->index = i;
		if (!drv->config || !drv->config[0])
			continue;
		bucket = &c->buckets[config_bucket(drv->config, strlen(drv->config))];
		c->next[i] = *bucket;
		*bucket = drv;
	}
}

/* All drivers whose config is in LIST are present in that way. */
static void mark_listed(const struct configs *c, const char *list, size_t len,
                        enum driver_presence presence)
{
	for (const char *end = list + len; list && list < end;) {
		size_t n = strnlen(list, (size_t)(end - list));
		struct driver *drv = n ? c->buckets[config_bucket(list, n)] : NULL;

		for (; drv; drv = c->next[drv->index])
			if (!strncmp(drv->config, list, n) && !drv->config[n])
				drv->presence = presence;
		list += n + 1;
	}
}

void drivers_set_presence(struct driver_set *set, const char *builtin, size_t builtin_len,
                          const char *modules, size_t modules_len)
{
	struct configs configs;

	for (size_t i = 0; i < set->table->made_count; i++) {
		struct driver *drv = set->table->made[i];

		drv->presence = !drv->config || !builtin ? DRIVER_BUILTIN : DRIVER_ABSENT;
	}
	index_configs(&configs, set->table);
	mark_listed(&configs, builtin, builtin_len, DRIVER_BUILTIN);
	mark_listed(&configs, modules, modules_len, DRIVER_MODULE);
	free(configs.next);
}
