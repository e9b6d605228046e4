/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a kernel profile: one table, a row for each property. */
#include "machine/profile.h"

#include <libfdt.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "sim/intl.h"

enum row_kind {
	ROW_TEXT,      /* a string */
	ROW_NUMBER,    /* one cell, into an unsigned */
	ROW_BYTES,     /* one or two cells, into a uint64_t */
	ROW_POWER,     /* the same, a power of two */
	ROW_FEATURES,  /* a list of the words of feature_words[] */
	ROW_DEVICES,   /* a list of the words of device_words[] */
	ROW_LOG,       /* a list of the words of log_words[]; may be missing */
	ROW_INLINED,   /* a list of functions */
	ROW_CONFIGS,   /* a list of configs, kept where it is; may be missing */
	ROW_WORDS,     /* a list of strings, copied; may be missing */
	ROW_WAY,       /* one of the words of way_words[] */
	ROW_ADDRESS,   /* one or two cells, any number */
	ROW_ENTRY,     /* the same; need not be there: then the kernel has no such function */
	ROW_MORE,      /* one or two cells; 0 where it is missing */
	ROW_MORE_BITS, /* one cell, into an unsigned; 0 where it is missing */
};

struct row {
	const char *name;
	enum row_kind kind;
	size_t offset;
	uint64_t min, max; /* of a number; of a text, MAX is the room there is */
	const char *arch;  /* only these have it, with blanks between; NULL: all have */
};

#define FIELD(member) offsetof(struct profile, member)
#define TEXT(word, member)                                                                         \
	{                                                                                          \
		.name = word, .kind = ROW_TEXT, .offset = FIELD(member),                           \
		.max = sizeof(((struct profile *)0)->member)                                       \
	}
#define NUMBER(word, member, from, to, ...)                                                        \
	{                                                                                          \
		.name = word, .kind = ROW_NUMBER, .offset = FIELD(member), .min = from, .max = to, \
		##__VA_ARGS__                                                                      \
	}
#define BYTES(word, member, from, ...)                                                             \
	{                                                                                          \
		.name = word, .kind = ROW_BYTES, .offset = FIELD(member), .min = from,             \
		.max = 1ull << 52, ##__VA_ARGS__                                                   \
	}
#define MORE(word, member, ...)                                                                    \
	{                                                                                          \
		.name = word, .kind = ROW_MORE, .offset = FIELD(member), .min = 0,                 \
		.max = 1ull << 52, ##__VA_ARGS__                                                   \
	}
#define POWER(word, member, ...)                                                                   \
	{                                                                                          \
		.name = word, .kind = ROW_POWER, .offset = FIELD(member), .min = 1,                \
		.max = 1ull << 52, ##__VA_ARGS__                                                   \
	}

#define WORDS(word, member)                                                                        \
	{                                                                                          \
		.name = word, .kind = ROW_WORDS, .offset = FIELD(member),                          \
		.max = sizeof(((struct profile *)0)->member)                                       \
	}

