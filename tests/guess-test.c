/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predict first: what is asked on each board, that it can be foreseen, and that nothing tells it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lesson/guess.h"
#include "machine/store.h"
#include "sim/memory.h"
#include "sim/sentence.h"
#include "view/parts.h"
#include "view/relevant.h"

static struct vocabulary vocabulary;

/* A board that has booted, and stands before the first step. */
struct walk {
	struct machine *machine;
	struct player *player;
	struct guess guess;
};

static struct walk begin(const char *board)
{
	struct machine_options options = { 0 };
	struct walk w;
	struct error err;

	if (!machine_load(&w.machine, board, &options, &err))
		fail_msg("%s: %s", board, err.reason);
	w.player = player_new(w.machine, &vocabulary, &sim_default_limits, NULL, &err);
	if (!w.player)
		fail_msg("%s: %s", board, err.reason);
	player_first(w.player);
	guess_init(&w.guess);
	return w;
}

static void end(struct walk *w)
{
	guess_done(&w->guess);
	player_free(w->player);
	machine_free(w->machine);
}

static size_t right_choice(const struct guess *g)
{
	size_t right = 0;

	while (!g->choices[right].right)
		right++;
	return right;
}

/* ---- on every board ---- */

/* What is asked is sound: one answer is right, each wrong one says why, no two are alike. */
static void check_question(const struct walk *w, const char *board)
{
	const struct guess *g = &w->guess;
	size_t right = 0;

	assert_true(g->open && w->player->veiled);
	assert_int_equal(w->player->at, g->from);
	assert_true(g->to > g->from && g->to < player_sim(w->player)->step_count);
	assert_int_equal(player_step_now(w->player)->says->kind, STEP_CALL);
	assert_true(g->choice_count >= 2 && g->choice_count <= 5);
	for (size_t i = 0; i < g->choice_count; i++) {
		right += g->choices[i].right;
		if (!g->choices[i].right && !*g->choices[i].because)
			fail_msg("%s: %s: %s: no reason", board, g->question, g->choices[i].text);
		for (size_t n = 0; n < i; n++)
			assert_string_not_equal(g->choices[i].text, g->choices[n].text);
	}
	assert_int_equal(right, 1);
	assert_non_null(g->rule);
}

/* The step that answers says the same as the answer that counts as right. */
static void check_answer(const struct walk *w, const char *board)
{
	const struct step *step = player_step_now(w->player);
	const char *text = w->guess.choices[right_choice(&w->guess)].text;
	bool refused = !strncmp(text, "It is refused", 13) || !strncmp(text, "NULL", 4);
	bool refuses = step->says->kind == STEP_CONFLICT || step->says->kind == STEP_REFUSE;
	struct text said = { 0 };

	assert_false(w->player->veiled);
	assert_int_equal(w->player->at, w->guess.to);
	sentence_of(&said, player_sim(w->player), step);
	if (refused != refuses ||
	    (strstr(text, "adopts what") && !strstr(text_str(&said), "adopt")))
		fail_msg("%s: %s: %s, but: %s", board, w->guess.question, text, said.s);
	if (!strncmp(text, "It becomes one", 14) || !strncmp(text, "It joins", 8))
		assert_non_null(strstr(said.s, "become one"));
	text_free(&said);
}

static void walk_board(const char *board, unsigned counts[5])
{
	static const char *const kinds[] = { "What becomes of it?", "memblock's list", "remap",
		                             "line comes first", "is refused: " };
	struct walk w = begin(board);
	unsigned asked = 0, before = 0;
	uint32_t was = NO_STEP;

	do {
		while (guess_find(&w.guess, w.player)) {
			check_question(&w, board);
			for (size_t i = 0; i < 4; i++)
				counts[i] += strstr(w.guess.question, kinds[i]) != NULL;
			counts[4] += strstr(w.guess.choices[right_choice(&w.guess)].text,
			                    kinds[4]) != NULL;
			assert_true(guess_answer(&w.guess, w.player, right_choice(&w.guess)));
			check_answer(&w, board);
			assert_true(was == NO_STEP || w.player->at > was);
			was = w.player->at;
			before = ++asked;
		}
		assert_int_equal(before, asked);
	} while (player_stop(w.player, 1, false));
	if (asked < 5)
		fail_msg("%s: only %u questions", board, asked);
	end(&w);
}

