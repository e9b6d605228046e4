/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fs/seq_file.c: how user space reads files that the kernel makes record by
 * record, /proc/iomem among them.
 *
 * An open file, its buffer and the reader's place are simulated state, so that
 * going back undoes a read.  Closed files are kept and used again.
 */
#ifndef BOOTWALK_LINUX_FS_SEQ_FILE_H
#define BOOTWALK_LINUX_FS_SEQ_FILE_H

#include "linux/linux.h"

struct seq_file;

/* What makes the records.  A record is any pointer; index is where it stands in the file. */
struct seq_operations {
	/* the record at m->index, or NULL behind the last */
	const void *(*start)(struct kernel *k, struct seq_file *m);
	/* the record after V, or NULL; moves m->index on by one */
	const void *(*next)(struct kernel *k, struct seq_file *m, const void *v);
	/* what start() took is given back */
	void (*stop)(struct kernel *k, struct seq_file *m);
	/* put the text of V into the buffer with seq_write(); SCRATCH may be used for that */
	void (*show)(struct kernel *k, struct seq_file *m, const void *v, struct text *scratch);
};

/* A file that can be there: the rows are in fs/proc/files.c. */
struct seq_source {
	const char *path;
	bool root_only; /* others may not open it */
	const struct seq_operations *op;
	const void *(*data)(const struct kernel *k); /* what it shows */
	/* the whole of it */
	void (*all)(const struct kernel *k, const void *data, bool as_root, struct text *out);
};

extern const struct seq_source seq_sources[];
extern const unsigned seq_source_count;

/* An open file: what the kernel has in struct file and struct seq_file. */
struct seq_file {
	const struct seq_source *source;
	struct seq_file *next; /* of all that were ever open */
	bool open, as_root;
	bool kept; /* it belongs to seq_read_kept() */
	unsigned char *buf;
	uint64_t room;          /* bytes at buf; what an earlier use left may be more than size */
	uint64_t size;          /* bytes in use of buf; 0 before the first read */
	uint64_t from, count;   /* count bytes from there on are not read yet */
	uint64_t index;         /* number of the next record */
	uint64_t pos, read_pos; /* bytes: where the file stands, where the records stand */
};

struct seq_open_files {
	uint32_t there; /* a bit for each of seq_sources that exists by now */
	struct seq_file *first;
};

/*
 * The file at PATH exists from now on.  Without a board nothing boots, so
 * nobody says so, and all files are there from the beginning.
 */
void seq_file_exists(struct kernel *k, const char *path);
/* fs/proc/generic.c: the same, told; DATA is the name of the tree that the file shows. */
void proc_create_seq_data(struct kernel *k, const char *path, const char *data);

/* Is there a file at PATH by now? */
bool seq_file_is_there(const struct kernel *k, const char *path);

/* Open PATH: 0, -ENOENT or -EACCES.  AS_ROOT stays with the file, as its credentials do. */
int seq_open_file(struct kernel *k, const char *path, bool as_root, struct seq_file **file);
void seq_close(struct kernel *k, struct seq_file *file);

/* read(2) of COUNT bytes, added to OUT: how many it got, 0 at the end. */
int64_t seq_read(struct kernel *k, struct seq_file *file, uint64_t count, struct text *out);

/*
 * One read of COUNT bytes from the file that is kept open for PATH, as root; it
 * is opened if need be and closed by a read of 0 bytes.  Bytes, or -errno.
 */
int64_t seq_read_kept(struct kernel *k, const char *path, uint64_t count, struct text *out);

/* The file kept open for PATH, or NULL. */
struct seq_file *seq_file_find(const struct kernel *k, const char *path);

/* cat(1): open, read to the end, close.  0 or -errno. */
int seq_cat(struct kernel *k, const char *path, bool as_root, struct text *out);

/*
 * Add the whole file at PATH to OUT as the state stands, without a read: no
 * step is recorded and nothing is written.  False when there is no such file.
 */
bool proc_show_all(const struct kernel *k, const char *path, bool as_root, struct text *out);

/* For show(): LEN more bytes of a record; what does not fit marks the buffer as full. */
void seq_write(struct kernel *k, struct seq_file *m, const char *s, size_t len);
bool seq_has_overflowed(const struct seq_file *m);

/* fs/seq_file.c: a file of one record, whatever its size. */
const void *single_start(struct kernel *k, struct seq_file *m);
const void *single_next(struct kernel *k, struct seq_file *m, const void *v);
void single_stop(struct kernel *k, struct seq_file *m);
/* One whose record is all that its row's all() writes. */
extern const struct seq_operations seq_text_op;

#endif
