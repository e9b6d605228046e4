/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views: at every step, in rooms of many sizes, they fit and are clean and repeatable. */
#include <unistd.h>

#include "player-bench.h"
#include "support.h"
#include "view/parts.h"
#include "view/view_lesson.h"

static const struct view_room rooms[] = {
	{ 78, 14, true, { 0, 0 }, 0 },  { 46, 12, true, { 0, 0 }, 0 },
	{ 28, 10, true, { 0, 0 }, 0 },  { 198, 56, true, { 0, 0 }, 0 },
	{ 20, 3, true, { 0, 0 }, 0 },   { 78, 3, true, { 0, 0 }, 0 },
	{ 46, 12, false, { 0, 0 }, 0 }, { 118, 4, false, { 0, 0 }, 0 },
};
enum { ROOMS = sizeof(rooms) / sizeof(rooms[0]) };

/* What makes the trees and lists of a machine that nobody built; a line each. */
static const char small_run[] =
	"memblock_add 0x40000000 512M\n"
	"memblock_reserve 0x40200000 16M\n"
	"memblock_reserve 0x48000000 1M\n"
	"memblock_mark_nomap 0x50000000 64K\n"
	"memblock_add 0x80000000 0x10000\n"
	"memblock_remove 0x50000000 4K\n"
	"request_resource iomem 0x9000000-0x9000fff pl011 mem,busy\n"
	"request_resource iomem 0x9010000-0x9010fff pl031\n"
	"insert_resource iomem 0x40210000-0x4185ffff \"Kernel code\"\n"
	"insert_resource iomem 0x41eb0000-0x4220ffff \"Kernel data\"\n"
	"ram: insert_resource iomem 0x40000000-0x5fffffff \"System RAM\" system_ram,busy\n"
	"insert_resource iomem 0x41000000-0x61000000 thief\n"
	"request_mem_region 0x9000000 0x1000 again\n"
	"request_region 0x60 4 keyboard\n"
	"release_mem_region 0x1234 1\n"
	"lookup_resource iomem 0x40000000\n"
	"walk_system_ram_range 0x40000 0x20000\n"
	"insert_resource_expand_to_fit iomem 0x9000800-0x9001800 wide\n"
	"request_resource iomem 0x70000000-0x70000fff \"\xe5\x91\xbc\xe5\x90\xb8\xe5\x99\xa8\xe8\xa3\x85\xe7"
	"\xbd\xae\xe5\x91\xbc\xe5\x90\xb8\xe5\x99\xa8\"\n"
	"request_resource iomem 0x71000000-0x71000fff evil\n"
	"request_resource iomem 0x72000000-0x72000fff \"a-name-that-is-longer-than-any-pane-is-wide-"
	"and-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on\"\n"
	"release_resource &ram\n";

/* No file brings such a name any more; the views hold against it all the same. */
static const char evil[] = "evil\x1b[2J\x9b\xff\x7f\xe2\x80\xaename";

static void make_evil(struct call *call)
{
	for (unsigned i = 0; i < call->arg_count; i++)
		if (!strcmp(call->args[i].text, "evil"))
			call->args[i].text = evil;
}

/* As play(), but that names may be evil. */
static struct player *play_evil(const struct machine *machine, const char *text)
{
	struct player *p = new_player(machine);
	struct text out = { 0 };
	struct script script;
	struct error err;
	bool failed = false;

	parse(&script, text);
	for (size_t n = 0; n < script.count; n++) {
		make_evil(&script.calls[n]);
		if (!player_call(p, &script.calls[n], &out, &failed, &err))
			fail_msg("%s: %s", script.calls[n].source, err.reason);
	}
	script_done(&script);
	text_free(&out);
	return p;
}

/* The text of a line, to be shown when it is wrong. */
static char *line_text(const struct lines *lines, size_t line)
{
	size_t i, end = lines_spans(lines, line, &i);
	struct text t = { 0 };

	for (; i < end; i++)
		text_add_n(&t, lines->text.s + lines->spans[i].start, lines->spans[i].len);
	return t.s ? t.s : strdup("");
}

