/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters of the kernel's command line: parse_early_param() of init/main.c with
 * the rows that early_param() makes all over the kernel, and the later pass over
 * the rows of __setup().  A row's function bears the kernel's name.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/arch/arm64/kernel/setup.h"
#include "linux/drivers/of/fdt.h"
#include "linux/init/main.h"
#include "linux/kernel/dma/contiguous.h"
#include "linux/lib/cmdline.h"
#include "sim/memory.h"

#define MAX_LOG_BUF ((uint64_t)1 << 31)

enum {
	STAGE,
	NO_WORDS,
	MALFORMED,
	OTHER_EARLY,
	LATER,
	MEMBLOCK_DEBUG,
	MEMBLOCK_OTHER,
	INITRD_SET,
	INITRD_ODD,
	LOG_BUF,
	LOG_BUF_SAME,
	LOG_BUF_HUGE,
	NR_CPUS,
	MOVABLE,
	MIRROR,
	CORE_SIZE,
	IOMEM,
	KEEP_INITRD,
	DONE,
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: the command line is searched for words that must be obeyed before "
	               "memory is set up.") },
	[NO_WORDS] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	               N_("The command line is empty: everything keeps its default.") },
	[MALFORMED] = { STEP_REFUSE, LEVEL_STOP, 3, "n",
	                N_("{0} could not be understood; the kernel complains and goes on.") },
	[OTHER_EARLY] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                  N_("{0} is obeyed early, but it moves no memory now.") },
	[LATER] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	            N_("{0} is no early parameter; whoever it is meant for finds it later.") },
	[MEMBLOCK_DEBUG] = { STEP_SET, LEVEL_STOP, 1, "",
	                     N_("memblock=debug: from here on memblock prints what it does to the "
	                        "log.") },
	[MEMBLOCK_OTHER] = { STEP_DECIDE, LEVEL_STOP, 1, "n",
	                     N_("memblock={0} changes nothing: only memblock=debug means "
	                        "something.") },
	[INITRD_SET] = { STEP_SET, LEVEL_STOP, 2, "as",
	                 N_("The command line says that the initrd lies at {0} and has {1}; that "
	                    "wins over what /chosen says.") },
	[INITRD_ODD] = { STEP_DECIDE, LEVEL_STOP, 1, "n",
	                 N_("{0} names no size behind a comma, so it changes nothing.") },
	[LOG_BUF] = { STEP_SET, LEVEL_STOP, 2, "s",
	              N_("log_buf_len= asks for a kernel log of {0}; its memory is taken later.") },
	[LOG_BUF_SAME] = { STEP_DECIDE, LEVEL_STOP, 2, "ss",
	                   N_("log_buf_len= asks for {0}, no more than the built-in log has "
	                      "({1}).") },
	[LOG_BUF_HUGE] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	                   N_("log_buf_len= asks for {0}, and a log may have 2 GiB at most.") },
	[NR_CPUS] = { STEP_SET, LEVEL_STOP, 1, "d",
	              N_("nr_cpus= limits the machine to {0} CPUs.") },
	[MOVABLE] = { STEP_SET, LEVEL_STOP, 1, "",
	              N_("movable_node: memory that is hotpluggable is not used for allocations "
	                 "that cannot be moved.") },
	[MIRROR] = { STEP_SET, LEVEL_STOP, 1, "",
	             N_("kernelcore=mirror: the kernel's own allocations go to mirrored memory.") },
	[CORE_SIZE] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                N_("kernelcore={0} divides the zones; memblock does not care.") },
	[IOMEM] = { STEP_SET, LEVEL_STOP, 1, "n",
	            N_("iomem={0}: whether /dev/mem may map what a driver has claimed.") },
	[KEEP_INITRD] = { STEP_SET, LEVEL_STOP, 1, "n",
	                  N_("{0}: the initrd's memory will not be given back.") },
	[DONE] = { STEP_READ, LEVEL_STEP, 2, "d", N_("{0} words were looked at.") },
};

static const struct outline outline_memblock = { "early_memblock",
	                                         "mm/memblock.c",
	                                         "n",
	                                         'e',
	                                         N_("Reads memblock=debug."),
	                                         NULL,
	                                         { N_("debug anywhere in the value: speak") } };

static int early_memblock(struct kernel *k, const char *value)
{
	ENTER(k, &outline_memblock, NAME(k, value));
	if (value && strstr(value, "debug")) {
		SET(k, k->mm_memblock.debug, true);
		TELL(k, &says[MEMBLOCK_DEBUG]);
	} else {
		TELL(k, &says[MEMBLOCK_OTHER], NAME(k, value ? value : ""));
	}
	return leave_int(k, 0);
}

static const struct outline outline_initrdmem = {
	"early_initrdmem",
	"init/do_mounts_initrd.c",
	"n",
	'e',
	N_("Reads initrdmem=START,SIZE, also spelt initrd=."),
	N_("It replaces what the bootloader wrote into /chosen."),
	{ N_("without a comma and a size: ignored"), N_("note start and size") }
};

