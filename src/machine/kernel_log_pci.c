/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a log that tell of PCI cards, as a `pci` file has them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/kernel_log.h"

/* What is known of one function; the kernel speaks of it in lines that follow each other. */
struct function {
	char name[16];
	struct text words; /* of its line */
	bool bridge, numbered, windows[3];
	unsigned bars; /* a bit each; 6 is the ROM */
};

struct functions {
	struct function at[256];
	unsigned count;
};

static struct function *find(struct functions *all, const char *name)
{
	for (unsigned i = 0; i < all->count; i++)
		if (!strcmp(all->at[i].name, name))
			return &all->at[i];
	return NULL;
}

/* `BAR 0 [mem 0x... pref]`, `reg 0x10: [mem ...]`, `ROM [mem ...]`: its number, or -1. */
static int bar_number(const char *what)
{
	unsigned n;

	if (sscanf(what, "BAR %u [", &n) == 1 && n < 6)
		return (int)n;
	if (!strncmp(what, "ROM [", 5))
		return 6;
	if (sscanf(what, "reg 0x%x: [", &n) != 1)
		return -1;
	return n == 0x30 || n == 0x38                ? 6
	       : n >= 0x10 && n < 0x28 && n % 4 == 0 ? (int)(n - 0x10) / 4
	                                             : -1;
}

static void add_bar(struct function *f, const char *what)
{
	int n = bar_number(what);
	const char *range = strchr(what, '[');
	bool io = range && !strncmp(range, "[io  ", 5);
	uint64_t start, end;
	char *rest;

	if (n < 0 || !range || f->bars >> n & 1 || strstr(what, "legacy IDE"))
		return;
	start = strtoull(range + 5, &rest, 16);
	if (*rest != '-')
		return;
	end = strtoull(rest + 1, &rest, 16);
	if (end < start || ((end - start + 1) & (end - start)))
		return;
	f->bars |= 1u << n;
	if (n == 6)
		text_add(&f->words, " rom=");
	else
		text_addf(&f->words, " bar%d=", n);
	text_addf(&f->words, "%s%s%s,0x%llx@0x%llx", io ? "io" : "mem",
	          strstr(rest, "64bit") ? ",64bit" : "", strstr(rest, "pref") ? ",pref" : "",
	          (unsigned long long)(end - start + 1), (unsigned long long)start);
}

/* `  bridge window [mem 0x...-0x... 64bit pref]`, as the firmware had opened it. */
static void add_window(struct function *f, const char *range)
{
	static const char *const words[] = { "iowin", "memwin", "prefwin" };
	unsigned n = !strncmp(range, "[io", 3) ? 0 : strstr(range, "pref") ? 2 : 1;
	unsigned long long start, end;

	if (f->windows[n] || sscanf(range, "[%*s %llx-%llx", &start, &end) != 2 || end < start)
		return;
	f->windows[n] = true;
	text_addf(&f->words, " %s=0x%llx-0x%llx", words[n], start, end);
}

/* What a line says of the function F, behind its name. */
static void add_words(struct function *f, const char *what, bool settled)
{
	unsigned first, last;

	if (!strncmp(what, "PCI bridge to [bus ", 19)) {
		if (f->numbered)
			return;
		f->numbered = f->bridge;
		if (sscanf(what + 19, "%x-%x", &first, &last) == 1)
			last = first;
		text_addf(&f->words, " bus=%02x-%02x", first & 0xff, last & 0xff);
	} else if (!strncmp(what, "  bridge window ", 16) && !settled) {
		add_window(f, what + 16);
	} else if (!settled) {
		add_bar(f, what);
	}
}

static void read_line(struct functions *all, const char *line, bool settled)
{
	unsigned vendor, product, type, class;
	char name[16], kind[8];
	struct function *f;
	const char *what;

	if (sscanf(line, "pci %12[0-9a-f:.]", name) != 1 || strlen(name) != 12 ||
	    strncmp(line + 16, ": ", 2) != 0)
		return;
	what = line + 18;
	f = find(all, name);
	if (!f && sscanf(what, "[%x:%x] type %2s class %x", &vendor, &product, kind, &class) == 4 &&
	    all->count < sizeof(all->at) / sizeof(all->at[0]) && sscanf(kind, "%x", &type) == 1) {
		f = &all->at[all->count++];
		snprintf(f->name, sizeof(f->name), "%s", name);
		f->bridge = type == 1;
		text_addf(&f->words, "%s %04x:%04x type %02x class %06x", name, vendor & 0xffff,
		          product & 0xffff, type & 0x7f, class & 0xffffff);
	} else if (f) {
		add_words(f, what, settled);
	}
}

void kernel_log_cards(const char *log, struct text *pci)
{
	struct functions *all = calloc(1, sizeof(*all));
	bool settled = false;
	char line[512];

	while (all && kernel_log_line(&log, line)) {
		/* from here on the kernel assigns; before, it tells what it found */
		settled = settled || !strncmp(line, "PCI: Using ACPI for IRQ routing", 31) ||
		          !strncmp(line, "e820: reserve RAM buffer", 24);
		read_line(all, line, settled);
	}
	for (unsigned i = 0; all && i < all->count; i++) {
		text_addf(pci, "%s\n", text_str(&all->at[i].words));
		text_free(&all->at[i].words);
	}
	free(all);
}
