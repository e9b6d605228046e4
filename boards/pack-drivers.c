/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Run while the program is built: the recipes in a folder, as bytes on standard output.
 * The parser is the program's own, so what is packed is what --drivers would read.
 *
 *   pack-drivers FOLDER
 */
#include <stdio.h>
#include <stdlib.h>

#include "machine/drivers.h"
#include "run/probe.h"
#include "run/run.h"

int main(int argc, char **argv)
{
	static struct vocabulary vocabulary;
	struct driver_set *set = drivers_new();
	unsigned char *data;
	struct error err;
	size_t len;
	bool ok;

	if (argc != 2) {
		fprintf(stderr, "usage: pack-drivers FOLDER\n");
		return 2;
	}
	run_add_commands(&vocabulary);
	ok = drivers_add_folder(set, argv[1], false, &err) && drivers_finish(set, &err) &&
	     run_check_drivers(set, &vocabulary, &err);
	if (!ok) {
		fprintf(stderr, "%s:%s: %s\n", err.what, err.where, err.reason);
		drivers_free(set);
		return 1;
	}
	drivers_pack(set, &data, &len);
	ok = fwrite(data, 1, len, stdout) == len && !fflush(stdout);
	if (!ok)
		perror("pack-drivers");
	free(data);
	drivers_free(set);
	return ok ? 0 : 1;
}
