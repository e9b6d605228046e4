/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the terminal interface share: where the reader is and what is open, and
 * what the small files do.  The larger parts have headers of their own, which come with this.
 */
#ifndef BOOTWALK_TUI_INTERNAL_H
#define BOOTWALK_TUI_INTERNAL_H

#include "lesson/guess.h"
#include "tui/command_line.h"
#include "tui/drawn.h"
#include "tui/layout.h"
#include "tui/panes.h"
#include "tui/prompt.h"
#include "tui/settings.h"
#include "tui/tui.h"
#include "view/view_lesson.h"

struct tui;

/* The frames of the step where the reader stands. */
struct animation {
	struct view_frame frame;
	int64_t due; /* when the next comes, in milliseconds of the monotonic clock */
};

/* A line of a pane that the reader marks. */
struct pointer {
	bool on;
	size_t view, line;
};

/* The glossary over the panes. */
struct glossary_box {
	bool open;
	size_t at; /* the term that is lit */
	struct text typed;
	long scroll;
};

/* A search under way, and what is still to be told of its hit. */
struct seek {
	bool on, backwards, counting, around;
	uint32_t from;
};

/* Stop after stop by itself. */
struct play {
	bool on;
	int64_t due; /* the next, in milliseconds of the monotonic clock */
};

/* Predict first: the question, and what is told of its answer until the next key. */
struct foretell {
	bool on, told, unsaved;
	struct guess guess;
};

struct key_row;

struct tui {
	struct settings *settings;
	struct player *player;     /* in a lesson: that of its page */
	struct lesson_run *lesson; /* NULL outside of one */
	struct progress *progress; /* lent */
	unsigned cols, rows;
	size_t focus;  /* the pane that keys scroll */
	size_t chosen; /* the pane in the free place of the layout, or PANE_BY_STATE */
	bool zoom;
	bool present; /* presenter mode: one pane, larger, and the sentence */
	struct pointer pointer;
	unsigned map_zoom;
	long scroll[VIEWS_MAX]; /* lines that the reader went down from where a pane stands */
	bool help;
	long help_scroll;
	struct glossary_box glossary;
	struct prompt prompt; /* open when .ask is set */
	bool typing;          /* the command line is open */
	struct text output;   /* what a command printed, shown until a key */
	long output_scroll;
	struct outputs outputs; /* the same of the last commands */
	bool pasting;           /* keys are text that is pasted, */
	struct text pasted;     /* of which this came */
	struct animation animation;
	bool wants_solution; /* asked for a hint when there was none left */
	key_code key;        /* the one that is being done */
	struct text query;   /* searched for last */
	struct seek seek;
	struct play play;
	struct foretell foretell;
	const struct key_row *repeat; /* the last move or search */
	struct text flash;            /* shown once, before the sentence */
	struct drawn drawn[VIEWS_MAX];
	bool quit;
};

/* pointer.c: mark LINE of VIEW (the last, if it has fewer) and bring it into sight. */
void pointer_put(struct tui *t, size_t view, size_t line);
void pointer_drop(struct tui *t);
/* In the pane that has the focus; false when it has no lines to point at. */
bool pointer_move(struct tui *t, long by_lines, long by_pages);
/* Where the line under the pointer leads. */
struct target pointer_target(struct tui *t);
/* Go there. */
void pointer_follow(struct tui *t);
/* Give the whole line under it, or the sentence when there is none, to the clipboard. */
void pointer_copy(struct tui *t);

/* keys.c: do what KEY says. */
void keys_press(struct tui *t, key_code key);
/* The same for the key whose words stand at CELL of the line of keys, which has WIDTH cells. */
void keys_press_footer(struct tui *t, unsigned width, unsigned cell);
/* The line of keys for WIDTH cells. */
void keys_footer(struct tui *t, unsigned width, struct lines *out);
/* Everything that keys do, for WIDTH cells. */
void keys_help(struct tui *t, unsigned width, bool unicode, struct lines *out);

/* mouse.c: do what screen_mouse() tells. */
void mouse_press(struct tui *t);

/* glossary.c: open it at what the step is about; do KEY, false when that is for others. */
void glossary_open(struct tui *t);
bool glossary_press(struct tui *t, key_code key);
void glossary_draw(struct tui *t);

/* calls.c: what the pane `calls` offers. */
/* Drop the call under the pointer; else the reader is asked which. */
void calls_drop_pointed(struct tui *t);
void calls_compare(struct tui *t);

/* animation.c: the frames of a step, by time. */
int64_t animation_now(void); /* milliseconds of the monotonic clock */
/* The reader moved on by one: tell the step in frames, if it has some and they can be seen. */
void animation_begin(struct tui *t);
void animation_finish(struct tui *t);
/* Milliseconds until the next frame, or -1; go to it if it is time. */
int animation_wait(const struct tui *t);
void animation_tick(struct tui *t);
/* The next speed, which the reader is told. */
void animation_change(struct tui *t);

/* reading.c: a lesson under the reader's hand. */
bool reading_unread(struct tui *t); /* is there more below? */
void reading_on(struct tui *t);
void reading_turn(struct tui *t, long by);
void reading_answer(struct tui *t, size_t choice);
void reading_hint(struct tui *t);
void reading_home(struct tui *t);
void reading_reset(struct tui *t);                /* the task or the page anew */
bool reading_do(struct tui *t, const char *line); /* false, with t->flash: it cannot be done */
/* The reader moved: that may solve a task. */
void reading_moved(struct tui *t);
/* Write what is to be remembered, after the screen was drawn. */
void reading_write(struct tui *t);
/* Remember the place for the next time. */
void reading_leave(struct tui *t);

/*
 * search.c: to the next (or previous) step that says t->query.  It goes on in search_tick()
 * while search_busy(), and search_stop() gives it up.  search_ask() asks for the text.
 */
void search_go(struct tui *t, bool backwards);
void search_ask(struct tui *t);
bool search_busy(const struct tui *t);
void search_tick(struct tui *t);
void search_stop(struct tui *t);

/* foretell.c: predict first, on and off. */
void foretell_toggle(struct tui *t);
/* On the way to the next stop there is a question; the reader stands before it. */
bool foretell_asks(struct tui *t);
bool foretell_is_open(struct tui *t);
void foretell_answer(struct tui *t, size_t choice);
void foretell_drop(struct tui *t);
/* The reader is elsewhere: the question is no more. */
void foretell_check(struct tui *t);
/* Write the score, after the screen was drawn. */
void foretell_write(struct tui *t);
/* The question, or what is told of its answer, which goes on the line of the sentence. */
void foretell_lines(const struct tui *t, struct lines *out);
void foretell_score(const struct tui *t, struct lines *out);

/* play.c: stop after stop.  play_wait() is as animation_wait(). */
void play_begin(struct tui *t);
void play_end(struct tui *t, const char *why);
int play_wait(const struct tui *t);
void play_tick(struct tui *t);

/* The reader was moved: the panes follow, the motion can be undone, a task may be solved. */
void tui_moved(struct tui *t);

/* The panes stand again where their views want it; the page of a lesson stays. */
void tui_forget_scroll(struct tui *t);

/* Say TEXT (translated) before the sentence until the next key. */
void tui_flash(struct tui *t, const char *text);

#endif
