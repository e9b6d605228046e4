/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/fs/seq_file.h"

#include <string.h>

#define SEQ_FILE "fs/seq_file.c"

/* What cat(1) asks for at once, bytes. */
#define CAT_COUNT 131072

enum {
	APPEARS,
	NO_SUCH_FILE,
	NOT_FOR_YOU,
	BUFFER,
	LEFT_OVER,
	DOUBLED,
	NO_ROOM,
	ENOUGH,
	END,
	COPIED,
	CLOSED,
	ONE_RECORD,
};

static const struct sentence says[] = {
	[APPEARS] = { STEP_SET, LEVEL_STEP, 0, "n", N_("The file {0} is there from now on.") },
	[NO_SUCH_FILE] = { STEP_REFUSE, LEVEL_STEP, 1, "n", N_("There is no file {0} yet.") },
	[NOT_FOR_YOU] = { STEP_REFUSE, LEVEL_STEP, 1, "n",
	                  N_("{0} lies in a directory that only root may enter.") },
	[BUFFER] = { STEP_ALLOCATE, LEVEL_STEP, 2, "s",
	             N_("The file gets a buffer for its records: {0}.") },
	[LEFT_OVER] = { STEP_READ, LEVEL_STEP, 3, "ss",
	                N_("{0} were left in the buffer, even if their record is gone by now; "
	                   "the reader gets {1}.") },
	[DOUBLED] = { STEP_RESIZE, LEVEL_STEP, 5, "ss",
	              N_("This record alone is larger than {0}, so the buffer is doubled to "
	                 "{1}.") },
	[NO_ROOM] = { STEP_DECIDE, LEVEL_STEP, 6, "d",
	              N_("Record {0} does not fit any more; it waits for the next read.") },
	[ENOUGH] = { STEP_DECIDE, LEVEL_STEP, 6, "ss",
	             N_("The buffer holds {0} and {1} were asked for, so no more records are "
	                "made.") },
	[END] = { STEP_DECIDE, LEVEL_STEP, 7, "d", N_("There is no record {0}.") },
	[COPIED] = { STEP_READ, LEVEL_CALL, 8, "sns",
	             N_("The reader gets {0} of {1}; left in the buffer: {2}.") },
	[ONE_RECORD] = { STEP_READ, LEVEL_STEP, 0, "n", N_("All of {0} is made as one record.") },
	[CLOSED] = { STEP_SET, LEVEL_STEP, 0, "n", N_("{0} is closed.") },
};

static struct seq_open_files *files_of(struct kernel *k)
{
	if (!k->files)
		SET(k, k->files, sim_alloc(k->sim, sizeof(*k->files)));
	return k->files;
}

static const struct seq_source *find_source(const char *path)
{
	for (unsigned i = 0; i < seq_source_count; i++)
		if (!strcmp(seq_sources[i].path, path))
			return &seq_sources[i];
	return NULL;
}

static uint32_t path_id(struct kernel *k, const char *path)
{
	return name_id(sim_name(k->sim, path));
}

void seq_file_exists(struct kernel *k, const char *path)
{
	struct seq_open_files *files = files_of(k);
	const struct seq_source *source = find_source(path);

	if (!source)
		return;
	SET(k, files->there, files->there | 1u << (source - seq_sources));
	TELL(k, &says[APPEARS], path_id(k, path));
}

static bool is_there(const struct kernel *k, const struct seq_source *source)
{
	return !k->machine || (k->files && k->files->there & 1u << (source - seq_sources));
}

bool seq_file_is_there(const struct kernel *k, const char *path)
{
	const struct seq_source *source = find_source(path);

	return source && is_there(k, source);
}

static const struct outline outline_open = {
	"seq_open",
	SEQ_FILE,
	"nb",
	'e',
	N_("Opens a file that is made of records."),
	N_("What the reader may see is settled here, by who opens the file, not by who reads it."),
	{ N_("the file must exist, and its directory must let the reader in"),
	  N_("the reader's place is the beginning; there is no buffer yet"), N_("0, or the error") }
};

/* A closed file to be used again, or a new one. */
static struct seq_file *unused_file(struct kernel *k)
{
	struct seq_open_files *files = files_of(k);
	struct seq_file *m;

