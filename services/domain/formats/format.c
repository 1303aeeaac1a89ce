/*
 * format.c — recognises a file's format by content, never by name, and calls its reader.
 */
#include "formats/format.h"

#include <string.h>
#include <unistd.h>

#include "formats/markup.h"
#include "formats/rtf.h"

enum { SNIFF = 65536 };

bool format_is_pdf(const unsigned char *start, size_t len)
{
    return memmem(start, len < 1024 ? len : 1024, "%PDF-", 5) != NULL;
}

bool format_wants_threads(const unsigned char *start, size_t len)
{
    return len >= 12 && ((memcmp(start, "RIFF", 4) == 0 && memcmp(start + 8, "WEBP", 4) == 0) ||
                         memcmp(start + 4, "ftyp", 4) == 0);
}

static bool starts_with(const unsigned char *data, size_t len, const char *start, size_t start_len)
{
    return len >= start_len && memcmp(data, start, start_len) == 0;
}

/* Old Office files and encrypted new ones are compound files (OLE). */
static int answer_compound(const struct format_input *input, int output)
{
    static const char MACROS[] = "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T";
    static const char ENCRYPTED[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    struct buf data = {0};
    buf_reserve(&data, input->size < (1u << 20) ? input->size : 1u << 20);
    ssize_t len = pread(input->fd, data.data, data.capacity - 1, 0);
    bool is_locked = len > 0 && memmem(data.data, (size_t)len, ENCRYPTED, sizeof(ENCRYPTED) - 1);
    bool has_macros = len > 0 && memmem(data.data, (size_t)len, MACROS, sizeof(MACROS) - 1);
    format_answer(output, is_locked ? "application/encrypted" : "application/x-ole-storage",
                  is_locked    ? "encrypted"
                  : has_macros ? "macro"
                               : "",
                  NULL);
    buf_free(&data);
    return 0;
}

/* By its first bytes, so that a picture with a PDF after it is a polyglot. */
static bool is_picture(const unsigned char *start, size_t count)
{
    return starts_with(start, count, "\xff\xd8\xff", 3) ||
           starts_with(start, count, "\x89PNG", 4) || starts_with(start, count, "GIF8", 4);
}

int format_read(const struct format_input *input, int output)
{
    static unsigned char start[SNIFF];
    ssize_t len = pread(input->fd, start, sizeof(start), 0);
    size_t count = len > 0 ? (size_t)len : 0;
    if (count == 0) {
        format_answer(output, "application/x-empty", "empty", NULL);
        return 0;
    }
    if (format_is_pdf(start, count)) {
        if (!starts_with(start, count, "%PDF-", 5) && is_picture(start, count)) {
            format_answer(output, "application/pdf", "polyglot", NULL);
            return 0;
        }
        return format_pdf(input, output);
    }
    if (starts_with(start, count, "PK\x03\x04", 4)) {
        return format_office(input, output);
    }
    if (starts_with(start, count, "\xd0\xcf\x11\xe0", 4)) {
        return answer_compound(input, output);
    }
    if (rtf_is(start, count)) {
        return format_rtf(input, output);
    }
    if (mht_is((const char *)start, count)) {
        return format_mht(input, output);
    }
    const char *type = magic_buffer(input->magic, start, count);
    type = type != NULL ? type : "application/octet-stream";
    if (format_utf16_order(start, count) != ORDER_NONE) {
        return format_plain(input, output, "text/plain");
    }
    if (strncmp(type, "text/", 5) == 0 || strcmp(type, "application/csv") == 0) {
        return format_plain(input, output, type);
    }
    if (strncmp(type, "image/", 6) == 0) {
        return format_image(input, output, type);
    }
    format_answer(output, type, "", NULL);
    return 0;
}
