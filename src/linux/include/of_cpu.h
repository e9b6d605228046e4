/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/of/cpu.c: the CPU nodes of the blob, as every architecture reads them. */
#ifndef BOOTWALK_LINUX_INCLUDE_OF_CPU_H
#define BOOTWALK_LINUX_INCLUDE_OF_CPU_H

#include "linux/linux.h"

#define OF_NO_HWID UINT64_MAX

/* for_each_of_cpu_node(): is NODE, a child of /cpus, a CPU that has not failed? */
bool of_is_cpu_node(const struct kernel *k, int node);
/* The number in its reg; OF_NO_HWID when that is too short. */
uint64_t of_get_cpu_hwid(const struct kernel *k, int node);
/* The NUMA node that NODE or one above it names, if there is such; else 0. */
int of_node_to_nid(const struct kernel *k, int node);

#endif
