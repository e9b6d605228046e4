#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Boots of 6.12 that were made for what the others do not show: a crash kernel's memory high
# and low, KFENCE, distances between nodes, reserved memory in stages, memory with a name.
ORACLE=oracle-6.12-made ORACLE_KERNEL=linux-6.12-arm64
. "$BOOTWALK_SOURCE/tests/oracle.sh"