static int early_initrdmem(struct kernel *k, const char *value)
{
	const char *end = NULL;
	uint64_t start;

	ENTER(k, &outline_initrdmem, NAME(k, value));
	start = memparse(value ? value : "", &end);
	if (*end == ',') {
		SET(k, k->fdt->phys_initrd_start, start);
		SET(k, k->fdt->phys_initrd_size, memparse(end + 1, NULL));
		TELL(k, &says[INITRD_SET], start, k->fdt->phys_initrd_size);
	} else {
		TELL(k, &says[INITRD_ODD], NAME(k, value ? value : ""));
	}
	return leave_int(k, 0);
}

static const struct outline outline_log_buf = {
	"log_buf_len_setup",
	"kernel/printk/printk.c",
	"n",
	'e',
	N_("Reads log_buf_len=SIZE."),
	N_("The size becomes a power of two, and only a bigger one than the built-in counts."),
	{ N_("no value: -EINVAL; more than 2 GiB: refuse"), N_("round up and note it") }
};

static int log_buf_len_setup(struct kernel *k, const char *value)
{
	uint64_t size, len;

	ENTER(k, &outline_log_buf, NAME(k, value));
	if (!value)
		return leave_int(k, -EINVAL);
	size = memparse(value, NULL);
	if (size > MAX_LOG_BUF) {
		TELL(k, &says[LOG_BUF_HUGE], size);
		printk(k, "log_buf over 2G is not supported.");
		return leave_int(k, 0);
	}
	for (len = 1; len < size; len <<= 1)
		;
	if (size && len > k->profile->sizes.log_buf) {
		SET(k, k->setup->new_log_buf_len, len);
		TELL(k, &says[LOG_BUF], len);
	} else {
		TELL(k, &says[LOG_BUF_SAME], size, k->profile->sizes.log_buf);
	}
	return leave_int(k, 0);
}

static const struct outline outline_nrcpus = {
	"nrcpus",
	"kernel/smp.c",
	"n",
	'e',
	N_("Reads nr_cpus=N."),
	NULL,
	{ N_("a number between 1 and what the kernel is built for counts") }
};

static int nrcpus(struct kernel *k, const char *value)
{
	uint64_t n;

	ENTER(k, &outline_nrcpus, NAME(k, value));
	n = simple_strtoull(value ? value : "", NULL);
	if (!n || n >= k->profile->cpus)
		return leave_int(k, 0);
	SET(k, k->setup->nr_cpu_ids, n);
	TELL(k, &says[NR_CPUS], n);
	return leave_int(k, 0);
}

static const struct outline outline_movable_node = {
	"cmdline_parse_movable_node",
	"mm/memory_hotplug.c",
	"n",
	'e',
	N_("Reads movable_node."),
	NULL,
	{ N_("allocations shall spare hotpluggable memory") }
};

static int cmdline_parse_movable_node(struct kernel *k, const char *value)
{
	ENTER(k, &outline_movable_node, NAME(k, value));
	SET(k, k->mm_memblock.movable_node, true);
	TELL(k, &says[MOVABLE]);
	return leave_int(k, 0);
}

static const struct outline outline_kernelcore = {
	"cmdline_parse_kernelcore",
	"mm/page_alloc.c",
	"n",
	'e',
	N_("Reads kernelcore=SIZE, =SIZE% or =mirror."),
	NULL,
	{ N_("mirror: use mirrored memory only"), N_("a size: the zones will be divided by it") }
};

static int cmdline_parse_kernelcore(struct kernel *k, const char *value)
{
	ENTER(k, &outline_kernelcore, NAME(k, value));
	if (!value)
		return leave_int(k, -EINVAL);
	if (!strncmp(value, "mirror", 6)) {
		SET(k, k->mm_memblock.mirrored_kernelcore, true);
		TELL(k, &says[MIRROR]);
	} else {
		TELL(k, &says[CORE_SIZE], NAME(k, value));
	}
	return leave_int(k, 0);
}

/* A row of early_param() or __setup(). */
struct param {
	const char *name;
	int (*func)(struct kernel *k, const char *value); /* NULL: nothing of this is retold */
};

static const struct param early_params[] = {
	{ "cma", early_cma },
	{ "initrd", early_initrdmem },
	{ "initrdmem", early_initrdmem },
	{ "kernelcore", cmdline_parse_kernelcore },
	{ "log_buf_len", log_buf_len_setup },
	{ "mem", early_mem },
	{ "memblock", early_memblock },
	{ "movable_node", cmdline_parse_movable_node },
	{ "nr_cpus", nrcpus },
	{ "numa", numa_parse_early_param },
	{ "acpi", NULL },
	{ "coherent_pool", NULL },
	{ "crashkernel", NULL },
	{ "debug", NULL },
	{ "earlycon", NULL },
	{ "efi", NULL },
	{ "hugetlb_cma", NULL },
	{ "ignore_loglevel", NULL },
	{ "init_on_alloc", NULL },
	{ "init_on_free", NULL },
	{ "keep_bootcon", NULL },
	{ "kpti", NULL },
	{ "loglevel", NULL },
	{ "maxcpus", NULL },
	{ "memtest", NULL },
	{ "movablecore", NULL },
	{ "nohugevmalloc", NULL },
	{ "nosmp", NULL },
	{ "nospectre_v2", NULL },
	{ "page_poison", NULL },
	{ "percpu_alloc", NULL },
	{ "quiet", NULL },
	{ "rodata", NULL },
	{ "ssbd", NULL },
	{ "swiotlb", NULL },
};

