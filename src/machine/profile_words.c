/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that a profile is written in. */
#include <string.h>

#include "machine/profile.h"

static const struct {
	const char *word;
	enum profile_feature feature;
} feature_words[] = {
	{ "kernel-image-adopted", FEATURE_KERNEL_IMAGE_ADOPTED },
	{ "crashkernel-in-bootmem", FEATURE_CRASHKERNEL_IN_BOOTMEM },
	{ "fdt-crash-dump", FEATURE_FDT_CRASH_DUMP },
	{ "numa", FEATURE_NUMA },
	{ "strict-devmem", FEATURE_STRICT_DEVMEM },
	{ "io-strict-devmem", FEATURE_IO_STRICT_DEVMEM },
	{ "kexec-core", FEATURE_KEXEC_CORE },
	{ "cma", FEATURE_CMA },
	{ "memory-hotremove", FEATURE_MEMORY_HOTREMOVE },
	{ "sparsemem-vmemmap", FEATURE_SPARSEMEM_VMEMMAP },
	{ "dynamic-nomap-marked", FEATURE_DYNAMIC_NOMAP_MARKED },
	{ "initrd-nomap-cleared", FEATURE_INITRD_NOMAP_CLEARED },
	{ "no-mmu", FEATURE_NO_MMU },
	{ "arm-mpu", FEATURE_ARM_MPU },
	{ "pci-resource-names", FEATURE_PCI_RESOURCE_NAMES },
	{ "pci-window-size-warning", FEATURE_PCI_WINDOW_SIZE_WARNING },
	{ "debug-devres", FEATURE_DEBUG_DEVRES },
	{ "pfn-valid-is-memory", FEATURE_PFN_VALID_IS_MEMORY },
	{ "ram-by-name", FEATURE_RAM_BY_NAME },
	{ "calls-only", FEATURE_CALLS_ONLY },
	{ "of-bus-flags", FEATURE_OF_BUS_FLAGS },
	{ "of-irq-resources", FEATURE_OF_IRQ_RESOURCES },
	{ "amba-periphid-later", FEATURE_AMBA_PERIPHID_LATER },
	{ "fw-devlink", FEATURE_FW_DEVLINK },
	{ "fw-devlink-resume", FEATURE_FW_DEVLINK_RESUME },
	{ "gic-v3-claims", FEATURE_GIC_V3_CLAIMS },
	{ "simplefb-claims", FEATURE_SIMPLEFB_CLAIMS },
	{ "simple-bus-driver", FEATURE_SIMPLE_BUS_DRIVER },
	{ "e820-others-reserved", FEATURE_E820_OTHERS_RESERVED },
	{ "video-ram-area", FEATURE_VIDEO_RAM_AREA },
	{ "first-megabyte-reserved", FEATURE_FIRST_MEGABYTE_RESERVED },
	{ "addresses-for-all", FEATURE_ADDRESSES_FOR_ALL },
	{ "memblock-flags-shown", FEATURE_MEMBLOCK_FLAGS_SHOWN },
	{ "memblock-no-dummy", FEATURE_MEMBLOCK_NO_DUMMY },
	{ "memblock-full-panics", FEATURE_MEMBLOCK_FULL_PANICS },
	{ "reserved-nodes", FEATURE_RESERVED_NODES },
	{ "reserve-mem", FEATURE_RESERVE_MEM },
	{ "numa-memblks", FEATURE_NUMA_MEMBLKS },
	{ "cpumask-offstack", FEATURE_CPUMASK_OFFSTACK },
	{ "reserved-mem-stages", FEATURE_RESERVED_MEM_STAGES },
	{ "crash-reserve", FEATURE_CRASH_RESERVE },
	{ "image-tables-inside", FEATURE_IMAGE_TABLES_INSIDE },
	{ "initmem-leaves-memblock", FEATURE_INITMEM_LEAVES_MEMBLOCK },
	{ "dma-limit-exact", FEATURE_DMA_LIMIT_EXACT },
	{ "bounce-kmalloc", FEATURE_BOUNCE_KMALLOC },
	{ "kfence-early", FEATURE_KFENCE_EARLY },
	{ "of-resource-bounds", FEATURE_OF_RESOURCE_BOUNDS },
	{ "error-names", FEATURE_ERROR_NAMES },
	{ "power-off-handlers", FEATURE_POWER_OFF_HANDLERS },
	{ "hash-by-free", FEATURE_HASH_BY_FREE },
	{ "bounce-areas-limited", FEATURE_BOUNCE_AREAS_LIMITED },
	{ "cma-upwards-first", FEATURE_CMA_UPWARDS_FIRST },
	{ "hugetlb-noinit", FEATURE_HUGETLB_NOINIT },
	{ "hugetlb-each-node", FEATURE_HUGETLB_EACH_NODE },
};

static const struct {
	const char *word;
	enum profile_device device;
} device_words[] = {
	{ "reg-dummy", MAKES_REG_DUMMY },
	{ "cpufreq-dt", MAKES_CPUFREQ_DT },
	{ "serial8250", MAKES_SERIAL8250 },
	{ "psci-cpuidle", MAKES_PSCI_CPUIDLE },
	{ "platform-framebuffer", MAKES_PLATFORM_FRAMEBUFFER },
	{ "alarmtimer", MAKES_ALARMTIMER },
	{ "riscv-pmu-sbi", MAKES_RISCV_PMU_SBI },
	{ "sbi-cpuidle", MAKES_SBI_CPUIDLE },
};

static const struct {
	const char *word;
	enum profile_log log;
} log_words[] = {
	{ "phys-names", LOG_PHYS_NAMES },
	{ "distance-allocated", LOG_DISTANCE_ALLOCATED },
	{ "unknown-options", LOG_UNKNOWN_OPTIONS },
	{ "e820-prefix", LOG_E820_PREFIX },
	{ "cma-node", LOG_CMA_NODE },
	{ "probe-with-driver", LOG_PROBE_WITH_DRIVER },
	{ "node-data-allocated", LOG_NODE_DATA_ALLOCATED },
	{ "memblock-free", LOG_MEMBLOCK_FREE },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The row of TABLE that has WORD, into *FOUND. */
#define FIND(table, member, word, found)                                                           \
	do {                                                                                       \
		for (size_t i = 0; i < COUNT(table); i++) {                                        \
			if (strcmp(word, table[i].word) != 0)                                      \
				continue;                                                          \
			*(found) = table[i].member;                                                \
			return true;                                                               \
		}                                                                                  \
		return false;                                                                      \
	} while (0)

bool profile_feature_find(const char *word, enum profile_feature *feature)
{
	FIND(feature_words, feature, word, feature);
}

bool profile_device_find(const char *word, enum profile_device *device)
{
	FIND(device_words, device, word, device);
}

bool profile_log_find(const char *word, enum profile_log *log)
{
	FIND(log_words, log, word, log);
}
