/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several test programs need: the test data, and the recorded boots in it. */
#ifndef BOOTWALK_TESTS_SUPPORT_H
#define BOOTWALK_TESTS_SUPPORT_H

#include "machine/machine.h"
#include "sim/text.h"

/* Where the test data is unpacked ($BOOTWALK_TESTDATA); ends the program when it is not said. */
const char *test_data(void);

/*
 * How far a loop over all there is goes at a time: 1, or what BOOTWALK_BRIEF says where
 * everything takes so many times as long (under valgrind and the sanitizers).
 */
unsigned test_stride(void);

/*
 * Call EACH for every entry of FOLDER (below the test data) whose name ends in SUFFIX, sorted, one
 * of each test_stride(); how many there are.
 */
size_t test_each(const char *folder, const char *suffix, void (*each)(const char *path, void *arg),
                 void *arg);

/* The whole file at PATH; false when it cannot be read. */
bool test_read(const char *path, struct text *out);

/*
 * The machine of a recorded case with its cards; FOLDER is its path, KERNEL the profile's name,
 * BIND says which devices probe, as --bind does.
 */
struct machine *test_case_machine(const char *folder, const char *kernel, const char *bind);

#endif
