/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions found in C files by their shape, and the pane that shows them.  All code here is made up. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "player/c_function.h"
#include "view/parts.h"

static const char code[] = "/* plain(int x) { is told of in a comment */\n"     /* 1 */
			   "#define plain_macro(x) { x }\n"                     /* 2 */
			   "static int plain(int x);\n"                         /* 3 */
			   "static const char *says = \"plain(x) {\";\n"        /* 4 */
			   "EXPORT(plain)\n"                                    /* 5 */
			   "\n"                                                 /* 6 */
			   "/* What it is for. */\n"                            /* 7 */
			   "static int plain(int x)\n"                          /* 8 */
			   "{\n"                                                /* 9 */
			   "\tif (x) { return user(x); } /* } */\n"             /* 10 */
			   "\treturn '}';\n"                                    /* 11 */
			   "}\n"                                                /* 12 */
			   "static inline struct thing * __init __must_check\n" /* 13 */
			   "many_lines(struct thing *a,\n"                      /* 14 */
			   "           int (*call)(int, int))\n"                /* 15 */
			   "\t__acquires(a->lock) __releases(b)\n"              /* 16 */
			   "{\n"                                                /* 17 */
			   "\tplain(many_other(1));\n"                          /* 18 */
			   "}\n"                                                /* 19 */
			   "SYSCALL_DEFINE2(spin, int, a,\n"                    /* 20 */
			   "\t\tint, b)\n"                                      /* 21 */
			   "{\n"                                                /* 22 */
			   "\treturn a + b;\n"                                  /* 23 */
			   "}\n"                                                /* 24 */
			   "#ifdef CONFIG_BIG\n"                                /* 25 */
			   "void twice(void)\n"                                 /* 26 */
			   "{\n"                                                /* 27 */
			   "#ifdef A\n"                                         /* 28 */
			   "\tif (a) {\n"                                       /* 29 */
			   "#else\n"                                            /* 30 */
			   "\tif (b) {\n"                                       /* 31 */
			   "#endif\n"                                           /* 32 */
			   "\t}\n"                                              /* 33 */
			   "}\n"                                                /* 34 */
			   "#else\n"                                            /* 35 */
			   "static inline void twice(void) { }\n"               /* 36 */
			   "#endif\n"                                           /* 37 */
			   "struct table rows[] = { { one_line, }, };\n"        /* 38 */
			   "int one_line(void) { return plain(1); }\n"          /* 39 */
			   "int last(void)\n"                                   /* 40 */
			   "{";

static void functions_are_found(void **state)
{
	static const struct {
		const char *name;
		unsigned first, last; /* 0: there is none */
	} rows[] = {
		{ "plain", 8, 12 },  { "many_lines", 13, 19 },
		{ "spin", 20, 24 },  { "sys_spin", 20, 24 },
		{ "twice", 26, 34 }, { "one_line", 39, 39 },
		{ "last", 40, 41 },  { "many_other", 0, 0 },
		{ "user", 0, 0 },    { "plain_macro", 0, 0 },
		{ "plai", 0, 0 },    { "if", 0, 0 },
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct c_function f;
		unsigned lines = 0;

		assert_int_equal(c_function_find(code, strlen(code), rows[i].name, &f),
		                 rows[i].first != 0);
		if (!rows[i].first)
			continue;
		for (size_t at = f.start; at < f.end; at++)
			lines += code[at] == '\n' || at + 1 == strlen(code);
		if (f.line != rows[i].first || lines != rows[i].last - rows[i].first + 1)
			fail_msg("%s: from line %u on, %u lines", rows[i].name, f.line, lines);
	}
}

/* Cut anywhere, a file is read to its end and no further. */
static void a_file_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t len = 0; len <= strlen(code); len++) {
		char *piece = malloc(len + 1);
		struct c_function f;

		assert_non_null(piece);
		memcpy(piece, code, len);
		/* what stands behind it is none of it */
		piece = realloc(piece, len ? len : 1);
		assert_non_null(piece);
		if (c_function_find(piece, len, "twice", &f))
			assert_true(f.start < f.end && f.end <= len);
		free(piece);
	}
}

/* ---- a source tree, and the pane ---- */

static char dir[] = "/tmp/bootwalk-kernel-XXXXXX";

static void put(const char *name, const char *text)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int make_tree(void **state)
{
	char path[128];

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8") || !mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/kernel", dir);
	if (mkdir(path, 0700))
		return -1;
	put("Makefile", "# made up\nVERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 7\nNAME = None\n");
	put("kernel/resource.c",
	    "int request_resource(struct resource *root, struct resource *new)\n"
	    "{\n\tdo_it(\"\x1b[2J\");\t/* ours */\n}\n");
	return 0;
}

static int remove_tree(void **state)
{
	static const char *const names[] = { "/kernel/resource.c", "/Makefile", "/kernel", "" };
	char path[128];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", dir, names[i]);
		remove(path);
	}
	return 0;
}

