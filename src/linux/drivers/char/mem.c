/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/drivers/char/mem_internal.h"

#include <string.h>

#include "linux/include/io.h"

#define MEM_FILE "drivers/char/mem.c"

enum {
	NO_SUCH_FILE,
	NOT_YOURS,
	NO_RAWIO,
	OPENED,
	OUT_OF_NUMBERS,
	SOUGHT,
	NOT_MEMORY,
	NO_BYTES,
	PAGE_REFUSED,
	PAGE_ZEROS,
	PAGES_REACHED,
	NOT_MAPPED_HERE,
	GOT,
	PUT,
	WRAPS,
	BEYOND,
	PROT_RAM,
	PROT_RAM_SYNC,
	PROT_DEVICE,
};

static const struct sentence says[] = {
	[NO_SUCH_FILE] = { STEP_REFUSE, LEVEL_STOP, 1, "n", N_("There is no file {0}.") },
	[NOT_YOURS] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	                N_("{0} belongs to root, and its mode lets nobody else in: -EACCES.") },
	[NO_RAWIO] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	               N_("The mode of {0} lets this root in, but a process without CAP_SYS_RAWIO "
	                  "may not open it: -EPERM.") },
	[OPENED] = { STEP_SET, LEVEL_STEP, 3, "n",
	             N_("{0} is open; nothing of it was looked at yet.") },
	[OUT_OF_NUMBERS] = { STEP_REFUSE, LEVEL_STEP, 2, "a",
	                     N_("The last 4095 positions stand for errors, so {0} is none: "
	                        "-EOVERFLOW.") },
	[SOUGHT] = { STEP_SET, LEVEL_STEP, 1, "a",
	             N_("The position is {0}, whether there is anything or not.") },
	[NOT_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 1, "r",
	                 N_("{0} is not all memory that the kernel maps, and this way leads to "
	                    "memory only, never to a device: -EFAULT.") },
	[NO_BYTES] = { STEP_DECIDE, LEVEL_STEP, 2, "a",
	               N_("No bytes are asked for, so what lies at {0} is not looked at.") },
	[PAGE_REFUSED] = { STEP_REFUSE, LEVEL_STOP, 3, "r",
	                   N_("STRICT_DEVMEM keeps the page {0} from user space: -EPERM.") },
	[PAGE_ZEROS] = { STEP_DECIDE, LEVEL_STEP, 4, "r",
	                 N_("{0} is RAM below 1 MiB: a reader gets zeros, and what is written is "
	                    "thrown away.") },
	[PAGES_REACHED] = { STEP_READ, LEVEL_STEP, 5, "rd",
	                    N_("{0}, in {1} pages, is reached through the linear map.") },
	[NOT_MAPPED_HERE] = { STEP_REFUSE, LEVEL_STOP, 5, "r",
	                      N_("The linear map does not lead to {0}: -EFAULT.") },
	[GOT] = { STEP_READ, LEVEL_STOP, 6, "srx",
	          N_("The reader gets {0} from {1}; the first of them, as a number: {2}.") },
	[PUT] = { STEP_SET, LEVEL_STOP, 6, "sr", N_("{0} of zeros are written to {1}.") },
	[WRAPS] = { STEP_REFUSE, LEVEL_STOP, 1, "as",
	            N_("{1} from {0} on go past the last address there is: -EINVAL.") },
	[BEYOND] = { STEP_REFUSE, LEVEL_STOP, 2, "rd",
	             N_("{0} does not end within the {1} bits of a physical address: -EINVAL.") },
	[PROT_RAM] = { STEP_DECIDE, LEVEL_STEP, 4, "r",
	               N_("{0} begins in RAM: it is mapped as memory, through the caches.") },
	[PROT_RAM_SYNC] = { STEP_DECIDE, LEVEL_STEP, 4, "r",
	                    N_("{0} begins in RAM, and the file was opened with O_SYNC: it is mapped "
	                       "as memory, but past the caches.") },
	[PROT_DEVICE] = { STEP_DECIDE, LEVEL_STEP, 4, "r",
	                  N_("{0} does not begin in RAM: it is mapped as a device, whose accesses "
	                     "are neither cached nor gathered nor put into another order.") },
};

