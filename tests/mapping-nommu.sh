#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same without an MMU, where every address is a fact: there is no area for mappings.
MAPPING=mapping-arm MAPPING_BOARD=nommu MAPPING_KERNEL=linux-6.1-nommu MAPPING_AREA='none'
. "$BOOTWALK_SOURCE/tests/mapping.sh"
