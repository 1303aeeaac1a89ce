/*
 * by_role.c — points for each occurrence by the role in it (organised, took part), up to a
 * cap; the figure of a role counts its occurrences.
 * {"kind":"by_role","cap":"10",
 *  "roles":[{"figure":1,"points":"3"},{"figure":2,"points":"2","cap":"6"}]}
 */
#include "rules/kinds/kinds.h"

struct role {
    int figure;
    struct decimal points;
    bool has_cap;
    struct decimal cap;
};

struct params {
    size_t count;
    struct role *roles;
    struct decimal cap;
};

static struct role read_role(struct rule_reader *reader, const json_t *json, size_t index)
{
    struct rule_reader inner = read_element(reader, json, "roles", index);
    struct role role = {.figure = read_figure(&inner, "figure", 1),
                        .points = read_points(&inner, "points")};
    role.cap = read_points_or(&inner, "cap", &role.has_cap);
    read_end(&inner);
    return role;
}

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    const json_t *list = read_list(reader, "roles");
    params->count = json_array_size(list);
    params->roles = arena_zero(reader->arena, params->count * sizeof(*params->roles));
    for (size_t i = 0; i < params->count; i++) {
        params->roles[i] = read_role(reader, json_array_get(list, i), i);
    }
    params->cap = read_points(reader, "cap");
    return params;
}

static void by_role_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct exact total = exact_of(decimal_int(0));
    for (size_t i = 0; i < params->count; i++) {
        const struct role *role = &params->roles[i];
        struct decimal times = sheet_measure(sheet, role->figure, AGGREGATE_SUM);
        struct exact value = exact_product(times, role->points);
        char count[SHEET_AMOUNT_TEXT], each[SHEET_AMOUNT_TEXT];
        sheet_step_exact(sheet, value, "%s lượt × %s điểm", sheet_amount(times, count),
                         sheet_amount(role->points, each));
        if (role->has_cap) {
            value = sheet_cap(sheet, value, role->cap, "mức cao nhất của vai trò");
        }
        sheet->is_overflow = sheet->is_overflow || !exact_add(total, value, &total);
    }
    sheet_step_exact(sheet, total, "Cộng các vai trò");
    sheet_value(sheet, sheet_cap(sheet, total, params->cap, "mức cao nhất của quy tắc"));
}

static struct decimal by_role_most(const void *from)
{
    const struct params *params = from;
    return params->cap;
}

const struct rule_kind RULE_BY_ROLE = {
    .name = "by_role",
    .meaning = "Điểm cho mỗi lượt theo vai trò",
    .read = read_params,
    .compute = by_role_compute,
    .most = by_role_most,
    .about = "Points for each occurrence by the role in it.",
    .keys = JSON({
        "roles" : {
            "type" : "array",
            "items" : {
                "type" : "object",
                "properties" : {
                    "figure" : {"$ref" : "#/$defs/figure"},
                    "points" : {"$ref" : "#/$defs/points"},
                    "cap" : {"$ref" : "#/$defs/points"}
                },
                "required" : [ "figure", "points" ],
                "additionalProperties" : false
            },
            "minItems" : 1
        },
        "cap" : "points"
    }),
};
