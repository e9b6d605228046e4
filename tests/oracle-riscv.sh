#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of a RISC-V kernel, all of what they say of memory.  Where the blob lay is
# left to the program, for all of these machines put it in the same way.
ORACLE=oracle-riscv ORACLE_KERNEL=linux-6.12-riscv64
. "$BOOTWALK_SOURCE/tests/oracle.sh"
