/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/tty/serial/8250: how a port's registers are claimed and mapped.
 *
 * The region is called "serial" whatever the device is called.  When it cannot be had
 * the port is registered all the same: a driver that named the port's type then has a
 * port without registers, and the first write to it ends the boot.
 */
#include "linux/include/serial_8250.h"

#include "linux/include/io.h"

#define PORT_FILE "drivers/tty/serial/8250/8250_port.c"
#define CORE_FILE "drivers/tty/serial/8250/8250_core.c"
#define UART_MCR  4 /* the modem control register */

#define NR_UARTS 4 /* CONFIG_SERIAL_8250_RUNTIME_UARTS, as nearly everywhere */

/* What 8250_core.c keeps. */
struct serial8250_state {
	struct uart_8250_port ports[NR_UARTS]; /* dev is NULL in a free place */
};

enum {
	NO_BASE,
	REFUSED,
	CLAIMED,
	NOT_MAPPED,
	MAPPED,
	WITHOUT,
	LOOKED,
	NOT_THERE,
	TYPE_FIXED,
	FULL,
	PLACE,
	UNMAPPED_WRITE,
	FREED,
};

static const struct sentence says[] = {
	[NO_BASE] = { STEP_REFUSE, LEVEL_CALL, 1, "n",
	              N_("The port of {0} has no address, so there is nothing to claim.") },
	[REFUSED] = { STEP_REFUSE, LEVEL_STOP, 2, "nr",
	              N_("{1} cannot be had, so the port of {0} has no registers.") },
	[CLAIMED] = { STEP_LINK, LEVEL_CALL, 2, "nr",
	              N_("The registers of {0}, {1}, are claimed under the name \"serial\".") },
	[NOT_MAPPED] = { STEP_REFUSE, LEVEL_CALL, 3, "nr",
	                 N_("{1} cannot be mapped, so {0} gives its claim back.") },
	[MAPPED] = { STEP_DECIDE, LEVEL_CALL, 3, "nr",
	             N_("The core maps the registers of {0}, {1}.") },
	[WITHOUT] = { STEP_DECIDE, LEVEL_STOP, 1, "n",
	              N_("The core learns that {0} has no registers, and tells nobody: the function "
	                 "returns nothing.") },
	[LOOKED] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	             N_("The registers of {0} answer as an 8250's do.") },
	[NOT_THERE] = { STEP_DECIDE, LEVEL_STOP, 3, "n",
	                N_("Looped back, the modem status of {0} does not say what the modem control "
	                   "was told: no port is there, and the claim is given back.") },
	[TYPE_FIXED] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	                 N_("The driver of {0} said which type it is, so nobody looks.") },
	[FULL] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	           N_("All {1} places for ports are taken, so {0} gets none.") },
	[PLACE] = { STEP_SET, LEVEL_CALL, 1, "nd", N_("{0} becomes ttyS{1}.") },
	[UNMAPPED_WRITE] = { STEP_REFUSE, LEVEL_STOP, 3, "na",
	                     N_("The modem lines of {0} are to be switched off: a write to {1}, where "
	                        "nothing is mapped.") },
	[FREED] = { STEP_SET, LEVEL_CALL, 3, "d", N_("ttyS{0} is free again.") },
};

static const struct outline outline_request_std = {
	"serial8250_request_std_resource",
	PORT_FILE,
	"n",
	'e',
	N_("Claims a port's registers and maps them."),
	N_("The size is what the registers need, not what `reg` says, unless the driver gave "
	   "one; and the region is called \"serial\"."),
	{ N_("without an address: -EINVAL"), N_("claim the registers; busy: -EBUSY"),
	  N_("map them, when the driver left that to the core; failed: give the claim back, "
	     "-ENOMEM") }
};

static uint64_t port_size(const struct uart_8250_port *up)
{
	return up->mapsize ? up->mapsize : (uint64_t)8 << up->regshift;
}

static struct resource *port_root(struct kernel *k, const struct uart_8250_port *up)
{
	return up->io ? &k->ioport_resource : &k->iomem_resource;
}

static int request_std_resource(struct kernel *k, struct uart_8250_port *up)
{
	uint64_t size = port_size(up);
	const char *name = up->dev->name;

	ENTER(k, &outline_request_std, name_id(name));
	if (!up->io && !up->mapbase) {
		TELL(k, &says[NO_BASE], name_id(name));
		return leave_int(k, -EINVAL);
	}
	if (!__request_region(k, port_root(k, up), up->mapbase, size, sim_name(k->sim, "serial"),
	                      0)) {
		TELL(k, &says[REFUSED], name_id(name), SPAN(up->mapbase, size));
		return leave_int(k, -EBUSY);
	}
	TELL(k, &says[CLAIMED], name_id(name), SPAN(up->mapbase, size));
	if (up->io || !(up->flags & UPF_IOREMAP))
		return leave_int(k, 0);
	TELL(k, &says[MAPPED], name_id(name), SPAN(up->mapbase, size));
	up->membase = ioremap(k, up->mapbase, size);
	if (!up->membase) {
		TELL(k, &says[NOT_MAPPED], name_id(name), SPAN(up->mapbase, size));
		__release_region(k, port_root(k, up), up->mapbase, size);
		return leave_int(k, -ENOMEM);
	}
	return leave_int(k, 0);
}

static const struct outline outline_release_std = {
	"serial8250_release_std_resource",
	PORT_FILE,
	"n",
	'v',
	N_("Unmaps a port's registers and gives their region back."),
	NULL,
	{ N_("unmap what the core mapped"), N_("release the region"),
	  N_("the port has no registers") }
};

