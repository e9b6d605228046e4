#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of 5.10, which takes the other road to the same files.
ORACLE=oracle-5.10 ORACLE_KERNEL=linux-5.10-arm64
. "$BOOTWALK_SOURCE/tests/oracle.sh"
