/*
 * trial.c — judges a submission twice with all other checks switched off: once with the proposed
 * setting, once with the present one.
 */
#include "checks/engine/trial.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "checks/engine/check.h"

struct trial {
    size_t check;                       /* its index in the catalogue */
    struct check_settings would, today; /* all others are off */
};

bool trial_can(const struct check *check)
{
    return !check->compares;
}

static bool read_setting(const struct check *check, const char *text, struct check_setting *setting)
{
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const json_t *parameters = json_object_get(root, "parameters");
    long long severity = json_integer_value(json_object_get(root, "severity"));
    char *asked = json_is_object(parameters) ? json_dumps(parameters, JSON_COMPACT) : NULL;
    bool is_good = json_is_object(root) && severity >= 0 && severity <= (long long)FATAL &&
                   (asked == NULL || check_set_parameters(check, asked, setting));
    setting->is_off = json_is_true(json_object_get(root, "off"));
    setting->severity = (Validation__V1__Severity)severity;
    free(asked);
    json_decref(root);
    return is_good;
}

static bool keep_one(struct check_settings *settings, size_t at, const char *text)
{
    for (size_t i = 0; i < CHECKS_MAX; i++) {
        settings->of[i].is_off = true;
    }
    settings->of[at].is_off = false;
    return read_setting(check_at(at), text, &settings->of[at]);
}

struct trial *trial_new(const char *code, const char *would, const char *today)
{
    size_t at = check_find(code);
    if (at == CHECKS_MAX || !trial_can(check_at(at))) {
        return NULL;
    }
    struct trial *self = memory_zero(sizeof(*self));
    self->check = at;
    if (!keep_one(&self->would, at, would) || !keep_one(&self->today, at, today)) {
        trial_free(&self);
    }
    return self;
}

void trial_free(struct trial **self)
{
    free(*self);
    *self = NULL;
}

static struct trial_verdict verdict_of(const struct trial *self,
                                       const struct check_settings *settings,
                                       const Evidence__V1__Submission *piece,
                                       const struct context *given, struct arena *arena)
{
    struct trial_verdict verdict = {.findings = "[]"};
    if (!settings->of[self->check].is_off) {
        struct context context = *given;
        struct judgement judgement;
        context.settings = settings;
        judge(piece, &context, arena, &judgement);
        verdict.fires = strcmp(judgement.findings, "[]") != 0;
        verdict.weighs = judgement.verdict != VALIDATION__V1__VERDICT__VERDICT_VALID;
        verdict.findings = judgement.findings;
    }
    return verdict;
}

void trial_piece(const struct trial *self, const Evidence__V1__Submission *piece,
                 const struct context *given, struct arena *arena, struct trial_outcome *out)
{
    out->would = verdict_of(self, &self->would, piece, given, arena);
    out->today = verdict_of(self, &self->today, piece, given, arena);
}
