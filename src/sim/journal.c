/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/journal.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sim/intl.h"
#include "sim/memory.h"

enum { FIRST_NOTES = 512 };

static void *map_shared(int fd, size_t size, int protection)
{
	return mmap(NULL, size, protection, MAP_SHARED | MAP_NORESERVE, fd, 0);
}

/* The same pages twice: once to look at, once to write through. */
static bool map_twice(struct journal *j)
{
	int fd = memfd_create("bootwalk-arena", MFD_CLOEXEC);
	void *look, *write;

	if (fd < 0)
		return false;
	if (ftruncate(fd, (off_t)j->limit)) {
		close(fd);
		return false;
	}
	look = map_shared(fd, j->limit, PROT_READ);
	write = map_shared(fd, j->limit, PROT_READ | PROT_WRITE);
	close(fd);
	j->base = look == MAP_FAILED ? NULL : look;
	j->writable = write == MAP_FAILED ? NULL : write;
	return j->base && j->writable;
}

static bool map_once(struct journal *j)
{
	void *p = mmap(NULL, j->limit, PROT_READ | PROT_WRITE,
	               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	j->base = j->writable = p == MAP_FAILED ? NULL : p;
	/* a boot touches a few pages: a huge one would cost more to clear than the boot takes */
	if (j->base)
		madvise(j->base, j->limit, MADV_NOHUGEPAGE);
	return j->base != NULL;
}

bool journal_init(struct journal *j, size_t limit, bool guarded, struct error *err)
{
	*j = (struct journal){ .limit = limit };
	if (!(guarded ? map_twice(j) : map_once(j))) {
		error_set(err, NULL, NULL, _("cannot reserve %zu MiB of addresses: %s"),
		          limit >> 20, strerror(errno));
		journal_done(j);
		return false;
	}
	j->notes = xgrow(NULL, &j->cap, FIRST_NOTES, sizeof(*j->notes));
	j->words = xgrow(NULL, &j->word_cap, FIRST_NOTES * 2, sizeof(*j->words));
	return true;
}

void journal_done(struct journal *j)
{
	if (j->writable && j->writable != j->base)
		munmap(j->writable, j->limit);
	if (j->base)
		munmap(j->base, j->limit);
	free(j->notes);
	free(j->words);
	*j = (struct journal){ 0 };
}

void *journal_alloc(struct journal *j, size_t size)
{
	size_t at = (j->top + 15) & ~(size_t)15;

	if (size > j->limit || at > j->limit - size)
		return NULL;
	j->top = at + size;
	return j->base + at;
}

static uint32_t place_of(const struct journal *j, const void *p, size_t len)
{
	size_t at = (size_t)((const unsigned char *)p - j->base);

	assert((const unsigned char *)p >= j->base && at <= j->top && len <= j->top - at);
	return (uint32_t)at;
}

/* Add a note that keeps LEN bytes at KEEP; the caller fills in the rest. */
static struct note *add_note(struct journal *j, const void *keep, size_t len)
{
	size_t words = (len + 7) / 8;
	struct note *n;

	assert(j->at == j->count); /* one records only at the end */
	if (j->count == j->cap)
		j->notes = xgrow(j->notes, &j->cap, j->count + 1, sizeof(*j->notes));
	if (j->word_count + words > j->word_cap)
		j->words = xgrow(j->words, &j->word_cap, j->word_count + words, sizeof(*j->words));
	n = &j->notes[j->count++];
	n->kept = (uint32_t)j->word_count;
	j->words[j->word_count + words - 1] = 0;
	memcpy(&j->words[j->word_count], keep, len);
	j->word_count += words;
	j->at = j->count;
	return n;
}

void journal_write(struct journal *j, void *dst, const void *src, size_t len)
{
	uint32_t at = place_of(j, dst, len);
	struct note *n;

	if (!len || !memcmp(dst, src, len))
		return;
	if (!j->forget) {
		n = add_note(j, dst, len);
		n->at = at;
		n->len = (uint32_t)len;
		n->shift = 0;
	}
	memcpy(j->writable + at, src, len);
}

/* The bytes that a move overwrites and that it does not move: those in the way. */
static unsigned char *overrun(const struct journal *j, const struct note *n, size_t *len)
{
	size_t far = (size_t)(n->shift < 0 ? -n->shift : n->shift);

	*len = far < n->len ? far : n->len;
	if (n->shift < 0)
		return j->writable + n->at - far;
	return j->writable + n->at + n->len + far - *len;
}

void journal_move(struct journal *j, void *src, size_t len, ptrdiff_t shift)
{
	uint32_t at = place_of(j, src, len);
	struct note move = { .at = at, .len = (uint32_t)len, .shift = (int32_t)shift };
	unsigned char *lost;
	size_t lost_len;
	struct note *n;

	if (!len || !shift)
		return;
	place_of(j, (unsigned char *)src + shift, len);
	lost = overrun(j, &move, &lost_len);
	if (!j->forget) {
		n = add_note(j, lost, lost_len);
		move.kept = n->kept;
		*n = move;
	}
	memmove(j->writable + at + shift, j->writable + at, len);
}

static void exchange(unsigned char *a, unsigned char *b, size_t len)
{
	unsigned char t[256];

	if (len == 8) {
		uint64_t x, y;

		memcpy(&x, a, 8);
		memcpy(&y, b, 8);
		memcpy(a, &y, 8);
		memcpy(b, &x, 8);
		return;
	}
	for (size_t n; len; a += n, b += n, len -= n) {
		n = len < sizeof(t) ? len : sizeof(t);
		memcpy(t, a, n);
		memcpy(a, b, n);
		memcpy(b, t, n);
	}
}

static void undo(struct journal *j, const struct note *n)
{
	unsigned char *at = j->writable + n->at, *lost;
	size_t len;

	if (!n->shift) {
		exchange(at, (unsigned char *)&j->words[n->kept], n->len);
		return;
	}
	memmove(at, at + n->shift, n->len);
	lost = overrun(j, n, &len);
	memcpy(lost, &j->words[n->kept], len);
}

static void redo(struct journal *j, const struct note *n)
{
	unsigned char *at = j->writable + n->at;

	if (!n->shift)
		exchange(at, (unsigned char *)&j->words[n->kept], n->len);
	else
		memmove(at + n->shift, at, n->len);
}

void journal_seek(struct journal *j, size_t notes)
{
	assert(notes <= j->count);
	while (j->at > notes)
		undo(j, &j->notes[--j->at]);
	while (j->at < notes)
		redo(j, &j->notes[j->at++]);
}

/* A part of the arena, copied: from LOW (inclusive) to HIGH (exclusive), in bytes from its start. */
struct past {
	size_t low, high;
	unsigned char *bytes;
};

/* All that a note touches: from the returned place to *HIGH (exclusive). */
static size_t note_span(const struct note *n, size_t *high)
{
	size_t low = n->at;

	*high = low + n->len;
	if (n->shift < 0)
		low -= (size_t)-n->shift;
	else
		*high += (size_t)n->shift;
	return low;
}

/*
 * A move brings bytes in from where it moved them to: then that belongs to the part, too.
 * False when nothing had to be added.
 */
static bool widen(struct past *past, const struct journal *j, size_t notes)
{
	size_t had = past->high - past->low;

	for (size_t i = j->at; i-- > notes;) {
		const struct note *n = &j->notes[i];
		size_t high, low = note_span(n, &high);

		if (!n->shift || low >= past->high || high <= past->low)
			continue;
		past->low = low < past->low ? low : past->low;
		past->high = high > past->high ? high : past->high;
	}
	return past->high - past->low > had;
}

/* What N kept goes back to AT, as far as that lies in the part. */
static void put_back(const struct past *past, const unsigned char *kept, size_t at, size_t len)
{
	size_t from = at > past->low ? at : past->low;
	size_t to = at + len < past->high ? at + len : past->high;

	if (from < to)
		memcpy(past->bytes + (from - past->low), kept + (from - at), to - from);
}

static void undo_in(const struct past *past, const struct journal *j, const struct note *n)
{
	const unsigned char *kept = (const unsigned char *)&j->words[n->kept];
	size_t high, low = note_span(n, &high), at = n->at, len;
	unsigned char *lost;

	if (low >= past->high || high <= past->low)
		return;
	if (n->shift) {
		unsigned char *to = past->bytes + (at - past->low);

		memmove(to, to + n->shift, n->len);
		lost = overrun(j, n, &len);
		at = (size_t)(lost - j->writable);
	} else {
		len = n->len;
	}
	put_back(past, kept, at, len);
}

void journal_past(const struct journal *j, size_t notes, const void *p, size_t len, void *to)
{
	size_t at = place_of(j, p, len);
	struct past past = { .low = at, .high = at + len };

	while (widen(&past, j, notes))
		;
	past.bytes = xmalloc(past.high - past.low + 1);
	memcpy(past.bytes, j->base + past.low, past.high - past.low);
	for (size_t i = j->at; i-- > notes;)
		undo_in(&past, j, &j->notes[i]);
	memcpy(to, past.bytes + (at - past.low), len);
	free(past.bytes);
}

bool journal_touched(const struct journal *j, size_t from, size_t to, const void *p, size_t len)
{
	size_t start = (size_t)((const unsigned char *)p - j->base), end = start + len;

	for (size_t i = from; i < to && i < j->count; i++) {
		size_t high, low = note_span(&j->notes[i], &high);

		if (low < end && start < high)
			return true;
	}
	return false;
}
