/*
 * sheet_fuzz.c — any bytes as a spreadsheet: its connector writes rows or reports what is wrong,
 * and never more than the sink accepts.
 *
 * Bytes that begin with "<" are the parts of an XLSX, separated by 0x1e: its sheet, shared strings,
 * styles, workbook and relations.  A mutation of a whole ZIP would seldom have a good checksum.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include "ingest/row_pipe.h"

enum { SEPARATOR = 0x1e, PARTS = 5 };

/* With what stands in a package whose part is missing. */
static const struct part {
    const char *name, *otherwise;
} PART[PARTS] = {
    {"xl/sheet.xml", "<s/>"},
    {"xl/strings.xml", "<s><si><t>a</t></si></s>"},
    {"xl/styles.xml", "<s><cellXfs><xf numFmtId='14'/></cellXfs></s>"},
    {"xl/workbook.xml", "<w><sheet name='a' id='a'/></w>"},
    {"xl/_rels/workbook.xml.rels", "<r><Relationship Id='a' Type='/worksheet' Target='sheet.xml'/>"
                                   "<Relationship Type='/sharedStrings' Target='strings.xml'/>"
                                   "<Relationship Type='/styles' Target='styles.xml'/></r>"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_part(zip_t *zip, const struct part *part, const uint8_t *data, size_t len)
{
    const void *content = len > 0 ? (const void *)data : part->otherwise;
    zip_source_t *source =
        zip_source_buffer(zip, content, len > 0 ? len : strlen(part->otherwise), 0);
    zip_int64_t index = zip_file_add(zip, part->name, source, ZIP_FL_OVERWRITE);
    (void)zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

static void write_package(int output, const uint8_t *data, size_t size)
{
    static char block[65536];
    zip_source_t *packed = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(packed);
    zip_t *zip = zip_open_from_source(packed, ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < PARTS; i++) {
        const uint8_t *end = memchr(data, SEPARATOR, size);
        size_t len = end != NULL ? (size_t)(end - data) : size;
        add_part(zip, &PART[i], data, len);
        data += len + (end != NULL ? 1 : 0);
        size -= len + (end != NULL ? 1 : 0);
    }
    if (zip_close(zip) == 0 && zip_source_open(packed) == 0) {
        for (zip_int64_t len; (len = zip_source_read(packed, block, sizeof(block))) > 0;) {
            (void)!write(output, block, (size_t)len);
        }
        zip_source_close(packed);
    }
    zip_source_free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int nowhere = -1;
    nowhere = nowhere >= 0 ? nowhere : open("/dev/null", O_WRONLY | O_CLOEXEC);
    int input = memfd_create("sheet", MFD_CLOEXEC);
    if (size > 0 && data[0] == '<') {
        write_package(input, data, size);
    } else {
        (void)!write(input, data, size);
    }
    const struct connector *connector = connector_find(input);
    if (connector != NULL && lseek(input, 0, SEEK_SET) == 0) {
        struct row_pipe pipe = row_pipe_to(nowhere);
        (void)connector->read(input, &pipe.sink);
        row_pipe_end(&pipe);
    }
    close(input);
    return 0;
}
