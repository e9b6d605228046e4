/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that are told in frames: each frame fits and can be drawn again, neighbours differ,
 * and behind the last one stands the picture that there is without them.
 */
#include <stdio.h>

#include "frames-scenes.h"
#include "player-bench.h"
#include "support.h"
#include "view/parts.h"
#include "view/relevant.h"

/* No step has more: who looks on for so long has forgotten what was asked. */
#define FRAMES_MAX 24

static const struct view_room rooms[] = {
	{ .width = 78, .height = 14, .unicode = true },
	{ .width = 46, .height = 12, .unicode = true },
	{ .width = 28, .height = 10, .unicode = true },
	{ .width = 198, .height = 56, .unicode = true },
	{ .width = 20, .height = 3, .unicode = false },
	{ .width = 118, .height = 4, .unicode = false },
};
enum { ROOMS = sizeof(rooms) / sizeof(rooms[0]) };

/* The array of a list has room for 128 regions at first. */
static void add_many_reservations(struct text *script)
{
	text_add(script, "memblock_add 0x40000000 512M\nmemblock_allow_resize\n");
	for (unsigned i = 0; i < 130; i++)
		text_addf(script, "memblock_reserve 0x%x 0x1000\n", 0x48000000 + i * 0x4000);
}

static struct machine *machine_of(const struct scene *s)
{
	struct machine_options opts = { .kernel = s->kernel };
	struct machine *machine = NULL;
	struct error err;
	bool ok = true;

	if (s->board)
		ok = machine_load(&machine, s->board, &opts, &err);
	else if (s->kernel)
		ok = machine_load_kernel(&machine, s->kernel, &err);
	if (!ok)
		fail_msg("%s", err.reason);
	return machine;
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

static char *line_text(const struct lines *lines, size_t line)
{
	size_t i, end = lines_spans(lines, line, &i);
	struct text t = { 0 };

	for (; i < end; i++)
		text_add_n(&t, lines->text.s + lines->spans[i].start, lines->spans[i].len);
	return t.s ? t.s : strdup("");
}

static bool shows(const struct lines *lines, const char *text)
{
	bool found = false;

	for (size_t i = 0; !found && i < lines->count; i++) {
		char *line = line_text(lines, i);

		found = strstr(line, text) != NULL;
		free(line);
	}
	return found;
}

static void check_fits(const struct lines *lines, const struct view_room *room, const char *view,
                       const struct player *p)
{
	if (!lines->count || lines->focus >= lines->count)
		fail_msg("%s shows nothing, or looks behind its end, at step %u", view, p->at);
	for (size_t i = 0; i < lines->count; i++) {
		char *text = line_text(lines, i);

		if (view_width(text, strlen(text)) > room->width)
			fail_msg("%s at step %u, frame %u, is wider than %u cells: %s", view, p->at,
			         room->frame.n, room->width, text);
		for (const char *s = text; !room->unicode && *s; s++)
			if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7e)
				fail_msg("%s at step %u is no ASCII: %s", view, p->at, text);
		free(text);
	}
}

struct count {
	unsigned frames[16]; /* by view: steps that have some */
	unsigned scripts;
};

/* What the step says, for a message. */
static const char *sentence_of(const struct player *p)
{
	static char said[400];
	struct lines lines = { 0 };
	char *text;

	view_sentence(p, &lines);
	text = line_text(&lines, 0);
	snprintf(said, sizeof(said), "%s", text);
	free(text);
	lines_free(&lines);
	return said;
}

