/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A machine out of a PC's kernel log: the board it resembles, and what the log says instead. */
#include <fcntl.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/kernel_log.h"
#include "machine/loading.h"
#include "machine/source.h"
#include "sim/intl.h"

/* The whole file as a string, or NULL: not a log, or, with *BAD, not to be read. */
static char *read_log(struct loading *l, const char *path, bool *bad)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char *data;
	struct stat st;
	size_t len;
	char *text;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		return NULL;
	}
	*bad = !source_read_fd(fd, SOURCE_LIMIT, path, &data, &len, l->err);
	close(fd);
	if (*bad)
		return NULL;
	text = kernel_log_is(data, len) ? strndup((char *)data, len) : NULL;
	free(data);
	return text;
}

/* The board whose model is the machine's name in the log. */
static bool find_board(struct loading *l, const char *log, struct store_entry *board)
{
	struct text model = { 0 };
	bool found = false;

	kernel_log_model(log, &model);
	for (unsigned n = 0; model.len && !found && store_at(l->store, "boards", n, board); n++) {
		const char *theirs = fdt_getprop(board->dtb, 0, "model", NULL);

		found = theirs && !strcmp(theirs, model.s);
	}
	text_free(&model);
	return found;
}

/* The tree that the log is written into: the board's, or an empty one. */
static bool begin_tree(struct loading *l, const char *log)
{
	struct store_entry board;
	size_t room = kernel_log_room(log);

	if (!l->store && !store_open(&l->store, l->err))
		return false;
	if (find_board(l, log, &board)) {
		l->tree.fdt = malloc(board.dtb_len);
		if (l->tree.fdt)
			memcpy(l->tree.fdt, board.dtb, board.dtb_len);
	} else {
		l->tree.fdt = malloc(256);
		if (l->tree.fdt && fdt_create_empty_tree(l->tree.fdt, 256))
			return error_set(l->err, l->tree.name, NULL,
			                 _("there is no memory left to read it"));
	}
	if (!l->tree.fdt)
		return error_set(l->err, l->tree.name, NULL,
		                 _("there is no memory left to read it"));
	return tree_open(&l->tree, room);
}

static bool read_cards(struct loading *l, const char *spec, const char *log)
{
	struct text pci = { 0 };

	kernel_log_cards(log, &pci);
	if (pci.len)
		l->log_cards = cards_parse(spec, pci.s, pci.len, l->err);
	text_free(&pci);
	return !pci.len || l->log_cards;
}

bool loading_log(struct loading *l, const char *spec, bool *bad)
{
	char path[1024];
	struct stat st;
	char *log;
	bool folder, ok;

	*bad = false;
	if (!strcmp(spec, "-") || stat(spec, &st))
		return false;
	folder = S_ISDIR(st.st_mode);
	snprintf(path, sizeof(path), "%s%s", spec, folder ? "/dmesg" : "");
	log = read_log(l, path, bad);
	if (!log)
		return false;
	ok = begin_tree(l, log) && kernel_log_write(log, &l->tree) && tree_pack(&l->tree) &&
	     read_cards(l, path, log);
	free(log);
	*bad = !ok;
	snprintf(l->pci_beside, sizeof(l->pci_beside), "%s/pci", spec);
	if (ok && folder && !l->opts.pci && !stat(l->pci_beside, &st) && S_ISREG(st.st_mode))
		l->opts.pci = l->pci_beside;
	return ok;
}

void loading_add_windows(struct cards *cards, const struct cards *log)
{
	for (size_t i = 0; log && i < cards->count; i++) {
		struct card *c = &cards->cards[i];
		const struct card *known = cards_at(log, c->domain, c->bus, c->device, c->function);

		for (unsigned n = 0; known && c->type == 1 && n < CARD_WINDOWS; n++)
			if (!c->windows[n].given)
				c->windows[n] = known->windows[n];
	}
}
