/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of user space: open a device's file, read, write and map it. */
#include <stdio.h>
#include <string.h>

#include "lang/words.h"
#include "linux/drivers/char/mem.h"
#include "linux/fs/seq_file.h"
#include "run/calls.h"
#include "sim/intl.h"

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

#define refuse(err, ...) error_set(err, NULL, NULL, __VA_ARGS__)

/* How a file is opened: the options of `open`, which other commands take too. */
struct how {
	const char *path; /* NULL: not given */
	unsigned prot;    /* 0: not given */
	bool sync;
	enum credentials who;
};

static bool take_option(struct how *how, const char *word)
{
	if (!strcmp(word, "--user"))
		how->who = AS_USER;
	else if (!strcmp(word, "--without-rawio"))
		how->who = WITHOUT_RAWIO;
	else if (!strcmp(word, "--sync"))
		how->sync = true;
	else if (!strcmp(word, "--read"))
		how->prot |= PROT_READ;
	else if (!strcmp(word, "--write"))
		how->prot |= PROT_WRITE;
	else
		return false;
	return true;
}

/* Options and, if FILE, one file; false when a word is neither. */
static bool parse_how(struct how *how, const struct call *call, unsigned from, bool file)
{
	*how = (struct how){ 0 };
	for (unsigned i = from; i < call->arg_count; i++) {
		const char *word = call->args[i].text;

		if (take_option(how, word))
			continue;
		if (!file || how->path || !strncmp(word, "--", 2))
			return false;
		how->path = word;
	}
	return !file || how->path;
}

static bool is_seq_file(const char *path)
{
	for (unsigned i = 0; i < seq_source_count; i++)
		if (!strcmp(seq_sources[i].path, path))
			return true;
	return false;
}

/* The device that `/dev/NAME` or NAME is the file of; NULL for none. */
static struct device *device_of_path(const struct kernel *k, const char *path)
{
	return device_find(k, strncmp(path, "/dev/", 5) ? path : path + 5);
}

/* ---- open ---- */

static bool check_open(const struct call *call, struct error *err)
{
	struct how how;

	return parse_how(&how, call, 0, true) ||
	       refuse(err, _("open takes: [--user|--without-rawio] [--sync] [--read] [--write] "
	                     "FILE"));
}

static int open_seq_kept(struct kernel *k, const struct how *how)
{
	struct seq_file *m = seq_file_find(k, how->path);
	int err;

	/* A file that nobody may write is open to root all the same. */
	if ((how->prot & PROT_WRITE) && how->who == AS_USER)
		return -EACCES;
	if (m)
		seq_close(k, m);
	err = seq_open_file(k, how->path, how->who != AS_USER, &m);
	if (!err)
		SET(k, m->kept, true);
	return err;
}

static int open_dev_kept(struct kernel *k, const struct how *how)
{
	struct dev_file *f = dev_file_find(k, how->path);
	int err;

	if (f)
		dev_close(k, f);
	err = dev_open(k, how->path, device_of_path(k, how->path),
	               how->prot ? how->prot : PROT_READ | PROT_WRITE, how->sync, how->who, &f);
	if (!err)
		SET(k, f->kept, true);
	return err;
}

ROW(open)
{
	struct how how;
	int err;

	parse_how(&how, call, 0, true);
	if (is_seq_file(how.path))
		err = open_seq_kept(c->kernel, &how);
	else
		err = open_dev_kept(c->kernel, &how);
	/* 0, 1 and 2 are open already */
	return err ? give_int(v, err) : give_number(v, 3);
}

/* The kept file of PATH; opened if need be.  0 or an errno. */
static int kept_file(struct kernel *k, const char *path, struct dev_file **f)
{
	int err;

	*f = dev_file_find(k, path);
	if (*f)
		return 0;
	err = dev_open(k, path, device_of_path(k, path), PROT_READ | PROT_WRITE, false, AS_ROOT, f);
	if (!err)
		SET(k, (*f)->kept, true);
	return err;
}

