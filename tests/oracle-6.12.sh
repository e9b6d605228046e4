#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The recorded boots of 6.12, whose memblock has nodes and flags in its files.
ORACLE=oracle-6.12 ORACLE_KERNEL=linux-6.12-arm64 ORACLE_MAX=linux-6.12-arm64-lpa2
. "$BOOTWALK_SOURCE/tests/oracle.sh"
