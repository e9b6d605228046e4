#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of a 32-bit Arm kernel.  Where the decompressor moved the blob was not
# recorded, so the log is not compared.
ORACLE=oracle-arm32 ORACLE_KERNEL=linux-6.1-armmp ORACLE_FILES=yes ORACLE_MORE='|Crash kernel'
. "$BOOTWALK_SOURCE/tests/oracle.sh"
