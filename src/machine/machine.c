/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading a machine: source, overlays, kernel, edits, places. */
#include "machine/machine.h"

#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "machine/blob.h"
#include "machine/defaults.h"
#include "machine/edit.h"
#include "machine/input.h"
#include "machine/loading.h"
#include "machine/registers.h"
#include "machine/source.h"
#include "machine/store.h"
#include "sim/intl.h"

static bool open_store(struct loading *l)
{
	return l->store || store_open(&l->store, l->err);
}

/* The names of GROUP, for an error, with commas. */
static void list_names(struct loading *l, const char *group, char *list, size_t size)
{
	struct store_entry entry;
	size_t used = 0;

	list[0] = '\0';
	for (unsigned n = 0; used < size && store_at(l->store, group, n, &entry); n++)
		used += (size_t)snprintf(list + used, size - used, "%s%s", n ? ", " : "",
		                         entry.name);
}

static void set_name(struct machine *m, const char *spec)
{
	char last[sizeof(m->path)];
	size_t len;
	const char *slash;

	snprintf(m->path, sizeof(m->path), "%s", spec);
	snprintf(last, sizeof(last), "%s", source_name(spec));
	len = strlen(last);
	while (len > 1 && last[len - 1] == '/')
		last[--len] = '\0';
	slash = strrchr(last, '/');
	input_printable(m->name, sizeof(m->name), slash && slash[1] ? slash + 1 : last);
}

/* A board out of the store; its blob is copied, since it is edited. */
static bool load_board(struct loading *l, const char *spec)
{
	struct store_entry board;
	char shown[128];
	char list[256];

	if (strchr(spec, '/') || strchr(spec, '.'))
		return error_set(l->err, spec, NULL, _("cannot be opened: %s"), strerror(ENOENT));
	if (!open_store(l))
		return false;
	if (!store_find(l->store, "boards", spec, &board)) {
		list_names(l, "boards", list, sizeof(list));
		return error_set(
			l->err, input_printable(shown, sizeof(shown), spec), NULL,
			_("there is no file and no board of that name; the boards are: %s"), list);
	}
	l->tree.fdt = malloc(board.dtb_len);
	if (!l->tree.fdt)
		return error_set(l->err, spec, NULL, _("there is no memory left to read it"));
	if (board.pci && !l->opts.pci) {
		l->machine->cards = cards_parse(spec, board.pci, strlen(board.pci), l->err);
		if (!l->machine->cards)
			return false;
	}
	memcpy(l->tree.fdt, board.dtb, board.dtb_len);
	l->tree.capacity = board.dtb_len;
	return true;
}

static bool load_source(struct loading *l, const char *spec)
{
	struct stat st;
	bool bad;

	if (spec[0] == '\0')
		return error_set(l->err, NULL, NULL, _("the machine's name is empty"));
	set_name(l->machine, spec);
	l->tree.name = source_name(l->machine->path);
	if (loading_log(l, spec, &bad))
		return blob_check(l->tree.fdt, l->tree.capacity, l->tree.name, l->err);
	if (bad)
		return false;
	if (strcmp(spec, "-") != 0 && stat(spec, &st) != 0 && errno == ENOENT) {
		if (!load_board(l, spec))
			return false;
	} else if (!source_load(spec, &l->tree.fdt, &l->tree.capacity, l->err)) {
		return false;
	}
	return blob_check(l->tree.fdt, l->tree.capacity, l->tree.name, l->err);
}

static bool apply_overlays(struct loading *l)
{
	for (unsigned i = 0; i < l->opts.overlay_count; i++) {
		if (!tree_overlay(&l->tree, l->opts.overlays[i]))
			return false;
	}
	return true;
}

/* The profile that says it is the default for CPUs of KIND; NULL for none. */
static const char *default_for(struct loading *l, const char *kind)
{
	struct store_entry kernel;

	for (unsigned n = 0; store_at(l->store, "kernels", n, &kernel); n++)
		if (fdt_stringlist_search(kernel.dtb, 0, "default-for", kind) >= 0)
			return kernel.name;
	return NULL;
}

