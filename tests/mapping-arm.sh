#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same on 32-bit Arm, whose linear map of 256 MiB ends before 0xd0000000.
MAPPING=mapping-arm MAPPING_BOARD=arm MAPPING_KERNEL=linux-6.1-armmp MAPPING_AREA='0x[d-f][0-9a-f]+$'
. "$BOOTWALK_SOURCE/tests/mapping.sh"
