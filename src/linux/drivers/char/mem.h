/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/char/mem.c: /dev/mem, physical memory as a file.  Positions are physical
 * addresses.
 */
#ifndef BOOTWALK_LINUX_DRIVERS_CHAR_MEM_H
#define BOOTWALK_LINUX_DRIVERS_CHAR_MEM_H

#include "linux/include/mm.h"

#define DEV_MEM  "/dev/mem"
#define DEV_ZERO "/dev/zero"

/* Who opens a file. */
enum credentials {
	AS_ROOT,
	AS_USER,       /* an unprivileged one */
	WITHOUT_RAWIO, /* root, but without CAP_SYS_RAWIO: in a container, say */
};

/* open(2): PROT says how; 0 and the file, or -ENOENT, -EACCES, -EPERM. */
int dev_open(struct kernel *k, const char *path, struct device *dev, unsigned prot, bool sync,
             enum credentials who, struct dev_file **file);
void dev_close(struct kernel *k, struct dev_file *file);
/* The file that `open` keeps for PATH; NULL for none. */
struct dev_file *dev_file_find(const struct kernel *k, const char *path);

/* lseek(2) to OFFSET from the beginning: 0 or an errno. */
int memory_lseek(struct kernel *k, struct dev_file *file, uint64_t offset);
/* read(2) and write(2), of zeros: bytes or an errno; the position moves on. */
int64_t read_mem(struct kernel *k, struct dev_file *file, uint64_t count);
int64_t write_mem(struct kernel *k, struct dev_file *file, uint64_t count);
/* The file's own part of mmap(2): 0 or an errno. */
int mmap_mem(struct kernel *k, struct dev_file *file, struct vm_area_struct *vma);

/* arch/<arch>/mm: 0 refused, 1 allowed, 2 shown as zeros. */
int devmem_is_allowed(struct kernel *k, uint64_t pfn);

/* The initcall that makes the files appear. */
void chr_dev_init(struct kernel *k);

#endif
