/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * References: words with & before them, and the `.` of a recipe.
 *
 *   &uart0          what the label names        &/soc/uart@9000000  a device, by its node
 *   &r.start        a field of a resource       &base+0x410         an address behind it
 *   &r.pfn          the frame of its start      &vma.prot           a field of what mmap gave
 *   .               the device of a recipe      &.res, &.res1       its resources
 */
#include <stdlib.h>
#include <string.h>

#include "lang/argument.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/mm.h"
#include "machine/nodes.h"
#include "sim/intl.h"

enum { TEXT_MAX = 256 };

#define refuse(err, ...) error_set(err, NULL, NULL, __VA_ARGS__)

static const char *const fields[] = { "start", "end",  "size",      "name",        "pfn",
	                              "pgoff", "prot", "noncached", "writecombine" };

/* The field that WORD names, as a constant; NULL when it names none. */
static const char *field_of(const char *word)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (!strcmp(fields[i], word))
			return fields[i];
	return NULL;
}

/* `.res` or `.res1`, behind the &. */
static bool is_own_resource(const char *text)
{
	if (strncmp(text, ".res", 4) != 0)
		return false;
	return text[4 + strspn(text + 4, "0123456789")] == '\0';
}

/* What stands behind the name in a reference. */
struct tail {
	const char *field; /* NULL for none */
	uint64_t offset;
};

/* Does the parser know of it? */
static bool base_known(const void *arg, const char *text)
{
	const struct script *script = arg;

	if (text[0] == '/')
		return true;
	if (text[0] == '.')
		return script->in_driver && (!text[1] || is_own_resource(text));
	return script_knows_label(script, text);
}

/* Cut `+OFFSET` or `-OFFSET` off TEXT; false when there is none. */
static bool cut_offset(char *text, uint64_t *offset)
{
	size_t len = strlen(text);

	while (len && text[len - 1] != '+' && text[len - 1] != '-')
		len--;
	if (len < 2 || !word_number(text + len, offset))
		return false;
	if (text[len - 1] == '-')
		*offset = -*offset;
	text[len - 1] = '\0';
	return true;
}

static bool cut_field(char *text, const char **field)
{
	char *dot = strrchr(text, '.');

	if (!dot || dot == text)
		return false;
	*field = field_of(dot + 1);
	if (*field)
		*dot = '\0';
	return *field != NULL;
}

/*
 * Cut TEXT down to what a label, a path or the recipe's device is called, by KNOWN; a
 * label may hold a dot or a plus itself, so the whole is tried first.
 */
static bool cut(char *text, struct tail *tail, bool (*known)(const void *, const char *),
                const void *arg)
{
	*tail = (struct tail){ 0 };
	if (known(arg, text))
		return true;
	if (cut_offset(text, &tail->offset) && known(arg, text))
		return true;
	return cut_field(text, &tail->field) && known(arg, text);
}

bool reference_parse(struct script *script, struct argument *arg, const char *word,
                     struct error *err)
{
	char text[TEXT_MAX];
	struct tail tail;

	arg->is_label = true;
	arg->text = names_intern(&script->strings, word);
	if (strlen(word) < sizeof(text) && cut(strcpy(text, word), &tail, base_known, script))
		return true;
	if (word[0] == '.')
		return refuse(err, _("'%s' is the device of a driver, and this is no driver"),
		              word);
	return refuse(err, _("nothing has the label '%s' yet"), word);
}

/* The node of `&/path`, or of a device; -1 for none. */
static int node_of(const struct context *c, const char *path)
{
	const struct machine *machine = c->kernel->machine;

	return machine ? nodes_by_path(machine->nodes, path) : -1;
}

/* Is it there now? */
static bool base_there(const void *arg, const char *text)
{
	const struct context *c = arg;

	if (text[0] == '.')
		return !text[1] || is_own_resource(text);
	return text[0] == '/' || labels_get(c->kernel, c->labels, text);
}

static bool find_thing(struct context *c, struct argument *arg, const char *text)
{
	if (text[0] == '.') {
		unsigned n = text[1] ? (unsigned)strtoul(text + 4, NULL, 10) : 0;

		arg->thing = (struct thing){ .kind = THING_DEVICE, .dev = c->self };
		if (text[1])
			arg->thing = (struct thing){
				.kind = THING_RESOURCE,
				.res = n < c->self->num_resources ? &c->self->resource[n] : NULL,
				.root = &c->kernel->iomem_resource,
			};
		return true;
	}
	if (text[0] == '/') {
		arg->node = node_of(c, text);
		if (arg->node < 0)
			return refuse(c->err, _("the tree has no node '%s'"), text);
		arg->thing = (struct thing){ .kind = THING_DEVICE,
			                     .dev = device_of_node(c->kernel, arg->node) };
		return true;
	}
	arg->thing = *labels_get(c->kernel, c->labels, text);
	if (arg->thing.kind == THING_NODE)
		arg->node = arg->thing.node;
	return true;
}

