/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that texts about Linux use and that no release, or not this one, has; and those that
 * bootwalk itself uses elsewhere.
 */
#include <string.h>

#include "lang/argument.h"
#include "sim/intl.h"

static const struct {
	const char *word;
	const char *truth;
} misnomers[] = {
	{ "request_ioport_region",
	  N_("no kernel has 'request_ioport_region'; request_region claims ports") },
	{ "release_ioport_region",
	  N_("no kernel has 'release_ioport_region'; release_region gives ports back") },
	{ "REGION_OK", N_("no kernel has 'REGION_OK'; region_intersects answers REGION_INTERSECTS, "
	                  "REGION_DISJOINT or REGION_MIXED") },
	{ "check_mem_region",
	  N_("'check_mem_region' is gone from the kernel; request_mem_region checks and claims in one") },
	{ "check_region",
	  N_("'check_region' is gone from the kernel; request_region checks and claims in one") },
	{ "devm_request_and_ioremap",
	  N_("'devm_request_and_ioremap' is gone from the kernel; devm_ioremap_resource does it") },
	{ "devm_ioremap_nocache",
	  N_("'devm_ioremap_nocache' is gone from the kernel; devm_ioremap does not cache either") },
	{ "__request_region",
	  N_("'__request_region' is called as request_mem_region or request_region") },
	{ "__release_region",
	  N_("'__release_region' is called as release_mem_region or release_region") },
	{ "source", N_("there is no command 'source'; load FILE adds the calls of a script, and "
	               "'bootwalk run' does all of its lines") },
	{ "explain", N_("'bootwalk explain' asks about a whole boot; at a stop, info address ADDR "
	                "tells what is there") },
};

const char *misnomer_find(const char *word)
{
	for (size_t i = 0; i < sizeof(misnomers) / sizeof(misnomers[0]); i++)
		if (!strcmp(misnomers[i].word, word))
			return misnomers[i].truth;
	return NULL;
}
