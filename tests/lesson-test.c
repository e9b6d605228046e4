/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lessons: their files, and a lesson under way. */
#include "lesson-bench.h"

/* ---- the file ---- */

#define FOUR "- [ ] a | b\n- [ ] a | b\n- [ ] a | b\n- [ ] a | b\n"

/* What is wrong is told with the file and the line. */
static void test_errors(void **state)
{
	static const struct bad bad[] = {
		{ "", "1", "front matter" },
		{ "# A\n", "1", "front matter" },
		{ "---\ntitle: a\n", "1", "second ---" },
		{ "---\ntitle: a\nsize: 3\n---\n", "3", "'size'" },
		{ "---\ntitle: a\ntitle: b\n---\n", "3", "twice" },
		{ "---\ntitle: a\nnothing\n---\n", "3", "KEY: VALUE" },
		{ "---\ntitle:\n---\n", "2", "no value" },
		{ "---\ntitle: a\n- b\n---\n", "3", "list" },
		{ "---\ntime: soon\n---\n", "2", "minutes" },
		{ "---\nrows: x\n---\n", "2", "rows" },
		{ "---\ntitle: a\n---\n# A\n", "3", "kernel" },
		{ FRONT, "10", "no page" },
		{ FRONT "\ntext\n", "11", "no heading" },
		{ FRONT "\n---\n\n# A\n", "11", "empty" },
		{ FRONT "# A\n\n---\n\n---\n\n# B\n", "14", "empty" },
		{ FRONT "# A\n```quiz\n- [x] a\n- [ ] b | c\n```\n", "11", "no question" },
		{ FRONT "# A\n```quiz\n? q\n- [ ] b | c\n```\n", "11", "no right" },
		{ FRONT "# A\n```quiz\n? q\n" FOUR FOUR "- [ ] b | c\n- [x] d\n```\n", "22",
		  "9 answers" },
		{ FRONT "# A\n```quiz\n? q\n- [x] b | c\n```\n", "11", "no wrong" },
		{ FRONT "# A\n```quiz\n? q\n- [x] a\n- [ ] b\n```\n", "14", "reason" },
		{ FRONT "# A\n```quiz\n? q\n? r\n```\n", "13", "one question" },
		{ FRONT "# A\n```quiz\n? q\n\n- [x]\n```\n", "14", "begins with" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: c\n```\n", "11", "no solution" },
		{ FRONT "# A\n```task\ngoal: g\nsolution: c\n```\n", "11", "no check" },
		{ FRONT "# A\n```task\ncheck: g\nsolution: c\n```\n", "11", "no goal" },
		{ FRONT "# A\n```task\ngoal: g\naim: c\n```\n", "13", "begins with" },
		{ FRONT "# A\n```predict\n? q\nfrom: a#b\n```\n", "13", "" },
		{ FRONT "# A\n```predict\n? q\nadopts: 5\n```\n", "13", "range" },
		{ FRONT "# A\n```predict\n? q\nfrom: a\n```\n", "11", "needs" },
		{ FRONT "# A\n```bootwalk --kernel\n```\n", "11", "needs a value" },
		{ FRONT "# A\n```bootwalk --colour red\n```\n", "11", "'--colour'" },
		{ FRONT "# A\n```bootwalk --at last\n```\n", "11", "'--at'" },
		{ FRONT "# A\n```bootwalk\nlast\n```\n```bootwalk --cpus 2\n```\n", "14", "first" },
		{ FRONT "# A\n```bootwalk\n\x1b[2J\n```\n", "11", "control" },
		{ FRONT "# A\n```teacher\na\n\n---\n```\n", "14", "end of a page" },
		{ FRONT "> > > > > > > > > > # A\n", "10", "nested" },
		{ "---\nboards: a, , b\n---\n", "2", "no board" },
		{ "---\nboard: a\nboards: b\n---\n", "3", "already" },
		{ "---\nexam: perhaps\n---\n", "2", "yes, no" },
		{ "---\npass: most\n---\n", "2", "number" },
		{ "---\ntitle: a\nboard: b\nkernel: c\nlevel: d\ntime: 5\npass: 3\n"
		  "objectives:\n- e\n---\n# A\n",
		  "10", "neither" },
		{ "---\ntitle: a\nboard: b\nkernel: c\nlevel: d\ntime: 5\npass: 3\nexam: yes\n"
		  "objectives:\n- e\n---\n# A\n",
		  "1", "only 0" },
		{ "---\ntitle: a\nboard: b\nkernel: c\nlevel: d\ntime: 5\npass: 1\nexam: yes\n"
		  "objectives:\n- e\n---\n# A\n```task\ngoal: g\nhint: h\ncheck: c\nsolution: s\n```\n",
		  "13", "no hints" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct lesson *l;
		struct error err = { 0 };

		write_file(file, bad[i].text);
		assert_false(lesson_load(&l, file, &err));
		assert_string_equal(err.what, file);
		if (strcmp(err.where, bad[i].line) || !strstr(err.reason, bad[i].reason))
			fail_msg("%zu: %s: %s", i, err.where, err.reason);
	}
}

static void test_no_file(void **state)
{
	struct lesson *l;
	struct error err = { 0 };

	(void)state;
	assert_false(lesson_load(&l, "/nowhere/01-x.md", &err));
	assert_string_equal(err.what, "/nowhere/01-x.md");
	assert_false(lesson_load(&l, folder, &err));
}

static void test_prose(void **state)
{
	struct lesson *l =
		load(FRONT "# One `two`\n\na *b* **c**\nd\x01 <b>e</b> [f](g)\n\n1. x\n\n"
	                   "   y\n2. z\n\n```\nlit  eral\n\nb\n```\n<!-- no -->\n");
	const struct page *p = &l->pages[0];
	const struct prose *text = &p->blocks[1].prose;

	(void)state;
	assert_string_equal(l->name, "01-test");
	assert_string_equal(l->title, "T");
	assert_int_equal(l->minutes, 5);
	assert_int_equal(l->objective_count, 1);
	assert_string_equal(p->title, "One two");
	assert_string_equal(p->options.kernel, "linux-6.1-arm64");
	assert_int_equal(p->block_count, 8);
	assert_int_equal(p->blocks[0].prose.kind, PROSE_HEADING);
	assert_int_equal(p->blocks[0].prose.spans[1].style, PROSE_CODE);
	assert_int_equal(p->blocks[1].line, 12);
	assert_int_equal(text->span_count, 7);
	assert_int_equal(text->spans[1].style, PROSE_EMPHASIS);
	assert_int_equal(text->spans[3].style, PROSE_STRONG);
	assert_string_equal(text->spans[4].text, " d? e f (");
	assert_string_equal(text->spans[5].text, "g");
	assert_int_equal(p->blocks[2].prose.kind, PROSE_ITEM);
	assert_string_equal(p->blocks[2].prose.marker, "1.");
	assert_int_equal(p->blocks[3].prose.kind, PROSE_PARAGRAPH);
	assert_int_equal(p->blocks[3].prose.indent, 1);
	assert_string_equal(p->blocks[4].prose.marker, "2.");
	assert_int_equal(p->blocks[5].prose.kind, PROSE_LITERAL);
	assert_string_equal(p->blocks[5].prose.spans[0].text, "lit  eral");
	lesson_free(l);
}

static void test_blocks(void **state)
{
	struct lesson *l = load(
		FRONT
		"# A\n```bootwalk --kernel linux-5.10-arm64 --cpus 2\nlast\n```\n"
		"```quiz\n? q\n  r\n- [ ] a | b\n  c\n- [x] d\n```\n"
		"```task\ngoal: g\nhint: h\nhint: i\ncheck: c\nsolution: s\nsolution: t\n```\n"
		"```predict\n? p\nfrom: a/b#2\nto: a@return\nadopts: 0x10-0x1f\nbecause: z\n```\n"
		"```teacher\nNote *one*.\n\nNote two.\n```\n```c\nint x;\n```\n---\n# B\n");
	const struct block *b = l->pages[0].blocks;

	(void)state;
	assert_int_equal(l->page_count, 2);
	assert_int_equal(l->pages[0].block_count, 8);
	assert_string_equal(l->pages[0].options.kernel, "linux-5.10-arm64");
	assert_string_equal(l->pages[0].options.cpus, "2");
	assert_null(l->pages[1].options.cpus);
	assert_string_equal(b[1].script, "last\n");
	assert_string_equal(b[2].question, "q r");
	assert_int_equal(b[2].answer_count, 2);
	assert_string_equal(b[2].answers[0].because, "b c");
	assert_true(b[2].answers[1].right);
	assert_string_equal(b[2].answers[1].because, "");
	assert_int_equal(b[3].task.hint_count, 2);
	assert_string_equal(b[3].task.solutions[1], "t");
	assert_string_equal(b[4].predict.from, "a/b#2");
	assert_true(b[4].predict.start == 0x10 && b[4].predict.end == 0x1f);
	assert_int_equal(b[5].kind, BLOCK_TEACHER);
	assert_string_equal(b[5].prose.spans[1].text, "one");
	assert_int_equal(b[6].kind, BLOCK_TEACHER);
	assert_int_equal(b[7].prose.kind, PROSE_LITERAL);
	assert_int_equal(lesson_question_count(l), 3);
	lesson_free(l);
}

/* ---- under way ---- */

static void test_answers(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct lesson_run *run = begin(l, NULL);
	struct block_state *quiz = &run->states[2];
	struct error err;

	(void)state;
	assert_int_equal(quiz->choice_count, 3);
	assert_string_equal(quiz->choices[0].because, "because");
	assert_false(lesson_run_answer(run, 2, 0));
	assert_false(lesson_run_answer(run, 2, 1));
	assert_false(lesson_run_answer(run, 2, 9));
	assert_false(quiz->done);
	assert_true(lesson_run_answer(run, 2, 2));
	assert_true(quiz->done);
	assert_int_equal(quiz->chosen, 7);
	assert_true(lesson_run_open(run, 1, &err));
	quiz = &run->states[1];
	assert_int_equal(quiz->choice_count, 3);
	assert_string_equal(quiz->choices[0].text, "09000000-09000fff : u");
	assert_false(quiz->choices[0].right);
	assert_non_null(strstr(quiz->choices[0].because, "40000000-5fffffff"));
	assert_string_equal(quiz->choices[2].text, "41eb0000-4220ffff : Kernel data");
	assert_true(quiz->choices[2].right);
	assert_string_equal(quiz->choices[2].because, "inside");
	assert_int_equal(run->player->at, run->home);
	lesson_run_free(run);
	lesson_free(l);
}

static bool has_ram(const struct lesson_run *run)
{
	const struct resource *root = &run->player->run->kernel->iomem_resource;

	for (const struct resource *r = root->child; r; r = next_resource(r))
		if (!strcmp(r->name, "System RAM"))
			return true;
	return false;
}

static void test_task(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct lesson_run *run = begin(l, NULL);
	struct player *player = run->player;
	uint32_t home = run->home;
	struct text out = { 0 };
	struct error err;
	bool solved;

	(void)state;
	assert_string_equal(lesson_run_hint(run, 3), "one");
	assert_string_equal(lesson_run_hint(run, 3), "two");
	assert_null(lesson_run_hint(run, 3));
	assert_int_equal(run->states[3].hints, 2);
	assert_false(lesson_run_task_holds(run, 3));
	assert_int_equal(player->at, home);
	/* moving about and coming back */
	assert_true(lesson_run_command(run, "last", &out, &solved, &err));
	assert_false(solved);
	assert_true(has_ram(run));
	lesson_run_home(run);
	assert_int_equal(player->at, home);
	/* what cannot be done */
	assert_false(lesson_run_command(run, "lost", &out, &solved, &err));
	assert_non_null(strstr(err.reason, "last"));
	assert_false(lesson_run_command(run, "expect function nobody", &out, &solved, &err));
	assert_non_null(strstr(err.reason, "not so"));
	/* a call in the past solves it; home undoes the call, not the success */
	assert_true(lesson_run_command(
		run, "at bootmem_init request_resource iomem 0x5ff00000-0x600fffff x", &out,
		&solved, &err));
	assert_true(solved && run->states[3].done);
	assert_int_equal(player->run->injection_count, 1);
	lesson_run_home(run);
	assert_ptr_equal(player, run->player);
	assert_int_equal(player->run->injection_count, 0);
	assert_int_equal(player->at, home);
	assert_true(run->states[3].done);
	text_free(&out);
	lesson_run_free(run);
	lesson_free(l);
}

static void test_solution(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct lesson_run *run = begin(l, NULL);
	struct text out = { 0 };
	struct error err;

	(void)state;
	assert_true(lesson_run_solve(run, 3, &out, &err));
	assert_string_equal(text_str(&out), "-> 0\n");
	assert_true(run->states[3].solution_shown && run->states[3].done);
	player_last(run->player);
	assert_false(has_ram(run));
	/* one that does not solve it is told with its line */
	assert_true(lesson_run_open(run, 1, &err));
	assert_false(lesson_run_solve(run, 3, &out, &err));
	assert_string_equal(err.what, file);
	assert_string_equal(err.where, "42");
	text_free(&out);
	lesson_run_free(run);
	lesson_free(l);
}

/* The reader drops the calls that he made, and none that the page has made. */
static void test_calls_of_the_page(void **state)
{
	struct lesson *l =
		load(FRONT "# A\n```bootwalk\nat bootmem_init memblock_reserve 0x50000000 "
	                   "4096\ngoto bootmem_init\n```\n");
	struct lesson_run *run = begin(l, NULL);
	struct text out = { 0 };
	struct error err;
	bool solved;

	(void)state;
	assert_false(lesson_run_command(run, "drop 1", &out, &solved, &err));
	assert_non_null(strstr(err.reason, "so it stays"));
	assert_true(
		lesson_run_command(run, "memblock_reserve 0x51000000 4096", &out, &solved, &err));
	assert_int_equal(run->player->run->injection_count, 2);
	text_clear(&out);
	assert_true(lesson_run_command(run, "drop all", &out, &solved, &err));
	assert_non_null(strstr(text_str(&out), "1 call dropped"));
	assert_int_equal(run->player->run->injection_count, 1);
	assert_int_equal(run->player->at, run->home);
	/* going home finds the page as it was, and does not begin it anew */
	lesson_run_home(run);
	assert_int_equal(run->player->at, run->home);
	text_free(&out);
	lesson_run_free(run);
	lesson_free(l);
}

/* A task to find a place is solved by going there, and the reader stays where he is. */
static void test_place(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct lesson_run *run = begin(l, NULL);
	struct error err;
	bool solved;
	uint32_t at;

	(void)state;
	assert_true(lesson_run_open(run, 1, &err));
	assert_true(player_goto(run->player,
	                        "request_standard_resources/insert_resource#3/"
	                        "insert_resource_conflict/__insert_resource/__request_resource",
	                        &err));
	assert_false(lesson_run_try(run));
	/* only the step that links System RAM above the others is the place */
	do {
		player_step(run->player, 1, false);
		at = run->player->at;
		solved = lesson_run_try(run);
		assert_int_equal(run->player->at, at);
	} while (!solved && at + 1 < run->player->run->sim->step_count);
	assert_true(solved && run->states[3].done);
	assert_int_equal(player_step_now(run->player)->says->kind, STEP_LINK);
	assert_string_equal(player_step_now(run->player)->function->function, "__insert_resource");
	lesson_run_free(run);
	lesson_free(l);
}

/* What does not hold is found, with file and line. */
static void test_check(void **state)
{
	static const struct bad bad[] = {
		{ FRONT "# A\n```bootwalk\n\nexpect function f\n```\n", "13", "not so" },
		{ FRONT "# A\n```bootwalk\n# b\ngoto nowhere\n```\n", "13", "nowhere" },
		{ FRONT "# A\n```bootwalk\nlast\nlost\n```\n", "13", "did you mean" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: memory 0x40000000-0x40000fff\n"
		        "solution: last\n```\n",
		  "11", "before the reader" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: memory 0x0-0xfff\nsolution: last\n```\n",
		  "11", "does not solve" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: weather fine\nsolution: last\n```\n", "11",
		  "weather" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: at a#b memory 0x0-0xfff\nsolution: last\n"
		        "```\n",
		  "11", "" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: memory 0x0-0xfff\nsolution: lost\n```\n",
		  "11", "lost" },
		{ FRONT "# A\n```predict\n? q\nfrom: bootmem_init\nto: bootmem_init@return\n"
		        "adopts: 0x0-0xfff\nbecause: b\n```\n",
		  "11", "no such resource" },
		{ FRONT "# A\n```predict\n? q\nfrom: request_standard_resources/insert_resource#3\n"
		        "to: request_standard_resources@return\nadopts: 0x40000000-0x5fffffff\n"
		        "because: b\n```\n",
		  "11", "2 of 2" },
		{ FRONT "# A\n```bootwalk --kernel linux-0\n```\n", "", "linux-0" },
		/* a lesson comes from anywhere: it touches none of the reader's files */
		{ FRONT "# A\n```bootwalk\nrequest_mem_region 1 2 x\nsave mine\n```\n", "13",
		  "no place in a lesson" },
		{ FRONT "# A\n```bootwalk\nload mine\n```\n", "12", "no place in a lesson" },
		{ FRONT "# A\n```task\ngoal: g\ncheck: memory 0x0-0xfff\nsolution: load mine\n"
		        "```\n",
		  "11", "no place in a lesson" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct lesson *l = load(bad[i].text);
		struct text out = { 0 };
		struct error err = { 0 };

		assert_false(lesson_check(l, &vocabulary, &out, &err));
		if (*bad[i].line)
			assert_string_equal(err.where, bad[i].line);
		if (!strstr(err.reason, bad[i].reason) && !strstr(err.what, bad[i].reason))
			fail_msg("%zu: %s: %s: %s", i, err.what, err.where, err.reason);
		text_free(&out);
		lesson_free(l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_prose),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_task),
		cmocka_unit_test(test_solution),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_calls_of_the_page),
		cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
