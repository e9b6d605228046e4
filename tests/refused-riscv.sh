#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same of the boots on RISC-V.
ORACLE=oracle-riscv ORACLE_KERNEL=linux-6.12-riscv64
. "$BOOTWALK_SOURCE/tests/refused.sh"
