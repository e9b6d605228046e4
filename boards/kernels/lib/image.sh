# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by `measure`: what the kernel's image holds, without a boot.

# image_open IMAGE COPY: the image as it lies in memory, unpacked if it was packed with gzip.
image_open()
{
	case $(od -An -tx1 -N2 "$1" | tr -d ' ') in
	1f8b) gzip -dc "$1" >"$2" ;;
	*) cp "$1" "$2" ;;
	esac
	kernel_image=$2
}

# image_sizes: facts about structures from BTF, where the image has it (CONFIG_DEBUG_INFO_BTF).
image_sizes()
{
	# its header: magic, version, flags, length of the header; lengths and places of its two parts
	for at in $(LC_ALL=C grep -abo "$(printf '\237\353\001')" "$kernel_image" | LC_ALL=C sed 's/:.*//'); do
		# shellcheck disable=SC2046 # a list of numbers
		set -- $(od -An -v -tu4 -w24 -j"$at" -N24 "$kernel_image")
		[ "${2:-0}" -eq 24 ] || continue
		types=$((at + 24 + $3)) types_size=$4 strings=$((at + 24 + $5)) strings_size=$6
		break
	done
	[ -n "${types:-}" ] || {
		echo "measure: the image has no BTF: sizes come from the records alone" >&2
		return 0
	}
	{
		tail -c +$((strings + 1)) "$kernel_image" | head -c "$strings_size" |
			LC_ALL=C tr '\0\n' '\n?' |
			LC_ALL=C awk '{ if ($0 ~ /^(resource|memblock_region|device_node|property|alias_prop|pglist_data|page|pcpu_chunk|pcpu_block_md|reserved_mem|prb_desc|printk_info|io_tlb_slot|io_tlb_area)$/) print "name", at, $0; at += length($0) + 1 }'
		od -An -v -tu4 -w4 -j"$types" -N"$types_size" "$kernel_image"
	} | awk '
		$1 == "name" { name[$2] = $3; next }
		skip > 0 { skip--; next }
		column == 0 { name_at = $1 + 0; column = 1; next }
		column == 1 { info = $1 + 0; column = 2; next }
		{
			column = 0
			kind = int(info / 16777216) % 32
			members = info % 65536
			# structures that are complete: INT 1, ARRAY 3, STRUCT 4, UNION 5, ENUM 6, FUNC_PROTO 13,
			# VAR 14, DATASEC 15, DECL_TAG 17, ENUM64 19
			if (kind == 4 && name_at in name && !size[name[name_at]])
				size[name[name_at]] = $1
			skip = kind == 1 || kind == 14 || kind == 17 ? 1 : kind == 3 ? 3 : \
				kind == 4 || kind == 5 || kind == 15 || kind == 19 ? 3 * members : \
				kind == 6 || kind == 13 ? 2 * members : 0
		}
		function fact(property, of, value) {
			if (of in size)
				printf "%s\t<%d>\tstruct %s in the BTF of the image\timage\n", property, value, of
		}
		END {
			fact("sizes/resource", "resource", size["resource"])
			fact("sizes/memblock-region", "memblock_region", size["memblock_region"])
			fact("sizes/device-node", "device_node", size["device_node"])
			fact("sizes/property", "property", size["property"])
			fact("sizes/alias", "alias_prop", size["alias_prop"])
			fact("sizes/page", "page", size["page"])
			fact("sizes/percpu-chunk", "pcpu_chunk", size["pcpu_chunk"])
			fact("sizes/percpu-block", "pcpu_block_md", size["pcpu_block_md"])
			fact("sizes/reserved-mem", "reserved_mem", size["reserved_mem"])
			fact("sizes/log-desc", "prb_desc", size["prb_desc"])
			fact("sizes/log-info", "printk_info", size["printk_info"])
			fact("sizes/bounce-slot", "io_tlb_slot", size["io_tlb_slot"])
			fact("sizes/bounce-area", "io_tlb_area", size["io_tlb_area"])
		}'
}

# image_table WORD COMPATIBLE...: the compatibles of the table that holds one of them, a line each
# behind WORD.  An entry has 200 bytes, 64 of them zeros and then the compatible; the longest run
# of such entries is the table.
image_table()
{
	word=$1
	shift
	for compatible; do
		for at in $(LC_ALL=C grep -abo "$compatible" "$kernel_image" | LC_ALL=C sed 's/:.*//'); do
			before=$(((at - 64) / 200))
			[ $before -le 400 ] || before=400
			[ "$at" -ge 64 ] || continue
			od -An -v -tu1 -w200 -j$((at - 64 - before * 200)) -N160000 "$kernel_image" |
				awk -v word="$word" -v here=$((before + 1)) '
				function text(   i, s) {
					for (i = 1; i <= 64; i++)
						if ($i)
							return ""
					s = ""
					for (i = 65; i <= 192 && $i; i++) {
						if ($i < 33 || $i > 126)
							return ""
						s = s sprintf("%c", $i + 0)
					}
					return s
				}
				{ entry[NR] = text() }
				END {
					for (first = here; entry[first - 1] != ""; first--)
						continue
					for (last = here; entry[last + 1] != ""; last++)
						continue
					if (entry[here] != "")
						for (; first <= last; first++)
							print word, entry[first]
				}' >"$kernel_image.run"
			if [ ! -f "$kernel_image.$word" ] ||
				[ "$(wc -l <"$kernel_image.run")" -gt "$(wc -l <"$kernel_image.$word")" ]; then
				mv "$kernel_image.run" "$kernel_image.$word"
			fi
		done
	done
	[ ! -s "$kernel_image.$word" ] || cat "$kernel_image.$word"
}