static const struct row root_rows[] = {
	TEXT("summary", summary),
	TEXT("arch", arch),
	TEXT("release", release),
	TEXT("banner", banner),
	{ .name = "features", .kind = ROW_FEATURES, .offset = FIELD(features) },
	{ .name = "devices", .kind = ROW_DEVICES, .offset = FIELD(devices) },
	{ .name = "inlined", .kind = ROW_INLINED, .offset = FIELD(inlined) },
	{ .name = "log", .kind = ROW_LOG, .offset = FIELD(log) },
	WORDS("wrappers", wrappers),
	WORDS("renamed", renamed),
	WORDS("parameters", parameters),
	WORDS("default-for", default_for),
	WORDS("irqchips", irqchips),
	WORDS("clocks", clocks),
	{ .name = "builtin",
	  .kind = ROW_CONFIGS,
	  .offset = FIELD(builtin),
	  .min = FIELD(builtin_len) },
	{ .name = "modules",
	  .kind = ROW_CONFIGS,
	  .offset = FIELD(modules),
	  .min = FIELD(modules_len) },
	NUMBER("page-shift", page_shift, 12, 16),
	NUMBER("va-bits", va_bits, 32, 57),
	{ .name = "va-bits-built",
	  .kind = ROW_MORE_BITS,
	  .offset = FIELD(va_bits_built),
	  .min = 32,
	  .max = 52,
	  .arch = "arm64" },
	NUMBER("pa-bits", pa_bits, 32, 56),
	NUMBER("phys-addr-bits", phys_addr_bits, 32, 64),
	NUMBER("nodes", nodes, 1, 1024),
	NUMBER("cpus", cpus, 1, 8192),
	NUMBER("cache-line", cache_line, 16, 1024),
	NUMBER("memory-regions", memory_regions, 1, 65536),
	NUMBER("reserved-regions", reserved_regions, 1, 65536),
	NUMBER("reserved-mem-nodes", reserved_mem_nodes, 1, 4096),
	NUMBER("command-line", command_line, 64, 1 << 20),
	NUMBER("kmalloc-min", kmalloc_min, 8, 256),
	BYTES("io-space-limit", io_space_limit, 0),
	POWER("memstart-align", memstart_align, .arch = "arm64"),
	POWER("crash-align", crash_align),
	BYTES("crash-low-max", crash_low_max, 1, .arch = "x86"),
};

static const struct row image_rows[] = {
	BYTES("text-offset", image.text_offset, 0),
	BYTES("stext", image.stext, 0),
	BYTES("etext", image.etext, 1, .arch = "arm64"),
	BYTES("init-begin", image.init_begin, 1),
	BYTES("inittext-end", image.inittext_end, 1, .arch = "arm64"),
	BYTES("sdata", image.sdata, 1),
	BYTES("reserved-from", image.reserved_from, 0, .arch = "arm"),
	BYTES("init-pg-dir", image.init_pg_dir, 0, .arch = "arm64"),
	BYTES("init-pg-end", image.init_pg_end, 0, .arch = "arm64"),
	BYTES("idmap-text", image.idmap_text, 0, .arch = "arm64"),
	BYTES("idmap-text-end", image.idmap_text_end, 0, .arch = "arm64"),
	BYTES("idmap-flag", image.idmap_flag, 0, .arch = "arm64"),
	BYTES("rodata", image.rodata, 0, .arch = "x86 riscv"),
	BYTES("rodata-end", image.rodata_end, 0, .arch = "x86 riscv"),
	BYTES("data-end", image.data_end, 1, .arch = "x86 riscv"),
	BYTES("bss", image.bss, 1, .arch = "x86 riscv"),
	BYTES("bss-end", image.bss_end, 1, .arch = "x86 riscv"),
	BYTES("init-start", image.init_start, 1, .arch = "x86"),
	BYTES("init-end", image.init_end, 1, .arch = "x86"),
	BYTES("alternatives-end", image.alternatives_end, 1, .arch = "x86"),
	BYTES("decrypted", image.decrypted, 0, .arch = "x86"),
	BYTES("init-data", image.init_data, 1, .arch = "riscv"),
	BYTES("brk", image.brk, 1, .arch = "x86"),
	BYTES("brk-end", image.brk_end, 1, .arch = "x86"),
	BYTES("end", image.end, 1),
};