static void check_text(const char *text, bool unicode)
{
	size_t len = strlen(text);
	uint32_t c;

	for (size_t n; len; text += n, len -= n) {
		n = utf8_next(text, len, &c);
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd || c == 0x202e)
			fail_msg("U+%04X would be sent to a terminal", (unsigned)c);
		/* names may bring characters of their own, the frame may not */
		if (!unicode && c >= 0x2190 && c < 0x2600)
			fail_msg("U+%04X is drawn on a terminal without UTF-8", (unsigned)c);
	}
}

static void check_lines(const struct lines *lines, const struct view_room *room, const char *view,
                        uint32_t at)
{
	if (!lines->count)
		fail_msg("%s is empty at step %u", view, at);
	if (lines->focus >= lines->count)
		fail_msg("%s has its focus beyond its end at step %u", view, at);
	for (size_t i = 0; i < lines->count; i++) {
		char *text = line_text(lines, i);

		if (view_width(text, strlen(text)) > room->width)
			fail_msg("%s at step %u is wider than %u cells: %s", view, at, room->width,
			         text);
		check_text(text, room->unicode);
		free(text);
	}
}

static bool same(const struct lines *a, const struct lines *b)
{
	if (a->count != b->count || a->span_count != b->span_count || a->focus != b->focus ||
	    a->text.len != b->text.len || memcmp(a->text.s, b->text.s, a->text.len) != 0)
		return false;
	for (size_t i = 0; i < a->span_count; i++)
		if (a->spans[i].style != b->spans[i].style || a->spans[i].len != b->spans[i].len)
			return false;
	return true;
}

static void check_views(const struct player *p, struct lines *first, struct lines *again)
{
	for (size_t v = 0; v < view_count; v++)
		for (size_t r = 0; r < ROOMS; r++) {
			lines_clear(first);
			lines_clear(again);
			views[v].draw(p, &rooms[r], first);
			views[v].draw(p, &rooms[r], again);
			check_lines(first, &rooms[r], views[v].name, p->at);
			if (!same(first, again))
				fail_msg("%s drawn twice differs at step %u", views[v].name, p->at);
		}
}

static void check_title_and_sentence(const struct player *p, struct lines *lines)
{
	static const struct view_room any = { 1000000, 1, true, { 0, 0 }, 0 };

	for (unsigned width = 1; width < 200; width += 13) {
		struct view_room room = { width, 1, true, { 0, 0 }, 0 };

		lines_clear(lines);
		view_title(p, width, true, lines);
		assert_int_equal(lines->count, 1);
		if (width >= 27)
			check_lines(lines, &room, "title", p->at);
	}
	lines_clear(lines);
	view_sentence(p, lines);
	assert_int_equal(lines->count, 1);
	check_lines(lines, &any, "sentence", p->at);
}

static void every_view_fits_at_every_step(void **state)
{
	struct player *p = play_evil(NULL, small_run);
	size_t count = player_sim(p)->step_count;
	struct lines a = { 0 }, b = { 0 };

	(void)state;
	assert_true(count > 100);
	for (uint32_t i = 0; i < count; i += test_stride()) {
		player_go(p, i);
		for (p->sub = 0; p->sub < player_unfolds(p); p->sub++) {
			check_views(p, &a, &b);
			check_title_and_sentence(p, &a);
		}
		p->sub = 0;
	}
	lines_free(&a);
	lines_free(&b);
	player_free(p);
}

/* The same on a whole boot; not at each of its steps, which are many. */
static void a_boot_fits(void **state)
{
	struct machine_options opts = { 0 };
	struct lines a = { 0 }, b = { 0 };
	struct machine *machine;
	struct player *p;
	struct error err;

	(void)state;
	if (!machine_load(&machine, "qemu-virt", &opts, &err))
		fail_msg("%s", err.reason);
	p = play_evil(machine, "");
	for (uint32_t i = 0; i < player_sim(p)->step_count; i += 7 * test_stride()) {
		player_go(p, i);
		check_views(p, &a, &b);
		check_title_and_sentence(p, &a);
	}
	lines_free(&a);
	lines_free(&b);
	player_free(p);
	machine_free(machine);
}

