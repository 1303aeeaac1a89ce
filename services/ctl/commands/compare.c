/*
 * compare.c — `minhchung compare`: every pair of a corpus that the copy checks would flag, by the
 * same code and limits, without the store.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "base/text.h"
#include "ctl/answer.h"
#include "ctl/commands/compare.h"
#include "ctl/ctl.h"
#include "likeness/forms.h"
#include "likeness/postings.h"
#include "likeness/prose.h"
#include "likeness/sketch.h"

struct text {
    char *id;
    struct words words; /* only the hashes are kept */
    int32_t *keys;
    size_t key_count;
};

struct corpus {
    struct text *texts;
    size_t count, capacity;
    struct postings *postings;
};

static void *compare_keep(const void *data, size_t size)
{
    void *copy = memory_alloc(size + 1);
    if (size > 0) {
        memcpy(copy, data, size);
    }
    return copy;
}

static void add_text(struct corpus *self, const char *id, const char *value, struct arena *arena)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity * 2 + 1024;
        self->texts = memory_resize(self->texts, self->capacity * sizeof(*self->texts));
    }
    struct text *text = &self->texts[self->count];
    struct words words;
    int32_t *keys;
    words_of(arena, value, strlen(value), &words);
    prose_mark(arena, value, &words);
    text->id = memory_text(id);
    text->words =
        (struct words){.count = words.count,
                       .hashes = compare_keep(words.hashes, words.count * sizeof(*words.hashes)),
                       .prose_before = compare_keep(
                           words.prose_before, (words.count + 1) * sizeof(*words.prose_before))};
    text->key_count = sketch_of(arena, &words, &keys);
    text->keys = compare_keep(keys, text->key_count * sizeof(*keys));
    postings_add(self->postings, (uint32_t)self->count, keys, text->key_count);
    self->count++;
}

static bool read_line(struct corpus *self, const char *line, struct arena *arena)
{
    json_t *object = json_loads(line, 0, NULL);
    const char *id = answer_given(object, "id");
    const char *text = answer_given(object, "text");
    if (id != NULL && text != NULL) {
        add_text(self, id, text, arena);
    }
    json_decref(object);
    return id != NULL && text != NULL;
}

static bool read_texts(struct corpus *self, FILE *file)
{
    char *line = NULL;
    size_t capacity = 0;
    bool is_good = true;
    struct arena *arena = arena_new();
    for (size_t number = 1; is_good && getline(&line, &capacity, file) > 0; number++) {
        is_good = read_line(self, line, arena);
        if (!is_good) {
            ctl_trouble("line %zu is not {\"id\": \"...\", \"text\": \"...\"}", number);
        }
        arena_reset(arena);
    }
    arena_free(&arena);
    free(line);
    return is_good;
}

/* The texts that resemble one text: earlier ones, which are reported, then later ones, which only
 * show whether a passage belongs to a form. */
struct pairs {
    const struct text *others[2 * SKETCH_CANDIDATES];
    struct resemblance seen[2 * SKETCH_CANDIDATES];
    struct form_pair pairs[2 * SKETCH_CANDIDATES];
    size_t count;
};

static void add_pairs(struct corpus *self, struct arena *arena, size_t at, bool is_later,
                      struct pairs *into)
{
    struct candidate candidates[SKETCH_CANDIDATES];
    const struct text *text = &self->texts[at];
    size_t count = postings_find(self->postings, text->keys, text->key_count,
                                 is_later ? UINT32_MAX : (uint32_t)at, SKETCH_SHARED_MIN,
                                 candidates, SKETCH_CANDIDATES);
    for (size_t i = 0; i < count; i++) {
        const struct text *other = &self->texts[candidates[i].item];
        struct resemblance *seen = &into->seen[into->count];
        bool *same = arena_zero(arena, text->words.count * sizeof(*same));
        if (is_later && candidates[i].item <= at) {
            continue;
        }
        passages_find(arena, &other->words, &text->words, seen, same);
        if (passages_judge(seen) != LIKENESS_NONE) {
            into->others[into->count] = other;
            into->pairs[into->count++] = (struct form_pair){&other->words, seen, same, false};
        }
    }
}

static void compare_with_earlier(struct corpus *self, size_t at, struct arena *arena)
{
    struct pairs pairs = {.count = 0};
    const struct text *text = &self->texts[at];
    add_pairs(self, arena, at, false, &pairs);
    size_t earlier = pairs.count;
    if (earlier > 0) {
        add_pairs(self, arena, at, true, &pairs);
        forms_find(&text->words, pairs.pairs, pairs.count);
    }
    for (size_t i = 0; i < earlier; i++) {
        if (!pairs.pairs[i].is_form) {
            compare_print(pairs.others[i]->id, text->id,
                          likeness_name(passages_judge(&pairs.seen[i])),
                          passages_share(&pairs.seen[i]));
        }
    }
    arena_reset(arena);
}

static int compare_texts(const char *path)
{
    struct corpus corpus = {.postings = postings_new(POSTINGS_TEXTS)};
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        postings_free(&corpus.postings);
        return ctl_trouble("%s: %s", path, strerror(errno));
    }
    bool is_good = read_texts(&corpus, file);
    struct arena *arena = arena_new();
    for (size_t i = 0; is_good && i < corpus.count; i++) {
        compare_with_earlier(&corpus, i, arena);
    }
    arena_free(&arena);
    for (size_t i = 0; i < corpus.count; i++) {
        free(corpus.texts[i].id);
        free(corpus.texts[i].words.hashes);
        free(corpus.texts[i].words.prose_before);
        free(corpus.texts[i].keys);
    }
    free(corpus.texts);
    postings_free(&corpus.postings);
    fclose(file);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}

int command_compare(struct ctl *ctl)
{
    const char *texts = ctl_option(ctl, "--texts"), *photos = ctl_option(ctl, "--photos");
    if ((texts == NULL) == (photos == NULL)) {
        return ctl_trouble("compare --texts FILE.jsonl or --photos DIR");
    }
    return texts != NULL ? compare_texts(texts) : compare_photos(photos);
}