static void test_boards(void **state)
{
	struct store_entry entry;
	struct store *store;
	struct error err;
	unsigned counts[5] = { 0 }, boards = 0;

	(void)state;
	assert_true(store_open(&store, &err));
	for (unsigned n = 0; store_at(store, "boards", n, &entry); n++, boards++)
		walk_board(entry.name, counts);
	store_close(store);
	assert_true(boards > 3);
	/* each kind of question was there, refusals too */
	for (size_t i = 0; i < 5; i++)
		assert_true(counts[i] > 0);
}

/* ---- single questions ---- */

/* The first question behind MOMENT. */
static struct walk ask(const char *board, const char *calls, const char *moment)
{
	struct walk w = begin(board);
	struct script script;
	struct error err = { 0 };
	unsigned waiting;

	script_init(&script);
	if (!script_parse(&script, &vocabulary, NULL, calls, strlen(calls), &err) ||
	    (*calls && !player_load(w.player, &script, &waiting, &err)))
		fail_msg("%s", err.reason);
	script_done(&script);
	if (!player_goto(w.player, moment, &err))
		fail_msg("%s", err.reason);
	assert_true(player_step(w.player, 1, true));
	if (!guess_find(&w.guess, w.player))
		fail_msg("nothing is asked at %s", moment);
	return w;
}