static uint64_t path_id(struct kernel *k, const char *path)
{
	return name_id(sim_name(k->sim, path));
}

static const struct outline outline_open = {
	"open_port",
	MEM_FILE,
	"n",
	'e',
	N_("Opens /dev/mem."),
	N_("To be root is not enough: it takes the capability CAP_SYS_RAWIO, which containers do "
	   "not have. What may be read is settled later, page by page."),
	{ N_("the file's mode lets only root in"), N_("the capability must be there"),
	  N_("0: nothing else is checked now") }
};

/* A closed file to be used again, or a new one. */
static struct dev_file *unused_file(struct kernel *k)
{
	struct process_state *process = process_of(k);
	struct dev_file *f = process->files;

	while (f && f->open)
		f = f->next;
	if (f)
		return f;
	f = sim_alloc(k->sim, sizeof(*f));
	SET(k, f->next, process->files);
	SET(k, process->files, f);
	return f;
}

int dev_open(struct kernel *k, const char *path, struct device *dev, unsigned prot, bool sync,
             enum credentials who, struct dev_file **file)
{
	bool zero = !strcmp(path, DEV_ZERO);
	struct dev_file *f, fresh;

	*file = NULL;
	ENTER(k, &outline_open, path_id(k, path));
	if (!dev && !zero && strcmp(path, DEV_MEM) != 0) {
		TELL(k, &says[NO_SUCH_FILE], path_id(k, path));
		return leave_int(k, -ENOENT);
	}
	if (who == AS_USER && !zero) {
		TELL(k, &says[NOT_YOURS], path_id(k, path));
		return leave_int(k, -EACCES);
	}
	if (who == WITHOUT_RAWIO && !zero && !dev) {
		TELL(k, &says[NO_RAWIO], path_id(k, path));
		return leave_int(k, -EPERM);
	}
	f = unused_file(k);
	fresh = (struct dev_file){ .next = f->next,
		                   .path = sim_name(k->sim, path),
		                   .dev = dev,
		                   .prot = prot,
		                   .sync = sync,
		                   .open = true };
	SET(k, *f, fresh);
	TELL(k, &says[OPENED], path_id(k, path));
	*file = f;
	return leave_int(k, 0);
}

void dev_close(struct kernel *k, struct dev_file *file)
{
	SET(k, file->open, false);
	SET(k, file->kept, false);
}

struct dev_file *dev_file_find(const struct kernel *k, const char *path)
{
	struct dev_file *f = k->process ? k->process->files : NULL;

	while (f && !(f->open && f->kept && !strcmp(f->path, path)))
		f = f->next;
	return f;
}

static const struct outline outline_lseek = {
	"memory_lseek",
	MEM_FILE,
	"a",
	'e',
	N_("Moves to a place in /dev/mem: the position is a physical address."),
	N_("dd counts in blocks: skip=N begins at N times the block size, not at N."),
	{ N_("any position will do"),
	  N_("but for the last 4095, which cannot be told from errors") }
};

int memory_lseek(struct kernel *k, struct dev_file *file, uint64_t offset)
{
	ENTER(k, &outline_lseek, offset);
	if (offset >= (uint64_t)-4095) {
		TELL(k, &says[OUT_OF_NUMBERS], offset);
		return leave_int(k, -EOVERFLOW);
	}
	SET(k, file->pos, offset);
	TELL(k, &says[SOUGHT], offset);
	return leave_int(k, 0);
}

/* ---- read() and write() ---- */

static const struct outline outline_read = {
	"read_mem",
	MEM_FILE,
	"as",
	'd',
	N_("Reads physical memory: read(2) of /dev/mem is this."),
	N_("It goes through the kernel's linear map, so it can show RAM only. To look at a "
	   "device's registers a process must map them."),
	{ N_("all of the range must be memory: -EFAULT"), N_("page by page, until all is read"),
	  N_("a page that STRICT_DEVMEM keeps back: -EPERM"),
	  N_("a page that may be seen as zeros only"),
	  N_("else copy it from the linear map; -EFAULT if that fails"),
	  N_("move the position on, return how many bytes") }
};

