/*
 * Routes: how paths are matched, that openapi.json and the table agree, and which files of the page
 * are served.
 */
#include "support/test.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "evidence/limits.h"
#include "gateway/auth.h"
#include "gateway/multipart.h"
#include "gateway/openapi.h"
#include "gateway/router.h"
#include "gateway/routes/query.h"
#include "gateway/static.h"
#include "gateway/store.h"

static void paths_are_matched_whole(void **state)
{
    (void)state;
    struct route_match match;
    const struct route *route =
        router_find("GET", "/api/v1/campaigns/2023/units/CL/criteria/I.1/receipt", &match);
    assert_non_null(route);
    assert_string_equal(match.segments[0], "2023");
    assert_string_equal(match.segments[1], "CL");
    assert_string_equal(match.segments[2], "I.1");
    assert_non_null(
        router_find("PUT", "/api/v1/campaigns/2023/rounds/KT/units/CL/visit/entries/7", &match));
    assert_string_equal(match.segments[ROUTE_SEGMENTS - 1], "7"); /* the most that a route names */
    assert_non_null(router_find("HEAD", "/api/v1/campaigns", &match));
    assert_null(router_find("GET", "/api/v1/campaigns/", &match));
    assert_null(router_find("GET", "/api/v1/campaigns/2023/units", &match));
    assert_null(router_find("GET", "/api/v1/campaigns//scoreboard", &match));
    assert_null(router_find("GET", "/api/v1/evidence/a/b", &match));
    assert_string_equal(match.allow, "");
    char endless[2000];
    memset(endless, 'a', sizeof(endless) - 1);
    endless[0] = '/';
    endless[sizeof(endless) - 1] = '\0';
    assert_null(router_find("GET", endless, &match));
    assert_false(router_is_page(endless));
}

static void other_methods_get_the_allowed_ones(void **state)
{
    (void)state;
    struct route_match match;
    assert_null(router_find("DELETE", "/api/v1/evidence", &match));
    assert_string_equal(match.allow, "GET, POST");
}

static void the_page_is_everything_outside_the_api(void **state)
{
    (void)state;
    assert_true(router_is_page("/"));
    assert_true(router_is_page("/bang-diem/2023"));
    assert_false(router_is_page("/api/v2/x"));
    assert_false(router_is_page("/api"));
}

