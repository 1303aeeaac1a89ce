/*
 * proposal.c — the head of a document has its symbol, its day and its title; a photo has the day on
 * which it was taken; the criterion is the one whose words the files share most.
 *
 * The first file that says a thing has it: officers put the document before its photos.
 */
#include "proposals/proposal.h"

#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "text/amount.h"
#include "text/passage.h"
#include "text/symbol.h"

enum {
    HEAD_LINES = 14, /* of a document, in which its symbol, day and title stand */
    TITLE_LINES = 4, /* of a title that begins with the type of the paper */
    TITLE_MAX = 300, /* bytes */
    QUOTE_MAX = 120, /* bytes */
    SHARE_SURE = 70, /* percent of a criterion's words that a text has */
    SHARE_LEAST = 40 /* below it no criterion is proposed */
};

struct writer {
    struct arena *arena;
    struct json *json;
    const struct proposal_file *files;
    size_t file_count;
    const struct proposal_page *page; /* NULL: none */
    bool has_symbol, has_day, has_title, has_signer;
};

struct proposal {
    const char *field, *value;
    const char *name; /* of a figure; NULL */
    const char *basis;
    size_t file;
    size_t page;
    const char *quote; /* NULL: none */
    bool is_sure;
};

static void proposal_put(struct writer *self, const struct proposal *it)
{
    struct json *json = self->json;
    json_object_start(json, NULL);
    json_text(json, "field", it->field);
    json_text(json, "value", it->value);
    json_text(json, "name", it->name);
    json_text(json, "basis", it->basis);
    json_int(json, "file", (long long)it->file);
    json_int(json, "page", (long long)it->page);
    json_text(json, "quote", it->quote);
    json_text(json, "sure", it->is_sure ? "high" : "low");
    json_object_end(json);
}

static const char *copy(struct writer *self, const struct passage *text, struct span span,
                        size_t most)
{
    size_t len = text_cut(text->text + span.start, span.len, most);
    return arena_text(self->arena, text->text + span.start, len);
}

/* From 1; a form feed ends each page of a PDF. */
static size_t page_of(const struct passage *text, size_t offset)
{
    size_t page = 1;
    for (size_t i = 0; i < offset; i++) {
        page += text->text[i] == '\f' ? 1 : 0;
    }
    return page;
}

static size_t head_end(const struct passage *text)
{
    size_t at = 0;
    struct span line;
    for (size_t i = 0; i < HEAD_LINES && passage_next_line(text, &at, &line); i++) {
    }
    return at;
}

/* ---------------------------------------------------------------- documents */

static void propose_symbol(struct writer *self, const struct passage *text, size_t file)
{
    size_t at = 0, end = head_end(text);
    struct span where;
    struct symbol symbol;
    if (self->has_symbol || !symbol_next(self->arena, text, &at, &where, &symbol) ||
        where.start >= end) {
        return;
    }
    self->has_symbol = true;
    proposal_put(self, &(struct proposal){.field = "document_symbol",
                                          .value = copy(self, text, where, QUOTE_MAX),
                                          .basis = "document",
                                          .file = file,
                                          .page = page_of(text, where.start),
                                          .is_sure = true});
}

static void propose_day(struct writer *self, const struct passage *text, size_t file)
{
    size_t at = 0, end = head_end(text);
    struct written_date day;
    char iso[DATE_TEXT];
    while (!self->has_day && passage_next_date(text, &at, &day) && day.span.start < end) {
        if (!day.has_year || !day.is_real) {
            continue;
        }
        self->has_day = true;
        proposal_put(self, &(struct proposal){
                               .field = "occurred_on",
                               .value = arena_print(self->arena, "%s", date_print(day.date, iso)),
                               .basis = "document",
                               .file = file,
                               .page = page_of(text, day.span.start),
                               .quote = copy(self, text, day.span, QUOTE_MAX)});
    }
}

/* The line that begins with a type of paper, and those behind it up to an empty one. */
static void propose_title(struct writer *self, const struct passage *text, size_t file)
{
    size_t at = 0;
    struct span line;
    for (size_t i = 0; i < HEAD_LINES && !self->has_title; i++) {
        if (!passage_next_line(text, &at, &line)) {
            return;
        }
        if (paper_type_at(text, line) == NULL) {
            continue;
        }
        struct span title = line;
        for (size_t more = 1; more < TITLE_LINES; more++) {
            size_t gap = line.start + line.len;
            if (!passage_next_line(text, &at, &line) ||
                memchr(text->text + gap, '\n', line.start - gap) !=
                    memrchr(text->text + gap, '\n', line.start - gap)) {
                break;
            }
            title.len = line.start + line.len - title.start;
        }
        char *value = arena_text(self->arena, text->text + title.start,
                                 text_cut(text->text + title.start, title.len, TITLE_MAX));
        for (char *end = value; (end = strpbrk(end, "\n\t\f\r")) != NULL;) {
            *end = ' ';
        }
        self->has_title = true;
        proposal_put(self, &(struct proposal){.field = "title",
                                              .value = value,
                                              .basis = "document",
                                              .file = file,
                                              .page = page_of(text, title.start)});
    }
}

