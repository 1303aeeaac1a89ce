/*
 * judge.c — runs every check of the catalogue over a submission, gives each finding its stable key,
 * weighs those that no inspector accepted into a verdict, and counts the facts of a valid
 * submission.  Pure.
 */
#include <string.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "checks/engine/page.h"
#include "checks/families/article.h"
#include "text/passage.h"

static void add_passage(struct inspection *in, const char *field, const char *file,
                        const char *text)
{
    struct passage *passage = &in->passages[in->passage_count++];
    *passage = (struct passage){.field = field, .file = file, .text = text, .len = strlen(text)};
    passage->is_plain = text_is_ascii(text, passage->len);
    passage->is_composed = passage->is_plain || text_is_nfc(text, passage->len);
    passage->lower = passage_lower(in->arena, text, passage->len);
    passage->word_count = passage_words(in->arena, text, passage->len, &passage->words);
}

static void gather_passages(struct inspection *in)
{
    size_t max = 3 + in->context->reading_count;
    in->passages = arena_alloc(in->arena, max * sizeof(*in->passages));
    if (in->piece->text[0] != '\0') {
        add_passage(in, "text", "", in->piece->text);
    }
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (reading->len > 0) {
            add_passage(in, "files", reading->name, reading->text);
            in->passages[in->passage_count - 1].is_table =
                strstr(reading->media_type, "spreadsheet") != NULL;
        }
    }
}

/* The text of an article that is filed as a link alone is its page's main text.  Only the families
 * that judge articles see it: the rest of the page is not the unit's. */
static size_t gather_page(struct inspection *in)
{
    const struct page *page = in->context->page;
    bool is_alone = in->passage_count == 0 && strcmp(in->piece->kind, "article") == 0;
    if (is_alone && page != NULL && page->state == PAGE_GOOD && page->text[0] != '\0') {
        add_passage(in, "link", "", page->text);
        return 1;
    }
    return 0;
}

/* What OCR read; only for families that take its errors into account. */
static size_t gather_scans(struct inspection *in)
{
    size_t count = 0;
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (reading->len == 0 && reading->scan_text != NULL && reading->scan_text[0] != '\0') {
            add_passage(in, "files", reading->name, reading->scan_text);
            in->passages[in->passage_count - 1].is_scanned = true;
            count++;
        }
    }
    return count;
}

/* `kind` between commas, as the table lists kinds. */
static bool judge_applies(const struct check *check, const char *kind)
{
    return check->kinds[0] == '\0' || strstr(check->kinds, kind) != NULL;
}

/* Ends with the passages of page or scans still among the passages; there are never both, so that
 * each is next to the own ones. */
static void run_checks(struct inspection *in)
{
    const struct check_settings *settings = in->context->settings;
    const char *kind = arena_print(in->arena, ",%s,", in->piece->kind);
    size_t pages = gather_page(in);
    size_t own = in->passage_count - pages;
    size_t scans = pages == 0 ? gather_scans(in) : 0;
    in->check_index = 0;
    for (size_t f = 0; f < check_family_count(); f++) {
        const struct check_family *family = check_family_at(f);
        in->passage_count =
            own + (family->reads_page ? pages : 0) + (family->reads_scans ? scans : 0);
        for (const struct check *check = family->checks; check->code != NULL; check++) {
            bool is_off = settings != NULL && settings->of[in->check_index].is_off;
            in->check = check;
            if (!is_off && judge_applies(check, kind)) {
                check->run(in);
            }
            in->check_index++;
        }
    }
    in->passage_count = own + pages + scans;
}

/* ------------------------------------------------------------- findings as JSON */

