/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm64/kvm, as far as it shows among the mappings: a kernel that may run virtual
 * machines maps the part of the interrupt controller that is for them.
 */
#ifndef BOOTWALK_LINUX_ARCH_ARM64_KVM_H
#define BOOTWALK_LINUX_ARCH_ARM64_KVM_H

#include "linux/linux.h"

/* An initcall. */
void kvm_arm_init(struct kernel *k);

#endif