/* The name stands last under the post, without digits. */
static void propose_signer(struct writer *self, const struct passage *text, size_t file)
{
    static const char *const POSTS[] = {"bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", NULL};
    size_t at = 0;
    struct span line, after = {0, 0};
    bool is_under = false;
    while (passage_next_line(text, &at, &line)) {
        size_t words = passage_count_words(text, line);
        bool is_name = words >= 2 && words <= 6 &&
                       strcspn(text->text + line.start, "0123456789:;,./") >= line.len;
        for (size_t i = 0; POSTS[i] != NULL; i++) {
            if (words <= 6 && passage_find(text, line, POSTS[i]) != SIZE_MAX) {
                is_under = true;
                is_name = false;
                after = (struct span){0, 0};
            }
        }
        if (is_under && is_name) {
            after = line;
        }
    }
    if (!self->has_signer && after.len > 0) {
        self->has_signer = true;
        proposal_put(self, &(struct proposal){.field = "signer",
                                              .value = copy(self, text, after, QUOTE_MAX),
                                              .basis = "document",
                                              .file = file,
                                              .page = page_of(text, after.start)});
    }
}

/* ---------------------------------------------------------------- photos */

static void propose_taken(struct writer *self, size_t file)
{
    const char *facts = self->files[file].facts;
    const char *taken = strncmp(facts, "taken=", 6) == 0 ? facts : strstr(facts, "\ntaken=");
    if (self->has_day || taken == NULL) {
        return;
    }
    taken = strchr(taken, '=') + 1;
    const char *value = arena_text(self->arena, taken, strcspn(taken, "\n"));
    date_days day;
    if (date_parse(value, &day)) {
        self->has_day = true;
        proposal_put(self, &(struct proposal){.field = "occurred_on",
                                              .value = value,
                                              .basis = "photo",
                                              .file = file,
                                              .is_sure = true});
    }
}

/* ---------------------------------------------------------------- the cited page */

/* What the files left open; the day is that of the article, and the event may be of another. */
static void propose_page(struct writer *self)
{
    if (!self->has_title) {
        proposal_put(self, &(struct proposal){.field = "title",
                                              .value = self->page->title,
                                              .basis = "page",
                                              .is_sure = true});
    }
    if (!self->has_day && self->page->published_on[0] != '\0') {
        proposal_put(self, &(struct proposal){.field = "occurred_on",
                                              .value = self->page->published_on,
                                              .basis = "page"});
    }
    if (self->file_count == 0) {
        proposal_put(self,
                     &(struct proposal){
                         .field = "kind", .value = "article", .basis = "page", .is_sure = true});
    }
}

/* ---------------------------------------------------------------- kind */

static void propose_kind(struct writer *self)
{
    size_t photos = 0, first = self->file_count;
    for (size_t i = 0; i < self->file_count; i++) {
        bool is_photo = strncmp(self->files[i].media_type, "image/", 6) == 0;
        photos += is_photo ? 1 : 0;
        first = !is_photo && first == self->file_count ? i : first;
    }
    if (self->file_count == 0) {
        return;
    }
    bool is_photo = photos == self->file_count;
    proposal_put(self, &(struct proposal){.field = "kind",
                                          .value = is_photo ? "photo" : "document",
                                          .basis = "file",
                                          .file = is_photo ? 0 : first,
                                          .is_sure = is_photo || self->has_symbol});
}

/* ---------------------------------------------------------------- criterion and figures */

struct match {
    const struct proposal_criterion *criterion;
    size_t share; /* percent of its words */
    const char *word;
};

