/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/names.h"

#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"

/* The first chunk is small: many sets of names have only a few. */
enum { FIRST_SLOTS = 64, FIRST_CHUNK = 1024, CHUNK_BYTES = 16384 };

void names_init(struct names *names)
{
	*names = (struct names){ 0 };
	names->slot_count = FIRST_SLOTS;
	names->slots = xzalloc(FIRST_SLOTS * sizeof(*names->slots));
	names->all = xgrow(NULL, &names->cap, 64, sizeof(*names->all));
	names->all[0] = NULL;
	names->count = 1;
}

void names_done(struct names *names)
{
	for (size_t i = 0; i < names->chunk_count; i++)
		free(names->chunks[i]);
	free(names->chunks);
	free(names->slots);
	free(names->all);
	*names = (struct names){ 0 };
}

/* FNV-1a: short strings, no need for more. */
static size_t hash(const char *s, size_t len)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static void put_slot(struct names *names, uint32_t id, size_t h)
{
	size_t mask = names->slot_count - 1;

	for (h &= mask; names->slots[h]; h = (h + 1) & mask)
		;
	names->slots[h] = id;
}

static void rehash(struct names *names)
{
	free(names->slots);
	names->slot_count *= 2;
	names->slots = xzalloc(names->slot_count * sizeof(*names->slots));
	for (uint32_t id = 1; id < names->count; id++)
		put_slot(names, id, hash(names->all[id], strlen(names->all[id])));
}

/* The number lies in the four bytes before the string. */
static const char *store(struct names *names, const char *s, size_t len)
{
	size_t size = (sizeof(uint32_t) + len + 1 + 3) & ~(size_t)3;
	char *to;

	if (size > names->chunk_left) {
		size_t chunk = names->chunk_count ? CHUNK_BYTES : FIRST_CHUNK;

		chunk = size > chunk ? size : chunk;
		names->chunks = xgrow(names->chunks, &names->chunk_cap, names->chunk_count + 1,
		                      sizeof(*names->chunks));
		names->chunk = names->chunks[names->chunk_count++] = xmalloc(chunk);
		names->chunk_left = chunk;
	}
	to = names->chunk;
	names->chunk += size;
	names->chunk_left -= size;
	*(uint32_t *)(void *)to = (uint32_t)names->count;
	to += sizeof(uint32_t);
	memcpy(to, s, len);
	to[len] = '\0';
	return to;
}

const char *names_intern_n(struct names *names, const char *s, size_t len)
{
	size_t h = hash(s, len), mask = names->slot_count - 1;
	const char *name;

	for (size_t i = h & mask; names->slots[i]; i = (i + 1) & mask) {
		name = names->all[names->slots[i]];
		if (!strncmp(name, s, len) && !name[len])
			return name;
	}
	name = store(names, s, len);
	names->all = xgrow(names->all, &names->cap, names->count + 1, sizeof(*names->all));
	names->all[names->count] = name;
	put_slot(names, (uint32_t)names->count++, h);
	if (names->count * 2 > names->slot_count)
		rehash(names);
	return name;
}

const char *names_intern(struct names *names, const char *s)
{
	return names_intern_n(names, s, strlen(s));
}
