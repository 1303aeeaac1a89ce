/*
 * parts_fuzz.c — any bytes as a multipart body: the parts are the same whether it comes at once or
 * byte by byte, and each part begins and ends once.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "gateway/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct story {
    struct buf text;
    bool is_open;
};

static void on_begin(void *arg, const struct part_head *head)
{
    struct story *story = arg;
    if (story->is_open || head->key == NULL) {
        abort();
    }
    story->is_open = true;
    buf_print(&story->text, "[%s|%s|", head->key, head->file != NULL ? head->file : "");
}

static void on_data(void *arg, const char *data, size_t len)
{
    struct story *story = arg;
    if (!story->is_open || len == 0) {
        abort();
    }
    buf_add(&story->text, data, len);
}

static void on_end(void *arg)
{
    struct story *story = arg;
    if (!story->is_open) {
        abort();
    }
    story->is_open = false;
    buf_byte(&story->text, ']');
}

static bool tell(const char *data, size_t size, size_t step, struct story *story)
{
    static const struct parts_events EVENTS = {.begin = on_begin, .data = on_data, .end = on_end};
    struct parts *parts = parts_new("multipart/form-data; boundary=x", &EVENTS, story);
    bool is_good = parts != NULL;
    for (size_t at = 0; is_good && at < size; at += step) {
        is_good = parts_take(parts, data + at, size - at < step ? size - at : step);
    }
    is_good = is_good && parts_is_whole(parts);
    parts_free(&parts);
    return is_good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct story whole = {.is_open = false}, slow = {.is_open = false};
    bool is_good = size == 0 || tell((const char *)data, size, size, &whole);
    if (size > 0 && tell((const char *)data, size, 1, &slow) != is_good) {
        abort();
    }
    if (size > 0 && is_good &&
        (whole.text.len != slow.text.len ||
         memcmp(buf_string(&whole.text), buf_string(&slow.text), whole.text.len) != 0)) {
        abort();
    }
    buf_free(&whole.text);
    buf_free(&slow.text);
    return 0;
}
