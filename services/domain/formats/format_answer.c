/*
 * format_answer.c — shared by the readers of all formats: the child's answer, and the search for a
 * second file hidden in the file.
 */
#include "formats/format.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"

void format_answer(int output, const char *media_type, const char *problem, const struct buf *text)
{
    format_answer_facts(output, media_type, problem, "", text);
}

void format_answer_facts(int output, const char *media_type, const char *problem, const char *facts,
                         const struct buf *text)
{
    struct buf answer = {0};
    buf_print(&answer, "%s\t%s%s%s\n", media_type, problem, facts[0] != '\0' ? "\t" : "", facts);
    if (text != NULL) {
        buf_add(&answer, text->data, text->len);
    }
    (void)file_write(output, answer.data, answer.len); /* its parent may be gone */
    buf_free(&answer);
}

void format_add_count(struct buf *facts, const char *name, size_t count)
{
    if (count > 0) {
        buf_print(facts, "%s%s=%zu", facts->len > 0 ? "\t" : "", name, count);
    }
}

bool format_hides_zip(const void *data, size_t len)
{
    enum { TAIL = 131072 }; /* a comment of up to 64 KB may follow the end of a ZIP */
    size_t last = len < TAIL ? len : TAIL;
    const char *tail = (const char *)data + (len - last);
    return memmem(tail, last, "PK\x05\x06", 4) != NULL &&
           memmem(tail, last, "PK\x01\x02", 4) != NULL;
}

/* With letters of either case. */
static bool has_marker(const char *data, size_t len, const char *marker)
{
    size_t marker_len = strlen(marker);
    const char *end = data + len;
    for (const char *at = data; (at = memchr(at, marker[0], (size_t)(end - at))) != NULL; at++) {
        if ((size_t)(end - at) >= marker_len && strncasecmp(at, marker, marker_len) == 0) {
            return true;
        }
    }
    return false;
}

/* Too long to be in a photo by chance: seven bytes, or six of one case. */
bool format_hides_more(const void *data, size_t len)
{
    static const char *const MARKERS[] = {
        "Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "<?php ", "<?php\n", "<?php\r", "<script",
        "</html>",      "<!doctype html"};
    for (size_t i = 0; i < sizeof(MARKERS) / sizeof(MARKERS[0]); i++) {
        if (has_marker(data, len, MARKERS[i])) {
            return true;
        }
    }
    return false;
}