/* All frames of VIEW in ROOM; WHOLE when there is room enough to see that neighbours differ. */
static void check_frames(const struct player *p, size_t view, struct view_room room, bool whole)
{
	struct lines frame = { 0 }, again = { 0 }, last = { 0 }, settled = { 0 };
	unsigned of = views[view].frames(p), different = 0;

	room.frame = (struct view_frame){ 0, 0 };
	views[view].draw(p, &room, &settled);
	for (unsigned n = 0; n <= of; n++) {
		room.frame = (struct view_frame){ n, of };
		lines_clear(&frame);
		lines_clear(&again);
		views[view].draw(p, &room, &frame);
		views[view].draw(p, &room, &again);
		check_fits(&frame, &room, views[view].name, p);
		if (!same(&frame, &again))
			fail_msg("%s drawn twice differs at step %u, frame %u", views[view].name,
			         p->at, n);
		different += !n || !same(&frame, &last);
		lines_clear(&last);
		views[view].draw(p, &room, &last);
	}
	if (!same(&last, &settled))
		fail_msg("%s at step %u is not the same behind its frames", views[view].name,
		         p->at);
	if (whole && different < (of < 2 ? of + 1 : 3))
		fail_msg("%s at step %u has %u frames, and only %u differ: %s", views[view].name,
		         p->at, of, different, sentence_of(p));
	lines_free(&frame);
	lines_free(&again);
	lines_free(&last);
	lines_free(&settled);
}

/* The others with frames have tests of their own. */
static bool is_ours(size_t view)
{
	static const char *const ours[] = { "tree", "memblock", "map", "mappings" };

	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (!strcmp(views[view].name, ours[i]))
			return true;
	return false;
}

/* The map is too coarse for some; it may have fewer, but never more than the others. */
static bool is_fine(size_t view)
{
	return strcmp(views[view].name, "map") != 0;
}

static void check_step(const struct player *p, struct count *count)
{
	for (size_t v = 0; v < view_count; v++) {
		unsigned of = is_ours(v) ? views[v].frames(p) : 0;

		if (!of)
			continue;
		count->frames[v]++;
		if (of > FRAMES_MAX || of < 2)
			fail_msg("%s has %u frames at step %u", views[v].name, of, p->at);
		/* every frame in a few rooms, and in all of them where it is the first of its kind */
		for (size_t r = 0; r < ROOMS; r++)
			if (count->frames[v] < 40 || count->frames[v] % 16 == r)
				check_frames(p, v, rooms[r], !r && is_fine(v));
	}
	assert_true(view_relevant(p) <= view_count);
}

/* One step of STRIDE. */
static void check_all(struct player *p, unsigned stride, struct count *count)
{
	for (uint32_t i = 0; i < player_sim(p)->step_count; i += stride) {
		player_go(p, i);
		check_step(p, count);
	}
}

static unsigned counted(const struct count *count, const char *view)
{
	for (size_t v = 0; v < view_count; v++)
		if (!strcmp(views[v].name, view))
			return count->frames[v];
	fail_msg("there is no view %s", view);
	return 0;
}

static void every_frame_of_every_scene(void **state)
{
	struct count count = { .scripts = 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		struct machine *machine = machine_of(&scenes[i]);
		struct player *p = play(machine, scenes[i].script);

		check_all(p, test_stride(), &count);
		player_free(p);
		machine_free(machine);
	}
	assert_true(counted(&count, "tree") > 100 / test_stride() / test_stride());
	assert_true(counted(&count, "memblock") > 100 / test_stride() / test_stride());
	assert_true(counted(&count, "mappings") > 50 / test_stride() / test_stride());
	assert_true(counted(&count, "map") > 200 / test_stride() / test_stride());
}

/* A script, with the kernel that its first line names; all steps that it makes. */
static void check_script(const char *path, void *arg)
{
	static const char says_kernel[] = "# kernel: ";
	struct scene scene = { .name = path };
	struct text text = { 0 }, kernel = { 0 };
	struct machine *machine;
	struct player *p;

	if (!test_read(path, &text))
		fail_msg("%s cannot be read", path);
	if (!strncmp(text_str(&text), says_kernel, strlen(says_kernel))) {
		const char *name = text.s + strlen(says_kernel);

		text_add_n(&kernel, name, strcspn(name, " \n"));
		scene.kernel = text_str(&kernel);
	}
	machine = machine_of(&scene);
	p = play(machine, text_str(&text));
	check_all(p, (test_stride() + 5) / 4, arg);
	player_free(p);
	machine_free(machine);
	text_free(&kernel);
	text_free(&text);
}

