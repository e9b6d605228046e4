#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Recorded boots of a kernel whose profile was made as boards/kernels/README.md tells.
ORACLE=oracle-rt ORACLE_KERNEL=linux-6.1-rt-arm64
. "$BOOTWALK_SOURCE/tests/oracle.sh"
