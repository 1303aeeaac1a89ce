/*
 * openapi.json describes for every JSON body what the reader enforces: its fields, which are
 * required, lengths, counts and words; and it lists every code of a refusal.
 */
#include "support/test.h"

#include <string.h>

#include <jansson.h>

#include "evidence/kinds.h"
#include "evidence/limits.h"
#include "gateway/json_bodies.h"
#include "gateway/json_conclusions.h"
#include "gateway/json_itinerary.h"
#include "gateway/json_papers.h"
#include "gateway/json_register.h"
#include "gateway/json_rounds.h"
#include "gateway/json_visits.h"
#include "gateway/openapi.h"

#define CODE_PATTERN "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"

static int set_up(void **state)
{
    *state = json_loads(OPENAPI_JSON, JSON_REJECT_DUPLICATES, NULL);
    return *state != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    json_decref(*state);
    return 0;
}

static const json_t *get(const json_t *object, const char *name)
{
    return json_object_get(object, name);
}

/* The target of a "$ref". */
static const json_t *follow(const json_t *root, const json_t *schema)
{
    static const char START[] = "#/components/schemas/";
    const char *to = json_string_value(get(schema, "$ref"));
    if (to == NULL) {
        return schema;
    }
    assert_int_equal(strncmp(to, START, strlen(START)), 0);
    return get(get(get(root, "components"), "schemas"), to + strlen(START));
}

static bool has_text(const json_t *list, const char *text)
{
    const json_t *item;
    size_t at;
    json_array_foreach(list, at, item) {
        if (json_is_string(item) && strcmp(json_string_value(item), text) == 0) {
            return true;
        }
    }
    return false;
}

static void equal_number(const json_t *schema, const char *name, size_t wanted, const char *place)
{
    if (wanted > 0 && json_integer_value(get(schema, name)) != (json_int_t)wanted) {
        fail_msg("%s: %s is %lld, the reader has %zu", place, name,
                 json_integer_value(get(schema, name)), wanted);
    }
}

static void compare_fields(const json_t *root, const json_t *schema,
                           const struct json_field *fields, const char *place);

static void compare_words(const json_t *schema, const char *const *words, const char *place)
{
    const json_t *list = get(schema, "enum");
    size_t count = 0;
    for (; words[count] != NULL; count++) {
        if (!has_text(list, words[count])) {
            fail_msg("%s: the contract lacks %s", place, words[count]);
        }
    }
    size_t texts = 0, at;
    const json_t *item;
    json_array_foreach(list, at, item) {
        texts += json_is_string(item) ? 1 : 0;
    }
    assert_int_equal(texts, count);
}

static void compare(const json_t *root, const json_t *given, const struct json_field *field,
                    const char *place)
{
    const json_t *schema = follow(root, given);
    if (field->words != NULL) {
        compare_words(schema, field->words, place);
    } else if (field->take == json_take_code) {
        if (!json_is_string(get(schema, "pattern"))) {
            fail_msg("%s: a code without its pattern", place);
        }
        assert_string_equal(json_string_value(get(schema, "pattern")), CODE_PATTERN);
    } else if (field->take == json_take_text || field->take == json_take_any_text) {
        if (get(schema, "enum") == NULL) {
            equal_number(schema, "maxLength", field->most, place);
        }
    } else if (field->take == json_take_list || field->take == json_take_any_list) {
        equal_number(schema, "maxItems", field->most, place);
        compare(root, get(schema, "items"), field->of, place);
    } else if (field->take == json_take_map) {
        equal_number(schema, "maxProperties", field->most, place);
        compare(root, get(schema, "additionalProperties"), field->of, place);
    } else if (field->take == json_take_json) {
        compare(root, given, field->of, place);
    } else if (field->take == json_take_object) {
        compare_fields(root, schema, field->of, place);
    }
}

static void compare_fields(const json_t *root, const json_t *schema,
                           const struct json_field *fields, const char *place)
{
    const json_t *properties = get(schema, "properties"), *required = get(schema, "required");
    size_t count = 0;
    assert_true(json_is_false(get(schema, "additionalProperties")));
    for (; fields[count].name != NULL; count++) {
        const struct json_field *field = &fields[count];
        char there[200];
        snprintf(there, sizeof(there), "%s.%s", place, field->name);
        if (get(properties, field->name) == NULL) {
            fail_msg("the contract lacks %s", there);
        }
        if (has_text(required, field->name) != (field->need != JSON_OPTIONAL)) {
            fail_msg("%s is required by one of the two only", there);
        }
        compare(root, get(properties, field->name), field, there);
    }
    if (json_object_size(properties) != count) {
        fail_msg("%s: the contract has %zu fields, the reader %zu", place,
                 json_object_size(properties), count);
    }
}

#define VISIT "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}"

