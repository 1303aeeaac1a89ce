/*
 * near.c — finds near copies in two steps.
 *
 * The keys of all texts and photos of the batch are stored by one statement; then look-ups of some
 * parts each return the earlier and later texts or photos that share keys with them, and those are
 * compared here word by word or mark by mark. All statements are sent at once on one lane, so the
 * keys are stored before the first look-up.
 */
#include "validation/near.h"

#include <string.h>

#include "base/hash.h"
#include "base/legacy.h"
#include "likeness/forms.h"
#include "likeness/photo_match.h"
#include "likeness/prose.h"
#include "likeness/sketch.h"
#include "validation/store.h"
#include "wire/wire.h"

enum {
    TEXTS_AT_ONCE = 32, /* parts in one look-up */
    PHOTOS_AT_ONCE = 4,
    FOUND_MAX = 3, /* sources that are reported for one part */
    PASSAGES_REPORTED = 3,
    FORM_NEW = 8,   /* texts of one form among which some may have been judged without the others */
    OTHER_MAX = 300 /* bytes of the other text in a passage */
};

struct side { /* a part with what it is compared by */
    struct near_part *part;
    bool is_converted; /* the words are not at their places in the part's text */
    struct words words;
    struct photo photo;
    struct store_keys keys, probes;
};

struct near {
    struct lane *lane;
    struct arena *arena;
    struct side *sides;
    size_t count;
    size_t open; /* statements without an answer */
    struct uuid *later;
    size_t later_count;
    enum err err;
    near_fn *then;
    void *arg;
};

/* One look-up: rows state which of its parts they belong to. */
struct look_up {
    struct near *near;
    size_t places[TEXTS_AT_ONCE];
    size_t count;
    bool is_photo;
};

/* ------------------------------------------------------------- parts */