static void release_std_resource(struct kernel *k, struct uart_8250_port *up)
{
	ENTER(k, &outline_release_std, name_id(up->dev->name));
	if (!up->io && (up->flags & UPF_IOREMAP)) {
		iounmap(k, up->membase);
		up->membase = 0;
	}
	__release_region(k, port_root(k, up), up->mapbase, port_size(up));
	leave(k);
}

static const struct outline outline_config_port = {
	"serial8250_config_port",
	PORT_FILE,
	"n",
	'v',
	N_("Gets a port its registers, and finds out what it is."),
	N_("It returns nothing: who called it does not learn that the registers were refused."),
	{ N_("claim and map the registers; when that fails, leave"),
	  N_("find the type, unless the driver named it: write registers and see what they say"),
	  N_("of unknown type: give the registers back") }
};

static void config_port(struct kernel *k, struct uart_8250_port *up)
{
	const char *name = up->dev->name;

	ENTER(k, &outline_config_port, name_id(name));
	if (request_std_resource(k, up)) {
		TELL(k, &says[WITHOUT], name_id(name));
		leave(k);
		return;
	}
	if (up->flags & UPF_FIXED_TYPE) {
		TELL(k, &says[TYPE_FIXED], name_id(name));
	} else if (up->answers) {
		up->known = true;
		TELL(k, &says[LOOKED], name_id(name));
	} else {
		TELL(k, &says[NOT_THERE], name_id(name));
		release_std_resource(k, up);
	}
	leave(k);
}

static const struct outline outline_configure = {
	"uart_configure_port",
	"drivers/tty/serial/serial_core.c",
	"n",
	'v',
	N_("Brings a new serial port into a known state."),
	N_("A port whose registers were refused but whose type the driver named counts as there, "
	   "and is written to."),
	{ N_("let the driver of the port claim and map its registers"),
	  N_("of unknown type: nothing more"), N_("switch off the modem lines: a write") }
};

/* The write to a port that nobody mapped: it is at the register's offset behind NULL. */
static void write_modem_control(struct kernel *k, const struct uart_8250_port *up)
{
	uint64_t addr = up->membase + ((uint64_t)UART_MCR << up->regshift);

	if (up->membase || up->io)
		return;
	TELL(k, &says[UNMAPPED_WRITE], name_id(up->dev->name), addr);
	printk(k, "Unable to handle kernel NULL pointer dereference at virtual address %016llx",
	       (unsigned long long)addr);
	printk(k, "Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b");
	kernel_panic(k,
	             _("the driver of %s writes to a serial port whose registers were refused and "
	               "never mapped"),
	             up->dev->name);
}

static void uart_configure_port(struct kernel *k, struct uart_8250_port *up)
{
	ENTER(k, &outline_configure, name_id(up->dev->name));
	config_port(k, up);
	if (up->known)
		write_modem_control(k, up);
	leave(k);
}

static const struct outline outline_register = {
	"serial8250_register_8250_port",
	CORE_FILE,
	"nr",
	'd',
	N_("Makes a serial port of what a driver found."),
	N_("That the registers are busy is no error here: the probe goes on, and the device "
	   "counts as bound."),
	{ N_("find a free place, the driver's own choice first; none: -ENOSPC"),
	  N_("configure the port"), N_("return its number") }
};

/* The driver's line when it is free, else the first that is; NR_UARTS when none is. */
static unsigned find_unused(const struct kernel *k, const struct uart_8250_port *up)
{
	unsigned line = up->line;

	if (line < NR_UARTS && !k->serial8250->ports[line].dev)
		return line;
	for (line = 0; line < NR_UARTS && k->serial8250->ports[line].dev;)
		line++;
	return line;
}

int serial8250_register_8250_port(struct kernel *k, const struct uart_8250_port *up)
{
	struct uart_8250_port port = *up;

	ENTER(k, &outline_register, name_id(up->dev->name), SPAN(up->mapbase, port_size(up)));
	if (!k->serial8250)
		SET(k, k->serial8250, sim_alloc(k->sim, sizeof(*k->serial8250)));
	port.line = find_unused(k, up);
	if (port.line == NR_UARTS) {
		TELL(k, &says[FULL], name_id(up->dev->name), NR_UARTS);
		return leave_int(k, -ENOSPC);
	}
	TELL(k, &says[PLACE], name_id(up->dev->name), port.line);
	port.known = (up->flags & UPF_FIXED_TYPE) != 0;
	uart_configure_port(k, &port);
	SET(k, k->serial8250->ports[port.line], port);
	return leave_int(k, (int)port.line);
}

static const struct outline outline_unregister = {
	"serial8250_unregister_port",
	CORE_FILE,
	"d",
	'v',
	N_("Takes a serial port out again."),
	NULL,
	{ N_("find it by its number"), N_("give its registers back, when it had some"),
	  N_("its place is free") }
};

void serial8250_unregister_port(struct kernel *k, unsigned line)
{
	struct uart_8250_port port;

	ENTER(k, &outline_unregister, line);
	if (k->serial8250 && line < NR_UARTS && k->serial8250->ports[line].dev) {
		port = k->serial8250->ports[line];
		if (port.known)
			release_std_resource(k, &port);
		SET(k, k->serial8250->ports[line].dev, NULL);
		TELL(k, &says[FREED], line);
	}
	leave(k);
}