static const struct row sizes_rows[] = {
	BYTES("resource", sizes.resource, 1),
	BYTES("memblock-region", sizes.memblock_region, 1),
	BYTES("device-node", sizes.device_node, 1),
	BYTES("property", sizes.property, 1),
	BYTES("alias", sizes.alias, 1),
	MORE("reserved-mem", sizes.reserved_mem),
	MORE("kfence-pool", sizes.kfence_pool, .arch = "arm64 riscv"),
	MORE("kfence-metadata", sizes.kfence_metadata, .arch = "arm64 riscv"),
	BYTES("pglist-data", sizes.pglist_data, 1, .arch = "arm64 riscv"),
	BYTES("node-data", sizes.node_data, 1, .arch = "x86"),
	BYTES("page", sizes.page, 1),
	POWER("section", sizes.section, .arch = "arm64 riscv"),
	BYTES("section-usage", sizes.section_usage, 1, .arch = "arm64 riscv"),
	BYTES("mem-section-root", sizes.mem_section_root, 1, .arch = "arm64 riscv"),
	BYTES("mem-section-roots", sizes.mem_section_roots, 1, .arch = "arm64 riscv"),
	BYTES("percpu-static", sizes.percpu_static, 0),
	BYTES("percpu-reserved", sizes.percpu_reserved, 0),
	BYTES("percpu-dynamic", sizes.percpu_dynamic, 0),
	BYTES("percpu-chunk", sizes.percpu_chunk, 1, .arch = "arm64 riscv arm"),
	BYTES("percpu-block", sizes.percpu_block, 1, .arch = "arm64 riscv arm"),
	BYTES("percpu-slots", sizes.percpu_slots, 1, .arch = "arm64 riscv arm"),
	BYTES("percpu-lists", sizes.percpu_lists, 1, .arch = "arm64 riscv arm"),
	BYTES("cma", sizes.cma, 0),
	POWER("cma-alignment", sizes.cma_alignment),
	BYTES("log-buf", sizes.log_buf, 0),
	BYTES("log-buf-per-cpu", sizes.log_buf_per_cpu, 0),
	BYTES("log-desc", sizes.log_desc, 0, .arch = "arm64 riscv arm"),
	BYTES("log-info", sizes.log_info, 0, .arch = "arm64 riscv arm"),
	BYTES("bounce-slot", sizes.bounce_slot, 0, .arch = "arm64 riscv"),
	BYTES("bounce-list", sizes.bounce_list, 0, .arch = "arm64 riscv"),
	BYTES("bounce-area", sizes.bounce_area, 0, .arch = "arm64 riscv"),
};

#define ADDRESS(word, member, ...)                                                                 \
	{                                                                                          \
		.name = word, .kind = ROW_ADDRESS, .offset = FIELD(member), .max = UINT64_MAX,     \
		##__VA_ARGS__                                                                      \
	}
#define ENTRY(word, nth)                                                                           \
	{                                                                                          \
		.name = word, .kind = ROW_ENTRY, .max = UINT64_MAX,                                \
		.offset = FIELD(mapping.entry) + (nth) * sizeof(uint64_t)                          \
	}

