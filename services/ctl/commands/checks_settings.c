/*
 * checks_settings.c — `minhchung checks settings` and `set`: a campaign's settings of a check.
 * Services read them with the reference data; submissions from then on are judged by them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/commands/checks.h"
#include "ctl/sql.h"

static const struct statement SETTINGS = {"ctl_check_settings", SQL_CHECK_SETTINGS};

static bool read_severity(const char *name, struct checks_wish *out)
{
    size_t at = 0;
    while (SEVERITY_WORDS[at] != NULL && strcmp(SEVERITY_WORDS[at], name) != 0) {
        at++;
    }
    bool is_word = SEVERITY_WORDS[at] != NULL;
    out->setting.is_off = strcmp(name, "off") == 0;
    out->setting.severity = is_word ? (Validation__V1__Severity)(HINT + at)
                                    : VALIDATION__V1__SEVERITY__SEVERITY_UNSPECIFIED;
    out->has_severity = is_word || out->setting.is_off || strcmp(name, "own") == 0;
    return out->has_severity;
}

/* "words_min=120" */
static bool add_parameter(struct json *json, const char *text, struct arena *arena)
{
    const char *is = strchr(text, '=');
    char *end;
    if (is == NULL || is[1] == '\0') {
        return false;
    }
    long value = strtol(is + 1, &end, 10);
    json_int(json, arena_text(arena, text, (size_t)(is - text)), value);
    return *end == '\0';
}

bool checks_read_wish(struct ctl *ctl, const struct check *check, struct arena *arena,
                      struct checks_wish *out)
{
    const char *severity = ctl_option(ctl, "--severity"), *text;
    struct buf buf = {0};
    struct json json;
    bool is_good = true;
    *out = (struct checks_wish){0};
    if (severity != NULL && !read_severity(severity, out)) {
        ctl_trouble("--severity is `hint`, `warning`, `error`, `fatal`, `off` or `own`");
        return false;
    }
    json_start(&json, &buf);
    json_object_start(&json, NULL);
    for (int i = 0; is_good && (text = ctl_option_nth(ctl, "--parameter", i)) != NULL; i++) {
        is_good = add_parameter(&json, text, arena);
    }
    json_object_end(&json);
    out->parameters = arena_text(arena, buf_string(&buf), buf.len);
    buf_free(&buf);
    is_good = is_good && check_set_parameters(check, out->parameters, &out->setting);
    if (!is_good) {
        ctl_trouble("--parameter NAME=VALUE: %s has no such parameter, or the value is not "
                    "a whole number",
                    check->code);
    }
    return is_good;
}

int checks_settings(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    if (campaign == NULL) {
        return ctl_trouble("--campaign is missing");
    }
    struct params *params = params_new();
    params_text(params, campaign);
    int code = answer_print_rows(ctl, &SETTINGS, params);
    params_free(&params);
    return code;
}

json_t *checks_wish_json(const struct checks_wish *wish)
{
    return json_pack("{s:b, s:s*, s:o}", "off", wish->setting.is_off, "severity",
                     severity_word(wish->setting.severity), "parameters",
                     json_loads(wish->parameters, 0, NULL));
}

int checks_set(struct ctl *ctl)
{
    struct arena *arena = arena_new();
    const struct check *check = checks_named(ctl);
    const char *campaign = ctl_option(ctl, "--campaign");
    struct checks_wish wish;
    bool is_good = check != NULL && checks_read_wish(ctl, check, arena, &wish);
    int code = EXIT_TROUBLE;
    if (is_good && campaign == NULL) {
        ctl_trouble("--campaign is missing");
    } else if (is_good) {
        const struct api_request request = {
            .method = "PUT",
            .path = api_path(
                arena, (const char *const[]){"campaigns", campaign, "checks", check->code, NULL})};
        json_t *body = checks_wish_json(&wish);
        const char *ground = ctl_option(ctl, "--ground");
        json_object_set_new(body, "ground", json_string(ground != NULL ? ground : ""));
        code = api_do(ctl, "editor", &request, body, NULL);
    }
    arena_free(&arena);
    return code;
}
