#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of a RISC-V kernel, all of what they say of memory.  Where the blob lay is
# left to the program, but for two machines whose trees were told of other RAM than they have.
ORACLE=oracle-riscv
ORACLE_KERNEL=linux-6.12-riscv64
. "$BOOTWALK_SOURCE/tests/oracle.sh"
