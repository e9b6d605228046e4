/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/printk/printk.c: the memory of the kernel's log. */
#include "linux/kernel/printk/printk.h"

#include <inttypes.h>

#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define PRINTK_FILE "kernel/printk/printk.c"
#define MAX_LOG_BUF ((uint64_t)1 << 31)

enum {
	AVERAGE = 5, /* PRB_AVGBITS: a record is taken to have 2 to the power of it bytes */
};

enum { LOG_BUF, LOG_BUF_SAME, LOG_BUF_HUGE, BUILT_IN, BY_CPUS, BIGGER, NO_ROOM };

static const struct sentence says[] = {
	[LOG_BUF] = { STEP_SET, LEVEL_STOP, 2, "s",
	              N_("log_buf_len= asks for a kernel log of {0}; its memory is taken later.") },
	[LOG_BUF_SAME] = { STEP_DECIDE, LEVEL_STOP, 2, "ss",
	                   N_("log_buf_len= asks for {0}, no more than the built-in log has "
	                      "({1}).") },
	[LOG_BUF_HUGE] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	                   N_("log_buf_len= asks for {0}, and a log may have 2 GiB at most: it gets "
	                      "those.") },
	[BUILT_IN] = { STEP_DECIDE, LEVEL_CALL, 1, "sd",
	               N_("The log that is part of the image, {0}, is enough for {1} possible CPUs: "
	                  "no memory is taken.") },
	[BY_CPUS] = { STEP_DECIDE, LEVEL_CALL, 1, "ds",
	              N_("{0} possible CPUs may all want to speak while they start, so a log of {1} "
	                 "is made.") },
	[BIGGER] = { STEP_ALLOCATE, LEVEL_STOP, 2, "srd",
	             N_("A log of {0} takes the place of the built-in one: its text at {1}, and "
	                "records of {2} messages beside it.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 3, "s",
	              N_("There is no memory of {0} for a bigger log, so the built-in one "
	                 "stays.") },
};

static const struct outline outline_log_buf = {
	"log_buf_len_setup",
	PRINTK_FILE,
	"n",
	'e',
	N_("Reads log_buf_len=SIZE."),
	N_("The size becomes a power of two, and only a bigger one than the built-in counts."),
	{ N_("no value: -EINVAL; more than 2 GiB: complain, take 2 GiB"),
	  N_("round up and note it") }
};

int log_buf_len_setup(struct kernel *k, const char *value)
{
	uint64_t size, len;

	ENTER(k, &outline_log_buf, NAME(k, value));
	if (!value)
		return leave_int(k, -EINVAL);
	size = memparse(value, NULL);
	if (size > MAX_LOG_BUF) {
		TELL(k, &says[LOG_BUF_HUGE], size);
		printk(k, "printk: log_buf over 2G is not supported.");
		size = MAX_LOG_BUF;
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

static const struct outline outline_setup = {
	"setup_log_buf",
	PRINTK_FILE,
	"",
	'v',
	N_("Makes the kernel's log bigger, if that is wanted."),
	N_("maxcpus= changes nothing here: it is the possible CPUs that count."),
	{ N_("without log_buf_len=: enough for all possible CPUs, in a power of two"),
	  N_("memory for the text, for the descriptors of records, for what is kept of each"),
	  N_("no memory: give back what was taken and go on with the built-in log") }
};

/* log_buf_add_cpu(): room for each CPU but one, when that is much. */
static uint64_t wanted_by_cpus(struct kernel *k)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	unsigned cpus = num_possible_cpus(k);
	uint64_t extra = (cpus - 1) * sizes->log_buf_per_cpu, len = 1;

	if (extra <= sizes->log_buf / 2)
		return 0;
	printk(k, "printk: log_buf_len individual max cpu contribution: %" PRIu64 " bytes",
	       sizes->log_buf_per_cpu);
	printk(k, "printk: log_buf_len total cpu_extra contributions: %" PRIu64 " bytes", extra);
	printk(k, "printk: log_buf_len min size: %" PRIu64 " bytes", sizes->log_buf);
	while (len < extra + sizes->log_buf)
		len <<= 1;
	TELL(k, &says[BY_CPUS], cpus, len);
	return len;
}

/* The three parts of a log of LEN bytes; 0 for success, or the size there was no room for. */
static uint64_t take_parts(struct kernel *k, uint64_t len, phys_addr_t *text)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t descs = (len >> AVERAGE) * sizes->log_desc;
	uint64_t infos = (len >> AVERAGE) * sizes->log_info;
	phys_addr_t desc;

	*text = memblock_alloc(k, len, word_size(k));
	if (!*text)
		return len;
	desc = memblock_alloc(k, descs, word_size(k));
	if (desc && memblock_alloc(k, infos, word_size(k)))
		return 0;
	if (desc)
		memblock_phys_free(k, desc, descs);
	memblock_phys_free(k, *text, len);
	return desc ? infos : descs;
}

void setup_log_buf(struct kernel *k)
{
	uint64_t len = k->setup->new_log_buf_len, lacks;
	phys_addr_t text;

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, &outline_setup);
	if (!len)
		len = wanted_by_cpus(k);
	if (!len) {
		TELL(k, &says[BUILT_IN], k->profile->sizes.log_buf, num_possible_cpus(k));
		leave(k);
		return;
	}
	lacks = take_parts(k, len, &text);
	if (lacks) {
		printk(k, "printk: log_buf_len: %" PRIu64 " bytes not available", lacks);
		TELL(k, &says[NO_ROOM], lacks);
	} else {
		printk(k, "printk: log_buf_len: %" PRIu64 " bytes", len);
		TELL(k, &says[BIGGER], len, SPAN(text, len), len >> AVERAGE);
	}
	leave(k);
}
