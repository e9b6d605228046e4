# SPDX-License-Identifier: GPL-3.0-or-later
#
# One record of a boot, its parts as files, read for what it tells of a profile.  `measure` calls it.
# Each answer is a line: property, tab, value as a profile writes it, tab, what it was read from.
# A feature is `features +word` or `features -word`.  A property with a question mark behind it is that
# only when no record tells otherwise.

# Hexadecimal digits as a number; up to 2 to the power of 53, which no address here exceeds.
function number(digits,   i, n)
{
	sub(/^0x0*/, "", digits)
	n = 0
	for (i = 1; i <= length(digits); i++)
		n = n * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
	return n
}

function hex(n,   s, d)
{
	s = ""
	do {
		d = n % 16
		s = substr("0123456789abcdef", d + 1, 1) s
		n = (n - d) / 16
	} while (n > 0)
	return "0x" s
}

function cell(n) { return "<" hex(n) ">" }
function decimal(n) { return "<" n ">" }

function fact(property, value, how) { printf "%s\t%s\t%s\n", property, value, how }

function feature(word, is, how) { fact("features", (is ? "+" : "-") word, how) }

# The number behind KEY= in the line in hand.
function behind(key,   rest)
{
	if (!match($0, key "=[0-9a-fx]+"))
		return -1
	rest = substr($0, RSTART + length(key) + 1, RLENGTH - length(key) - 1)
	return rest ~ /^0x/ ? number(rest) : rest + 0
}

# The function that the line in hand ends in.
function caller(   name)
{
	name = $NF
	sub(/\+0x.*/, "", name)
	return name
}

# Start and end of the first [0x...-0x...] of the line in hand, into start and end.
function range(   text, ends)
{
	if (!match($0, /0x[0-9a-f]+-0x[0-9a-f]+/))
		return 0
	text = substr($0, RSTART, RLENGTH)
	split(text, ends, "-")
	start = number(ends[1])
	end = number(ends[2])
	digits = length(ends[1]) - 2
	return 1
}

# The power of two that N is; -1 for none.
function power(n,   p)
{
	for (p = 0; n > 1 && n % 2 == 0; p++)
		n /= 2
	return n == 1 ? p : -1
}

# 2 to the power of N; not each awk has ^.
function raised(n,   p)
{
	for (p = 1; n > 0; n--)
		p *= 2
	return p
}

