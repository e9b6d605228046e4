#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# board.sh COUNT: the source of a made-up board of so many devices, on buses of 500, which bind,
# fail, wait, or have no driver.
count=${1:?board.sh COUNT}
awk -v count="$count" 'BEGIN {
	print "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; interrupt-parent = <&gic>;"
	print "memory@40000000 { device_type = \"memory\"; reg = <0 0x40000000 0 0x40000000>; };"
	print "cpus { #address-cells = <1>; #size-cells = <0>;"
	print "cpu@0 { device_type = \"cpu\"; compatible = \"arm,cortex-a57\"; reg = <0>; }; };"
	print "clk: clock { compatible = \"fixed-clock\"; #clock-cells = <0>; };"
	print "gic: intc@8000000 { compatible = \"arm,cortex-a15-gic\"; #interrupt-cells = <3>;"
	print "interrupt-controller; reg = <0 0x8000000 0 0x10000 0 0x8010000 0 0x10000>; };"
	split("\"ns16550a\" \"arm,pl061\",\"arm,primecell\" \"mmio-sram\" \"made-up,unknown\"" \
		" \"arm,pl011\",\"arm,primecell\"", kind, " ")
	for (bus = 0; bus * 500 < count; bus++) {
		printf "bus%d { compatible = \"simple-bus\"; #address-cells = <2>;", bus
		print "#size-cells = <2>; ranges;"
		for (i = 0; i < 500 && bus * 500 + i < count; i++) {
			n = bus * 500 + i
			printf "dev@1%08x { compatible = %s; reg = <1 0x%08x 0 0x1000>;", n * 65536,
				kind[n % 5 + 1], n * 65536
			printf "interrupts = <0 %d 4>; clocks = <&clk>; };\n", n % 900
		}
		print "};"
	}
	print "};"
}'