/* The passages of both texts, side by side. */
static void add_passages(struct json *json, const struct finding *finding, struct arena *arena)
{
    enum { WORDS_MAX = 300 };
    const struct passage *text = finding->passage;
    json_array_start(json, "passages");
    for (size_t i = 0; i < finding->near->passage_count; i++) {
        const struct near_passage *near = &finding->near->passages[i];
        struct text_place place = text_place_of(text->text, text->len, near->offset);
        size_t shown = text_cut(text->text + near->offset, near->len, WORDS_MAX);
        json_object_start(json, NULL);
        json_int(json, "line", place.line);
        json_int(json, "column", place.column);
        json_text(json, "words", arena_text(arena, text->text + near->offset, shown));
        json_text(json, "other", near->other);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_json(struct json *json, const struct finding *finding, struct arena *arena)
{
    const char *gap = finding->detail[0] != '\0' ? " " : "";
    json_object_start(json, NULL);
    char key[UUID_TEXT];
    json_text(json, "key", uuid_print(&finding->key, key));
    json_text(json, "code", finding->check->code);
    json_int(json, "severity", (long long)finding->severity);
    json_text(json, "message",
              arena_print(arena, "%s%s%s", finding->check->message, gap, finding->detail));
    json_text(json, "message_en", finding->check->message_en);
    json_text(json, "mend", finding->check->mend);
    if (finding->is_accepted) {
        json_bool(json, "accepted", true);
    }
    json_object_start(json, "place");
    json_text(json, "field", finding->field);
    json_text(json, "file", finding->file);
    json_int(json, "line", finding->line);
    json_int(json, "column", finding->column);
    if (finding->page > 0) {
        json_int(json, "page", finding->page);
    }
    if (finding->cell != NULL) {
        json_text(json, "sheet", finding->sheet != NULL ? finding->sheet : "");
        json_text(json, "cell", finding->cell);
    }
    json_text(json, "words", finding->words);
    json_object_end(json);
    if (finding->passage != NULL) {
        add_passages(json, finding, arena);
    }
    json_object_end(json);
}

/* Keys are made after all checks have run: a second finding on the same words at the same place
 * gets a key of its own. */
static void name_findings(struct inspection *in)
{
    for (size_t i = 0; i < in->finding_count; i++) {
        struct finding *finding = &in->findings[i];
        unsigned before = 0;
        for (size_t j = 0; j < i; j++) {
            const struct finding *other = &in->findings[j];
            before += other->check == finding->check && other->line == finding->line &&
                              other->column == finding->column &&
                              strcmp(other->field, finding->field) == 0 &&
                              strcmp(other->file, finding->file) == 0 &&
                              strcmp(other->words, finding->words) == 0
                          ? 1
                          : 0;
        }
        char text[UUID_TEXT];
        const char *name = arena_print(in->arena, "%s\n%s\n%s\n%u\n%u\n%u\n%s",
                                       finding->check->code, finding->field, finding->file,
                                       finding->line, finding->column, before, finding->words);
        finding->key = uuid_name("finding", name, strlen(name));
        const char *accepted = in->context->accepted;
        finding->is_accepted =
            accepted != NULL && strstr(accepted, uuid_print(&finding->key, text)) != NULL;
    }
}

static void write_findings(const struct inspection *in, struct judgement *out)
{
    struct buf buf = {0};
    struct json json;
    json_start(&json, &buf);
    json_array_start(&json, NULL);
    for (size_t i = 0; i < in->finding_count; i++) {
        add_json(&json, &in->findings[i], in->arena);
    }
    json_array_end(&json);
    out->findings = arena_text(in->arena, buf.data, buf.len);
    buf_free(&buf);
}

static void judge_weigh(const struct inspection *in, struct judgement *out)
{
    Validation__V1__Severity worst = VALIDATION__V1__SEVERITY__SEVERITY_UNSPECIFIED;
    out->first_message = "";
    for (size_t i = 0; i < in->finding_count; i++) {
        const struct finding *finding = &in->findings[i];
        if (finding->is_accepted) {
            continue;
        }
        out->error_count += finding->severity >= VALIDATION__V1__SEVERITY__SEVERITY_ERROR ? 1 : 0;
        if (finding->severity > worst) {
            worst = finding->severity;
            out->first_message = finding->check->message;
        }
    }
    out->verdict = worst >= VALIDATION__V1__SEVERITY__SEVERITY_FATAL
                       ? VALIDATION__V1__VERDICT__VERDICT_INVALID
                   : worst == VALIDATION__V1__SEVERITY__SEVERITY_ERROR
                       ? VALIDATION__V1__VERDICT__VERDICT_MEND
                       : VALIDATION__V1__VERDICT__VERDICT_VALID;
}

/* The occurrence, and each figure that the criterion reads, by its folded name. */
static void add_facts(const struct inspection *in, const struct criterion *criterion,
                      struct judgement *out)
{
    out->facts[out->fact_count++] = (struct fact){criterion->id, 0, "1"};
    for (size_t f = 0; f < criterion->figure_count; f++) {
        struct decimal sum = {0}, value;
        bool is_there = false;
        for (size_t i = 0; i < in->piece->n_figures; i++) {
            const Evidence__V1__Figure *figure = in->piece->figures[i];
            const char *name = text_fold(in->arena, figure->name, strlen(figure->name));
            if (strcmp(name, criterion->figures[f]) == 0 && decimal_parse(figure->value, &value) &&
                decimal_add(sum, value, &sum)) {
                is_there = true;
            }
        }
        if (is_there) {
            char text[DECIMAL_TEXT];
            out->facts[out->fact_count++] = (struct fact){
                criterion->id, (int)f + 1, arena_print(in->arena, "%s", decimal_print(sum, text))};
        }
    }
}

void judge(const Evidence__V1__Submission *piece, const struct context *context,
           struct arena *arena, struct judgement *out)
{
    struct inspection in = {.arena = arena, .piece = piece, .context = context};
    *out = (struct judgement){0};
    if (!date_parse(piece->occurred_on, &in.occurred)) {
        in.occurred = context->received; /* admission refuses all others */
    }
    gather_passages(&in);
    run_checks(&in);
    out->quality = article_quality_json(&in);
    name_findings(&in);
    write_findings(&in, out);
    judge_weigh(&in, out);
    out->days_late =
        context->received > context->deadline ? context->received - context->deadline : 0;
    out->facts = arena_alloc(arena, CRITERIA_MAX * (FIGURES_MAX + 1) * sizeof(*out->facts));
    for (size_t i = 0;
         i < context->criterion_count && out->verdict == VALIDATION__V1__VERDICT__VERDICT_VALID;
         i++) {
        add_facts(&in, &context->criteria[i], out);
    }
}
