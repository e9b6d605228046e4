/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Error pointers, as include/linux/err.h has them: an address in the last page of
 * all is no address but an errno.  Letter m of an outline shows one.
 */
#ifndef BOOTWALK_LINUX_ERR_H
#define BOOTWALK_LINUX_ERR_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_ERRNO 4095

/* ERROR is negative: ERR_PTR(-EBUSY). */
static inline uint64_t ERR_PTR(int error)
{
	return (uint64_t)(int64_t)error;
}

static inline bool IS_ERR(uint64_t ptr)
{
	return ptr >= (uint64_t)-MAX_ERRNO;
}

static inline int PTR_ERR(uint64_t ptr)
{
	return (int)(int64_t)ptr;
}

#endif
