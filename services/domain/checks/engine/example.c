/*
 * example.c — builds a submission from an example of the catalogue and judges it.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "checks/engine/example.h"
#include "checks/engine/page.h"

static char *text_of(struct arena *arena, const char *text)
{
    return arena_print(arena, "%s", text != NULL ? text : "");
}

static char *example_repeated(struct arena *arena, const char *text, int times)
{
    struct buf buf = {0};
    for (int i = 0; text != NULL && i < (times > 1 ? times : 1); i++) {
        buf_text(&buf, text);
    }
    char *made = arena_text(arena, buf_string(&buf), buf.len);
    buf_free(&buf);
    return made;
}

static void add_figures(const struct example *example, struct arena *arena,
                        Evidence__V1__Submission *piece)
{
    piece->figures = arena_alloc(arena, FIGURES_SHOWN * sizeof(Evidence__V1__Figure *));
    for (size_t i = 0; i + 1 < FIGURES_SHOWN && example->figures[i] != NULL; i += 2) {
        Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        figure->name = text_of(arena, example->figures[i]);
        figure->value = text_of(arena, example->figures[i + 1]);
        piece->figures[piece->n_figures++] = figure;
    }
}

static void add_files(const struct example *example, struct arena *arena,
                      Evidence__V1__Submission *piece, struct context *context)
{
    size_t count = example->file == NULL ? 0 : example->is_twice ? 2 : 1;
    piece->files = arena_alloc(arena, 2 * sizeof(Evidence__V1__File *));
    context->readings = arena_zero(arena, 2 * sizeof(*context->readings));
    for (size_t i = 0; i < count; i++) {
        struct hash hash = hash_of(example->file, strlen(example->file));
        Evidence__V1__File *file = arena_alloc(arena, sizeof(*file));
        evidence__v1__file__init(file);
        file->name = text_of(arena, example->file);
        file->hash.data = arena_copy(arena, hash.bytes, sizeof(hash.bytes));
        file->hash.len = sizeof(hash.bytes);
        piece->files[piece->n_files++] = file;
        struct reading *reading = &context->readings[context->reading_count++];
        reading->name = file->name;
        reading->media_type = text_of(arena, example->media_type);
        reading->problem = text_of(arena, example->problem);
        reading->text = text_of(arena, example->file_text);
        reading->len = strlen(reading->text);
        reading->facts = text_of(arena, example->facts);
        reading->scan = example->scan_text != NULL ? SCAN_READ : SCAN_NONE;
        reading->scan_text = example->scan_text;
    }
}

/* The first half of the text, or the photo, is in another submission. */
static void add_near(const struct example *example, struct arena *arena,
                     const Evidence__V1__Submission *piece, struct context *context)
{
    struct near_copy *near = arena_zero(arena, sizeof(*near));
    bool is_photo = example->near_kind == NEAR_PHOTO;
    *near = (struct near_copy){.kind = example->near_kind,
                               .field = is_photo ? "files" : "text",
                               .file = is_photo ? example->file : "",
                               .owner_unit = "Huyện đoàn Cầu Kè",
                               .owner_title = "Bài khác",
                               .share = example->near_share};
    if (!is_photo) {
        near->passages = arena_alloc(arena, sizeof(*near->passages));
        near->passages[near->passage_count++] = (struct near_passage){
            0, text_cut(piece->text, strlen(piece->text), strlen(piece->text) / 2), piece->text};
    }
    context->nears = near;
    context->near_count = 1;
}

static void add_page(const struct example *example, struct arena *arena, struct context *context)
{
    const struct page *given = example->page;
    struct page *page = arena_copy(arena, given, sizeof(*given));
    page->outcome = text_of(arena, given->outcome);
    page->final_url = text_of(arena, given->final_url != NULL ? given->final_url : example->link);
    page->media_type = text_of(arena, given->media_type != NULL ? given->media_type : "text/html");
    page->titles = text_of(arena, given->titles);
    page->flags = text_of(arena, given->flags);
    page->text = text_of(arena, given->text);
    page->frozen_text = text_of(arena, given->frozen_text);
    page->seen = text_of(arena, given->seen);
    page->changed = text_of(arena, given->changed);
    page->sites = text_of(arena, given->sites);
    context->page = page;
}

static date_days example_day(const char *iso)
{
    date_days date = 0;
    return date_parse(iso, &date) ? date : 0;
}

static void add_criteria(const struct example *example, struct arena *arena,
                         struct context *context)
{
    size_t count = example->criteria > 1 ? (size_t)example->criteria : 1;
    context->criteria = arena_zero(arena, count * sizeof(*context->criteria));
    context->criterion_count = count;
    for (size_t i = 0; i < count; i++) {
        struct criterion *criterion = &context->criteria[i];
        criterion->id = (int)i + 1;
        criterion->code = arena_print(arena, "1.%zu", i + 1);
        criterion->window_from = example_day("2023-01-01");
        criterion->window_to = example_day("2023-12-31");
        criterion->required_kinds = text_of(arena, example->required);
        if (example->wanted != NULL) {
            criterion->figure_names[0] = example->wanted;
            criterion->figures[criterion->figure_count++] =
                text_fold(arena, example->wanted, strlen(example->wanted));
        }
    }
}

void example_judge(const struct example *example, const struct context *around, struct arena *arena,
                   struct judgement *out)
{
    Evidence__V1__Submission *piece = arena_alloc(arena, sizeof(*piece));
    struct context context = *around;
    evidence__v1__submission__init(piece);
    piece->unit = text_of(arena, "HD-TIEUCAN");
    piece->kind = text_of(arena, example->kind != NULL ? example->kind : "other");
    piece->title = text_of(arena, example->title != NULL ? example->title : "Ngày tình nguyện");
    piece->text = example_repeated(arena, example->text, example->times);
    piece->document_symbol = text_of(arena, example->symbol);
    piece->link = text_of(arena, example->link);
    piece->occurred_on =
        text_of(arena, example->occurred_on != NULL ? example->occurred_on : "2023-05-20");
    add_figures(example, arena, piece);
    add_files(example, arena, piece, &context);
    add_criteria(example, arena, &context);
    context.received = example_day("2023-06-01") + example->received_day;
    context.deadline = example_day("2023-11-25");
    context.content_count = contents_of(piece, arena, &context.contents);
    for (size_t i = 0; i < context.content_count && example->is_copy; i++) {
        context.contents[i].is_known = true;
        context.contents[i].owner_unit = "Huyện đoàn Cầu Kè";
        context.contents[i].owner_title = "Bài khác";
    }
    if (example->is_near) {
        add_near(example, arena, piece, &context);
    }
    if (example->page != NULL) {
        add_page(example, arena, &context);
    }
    if (example->past != NULL) {
        example_add_past(example, arena, piece, &context);
    }
    if (example->rule != NULL) {
        example_add_rule(example, arena, &context);
    }
    judge(piece, &context, arena, out);
}