static void nothing_happened_yet(void **state)
{
	struct player *p = play_evil(NULL, "");
	struct lines a = { 0 }, b = { 0 };

	(void)state;
	check_views(p, &a, &b);
	check_title_and_sentence(p, &a);
	lines_free(&a);
	lines_free(&b);
	player_free(p);
}

/* The views never write: the arena and the journal are as before. */
static void drawing_changes_nothing(void **state)
{
	struct player *p = play_evil(NULL, small_run);
	const struct journal *j = &player_sim(p)->journal;
	struct lines a = { 0 }, b = { 0 };
	unsigned char *before;
	size_t top, at;

	(void)state;
	player_go(p, (uint32_t)player_sim(p)->step_count / 2);
	top = j->top;
	at = j->at;
	before = malloc(top);
	assert_non_null(before);
	memcpy(before, j->base, top);
	check_views(p, &a, &b);
	assert_int_equal(j->top, top);
	assert_int_equal(j->at, at);
	assert_memory_equal(before, j->base, top);
	free(before);
	lines_free(&a);
	lines_free(&b);
	player_free(p);
}

static bool shows(const struct lines *lines, const char *text)
{
	for (size_t i = 0; i < lines->count; i++) {
		char *line = line_text(lines, i);
		bool found = strstr(line, text) != NULL;

		free(line);
		if (found)
			return true;
	}
	return false;
}

/* The step of the first (or LATER) sentence that has TEXT in it. */
static void go_to(struct player *p, const char *text)
{
	struct lines said = { 0 };

	for (uint32_t i = 0; i < player_sim(p)->step_count; i++) {
		player_go(p, i);
		lines_clear(&said);
		view_sentence(p, &said);
		if (shows(&said, text)) {
			lines_free(&said);
			return;
		}
	}
	fail_msg("no step says: %s", text);
}

static void the_tree_says_what_happens(void **state)
{
	static const struct view_room room = { 78, 20, true, { 0, 0 }, 0 };
	struct player *p = play_evil(NULL, small_run);
	struct lines lines = { 0 };

	(void)state;
	go_to(p, "covers 2 existing children");
	view_tree(p, &room, &lines);
	assert_true(shows(&lines, "+└ 40000000-5fffffff : System RAM") ||
	            shows(&lines, "+├ 40000000-5fffffff : System RAM"));
	assert_true(shows(&lines, "40210000-4185ffff : Kernel code ◄ becomes a child"));

	lines_clear(&lines);
	go_to(p, "insert_resource(00000000-ffffffffffffffff PCI mem, 40210000-4185ffff");
	view_tree(p, &room, &lines);
	assert_true(shows(&lines, "40210000-4185ffff : Kernel code ● being inserted"));
	lines_free(&lines);
	player_free(p);
}

/* Each frame fits and differs from the one before; the last is as if there were none. */
static size_t check_frames(const struct player *p, const struct view_room *room, struct lines *a,
                           struct lines *b)
{
	struct view_room in_frame = *room;
	unsigned count = tree_frames(p);

	in_frame.frame.of = count;
	lines_clear(a);
	for (unsigned n = 0; n <= count; n++) {
		in_frame.frame.n = n;
		lines_clear(b);
		view_map(p, &in_frame, b);
		check_lines(b, room, "map", p->at);
		lines_clear(b);
		view_tree(p, &in_frame, b);
		check_lines(b, room, "tree", p->at);
		if (n < count && n && same(a, b))
			fail_msg("frame %u of step %u is the one before", n, p->at);
		lines_clear(a);
		view_tree(p, &in_frame, a);
	}
	lines_clear(b);
	view_tree(p, room, b);
	if (!same(a, b))
		fail_msg("step %u is not the same behind its frames", p->at);
	return count;
}