static void test_single(void **state)
{
	static const struct {
		const char *calls, *moment, *question, *right;
	} cases[] = {
		{ "", "request_standard_resources/insert_resource#3", "System RAM, below PCI mem",
		  "takes the place of 40210000-4185ffff Kernel code" },
		{ "", "request_standard_resources/insert_resource#1", "Kernel code, below PCI mem",
		  "a child of PCI mem" },
		{ "at bootmem_init request_resource iomem 0x3ff00000-0x400fffff box",
		  "request_standard_resources/insert_resource#3", "System RAM, below PCI mem",
		  "refused: 3ff00000-400fffff box is in the way" },
		{ "request_mem_region 0x9000000 0x100 thief", "__request_region(thief)", "thief",
		  "refused: 09000000-09000fff 9000000.pl011" },
		{ "memremap 0x50000000 4K wb", "memremap", "cached (MEMREMAP_WB)",
		  "linear map has" },
		{ "memremap 0x50000000 4K wt", "memremap", "write-through",
		  "another kind of mapping" },
		{ "request_resource iomem 0x60000000-0x60000fff dev\nmemremap 0x5ffff000 8K wc",
		  "memremap", "write-combining", "a part is not" },
		{ "memremap 0xa000000 4K wc", "memremap", "write-combining", "a new mapping" },
		{ "ioremap 0x50000000 4K", "ioremap#14", "50000000-50000fff", "NULL: it is RAM" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct walk w = begin("qemu-virt");
		const char *moment = cases[i].moment;
		char last[32];

		/* the call that was added is the last of its name */
		if (!strncmp(moment, "ioremap#", 8)) {
			const struct sim *sim = player_sim(w.player);
			unsigned n = 1;

			for (uint32_t s = 0; s < sim->step_count; s++)
				n += sim->steps[s].says->kind == STEP_CALL &&
				     !strcmp(sim->steps[s].function->function, "ioremap");
			snprintf(last, sizeof(last), "ioremap#%u", n);
			moment = last;
		}
		end(&w);
		w = ask("qemu-virt", cases[i].calls, moment);
		if (!strstr(w.guess.question, cases[i].question) ||
		    !strstr(w.guess.choices[right_choice(&w.guess)].text, cases[i].right))
			fail_msg("%zu: %s: %s", i, w.guess.question,
			         w.guess.choices[right_choice(&w.guess)].text);
		end(&w);
	}
}

/* A wrong answer leads to the same step; a question that was left counts for nothing. */
static void test_wrong(void **state)
{
	struct walk w = ask("qemu-virt", "", "request_standard_resources/insert_resource#3");
	size_t wrong = (right_choice(&w.guess) + 1) % w.guess.choice_count;
	uint32_t from = w.player->at;

	(void)state;
	assert_false(guess_check(&w.guess, w.player));
	assert_false(guess_answer(&w.guess, w.player, wrong));
	assert_int_equal(w.player->at, w.guess.to);
	assert_string_equal(w.guess.function, "__insert_resource");
	/* asked again, it is the same question with the same order of answers */
	player_go(w.player, from - 1);
	assert_true(guess_find(&w.guess, w.player));
	assert_int_equal(w.player->at, from);
	assert_false(w.guess.choices[wrong].right);
	assert_true(player_step(w.player, 1, false));
	assert_true(guess_check(&w.guess, w.player));
	assert_false(w.guess.open || w.player->veiled);
	end(&w);
}

/* ---- nothing tells ---- */

static const struct view_room room = { 200, 60, true, { 0, 0 }, 0 };

/* All that is drawn where P stands. */
static struct text draw(const struct player *p)
{
	struct lines out = { 0 };
	struct text all = { 0 };

	for (size_t i = 0; i < view_count; i++) {
		views[i].draw(p, &room, &out);
		text_addf(&all, "[%s]\n", views[i].name);
		text_add_n(&all, text_str(&out.text), out.text.len);
		lines_clear(&out);
	}
	text_addf(&all, "[%zu]\n", view_relevant(p));
	lines_free(&out);
	return all;
}

/*
 * Two runs that are the same up to a question and differ behind it: as long as the question is
 * open they look the same, whatever pane is looked at.
 */
static void test_veil(void **state)
{
	static const char call[] = "at request_standard_resources/insert_resource#3 "
				   "request_resource iomem 0x3ff00000-0x400fffff box\n";
	static const char moment[] = "request_standard_resources/insert_resource#3";
	struct walk plain = ask("qemu-virt", "", moment), other = ask("qemu-virt", call, moment);

	(void)state;
	assert_int_equal(plain.player->at, other.player->at);
	assert_string_equal(plain.guess.question, other.guess.question);
	player_break(plain.player, BREAK_KIND, "conflict", 0, 0);
	player_break(other.player, BREAK_KIND, "conflict", 0, 0);
	for (int veiled = 1; veiled >= 0; veiled--) {
		struct text a, b;

		plain.player->veiled = other.player->veiled = veiled;
		a = draw(plain.player);
		b = draw(other.player);
		/* the call itself is listed, and when veiled nothing of what came of it */
		assert_int_equal(strstr(b.s, "-> -EBUSY") != NULL, !veiled);
		*strstr(a.s, "[calls]") = *strstr(b.s, "[calls]") = '\0';
		assert_int_equal(strcmp(a.s, b.s) == 0, veiled);
		text_free(&a);
		text_free(&b);
	}
	end(&plain);
	end(&other);
}

/* Nowhere is the sentence of the step that answers. */
static void test_answers_hidden(void **state)
{
	struct walk w = begin("conflict-lab");
	unsigned told = 0, asked = 0;

	(void)state;
	do {
		while (guess_find(&w.guess, w.player)) {
			struct text sentence = { 0 }, veiled = draw(w.player), bare;

			sentence_of(&sentence, player_sim(w.player),
			            &player_sim(w.player)->steps[w.guess.to]);
			w.player->veiled = false;
			bare = draw(w.player);
			if (strstr(veiled.s, sentence.s))
				fail_msg("%s: %s", w.guess.question, sentence.s);
			told += strstr(bare.s, sentence.s) != NULL;
			asked++;
			guess_answer(&w.guess, w.player, 0);
			text_free(&sentence);
			text_free(&veiled);
			text_free(&bare);
		}
	} while (player_stop(w.player, 1, false));
	assert_true(asked > 20 && told > 0);
	end(&w);
}

/* A run that was made anew has no open question. */
static void test_other_run(void **state)
{
	struct walk w = ask("qemu-virt", "", "request_standard_resources/insert_resource#3");
	struct text out = { 0 };
	struct error err;

	(void)state;
	assert_true(w.guess.open);
	assert_true(player_inject(w.player, "bootmem_init", "memblock_reserve 0x50000000 4K", &out,
	                          &err));
	assert_true(guess_check(&w.guess, w.player));
	assert_false(w.guess.open || w.player->veiled);
	text_free(&out);
	end(&w);
}

/* Of the timeline, what lies ahead bears no mark. */
static void test_timeline(void **state)
{
	struct walk w = ask("conflict-lab", "", "request_standard_resources/insert_resource");
	struct lines line = { 0 };

	(void)state;
	view_timeline(w.player, 400, true, &line);
	assert_null(strstr(line.text.s, "✗"));
	assert_null(strstr(strstr(line.text.s, "●"), "!"));
	lines_clear(&line);
	w.player->veiled = false;
	view_timeline(w.player, 400, true, &line);
	assert_non_null(strstr(line.text.s, "✗"));
	assert_non_null(strstr(strstr(line.text.s, "●"), "!"));
	lines_free(&line);
	end(&w);
}

static int set_up(void **state)
{
	(void)state;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_boards),         cmocka_unit_test(test_single),
		cmocka_unit_test(test_wrong),          cmocka_unit_test(test_veil),
		cmocka_unit_test(test_answers_hidden), cmocka_unit_test(test_other_run),
		cmocka_unit_test(test_timeline),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
