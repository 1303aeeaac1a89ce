/*
 * rtf_fuzz.c — any bytes as RTF: the reader returns text or reports a truncated file, and the text
 * is UTF-8.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "formats/rtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MOST = 1 << 16, SLACK = 64 };
    struct buf text = {0}, facts = {0};
    struct legacy_text fonts = {.out = &text};
    (void)rtf_read((const char *)data, size, &fonts, MOST);
    legacy_text_close(&fonts, &facts);
    if (!text_is_utf8(buf_string(&text), text.len, NULL) || text.len > 4 * MOST + SLACK) {
        abort();
    }
    buf_free(&text);
    buf_free(&facts);
    return 0;
}