static const struct outline outline_write = {
	"write_mem",
	MEM_FILE,
	"as",
	'd',
	N_("Writes physical memory: write(2) of /dev/mem is this."),
	N_("Nothing is protected here but by STRICT_DEVMEM: the kernel overwrites itself if it is "
	   "told to."),
	{ N_("all of the range must be memory: -EFAULT"), N_("page by page, until all is written"),
	  N_("a page that STRICT_DEVMEM keeps back: -EPERM"),
	  N_("a page where what is written is thrown away"),
	  N_("else copy it to the linear map; -EFAULT if that fails"),
	  N_("move the position on, return how many bytes") }
};

/* The bytes of COUNT from POS on of which page_is_allowed() says the same; its answer in *SAYS. */
static uint64_t piece(struct kernel *k, phys_addr_t pos, uint64_t count, int *answer)
{
	uint64_t pages;

	*answer = 1;
	if (!profile_has(k->profile, FEATURE_STRICT_DEVMEM))
		return count;
	*answer = devmem_is_allowed(k, PFN_DOWN(k, pos));
	pages = devmem_pages_alike(k, PFN_DOWN(k, pos), PFN_DOWN(k, pos + count - 1) + 1);
	return min64(count, PFN_PHYS(k, PFN_DOWN(k, pos) + pages) - pos);
}

/* The first bytes at ADDR as a number, in the order of a little-endian CPU. */
static uint64_t first_bytes(const struct kernel *k, phys_addr_t addr, uint64_t count)
{
	uint8_t bytes[8] = { 0 };
	uint64_t number = 0;

	phys_read(k, addr, bytes, min64(count, sizeof(bytes)));
	for (unsigned i = sizeof(bytes); i-- > 0;)
		number = number << 8 | bytes[i];
	return number;
}

static void write_zeros(struct kernel *k, phys_addr_t addr, uint64_t count)
{
	static const uint8_t zeros[4096];
	uint8_t now[sizeof(zeros)];

	for (uint64_t done = 0; done < count; done += sizeof(zeros)) {
		uint64_t n = min64(sizeof(zeros), count - done);

		/* What reads as zeros already needs no room of its own. */
		phys_read(k, addr + done, now, n);
		if (memcmp(now, zeros, n) != 0)
			phys_write(k, addr + done, zeros, n);
	}
}

/* An access through the linear map at an address that it does not lead to. */
static int fault(struct kernel *k, phys_addr_t at, uint64_t n, bool write)
{
	TELL(k, &says[NOT_MAPPED_HERE], SPAN(at, n));
	/* Only reading is prepared for it. */
	if (write)
		kernel_oops(k);
	return -EFAULT;
}

/* Copy COUNT bytes at ADDR, page by page; 0, or the errno that ends it. */
static int copy(struct kernel *k, phys_addr_t addr, uint64_t count, bool write)
{
	for (uint64_t done = 0; done < count;) {
		int answer;
		phys_addr_t at = addr + done;
		uint64_t n = piece(k, at, count - done, &answer);

		if (!answer) {
			TELL(k, &says[PAGE_REFUSED], SPAN(at & PAGE_MASK(k), PAGE_SIZE(k)));
			return -EPERM;
		}
		if (answer == 1 && !devmem_linear(k, at))
			return fault(k, at, n, write);
		if (answer == 2)
			TELL(k, &says[PAGE_ZEROS], SPAN(at, n));
		else
			TELL(k, &says[PAGES_REACHED], SPAN(at, n),
			     PFN_DOWN(k, at + n - 1) - PFN_DOWN(k, at) + 1);
		if (answer == 1 && write)
			write_zeros(k, at, n);
		done += n;
	}
	return 0;
}

