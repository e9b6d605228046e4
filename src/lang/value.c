/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lang/value.h"

#include <inttypes.h>

#include "sim/sentence.h"

static const char *const region_names[] = {
	[REGION_INTERSECTS] = "REGION_INTERSECTS",
	[REGION_DISJOINT] = "REGION_DISJOINT",
	[REGION_MIXED] = "REGION_MIXED",
};

void value_set_resource(struct value *value, struct resource *res, struct resource *root)
{
	value->kind = VALUE_RESOURCE;
	value->resource = res;
	value->labels = (struct thing){ .kind = THING_RESOURCE, .res = res, .root = root };
	if (!res)
		return;
	value->start = res->start;
	value->end = res->end;
	value->name = res->name ? res->name : "<BAD>";
}

static void print_resource(struct text *out, const struct value *v)
{
	unsigned width = v->labels.root->end < 0x10000 ? 4 : 8;

	if (!v->resource) {
		text_add(out, "NULL");
		return;
	}
	text_add_hex(out, v->start, width);
	text_add_char(out, '-');
	text_add_hex(out, v->end, width);
	text_add(out, " : ");
	text_add(out, v->name);
}

void value_print(struct text *out, const struct value *v)
{
	if (v->kind == VALUE_NONE)
		return;
	text_add(out, "-> ");
	switch (v->kind) {
	case VALUE_NONE:
		break;
	case VALUE_OK:
		text_add(out, "ok");
		break;
	case VALUE_INT:
		sentence_errno(out, v->number);
		break;
	case VALUE_NUMBER:
		text_addf(out, "%" PRId64, v->number);
		break;
	case VALUE_BOOL:
		text_add(out, v->number ? "true" : "false");
		break;
	case VALUE_ADDRESS:
		text_add(out, "0x");
		text_add_hex(out, v->address, 1);
		break;
	case VALUE_RESOURCE:
		print_resource(out, v);
		break;
	case VALUE_REGION:
		text_add(out, region_names[v->number]);
		break;
	case VALUE_MAPPING:
		if (v->address)
			text_addf(out, "0x%0*" PRIx64, (int)v->digits, v->address);
		else
			text_add(out, "NULL");
		break;
	case VALUE_REGISTER:
		text_addf(out, "0x%0*" PRIx64, (int)v->digits, v->address);
		break;
	case VALUE_OOPS:
		text_add(out, "OOPS");
		break;
	case VALUE_SLEEPS:
		text_add(out, "sleeps");
		break;
	}
	text_add_char(out, '\n');
}