	for (m = files->first; m; m = m->next)
		if (!m->open)
			return m;
	m = sim_alloc(k->sim, sizeof(*m));
	SET(k, m->next, files->first);
	SET(k, files->first, m);
	return m;
}

int seq_open_file(struct kernel *k, const char *path, bool as_root, struct seq_file **file)
{
	const struct seq_source *source = find_source(path);
	struct seq_file *m, fresh;

	*file = NULL;
	ENTER(k, &outline_open, path_id(k, path), WORD(as_root));
	if (!source || !is_there(k, source)) {
		TELL(k, &says[NO_SUCH_FILE], path_id(k, path));
		return leave_int(k, -ENOENT);
	}
	if (source->root_only && !as_root) {
		TELL(k, &says[NOT_FOR_YOU], path_id(k, path));
		return leave_int(k, -EACCES);
	}
	m = unused_file(k);
	fresh = (struct seq_file){ .source = source,
		                   .next = m->next,
		                   .open = true,
		                   .as_root = as_root,
		                   .buf = m->buf,
		                   .room = m->room };
	SET(k, *m, fresh);
	*file = m;
	return leave_int(k, 0);
}

void seq_close(struct kernel *k, struct seq_file *file)
{
	SET(k, file->open, false);
	SET(k, file->kept, false);
	TELL(k, &says[CLOSED], path_id(k, file->source->path));
}

/* seq_buf_alloc(): room for SIZE bytes; a buffer that is there already is used again. */
static void set_buffer_size(struct kernel *k, struct seq_file *m, uint64_t size)
{
	if (m->room < size) {
		SET(k, m->buf, sim_alloc(k->sim, size));
		SET(k, m->room, size);
	}
	SET(k, m->size, size);
	SET(k, m->count, 0);
}

void seq_write(struct kernel *k, struct seq_file *m, const char *s, size_t len)
{
	/* One byte stays free: a buffer that is full to the last is one that overflowed. */
	if (m->size <= m->count || len >= m->size - m->count) {
		SET(k, m->count, m->size);
		return;
	}
	journal_write(&k->sim->journal, m->buf + m->count, s, len);
	SET(k, m->count, m->count + len);
}

bool seq_has_overflowed(const struct seq_file *m)
{
	return m->count == m->size;
}

static const struct outline outline_read = {
	"seq_read_iter",
	SEQ_FILE,
	"nd",
	'd',
	N_("Gives the reader the next bytes of a file that is made of records."),
	N_("One read gives no more than the whole records that fit into the buffer, however "
	   "much is asked for; between two reads the place is a number of records, not a record."),
	{ N_("at the beginning of the file, begin with the first record"),
	  N_("without a buffer: take one page"),
	  N_("what is left in the buffer goes first; if the reader has enough, done"),
	  N_("start() finds the record at the reader's place and takes the lock"),
	  N_("a record that is too large for the buffer: double it and start again"),
	  N_("next() and show() add records while they are asked for and whole ones fit"),
	  N_("no record any more: the end"),
	  N_("stop() gives the lock back, the bytes go to the reader, the rest stays") }
};

/* Give the reader up to COUNT bytes of what is in the buffer; returns how many. */
static uint64_t copy_out(struct kernel *k, struct seq_file *m, uint64_t count, struct text *out)
{
	uint64_t n = min64(count, m->count);

	text_add_n(out, (const char *)m->buf + m->from, n);
	SET(k, m->count, m->count - n);
	SET(k, m->from, m->from + n);
	return n;
}

/* Put the record at the reader's place into the buffer, which grows with it; NULL at the end. */
static const void *first_record(struct kernel *k, struct seq_file *m, struct text *scratch)
{
	const void *v;

	SET(k, m->from, 0);
	for (;;) {
		v = m->source->op->start(k, m);
		/* A record without a byte is none: look for the next. */
		while (v) {
			m->source->op->show(k, m, v, scratch);
			if (m->count)
				break;
			v = m->source->op->next(k, m, v);
		}
		if (!v) {
			TELL(k, &says[END], m->index);
			return NULL;
		}
		if (!seq_has_overflowed(m))
			return v;
		m->source->op->stop(k, m);
		TELL(k, &says[DOUBLED], m->size, m->size * 2);
		set_buffer_size(k, m, m->size * 2);
	}
}