/* The JSON bodies and parts of bodies; the readers of those without fields stand in the domain. */
static const struct {
    const char *path, *method;
    const struct json_field *fields;
    const char *part; /* for a multipart body */
} BODIES[] = {
    {"/api/v1/login", "post", JSON_IN_LOGIN, NULL},
    {"/api/v1/accounts", "post", JSON_IN_ACCOUNT, NULL},
    {"/api/v1/access-keys", "post", JSON_IN_ACCESS_KEY, NULL},
    {"/api/v1/accounts/{username}", "put", JSON_IN_ACCOUNT_CHANGE, NULL},
    {"/api/v1/campaigns", "post", JSON_IN_CAMPAIGN, NULL},
    {"/api/v1/campaigns/{campaign}", "put", JSON_IN_CAMPAIGN_CHANGE, NULL},
    {"/api/v1/invitation/look", "post", JSON_IN_LINK, NULL},
    {"/api/v1/invitation", "post", JSON_IN_LINK_USE, NULL},
    {"/api/v1/session/password", "put", JSON_IN_PASSWORD, NULL},
    {"/api/v1/evidence", "post", JSON_IN_SUBMISSION, NULL},
    {"/api/v1/evidence", "post", JSON_IN_SUBMISSION, "evidence"},
    {"/api/v1/proposals", "post", JSON_IN_PROPOSAL, NULL},
    {"/api/v1/campaigns/{campaign}/units/{unit}/scores/{body}", "put", JSON_IN_SCORES, NULL},
    {"/api/v1/campaigns/{campaign}/units/{unit}/steps", "post", JSON_IN_STEP, NULL},
    {"/api/v1/campaigns/{campaign}/units/{unit}/minutes", "put", JSON_IN_MINUTES, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}", "put", JSON_IN_ROUND, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/steps", "post", JSON_IN_ROUND_STEP, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/teams/{team}", "put", JSON_IN_TEAM, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/itinerary", "put", JSON_IN_ITINERARY, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/proposals", "post",
     JSON_IN_ITINERARY_ACT, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/issue", "post", JSON_IN_ITINERARY_ACT,
     NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/visits", "put", JSON_IN_PROPOSAL_TAKEN,
     NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/visits/{unit}", "put",
     JSON_IN_VISIT_MOVE, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/visits/{unit}", "delete",
     JSON_IN_ITINERARY_ACT, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/conclusion", "put", JSON_IN_CONCLUSION, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/conclusion/issue", "post",
     JSON_IN_CONCLUSION_ISSUE, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/papers/{id}", "put", JSON_IN_PAPER, NULL},
    {"/api/v1/papers/{id}/issue", "post", JSON_IN_PAPER_ISSUE, NULL},
    {"/api/v1/accounts/{username}/ties", "post", JSON_IN_TIE, NULL},
    {"/api/v1/campaigns/{campaign}/rounds/{round}/recommendations", "post", JSON_IN_RECOMMENDATION,
     NULL},
    {"/api/v1/recommendations/{id}/units/{unit}/acts", "post", JSON_IN_RECOMMENDATION_ACT, NULL},
    {VISIT "/visit/entries/{id}", "put", JSON_IN_VISIT_ENTRY, NULL},
    {VISIT "/visit/findings/{id}", "put", JSON_IN_VISIT_FINDING, NULL},
    {VISIT "/visit/findings/{id}/withdrawal", "put", JSON_IN_VISIT_WITHDRAWAL, NULL},
    {VISIT "/minutes", "put", JSON_IN_VISIT_MINUTES, NULL},
    {VISIT "/minutes/acts", "post", JSON_IN_VISIT_ACT, NULL},
    {VISIT "/self-report/{id}", "put", JSON_IN_SELF_REPORT, NULL},
    {VISIT "/sample", "put", JSON_IN_SAMPLE, NULL},
    {"/api/v1/register/books/{book}", "put", JSON_IN_REGISTER_BOOK, NULL},
    {"/api/v1/register/books/{book}/entries", "post", JSON_IN_REGISTER_TAKE, NULL},
    {"/api/v1/register/books/{book}/entries/{label}/issue", "post", JSON_IN_REGISTER_ISSUE, NULL},
    {"/api/v1/register/books/{book}/entries/{label}/cancel", "post", JSON_IN_REGISTER_CANCEL, NULL},
    {"/api/v1/campaigns/{campaign}/publish", "post", JSON_IN_PUBLISH, NULL},
    {"/api/v1/evidence/{id}/take", "post", JSON_IN_TAKE, NULL},
    {"/api/v1/evidence/{id}/findings/{finding}/answers", "post", JSON_IN_ANSWER, NULL},
    {"/api/v1/evidence/{id}/withdrawal", "put", JSON_IN_WITHDRAWAL, NULL},
    {"/api/v1/campaigns/{campaign}/units/{unit}/explanations/{criterion}", "put",
     JSON_IN_EXPLANATION, NULL},
    {"/api/v1/campaigns/{campaign}/checks/{check}", "put", JSON_IN_CHECK, NULL},
    {"/api/v1/campaigns/{campaign}/checks/{check}/trials", "post", JSON_IN_TRIAL, NULL},
    {"/api/v1/imports/{id}/confirm", "post", JSON_IN_CONFIRM, NULL},
    {"/api/v1/imports/{id}/cells", "put", JSON_IN_CELLS, NULL},
    {"/api/v1/units/{unit}/feeds", "post", JSON_IN_FEED, NULL},
    {"/api/v1/campaigns/{campaign}/posts/mapping", "put", JSON_IN_MAPPING, NULL},
    {"/api/v1/units/{unit}/sites", "put", JSON_IN_SITES, NULL},
    {"/api/v1/campaigns/{campaign}/units/{unit}/members/imports", "post", JSON_IN_EXPORT, "export"},
    {"/api/v1/campaigns/{campaign}/units/{unit}/members/imports/{id}", "put", JSON_IN_COLUMNS,
     NULL},
    {"/api/v1/campaigns/{campaign}/figure-rules/{rule}", "put", NULL, NULL},
    {"/api/v1/campaigns/{campaign}/figure-rule-trials", "post", NULL, NULL},
};
enum { BODY_COUNT = sizeof(BODIES) / sizeof(BODIES[0]) };

