/* SPDX-License-Identifier: GPL-3.0-or-later */
/* READ_ONCE() and WRITE_ONCE(): one access to memory, made when the program says so. */
#include "linux/include/asm-generic/barrier.h"
#include "linux/include/io.h"

#define RWONCE_FILE "include/asm-generic/rwonce.h"

enum { WROTE, WROTE_DMA, HAS_READ, HAS_READ_DMA, NO_MEMORY };

static const struct sentence says[] = {
	[WROTE] = { STEP_SET, LEVEL_CALL, 2, "xa",
	            N_("{0} is written to memory at {1}; when others can see it is not said.") },
	[WROTE_DMA] = { STEP_SET, LEVEL_CALL, 2, "xa",
	                N_("{0} is written to memory at {1}, where a device looks too; when it can "
	                   "be seen there is not said.") },
	[HAS_READ] = { STEP_READ, LEVEL_CALL, 2, "xa", N_("{0} is read from memory at {1}.") },
	[HAS_READ_DMA] = { STEP_READ, LEVEL_CALL, 2, "xa",
	                   N_("{0} is read from memory at {1}, where a device writes too.") },
	[NO_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	                N_("{0} is no address of memory in the linear map: the kernel stops "
	                   "here.") },
};

/* Where ADDR lies in memory; otherwise an oops. */
static phys_addr_t memory_at(struct kernel *k, uint64_t addr)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	phys_addr_t phys;

	if (virt_to_phys(k, addr, &phys))
		for (uint64_t i = 0; i < memory->cnt; i++)
			if (phys >= memory->regions[i].base &&
			    phys - memory->regions[i].base < memory->regions[i].size)
				return phys;
	TELL(k, &says[NO_MEMORY], addr);
	kernel_oops(k);
}

static void note(struct kernel *k, const char *function, bool write, phys_addr_t phys,
                 unsigned bytes, uint64_t value, struct arrival_event *event)
{
	*event = (struct arrival_event){
		.function = function,
		.barrier = BARRIER_NONE,
		.memory = dma_is_coherent(k, phys) ? MEMORY_DMA : MEMORY_CPUS,
		.write = write,
		.relaxed = true,
		.address = phys,
		.bytes = bytes,
		.value = value,
	};
	accesses_note(k, event);
}

static const struct outline outline_write = {
	"WRITE_ONCE",
	RWONCE_FILE,
	"ax",
	'v',
	N_("Writes a value to memory, once and in one piece."),
	N_("It tells the compiler not to leave the write out or to make it twice.  It is no "
	   "barrier: the CPU may let others see it late."),
	{ N_("the address must be memory"), N_("write the value") }
};

void WRITE_ONCE(struct kernel *k, uint64_t addr, uint64_t value)
{
	struct arrival_event event;
	phys_addr_t phys;

	ENTER(k, &outline_write, addr, value);
	phys = memory_at(k, addr);
	note(k, "WRITE_ONCE", true, phys, value > UINT32_MAX ? 8 : 4, value, &event);
	TELL(k, &says[event.memory == MEMORY_DMA ? WROTE_DMA : WROTE], value, phys);
	leave(k);
}

static const struct outline outline_read = {
	"READ_ONCE",
	RWONCE_FILE,
	"a",
	'x',
	N_("Reads a value from memory, once and in one piece."),
	N_("It is no barrier: a later read may have taken its value earlier."),
	{ N_("the address must be memory"), N_("read the value") }
};

uint64_t READ_ONCE(struct kernel *k, uint64_t addr, unsigned *bytes)
{
	struct arrival_event event;
	phys_addr_t phys;
	uint64_t value;

	ENTER(k, &outline_read, addr);
	phys = memory_at(k, addr);
	value = accesses_value(k, phys, bytes);
	if (!*bytes)
		*bytes = 4;
	note(k, "READ_ONCE", false, phys, *bytes, value, &event);
	TELL(k, &says[event.memory == MEMORY_DMA ? HAS_READ_DMA : HAS_READ], value, phys);
	return leave_word(k, value);
}