/* For some of many: all of them take minutes. */
static void check_some(const char *path, void *arg)
{
	struct count *count = arg;

	if (test_stride() > 1 || count->scripts++ % 12 == 0)
		check_script(path, arg);
}

/* Whatever the scripts do that real kernels answered, its frames are in order. */
static void every_frame_of_the_recorded_scripts(void **state)
{
	static const char *const mapped[] = { "arm64-5.10", "nommu", "walk", "x86-3.10",
		                              "x86-6.1" };
	struct count count = { .scripts = 0 };

	(void)state;
	assert_true(test_each("conformance/memblock", ".bw", check_some, &count) > 100);
	assert_true(counted(&count, "memblock") > 500 / test_stride() / test_stride());
	assert_true(test_each("conformance/resource", ".bw", check_some, &count) > 100);
	assert_true(counted(&count, "tree") > 500 / test_stride() / test_stride());
	for (size_t i = 0; i < sizeof(mapped) / sizeof(mapped[0]); i++) {
		char path[512];

		snprintf(path, sizeof(path), "%s/tests/data/mapped/%s.bw",
		         getenv("BOOTWALK_SOURCE"), mapped[i]);
		check_script(path, &count);
	}
	assert_true(counted(&count, "mappings") > 30 / test_stride() / test_stride());
}

static void an_array_doubles(void **state)
{
	struct text script = { 0 };
	struct count count = { .scripts = 0 };
	struct player *p;

	(void)state;
	add_many_reservations(&script);
	p = play(NULL, script.s);
	for (uint32_t i = (uint32_t)player_sim(p)->step_count - 60; i; i++) {
		if (i >= player_sim(p)->step_count)
			break;
		player_go(p, i);
		check_step(p, &count);
	}
	assert_true(counted(&count, "memblock") > 4 / test_stride() / test_stride());
	player_free(p);
	text_free(&script);
}

/* The step of the first sentence that has TEXT in it. */
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

static void check_story(const struct story *s)
{
	struct scene scene = { s->name, s->board, s->kernel, s->script };
	struct machine *machine = machine_of(&scene);
	struct player *p = play(machine, s->script);
	struct view_room room = { .width = 90, .height = 24, .unicode = true };
	struct lines lines = { 0 };
	size_t view = 0, told = 0;

	while (strcmp(views[view].name, s->view) != 0)
		view++;
	go_to(p, s->step);
	room.frame.of = views[view].frames(p);
	for (; room.frame.n <= room.frame.of; room.frame.n++) {
		lines_clear(&lines);
		views[view].draw(p, &room, &lines);
		/* several may stand in one frame */
		while (s->told[told] && shows(&lines, s->told[told]) &&
		       (s->told[told + 1] || room.frame.n == room.frame.of))
			told++;
	}
	if (s->told[told])
		fail_msg("%s: not seen in its turn: %s", s->name, s->told[told]);
	lines_free(&lines);
	player_free(p);
	machine_free(machine);
}

static void stories_are_told_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++)
		check_story(&stories[i]);
}

/* Drawing frames leaves the arena as it is, also where it looks at what was so before. */
static void frames_change_nothing(void **state)
{
	struct player *p = play(NULL, trees);
	const struct journal *j = &player_sim(p)->journal;
	size_t top = j->top, at;
	unsigned char *before = malloc(top);

	(void)state;
	assert_non_null(before);
	go_to(p, "leaves the tree");
	memcpy(before, j->base, top);
	at = j->at;
	for (size_t v = 0; v < view_count; v++)
		if (views[v].frames && views[v].frames(p))
			check_frames(p, v, rooms[0], false);
	assert_int_equal(j->at, at);
	assert_int_equal(j->top, top);
	assert_memory_equal(before, j->base, top);
	free(before);
	player_free(p);
}

