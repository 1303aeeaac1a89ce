/*
 * pdf_embedded.c — archives inside a PDF: attachments of the document or a second file.
 *
 * A hybrid of LibreOffice, a PDF/A-3 and a portfolio carry an archive in a stream that the document
 * names: one of type EmbeddedFile, or one that the trailer lists under AdditionalStreams.  Such an
 * archive begins and ends in its stream.  Any other is what a program for archives would open
 * instead of the document.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/pdf.h"

enum { TAIL = 131072, END_BYTES = 22, DICTIONARY_MAX = 2048 };

struct part {
    size_t start, end; /* in the file */
};

static unsigned long number_at(const unsigned char *data)
{
    return (unsigned long)data[0] | (unsigned long)data[1] << 8 | (unsigned long)data[2] << 16 |
           (unsigned long)data[3] << 24;
}

/* The archive whose end is at the offset: its directory lies before the end, and the directory
 * says how far from the start.  Of an archive with another form only the end is known. */
static struct part archive_at(const struct pdf *self, size_t end)
{
    if (end + END_BYTES > self->size) {
        return (struct part){end, self->size};
    }
    const unsigned char *data = self->data + end;
    unsigned long directory = number_at(data + 12), before = number_at(data + 16);
    bool is_whole = directory <= end && before <= end - directory;
    return (struct part){is_whole ? end - directory - before : end, end + END_BYTES};
}

static const unsigned char *find_last(const struct pdf *self, size_t before, const char *word)
{
    size_t len = strlen(word), reach = before < DICTIONARY_MAX ? before : DICTIONARY_MAX;
    for (size_t back = len; back <= reach; back++) {
        if (memcmp(self->data + before - back, word, len) == 0) {
            return self->data + before - back;
        }
    }
    return NULL;
}

/* The trailer names the object, e.g. "/AdditionalStreams[/application#2Fodt 5 0 R]". */
static bool is_additional(const struct pdf *self, long object)
{
    static const char NAME[] = "/AdditionalStreams";
    const unsigned char *list = memmem(self->data, self->size, NAME, sizeof(NAME) - 1);
    size_t left = list != NULL ? self->size - (size_t)(list - self->data) : 0;
    const unsigned char *end = list != NULL ? memchr(list, ']', left) : NULL;
    char wanted[40];
    int len = snprintf(wanted, sizeof(wanted), " %ld 0 R", object);
    return end != NULL && memmem(list, (size_t)(end - list), wanted, (size_t)len) != NULL;
}

/* The archive is all or part of the stream of an attachment. */
static bool is_attached(const struct pdf *self, const struct part *archive)
{
    static const char STREAM[] = "stream";
    const unsigned char *first = self->data, *at = self->data + archive->start;
    const unsigned char *start = NULL, *object, *line;
    for (const unsigned char *from = first;
         (from = memmem(from, (size_t)(at - from), STREAM, sizeof(STREAM) - 1)) != NULL; from++) {
        start = from;
    }
    size_t behind = self->size - archive->end;
    if (start == NULL || (start - first >= 3 && memcmp(start - 3, "end", 3) == 0) ||
        memmem(first + archive->end, behind, "endstream", 9) == NULL) {
        return false;
    }
    object = find_last(self, (size_t)(start - first), " obj");
    if (object == NULL) {
        return false;
    }
    if (memmem(object, (size_t)(start - object), "/EmbeddedFile", 13) != NULL) {
        return true;
    }
    line = object;
    while (line > first && object - line < 20 && line[-1] != '\n' && line[-1] != '\r') {
        line--;
    }
    return is_additional(self, strtol((const char *)line, NULL, 10));
}

bool pdf_hides_zip(const struct pdf *self)
{
    const unsigned char *last = self->data + self->size;
    const unsigned char *at = self->size > TAIL ? last - TAIL : self->data;
    if (memmem(at, (size_t)(last - at), "PK\x01\x02", 4) == NULL) {
        return false;
    }
    for (; (at = memmem(at, (size_t)(last - at), "PK\x05\x06", 4)) != NULL; at++) {
        struct part archive = archive_at(self, (size_t)(at - self->data));
        if (!is_attached(self, &archive)) {
            return true;
        }
    }
    return false;
}