FNR == 1 { part = FILENAME; sub(/.*\//, "", part) }

part == "version" && FNR == 1 {
	fact("banner", "\"" $0 "\"", "/proc/version")
	fact("release", "\"" $3 "\"", "/proc/version")
}

part == "cmdline" { command_line = " " $0 " " }

# ---- config ----

part == "config" && FNR < 5 && /Kernel Configuration/ {
	sub(/^Linux\//, "", $2)
	fact("arch", "\"" $2 "\"", "head of the configuration")
	arch = $2
}
part == "config" && /^CONFIG_/ {
	name = substr($1, 8, index($0, "=") - 8)
	config[name] = substr($0, index($0, "=") + 1)
	configured = 1
}

# ---- iomem ----

part == "iomem" && / : System RAM$/ && !ram_seen {
	split($1, ends, "-")
	ram = number(ends[1])
	ram_seen = ram > 0
}
part == "iomem" && / : Kernel code$/ {
	split($1, ends, "-")
	code = number(ends[1])
	code_end = number(ends[2]) + 1
}
part == "iomem" && / : Kernel data$/ {
	split($1, ends, "-")
	data = number(ends[1])
	data_end = number(ends[2]) + 1
}
part == "iomem" && / : GIC[DR]$/ { gic_claims = 1 }

part == "vmallocinfo" && / paging_init/ && match($0, /phys=0x[0-9a-f]+/) {
	# late kernels list them in no order
	at = number(substr($0, RSTART + 5, RLENGTH - 5))
	for (i = ++segments; i > 1 && segment[i - 1] > at; i--)
		segment[i] = segment[i - 1]
	segment[i] = at
}

part == "memblock.memory" && /^ *[0-9]+: 0x/ {
	memory_start[++memories] = number(substr($2, 1, index($2, "..") - 1))
	memory_end[memories] = number(substr($2, index($2, "..") + 2))
}

# More columns than a range has: node and flags.
part == "memblock.memory" && /^ *[0-9]+: 0x/ {
	feature("memblock-flags-shown", NF > 2, "columns of memblock/memory")
}
part == "memblock.reserved" && /^ *[0-9]+: 0x/ && NF > 2 && $3 ~ /^[0-9]+$/ { reserved_node = 1 }

part == "slabinfo" && /^kmalloc-[0-9]+ / {
	size = substr($1, 9) + 0
	if (!smallest || size < smallest)
		smallest = size
}

part == "devices" && $1 == "platform" { devices = 1; device[$2] = 1 }
part == "drivers" && $1 == "platform" { drivers = 1; driver[$2] = 1 }

part == "kallsyms" && $3 == "arm64_memblock_init" { arm64 = 1 }
part == "kallsyms" && $3 == "_stext" { stext = substr($1, 5) }
part == "kallsyms" && $3 == "__idmap_text_start" { idmap = substr($1, 5) }
part == "kallsyms" && $3 == "__idmap_text_end" { idmap_end = substr($1, 5) }
part == "kallsyms" && $3 == "_stext" { link = $1 }

# ---- the log ----

part == "dmesg" && /^Linux version / { complete = 1 }
part == "dmesg" && /^memblock_/ {
	digits = 0
	range()
	who = caller()
	logged = 1
	if (digits)
		fact("phys-addr-bits", decimal(digits * 4), "digits of addresses in lines of memblock")
	if (digits)
		long_bytes = digits / 2
	called[who] = 1
	if (who == "arm64_memblock_init")
		arm64 = 1
}
part == "dmesg" && /^memblock_phys_free/ && who == "memblock_free" { free_function = 1 }
part == "dmesg" && /^memblock_(phys_)?free:/ && start == code_end { initmem_freed = 1 }
part == "dmesg" && /^memblock_phys_/ { phys_names = 1 }
part == "dmesg" && /^memblock_free:/ { plain_names = 1 }
part == "dmesg" && /^memblock_remove:/ && who == "arm64_memblock_init" {
	removed++
	if (removed == 1 && power(start) > 0) {
		pa_bits = power(start)
		fact("pa-bits", decimal(pa_bits), "the first memblock_remove")
	}
	if (removed == 2)
		linear_end = start
}
part == "dmesg" && /^memblock_remove:/ && who == "arm64_memblock_init" { removed_range[hex(start)] = 1 }
part == "dmesg" && /^memblock_add:/ && who == "arm64_memblock_init" {
	feature("initrd-nomap-cleared", !(hex(start) in removed_range),
		"whether the initrd's memory is removed before it is added")
}
part == "dmesg" && /^memblock_reserve:/ && who == "arm_memblock_init" && start <= code_end && end >= code {
	reserved_from = start
}
part == "dmesg" && /^memblock_(phys_)?free:/ && who == "paging_init" {
	pg_dir = start
	pg_end = end + 1
	behind_paging = 1
	next
}
part == "dmesg" && /printk messages dropped/ { complete = 0 }
# Page tables are single pages, right behind that line; where no allocation is told, as in 5.10, their
# reservations are.
part == "dmesg" && behind_paging {
	if (/^memblock_reserve:/ && (end - start == 4095 || end - start == 16383 || end - start == 65535))
		idmap_tables++
	else if (/page table pages more, each directly below/)
		idmap_tables += substr($1, 2) + 0
	else if (!/^memblock_[a-z_]*alloc.* early_pgtable_alloc/)
		behind_paging = 0
}
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who ~ /^(bootmem_init|arm64_memblock_init|reserve_crashkernel.*)$/ &&
	command_line ~ / crashkernel=/ && !crash_seen++ {
	feature("crash-reserve", who == "reserve_crashkernel_generic", "the line of crashkernel=")
	if (arm64 && (who == "arm64_memblock_init" || section))
		feature("crashkernel-in-bootmem", section > 0, "whether sections have memory before the line of crashkernel=")
	fact("crash-align", cell(behind("align")), "the line of crashkernel=")
}
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who == "early_init_dt_alloc_memory_arch" {
	if (!tree_bytes)
		tree_bytes = $2
	else
		alias_bytes[++aliased] = $2
}
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who == "numa_init" { distance = 1 }
part == "dmesg" && /^memblock_reserve/ && who == "numa_init" { distance_reserved = 1 }
part == "dmesg" && /NODE_DATA(\(0\) allocated)? \[mem / {
	range()
	fact("sizes/pglist-data", cell(end - start + 1), "NODE_DATA [mem ...]")
	if (arm64)
		fact("log", (/NODE_DATA\(0\) allocated/ ? "+" : "-") "node-data-allocated", "NODE_DATA")
	has_nodes = 1
	feature("numa", 1, "NODE_DATA [mem ...]")
	fact("sizes/memblock-region", "<24>", "NODE_DATA [mem ...]: regions have a node")
}
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who == "sparse_init" {
	fact("sizes/mem-section-roots", decimal($2), "the allocation that ends in sparse_init")
}
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who == "sparse_index_alloc" {
	fact("sizes/mem-section-root", decimal($2), "the allocation that ends in sparse_index_alloc")
}
part == "dmesg" && /^memblock_alloc_try_nid:/ && who == "sparse_init_nid" {
	usage_bytes = $2
	if (behind("from") > 0 && behind("max_addr") > behind("from"))
		section = behind("max_addr") - behind("from")
}
part == "dmesg" && /^memblock_alloc_exact_nid_raw:/ && who ~ /^(memmap_alloc|sparse_.*)$/ && usage_bytes {
	map_bytes = $2
	usages[++usage_count] = usage_bytes
	maps[usage_count] = map_bytes
	usage_bytes = 0
}
part == "dmesg" && /memory\.cnt +=/ { regions = number($NF) }
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who == "setup_arch" && regions && arm64 && !resources++ {
	fact("sizes/resource", decimal($2 / regions), "the allocation that ends in setup_arch")
	fact("cache-line", decimal(behind("align")), "align= of the allocation that ends in setup_arch")
}
part == "dmesg" && /^pcpu-alloc: s[0-9]/ {
	unit = substr($5, 2) + 0
	static_bytes = substr($2, 2) + 0
	module_bytes = substr($3, 2) + 0
	dynamic = substr($4, 2) + 0
	page = substr($6, index($6, "*") + 1) + 0
	# a PC has its units in huge pages
	if (page <= 65536)
		fact("page-shift", decimal(power(page)), "alloc= in pcpu-alloc:")
}
part == "dmesg" && /^pcpu-alloc: \[/ { groups = 1 }
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who ~ /^(pcpu_.*|memblock_alloc)$/ && groups { books[++book_count] = $2 }
part == "dmesg" && /^cma: Reserved / { fact("log", (/ on node -?[0-9]+$/ ? "+" : "-") "cma-node", "cma: Reserved") }
part == "dmesg" && /^cma: Reserved / && command_line !~ / cma=/ {
	fact("sizes/cma", cell($3 * 1048576), "cma: Reserved")
}
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who == "setup_log_buf" { log_part[++log_parts] = $2 }
part == "dmesg" && /software IO TLB: area num/ { areas = $NF + 0 }
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who ~ /^swiotlb_init/ { bounce[++bounces] = $2 }
part == "dmesg" && /RCU restricting CPUs from NR_CPUS=/ {
	fact("cpus", decimal(behind("NR_CPUS")), "RCU restricting CPUs from NR_CPUS=")
	sub(/.*nr_cpu_ids=/, "")
	cpu_count = $1 + 0
}
part == "dmesg" && /Unknown kernel command line parameters/ { unknown = 1 }
part == "dmesg" && /^Kernel command line:/ { told_command_line = 1 }
part == "dmesg" && /BAR [0-9]+ \[.*\]: assigned/ { feature("pci-resource-names", 1, "BAR ... assigned") }
part == "dmesg" && /BAR [0-9]+: assigned \[/ { feature("pci-resource-names", 0, "BAR ... assigned") }
part == "dmesg" && /Memory resource size exceeds max for 32 bits/ {
	feature("pci-window-size-warning", 1, "Memory resource size exceeds max for 32 bits")
}
part == "dmesg" && /^GICv3: / { gic_v3 = 1 }
part == "dmesg" && /Fixed dependency cycle\(s\)/ { feature("fw-devlink", 1, "Fixed dependency cycle(s)") }
part == "dmesg" && /^memblock_[a-z_]*alloc/ && who ~ /^early_init_dt_alloc_reserved_memory_arch/ { placing = 1 }
part == "dmesg" && /^memblock_remove:/ && who ~ /^early_init_dt_alloc_reserved_memory_arch/ {
	feature("dynamic-nomap-marked", 0, "the memblock_remove of a node without an address")
}
part == "dmesg" && /^memblock_reserve:/ && placing {
	placed[++placements] = start
	placing = 0
}

# ---- the tree: text as dtc prints it ----

# A record of a node or property, with LEN bytes of name behind it, from a multiple of 8 on.
function record(len)
{
	tree_constant = 8 * int((tree_constant + 7) / 8) + len
}

part == "tree" && /\{$/ {
	sub(/^[ \t]*/, "")
	sub(/ *\{$/, "")
	sub(/^.*: */, "")
	name = $0 == "/" ? "" : $0
	if (depth)
		close_properties()
	path[++depth] = name
	properties_done[depth] = named[depth] = nomap[depth] = sized[depth] = placed_by[depth] = 0
	tree_nodes++
	record(length(name) + 1)
	next
}
# A node's properties come before its nodes; then `name` is made up.
function close_properties(   bare)
{
	if (properties_done[depth])
		return
	properties_done[depth] = 1
	if (named[depth])
		return
	bare = path[depth]
	sub(/@[^@]*$/, "", bare)
	tree_properties++
	record(length(bare) + 1)
}
part == "tree" && /^[ \t]*\};$/ {
	close_properties()
	if (depth == 3 && path[2] == "reserved-memory" && nomap[3] && sized[3] && !placed_by[3])
		dynamic_nomap++
	depth--
	next
}
part == "tree" && depth && /;$/ {
	name = $1
	sub(/;$/, "", name)
	if (path[depth] == "chosen" && depth == 2 && name == "rng-seed")
		next
	if (name == "name")
		named[depth] = 1
	if (name == "no-map")
		nomap[depth] = 1
	if (name == "size")
		sized[depth] = 1
	if (name == "reg")
		placed_by[depth] = 1
	if (depth == 2 && path[2] == "aliases" && name ~ /[0-9]$/) {
		sub(/[0-9]+$/, "", name)
		stem[++stems] = length(name)
	}
	tree_properties++
	record(0)
}

# ---- what follows ----

function config_facts(   n, list, i, pair, how)
{
	how = "the configuration"
	if (arch == "arm64")
		fact("page-shift", decimal(config["ARM64_64K_PAGES"] == "y" ? 16 : config["ARM64_16K_PAGES"] == "y" ? 14 : 12), how)
	# the processor may have fewer than the kernel was built for: the log knows better
	if ("ARM64_VA_BITS" in config) {
		fact("va-bits-built", decimal(config["ARM64_VA_BITS"]), how)
		fact("va-bits?", decimal(config["ARM64_VA_BITS"]), how)
	}
	if ("ARM64_PA_BITS" in config)
		fact("pa-bits?", decimal(config["ARM64_PA_BITS"]), how)
	fact("nodes", decimal("NODES_SHIFT" in config ? raised(config["NODES_SHIFT"]) : 1), how)
	if ("NR_CPUS" in config)
		fact("cpus", decimal(config["NR_CPUS"]), how)
	if (arch == "arm64" && "NR_CPUS" in config)
		fact("reserved-regions", decimal(128 + config["NR_CPUS"] + 1), how ": 128 + NR_CPUS + 1")
	if ("PGTABLE_LEVELS" in config)
		fact("mapping/levels?", decimal(config["PGTABLE_LEVELS"]), how)
	if ("LOG_BUF_SHIFT" in config)
		fact("sizes/log-buf", cell(raised(config["LOG_BUF_SHIFT"])), how)
	if ("LOG_CPU_MAX_BUF_SHIFT" in config)
		fact("sizes/log-buf-per-cpu", cell(raised(config["LOG_CPU_MAX_BUF_SHIFT"])), how)
	if (config["DMA_CMA"] != "y")
		fact("sizes/cma", "<0>", how)
	else if (config["CMA_SIZE_SEL_MBYTES"] == "y")
		fact("sizes/cma", cell(config["CMA_SIZE_MBYTES"] * 1048576), how)
	feature("no-mmu", config["MMU"] != "y", how)
	n = split("numa=NUMA arm-mpu=ARM_MPU strict-devmem=STRICT_DEVMEM io-strict-devmem=IO_STRICT_DEVMEM kexec-core=KEXEC_CORE cma=CMA memory-hotremove=MEMORY_HOTREMOVE cpumask-offstack=CPUMASK_OFFSTACK bounce-kmalloc=DMA_BOUNCE_UNALIGNED_KMALLOC sparsemem-vmemmap=SPARSEMEM_VMEMMAP debug-devres=DEBUG_DEVRES", list, " ")
	for (i = 1; i <= n; i++) {
		split(list[i], pair, "=")
		feature(pair[1], config[pair[2]] == "y", how)
	}
	fact("devices", (config["CPUFREQ_DT_PLATDEV"] == "y" ? "+" : "-") "cpufreq-dt", how)
	if (config["RTC_CLASS"] != "y")
		fact("devices", "-alarmtimer", how)
	if ("KFENCE" in config && page)
		fact("sizes/kfence-pool", cell((config["KFENCE_NUM_OBJECTS"] + 1) * 2 * page), how)
}

# Devices that are always made, where the kernel can.
function device_facts(   n, list, i, pair)
{
	n = split("reg-dummy=reg-dummy serial8250=serial8250 psci-cpuidle=psci-cpuidle platform-framebuffer=platform-framebuffer.0", list, " ")
	for (i = 1; i <= n; i++) {
		split(list[i], pair, "=")
		fact("devices", (pair[2] in device ? "+" : "-") pair[1], "/sys/bus/platform/devices")
	}
	# those that are there on some boards only
	n = split("alarmtimer=alarmtimer.0.auto riscv-pmu-sbi=riscv-pmu-sbi sbi-cpuidle=sbi-cpuidle", list, " ")
	for (i = 1; i <= n; i++) {
		split(list[i], pair, "=")
		if (pair[2] in device)
			fact("devices", "+" pair[1], "/sys/bus/platform/devices")
	}
}

# The image on arm64: it begins at a multiple of 2 MiB below its code.
function image_facts(   base, how)
{
	base = code - code % 2097152
	how = "/proc/iomem"
	fact("image/text-offset", cell(base - ram), how ": the image's 2 MiB less the start of RAM")
	fact("image/stext", cell(code - base), how)
	fact("image/init-begin", cell(code_end - base), how)
	fact("image/sdata", cell(data - base), how)
	fact("image/end", cell(data_end - base), how)
	how = "the five lines of paging_init in /proc/vmallocinfo"
	if (segments == 5 && segment[1] == code) {
		fact("image/etext", cell(segment[2] - base), how)
		fact("image/init-begin", cell(segment[3] - base), how)
		fact("image/inittext-end", cell(segment[4] - base), how)
		fact("image/sdata", cell(segment[5] - base), how)
	}
	if (pg_dir) {
		how = "the line of memblock that ends in paging_init"
		fact("image/init-pg-dir", cell(pg_dir - base), how)
		fact("image/init-pg-end", cell(pg_end - base), how)
	}
	if (link ~ /[1-9a-f]/)
		fact("mapping/vmalloc-start", "<0x" substr(link, 1, 8) " 0x" substr(hex(4294967296 + number(substr(link, 9)) - (code - base)), 4) ">",
			"_stext in /proc/kallsyms less image/stext")
	if (complete && regions && !pg_dir) {
		how = "no line of memblock ends in paging_init"
		fact("image/init-pg-dir", "<0>", how)
		fact("image/init-pg-end", "<0>", how)
	}
	if (complete && regions && !idmap_tables) {
		how = "no page table behind the line of paging_init"
		fact("image/idmap-text", "<0>", how)
		fact("image/idmap-text-end", "<0>", how)
		fact("image/idmap-flag", "<0>", how)
	} else if (pg_dir && idmap && idmap_end && stext ~ /[1-9a-f]/) {
		how = "/proc/kallsyms less _stext"
		fact("image/idmap-text", cell(number(idmap) - number(stext) + code - base), how)
		fact("image/idmap-text-end", cell(number(idmap_end) - number(stext) + code - base), how)
		if (levels)
			fact("image/idmap-flag", idmap_tables >= levels ? cell(data - base) : "<0>",
				idmap_tables " page tables behind the line of paging_init: " \
				(idmap_tables >= levels ? "one more than" : "as many as") " the code takes")
	}
}

# The image on 32-bit Arm: it is counted from the start of its code.
function arm_image_facts()
{
	fact("image/stext", "<0>", "/proc/iomem")
	fact("image/init-begin", cell(code_end - code), "/proc/iomem")
	fact("image/sdata", cell(data - code), "/proc/iomem")
	fact("image/end", cell(data_end - code), "/proc/iomem")
	fact("image/reserved-from", cell(reserved_from - code), "the memblock_reserve of arm_memblock_init that holds the image")
}

# The linear map ends half of all virtual addresses above the start of RAM, rounded down to 1 GiB.
function address_facts(   half, bits)
{
	half = power(linear_end - (ram - ram % 1073741824))
	if (half < 0)
		return
	fact("va-bits", decimal(half + 1), "the second memblock_remove")
	if (page) {
		bits = power(page) - 3
		levels = int((half + 1 - power(page) + bits - 1) / bits)
		fact("mapping/levels", decimal(levels), "the bits of a virtual address")
	}
}

# The tree as a sum: nodes times the one size, properties times the other, and their names.
function tree_facts(   node, property, bytes, found, said)
{
	bytes = tree_bytes - 4
	for (node = 96; node <= 512; node += 8) {
		property = (bytes - 4 * int((tree_constant + 3) / 4) - tree_nodes * node) / tree_properties
		if (property >= 32 && property <= 256 && property % 8 == 0)
			printf "sizes/device-node+property\t%d %d\ta tree of %d bytes for %d nodes and %d properties\n", \
				node, property, tree_bytes, tree_nodes, tree_properties
	}
}

function alias_facts(   i)
{
	if (aliased != stems)
		return
	for (i = 1; i <= stems; i++)
		fact("sizes/alias", decimal(alias_bytes[i] - stem[i] - 1), "the allocation of an alias less its name")
}

function percpu_facts(   pages, slot, slots, lists)
{
	fact("sizes/percpu-static", decimal(static_bytes), "s in pcpu-alloc:")
	fact("sizes/percpu-reserved", decimal(module_bytes), "r in pcpu-alloc:")
	printf "sizes/percpu-dynamic<\t%d %d\td in pcpu-alloc:\n", dynamic, page
	if (book_count < 5)
		return
	# the bits of the second of four books, one for each 4 bytes, tell how many pages the piece has
	pages = books[3] * 32 / page
	fact("sizes/percpu-chunk", decimal(books[2] - long_bytes * int((pages + 8 * long_bytes - 1) / 8 / long_bytes)), "the first allocation of pcpu_alloc_first_chunk")
	fact("sizes/percpu-block", decimal(books[5] / pages), "the fourth allocation of pcpu_alloc_first_chunk")
	for (slot = 0; raised(slot + 1) <= unit; slot++)
		continue
	slot -= 2
	for (lists = 1; lists <= 2; lists++) {
		slots = books[1] / 2 / long_bytes / lists
		if (slots == int(slots) && slots >= slot && slots <= slot + 8)
			printf "sizes/percpu-slots+percpu-lists\t%d %d\tthe allocation behind pcpu-alloc: [...]\n", slots - slot, lists
	}
}

function bounce_facts(   slots, cpus)
{
	slots = bounce[1] / 2048
	if (areas) {
		for (cpus = 1; cpus < cpu_count; cpus *= 2)
			continue
		fact("sizes/bounce-area", decimal(bounce[bounces] / cpus), "the last allocation of swiotlb_init")
		bounces--
	} else {
		fact("sizes/bounce-area", "<0>", "no area num in the line of the bounce buffer")
	}
	# both are whole pages: a small buffer's tell too little
	if (slots < page || !page)
		return
	fact("sizes/bounce-list", bounces == 3 ? decimal(int(bounce[2] / slots)) : "<0>", "allocations behind the bounce buffer")
	if (bounces >= 2)
		fact("sizes/bounce-slot", decimal(int(bounce[bounces] / slots)), "allocations behind the bounce buffer")
}

function sparse_facts(   i, per)
{
	if (!section || !page)
		return
	fact("sizes/section", cell(section), "from= to max_addr= of the allocation that ends in sparse_init_nid")
	per = section / page
	# a map of 64 bytes a page, as each kernel of 64 bits has that keeps it a power of two
	for (i = 1; i <= usage_count; i++) {
		fact("sizes/page", "<64>", "the maps are whole sections of 64 bytes a page")
		if (maps[i] % (per * 64) == 0)
			fact("sizes/section-usage", decimal(usages[i] / (maps[i] / per / 64)), "the allocation that ends in sparse_init_nid, by the sections of its map")
	}
}

# What a release does otherwise, as a log shows that is whole: the functions that its lines end in.
function release_facts(   how)
{
	if (reserved_node)
		feature("reserved-nodes", 1, "columns of memblock/reserved")
	if ("fdt_scan_reserved_mem_reg_nodes" in called)
		feature("reserved-mem-stages", 1, "an allocation that ends in fdt_scan_reserved_mem_reg_nodes")
	if (!complete || !regions)
		return
	how = "the functions that the lines of memblock end in"
	if (has_nodes)
		feature("numa-memblks", !("numa_init" in called), how)
	if (phys_names)
		fact("log", (free_function ? "+" : "-") "memblock-free", how)
	if (code_end)
		feature("initmem-leaves-memblock", initmem_freed > 0, "whether a line of memblock gives back what is behind Kernel code")
}

END {
	if (configured)
		config_facts()
	if (reserved_from)
		arm_image_facts()
	if (linear_end && ram_seen)
		address_facts()
	if ((arch == "arm64" || arm64) && code && ram_seen)
		image_facts()
	if (devices)
		device_facts()
	if (smallest)
		fact("kmalloc-min", decimal(smallest), "the smallest kmalloc-N in /proc/slabinfo")
	if (gic_v3 && code)
		feature("gic-v3-claims", gic_claims, "GICD and GICR in /proc/iomem")
	if (drivers)
		feature("simple-bus-driver", "simple-pm-bus" in driver, "/sys/bus/platform/drivers")
	if (!logged)
		exit
	if (complete && phys_names + plain_names)
		fact("log", (phys_names ? "+" : "-") "phys-names", "names of the lines of memblock")
	if (distance + distance_reserved)
		fact("log", (distance ? "+" : "-") "distance-allocated", "the lines that end in numa_init")
	if (unknown || (told_command_line && command_line ~ / measured=yes /))
		fact("log", (unknown ? "+" : "-") "unknown-options", "Unknown kernel command line parameters")
	if (tree_bytes && tree_nodes)
		tree_facts()
	if (aliased)
		alias_facts()
	if (unit)
		percpu_facts()
	if (log_parts == 3) {
		fact("sizes/log-desc", decimal(log_part[2] / log_part[1] * 32), "the second allocation of setup_log_buf")
		fact("sizes/log-info", decimal(log_part[3] / log_part[1] * 32), "the third allocation of setup_log_buf")
	}
	if (bounces > 1)
		bounce_facts()
	sparse_facts()
	if (dynamic_nomap == 1 && placements == 1) {
		is = 0
		for (i = 1; i <= memories; i++)
			if (memory_start[i] <= placed[1] && placed[1] <= memory_end[i])
				is = 1
		feature("dynamic-nomap-marked", is, "whether the node without an address is in memblock/memory")
	}
	release_facts()
}