static const struct row mapping_rows[] = {
	{ .name = "way", .kind = ROW_WAY, .offset = FIELD(mapping.way) },
	NUMBER("levels", mapping.levels, 2, 5),
	NUMBER("block-shift", mapping.block_shift, 12, 30),
	NUMBER("align-shift", mapping.align_shift, 12, 30),
	ADDRESS("block-clear", mapping.block_clear),
	ADDRESS("block-set", mapping.block_set),
	NUMBER("frame-bit", mapping.frame_bit, 0, 32, .arch = "riscv"),
	ADDRESS("linear-map", mapping.linear),
	ADDRESS("linear-map-4", mapping.linear_4, .arch = "riscv"),
	ADDRESS("linear-map-3", mapping.linear_3, .arch = "riscv"),
	ADDRESS("vmalloc-start", mapping.vmalloc_start),
	ADDRESS("vmalloc-end", mapping.vmalloc_end),
	ADDRESS("ports", mapping.ports),
	ENTRY("ioremap", 0),
	ENTRY("ioremap_wc", 1),
	ENTRY("ioremap_wt", 2),
	ENTRY("ioremap_uc", 3),
	ENTRY("ioremap_cache", 4),
	ENTRY("ioremap_np", 5),
	ENTRY("ioremap_nocache", 6),
	ENTRY("memremap-wb", 7),
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct group {
	const char *path;
	const struct row *rows;
	size_t count;
} groups[] = {
	{ "/", root_rows, COUNT(root_rows) },
	{ "/image", image_rows, COUNT(image_rows) },
	{ "/sizes", sizes_rows, COUNT(sizes_rows) },
	{ "/mapping", mapping_rows, COUNT(mapping_rows) },
};

static const char *const way_words[] = {
	[WAY_FIRST_FRAME] = "first-frame",
	[WAY_ROUNDED_FRAME] = "rounded-frame",
	[WAY_LOW_ALIASED_LOOP] = "frame-loop",
	[WAY_RAM_WALK] = "ram-walk",
	[WAY_FRAME_AND_DOMAIN] = "frame-32",
	[WAY_ANYTHING] = "anything",
	[WAY_CAST] = "cast",
};

/* The profile in hand and the property in hand. */
struct reader {
	struct profile *profile;
	const char *name;
	struct error *err;
	const struct row *row;
	const char *value;
	size_t len;
	char where[128];
};

static bool read_text(struct reader *r)
{
	char *to = (char *)r->profile + r->row->offset;

	if (r->len == 0 || memchr(r->value, 0, r->len) != r->value + r->len - 1)
		return error_set(r->err, r->name, r->where, _("it must be one string"));
	if (r->len > r->row->max)
		return error_set(r->err, r->name, r->where,
		                 _("the string is too long: %zu bytes, there is room for %llu"),
		                 r->len, (unsigned long long)r->row->max);
	if (input_check(r->value, r->len - 1, NULL) != INPUT_GOOD)
		return error_set(r->err, r->name, r->where,
		                 _("the string holds bytes that cannot be shown"));
	memcpy(to, r->value, r->len);
	return true;
}

static bool read_number(struct reader *r)
{
	char *to = (char *)r->profile + r->row->offset;
	bool wide = r->row->kind != ROW_NUMBER && r->row->kind != ROW_MORE_BITS;
	unsigned number;
	uint64_t v;

	if (r->len != 4 && !(wide && r->len == 8))
		return error_set(r->err, r->name, r->where,
		                 wide ? _("it has %zu bytes, a number has one or two cells of 4")
		                      : _("it has %zu bytes, a number has one cell of 4"),
		                 r->len);
	v = blob_cells(r->value, (unsigned)(r->len / 4));
	if (v < r->row->min || v > r->row->max)
		return error_set(r->err, r->name, r->where,
		                 _("it is %llu, and must be %llu to %llu"), (unsigned long long)v,
		                 (unsigned long long)r->row->min, (unsigned long long)r->row->max);
	if (r->row->kind == ROW_POWER && (v & (v - 1)))
		return error_set(r->err, r->name, r->where,
		                 _("it is %llu, which is no power of two"), (unsigned long long)v);
	number = (unsigned)v;
	if (r->row->kind == ROW_ENTRY)
		r->profile->mapping.kinds |=
			(uint8_t)(1u << (r->row->offset - FIELD(mapping.entry)) / sizeof(v));
	if (wide)
		memcpy(to, &v, sizeof(v));
	else
		memcpy(to, &number, sizeof(number));
	return true;
}

static bool add_feature(struct reader *r, const char *word)
{
	enum profile_feature feature;
	char shown[64];

	if (profile_feature_find(word, &feature)) {
		r->profile->features |= feature;
		return true;
	}
	return error_set(r->err, r->name, r->where, _("there is no feature called '%s'"),
	                 input_printable(shown, sizeof(shown), word));
}

static bool add_device(struct reader *r, const char *word)
{
	enum profile_device device;
	char shown[64];

	if (profile_device_find(word, &device)) {
		r->profile->devices |= device;
		return true;
	}
	return error_set(r->err, r->name, r->where, _("the kernel makes no device called '%s'"),
	                 input_printable(shown, sizeof(shown), word));
}

static bool add_log(struct reader *r, const char *word)
{
	enum profile_log log;
	char shown[64];

	if (profile_log_find(word, &log)) {
		r->profile->log |= log;
		return true;
	}
	return error_set(r->err, r->name, r->where, _("no kernel's log differs by '%s'"),
	                 input_printable(shown, sizeof(shown), word));
}

static bool add_inlined(struct reader *r, const char *word)
{
	struct profile *p = r->profile;

	if (p->inlined_count == PROFILE_INLINED_MAX || strlen(word) >= PROFILE_NAME_MAX)
		return error_set(r->err, r->name, r->where,
		                 _("there is room for %d functions of at most %d bytes each"),
		                 PROFILE_INLINED_MAX, PROFILE_NAME_MAX - 1);
	strcpy(p->inlined[p->inlined_count++], word);
	return true;
}

static bool read_list(struct reader *r)
{
	bool (*add)(struct reader *, const char *) = r->row->kind == ROW_FEATURES  ? add_feature
	                                             : r->row->kind == ROW_DEVICES ? add_device
	                                             : r->row->kind == ROW_LOG     ? add_log
	                                                                           : add_inlined;
	const char *end = r->value + r->len;

	if (r->len && end[-1] != '\0')
		return error_set(r->err, r->name, r->where, _("it must be a list of strings"));
	for (const char *word = r->value; word < end; word += strlen(word) + 1) {
		if (!add(r, word))
			return false;
	}
	return true;
}

/* Strings, each with its NUL, and an empty one behind the last. */
static bool read_words(struct reader *r)
{
	char *to = (char *)r->profile + r->row->offset;

	if (r->len && r->value[r->len - 1] != '\0')
		return error_set(r->err, r->name, r->where, _("it must be a list of strings"));
	if (r->len >= r->row->max)
		return error_set(r->err, r->name, r->where,
		                 _("the list is too long: %zu bytes, there is room for %llu"),
		                 r->len, (unsigned long long)r->row->max - 1);
	memcpy(to, r->value, r->len);
	return true;
}

static bool read_configs(struct reader *r)
{
	char *profile = (char *)r->profile;

	if (r->len && r->value[r->len - 1] != '\0')
		return error_set(r->err, r->name, r->where, _("it must be a list of strings"));
	memcpy(profile + r->row->offset, &r->value, sizeof(r->value));
	memcpy(profile + r->row->min, &r->len, sizeof(r->len));
	return true;
}

static bool read_way(struct reader *r)
{
	unsigned *way = &r->profile->mapping.way;

	for (*way = 0; *way < COUNT(way_words); ++*way)
		if (r->len == strlen(way_words[*way]) + 1 &&
		    !memcmp(r->value, way_words[*way], r->len))
			return true;
	return error_set(r->err, r->name, r->where,
	                 _("it must be one of: first-frame, rounded-frame, frame-loop, ram-walk, "
	                   "frame-32, anything, cast"));
}

static bool read_row(struct reader *r)
{
	switch (r->row->kind) {
	case ROW_TEXT:
		return read_text(r);
	case ROW_FEATURES:
	case ROW_DEVICES:
	case ROW_LOG:
	case ROW_INLINED:
		return read_list(r);
	case ROW_CONFIGS:
		return read_configs(r);
	case ROW_WORDS:
		return read_words(r);
	case ROW_WAY:
		return read_way(r);
	default:
		return read_number(r);
	}
}

/* Some properties are one architecture's; `arch` is the second property of a profile. */
static bool belongs(const struct reader *r, const struct row *row)
{
	const char *arch = row->arch;
	size_t len = strlen(r->profile->arch);

	while (arch && *arch &&
	       (strncmp(arch, r->profile->arch, len) || (arch[len] && arch[len] != ' ')))
		arch += strcspn(arch, " ") + (arch[strcspn(arch, " ")] == ' ');
	return !arch || *arch;
}

static bool may_be_missing(const struct row *row)
{
	switch (row->kind) {
	case ROW_CONFIGS:
	case ROW_WORDS:
	case ROW_ENTRY:
	case ROW_LOG:
	case ROW_MORE:
	case ROW_MORE_BITS:
		return true;
	default:
		return false;
	}
}

static void say_where(struct reader *r, const struct group *group, const char *name)
{
	char shown[64];

	snprintf(r->where, sizeof(r->where), "%s%s%s", group->path, group->path[1] ? "/" : "",
	         input_printable(shown, sizeof(shown), name));
}

/*
 * Each property in the order of the blob; a profile is usually written in the
 * order of the table, so the row after the last one is tried first.
 */
static bool read_group(struct reader *r, const void *fdt, const struct group *group)
{
	int node = fdt_path_offset(fdt, group->path);
	uint64_t seen = 0;
	size_t row = 0;
	int property;

	if (node < 0)
		return error_set(r->err, r->name, group->path, _("the node is missing"));
	fdt_for_each_property_offset(property, fdt, node)
	{
		const char *name;
		int len;
		size_t tried = 0;

		r->value = fdt_getprop_by_offset(fdt, property, &name, &len);
		if (!r->value || len < 0)
			return error_set(r->err, r->name, group->path, _("the blob is damaged"));
		r->len = (size_t)len;
		while (tried < group->count && strcmp(name, group->rows[row].name) != 0) {
			row = (row + 1) % group->count;
			tried++;
		}
		say_where(r, group, name);
		if (tried == group->count)
			return error_set(r->err, r->name, r->where,
			                 _("a profile has no property of that name"));
		r->row = &group->rows[row];
		if (!belongs(r, r->row))
			return error_set(r->err, r->name, r->where,
			                 _("only these architectures have it: %s"), r->row->arch);
		if (!read_row(r))
			return false;
		seen |= 1ull << row;
		row = (row + 1) % group->count;
	}
	for (row = 0; row < group->count; row++) {
		if (!(seen >> row & 1) && !may_be_missing(&group->rows[row]) &&
		    belongs(r, &group->rows[row])) {
			say_where(r, group, group->rows[row].name);
			return error_set(r->err, r->name, r->where, _("the property is missing"));
		}
	}
	return true;
}

static bool check_image(const struct profile *p, const char *name, struct error *err)
{
	const struct profile_image *i = &p->image;
	bool tail = i->stext < i->init_begin && i->init_begin <= i->sdata && i->sdata < i->end;
	bool parts = !i->etext || (i->stext < i->etext && i->etext <= i->init_begin &&
	                           i->init_begin <= i->inittext_end && i->inittext_end <= i->sdata);

	if (tail && parts && i->init_pg_dir <= i->init_pg_end && i->init_pg_end <= i->end)
		return true;
	return error_set(err, name, "/image",
	                 _("the parts of the image must follow each other: stext, etext, "
	                   "init-begin, inittext-end, sdata, end, with init-pg-dir to init-pg-end "
	                   "before the end"));
}

static bool check_mapping(const struct profile *p, const char *name, struct error *err)
{
	const struct profile_mapping *m = &p->mapping;
	uint64_t page = 1ull << p->page_shift;

	if (m->vmalloc_start < m->vmalloc_end &&
	    !((m->vmalloc_start | m->vmalloc_end) & (page - 1)) &&
	    m->align_shift >= p->page_shift && m->block_shift >= p->page_shift)
		return true;
	return error_set(err, name, "/mapping",
	                 _("vmalloc-start must lie below vmalloc-end, both at a page, and no shift "
	                   "may be less than page-shift"));
}

bool profile_from_fdt(struct profile *profile, const void *fdt, const char *name, struct error *err)
{
	struct reader r = { .profile = profile, .name = name, .err = err };

	_Static_assert(COUNT(root_rows) <= 64 && COUNT(sizes_rows) <= 64, "one bit for each row");
	memset(profile, 0, sizeof(*profile));
	if (fdt_check_header(fdt) != 0)
		return error_set(err, name, NULL, _("the profile is not a compiled device tree"));
	input_printable(profile->name, sizeof(profile->name), name);
	for (size_t i = 0; i < COUNT(groups); i++) {
		if (profile_has(profile, FEATURE_CALLS_ONLY) &&
		    fdt_path_offset(fdt, groups[i].path) < 0)
			continue;
		if (!read_group(&r, fdt, &groups[i]))
			return false;
	}
	profile->mapping.va_bits = profile->va_bits;
	if (profile_has(profile, FEATURE_CALLS_ONLY)) {
		profile->sizes = profile_bare.sizes;
		return check_mapping(profile, name, err);
	}
	if (profile->cache_line & (profile->cache_line - 1))
		return error_set(err, name, "/cache-line", _("it is %u, which is no power of two"),
		                 profile->cache_line);
	return check_image(profile, name, err) && check_mapping(profile, name, err);
}