ROW(lseek)
{
	struct dev_file *f;
	int err = kept_file(c->kernel, call->args[0].text, &f);

	if (!err)
		err = memory_lseek(c->kernel, f, call->args[1].a);
	if (err)
		return give_int(v, err);
	return give_address(v, call->args[1].a);
}

int64_t read_device(struct kernel *k, const char *path, uint64_t count)
{
	struct dev_file *f;
	int err = kept_file(k, path, &f);

	if (err)
		return err;
	if (!(f->prot & PROT_READ))
		return -EBADF;
	return f->dev ? -EINVAL : read_mem(k, f, count);
}

static bool check_write(const struct call *call, struct error *err)
{
	struct how how;
	uint64_t count;

	if (parse_how(&how, call, 2, false) && word_number(call->args[1].text, &count))
		return true;
	return refuse(err, _("write takes: FILE COUNT [--user]"));
}

/* A file of /proc that can only be read: opening it is for root, writing for nobody. */
static int write_proc_file(const struct how *how)
{
	return how->who == AS_USER ? -EACCES : -EIO;
}

ROW(write)
{
	const char *path = call->args[0].text;
	struct dev_file *f;
	struct how how;
	int err;

	parse_how(&how, call, 2, false);
	if (is_seq_file(path))
		return give_int(v, write_proc_file(&how));
	if (how.who != AS_ROOT)
		return give_int(v, dev_open(c->kernel, path, device_of_path(c->kernel, path),
		                            PROT_WRITE, false, how.who, &f));
	err = kept_file(c->kernel, path, &f);
	if (!err && !(f->prot & PROT_WRITE))
		err = -EBADF;
	if (err)
		return give_int(v, err);
	return give_int(v, f->dev ? -EINVAL : write_mem(c->kernel, f, call->args[1].a));
}

/* ---- dd ---- */

enum { DD_TOO_FAR, DD_OFFSET, DD_STOPS, DD_DONE };

static const struct sentence says[] = {
	[DD_TOO_FAR] = { STEP_REFUSE, LEVEL_STOP, 1, "dd",
	                 N_("{0} blocks of {1} bytes lead further than a position has bits for: "
	                    "-EOVERFLOW.") },
	[DD_OFFSET] = { STEP_DECIDE, LEVEL_STOP, 1, "ddan",
	                N_("dd counts in blocks: {0} of {1} bytes are passed, so it begins at {2} "
	                   "of {3}.") },
	[DD_STOPS] = { STEP_REFUSE, LEVEL_STEP, 3, "ed", N_("{0}: dd gives up after {1} blocks.") },
	[DD_DONE] = { STEP_DECIDE, LEVEL_STEP, 4, "ds", N_("{0} blocks, {1}, were copied.") },
};

static const struct outline outline_dd = {
	"dd",
	"coreutils/src/dd.c",
	"ddd",
	'd',
	N_("Copies blocks from one file to another; a program of user space."),
	N_("skip= and seek= are numbers of blocks, not of bytes: the address is bs times that."),
	{ N_("open the files, move to bs * skip of the one and bs * seek of the other"),
	  N_("read a block, write a block"), N_("an error ends it"),
	  N_("count= blocks are enough") }
};

struct dd {
	const char *input, *output; /* NULL: not given */
	uint64_t bs, count, skip, seek;
	bool counted;
	enum credentials who;
};

/* KEY=VALUE; false when it is none that is known here. */
static bool dd_operand(struct dd *dd, const char *word)
{
	static const char *const keys[] = { "bs=", "count=", "skip=", "seek=" };
	uint64_t *const numbers[] = { &dd->bs, &dd->count, &dd->skip, &dd->seek };

	if (!strncmp(word, "if=", 3)) {
		dd->input = word + 3;
		return true;
	}
	if (!strncmp(word, "of=", 3)) {
		dd->output = word + 3;
		return true;
	}
	if (!strcmp(word, "--user")) {
		dd->who = AS_USER;
		return true;
	}
	if (!strcmp(word, "--without-rawio")) {
		dd->who = WITHOUT_RAWIO;
		return true;
	}
	for (unsigned i = 0; i < 4; i++) {
		size_t len = strlen(keys[i]);

		if (!strncmp(word, keys[i], len)) {
			dd->counted |= i == 1;
			return word_number(word + len, numbers[i]);
		}
	}
	return false;
}