static const struct outline outline_strict_iomem = {
	"strict_iomem",
	"kernel/resource.c",
	"n",
	'e',
	N_("Reads iomem=strict or iomem=relaxed."),
	N_("It changes nothing in /proc/iomem, only what /dev/mem refuses."),
	{ N_("remember which") }
};

static int strict_iomem(struct kernel *k, const char *value)
{
	ENTER(k, &outline_strict_iomem, NAME(k, value));
	if (value && strstr(value, "relaxed"))
		SET(k, k->iomem_relaxed, true);
	if (value && strstr(value, "strict"))
		SET(k, k->iomem_relaxed, false);
	TELL(k, &says[IOMEM], NAME(k, value ? value : ""));
	return leave_int(k, 1);
}

static const struct outline outline_retain = {
	"retain_initrd_param",
	"init/initramfs.c",
	"n",
	'e',
	N_("Reads retain_initrd."),
	NULL,
	{ N_("only the bare word counts; then the initrd stays reserved") }
};

static int retain_initrd_param(struct kernel *k, const char *value)
{
	ENTER(k, &outline_retain, NAME(k, value));
	if (value && *value)
		return leave_int(k, 0);
	SET(k, k->setup->keep_initrd, true);
	TELL(k, &says[KEEP_INITRD], NAME(k, "retain_initrd"));
	return leave_int(k, 1);
}

static const struct param setup_params[] = {
	{ "iomem", strict_iomem },
	{ "retain_initrd", retain_initrd_param },
};

enum {
	EARLY_PARAMS = sizeof(early_params) / sizeof(early_params[0]),
	SETUP_PARAMS = sizeof(setup_params) / sizeof(setup_params[0]),
};

static const struct param *find_param(const struct param *rows, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (parameq(rows[i].name, name))
			return &rows[i];
	return NULL;
}

/* do_early_param() */
static void do_early_param(struct kernel *k, const char *name, const char *value)
{
	const struct param *row = find_param(early_params, EARLY_PARAMS, name);

	if (!row) {
		TELL(k, &says[LATER], NAME(k, name));
	} else if (!row->func) {
		TELL(k, &says[OTHER_EARLY], NAME(k, name));
	} else if (row->func(k, value)) {
		TELL(k, &says[MALFORMED], NAME(k, name));
		printk(k, "Malformed early option '%s'", name);
	}
}

static void do_setup_param(struct kernel *k, const char *name, const char *value)
{
	const struct param *row = find_param(setup_params, SETUP_PARAMS, name);

	if (row)
		row->func(k, value);
}

/*
 * parse_args(): word by word.  Each word is cut out of the simulation's own copy of the
 * command line, so nothing has to be freed when a limit ends the run here.
 */
static uint64_t parse_args(struct kernel *k,
                           void (*unknown)(struct kernel *k, const char *name, const char *value))
{
	const char *line = k->setup->boot_command_line;
	size_t len = strlen(line), done = 0;
	uint64_t words = 0;

	while (done < len) {
		char *copy = xstrdup(line + done), *rest = copy, *param, *value;
		bool more = next_arg(&rest, &param, &value);
		const char *name = more ? sim_name(k->sim, param) : NULL;
		const char *held = more ? sim_name(k->sim, value) : NULL;

		done += (size_t)(rest - copy);
		free(copy);
		if (!more)
			break;
		unknown(k, name, held);
		words++;
	}
	return words;
}

static const struct outline outline_early = {
	"parse_early_param",
	"init/main.c",
	"",
	'v',
	N_("Obeys the words of the command line that cannot wait."),
	N_("Most words are no early parameters; they are read when their owner is set up."),
	{ N_("take a copy of the command line, word by word"),
	  N_("a word that early_param() named calls its function"),
	  N_("a function that fails: complain and go on") }
};

void parse_early_param(struct kernel *k)
{
	uint64_t words;

	ENTER(k, &outline_early);
	TELL(k, &says[STAGE], NAME(k, "parameters"));
	words = parse_args(k, do_early_param);
	if (words)
		TELL(k, &says[DONE], words);
	else
		TELL(k, &says[NO_WORDS]);
	leave(k);
}

static const struct outline outline_args = {
	"parse_args",
	"kernel/params.c",
	"",
	'v',
	N_("Hands the rest of the command line to whoever asked for a word of it."),
	NULL,
	{ N_("take it word by word"), N_("a word that __setup() named calls its function") }
};

void parse_boot_params(struct kernel *k)
{
	ENTER(k, &outline_args);
	TELL(k, &says[DONE], parse_args(k, do_setup_param));
	leave(k);
}
