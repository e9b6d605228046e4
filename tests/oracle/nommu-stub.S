/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a Cortex-M of QEMU's machine mps2-an385 begins with, in place of a boot loader: it lies at
 * address 0, switches the first serial port on, and enters the kernel as the kernel wants it.
 * IMAGE and BLOB are addresses.
 */
	.syntax unified
	.thumb
	.word	0x00010000		/* the stack */
	.word	start + 1		/* where it begins, in Thumb state */
start:
	ldr	r0, =0x40004000		/* UART0 */
	movs	r1, #16
	str	r1, [r0, #0x10]		/* BAUDDIV */
	movs	r1, #1
	str	r1, [r0, #0x08]		/* CTRL: send */
	movs	r0, #0			/* what the kernel expects: 0, */
	mvn	r1, #0			/* the number of no machine, */
	ldr	r2, =BLOB		/* and its tree */
	ldr	r3, =IMAGE + 1
	bx	r3
	.ltorg