static json_t *contract(void)
{
    json_error_t error;
    json_t *root = json_loads(OPENAPI_JSON, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    return root;
}

static const json_t *operation(const json_t *root, const struct route *route)
{
    char method[8] = "";
    for (size_t i = 0; route->method[i] != '\0' && i + 1 < sizeof(method); i++) {
        method[i] = (char)tolower((unsigned char)route->method[i]);
        method[i + 1] = '\0';
    }
    return json_object_get(json_object_get(json_object_get(root, "paths"), route->path), method);
}

static void the_contract_has_every_route(void **state)
{
    (void)state;
    json_t *root = contract();
    for (size_t i = 0; router_at(i) != NULL; i++) {
        const struct route *route = router_at(i);
        const json_t *found = operation(root, route);
        if (found == NULL) {
            fail_msg("openapi.json lacks %s %s", route->method, route->path);
        }
        /* An empty "security" means that no login is needed. */
        bool is_public = json_object_get(found, "security") != NULL;
        assert_int_equal(is_public, route->roles == 0);
        bool has_body = json_object_get(found, "requestBody") != NULL;
        assert_int_equal(has_body, route->body != BODY_NONE);
        const json_t *content = json_object_get(json_object_get(found, "requestBody"), "content");
        assert_int_equal(json_object_get(content, "application/json") != NULL,
                         route->body == BODY_JSON || route->body == BODY_EITHER);
        assert_int_equal(json_object_get(content, "multipart/form-data") != NULL,
                         route->body == BODY_MULTIPART || route->body == BODY_EITHER ||
                             route->body == BODY_EXPORT);
    }
    json_decref(root);
}

static bool has_route(const char *path, const char *method)
{
    for (size_t i = 0; router_at(i) != NULL; i++) {
        if (strcmp(router_at(i)->path, path) == 0 &&
            strcasecmp(router_at(i)->method, method) == 0) {
            return true;
        }
    }
    return false;
}

static void the_contract_promises_no_more(void **state)
{
    (void)state;
    json_t *root = contract();
    assert_string_equal(json_string_value(json_object_get(root, "openapi")), "3.1.0");
    const char *path;
    json_t *methods;
    json_object_foreach(json_object_get(root, "paths"), path, methods) {
        const char *method;
        json_t *ignored;
        json_object_foreach(methods, method, ignored) {
            if (!has_route(path, method)) {
                fail_msg("there is no route %s %s", method, path);
            }
        }
    }
    json_decref(root);
}

static const json_t *parameter(const json_t *operation, const char *name)
{
    size_t index;
    const json_t *found;
    json_array_foreach(json_object_get(operation, "parameters"), index, found) {
        if (strcmp(json_string_value(json_object_get(found, "name")), name) == 0) {
            return found;
        }
    }
    return NULL;
}

static void check_words(const json_t *schema, const char *words)
{
    char text[1000] = "";
    size_t index;
    const json_t *word;
    json_array_foreach(json_object_get(schema, "enum"), index, word) {
        size_t len = strlen(text);
        snprintf(text + len, sizeof(text) - len, "%s%s", len > 0 ? "|" : "",
                 json_string_value(word));
    }
    assert_string_equal(text, words);
}

/* The parameters that a statement's file declares are in the contract, too. */
static void check_parameters(const struct route *route, const json_t *operation)
{
    size_t count, index;
    const struct store_param *params = store_params(route->statement, &count);
    for (size_t i = 0; i < count; i++) {
        const json_t *found = parameter(operation, params[i].name);
        const json_t *schema = json_object_get(found, "schema");
        if (found == NULL) {
            fail_msg("openapi.json: %s %s lacks %s", route->method, route->path, params[i].name);
        }
        if (params[i].kind == STORE_PARAM_RANGE) {
            assert_int_equal(json_integer_value(json_object_get(schema, "minimum")), params[i].low);
            assert_int_equal(json_integer_value(json_object_get(schema, "maximum")),
                             params[i].high);
            assert_int_equal(json_integer_value(json_object_get(schema, "default")),
                             params[i].usual);
        } else if (params[i].kind == STORE_PARAM_WORD) {
            check_words(schema, params[i].words);
        }
    }
    const json_t *promised;
    json_array_foreach(json_object_get(operation, "parameters"), index, promised) {
        const char *name = json_string_value(json_object_get(promised, "name"));
        bool is_known = strcmp(json_string_value(json_object_get(promised, "in")), "header") == 0;
        for (size_t i = 0; i < count && !is_known; i++) {
            is_known = strcmp(name, params[i].name) == 0;
        }
        if (!is_known) {
            fail_msg("%s %s does not read %s", route->method, route->path, name);
        }
    }
}

static void the_contract_has_the_parameters_of_statements(void **state)
{
    (void)state;
    json_t *root = contract();
    size_t count = 0;
    for (size_t i = 0; router_at(i) != NULL; i++) {
        if (router_at(i)->handle == route_statement) {
            check_parameters(router_at(i), operation(root, router_at(i)));
            count++;
        }
    }
    assert_true(count > 20);
    json_decref(root);
}

/* The page's types are generated from the answers: an object must list its fields. */
static void check_answers(const char *path, const json_t *operation)
{
    const char *status, *type;
    json_t *response, *content;
    json_object_foreach(json_object_get(operation, "responses"), status, response) {
        json_object_foreach(json_object_get(response, "content"), type, content) {
            const json_t *schema = json_object_get(content, "schema");
            const char *kind = json_string_value(json_object_get(schema, "type"));
            bool is_object = kind != NULL && strcmp(kind, "object") == 0;
            bool is_said =
                is_object ? json_object_get(schema, "properties") != NULL : schema != NULL;
            if (status[0] == '2' && !is_said) {
                fail_msg("%s: the answer %s has no schema", path, status);
            }
        }
    }
}

static void every_answer_has_a_schema(void **state)
{
    (void)state;
    json_t *root = contract();
    const char *path, *method;
    json_t *methods, *found;
    json_object_foreach(json_object_get(root, "paths"), path, methods) {
        json_object_foreach(methods, method, found) {
            if (strcmp(path, "/api/v1/openapi.json") != 0) {
                check_answers(path, found);
            }
        }
    }
    json_decref(root);
}

/* Every "$ref" has a target. */
static void check_references(const json_t *root, const json_t *value)
{
    const char *key;
    json_t *part;
    size_t index;
    if (json_is_array(value)) {
        json_array_foreach(value, index, part) {
            check_references(root, part);
        }
        return;
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, part) {
        if (strcmp(key, "$ref") != 0) {
            check_references(root, part);
            continue;
        }
        char kind[32];
        char name[64];
        assert_int_equal(sscanf(json_string_value(part), "#/components/%31[a-z]/%63s", kind, name),
                         2);
        const json_t *kinds = json_object_get(json_object_get(root, "components"), kind);
        if (json_object_get(kinds, name) == NULL) {
            fail_msg("%s leads nowhere", json_string_value(part));
        }
    }
}

static void the_contract_refers_to_what_it_has(void **state)
{
    (void)state;
    json_t *root = contract();
    check_references(root, root);
    json_decref(root);
}

static void only_what_is_in_the_directory_is_given_out(void **state)
{
    (void)state;
    assert_true(static_path_is_safe("/"));
    assert_true(static_path_is_safe("/assets/app-ABCD1234.js"));
    assert_false(static_path_is_safe("/../secret"));
    assert_false(static_path_is_safe("/a/../../b"));
    assert_false(static_path_is_safe("/.git/config"));
    assert_false(static_path_is_safe("/a/.b"));
    assert_false(static_path_is_safe("/a\\b"));
    assert_false(static_path_is_safe("//etc/passwd"));
    assert_false(static_path_is_safe("etc/passwd"));
}

static void names_with_a_hash_never_change(void **state)
{
    (void)state;
    assert_true(static_name_is_hashed("/app-5XKQ2A7B.js"));
    assert_true(static_name_is_hashed("/a/b-00000000.css.map"));
    assert_false(static_name_is_hashed("/app.js"));
    assert_false(static_name_is_hashed("/index.html"));
    assert_false(static_name_is_hashed("/app-5xkq2a7b.js"));
    assert_false(static_name_is_hashed("/-5XKQ2A7B.js"));
    assert_true(static_is_app_route("/don-vi/CL"));
    assert_true(static_is_app_route("/don-vi/CL/tieu-chi/1.1.3"));
    assert_true(static_is_app_route("/2026/minh-chung/2026-1.1.3-HD-CANGLONG-10"));
    assert_false(static_is_app_route("/nope.js"));
    assert_string_equal(static_content_type("/a.woff2"), "font/woff2");
    assert_string_equal(static_content_type("/a.exe"), "application/octet-stream");
}

static void file_names_lose_their_folders(void **state)
{
    (void)state;
    assert_string_equal(multipart_base_name("C:\\Ảnh\\tệp.jpg"), "tệp.jpg");
    assert_string_equal(multipart_base_name("../../etc/passwd"), "passwd");
    assert_null(multipart_base_name(""));
    assert_null(multipart_base_name("a/"));
    assert_null(multipart_base_name("a\nb"));
    assert_null(multipart_base_name("\xff.jpg"));
    char endless[EVIDENCE_FILE_NAME_MAX + 2];
    memset(endless, 'a', sizeof(endless) - 1);
    endless[sizeof(endless) - 1] = '\0';
    assert_null(multipart_base_name(endless));
    assert_string_equal(multipart_base_name(endless + 1), endless + 1);
}

static void roles_are_those_of_the_store(void **state)
{
    (void)state;
    assert_int_equal(role_of("committee"), ROLE_COMMITTEE);
    assert_int_equal(role_of("system"), ROLE_SYSTEM);
    assert_int_equal(role_of("root"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_matched_whole),
        cmocka_unit_test(other_methods_get_the_allowed_ones),
        cmocka_unit_test(the_page_is_everything_outside_the_api),
        cmocka_unit_test(the_contract_has_every_route),
        cmocka_unit_test(the_contract_promises_no_more),
        cmocka_unit_test(the_contract_has_the_parameters_of_statements),
        cmocka_unit_test(every_answer_has_a_schema),
        cmocka_unit_test(the_contract_refers_to_what_it_has),
        cmocka_unit_test(only_what_is_in_the_directory_is_given_out),
        cmocka_unit_test(names_with_a_hash_never_change),
        cmocka_unit_test(file_names_lose_their_folders),
        cmocka_unit_test(roles_are_those_of_the_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
