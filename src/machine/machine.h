/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A machine: everything that decides a boot, and nothing that it changes.
 *
 * The blob as the bootloader passes it, where image, blob and initrd lie, the
 * boot arguments (in the blob), the kernel build.  A boot is a pure function
 * of it and of the list of injected calls.
 */
#ifndef BOOTWALK_MACHINE_MACHINE_H
#define BOOTWALK_MACHINE_MACHINE_H

#include <stddef.h>

#include "machine/cards.h"
#include "machine/drivers.h"
#include "machine/firmware.h"
#include "machine/nodes.h"
#include "machine/profile.h"
#include "sim/error.h"

/* What a command line says of a machine; a row of machine_option_rows[] fills each in. */
struct machine_options {
	const char *kernel;       /* --kernel NAME, or the path of a profile */
	const char *append;       /* --append ARGS; NULL when not given */
	const char *kernel_base;  /* --kernel-base ADDR */
	const char *fdt_base;     /* --fdt-base ADDR */
	const char *fdt_size;     /* --fdt-size BYTES */
	const char *initrd;       /* --initrd START-END, inclusive */
	const char *cpus;         /* --cpus N */
	const char *memory;       /* --memory RANGE[,RANGE...], inclusive */
	const char *overlays[16]; /* --overlay FILE.dtbo */
	unsigned overlay_count;
	const char *pci;         /* --pci FILE */
	const char *drivers[16]; /* --drivers DIR */
	unsigned driver_count;
	const char *bind;       /* --bind known|builtin|all|none */
	const char *absent[32]; /* --absent NODE */
	unsigned absent_count;
	const char *inject; /* --inject FILE; its calls are parsed where scripts are, not here */
	const char *at;     /* --at MOMENT; read by main.c */
};

/* Which devices probe. */
enum bind_mode {
	BIND_KNOWN,   /* those with a recipe */
	BIND_BUILTIN, /* those whose driver this kernel has built in: a boot without modules */
	BIND_ALL,     /* unknown ones too, by a recipe that is assumed */
	BIND_NONE,
};

struct machine {
	char name[256];  /* the board's name or the file's last part, printable */
	char path[1024]; /* as the reader gave it; for errors */
	const struct profile *profile;
	unsigned char *fdt;          /* the blob, aligned to 8; owned */
	size_t fdt_len;              /* its totalsize, bytes */
	struct nodes *nodes;         /* an index of it; owned */
	struct cards *cards;         /* in its PCI slots; NULL for none; owned */
	uint64_t fdt_base;           /* physical address of the blob */
	uint64_t fdt_size;           /* bytes as the bootloader passed it, padding included */
	uint64_t kernel_base;        /* physical address of _text */
	unsigned cpus;               /* CPU nodes of the tree, or --cpus */
	bool cpus_given;             /* --cpus was there */
	bool kernel_guessed;         /* nothing told of which kind its CPUs are */
	char cpus_unknown[128];      /* what they are called then; may be empty */
	struct firmware *firmware;   /* a PC's; NULL: a device tree says all; owned */
	struct registers *registers; /* what they hold at first; NULL: 0; owned */
	const char *cards_of; /* the board whose cards stand in for those of a blob; or NULL */
	struct store *store;  /* what drivers that ship lie in; owned; may be NULL */
	struct driver_set *drivers; /* what its kernel can bind; owned; NULL: nothing */
	enum bind_mode bind;
	int *absent; /* nodes whose hardware does not answer; offsets in the blob; owned */
	unsigned absent_count;
	struct profile profile_storage;
	unsigned char *profile_blob; /* of a profile in a file of the reader's; owned; or NULL */
};

/* Is DRV one of those that --bind lets probe? */
bool machine_wants_driver(const struct machine *machine, const struct driver *drv);

/* Does the hardware of the NODE (an offset; -1: none) answer?  --absent says no. */
bool machine_answers(const struct machine *machine, int node);

/* A row of machine_option_rows[]: the same for every subcommand. */
struct machine_option {
	const char *name;     /* without the dashes */
	const char *argument; /* what --help calls its value */
	const char *help;     /* one sentence, N_() */
	size_t offset;        /* of the member in struct machine_options */
	unsigned max;         /* 1, or how often it may be repeated (an array member) */
	size_t count_offset;  /* of the counter of an array member */
};
extern const struct machine_option machine_option_rows[];
extern const size_t machine_option_count;

/* The Nth value that OPTIONS has for the option O; NULL when there are not so many. */
const char *machine_option_at(const struct machine_options *options, const struct machine_option *o,
                              unsigned n);
/* One value more, which is lent; false when it was given as often as it may be. */
bool machine_option_add(struct machine_options *options, const struct machine_option *o,
                        const char *value);

/*
 * Load SPEC: a board's name, a `.dtb`, a `.dts` (through `dtc`), a directory in
 * the form of /proc/device-tree, or `-` for a blob on standard input; apply
 * OPTS.  On success *MACHINE is a new machine that machine_free() gives back.
 * A board's name wins only when no file of that name exists.
 * Errors: unreadable or damaged input, an unknown board or kernel, an option's
 * value that does not parse, no usable memory node.
 */
bool machine_load(struct machine **machine, const char *spec, const struct machine_options *opts,
                  struct error *err);
/*
 * A machine that is only a kernel: no tree, nothing to boot, but its calls can be made on
 * an empty memory.
 */
bool machine_load_kernel(struct machine **machine, const char *kernel, struct error *err);

void machine_free(struct machine *machine);

#endif
