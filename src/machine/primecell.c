/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/primecell.h"

#include <string.h>

/* As Arm's reference manuals have them: the part, 0x41 for Arm, the revision. */
static const struct {
	const char *compatible;
	uint32_t id;
} primecells[] = {
	{ "arm,pl010", 0x00041010 },
	{ "arm,pl011", 0x00341011 },
	{ "arm,pl022", 0x00041022 },
	{ "arm,pl030", 0x00041030 },
	{ "arm,pl031", 0x00041031 },
	{ "arm,pl041", 0x00041041 },
	{ "arm,pl050", 0x00041050 },
	{ "arm,pl061", 0x00041061 },
	{ "arm,pl080", 0x00041080 },
	{ "arm,pl081", 0x00041081 },
	{ "arm,pl110", 0x00041110 },
	{ "arm,pl111", 0x00041111 },
	{ "arm,pl172", 0x00041172 },
	{ "arm,pl175", 0x00041175 },
	{ "arm,pl176", 0x00041176 },
	{ "arm,pl180", 0x00041180 },
	{ "arm,pl181", 0x00041181 },
	{ "arm,pl190", 0x00041190 },
	{ "arm,pl330", 0x00241330 },
	{ "arm,pl341", 0x00041341 },
	{ "arm,pl353-smc-r2p1", 0x00041353 },
	{ "arm,pl354", 0x00041354 },
	{ "arm,sp804", 0x00141804 },
	{ "arm,sp805", 0x00141805 },
	{ "arm,sp810", 0x00041810 },
	{ "arm,coresight-etb10", 0x000bb907 },
	{ "arm,coresight-tpiu", 0x000bb912 },
	{ "arm,coresight-dynamic-funnel", 0x000bb908 },
	{ "arm,coresight-dynamic-replicator", 0x000bb909 },
	{ "arm,coresight-tmc", 0x000bb961 },
	{ "arm,coresight-stm", 0x000bb962 },
};

static uint32_t id_of(const char *compatible)
{
	for (size_t i = 0; i < sizeof(primecells) / sizeof(primecells[0]); i++)
		if (!strcmp(primecells[i].compatible, compatible))
			return primecells[i].id;
	return 0;
}

uint32_t primecell_id(const struct machine *machine, int offset)
{
	int len;
	const char *s = nodes_property(machine->nodes, offset, "compatible", &len);

	if (!machine_answers(machine, offset))
		return 0;
	while (s && len > 0 && memchr(s, '\0', (size_t)len)) {
		uint32_t id = id_of(s);

		if (id)
			return id;
		len -= (int)strlen(s) + 1;
		s += strlen(s) + 1;
	}
	return 0;
}
