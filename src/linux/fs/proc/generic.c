/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fs/proc/generic.c: how a file comes into /proc. */
#include "linux/fs/seq_file.h"
#include "linux/linux.h"

enum { READ_BY };

static const struct sentence says[] = {
	[READ_BY] = { STEP_SET, LEVEL_STEP, 2, "nn",
	              N_("Whoever reads {0} is led through the tree of {1}, by r_start, r_next, "
	                 "r_show and r_stop.") },
};

static const struct outline outline_create = {
	"proc_create_seq_data",
	"fs/proc/generic.c",
	"nn",
	'v',
	N_("Makes a file in /proc that is read record by record."),
	N_("The file has no content: each read makes the text from what is there then."),
	{ N_("make an entry of that name in /proc, for all to read"),
	  N_("note with it the four functions that read it, and what they are to read"),
	  N_("read nothing yet: nobody has opened it") }
};

void proc_create_seq_data(struct kernel *k, const char *path, const char *data)
{
	const uint32_t name = name_id(sim_name(k->sim, path));

	ENTER(k, &outline_create, name, name_id(data));
	seq_file_exists(k, path);
	TELL(k, &says[READ_BY], name, name_id(data));
	leave(k);
}
