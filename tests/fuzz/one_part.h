/*
 * one_part.h — a DOCX with any bytes as its main part.
 */
#ifndef FUZZ_ONE_PART_H
#define FUZZ_ONE_PART_H

#include <stdlib.h>
#include <zip.h>

#include "base/buf.h"

/* A ZIP with the one part, in memory. */
static void one_part_zip(const uint8_t *data, size_t size, struct buf *out)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    zip_int64_t part = zip_file_add(zip, "word/document.xml", zip_source_buffer(zip, data, size, 0),
                                    ZIP_FL_OVERWRITE);
    zip_set_file_compression(zip, (zip_uint64_t)part, ZIP_CM_STORE, 0);
    zip_stat_t stat;
    if (zip_close(zip) != 0 || zip_source_stat(source, &stat) != 0 ||
        zip_source_open(source) != 0) {
        abort();
    }
    buf_reserve(out, stat.size + 1);
    out->len = (size_t)zip_source_read(source, out->data, stat.size);
    zip_source_close(source);
    zip_source_free(source);
}

#endif
