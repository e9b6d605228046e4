/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where image, initrd and blob lie, as a bootloader would put them. */
#include <libfdt.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "machine/loading.h"
#include "sim/intl.h"

/* MAX_FDT_SIZE and MIN_FDT_ALIGN of arm64's boot protocol, bytes. */
#define FDT_MAX    (2ull << 20)
#define FDT_ALIGN  8ull
#define FDT_PLACES (2ull << 20)
/* MIN_KIMG_ALIGN, bytes. */
#define IMAGE_ALIGN (2ull << 20)

bool option_number(const char *option, const char *value, uint64_t *number, struct error *err)
{
	char shown[128];

	if (input_number(value, number))
		return true;
	return error_set(err, option, NULL,
	                 _("'%s' is not a number (decimal or 0x..., K, M, G or T may follow)"),
	                 input_printable(shown, sizeof(shown), value));
}

bool option_range(const char *option, const char *value, uint64_t *start, uint64_t *end,
                  struct error *err)
{
	const char *rest;
	char shown[128];

	if (input_range(value, start, end, &rest) && *rest == '\0') {
		if (*end != UINT64_MAX)
			return true;
		return error_set(err, option, NULL,
		                 _("the range '%s' ends at the last address of all: the one behind "
		                   "it does not fit into 64 bits"),
		                 input_printable(shown, sizeof(shown), value));
	}
	return error_set(err, option, NULL,
	                 _("'%s' is no range START-END with END not below START"),
	                 input_printable(shown, sizeof(shown), value));
}

/*
 * The boot protocol counts the text offset from a multiple of 2 MiB near the
 * start of RAM, so RAM that begins a page later does not move the image.
 */
static uint64_t default_kernel_base(uint64_t ram, uint64_t text_offset)
{
	uint64_t below = ram & ~(IMAGE_ALIGN - 1);

	if (text_offset < IMAGE_ALIGN && below + text_offset < ram)
		below = ram > UINT64_MAX - IMAGE_ALIGN ? below : below + IMAGE_ALIGN;
	return below > UINT64_MAX - text_offset ? below : below + text_offset;
}

static bool place_kernel(struct loading *l)
{
	struct machine *m = l->machine;
	const struct profile *p = m->profile;
	uint64_t ram = 0;

	/* a PC's image is made for one address, wherever RAM begins */
	if (!m->firmware &&
	    !blob_first_ram(l->nodes, l->tree.name, 1ull << p->page_shift, &ram, l->err))
		return false;
	if (l->opts.kernel_base) {
		if (!option_number("--kernel-base", l->opts.kernel_base, &m->kernel_base, l->err))
			return false;
	} else if (m->firmware) {
		m->kernel_base = p->image.text_offset;
	} else {
		m->kernel_base = default_kernel_base(ram, p->image.text_offset);
	}
	if (m->kernel_base > UINT64_MAX - p->image.end)
		return error_set(l->err, l->opts.kernel_base ? "--kernel-base" : l->tree.name, NULL,
		                 _("an image at 0x%llx would end above the last address"),
		                 (unsigned long long)m->kernel_base);
	return true;
}

static bool count_cpus(struct loading *l)
{
	struct machine *m = l->machine;
	uint64_t n;

	m->cpus = blob_cpus(l->nodes);
	if (m->cpus == 0) /* the one that reads the blob is there */
		m->cpus = 1;
	if (m->cpus > m->profile->cpus)
		m->cpus = m->profile->cpus;
	if (!l->opts.cpus)
		return true;
	if (!option_number("--cpus", l->opts.cpus, &n, l->err))
		return false;
	if (n == 0 || n > m->profile->cpus)
		return error_set(l->err, "--cpus", NULL,
		                 _("%llu is not possible: %s was built for 1 to %u CPUs"),
		                 (unsigned long long)n, m->profile->name, m->profile->cpus);
	m->cpus = (unsigned)n;
	m->cpus_given = true;
	return true;
}

/* The initrd of the tree; END is exclusive.  False when there is none. */
static bool tree_has_initrd(const struct nodes *nodes, uint64_t *start, uint64_t *end)
{
	int node = nodes_by_path(nodes, "/chosen");
	const void *first, *last;
	int first_len, last_len;

	if (node < 0)
		node = nodes_by_path(nodes, "/chosen@0");
	if (node < 0)
		return false;
	first = nodes_property(nodes, node, "linux,initrd-start", &first_len);
	last = nodes_property(nodes, node, "linux,initrd-end", &last_len);
	if (!first || !last || first_len < 4 || last_len < 4)
		return false;
	*start = blob_cells(first, (unsigned)first_len / 4);
	*end = blob_cells(last, (unsigned)last_len / 4);
	return *start < *end;
}