/* Blocks that one dd may copy here, so that a forgotten count= does not fill the memory. */
enum { DD_BLOCKS_MAX = 65536 };

static bool dd_parse(struct dd *dd, const struct call *call, struct error *err)
{
	*dd = (struct dd){ .bs = 512 };
	for (unsigned i = 0; i < call->arg_count; i++)
		if (!dd_operand(dd, call->args[i].text))
			return refuse(err, _("dd: '%s' is no operand that is known here"),
			              call->args[i].text);
	if (!dd->bs)
		return refuse(err, _("dd: invalid number: '0'"));
	if (!dd->counted || dd->count > DD_BLOCKS_MAX)
		return refuse(err, _("dd needs count=, of at most %d here"), DD_BLOCKS_MAX);
	if (!dd->input)
		return refuse(err, _("dd reads no terminal here: if=/dev/mem or if=/dev/zero"));
	return true;
}

static bool check_dd(const struct call *call, struct error *err)
{
	struct dd dd;

	return dd_parse(&dd, call, err);
}

/* Open one of dd's files and move to BLOCKS blocks; 0 or an errno. */
static int dd_open(struct kernel *k, const struct dd *dd, const char *path, unsigned prot,
                   uint64_t blocks, struct dev_file **f)
{
	int err;

	*f = NULL;
	if (!path)
		return 0;
	err = dev_open(k, path, NULL, prot, false, dd->who, f);
	if (err || strcmp(path, DEV_MEM) != 0)
		return err;
	if (blocks && dd->bs > UINT64_MAX / blocks) {
		TELL(k, &says[DD_TOO_FAR], blocks, dd->bs);
		return -EOVERFLOW;
	}
	if (blocks)
		TELL(k, &says[DD_OFFSET], blocks, dd->bs, blocks * dd->bs, name_id((*f)->path));
	return memory_lseek(k, *f, blocks * dd->bs);
}

/* One block; bytes or an errno.  /dev/zero gives what is wanted, and takes it. */
static int64_t dd_block(struct kernel *k, const struct dd *dd, struct dev_file *in,
                        struct dev_file *out)
{
	int64_t got = (int64_t)dd->bs;

	if (!strcmp(in->path, DEV_MEM))
		got = read_mem(k, in, dd->bs);
	if (got > 0 && out && !strcmp(out->path, DEV_MEM))
		got = write_mem(k, out, (uint64_t)got);
	return got;
}

static int64_t dd_copy(struct kernel *k, const struct dd *dd, struct dev_file *in,
                       struct dev_file *out)
{
	int64_t all = 0;

	for (uint64_t n = 0; n < dd->count; n++) {
		int64_t got = dd_block(k, dd, in, out);

		if (got < 0) {
			TELL(k, &says[DD_STOPS], (uint64_t)got, n);
			return got;
		}
		all += got;
	}
	TELL(k, &says[DD_DONE], dd->count, (uint64_t)all);
	return all;
}

ROW(dd)
{
	struct kernel *k = c->kernel;
	struct dev_file *in, *out = NULL;
	struct dd dd;
	int64_t ret;

	if (!dd_parse(&dd, call, c->err))
		return false;
	ENTER(k, &outline_dd, dd.bs, dd.count, dd.skip);
	ret = dd_open(k, &dd, dd.input, PROT_READ, dd.skip, &in);
	if (!ret)
		ret = dd_open(k, &dd, dd.output, PROT_WRITE, dd.seek, &out);
	if (!ret)
		ret = dd_copy(k, &dd, in, out);
	if (in)
		dev_close(k, in);
	if (out)
		dev_close(k, out);
	leave_word(k, (uint64_t)ret);
	return give_int(v, ret);
}

