/*
 * schema.c — builds a kind's part of proto/criteria-set.schema.json from what the kind declares;
 * a test compares it with that file, `minhchung score --schema --kind K` prints it.
 */
#include <assert.h>
#include <string.h>

#include "rules/kinds/kinds.h"

/* As in the definition "condition". */
static const char MEASURE_KEYS[] = JSON({
    "figure?" : "figure",
    "aggregate?" : [ "count", "sum", "max" ],
    "against?" : {"enum" : ["target"], "description" : "In % of the unit's target."},
    "part?" : "figure",
    "whole?" : {"$ref" : "#/$defs/figure", "description" : "The part is taken in % of the whole."},
    "pieces?" : {
        "enum" : [ "count", "days", "weeks", "days_late" ],
        "description" : "Of the evidence items themselves."
    },
    "missing?" : {
        "enum" : [ "zero", "person" ],
        "description" : "A cell without the figure: 0, or a person decides."
    }
});
static const char MEASURE_ONE_OF[] = JSON([
    {"required" : [ "figure", "aggregate" ]}, {"required" : [ "part", "whole" ]},
    {"required" : ["pieces"]}
]);

static json_t *schema_parse(const char *text)
{
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert(json != NULL); /* a kind's declaration is malformed */
    return json;
}

/* A definition's name, a list of words, or a schema. */
static json_t *schema_of(json_t *value)
{
    if (json_is_string(value)) {
        return json_pack("{s:o}", "$ref", json_sprintf("#/$defs/%s", json_string_value(value)));
    }
    return json_is_array(value) ? json_pack("{s:O}", "enum", value) : json_incref(value);
}

static void add_keys(json_t *properties, json_t *required, const char *text)
{
    json_t *keys = schema_parse(text), *value;
    const char *key;
    json_object_foreach(keys, key, value) {
        size_t len = strcspn(key, "?");
        json_object_setn_new(properties, key, len, schema_of(value));
        if (key[len] == '\0') {
            json_array_append_new(required, json_string(key));
        }
    }
    json_decref(keys);
}

json_t *rule_kind_schema(const struct rule_kind *kind)
{
    json_t *required = json_pack("[s]", "kind");
    json_t *properties = json_pack("{s:{s:s}}", "kind", "const", kind->name);
    if (kind->takes_measure) {
        add_keys(properties, required, MEASURE_KEYS);
    }
    add_keys(properties, required, kind->keys);
    json_t *schema =
        json_pack("{s:s, s:s, s:o, s:o, s:b}", "type", "object", "description", kind->about,
                  "properties", properties, "required", required, "additionalProperties", false);
    if (kind->takes_measure) {
        json_object_set_new(schema, "oneOf", schema_parse(MEASURE_ONE_OF));
    }
    return schema;
}