static uint64_t round_up(uint64_t v, uint64_t to)
{
	return v > UINT64_MAX - (to - 1) ? v : (v + to - 1) & ~(to - 1);
}

/* Does SIZE bytes at BASE lie in RAM? */
static bool fits(const struct loading *l, uint64_t base, uint64_t size)
{
	return base <= UINT64_MAX - (size - 1) && blob_in_ram(l->nodes, base, base + size - 1);
}

/*
 * RISC-V: as far up as RAM goes without a hole, but below 3 GiB where RAM begins below that, so
 * that a 32-bit kernel reaches it too.  There QEMU puts it, and the firmware leaves it there.
 */
static uint64_t high_fdt_base(const struct loading *l, uint64_t size)
{
	const uint64_t most = 3ull << 30;
	uint64_t ram = l->machine->kernel_base, end = blob_ram_end(l->nodes, ram);

	if (ram < most && end > most)
		end = most;
	return end - ram < size ? ram : (end - size) & ~(FDT_PLACES - 1);
}

/*
 * Behind image and initrd, where QEMU puts it: on 32-bit Arm on the very next page.  An initrd at
 * the very end of RAM leaves the place before it.
 */
static uint64_t default_fdt_base(const struct loading *l, uint64_t size)
{
	const struct machine *m = l->machine;
	uint64_t image_end = m->kernel_base + m->profile->image.end;
	uint64_t behind_image = round_up(image_end, FDT_PLACES);
	uint64_t start, end, behind_both;

	if (!tree_has_initrd(l->nodes, &start, &end) || end <= image_end)
		return behind_image;
	behind_both = round_up(end, strcmp(m->profile->arch, "arm") ? FDT_PLACES : 0x1000);
	if (fits(l, behind_both, size) || !fits(l, behind_image, size) ||
	    behind_image + size > start)
		return behind_both;
	return behind_image;
}

/* Where the last block of the blob ends, bytes from its start: what lies behind is padding. */
static uint64_t blocks_end(const void *fdt)
{
	uint64_t structs = (uint64_t)fdt_off_dt_struct(fdt) + fdt_size_dt_struct(fdt);
	uint64_t strings = (uint64_t)fdt_off_dt_strings(fdt) + fdt_size_dt_strings(fdt);

	return structs > strings ? structs : strings;
}

static bool place_fdt(struct loading *l)
{
	struct machine *m = l->machine;
	uint64_t len = fdt_totalsize(l->tree.fdt);
	bool arm64 = strcmp(m->profile->arch, "arm64") == 0;

	m->fdt_size = len;
	if (l->opts.fdt_size &&
	    !option_number("--fdt-size", l->opts.fdt_size, &m->fdt_size, l->err))
		return false;
	if (m->fdt_size < blocks_end(l->tree.fdt))
		return error_set(l->err, "--fdt-size", NULL,
		                 _("%llu bytes are too few: the blob has %llu"),
		                 (unsigned long long)m->fdt_size, (unsigned long long)len);
	if (arm64 && m->fdt_size > FDT_MAX)
		return error_set(l->err, l->opts.fdt_size ? "--fdt-size" : l->tree.name, NULL,
		                 _("a blob of %llu bytes is too long: this kernel takes 2 MiB"),
		                 (unsigned long long)m->fdt_size);
	if (!l->opts.fdt_base && strcmp(m->profile->arch, "riscv") == 0)
		m->fdt_base = high_fdt_base(l, m->fdt_size);
	else if (!l->opts.fdt_base)
		m->fdt_base = default_fdt_base(l, m->fdt_size);
	else if (!option_number("--fdt-base", l->opts.fdt_base, &m->fdt_base, l->err))
		return false;
	if (arm64 && m->fdt_base % FDT_ALIGN)
		return error_set(l->err, "--fdt-base", NULL,
		                 _("0x%llx is no multiple of 8, which this kernel refuses"),
		                 (unsigned long long)m->fdt_base);
	if (m->fdt_base > UINT64_MAX - m->fdt_size)
		return error_set(l->err, l->opts.fdt_base ? "--fdt-base" : l->tree.name, NULL,
		                 _("a blob at 0x%llx would end above the last address"),
		                 (unsigned long long)m->fdt_base);
	return true;
}

bool loading_place(struct loading *l)
{
	if (!place_kernel(l) || !count_cpus(l))
		return false;
	if (!l->machine->firmware)
		return place_fdt(l);
	/* the tree only describes the PC to this program: it lies nowhere */
	l->machine->fdt_size = fdt_totalsize(l->tree.fdt);
	return true;
}
