/* SPDX-License-Identifier: GPL-3.0-or-later */
/* READ_ONCE() and WRITE_ONCE(): one access to memory, made when the program says so. */
#include "linux/include/asm-generic/barrier.h"
#include "linux/include/io.h"

#define RWONCE_FILE "include/asm-generic/rwonce.h"

enum { WROTE, WROTE_DMA, WROTE_DEVICE, HAS_READ, HAS_READ_DMA, HAS_READ_DEVICE, NO_MEMORY };

static const struct sentence says[] = {
	[WROTE] = { STEP_SET, LEVEL_CALL, 2, "xa",
	            N_("{0} is written to memory at {1}; when others can see it is not said.") },
	[WROTE_DMA] = { STEP_SET, LEVEL_CALL, 2, "xa",
	                N_("{0} is written to memory at {1}, where a device looks too; when it can "
	                   "be seen there is not said.") },
	[WROTE_DEVICE] = { STEP_SET, LEVEL_CALL, 2, "xan",
	                   N_("{0} goes to {2} at {1} by a bare pointer: no accessor, so no "
	                      "barrier, and nobody cares for the order of bytes.") },
	[HAS_READ] = { STEP_READ, LEVEL_CALL, 2, "xa", N_("{0} is read from memory at {1}.") },
	[HAS_READ_DMA] = { STEP_READ, LEVEL_CALL, 2, "xa",
	                   N_("{0} is read from memory at {1}, where a device writes too.") },
	[HAS_READ_DEVICE] = { STEP_READ, LEVEL_CALL, 2, "xan",
	                      N_("{0} is read from {2} at {1} by a bare pointer: no accessor, so no "
	                         "barrier, and nobody cares for the order of bytes.") },
	[NO_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	                N_("{0} leads neither to memory nor to mapped registers: the kernel stops "
	                   "here.") },
};

/* An access of the linear map, or of registers through a bare pointer; or an oops. */
static struct arrival_event aim(struct kernel *k, const char *function, bool write, uint64_t addr)
{
	struct arrival_event event = {
		.function = function,
		.barrier = BARRIER_NONE,
		.write = write,
		.relaxed = true,
	};

	if (accesses_aim(k, addr, &event))
		return event;
	TELL(k, &says[NO_MEMORY], addr);
	kernel_oops(k);
}

/* The row of a table of three: memory, memory of a device too, registers. */
static void tell(struct kernel *k, unsigned row, const struct arrival_event *e)
{
	if (e->target)
		TELL(k, &says[row + 2], e->value, e->address, name_id(sim_name(k->sim, e->target)));
	else
		TELL(k, &says[row + (e->memory == MEMORY_DMA)], e->value, e->address);
}

/* Memory keeps the lowest byte first. */
static void put(struct kernel *k, const struct arrival_event *e)
{
	uint8_t bytes[8];

	for (unsigned i = 0; i < e->bytes; i++)
		bytes[i] = (uint8_t)(e->value >> 8 * i);
	phys_write(k, e->address, bytes, e->bytes);
}

static uint64_t get(const struct kernel *k, const struct arrival_event *e)
{
	uint64_t value = 0;
	uint8_t bytes[8];

	phys_read(k, e->address, bytes, e->bytes);
	for (unsigned i = 0; i < e->bytes; i++)
		value |= (uint64_t)bytes[i] << 8 * i;
	return value;
}

static const struct outline outline_write = {
	"WRITE_ONCE",
	RWONCE_FILE,
	"ax",
	'v',
	N_("Writes a value, once and in one piece."),
	N_("It tells the compiler not to leave the write out or to make it twice.  It is no "
	   "barrier: the CPU may let others see it late."),
	{ N_("the address must lead somewhere"), N_("write the value") }
};

void WRITE_ONCE(struct kernel *k, uint64_t addr, uint64_t value)
{
	struct arrival_event event;

	ENTER(k, &outline_write, addr, value);
	event = aim(k, "WRITE_ONCE", true, addr);
	event.bytes = value > UINT32_MAX ? 8 : 4;
	event.value = value;
	put(k, &event);
	accesses_note(k, &event);
	tell(k, WROTE, &event);
	leave(k);
}

static const struct outline outline_read = {
	"READ_ONCE",
	RWONCE_FILE,
	"a",
	'x',
	N_("Reads a value, once and in one piece."),
	N_("It is no barrier: a later read may have taken its value earlier."),
	{ N_("the address must lead somewhere"), N_("read the value") }
};

uint64_t READ_ONCE(struct kernel *k, uint64_t addr, unsigned *bytes)
{
	struct arrival_event event;

	ENTER(k, &outline_read, addr);
	event = aim(k, "READ_ONCE", false, addr);
	event.bytes = *bytes = accesses_width(k, event.address);
	event.value = get(k, &event);
	accesses_note(k, &event);
	tell(k, HAS_READ, &event);
	return leave_word(k, event.value);
}
