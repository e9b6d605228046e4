/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's own memory (not the simulated one): running out of it ends the
 * program with one line, so no caller checks for NULL.
 */
#ifndef BOOTWALK_SIM_MEMORY_H
#define BOOTWALK_SIM_MEMORY_H

#include <stddef.h>

/* Like malloc() and realloc() of SIZE bytes; never return NULL. */
void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *old, size_t size) __attribute__((returns_nonnull));
/* SIZE zero bytes. */
void *xzalloc(size_t size) __attribute__((malloc, returns_nonnull));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));

/*
 * Make room for NEEDED elements of SIZE bytes in a vector of *CAP elements;
 * doubles it, so that adding one by one costs little.  Returns the vector.
 */
void *xgrow(void *vector, size_t *cap, size_t needed, size_t size);

#endif
