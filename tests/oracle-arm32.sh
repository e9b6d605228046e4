#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of a 32-bit Arm kernel.
ORACLE=oracle-arm32 ORACLE_KERNEL=linux-6.1-armmp
. "$BOOTWALK_SOURCE/tests/oracle.sh"