static void a_tree_is_read(void **state)
{
	const struct kernel_function *f;
	struct kernel_source *source;
	struct error err;

	(void)state;
	assert_null(kernel_source_open("/nonexistent/kernel", &err));
	assert_string_equal(err.what, "/nonexistent/kernel");
	source = kernel_source_open(dir, &err);
	assert_non_null(source);
	assert_string_equal(kernel_source_release(source), "6.1.7");
	f = kernel_source_find(source, "kernel/resource.c", "request_resource");
	assert_null(f->missing);
	assert_int_equal(f->line, 1);
	assert_memory_equal(f->text, "int request_resource(", 21);
	/* the same again, though the file is not what it was: nothing is read */
	assert_ptr_equal(kernel_source_find(source, "kernel/resource.c", "request_resource"), f);
	f = kernel_source_find(source, "kernel/resource.c", "release_resource");
	assert_string_equal(f->missing_what, "release_resource");
	assert_int_equal(f->len, 0);
	f = kernel_source_find(source, "mm/memblock.c", "memblock_add");
	assert_string_equal(f->missing_what, "mm/memblock.c");
	f = kernel_source_find(source, "kernel/resource.c", "request_resource");
	assert_null(f->missing);
	kernel_source_close(source);
}

/* The pane as text; to be freed. */
static char *drawn(const struct player *p, unsigned width)
{
	const struct view_room room = { .width = width, .height = 30, .unicode = true };
	struct lines lines = { 0 };
	struct text t = { 0 };

	view_source(p, &room, &lines);
	for (size_t line = 0; line < lines.count; line++) {
		size_t i, end = lines_spans(&lines, line, &i), from = t.len;

		for (; i < end; i++)
			text_add_n(&t, lines.text.s + lines.spans[i].start, lines.spans[i].len);
		assert_in_range(view_width(text_str(&t) + from, t.len - from), 0, width);
		text_add_char(&t, '\n');
	}
	lines_free(&lines);
	return t.s;
}

static void check_pane(const struct player *p, unsigned width, const char *text, bool there)
{
	char *pane = drawn(p, width);

	if ((strstr(pane, text) != NULL) != there)
		fail_msg("%s '%s':\n%s", there ? "lacks" : "has", text, pane);
	free(pane);
}

/* Behind the call `request_resource`, and back to where it begins. */
static struct player *stand_at_call(struct vocabulary *v)
{
	static const char line[] = "request_resource iomem 0x1000-0x1fff one";
	struct text out = { 0 };
	struct script script;
	bool failed = false;
	struct error err;
	struct player *p;

	run_add_commands(v);
	player_add_commands(v);
	p = player_new(NULL, v, &sim_default_limits, NULL, &err);
	assert_non_null(p);
	script_init(&script);
	assert_true(script_parse(&script, v, "t", line, strlen(line), &err));
	assert_true(player_call(p, &script.calls[0], &out, &failed, &err));
	script_done(&script);
	text_free(&out);
	check_pane(p, 60, "returns   0\n", true);
	if (!player_goto(p, "request_resource", &err))
		fail_msg("%s", err.reason);
	return p;
}

static void the_pane_has_both(void **state)
{
	static struct vocabulary v;
	struct player *p = stand_at_call(&v);
	struct kernel_source *source;
	struct error err;

	(void)state;
	/* what the call was given, and what it is going to return */
	check_pane(p, 60, "resource  00001000-00001fff one\n", true);
	check_pane(p, 60, "returns   0, or an error\n", true);
	check_pane(p, 60, "do_it", false);

	source = kernel_source_open(dir, &err);
	assert_non_null(source);
	p->kernel = kernel_source_find(source, "kernel/resource.c", "request_resource");
	/* below in a narrow pane, with tabs made narrow; beside in a wide one */
	check_pane(p, 60, "\n    3     do_it(\"?[2J\");  /* ours */\n", true);
	check_pane(p, 60, "\nLinux 6.1.7, kernel/resource.c\n", true);
	check_pane(p, 120, "()  kernel/resource.c ", true);
	check_pane(p, 120, " Linux 6.1.7, kernel/resource.c\n", true);
	for (unsigned width = 20; width < 130; width += 3)
		check_pane(p, width, "\x1b", false);
	p->kernel = kernel_source_find(source, "mm/memblock.c", "memblock_add");
	check_pane(p, 60, "There is no file mm/memblock.c in that source.", true);
	kernel_source_close(source);
	player_free(p);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(functions_are_found),
	cmocka_unit_test(a_file_may_end_anywhere),
	cmocka_unit_test(a_tree_is_read),
	cmocka_unit_test(the_pane_has_both),
};

int main(void)
{
	return cmocka_run_group_tests_name("the kernel's source", tests, make_tree, remove_tree);
}
