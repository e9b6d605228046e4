#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same of the boots of 6.12.
ORACLE=oracle-6.12 ORACLE_KERNEL=linux-6.12-arm64
. "$BOOTWALK_SOURCE/tests/oracle-devices.sh"