/* ---- mmap ---- */

static bool check_mmap(const struct call *call, struct error *err)
{
	struct how how;

	return parse_how(&how, call, 5, false) ||
	       refuse(err, _("mmap takes: FILE LENGTH PROT FLAGS OFFSET [--sync] [--user]"));
}

/* FILE as a path: a word, or a reference to a device. */
static const char *file_path(struct kernel *k, const struct argument *arg)
{
	char path[128];

	if (!arg->is_label)
		return arg->text;
	if (arg->thing.kind != THING_DEVICE || !arg->thing.dev)
		kernel_oops(k);
	snprintf(path, sizeof(path), "/dev/%s", arg->thing.dev->name);
	return sim_name(k->sim, path);
}

static bool give_errno(struct value *v, uint64_t result)
{
	return give_int(v, (int64_t)result);
}

ROW(mmap)
{
	struct kernel *k = c->kernel;
	const char *path = file_path(k, &call->args[0]);
	unsigned prot = (unsigned)call->args[2].a;
	struct dev_file *f, *opened = NULL;
	struct how how;
	uint64_t addr;
	int err = 0;

	parse_how(&how, call, 5, false);
	f = how.who == AS_ROOT && !how.sync ? dev_file_find(k, path) : NULL;
	if (!f) {
		err = dev_open(k, path, device_of_path(k, path), PROT_READ | (prot & PROT_WRITE),
		               how.sync, how.who, &opened);
		f = opened;
	}
	if (err)
		return give_int(v, err);
	addr = sys_mmap(k, f, call->args[1].a, prot, (unsigned)call->args[3].a, call->args[4].a);
	if (opened)
		dev_close(k, opened);
	if (is_error_address(addr))
		return give_errno(v, addr);
	v->kind = VALUE_MAPPING;
	v->address = addr;
	v->labels = (struct thing){ .kind = THING_VMA, .vma = find_vma(k, addr), .address = addr };
	return true;
}

ROW(munmap)
{
	return give_int(v, sys_munmap(c->kernel, call->args[0].a, call->args[1].a));
}

ROW(remap_pfn_range)
{
	struct kernel *k = c->kernel;
	struct vm_area_struct *vma = find_vma(k, call->args[0].a);

	if (!vma)
		kernel_oops(k);
	return give_int(v, remap_pfn_range(k, vma, call->args[1].a, call->args[2].a,
	                                   call->args[3].a, (unsigned)call->args[4].a));
}

#define USER(name, class, args, help, check)                                                       \
	{                                                                                          \
#name, args, row_##name, COMMAND_##class, HAS_USER, help, check                    \
	}

const struct command devmem_commands[] = {
	USER(open, FILE, "WORD...",
	     N_("Open a file and keep it open: --user, --without-rawio, --sync, --read, --write."),
	     check_open),
	USER(lseek, FILE, "FILE OFFSET", N_("Move to a place in a file that is kept open."), NULL),
	USER(write, FILE, "FILE COUNT WORD...", N_("Write COUNT zeros to a file."), check_write),
	USER(dd, FILE, "WORD...", N_("Copy blocks: if= of= bs= count= skip= seek=."), check_dd),
	USER(mmap, KERNEL, "FILE LENGTH PROT MMAPFLAGS OFFSET WORD...",
	     N_("Map a file into the first process: /dev/mem, or a device whose driver can."),
	     check_mmap),
	USER(munmap, KERNEL, "ADDR LENGTH", N_("Take addresses out of the first process."), NULL),
	USER(remap_pfn_range, KERNEL, "VMA ADDR PFN SIZE PROT",
	     N_("Make addresses of a process lead to page frames."), NULL),
};
const size_t devmem_command_count = sizeof(devmem_commands) / sizeof(devmem_commands[0]);
