/*
 * document_fuzz.c — any bytes as the main part of a DOCX, and as a web page in a single file: the
 * reader returns text, or reports a problem; the text is UTF-8 and within its bound.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "formats/document.h"
#include "formats/markup.h"
#include "fuzz/one_part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_document(const struct buf *bytes, struct buf *text)
{
    enum { MOST = 1 << 14 };
    struct buf facts = {0};
    struct legacy_text fonts = {.out = text};
    struct document_notes notes;
    struct package *package = package_open_bytes(bytes);
    if (package == NULL) {
        abort();
    }
    document_read(package, &fonts, MOST, &notes);
    legacy_text_close(&fonts, &facts);
    package_close(&package);
    buf_free(&facts);
}

static void check_text(struct buf *text, size_t most)
{
    if (!text_is_utf8(buf_string(text), text->len, NULL) || text->len > most) {
        abort();
    }
    buf_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { WIDEST = 8, SLACK = 1 << 16 };
    struct buf zip = {0}, bytes = {0}, text = {0};
    one_part_zip(data, size, &zip);
    read_document(&zip, &text);
    check_text(&text, WIDEST * size + SLACK);
    buf_add(&bytes, data, size);
    (void)mht_read(&bytes, &text);
    check_text(&text, WIDEST * size + SLACK);
    buf_free(&zip);
    buf_free(&bytes);
    return 0;
}