static bool is_known(const struct context *context, enum content_kind kind, const char *name)
{
    for (size_t i = 0; i < context->content_count; i++) {
        const struct content *content = &context->contents[i];
        if (content->kind == kind && content->is_known && strcmp(content->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The text, or what OCR read instead. */
static const char *reading_words(const struct reading *reading)
{
    return reading->len == 0 && reading->scan_text != NULL ? reading->scan_text : reading->text;
}

/* Tables of figures resemble each other by their form. */
static bool is_part(const struct context *context, const struct reading *reading)
{
    return (reading_words(reading)[0] != '\0' || reading->photo_len > 0) &&
           strstr(reading->media_type, "spreadsheet") == NULL &&
           !is_known(context, CONTENT_FILE, reading->name);
}

size_t near_parts(const Evidence__V1__Submission *piece, const struct context *context,
                  const struct near_part *start, struct near_part *into)
{
    size_t count = 0;
    if (piece->text[0] != '\0' && !is_known(context, CONTENT_TEXT, "")) {
        into[count] = *start;
        into[count].field = "text";
        into[count].file = "";
        into[count++].text = piece->text;
    }
    for (size_t i = 0; i < context->reading_count; i++) {
        const struct reading *reading = &context->readings[i];
        if (is_part(context, reading)) {
            struct near_part *part = &into[count++];
            *part = *start;
            part->number = (int)i + 1;
            part->file_hash = piece->files[i]->hash.data;
            part->field = "files";
            part->file = reading->name;
            part->text = reading->photo_len == 0 ? reading_words(reading) : NULL;
            part->photo = reading->photo;
            part->photo_len = reading->photo_len;
        }
    }
    return count;
}

void near_attach(const struct near_part *parts, size_t count, struct arena *arena,
                 struct context *into)
{
    struct near_copy *nears = arena_alloc(arena, (count * FOUND_MAX + 1) * sizeof(*nears));
    into->near_count = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t f = 0; f < parts[i].found_count; f++) {
            nears[into->near_count++] = parts[i].found[f];
        }
    }
    into->nears = nears;
}

/* ------------------------------------------------------------- results */

/* Keeps the FOUND_MAX that resemble it most. */
static void near_keep(struct near *self, struct near_part *part, const struct near_copy *copy)
{
    if (part->found == NULL) {
        part->found = arena_alloc(self->arena, FOUND_MAX * sizeof(*part->found));
    }
    size_t at = part->found_count;
    while (at > 0 && part->found[at - 1].share < copy->share) {
        at--;
    }
    if (at == FOUND_MAX) {
        return;
    }
    size_t last = part->found_count < FOUND_MAX ? part->found_count++ : FOUND_MAX - 1;
    memmove(part->found + at + 1, part->found + at, (last - at) * sizeof(*part->found));
    part->found[at] = *copy;
}

/* The words of a text; of one in a legacy encoding, of what it was meant to be: true. */
static bool words_meant(struct arena *arena, const char *text, struct words *out)
{
    const char *font;
    struct text_word first;
    size_t len = strlen(text);
    bool is_legacy = legacy_is_used(text, len, &first);
    const char *read = is_legacy ? legacy_to_unicode(arena, text, len, &font) : text;
    words_of(arena, read, strlen(read), out);
    prose_mark(arena, read, out);
    return is_legacy;
}

/* A text that resembles the side's, and how. */
struct match {
    int row;
    const char *text;
    bool is_converted;
    struct words words;
    struct resemblance seen;
};

static void report_passages(struct near *self, const struct side *side, const struct match *match,
                            struct near_copy *copy)
{
    const struct words *other = &match->words;
    const struct resemblance *seen = &match->seen;
    bool is_reported[PASSAGES_MAX] = {false};
    copy->passages = arena_alloc(self->arena, PASSAGES_REPORTED * sizeof(*copy->passages));
    for (int n = 0; n < PASSAGES_REPORTED && (size_t)n < seen->count; n++) {
        size_t best = PASSAGES_MAX;
        for (size_t i = 0; i < seen->count; i++) {
            bool is_better =
                best == PASSAGES_MAX || seen->passages[i].matched > seen->passages[best].matched;
            best = !is_reported[i] && is_better ? i : best;
        }
        if (best == PASSAGES_MAX) {
            break;
        }
        const struct shared_passage *passage = &seen->passages[best];
        uint32_t start = side->words.starts[passage->b_start];
        uint32_t from = other->starts[passage->a_start];
        size_t len = other->ends[passage->a_end - 1] - from;
        is_reported[best] = true;
        copy->passages[copy->passage_count++] = (struct near_passage){
            .offset = start,
            .len = side->words.ends[passage->b_end - 1] - start,
            .other = arena_text(self->arena, match->text + from,
                                text_cut(match->text + from, len, OTHER_MAX))};
    }
}

/* The text of a row: of the submission's body, or of the file. */
static const char *text_of(struct near *self, const struct rows *result, int row)
{
    enum { BODY = 6, TEXT = 7 };
    struct bytes body = column_bytes(result, row, BODY);
    if (column_is_null(result, row, BODY)) {
        return column_copy(result, row, TEXT, self->arena);
    }
    const Evidence__V1__Submission *piece =
        wire_unpack(self->arena, &evidence__v1__submission__descriptor, body.data, body.len);
    return piece != NULL ? piece->text : "";
}

static bool compare_text(struct near *self, const struct side *side, const struct rows *result,
                         struct match *match, bool *same)
{
    match->text = text_of(self, result, match->row);
    match->is_converted = words_meant(self->arena, match->text, &match->words);
    passages_find(self->arena, &match->words, &side->words, &match->seen, same);
    return passages_judge(&match->seen) != LIKENESS_NONE;
}

static bool compare_photos(const struct side *side, const struct rows *result, int row,
                           struct near_copy *copy)
{
    enum { PHOTO = 6 };
    static struct photo other;
    struct photo_likeness seen;
    struct bytes data = column_bytes(result, row, PHOTO);
    if (!photo_unpack(data.data, data.len, &other) || !photo_match(&other, &side->photo, &seen)) {
        return false;
    }
    copy->kind = NEAR_PHOTO;
    copy->share = seen.agreement;
    return true;
}

/* The row's text or photo resembles the side's: the later of the two gets the finding. */
static void near_take(struct near *self, struct side *side, const struct rows *result, int row,
                      struct near_copy *copy)
{
    struct near_part *part = side->part;
    struct uuid submission = column_uuid(result, row, 1);
    long long filed_us = column_long(result, row, 3);
    bool is_earlier = filed_us != part->filed_us
                          ? filed_us < part->filed_us
                          : uuid_compare(&submission, &part->submission_id) < 0;
    if (!is_earlier) {
        /* Once: a chain of copies would otherwise enqueue each other again and again. */
        if (!part->is_again) {
            self->later[self->later_count++] = submission;
        }
        return;
    }
    copy->owner_unit = column_copy(result, row, 4, self->arena);
    copy->owner_title = column_copy(result, row, 5, self->arena);
    near_keep(self, part, copy);
}

/* A form shows only when several texts have filled it in: the first ones were judged before. */
static void judge_form_again(struct near *self, const struct side *side, const struct rows *result,
                             int row, size_t forms)
{
    if (forms <= FORM_NEW && !side->part->is_again) {
        self->later[self->later_count++] = column_uuid(result, row, 1);
    }
}

/* Takes the rows from `row` to `end`, all of one text, that share more than a form. */
static void compare_texts(struct near *self, struct side *side, const struct rows *result, int row,
                          int end)
{
    size_t count = 0, most = (size_t)(end - row);
    struct match *matches = arena_alloc(self->arena, most * sizeof(*matches));
    struct form_pair *pairs = arena_alloc(self->arena, most * sizeof(*pairs));
    for (; row < end; row++) {
        struct match *match = &matches[count];
        bool *same = arena_zero(self->arena, side->words.count * sizeof(*same));
        match->row = row;
        if (compare_text(self, side, result, match, same)) {
            pairs[count++] = (struct form_pair){&match->words, &match->seen, same, false};
        }
    }
    forms_find(&side->words, pairs, count);
    size_t forms = 0;
    for (size_t i = 0; i < count; i++) {
        forms += pairs[i].is_form ? 1 : 0;
    }
    for (size_t i = 0; i < count; i++) {
        const struct match *match = &matches[i];
        bool is_passage = passages_judge(&match->seen) == LIKENESS_PASSAGE;
        struct near_copy copy = {.field = side->part->field,
                                 .file = side->part->file,
                                 .kind = is_passage ? NEAR_PASSAGE : NEAR_TEXT,
                                 .share = passages_share(&match->seen)};
        if (pairs[i].is_form) {
            judge_form_again(self, side, result, match->row, forms);
            continue;
        }
        if (!side->is_converted && !match->is_converted) {
            report_passages(self, side, match, &copy);
        }
        near_take(self, side, result, match->row, &copy);
    }
}

static void compare_rows(struct look_up *self, const struct rows *result)
{
    int rows = rows_count(result);
    for (int row = 0, end; row < rows; row = end) {
        int place = column_int(result, row, 0);
        struct side *side = &self->near->sides[self->places[(size_t)place - 1]];
        for (end = row + 1; end < rows && column_int(result, end, 0) == place; end++) {
        }
        if (!self->is_photo) {
            compare_texts(self->near, side, result, row, end);
            continue;
        }
        for (int at = row; at < end; at++) {
            struct near_copy copy = {.field = side->part->field, .file = side->part->file};
            if (compare_photos(side, result, at, &copy)) {
                near_take(self->near, side, result, at, &copy);
            }
        }
    }
}

/* ------------------------------------------------------------- looking up */

static void near_answered(struct near *self, enum err err)
{
    self->err = self->err != ERR_NONE ? self->err : err;
    if (--self->open == 0) {
        struct near_result result = {self->later, self->later_count};
        self->then(self->arg, self->err, &result);
    }
}

static void near_put(void *arg, enum err err, const struct rows *result)
{
    (void)result;
    near_answered(arg, err);
}

static void near_on_found(void *arg, enum err err, const struct rows *result)
{
    struct look_up *self = arg;
    int rows = err == ERR_NONE ? rows_count(result) : 0;
    size_t known = self->near->later_count;
    struct uuid *more = arena_alloc(self->near->arena, (known + (size_t)rows + 1) * sizeof(*more));
    if (known > 0) {
        memcpy(more, self->near->later, known * sizeof(*more));
    }
    self->near->later = more;
    if (rows > 0) {
        compare_rows(self, result);
    }
    near_answered(self->near, err);
}

static void look_up(struct near *self, bool is_photo)
{
    size_t most = is_photo ? PHOTOS_AT_ONCE : TEXTS_AT_ONCE, next = 0;
    while (next < self->count) {
        struct look_up *look = arena_zero(self->arena, sizeof(*look));
        struct store_near *asked = arena_alloc(self->arena, most * sizeof(*asked));
        look->near = self;
        look->is_photo = is_photo;
        for (; next < self->count && look->count < most; next++) {
            struct side *side = &self->sides[next];
            if ((side->part->text == NULL) == is_photo) {
                asked[look->count] = (struct store_near){side->part, side->probes};
                look->places[look->count++] = next;
            }
        }
        if (look->count > 0) {
            self->open++;
            store_near_find(self->lane, asked, look->count, near_on_found, look);
        }
    }
}

/* ------------------------------------------------------------- preparing */

static void prepare_text(struct near *self, struct side *side)
{
    const struct near_part *part = side->part;
    int32_t *keys;
    side->is_converted = words_meant(self->arena, part->text, &side->words);
    side->keys.count = sketch_of(self->arena, &side->words, &keys);
    side->keys.keys = keys;
    side->probes = side->keys;
}

static void prepare_photo(struct near *self, struct side *side)
{
    if (!photo_unpack(side->part->photo, side->part->photo_len, &side->photo)) {
        return;
    }
    int32_t *keys = arena_alloc(self->arena, PHOTO_KEYS_MAX * sizeof(*keys));
    int32_t *probes = arena_alloc(self->arena, PHOTO_PROBES_MAX * sizeof(*probes));
    side->keys = (struct store_keys){keys, photo_keys(&side->photo, keys)};
    side->probes = (struct store_keys){probes, photo_probes(&side->photo, probes)};
}

void near_find(struct lane *lane, struct arena *arena, struct near_part *parts, size_t count,
               near_fn *then, void *arg)
{
    struct near *self = arena_zero(arena, sizeof(*self));
    *self = (struct near){.lane = lane, .arena = arena, .then = then, .arg = arg};
    self->sides = arena_zero(arena, count * sizeof(*self->sides));
    struct store_near *all = arena_alloc(arena, count * sizeof(*all));
    for (size_t i = 0; i < count; i++) {
        struct side *side = &self->sides[self->count];
        *side = (struct side){.part = &parts[i]};
        if (parts[i].text != NULL) {
            prepare_text(self, side);
        } else {
            prepare_photo(self, side);
        }
        if (side->keys.count > 0) { /* else there is nothing to compare */
            all[self->count++] = (struct store_near){side->part, side->keys};
        }
    }
    if (self->count == 0) {
        then(arg, ERR_NONE, &(struct near_result){0});
        return;
    }
    self->open = 1;
    store_near_put(lane, all, self->count, near_put, self);
    look_up(self, false);
    look_up(self, true);
}