static void steps_are_told_in_frames(void **state)
{
	struct player *p = play_evil(NULL, small_run);
	struct lines a = { 0 }, b = { 0 };
	size_t links = 0, conflicts = 0;

	(void)state;
	for (uint32_t i = 0; i < player_sim(p)->step_count; i++) {
		size_t count;

		player_go(p, i);
		count = tree_frames(p);
		if (!count)
			continue;
		/* an intermediate frame for coming in, for a comparison and for the link */
		assert_true(count >= 3);
		links += player_step_now(p)->says->kind == STEP_LINK;
		conflicts += player_step_now(p)->says->kind == STEP_CONFLICT;
		for (size_t r = 0; r < ROOMS; r++)
			if (rooms[r].width >= 46)
				check_frames(p, &rooms[r], &a, &b);
	}
	assert_true(links >= 6);
	assert_true(conflicts >= 2);
	lines_free(&a);
	lines_free(&b);
	player_free(p);
}

static void an_adoption_shifts_one_after_another(void **state)
{
	static const char *const wanted[] = {
		"System RAM ● comes in",         "Device ◄ compared",
		"Kernel code ◄ compared",        "Kernel data ◄ compared",
		"System RAM ◄ adopts",           "Kernel code ◄ becomes a child",
		"Kernel data ◄ becomes a child",
	};
	static const char run[] = "request_resource iomem 0x9000000-0x9000fff Device\n"
				  "insert_resource iomem 0x40210000-0x4185ffff \"Kernel code\"\n"
				  "insert_resource iomem 0x41eb0000-0x4220ffff \"Kernel data\"\n"
				  "insert_resource iomem 0x40000000-0x5fffffff \"System RAM\"\n";
	struct view_room room = { 78, 20, true, { 0, 0 }, 0 };
	struct player *p = play_evil(NULL, run);
	struct lines lines = { 0 };

	(void)state;
	go_to(p, "covers 2 existing children");
	room.frame.of = tree_frames(p);
	assert_int_equal(room.frame.of, 6);
	for (; room.frame.n <= room.frame.of; room.frame.n++) {
		lines_clear(&lines);
		view_tree(p, &room, &lines);
		if (!shows(&lines, wanted[room.frame.n]))
			fail_msg("frame %u lacks: %s", room.frame.n, wanted[room.frame.n]);
		if (room.frame.n < room.frame.of)
			assert_false(shows(&lines, wanted[room.frame.of]));
	}
	lines_free(&lines);
	player_free(p);
}

static const char lesson_text[] =
	"---\n"
	"title: A lesson to test with\n"
	"board: qemu-virt\n"
	"kernel: linux-6.1-arm64\n"
	"level: test\n"
	"time: 5\n"
	"objectives:\n"
	"  - Fit into every pane.\n"
	"---\n"
	"\n"
	"# A heading\n"
	"\n"
	"A paragraph with *emphasis*, **weight**, `code`, \xe5\x91\xbc\xe5\x90\xb8\xe5\x99\xa8 and "
	"a-word-that-is-longer-than-the-narrowest-pane-is-wide.\n"
	"\n"
	"1. first\n2. second\n   - inner\n"
	"\n"
	"    literal text   with   blanks\n"
	"\n"
	"```bootwalk\n"
	"goto request_standard_resources\n"
	"info labels\n"
	"```\n"
	"\n"
	"```quiz\n"
	"? Which?\n"
	"- [ ] This | No, and why not takes more than a line of a narrow pane to tell.\n"
	"- [x] That | Yes.\n"
	"```\n";

static struct lesson_run *open_lesson(const char *text, struct lesson **lesson)
{
	char path[] = "/tmp/bootwalk-view-XXXXXX";
	int fd = mkstemp(path);
	struct lesson_run *run;
	struct error err;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	if (!lesson_load(lesson, path, &err))
		fail_msg("%s:%s: %s", err.what, err.where, err.reason);
	unlink(path);
	run = lesson_run_new(*lesson, &vocabulary, NULL, &err);
	if (!run)
		fail_msg("%s", err.reason);
	return run;
}