/* Fields of what mmap() made; its end is exclusive, as vm_end is. */
static void read_vma_field(struct argument *arg, const char *field)
{
	const struct vm_area_struct *vma = arg->thing.vma;

	if (!strcmp(field, "start"))
		arg->a = vma->vm_start;
	else if (!strcmp(field, "end"))
		arg->a = vma->vm_end;
	else if (!strcmp(field, "size"))
		arg->a = vma->vm_end - vma->vm_start;
	else if (!strcmp(field, "prot"))
		arg->a = vma->vm_page_prot;
	else if (!strcmp(field, "noncached"))
		arg->a = vma->vm_page_prot | PGPROT_NONCACHED;
	else if (!strcmp(field, "writecombine"))
		arg->a = vma->vm_page_prot | PGPROT_WRITECOMBINE;
	else if (!strcmp(field, "name"))
		arg->text = vma->path;
	else
		arg->a = vma->vm_pgoff;
}

/* Has what ARG refers to FIELD?  Who reads it all the same follows a pointer to nothing. */
static bool has_field(const struct argument *arg, const char *field)
{
	static const char *const of_resource[] = { "start", "end", "size", "name", "pfn", "pgoff" };

	if (arg->thing.kind == THING_VMA)
		return arg->thing.vma != NULL;
	for (size_t i = 0; i < sizeof(of_resource) / sizeof(of_resource[0]); i++)
		if (!strcmp(field, of_resource[i]))
			return arg->thing.kind == THING_RESOURCE && arg->thing.res;
	return false;
}

static void read_field(struct context *c, struct argument *arg, const char *field)
{
	const struct resource *res = arg->thing.res;

	if (arg->thing.kind == THING_VMA) {
		read_vma_field(arg, field);
		return;
	}
	if (!strcmp(field, "start"))
		arg->a = res->start;
	else if (!strcmp(field, "end"))
		arg->a = res->end;
	else if (!strcmp(field, "size"))
		arg->a = resource_size(res);
	else if (!strcmp(field, "pfn") || !strcmp(field, "pgoff"))
		arg->a = PFN_DOWN(c->kernel, res->start);
	else
		arg->text = res->name;
}

/* Find what ARG, a reference, refers to; TAIL comes out as what stands behind that. */
static bool find_reference(struct context *c, struct argument *arg, struct tail *tail)
{
	char text[TEXT_MAX];

	arg->node = -1;
	if (strlen(arg->text) >= sizeof(text) || !cut(strcpy(text, arg->text), tail, base_there, c))
		return refuse(c->err, _("nothing has the label '%s'"), arg->text);
	if (!find_thing(c, arg, text))
		return false;
	if (arg->thing.kind == THING_DEVICE && arg->node < 0 && arg->thing.dev)
		arg->node = arg->thing.dev->of_node;
	return true;
}

/* The number that ARG, which refers to something, stands for. */
static void read_number(struct context *c, struct argument *arg, const struct tail *tail)
{
	if (tail->field)
		read_field(c, arg, tail->field);
	else if (arg->thing.kind == THING_ADDRESS || arg->thing.kind == THING_VMA)
		arg->a = arg->thing.address;
	else if (arg->thing.kind == THING_RESOURCE && arg->thing.res)
		arg->a = arg->thing.res->start;
	arg->a += tail->offset;
}

bool reference_resolve(struct context *c, struct argument *arg)
{
	struct tail tail;

	arg->node = -1;
	if (!arg->is_label)
		return true;
	if (!find_reference(c, arg, &tail))
		return false;
	if (tail.field && !has_field(arg, tail.field))
		kernel_oops(c->kernel);
	read_number(c, arg, &tail);
	return true;
}

bool reference_address(struct context *c, const char *word, uint64_t *addr)
{
	struct argument arg = { .text = word + 1, .is_label = true };
	struct tail tail;

	if (word[0] != '&' || !word[1]) {
		if (word_number(word, addr))
			return true;
		return refuse(c->err, _("'%s' is no address"), word);
	}
	if (!find_reference(c, &arg, &tail))
		return false;
	if (arg.thing.kind == THING_DEVICE || arg.thing.kind == THING_NODE ||
	    (tail.field && (!has_field(&arg, tail.field) || !strcmp(tail.field, "name"))))
		return refuse(c->err, _("'%s' is no address"), word);
	read_number(c, &arg, &tail);
	*addr = arg.a;
	return true;
}
