#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same of the boots of 5.10.
ORACLE=oracle-5.10 ORACLE_KERNEL=linux-5.10-arm64
. "$BOOTWALK_SOURCE/tests/oracle-devices.sh"