/* Longer words count for more: "hiến máu" says more than "tổ chức", which every name has. */
static struct match match_of(struct writer *self, const struct passage *text,
                             const struct proposal_criterion *criterion)
{
    struct passage name = passage_of(self->arena, "name", criterion->name);
    size_t pairs = 0, found = 0;
    struct match match = {.criterion = criterion};
    for (size_t i = 0; i + 1 < name.word_count; i++) {
        size_t start = name.words[i].start;
        size_t end = name.words[i + 1].start + name.words[i + 1].len;
        const char *pair = arena_text(self->arena, name.lower + start, end - start);
        pairs++;
        if (passage_find(text, passage_all(text), pair) != SIZE_MAX) {
            found++;
            match.word =
                match.word != NULL && strlen(match.word) > strlen(pair) ? match.word : pair;
        }
    }
    match.share = pairs > 0 ? found * 100 / pairs : 0;
    return match;
}

static bool is_better(const struct match *a, const struct match *b)
{
    return b->criterion == NULL || a->share > b->share ||
           (a->share == b->share && a->criterion->used > b->criterion->used);
}

static void propose_figures(struct writer *self, const struct passage *text, size_t file,
                            const struct proposal_criterion *criterion)
{
    bool is_page = file == self->file_count;
    for (size_t i = 0; i < criterion->figure_count; i++) {
        struct passage name = passage_of(self->arena, "name", criterion->figures[i]);
        size_t at = passage_find(text, passage_all(text), name.lower);
        struct written_number number;
        if (at == SIZE_MAX) {
            continue;
        }
        struct span line = passage_line_at(text, at);
        size_t from = line.start;
        while (passage_next_number(text, &from, &number) &&
               number.span.start < line.start + line.len) {
            char value[DECIMAL_TEXT];
            proposal_put(
                self, &(struct proposal){.field = "figures",
                                         .name = criterion->figures[i],
                                         .value = arena_print(
                                             self->arena, "%s",
                                             amount_print((struct decimal){number.scaled}, value)),
                                         .basis = is_page ? "page" : "document",
                                         .file = is_page ? 0 : file,
                                         .page = is_page ? 0 : page_of(text, number.span.start),
                                         .quote = copy(self, text, line, QUOTE_MAX),
                                         .is_sure = !number.is_about && !number.is_range});
            break;
        }
    }
}

/* texts: of the files, then of the page. */
static void propose_criterion(struct writer *self, const struct passage *texts,
                              const struct proposal_criterion *criteria, size_t count)
{
    struct match best = {.criterion = NULL}, second = {.criterion = NULL};
    size_t best_file = 0, text_count = self->file_count + (self->page != NULL ? 1 : 0);
    for (size_t f = 0; f < text_count; f++) {
        for (size_t i = 0; i < count; i++) {
            struct match match = match_of(self, &texts[f], &criteria[i]);
            if (is_better(&match, &best)) {
                second = best.criterion != match.criterion ? best : second;
                best = match;
                best_file = f;
            } else if (is_better(&match, &second) && match.criterion != best.criterion) {
                second = match;
            }
        }
    }
    if (best.criterion == NULL || best.share < SHARE_LEAST) {
        return;
    }
    bool is_sure = best.share >= SHARE_SURE && best.share > second.share + 20;
    struct proposal proposal = {.field = "criteria",
                                .value = best.criterion->code,
                                .basis = "criteria",
                                .file = best_file < self->file_count ? best_file : 0,
                                .quote = best.word,
                                .is_sure = is_sure};
    proposal_put(self, &proposal);
    if (second.criterion != NULL && second.share >= SHARE_LEAST) {
        proposal.value = second.criterion->code;
        proposal.quote = second.word;
        proposal.is_sure = false;
        proposal_put(self, &proposal);
    }
    propose_figures(self, &texts[best_file], best_file, best.criterion);
}

void proposals_write(struct arena *arena, const struct proposal_file *files, size_t file_count,
                     const struct proposal_page *page, const struct proposal_criterion *criteria,
                     size_t criterion_count, struct json *json)
{
    struct writer self = {
        .arena = arena, .json = json, .files = files, .file_count = file_count, .page = page};
    struct passage *texts = arena_alloc(arena, (file_count + 1) * sizeof(*texts));
    /* A photo was taken at the event; a paper may be of another day. */
    for (size_t i = 0; i < file_count; i++) {
        propose_taken(&self, i);
    }
    for (size_t i = 0; i < file_count; i++) {
        texts[i] = passage_of(arena, "file", files[i].text);
        propose_symbol(&self, &texts[i], i);
        propose_title(&self, &texts[i], i);
        propose_signer(&self, &texts[i], i);
        propose_day(&self, &texts[i], i);
    }
    propose_kind(&self);
    if (page != NULL) {
        propose_page(&self);
        const char *words = arena_print(arena, "%s\n%s", page->title, page->text);
        texts[file_count] = passage_of(arena, "page", words);
    }
    propose_criterion(&self, texts, criteria, criterion_count);
}
