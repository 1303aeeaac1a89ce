/*
 * checks.c — `minhchung checks`: lists the catalogue, and judges texts by it without the store.
 */
#include "ctl/commands/checks.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "ctl/answer.h"
#include "members/catalogue.h"
#include "text/amount.h"
#include "text/dictionary.h"

static const char DICTIONARY[] = "/usr/share/hunspell/vi_VN";

static void print_json(const struct check *check, const char *family)
{
    struct buf buf = {0};
    struct json json;
    json_start(&json, &buf);
    json_object_start(&json, NULL);
    json_text(&json, "code", check->code);
    json_text(&json, "family", family);
    json_int(&json, "severity", (long long)check->severity);
    json_text(&json, "kinds", check->kinds);
    json_text(&json, "message", check->message);
    json_text(&json, "message_en", check->message_en);
    json_text(&json, "mend", check->mend);
    json_array_start(&json, "parameters");
    for (int i = 0; i < PARAMETERS_MAX && check->parameters[i].name != NULL; i++) {
        json_object_start(&json, NULL);
        json_text(&json, "name", check->parameters[i].name);
        json_int(&json, "value", check->parameters[i].value);
        json_text(&json, "help", check->parameters[i].help);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    printf("%s\n", buf_string(&buf));
    buf_free(&buf);
}

int checks_list(struct ctl *ctl)
{
    const struct check_family *family;
    for (size_t f = 0; (family = catalogue_family(f)) != NULL; f++) {
        if (!ctl->is_json) {
            printf("%s%s\n", f > 0 ? "\n" : "", family->name);
        }
        for (const struct check *check = family->checks; check->code != NULL; check++) {
            if (ctl->is_json) {
                print_json(check, family->name);
            } else {
                printf("  %-28s %s (%s)\n", check->code, check->message,
                       checks_severity_name(check->severity));
            }
        }
    }
    return EXIT_DONE;
}

/* ------------------------------------------------------------- texts from a file */

/* A day cannot be compared with an unknown one. */
static void switch_days_off(struct check_settings *settings)
{
    for (size_t i = 0; i < check_count(); i++) {
        const char *code = check_at(i)->code;
        settings->of[i].is_off = strncmp(code, "date.", 5) == 0 || strncmp(code, "filing.", 7) == 0;
    }
}

/* Examples are submitted on 1 June 2023, these on the day that they are about. */
static int days_after_june(const char *day)
{
    date_days date, june;
    return date_parse(day, &date) && date_parse("2023-06-01", &june) ? date - june : 0;
}

/* The figures of the submission: [[name, value], ...], the first few; values as admission reads
 * them. */
static void take_figures(const json_t *line, struct arena *arena, struct example *example)
{
    const json_t *figures = json_object_get(line, "figures"), *figure;
    size_t at;
    json_array_foreach(figures, at, figure) {
        const char *name = json_string_value(json_array_get(figure, 0));
        const char *value = json_string_value(json_array_get(figure, 1));
        struct decimal amount;
        char text[DECIMAL_TEXT];
        if (2 * at + 1 >= FIGURES_SHOWN || name == NULL || value == NULL) {
            continue;
        }
        bool is_read = amount_read(arena, name, value, &amount) == AMOUNT_READ;
        example->figures[2 * at] = name;
        example->figures[2 * at + 1] =
            is_read ? arena_print(arena, "%s", amount_print(amount, text)) : value;
    }
}

/* {"id","title","text" or "body","kind","symbol","occurred_on","figures","paper"}: an article
 * unless it has another kind, submitted with a link, so that only its words are judged, and those
 * of "paper", the text of a file. */
static void judge_line(const json_t *line, const struct context *context, struct arena *arena)
{
    const char *text = answer_text(line, "text"), *kind = answer_text(line, "kind");
    const char *day = answer_text(line, "occurred_on");
    struct context line_context = {.dictionary = context->dictionary,
                                   .settings = day[0] != '\0' ? NULL : context->settings};
    struct example example = {.kind = kind[0] != '\0' ? kind : "article",
                              .occurred_on = day[0] != '\0' ? day : NULL,
                              .received_day = days_after_june(day),
                              .title = answer_text(line, "title"),
                              .text = text[0] != '\0' ? text : answer_text(line, "body"),
                              .symbol = answer_text(line, "symbol"),
                              .link = "https://a.example/"};
    const char *paper = answer_text(line, "paper");
    if (paper[0] != '\0') {
        example.file = "van-ban.docx";
        example.media_type =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        example.file_text = paper;
    }
    struct judgement judgement;
    take_figures(line, arena, &example);
    struct buf buf = {0};
    struct json json;
    example_judge(&example, &line_context, arena, &judgement);
    json_start(&json, &buf);
    json_object_start(&json, NULL);
    json_text(&json, "id", answer_text(line, "id"));
    json_raw(&json, "findings", judgement.findings);
    json_raw(&json, "quality", judgement.quality != NULL ? judgement.quality : "null");
    json_object_end(&json);
    printf("%s\n", buf_string(&buf));
    buf_free(&buf);
}

int checks_judge(struct ctl *ctl)
{
    const char *path = ctl_argument(ctl, 1), *base = ctl_option(ctl, "--dictionary");
    FILE *file = path != NULL ? fopen(path, "re") : NULL;
    if (file == NULL) {
        return ctl_trouble("checks judge FILE.jsonl: \"%s\" cannot be read", path ? path : "");
    }
    struct dictionary *dictionary = dictionary_open(base != NULL ? base : DICTIONARY);
    struct check_settings *settings = memory_zero(sizeof(*settings));
    struct context context = {.dictionary = dictionary, .settings = settings};
    struct arena *arena = arena_new();
    switch_days_off(settings);
    char *line = NULL;
    size_t capacity = 0;
    int code = EXIT_DONE;
    while (getline(&line, &capacity, file) > 0) {
        json_t *object = json_loads(line, 0, NULL);
        if (json_is_object(object)) {
            judge_line(object, &context, arena);
        } else {
            code = ctl_trouble("a line is not a JSON object");
        }
        json_decref(object);
        arena_reset(arena);
    }
    free(line);
    free(settings);
    fclose(file);
    arena_free(&arena);
    dictionary_close(&dictionary);
    return code;
}

int command_checks(struct ctl *ctl)
{
    static const struct {
        const char *name;
        int (*run)(struct ctl *ctl);
    } PARTS[] = {{"list", checks_list},   {"handbook", checks_handbook},
                 {"judge", checks_judge}, {"settings", checks_settings},
                 {"set", checks_set},     {"try", checks_try}};
    const char *name = ctl_argument(ctl, 0);
    for (size_t i = 0; name != NULL && i < sizeof(PARTS) / sizeof(PARTS[0]); i++) {
        if (strcmp(PARTS[i].name, name) == 0) {
            return PARTS[i].run(ctl);
        }
    }
    return ctl_trouble("checks list | handbook | judge | settings | set | try");
}
