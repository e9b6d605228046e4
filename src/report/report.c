/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include "linux/fs/seq_file.h"
#include "linux/mm/vmalloc.h"

bool report_file(const struct player *p, const char *path, bool user, struct text *out)
{
	return proc_show_all(p->run->kernel, path, !user, out);
}

void report_mappings(const struct player *p, struct text *out)
{
	vmallocinfo_show_ioremap(p->run->kernel, out);
}

void report_log(const struct player *p, struct text *out)
{
	for (const struct log_line *l = p->run->sim->log->first; l; l = l->next) {
		text_add(out, l->text);
		text_add_char(out, '\n');
	}
}