static void the_contract_says_what_the_reader_holds(void **state)
{
    const json_t *root = *state;
    for (size_t i = 0; i < BODY_COUNT; i++) {
        const char *part = BODIES[i].part;
        const json_t *operation = get(get(get(root, "paths"), BODIES[i].path), BODIES[i].method);
        const json_t *content = get(get(operation, "requestBody"), "content");
        const json_t *schema =
            get(get(content, part != NULL ? "multipart/form-data" : "application/json"), "schema");
        schema = part != NULL ? get(get(schema, "properties"), part) : schema;
        assert_non_null(schema);
        if (BODIES[i].fields != NULL) {
            compare_fields(root, follow(root, schema), BODIES[i].fields, BODIES[i].path);
        }
    }
}

static void in_table(const char *path, const char *method, const char *part)
{
    for (size_t i = 0; i < BODY_COUNT; i++) {
        const char *other = BODIES[i].part;
        if (strcmp(BODIES[i].path, path) == 0 && strcmp(BODIES[i].method, method) == 0 &&
            (part == NULL) == (other == NULL) && (part == NULL || strcmp(part, other) == 0)) {
            return;
        }
    }
    fail_msg("%s %s %s: BODIES has no row for this body", method, path, part != NULL ? part : "");
}

static void every_body_of_the_contract_has_a_reader(void **state)
{
    const json_t *root = *state, *methods, *operation, *schema;
    const char *path, *method, *part;
    json_object_foreach((json_t *)(uintptr_t)get(root, "paths"), path, methods) {
        json_object_foreach((json_t *)(uintptr_t)methods, method, operation) {
            const json_t *content = get(get(operation, "requestBody"), "content");
            const json_t *form = get(get(content, "multipart/form-data"), "schema");
            if (get(content, "application/json") != NULL) {
                in_table(path, method, NULL);
            }
            json_object_foreach((json_t *)(uintptr_t)get(form, "properties"), part, schema) {
                if (get(follow(root, schema), "properties") != NULL) {
                    in_table(path, method, part);
                }
            }
        }
    }
}

static void the_contract_says_what_one_figure_and_one_key_may_be(void **state)
{
    const json_t *root = *state;
    const json_t *schemas = get(get(root, "components"), "schemas");
    const json_t *submission = get(get(schemas, "Submission"), "properties");
    const json_t *figure = get(get(schemas, "Figure"), "properties");
    equal_number(get(figure, "name"), "maxLength", EVIDENCE_FIGURE_NAME_MAX, "Figure.name");
    equal_number(get(submission, "base_revision"), "maximum", EVIDENCE_REVISION_MAX,
                 "Submission.base_revision");
    const char *path;
    const json_t *methods, *operation, *parameter;
    json_object_foreach((json_t *)(uintptr_t)get(root, "paths"), path, methods) {
        const char *method;
        json_object_foreach((json_t *)(uintptr_t)methods, method, operation) {
            size_t at;
            json_array_foreach(get(operation, "parameters"), at, parameter) {
                if (strcmp(json_string_value(get(parameter, "name")), "Idempotency-Key") == 0) {
                    equal_number(get(parameter, "schema"), "maxLength", EVIDENCE_KEY_MAX, path);
                }
            }
        }
    }
}

static void the_contract_lists_every_code(void **state)
{
    const json_t *problem = get(get(get(*state, "components"), "schemas"), "Problem");
    const json_t *codes = get(get(get(problem, "properties"), "code"), "enum");
    for (int id = PROBLEM_NONE + 1; id < PROBLEM_COUNT; id++) {
        const char *code = problem_of((enum problem_id)id, NULL).code;
        if (!has_text(codes, code)) {
            fail_msg("openapi.json lacks the code %s", code);
        }
    }
    assert_int_equal(json_array_size(codes), PROBLEM_COUNT - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_contract_says_what_the_reader_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_body_of_the_contract_has_a_reader, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_contract_says_what_one_figure_and_one_key_may_be,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_contract_lists_every_code, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