/* The kernel's name when neither the reader nor the board gave one. */
static const char *kernel_by_cpus(struct loading *l)
{
	struct machine *m = l->machine;
	char seen[sizeof(m->cpus_unknown)];
	const char *kind, *name;

	if (!open_store(l))
		return NULL;
	kind = m->firmware ? "x86" : blob_cpu_kind(l->nodes, seen, sizeof(seen));
	name = default_for(l, kind ? kind : "unknown");
	if (!name)
		error_set(l->err, l->tree.name, "/cpus",
		          _("its CPUs (%s) are of the kind %s, for which there is no kernel "
		            "profile; --kernel NAME chooses another"),
		          seen, kind ? kind : "unknown");
	else if (!kind) {
		m->kernel_guessed = true;
		memcpy(m->cpus_unknown, seen, sizeof(seen));
	}
	return name;
}

static bool choose_kernel(struct loading *l)
{
	struct machine *m = l->machine;
	const char *name = l->opts.kernel ? l->opts.kernel : kernel_by_cpus(l);
	struct store_entry kernel;
	char shown[128];
	char list[256];

	if (!name || !open_store(l))
		return false;
	if (l->kernel_given && profile_is_file(name)) {
		m->profile = &m->profile_storage;
		return profile_load(&m->profile_storage, name, &m->profile_blob, l->err);
	}
	if (!store_find(l->store, "kernels", name, &kernel)) {
		list_names(l, "kernels", list, sizeof(list));
		return error_set(
			l->err, "--kernel", NULL,
			_("there is no kernel profile '%s'; there are: %s; one of your own "
		          "is a path with a slash in it, or ends in .dts or .dtb"),
			input_printable(shown, sizeof(shown), name), list);
	}
	if (!profile_from_fdt(&m->profile_storage, kernel.dtb, kernel.name, l->err))
		return false;
	m->profile = &m->profile_storage;
	return true;
}

/* A PC's kernel asks the firmware what memory there is, all others ask the tree. */
static bool fits_firmware(struct loading *l)
{
	const struct profile *p = l->machine->profile;
	bool is_pc = !strcmp(p->arch, "x86");

	if (is_pc == (l->machine->firmware != NULL))
		return true;
	return error_set(l->err, l->tree.name, DEFAULTS_NODE "/e820",
	                 is_pc ? _("it is missing, and %s learns from it what memory a PC has")
	                       : _("only a kernel for PCs asks for it, and %s is none"),
	                 p->name);
}

static bool choose_bootable(struct loading *l)
{
	if (!choose_kernel(l))
		return false;
	if (!profile_has(l->machine->profile, FEATURE_CALLS_ONLY))
		return fits_firmware(l);
	return error_set(l->err, "--kernel", NULL,
	                 _("%s cannot be booted here; `bootwalk run SCRIPT --kernel %s` without a "
	                   "machine makes its calls"),
	                 l->machine->profile->name, l->machine->profile->name);
}

/* The cards that the reader names are in the place of the board's. */
/* A board that ships and is the same machine as the blob, by the first `compatible` of the root. */
static bool find_same_machine(struct loading *l, struct store_entry *board)
{
	const char *ours = nodes_property(l->nodes, 0, "compatible", NULL), *theirs;

	for (unsigned n = 0; ours && store_at(l->store, "boards", n, board); n++) {
		theirs = fdt_getprop(board->dtb, 0, "compatible", NULL);
		if (board->pci && theirs && !strcmp(ours, theirs))
			return true;
	}
	return false;
}

/* What a PC's firmware did depends on its cards: windows of bridges, and which ROMs there are. */
static bool set_up_cards(struct loading *l)
{
	if (!l->machine->firmware)
		return true;
	loading_guess_windows(l->machine->cards);
	firmware_place_roms(l->machine->firmware, l->machine->cards);
	return true;
}

/*
 * The cards: those of --pci or of the board, or else of a board that is the same machine,
 * for a blob knows none.
 */
static bool load_cards(struct loading *l)
{
	struct machine *m = l->machine;
	struct store_entry board;

	if (l->opts.pci) {
		m->cards = cards_load(l->opts.pci, l->err);
		if (m->cards)
			loading_add_windows(m->cards, l->log_cards);
	} else if (l->log_cards) {
		m->cards = l->log_cards;
		l->log_cards = NULL;
	} else if (!m->cards && open_store(l) && find_same_machine(l, &board)) {
		m->cards = cards_parse(board.name, board.pci, strlen(board.pci), l->err);
		m->cards_of = board.name;
	} else {
		return true;
	}
	return m->cards != NULL;
}