/* Add whole records behind V while fewer than WANTED bytes are in the buffer. */
static void more_records(struct kernel *k, struct seq_file *m, const void *v, uint64_t wanted,
                         struct text *scratch)
{
	for (;;) {
		uint64_t whole = m->count;

		v = m->source->op->next(k, m, v);
		if (!v) {
			TELL(k, &says[END], m->index);
			return;
		}
		if (m->count >= wanted) {
			TELL(k, &says[ENOUGH], m->count, wanted);
			return;
		}
		m->source->op->show(k, m, v, scratch);
		if (seq_has_overflowed(m)) {
			SET(k, m->count, whole);
			TELL(k, &says[NO_ROOM], m->index);
			return;
		}
	}
}

static uint64_t fill_and_copy(struct kernel *k, struct seq_file *m, uint64_t wanted,
                              struct text *out)
{
	const void *v = first_record(k, m, out);
	uint64_t n;

	if (!v) {
		m->source->op->stop(k, m);
		SET(k, m->count, 0);
		return 0;
	}
	more_records(k, m, v, wanted, out);
	m->source->op->stop(k, m);
	n = copy_out(k, m, wanted, out);
	TELL(k, &says[COPIED], n, path_id(k, m->source->path), m->count);
	return n;
}

int64_t seq_read(struct kernel *k, struct seq_file *m, uint64_t count, struct text *out)
{
	uint64_t copied = 0, left = m->count;

	if (!count)
		return 0;
	ENTER(k, &outline_read, path_id(k, m->source->path), count);
	if (!m->pos) {
		SET(k, m->index, 0);
		SET(k, m->count, 0);
		left = 0;
	}
	if (!m->size) {
		set_buffer_size(k, m, PAGE_SIZE(k));
		TELL(k, &says[BUFFER], m->size);
	}
	if (left) {
		copied = copy_out(k, m, count, out);
		TELL(k, &says[LEFT_OVER], left, copied);
	}
	if (!m->count)
		copied += fill_and_copy(k, m, count - copied, out);
	if (copied) {
		SET(k, m->pos, m->pos + copied);
		SET(k, m->read_pos, m->read_pos + copied);
	}
	return (int64_t)leave_word(k, copied);
}

struct seq_file *seq_file_find(const struct kernel *k, const char *path)
{
	struct seq_file *m = k->files ? k->files->first : NULL;

	while (m && !(m->open && m->kept && !strcmp(m->source->path, path)))
		m = m->next;
	return m;
}

int64_t seq_read_kept(struct kernel *k, const char *path, uint64_t count, struct text *out)
{
	struct seq_file *m = seq_file_find(k, path);
	int64_t got;
	int err;

	if (!m) {
		err = seq_open_file(k, path, true, &m);
		if (err)
			return err;
		SET(k, m->kept, true);
	}
	got = seq_read(k, m, count, out);
	if (!got)
		seq_close(k, m);
	return got;
}

int seq_cat(struct kernel *k, const char *path, bool as_root, struct text *out)
{
	struct seq_file *m;
	int err = seq_open_file(k, path, as_root, &m);

	if (err)
		return err;
	while (seq_read(k, m, CAT_COUNT, out))
		;
	seq_close(k, m);
	return 0;
}

bool proc_show_all(const struct kernel *k, const char *path, bool as_root, struct text *out)
{
	const struct seq_source *source = find_source(path);

	if (!source || (source->root_only && !as_root))
		return false;
	source->all(k, source->data(k), as_root, out);
	return true;
}

const void *single_start(struct kernel *k, struct seq_file *m)
{
	return m->index ? NULL : m->source->data(k);
}

const void *single_next(struct kernel *k, struct seq_file *m, const void *v)
{
	(void)v;
	SET(k, m->index, m->index + 1);
	return NULL;
}

void single_stop(struct kernel *k, struct seq_file *m)
{
	(void)k;
	(void)m;
}

static void show_text(struct kernel *k, struct seq_file *m, const void *v, struct text *scratch)
{
	size_t mark = scratch->len;

	text_add(scratch, "");
	m->source->all(k, v, m->as_root, scratch);
	seq_write(k, m, scratch->s + mark, scratch->len - mark);
	scratch->len = mark;
	scratch->s[mark] = '\0';
	TELL(k, &says[ONE_RECORD], path_id(k, m->source->path));
}

const struct seq_operations seq_text_op = { single_start, single_next, single_stop, show_text };
