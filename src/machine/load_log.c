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

/* What the firmware gave BAR of a card behind a bridge widens a window of it. */
static void widen(struct card_range *window, const struct card_bar *bar, uint64_t step)
{
	uint64_t first = bar->firmware & ~(step - 1);
	uint64_t last = (bar->firmware + bar->size - 1) | (step - 1);

	if (!bar->size || !bar->firmware)
		return;
	if (!window->given || first < window->start)
		window->start = first;
	if (!window->given || last > window->end)
		window->end = last;
	window->given = true;
}

static void guess(const struct cards *cards, struct card *bridge)
{
	struct card_range *w = bridge->windows;

	for (size_t i = 0; i < cards->count; i++) {
		const struct card *c = &cards->cards[i];

		if (c->domain != bridge->domain || c->bus < bridge->first_bus ||
		    c->bus > bridge->last_bus)
			continue;
		for (unsigned n = 0; n < CARD_BARS; n++) {
			const struct card_bar *bar = &c->bars[n];

			if (bar->kind == CARD_BAR_IO)
				widen(&w[0], bar, 0x1000);
			else if (bar->kind == CARD_BAR_MEM)
				widen(&w[bar->prefetchable && bar->wide ? 2 : 1], bar, 1 << 20);
		}
		widen(&w[1], &c->rom, 1 << 20);
	}
	/* room for what may be plugged in */
	if (bridge->hotplug && w[1].given && w[1].end - w[1].start < 2 << 20)
		w[1].end = w[1].start + (2 << 20) - 1;
}

void loading_guess_windows(struct cards *cards)
{
	for (size_t i = 0; cards && i < cards->count; i++) {
		struct card *c = &cards->cards[i];

		if (c->type == 1 && c->first_bus && !c->windows[0].given && !c->windows[1].given &&
		    !c->windows[2].given)
			guess(cards, c);
	}
}
