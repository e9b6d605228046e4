/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane `lesson`: a page of a lesson under way, as styled lines. */
#ifndef BOOTWALK_VIEW_VIEW_LESSON_H
#define BOOTWALK_VIEW_VIEW_LESSON_H

#include "lesson/lesson_run.h"
#include "view/parts.h"

/*
 * The page that RUN stands at, wrapped to ROOM's width, from its beginning on.
 * ENDS, when not NULL, has a place for each block of the page: the line behind
 * its last.
 */
void view_lesson(const struct lesson_run *run, const struct view_room *room, size_t *ends,
                 struct lines *out);

/* The teacher's notes on that page; nothing when it has none. */
bool lesson_has_notes(const struct lesson_run *run);
void view_lesson_notes(const struct lesson_run *run, const struct view_room *room,
                       struct lines *out);

/* The first block of the page that waits for an answer (or for a solution); the count for none. */
size_t lesson_open_question(const struct lesson_run *run);
size_t lesson_open_task(const struct lesson_run *run);

#endif
