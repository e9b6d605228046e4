/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals that end or stop the program are blocked but while it waits for a
 * key, so a handler only notes them and nothing is ever left half drawn.  Those
 * that mean a crash cannot wait: their handler gives the terminal back itself,
 * with calls that a handler may make.
 */
#include "tui/signals.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static const int ending[] = { SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGUSR1,
	                      SIGUSR2, SIGALRM, SIGPIPE, SIGXCPU };
static const int crashing[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum {
	ENDING = sizeof(ending) / sizeof(ending[0]),
	CRASHING = sizeof(crashing) / sizeof(crashing[0]),
};

static volatile sig_atomic_t ended, stop_wanted, continued;
static struct sigaction old_ending[ENDING], old_crashing[CRASHING], old_stop, old_cont;
static sigset_t old_mask, wait_mask;
static struct termios restore_modes;
static char restore_bytes[256];
static size_t restore_len;
static char crash_stack[64 * 1024];

static void note_end(int sig)
{
	ended = sig;
}

static void note_stop(int sig)
{
	(void)sig;
	stop_wanted = 1;
}

static void note_continued(int sig)
{
	(void)sig;
	continued = 1;
}

static void crash(int sig)
{
	ssize_t done = write(STDOUT_FILENO, restore_bytes, restore_len);

	(void)done;
	tcsetattr(STDIN_FILENO, TCSANOW, &restore_modes);
	/* SA_RESETHAND: this time it ends us, and with the status that it should have */
	raise(sig);
}

static void take(int sig, void (*handler)(int), int flags, struct sigaction *old)
{
	struct sigaction sa = { .sa_handler = handler, .sa_flags = flags };

	sigemptyset(&sa.sa_mask);
	sigaction(sig, &sa, old);
}

void signals_on_crash(const char *restore, size_t len, const struct termios *modes)
{
	stack_t stack = { .ss_sp = crash_stack, .ss_size = sizeof(crash_stack) };

	restore_len = len < sizeof(restore_bytes) ? len : 0;
	memcpy(restore_bytes, restore, restore_len);
	restore_modes = *modes;
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < CRASHING; i++)
		take(crashing[i], crash, (int)(SA_RESETHAND | SA_ONSTACK | SA_NODEFER),
		     &old_crashing[i]);
}

void signals_take(void)
{
	sigset_t mask;

	sigemptyset(&mask);
	for (size_t i = 0; i < ENDING; i++) {
		take(ending[i], note_end, 0, &old_ending[i]);
		/* who ignored it before us (nohup) wants it ignored */
		if (old_ending[i].sa_handler == SIG_IGN)
			sigaction(ending[i], &old_ending[i], NULL);
		sigaddset(&mask, ending[i]);
	}
	for (size_t i = 0; i < CRASHING; i++)
		sigaction(crashing[i], NULL, &old_crashing[i]);
	take(SIGTSTP, note_stop, 0, &old_stop);
	take(SIGCONT, note_continued, 0, &old_cont);
	sigaddset(&mask, SIGTSTP);
	sigaddset(&mask, SIGCONT);
	sigaddset(&mask, SIGWINCH); /* its handler is that of ncurses */
	sigprocmask(SIG_BLOCK, &mask, &old_mask);
	wait_mask = old_mask;
	for (size_t i = 0; i < ENDING; i++)
		sigdelset(&wait_mask, ending[i]);
	sigdelset(&wait_mask, SIGTSTP);
	sigdelset(&wait_mask, SIGCONT);
	sigdelset(&wait_mask, SIGWINCH);
}

void signals_give_back(void)
{
	for (size_t i = 0; i < ENDING; i++)
		sigaction(ending[i], &old_ending[i], NULL);
	for (size_t i = 0; i < CRASHING; i++)
		sigaction(crashing[i], &old_crashing[i], NULL);
	sigaction(SIGTSTP, &old_stop, NULL);
	sigaction(SIGCONT, &old_cont, NULL);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
}

int signals_wait(int ms)
{
	struct timespec most = { ms / 1000, ms % 1000 * 1000000L };
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	int n = ppoll(&input, 1, ms < 0 ? NULL : &most, &wait_mask);
	sigset_t blocked;

	if (n < 0)
		return errno == EINTR ? 0 : -1;
	/* input that is there already hides a signal from ppoll(): take it here */
	sigprocmask(SIG_SETMASK, &wait_mask, &blocked);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	/* a terminal that hung up says that there is input, for ever */
	return input.revents & (POLLHUP | POLLERR | POLLNVAL) ? -1 : 1;
}

int signals_ended(void)
{
	return ended;
}

bool signals_interrupted(void)
{
	bool was = ended == SIGINT;

	if (was)
		ended = 0;
	return was;
}

bool signals_stop_wanted(void)
{
	bool was = stop_wanted;

	stop_wanted = 0;
	return was;
}

bool signals_continued(void)
{
	bool was = continued;

	continued = 0;
	return was;
}

void signals_stop(void)
{
	struct sigaction ours;
	sigset_t only, before;

	take(SIGTSTP, SIG_DFL, 0, &ours);
	raise(SIGTSTP);
	sigemptyset(&only);
	sigaddset(&only, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &only, &before); /* here we stop, and here we go on */
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &ours, NULL);
}