/* The tree is another one now: index it anew. */
static void index_tree(struct loading *l)
{
	nodes_free(l->nodes);
	l->nodes = nodes_new(l->tree.fdt);
}

/* What the options change in the tree itself. */
static bool edit_tree(struct loading *l)
{
	const struct machine_options *o = &l->opts;
	struct tree *t = &l->tree;
	uint64_t start, end;
	size_t room = 512;

	if (!l->defaults.present && !o->memory && !o->append && !o->initrd)
		return true;
	room += o->append ? strlen(o->append) : 0;
	room += o->memory ? tree_memory_room(o->memory) : 0;
	if (!tree_open(t, room))
		return false;
	/* first, as long as the index tells where the nodes are */
	if (o->memory && !l->machine->firmware && !tree_memory(t, l->nodes, o->memory))
		return false;
	if (l->defaults.present && !tree_delete(t, DEFAULTS_NODE))
		return false;
	if (o->append && !tree_bootargs(t, o->append))
		return false;
	if (o->initrd && !(option_range("--initrd", o->initrd, &start, &end, l->err) &&
	                   tree_initrd(t, start, end)))
		return false;
	if (!tree_pack(t))
		return false;
	index_tree(l);
	return true;
}

bool machine_load(struct machine **machine, const char *spec, const struct machine_options *opts,
                  struct error *err)
{
	struct loading l = { .err = err, .tree.err = err };
	bool ok;

	l.machine = calloc(1, sizeof(*l.machine));
	if (!l.machine)
		return error_set(err, spec, NULL, _("there is no memory left to read it"));
	if (opts)
		l.opts = *opts;
	l.kernel_given = l.opts.kernel != NULL;
	ok = load_source(&l, spec) && apply_overlays(&l);
	if (ok)
		index_tree(&l);
	ok = ok && defaults_read(&l.defaults, l.nodes, l.tree.name, &l.opts, err) &&
	     registers_read(&l.machine->registers, l.nodes, l.tree.name, err) &&
	     firmware_read(&l.machine->firmware, l.nodes, l.opts.memory, l.tree.name, err) &&
	     choose_bootable(&l) && edit_tree(&l) && loading_check_options(&l) && load_cards(&l) &&
	     set_up_cards(&l) && loading_place(&l) && loading_bind(&l);
	defaults_free(&l.defaults);
	cards_free(l.log_cards);
	if (!ok) {
		store_close(l.store);
		nodes_free(l.nodes);
		tree_free(&l.tree);
		cards_free(l.machine->cards);
		registers_free(l.machine->registers);
		firmware_free(l.machine->firmware);
		drivers_free(l.machine->drivers);
		free(l.machine->absent);
		free(l.machine->profile_blob);
		free(l.machine);
		return false;
	}
	l.machine->store = l.store;
	l.machine->fdt = l.tree.fdt;
	l.machine->fdt_len = fdt_totalsize(l.tree.fdt);
	l.machine->nodes = l.nodes;
	*machine = l.machine;
	return true;
}

bool machine_load_kernel(struct machine **machine, const char *kernel, struct error *err)
{
	struct loading l = { .err = err, .opts.kernel = kernel, .kernel_given = true };
	bool ok;

	l.machine = calloc(1, sizeof(*l.machine));
	if (!l.machine)
		return error_set(err, kernel, NULL, _("there is no memory left to read it"));
	ok = choose_kernel(&l);
	store_close(l.store);
	if (!ok)
		free(l.machine);
	else
		*machine = l.machine;
	return ok;
}

void machine_free(struct machine *machine)
{
	if (!machine)
		return;
	drivers_free(machine->drivers);
	store_close(machine->store);
	free(machine->absent);
	free(machine->profile_blob);
	nodes_free(machine->nodes);
	cards_free(machine->cards);
	registers_free(machine->registers);
	firmware_free(machine->firmware);
	free(machine->fdt);
	free(machine);
}
