#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same of boards with many made-up devices, each with a conflict or a way of its own.
ORACLE=oracle-devices
. "$BOOTWALK_SOURCE/tests/oracle-devices.sh"