static int64_t transfer(struct kernel *k, struct dev_file *file, uint64_t count, bool write)
{
	phys_addr_t p = file->pos;
	int err;

	if (!devmem_valid(k, p, count)) {
		TELL(k, &says[NOT_MEMORY], SPAN(p, count));
		return -EFAULT;
	}
	if (!count) {
		TELL(k, &says[NO_BYTES], p);
		return 0;
	}
	err = copy(k, p, count, write);
	if (err)
		return err;
	SET(k, file->pos, p + count);
	if (write)
		TELL(k, &says[PUT], count, SPAN(p, count));
	else
		TELL(k, &says[GOT], count, SPAN(p, count), first_bytes(k, p, count));
	return (int64_t)count;
}

int64_t read_mem(struct kernel *k, struct dev_file *file, uint64_t count)
{
	ENTER(k, &outline_read, file->pos, count);
	return (int64_t)leave_word(k, (uint64_t)transfer(k, file, count, false));
}

int64_t write_mem(struct kernel *k, struct dev_file *file, uint64_t count)
{
	ENTER(k, &outline_write, file->pos, count);
	return (int64_t)leave_word(k, (uint64_t)transfer(k, file, count, true));
}

/* ---- mmap() ---- */

static const struct outline outline_mmap = {
	"mmap_mem",
	MEM_FILE,
	"rb",
	'e',
	N_("Maps physical memory into a process: mmap(2) of /dev/mem is this."),
	N_("No claim is asked for and none is made: /proc/iomem does not change. Even a hole can "
	   "be mapped; what an access does there is up to the bus."),
	{ N_("the range must not wrap around"), N_("its end must fit into a physical address"),
	  N_("STRICT_DEVMEM: each page must be allowed, otherwise -EPERM"),
	  N_("choose the kind of memory: cached only for RAM"), N_("fill the page tables") }
};

/* phys_mem_access_prot() */
static unsigned access_prot(struct kernel *k, const struct dev_file *file, uint64_t pfn,
                            uint64_t size, unsigned prot)
{
	bool ram = pfn_is_map_memory(k, pfn);
	unsigned row = !ram ? PROT_DEVICE : file->sync ? PROT_RAM_SYNC : PROT_RAM;

	TELL(k, &says[row], SPAN(PFN_PHYS(k, pfn), size));
	if (!ram)
		return prot | PGPROT_NONCACHED;
	return file->sync ? prot | PGPROT_WRITECOMBINE : prot;
}

int mmap_mem(struct kernel *k, struct dev_file *file, struct vm_area_struct *vma)
{
	uint64_t size = vma->vm_end - vma->vm_start, base = PFN_PHYS(k, vma->vm_pgoff);

	ENTER(k, &outline_mmap, SPAN(base, size), WORD(file->sync));
	if (base + size - 1 < base) {
		TELL(k, &says[WRAPS], base, size);
		return leave_int(k, -EINVAL);
	}
	if (!devmem_fits(k, base, size)) {
		TELL(k, &says[BEYOND], SPAN(base, size), k->profile->pa_bits);
		return leave_int(k, -EINVAL);
	}
	if (!devmem_range_is_allowed(k, vma->vm_pgoff, size))
		return leave_int(k, -EPERM);
	SET(k, vma->vm_page_prot, access_prot(k, file, vma->vm_pgoff, size, vma->vm_page_prot));
	if (remap_pfn_range(k, vma, vma->vm_start, vma->vm_pgoff, size, vma->vm_page_prot))
		return leave_int(k, -EAGAIN);
	return leave_int(k, 0);
}

static const struct outline outline_init = {
	"chr_dev_init",
	MEM_FILE,
	"",
	'v',
	N_("Makes the files appear that are memory, or nothing, or zeros."),
	NULL,
	{ N_("register their major number, 1"), N_("make /dev/mem, /dev/zero and their like"),
	  N_("only root may open /dev/mem") }
};

enum { APPEARS };

static const struct sentence init_says[] = {
	[APPEARS] = { STEP_SET, LEVEL_STEP, 2, "nn", N_("{0} and {1} are there from now on.") },
};

void chr_dev_init(struct kernel *k)
{
	ENTER(k, &outline_init);
	TELL(k, &init_says[APPEARS], path_id(k, DEV_MEM), path_id(k, DEV_ZERO));
	leave(k);
}
