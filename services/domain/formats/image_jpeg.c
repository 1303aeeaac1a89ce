/*
 * image_jpeg.c — whether all of a JPEG's picture is in the file: libjpeg decodes it at an eighth of
 * its size, and the first sign of missing data ends the attempt.
 *
 * The end marker FF D9 decides nothing.  A thumbnail inside the metadata has one of its own, and so
 * may a video or a second picture behind a photo; some cameras write none before their own records.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
/* jpeglib.h must come first. */
#include <jerror.h>

#include "formats/image.h"

enum { ZEROS = 64, LINES = 16 };

struct jpeg_reading {
    struct jpeg_error_mgr errors; /* first: libjpeg knows only this */
    jmp_buf end;
    bool is_cut;
};

/* A picture of a kind that libjpeg does not decode is not a damaged one. */
static bool jpeg_is_undecided(int code)
{
    return code == JERR_OUT_OF_MEMORY || code == JERR_SOF_UNSUPPORTED ||
           code == JERR_BAD_PRECISION || code == JERR_ARITH_NOTIMPL || code == JERR_IMAGE_TOO_BIG ||
           code == JERR_CONVERSION_NOTIMPL;
}

static void jpeg_on_error(j_common_ptr common)
{
    struct jpeg_reading *self = (struct jpeg_reading *)common->err;
    self->is_cut = !jpeg_is_undecided(common->err->msg_code);
    longjmp(self->end, 1);
}

/* Some encoders lose the last bits of a picture: a missing end of its last rows is none. */
static bool jpeg_is_at_last_rows(j_decompress_ptr picture)
{
    enum { ROWS = 2 * DCTSIZE }; /* of the whole picture: one row of blocks at most */
    return (picture->output_scanline + 1) * DCTSIZE + ROWS >= picture->image_height;
}

static void jpeg_on_message(j_common_ptr common, int level)
{
    struct jpeg_reading *self = (struct jpeg_reading *)common->err;
    int code = common->err->msg_code;
    bool is_short = code == JWRN_HIT_MARKER && !jpeg_is_at_last_rows((j_decompress_ptr)common);
    if (level < 0 && (is_short || code == JWRN_JPEG_EOF || code == JWRN_HUFF_BAD_CODE)) {
        self->is_cut = true;
        longjmp(self->end, 1);
    }
}

static void jpeg_decode(j_decompress_ptr picture)
{
    (void)jpeg_read_header(picture, TRUE);
    picture->scale_num = 1;
    picture->scale_denom = DCTSIZE;
    picture->out_color_space = picture->jpeg_color_space;
    picture->dct_method = JDCT_FASTEST;
    picture->do_fancy_upsampling = FALSE;
    (void)jpeg_start_decompress(picture);
    JDIMENSION width = picture->output_width * (JDIMENSION)picture->output_components;
    JSAMPARRAY lines = picture->mem->alloc_sarray((j_common_ptr)picture, JPOOL_IMAGE, width, LINES);
    while (picture->output_scanline < picture->output_height) {
        (void)jpeg_read_scanlines(picture, lines, LINES);
    }
}

/* A download that stopped may be filled up with zeros, which decode as flat colour: no marker ends
 * the picture, and zeros stand where the decoder stopped. */
static bool jpeg_ends_in_zeros(const struct image_bytes *file, j_decompress_ptr picture)
{
    const unsigned char *at = picture->src->next_input_byte;
    if (picture->unread_marker != 0 || at < file->data + ZEROS) {
        return false;
    }
    for (int i = 1; i <= ZEROS; i++) {
        if (at[-i] != 0) {
            return false;
        }
    }
    return true;
}

bool image_jpeg_is_whole(const struct image_bytes *file)
{
    struct jpeg_decompress_struct picture;
    struct jpeg_reading reading = {.is_cut = false};
    picture.err = jpeg_std_error(&reading.errors);
    reading.errors.error_exit = jpeg_on_error;
    reading.errors.emit_message = jpeg_on_message;
    if (setjmp(reading.end) == 0) {
        jpeg_create_decompress(&picture);
        jpeg_mem_src(&picture, file->data, file->len);
        jpeg_decode(&picture);
        reading.is_cut = jpeg_ends_in_zeros(file, &picture);
    }
    bool is_whole = !reading.is_cut;
    jpeg_destroy_decompress(&picture);
    return is_whole;
}
