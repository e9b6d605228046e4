/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that read files of the simulated kernel, and its log. */
#include <inttypes.h>
#include <string.h>

#include "linux/drivers/char/mem.h"
#include "linux/fs/seq_file.h"
#include "run/calls.h"
#include "sim/intl.h"
#include "sim/sentence.h"

/* --user makes an unprivileged reader of whoever opens the file. */
static bool cat_words(const struct call *call, const char **path, bool *as_root)
{
	*as_root = true;
	*path = NULL;
	for (unsigned i = 0; i < call->arg_count; i++) {
		if (!strcmp(call->args[i].text, "--user"))
			*as_root = false;
		else if (*path)
			return false;
		else
			*path = call->args[i].text;
	}
	return *path != NULL;
}

static bool is_file(const char *path, struct error *err)
{
	for (unsigned i = 0; i < seq_source_count; i++)
		if (!strcmp(seq_sources[i].path, path))
			return true;
	return error_set(err, NULL, NULL, _("the simulated kernel has no file '%s'"), path);
}

static bool check_cat(const struct call *call, struct error *err)
{
	const char *path;
	bool as_root;

	if (!cat_words(call, &path, &as_root))
		return error_set(err, NULL, NULL, _("cat takes: [--user] FILE"));
	return is_file(path, err);
}

static bool refuse_file(const struct context *c, const char *path, int64_t errnum)
{
	struct text reason = { 0 };

	sentence_errno(&reason, errnum);
	error_set(c->err, NULL, NULL, _("%s cannot be opened here: %s"), path, text_str(&reason));
	text_free(&reason);
	return false;
}

static bool row_cat(struct context *c, const struct call *call, struct value *v)
{
	const char *path;
	bool as_root;
	int ret;

	(void)v;
	cat_words(call, &path, &as_root);
	ret = seq_cat(c->kernel, path, as_root, c->out);
	return !ret || refuse_file(c, path, ret);
}

static bool check_read(const struct call *call, struct error *err)
{
	return !strcmp(call->args[0].text, DEV_MEM) || is_file(call->args[0].text, err);
}

static bool row_read(struct context *c, const struct call *call, struct value *v)
{
	const char *path = call->args[0].text;
	int64_t got;

	/* What a device gives is no text. */
	if (!strcmp(path, DEV_MEM))
		return give_int(v, read_device(c->kernel, path, call->args[1].a));
	got = seq_read_kept(c->kernel, path, call->args[1].a, c->out);
	if (got > 0 && c->out->s[c->out->len - 1] != '\n')
		text_add_char(c->out, '\n');
	v->kind = VALUE_INT;
	v->number = got;
	return true;
}

static bool check_dmesg(const struct call *call, struct error *err)
{
	if (call->arg_count > 1 || (call->arg_count && strcmp(call->args[0].text, "-t") &&
	                            strcmp(call->args[0].text, "-C")))
		return error_set(err, NULL, NULL, _("dmesg takes -t, -C or nothing"));
	return true;
}

static bool row_dmesg(struct context *c, const struct call *call, struct value *v)
{
	const char *option = call->arg_count ? call->args[0].text : "";

	(void)v;
	if (!strcmp(option, "-C")) {
		if (!sim_at_end(c->kernel->sim))
			return error_set(c->err, NULL, NULL,
			                 _("the log can only be emptied at the end of the run"));
		sim_clear_log(c->kernel->sim);
		return true;
	}
	for (const struct log_line *l = c->kernel->sim->log->first; l; l = l->next) {
		if (*option)
			text_addf(c->out, "%s\n", l->text);
		else
			text_addf(c->out, "[%8" PRIu32 "] %s\n", l->step, l->text);
	}
	return true;
}

const struct command file_commands[] = {
	{ "cat", "WORD...", row_cat, COMMAND_FILE, HAS_USER,
	  N_("Print a file of the simulated kernel, as root or with --user as anybody."),
	  check_cat },
	{ "read", "FILE COUNT", row_read, COMMAND_FILE, HAS_USER,
	  N_("Read COUNT bytes on from a file that is kept open."), check_read },
	{ "dmesg", "WORD...", row_dmesg, COMMAND_LOOK, 0,
	  N_("Print the kernel log: -t without step numbers, -C to empty it."), check_dmesg },
};
const size_t file_command_count = sizeof(file_commands) / sizeof(file_commands[0]);

void run_add_commands(struct vocabulary *v)
{
	vocabulary_add(v, resource_commands, resource_command_count);
	vocabulary_add(v, access_commands, access_command_count);
	vocabulary_add(v, mapping_commands, mapping_command_count);
	vocabulary_add(v, memblock_commands, memblock_command_count);
	vocabulary_add(v, user_commands, user_command_count);
	vocabulary_add(v, device_commands, device_command_count);
	vocabulary_add(v, driver_commands, driver_command_count);
	vocabulary_add(v, part_commands, part_command_count);
	vocabulary_add(v, devm_commands, devm_command_count);
	vocabulary_add(v, pci_commands, pci_command_count);
	vocabulary_add(v, orders_commands, orders_command_count);
	vocabulary_add(v, devmem_commands, devmem_command_count);
	vocabulary_add(v, file_commands, file_command_count);
}