static void a_page_fits(void **state)
{
	struct lines lines = { 0 };
	struct lesson *lesson;
	struct lesson_run *run = open_lesson(lesson_text, &lesson);
	size_t ends[64];

	(void)state;
	for (int answered = 0; answered < 3; answered++) {
		for (size_t r = 0; r < ROOMS; r++) {
			size_t count = lesson->pages[0].block_count;

			lines_clear(&lines);
			view_lesson(run, &rooms[r], ends, &lines);
			check_lines(&lines, &rooms[r], "lesson", 0);
			assert_int_equal(ends[count - 1], lines.count);
			assert_int_equal(lesson_open_question(run),
			                 answered < 2 ? count - 1 : count);
		}
		lesson_run_answer(run, lesson->pages[0].block_count - 1, (size_t)answered);
	}
	lines_clear(&lines);
	view_lesson(run, &rooms[0], NULL, &lines);
	assert_true(shows(&lines, "A heading"));
	assert_true(shows(&lines, "✗ 1 This"));
	assert_true(shows(&lines, "No, and why not"));
	assert_true(shows(&lines, "✓ 2 That"));
	assert_false(shows(&lines, "goto request_standard_resources"));
	lines_free(&lines);
	lesson_run_free(run);
	lesson_free(lesson);
}

/* A question between two blocks does not get its answer told by the one behind it. */
static void what_a_command_printed_stands_below_it(void **state)
{
	static const char text[] =
		"---\ntitle: t\nboard: none\nkernel: linux-6.1-arm64\nlevel: test\ntime: 5\n"
		"objectives:\n  - Ask first.\n---\n\n# A heading\n\n"
		"```bootwalk\n# a remark\na: request_mem_region 0x1000 0x1000 one\n"
		"expect last 00001000-00001fff : one\nrequest_mem_region 0x1800 0x10 two\n"
		"break kind conflict\n-continue\n```\n\n"
		"```quiz\n? Which?\n- [ ] This | No.\n- [x] That | Yes.\n```\n\n"
		"```bootwalk\nlast\nrequest_mem_region 0x3000 0x1000 three\n```\n";
	static const char *const before[] = { "  : a: request_mem_region 0x1000 0x1000 one",
		                              "  -> 00001000-00001fff : one",
		                              "  : request_mem_region 0x1800 0x10 two",
		                              "  -> NULL" };
	struct lesson *lesson;
	struct lesson_run *run = open_lesson(text, &lesson);
	struct lines lines = { 0 };

	(void)state;
	view_lesson(run, &rooms[0], NULL, &lines);
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		char *line = line_text(&lines, 2 + i); /* behind the heading */

		assert_string_equal(line, before[i]);
		free(line);
	}
	assert_false(shows(&lines, "three"));
	lesson_run_answer(run, 2, 1);
	lines_clear(&lines);
	view_lesson(run, &rooms[0], NULL, &lines);
	assert_true(shows(&lines, "  -> 00003000-00003fff : three"));
	lines_free(&lines);
	lesson_run_free(run);
	lesson_free(lesson);
}

static void the_source_lights_a_line(void **state)
{
	static const struct view_room room = { 78, 20, false, { 0, 0 }, 0 };
	struct player *p = play_evil(NULL, small_run);
	struct lines lines = { 0 };
	char *lit;

	(void)state;
	go_to(p, "covers 2 existing children");
	view_source(p, &room, &lines);
	assert_true(shows(&lines, "__insert_resource()  kernel/resource.c"));
	lit = line_text(&lines, lines.focus);
	assert_true(lit[0] == '>' && strchr("123456789", lit[2]));
	free(lit);
	lines_free(&lines);
	player_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_view_fits_at_every_step),
		cmocka_unit_test(a_boot_fits),
		cmocka_unit_test(nothing_happened_yet),
		cmocka_unit_test(drawing_changes_nothing),
		cmocka_unit_test(the_tree_says_what_happens),
		cmocka_unit_test(steps_are_told_in_frames),
		cmocka_unit_test(an_adoption_shifts_one_after_another),
		cmocka_unit_test(a_page_fits),
		cmocka_unit_test(what_a_command_printed_stands_below_it),
		cmocka_unit_test(the_source_lights_a_line),
	};

	return cmocka_run_group_tests(tests, learn_words, NULL);
}
