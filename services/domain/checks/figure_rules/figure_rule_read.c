/*
 * figure_rule_read.c — parses a rule across figures from its JSON.
 */
#include <string.h>

#include "base/buf.h"
#include "checks/engine/check.h"
#include "checks/figure_rules/figure_rule.h"
#include "rules/rule_reader.h"

enum { NAME_MAX_BYTES = 200, MESSAGE_MAX_BYTES = 400 };

static struct decimal figure_rule_read_one(void)
{
    return decimal_int(1);
}

static void read_term(struct rule_reader *reader, struct rule_term *out)
{
    static const char *const TAKES[] = {[TAKE_PIECE] = "piece",     [TAKE_SUM] = "sum",
                                        [TAKE_LAST] = "last",       [TAKE_MAX] = "max",
                                        [TAKE_MEMBERS] = "members", [TAKE_TARGET] = "target",
                                        [TAKE_NUMBER] = "number",   NULL};
    static const char *const SIGNS[] = {"plus", "minus", NULL};
    bool has_times;
    if (!json_is_object(reader->json)) {
        read_fault(reader, "không phải là một đối tượng JSON");
        return;
    }
    out->take = (enum rule_take)read_word(reader, "take", TAKES);
    if (out->take <= TAKE_MAX) {
        out->figure = figure_name_of(reader->arena, read_text(reader, "figure"));
    } else if (out->take == TAKE_NUMBER) {
        out->number = read_amount(reader, "value");
    }
    out->times = read_amount_or(reader, "times", &has_times);
    out->times = has_times ? out->times : figure_rule_read_one();
    out->times.raw *= read_word_or(reader, "sign", SIGNS) == 1 ? -1 : 1;
    read_end(reader);
}

static void read_side(struct rule_reader *reader, const char *key, struct rule_side *out)
{
    const json_t *list = read_list(reader, key);
    if (json_array_size(list) > RULE_TERMS_MAX) {
        read_fault_at(reader, key, "nhiều nhất %d số hạng", RULE_TERMS_MAX);
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct rule_reader term = read_element(reader, json_array_get(list, i), key, i);
        read_term(&term, &out->terms[out->count++]);
    }
}

/* ",a,b,": words of a list that may be absent. */
static const char *read_words(struct rule_reader *reader, const char *key)
{
    const json_t *list = read_list_or(reader, key);
    struct buf buf = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *word = json_string_value(json_array_get(list, i));
        if (word == NULL || word[0] == '\0' || strchr(word, ',') != NULL || i >= RULE_KINDS_MAX) {
            read_fault_at(reader, key, "“%s” phải là nhiều nhất %d từ", key, RULE_KINDS_MAX);
            break;
        }
        buf_text(&buf, i == 0 ? "," : "");
        buf_text(&buf, word);
        buf_text(&buf, ",");
    }
    const char *words = arena_text(reader->arena, buf_string(&buf), buf.len);
    buf_free(&buf);
    return words;
}

static const char *read_line(struct rule_reader *reader, const char *key, size_t most)
{
    const char *text = read_text(reader, key);
    if (strlen(text) > most) {
        read_fault_at(reader, key, "“%s” dài nhất %zu byte", key, most);
    }
    return text;
}

struct figure_rule *figure_rule_read(const json_t *json, struct arena *arena, struct faults *faults)
{
    static const char *const COMPARES[] = {[COMPARE_AT_MOST] = "at_most",
                                           [COMPARE_AT_LEAST] = "at_least",
                                           [COMPARE_EQUAL] = "equal",
                                           NULL};
    static const char *const SEVERITIES[] = {"hint", "warning", "error", NULL};
    struct figure_rule *rule = arena_zero(arena, sizeof(*rule));
    struct rule_reader reader = {.json = json, .arena = arena, .faults = faults, .place = ""};
    size_t broken = faults->broken;
    bool has_tolerance;
    if (!json_is_object(json)) {
        read_fault(&reader, "không phải là một đối tượng JSON");
        return NULL;
    }
    rule->code = "";
    rule->name = read_line(&reader, "name", NAME_MAX_BYTES);
    rule->message = read_line(&reader, "message", MESSAGE_MAX_BYTES);
    rule->severity = (Validation__V1__Severity)(HINT + read_word(&reader, "severity", SEVERITIES));
    read_side(&reader, "left", &rule->left);
    rule->compare = (enum rule_compare)read_word(&reader, "compare", COMPARES);
    read_side(&reader, "right", &rule->right);
    rule->tolerance = read_amount_or(&reader, "tolerance", &has_tolerance);
    rule->kinds = read_words(&reader, "kinds");
    rule->criteria = read_words(&reader, "criteria");
    const json_t *off = read_take(&reader, "off");
    if (off != NULL && !json_is_boolean(off)) {
        read_fault_at(&reader, "off", "“off” phải là true hoặc false");
    }
    read_end(&reader);
    return faults->broken == broken ? rule : NULL;
}