/* Which view a step is about; "" for none. */
static const struct {
	const char *step, *view;
} relevant[] = {
	{ "touch and agree in flags", "memblock" },
	{ "The running kernel itself", "memblock" },
	{ "covers 2 existing children", "tree" },
	{ "becomes a child of PCI mem", "tree" },
	{ "Page frame 0x9000 is no memory", "mappings" },
	{ "09000000-09000fff is mapped", "mappings" },
	{ "9000000.pl011 has its driver now", "devices" },
	{ "start_kernel", "" },
};

static void each_step_has_its_view(void **state)
{
	struct machine *machine = machine_of(&(struct scene){ .board = "qemu-virt" });
	struct player *p = play(machine, "");

	(void)state;
	for (size_t i = 0; i < sizeof(relevant) / sizeof(relevant[0]); i++) {
		size_t view;

		go_to(p, relevant[i].step);
		view = view_relevant(p);
		if (view == view_count ? *relevant[i].view
		                       : strcmp(views[view].name, relevant[i].view))
			fail_msg("%s: %s", relevant[i].step,
			         view == view_count ? "none" : views[view].name);
	}
	player_free(p);
	machine_free(machine);
}

/* The pane mappings tells the type of memory; where it is cut the whole of the line has it. */
static void mappings_tell_their_type(void **state)
{
	static const struct {
		const char *board, *calls, *wanted;
	} cases[] = {
		{ "qemu-virt", "", " 1 PTE, Device-nGnRE" },
		{ "qemu-virt", "", " 128 PMD, Device-nGnRnE" },
		{ "qemu-virt", "ioremap_wc 0x90000000 2M\n", " 1 PMD, Normal-NC" },
		{ "qemu-virt", "ioremap_cache 0x90000000 4K\n", " 1 PTE, Normal-WB" },
		{ "pc", "ioremap_wt 0xd0000000 4K\n", " 1 PTE, WT" },
		{ "pc", "ioremap_uc 0xd0000000 4K\n", " 1 PTE, UC" },
		{ "vexpress-a15", "ioremap 0x2c000000 4K\n", " PTE, Device" },
	};
	static const struct view_room wide = { 198, 56, true, { 0, 0 }, 0 };
	static const struct view_room narrow = { 46, 56, true, { 0, 0 }, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct machine *machine = machine_of(&(struct scene){ .board = cases[i].board });
		struct player *p = play(machine, cases[i].calls);
		struct lines out = { 0 }, cut = { 0 }, whole = { 0 };

		player_last(p);
		view_mappings(p, &wide, &out);
		view_mappings(p, &narrow, &cut);
		for (size_t n = 0; n < cut.count; n++)
			lines_add_whole(&cut, n, &whole);
		if (!shows(&out, cases[i].wanted))
			fail_msg("%s: %s: not '%s'", cases[i].board, cases[i].calls,
			         cases[i].wanted);
		if (!shows(&whole, cases[i].wanted))
			fail_msg("%s: %s: cut, and nowhere '%s'", cases[i].board, cases[i].calls,
			         cases[i].wanted);
		lines_free(&out);
		lines_free(&cut);
		lines_free(&whole);
		player_free(p);
		machine_free(machine);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_frame_of_every_scene),
		cmocka_unit_test(every_frame_of_the_recorded_scripts),
		cmocka_unit_test(an_array_doubles),
		cmocka_unit_test(stories_are_told_in_order),
		cmocka_unit_test(frames_change_nothing),
		cmocka_unit_test(each_step_has_its_view),
		cmocka_unit_test(mappings_tell_their_type),
	};

	return cmocka_run_group_tests(tests, learn_words, NULL);
}
